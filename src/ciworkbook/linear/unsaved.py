"""What could not be saved, said; and leaving all the same where the person says so twice."""

from __future__ import annotations

from ..desk import Desk
from ..words import _, p_
from .choices import Choice
from .talk import Talk


def say_unsaved(talk: Talk, desk: Desk) -> None:
    """Say why the last save failed."""
    if desk.problem is not None:
        talk.page(_("Not saved yet"), desk.problem.message, desk.problem.hint)
    talk.say(_("What you typed is still here, as long as this program is open."))


def may_go(talk: Talk, desk: Desk) -> bool:
    """Put everything on disk; where that fails, say so and tell whether the person wants to go all the same."""
    while not desk.put_away():
        say_unsaved(talk, desk)
        chosen = talk.choose(
            [
                Choice("again", _("Try to save again")),
                Choice("back", p_("page", "Back to the page")),
                Choice("leave", _("Leave without the last words")),
            ],
            usual="again",
        )
        if chosen == "back":
            return False
        if chosen == "leave":
            talk.say(_("What you typed since the last save will be gone. What was saved before stays."))
            if talk.yes(_("Leave without the last words?"), usual=False):
                desk.drop()
                return True
    return True
