"""One pack of the workbook: how it stands, what it would ask, the whole of it as paper, and what can be done with it.

- It can be offered once all of it was opened as paper; until then the choice is there and says so.
- Taking a pack away, and no longer offering it, leaves every visit as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from .. import pack_words
from ..doors import door_words
from ..errors import WorkbookError
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_, series
from ..worksheet.model import Door, Worksheet
from ..worksheet.pack import Pack, PackSheet
from ..worksheet.pack_summary import by_door, layout_words
from ..worksheet.preview import preview
from .base import Words
from .pack_found import in_short
from .passages import GUTTER, Passage, ReadingPage, words
from .sure import Sure


class PackPage(ReadingPage[None]):
    """The pack called `pack`."""

    CSS = "PackPage #column { padding: 1 2; } PackPage #page { height: auto; } PackPage Menu { margin-bottom: 1; }"
    AUTO_FOCUS = ""

    def __init__(self, pack: str) -> None:
        super().__init__()
        self.pack_id = pack
        self._told = ""

    @property
    def pack(self) -> Pack | None:
        """The pack as it is kept; None once it was taken away."""
        return self.workbook_app.workbook.packs.get(self.pack_id)

    def body(self) -> ComposeResult:
        """The page is put in once it is on screen."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the pack."""
        await self.refresh_page()

    def on_screen_resume(self) -> None:
        """Show what has changed on the page above."""
        if self.is_mounted:
            self.call_later(self.refresh_page)

    async def refresh_page(self) -> None:
        """Show how it stands now, with the focus where it was."""
        pack = self.pack
        if pack is None:
            return
        at = getattr(getattr(self.focused, "entry", None), "id", "")
        self.head(pack.title, n_("{n} worksheet", "{n} worksheets", len(pack.sheets)))
        await self.fill("page", self._widgets(pack))
        entries = list(self.query(MenuEntry))
        again = next((one for one in entries if one.entry.id == at), entries[0])
        again.focus(scroll_visible=False)

    def _widgets(self, pack: Pack) -> Iterator[Widget]:
        yield Words(pack_words.stands(pack), "muted")
        if self._told:
            yield Words(self._told, "care")
        offer = Entry("offer", _("Offer these worksheets"), "" if pack.read else _("read it first"))
        if pack.enabled:
            offer = Entry("stop", _("No longer offer these worksheets"))
        away = Entry("away", _("Take them out of the workbook…"))
        yield Menu([Entry("paper", _("Read all of it, as on paper")), offer, away])
        yield from in_short(pack, self.workbook_app.workbook.catalogue)

    # What a person does

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        pack = self.pack
        if pack is None:
            return
        packs, self._told = self.workbook_app.workbook.packs, ""
        match event.entry:
            case "paper":
                self.app.push_screen(PaperPage(pack))
                return
            case "offer" if not pack.read:
                self._told = _("Read it first. Then you can decide.")
            case "offer":
                self._done(lambda: packs.offer(pack.id, offered=True))
            case "stop":
                self._done(lambda: packs.offer(pack.id, offered=False))
            case "away":
                self._ask_away(pack)
                return
        await self.refresh_page()

    def _done(self, change: Callable[[], object]) -> bool:
        """Make a change; where it cannot be saved nothing is changed, and the page says so."""
        try:
            change()
        except WorkbookError as error:
            self._told = f"{error.message} {error.hint}".strip()
            return False
        return True

    def _ask_away(self, pack: Pack) -> None:
        question, stays = pack_words.taking_out()
        sure = Sure(
            pack.title,
            question,
            [stays],
            keep=_("Keep them"),
            do=_("Take them out"),
        )

        async def answered(yes: bool | None) -> None:
            if yes and self._done(lambda: self.workbook_app.workbook.packs.remove(pack.id)):
                self.dismiss()
            elif yes:
                await self.refresh_page()

        self.app.push_screen(sure, answered)


