"""Settings: looks, language, locking, pages, door, own words, cover.

- Every change is saved when it is made; if that fails the page says so and the old setting stays.
- A list shows the choice as it is now at the end of its line; choosing it opens the possible ones below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from .. import words
from ..errors import WorkbookError
from ..text import clean, clean_line
from ..widgets.fields import TextBox, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_, series
from ..workbook import Settings
from ..worksheet.model import DOORS
from .base import Page, Words
from .doors import door_words

THEMES: dict[str, Callable[[], str]] = {
    "dark": lambda: _("Dark"),
    "light": lambda: _("Light"),
    "contrast-dark": lambda: _("Dark, high contrast"),
    "contrast-light": lambda: _("Light, high contrast"),
    "terminal": lambda: _("The terminal's own colors"),
}
MINUTES = (2, 5, 10, 30, 0)
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


def minutes_words(minutes: int) -> str:
    """Return "after 5 minutes" or "never"."""
    return n_("after {n} minute", "after {n} minutes", minutes) if minutes else _("never")


class SettingsPage(Page[None]):
    """One list; each line opens below itself."""

    CSS = """
    SettingsPage #column { padding: 1 2; }
    SettingsPage Menu { margin-bottom: 1; }
    SettingsPage #open { height: auto; padding-left: 2; }
    """

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Settings"))

    @property
    def settings(self) -> Settings:
        """The settings as they are kept."""
        return self.workbook_app.workbook.settings

    def body(self) -> ComposeResult:
        """Yield the list and a place for what is opened."""
        yield Menu(self._entries(), id="list")
        yield Words("", "care", id="problem", close=True)
        yield Vertical(id="open")
        yield Words(_("Kept in: {folder}").format(folder=clean_line(str(self.workbook_app.workbook.folder))), "muted")

    def _entries(self) -> list[Entry]:
        now = self.settings
        door = door_words(now.door).title if now.door else ""
        paging = _("one question a page") if now.paging == "question" else _("a section a page")
        return [
            Entry("theme", _("Looks"), THEMES.get(now.theme, THEMES["dark"])()),
            Entry("language", _("Language"), LANGUAGES.get(now.language, now.language)),
            Entry("idle_minutes", _("Locks itself when nobody types"), minutes_words(now.idle_minutes)),
            Entry("paging", _("Pages"), paging),
            Entry("door", _("Why I am here"), door),
            Entry("words", _("My own words"), series(word for word in now.words.values() if word)),
            Entry("cover", _("What F8 shows"), _("my own text") if now.cover_text else _("a shopping list")),
        ]

    def _options(self, name: str) -> list[tuple[Any, str]]:
        match name:
            case "theme":
                return [(theme, said()) for theme, said in THEMES.items()]
            case "language":
                return [(tag, LANGUAGES.get(tag, tag)) for tag in words.available()]
            case "idle_minutes":
                return [(minutes, minutes_words(minutes)) for minutes in MINUTES]
            case "paging":
                return [("question", _("one question a page")), ("section", _("a section a page"))]
        return [(door, door_words(door).title) for door in DOORS]

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open a line, or take over what was chosen in it."""
        event.stop()
        name, _sep, value = event.entry.partition("=")
        if value:
            chosen = next(one for one, _said in self._options(name) if str(one) == value)
            await self._change(**{name: chosen})
            return
        await self._open(name)

    async def _open(self, name: str) -> None:
        place = self.query_one("#open", Vertical)
        await place.remove_children()
        if name == "words":
            for key, said in OWN_WORDS.items():
                await place.mount(Words(said(), "muted", close=True))
                await place.mount(TextLine(clean_line(self.settings.words.get(key, "")), id=f"word-{key}"))
            await place.mount(Words(_("Saved as you type. An empty line is fine."), "muted"))
            self.query_one(f"#word-{next(iter(OWN_WORDS))}").focus()
            return
        if name == "cover":
            await place.mount(Words(_("A dull text of your own. Empty brings back the shopping list."), "muted"))
            await place.mount(TextBox(clean(self.settings.cover_text)))
            place.query_one(TextBox).focus()
            return
        now = getattr(self.settings, name)
        entries = [
            Entry(f"{name}={one}", said, _("as it is now") if one == now else "") for one, said in self._options(name)
        ]
        await place.mount(Menu(entries))
        if name == "language":
            await place.mount(Words(_("A new language is used the next time you open the workbook."), "muted"))
        place.query(MenuEntry).first().focus()

    def on_wrote(self, event: Wrote) -> None:
        """Keep an own word, or the cover's text."""
        event.stop()
        control = event.control
        if isinstance(control, TextBox):
            self._later(cover_text=clean(control.text))
        else:
            key = (control.id or "").removeprefix("word-")
            self._later(words={**self.settings.words, key: clean_line(control.value)})

    def _later(self, **fields: Any) -> None:
        self.run_worker(self._change(**fields), exclusive=True, group="settings", exit_on_error=True)

    async def _change(self, **fields: Any) -> None:
        """Save a setting and show it; on failure say what happened and change nothing."""
        workbook = self.workbook_app.workbook
        problem = self.query_one("#problem", Words)
        try:
            workbook.save_settings(replace(workbook.settings, **fields))
        except WorkbookError as error:
            problem.say(f"{error.message} {error.hint}")
            return
        problem.say("")
        self.workbook_app.theme = workbook.settings.theme
        typing = isinstance(self.focused, TextLine | TextBox)
        await self.query_one("#list", Menu).replace(self._entries())
        if not typing:
            await self.query_one("#open", Vertical).remove_children()
            name = next(iter(fields))
            for one in self.query_one("#list").query(MenuEntry):
                if one.entry.id == name:
                    one.focus()
