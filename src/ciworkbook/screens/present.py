"""Asks for the passphrase of the open workbook, before anything that someone who only walks up is not to do."""

from __future__ import annotations

from functools import partial

from textual.widget import Widget

from .. import upkeep
from ..vault import PassphraseUnusable
from ..widgets.menu import Entry
from ..words import _
from .base import Words
from .steps import Steps, hidden_line


class Present(Steps[bool]):
    """Gives True once the passphrase was typed; None if the person went back. Nothing counts the tries."""

    def __init__(self, title: str) -> None:
        super().__init__("present")
        self.title_left = title

    def heading(self) -> tuple[str, str]:
        """Say what it is asked for."""
        return self.title_left, ""

    def words_now(self) -> list[Widget]:
        """Ask, and say why."""
        return [
            Words(_("Your passphrase as it is now"), "strong"),
            Words(_("It is asked for here too, so that nobody else can do this while the workbook is open.")),
            hidden_line(),
            Words(_("It stays hidden as you type. Enter goes on."), "muted"),
        ]

    def ways_now(self) -> list[Entry]:
        """Offer to go on, to see it, or to go back."""
        return [Entry("typed", _("Go on")), self.see(), Entry("back", _("Back"))]

    async def typed(self, text: str) -> None:
        """Try it."""
        if not text:
            self.tell(_("The line is empty. Type the passphrase that opens this workbook."))
            return
        self.begin(partial(_opens, self, text), self._tried, _("One moment."))

    async def _tried(self, right: bool) -> None:
        if right:
            self.dismiss(True)
            return
        await self.stay(_("This is not the passphrase of this workbook. Check the spelling and the capital letters."))


def _opens(page: Present, text: str) -> bool:
    try:
        return upkeep.opens(page.workbook_app.workbook, text)
    except PassphraseUnusable:
        return False
