"""Several lines in the person's own words. Value: str of at most 20,000 characters.

- Starters are offered above and write their words where the cursor is.
- How much fits is always said; it stands out when the end is near. What does not fit is said, what stands stays.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from ..answers.answer import LONGEST, Answer
from ..answers.around import as_text
from ..keys import name
from ..words import _, n_
from ..worksheet.model import LongText
from .actions import Actions
from .base import Context, Keys, QuestionWidget, Said, Then
from .fields import Full, Marked, TextBox, Wrote

NEAR = 1_000
"""Characters left from which the counter stands out."""
SHOWN_BEFORE = 300
"""Characters of the visit before that are shown."""


class LongTextWidget(QuestionWidget):
    """Lines to write in."""

    DEFAULT_CSS = """
    LongTextWidget > Actions { margin-bottom: 1; }
    """

    question: LongText

    def __init__(self, question: LongText, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        # An answer that is longer than the cap stays as it is; only new words are measured.
        self.box = TextBox(as_text(self.given), placeholder=question.placeholder)
        self.count = Said(self._counted())
        self.said = Said()

    def compose(self) -> ComposeResult:
        """What stood here before, the starters, the field, how much fits."""
        before = as_text(self.before)
        if len(before) > SHOWN_BEFORE:
            before = before[:SHOWN_BEFORE].rstrip() + self.context.marks.cut
        yield Then(_("Last time: {words}").format(words=before) if before else "")
        if self.question.starters:
            yield Actions(
                [(one.id, one.text + self.context.marks.cut) for one in self.question.starters],
                marks=self.context.marks,
                lead=_("Words to begin with:"),
            )
        yield Marked(self.box, self.context.marks)
        yield self.said
        yield self.count
        yield Keys((_("Enter"), _("new line")), (name("ctrl+z"), _("undo")), (_("Tab"), _("leave the field")))

    def on_mount(self) -> None:
        """Go on writing where the words end."""
        self.box.move_cursor(self.box.document.end)

    def first(self) -> TextBox:
        """Writing comes first, the starters one step back."""
        return self.box

    @property
    def value(self) -> str:
        """What is written."""
        return self.box.text

    def _counted(self) -> str:
        left = LONGEST - len(self.box.text)
        if left > NEAR:
            return n_("Room for {n} more character.", "Room for {n} more characters.", left) if self.box.text else ""
        if left <= 0:
            return _("This field is full. Take something out to write more, or go on in another question.")
        return n_("Nearly full: room for {n} more character.", "Nearly full: room for {n} more characters.", left)

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        self.count.say(self._counted(), "care" if LONGEST - len(self.box.text) <= NEAR else "muted")
        self.changed()

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        if event.left_out:
            self.said.say(
                n_(
                    "{n} character did not fit and was left out. What you had written is all here.",
                    "{n} characters did not fit and were left out. What you had written is all here.",
                    event.left_out,
                ),
                "care",
            )
        else:
            self.said.say("")

    @on(Actions.Chosen)
    def _start(self, event: Actions.Chosen) -> None:
        event.stop()
        words = next((one.text for one in self.question.starters if one.id == event.id), "")
        if words:
            row, column = self.box.selection.end
            before = self.box.document.get_line(row)[:column]
            self.box.append((" " if before and not before[-1].isspace() else "") + words + " ")
            self.box.focus()
