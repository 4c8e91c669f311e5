"""What could not be saved, why, and what can be done about it. Nothing typed is dropped here without asking twice."""

from __future__ import annotations

from textual.app import ComposeResult

from ..errors import WorkbookError
from ..widgets.menu import Entry, Menu
from ..words import _, p_
from .base import Page, Words


class Unsaved(Page[None]):
    """Shown when leaving would lose something."""

    CSS = "Unsaved #column { padding: 1 2; }"

    def __init__(self, problem: WorkbookError) -> None:
        super().__init__()
        self.problem = problem
        self.asked = False

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Not saved yet"))

    def body(self) -> ComposeResult:
        """Say what happened and offer the ways on."""
        yield Words(self.problem.message, "strong", id="message")
        yield Words(self.problem.hint, id="hint")
        yield Words(_("What you typed is still here, as long as this program is open."), "muted")
        yield Menu(
            [
                Entry("again", _("Try to save again")),
                Entry("back", p_("page", "Back to the page")),
                Entry("leave", _("Leave without the last words")),
            ]
        )

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Try again, go back, or leave after asking once more."""
        event.stop()
        app = self.workbook_app
        if event.entry == "back":
            self.dismiss()
        elif event.entry == "again":
            if app.desk.save():
                self.dismiss()
            elif app.desk.problem is not None:
                self.query_one("#message", Words).say(app.desk.problem.message)
                self.query_one("#hint", Words).say(app.desk.problem.hint)
        elif self.asked:
            app.desk.drop()
            app.leave_now()
        else:
            self.asked = True
            self.query_one("#hint", Words).say(
                _("What you typed since the last save will be gone. Choose “Leave” once more if that is all right.")
            )
