"""The plain face: the whole workbook as lines of text, one thing after the other.

- Same worksheets, visits, vault and words as the full-screen face; what both need lies below them, not here.
- `Face` owns the workbook, the desk and the ways out. Pages are functions `page(face)`; `face.open` runs one and comes
  back when it ends or the person goes back.
- Whatever ends a conversation, also the end of the input or a signal, saves first. What cannot be saved is said.
- It locks by the same clocks as the full-screen face, by ending this process. What was said is cleared from the window
  then, where that can be done; where it cannot, a sentence says so.
- Slow work has a thread of its own: keys that hide and lock answer meanwhile, and leaving waits for its end.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Literal, TypeVar

from .. import keys, languages
from ..desk import Desk
from ..errors import WorkbookError
from ..guard import crash, status
from ..guard.outlet import Outlet
from ..guard.watching import Watch
from ..own_sheets import OwnSheets
from ..settings.locking import seconds_words
from ..words import _, n_, p_
from ..workbook import Settings, Workbook
from ..worksheet.catalogue import Catalogue
from . import keyboard
from .going import AskedToEnd, Back, Going, Home, Leave, Lock
from .keyboard import EndOfInput, Pressed
from .talk import COMMANDS, Choice, Talk

Why = Literal["option", "setting", "terminal"]
"""What turned the plain face on: `--plain`, the workbook's settings, or a terminal that cannot do more."""

After = Literal["", "lock", "cover"]
"""What ended the session before this one: nothing, a lock, or a lock while a dull text hid everything."""

