"""What could not be saved, why, and what can be done about it. Nothing typed is dropped here without asking twice."""

from __future__ import annotations

from textual.app import ComposeResult

from ..errors import WorkbookError
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, p_
from .base import Page, Words
from .sure import Sure


class Unsaved(Page[None]):
    """Shown when leaving would lose something."""

    CSS = "Unsaved #column { padding: 1 2; }"

    def __init__(self, problem: WorkbookError) -> None:
        super().__init__()
        self.problem = problem

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Not saved yet"))

    def body(self) -> ComposeResult:
        """Say what happened and offer the ways on."""
        yield Words(self.problem.message, "strong", id="message")
        yield Words(self.problem.hint, id="hint")
        yield Words(_("What you typed is still here, as long as this program is open."), "muted", id="still")
        yield Menu(
            [
                Entry("again", _("Try to save again")),
                Entry("back", p_("page", "Back to the page")),
                Entry("leave", _("Leave without the last words")),
            ]
        )

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Try again, go back, or leave after asking once more."""
        event.stop()
        match event.entry:
            case "back":
                self.dismiss()
            case "again":
                await self._again()
            case "leave":
                self.app.push_screen(self._ask(), self._answered)
            case "saved":
                self.workbook_app.action_leave()

    async def _again(self) -> None:
        """Save again; then the person, who was on the way out, says where to go."""
        desk = self.workbook_app.desk
        message, hint, still = (self.query_one(f"#{id}", Words) for id in ("message", "hint", "still"))
        if not desk.save():
            if desk.problem is not None:
                message.say(desk.problem.message)
                hint.say(desk.problem.hint)
            return
        self.head(_("Saved"))
        message.say(_("Everything is saved now."))
        hint.display = still.display = False
        menu = self.query_one(Menu)
        await menu.replace([Entry("saved", _("Leave")), Entry("back", p_("page", "Back to the page"))])
        menu.query(MenuEntry).first().focus()

    @staticmethod
    def _ask() -> Sure:
        return Sure(
            _("Not saved yet"),
            _("Leave without the last words?"),
            [_("What you typed since the last save will be gone. What was saved before stays.")],
            keep=_("Stay here"),
            do=_("Leave without them"),
        )

    def _answered(self, sure: bool | None) -> None:
        if sure:
            self.workbook_app.desk.drop()
            self.workbook_app.leave_now()
