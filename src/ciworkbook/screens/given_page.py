"""What others gave to this workbook: the list of it, and each to read or to take out for good.

- It stands apart from what the person wrote: it is in no visit and in no summary.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from ..answers.given import Given
from ..errors import WorkbookError
from ..summary.given import as_document, before_taking_out, given_by, taken_told
from ..summary.page_files import WIDTH, on_screen
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark
from .base import Page, Words
from .changed_sheet import say_problem
from .passages import Passage, ReadingPage
from .sure import Sure
from .take_in import TakeIn


class GivenList(Page[None]):
    """Everything that was given, what was taken in last first, and the way to take in more."""

    CSS_PATH = "given.tcss"
    TITLE_LEFT = mark("Given to you")

    def body(self) -> ComposeResult:
        """The list, or how something comes to stand in it."""
        yield from self._widgets()

    def _widgets(self) -> list[Widget]:
        there = self.workbook_app.workbook.given.all()
        told = _(
            "Someone can give you lines of their workbook as one locked file. They say the words that open it. You see "
            "every line before you take it in."
        )
        made: list[Widget] = []
        if there:
            listed = [
                Entry(f"given:{one.entry}", one.title or _("Without a title"), more=given_by(one)) for one in there
            ]
            made += [Words(_("What others gave to you"), "strong", close=True), Menu(listed)]
        else:
            made.append(Words(_("Nothing was given to you yet."), "strong"))
        ways = [Entry("take", _("Take in a file that someone gave you…")), Entry("back", _("Back"))]
        return [*made, Words(told, "muted"), Menu(ways)]

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Read one, take one in, or go back."""
        event.stop()
        kind, _sep, entry = event.entry.partition(":")
        match kind:
            case "given":
                chosen = next(one for one in self.workbook_app.workbook.given if str(one.entry) == entry)
                self.app.push_screen(GivenPage(chosen), self._back_from)
            case "take":
                self.app.push_screen(TakeIn(), self._taken)
            case _back:
                self.action_back()

    async def _taken(self, kept: Given | None) -> None:
        if kept is not None:
            await self._refresh()
            self.app.push_screen(GivenPage(kept), self._back_from)

    async def _back_from(self, taken_out: bool | None) -> None:
        if taken_out:
            await self._refresh()

    async def _refresh(self) -> None:
        await self.recompose()
        self.head(_(self.TITLE_LEFT))
        self.query(MenuEntry).first().focus()


class GivenPage(ReadingPage[bool]):
    """One of them, to read. Gives True if it was taken out."""

    CSS_PATH = "given.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("PgDn"), mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given

    def body(self) -> ComposeResult:
        """Whose it is, what they gave, and the ways on."""
        yield Words(given_by(self.given), "accent", close=True)
        yield Words(taken_told(self.given), "muted")
        yield Passage(self._drawn, id="text")
        yield Menu([Entry("back", _("Back to the list")), Entry("remove", _("Take this out for good…"))])

    def _drawn(self, width: int) -> list[Line]:
        rows = on_screen(as_document(self.given), min(width, WIDTH)).split("\n")
        return [Line((Piece(row),)) for row in rows]

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Given to you"), self.given.by)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Ask before it is taken out, or go back."""
        event.stop()
        if event.entry == "back":
            self.action_back()
            return
        question, told = before_taking_out(self.given)
        sure = Sure(_("Given to you"), question, told, keep=_("Leave it in"), do=_("Take it out"))
        self.app.push_screen(sure, self._removed)

    def _removed(self, sure: bool | None) -> None:
        if not sure:
            return
        try:
            self.workbook_app.workbook.given.remove(self.given)
        except WorkbookError as error:
            say_problem(self, error)
            return
        self.dismiss(True)
