"""Another language, chosen at any time: in settings, on the first evening, in the middle of a worksheet."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polib
import pytest
from textual import events
from textual._compositor import LayoutUpdate
from textual.pilot import Pilot
from textual.widgets import TextArea

from ciworkbook import bidi, languages, word_files, words
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.again import Again
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.home import Home
from ciworkbook.screens.room import RoomPage
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.text import cells
from ciworkbook.vault import Vault
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.compiling import packed, told_of
from ciworkbook.worksheet.overlay_checking import Overlay

from ..making import CHEAP, PASSPHRASE, Clock, cheap_keys, screen_text
from .bench import COMMON, CREDIT

SIZE = (80, 24)
LETTER = {
    "id": "letter",
    "version": 1,
    "language": "en",
    "title": "A letter",
    "about": "A small sheet.",
    "topic": "goals",
    "minutes": 5,
    "audience": ["harmed"],
    "credit": CREDIT,
    "sections": [
        {
            "id": "part",
            "title": "The letter",
            "questions": [
                {"id": "wish", "type": "long_text", "label": "What would be good?"},
                {"id": "last", "type": "short_text", "label": "Anything else?"},
            ],
        }
    ],
}
TEXTS = {
    "title": "Una carta",
    "about": "Una hoja pequeña.",
    "part.title": "La carta",
    "wish.label": "¿Qué sería bueno?",
    "wish.label~f": "¿Qué sería bueno, amiga?",
}
SAID = {"Settings": "Ajustes", "Language": "Idioma", "cover": "cubrir", "Is now a good time?": "¿Ahora?"}


def sheets() -> Catalogue:
    overlay = Overlay("letter", "es", reviewed=False, translators=(), texts=TEXTS)
    found = [("sheet", overlay)]
    return Catalogue(
        {
            "index": [LETTER],
            "sheets": {"letter": {"data": LETTER, "digest": "digest-letter"}},
            "common": COMMON,
            "languages": {"es": told_of(found)},
            "overlays": {"es": packed(found)},
        }
    )


@pytest.fixture(autouse=True)
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small Spanish catalogue beside the English one."""
    folder = tmp_path / "locale"
    folder.mkdir()
    (folder / "en.po").write_bytes(word_files.SOURCE.read_bytes())
    made = word_files.begun("es")
    made.metadata["X-Translators"] = "Tuesday group"
    made.extend(polib.POEntry(msgid=one, msgstr=said) for one, said in SAID.items())
    made.save(str(folder / "es.po"))
    monkeypatch.setattr(words, "FOLDER", str(folder))
    languages.know(lambda: sheets())
    yield
    languages.know(lambda: Catalogue({"index": [], "sheets": {}}))
    words.use("en")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[WorkbookApp]:
    with cheap_keys():
        book = Workbook(Vault.create(tmp_path / "kept", PASSPHRASE, cost=CHEAP), sheets(), Clock())
    book.save_settings(type(book.settings)(door="harmed"))
    yield WorkbookApp(book.catalogue, tmp_path / "kept", Outlet(None, None), book)
    book.close()


async def choose(app: WorkbookApp, pilot: Pilot[Any], wanted: Callable[[str], bool]) -> None:
    for _wait in range(50):
        found = [one for one in app.screen.query(MenuEntry) if wanted(one.entry.id)]
        if found:
            found[0].focus()
            await pilot.press("enter")
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(app))


async def until(app: WorkbookApp, pilot: Pilot[Any], shown: str, page: type[Any]) -> None:
    for _wait in range(100):
        await pilot.pause(0.02)
        if isinstance(app.screen, page) and shown in screen_text(app):
            return
    raise AssertionError(f"{shown!r} on {page.__name__}:\n{screen_text(app)}")


async def to_the_question(app: WorkbookApp, pilot: Pilot[Any]) -> None:
    await until(app, pilot, "A letter", Home)
    await choose(app, pilot, lambda id_: id_ == "sheet:letter")
    await until(app, pilot, "Is now a good time?", Sheet)
    await choose(app, pilot, lambda id_: id_ == "next")
    await until(app, pilot, "What would be good?", Sheet)


