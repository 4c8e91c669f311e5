"""What `check` says of a sheet: the code, the place, the word that was probably meant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ciworkbook.worksheet.checking import check_file, check_text, digest
from ciworkbook.worksheet.finding import MOST
from ciworkbook.worksheet.model import DOORS, build

from .said import FEAR, MOOD, PEOPLE, SAID, STAIRS, asked
from .sheets import EVERYTHING, HEAD, SECTION, canonical, codes, sheet, told


@pytest.mark.parametrize(("text", "ending"), [pytest.param(text, end, id=name) for name, text, end in SAID])
def test_what_is_said(text: str, ending: str) -> None:
    lines = told(text)
    assert any(line.endswith(ending) for line in lines), "\n".join(lines)
    level = "warning" if re.match(r"(\d+:\d+: )?W", ending) else "error"
    data, findings = check_text("small.yaml", text)
    mine = next(one for one in findings if str(one).endswith(ending))
    assert mine.level == level
    assert (data is None) is any(one.level == "error" for one in findings)


def test_every_code_about_shape_references_and_advice_has_an_example() -> None:
    source = Path(check_file.__code__.co_filename).parent
    used = {code for path in source.glob("*.py") for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))}
    shown = {code for _, _, end in SAID for code in re.findall(r"\b[EW]\d{3}\b", end)}
    # Loading, stories, translations, compiling, checks between sheets, how a sheet speaks.
    elsewhere = {code for code in used if code[1] in "046" or code[:2] == "W5"} | {
        "E219",
        "E221",
        "E222",
        "E223",
        "E224",
        "E225",  # sheets of one's own
        "E226",
    }
    assert used - elsewhere == shown


def test_the_sheet_with_everything_has_no_finding() -> None:
    data, findings = check_file(EVERYTHING)
    assert findings == [] and data is not None


@pytest.mark.parametrize(
    "text",
    [
        asked("{all: [{q: mood, answered: true}, {q: mood, is_not: low}]}"),
        asked("{any: [{q: mood, is: low}, {q: mood, is: high}]}"),
        asked("{not: {q: mood, is: low}}"),
        sheet(PEOPLE + "- {id: b, type: choice, label: B, options_from: people, other: true}"),
        sheet(
            PEOPLE + "- {id: b, type: choice, label: B, options_from: people, relevant: {q: people, answered: true}}"
        ),
        sheet("- {id: a, type: date, label: A}", head=HEAD.replace("version: 1", "version: 4")),
        sheet("- {id: a, type: date, label: 'A ${words.harmed|the person}'}"),
        asked("{q: fear, is_one_of: [1, 2]}", FEAR),
        asked("{q: stairs, at_least: 2}", STAIRS),
    ],
)
def test_what_is_fine_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_section_that_hides_what_its_question_needs_can_never_hold() -> None:
    text = sheet(MOOD) + (
        "  - id: two\n    title: Two\n    relevant: {q: mood, is: low}\n    questions:\n"
        "      - {id: b, type: date, label: B, relevant: {q: mood, is: high}}\n"
    )
    assert codes(text) == ["W304"]


def test_a_check_may_name_its_own_question_and_no_later_one() -> None:
    own = MOOD.replace(
        "label: Mood", "label: Mood, constraints: [{id: c, level: note, expect: {q: %s, is: low}, message: x}]"
    )
    assert codes(sheet(own % "mood")) == []
    assert codes(sheet(own % "after" + MOOD.replace("id: mood", "id: after"))) == ["E201"]
    assert codes(sheet((own + own.replace("id: mood,", "id: again,")) % ("mood", "mood"))) == ["E203"]


def test_conditions_in_a_list_may_name_only_what_comes_before_its_use() -> None:
    lists = "lists: {a: [{id: b, label: c, relevant: {q: mood, is: low}}]}\n"
    use = "- {id: u, type: choice, label: U, options_from: a}\n"
    assert codes(sheet(MOOD + use, top=lists)) == []
    assert codes(sheet(use + MOOD, top=lists)) == ["E201"]


def test_findings_come_in_the_order_of_the_file_and_end() -> None:
    many = "".join(f"- {{id: q{n}, type: date, label: A, relevant: {{q: gone, answered: true}}}}\n" for n in range(400))
    findings = check_text("x", sheet(many))[1]
    assert findings == sorted(findings) and len(findings) == MOST
    keys = "".join(f"unknown{n}: 1\n" for n in range(400))
    assert len(check_text("x", sheet(MOOD, top=keys))[1]) == MOST


def test_a_finding_never_carries_what_a_terminal_would_obey() -> None:
    for line in told(sheet('- {id: a, type: "x\\u200ey[/red]", label: A}')):
        assert line.isprintable() or "\u200e" in line
        assert "\n" not in line


def test_canonical_data_leaves_defaults_out_and_keeps_order() -> None:
    data = canonical(
        sheet("- {type: date, label: A, id: a, core: false, precision: day, hint: ''}".replace(", hint: ''", ""))
    )
    assert data["sections"][0]["questions"] == [{"id": "a", "label": "A", "type": "date"}]
    order = canonical(sheet(MOOD))["sections"][0]["questions"][0]["options"]
    assert [one["id"] for one in order] == ["low", "high"]


def test_digest_depends_on_content_alone() -> None:
    one = canonical(sheet("- {id: a, type: date, label: A}"))
    other = canonical(sheet("- type: date   # a note\n  label: 'A'\n  core: false\n  id: a"))
    assert digest(one) == digest(other) and len(digest(one)) == 64
    assert digest(one) != digest(canonical(sheet("- {id: a, type: date, label: B}")))
    assert digest(json.loads(json.dumps(one))) == digest(one)


def test_canonical_data_is_plain_and_checks_again() -> None:
    data, _ = check_file(EVERYTHING)
    assert data is not None
    assert json.loads(json.dumps(data)) == data
    for door in DOORS:
        assert build(json.loads(json.dumps(data)), door) == build(data, door)


def test_share_that_was_written_is_kept_where_the_default_differs() -> None:
    text = sheet(
        "- {id: a, type: date, label: A, share: ask}\n- {id: b, type: date, label: B}",
        top="safety: high\ncontent_note: {text: x}\n",
    )
    sheet_ = build(canonical(text), "harmed")
    assert [one.share for one in sheet_.questions()] == ["ask", "private"]


def test_section_head_is_what_the_lines_count_from() -> None:
    assert (HEAD + SECTION).count("\n") == 14
