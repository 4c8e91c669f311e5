"""Asks for the passphrase of the open workbook, before anything that someone who only walks up is not to do."""

from __future__ import annotations

from functools import partial

from textual.widget import Widget

from .. import upkeep, upkeep_words
from ..vault import PassphraseUnusable
from ..widgets.menu import Entry
from ..words import _
from .base import Words, shown
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
        hidden = Words(_("It stays hidden as you type. Enter goes on."), "muted")
        return [*shown(upkeep_words.present()), hidden_line(), hidden]

    def ways_now(self) -> list[Entry]:
        """Offer to go on, to see it, or to go back."""
        return [Entry("typed", _("Go on")), self.see(), Entry("back", _("Back"))]

    async def typed(self, text: str) -> None:
        """Try it."""
        if not text:
            self.tell(upkeep_words.present_wrong(text))
            return
        self.begin(partial(_opens, self, text), self._tried, _("One moment."))

    async def _tried(self, right: bool) -> None:
        if right:
            self.dismiss(True)
            return
        await self.stay(upkeep_words.present_wrong("…"))


def _opens(page: Present, text: str) -> bool:
    try:
        return upkeep.opens(page.workbook_app.workbook, text)
    except PassphraseUnusable:
        return False
