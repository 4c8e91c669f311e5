"""Another passphrase for this workbook; and, for when someone may know the old one, everything locked anew with it.

- What it does not do stands on the first page, before anything is chosen: old copies open with the old passphrase.
- The present passphrase was asked for before this page opens: see `present`.
"""

from __future__ import annotations

from textual.widget import Widget

from .. import upkeep, upkeep_words
from ..vault import NotWhole
from ..widgets.menu import Entry
from ..words import _
from . import phrase_steps
from .base import shown
from .phrase_steps import PhraseSteps


class NewKeys(PhraseSteps[None]):
    """The pages. `anew` tells whether everything is locked anew as well."""

    BEFORE_WORDS = "about"

    def __init__(self, *, anew: bool) -> None:
        super().__init__("about")
        self.anew = anew

    def heading(self) -> tuple[str, str]:
        """Say which of the two it is."""
        return (_("Lock everything anew") if self.anew else _("Change the passphrase")), ""

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "about":
                return shown(upkeep_words.new_keys(self.workbook_app.workbook, anew=self.anew))
            case "done":
                return shown(upkeep_words.new_keys_done(anew=self.anew))
        return super().words_now()

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        match self.page:
            case "about":
                return [Entry("words", _("Go on")), Entry("back", _("Leave it as it is"))]
            case "done":
                return [Entry("back", _("Back to Settings"))]
        return super().ways_now()

    def before(self) -> str:
        """Return the page before."""
        return super().before() if self.page in phrase_steps.PAGES else ""

    async def phrase_ready(self) -> None:
        """Change it. Runs in a thread of its own."""
        said = upkeep_words.changing(anew=self.anew)
        self.begin(self._change, self._changed, said, could_not=self._other_ways)

    async def _other_ways(self, error: BaseException | None) -> None:
        """Offer what may help: another passphrase, or a look at what is not whole."""
        if isinstance(error, NotWhole):
            await self.renew_ways(Entry("check", _("Check everything now…")))
        else:
            await self.another_if_taken(error)

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        if entry == "check":
            from .check_page import CheckPage

            self.app.push_screen(CheckPage())
        else:
            await super().chosen(entry)

    def _change(self) -> None:
        workbook = self.workbook_app.workbook
        if self.anew:
            upkeep.lock_anew(workbook, self.take_phrase(), self.so_far)
        else:
            upkeep.change_passphrase(workbook, self.take_phrase())

    async def _changed(self, _none: None) -> None:
        self.forget_phrase()
        await self.show("done")
