"""The themes: every text role reads on both grounds."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from ciworkbook.screens.looks import THEMES


def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    parts = [one / 255 for one in (color.r, color.g, color.b)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted(luminance(Color.parse(color)) for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [one for one in THEMES if not one.ansi], ids=lambda theme: theme.name)
def test_every_text_role_is_at_least_five_to_one_on_both_grounds(theme: Theme) -> None:
    least = 7 if "contrast" in theme.name else 5
    for ground in (theme.background, theme.surface):
        for role in (theme.foreground, theme.accent, theme.variables["muted"], theme.variables["care"]):
            assert ground is not None
            assert role is not None
            assert contrast(ground, role) >= least, (ground, role)
