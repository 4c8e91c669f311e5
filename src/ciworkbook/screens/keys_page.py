"""The keys in Settings: which action has which, and how to change that.

- What is chosen here holds at once and everywhere, also for the guards. Before a workbook is open the usual keys hold.
- A key that cannot be taken is refused with what to do, and nothing is changed. No action can be left without one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from .. import keys
from ..errors import WorkbookError
from ..keys import ACTIONS, Keys
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, series
from .base import Page, Words
from .key_catcher import KeyCatcher


class KeysPage(Page[None]):
    """The list of actions with their keys; each opens a page of its own."""

    CSS = "KeysPage #column { padding: 1 2; } KeysPage #list { margin-bottom: 1; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Settings"), _("Keys"))

    def body(self) -> ComposeResult:
        """The list, and when it holds."""
        yield Words("", "care", id="told")
        yield Menu(self._entries(), id="list")
        when = _(
            "These keys hold in this workbook, those of every page also line by line. Before it is open the usual ones "
            "hold."
        )
        yield Words(when, "muted", close=True)

    def _entries(self) -> list[Entry]:
        now = keys.current
        has = _("named first") if now.function_keys else _("named last")
        entries = [Entry("function_keys", _("Keys F1 to F12"), has)]
        entries += [Entry(id, one.does(), keys.all_shown(id)) for id, one in ACTIONS.items()]
        return [*entries, Entry("usual", _("All the usual keys again"))] if now.own else entries

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Ask for a key, or go back to usual ones."""
        event.stop()
        if self.app.screen is not self:
            return
        match event.entry:
            case "function_keys":
                wanted = Keys(keys.current.own, function_keys=not keys.current.function_keys)
                await self._renew(take(self, wanted))
            case "usual":
                await self._renew(take(self, Keys(function_keys=keys.current.function_keys)))
            case id:
                self.app.push_screen(KeyPage(id), self._changed)

    def _changed(self, _none: None) -> None:
        self.call_later(self._renew, "")

    async def _renew(self, why: str) -> None:
        """Show the list as it is now, with the focus where it was, and `why` something could not be kept."""
        told, menu = self.query_one("#told", Words), self.query_one("#list", Menu)
        told.say(why)
        told.display = bool(why)
        at = next((one.entry.id for one in menu.query(MenuEntry) if one.has_focus), "")
        await menu.replace(self._entries())
        lines = list(menu.query(MenuEntry))
        next((one for one in lines if one.entry.id == at), lines[0]).focus()

    def on_screen_resume(self) -> None:
        """Say nothing at first."""
        self.query_one("#told", Words).display = False


class KeyPage(Page[None]):
    """Asks for the key of one action."""

    CSS = "KeyPage #column { padding: 1 2; } KeyPage Menu { margin-bottom: 1; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def __init__(self, id: str) -> None:
        super().__init__()
        self.action_id = id

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Settings"), _("Keys"))
        self.query_one("#told", Words).display = False

    def body(self) -> ComposeResult:
        """What it is for, the keys there are, and the line that takes another."""
        action = ACTIONS[self.action_id]
        yield Words(action.does(), "strong", close=True)
        yield Words(_("Now: {keys}").format(keys=keys.all_shown(action.id)))
        yield KeyCatcher(ascii_only=self.workbook_app.ascii_only)
        yield Words("", "care", id="told")
        ways = [Entry("back", _("Back"))]
        if action.id in keys.current.own:
            named = series(keys.name(key) for key in action.usual)
            ways.insert(0, Entry("usual", _("As usual again"), named))
        yield Menu(ways)
        if action.stays:
            always = series(keys.name(key) for key in action.stays)
            yield Words(_("{keys} will always do this too.").format(keys=always), "muted")
        yield Words(
            _("Not every terminal passes on every key. Where you use another one, try it before you need it."), "muted"
        )

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back, with the usual keys or with those there are."""
        event.stop()
        if event.entry == "back":
            self.dismiss()
            return
        why = keys.refused_usual(self.action_id, keys.current)
        self._end(why or take(self, keys.current.changed(self.action_id, "")))

    def on_key_catcher_kept(self, event: KeyCatcher.Kept) -> None:
        """Leave it as it is."""
        event.stop()
        self.dismiss()

    def on_key_catcher_pressed(self, event: KeyCatcher.Pressed) -> None:
        """Give the key to the action, or say why it cannot have it."""
        event.stop()
        why = keys.refused(event.key, self.action_id, keys.current, event.character)
        self._end(why or take(self, keys.current.changed(self.action_id, event.key)))

    def _end(self, why: str) -> None:
        """Close the page, or say `why` nothing was changed."""
        if not why:
            self.dismiss()
            return
        told = self.query_one("#told", Words)
        told.say(why)
        told.display = True


def take(page: Page[None], wanted: Keys) -> str:
    """Keep and use `wanted`; return what went wrong, and what to do."""
    workbook = page.workbook_app.workbook
    settings = replace(workbook.settings, keys=dict(wanted.own), function_keys=wanted.function_keys)
    try:
        workbook.save_settings(settings)
    except WorkbookError as error:
        return f"{error.message} {error.hint}".strip()
    page.workbook_app.follow_settings()
    return ""
