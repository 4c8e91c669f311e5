"""A scale: a step between two ends that have words. Value: int from `min` to `max`, or None while nothing is chosen.

- Nothing chosen looks like nothing chosen; the first press of Right begins at the low end, of Left at the high end.
- "likert" is the same as a list of steps. There is no sum, no average, no level.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from ..answers.answer import Answer
from ..answers.offering import Pick, step_on
from ..words import _
from ..worksheet.model import Scale
from .base import Context, Keys, QuestionWidget
from .drawn import Drawn, Line, Marks, Piece, flow, measure
from .picks import Picks

_PATIENCE = 1.5
"""Seconds within which two digits are one number."""


class Slider(Drawn, can_focus=True):
    """A line of marks between two ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False, id="scale.left"),
        Binding("right", "move(1)", show=False, id="scale.right"),
        Binding("home", "end(False)", show=False, id="scale.home"),
        Binding("end", "end(True)", show=False, id="scale.end"),
        Binding("backspace,delete", "take_back", show=False, id="scale.take_back"),
    ]

    class Changed(Message):
        """A person put the mark somewhere, or took it away."""

    def __init__(self, scale: Scale, at: int | None, before: int | None, marks: Marks) -> None:
        super().__init__()
        self.scale = scale
        self.at = at
        self.before = before
        self.marks = marks
        self._typed: tuple[str, float] = ("", 0.0)

    def _columns(self, width: int) -> list[int]:
        """The column of each step, after the pointer."""
        steps = self.scale.max - self.scale.min
        if steps < 1:
            return [2]
        room = max(steps, width - 5)
        gap = min(6, room // steps)
        if gap >= 2:
            return [2 + index * gap for index in range(steps + 1)]
        return [2 + round(index * (width - 5) / steps) for index in range(steps + 1)]

    def draw(self, width: int) -> list[Line]:
        """The words of the ends, the line, the numbers, and where the mark is in words."""
        columns = self._columns(width)
        return [
            *self._ends(width, columns[-1] + 1),
            self._track(columns),
            self._numbers(columns, width),
            Line(),
            *self._words(width),
        ]

    def _ends(self, width: int, last: int) -> list[Line]:
        low, high = self.scale.min_label, self.scale.max_label
        gap = min(max(last, 40), width) - 2 - measure(low) - measure(high)
        if measure(low) + measure(high) + 6 <= width - 2 and gap >= 3:
            return [Line((Piece("  " + low), Piece(" " * gap), Piece(high)))]
        return [
            line
            for number, label in ((self.scale.min, low), (self.scale.max, high))
            for line in flow((Piece(f"  {number} {self.marks.dash} ", "muted"),), [Piece(label)], width)
        ]

    def _track(self, columns: list[int]) -> Line:
        plain = self.marks.rule == "-"
        tick, rule = ("|", "-") if plain else ("┼", "─")
        ends = ("|", "|") if plain else ("├", "┤")
        cells = [rule] * (columns[-1] - columns[0] + 1)
        if len(columns) > 1 and columns[1] - columns[0] >= 2:
            for column in columns:
                cells[column - columns[0]] = tick
        cells[0], cells[-1] = ends
        pieces = [Piece(f"{self.marks.here} " if self.has_focus else "  ", "accent", bold=True)]
        places: dict[int, Piece] = {}
        if self.before is not None:
            places[columns[self.before - self.scale.min]] = Piece(self.marks.then, "text")
        if self.at is not None:
            places[columns[self.at - self.scale.min]] = Piece(self.marks.now, "accent", bold=True)
        run = ""
        for index, cell in enumerate(cells):
            piece = places.get(columns[0] + index)
            if piece is None:
                run += cell
                continue
            pieces += [Piece(run, "muted"), piece]
            run = ""
        pieces.append(Piece(run, "muted"))
        return Line(tuple(pieces), "track")

    def _numbers(self, columns: list[int], width: int) -> Line:
        scale = self.scale
        widest = max(len(str(scale.min)), len(str(scale.max)))
        roomy = len(columns) < 2 or columns[1] - columns[0] > widest
        pieces: list[Piece] = []
        used = 0
        for number, column in zip(range(scale.min, scale.max + 1), columns, strict=True):
            ends = number in (scale.min, scale.max)
            here = number == self.at
            label = str(number)
            start = column - (len(label) - 1) // 2
            near_end = columns[-1] - column <= widest and not ends
            if not (roomy or ends or here) or start < used or (near_end and not roomy) or start + len(label) > width:
                continue
            pieces.append(Piece(" " * (start - used)))
            pieces.append(Piece(label, "accent" if here else "muted", bold=here))
            used = start + len(label)
        return Line(tuple(pieces), "track")

    def _words(self, width: int) -> list[Line]:
        if self.at is None:
            said = Piece(_("Nothing chosen."), "muted")
        else:
            said = Piece(_("You chose {number}.").format(number=self.at), "accent")
        before = Piece(_("Last time: {number}.").format(number=self.before), "muted")
        return flow((Piece("  "),), [said] if self.before is None else [said, before], width)

    def on_blur(self) -> None:
        """A number half typed ends here."""
        self._typed = ("", 0.0)

    def put(self, at: int | None) -> None:
        """Put the mark at a step, or nowhere, and tell the owner."""
        if at != self.at:
            self.at = at
            self.redraw()
            self.post_message(self.Changed())

    def action_move(self, by: int) -> None:
        """Go one step; from nothing, to the end the step comes from."""
        self._typed = ("", 0.0)
        if self.at is None:
            self.put(self.scale.min if by > 0 else self.scale.max)
        else:
            self.put(max(self.scale.min, min(self.at + by, self.scale.max)))

    def action_end(self, high: bool) -> None:
        """Go to an end."""
        self._typed = ("", 0.0)
        self.put(self.scale.max if high else self.scale.min)

    def action_take_back(self) -> None:
        """Choose nothing."""
        self._typed = ("", 0.0)
        self.put(None)

    def on_key(self, event: events.Key) -> None:
        """Digits are the number itself; two in a row may be one number."""
        if event.character is None or not (event.character.isascii() and event.character.isdigit()):
            return
        event.stop()
        typed, at = self._typed
        for digits in (typed + event.character if event.time - at < _PATIENCE else "", event.character):
            if digits and step_on(int(digits), self.scale) is not None:
                self._typed = (digits, event.time)
                self.put(int(digits))
                return

    def on_click(self, event: events.Click) -> None:
        """Choose the step nearest to the press; the one that is chosen is taken back."""
        place = event.get_content_offset(self)
        if place is None or self.key_at(place.x, place.y) != "track":
            return
        event.stop()
        columns = self._columns(self.size.width)
        step = self.scale.min + min(range(len(columns)), key=lambda index: abs(columns[index] - place.x))
        self.put(None if step == self.at else step)


class ScaleWidget(QuestionWidget):
    """A slider, or a list of steps."""

    question: Scale

    def __init__(self, question: Scale, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        at, before = step_on(self.given, question), step_on(self.before, question)
        self.steps: Slider | Picks
        if question.appearance == "slider":
            self.steps = Slider(question, at, before, context.marks)
        else:
            chosen = [] if at is None else [str(at)]
            self.steps = Picks(self._picks(before), chosen, marks=context.marks)

    def _picks(self, before: int | None) -> list[Pick]:
        ends = {self.question.min: self.question.min_label, self.question.max: self.question.max_label}
        return [
            Pick(str(number), f"{number}  {ends.get(number, '')}", aside=_("last time") if number == before else "")
            for number in range(self.question.min, self.question.max + 1)
        ]

    def compose(self) -> ComposeResult:
        """The steps, what the keys do, and that nothing adds up."""
        yield self.steps
        if isinstance(self.steps, Slider):
            yield Keys(
                (_("Left Right"), _("move")),
                (_("0-9"), _("type the number")),
                (_("Backspace"), _("take back")),
            )
        else:
            yield Keys((_("Up Down"), _("move")), (_("Space"), _("choose, again to take back")))

    @property
    def value(self) -> int | None:
        """The step chosen."""
        if isinstance(self.steps, Slider):
            return self.steps.at
        return int(self.steps.chosen[0]) if self.steps.chosen else None

    @on(Slider.Changed)
    @on(Picks.Changed)
    def _moved(self, event: Slider.Changed | Picks.Changed) -> None:
        event.stop()
        self.changed()
