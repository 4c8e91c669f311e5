"""What no other test of the plain face chooses: the rest of the list of abilities, walked by id."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ciworkbook import languages
from ciworkbook.guard import passphrase
from ciworkbook.linear.sheet import open_sheet
from ciworkbook.vault import parameters
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import CHEAP, new_workbook
from ..screens.bench import PLAIN, visit, workbook
from ..worksheet.packing import ABOUT, small
from .conversation import hold, session

FIVE = "one two three four five"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost a millisecond, and five words that are known."""
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    monkeypatch.setattr(passphrase, "suggest", lambda words=5: FIVE)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    made = new_workbook(tmp_path / "kept")
    yield made
    made.close()


def test_practice_from_home_to_the_end_of_a_worksheet() -> None:
    ran = session(
        "@harmed",
        *("@visit", "/home", "@sheet", "@carry_on", "@stop"),
        *("@summary", "@ready", "/home", "@look_back", "@*evenings", "@more", "@back", "/home", "/leave"),
        practice=True,
    )
    assert "How are people named on the page?" in ran.text or "Line by line" in ran.text
    assert "Evening by evening" in ran.text


def test_a_language_and_the_usual_folder_on_the_first_evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_catalogue", Catalogue.load)
    monkeypatch.setattr("ciworkbook.guard.places.default_folder", lambda: tmp_path / "usual")
    other = str(tmp_path / "other")
    ran = session(
        *("@language", "@en", "@go_on", "@on", "@on", "@again", FIVE, "@other", other, "@usual", "@keep", "@harmed"),
        "/leave",
        folder=tmp_path / "asked",
        fence=lambda *_folders, **_how: None,
    )
    ran.face.workbook.close()
    assert (tmp_path / "usual" / "params").is_file() and not (tmp_path / "other").exists()


def test_a_set_of_ones_own_that_was_named_is_read_back_and_forth_and_no_longer_offered(
    book: Workbook, tmp_path: Path
) -> None:
    sheets = tmp_path / "own.zip"
    with zipfile.ZipFile(sheets, "w") as out:
        for name, text in {"pack.yaml": ABOUT, "one.yaml": small("one"), "two.yaml": small("two")}.items():
            out.writestr(name, text)
    session(
        *("@settings", "@packs", "@named", "@add", "@paper", "@next", "@previous", "@next", "@back", "@offer"),
        *("@stop", "@back", "@back", "@keys", "@back", "@upkeep", "@backup", "@remind", "/home", "/leave"),
        book=book,
        sheets=sheets,
    )
    [pack] = book.packs.all()
    assert (pack.read, pack.enabled) == (True, False)
    assert not book.settings.remind_backup


def test_more_about_a_question_and_back_from_the_end() -> None:
    question: dict[str, Any] = {"id": "wish", "type": "short_text", "label": "What would be good?", "guidance": "Any."}
    sheet = {**PLAIN, "sections": [{**PLAIN["sections"][0], "questions": [question]}], "summary": []}
    one = workbook(sheet)[0]
    visit(one, "plain", "2026-11-20", {"wish": "Rest."})
    typed = ("@carry_on", "@next", "/more", "", "@previous")
    told = hold(one, lambda face: open_sheet(face, "plain"), *typed, clean=False)
    assert "Any." in told and told.text.count("What would be good?") >= 2
