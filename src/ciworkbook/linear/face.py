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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from ..desk import Desk
from ..errors import WorkbookError
from ..guard import status
from ..guard.outlet import Outlet
from ..guard.watching import Watch
from ..words import _
from ..workbook import Settings, Workbook
from ..worksheet.catalogue import Catalogue
from . import keyboard
from .going import AskedToEnd, Back, Home, Leave, Lock
from .keyboard import EndOfInput
from .talk import Talk

Why = Literal["option", "setting", "terminal"]
"""What turned the plain face on: `--plain`, the workbook's settings, or a terminal that cannot do more."""

Page = Callable[["Face"], None]


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
        practice: bool = False,
        sheets: Path | None = None,
        fence: Callable[..., object] = lambda *_folders, **_how: None,
    ) -> None:
        self.talk = talk
        self.catalogue = catalogue
        self.folder = folder
        self.outlet = outlet
        self.why = why
        self.only_practice = practice
        self.practice = practice
        """Whether this is a made-up case; every first line of a page says so."""
        self.sheets = sheets
        self.fence = fence
        """`guard.writes.fence`, for a session that does not know yet where its workbook is going to be kept."""
        self._workbook: Workbook | None = None
        self._desk: Desk | None = None
        self._watch = Watch()
        self._asked_to_end = 0
        self._covered = False
        talk.tick, talk.hide, talk.pause = self._tick, self.hide, self._pause
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
    def has_workbook(self) -> bool:
        """Whether a workbook is open."""
        return self._workbook is not None

    def take(self, workbook: Workbook) -> None:
        """Make `workbook` the one this session works in, and the next one after a lock."""
        self._workbook = workbook
        self.practice = not workbook.kept
        if workbook.kept:
            self.outlet.folder(workbook.folder)
        # Nothing is typed behind a prompt's back: pages save when an answer is complete.
        self._desk = Desk(workbook, lambda _seconds, _save: _NoTimer())

    def let_go(self) -> None:
        """Let the made-up case go."""
        self._workbook = self._desk = None
        self.practice = False

    # The conversation

    def run(self) -> int:
        """Hold the conversation; return the exit status of the session."""
        with self._signals():
            self._greet()
            while True:
                try:
                    self._first_page()
                except (Back, Home):
                    continue
                except Lock:
                    if self._may_go() and self.has_workbook and self.workbook.kept:
                        return status.LOCKED
                    self.hide()
                except Leave as leaving:
                    if self._may_go():
                        self._clear(at_once=leaving.at_once)
                        return status.DONE
                except EndOfInput:
                    self._save_at_the_end()
                    return status.DONE
                except AskedToEnd as asked:
                    self._save_at_the_end()
                    return asked.code

    def open(self, page: Page) -> None:
        """Run `page`, and come back when it ends or the person goes back from it."""
        with suppress(Back):
            page(self)

    def _first_page(self) -> None:
        from .home import home

        if self._workbook is None:
            from .first_evening import first_evening

            first_evening(self)
        else:
            home(self)

    def _greet(self) -> None:
        why = {
            "option": _("This is the plain way to use the workbook, line by line. It was asked for with --plain."),
            "setting": _("This is the plain way to use the workbook, line by line. It was chosen in the settings."),
            "terminal": _("This is the plain way to use the workbook, line by line: this window cannot show pages."),
        }[self.why]
        self.talk.part(
            why,
            _("What you type and read stays in this window until it is cleared. Leaving offers to clear it."),
            _("At every question, type /help and Enter to hear what you can do."),
        )

    # Ways out

    def _may_go(self) -> bool:
        """Put everything on disk; where that fails, say so and tell whether the person wants to go all the same."""
        if self._desk is None or self._desk.put_away():
            return True
        problem = self._desk.problem
        if problem is not None:
            self.talk.page(_("Not saved yet"), problem.message, problem.hint)
        self.talk.say(_("What you typed is still here, as long as this program is open."))
        try:
            if self.talk.yes(_("Leave without the last words?"), usual=False):
                self._desk.drop()
                return True
        except (Back, Home, Lock, Leave):
            pass
        return False

    def _save_at_the_end(self) -> None:
        if self._desk is not None and not self._desk.put_away() and self._desk.problem is not None:
            self.talk.say(self._desk.problem.message, self._desk.problem.hint)

    def _clear(self, *, at_once: bool) -> None:
        """Clear the window, after asking for it unless `at_once`; say where it cannot be done."""
        if not self.talk.reader.moves:
            self.talk.say(_("This window cannot be cleared from here. Close it so that nobody reads on."))
            return
        if not at_once:
            self.talk.part(_("Everything said here still stands in this window."))
            try:
                if not self.talk.yes(_("Clear it? Enter alone clears it:"), usual=True):
                    return
            except (Back, Home, Lock, Leave, EndOfInput, AskedToEnd):
                pass
        self.talk.write(keyboard.CLEARING)

    def hide(self) -> None:
        """Clear the window and show a dull text until the person is back; raises `Lock` where that takes long."""
        from ..cover_text import dull_text

        settings = self._workbook.settings if self._workbook is not None else Settings()
        self._covered = True
        self._watch.cover()
        try:
            self.talk.write(keyboard.CLEARING if self.talk.reader.moves else "\n" * 60)
            self.talk.write("".join(f"{row}\n" for row in keyboard.rows(settings.cover_text or dull_text(), 60)))
            if self._desk is not None:
                self._desk.save()
            # The clocks lock when it takes longer than the person chose.
            while not self.talk.reader.wait(3600, self._tick):
                pass
        finally:
            self._covered = False
            self._watch.uncover()
        self.talk.again()

    # Guards

    def _tick(self) -> None:
        """Look at the clocks and at what the system asked; raises `Lock` or `AskedToEnd`."""
        if self._asked_to_end:
            raise AskedToEnd(128 + self._asked_to_end)
        settings = self._workbook.settings if self._workbook is not None else Settings()
        reason = self._watch.look(settings.idle_minutes * 60, settings.cover_seconds)
        if reason and self._workbook is not None and self._workbook.kept:
            raise Lock

    def _pause(self) -> None:
        from .pause import pause

        if self.has_workbook:
            self.open(pause)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Note what asks to end: it is answered while the next line is waited for, never in the middle of a save."""
        if sys.platform == "win32":
            yield
            return

        def asked(number: int, _frame: object) -> None:
            self._asked_to_end = number

        def went_on(_number: int, _frame: object) -> None:
            if isinstance(self.talk.reader, keyboard.Terminal):
                self.talk.reader.take_again()

        answers = {signal.SIGTERM: asked, signal.SIGHUP: asked, signal.SIGCONT: went_on}
        before = {number: signal.signal(number, answer) for number, answer in answers.items()}
        try:
            yield
        finally:
            for number, answer in before.items():
                signal.signal(number, answer)

    # For pages

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do `work`; where the workbook refuses, say why and what to do. Tell whether it was done."""
        try:
            work()
        except WorkbookError as error:
            self.talk.say(error.message, error.hint)
            return False
        return True


class _NoTimer:
    """Stands where the full-screen face has a timer."""

    def stop(self) -> None:
        """Nothing is waiting."""


def run(
    catalogue: Catalogue,
    folder: Path,
    outlet: Outlet,
    workbook: Workbook | None,
    *,
    why: Why,
    practice: bool,
    sheets: Path | None,
    fence: Callable[..., object],
) -> int:
    """Hold one session on standard input and output; return its exit status."""
    with keyboard.reader(write) as reader:
        talk = Talk(reader, write)
        face = Face(talk, catalogue, folder, outlet, workbook, why=why, practice=practice, sheets=sheets, fence=fence)
        return face.run()


def write(text: str) -> None:
    """Write to standard output at once; a terminal or pipe that is gone shows nothing."""
    with suppress(OSError, ValueError):
        data = text.encode(sys.stdout.encoding or "utf-8", "replace")
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
