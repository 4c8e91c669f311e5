"""Home: carry on, start something, look back; at most five choices of sheets at first sight.

- What is offered, and in what words, is in `at_home`; this page shows it and goes where it leads.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from .. import at_home
from ..answers.dates import day_in_words
from ..answers.visit import Visit
from ..sitting import last_written
from ..widgets.menu import Entry, Menu
from ..words import _
from ..worksheet.model import Door
from .base import Page, Words
from .changed_sheet import offer


class Home(Page[None]):
    """Where a session starts after the door."""

    CSS_PATH = "home.tcss"
    CAN_GO_BACK = False
    _lead = 0
    _told = 0
    """How much had been noticed when the lists were built: reading a visit for them can bring more."""
    _fresh = True
    """Whether the lists are as they were built with the page."""
    LEAD: ClassVar[int] = 18
    WIDE: ClassVar[int] = 70
    """Columns of a window from which on the lists have a left column."""

    def body(self) -> ComposeResult:
        """Give the lists as they are now, so that the page is laid out once; `refresh_lists` does on every return."""
        yield Vertical(*self._lists(self.app.size.width), id="lists")

    def on_mount(self) -> None:
        """Name the page."""
        self._say_day()

    async def on_resize(self, event: events.Resize) -> None:  # type: ignore[override]
        """Give the lists their left column, or take it from them."""
        if (event.size.width >= self.WIDE) != bool(self._lead):
            await self.refresh_lists()

    def on_screen_resume(self) -> None:
        """Show what has changed on another page, or what was noticed while the lists were built."""
        fresh, self._fresh = self._fresh, False
        if self.is_mounted and not (fresh and len(self.workbook_app.workbook.findings) == self._told):
            self.call_later(self.refresh_lists)

    async def refresh_lists(self) -> None:
        """Build the lists from the workbook."""
        self._say_day()
        lists = self.query_one("#lists", Vertical)
        focused = self.focused
        at = getattr(getattr(focused, "entry", None), "id", "")
        async with self.batch():
            await lists.remove_children()
            await lists.mount(*self._lists(self.size.width))
        entries = list(self.query("MenuEntry"))
        again = next((one for one in entries if getattr(getattr(one, "entry", None), "id", "") == at), None)
        if entries:
            (again or entries[0]).focus()

    def _say_day(self) -> None:
        self.head(_("Workbook"), day_in_words(self.workbook_app.workbook.now().date(), weekday=True))

    def _lists(self, width: int) -> list[Widget]:
        """Return all that stands on a page of `width` columns."""
        self._lead = self.LEAD if width >= self.WIDE else 0
        self._told = len(self.workbook_app.workbook.findings)
        return [*self._found(), *self._menus(self._lead)]

    def _found(self) -> list[Widget]:
        """What was noticed, and what waits."""
        app = self.workbook_app
        return [Words(one.text, "care" if one.care else "muted") for one in at_home.told(app.workbook, app.own_sheets)]

    def _menus(self, lead: int) -> list[Menu]:
        """Return a list for each group of what is offered."""
        menus = []
        for group in at_home.offers(self.workbook_app.workbook):
            leads = ["", *(one.lead for one in group)]
            entries = [_entry(one, lead, again=one.lead == before) for one, before in zip(group, leads, strict=False)]
            menus.append(Menu(entries, lead_width=lead if any(leads) else 0))
        return menus

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the entry leads."""
        event.stop()
        kind, _sep, rest = event.entry.partition(":")
        match kind:
            case "visit":
                visit = next(one for one in self.workbook_app.workbook.visits() if str(one.entry) == rest)
                self.open_visit(visit)
            case "sheet" | "again":
                self.open_sheet(rest)
            case "all":
                from .sheets import Sheets

                self.app.push_screen(Sheets(), self._chosen)
            case "look_back":
                from .look_back import LookBack

                self.app.push_screen(LookBack())
            case "people":
                from .people import PeoplePage

                self.app.push_screen(PeoplePage())
            case "summary":
                from .summary import Summary

                self.app.push_screen(Summary())
            case "given":
                from .given_page import GivenList

                self.app.push_screen(GivenList())
            case "leave_practice":
                self.app.call_later(self.workbook_app.leave_practice)
            case "noticed":
                from .noticed_page import NoticedPage

                self.app.push_screen(NoticedPage())
            case "settings":
                from .settings import SettingsPage

                self.app.push_screen(SettingsPage())
            case "lock":
                self.workbook_app.action_lock()

    def _chosen(self, chosen: tuple[str, Door] | None) -> None:
        """Open a sheet of the whole list; one of another door goes through that door first."""
        if chosen is None:
            return
        worksheet, door = chosen
        at_home.go_through(self.workbook_app.workbook, door)
        self.open_sheet(worksheet)

    def open_sheet(self, worksheet: str) -> None:
        """Open `worksheet`: carry on with an open visit of today, ask where there is an older one, else begin."""
        workbook = self.workbook_app.workbook
        door = at_home.door_of(workbook)
        last = last_written(workbook, worksheet, door)
        if last is None:
            self.open_visit(workbook.begin(worksheet, door))
            return
        offer(self.workbook_app, last, self._ask_again)

    def _ask_again(self, last: Visit) -> None:
        from .again import Again

        self.app.push_screen(Again(last), lambda choice: self._again(choice, last))

    def _again(self, choice: str | None, last: Visit) -> None:
        if choice == "new":
            self.open_visit(self.workbook_app.workbook.begin(last.worksheet, last.door))
        elif choice == "carry_on":
            self.open_visit(last)

    def open_visit(self, visit: Visit) -> None:
        """Lay `visit` on the desk and open its sheet; where that has changed since, ask first whether to move it."""
        offer(self.workbook_app, visit, self._lay_out)

    def _lay_out(self, visit: Visit) -> None:
        from .sheet import Sheet

        app = self.workbook_app
        if not app.desk.lay_out(visit):
            app.say_unsaved()
            return
        self.app.push_screen(Sheet(app.workbook.worksheet_of(app.desk.visit or visit), visit.at_question))


def _entry(one: at_home.Offer, lead: int, *, again: bool) -> Entry:
    """Return the line for `one`; a narrow page has no left column, and the words of it stand in the line itself."""
    label, note = " · ".join(one.parts), " · ".join(one.notes)
    if lead:
        return Entry(one.id, label, note, lead="" if again else one.lead)
    within = one.lead and not one.id.startswith("sheet:") and one.id != "all"
    return Entry(one.id, f"{one.lead} · {label}" if within else label, note)
