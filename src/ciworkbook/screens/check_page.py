"""Reads everything that was saved, and says what was noticed. Nothing is changed."""

from __future__ import annotations

from textual.widget import Widget

from .. import keys, noticing, upkeep, upkeep_words
from ..vault import Finding
from ..widgets.menu import Entry
from ..words import _
from .base import Words, shown
from .noticed_page import NoticedPage
from .steps import Steps


class CheckPage(Steps[None]):
    """Begins at once."""

    def __init__(self) -> None:
        super().__init__("begin")
        self._found: list[Finding] = []
        self._all = 0

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Check everything"), ""

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        if self.page == "begin":
            return [
                Words(_("Every file of this workbook is read and opened."), "strong"),
                Words(
                    _("Nothing is changed. {key} covers the page meanwhile.").format(key=keys.shown("cover")), "muted"
                ),
            ]
        return shown(upkeep_words.checked(self.workbook_app.workbook, self._found, self._all))

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        back = Entry("back", _("Back to Settings"))
        if self.page == "done" and noticing.things(self.workbook_app.workbook, self._found):
            return [Entry("noticed", _("What was noticed…")), back]
        return [back]

    def shown(self) -> None:
        """Begin."""
        if self.page == "begin":
            self.begin(self._check, self._checked, _("One moment."))

    def _check(self) -> list[Finding]:
        self._all = len(self.workbook_app.workbook.vault.entries())
        return upkeep.check(self.workbook_app.workbook, self.so_far)

    async def _checked(self, found: list[Finding]) -> None:
        self._found = found
        await self.show("done")

    async def chosen(self, entry: str) -> None:
        """Show what can be done about it."""
        if entry == "noticed":
            self.app.push_screen(NoticedPage(self._found), self._back)

    async def _back(self, settled: frozenset[int] | None) -> None:
        """Leave out what was settled there."""
        self._found = [one for one in self._found if one.entry is None or one.entry not in (settled or ())]
        await self.show("done")
