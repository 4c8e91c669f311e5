"""The line of dates on the page, and the two visits that are chosen on it.

- Keys and presses are told to the page; which visits are looked at is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ..widgets.drawn import Drawn, Line, Marks, Piece, flow, measure
from ..words import _
from .date_line import line


class DateLine(Drawn):
    """The line of dates; a press on a mark posts `Pressed` with the number of the visit."""

    def __init__(self, days: Sequence[date], then: int | None, now: int, signs: Marks) -> None:
        super().__init__(id="dates")
        self.days, self.then, self.now, self.signs = list(days), then, now, signs

    def look_at(self, then: int | None, now: int) -> None:
        """Mark other visits."""
        self.then, self.now = then, now
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Draw the line and its dates."""
        return line(self.days, self.then, self.now, width, self.signs)


class Chosen(Drawn, can_focus=True):
    """Which visit stands for then, or for now; Left and Right choose another, Enter reads it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("enter,space", "read", show=False),
    ]

    class Moved(Message):
        """Another visit is wanted: so many further on."""

        def __init__(self, which: str, by: int) -> None:
            super().__init__()
            self.which, self.by = which, by

    class Read(Message):
        """The visit is to be read."""

        def __init__(self, which: str) -> None:
            super().__init__()
            self.which = which

    def __init__(self, which: str, signs: Marks) -> None:
        super().__init__(id=which)
        self.which, self.signs = which, signs
        self._day = self._told = ""

    def show(self, day: str, told: str) -> None:
        """Show a visit by its day and what is in it."""
        self._day, self._told = day, told
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Draw mark, word, day, and the counts where they fit or below."""
        here = f"{self.signs.here} " if self.has_focus else "  "
        sign = self.signs.now if self.which == "now" else self.signs.then
        word = _("Now") if self.which == "now" else _("Then")
        room = max(measure(_("Now")), measure(_("Then")))
        lead = [
            Piece(here, "accent", bold=True),
            Piece(f"{sign} ", "accent"),
            Piece(word + " " * (room - measure(word)) + "  ", "muted"),
        ]
        pieces = [Piece(self._day, "accent" if self.has_focus else "text", bold=self.has_focus)]
        lines = flow(lead, [*pieces, Piece(f" {self.signs.dot} {self._told}", "muted", whole=True)], width)
        return [Line(one.pieces, self.which, raised=self.has_focus) for one in lines]

    def action_step(self, by: int) -> None:
        """Ask for another visit."""
        self.post_message(self.Moved(self.which, by))

    def action_read(self) -> None:
        """Ask to read this one."""
        self.post_message(self.Read(self.which))

    def pressed(self, key: str) -> None:  # noqa: ARG002
        """A click takes the focus, so that the line of dates moves this one."""
        self.focus(scroll_visible=False)
