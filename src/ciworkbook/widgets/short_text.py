"""One line in the person's own words. Value: str without line breaks."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from ..answers.answer import Answer
from ..answers.around import as_text
from ..answers.offering import left_out
from ..keys import name
from ..words import _
from ..worksheet.model import ShortText
from .base import Context, Keys, QuestionWidget, Said, Then
from .fields import Full, Marked, TextLine, Wrote


class ShortTextWidget(QuestionWidget):
    """A line to write in."""

    question: ShortText

    def __init__(self, question: ShortText, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.line = TextLine(as_text(self.given), placeholder=question.placeholder, longest=question.max_length)
        self.said = Said()

    def compose(self) -> ComposeResult:
        """What stood here before, the line, and a sentence when it is full."""
        before = as_text(self.before)
        yield Then(_("Last time: {words}").format(words=before) if before else "")
        yield Marked(self.line, self.context.marks)
        yield self.said
        yield Keys(("", _("Write one line, or paste.")), (name("ctrl+k"), _("clear to the end")))

    @property
    def value(self) -> str:
        """What is written."""
        return self.line.value

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        self.changed()

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        self.said.say(left_out(event.left_out, self.question.max_length), "care")
