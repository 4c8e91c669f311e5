"""How the program looks: quiet paper in two grounds, two of high contrast, and the terminal's own colours.

- Four roles: text, muted, accent (where you are, what is chosen), care (content notes, safety notes, pauses).
- Every text role is at least 5:1 on both grounds of its theme (tests/screens/test_looks.py computes it).
- Style sheets use only `$background`, `$surface` (the field being written in), `$foreground`, `$muted`, `$accent`,
  `$care`.
- A look is made of the colours that the terminal announces: any, 256, 16, or none. What is nearest to a colour among
  16 is often not readable, so these are chosen by hand; where there are none, no colour is sent at all.
"""

from __future__ import annotations

import functools
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

Depth = Literal["many", "256", "16", "none"]
"""How many colours a terminal announces."""


def _theme(name: str, dark: bool, page: str, raised: str, text: str, muted: str, accent: str, care: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        background=page,
        surface=raised,
        panel=raised,
        foreground=text,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=care,
        error=care,
        success=accent,
        variables={
            "muted": muted,
            "care": care,
            "input-cursor-background": accent,
            "input-cursor-foreground": page,
            "input-selection-background": f"{accent} 25%",
            "scrollbar": muted,
            "scrollbar-background": page,
            "scrollbar-corner-color": page,
            "border": muted,
            "block-cursor-background": raised,
            "block-cursor-foreground": accent,
            "block-cursor-text-style": "bold",
            "footer-background": page,
            "footer-key-foreground": accent,
            "footer-description-foreground": muted,
        },
    )


DARK = _theme("dark", True, "#12161c", "#1b222c", "#dfe4ea", "#9aa6b5", "#8fc7b5", "#e3bf86")
LIGHT = _theme("light", False, "#faf7f2", "#f0ebe2", "#22262b", "#59616c", "#1c6a57", "#7d5200")
CONTRAST_DARK = _theme("contrast-dark", True, "#000000", "#1a1a1a", "#ffffff", "#e0e0e0", "#7fffd4", "#ffff66")
CONTRAST_LIGHT = _theme("contrast-light", False, "#ffffff", "#eeeeee", "#000000", "#222222", "#00382b", "#4a2f00")
LIGHT_256 = _theme("light-256", False, "#ffffff", "#eeeeee", "#262626", "#585858", "#005f5f", "#5f5f00")
CONTRAST_LIGHT_256 = _theme(
    "contrast-light-256", False, "#ffffff", "#eeeeee", "#000000", "#262626", "#00005f", "#5f005f"
)


def _named(name: str, dark: bool, page: str, text: str, muted: str, accent: str, care: str) -> Theme:
    """Return a theme of the colours that a terminal knows by name; a field stands on the page's own ground."""
    page, text, muted, accent, care = (f"ansi_{one}" for one in (page, text, muted, accent, care))
    return Theme(
        name=name,
        dark=dark,
        ansi=True,
        background=page,
        surface=page,
        panel=page,
        foreground=text,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=care,
        error=care,
        success=accent,
        variables={
            "muted": muted,
            "care": care,
            "border": muted,
            "ansi-background": page,
            "ansi-foreground": text,
        },
    )


TERMINAL = _named("terminal", True, "default", "default", "default", "default", "default")
# A console that has no bright grounds draws "bright_white" as "white"; what stands on it is readable on both.
NAMED = (
    _named("dark-16", True, "black", "white", "white", "bright_cyan", "bright_yellow"),
    _named("light-16", False, "bright_white", "black", "black", "blue", "black"),
    _named("contrast-dark-16", True, "black", "bright_white", "bright_white", "bright_cyan", "bright_yellow"),
    _named("contrast-light-16", False, "bright_white", "black", "black", "black", "black"),
)

THEMES: tuple[Theme, ...] = (
    *(DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, TERMINAL),
    *(LIGHT_256, CONTRAST_LIGHT_256),
    *NAMED,
)
CHOICES = ("dark", "light", "contrast-dark", "contrast-light", "terminal")
"""The looks that can be chosen."""


def depth(system: str | None, term: str, *, no_color: bool) -> Depth:
    """Return how many colours there are: `system` as Rich names it, `term` the value of TERM, `no_color` the wish."""
    name = term.lower()
    if no_color or name.startswith("vt") or name.endswith(("-m", "-mono")):
        return "none"
    if system in ("truecolor", "256"):
        return "many" if system == "truecolor" else "256"
    return "16"


def look(choice: str, colors: Depth) -> str:
    """Return the name of the theme for what was chosen, "dark" where that is not known."""
    chosen = choice if choice in CHOICES else "dark"
    if colors == "none":
        return "terminal"
    names = {one.name for one in THEMES}
    return f"{chosen}-{colors}" if f"{chosen}-{colors}" in names else chosen


class Colorless(LineFilter):
    """Takes every colour out; bold, underlined and reversed stay."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return the segments without colour."""
        return [Segment(text, style and _colorless(style), control) for text, style, control in segments]


@functools.lru_cache(1024)
def _colorless(style: Style) -> Style:
    looks = {name: getattr(style, name) for name in ("bold", "italic", "underline", "reverse", "strike")}
    return Style(meta=style.meta, **looks)
