"""Pages that are read: text that may take the focus, and Up and Down that never jump over what is unread.

- Down moves to the next thing to choose if it is in view, else it scrolls; Up likewise.
- A passage draws itself for any width. It changes nothing; one with an entry posts `Menu.Chosen`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widget import Widget

from ..drawings.picture import Picture, Role
from ..widgets.drawn import Drawn, Line, Marks, Piece, flow, marks
from ..widgets.menu import Menu
from .base import Page, Result

GUTTER = 2
"""Cells at the left of every passage, for the mark."""
STEP = 3
"""Rows that Up and Down scroll."""


class Passage(Drawn):
    """Some lines of a page. With an `entry` it takes the focus, and Enter, Space or a click chooses it."""

    DEFAULT_CSS = "Passage { height: auto; margin-bottom: 1; } Passage.close { margin-bottom: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", show=False)]

    def __init__(
        self,
        lines: Callable[[int], list[Line]],
        *,
        entry: str = "",
        ascii_only: bool = False,
        close: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="close" if close else None)
        self.make = lines
        self.entry = entry
        self.marks: Marks = marks(ascii_only)
        self.can_focus = bool(entry)

    def draw(self, width: int) -> list[Line]:
        """Draw the lines beside the gutter, with the mark where the keys go."""
        made = self.make(max(8, width - GUTTER))
        lead = Piece(self.marks.here + " ", "accent", bold=True) if self.has_focus else Piece(" " * GUTTER)
        return [
            Line(
                ((lead if number == 0 else Piece(" " * GUTTER)), *line.pieces),
                line.key or self.entry,
                raised=self.has_focus,
            )
            for number, line in enumerate(made)
        ]

    def show(self, lines: Callable[[int], list[Line]]) -> None:
        """Show other lines."""
        self.make = lines
        self.redraw()

    def action_choose(self) -> None:
        """Tell the page that this one was chosen."""
        self.post_message(Menu.Chosen(self.entry))

    def pressed(self, key: str) -> None:  # noqa: ARG002
        """A click chooses."""
        if self.entry:
            self.focus(scroll_visible=False)
            self.post_message(Menu.Chosen(self.entry))


def said(text: str, width: int, role: Role = "text", *, bold: bool = False, lead: str = "") -> list[Line]:
    """Return `text`, paragraph by paragraph, in lines of `width` cells, later lines below the first word."""
    lines: list[Line] = []
    for number, part in enumerate(text.split("\n")):
        start = lead if number == 0 else " " * len(lead)
        lines += flow((Piece(start, "muted"),) if lead else (), [Piece(part, role, bold=bold)], width)
    return lines


def drawn(picture: Picture) -> list[Line]:
    """Return a drawing as lines."""
    return [
        Line(tuple(Piece(span.text, span.role, bold=span.bold, key=span.key) for span in row), "")
        for row in picture.rows
    ]


def words(*parts: tuple[str, Role], bold: bool = False) -> Callable[[int], list[Line]]:
    """Return what draws each text in its role, one below the other."""
    return lambda width: [line for text, role in parts for line in said(text, width, role, bold=bold)]


class ReadingPage(Page[Result]):
    """A page with more text than things to choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", show=False, priority=True),
        Binding("down", "walk(1)", show=False, priority=True),
        Binding("home", "ends(-1)", show=False),
        Binding("end", "ends(1)", show=False),
    ]

    _reached: Widget | None = None
    """What Up and Down went to and the page has not scrolled to yet: its place is not to be asked for meanwhile."""

    def action_walk(self, direction: int) -> None:
        """Go to the next thing to choose where it is in view; scroll towards it where it is not."""
        body = self.query_one("#body", VerticalScroll)
        view = body.region
        chain = [one for one in self.focus_chain if body in one.ancestors]
        there: Widget | None
        if self.focused in chain and (self.focused is self._reached or self.focused.region.overlaps(view)):
            to = chain.index(self.focused) + direction
            there = chain[to] if 0 <= to < len(chain) else None
        else:  # the page was moved on: go on from what is in view
            seen = [one for one in chain if one.region.overlaps(view)]
            there = (seen[0] if direction > 0 else seen[-1]) if seen else None
        if there is not None and self._in_reach(there, view, direction):
            # At once, so that of presses that come together each goes on from the one before.
            self.set_focus(there)
            self._reached = there
            self.call_after_refresh(self._arrived)
            return
        body.scroll_relative(y=direction * STEP, animate=False)

    def _arrived(self) -> None:
        self._reached = None

    @staticmethod
    def _in_reach(widget: Widget, view: Region, direction: int) -> bool:
        """Whether the first row of `widget` is in view, or close below or above it."""
        place = widget.region
        if direction > 0:
            return place.y < view.bottom - 1 + STEP and place.y >= view.y - 1
        return place.bottom > view.y - STEP and place.y < view.bottom

    def action_ends(self, direction: int) -> None:
        """Go to the top or to the end."""
        body = self.query_one("#body", VerticalScroll)
        if direction < 0:
            body.scroll_home(animate=False)
        else:
            body.scroll_end(animate=False)

    async def fill(self, id: str, widgets: Iterable[Widget]) -> None:
        """Show other widgets in the container called `id`."""
        place = self.query_one(f"#{id}")
        async with self.batch():
            await place.remove_children()
            await place.mount_all(list(widgets))
