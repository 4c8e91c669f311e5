"""Things to do, as underlined words: add a row, put it back, done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from .drawn import Drawn, Line, Marks, Piece, flow, side_by_side


class Actions(Drawn, can_focus=True):
    """A few actions, each with an id; Enter, Space or the mouse does the one the pointer is at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "move(-1)", show=False, id="actions.before"),
        Binding("down,right", "move(1)", show=False, id="actions.after"),
        Binding("enter", "do", show=False, id="actions.do"),
        Binding("space", "do_by_space", show=False, id="actions.do_by_space"),
    ]

    class Chosen(Message):
        """The person wants `id` done."""

        def __init__(self, actions: Actions, id: str) -> None:
            super().__init__()
            self.actions = actions
            self.id = id

        @property
        def control(self) -> Actions:
            """The widget that holds the action."""
            return self.actions

    def __init__(
        self,
        actions: Sequence[tuple[str, str]],
        *,
        marks: Marks,
        lead: str = "",
        id: str | None = None,
        beside: bool = False,
        by_space: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.actions = tuple(actions)
        self.marks = marks
        self.lead = lead
        self.beside = beside
        self.by_space = by_space
        """Whether Space does it too: not where a hand that goes on writing would choose someone by it."""
        self.at = 0
        self.display = bool(self.actions)

    def load(self, actions: Sequence[tuple[str, str]], lead: str | None = None) -> None:
        """Offer other actions; none hides the widget."""
        self.actions = tuple(actions)
        self.lead = self.lead if lead is None else lead
        self.at = max(0, min(self.at, len(self.actions) - 1))
        self.display = bool(self.actions)
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """One action a line, or side by side."""
        lines: list[Line] = []
        if self.lead:
            lines += flow((Piece("  "),), [Piece(self.lead, "muted")], width)
        items = []
        for index, (id, label) in enumerate(self.actions):
            here = self.has_focus and index == self.at
            pointer = Piece(f"{self.marks.here} " if here else "  ", "accent", bold=True)
            words = Piece(label, "accent", underline=True)
            items.append((id, (pointer,), words))
            if not self.beside:
                drawn = flow((pointer,), [words], width, key=id)
                lines += [Line(line.pieces, line.key, here) for line in drawn]
        return lines + side_by_side(items, width) if self.beside else lines

    def action_move(self, by: int) -> None:
        """Go to the action before or after."""
        if not self.actions:
            return
        if not self.beside and not 0 <= self.at + by < len(self.actions):
            # Past the last one the arrow goes on, as from list to list on a page.
            (self.screen.focus_next if by > 0 else self.screen.focus_previous)()
            return
        self.at = max(0, min(self.at + by, len(self.actions) - 1))
        self.redraw()
        id = self.actions[self.at][0]
        rows = [y for y, line in enumerate(self.lines()) if line.key == id or any(p.key == id for p in line.pieces)]
        self.call_after_refresh(self.reveal, rows[0], rows[-1])

    def action_do(self) -> None:
        """Do what the pointer is at."""
        if self.actions:
            self.post_message(self.Chosen(self, self.actions[self.at][0]))

    def action_do_by_space(self) -> None:
        """Do it, where Space does it too."""
        if self.by_space:
            self.action_do()

    def pressed(self, key: str) -> None:
        """Do with the mouse."""
        self.at = next((index for index, (id, _) in enumerate(self.actions) if id == key), 0)
        self.redraw()
        self.post_message(self.Chosen(self, key))
