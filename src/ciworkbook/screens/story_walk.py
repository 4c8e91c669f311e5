"""Tells stories of a sheet through the screens: the real pages, the real controls, no terminal.

- Each story becomes a visit in memory; every page of its longer path is shown as a person would meet it.
- What is on the pages has to be what the engine asks, and each control has to hold the answer it was given.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..answers.answer import is_blank
from ..answers.flow import flow
from ..answers.people import People
from ..answers.stories import visit_of
from ..answers.visit import Visit
from ..guard.outlet import Outlet
from ..vault.memory import MemoryVault
from ..workbook import Workbook
from ..worksheet.catalogue import Catalogue
from ..worksheet.finding import Finding, quoted
from ..worksheet.model import Note, build
from ..worksheet.stories import Stories
from .app import WorkbookApp
from .home import Home
from .question import QuestionBlock
from .sheet import Sheet

_INDEXED = ("id", "title", "about", "topic", "minutes", "audience", "credit")
_NOW = datetime.fromisoformat("2026-01-01T20:00:00+00:00")


def tell_on_screens(
    stories: Stories, data: Mapping[str, Any], *, only: frozenset[int] | None = None, size: tuple[int, int] = (80, 24)
) -> list[Finding]:
    """Return what is found when `stories` (those at the places `only`, or all) are told through the screens."""
    return asyncio.run(walk(stories, data, only=only, size=size))


async def walk(
    stories: Stories, data: Mapping[str, Any], *, only: frozenset[int] | None = None, size: tuple[int, int] = (80, 24)
) -> list[Finding]:
    """Do what `tell_on_screens` does, inside a running loop."""
    findings: list[Finding] = []
    for index, story in enumerate(stories.stories):
        if only is not None and index not in only:
            continue
        door = story.get("door", data["audience"][0])
        worksheet = build(data, door)
        visit, faults, aliases = visit_of(stories, data, worksheet, story, index)
        if faults:
            findings += faults
            continue
        book = _workbook(data, door, aliases.people)
        app = WorkbookApp(book.catalogue, Path("/nowhere"), Outlet(None, None), book)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            said = [one async for one in _Walk(app, pilot, book.save(_dated(visit, book))).faults(story)]
        at = ("stories", index)
        findings += [stories.loaded.finding("E412", f"story {quoted(story['name'])}: {one}", at) for one in said]
    return findings


def _workbook(data: Mapping[str, Any], door: Any, people: People) -> Workbook:
    index = [{name: data[name] for name in _INDEXED}]
    sheets = {data["id"]: {"digest": "story", "data": dict(data)}}
    book = Workbook(MemoryVault(), Catalogue({"index": index, "sheets": sheets, "common": {}}), lambda: _NOW)
    book.save_settings(replace(book.settings, door=door))
    book.save_people(people)
    return book


def _dated(visit: Visit, book: Workbook) -> Visit:
    return replace(visit, digest="story", started=book.stamp(), changed=book.stamp())


class _Walk:
    """One story, page by page."""

    def __init__(self, app: WorkbookApp, pilot: Any, visit: Visit) -> None:
        self.app, self.pilot, self.visit = app, pilot, visit

    async def faults(self, story: Mapping[str, Any]) -> AsyncIterator[str]:
        """Show every page; yield what is not as the engine says."""
        home = self.app.screen
        assert isinstance(home, Home)
        home.open_visit(self.visit)
        await self.pilot.pause()
        sheet = self.app.screen
        if not isinstance(sheet, Sheet):
            yield "the sheet does not open"
            return
        sheet.asking.long = True
        seen: set[str] = set()
        for leaf in sheet.asking.leaves():
            await sheet.show(leaf)
            await self.pilot.pause()
            for block in sheet.query(QuestionBlock):
                if not block.open:
                    await sheet.on_question_block_opened(QuestionBlock.Opened(block.question.id))
                    await self.pilot.pause()
            for block in sheet.query(QuestionBlock):
                seen.add(block.question.id)
                for fault in self.held(block):
                    yield fault
        asked = set(flow(sheet.asking.worksheet, self.visit).shown)
        if seen != asked:
            yield f"on the pages stand {sorted(seen - asked)} too many and {sorted(asked - seen)} too few"
        for name in story.get("sees", ()):
            if name not in seen:
                yield f"{quoted(name)} stands on no page"
        for name in story.get("does_not_see", ()):
            if name in seen:
                yield f"{quoted(name)} stands on a page"
        sheet.action_back()
        await self.pilot.pause()

    def held(self, block: QuestionBlock) -> Iterator[str]:
        """Tell where a control does not hold the answer it was given."""
        if isinstance(block.question, Note) or block.control is None:
            return
        answer = self.visit.answers.get(block.question.id)
        given = answer.value if answer is not None and answer.given else None
        if is_blank(given):
            if not is_blank(block.control.value) and answer is None:
                yield f"the control of {quoted(block.question.id)} holds something nobody wrote"
        elif not _same(given, block.control.value):
            yield f"the control of {quoted(block.question.id)} holds another answer than it was given"


def _same(given: Any, held: Any) -> bool:
    """Compare values, without the random ids of rows and without empty cells."""
    return bool(_bare(given) == _bare(held))


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items() if key != "id" and not is_blank(one)}
    if isinstance(value, list | tuple):
        bare = [_bare(one) for one in value]
        # What was chosen comes back in the order of the options, whatever the order it was written in.
        return sorted(bare) if all(isinstance(one, str) for one in bare) else bare
    return value