Page = Callable[["Face"], None]
T = TypeVar("T")
SAY_EVERY = 10.0
"""Seconds between two words on how far slow work has come."""


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
        self.own_sheets = OwnSheets(sheets, catalogue)
        self.fence = fence
        """`guard.writes.fence`, for a session that does not know yet where its workbook is going to be kept."""
        self._workbook: Workbook | None = None
        self._desk: Desk | None = None
        self._locked = locked
        self._watch = Watch()
        self._asked_to_end = 0
        self._pending: Going | None = None
        """Where the person went while something was being done."""
        self._covered = self._stands = self._anything_said = False
        self._greeted = False
        self._so_far = (0, 0)
        talk.tick, talk.hide, talk.stop, talk.pause = self._tick, self.hide, self._stop, self._pause
        talk.also = self._limits
        talk.reader.touched = self._watch.touch
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
        self._workbook, self._anything_said = workbook, True
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
        with self._signals():
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
                    self._clear_at_once()
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
                self._clear(at_once=leaving.at_once)
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

            self._anything_said = True
            first_evening(self)

    def _greet(self) -> None:
        """Say once which way this is and what turned it on; after a lock only that it is locked."""
        if self._greeted:
            return
        self._greeted = True
        if self.after:
            self.talk.part(_("The workbook is locked."))
            return
        why = {
            "option": _("This is the plain way to use the workbook, line by line. It was asked for with --plain."),
            "setting": _("This is the plain way to use the workbook, line by line. It was chosen in the settings."),
            "terminal": _("This is the plain way to use the workbook, line by line: this window cannot show pages."),
        }[self.why]
        hide = COMMANDS["hide"]()
        self.talk.part(
            why,
            _("What you type and read stays in this window until it is cleared. Leaving offers to clear it.")
            if self.talk.reader.moves
            else _("What you type and read stays in this window. It cannot be cleared from here."),
            _("To hide everything at once, press {keys}, or type /{hide}.").format(
                keys=keys.all_shown("cover"), hide=hide
            )
            if self.talk.reader.shows
            else _("To hide everything at once, type /{hide}.").format(hide=hide),
            _("At every question, type /{help} and Enter to hear what you can do.").format(help=COMMANDS["help"]()),
        )

    def _limits(self) -> list[str]:
        """Return what is true of saving, hiding and leaving here, for the end of help."""
        settings = self._workbook.settings if self._workbook is not None else Settings()
        cleared = _(
            "Hiding and leaving clear this window. They do not clear what the computer itself may keep. They do not "
            "hide you from a program that records the screen or the keys."
        )
        if not self.talk.reader.moves:
            cleared = _("Nothing that was said can be cleared from here: not by hiding, and not by leaving.")
        if self.practice:
            return [_("This is practice. Nothing is kept."), cleared]
        saved = _("What you answer is saved when you press Enter, and whenever you hide, lock or leave.")
        locks = _("Hidden, the workbook locks itself {when}.").format(when=seconds_words(settings.cover_seconds))
        return [saved, cleared, locks] if self._workbook is not None else [cleared]

    def _wait_under_cover(self) -> None:
        """Leave the dull text of the session before in the window until someone is there."""
        self.after = "lock"
        while not self.talk.reader.wait(3600, self._tick):
            pass
        self._empty()

    # Ways out

    def _may_go(self) -> bool:
        """Put everything on disk; where that fails, say so and tell whether the person wants to go all the same."""
        while self._desk is not None and not self._desk.put_away():
            self._say_unsaved()
            chosen = self.talk.choose(
                [
                    Choice("again", _("Try to save again")),
                    Choice("back", p_("page", "Back to the page")),
                    Choice("leave", _("Leave without the last words")),
                ],
                usual="again",
            )
            if chosen == "back":
                return False
            if chosen == "leave":
                self.talk.say(_("What you typed since the last save will be gone. What was saved before stays."))
                if self.talk.yes(_("Leave without the last words?"), usual=False):
                    self._desk.drop()
                    return True
        return True

    def _say_unsaved(self) -> None:
        problem = self._desk.problem if self._desk is not None else None
        if problem is not None:
            self.talk.page(_("Not saved yet"), problem.message, problem.hint)
        self.talk.say(_("What you typed is still here, as long as this program is open."))

    def _save_at_the_end(self) -> None:
        """Save where nobody can be asked any more, and leave nothing in the window but what could not be saved."""
        saved = self._desk is None or self._desk.put_away()
        self._clear_at_once()
        if not saved and self._desk is not None and self._desk.problem is not None:
            self.talk.say(self._desk.problem.message, self._desk.problem.hint)

    def _clear_at_once(self) -> None:
        if self._anything_said and self.talk.reader.moves:
            self._empty()

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
        self.hide(locks=False)
        self._say_unsaved()
        return None

    def _clear(self, *, at_once: bool) -> None:
        """Clear the window, after asking for it unless `at_once`; say where it cannot be done."""
        if not self._anything_said:
            return
        if not self.talk.reader.moves:
            self.talk.say(_("This window cannot be cleared from here. Close it so that nobody reads on."))
            return
        if not at_once:
            self.talk.part(_("Everything said here still stands in this window."))
            try:
                if not self.talk.yes(_("Clear it?"), usual=True):
                    return
            except (Going, EndOfInput):
                pass
        self._empty()

    def _empty(self) -> None:
        """Clear the window, or move what stands there out of sight where it cannot be cleared."""
        self.talk.write(keyboard.CLEARING if self.talk.reader.moves else "\n" * 60)

    def wipe(self) -> None:
        """Clear what was said from the window; where that cannot be done, say that it still stands there."""
        if self.talk.reader.moves:
            self._empty()
        else:
            self.talk.say(_("What was said here still stands in this window. It cannot be cleared from here."))

    def hide(self, *, locks: bool = True, stop: bool = False) -> None:
        """Clear the window and show a dull text until the person is back; raises `Lock` where that takes long.

        Without `locks` it stays for as long as it takes. With `stop` the shell goes on first.
        """
        from ..cover_text import dull_text

        settings = self._workbook.settings if self._workbook is not None else Settings()
        self._covered = True
        self._watch.cover()
        try:
            self._empty()
            self.talk.write("".join(f"{row}\n" for row in keyboard.rows(settings.cover_text or dull_text(), 60)))
            if self._desk is not None:
                self._desk.save()
            if stop and sys.platform != "win32":
                os.kill(os.getpid(), signal.SIGSTOP)
            # The clocks lock when it takes longer than the person chose.
            while not self.talk.reader.wait(3600, self._tick if locks else self._answer_signals):
                pass
        except Lock:
            self._stands = True
            raise
        finally:
            self._covered = False
            self._watch.uncover()
        self._empty()
        self.talk.again()

    def _stop(self) -> None:
        self.hide(stop=True)

    # Guards

    def _tick(self) -> None:
        """Look at the clocks and at what the system asked; raises `Lock` or `AskedToEnd`."""
        self._answer_signals()
        if self._pending is not None:
            going, self._pending = self._pending, None
            raise going
        if self._time_to_lock():
            raise Lock

    def _answer_signals(self) -> None:
        if self._asked_to_end:
            raise AskedToEnd(128 + self._asked_to_end)

    def _time_to_lock(self) -> bool:
        """Tell whether the clocks lock now. Where there is nothing to lock, only a sleep hides what was said."""
        settings = self._workbook.settings if self._workbook is not None else Settings()
        reason = self._watch.look(settings.idle_minutes * 60, settings.cover_seconds)
        if self._workbook is None or not self._workbook.kept:
            return reason in ("slept", "clock") and not self._covered
        return bool(reason)

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

        answers = dict.fromkeys((signal.SIGTERM, signal.SIGHUP, signal.SIGINT), asked) | {signal.SIGCONT: went_on}
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
        given: list[T] = []
        raised: list[BaseException] = []
        done = threading.Event()

        def doing() -> None:
            try:
                given.append(work())
            except BaseException as error:  # it is raised again where it was asked for
                raised.append(error)
            finally:
                done.set()

        self.talk.say(said)
        self._so_far = (0, 0)
        said_at = monotonic()
        threading.Thread(target=doing, name="work").start()
        while not done.is_set():
            try:
                self.talk.reader.meanwhile(done)
                if self._time_to_lock():
                    self._pending = Lock()
                    self._empty()
            except EndOfInput:
                done.wait()
            except Pressed as pressed:
                if pressed.key == "cover":
                    self.hide(locks=False)
                elif pressed.key == "lock":
                    self._pending = Lock()
                    self._empty()
                else:
                    self._pending = Leave(at_once=True)
                    self._empty()
            ready, of = self._so_far
            if of and monotonic() - said_at > SAY_EVERY:
                said_at = monotonic()
                self.talk.say(n_("{done} of {n} step", "{done} of {n} steps", of, done=ready))
        if raised:
            raise raised[0]
        return given[0]

    def so_far(self, ready: int, of: int) -> None:
        """Note how far slow work has come; may be called from its thread."""
        self._so_far = (ready, of)


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
    after: After,
    locked: bool,
    practice: bool,
    sheets: Path | None,
    language: str,
    fence: Callable[..., object],
) -> int:
    """Hold one session on standard input and output; return its exit status. See `Face` for the rest."""
    with keyboard.reader(write, afresh=bool(after)) as reader:
        face = Face(
            Talk(reader, write),
            catalogue,
            folder,
            outlet,
            workbook,
            why=why,
            after=after,
            locked=locked,
            practice=practice,
            sheets=sheets,
            language=language,
            fence=fence,
        )
        return face.run()


def write(text: str) -> None:
    """Write to standard output at once; a terminal or pipe that is gone shows nothing."""
    with suppress(OSError, ValueError):
        data = text.encode(sys.stdout.encoding or "utf-8", "replace")
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
