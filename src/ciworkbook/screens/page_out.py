"""What the pages share that hand a page out to a file or a printer: making it, the warning, what is said after.

- The page is made in a thread, so that cover and leave answer meanwhile; one thing at a time.
- The way that hands out nothing comes first. What goes wrong is told above the ways on; all of them are still there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.app import ComposeResult

from ..errors import WorkbookError
from ..summary.document import Document
from ..summary.handing_out import After, Before, Wish, make_it
from ..summary.page_files import Made
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Page, Words
from .passages import ReadingPage


class HandsOut(ReadingPage[None]):
    """A page from which another is handed out. `#told` stands above its ways on."""

    CSS_PATH = "summary.tcss"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.page_title = title
        self.wish = Wish()
        self.busy = False

    def tell(self, text: str, *, quiet: bool = False) -> None:
        """Say something above the ways on."""
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(not quiet, "care")
        told.display = bool(text)

    def make(self, document: Document, instead: str, made: Callable[[Made], object]) -> None:
        """Make the page and go on with `made`; `instead` is told where it could not be made and nobody knows why."""
        self.run_worker(self._make(document, instead, made), exclusive=True, exit_on_error=False)

    async def _make(self, document: Document, instead: str, made: Callable[[Made], object]) -> None:
        self.busy = True
        try:
            page = await asyncio.to_thread(make_it, document, self.wish, instead)
        except WorkbookError as error:
            self.tell(f"{error.message} {error.hint}".strip())
            return
        finally:
            self.busy = False
        self.tell("")
        made(page)

    def went(self, where_to: str | None) -> None:
        """Go where the person chose once the page is out."""
        if where_to == "home":
            self.app.call_later(self.workbook_app.go_home)
        else:
            self.dismiss()


class BeforePage(Page[bool]):
    """The one warning. Gives True if the page is to go out; `does` is the name of that way."""

    CSS_PATH = "summary.tcss"

    def __init__(self, before: Before, does: str, title: str, place: str) -> None:
        super().__init__()
        self.before, self.does = before, does
        self.page_title, self.place = title, place

    def body(self) -> ComposeResult:
        """Where it goes, what that means, and both ways."""
        yield Words(self.before.lead, "strong", close=True)
        yield Words(self.before.where, "accent")
        for text, role in self.before.told:
            yield Words(text, role)
        yield Menu([Entry("keep", self.before.keep), Entry(self.does, self.before.do)])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title, self.place)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the choice."""
        event.stop()
        self.dismiss(event.entry == self.does)


class AfterPage(Page[str]):
    """Says where the page is now. Gives `back` or "home"."""

    CSS_PATH = "summary.tcss"

    def __init__(self, after: After, back: tuple[str, str], title: str, place: str) -> None:
        """`back` is the name of the way back, and its words."""
        super().__init__()
        self.after, self.back = after, back
        self.page_title, self.place = title, place

    def body(self) -> ComposeResult:
        """The place, and what is left to the person."""
        yield Words(self.after.lead, "strong", close=True)
        yield Words(self.after.where, "accent")
        for text, role in self.after.told:
            yield Words(text, role)
        yield Menu([Entry(*self.back), Entry("home", _("Home"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title, self.place)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the person chose."""
        event.stop()
        self.dismiss(event.entry)
