"""The driver: the terminal as it is drawn on, read from and given back.

- The screen is erased line by line before it is left, and nothing is drawn after that.
- A key that hides the page empties the screen in the thread that reads it, so that no save, no layout and no other work
  of the app keeps the page in view. The app then shows what is meant to be seen.
- Any byte can be typed: what is no text is shown as such and takes nothing with it.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import functools
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.app import App
from textual.driver import Driver
from textual.events import Key
from textual.message import Message

from ..guard import crash, terminal
from ..text import cells

if sys.platform != "win32":
    import termios

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _DriverBase

    from .safety import SafeApp
else:
    _DriverBase = Driver


class Careful(_DriverBase):
    """Mixed into the driver of the system, for a `SafeApp`."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._safe = cast("SafeApp", app)
        # Two threads draw: the app's, and the one that reads keys. What the first began, the second must not undo.
        self._turn = threading.RLock()
        self._blank = self._curtain = self._stands = False
        # Textual draws on standard error, which a person may have sent to a file and libraries print to.
        self._file = screen()  # type: ignore[assignment]

    def process_message(self, message: Message) -> None:
        """Pass on what was typed, behind an empty screen if it is to hide the page."""
        if self._safe.leaves:
            return
        if isinstance(message, Key):
            self._safe.hide_for(message)
        super().process_message(message)

    def wipe(self) -> None:
        """Empty the screen; from now on pages are not drawn."""
        with self._turn:
            if not self._blank:
                self._erase()
                self._blank = True

    def curtain(self) -> None:
        """Empty the screen; pages are not drawn until `lift`."""
        with self._turn:
            if not self._blank and not self._curtain:
                self._erase()
                self._curtain = True

    def lift(self) -> bool:
        """Let pages be drawn again; tell whether they were not."""
        with self._turn:
            was, self._curtain = self._curtain, False
            return was and not self._blank

    def stand(self) -> bool:
        """Keep the screen as it is now, also after the end; False if nothing stands there."""
        with self._turn:
            if not self._blank and not self._curtain:
                self._blank = self._stands = True
            return self._stands

    @property
    def stands(self) -> bool:
        """Whether the screen is to be left as it is."""
        return self._stands

    def _erase(self) -> None:
        self._send(terminal.erasing(terminal.size(screen().fileno())[1] or 200).decode("ascii"))

    def _send(self, data: str) -> None:
        writer = self._writer_thread
        if writer is not None and writer.is_alive():
            super().write(data)

    def write(self, data: str) -> None:
        """Write `data`, unless the screen has been emptied. Never raises, never waits for a writer that has ended."""
        with self._turn:
            if self._blank or self._curtain:
                return
            if self._stands:
                data = data.replace(terminal.TO_ORDINARY, "")
            self._send(_drawn_in(self._safe.encoding, data) if self._safe.ascii_only else data)

    def follow(self) -> None:
        """Show the terminal's own cursor and take the mouse, or not, as the app has it now."""
        self.write(terminal.cursor(shown=self._safe.own_cursor))
        if self._mouse != self._safe.takes_mouse:
            # Both do nothing while the mouse is off.
            self._mouse = True
            if self._safe.takes_mouse:
                self._enable_mouse_support()
            else:
                self._disable_mouse_support()
                self._mouse = False

    def start_application_mode(self) -> None:
        """Take the terminal, and the signals with it."""
        self._blank = False
        self._mouse = self._safe.takes_mouse
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(terminal.cursor(shown=self._safe.own_cursor))
        self._safe.take_signals()

    def stop_application_mode(self) -> None:
        """Empty the screen, then give the terminal back; leave both as they are if the screen is to stand."""
        self.wipe()
        self._stay_silent()
        self._blank = self._curtain = False
        super().stop_application_mode()
        self._blank = True

    def disable_input(self) -> None:
        """Read no more keys; at the end without waiting for the thread that reads, which takes its time to notice."""
        if self._safe.leaves and sys.platform != "win32":
            self._key_thread = None
            self.exit_event.clear = lambda: None  # type: ignore[method-assign]
        super().disable_input()

    def _stay_silent(self) -> None:
        """Let the terminal not show what is typed from now on, if there is a launcher that lets it show it again."""
        if sys.platform != "win32" and self.attrs_before is not None and os.getppid() == self._safe.launcher:
            self.attrs_before[3] &= ~termios.ECHO

    def close(self) -> None:
        """Wait for what is still to be written, if anybody writes it."""
        if self._writer_thread is None or self._writer_thread.is_alive():
            super().close()

    def run_input_thread(self) -> None:
        """Read what is typed; a byte that is no text is shown as such and takes nothing with it."""
        # Where the locale has no letters of its own, the keyboard may still send those of UTF-8.
        with _any_byte("utf-8" if self._safe.encoding == "ascii" else self._safe.encoding):
            try:
                super().run_input_thread()
            except OSError as error:
                if error.errno != errno.EIO:
                    crash.note(error)
                    raise
                # The terminal is gone. The signal that says so may come later, or not at all.
                self._loop.call_soon_threadsafe(self._safe.hung_up)
            except BaseException as error:
                crash.note(error)  # Textual hands it on to `panic` as a picture of the error
                raise

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing."""

    def deliver_binary(self, *_args: Any, **_options: Any) -> None:
        """Save nothing."""


def screen() -> TextIO:
    """Return the terminal to draw on."""
    assert sys.__stdout__ is not None
    with contextlib.suppress(AttributeError, ValueError, OSError):
        sys.__stdout__.reconfigure(errors="alike")
    return sys.__stdout__


def _drawn_in(encoding: str, data: str) -> str:
    """Return `data` with nothing that `encoding` does not have, cell by cell."""
    data = terminal.in_ascii(data)
    try:
        data.encode(encoding)
    except UnicodeEncodeError:
        return "".join(one if _has(encoding, one) else "?" * cells(one) for one in data)
    return data


@functools.cache
def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextlib.contextmanager
def _any_byte(encoding: str) -> Any:
    """Have the driver of Linux and macOS read `encoding`, and bytes that are no text in it as "\ufffd"."""
    if sys.platform == "win32":
        yield
        return
    from textual.drivers import linux_driver

    name = "getincrementaldecoder"

    def lenient(_usual: str) -> Callable[[], codecs.IncrementalDecoder]:
        return functools.partial(codecs.getincrementaldecoder(encoding), errors="replace")

    strict = getattr(linux_driver, name)
    setattr(linux_driver, name, lenient)
    try:
        yield
    finally:
        setattr(linux_driver, name, strict)
