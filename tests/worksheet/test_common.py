"""Cards and numbers: read strictly, offered in the words of a door, and told with the day they were checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.common import doors_of, read_common
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.model import DOORS

from .sheets import sheet

CARDS = """\
format: 1
language: en
cards:
  - {id: court, title: Court, text: It may be read.}
  - {id: proof, title: Proof, text: {caused_harm: No proof.}, audience: [caused_harm]}
"""
NUMBERS = """\
format: 1
language: en
checked: 2026-11-26
numbers:
  - {id: a, place: Here, name: A line, number: "123", note: day and night}
  - {id: b, place: Here, name: For change, number: "456", audience: [caused_harm]}
"""


def folder(at: Path, cards: str = CARDS, numbers: str = NUMBERS) -> Path:
    (at / "common").mkdir()
    (at / "common" / "cards.yaml").write_text(cards, encoding="utf-8")
    (at / "common" / "numbers.yaml").write_text(numbers, encoding="utf-8")
    (at / "small.yaml").write_text(sheet("- {id: a, type: date, label: A, cards: [court]}"), encoding="utf-8")
    return at


def test_cards_and_numbers_are_offered_at_their_doors(tmp_path: Path) -> None:
    catalogue = Catalogue.load(folder(tmp_path))
    assert [one.title for one in catalogue.cards(["proof", "court", "court", "gone"], "harmed")] == ["Court"]
    assert [one.text for one in catalogue.cards(["proof"], "caused_harm")] == ["No proof."]
    assert [one.number for one in catalogue.numbers("harmed")] == ["123"]
    assert [one.number for one in catalogue.numbers("caused_harm")] == ["123", "456"]
    assert catalogue.numbers_checked == "2026-11-26"


def test_a_changed_card_is_read_anew(tmp_path: Path) -> None:
    Catalogue.load(folder(tmp_path))
    path = tmp_path / "common" / "cards.yaml"
    path.write_text(CARDS.replace("It may be read.", "Others may read it."), encoding="utf-8")
    assert Catalogue.load(tmp_path).cards(["court"], "harmed")[0].text == "Others may read it."


@pytest.mark.parametrize(
    ("cards", "numbers", "code"),
    [
        (CARDS.replace("title: Court", "titl: Court"), NUMBERS, "E101"),
        (CARDS.replace("id: proof", "id: court"), NUMBERS, "E203"),
        (CARDS.replace("{caused_harm: No proof.}", "{harmed: No proof.}"), NUMBERS, "E209"),
        (CARDS, NUMBERS.replace("2026-11-26", "soon"), "E108"),
        (CARDS, NUMBERS.replace('"123"', "123"), "E104"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, cards: str, numbers: str, code: str) -> None:
    assert code in [one.code for one in read_common(folder(tmp_path, cards, numbers))[1]]


def test_a_folder_without_them_has_none(tmp_path: Path) -> None:
    assert read_common(tmp_path) == ({}, [])


def test_the_shipped_ones_have_no_findings() -> None:
    common, findings = read_common(sheets_folder())
    assert findings == []
    assert set().union(*doors_of(common).values()) == set(DOORS)
