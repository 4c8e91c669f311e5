"""Marks to choose with: one or any of several, one below the other or side by side.

- The marks read without colour: `(•)`, `( )`, `[x]`, `[ ]`; labels wrap below their own first letter.
- Space, Enter or the mouse chooses; the same again takes it back. Nothing is chosen by moving.
- An exclusive pick clears the others and is cleared by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ..answers.offering import Pick, chosen_with, ordered
from .drawn import Drawn, Line, Marks, Piece, flow, measure, side_by_side


class Picks(Drawn, can_focus=True):
    """A list of picks; `chosen` holds ids in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, id="picks.up"),
        Binding("down", "move(1)", show=False, id="picks.down"),
        Binding("left", "beside(-1)", show=False, id="picks.left"),
        Binding("right", "beside(1)", show=False, id="picks.right"),
        Binding("home", "go(0)", show=False, id="picks.home"),
        Binding("end", "go(-1)", show=False, id="picks.end"),
        Binding("space", "pick", show=False, id="picks.toggle"),
        Binding("enter", "pick_or_go_on", show=False, id="picks.enter"),
    ]

    class Changed(Message):
        """A person chose something or took it back."""

        def __init__(self, picks: Picks, pick: str) -> None:
            super().__init__()
            self.picks = picks
            self.pick = pick

        @property
        def control(self) -> Picks:
            """The list."""
            return self.picks

    class Done(Message):
        """Enter on what is chosen already: the person has answered and wants to go on."""

    def __init__(
        self,
        picks: Sequence[Pick],
        chosen: Iterable[str] = (),
        *,
        marks: Marks,
        several: bool = False,
        side_by_side: bool = False,
        start: str = "",
    ) -> None:
        super().__init__()
        self.picks = tuple(picks)
        self.marks = marks
        self.several = several
        self.side_by_side = side_by_side
        self.chosen = self._ordered(chosen)
        self.at = self._index(self.chosen[0] if self.chosen else start)

    def _index(self, id: str) -> int:
        return next((index for index, pick in enumerate(self.picks) if pick.id == id), 0)

    def _ordered(self, chosen: Iterable[str]) -> list[str]:
        return ordered(self.picks, chosen, several=self.several)

    def load(self, picks: Sequence[Pick], chosen: Iterable[str]) -> None:
        """Show other picks or another choice, without telling anybody."""
        here = self.picks[self.at].id if self.picks else ""
        self.picks = tuple(picks)
        self.chosen = self._ordered(chosen)
        self.at = self._index(here)
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Draw the picks one below the other, or side by side."""
        return self._beside(width) if self.side_by_side else self._below(width)

    def _mark(self, pick: Pick) -> Piece:
        on = pick.id in self.chosen
        signs = (self.marks.ticked, self.marks.empty) if self.several else (self.marks.chosen, self.marks.open)
        return Piece(signs[0] if on else signs[1], "accent" if on else "muted", bold=on)

    def _pointer(self, index: int) -> Piece:
        here = self.has_focus and index == self.at
        return Piece(f"{self.marks.here} " if here else "  ", "accent", bold=True)

    def _below(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for index, pick in enumerate(self.picks):
            raised = self.has_focus and index == self.at
            words = [Piece(pick.label, "accent" if pick.id in self.chosen else "text")]
            if pick.aside:
                words.append(Piece(f"{self.marks.dot} {pick.aside}", "muted"))
            drawn = flow((self._pointer(index), self._mark(pick), Piece(" ")), words, width, key=pick.id)
            if pick.hint:
                drawn += flow((Piece("      "),), [Piece(pick.hint, "muted")], width, key=pick.id)
            lines += [Line(line.pieces, line.key, raised) for line in drawn]
        return lines

    def _beside(self, width: int) -> list[Line]:
        items = []
        for index, pick in enumerate(self.picks):
            words = Piece(pick.label, "accent" if pick.id in self.chosen else "text")
            items.append((pick.id, (self._pointer(index), self._mark(pick), Piece(" ")), words))
        return side_by_side(items, width)

    def action_move(self, by: int) -> None:
        """Go up or down."""
        if self.side_by_side:
            self._go(self._next_line(by))
        else:
            self._go(self.at + by)

    def _next_line(self, by: int) -> int:
        """The pick nearest above or below, by where the picks begin."""
        starts: dict[str, tuple[int, int]] = {}
        for y, line in enumerate(self.lines()):
            x = 0
            for piece in line.pieces:
                starts.setdefault(piece.key or line.key, (y, x))
                x += measure(piece.text)
        places = [starts.get(pick.id, (0, 0)) for pick in self.picks]
        row, column = places[self.at]
        rows = [y for y, _ in places if (y > row if by > 0 else y < row)]
        if not rows:
            return self.at
        target = min(rows) if by > 0 else max(rows)
        there = [index for index, (y, _) in enumerate(places) if y == target]
        return min(there, key=lambda index: abs(places[index][1] - column))

    def action_beside(self, by: int) -> None:
        """Go to the pick before or after, where they stand side by side."""
        if self.side_by_side:
            self._go(self.at + by)

    def action_go(self, index: int) -> None:
        """Go to the first or the last."""
        self._go(index if index >= 0 else len(self.picks) - 1)

    def _go(self, index: int) -> None:
        self.at = max(0, min(index, len(self.picks) - 1))
        self.redraw()
        self.show_at()

    def show_at(self) -> None:
        """Bring the pick with the pointer into view."""
        if not self.picks:
            return
        id = self.picks[self.at].id
        rows = [y for y, line in enumerate(self.lines()) if line.key == id or any(p.key == id for p in line.pieces)]
        if rows:
            self.call_after_refresh(self.reveal, rows[0], rows[-1])

    def action_pick(self) -> None:
        """Choose what the pointer is at, or take it back."""
        if self.picks:
            self.choose(self.picks[self.at].id)

    def action_pick_or_go_on(self) -> None:
        """Choose what the pointer is at; where one is enough, Enter on the chosen one goes on."""
        if self.picks and not self.several and self.picks[self.at].id in self.chosen:
            self.post_message(self.Done())
        else:
            self.action_pick()

    def pressed(self, key: str) -> None:
        """Choose with the mouse."""
        self.at = self._index(key)
        self.choose(key)

    def choose(self, id: str) -> None:
        """Choose `id`, or take it back if it is chosen, and tell the owner."""
        self.chosen = chosen_with(self.picks, self.chosen, id, several=self.several)
        self.redraw()
        self.show_at()
        self.post_message(self.Changed(self, id))
