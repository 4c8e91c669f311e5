"""A workbook in memory with small sheets, and the app around one page of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

from textual.app import App
from textual.screen import Screen

from ciworkbook import keys
from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People
from ciworkbook.answers.visit import Visit
from ciworkbook.desk import Desk
from ciworkbook.errors import WorkbookError
from ciworkbook.guard.outcomes import Found, Problem, Queue, Refused
from ciworkbook.own_sheets import OwnSheets
from ciworkbook.screens.base import Foot, Head
from ciworkbook.screens.looks import THEMES
from ciworkbook.screens.work import Work
from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))

CREDIT = {"license": "CC-BY-4.0", "authors": ["Someone"]}
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]

STEPS: dict[str, Any] = {
    "id": "steps",
    "version": 1,
    "language": "en",
    "title": "Steps for a test",
    "about": "A sheet.",
    "topic": "accountability",
    "minutes": 5,
    "audience": ["harmed", "caused_harm", "helping", "facilitating"],
    "credit": CREDIT,
    "sections": [
        {
            "id": "first",
            "title": "Where things stand",
            "questions": [
                {"id": "hello", "type": "note", "label": "Read this first."},
                {
                    "id": "stairs",
                    "type": "staircase",
                    "label": "Where do you stand, ${words.harmed|friend}?",
                    "share": "ok",
                    "revisit": "compare",
                    "steps": [
                        {"id": "stop", "label": "Stop the harm"},
                        {"id": "name", "label": "Name what happened"},
                        {"id": "hear", "label": "Hear what it did"},
                    ],
                },
                {
                    "id": "talked",
                    "type": "choice",
                    "label": "Did you talk with someone?",
                    "options": YES_NO,
                    "share": "ok",
                },
                {
                    "id": "what",
                    "type": "long_text",
                    "label": "What was said?",
                    "relevant": {"q": "talked", "is": "yes"},
                },
                {
                    "id": "heavy",
                    "type": "short_text",
                    "label": "Heavy words of the label",
                    "content_note": {"topics": ["being followed"], "text": "It can wait."},
                    "share": "private",
                },
            ],
        },
        {
            "id": "second",
            "title": "People around",
            "questions": [
                {
                    "id": "who",
                    "type": "people",
                    "label": "Who is near?",
                    "share": "ok",
                    "fields": [{"id": "good", "type": "short_text", "label": "Good at"}],
                },
                {
                    "id": "map",
                    "type": "ring_map",
                    "label": "Where does each one stand?",
                    "people": "who",
                    "share": "ok",
                    "revisit": "compare",
                    "rings": [
                        {"id": "near", "label": "Near"},
                        {"id": "mid", "label": "In between"},
                        {"id": "far", "label": "Far"},
                    ],
                },
                {
                    "id": "first_one",
                    "type": "choice",
                    "label": "Whom to ask first?",
                    "options_from": "who",
                },
                {
                    "id": "rows",
                    "type": "table",
                    "label": "What is in the way?",
                    "columns": [
                        {"id": "what", "type": "short_text", "label": "What"},
                        {"id": "helper", "type": "people", "label": "Who helps"},
                    ],
                },
            ],
        },
    ],
    "summary": [
        {"id": "s_stairs", "show": "answer", "q": "stairs", "label": "On the stairs"},
        {"id": "s_moved", "show": "changes", "q": ["stairs", "map"], "label": "What moved"},
        {"id": "s_talked", "show": "answer", "q": "talked", "label": "Talked"},
        {"id": "s_what", "show": "answer", "q": "what", "label": "What was said"},
        {"id": "s_who", "show": "rows", "q": "who", "fields": ["good"], "label": "People"},
        {"id": "s_heavy", "show": "answer", "q": "heavy", "label": "Heavy"},
    ],
}
PLAIN: dict[str, Any] = {
    "id": "plain",
    "version": 1,
    "language": "en",
    "title": "A plain sheet",
    "about": "Another sheet.",
    "topic": "goals",
    "minutes": 2,
    "audience": ["harmed", "caused_harm", "helping", "facilitating"],
    "credit": CREDIT,
    "sections": [
        {
            "id": "only",
            "title": "One thing",
            "questions": [{"id": "wish", "type": "long_text", "label": "What would be good?", "share": "ok"}],
        }
    ],
    "summary": [{"id": "s_wish", "show": "answer", "q": "wish", "label": "What would be good"}],
}


COMMON: dict[str, Any] = {
    "cards": [
        {
            "id": "court",
            "title": "A page may be read",
            "text": "Others may read it one day.\n\nYou choose what to write.",
        },
        {"id": "proof", "title": "No proof", "text": "It proves nothing.", "audience": ["caused_harm"]},
    ],
    "numbers": [
        {"id": "one", "place": "Here", "name": "A line", "number": "123 456", "note": "day and night"},
        {"id": "two", "place": "There", "name": "For change", "number": "999", "audience": ["caused_harm"]},
    ],
    "checked": "2026-11-20",
}


def catalogue(*sheets: Mapping[str, Any]) -> Catalogue:
    """Return a catalogue of `sheets`, with two cards and two numbers, without files."""
    index = [
        {key: one[key] for key in ("id", "title", "about", "topic", "minutes", "audience", "credit")} for one in sheets
    ]
    return Catalogue(
        {
            "index": index,
            "sheets": {one["id"]: {"data": dict(one), "digest": f"digest-{one['id']}"} for one in sheets},
            "common": COMMON,
        }
    )


class MemoryVault:
    """Keeps objects in a dict; refuses while `refuse` is set."""

    def __init__(self) -> None:
        self.objects: dict[int, tuple[str, bytes]] = {}
        self.findings: list[Any] = []
        self.refuse: WorkbookError | None = None

    def entries(self) -> list[Any]:
        return []

    def uncompared(self) -> list[int]:
        return []

    def compare(self, entry: int) -> None:
        """Nothing to compare."""

    def digest(self, entry: int) -> str:
        return f"{entry}" * 64

    def get(self, entry: int) -> bytes:
        return self.objects[entry][1]

    def put(self, kind: str, content: bytes, entry: int | None = None) -> int:
        if self.refuse is not None:
            raise self.refuse
        number = len(self.objects) + 1 if entry is None else entry
        self.objects[number] = (kind, content)
        return number

    @property
    def folder(self) -> Path:
        return Path("/nowhere/workbook")

    def checkpoint(self) -> None:
        """Nothing to write."""

    def kept(self, kind: str) -> list[Any]:
        """Return what is kept of `kind`, as plain data."""
        return [json.loads(content) for of, content in self.objects.values() if of == kind]


class FakeOutlet:
    """Remembers what was to be written or printed; answers with `problem`, `found` and `refused`."""

    def __init__(self) -> None:
        self.written: list[tuple[str, bytes]] = []
        self.problem: Problem | None = None
        self.printed: list[tuple[Queue, bytes]] = []
        self.found = Found()
        self.refused: Refused | None = None

    def write(self, path: str | os.PathLike[str], data: bytes) -> Problem | None:
        if self.problem is None:
            self.written.append((os.fspath(path), data))
        return self.problem

    def queues(self) -> Found:
        return self.found

    def folder(self, path: object) -> None:
        """Nobody asks later where the workbook is kept."""

    def language(self, tag: str) -> None:
        """No door comes after."""

    def print(self, queue: Queue, page: bytes) -> Refused | None:
        if self.refused is None:
            self.printed.append((queue, page))
        return self.refused


def workbook(*sheets: Mapping[str, Any], door: Door = "harmed") -> tuple[Workbook, MemoryVault]:
    """Return a workbook of `sheets` in memory, opened through `door`."""
    from dataclasses import replace

    vault = MemoryVault()
    book = Workbook(cast("Vault", vault), catalogue(*(sheets or (STEPS, PLAIN))), lambda: NOW)
    book.settings = replace(book.settings, door=door)
    return book, vault


def visit(
    book: Workbook, sheet: str, day: str, answers: Mapping[str, Any], *, door: Door = "harmed", at: str = ""
) -> Visit:
    """Keep a visit of `sheet` begun on `day`; an answer may be a value or an `Answer`."""
    stamp = f"{day}T18:00:00+01:00"
    made = Visit(
        worksheet=sheet,
        version=1,
        digest=book.catalogue.digest(sheet),
        door=door,
        started=stamp,
        changed=stamp,
        at_question=at,
    )
    for id_, value in answers.items():
        made = made.answer(id_, value if isinstance(value, Answer) else Answer(value=value), stamp)
    return book.save(made)


def people(book: Workbook, *aliases: str) -> list[str]:
    """Write down `aliases` ("Blue" or "Blue|my sister") and return their ids."""
    everyone: People = book.people
    for one in aliases:
        alias, _bar, role = one.partition("|")
        everyone, _person = everyone.add(alias, role)
    book.save_people(everyone)
    return [one.id for one in everyone]


class Bench(App[None]):
    """What pages ask of the app, and nothing else."""

    CSS_PATH = "../../src/ciworkbook/screens/base.tcss"

    def __init__(self, book: Workbook, page: Screen[Any], *, ascii_only: bool = False, theme: str = "dark") -> None:
        super().__init__()
        keys.use()
        self.workbook = book
        self.desk = Desk(book, self.set_timer)
        self.outlet = FakeOutlet()
        self.catalogue = book.catalogue
        self.own_sheets = OwnSheets(None, lambda: book.catalogue)
        self.work = Work()
        self.folder = book.folder
        self.ascii_only = ascii_only
        self.page = page
        self.given: list[Any] = []
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        self.animation_level = "none"

    def follow_settings(self) -> None:
        """Look as the settings say, and take the keys."""
        settings = self.workbook.settings
        self.theme = settings.theme
        keys.use(settings.keys, function_keys=settings.function_keys)

    def on_mount(self) -> None:
        """Show the page above two others, as above home."""
        self.push_screen(Screen())
        self.push_screen(self.page, self.given.append)

    def seen(self) -> str:
        """Return what stands on the screen, as plain text."""
        width, height = self.size
        strips = self.screen._compositor.render_strips()
        rows = ["".join(segment.text for segment in strip).rstrip() for strip in strips[:height]]
        return "\n".join(row[:width] for row in rows) + "\n"

    def all_text(self) -> str:
        """Return the whole of the body, also what is scrolled out of view."""
        from ciworkbook.screens.base import Words
        from ciworkbook.widgets.drawn import Drawn
        from ciworkbook.widgets.menu import MenuEntry

        lines: list[str] = []
        for one in self.screen.query("#body *"):
            if isinstance(one, Drawn):
                lines += ["".join(piece.text for piece in line.pieces) for line in one.lines()]
            elif isinstance(one, MenuEntry):
                lines += one.lines(one.size.width or 76)
            elif isinstance(one, Words):
                lines.append(str(one.visual))
        return "\n".join(lines)

    def head_and_foot(self) -> str:
        """Return the words of head and foot."""
        return f"{self.screen.query_one(Head).render()}\n{self.screen.query_one(Foot).render()}"
