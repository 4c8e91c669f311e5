"""Looks: the colors."""

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
    (Choice("theme", lambda: _("Colors"), lambda: [(theme, said()) for theme, said in THEMES.items()]),),
)
