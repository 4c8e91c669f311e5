"""How this workbook is kept: its passphrase, a recovery sheet, a backup, another workbook, and what else may be kept.

- Each entry opens pages of its own. What changes a key asks for the present passphrase first.
- Practice keeps nothing, so it has no such page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from ..answers.dates import day_in_words, day_of, in_words
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, p_
from .base import Page
from .present import Present


class UpkeepPage(Page[None]):
    """The list."""

    CSS = "UpkeepPage #column { padding: 1 2; } UpkeepPage Menu { margin-bottom: 1; }"
    TITLE_LEFT = mark("Passphrase and backup")
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def body(self) -> ComposeResult:
        """The list."""
        yield Menu(self._entries(), id="list")

    def _entries(self) -> list[Entry]:
        now = self.workbook_app.workbook.settings
        made = (
            _("made in {month}").format(month=in_words(now.recovery_sheet))
            if now.recovery_sheet
            else p_("a recovery sheet", "none")
        )
        last = _("last on {date}").format(date=day_in_words(day_of(now.backed_up))) if now.backed_up else _("none yet")
        return [
            Entry("change", _("Change the passphrase…")),
            Entry("anew", _("Change it and lock everything anew…")),
            Entry("sheet", _("Recovery sheet…"), made),
            Entry("backup", _("Back up…"), last),
            Entry("beside", _("Another workbook in this folder…")),
            Entry("check", _("Check everything now…")),
            Entry("traces", _("What this computer may keep…")),
        ]

    async def on_screen_resume(self) -> None:
        """Show what has changed on the page above, with the focus where it was."""
        if not self.is_mounted:
            return
        at = getattr(getattr(self.focused, "entry", None), "id", "")
        menu = self.query_one("#list", Menu)
        if menu.entries == self._entries():
            return
        await menu.replace(self._entries())
        for one in menu.query(MenuEntry):
            if one.entry.id == at:
                one.focus()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open what was chosen."""
        event.stop()
        if self.app.screen is not self:
            return
        match event.entry:
            case "change" | "anew" as what:
                from .new_keys import NewKeys

                title = _("Change the passphrase") if what == "change" else _("Lock everything anew")
                self._after_present(title, lambda: NewKeys(anew=what == "anew"))
            case "sheet":
                from .recovery_page import RecoveryPage

                self.app.push_screen(RecoveryPage())
            case "backup":
                from .backup_page import BackupPage

                self.app.push_screen(BackupPage())
            case "beside":
                from .beside_page import BesidePage

                self.app.push_screen(BesidePage())
            case "check":
                from .check_page import CheckPage

                self.app.push_screen(CheckPage())
            case "traces":
                from .traces import TracesPage

                self.app.push_screen(TracesPage())

    def _after_present(self, title: str, page: Callable[[], Screen[Any]]) -> None:
        def answered(right: bool | None) -> None:
            if right:
                self.app.push_screen(page())

        self.app.push_screen(Present(title), answered)
