"""Settings: looks, language, locking, pages, door, own words, cover.

- A choice is saved when it is made, a text as soon as on the desk, on leaving and on covering the page.
- If saving fails the page says so and the old setting stays; what was typed stays in its field.
- A list shows the choice as it is now at the end of its line; choosing it opens the possible ones below the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from .. import words
from ..errors import WorkbookError
from ..text import clean, clean_line
from ..widgets.fields import Full, TextBox, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_, series
from ..workbook import Settings
from ..worksheet.model import DOORS
from .base import Page, Words
from .desk import DELAY
from .doors import door_words

THEMES: dict[str, Callable[[], str]] = {
    "dark": lambda: _("Dark"),
    "light": lambda: _("Light"),
    "contrast-dark": lambda: _("Dark, high contrast"),
    "contrast-light": lambda: _("Light, high contrast"),
    "terminal": lambda: _("The terminal's own colors"),
}
MINUTES = (2, 5, 10, 30, 0)
SECONDS = (0, 30, 120, 600)
"""Under the cover."""
LONGEST_WORD = 60
LONGEST_COVER = 2000
NOTES: dict[str, Callable[[], str]] = {
    "language": lambda: _("A new language is used the next time you open the workbook."),
    "idle_minutes": lambda: _("After that it asks for the passphrase again. What you wrote is saved first."),
    "cover_seconds": lambda: _(
        "The page comes back with a key until then, and with the passphrase after that. What F8 shows stays on the "
        "screen until a key is pressed."
    ),
    "door": lambda: _(
        "Each of these has its own worksheets and visits. What you wrote under another one stays. You see it again "
        "when you choose that one."
    ),
}
LANGUAGES = {
    "en": "English",
    "es": "Español",
    "ko": "한국어",
    "ar": "العربية",
    "hi": "हिन्दी",
    "zh": "中文",
    "vi": "Tiếng Việt",
}
OWN_WORDS: dict[str, Callable[[], str]] = {
    "harmed": lambda: _("The person who was harmed: the word I use"),
    "caused_harm": lambda: _("The person who caused harm: the word I use"),
    "what_happened": lambda: _("What happened: the word I use"),
}


def _packs_page() -> Screen[None]:
    from .packs import PacksPage

    return PacksPage()


def _upkeep_page() -> Screen[None]:
    from .upkeep_page import UpkeepPage

    return UpkeepPage()


def _given_page() -> Screen[None]:
    from .given_page import GivenList

    return GivenList()


def _traces_page() -> Screen[None]:
    from .traces import TracesPage

    return TracesPage()


PAGES = {"packs": _packs_page, "given": _given_page, "traces": _traces_page, "upkeep": _upkeep_page}
"""The lines that open a page of their own."""


def minutes_words(minutes: int) -> str:
    """Return "after 5 minutes" or "never"."""
    return n_("after {n} minute", "after {n} minutes", minutes) if minutes else _("never")


def seconds_words(seconds: int) -> str:
    """Return "after 2 minutes", "after 30 seconds" or "at once"."""
    if seconds >= 60:
        return minutes_words(seconds // 60)
    return n_("after {n} second", "after {n} seconds", seconds) if seconds > 0 else _("at once")


class SettingsPage(Page[None]):
    """The list of settings; what is opened stands below it."""

    CSS = """
    SettingsPage #column { padding: 1 2; }
    SettingsPage Menu { margin-bottom: 1; }
    SettingsPage #open { height: auto; padding-left: 2; }
    SettingsPage #list .opened { color: $accent; text-style: bold; }
    SettingsPage #open TextLine, SettingsPage #open TextBox { margin-bottom: 1; }
    """
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def __init__(self) -> None:
        super().__init__()
        self._opened = ""
        self._timer: Timer | None = None
        self._said_why = self._full = False

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Settings"))
        self._tell("")

    @property
    def settings(self) -> Settings:
        """The settings as they are kept."""
        return self.workbook_app.workbook.settings

    def body(self) -> ComposeResult:
        """Yield the list and a place for what is opened."""
        yield Menu(self._entries(), id="list")
        yield Words("", "muted", id="told")
        yield Vertical(id="open")
        workbook = self.workbook_app.workbook
        kept = _("Kept in: {folder}").format(folder=clean_line(str(workbook.folder)))
        yield Words(kept if workbook.kept else _("This is practice. Nothing is kept."), "muted", close=True)

    def _entries(self) -> list[Entry]:
        now = self.settings
        door = door_words(now.door).title if now.door else ""
        paging = _("one question a page") if now.paging == "question" else _("a section a page")
        own = series(now.words[key] for key in OWN_WORDS if now.words.get(key))
        return [
            Entry("theme", _("Looks"), THEMES.get(now.theme, THEMES["dark"])()),
            Entry("language", _("Language"), LANGUAGES.get(now.language, now.language)),
            Entry("idle_minutes", _("Locks itself when nobody types"), minutes_words(now.idle_minutes)),
            Entry("paging", _("Pages"), paging),
            Entry("door", _("Why I am here"), door),
            Entry("words", _("My own words"), own),
            Entry("cover", _("What F8 shows"), _("my own text") if now.cover_text else _("a shopping list")),
            Entry("cover_seconds", _("Locks itself under F8"), seconds_words(now.cover_seconds)),
            Entry("cards", _("Info cards"), self._hidden_cards()),
            Entry("packs", _("Worksheets of my own…"), self._packs()),
            Entry("given", _("Given to you…"), self._given()),
            self._upkeep(),
        ]

    def _upkeep(self) -> Entry:
        """Return the way to how the workbook is kept; in practice there is only what the computer may keep."""
        if self.workbook_app.workbook.kept:
            return Entry("upkeep", _("Passphrase, backup, another workbook…"))
        return Entry("traces", _("What this computer may keep…"))

    def _hidden_cards(self) -> str:
        hidden = sum(how == "hidden" for how in self.settings.cards.values())
        return n_("{n} hidden", "{n} hidden", hidden) if hidden else _("all shown")

    def _packs(self) -> str:
        packs = self.workbook_app.workbook.packs.all()
        return n_("{n} set", "{n} sets", len(packs)) if packs else _("none")

    def _given(self) -> str:
        count = len(self.workbook_app.workbook.given.all())
        return n_("{n} page", "{n} pages", count) if count else _("none")

    def _options(self, name: str) -> list[tuple[Any, str]]:
        match name:
            case "theme":
                return [(theme, said()) for theme, said in THEMES.items()]
            case "language":
                return [(tag, LANGUAGES.get(tag, tag)) for tag in words.available()]
            case "idle_minutes":
                return [(minutes, minutes_words(minutes)) for minutes in MINUTES]
            case "cover_seconds":
                return [(seconds, seconds_words(seconds)) for seconds in SECONDS]
            case "paging":
                return [("question", _("one question a page")), ("section", _("a section a page"))]
            case "cards":
                return [({}, _("Show all of them again"))]
        return [(door, door_words(door).title) for door in DOORS]

    # What is opened

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open a line, or take over what was chosen in it."""
        event.stop()
        name, sep, value = event.entry.partition("=")
        if not sep:
            await self._open(name)
            return
        chosen = [one for one, _said in self._options(name) if str(one) == value]
        if chosen and self._opened == name:  # Enter pressed twice in a hurry chooses once
            await self._choose(name, chosen[0])

    async def _open(self, name: str) -> None:
        if not self.keep():
            return
        self._tell("")
        if name in PAGES:
            self.app.push_screen(PAGES[name](), lambda _none: self._back_from(name))
            return
        self._opened = name
        self._show_opened()
        place = self.query_one("#open", Vertical)
        async with self.batch():
            await place.remove_children()
            await place.mount_all(self._part(name))
        now = f"{name}={getattr(self.settings, name, '')}"
        ways: list[Widget] = [*place.query(MenuEntry), *place.query(TextLine), *place.query(TextBox)]
        as_now = [one for one in ways if isinstance(one, MenuEntry) and one.entry.id == now]
        (as_now or ways)[0].focus()

    def _part(self, name: str) -> list[Widget]:
        """Return what stands below the list while `name` is open."""
        if name == "words":
            lines: list[Widget] = [Words(_("Worksheets then use your word in place of the usual one."), "muted")]
            for key, said in OWN_WORDS.items():
                lines.append(Words(said(), close=True))
                lines.append(TextLine(self.settings.words.get(key, ""), longest=LONGEST_WORD, id=f"word-{key}"))
            return lines
        if name == "cover":
            told = _("A dull text of your own. Empty brings back the shopping list. F8 tries it out.")
            return [Words(told, "muted"), TextBox(self.settings.cover_text, longest=LONGEST_COVER)]
        now = getattr(self.settings, name)
        entries = [
            Entry(f"{name}={one}", said, _("as it is now") if one == now else "") for one, said in self._options(name)
        ]
        note = NOTES.get(name)
        return [Menu(entries), *([Words(note(), "muted")] if note else [])]

    async def _close(self) -> None:
        """Close what is open, with the focus on its line."""
        name, self._opened = self._opened, ""
        await self.query_one("#open", Vertical).remove_children()
        await self._renew_list()
        for one in self.query_one("#list").query(MenuEntry):
            if one.entry.id == name:
                one.focus()

    def _back_from(self, name: str) -> None:
        self._opened = name
        self.call_later(self._close)

    async def _renew_list(self) -> None:
        """Show the list as it is now; whoever is in it stays where they are."""
        menu = self.query_one("#list", Menu)
        at = next((one.entry.id for one in menu.query(MenuEntry) if one.has_focus), None)
        await menu.replace(self._entries())
        self._show_opened()
        for one in menu.query(MenuEntry):
            if one.entry.id == at:
                one.focus()

    def _show_opened(self) -> None:
        """Let the line that is open stand out."""
        for one in self.query("#list MenuEntry").results(MenuEntry):
            one.set_class(one.entry.id == self._opened, "opened")

    def action_back(self) -> None:
        """Close what is open, else leave the page; where something typed cannot be saved, stay once and say why."""
        if not self.keep() and not self._said_why:
            self._said_why = True
        elif self._opened:
            self.call_later(self._close)
        else:
            self.dismiss()

    # What is typed

    def on_wrote(self, event: Wrote) -> None:
        """Keep an own word, or the cover's text, soon after the first key."""
        event.stop()
        if self._timer is None:
            self._timer = self.set_timer(DELAY, self.keep)

    def on_full(self, event: Full) -> None:
        """Say what did not fit."""
        event.stop()
        said = n_(
            "{n} character did not fit and was not written.",
            "{n} characters did not fit and were not written.",
            event.left_out,
        )
        self._full = bool(event.left_out)
        self._tell(said if event.left_out else "", care=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps it now and goes on."""
        event.stop()
        self.keep()
        self.focus_next()

    def on_screen_suspend(self) -> None:
        """Keep what was typed when the page is covered."""
        self.keep()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def keep(self) -> bool:
        """Keep what stands in the fields if it is new; tell whether everything is on disk."""
        self._stop_timer()
        if not self.is_mounted:
            return True
        changed = self._typed()
        kept = not changed or self._save(**changed)
        if changed and kept:
            self.call_later(self._renew_list)
        return kept

    def _typed(self) -> dict[str, Any]:
        """Return what stands in the fields and is other than what is kept."""
        now = self.settings
        changed: dict[str, Any] = {}
        own = dict(now.words)
        for line in self.query("#open TextLine").results(TextLine):
            own[(line.id or "").removeprefix("word-")] = clean_line(line.value)
        own = {key: word for key, word in own.items() if word}
        if own != {key: word for key, word in now.words.items() if word}:
            changed["words"] = own
        for box in self.query("#open TextBox").results(TextBox):
            text = clean(box.text).strip("\n")
            if text != now.cover_text:
                changed["cover_text"] = text
        return changed

    # Saving

    async def _choose(self, name: str, value: Any) -> None:
        """Save a setting and show it; on failure say what happened and change nothing."""
        if self._save(**{name: value}):
            self.workbook_app.wear(self.settings.theme)
            await self._close()

    def _save(self, **fields: Any) -> bool:
        workbook = self.workbook_app.workbook
        try:
            workbook.save_settings(replace(workbook.settings, **fields))
        except WorkbookError as error:
            self._tell(f"{error.message} {error.hint}".strip(), care=True)
            return False
        self._said_why = False
        if not self._full:  # what did not fit is more to the person than what did
            self._tell(_("saved just now"))
        return True

    def _tell(self, text: str, *, care: bool = False) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(care, "care")
        told.set_class(not care, "muted")
        told.display = bool(text)
