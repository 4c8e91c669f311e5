"""Choice and choices: one, or any, of several. Values: option id or "other"; a list of them in the options' order.

- The options are the question's, or the people of an earlier question by their ids.
- An earlier choice that is not offered any more is shown as such and can be taken back; it is never dropped unseen.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult

from ..answers.answer import Answer
from ..answers.around import as_names
from ..answers.offering import LONGEST_OTHER, OTHER, Pick, left_out, picks_of
from ..words import _
from ..worksheet.model import Choice, Choices
from .base import Context, Keys, QuestionWidget, Said
from .fields import Full, Marked, TextLine, Wrote
from .picks import Picks


class _Line(TextLine):
    """The line for "other"; Up goes back to the list."""


class _Choosing(QuestionWidget):
    question: Choice | Choices
    several = False

    def __init__(self, question: Choice | Choices, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        start = question.default if isinstance(question, Choice) else ""
        given = as_names(self.given) if self.several else as_names(self.given)[:1]
        self.picks = Picks(self._picks(given), given, marks=context.marks, several=self.several, start=start)
        self.line = _Line(self.given_other, placeholder=_("In your own words"), longest=LONGEST_OTHER)
        self.row = Marked(self.line, context.marks)
        self.row.styles.padding = (0, 0, 0, 4)
        self.said = Said()

    def _picks(self, given: list[str]) -> list[Pick]:
        return picks_of(self.question, given, self.before, self.context)

    def compose(self) -> ComposeResult:
        """The list, the line for other words, what the keys do."""
        yield self.picks
        self.row.display = OTHER in self.picks.chosen
        yield self.row
        yield self.said
        if not self.picks.picks:
            yield Said(_("Nobody is on that list yet. You can go on, and come back."))
            return
        if self.several:
            yield Keys((_("Up Down"), _("move")), (_("Space"), _("choose, again to take back")))
        else:
            again = (_("Space"), _("take back"))
            yield Keys((_("Up Down"), _("move")), (_("Enter"), _("choose, again to go on")), again)

    @property
    def other(self) -> str:
        """The words beside "other", while it is chosen."""
        return self.line.value if OTHER in self.picks.chosen else ""

    def refresh_context(self, context: Context) -> None:
        """Show people under the names they have now."""
        super().refresh_context(context)
        self.picks.load(self._picks(self.picks.chosen), self.picks.chosen)

    @on(Picks.Changed)
    def _chose(self, event: Picks.Changed) -> None:
        event.stop()
        there = OTHER in self.picks.chosen
        self.row.display = there
        if there and event.pick == OTHER:
            self.line.focus()
        self.said.say("")
        self.changed()

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        self.changed()

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        self.said.say(left_out(event.left_out, LONGEST_OTHER), "care")

    def on_key(self, event: events.Key) -> None:
        """From the line for other words, Up goes back to the list."""
        if event.key == "up" and self.line.has_focus:
            event.stop()
            self.picks.focus()


class ChoiceWidget(_Choosing):
    """One of several."""

    @property
    def value(self) -> str | None:
        """The id chosen."""
        return self.picks.chosen[0] if self.picks.chosen else None


class ChoicesWidget(_Choosing):
    """Any of several."""

    several = True

    @property
    def value(self) -> list[str]:
        """The ids chosen, in the order of the options."""
        return list(self.picks.chosen)
