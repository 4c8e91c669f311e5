"""Home: carry on, start something, look back; at most five choices of sheets at first sight.

- Nothing is recommended or ranked; the first sheets are the few that the catalogue names for the person's door.
- A sheet is named under "Look again" from the day the person chose for it.
- "Carry on" is the visit last written in, with the place in it and the counts of what was touched.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from .. import noticing
from ..answers.dates import day_in_words, day_of, how_long_ago
from ..answers.flow import flow, progress, section_of
from ..answers.telling import counted
from ..answers.visit import Visit
from ..backups import backup_due, reminder
from ..errors import WorkbookError
from ..sitting import last_written
from ..widgets.menu import Entry, Menu
from ..words import _, n_
from ..worksheet.model import Door
from .base import Page, Words
from .changed_sheet import offer
from .noticed_page import short_words


class Home(Page[None]):
    """Where a session starts after the door."""

    CSS = "Home #column { padding: 1 2; } Home #lists { height: auto; } Home Menu { margin-bottom: 1; }"
    CAN_GO_BACK = False
    _lead = 0
    LEAD: ClassVar[int] = 18
    WIDE: ClassVar[int] = 70
    """Columns of a window from which on the lists have a left column."""

    def body(self) -> ComposeResult:
        """The lists are put in by `refresh_lists`, now and on every return."""
        yield Vertical(id="lists")

    async def on_mount(self) -> None:  # type: ignore[override]
        """Fill the page."""
        await self.refresh_lists()

    async def on_resize(self, event: events.Resize) -> None:  # type: ignore[override]
        """Give the lists their left column, or take it from them."""
        if (event.size.width >= self.WIDE) != bool(self._lead):
            await self.refresh_lists()

    def on_screen_resume(self) -> None:
        """Show what has changed on another page."""
        if self.is_mounted:
            self.call_later(self.refresh_lists)

    async def refresh_lists(self) -> None:
        """Build the lists from the workbook."""
        workbook = self.workbook_app.workbook
        self.head(_("Workbook"), day_in_words(workbook.now().date(), weekday=True))
        lists = self.query_one("#lists", Vertical)
        focused = self.focused
        at = getattr(getattr(focused, "entry", None), "id", "")
        lead = self._lead = self.LEAD if self.size.width >= self.WIDE else 0
        async with self.batch():
            await lists.remove_children()
            await lists.mount(
                *self._found(), *self._carry_on(lead), *self._due(lead), *self._start(lead), *self._rest(lead)
            )
        entries = list(self.query("MenuEntry"))
        again = next((one for one in entries if getattr(getattr(one, "entry", None), "id", "") == at), None)
        if entries:
            (again or entries[0]).focus()

    def _found(self) -> list[Widget]:
        """What the vault noticed, a line a kind, and the way to it; what was taken in after a crash needs no words."""
        app = self.workbook_app
        told: list[Widget] = [Words(one, "care") for one in short_words(app.workbook)]
        if app.workbook.kept and noticing.things(app.workbook):
            told.append(Menu([Entry("noticed", _("What was noticed…"))]))
        if app.workbook.kept and backup_due(app.workbook.settings, app.workbook.all_visits(), app.workbook.now()):
            told.append(Words(reminder(), "muted"))
        if app.own_sheets.waits(app.workbook.packs):
            waits = _("You named a folder with worksheets. Settings shows what is in it: “Worksheets of my own”.")
            told.append(Words(waits, "muted"))
        return told

    def _carry_on(self, lead: int) -> list[Menu]:
        workbook = self.workbook_app.workbook
        open_ = [one for one in workbook.visits() if one.state != "closed" and one.answers and workbook.can_show(one)]
        if not open_:
            return []
        visit = max(open_, key=lambda one: datetime.fromisoformat(one.changed))
        label, note = self._describe(visit)
        if not lead:  # as below: the words stand in the line itself
            label = f"{_('Carry on')} · {label}"
        return [Menu([Entry(f"visit:{visit.entry}", label, note, lead=_("Carry on"))], lead_width=lead)]

    def _due(self, lead: int) -> list[Menu]:
        """Name what the person wanted to look at again by today, two at most; the others stand under "Look back"."""
        workbook = self.workbook_app.workbook
        entries: list[Entry] = []
        for visit in workbook.due()[:2]:
            label, said = workbook.named(visit).title, _("Look again")
            if not lead:
                label = f"{said} · {label}"
            note = how_long_ago(day_of(visit.started), workbook.now().date())
            entries.append(Entry(f"again:{visit.worksheet}", label, note, lead="" if entries else said))
        return [Menu(entries, lead_width=lead)] if entries else []

    def _describe(self, visit: Visit) -> tuple[str, str]:
        """Return where it was left, and how much stands there since when."""
        workbook = self.workbook_app.workbook
        sheet = workbook.named(visit)
        parts = [sheet.title]
        if visit.at_question and visit.at_question in flow(sheet, visit).shown:
            parts.append(section_of(sheet, visit.at_question).title)
        so_far = counted(progress(sheet, visit)), how_long_ago(day_of(visit.changed), workbook.now().date())
        return " · ".join(parts), " · ".join(so_far)

    def _door(self) -> Door:
        return self.workbook_app.workbook.settings.door or "harmed"

    def _start(self, lead: int) -> list[Menu]:
        sheets = self.workbook_app.workbook.catalogue.entries(self._door())
        first = self.workbook_app.workbook.catalogue.first(self._door())
        entries = [
            Entry(
                f"sheet:{one.id}",
                one.title,
                n_("{n} min", "{n} min", one.minutes),
                lead=_("Start something") if number == 0 else "",
            )
            for number, one in enumerate(first)
        ]
        if len(sheets) > len(first):
            entries.append(Entry("all", _("All worksheets ({n})").format(n=len(sheets))))
        return [Menu(entries, lead_width=lead)] if entries else []

    def _rest(self, lead: int) -> list[Menu]:
        workbook = self.workbook_app.workbook
        visits = [one for one in workbook.visits() if one.answers]
        entries = []
        if visits:
            first = day_in_words(day_of(visits[0].started))
            told = n_("{n} visit, {date}", "{n} visits since {date}", len(visits), date=first)
            entries.append(Entry("look_back", told, lead=_("Look back")))
        entries.append(
            Entry(
                "people",
                n_("{n} person", "{n} people", count)
                if (count := len(workbook.people_at(self._door())))
                else _("no one yet"),
                lead=_("People"),
            )
        )
        if visits:
            entries.append(Entry("summary", _("Make a summary to read or hand on…"), lead=_("Summary")))
        if count := len(workbook.given.all()):
            told = n_("{n} page from someone else", "{n} pages from others", count)
            entries.append(Entry("given", told, lead=_("Given to you")))
        if not workbook.kept:
            entries.append(Entry("leave_practice", _("Leave the made-up case"), lead=_("Practice")))
        entries.append(Entry("settings", _("Looks, language, own words, locking…"), lead=_("Settings")))
        if workbook.kept:
            entries.append(Entry("lock", _("Lock now, until the passphrase is typed"), lead=_("Lock")))
        if not lead:  # a narrow page has no left column: the words stand in the line itself
            entries = [Entry(one.id, f"{one.lead} · {one.label}") for one in entries]
        return [Menu(entries, lead_width=lead)]

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
        workbook = self.workbook_app.workbook
        if door != self._door():
            settings = replace(workbook.settings, door=door)
            with suppress(WorkbookError):  # the visit says so itself when it cannot be saved either
                workbook.save_settings(settings)
            workbook.settings = settings
        self.open_sheet(worksheet)

    def open_sheet(self, worksheet: str) -> None:
        """Open `worksheet`: carry on with an open visit of today, ask where there is an older one, else begin."""
        workbook = self.workbook_app.workbook
        door = self._door()
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
