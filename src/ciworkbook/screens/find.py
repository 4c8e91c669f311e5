"""Find: words in everything that was written, with the place they stand in. Enter opens the visit at that place.

- What is looked through is read when the page opens, is held by the page alone, and goes with it. Nothing of what was
  typed is kept.
- It is read in short turns, the newest visits first, and what was read so far is looked through at once: a key never
  waits for all of it. More places come up meanwhile, but nothing moves under someone who is among them.
- Visits of the door the workbook is opened for. What stands behind another door is not shown, not even as a number.
- A few places stand there at once; the others come when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from ..answers.dates import day_in_words, day_of
from ..answers.finding import Results, Sheet, Text, around
from ..looking_back import KEPT, Searched, found_told
from ..text import shorten
from ..widgets.drawn import Line, Piece, marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from .base import Words
from .passages import Passage, ReadingPage, said
from .visit_page import open_visit

AT_ONCE = 10
"""Places that are put on the page at once."""
TURN, REST = 0.02, 0.005
"""Seconds that are read for, and that are left for keys and drawing."""
IN_TURN = 5
"""Visits that are read before the clock is looked at."""
AGAIN = 0.4
"""Seconds from one look at what was read to the next, while the rest is read."""


class FindPage(ReadingPage[bool]):
    """Gives True if a visit was taken out."""

    CSS_PATH = "look_back.tcss"
    TITLE_LEFT = mark("Find what I wrote")
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Enter"), mark("go there")), ("↓", mark("further"))]
    AUTO_FOCUS = "TextLine"

    def __init__(self) -> None:
        super().__init__()
        self._results = Results((), ())
        self._shown = 0
        self._looked = 0.0
        self._reading: Timer | None = None
        self.taken_out = False

    def body(self) -> ComposeResult:
        """A line to write in, and below it what was found."""
        yield Words(_("A word, or several that stand in one answer"), "muted", close=True)
        yield Marked(TextLine(longest=80, id="find"), marks(self.workbook_app.ascii_only))
        yield Words("", "muted", id="told")
        yield Vertical(id="page")
        yield Vertical(id="ways")

    @on(events.Mount)
    def begin(self) -> None:
        """Start to read."""
        self._searched = Searched(self.workbook_app.workbook)
        self.call_later(self._read_on)

    async def _read_on(self) -> None:
        """Read some more visits, then let the page take keys; show now and then what they brought."""
        if self._reading is not None:
            self._reading.stop()
        until = monotonic() + TURN
        self._searched.read(IN_TURN)
        while self._searched.waits and monotonic() < until:
            self._searched.read(IN_TURN)
        if not self.is_attached:
            return
        if self._searched.waits:
            self._reading = self.set_timer(REST, self._read_on)
        if not self._searched.waits or monotonic() - self._looked > AGAIN:
            await self._look_again()

    @property
    def _line(self) -> TextLine:
        return self.query_one("#find", TextLine)

    async def on_wrote(self, event: Wrote) -> None:
        """Show what fits the words typed so far."""
        event.stop()
        await self.look(AT_ONCE)

    async def look(self, count: int) -> None:
        """Look for what stands in the line in what was read, and show the first `count` places."""
        self._take()
        await self._show(count)

    async def _look_again(self) -> None:
        """Look in what was read since. Who is among the places found is left alone until all is read, and then stays
        at the place they are at."""
        if not self._line.value.strip() or (self._searched.waits and not self._line.has_focus):
            return
        before, at = self._everything(), self._at()
        self._take()
        now, shown = self._everything(), self._shown
        if now[:shown] == before[:shown] and shown >= min(AT_ONCE, len(now)):
            await self.fill("ways", self._ways())
            return
        if at is not None:
            at = next((number for number, one in enumerate(now) if _same(one, before[at])), at)
        await self._show(max(shown, AT_ONCE, 0 if at is None else at + 1))
        if at is not None:
            self._focus(at)

    def _take(self) -> None:
        typed = self._line.value
        self._results, self._looked = self._searched.find(typed), monotonic()
        self.query_one("#told", Words).say(found_told(typed, self._results, self._searched.done))

    async def _show(self, count: int) -> None:
        self._shown = min(count, len(self._results))
        await self.fill("page", self._widgets(0, self._shown))
        await self.fill("ways", self._ways())

    def _everything(self) -> list[Sheet | Text]:
        return [*self._results.sheets, *self._results.places]

    def _at(self) -> int | None:
        """The number of the place where the keys go, or None."""
        id_ = self.focused.id if self.focused is not None else None
        return int(id_.removeprefix("found-")) if id_ and id_.startswith("found-") else None

    def _widgets(self, first: int, end: int) -> Iterator[Widget]:
        typed, everything = self._line.value, self._everything()
        titles = {visit.entry: title for title, visit in self._searched.titles}
        for number in range(first, end):
            one = everything[number]
            if isinstance(one, Sheet):
                lines = _sheet_lines(one)
            else:
                lines = _place_lines(one, titles.get(one.visit.entry, ""), typed)
            ascii_only = self.workbook_app.ascii_only
            yield Passage(lines, entry=f"go:{number}", ascii_only=ascii_only, id=f"found-{number}")

    def _ways(self) -> list[Widget]:
        left = len(self._results) - self._shown
        if not left:
            return []
        return [Menu([Entry("more", _("Show more places"), n_("{n} more", "{n} more", left))])]

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Enter in the line goes to the first place."""
        event.stop()
        self._focus(0)

    def on_key(self, event: events.Key) -> None:
        """Whoever types is looking for something, wherever the focus is."""
        line = self._line
        if event.is_printable and event.character and event.character != " " and not line.has_focus:
            event.stop()
            line.focus()
            line.insert_text_at_cursor(event.character)

    def _focus(self, number: int) -> None:
        for one in self.query(f"#found-{number}"):
            one.focus()

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open a place, or show more of them."""
        event.stop()
        kind, _sep, number = event.entry.partition(":")
        if kind == "go":
            self._open(int(number))
            return
        first, self._shown = self._shown, min(len(self._results), self._shown + AT_ONCE)
        async with self.batch():
            await self.query_one("#page").mount_all(list(self._widgets(first, self._shown)))
            await self.fill("ways", self._ways())
        self._focus(first)

    def _open(self, number: int) -> None:
        async def closed(taken_out: bool | None) -> None:
            self.taken_out = self.taken_out or bool(taken_out)
            self._searched = Searched(self.workbook_app.workbook, self._searched)
            await self._read_on()
            await self.look(max(self._shown, AT_ONCE))
            self._focus(min(number, self._shown - 1))

        sheets, places = self._results.sheets, self._results.places
        if number < len(sheets):
            from .look_back import SheetVisits

            self.app.push_screen(SheetVisits(sheets[number].worksheet), closed)
        else:
            one = places[number - len(sheets)]
            at, back = one.question or KEPT, _("Back to what was found")
            open_visit(self.workbook_app, one.visit, closed, at=at, found=True, back=back)

    def action_back(self) -> None:
        """Tell the page before whether a visit was taken out."""
        if len(self.app.screen_stack) > 2:
            self.dismiss(self.taken_out)


def _same(one: Sheet | Text, other: Sheet | Text) -> bool:
    """Tell whether both are the same place, whatever was read since."""
    if isinstance(one, Text) and isinstance(other, Text):
        return (one.visit.entry, one.question) == (other.visit.entry, other.question)
    return isinstance(one, Sheet) and isinstance(other, Sheet) and one.worksheet == other.worksheet


def _sheet_lines(one: Sheet) -> Callable[[int], list[Line]]:
    def make(width: int) -> list[Line]:
        told = n_(
            "the title of a worksheet with {n} visit", "the title of a worksheet with {n} visits", len(one.visits)
        )
        return [*said(one.title, width, bold=True), *said(told, width, "muted", lead="  ")]

    return make


def _place_lines(one: Text, title: str, typed: str) -> Callable[[int], list[Line]]:
    def make(width: int) -> list[Line]:
        day = day_in_words(day_of(one.visit.started))
        lines = said(f"{title} · {day}", width, bold=True)
        lines.append(Line((Piece("  "), Piece(shorten(one.label, width - 2), "muted"))))
        near = around(one, typed, width - 2)
        found = Piece(near.hit, "accent", bold=True, underline=True)
        lines.append(Line((Piece("  "), Piece(near.before), found, Piece(near.after))))
        return lines

    return make
