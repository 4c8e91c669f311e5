"""Choice and choices: one, or any, of several. Values: option id or "other"; a list of them in the options' order.

- The options are the question's, or the people of an earlier question by their ids.
- An earlier choice that is not offered any more is shown as such and can be taken back; it is never dropped unseen.
"""

from __future__ import annotations

from typing import Any

from textual import events, on
from textual.app import ComposeResult

from ..answers.answer import Answer
from ..words import _
from ..worksheet.conditions import holds
from ..worksheet.model import Choice, Choices, Option
from .base import Context, Keys, QuestionWidget, Said, as_names
from .fields import Full, Marked, TextLine, Wrote
from .picks import Pick, Picks
from .short_text import left_out

OTHER = "other"
LONGEST_OTHER = 200


def offered(options: tuple[Option, ...], context: Context) -> tuple[Option, ...]:
    """Return the options whose condition holds."""
    return tuple(one for one in options if holds(one.relevant, context.values, context.order))


def people_in(value: Any) -> list[str]:
    """Return the ids of the people in the value of a people question."""
    rows = value if isinstance(value, list) else []
    return as_names([row.get("person") for row in rows if isinstance(row, dict)])


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
        question, context = self.question, self.context
        before = as_names(self.before)
        shown = {one.id for one in offered(question.options, context)}
        kept = _("kept, not offered any more")
        picks: list[Pick] = []
        for one in question.options:
            aside = "" if one.id in shown else kept
            if one.id in shown or one.id in given:
                aside = aside or (_("last time") if one.id in before else "")
                picks.append(Pick(one.id, one.label, one.hint, one.exclusive, aside))
        if question.options_from:
            for id in people_in(context.values(question.options_from)):
                if name := context.name(id):
                    picks.append(Pick(id, name, aside=_("last time") if id in before else ""))
        if question.other:
            picks.append(Pick(OTHER, _("Something else"), aside=_("last time") if OTHER in before else ""))
        known = {pick.id for pick in picks}
        for id in given:
            if id not in known:
                picks.append(Pick(id, context.name(id) or _("An earlier choice"), aside=kept))
        return picks

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
