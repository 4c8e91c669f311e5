"""The one help page: the keys, and what hiding and leaving do and do not do."""

from __future__ import annotations

from textual.app import ComposeResult

from ..text import cells, pad, wrap
from ..words import _, mark
from .base import Page, Words

KEYS = (
    ("F8", mark("cover this page at once; the same key brings it back. Esc twice covers it too")),
    (mark("Ctrl+Q"), mark("save and leave at once")),
    (mark("Tab"), mark("to the next thing on the page; Shift+Tab goes back")),
    (mark("Up Down"), mark("move in a list; Enter chooses")),
    (mark("PgDn PgUp"), mark("next and earlier question; Ctrl+N and Ctrl+P do the same")),
    ("F2", mark("skip, not now, does not fit, rather not say")),
    ("F3", mark("a few quiet minutes")),
    ("F4", mark("all questions of this worksheet, and jump to one")),
    (mark("Esc"), mark("back to the page before")),
)


def beside(key: str, does: str, lead: int, width: int) -> list[str]:
    """Return the key in a left column of `lead` cells and what it does beside it."""
    first, *more = wrap(does, width - lead) or [""]
    return [pad(key, lead) + first, *(" " * lead + line for line in more)]


class Help(Page[None]):
    """At most one screen at 80x24."""

    CSS = "Help #column { padding: 1 2; }"

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Help"))

    def body(self) -> ComposeResult:
        """List the keys, then say what they cannot do."""
        keys = [(_(key), _(does)) for key, does in KEYS]
        lead = 2 + max(cells(key) for key, _does in keys)
        for key, does in keys:
            yield Words("\n".join(beside(key, does, lead, min(76, self.app.size.width - 6))), close=True)
        yield Words("", close=True)
        yield Words(
            _(
                "What you write is saved about a second after the last key, and whenever you cover the page or leave. "
                "Covering and leaving clear this window. They do not clear what the computer itself may keep, and they "
                "do not hide you from a program that records the screen or the keys."
            ),
            "care",
        )
        yield Words(_("A mouse works too: click what you want."), "muted")
