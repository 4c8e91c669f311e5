"""What is said where a new passphrase is made, and when two count as the same, without any screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from .paragraphs import Paragraph
from .words import _


def five_words() -> list[Paragraph]:
    """Say what the words that chance picked are for."""
    return [
        Paragraph(_("These five words will open it. Write them on paper, and keep it where only you look."), "strong"),
        Paragraph(_("Without them nobody gets back in, not even you."), "care"),
    ]


def own_words() -> list[Paragraph]:
    """Say what makes a good passphrase of one's own."""
    return [
        Paragraph(_("A passphrase of your own"), "strong"),
        Paragraph(
            _(
                "Four or more words that do not belong together are good. Not a name, a date, a pet or a song "
                "from your life: people who know you try those first."
            )
        ),
    ]


def again(*, own: bool) -> str:
    """Ask for it once more."""
    if own:
        return _("Type your passphrase once more, so that a slip of a key cannot lock you out.")
    return _("Now type the five words from your paper, with one space between them.")


def same(typed: str, phrase: str) -> bool:
    """Tell whether both are the same passphrase, however the keyboard puts letters and marks together."""
    return unicodedata.normalize("NFC", typed) == unicodedata.normalize("NFC", phrase)


def unlike(typed: str, *, own: bool) -> str:
    """Say that what was typed is not the passphrase."""
    if not typed:
        return _("The line is empty. Type the passphrase, or go back to see it.")
    if own:
        return _("This is not the same as before. Type it again, or go back and start over.")
    return _("These are not the same words. Look at the paper and try again, or go back to see them.")


def known_names() -> list[str]:
    """Return what others see of the person on this computer: the name of the account."""
    try:
        return [Path.home().name]
    except RuntimeError:
        return []