async def in_spanish(app: WorkbookApp, pilot: Pilot[Any]) -> None:
    await pilot.press("f1")
    await choose(app, pilot, lambda id_: id_ == "language")
    await until(app, pilot, "Español", RoomPage)
    if app.screen.query("#list"):
        await choose(app, pilot, lambda id_: id_ == "language")
    await choose(app, pilot, lambda id_: id_ == "language=es")


async def test_in_the_middle_of_a_worksheet_the_page_is_shown_again_and_answers_stay(app: WorkbookApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await to_the_question(app, pilot)
        await pilot.press(*"A walk")
        await in_spanish(app, pilot)
        await until(app, pilot, "¿Qué sería bueno?", Sheet)
        shown = screen_text(app)
        assert "Una carta" in shown and "A walk" in shown and "cubrir" in shown
        assert app.screen.query_one(TextArea).has_focus
        await pilot.press(*"!")
        await pilot.press("pagedown")
        await until(app, pilot, "Anything else?", Sheet)
        assert "This part is not translated yet." in screen_text(app)
        await pilot.press("escape")
        await until(app, pilot, "Una carta", Home)
    [visit] = app.workbook.visits()
    assert (visit.value("wish"), visit.digest) == ("A walk!", "digest-letter")
    assert visit.wording.startswith("es:")
    assert app.workbook.settings.language == "es"


async def test_an_old_visit_is_shown_in_the_language_it_was_asked_in(app: WorkbookApp, tmp_path: Path) -> None:
    app.speak("es")
    async with app.run_test(size=SIZE) as pilot:
        await until(app, pilot, "Una carta", Home)
        await choose(app, pilot, lambda id_: id_ == "sheet:letter")
        await until(app, pilot, "¿Ahora?", Sheet)
        assert "This translation is a draft." in screen_text(app)
        await choose(app, pilot, lambda id_: id_ == "next")
        await until(app, pilot, "¿Qué sería bueno?", Sheet)
        await pilot.press(*"Paz")
        await pilot.press("escape")
        await until(app, pilot, "Una carta", Home)
    app.workbook.close()
    words.use("en")
    with cheap_keys():
        vault = Vault.open(tmp_path / "kept", PASSPHRASE)
    # The translation of that day is kept: it is not in the program any more.
    compiled = {**sheets()._compiled, "overlays": {}, "languages": {}}
    book = Workbook(vault, Catalogue(compiled), Clock())
    [visit] = book.visits()
    assert book.worksheet_of(visit).question("wish").label == "¿Qué sería bueno?"
    assert book.named(visit).title == "A letter"
    again = WorkbookApp(book.catalogue, tmp_path / "kept", Outlet(None, None), book)
    async with again.run_test(size=SIZE) as pilot:
        await again.push_screen(VisitPage(visit))
        await until(again, pilot, "¿Qué sería bueno?", VisitPage)
        assert "This page is for reading. It stays as it is." in " ".join(screen_text(again).split())
        await again.push_screen(Again(visit))
        await until(again, pilot, "A letter", Again)
        assert "Una carta" not in screen_text(again)
    book.close()


async def test_a_language_with_forms_asks_how_to_speak_of_the_person(app: WorkbookApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await until(app, pilot, "A letter", Home)
        await choose(app, pilot, lambda id_: id_ == "settings")
        await choose(app, pilot, lambda id_: id_ == "language")
        await until(app, pilot, "Español · some of the program, all worksheets, draft", RoomPage)
        assert "How it speaks of me" not in screen_text(app)
        await choose(app, pilot, lambda id_: id_ == "language=es")
        await until(app, pilot, "As to a woman", RoomPage)
        assert "In neutral words" in screen_text(app)
        await choose(app, pilot, lambda id_: id_ == "language")
        await until(app, pilot, "Translated by Tuesday group.", RoomPage)
        await choose(app, pilot, lambda id_: id_ == "form")
        await choose(app, pilot, lambda id_: id_ == "form=f")
        await until(app, pilot, "As to a woman", RoomPage)
    assert app.workbook.settings.form == "f"
    assert app.workbook.catalogue.worksheet("letter", "harmed").question("wish").label == "¿Qué sería bueno, amiga?"


async def test_the_first_page_leads_to_other_languages(tmp_path: Path) -> None:
    app = WorkbookApp(sheets(), tmp_path / "none", Outlet(None, None))
    async with app.run_test(size=SIZE) as pilot:
        await until(app, pilot, "Language", FirstEvening)
        await choose(app, pilot, lambda id_: id_ == "language")
        await until(app, pilot, "some of the program, all worksheets, draft", FirstEvening)
        await choose(app, pilot, lambda id_: id_ == "language:es")
        await until(app, pilot, "Idioma · Language", FirstEvening)
        shown = " ".join(screen_text(app).split())
        assert "This translation is a draft." in shown and "cubrir" in shown
    assert words.wanted == "es"


def test_a_visit_that_was_kept_before_translations_is_read_as_ever() -> None:
    from ciworkbook.answers.visit import Visit

    old = {"worksheet": "letter", "version": 1, "digest": "d", "door": "harmed", "started": "2026-11-24T18:30:00+01:00"}
    visit = Visit.from_data({**old, "changed": old["started"], "answers": {}})
    assert visit.wording == "" and "wording" not in json.loads(json.dumps(visit.to_data()))


# From right to left


def lines(app: WorkbookApp) -> list[str]:
    """Return what is sent to the terminal, line by line."""
    update = app.turning.update(app.screen, app.screen._compositor.render_full_update())
    assert isinstance(update, LayoutUpdate)
    return ["".join(strip.text for strip in line) for line in update.strips]


def arabic(tmp_path: Path) -> None:
    made = word_files.begun("ar")
    said = {"Settings": "الإعدادات", "Workbook": "الدفتر", "cover": "غطاء", "Language": "اللغة"}
    made.extend(polib.POEntry(msgid=one, msgstr=text) for one, text in said.items())
    made.save(str(tmp_path / "locale" / "ar.po"))


async def test_lines_in_arabic_begin_at_the_right_and_the_setting_leaves_them_to_the_terminal(
    app: WorkbookApp, tmp_path: Path
) -> None:
    arabic(tmp_path)
    app.speak("ar")
    app.workbook.save_settings(replace(app.workbook.settings, language="ar"))
    app.follow_settings()
    async with app.run_test(size=SIZE) as pilot:
        await until(app, pilot, "الدفتر", Home)
        head = lines(app)[0]
        assert unicodedata.normalize("NFKC", head).rstrip().endswith("رتفدلا")
        assert all(cells(line) == SIZE[0] for line in lines(app))
        assert app.turning.told == bidi.EXPLICIT
        await choose(app, pilot, lambda id_: id_ == "settings")
        await choose(app, pilot, lambda id_: id_ == "language")
        await choose(app, pilot, lambda id_: id_ == "bidi")
        await choose(app, pilot, lambda id_: id_ == "bidi=terminal")
        await pilot.pause(0.3)
        assert "الإعدادات" in lines(app)[0]
        assert app.turning.told == bidi.IMPLICIT
    assert app.workbook.settings.bidi == "terminal"


async def test_a_click_falls_on_what_is_drawn_there(app: WorkbookApp, tmp_path: Path) -> None:
    arabic(tmp_path)
    app.speak("ar")
    async with app.run_test(size=SIZE) as pilot:
        await until(app, pilot, "غطاء", Home)
        foot = lines(app)[-1]
        assert foot.rstrip().endswith("F8")
        x, y = len(foot.rstrip()) - 1, SIZE[1] - 1
        for kind in (events.MouseDown, events.MouseUp):  # as the terminal tells them
            await app.on_event(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await until(app, pilot, "", Cover)
