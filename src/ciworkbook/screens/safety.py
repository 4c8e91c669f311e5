"""The app every page stands on: what Textual would show, copy, write or leave behind, it does not.

- A crash shows no local variable and no text of an error. It is noted by kind and place, and is never status 0.
- No picture of the screen, nothing to the system's clipboard, no file, no browser, no palette of commands.
- The pages are erased line by line before the terminal is given back: on leaving, on signals, on suspending.
- SIGTERM and SIGINT save and leave; SIGHUP saves and ends at once, because the terminal may be gone and writing to it
  would wait for ever. Coming back from a stop shows the cover first.
- No clock of ours ends a save that is under way: a slow disk gets the time it needs.
- Only this module and `driver` override what Textual keeps private. `tests/terminal/test_guards_private.py` lists it
  all and says which name went or changed. Text handed to `copy_to_clipboard` stays in this process.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.events import Key
from textual.screen import Screen
from textual.worker import WorkerFailed

from ..guard import crash, terminal
from ..guard.status import CRASHED, DONE
from .driver import Careful, screen
from .right_to_left import Turning

LINGER = 2.0
"""Seconds after which a session that has saved and erased ends, even if work in a thread is still going on."""
_SIGNAL_LINGER = 5.0
"""The same from a signal on, with keys still on their way to their field."""
_STEP = 0.05


class SafeApp(App[int]):
    """A Textual app that keeps what it shows to itself. `run` returns the exit status of the session."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.turning = Turning()
        """Lines that are read from right to left."""
        self.ascii_only = False
        """Whether the terminal's locale has no signs to draw with."""
        self.encoding = "utf-8"
        """The encoding in which the terminal is written to and read from."""
        self.own_cursor, self.takes_mouse = False, True
        """Whether the terminal shows its own cursor, and whether it reports the mouse."""
        self.leaves = False
        """Whether everything is saved and this process is about to end."""
        self.launcher = 0
        """The process that puts the terminal in order after this one; 0 if this one does so itself."""
        self._saving = False
        self._hiding: list[Key] = []
        """Keys for which the screen was emptied, and which the app has not answered yet."""
        self._gone = False
        self._restopped = 0
        self._ending: threading.Event | None = None

    # For the app to fill in

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw `renderable`, with lines that are read from right to left put in order."""
        if not isinstance(renderable, CompositorUpdate) or self._batch_count:
            super()._display(screen, renderable)
            return
        drawn = self.turning.update(screen, renderable)
        if self._driver is not None and (said := self.turning.to_say()):
            self._driver.write(said)
        self.cursor_drawn = self.turning.drawn_at(self.cursor_position)
        try:
            super()._display(screen, drawn)
        finally:
            self.cursor_drawn = None

    def save_now(self) -> None:
        """Put on disk what is not there yet."""

    def cover(self) -> None:
        """Hide the page."""

    def is_saving(self) -> bool:
        """Tell whether something is being put on disk now. Asked from another thread."""
        return self._saving

    def hides(self, _key: Key) -> bool:
        """Tell whether the page is to go at once, before the app gets to a key. Asked in the thread that reads keys."""
        return False

    # Leaving

    def leave_now(self, status: int = DONE) -> None:
        """Take the page off the screen at once, save, and end with `status`.

        Work in threads gets `LINGER` seconds to end; whatever has to be on disk is put there by `save_now`.
        """
        self.wipe()
        self._save_quietly()
        self.leaves = True
        self.exit(status, return_code=status)
        if isinstance(self._driver, Careful) and self._ending is None:
            self._ending = _end_in(LINGER, status, self.is_saving, _given_back(self._driver))

    def leave_standing(self, status: int, otherwise: int) -> None:
        """End with `status`, and leave what is on the screen there for the next session to take away.

        Where nothing stands there, end with `otherwise`.
        """
        stands = isinstance(self._driver, Careful) and self._driver.stand()
        self.leave_now(status if stands else otherwise)

    def draw_curtain(self) -> None:
        """Empty the screen now, and draw nothing until `lift_curtain`."""
        if isinstance(self._driver, Careful):
            self._driver.curtain()

    def lift_curtain(self) -> None:
        """Draw again, from the first row to the last."""
        if isinstance(self._driver, Careful) and self._driver.lift():
            self.refresh(layout=True)

    def hide_for(self, key: Key) -> None:
        """Empty the screen for `key`, if it is one that hides the page. Called in the thread that reads keys."""
        if self.hides(key):
            self._hiding.append(key)
            self.draw_curtain()

    def has_answered(self, key: Key) -> bool:
        """Note that the app is done with `key`; tell whether the screen was emptied for it, and for no later one."""
        for at, one in enumerate(self._hiding):
            if one is key:
                del self._hiding[: at + 1]
                return not self._hiding
        return False

    def wipe(self) -> None:
        """Empty the screen now, and keep pages from being drawn on it again."""
        if isinstance(self._driver, Careful):
            self._driver.wipe()

    async def action_quit(self) -> None:
        """Leave, with everything saved."""
        self.leave_now()

    def run(self, **options: Any) -> int:
        """Run the app and return its exit status; nothing is ever raised or printed."""
        crash.quiet_logs()
        status: int | None
        try:
            status = super().run(**options)
        except BaseException as error:
            self._note(error)
            self._save_quietly()
            return CRASHED
        finally:
            if self._ending is not None:
                self._ending.set()
            terminal.give_back_keys()
        if self.return_code == CRASHED:
            return CRASHED
        return status if isinstance(status, int) else self.return_code or DONE

    def _save_quietly(self) -> None:
        if self._saving:
            return
        self._saving = True
        try:
            self.save_now()
        except Exception as error:
            crash.note(error)
        finally:
            self._saving = False

    # Crashes

    def _note(self, error: BaseException) -> None:
        if isinstance(error, WorkerFailed):
            error = error.error
        self._return_code = CRASHED
        crash.note(error)

    def _handle_exception(self, error: Exception) -> None:
        self._note(error)
        if self._exception is None:  # tests raise it again
            self._exception = error
            self._exception_event.set()
        self.wipe()
        self._save_quietly()
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def panic(self, *_renderables: Any) -> None:
        """End after a fault, without showing what is given."""
        self.wipe()
        self._save_quietly()
        self._fatal_error()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    # Ways out that are closed

    def copy_to_clipboard(self, text: str) -> None:
        """Keep `text` for pasting in this session; nothing goes to the system's clipboard."""
        self._clipboard = text

    def get_system_commands(self, _screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return no commands."""
        return ()

    def export_screenshot(self, **_options: Any) -> str:
        """Return nothing."""
        return ""

    def save_screenshot(self, *_args: Any, **_options: Any) -> str:
        """Save nothing."""
        return ""

    def deliver_screenshot(self, *_args: Any, **_options: Any) -> str | None:
        """Save nothing."""
        return None

    def action_screenshot(self, *_args: Any, **_options: Any) -> None:
        """Save nothing."""

    def deliver_text(self, *_args: Any, **_options: Any) -> str | None:
        """Save nothing; what leaves goes through the outlet."""
        return None

    def deliver_binary(self, *_args: Any, **_options: Any) -> str | None:
        """Save nothing; what leaves goes through the outlet."""
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing."""

    # The driver and the signals

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system, made careful."""
        return type("CarefulDriver", (Careful, super().get_driver_class()), {})

    def take_signals(self) -> None:
        """Answer signals from the event loop. The driver calls it when the terminal is in its hands."""
        loop = asyncio.get_running_loop()
        if sys.platform == "win32":
            for name in ("SIGTERM", "SIGBREAK", "SIGINT"):
                code = 128 + getattr(signal, name)
                signal.signal(
                    getattr(signal, name), lambda *_, code=code: loop.call_soon_threadsafe(self.leave_now, code)
                )
            return
        answers: dict[int, Callable[[], None]] = {
            signal.SIGTERM: functools.partial(self._asked_to_end, 128 + signal.SIGTERM),
            signal.SIGINT: functools.partial(self._asked_to_end, 128 + signal.SIGINT),
            signal.SIGHUP: self.hung_up,
            signal.SIGTSTP: self._stop,
            signal.SIGCONT: self._continue,
        }
        for number, answer in answers.items():
            loop.add_signal_handler(number, answer)

    def _asked_to_end(self, code: int) -> None:
        self.wipe()
        self._save_quietly()
        if isinstance(self._driver, Careful) and self._ending is None:
            self._ending = _end_in(_SIGNAL_LINGER, code, self.is_saving, _given_back(self._driver))
        self._behind_the_keys(functools.partial(self.leave_now, code))

    def hung_up(self) -> None:
        """Save what was typed until now and end: the terminal is gone."""
        if self._gone:
            return
        self._gone = True
        _end_in(_SIGNAL_LINGER, 129, self.is_saving)
        self._save_quietly()
        self._behind_the_keys(self._hang_up)

    def _hang_up(self) -> None:
        self._save_quietly()
        terminal.leave(screen().fileno())
        terminal.give_back_keys()
        os._exit(129)

    def _behind_the_keys(self, work: Callable[[], None]) -> None:
        """Do `work` once the keys that were typed before now are in their field: they come there by two queues."""

        def in_the_field() -> None:
            place = self.focused if self._screen_stack else None
            (place or self).call_later(work)

        self.call_later(in_the_field)

    def _stop(self) -> None:
        if sys.platform == "win32":
            return
        self.cover()
        self._save_quietly()
        self._restopped += 1  # the signal that ends the stop is not to be answered once more
        with self.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        if self._restopped:
            self._restopped -= 1
            return
        # Stopped by force: whoever had the terminal meanwhile has changed it, so it is taken anew.
        self.cover()
        with self.suspend():
            pass


def _given_back(driver: Careful) -> Callable[[], None]:
    """Return what puts the terminal in order for a session that has to end without its driver."""

    def give_back() -> None:
        if driver.stands:
            os.write(screen().fileno(), terminal.standing())
        else:
            terminal.leave(screen().fileno())

    return give_back


def _end_in(
    seconds: float, status: int, is_saving: Callable[[], bool], give_back: Callable[[], None] = lambda: None
) -> threading.Event:
    """End this process once `seconds` have gone by in which nothing was saved, unless the event is set before."""
    called_off = threading.Event()

    def end() -> None:
        left = seconds
        while left > 0:
            if called_off.wait(_STEP):
                return
            left = seconds if is_saving() else left - _STEP
        with contextlib.suppress(OSError):
            give_back()
        terminal.give_back_keys()
        os._exit(status)

    threading.Thread(target=end, name="ending", daemon=True).start()
    return called_off
