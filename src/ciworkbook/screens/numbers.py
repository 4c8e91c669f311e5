"""Numbers and people to call: those placed near, the person's own list, and a few public numbers.

- What stands in them, and what can be done with one's own, is in `ciworkbook.numbers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from .. import numbers
from ..errors import WorkbookError
from ..people_book import problem_words
from ..text import clean_line
from ..widgets.drawn import marks
from ..widgets.fields import Marked, TextLine
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, series
from .base import Page, Words


class Numbers(Page[None]):
    """The three lists."""

    CSS = """
    Numbers #column { padding: 1 2; }
    Numbers #own { height: auto; }
    """
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        """The person's own first, with a place to add to it, then the public ones."""
        yield Words(_("This program cannot call anyone. You can copy a number by hand."), "muted")
        people = numbers.near(self.workbook_app.workbook)
        if people:
            yield Words(_("People you placed near you:"), "strong", close=True)
            yield Words(series(people))
        yield Words(_("Your own list"), "strong", close=True)
        yield Vertical(id="own")
        yield Words(_("Add to your own list"), "strong", close=True)
        signs = marks(self.workbook_app.ascii_only)
        yield Words(_("Who it is:"), "muted", close=True)
        yield Marked(TextLine(longest=numbers.LONGEST, id="name"), signs)
        yield Words(_("The number, or how to reach them:"), "muted", close=True)
        yield Marked(TextLine(longest=numbers.LONGEST, id="number"), signs)
        yield Words(_("Enter adds the line."), "muted", id="told")
        yield from self._public()

    def on_mount(self) -> None:
        """Name the page and show the own list."""
        self.head(_("Numbers and people to call"))
        self.call_later(self._renew, first=True)

    def _public(self) -> Iterator[Widget]:
        app = self.workbook_app
        found = numbers.public(app.workbook)
        if not found:
            return
        yield Words(_("A few public numbers"), "strong", close=True)
        yield Words(numbers.looked_up(app.workbook), "care")
        place = ""
        for one in found:
            if one.place != place:
                place = one.place
                yield Words(place, "muted", close=True)
            said = f"{one.number}  {one.name}" + (f" · {one.note}" if one.note else "")
            yield Words("  " + said, close=True)
        yield Words("", close=True)

    async def _renew(self, *, first: bool = False) -> None:
        """Show the own list as it is kept."""
        place = self.query_one("#own", Vertical)
        own = self.workbook_app.workbook.settings.numbers
        async with self.batch():
            await place.remove_children()
            if own:
                entries = [Entry(str(at), name, number) for at, (name, number) in enumerate(own)]
                await place.mount(Menu(entries), Words(_("Enter on a line takes it out."), "muted"))
            else:
                await place.mount(Words(_("Nobody stands here yet. One line is a start, and none is fine.")))
        if first:
            entry = self.query(MenuEntry)
            (entry.first() if entry else self.query_one("#name", TextLine)).focus(scroll_visible=False)

    @on(Input.Submitted)
    async def add(self, event: Input.Submitted) -> None:
        """Add what was typed; Enter in the first field goes to the second."""
        event.stop()
        name, number = self.query_one("#name", TextLine), self.query_one("#number", TextLine)
        if event.input is name and clean_line(name.value):
            number.focus()
            return
        line = numbers.line(name.value, number.value)
        if line is None:
            return
        if numbers.is_full(self.workbook_app.workbook):
            self._tell(_("The list is full. Take a line out first."), care=True)
            return
        if self._keep(partial(numbers.add, self.workbook_app.workbook, line)):
            name.load("")
            number.load("")
            await self._renew()
            self._tell(_("{name} is on the list.").format(name=line[0] or line[1]))
            name.focus()

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Take a line out, into the two fields, so that it can be changed and put back."""
        event.stop()
        own = self.workbook_app.workbook.settings.numbers
        if not event.entry.isdigit() or int(event.entry) >= len(own):
            return
        name, number = own[int(event.entry)]
        if self._keep(partial(numbers.take_out, self.workbook_app.workbook, int(event.entry))):
            self.query_one("#name", TextLine).load(name)
            self.query_one("#number", TextLine).load(number)
            await self._renew()
            self._tell(_("It is taken out. Enter puts it back."))
            self.query_one("#number", TextLine).focus()

    def _keep(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except WorkbookError as error:
            self._tell(problem_words(error), care=True)
            return False
        return True

    def _tell(self, text: str, *, care: bool = False) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(care, "care")
        told.set_class(not care, "muted")
