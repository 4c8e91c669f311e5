"""What every question on the screen has in common.

- A `QuestionWidget` turns keys into a value and a value into cells, nothing else. The truth is the visit's.
- It posts `Answered` on every change a person makes, never for what it was given to show.
- Somebody new or renamed is asked for with `PersonWanted` and `PersonChanged`; the screen changes the workbook's list
  and answers with `refresh_context`.
- A message never shows what it carries in its `repr`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.repr import Result
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from .. import text
from ..answers.answer import Answer
from ..answers.around import Around
from ..drawings.picture import Role
from ..worksheet.model import Question
from .drawn import Drawn, Line, Marks, Piece, flow, marks


@dataclass(frozen=True, slots=True)
class Context(Around):
    """What a question may look at, and how it is drawn."""

    ascii: bool = False

    @property
    def marks(self) -> Marks:
        """The signs to draw with."""
        return marks(self.ascii)


class Answered(Message):
    """The person changed their answer."""

    def __init__(self, question_id: str, value: Any, other: str = "") -> None:
        super().__init__()
        self.question_id = question_id
        self.value = value
        self.other = other

    def __rich_repr__(self) -> Result:
        yield self.question_id


class PersonWanted(Message):
    """The person wrote down somebody whom the workbook does not have yet."""

    def __init__(self, alias: str) -> None:
        super().__init__()
        self.alias = alias

    def __rich_repr__(self) -> Result:
        yield from ()


class PersonChanged(Message):
    """The person calls somebody of the workbook by another alias."""

    def __init__(self, person_id: str, alias: str) -> None:
        super().__init__()
        self.person_id = person_id
        self.alias = alias

    def __rich_repr__(self) -> Result:
        yield from ()


class QuestionWidget(Widget):
    """The control below one question. Subclasses compose it and give `value`."""

    DEFAULT_CSS = """
    QuestionWidget {
        width: 100%;
        height: auto;
        layout: vertical;
        background: $background;
        color: $foreground;
    }
    """

    question: Question

    def __init__(self, question: Question, answer: Answer | None, context: Context) -> None:
        super().__init__()
        self.question = question
        self.context = context
        self.given: Any = answer.value if answer is not None and answer.state == "given" else None
        """The value to show at first, of whatever shape it was kept in."""
        self.given_other = text.clean(answer.other) if answer is not None and answer.state == "given" else ""
        self._known: tuple[Any, str] | None = None
        self.at_first: tuple[Any, str] | None = None
        """What stood here when the question was shown; None before that."""

    @property
    def value(self) -> Any:
        """The answer as it stands, in the shape of the question's type; None, empty text or empty if there is none."""
        return None

    @property
    def other(self) -> str:
        """The person's own words beside the value, or empty."""
        return ""

    @property
    def before(self) -> Any:
        """The value of the visit before, where the question wants then beside now; else None."""
        earlier = self.context.earlier
        wanted = self.question.revisit == "compare" and earlier is not None and earlier.given
        return earlier.value if wanted and earlier is not None else None

    def on_mount(self) -> None:
        """Remember what was there at first."""
        self._known = self.at_first = (self.value, self.other)

    def catch_up(self) -> None:
        """Take what stands in the fields and is still on its way here as a message: a page can be turned, or a row
        closed, in the same moment in which the last letters are typed."""

    def changed(self) -> None:
        """Tell the screen, if the answer is another than it was last time."""
        now = (self.value, self.other)
        if self._known is not None and now != self._known:
            self._known = now
            self.post_message(Answered(self.question.id, *now))

    def refresh_context(self, context: Context) -> None:
        """Take in people who were added, renamed or taken out, and answers that changed."""
        self.context = context

    def forget(self) -> None:
        """Drop what could bring erased words back."""
        from .fields import TextBox

        for box in self.query(TextBox):
            box.history.clear()

    def first(self) -> Widget | None:
        """Return the control that takes the first key, if there is any."""
        return next((one for one in self.screen.focus_chain if self in one.ancestors), None)

    def focus(self, scroll_visible: bool = True) -> QuestionWidget:
        """Give the keys to the first control."""
        if not self.is_mounted:
            self.call_after_refresh(self.focus, scroll_visible)
        elif (control := self.first()) is not None:
            control.focus(scroll_visible)
        return self


class Keys(Drawn):
    """The muted line below a control that says which keys matter for it."""

    DEFAULT_CSS = "Keys { margin-top: 1; padding-left: 2; }"

    def __init__(self, *pairs: tuple[str, str]) -> None:
        super().__init__()
        self.pairs = pairs

    def show(self, *pairs: tuple[str, str]) -> None:
        """Say something else."""
        if pairs != self.pairs:
            self.pairs = pairs
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Set each key with what it does, a wider gap between pairs; a pair wraps where it is wider than the line."""
        lines: list[Line] = []
        used = 0
        for key, does in self.pairs:
            words = (Piece(key, "muted", bold=True, whole=True), Piece(does, "muted"))
            said = flow((), [one for one in words if one.text], width)
            size = sum(text.cells(one.text) for one in said[-1].pieces)
            if used and len(said) == 1 and used + 3 + size <= width:
                lines[-1] = Line((*lines[-1].pieces, Piece("   ", "muted"), *said[0].pieces))
                used += 3 + size
            else:
                lines += said
                used = size
        return lines


class Said(Drawn):
    """A sentence below a control, there only while it has something to say."""

    DEFAULT_CSS = """
    Said { padding-left: 2; display: none; }
    Said.-there { display: block; }
    """

    def __init__(self, words: str = "", role: Role = "muted", *, id: str | None = None) -> None:
        super().__init__(id=id, classes="-there" if words else "")
        self.words = words
        self.role = role

    def say(self, words: str, role: Role = "muted") -> None:
        """Show `words`; nothing if empty."""
        if (words, role) != (self.words, self.role):
            self.words, self.role = words, role
            self.set_class(bool(words), "-there")
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Wrap the sentence."""
        lines: list[Line] = []
        for part in self.words.split("\n") if self.words else ():
            lines += flow((), [Piece(part, self.role)], width)
        return lines


class Then(Said):
    """What stood here the time before, in muted words."""

    DEFAULT_CSS = "Then { margin-bottom: 1; }"


__all__ = ["Answered", "ComposeResult", "Context", "Keys", "PersonChanged", "PersonWanted", "QuestionWidget", "Said"]
