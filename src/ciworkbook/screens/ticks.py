"""Lines to tick, and lines of which one is chosen; the marks read without color.

- Space, Enter or a click turns a line over. The page is told and decides; the line shows what it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ..drawings.picture import Role
from ..text import clean
from ..widgets.drawn import Drawn, Line, Piece, flow, marks, measure

BELOW = 2
"""Cells before a row that stands as it is."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a line shows."""

    text: str = field(repr=False)
    on: bool
    note: str = field(default="", repr=False)
    """Muted, at the end of the line where it fits, else below."""
    indent: int = 0
    below: Sequence[str] = field(default=(), repr=False)
    """Rows as they are, such as a drawing."""
    instead: str = field(default="", repr=False)
    """What stands there where the rows are too wide."""


class Tick(Drawn, can_focus=True):
    """One line. `one_of` draws it as one of several that exclude each other."""

    DEFAULT_CSS = "Tick { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", show=False)]

    class Turned(Message):
        """The line is to be turned over."""

        def __init__(self, tick: Tick) -> None:
            super().__init__()
            self.tick = tick

        @property
        def control(self) -> Tick:
            """The line."""
            return self.tick

    def __init__(
        self, key: str, shown: Ticked, *, one_of: bool = False, ascii_only: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.key = key
        self.shown = shown
        self.one_of = one_of
        self.signs = marks(ascii_only)

    def show(self, shown: Ticked) -> None:
        """Show something else."""
        self.shown = shown
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Draw the mark, the words with a hanging indent, and the note."""
        signs, shown = self.signs, self.shown
        yes, no = (signs.chosen, signs.open) if self.one_of else (signs.ticked, signs.empty)
        lead = [
            Piece(" " * shown.indent),
            Piece(f"{signs.here} " if self.has_focus else "  ", "accent", bold=True),
            Piece(f"{yes if shown.on else no} ", "accent" if shown.on or self.has_focus else "muted"),
        ]
        role: Role = "text" if shown.on else "muted"
        hang = sum(measure(piece.text) for piece in lead)
        lines: list[Line] = []
        for number, part in enumerate(clean(shown.text).split("\n")):
            start = lead if number == 0 else [Piece(" " * hang)]
            lines += flow(start, [Piece(part, role, bold=self.has_focus)], width)
        lines = self._noted(lines, hang, width)
        if max((measure(row) for row in shown.below), default=0) <= width - BELOW:
            lines += [Line((Piece(" " * BELOW), Piece(row, role))) for row in shown.below]
        elif shown.instead:
            lines += flow([Piece(" " * hang)], [Piece(shown.instead, role)], width)
        return [Line(line.pieces, self.key, raised=self.has_focus) for line in lines]

    def _noted(self, lines: list[Line], hang: int, width: int) -> list[Line]:
        note = self.shown.note
        if not note:
            return lines
        used = sum(measure(piece.text) for piece in lines[0].pieces)
        gap = width - used - measure(note)
        if len(lines) == 1 and gap >= 2:
            return [Line((*lines[0].pieces, Piece(" " * gap), Piece(note, "muted")))]
        return lines + flow([Piece(" " * hang)], [Piece(note, "muted")], width)

    def action_turn(self) -> None:
        """Tell the page."""
        self.post_message(self.Turned(self))

    def pressed(self, key: str) -> None:  # noqa: ARG002
        """A click takes the focus and turns the line over."""
        self.focus(scroll_visible=False)
        self.action_turn()
