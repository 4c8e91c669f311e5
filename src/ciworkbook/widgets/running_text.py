"""Text that runs on over lines: Textual breaks it at spaces, and Chinese and Japanese has none.

- What has wide letters is broken by `text.wrap`: no line begins with a closing sign. All else is left to Textual.
- A line that fits stays as it is, with every space in it.
"""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from .. import text


class RunningText(Content):
    """Cleaned text without markup, in lines as long as the room it is given."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines it takes in `width` cells."""
        return (
            super().get_height(rules, width) if self._is_left(width) else self._broken(width).get_height(rules, width)
        )

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw its lines."""
        if self._is_left(width):
            return super().render_strips(width, height, style, options)
        return self._broken(width).render_strips(width, height, style, options)

    def _is_left(self, width: int) -> bool:
        return width < 1 or not text.has_wide(self.plain)

    def _broken(self, width: int) -> Content:
        lines: list[str] = []
        for line in self.plain.split("\n"):
            whole = text.cells(line) <= width or not text.has_wide(line)
            lines += [line] if whole else text.wrap(line, width)
        return Content("\n".join(lines))
