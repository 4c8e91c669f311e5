"""A summary, from choosing on: one that is ready-made, or one that is put together from visits.

- Ready-made summaries come first, those only that have something to tell.
- The newest visit of each sheet stands below; older ones are shown on request, or picked by day or by meeting.
- Nothing leaves the workbook here: names, then lines, are looked at on the pages that follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.visit import Visit
from ..summary.choosing import Choice, begin_with_one, between, day_words, listed, meetings, pick
from ..summary.draft import Draft
from ..summary.ready import ready_made
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from ..worksheet.layout import Layout
from .base import Words
from .names_page import NamesPage
from .passages import ReadingPage
from .pick import Days, DaysPage, MeetingsPage, QuestionsPage
from .preview import Preview
from .ticks import Tick, Ticked


class Summary(ReadingPage[None]):
    """Choosing what goes in. Visits in `chosen` are ticked at first; else the newest of all."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("tick")), (mark("Esc"), mark("back"))]

    def __init__(self, chosen: Sequence[Visit] = ()) -> None:
        super().__init__()
        self.chosen = tuple(chosen)
        self.older = False
        """Whether visits are listed that are not the newest of their sheet."""

    def body(self) -> ComposeResult:
        """The ready-made ones, then the visits."""
        workbook = self.workbook_app.workbook
        self.draft = Draft(workbook, self.chosen)
        self.layouts: list[Layout] = ready_made(workbook, self.chosen[0] if self.chosen else None)
        if not self.draft.choices:
            yield Words(_("There is nothing to make a summary of yet."))
            yield Words(_("Once you have written in a worksheet, it can be chosen here."), "muted")
            yield Menu([Entry("back", _("Back"))])
            return
        begin_with_one(self.draft.choices)
        if self.layouts:
            yield Words(_("Ready-made"), "strong", close=True)
            yield Menu([Entry(f"ready.{at}", one.title) for at, one in enumerate(self.layouts)], id="ready")
            yield Words(_("Or put one together. Which visits go into it?"), "strong")
        else:
            yield Words(_("Which visits go into it?"), "strong")
        yield Vertical(*self._ticks(), id="visits")
        yield Menu([Entry("next", _("Next")), *self._ways()])
        yield Words("", "care", id="told")
        told = _("Nothing leaves the workbook on this page. You see each line before you decide.")
        yield Words(told, "muted")

    def _ways(self) -> Iterator[Entry]:
        yield Entry("questions", _("Only some questions…"))
        if len(self.draft.choices) > 1:
            yield Entry("days", _("Pick by day…"))
            yield Entry("meeting", day_words(self.workbook_app.workbook.settings.door))

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("what goes into it"))
        self._tell("")

    async def _list(self) -> None:
        await self.fill("visits", self._ticks())

    def _ticks(self) -> Iterator[Widget]:
        ascii_only = self.workbook_app.ascii_only
        numbers, hidden = listed(self.draft.choices, older=self.older)
        for number in numbers:
            one = self.draft.choices[number]
            yield Tick(f"on.{number}", self._shown(one), ascii_only=ascii_only)
            if one.on and one.earlier is not None:
                yield self._tick_beside(number)
        if hidden:
            yield Menu([Entry("older", n_("Show {n} older visit", "Show {n} older visits", hidden))], id="older")

    def _tick_beside(self, number: int) -> Tick:
        shown, ascii_only = self._beside(self.draft.choices[number]), self.workbook_app.ascii_only
        return Tick(f"beside.{number}", shown, ascii_only=ascii_only, id=f"beside-{number}")

    @staticmethod
    def _shown(one: Choice) -> Ticked:
        return Ticked(one.title, one.on, one.when())

    @staticmethod
    def _beside(one: Choice) -> Ticked:
        return Ticked(one.beside_words(), one.beside, indent=4)

    async def on_tick_turned(self, event: Tick.Turned) -> None:
        """Turn a visit, or the visit before it, over."""
        event.stop()
        what, _dot, number = event.tick.key.partition(".")
        one = self.draft.choices[int(number)]
        if what == "on":
            one.on = not one.on
            event.tick.show(self._shown(one))
            await self.query(f"#beside-{number}").remove()
            if one.on and one.earlier is not None:
                await self.query_one("#visits").mount(self._tick_beside(int(number)), after=event.tick)
        else:
            one.beside = not one.beside
            event.tick.show(self._beside(one))
        self._tell("")

    def _tell(self, text: str) -> None:
        for told in self.query("#told").results(Words):
            told.say(text)
            told.display = bool(text)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go on to the names, or straight to the lines where nobody is named; or pick in another way."""
        event.stop()
        name, _dot, number = event.entry.partition(".")
        if name == "ready":
            go_on(self, Draft(self.workbook_app.workbook, layout=self.layouts[int(number)]))
            return
        match event.entry:
            case "back":
                self.action_back()
            case "older":
                self.older = True
                await self._list()
                self.query(Tick).first().focus()
            case "days":
                self.app.push_screen(DaysPage(), self._picked_days)
            case "meeting":
                self.app.push_screen(MeetingsPage(meetings(self.draft.choices)), self._picked)
            case _ if not any(one.on for one in self.draft.choices):
                self._tell(_("No visit is ticked yet."))
            case "questions":
                self.app.push_screen(QuestionsPage(self.draft), self._asked)
            case _:
                go_on(self, self.draft)

    async def _picked_days(self, days: Days | None) -> None:
        if days is not None:
            await self._picked(between(self.draft.choices, *days))

    async def _picked(self, found: Sequence[Choice] | None) -> None:
        if found is None:
            return
        pick(self.draft.choices, found)
        await self._list()
        self._tell(n_("{n} visit is ticked.", "{n} visits are ticked.", len(found)))
        ticked = [one for one in self.query(Tick) if one.shown.on]
        (ticked[0] if ticked else self.query(Tick).first()).focus()

    async def _asked(self, _none: None) -> None:
        await self._list()


def go_on(page: ReadingPage[None], draft: Draft) -> None:
    """Go from `page` to the names, or straight to the lines where nobody is named."""
    page.app.push_screen(NamesPage(draft) if draft.named("letters") else Preview(draft))
