"""The one help page: the keys, and what hiding and leaving do and do not do."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from ..text import pad, wrap
from ..words import _
from .base import Page, Words

KEYS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("F8", lambda: _("hide this page at once; the same key brings it back. Esc twice does the same")),
    ("Ctrl+Q", lambda: _("save and leave at once")),
    ("Tab", lambda: _("to the next thing on the page; Shift+Tab goes back")),
    ("Up Down", lambda: _("move in a list; Enter chooses")),
    ("PgDn PgUp", lambda: _("next and earlier question; Ctrl+N and Ctrl+P do the same")),
    ("F2", lambda: _("skip, not now, does not fit, rather not say")),
    ("F3", lambda: _("a few quiet minutes")),
    ("F4", lambda: _("all questions of this sheet, and jump to one")),
    ("Esc", lambda: _("back to the page before")),
)


LEAD = 11


def beside(key: str, does: str, width: int) -> list[str]:
    """Return the key in a left column and what it does beside it."""
    first, *more = wrap(does, width - LEAD) or [""]
    return [pad(key, LEAD) + first, *(" " * LEAD + line for line in more)]


class Help(Page[None]):
    """At most one screen at 80x24."""

    CSS = "Help #column { padding: 1 2; }"

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Help"))

    def body(self) -> ComposeResult:
        """List the keys, then say what they cannot do."""
        for key, does in KEYS:
            yield Words("\n".join(beside(key, does(), min(76, self.app.size.width - 6))), close=True)
        yield Words("", close=True)
        yield Words(
            _(
                "What you write is saved about a second after the last key, and whenever you hide the page or leave. "
                "Hiding and leaving clear this window. They do not clear what the computer itself may keep, and they "
                "do not hide you from a program that records the screen or the keys."
            ),
            "care",
        )
        yield Words(_("A mouse works too: click what you want."), "muted")
