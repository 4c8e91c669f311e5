"""The cover: a dull page over everything, at once.

- It fills the whole screen: no head, no foot, nothing of the workbook shows.
- F8 (the app's key) or Esc brings the page back, if it was not pressed in a hurry. After a while under cover the app
  locks.
- What it says is the person's own dull text, or a shopping list. What does not fit is left out, without a scroll bar.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from ..cover_text import dull_text
from ..text import clean


class Cover(Screen[None]):
    """Hides what is below until the app dismisses it."""

    CSS = "Cover { padding: 1 2; background: $background; color: $foreground; overflow: hidden; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.uncover", show=False)]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """Show the dull text and nothing else."""
        own = clean(self.text)
        yield Static(Content(own if own.strip() else dull_text()))
