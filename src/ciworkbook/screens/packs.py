"""Sheets of my own: the packs of the workbook, what was named at the start, and a line to name another place.

- Nothing comes in by itself: a place is looked at, what is in it is shown, and the person adds it.
- The path that is typed is used once and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from .. import pack_words
from ..guard import places
from ..own_sheets import OwnSheets
from ..text import clean_line
from ..widgets.drawn import marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_
from .base import Page, Words
from .pack_found import FoundPage
from .pack_page import PackPage

LONGEST_PATH = 4000
OFTEN = 0.1
"""Seconds between two looks at whether the looking is done."""


class PacksPage(Page[None]):
    """The list. Opens what was found, and each pack."""

    CSS = """
    PacksPage #column { padding: 1 2; }
    PacksPage Menu { margin-bottom: 1; }
    PacksPage #lists, PacksPage #told { height: auto; }
    """
    TITLE_LEFT = mark("Worksheets of my own")
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._look: OwnSheets | None = None
        self._shown: tuple[object, ...] | None = None

    def body(self) -> ComposeResult:
        """The lists are put in by `refresh_lists`, now and on every return."""
        yield Vertical(id="lists")
        yield Words(_("A folder or a zip file on this computer:"), close=True)
        yield Marked(TextLine(longest=LONGEST_PATH, id="path"), marks(self.workbook_app.ascii_only))
        yield Menu([Entry("typed", _("Look at what is in it"))], id="typed")
        yield Words("", "care", id="told")

    @on(events.Mount)
    async def begin(self) -> None:
        """Fill the page, and watch for what is still being looked at."""
        self.tell("")
        await self.refresh_lists()
        first = self.query("#lists MenuEntry")
        (first.first() if first else self.query_one("#path")).focus()
        self.set_interval(OFTEN, self._watch)

    def on_screen_resume(self) -> None:
        """Show what has changed on another page."""
        if self.is_mounted:
            self.call_later(self.refresh_lists)

    async def refresh_lists(self) -> None:
        """Build the lists, if they are other than those that stand there."""
        app = self.workbook_app
        shown = (app.workbook.packs.all(), app.own_sheets.looking)
        if shown == self._shown:
            return
        self._shown = shown
        lists = self.query_one("#lists", Vertical)
        at = getattr(getattr(self.focused, "entry", None), "id", "")
        async with self.batch():
            await lists.remove_children()
            await lists.mount_all(list(self._lists()))
        again = [one for one in self.query("#lists MenuEntry").results(MenuEntry) if one.entry.id == at]
        if again:
            again[0].focus()

    def _lists(self) -> Iterator[Widget]:
        packs = self.workbook_app.workbook.packs.all()
        yield Words(pack_words.what_it_is(), "muted")
        if packs:
            yield Menu([Entry(f"pack:{one.id}", one.title, pack_words.state_words(one)) for one in packs])
        named = self.workbook_app.own_sheets
        if named.path is None:
            return
        yield Words(_("Found in {folder}").format(folder=clean_line(str(named.path))), "muted", close=True)
        if named.checked is None:
            yield Words(_("One moment. The worksheets are being checked."))
            return
        count = len(named.checked.pack.sheets)
        found = n_("{n} worksheet", "{n} worksheets", count) if count else _("nothing that can be added")
        yield Menu([Entry("named", named.checked.pack.title or _("Worksheets"), found)])

    # What a person does

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open what was chosen."""
        event.stop()
        kind, _sep, id_ = event.entry.partition(":")
        match kind:
            case "pack":
                self.app.push_screen(PackPage(id_))
            case "named" if self.workbook_app.own_sheets.checked is not None:
                self._show_found(self.workbook_app.own_sheets)
            case "typed":
                self._look_at_typed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line looks at it."""
        event.stop()
        self._look_at_typed()

    def on_wrote(self, event: Wrote) -> None:
        """Take back what was said of another place."""
        event.stop()
        if self._look is None:
            self.tell("")

    def _look_at_typed(self) -> None:
        typed = self.query_one("#path", TextLine).value.strip()
        if not typed:
            self.tell(_("The line is empty. Type the name of a folder or of a zip file."))
            self.query_one("#path", TextLine).focus()
        elif self._look is None:
            self.tell(_("One moment. The worksheets are being checked."))
            catalogue = self.workbook_app.workbook.catalogue  # asked here: a thread has no app
            self._look = OwnSheets(places.full(Path(typed)), lambda: catalogue).start()

    async def _watch(self) -> None:
        """Show what is ready; not while another page, such as the cover, lies above this one."""
        if self.app.screen is not self:
            return
        await self.refresh_lists()
        if self._look is not None and not self._look.looking:
            look, self._look = self._look, None
            self.tell("")
            self._show_found(look)

    def _show_found(self, look: OwnSheets) -> None:
        assert look.checked is not None

        def added(id_: str | None) -> None:
            if id_:
                self.query_one("#path", TextLine).load("")
                self.app.push_screen(PackPage(id_))

        self.app.push_screen(FoundPage(look.checked), added)

    def tell(self, text: str) -> None:
        """Say something below the line; nothing when `text` is empty."""
        told = self.query_one("#told", Words)
        told.say(text)
        told.display = bool(text)
