"""How the program looks: quiet paper in two grounds, two of high contrast, and the terminal's own colours.

- Four roles: text, muted, accent (where you are, what is chosen), care (content notes, safety notes, pauses).
- Every text role is at least 5:1 on both grounds of its theme (tests/screens/test_looks.py computes it).
- Style sheets use only `$background`, `$surface` (the field being written in), `$foreground`, `$muted`, `$accent`,
  `$care`.
"""

from __future__ import annotations

from textual.theme import Theme


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
            "input-selection-background": f"{accent} 35%",
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
TERMINAL = Theme(
    name="terminal",
    dark=True,
    ansi=True,
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    foreground="ansi_default",
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    variables={
        "muted": "ansi_default",
        "care": "ansi_default",
        "border": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, TERMINAL)
