"""The four doors in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .words import _

if TYPE_CHECKING:
    from .worksheet.model import Door


@dataclass(frozen=True, slots=True)
class DoorWords:
    """How a door is offered: what a person would say of themselves, and what follows from it."""

    title: str
    note: str


def door_words(door: Door) -> DoorWords:
    """Return the words of `door`."""
    match door:
        case "harmed":
            return DoorWords(_("I was harmed"), _("by someone, lately or long ago"))
        case "caused_harm":
            return DoorWords(_("I caused harm"), _("and want to look at it"))
        case "helping":
            return DoorWords(_("I want to help someone"), _("a friend, a relative, a neighbor"))
        case "facilitating":
            return DoorWords(_("I guide a process for others"), _("as a facilitator"))