class PaperPage(ReadingPage[None]):
    """Every word of a pack, a sheet at a time, at each door; what two doors share stands once.

    Ready-made summaries come last. The pack counts as read when the last page was opened here.
    """

    CSS = "PaperPage #column { padding: 1 2; } PaperPage #page { height: auto; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self.shown_pack = pack
        self.at = 0
        """Which sheet is shown."""

    def body(self) -> ComposeResult:
        """A sheet is put in when it is ready."""
        yield Vertical(id="page")

    @on(events.Mount)
    def begin(self) -> None:
        """Show the first sheet, once the page knows how wide it is."""
        self.call_after_refresh(self.show, 0)

    async def show(self, number: int) -> None:
        """Show the sheet of that number; it is made ready apart, so that the cover key answers meanwhile."""
        self.at = number
        place = _("{number} of {all}").format(number=number + 1, all=self._pages)
        self.head(self.shown_pack.title, place)
        await self.fill("page", [Words(_("One moment."), "muted")])
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        if number < len(self.shown_pack.sheets):
            self.run_worker(self._lay_out(self.shown_pack.sheets[number]), exclusive=True)
        else:
            await self.fill("page", self._layouts())

    @property
    def _pages(self) -> int:
        """A page for each sheet, and one for ready-made summaries if there are any."""
        return len(self.shown_pack.sheets) + bool(self.shown_pack.layouts)

    def _layouts(self) -> Iterator[Widget]:
        yield Words(_("Ready-made summaries, and all that they say:"), "accent")
        for layout in self.shown_pack.layouts:
            title, *rest = layout_words(layout)
            yield Words(title, "strong", close=True)
            yield Passage(words(*((text, "text") for text in rest)))
        yield from self._end()

    async def _lay_out(self, sheet: PackSheet) -> None:
        width = max(8, self.query_one("#page").size.width - GUTTER)
        said = await asyncio.to_thread(_papers, sheet, width)
        await self.fill("page", self._widgets(said))

    def _widgets(self, said: list[_Paper]) -> Iterator[Widget]:
        for one in said:
            asked = series(f"“{door_words(door).title}”" for door in one.doors)
            yield Words(_("For: {doors}.").format(doors=asked), "accent")
            yield Passage(one.lines, ascii_only=self.workbook_app.ascii_only)
            if one.more:
                yield Words(_("It also says, in small print or at certain answers:"), "muted", close=True)
                yield Passage(words(*((text, "text") for text in one.more)))
        yield from self._end()

    def _end(self) -> Iterator[Widget]:
        problem = self._mark_read()
        last = self.at + 1 == self._pages
        if problem:
            yield Words(problem, "care")
        elif last:
            yield Words(_("This is the end. You can now decide whether these worksheets are offered."), "muted")
        next_ = _("Next worksheet") if self.at + 1 < len(self.shown_pack.sheets) else _("Ready-made summaries")
        on_ = [] if last else [Entry("next", next_)]
        before = [Entry("previous", _("Worksheet before"))] if self.at else []
        yield Menu([*on_, *before, Entry("back", _("Back"))])

    def _mark_read(self) -> str:
        """Note that all of it was opened, once it was; return why that could not be kept, or ""."""
        packs = self.workbook_app.workbook.packs
        kept = packs.get(self.shown_pack.id)
        if self.at + 1 < self._pages or kept is None or not kept.same_as(self.shown_pack):
            return ""
        try:
            packs.mark_read(kept.id)
        except WorkbookError as error:
            return f"{error.message} {error.hint}".strip()
        return ""

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go to another sheet, or back."""
        event.stop()
        match event.entry:
            case "next":
                await self.show(self.at + 1)
            case "previous":
                await self.show(self.at - 1)
            case _:
                self.dismiss()


class _Paper:
    """A sheet in the words of some doors, with its lines at a width made beforehand."""

    def __init__(self, doors: tuple[Door, ...], worksheet: Worksheet, more: tuple[str, ...], width: int) -> None:
        self.doors, self.more = doors, more
        self._worksheet, self._width = worksheet, width
        self._ready = self._made(width)

    def lines(self, width: int) -> list[Line]:
        """Draw the whole of the sheet."""
        return self._ready if width == self._width else self._made(width)

    def _made(self, width: int) -> list[Line]:
        return [Line((Piece(one),)) for one in preview(self._worksheet, width)]


def _papers(sheet: PackSheet, width: int) -> list[_Paper]:
    return [_Paper(*one, width) for one in by_door(sheet)]
