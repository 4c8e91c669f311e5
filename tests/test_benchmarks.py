"""The made-up year holds real answers; every row of the table can be measured, printed and written down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ciworkbook.answers.fitting import fit

ROOT = Path(__file__).parents[1]


pytestmark = pytest.mark.skipif(not (ROOT / "benchmarks").is_dir(), reason="only a checkout has the benchmarks")


def _bench(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


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


def test_the_table_has_a_row_for_every_page_and_names_what_it_is_held_against() -> None:
    done = _bench("look-back", "look-back-pure", "--rounds", "1", "--visits", "8", "--people", "4")
    assert done.returncode == 0, done.stderr
    for name in ("look back", "evening by evening", "find, typed, a word", "summary of 8 visits, as text"):
        line = next(line for line in done.stdout.split("\n") if line.startswith(name + " "))
        assert "×" in line
        assert "a bare page of" in line or "parsing the JSON" in line


def test_every_row_is_named_and_one_that_is_not_is_refused() -> None:
    listed = _bench("--list").stdout
    assert len({line.split()[0] for line in listed.splitlines()}) == len(listed.splitlines())
    refused = _bench("no-such-row")
    assert refused.returncode == 2
    assert "no row is called no-such-row" in refused.stderr


def test_a_row_that_fails_says_so_and_what_is_written_is_made_from_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import report, rows

    def measure(_asked: rows.Asked) -> list[rows.Result]:
        raise OSError("no such <thing>")

    failed = list(rows.measured(rows.Row("broken", "what is broken", measure), rows.Asked()))
    assert [(one.name, one.row, one.met) for one in failed] == [("what is broken", "broken", False)]
    assert "OSError: no such <thing>" in report.line(failed[0])

    ours, floor = rows.Figure.of([0.001, 0.002, 0.004]), rows.Figure.of([0.002])
    assert (ours.median, ours.p95, ours.most, ours.n) == (2, 4, 4, 3)
    good = rows.Result(
        "grows & stays",
        "a thing",
        "a floor",
        ours,
        floor,
        goal=rows.Goal("spread", 1.1),
        growth={10: 2.0, 100: 2.1, 1000: 2.3},
        floor_growth={10: 1.0, 100: 1.0},
    )
    assert good.times == 1
    assert good.reached == pytest.approx(1.15)
    assert good.met is False
    for kind, limit, met in (("ratio", 1.0, True), ("faster", 1.0, True), ("growth", 1.1, False), ("p95", 4, True)):
        held = rows.Result("x", "", ours=ours, floor=floor, goal=rows.Goal(kind, limit), growth=good.growth)  # type: ignore[arg-type]
        assert held.met is met, kind
    written = report.Report({"processor": "one"}, [good, *failed], "1 s")
    assert report.Report.from_json(written.to_json()) == written
    report.write(written, tmp_path)
    page = (tmp_path / "speed.md").read_text()
    assert "0 of 2 goals are met" in page
    assert "| grows & stays |" in page
    picture = ElementTree.parse(tmp_path / "speed.svg")
    said = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"grows & stays", "against a floor", "visits", "ms", "1,000"} <= set(said)
    assert json.loads((tmp_path / "speed.json").read_text())["results"][0]["reached"] == good.reached


def test_saving_and_handing_on_are_measured_at_their_smallest() -> None:
    done = _bench("save", "bytes", "pdf", "sheets", "--quick", "--counts", "10", "--rounds", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    for name in ("one durable save", "bytes written for one changed answer", "bytes written at a checkpoint"):
        assert any(line.startswith(name) for line in lines)
    [written] = [line for line in lines if line.startswith("bytes written for one changed answer")]
    assert "1.00×" in written  # nothing is written beside the one file
    [loaded] = [line for line in lines if line.startswith("what reads and checks sheets, loaded")]
    assert " 0 modules " in loaded
    assert any(line.startswith("summary of 2 visits as PDF") for line in lines)


def test_answering_and_finding_are_measured_without_a_journal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import answering, rows, seeking

    for module in (answering, seeking):
        monkeypatch.setattr(module, "found", lambda: None)
    asked = rows.Asked(counts=(10,), rounds=1, quick=True)
    results = [*answering.key_to_disk(asked), *seeking.find(asked)]
    assert {one.name: one.ours.n for one in results if one.ours} == {
        "last key to durable answer, 10 visits": 1,
        "an answer to the disk, once it is due, 10 visits": 1,
        "find, filled, 10 visits": 3,
        "last key to first places, filled": 1,
        "last key to first places, while it is filled": 1,
        "reading everything to be searched": 1,
    }
    assert all(one.ours is not None and one.ours.median > 0 for one in results)
    assert all(one.floor is None and one.met in (None, True, False) for one in results)


@pytest.mark.terminal
def test_what_stands_in_a_terminal_is_measured_at_its_smallest() -> None:
    rows = ["prompt", "first-evening", "command-line", "home", "typing", "next-question", "cover"]
    rows += ["memory"] if os.environ.get("CIWORKBOOK_FULL") == "1" else []
    done = _bench(*rows, "--quick", "--counts", "10", "--rounds", "1")
    assert done.returncode == 0, done.stdout
    assert " failed " not in done.stdout
    for said in ("passphrase prompt, 10 visits", "first evening painted", "--version", "passphrase to home, 10 visits"):
        assert said in done.stdout
    for said in ("key to paint, in 20,000 characters", "next question", "cover, 95 of 100"):
        line = next(line for line in done.stdout.split("\n") if line.startswith(said + " "))
        assert " ms " in line and "×" in line
