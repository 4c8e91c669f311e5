"""Giving a page to another workbook: by which name, where to, then the words that open it, shown once.

- Only what stands on the page goes, with the names rule applied; nothing else of this workbook, and no key of it.
- The words are shown when the file was written, read back and opened. They are in this object only, until it is closed.
- Esc does not close that page: it is left by saying that the person has the words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from .. import giving
from ..answers.given import LONGEST_NAME, Given
from ..guard.outcomes import Problem
from ..summary import handing_out
from ..summary.document import Document
from ..summary.given import to_give_or_refuse
from ..summary.page_files import destination, home_folder, trouble_with, why_not
from ..text import clean_line
from ..widgets.fields import TextLine
from ..widgets.menu import Entry
from ..words import _, p_
from .base import Words
from .steps import Steps

LONGEST_PATH = 1000


class HandOver(Steps[None]):
    """The pages."""

    def __init__(self, document: Callable[[], Document]) -> None:
        """Give what `document` makes, asked for once."""
        super().__init__("about")
        self.document = document()
        self._by = ""
        self._home = home_folder()
        self._typed = str(self._home / (p_("the usual name of a saved file", "page") + giving.ENDING))
        self._path = Path()
        self._words = ""

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Summary"), _("give it")

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "place":
                return [
                    Words(_("Where to"), "strong", close=True),
                    Words(_("A folder and the name of a new file, on a stick for example. Nothing is written over.")),
                    _line(self._typed, LONGEST_PATH, "path"),
                ]
            case "done":
                once, aloud = handing_out.about_the_words()
                return [
                    Words(_("The file is made, and it opens:"), "strong", close=True),
                    Words(clean_line(str(self._path)), "accent"),
                    Words(_("With these words:"), "strong", close=True),
                    Words(self._words, "accent"),
                    Words(once, "care"),
                    Words(aloud, "muted"),
                ]
        lead, lines, care = handing_out.about_giving(self.document)
        return [
            Words(lead, "strong"),
            Words(lines),
            Words(care, "care"),
            Words(_("Given by: the name they will see. It can be any name."), "strong", close=True),
            _line(self._by, LONGEST_NAME, "by"),
        ]

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        match self.page:
            case "place":
                return [Entry("make", _("Make the file there")), Entry("back", _("Back"))]
            case "done":
                return [Entry("close", _("The person has the words"))]
        return [Entry("place", _("Go on")), Entry("back", _("Give nothing"))]

    def before(self) -> str:
        """Return the page before."""
        return "about" if self.page == "place" else ""

    async def go_back(self) -> None:
        """Go a page back; the words are not closed by a key."""
        if self.page != "done":
            await super().go_back()

    def focus_first(self) -> None:
        """In the line, where there is one."""
        field = self.query(TextLine)
        if field:
            field.first().focus(scroll_visible=False)
        else:
            super().focus_first()

    # What a person does

    def wrote(self, field: TextLine) -> None:
        """Remember a place for when the page is shown again, and take back what was said of another."""
        if field.id == "path":
            self._typed = field.value
        self.tell("")

    async def entered(self, field: Input) -> None:  # noqa: ARG002
        """Enter in the line goes on to the ways."""
        self.query("#next MenuEntry").first().focus()

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        match entry:
            case "place" if not self.document.lines():
                self.tell(_("No line is on the page. Go back and put one on it."))
            case "place":
                self._by = clean_line(self.query_one("#by", TextLine).value)
                await self.show("place")
            case "make":
                self._make()
            case "close":
                self._words = ""
                self.dismiss()

    def _make(self) -> None:
        self._typed = self.query_one("#path", TextLine).value
        path = destination(self._typed, giving.ENDING, self._home)
        if path is None:
            self.tell(_("Type the name of a file, such as {name}.").format(name=self._home / f"page{giving.ENDING}"))
            return
        trouble = trouble_with(path, self.workbook_app.workbook.folder)
        if trouble:
            self.tell(trouble)
            return
        self._path, self._words = path, giving.new_words()
        self.begin(self._write, self._made, _("One moment. The file is made, read back and opened."))

    def _write(self) -> Problem | None:
        app = self.workbook_app
        return giving.make(app.outlet.write, self._path, self._given(), self._words)

    def _given(self) -> Given:
        on = self.workbook_app.workbook.now().date().isoformat()
        return to_give_or_refuse(self.document, by=self._by, on=on)

    async def _made(self, problem: Problem | None) -> None:
        if problem is None:
            await self.show("done")
        else:
            await self.stay(why_not(problem))


def _line(text: str, longest: int, id: str) -> TextLine:
    field = TextLine(text, longest=longest, id=id)
    field.add_class("field")
    return field
