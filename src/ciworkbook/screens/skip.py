"""The four ways of giving no answer, all equal, none with a reason asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ..answers.answer import Answer
from ..sitting_words import no_answers
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Words, bound


class Skip(ModalScreen[str | None]):
    """Gives a state of `answers.answer`, "erase", or None to go back."""

    CSS = """
    Skip { align: center bottom; background: $background 60%; }
    Skip > Vertical {
        height: auto; max-width: 84; width: 100%; padding: 1 2; background: $background; border-top: solid $border;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False), bound("skip", "dismiss")]

    def __init__(self, answer: Answer | None) -> None:
        super().__init__()
        self.answer = answer

    def compose(self) -> ComposeResult:
        """List the four, then what else can be done."""
        entries = [Entry(way, said, note) for way, said, note in no_answers(self.answer)]
        with Vertical():
            yield Words(_("All of these are fine. No reason is needed."), "muted")
            yield Menu(entries)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back what was chosen."""
        event.stop()
        self.dismiss(None if event.entry == "back" else event.entry)
