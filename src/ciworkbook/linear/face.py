"""The plain face: the whole workbook as lines of text, one thing after the other.

- Same worksheets, visits, vault and words as the full-screen face; what both need lies below them, not here.
- `Face` owns the workbook, the desk and the ways out. Pages are functions `page(face)`; `face.open` runs one and comes
  back when it ends or the person goes back.
- Whatever ends a conversation, also the end of the input or a signal, saves first. What cannot be saved is said.
- It locks by the same clocks as the full-screen face, by ending this process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeVar

from .. import keys, languages
from ..desk import Desk
from ..errors import WorkbookError
from ..guard import crash, status
from ..guard.outlet import Outlet
from ..own_sheets import OwnSheets
from ..preferences import Settings
from ..words import _
from ..workbook import Workbook
from ..worksheet.catalogue import Catalogue
from . import console
from .going import AskedToEnd, Back, Going, Home, Leave, Lock
from .greeting import Why, greet, limits
from .guards import Guards
from .keyboard import Terminal
from .lines import EndOfInput
from .slow import SlowWork
from .talk import Talk
from .window import Window

After = Literal["", "lock", "cover"]
"""What ended the session before this one: nothing, a lock, or a lock while a dull text hid everything."""

Page = Callable[["Face"], None]
T = TypeVar("T")


class Face:
    """One session in lines. `run` returns its exit status."""

    def __init__(
        self,
        talk: Talk,
        catalogue: Catalogue,
        folder: Path,
        outlet: Outlet,
        workbook: Workbook | None = None,
        *,
        why: Why = "option",
        after: After = "",
        locked: bool = False,
        practice: bool = False,
        sheets: Path | None = None,
        language: str = "",
        fence: Callable[..., object] = lambda *_folders, **_how: None,
    ) -> None:
        """`locked` tells that there is a workbook in `folder` to be opened; `language` that one was asked for."""
        self.talk = talk
        self.catalogue = catalogue
        self.folder = folder
        self.outlet = outlet
        self.why = why
        self.after = after
        self.language = language
        self.only_practice = practice
        self.own_sheets = OwnSheets(sheets, lambda: catalogue)
        self.fence = fence
        """`guard.writes.fence`, for a session that does not know yet where its workbook is going to be kept."""
        self._workbook: Workbook | None = None
        self._desk: Desk | None = None
        self._locked = locked
        self._guards, self._window = Guards(), Window(talk)
        self._slow = SlowWork(talk, lambda: self.hide(locks=False), self._window.empty, self._time_to_lock)
        self._stands = self._greeted = False
        talk.tick, talk.hide, talk.stop, talk.pause = self._tick, self.hide, self._stop, self._pause
        talk.also = lambda: limits(talk, self._workbook.settings if self._workbook is not None else None)
        talk.reader.touched = self._guards.watch.touch
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

    @property
    def _settings(self) -> Settings:
        return self._workbook.settings if self._workbook is not None else Settings()

    @property
    def has_workbook(self) -> bool:
        """Whether a workbook is open."""
        return self._workbook is not None

    def take(self, workbook: Workbook) -> None:
        """Make `workbook` the one this session works in, and the next one after a lock."""
        self._workbook, self._window.holds_anything = workbook, True
        self.folder = workbook.folder if workbook.kept else self.folder
        self.talk.practice = not workbook.kept
        if workbook.kept:
            self.outlet.folder(workbook.folder)
        # Nothing is typed behind a prompt's back: pages save when an answer is complete.
        keys.use(workbook.settings.keys, function_keys=workbook.settings.function_keys)
        self._desk = Desk(workbook, lambda _seconds, _save: _NoTimer())

    def speak(self, language: str, form: str = "") -> None:
        """Speak `language` from now on; what was said is not said again by this."""
        languages.speak(language, form, self._workbook)
        self.outlet.language(language)
        self.catalogue = self.catalogue.in_language(language, form)
        if self._desk is not None:
            self._desk.reword()

    def let_go(self) -> None:
        """Let the made-up case go."""
        self._workbook = self._desk = None
        self.talk.practice = False

    @property
    def practice(self) -> bool:
        """Whether this is a made-up case; the title of every part says so."""
        return self.talk.practice

    # The conversation

    def run(self) -> int:
        """Hold the conversation; return the exit status of the session."""
        with self._guards.signals(self._went_on):
            code: int | None = None
            self.own_sheets.start()
            while code is None:
                try:
                    code = self._once()
                except EndOfInput:
                    self._save_at_the_end()
                    code = status.DONE
                except AskedToEnd as asked:
                    self._save_at_the_end()
                    code = asked.code
                except Going:  # on the way out
                    continue
                except BaseException:
                    self._window.clear_at_once()
                    raise
            return code

    def _once(self) -> int | None:
        """Hold the conversation until the person goes somewhere; return the exit status once it has ended."""
        try:
            if self.after == "cover":
                self._wait_under_cover()
            self._greet()
            while True:
                with suppress(Back, Home):
                    self._first_page()
        except Lock:
            return self._lock()
        except Leave as leaving:
            if self._may_go():
                self._window.clear(at_once=leaving.at_once)
                return status.DONE
        return None

    def open(self, page: Page) -> None:
        """Run `page`, and come back when it ends or the person goes back from it."""
        with suppress(Back):
            page(self)

    def _first_page(self) -> None:
        from .home import home

        if self._workbook is not None:
            home(self)
        elif self._locked:
            from .unlock import unlock

            unlock(self)
            self._locked = False
        else:
            from .first_evening import first_evening

            self._window.holds_anything = True
            first_evening(self)

    def _greet(self) -> None:
        """Say once which way this is and what turned it on; after a lock only that it is locked."""
        if self._greeted:
            return
        self._greeted = True
        if self.after:
            self.talk.part(_("The workbook is locked."))
            return
        greet(self.talk, self.why)

    def _wait_under_cover(self) -> None:
        """Leave the dull text of the session before in the window until someone is there."""
        self.after = "lock"
        while not self.talk.reader.wait(3600, self._tick):
            pass
        self._window.empty()

    # Ways out

    def _may_go(self) -> bool:
        """Put everything on disk; where that fails, tell whether the person wants to go all the same."""
        if self._desk is None or self._desk.put_away():
            return True
        from .unsaved import may_go

        return may_go(self.talk, self._desk)

    def _save_at_the_end(self) -> None:
        """Save where nobody can be asked any more, and leave nothing in the window but what could not be saved."""
        saved = self._desk is None or self._desk.put_away()
        self._window.clear_at_once()
        if not saved and self._desk is not None and self._desk.problem is not None:
            self.talk.say(self._desk.problem.message, self._desk.problem.hint)

    def _lock(self) -> int | None:
        """Put everything away and return the status for a lock; where that cannot be, hide it all and say why after."""
        stands, self._stands = self._stands, False
        if self._workbook is None or not self._workbook.kept:
            self.hide()  # there is nothing that a passphrase opens
            return None
        if self._desk is None or self._desk.put_away():
            if stands:
                return status.LOCKED_COVERED
            self.wipe()
            return status.LOCKED
        from .unsaved import say_unsaved

        self.hide(locks=False)
        say_unsaved(self.talk, self._desk)
        return None

    def wipe(self) -> None:
        """Clear what was said from the window; where that cannot be done, say that it still stands there."""
        self._window.wipe()

    def hide(self, *, locks: bool = True, stop: bool = False) -> None:
        """Clear the window and show a dull text until the person is back; raises `Lock` where that takes long.

        Without `locks` it stays for as long as it takes. With `stop` the shell goes on first.
        """
        from ..cover_text import dull_text

        try:
            with self._guards.covered():
                self._window.cover(self._settings.cover_text or dull_text())
                if self._desk is not None:
                    self._desk.save()
                if stop and sys.platform != "win32":
                    os.kill(os.getpid(), signal.SIGSTOP)
                # The clocks lock when it takes longer than the person chose.
                while not self.talk.reader.wait(3600, self._tick if locks else self._guards.answer_signals):
                    pass
        except Lock:
            self._stands = True
            raise
        self._window.empty()
        self.talk.again()

    def _stop(self) -> None:
        self.hide(stop=True)

    # Guards

    def _tick(self) -> None:
        """Look at the clocks and at what the system asked; raises `Lock` or `AskedToEnd`."""
        self._guards.answer_signals()
        self._slow.go()
        if self._time_to_lock():
            raise Lock

    def _time_to_lock(self) -> bool:
        return self._guards.time_to_lock(self._settings, locks=self._workbook is not None and self._workbook.kept)

    def _pause(self) -> None:
        from .pause import pause

        if self.has_workbook:
            self.open(pause)

    def _went_on(self) -> None:
        if isinstance(self.talk.reader, Terminal):
            self.talk.reader.take_again()

    # For pages

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do `work`; where the workbook refuses, say why and what to do. Tell whether it was done."""
        try:
            work()
        except WorkbookError as error:
            self.talk.say(error.message, error.hint)
            return False
        return True

    def do(self, said: str, work: Callable[[], T], *, unknown: str = "") -> tuple[T] | None:
        """Do slow `work` after saying `said`; return what it gives in a tuple, or say why it was not done.

        `unknown` is said where nothing more is known. Raises the errors of the workbook that pages answer themselves:
        see `work`.
        """
        try:
            return (self.work(said, work),)
        except WorkbookError as error:
            self.talk.say(error.message, error.hint)
        except Exception as error:
            crash.note(error)
            self.talk.say(unknown or _("This could not be done. Nothing was changed. Try again."))
        return None

    def work(self, said: str, work: Callable[[], T]) -> T:
        """Do slow `work` in a thread of its own after saying `said`; return what it gives, raise what it raises.

        Meanwhile what was said can be hidden; a lock and leaving wait for its end, and for the next question.
        """
        return self._slow.do(said, work)

    def so_far(self, ready: int, of: int) -> None:
        """Note how far slow work has come; may be called from its thread."""
        self._slow.so_far(ready, of)


class _NoTimer:
    """Stands where the full-screen face has a timer."""

    def stop(self) -> None:
        """Nothing is waiting."""


def run(face_of: Callable[[Talk], Face], *, afresh: bool) -> int:
    """Hold one session on standard input and output; return its exit status.

    With `afresh` what was typed on a terminal before now is let go.
    """
    with console.reader(console.write, afresh=afresh) as reader:
        return face_of(Talk(reader, console.write)).run()
