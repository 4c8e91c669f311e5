"""Picking what goes into a summary: by day, by meeting, or question by question.

- Days are typed in the person's own way; without a last day, everything since.
- What was begun on one day belongs together; for those who facilitate, it is one meeting.
- Only questions are listed whose answer may go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..summary.choosing import USUAL, Choice, Meeting, answered, days_trouble, which_day
from ..summary.draft import Draft
from ..summary.names import Names
from ..widgets.date import DateLine
from ..widgets.drawn import marks
from ..widgets.menu import Entry, Menu
from ..words import _, mark, series
from .base import Page, Words
from .passages import Passage, ReadingPage, words
from .ticks import Tick, Ticked

Days = tuple[date, date | None]


class DaysPage(Page[Days]):
    """From which day, and to which. Gives both; None for the second means until now."""

    CSS_PATH = "summary.tcss"

    def body(self) -> ComposeResult:
        """Two dates, and the ways on."""
        signs = marks(self.workbook_app.ascii_only)
        since = self.workbook_app.workbook.now().date() - USUAL
        yield Words(_("Everything since which day?"), "strong", close=True)
        yield DateLine(since.isoformat(), "", "day", signs)
        yield Words("", close=True)
        yield Words(_("Until which day? Leave it empty for everything since."), "strong", close=True)
        yield DateLine("", "", "day", signs)
        yield Words("", close=True)
        yield Words("", "care", id="told")
        yield Menu([Entry("pick", _("Tick what was written then")), Entry("back", _("Back"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("by day"))
        self._tell("")

    def _tell(self, text: str) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.display = bool(text)

    def on_date_line_changed(self, event: DateLine.Changed) -> None:
        """Drop what was said about another day."""
        event.stop()
        self._tell("")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the days, or say what is not clear about them."""
        event.stop()
        if event.entry == "back":
            self.action_back()
            return
        first, last = self.query(DateLine)
        if trouble := days_trouble(first.value, "?" if last.typed else last.value):
            self._tell(trouble)
            return
        begin, end = date.fromisoformat(first.value), date.fromisoformat(last.value) if last.value else None
        self.dismiss((begin, end))


class MeetingsPage(ReadingPage[Sequence[Choice]]):
    """Which meeting, or which day. Gives its visits."""

    CSS_PATH = "summary.tcss"

    def __init__(self, found: Sequence[Meeting]) -> None:
        super().__init__()
        self.found = found

    def body(self) -> ComposeResult:
        """The meetings, the newest first."""
        yield Words(which_day(self.workbook_app.workbook.settings.door), "strong")
        yield Menu(
            [
                Entry(str(at), day_in_words(one.day), more=series(choice.title for choice in one.choices))
                for at, one in enumerate(self.found)
            ]
        )

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("one day"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back its visits."""
        event.stop()
        self.dismiss(self.found[int(event.entry)].choices)


class QuestionsPage(ReadingPage[None]):
    """The questions of the visits that are ticked; those without a mark are not told of."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("tick")), (mark("Esc"), mark("back"))]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.chosen = [one for one in draft.choices if one.on]

    def body(self) -> ComposeResult:
        """A list for each visit."""
        yield Words(_("Which questions go into it?"), "strong")
        with Vertical(id="page"):
            for number, one in enumerate(self.chosen):
                yield from self._questions(number, one)
        yield Menu(
            [Entry("back", _("Back to the visits")), Entry("all", _("Tick them all")), Entry("none", _("Tick none"))]
        )

    def _questions(self, number: int, one: Choice) -> Iterator[Widget]:
        workbook = self.draft.workbook
        day = day_in_words(day_of(one.visit.started))
        yield Passage(words((f"{one.title} · {day}", "accent")), close=True)
        names = Names("alias", workbook.people, workbook.settings.words)
        found = list(answered(workbook.worksheet_of(one.visit), one.visit, names))
        for id_, label in found:
            shown = Ticked(label, id_ not in one.left_out)
            yield Tick(f"{number}.{id_}", shown, ascii_only=self.workbook_app.ascii_only)
        if not found:
            yield Words(_("Nothing here may go out."), "muted", close=True)
        yield Words("", close=True)

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("only some questions"))

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Tell of a question, or not."""
        event.stop()
        self._turn(event.tick, not event.tick.shown.on)

    def _turn(self, tick: Tick, on: bool) -> None:
        number, _dot, id_ = tick.key.partition(".")
        left = self.chosen[int(number)].left_out
        if on:
            left.discard(id_)
        else:
            left.add(id_)
        tick.show(Ticked(tick.shown.text, on))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back, or turn all of them."""
        event.stop()
        if event.entry == "back":
            self.action_back()
            return
        for tick in self.query(Tick):
            self._turn(tick, event.entry == "all")
