"""A drawing beside a list that says the same: equal, with the same keys.

- Where there is room for both they stand side by side; else one of them, changed by an action or the key V.
- The drawing takes the keys of the list; pressing something drawn goes to its row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from ..drawings.picture import Picture
from ..words import _
from .actions import Actions
from .drawn import Drawn, Line, Marks, Piece
from .listing import Listing, What

WIDE = 96
"""Cells from which a list and a drawing stand side by side."""
_LEAST = 40  # of which the list takes this many


class PictureView(Drawn, can_focus=True):
    """Shows a picture; the keys of a list work on it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, id="picture.up"),
        Binding("down", "move(1)", show=False, id="picture.down"),
        Binding("left", "tell('turn', -1)", show=False, id="picture.left"),
        Binding("right", "tell('turn', 1)", show=False, id="picture.right"),
        Binding("space", "tell('space')", show=False, id="picture.space"),
        Binding("enter", "tell('enter')", show=False, id="picture.enter"),
        Binding("backspace,delete", "tell('clear')", show=False, id="picture.clear"),
    ]

    def __init__(self, picture: Callable[[int], Picture], listing: Listing | None = None) -> None:
        super().__init__()
        self.picture = picture
        self.listing = listing
        self.alt = ""

    def draw(self, width: int) -> list[Line]:
        """Draw the rows of the picture in roles of the theme."""
        picture = self.picture(width)
        self.alt = picture.alt
        return [
            Line(tuple(Piece(span.text, span.role, span.bold, key=span.key) for span in row)) for row in picture.rows
        ]

    def allow_focus(self) -> bool:
        """A picture without a list, or of an empty one, takes no keys."""
        return super().allow_focus() and self.listing is not None and bool(self.listing.keys)

    def pressed(self, key: str) -> None:
        """Go to the row of what was pressed."""
        if self.listing is not None:
            self.listing.go(key)

    def action_move(self, by: int) -> None:
        """Go up or down, as in the list."""
        if self.listing is not None:
            self.listing.action_row_move(by)

    def action_tell(self, what: What, by: int = 0) -> None:
        """Pass a key on to the list."""
        if self.listing is not None:
            self.listing.tell(what, by=by)

    def on_key(self, event: events.Key) -> None:
        """Pass a digit on."""
        if self.listing is not None and event.character is not None and event.character in "123456789":
            event.stop()
            self.listing.tell("number", by=int(event.character))


class Beside(Widget):
    """A list and a drawing, side by side or one at a time."""

    DEFAULT_CSS = """
    Beside {
        width: 100%;
        height: auto;
        layout: vertical;
        & > #views { width: 100%; height: auto; layout: vertical; }
        & > Actions { margin-top: 1; }
        &.-drawn > Actions { margin-top: 0; }
        &.-wide > #views { layout: horizontal; }
        &.-wide Listing { width: 1fr; }
        &.-wide PictureView { width: 1fr; margin-left: 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "turn_over", show=False, id="picture.turn_over")]

    def __init__(self, listing: Listing, drawing: PictureView, marks: Marks) -> None:
        super().__init__()
        self.listing = listing
        self.drawing = drawing
        self.wide = False
        self.drawn = False
        self.turn = Actions([("turn", self._words())], marks=marks)

    def _words(self) -> str:
        return _("Show the list (V)") if self.drawn else _("Show the drawing (V)")

    def compose(self) -> ComposeResult:
        """Both, and how to change between them."""
        with Widget(id="views"):
            yield self.listing
            yield self.drawing
        yield self.turn

    def on_mount(self) -> None:
        """Begin with the list."""
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Put both side by side where there is room."""
        wide = event.size.width >= WIDE
        if wide != self.wide:
            self.wide = wide
            self._arrange()

    def _arrange(self) -> None:
        self.set_class(self.wide, "-wide")
        self.set_class(self.drawn and not self.wide, "-drawn")
        self.listing.display = self.wide or not self.drawn
        self.drawing.display = self.wide or self.drawn
        self.turn.load([] if self.wide or not self.listing.keys else [("turn", self._words())])

    def action_turn_over(self) -> None:
        """Show the other of the two."""
        if self.wide or not self.listing.keys:
            return
        here = self.listing.has_focus or self.drawing.has_focus
        self.drawn = not self.drawn
        self._arrange()
        self.drawing.redraw()
        if here:
            (self.drawing if self.drawn else self.listing).focus()

    @on(Actions.Chosen)
    def _turned(self, event: Actions.Chosen) -> None:
        if event.actions is self.turn:
            event.stop()
            self.action_turn_over()

    def point(self) -> None:
        """Draw anew where the list points, and bring it into view."""
        self.drawing.redraw()
        key = self.listing.at
        if self.drawing.has_focus:
            rows = [y for y, line in enumerate(self.drawing.lines()) if any(one.key == key for one in line.pieces)]
            if rows:
                self.call_after_refresh(self.drawing.reveal, rows[0], rows[-1])

    @property
    def pointed(self) -> str:
        """The key to point at in the drawing: none while the keys go elsewhere, so that one mark is on the screen."""
        return self.listing.at if self.drawing.has_focus or (self.wide and self.listing.has_focus) else ""

    def redraw_both(self) -> None:
        """Draw anew what the person sees."""
        self.listing.redraw_rows()
        self.drawing.redraw()
