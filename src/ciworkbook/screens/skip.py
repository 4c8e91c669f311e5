"""The four ways of giving no answer, all equal, none with a reason asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ..answers.answer import Answer, is_blank
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Fitting, Foot, Words


class Skip(Fitting[str | None], ModalScreen[str | None]):
    """Gives a state of `answers.answer`, "erase", or None to go back."""

    CSS = """
    Skip { align: left bottom; background: $background 60%; }
    Skip:ansi { background: $background; }
    Skip > Foot { background: $background; }
    Skip > #sheet { height: auto; max-height: 100%; padding-bottom: 2; background: $background; }
    Skip > #sheet { border-top: solid $border; }
    Skip > #sheet > Vertical { height: auto; max-width: 84; padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f2", "dismiss", show=False)]

    def __init__(self, answer: Answer | None) -> None:
        super().__init__()
        self.can_erase = answer is not None and not is_blank(answer.value)
        self.can_bring_back = self.can_erase and answer is not None and not answer.given

    def compose(self) -> ComposeResult:
        """List the four, then what else can be done."""
        entries = [
            Entry("skipped", _("Skip it")),
            Entry("not_now", _("Not now"), _("shown to you as left for later")),
            Entry("does_not_fit", _("Does not fit me")),
            Entry("rather_not_say", _("I would rather not say")),
        ]
        if self.can_bring_back:
            entries.append(Entry("given", _("Bring back what I wrote")))
        if self.can_erase:
            entries.append(Entry("erase", _("Erase what I wrote here")))
        entries.append(Entry("back", _("Back to the question")))
        with VerticalScroll(id="sheet", can_focus=False), Vertical():
            yield Words(_("All of these are fine. No reason is needed."), "muted")
            yield Menu(entries)
        yield Foot([(_("Esc"), _("back"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back what was chosen."""
        event.stop()
        self.dismiss(None if event.entry == "back" else event.entry)
