"""What is told of a sheet beside others: a sheet, a question, a column or a card that is not there or does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from ciworkbook.worksheet.checking import check_text
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.shelf import Shelf, check_files
from ciworkbook.worksheet.together import check_together

from .sheets import HEAD, SECTION, canonical, sheet

OTHER = canonical(
    sheet(
        "- {id: hello, type: note, label: Hello}\n"
        "- {id: risks, type: table, label: R, row_label: risk, columns: [{id: what, type: short_text, label: W},"
        " {id: who, type: people, label: P}, {id: kind, type: choice, label: K, options: [{id: a, label: A}]}]}\n"
        "- {id: mine, type: long_text, label: Mine, audience: [helping]}\n",
        head=HEAD.replace("id: small", "id: other"),
    )
)
CARDS = {"court": frozenset(["harmed", "helping"]), "proof": frozenset(["caused_harm"])}
TABLE = (
    "- {id: plan, type: table, label: P, row_label: row, columns: [{id: worry, type: long_text, label: W},"
    " {id: who, type: people, label: P}, {id: kind, type: choice, label: K, options: [{id: a, label: A}]}],"
    " pull_from: [{sheet: SHEET, q: Q, take: {THERE: HERE}}]}"
)


ONE = "- {id: a, type: date, label: A}\n"
NO_PROOF = "E224 the card 'proof' is for none of these doors"


def told(text: str) -> list[str]:
    """Return what is found in `text` beside the other sheet, as lines without the name of the file."""
    data, findings = check_text("small.yaml", text)
    assert data is not None, findings
    loaded, _ = load_text("small.yaml", text)
    assert loaded is not None
    found = check_together(loaded, data, {"other": OTHER, "small": data}, CARDS)
    return [str(one).removeprefix("small.yaml:") for one in found]


def pulling(sheet_: str = "other", q: str = "risks", there: str = "what", here: str = "worry") -> str:
    return sheet(TABLE.replace("SHEET", sheet_).replace("Q,", f"{q},").replace("THERE", there).replace("HERE", here))


@pytest.mark.parametrize(
    "text",
    [
        pulling(),
        pulling(there="who", here="who"),
        sheet("- {id: a, type: date, label: A, pull_from: [{sheet: other, q: risks}], cards: [court]}"),
        sheet("- {id: a, type: date, label: A}", top="cards: [court]\nsuggests: [{sheet: other, why: Because}]\n"),
        sheet("- {id: a, type: date, label: A, pull_from: [{sheet: other, q: mine}]}"),  # at one of the two doors
    ],
)
def test_what_fits_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (pulling(sheet_="othr"), "E221 there is no worksheet 'othr' - did you mean 'other'?"),
        (pulling(q="rissks"), "E222 'other' has no question 'rissks' - did you mean 'risks'?"),
        (pulling(q="hello"), "E222 'hello' is a note and takes no answer"),
        (pulling(there="wat"), "E222 'wat' is not a column of 'risks' - did you mean 'what'?"),
        (pulling(there="what", here="who"), "E222 a short_text does not fit into a people"),
        (pulling(there="kind", here="kind"), "E222 a choice does not fit into a choice"),
        (
            sheet("- {id: a, type: date, label: A, audience: [harmed], pull_from: [{sheet: other, q: mine}]}\n"
                  "- {id: b, type: date, label: B}"),
            "E224 'mine' is asked at none of these doors",
        ),
        (sheet(ONE.replace("}", ", cards: [cort]}")), "E223 there is no card 'cort' - did you mean 'court'?"),
        (sheet(ONE, top="cards: [proof]\n"), NO_PROOF),
        (HEAD + SECTION.replace("title: Part\n", "title: Part\n    cards: [proof]\n") + f"      {ONE}", NO_PROOF),
        (
            sheet("- {id: a, type: date, label: A}", top="suggests: [{sheet: othr, why: Because}]\n"),
            "11:20: E221 there is no worksheet 'othr' - did you mean 'other'?",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(text: str, said: str) -> None:
    assert [one for one in told(text) if one.endswith(said)] and len(told(text)) == 1, told(text)


def test_a_suggestion_for_another_door_only_is_told() -> None:
    text = sheet(
        "- {id: a, type: date, label: A}",
        head=HEAD.replace("[harmed, helping]", "[harmed, caused_harm]"),
        top="suggests: [{sheet: other, why: Because, audience: [caused_harm]}]\n",
    )
    assert told(text) == ["11:20: E224 'other' is for none of these doors"]


def test_files_are_checked_beside_their_neighbors(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "common").mkdir(parents=True)
    cards = "format: 1\nlanguage: en\ncards: [{id: court, title: Court, text: It may be read.}]\n"
    (shipped / "common" / "cards.yaml").write_text(cards, encoding="utf-8")
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    question = "- {id: a, type: date, label: A, cards: [court]}"
    one.write_text(
        sheet(question, head=HEAD.replace("id: small", "id: one"), top="suggests: [{sheet: two, why: Next}]\n"), "utf-8"
    )
    assert [f.code for f in check_files([one], shipped)] == ["E221"]
    two.write_text(sheet(question.replace("court", "cort"), head=HEAD.replace("id: small", "id: two")), "utf-8")
    assert check_files([one], shipped) == []
    assert [f.code for f in check_files([one, two], shipped)] == ["E223"]
    assert set(Shelf([tmp_path, shipped])) == {"one", "two"}
