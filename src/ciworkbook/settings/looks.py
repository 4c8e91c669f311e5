"""Looks: the colors, the terminal's own cursor, the mouse."""

from __future__ import annotations

from collections.abc import Callable

from ..words import _
from .choices import Choice, Room

THEMES: dict[str, Callable[[], str]] = {
    "dark": lambda: _("Dark"),
    "light": lambda: _("Light"),
    "contrast-dark": lambda: _("Dark, high contrast"),
    "contrast-light": lambda: _("Light, high contrast"),
    "terminal": lambda: _("The terminal's own colors"),
}

LOOKS = Room(
    "looks",
    lambda: _("Looks"),
    (
        Choice("theme", lambda: _("Colors"), lambda: [(theme, said()) for theme, said in THEMES.items()]),
        Choice(
            "cursor",
            lambda: _("The terminal's own cursor"),
            lambda: [(True, _("shown")), (False, _("hidden"))],
            note=lambda: _(
                "Shown, it stands where the keys go. A braille line or a magnifier can follow it. For a screen reader "
                "the plain face is better: start with --plain."
            ),
        ),
        Choice(
            "mouse",
            lambda: _("Mouse"),
            lambda: [(True, _("the pages use it")), (False, _("left to the terminal"))],
            note=lambda: _("Left to the terminal, the mouse marks and copies text as in other programs."),
        ),
    ),
)
