"""The full-screen face: which page is shown, and the switches of the guards.

- The app owns the workbook, the desk, the way out of the session, and the keys that work everywhere.
- Cover comes before everything: the page is hidden first, then what was typed is saved.
- Locking ends this process with `LOCKED`; the launcher starts a fresh one, so that no answer stays in memory.
- Nothing is told about answers here; pages do that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from ..errors import WorkbookError
from ..guard.outlet import Outlet
from ..guard.status import LOCKED
from ..workbook import Workbook
from ..worksheet.catalogue import Catalogue
from ..worksheet.model import Door
from .base import Page
from .desk import Desk
from .looks import THEMES
from .own_sheets import OwnSheets
from .safety import SafeApp

TWICE = 0.4
"""Seconds within which a second Esc covers the page."""
HURRY = 1.0
"""Seconds under cover in which the cover key does not bring the page back."""
COVER_STAYS = 120.0
"""Seconds under cover after which the workbook locks."""


class WorkbookApp(SafeApp):
    """The workbook on a full screen. `run` returns the exit status of the session."""

    CSS_PATH = "base.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "cover", priority=True, show=False, id="cover"),
        Binding("ctrl+q", "leave", priority=True, show=False, id="leave"),
        Binding("ctrl+c", "ignore", show=False),
        Binding("f1", "help", priority=True, show=False, id="help"),
        Binding("f3", "pause", priority=True, show=False, id="pause"),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        catalogue: Catalogue,
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
        self.catalogue = catalogue
        self.own_sheets = OwnSheets(sheets, catalogue)
        self.folder = folder
        self.outlet = outlet
        self.fence = fence
        """`guard.writes.fence`, for a session that does not know yet where its workbook is going to be kept."""
        self.ascii_only = not _draws_boxes()
        self._workbook: Workbook | None = None
        self._desk: Desk | None = None
        self._escaped = 0.0
        self._escape: events.Key | None = None
        self._refused = False
        self._touched = self._clock()
        self._covered_at: tuple[float, float] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        if workbook is not None:
            self.take(workbook)

    @property
    def workbook(self) -> Workbook:
        """The unlocked workbook; only pages after the first evening ask for it."""
        assert self._workbook is not None
        return self._workbook

    @property
    def desk(self) -> Desk:
        """The desk of the unlocked workbook."""
        assert self._desk is not None
        return self._desk

    def take(self, workbook: Workbook) -> None:
        """Make `workbook` the one this session works in, and the next one after a lock."""
        self._workbook = workbook
        self.practice = not workbook.kept
        if workbook.kept:
            self.outlet.folder(workbook.folder)
        self._desk = Desk(workbook, self.set_timer)
        self.theme = workbook.settings.theme if workbook.settings.theme in self.available_themes else "dark"

    async def on_mount(self) -> None:
        """Show the first evening where there is no workbook yet, home otherwise."""
        if self._workbook is None:
            from .first_evening import FirstEvening

            await self.push_screen(FirstEvening("practice" if self.practice else "hello"))
        else:
            await self.go_home()
        self.set_interval(5, self._watch_clock)
        self.own_sheets.start()

    async def begin_practice(self, door: Door) -> None:
        """Open the made-up case through `door`, in memory."""
        from ..practice import practice_workbook

        self.take(practice_workbook(self.catalogue, door))
        await self.go_home()

    async def leave_practice(self) -> None:
        """Let the made-up case go: back to the first evening, or out, if practice is what was asked for."""
        if self._only_practice:
            self.leave_now()
            return
        from .first_evening import FirstEvening

        self._workbook = self._desk = None
        self.practice = False
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(FirstEvening())

    async def go_home(self) -> None:
        """Show home, with every page above it closed."""
        from .home import Home

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(Home())

    # Keys that work everywhere

    async def on_event(self, event: events.Event) -> None:
        """Watch for two quick Esc, and note that someone is there."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._touched = self._clock()
        # A key that nothing takes comes by a second time, as the same object, on its way up.
        if isinstance(event, events.Key) and event.key == "escape" and event is not self._escape:
            self._escape = event
            now = time.monotonic()
            if now - self._escaped < TWICE:
                self._escaped = 0.0
                self.cover()
                return
            self._escaped = now
        await super().on_event(event)

    def action_ignore(self) -> None:
        """Ctrl+C does nothing here; Ctrl+Q leaves."""

    def action_cover(self) -> None:
        """Hide the page."""
        self.cover()

    def cover(self) -> None:
        """Hide the page first, then save what was typed."""
        from .cover import Cover

        if isinstance(self.screen, Cover):
            # The same key brings the page back, but not a second press in a hurry.
            if self._covered_at is not None and self._idle(self._covered_at) > HURRY:
                self.screen.action_uncover()
            return
        self._covered_at = self._clock()
        text = self._workbook.settings.cover_text if self._workbook is not None else ""
        self.push_screen(Cover(text), callback=self._uncovered)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.save_now()
        self.checkpoint_quietly()

    def _uncovered(self, _result: Any) -> None:
        self._covered_at = None
        self._escaped = 0.0
        self._touched = self._clock()

    def action_leave(self) -> None:
        """Leave at once, with everything saved."""
        # Behind the keys that were typed before this one and are not in their field yet.
        (self.focused or self).call_later(self._leave)

    def _leave(self) -> None:
        if self._desk is not None and not self._desk.put_away():
            self.say_unsaved()
            return
        # A page that cannot keep what stands in its lines says so itself; asked once more, the person means it.
        if not self._keep_pages() and not self._refused:
            self._refused = True
            return
        self.leave_now()

    def _keep_pages(self) -> bool:
        """Have every open page keep what was typed into it; tell whether all could."""
        kept = [page.keep() for page in self.screen_stack if isinstance(page, Page)]  # each, also after one failed
        return all(kept)

    def say_unsaved(self) -> None:
        """Show what could not be saved, and what can be done about it."""
        from .unsaved import Unsaved

        problem = self.desk.problem
        if problem is not None and not isinstance(self.screen, Unsaved):
            self.push_screen(Unsaved(problem))

    def action_help(self) -> None:
        """Show the help page."""
        from .help import Help

        self._open_once(Help)

    def action_pause(self) -> None:
        """Show the pause page."""
        from .pause import Pause

        if self._workbook is not None:
            self._open_once(Pause)

    def _open_once(self, page: Any) -> None:
        from .cover import Cover

        if not isinstance(self.screen, (page, Cover)):
            self.push_screen(page())

    # Guards

    def save_now(self) -> None:
        """Put on disk what is not there yet; called on any signal, on cover and on leaving."""
        if self._desk is not None:
            self._desk.save()
            self._keep_pages()

    def checkpoint_quietly(self) -> None:
        """Write the manifest; what cannot be written now is rebuilt from the objects."""
        if self._desk is not None:
            try:
                self._desk.checkpoint()
            except WorkbookError as error:
                self._desk.problem = error

    def lock(self) -> None:
        """End this session so that a fresh one asks for the passphrase; covered meanwhile if it cannot be saved."""
        from .cover import Cover

        kept = self._keep_pages()
        if (self._desk is not None and not self._desk.put_away()) or not kept:
            if not isinstance(self.screen, Cover):
                self.cover()
            return
        self.leave_now(LOCKED)

    @staticmethod
    def _clock() -> tuple[float, float]:
        """Monotonic and wall time: one stands still in suspend, the other can jump; the larger gain counts."""
        return time.monotonic(), time.time()

    def _idle(self, since: tuple[float, float]) -> float:
        return max(abs(now - then) for now, then in zip(self._clock(), since, strict=True))

    def _watch_clock(self) -> None:
        if self._workbook is None or not self._workbook.kept:  # practice holds nothing that a lock would keep in
            return
        minutes = self._workbook.settings.idle_minutes
        if (self._covered_at is not None and self._idle(self._covered_at) > COVER_STAYS) or (
            minutes and self._idle(self._touched) > minutes * 60
        ):
            self.lock()


def _draws_boxes() -> bool:
    """Whether the terminal's locale can draw box lines."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return "UTF" in name.upper() or name == ""
