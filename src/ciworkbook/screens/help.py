"""The one help page: the keys of this page and of every page, and what covering and leaving do and do not do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from .. import languages, words
from ..settings.language import LANGUAGE
from ..settings.locking import seconds_words
from ..text import cells, pad, wrap
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from ..workbook import Settings
from .base import Page, Words
from .passages import Passage, ReadingPage
from .room import RoomPage

EVERYWHERE = (
    ("F8", mark("cover this page or bring it back; Esc twice covers it too")),
    (mark("Ctrl+Q"), mark("save and leave at once")),
    ("F9", mark("save and lock, until the passphrase is typed; so does Ctrl+L")),
    (mark("Tab"), mark("to the next thing on the page; Shift+Tab goes back")),
    (mark("Up Down"), mark("move in a list; Enter chooses. A click of the mouse does both")),
    (mark("Esc"), mark("back to the page before")),
)
QUIET = ("F3", mark("a few quiet minutes"))
"""Needs a workbook, so it is not offered on the first evening."""
LONGER = {
    mark("skip…"): mark("skip, not now, does not fit, rather not say"),
    mark("next"): mark("next question; PgUp goes to the one before"),
    mark("all questions"): mark("all questions of this worksheet, and jump to one"),
}
"""What a page's foot says in a word, said whole."""


class Help(ReadingPage[None]):
    """At most one screen at 80x24."""

    CSS = "Help #column { padding: 1 2 0 2; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back")), (mark("PgDn"), mark("more"))]

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Help"))

    def body(self) -> ComposeResult:
        """List the keys, then say what they cannot do."""
        here, everywhere = self._here(), [(_(key), _(does)) for key, does in EVERYWHERE]
        if self._has_workbook():
            everywhere.insert(3, (_(QUIET[0]), _(QUIET[1])))
        lead = 2 + max(cells(key) for key, _does in [*here, *everywhere])
        if here:
            yield Words(_("On this page"), "muted", close=True)
            yield Passage(lambda width: beside(here, lead, width))
            yield Words(_("On every page"), "muted", close=True)
        yield Passage(lambda width: beside(everywhere, lead, width))
        yield Words(self._limits(), "care", close=True)
        if self._has_workbook() and languages.several():
            name = languages.said_in_english(_("Language"))
            yield Menu([Entry("language", name, languages.own_name(words.wanted))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Choose another language, also in the middle of a worksheet."""
        event.stop()
        if self.app.screen is self:
            self.app.push_screen(RoomPage(LANGUAGE))

    def _below(self) -> Page[object] | None:
        """Return the page that help was asked for on."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, Page) and not isinstance(screen, Help):
                return screen
        return None

    def _here(self) -> list[tuple[str, str]]:
        """Return the keys that the page below has for itself."""
        page = self._below()
        known = {"F8", "F1", "F3", *(key for key, _does in EVERYWHERE), *(_(key) for key, _does in EVERYWHERE)}
        longer = {_(short): _(long) for short, long in LONGER.items()}
        return [(key, longer.get(label, label)) for key, label in (page.keys() if page else []) if key not in known]

    def _has_workbook(self) -> bool:
        from .first_evening import FirstEvening

        return not isinstance(self._below(), FirstEvening)

    def _limits(self) -> str:
        settings = self.workbook_app.workbook.settings if self._has_workbook() else Settings()
        locks = _("Under cover the workbook locks itself {when}.").format(when=seconds_words(settings.cover_seconds))
        return (
            _(
                "What you write is saved within half a second, and whenever you cover the page, lock or leave. "
                "Covering and leaving clear this window. They do not clear what the computer itself may keep. They do "
                "not hide you from a program that records the screen or the keys."
            )
            + " "
            + locks
        )


def beside(keys: list[tuple[str, str]], lead: int, width: int) -> list[Line]:
    """Return each key in a left column of `lead` cells, and what it does beside it."""
    lines: list[Line] = []
    for key, does in keys:
        first, *more = wrap(does, max(8, width - lead)) or [""]
        lines.append(Line((Piece(pad(key, lead), "accent"), Piece(first))))
        lines += [Line((Piece(" " * lead), Piece(line))) for line in more]
    return lines
