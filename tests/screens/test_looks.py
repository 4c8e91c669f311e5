"""The looks: every text role reads on both grounds, in the colours that a terminal has, and so does what is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from ciworkbook.screens.looks import CHOICES, NAMED, THEMES, Colorless, depth, look
from ciworkbook.screens.room import RoomPage
from ciworkbook.settings import ROOMS

from .whole_app import whole_app

CONSOLES = {
    "linux": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff "
    "ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff "
    "ffffff",
}
"""The 16 colours of the Linux console and of xterm, black to bright white."""
NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    parts = [one / 255 for one in (color.r, color.g, color.b)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted(luminance(Color.parse(color)) for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def least(theme: str) -> int:
    """Return the contrast that the theme called so promises."""
    return 7 if "contrast" in theme else 5


def roles(theme: Theme) -> list[str]:
    """Return the colours of text."""
    found = (theme.foreground, theme.accent, theme.variables["muted"], theme.variables["care"])
    return [one for one in found if one is not None]


def grounds(theme: Theme) -> list[str]:
    """Return what text stands on."""
    return [one for one in (theme.background, theme.surface) if one is not None]


@pytest.mark.parametrize("theme", [one for one in THEMES if not one.ansi], ids=lambda theme: theme.name)
def test_every_text_role_is_at_least_five_to_one_on_both_grounds(theme: Theme) -> None:
    for ground in grounds(theme):
        for role in roles(theme):
            assert contrast(ground, role) >= least(theme.name), (ground, role)


@pytest.mark.parametrize("choice", [one for one in CHOICES if one != "terminal"])
def test_every_text_role_reads_where_there_are_256_colors(choice: str) -> None:
    (theme,) = (one for one in THEMES if one.name == look(choice, "256"))

    def drawn(color: str) -> str:
        return RichColor.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex

    for ground in grounds(theme):
        for role in roles(theme):
            assert contrast(drawn(ground), drawn(role)) >= least(theme.name), (ground, role)


def of_console(console: str, name: str) -> str:
    """Return the colour that `console` draws for `name`."""
    bare = name.removeprefix("ansi_")
    at = NAMES.index(bare.removeprefix("bright_")) + 8 * bare.startswith("bright_")
    return "#" + CONSOLES[console].split()[at]


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("theme", NAMED, ids=lambda theme: theme.name)
def test_every_text_role_reads_where_there_are_16_colors(theme: Theme, console: str) -> None:
    for ground in grounds(theme):
        for role in roles(theme):
            assert contrast(of_console(console, ground), of_console(console, role)) >= least(theme.name), role
            # A console without bright grounds draws the plain one; there high contrast comes as near as it can.
            assert contrast(of_console(console, ground.replace("bright_", "")), of_console(console, role)) >= 5, role


def test_the_look_follows_what_was_chosen_and_what_the_terminal_announces() -> None:
    assert depth("truecolor", "xterm-256color", no_color=False) == "many"
    assert depth("256", "tmux-256color", no_color=False) == "256"
    assert {depth("standard", one, no_color=False) for one in ("xterm", "linux", "screen")} == {"16"}
    assert {depth("standard", one, no_color=False) for one in ("vt100", "vt220", "linux-m", "xterm-mono")} == {"none"}
    assert depth("truecolor", "xterm", no_color=True) == "none"
    assert look("light", "many") == "light"
    assert look("dark", "256") == "dark"
    assert look("light", "256") == "light-256"
    assert look("contrast-dark", "16") == "contrast-dark-16"
    assert look("a theme of another version", "many") == "dark"
    for colors in ("many", "256", "16", "none"):
        assert look("terminal", colors) == "terminal"


async def pairs(choice: str) -> set[tuple[str, str]]:
    """Return each colour that text has on pages of every kind, with its ground."""
    app, _vault = whole_app()
    app.depth = "many"
    app.workbook.settings = replace(app.workbook.settings, theme=choice)
    app.follow_settings()
    found: set[tuple[str, str]] = set()

    def look_at() -> None:
        for strip in app.screen._compositor.render_strips():
            for text, style, _control in strip:
                if text.strip() and style is not None and style.color is not None and style.bgcolor is not None:
                    ends = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
                    found.add(ends[::-1] if style.reverse else ends)

    async with app.run_test(size=(80, 24)) as pilot:
        for room in ROOMS.values():
            page = RoomPage(room)
            await app.push_screen(page)
            await page.open(room.settings[-1].name)
            for field in app.screen.query(Input):
                field.value = "Words"
                field.focus()
                await pilot.press("home", "shift+end")
            for box in app.screen.query(TextArea):
                box.text = "Words\nof several lines"
                box.focus()
                box.selection = Selection((0, 0), (1, 4))
            await pilot.pause()
            look_at()
            assert app.theme == choice
    return found


@pytest.mark.parametrize("choice", [one for one in CHOICES if one != "terminal"])
async def test_every_pair_of_colors_that_is_drawn_reads(choice: str) -> None:
    drawn = await pairs(choice)
    assert len(drawn) > 5, "the accent, the muted, the text, a field, a cursor, a selection"
    assert {pair: round(contrast(*pair), 1) for pair in drawn if contrast(*pair) < least(choice)} == {}


def test_without_color_what_is_bold_underlined_or_reversed_stays_so() -> None:
    from rich.segment import Segment

    style = Style(color="#123456", bgcolor="red", bold=True, underline=True, reverse=True, meta={"a": 1})
    ((text, left, _control),) = Colorless().apply([Segment("x", style)], Color(0, 0, 0))
    assert text == "x"
    assert left == Style(bold=True, underline=True, reverse=True, meta={"a": 1})
