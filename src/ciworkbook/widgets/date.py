"""A date, typed in the person's own way. Value: "2026-11-24", "2026-11", "2026-autumn", "2026", or None.

- What was understood is said back in words; what was not is kept as typed (in `other`) and said to be so.
- Up and Down go to the next and the one before: days, months, seasons or years.
"""

from __future__ import annotations

import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from ..answers.answer import Answer
from ..answers.around import as_text
from ..answers.dates import in_words, precision_of, step
from ..answers.typed_dates import Reading, said_back, understand
from ..keys import name
from ..words import _
from ..worksheet.model import Date, Precision
from .base import Context, Keys, QuestionWidget, Said, Then
from .drawn import Marks
from .fields import Full, Marked, TextLine, Wrote


def today() -> datetime.date:
    """Return the day it is, by the computer's own clock."""
    return datetime.date.today()


class DateLine(Widget):
    """A line to type a date in, and below it what was understood."""

    DEFAULT_CSS = "DateLine { width: 100%; height: auto; layout: vertical; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", show=False, id="date.later"),
        Binding("down", "step(-1)", show=False, id="date.sooner"),
    ]

    class Changed(Message):
        """A person typed or stepped."""

        def __init__(self, line: DateLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> DateLine:
            """The line."""
            return self.line

    def __init__(self, value: str, typed: str, precision: Precision, marks: Marks) -> None:
        super().__init__()
        self.precision: Precision = precision
        self.marks = marks
        known = value if precision_of(value) else ""
        shown = in_words(known) if known else typed or value
        self.value = known
        self._read = shown
        """The words of which `value` was made."""
        self.line = TextLine(shown, placeholder=_("24 11 2026, or autumn 2025, or last week"), longest=80)
        self.said = Said(in_words(known, weekday=True) if known else said_back(None, shown))

    @property
    def typed(self) -> str:
        """The words in the line where they are not understood; else empty."""
        return "" if self.value else self.line.value.strip()

    def compose(self) -> ComposeResult:
        """The line, and what was understood."""
        yield Marked(self.line, self.marks)
        yield self.said

    def read(self) -> Reading | None:
        """Understand what stands in the line; return how, or None."""
        reading = understand(self.line.value, self.precision, today())
        self.value = reading.value if reading is not None else ""
        self._read = self.line.value
        return reading

    def catch_up(self) -> None:
        """Understand what was typed since."""
        if self.line.value != self._read:
            self.read()

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        reading = self.read()
        self.said.say(said_back(reading, self.line.value), "muted" if reading is None else "accent")
        self.post_message(self.Changed(self))

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()

    def action_step(self, by: int) -> None:
        """Go to the date after or before; words that are not understood stay."""
        if self.typed:
            return
        self.value = step(self.value, by, self.precision, today())
        self.line.load(in_words(self.value))
        self._read = self.line.value
        self.line.action_end()
        self.said.say(in_words(self.value, weekday=True), "accent")
        self.post_message(self.Changed(self))


class DateWidget(QuestionWidget):
    """One date."""

    question: Date

    def __init__(self, question: Date, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.line = DateLine(as_text(self.given), self.given_other, question.precision, context.marks)

    def compose(self) -> ComposeResult:
        """What stood here before, the line, what the keys do."""
        before = as_text(self.before)
        yield Then(_("Last time: {words}").format(words=in_words(before)) if before else "")
        yield self.line
        yield Keys(("", _("Type it your way.")), (_("Up Down"), _("later, earlier")), (name("ctrl+u"), _("clear")))

    def catch_up(self) -> None:
        """Understand what was typed last."""
        self.line.catch_up()

    @property
    def value(self) -> str | None:
        """The date as exact as it was given."""
        return self.line.value or None

    @property
    def other(self) -> str:
        """What was typed, where it is not understood."""
        return self.line.typed

    @on(DateLine.Changed)
    def _moved(self, event: DateLine.Changed) -> None:
        event.stop()
        self.changed()
