"""The made-up year holds real answers, and the table of figures is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ciworkbook.answers.fitting import fit

ROOT = Path(__file__).parents[1]


CHECKOUT = pytest.mark.skipif(not (ROOT / "benchmarks").is_dir(), reason="only a checkout has the benchmarks")


@CHECKOUT
def test_every_answer_of_the_year_is_one_that_its_question_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.year import Year

    year = Year(visits=30, people=12)
    visits = year.book.visits()
    assert len(visits) == 30
    kinds = set()
    for visit in visits:
        sheet = year.book.worksheet_of(visit)
        for id_, answer in visit.answers.items():
            question = sheet.question(id_)
            kinds.add(type(question).__name__)
            assert fit(question, answer.value, answer.other, lambda one: one in year.ids)[2], (sheet.id, id_)
    assert {"Staircase", "Table", "PeopleQuestion", "Checklist", "Choice", "LongText"} <= kinds


@CHECKOUT
def test_the_table_has_a_row_for_every_page_and_names_what_it_is_held_against() -> None:
    command = [sys.executable, "-m", "benchmarks", "--rounds", "1", "--visits", "8", "--people", "4", "--no-memory"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("look back", "evening by evening", "find, typed, a word", "summary of 8 visits, as text"):
        line = next(line for line in done.stdout.split("\n") if line.startswith(name + " "))
        assert len([word for word in line.split() if word.replace(".", "").isdigit()]) >= 5
        assert "a bare page of" in line or "parsing the JSON" in line
