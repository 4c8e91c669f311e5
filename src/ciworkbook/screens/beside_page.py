"""Another workbook in the same folder: what may be said of it, its passphrase, and then nothing of it is here.

- What is claimed is these two paragraphs and no more. The words are neutral everywhere.
- The workbook that is open keeps nothing about it: no setting, no count, no date.
"""

from __future__ import annotations

from textual.widget import Widget

from .. import upkeep, upkeep_words
from ..widgets.menu import Entry
from ..words import _
from . import phrase_steps
from .base import shown
from .phrase_steps import PhraseSteps


class BesidePage(PhraseSteps[None]):
    """The pages."""

    BEFORE_WORDS = "about"

    def __init__(self) -> None:
        super().__init__("about")

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Another workbook"), ""

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "about":
                return shown(upkeep_words.beside())
            case "done":
                return shown(upkeep_words.beside_done())
        return super().words_now()

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        match self.page:
            case "about":
                return [Entry("words", _("Go on")), Entry("back", _("Make none"))]
            case "done":
                return [Entry("back", _("Back to Settings"))]
        return super().ways_now()

    def before(self) -> str:
        """Return the page before."""
        return super().before() if self.page in phrase_steps.PAGES else ""

    async def phrase_ready(self) -> None:
        """Make it. Runs in a thread of its own."""
        said = _("One moment. The workbook is being made.")
        self.begin(self._make, self._made, said, could_not=self.another_if_taken)

    def _make(self) -> None:
        upkeep.beside(self.workbook_app.workbook, self.take_phrase())

    async def _made(self, _none: None) -> None:
        self.forget_phrase()
        await self.show("done")
