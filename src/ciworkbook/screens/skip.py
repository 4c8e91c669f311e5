"""The four ways of giving no answer, all equal, none with a reason asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ..answers.answer import Answer
from ..sitting_words import no_answers
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Fitting, Foot, Words, bound


class Skip(Fitting[str | None], ModalScreen[str | None]):
    """Gives a state of `answers.answer`, "erase", or None to go back."""

    CSS = """
    Skip { align: left bottom; background: $background 60%; }
    Skip:ansi { background: $background; }
    Skip > Foot { background: $background; }
    Skip > #sheet { height: auto; max-height: 100%; background: $background; }
    Skip > #sheet { border-top: solid $border; }
    Skip > #sheet > Vertical { height: auto; max-width: 84; padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False), bound("skip", "dismiss")]

    def __init__(self, answer: Answer | None) -> None:
        super().__init__()
        self.answer = answer

    def compose(self) -> ComposeResult:
        """List the four, then what else can be done."""
        entries = [Entry(way, said, note) for way, said, note in no_answers(self.answer)]
        with VerticalScroll(id="sheet", can_focus=False), Vertical():
            yield Words(_("All of these are fine. No reason is needed."), "muted")
            yield Menu(entries)
        yield Foot([(_("Esc"), _("back"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back what was chosen."""
        event.stop()
        self.dismiss(None if event.entry == "back" else event.entry)
