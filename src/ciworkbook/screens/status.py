"""The line above the foot of a sheet: whether everything is saved."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from ..text import cells, shorten


class Status(Widget):
    """The line above the foot: how to go on, and whether everything is saved."""

    DEFAULT_CSS = "Status { height: 1; dock: bottom; margin: 0 2 2 2; color: $muted; max-width: 80; }"

    def show(self, text: str, *, care: bool = False) -> None:
        """Show `text` at the right."""
        if (text, care) != (self._text, self._care):
            self._text, self._care = text, care
            self.refresh()

    _text = ""
    _care = False

    def render(self) -> Content:
        """Draw the words at the end of the line."""
        text = shorten(self._text, self.size.width) if self._text else ""
        line = " " * max(0, self.size.width - cells(text)) + text
        return Content.styled(line, "$care" if self._care else "$muted")
