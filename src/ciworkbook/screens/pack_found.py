"""What was found in a folder or zip file of sheets: what it would ask, what is wrong with it, and whether to add it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from .. import pack_words
from ..errors import WorkbookError
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_, series
from ..worksheet.catalogue import Catalogue
from ..worksheet.pack import Pack
from ..worksheet.pack_summary import layout_words, summary_of
from .base import Words, shown
from .passages import Passage, ReadingPage, words

if TYPE_CHECKING:
    from ..worksheet.packs import Checked


class FoundPage(ReadingPage[str | None]):
    """Gives the id of the pack once it was added; None if it was left."""

    CSS = "FoundPage #column { padding: 1 2; } FoundPage #page { height: auto; } FoundPage Menu { margin-bottom: 1; }"
    AUTO_FOCUS = ""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked

    def on_mount(self) -> None:
        """Say what it is called."""
        count = len(self.checked.pack.sheets)
        many = n_("{n} worksheet", "{n} worksheets", count) if count else ""
        self.head(self.checked.pack.title or _("Worksheets"), many)
        for told in self.query("#told"):
            told.display = False
        if not count:  # a short page
            self.query(MenuEntry).first().focus(scroll_visible=False)

    def body(self) -> ComposeResult:
        """The sheets in short, what was refused, what was left alone, and both ways."""
        with Vertical(id="page"):
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        pack, before = self.checked.pack, self.workbook_app.workbook.packs.get(self.checked.pack.id)
        if pack.sheets:
            yield from in_short(pack, self.workbook_app.workbook.catalogue)
        else:
            yield Words(_("Nothing of this can be added."), "strong")
        yield from shown(pack_words.listed(_("Not taken, and why:"), self.checked.refused, "care"))
        yield from shown(pack_words.listed(_("Also there:"), self.checked.notes, "muted"))
        if not pack.sheets:
            yield Menu([Entry("back", _("Back"))])
            return
        if before is not None and pack.same_as(before):
            yield Words(_("These worksheets are in your workbook already."), "strong")
            yield Menu([Entry("back", _("Back"))])
            return
        if before is not None:
            yield Words(pack_words.takes_the_place(before), "care")
        yield Words(pack_words.adding())
        add = _("Add it in place of the earlier one") if before is not None else _("Add it, to read it first")
        yield Words("", "care", id="told")
        yield Menu([Entry("back", _("Leave it")), Entry("add", add)])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Add it, or leave it."""
        event.stop()
        if event.entry != "add":
            self.dismiss(None)
            return
        workbook = self.workbook_app.workbook
        try:
            kept = workbook.packs.keep(self.checked.pack, workbook.stamp())
        except WorkbookError as error:
            told = self.query_one("#told", Words)
            told.say(f"{error.message} {error.hint}".strip())
            told.display = True
            return
        self.dismiss(kept.id)


def in_short(pack: Pack, catalogue: Catalogue) -> Iterator[Widget]:
    """Yield what the sheets of `pack` would ask; `catalogue` has the titles of the others."""
    if pack.authors:
        yield Words(_("By {authors}").format(authors=series(pack.authors)), "muted")
    for sheet in pack.sheets:
        one = summary_of(sheet)
        yield from shown(pack_words.sheet_words(one, pack, catalogue))
        if one.safety:
            yield Words(_("What it says about safety:"), "muted", close=True)
            yield Passage(words(*((text, "care") for text in one.safety)))
    titles = [layout_words(one)[0] for one in pack.layouts]
    yield from shown(pack_words.listed(_("It also brings ready-made summaries:"), titles, "text"))
