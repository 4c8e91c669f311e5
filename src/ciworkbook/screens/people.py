"""The people of the workbook, as far as this door knows them: the list from which its sheets pick.

- A nickname, an initial or a color is enough. Renaming someone here renames them in every sheet.
- Whoever is taken out leaves a blank place in the answers; that is said before, and asked once.
- What is typed is kept as soon as on the desk, and on leaving or covering the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input

from ..answers.people import People
from ..desk import DELAY
from ..errors import WorkbookError
from ..people_book import (
    LONGEST,
    before_taking_out,
    door_now,
    is_there,
    keep,
    named_in,
    problem_words,
    there_already,
    visits_of,
    where,
)
from ..text import clean_line
from ..widgets.drawn import marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_
from .base import Page, Words
from .sure import Sure

if TYPE_CHECKING:
    pass


class PeoplePage(Page[None]):
    """The list, and a line to add someone."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        """The list comes first; adding stands below it."""
        yield Words(_("Everyone you wrote down, in any worksheet. A new name here is a new name everywhere."), "muted")
        yield Vertical(id="list")
        yield Words(_("Add someone"), "strong", close=True)
        yield Words(_("A nickname, an initial or a color is enough. Groups and places count too."), "muted", close=True)
        yield Marked(TextLine(longest=LONGEST, id="new"), marks(self.workbook_app.ascii_only))
        yield Words(_("Enter adds them."), "muted", id="told")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the list."""
        await self.refresh_list()
        first = self.query(MenuEntry)
        (first.first() if first else self.query_one("#new", TextLine)).focus()

    async def refresh_list(self, at: str = "") -> None:
        """Show everyone as they stand now, with the focus on the person called `at`."""
        workbook = self.workbook_app.workbook
        people = workbook.people_at(door_now(workbook))
        self.head(_("People"), n_("{n} person", "{n} people", len(people)) if len(people) else "")
        place = self.query_one("#list", Vertical)
        async with self.batch():
            await place.remove_children()
            if len(people):
                await place.mount(Menu(self._entries(people)))
            else:
                await place.mount(
                    Words(_("Nobody is written down here yet. That is fine, and it can stay so.")),
                )
        for entry in self.query(MenuEntry):
            if entry.entry.id == at:
                entry.focus()

    def _entries(self, people: People) -> list[Entry]:
        workbook = self.workbook_app.workbook
        named = named_in(workbook, [door_now(workbook)])
        return [
            Entry(
                one.id,
                f"{one.alias} · {one.role}" if one.role else one.alias,
                where(len(named.get(one.id, ()))),
            )
            for one in people
        ]

    _twice = ""

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add whoever was typed; a name that is there already is asked about once."""
        event.stop()
        alias = clean_line(event.value)
        told = self.query_one("#told", Words)
        if not alias:
            return
        workbook = self.workbook_app.workbook
        if is_there(workbook, alias) and self._twice != alias:
            self._twice = alias
            told.say(there_already(alias) + " " + _("Enter adds them all the same."))
            return
        self._twice = ""
        people, _person = workbook.people.add(alias)
        problem = keep(workbook, people)
        self.query_one("#new", TextLine).load("")
        await self.refresh_list()
        told.say(problem_words(problem) if problem else _("{name} is on the list.").format(name=alias))
        told.set_class(problem is not None, "care")
        self.query_one("#new", TextLine).scroll_visible(animate=False)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open the person."""
        event.stop()

        async def back(_none: None) -> None:
            await self.refresh_list(event.entry)

        self.app.push_screen(PersonPage(event.entry), back)


class PersonPage(Page[None]):
    """One person: what they are called, how a summary may call them, and where they are named."""

    CSS_PATH = "people.tcss"

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self._timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Two lines to write in, where they stand, and the ways out."""
        workbook = self.workbook_app.workbook
        one = workbook.people.get(self.person)
        assert one is not None
        signs = marks(self.workbook_app.ascii_only)
        yield Words(_("What you call them"), "strong", close=True)
        yield Words(_("A nickname, an initial or a color is enough."), "muted", close=True)
        yield Marked(TextLine(one.alias, longest=LONGEST, id="alias"), signs)
        yield Words(_("How a summary may call them"), "strong", close=True)
        yield Words(_("Used only where you choose that no name stands, such as “my sister”."), "muted", close=True)
        yield Marked(TextLine(one.role, longest=LONGEST, id="role"), signs)
        yield Words("", "muted", id="told")
        yield Words(_("Named in"), "strong", close=True)
        named = named_in(workbook, [door_now(workbook)]).get(self.person, [])
        if not named:
            yield Words(_("No worksheet yet."), "muted")
        for sheet in named:
            yield Words(f"{sheet.title} · {visits_of(sheet)}", "text", close=sheet is not named[-1])
        yield Menu([Entry("back", _("Back to the list")), Entry("out", _("Take {name} out…").format(name=one.alias))])

    def on_mount(self) -> None:
        """Say who it is."""
        self._told("")
        self._called = self.workbook_app.workbook.person(self.person)
        self.head(_("People"), self._called)

    def on_wrote(self, event: Wrote) -> None:
        """Keep what is typed, soon after the first key."""
        event.stop()
        self._told("")
        if self._timer is None:
            self._timer = self.set_timer(DELAY, self.keep)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps it now and goes on."""
        event.stop()
        self.keep()
        self.focus_next()

    def on_screen_suspend(self) -> None:
        """Keep what was typed when the page is covered."""
        self.keep()

    def keep(self) -> bool:
        """Keep what stands in the two lines if it is new; tell whether everything is on disk."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        workbook = self.workbook_app.workbook
        one = workbook.people.get(self.person)
        if one is None or not self.is_mounted:
            return True
        alias = clean_line(self.query_one("#alias", TextLine).value)
        role = clean_line(self.query_one("#role", TextLine).value)
        said = _("saved just now")
        if not alias:
            alias = self._called  # not what was left of it while it was being taken out, letter by letter
            said = _("Something to call them by is needed. Until then it stays {name}.").format(name=alias)
            self._told(said)
        if (alias, role) == (one.alias, one.role) and self._problem is None:
            return True
        self._problem = keep(workbook, workbook.people.change(self.person, alias=alias, role=role))
        if self._problem is not None:
            self._told(problem_words(self._problem), care=True)
            return False
        self.head(_("People"), alias)
        self._told(said)
        return True

    _problem: WorkbookError | None = None
    _called = ""

    def _told(self, text: str, *, care: bool = False) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(care, "care")
        told.display = bool(text)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back, or ask before taking someone out."""
        event.stop()
        if event.entry == "out":
            self.keep()
            self.app.push_screen(self._take_out(), self._taken)
        else:
            self.action_back()

    def _take_out(self) -> Sure:
        question, told, keep_in, do = before_taking_out(self.workbook_app.workbook, self.person)
        return Sure(_("People"), question, told, keep=keep_in, do=do)

    def _taken(self, sure: bool | None) -> None:
        if not sure:
            return
        workbook = self.workbook_app.workbook
        self._problem = keep(workbook, workbook.people.remove(self.person))
        if self._problem is not None:
            self._told(problem_words(self._problem), care=True)
            return
        self.dismiss()

    def action_back(self) -> None:
        """Keep what was typed and go back to the list; where it cannot be saved, stay once and say why."""
        if self.keep() or self._said_why:
            self.dismiss()
        self._said_why = True

    _said_why = False
