"""The full-screen face: which page is shown, and the switches of the guards.

- The app owns the workbook, the desk, the way out of the session (`covering`), and the keys that work everywhere.
- Nothing is told about answers here; pages do that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from .. import keys, languages
from ..bidi import MODES
from ..guard import environment, terminal
from ..guard.outlet import Outlet
from ..own_sheets import OwnSheets
from . import letting_go, looks, widths
from .base import Foot, Page, bound
from .covering import CoveringApp
from .driver import Careful

if TYPE_CHECKING:
    from ..workbook import Workbook
    from ..worksheet.catalogue import Catalogue
    from ..worksheet.model import Door


class WorkbookApp(CoveringApp):
    """The workbook on a full screen. `run` returns the exit status of the session."""

    # Those of the first pages are read at once: one that comes with its page has all of them parsed again, 12 ms.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["base.tcss", "steps.tcss", "home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(bound(one) for one in ("cover", "leave", "lock", "help", "pause", "actions")),
        Binding("ctrl+c", "ignore", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        catalogue: Catalogue | Callable[[], Catalogue],
        folder: Path,
        outlet: Outlet,
        workbook: Workbook | None = None,
        *,
        practice: bool = False,
        sheets: Path | None = None,
        fence: Callable[..., object] = lambda *_folders, **_how: None,
    ) -> None:
        super().__init__()
        self.practice = practice
        """Whether this is a made-up case; every page says so."""
        self._only_practice = practice
        self._catalogue = catalogue
        self.own_sheets = OwnSheets(sheets, lambda: self.catalogue)
        self.folder = folder
        self.outlet = outlet
        self.fence = fence
        """`guard.writes.fence`, for a session that does not know yet where its workbook is going to be kept."""
        widths.mend()
        letting_go.mend()
        self._spoken: tuple[str, str] | None = None
        """The language and the form that the settings named last."""
        self.settled: Callable[[], None] = lambda: None
        """Called when the first page has been shown, and when what was read behind it stays."""
        self.launcher = os.getppid() if outlet.is_open else 0
        self.encoding = terminal.encoding(os.environ)
        self.ascii_only = not terminal.draws_lines(os.environ)
        for theme in looks.THEMES:
            self.register_theme(theme)
        self.depth = looks.depth(self.console.color_system, os.environ.get("TERM", ""), no_color=environment.no_color)
        self.wear("dark")
        keys.use()
        if workbook is not None:
            self.take(workbook)

    @property
    def catalogue(self) -> Catalogue:
        """The worksheets; where they came as a call they are read now, as the first page needs none of them."""
        if callable(self._catalogue):
            self._catalogue = self._catalogue()
        return self._catalogue

    @catalogue.setter
    def catalogue(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def take(self, workbook: Workbook) -> None:
        """Make `workbook` the one this session works in, and the next one after a lock."""
        self._workbook = workbook
        self.practice = not workbook.kept
        if workbook.kept:
            self.outlet.folder(workbook.folder)
        from ..desk import Desk  # with people and visits, which the first page does not need

        self._desk = Desk(workbook, self.later, self.since_key)
        self._spoken = None
        self.follow_settings()

    async def on_event(self, event: events.Event) -> None:
        """Pass on an event; a click falls on what is drawn there."""
        if isinstance(event, events.MouseEvent) and not event.is_forwarded:
            drawn = int(event._x)
            if (read := self.turning.read_at(drawn, int(event._y))) != drawn:
                event._x = event._screen_x = read
        await super().on_event(event)

    def follow_settings(self) -> None:
        """Look and behave as the settings of the workbook say; called when it is opened and when they change."""
        settings = self.workbook.settings
        self.wear(settings.theme)
        self.own_cursor, self.takes_mouse = settings.cursor, settings.mouse
        if isinstance(self._driver, Careful):
            self._driver.follow()
        self._take_keys(settings.keys, function_keys=settings.function_keys)
        self.turning.mode = next((one for one in MODES if one == settings.bidi), "program")
        spoken = settings.language, settings.form
        if self._spoken not in (None, spoken):
            self.speak(*spoken)
            other = self._spoken is not None and self._spoken[0] != settings.language
            self.call_later(self.show_again, asks=other and languages.has_forms(settings.language))
        self._spoken = spoken

    def wear(self, choice: str) -> None:
        """Take the look that was chosen, in the colours that this terminal has."""
        self.theme = looks.look(choice, self.depth)

    def refresh_css(self, animate: bool = True) -> None:
        """Take other colors; before there is a page only their names, as no style was read yet.

        That took 20 ms of the first page.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no colour pass where there is to be none; Textual would send greys."""
        return [looks.Colorless()] if self.depth == "none" else super().get_line_filters()

    def speak(self, language: str, form: str = "") -> None:
        """Speak `language` from now on; what stands on the screen is not said again by this."""
        languages.speak(language, form, self._workbook)
        self.outlet.language(language)
        self.catalogue = self.catalogue.in_language(language, form)

    async def show_again(self, *, asks: bool = False) -> None:
        """Show the page that is open anew, in the words of now, and the worksheet below it; answers stay.

        With `asks` the room of the language asks how to speak of the person.
        """
        if self.hold(lambda: self.show_again(asks=asks)):
            return
        from ..settings.language import LANGUAGE
        from .room import RoomPage
        from .settings import SettingsPage
        from .sheet import Sheet

        pages = list(self.screen_stack)
        sheet = next((one for one in pages if isinstance(one, Sheet)), None)
        again = sheet.again() if sheet is not None else None
        settings = any(isinstance(one, SettingsPage) for one in pages)
        await self.go_home()
        if again is not None:
            await self.push_screen(again)
        if settings and not self.covered:
            room = RoomPage(LANGUAGE)
            await self.push_screen(SettingsPage())
            await self.push_screen(room)
            if asks:  # a language that has to choose between forms asks once which
                self.call_later(room.open, "form")

    def _take_keys(self, own: Mapping[str, str], *, function_keys: bool = True) -> None:
        """Let the keys be those of the settings, on every page that is open too."""
        keys.use(own, function_keys=function_keys)
        self.set_keymap({id: ",".join(keys.current.single(id)) for id in keys.current.own})
        for foot in [one for screen in self.screen_stack for one in screen.query(Foot)] if self.is_running else []:
            foot.refresh()

    async def on_mount(self) -> None:
        """Show the first evening where there is no workbook yet, home otherwise."""
        if self._workbook is None:
            from .first_evening import FirstEvening

            await self.push_screen(FirstEvening("practice" if self.practice else "hello"))
        else:
            await self.go_home()
        self.watch_clocks()
        self.own_sheets.start()
        self.call_after_refresh(self._shown_first)

    def _shown_first(self) -> None:
        self.settled()
        if self._workbook is not None and self._workbook.read_on(0):
            from .reading_on import ReadingOn

            ReadingOn(self, self._workbook).go_on()

    def is_open(self, workbook: Workbook) -> bool:
        """Tell whether this session still works in `workbook`."""
        return self._workbook is workbook and self.is_running

    def say_noticed(self) -> None:
        """Say on home what was noticed since it was shown."""
        from .home import Home

        if isinstance(self.screen, Home) and not self.covered:
            self.call_later(self.screen.refresh_lists)

    async def begin_practice(self, door: Door) -> None:
        """Open the made-up case through `door`, in memory."""
        if self.hold(lambda: self.begin_practice(door)):
            return
        from ..practice import practice_workbook

        self.take(practice_workbook(self.catalogue, door))
        await self.go_home()

    async def leave_practice(self) -> None:
        """Let the made-up case go: back to the first evening, or out, if practice is what was asked for."""
        if self.hold(self.leave_practice):
            return
        if self._only_practice:
            self.leave_now()
            return
        from .first_evening import FirstEvening

        self._workbook = self._desk = None
        self.practice = False
        self._take_keys({})
        await self._close_pages()
        await self.push_screen(FirstEvening())

    async def go_home(self) -> None:
        """Show home, with every page above it closed; a workbook without a door is asked for one first."""
        if self.hold(self.go_home):
            return
        from .door_page import DoorPage
        from .home import Home

        await self._close_pages()
        if self.hold(self.go_home):  # covered in the middle of it
            return
        await self.push_screen(Home() if self.workbook.settings.door else DoorPage())

    async def _close_pages(self) -> None:
        while len(self.screen_stack) > 1 and not self.covered:
            await self.pop_screen()

    # Pages that can be asked for everywhere

    def action_help(self) -> None:
        """Show the help page."""
        from .help import Help

        self._open_once(Help)

    def action_pause(self) -> None:
        """Show the pause page."""
        from .pause import Pause

        if self._workbook is not None:
            self._open_once(Pause)

    def action_actions(self) -> None:
        """Show all that can be done on this page, and do what is chosen; show the page again where that stands."""
        from .actions import ActionsList

        page = self.screen
        if isinstance(page, ActionsList):
            page.dismiss()
        elif isinstance(page, Page) and not self.covered:
            self.push_screen(ActionsList(page.offered()), lambda id: self.call_later(page.do, id) if id else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key that is asked for come to where it is asked for; cover, leave and lock work there too."""
        if action in ("help", "pause", "actions") and getattr(self.focused, "catches_keys", False):
            return False
        return super().check_action(action, parameters)

    def _open_once(self, page: Any) -> None:
        if not self.covered and not isinstance(self.screen, page):
            self.push_screen(page())

    def action_ignore(self) -> None:
        """Do nothing, where a program would be expected to end."""
