"""All that can be done on a page, as a list: for whoever has few keys, and where a terminal swallows some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Words


class ActionsList(ModalScreen[str | None]):
    """Gives the id of the action that was chosen, or None to go back."""

    CSS = """
    ActionsList { align: center bottom; background: $background 60%; }
    ActionsList > VerticalScroll {
        height: auto; max-height: 100%; max-width: 84; width: 100%; padding: 0 2; background: $background;
        border-top: solid $border; scrollbar-size-vertical: 1;
    }
    ActionsList Words { margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, offered: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.offered = offered

    def compose(self) -> ComposeResult:
        """List each action with its keys."""
        entries = [Entry(id, said, keys) for id, said, keys in self.offered]
        with VerticalScroll(can_focus=False):
            yield Words(_("All that can be done here"), "muted")
            yield Menu([*entries, Entry("", _("Back to the page"), _("Esc"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back what was chosen."""
        event.stop()
        self.dismiss(event.entry or None)
