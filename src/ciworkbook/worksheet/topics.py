"""What the eight sections of the catalogue are called."""

from __future__ import annotations

from collections.abc import Callable

from ..words import _

TOPIC_TITLES: dict[str, Callable[[], str]] = {
    "getting_clear": lambda: _("Getting clear: what is going on?"),
    "staying_safe": lambda: _("Staying safe"),
    "allies": lambda: _("Who can help, who gets in the way"),
    "goals": lambda: _("What do I want?"),
    "support": lambda: _("Support for the person who was harmed"),
    "accountability": lambda: _("Taking responsibility"),
    "together": lambda: _("Working together"),
    "on_track": lambda: _("Keeping on track"),
}
"""By the name of the section in a sheet; said when asked for, in the language of that moment."""
