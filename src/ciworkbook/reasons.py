"""Why a passphrase cannot be used, in words, for the screens and for the bare terminal."""

from __future__ import annotations

from .guard.passphrase import Reason
from .words import _


def reason_words(reason: Reason) -> str:
    """Say why a passphrase cannot be used, and what to do."""
    match reason:
        case "empty":
            return _("The line is empty. Type a passphrase, or go back for one made by chance.")
        case "short":
            return _("This one is too short. Add a word or two.")
        case "long":
            return _("This one is too long. Four to eight words are enough.")
        case "own":
            return _("It has a name in it that others know you by. Choose other words.")
        case "common":
            return _("This one is easy to find by trying common words and patterns. Choose other words.")
    return ""
