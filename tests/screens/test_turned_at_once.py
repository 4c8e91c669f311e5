"""The key that turns the page does not pass letters typed before it, however quick: of every kind of field.

A slow line, a busy machine or a paste bring letters and the key in one piece. All of it is posted here before anything
is done with it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.sheet import Sheet
from ciworkbook.widgets.fields import TextBox

from .bench import CREDIT, MemoryVault
from .whole_app import whole_app

WORDS = "heron"
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
COLUMNS = [{"id": "what", "type": "short_text", "label": "What"}]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "long", "type": "long_text", "label": "Long"},
    {"id": "short", "type": "short_text", "label": "Short"},
    {"id": "day", "type": "date", "label": "Day"},
    {"id": "one", "type": "choice", "label": "One", "options": YES_NO, "other": True},
    {"id": "bag", "type": "checklist", "label": "Bag", "note_each": True, "items": YES_NO},
    {"id": "rows", "type": "table", "label": "Rows", "columns": COLUMNS},
    {
        "id": "who",
        "type": "people",
        "label": "Who",
        "fields": [{"id": "good", "type": "short_text", "label": "Good at"}],
    },
    {"id": "stairs", "type": "staircase", "label": "Stairs", "steps": YES_NO, "note_each": True},
    {"id": "end", "type": "long_text", "label": "End"},
]
SHEET: dict[str, Any] = {
    "id": "fields", "version": 1, "language": "en", "title": "Fields", "about": "All of them.", "topic": "goals",
    "minutes": 2, "audience": ["harmed", "caused_harm", "helping", "facilitating"], "credit": CREDIT,
    "sections": [{"id": "only", "title": "Only", "questions": QUESTIONS}],
    "summary": [{"id": "s", "show": "answer", "q": "long", "label": "Long"}],
}  # fmt: skip
INTO: dict[str, list[str]] = {
    "long": [],
    "short": [],
    "day": [],
    "one": ["down", "down", "space"],
    "bag": ["space", "tab"],
    "rows": ["enter"],
    "who": ["K", "i", "m", "enter", "shift+tab", "enter"],
    "stairs": ["enter"],
}
"""The keys from the question to a field of it."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciworkbook.screens.hiding.TWICE", 0.0)


@asynccontextmanager
async def field_of(question: str) -> AsyncIterator[tuple[WorkbookApp, Pilot[Any], MemoryVault]]:
    """Give the app with the keys in a field of `question`."""
    app, vault = whole_app(SHEET)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.open_sheet("fields")  # type: ignore[attr-defined]
        await pilot.pause()
        assert isinstance(app.screen, Sheet)
        while app.screen.leaf.id != question:
            await pilot.press("pagedown")
            await pilot.pause()
        for key in INTO[question]:
            await pilot.press(key)
            await pilot.pause()
        yield app, pilot, vault


def post(app: WorkbookApp, *keys: str) -> None:
    """Put keys before the app, all at once."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


def answers(vault: MemoryVault) -> dict[str, Any]:
    return vault.kept("visit")[-1]["answers"] if vault.kept("visit") else {}


@pytest.mark.parametrize("key", ["pagedown", "pageup", "escape"])
@pytest.mark.parametrize("question", INTO)
async def test_letters_before_the_key_are_kept(question: str, key: str) -> None:
    async with field_of(question) as (app, pilot, vault):
        before = app.screen
        post(app, *WORDS, key)
        for _turn in range(100):
            await pilot.pause(0.02)
            if app.screen is not before or app.screen.leaf.id != question:  # type: ignore[attr-defined]
                break
        await pilot.pause(0.3)
        assert WORDS in json.dumps(answers(vault).get(question))


async def test_a_name_that_was_changed_last_is_kept() -> None:
    async with field_of("who") as (app, pilot, _vault):
        await pilot.press("shift+tab")
        await pilot.pause()
        post(app, *WORDS, "pagedown")
        await pilot.pause(0.5)
        assert [one.alias for one in app.workbook.people] == [f"Kim{WORDS}"]


async def test_a_save_while_a_page_is_taken_away_takes_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with field_of("long") as (app, pilot, vault):
        sheet = app.screen
        assert isinstance(sheet, Sheet)
        await pilot.press(*WORDS)
        place = sheet.query_one("#leaf")
        removing = place.remove_children

        async def remove_and_save() -> None:
            for box in sheet.query(TextBox):
                box.text = ""
            app.desk.save()
            await removing()

        monkeypatch.setattr(place, "remove_children", remove_and_save)
        await pilot.press("pagedown")
        await pilot.pause(0.3)
        assert answers(vault)["long"]["value"] == WORDS
