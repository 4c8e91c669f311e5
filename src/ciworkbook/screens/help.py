"""The one help page: the keys of this page and of every page, and what covering and leaving do and do not do."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from .. import keys, languages, words
from ..keys import ACTIONS
from ..preferences import Settings
from ..settings.language import LANGUAGE
from ..settings.locking import seconds_words
from ..text import cells, pad, wrap
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from .base import Foot, Page, Words
from .passages import Passage, ReadingPage
from .room import RoomPage

SAME = (mark("Tab"), mark("Esc"))
"""Keys that do the same on every page."""


def _everywhere(id: str) -> bool:
    return id in ACTIONS and ACTIONS[id].where == "everywhere"


class Help(ReadingPage[None]):
    """At most one screen at 80x24."""

    CSS = "Help #column { padding: 0 2; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back")), (mark("PgDn"), mark("more"))]

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Help"))
        self.call_after_refresh(self._say_more)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Say whether there is more below. Textual calls this beside that of the base."""
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        more = self.query_one("#body", VerticalScroll).max_scroll_y > 0
        self.query_one(Foot).show([one for one in self.keys() if more or one[0] != _("PgDn")])

    def body(self) -> ComposeResult:
        """List the keys, then say what they cannot do."""
        here, everywhere = self._here(), self._everywhere()
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
        """Return the keys that the page below has for itself now."""
        page = self._below()
        found = page.query_one(Foot).keys if page else []
        always = {_(key) for key in SAME}
        mine = [one for one in found if one[0] not in always and not _everywhere(one[0])]
        return [(keys.all_shown(id), ACTIONS[id].does()) if id in ACTIONS else (id, does) for id, does in mine]

    def _everywhere(self) -> list[tuple[str, str]]:
        """Return the keys of every page. Quiet minutes need a workbook."""
        left_out = {"help"} if self._has_workbook() else {"help", "pause"}
        ids = [id for id in ACTIONS if _everywhere(id) and id not in left_out]
        return [
            *((keys.all_shown(id), ACTIONS[id].does()) for id in ids),
            (_("Tab"), _("to the next thing; Up and Down move in a list, Enter chooses")),
            (_("Esc"), _("back to the page before")),
        ]

    def _has_workbook(self) -> bool:
        from .first_evening import FirstEvening

        return not isinstance(self._below(), FirstEvening)

    def _limits(self) -> str:
        settings = self.workbook_app.workbook.settings if self._has_workbook() else Settings()
        locks = _("Under cover the workbook locks itself {when}.").format(when=seconds_words(settings.cover_seconds))
        return (
            _(
                "What you write is saved as you type, most often within half a second. Covering and leaving clear "
                "this window. They do not clear what the computer itself may keep. They do not hide you from a "
                "program that records the screen or the keys."
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
