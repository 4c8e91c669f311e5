"""Worksheets to write on by hand: which of a section, with how much room, then read, printed or saved.

- Nothing that was written in the workbook is on such a page: it comes from the worksheets alone.
- One worksheet is a page of its own; several are a booklet.
- It is read, printed and saved by the same pages as a summary, with the same warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..summary import as_text
from ..summary.blank_draft import WISHES, BlankDraft, Wish, wish_words
from ..summary.page_files import WIDTH
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from ..worksheet.model import Worksheet
from .base import Words
from .passages import Passage, ReadingPage
from .saving import SavePage
from .ticks import Tick, Ticked


class BlankPage(ReadingPage[None]):
    """Which worksheets of the section of `worksheet`, which is chosen at first, and how."""

    CSS_PATH = "blank_page.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("tick")), (mark("Esc"), mark("back"))]

    def __init__(self, worksheet: Worksheet) -> None:
        super().__init__()
        self.worksheet = worksheet

    def body(self) -> ComposeResult:
        """The worksheets of the section, the wishes, and the ways on."""
        self.draft = BlankDraft(self.workbook_app.workbook.catalogue, self.worksheet)
        yield Words(_("Pages to write on by hand. Nothing that you wrote is on them."))
        yield Words(_("Which worksheets?"), "strong", close=True)
        with Vertical(id="papers-to-write-on"):
            yield from self._sheets(self.draft.offered)
        yield Words(_("How?"), "strong", close=True)
        with Vertical(id="wishes"):
            for wish in WISHES:
                yield Tick(wish, self._wish(wish), ascii_only=self.workbook_app.ascii_only)
        yield Words("", "care", id="told")
        yield Menu(
            [
                Entry("read", _("See it as it will read")),
                Entry("print", _("Print it…")),
                Entry("save", _("Save it to a file…")),
                Entry("back", _("Back")),
            ]
        )

    def on_mount(self) -> None:
        """Say where one is."""
        self._tell("")

    def _sheets(self, offered: Sequence[Worksheet]) -> Iterator[Widget]:
        for one in offered:
            yield Tick(f"sheet:{one.id}", self._sheet(one), ascii_only=self.workbook_app.ascii_only)

    def _sheet(self, one: Worksheet) -> Ticked:
        return Ticked(one.title, one.id in self.draft.chosen, n_("{n} min", "{n} min", one.minutes))

    def _wish(self, wish: Wish) -> Ticked:
        return Ticked(wish_words(wish), wish in self.draft.wishes)

    def _tell(self, text: str) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.display = bool(text)
        count = len(self.draft.chosen)
        self.head(_("To write on by hand"), n_("{n} worksheet", "{n} worksheets", count))

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Choose it, or no longer."""
        event.stop()
        kind, _sep, id_ = event.tick.key.partition(":")
        if kind == "sheet":
            self.draft.chosen ^= {id_}
            event.tick.show(self._sheet(next(one for one in self.draft.offered if one.id == id_)))
        else:
            wish = next(one for one in WISHES if one == kind)
            self.draft.wishes ^= {wish}
            event.tick.show(self._wish(wish))
        self._tell("")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the entry leads."""
        event.stop()
        if event.entry == "back":
            self.action_back()
        elif not self.draft.chosen:
            self._tell(_("No worksheet is ticked yet."))
        else:
            _go_on(self, event.entry, self.draft)


class BlankText(ReadingPage[None]):
    """The page as it will read."""

    CSS_PATH = "blank_page.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back")), (mark("PgDn"), mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, draft: BlankDraft) -> None:
        super().__init__()
        self.draft = draft

    def body(self) -> ComposeResult:
        """The whole page, and the ways on."""
        yield Passage(self._drawn, id="text")
        yield Menu(
            [
                Entry("print", _("Print it…")),
                Entry("save", _("Save it to a file…")),
                Entry("back", _("Back")),
            ]
        )

    def _drawn(self, width: int) -> list[Line]:
        room = min(width, WIDTH)
        return [Line((Piece(row),)) for row in as_text.render(self.draft.page(room), room).split("\n")]

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("To write on by hand"), _("as it will read"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Print, save, or go back."""
        event.stop()
        if event.entry == "back":
            self.action_back()
        else:
            _go_on(self, event.entry, self.draft)


def _go_on(page: ReadingPage[None], entry: str, draft: BlankDraft) -> None:
    """Open the page that `entry` stands for."""
    title = _("To write on by hand")
    match entry:
        case "read":
            page.app.push_screen(BlankText(draft))
        case "save":
            page.app.push_screen(SavePage(draft, title))
        case "print":
            from .printing import PrintPage

            page.app.push_screen(PrintPage(draft.page, title))
