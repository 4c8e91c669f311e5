"""All that can be done on a page, as a list: for whoever has few keys, and where a terminal swallows some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Fitting, Foot, Words


class ActionsList(Fitting[str | None], ModalScreen[str | None]):
    """Gives the id of the action that was chosen, or None to go back."""

    CSS = """
    ActionsList { align: left bottom; background: $background 60%; }
    ActionsList:ansi { background: $background; }
    ActionsList > Foot { background: $background; }
    ActionsList > #sheet { height: auto; max-height: 100%; background: $background; scrollbar-size-vertical: 1; }
    ActionsList > #sheet { border-top: solid $border; }
    ActionsList > #sheet > Vertical { height: auto; max-width: 84; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, offered: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.offered = offered

    def compose(self) -> ComposeResult:
        """List each action with its keys."""
        entries = [Entry(id, said, keys) for id, said, keys in self.offered]
        with VerticalScroll(id="sheet", can_focus=False), Vertical():
            yield Words(_("All that can be done here"), "muted", close=True)
            yield Menu([*entries, Entry("", _("Back to the page"), _("Esc"))])
        yield Foot([(_("Esc"), _("back"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back what was chosen."""
        event.stop()
        self.dismiss(event.entry or None)
