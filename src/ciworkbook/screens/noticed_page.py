"""What was noticed, thing by thing: its name, what is the matter, and what can be gone on with.

- Each version can be read first. Going on with one asks once, saves it as the newest, and deletes nothing.
- What is left as it is stands here again the next time the workbook is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from .. import noticing
from ..answers.dates import day_in_words, day_of
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..looking_back import read_visit
from ..noticing import Noticed, Version
from ..vault import Finding
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from .base import Words
from .passages import Passage, ReadingPage
from .phrase_steps import said
from .read import part_widgets, rest_lines
from .sure import Sure


class NoticedPage(ReadingPage[frozenset[int]]):
    """The list, for `findings` or for what was noticed on opening. Gives the entries that were settled."""

    CSS = "NoticedPage #column { padding: 1 2; } NoticedPage #page { height: auto; }"
    TITLE_LEFT = mark("What was noticed")
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, findings: list[Finding] | None = None) -> None:
        super().__init__()
        self._findings = findings
        self._settled: set[int] = set()
        self._told = ""

    @property
    def found(self) -> list[Finding]:
        """What was noticed and is not settled yet."""
        found = self.workbook_app.workbook.findings if self._findings is None else self._findings
        return [one for one in found if one.entry is None or one.entry not in self._settled]

    def body(self) -> ComposeResult:
        """The list is put in once the page is on screen, and after every choice."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the list."""
        await self.refresh_page()

    async def refresh_page(self) -> None:
        """Show how things stand now."""
        await self.fill("page", self._widgets())
        entries = self.query("#page MenuEntry")
        if entries:
            entries.first().focus(scroll_visible=False)

    def _widgets(self) -> Iterator[Widget]:
        workbook = self.workbook_app.workbook
        things, others = noticing.things(workbook, self.found), noticing.others(workbook, self.found)
        if self._told:
            yield Words(self._told, "accent")
        if not things and not others:
            yield Words(_("Nothing more was noticed."))
        for one in things:
            yield Words(one.name, "strong", close=True)
            yield Words(f"{noticing.what(one.kind)} {noticing.offer_words(one)}".strip())
            yield Menu(self._ways(one))
            yield Words("", close=True)
        for told in others:
            yield Words(told, "muted")
        yield Menu([Entry("back", _("Back"))])

    def _ways(self, one: Noticed) -> list[Entry]:
        ways = []
        for number, version in enumerate(one.versions):
            visit = noticing.visit_in(self.workbook_app.workbook, one.entry, version)
            look, on = noticing.version_words(version)
            if visit is not None and look:
                changed = day_in_words(day_of(visit.changed))
                ways.append(Entry(f"look:{one.entry}:{number}", look, _("written in on {date}").format(date=changed)))
            if one.can_go_on:
                ways.append(Entry(f"on:{one.entry}:{number}", on))
        ways.append(Entry(f"leave:{one.entry}:0", _("Leave it as it is")))
        return ways

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Look, go on, or leave it."""
        event.stop()
        if event.entry == "back":
            self.action_back()
            return
        workbook = self.workbook_app.workbook
        kind, entry, number = event.entry.split(":")
        one = next((each for each in noticing.things(workbook, self.found) if str(each.entry) == entry), None)
        if one is None or self.app.screen is not self:
            return
        self._told = ""
        if kind == "leave":
            self._settle(one.entry)
            await self.refresh_page()
            return
        if int(number) >= len(one.versions):
            return
        version = one.versions[int(number)]
        if kind == "look":
            visit = noticing.visit_in(workbook, one.entry, version)
            if visit is not None:
                self.app.push_screen(VersionPage(visit))
        else:
            self._ask(one, version)

    def _ask(self, one: Noticed, version: Version) -> None:
        question, do, *told = noticing.sure_words(one, version)
        sure = Sure(_("What was noticed"), question, told, keep=_("Leave it as it is"), do=do)

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._go_on(one, version)

        self.app.push_screen(sure, answered)

    async def _go_on(self, one: Noticed, version: Version) -> None:
        try:
            noticing.go_on(self.workbook_app.workbook, one, version)
        except WorkbookError as error:
            self._told = said(error)
        else:
            self._settle(one.entry)
            self._told = _("Saved: {name}.").format(name=one.name)
        await self.refresh_page()

    def _settle(self, entry: int) -> None:
        self._settled.add(entry)
        self.workbook_app.workbook.settle(entry)

    def action_back(self) -> None:
        """Go back, and say what was settled."""
        self.dismiss(frozenset(self._settled))


class VersionPage(ReadingPage[None]):
    """A version of a visit, to read. Nothing can be changed here."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit

    def on_mount(self) -> None:
        """Say which visit it is."""
        sheet = self.workbook_app.workbook.worksheet_of(self.visit)
        self.head(sheet.title, day_in_words(day_of(self.visit.started)))

    def body(self) -> ComposeResult:
        """The whole of it."""
        workbook = self.workbook_app.workbook
        whole = read_visit(workbook, workbook.worksheet_of(self.visit), self.visit)
        changed = day_in_words(day_of(self.visit.changed))
        yield Words(_("Last written in on {date}. This page is for reading.").format(date=changed), "muted")
        ascii_only = self.workbook_app.ascii_only
        for part in whole.parts:
            yield from part_widgets(part, entry=lambda _id: "", ascii_only=ascii_only)
        if whole.rests:
            yield Words(_("Resting"), "accent")
        for one in whole.rests:
            yield Passage(rest_lines(one))
        yield Menu([Entry("back", _("Back"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back."""
        event.stop()
        self.action_back()
