"""Waits for the key that a person wants for an action.

- Every key comes here, but those that cover, lock and leave, and Up, Down and Tab, which go on to what else there is.
- What is pressed is told with `Pressed`, and changes nothing by itself. Esc is told as `Kept`.
"""

from __future__ import annotations

from textual import events
from textual.message import Message

from ..widgets.drawn import Drawn, Line, Piece, flow, marks
from ..words import _


class KeyCatcher(Drawn):
    """The line that says so."""

    DEFAULT_CSS = "KeyCatcher { height: auto; margin-bottom: 1; }"
    can_focus = True
    catches_keys = True
    """Whether help, pause and actions are not asked for while it has the focus."""

    class Pressed(Message):
        """A key was pressed; `character` is what it writes, if it writes something."""

        def __init__(self, key: str, character: str | None) -> None:
            super().__init__()
            self.key = key
            self.character = character

    class Kept(Message):
        """The key there is is to stay."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.marks = marks(ascii_only)

    def draw(self, width: int) -> list[Line]:
        """Ask for the key."""
        lead = Piece(self.marks.here + " " if self.has_focus else "  ", "accent", bold=True)
        said = _("Press the key you want. Esc keeps the one there is.")
        return flow((lead,), [Piece(said, "accent" if self.has_focus else "text", bold=self.has_focus)], width)

    def on_focus(self) -> None:
        """Show that keys come here now."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that they do not."""
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Tell what was pressed."""
        if event.key in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()
        if event.key in ("up", "down"):
            (self.screen.focus_next if event.key == "down" else self.screen.focus_previous)()
            return
        self.post_message(self.Kept() if event.key == "escape" else self.Pressed(event.key, event.character))
