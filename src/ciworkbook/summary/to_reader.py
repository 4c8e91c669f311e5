"""Ready words for whom a page is, what for, what is asked of them, and how they treat it.

- They are where one begins: the person chooses some, changes the words, or writes their own.
- They ask and never promise; none says that a page is safe with anyone.
"""

from __future__ import annotations

from ..words import _
from ..worksheet.model import Door


def readers(door: Door) -> list[str]:
    """Return who may read it."""
    match door:
        case "harmed":
            return [_("Only me"), _("Someone I trust"), _("A counselor or an advocate"), _("A doctor or a nurse")]
        case "caused_harm":
            return [_("Only me"), _("The person who walks with me in this"), _("A counselor or a group")]
        case "helping":
            return [_("Only me"), _("The person I help"), _("The people who help too")]
    return [_("The people on the team"), _("The person who was harmed"), _("Whoever takes over from me")]


def purposes() -> list[str]:
    """Return what it may be for."""
    return [
        _("To remember"),
        _("To talk it over"),
        _("To plan the next step"),
        _("To ask for help"),
        _("To hand on what was decided"),
    ]


def asks() -> list[str]:
    """Return what may be asked of the reader."""
    return [
        _("Read it, and then ask me what I need."),
        _("Say what you see in another way."),
        _("Say what you can do, and what you cannot."),
        _("Ask me before you tell anyone."),
        _("Reading it is enough."),
    ]


def treats() -> list[str]:
    """Return how the page may be treated."""
    return [
        _("Keep it where no one else reads it."),
        _("Give it back to me when you have read it."),
        _("Destroy it once it has done its work."),
        _("Do not copy it, photograph it or send it on."),
        _("Do not leave it where a child may find it."),
    ]
