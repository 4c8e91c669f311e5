"""The door: asks for the passphrase on the bare terminal, with nothing on it that tells what is behind.

- Standard library and our own words only, one thing on a line, so that a screen reader reads it in order.
- A passphrase is never shown, not even as dots: its length is nobody's business either.
- What is typed ahead counts, except after a lock: it may have been meant for the page that was there.
- Backspace, Ctrl+W and Ctrl+U take back; Ctrl+C, Ctrl+D on an empty line, and an empty line leave.
- Every line written here is erased when it has done its work; only what `say` says last stays, for it to be read.
- The terminal's modes are put back whatever happens, also after a stop and a continue.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator

from ..guard import terminal
from ..text import cells, clean, wrap
from ..words import _

if sys.platform == "win32":
    import msvcrt
else:
    import termios

_BACKSPACE = "\x7f\x08"
_LEAVE = "\x03"
_END = "\x04"
_LINE_ENDS = "\r\n"

_said = 0
"""Rows that `say` wrote since the last prompt: they are erased with the next one."""


class Line:
    """A line being typed. Feed it characters; it says when it is complete."""

    def __init__(self) -> None:
        self._typed: list[str] = []
        self._escape = ""
        self.left = False

    def __repr__(self) -> str:
        return "<Line>"

    @property
    def text(self) -> str:
        """What was typed."""
        return "".join(self._typed)

    def feed(self, character: str) -> bool:
        """Take one character; return whether the line is complete or was left."""
        if self._escape and self._within_escape(character):
            return False
        if character in _LINE_ENDS:
            return True
        if character == _LEAVE or (character == _END and not self._typed):
            self._typed.clear()
            self.left = True
            return True
        if character in _BACKSPACE:
            del self._typed[-1:]
        elif character == "\x15":
            self._typed.clear()
        elif character == "\x17":
            self._take_back_word()
        elif character == "\x1b":
            self._escape = character
        elif character >= " " and not "\x80" <= character <= "\x9f":
            self._typed.append(character)
        return False

    def _within_escape(self, character: str) -> bool:
        """Pass over what a key such as an arrow sends; tell whether `character` was a part of it."""
        if self._escape == "\x1b":
            self._escape = character if character in "[O" else ""
            return bool(self._escape)
        if self._escape == "[" and " " <= character <= "?":
            return True
        self._escape = ""
        return " " <= character <= "~"

    def _take_back_word(self) -> None:
        while self._typed and self._typed[-1] == " ":
            self._typed.pop()
        while self._typed and self._typed[-1] != " ":
            self._typed.pop()


def ask(_folder: str | os.PathLike[str], drawn: Callable[[], None] | None = None) -> str | None:
    """Ask for the passphrase; None if the person leaves. The prompt is erased before this returns.

    `drawn` is called once it stands there, before anything is read.
    """
    return ask_line(_("Passphrase:"), _("What you type stays hidden. Enter alone leaves."), drawn=drawn) or None


def ask_line(
    prompt: str, note: str = "", *, shown: bool = False, drawn: Callable[[], None] | None = None
) -> str | None:
    """Ask for one line; None if the person leaves. All of it is erased before this returns.

    With `shown` the end of what is typed stands beside the prompt, as much of it as fits the row. `drawn` is called
    once the prompt stands there.
    """
    global _said
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say(_("This needs a terminal window, without a pipe or a file."))
        return None
    rows = (_lines(note) if note else []) + _lines(prompt)
    line = Line()

    def draw() -> None:
        room = max(8, _columns() - cells(rows[-1]) - 2)
        _write(f"\r{_erasing_line()}{rows[-1]} {line.text[-room:]}")

    try:
        with _quiet():
            _write("\r" + _erasing_line() + "\n".join(rows) + " ")
            if drawn is not None:
                drawn()
            _read(line, draw if shown and _moves() else None)
    finally:
        _erase(len(rows) - 1 + _said)
        _said = 0
    return None if line.left else line.text


def say(message: str, hint: str = "") -> None:
    """Say what happened and what to do, each on lines of their own."""
    global _said
    lines = [row for one in (message, hint) if one for row in _lines(clean(one))]
    _write("".join(row + "\n" for row in lines))
    _said += len(lines)


@contextlib.contextmanager
def one_moment() -> Iterator[Callable[[int, int], None]]:
    """Show a quiet line while something takes a second; erased after. Keys pressed meanwhile are let go.

    What it gives may be called with steps done and in all: then the line says how far it is, where it can be redrawn.
    """
    if not sys.stdout.isatty():
        yield lambda _done, _all: None
        return
    lines = _lines(_("One moment."))
    shown = [""]

    def show(done: int, all: int) -> None:
        said = _("One moment. {done} %").format(done=done * 100 // max(all, 1))
        if said != shown[0] and _moves() and len(_lines(said)) == len(lines) == 1:
            shown[0] = said
            _write(f"\r{_erasing_line()}{said}")

    with _quiet():
        _write("\n".join(lines))
        try:
            yield show
        finally:
            _erase(len(lines) - 1)


def let_go() -> None:
    """Let go of what was typed before now: after a lock it may have been meant for the page."""
    with _quiet():
        pass


def wait_under_cover() -> None:
    """Leave the dull page of the session before on the screen until a key is pressed, then take it away.

    The key is let go. The page is only on the screen: no process holds it any more.
    """
    with _quiet():
        let_go()
        _write("\x1b[?25l")
        _wait_for_a_key()
    terminal.leave(sys.stdout.fileno())


# What is written


def _lines(text: str) -> list[str]:
    """Return `text` in rows that fit, so that it is known how many there are to erase."""
    return wrap(text, max(20, _columns() - 1))


def _columns() -> int:
    return (terminal.size(sys.stdout.fileno())[0] if sys.stdout.isatty() else 0) or 80


def _write(text: str) -> None:
    with contextlib.suppress(OSError):  # a terminal that is gone shows nothing
        sys.stdout.write(text)
        sys.stdout.flush()


def _erasing_line() -> str:
    return "\x1b[2K" if _moves() else ""


def _erase(rows: int) -> None:
    """Erase the row the cursor is in and `rows` above it; where that cannot be done, begin a new line."""
    _write("\r\x1b[2K" + "\x1b[A\x1b[2K" * rows if _moves() else "\n")


# What is read

if sys.platform == "win32":

    def _moves() -> bool:
        """Tell whether the console moves its cursor when told to, and have it do so."""
        import ctypes

        kernel = ctypes.windll.kernel32
        handle, mode = kernel.GetStdHandle(-11), ctypes.c_ulong()
        return bool(kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | 4))

    @contextlib.contextmanager
    def _quiet() -> Iterator[None]:
        """Let go of keys pressed before the end; the console shows nothing that `getwch` reads."""
        try:
            yield
        finally:
            while msvcrt.kbhit():
                msvcrt.getwch()

    def _wait_for_a_key() -> None:
        msvcrt.getwch()

    def _read(line: Line, draw: Callable[[], None] | None = None) -> None:
        half = ""
        while True:
            character = msvcrt.getwch()
            if character in "\x00\xe0":  # an arrow or a function key, its second half follows
                msvcrt.getwch()
                continue
            if "\ud800" <= character <= "\udbff":
                half = character
                continue
            character = (half + character).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogateescape")
            half = ""
            if line.feed(_LEAVE if character == "\x1a" else character):
                return
            if draw is not None:
                draw()

else:

    def _moves() -> bool:
        """Tell whether the terminal moves its cursor when told to."""
        return sys.stdout.isatty() and terminal.names_a_terminal(os.environ.get("TERM"))

    @contextlib.contextmanager
    def _quiet() -> Iterator[None]:
        """Show nothing of what is typed, and take Ctrl+C as a key. What is typed past the end is let go."""
        number = sys.stdin.fileno()
        try:
            before = termios.tcgetattr(number)
        except termios.error:
            yield
            return

        def hush(*_signal: object) -> None:
            modes = termios.tcgetattr(number)
            modes[0] &= ~(termios.IXON | termios.ISTRIP)
            modes[3] &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN)
            modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
            # What was typed ahead of the prompt counts: it is the beginning of the passphrase.
            termios.tcsetattr(number, termios.TCSADRAIN, modes)

        with _after_a_stop(hush):
            try:
                hush()
                yield
            finally:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(number, termios.TCSAFLUSH, before)

    @contextlib.contextmanager
    def _after_a_stop(hush: Callable[..., None]) -> Iterator[None]:
        """Hush again when the program goes on after a stop: a shell sets the terminal as it likes it."""
        try:
            before = signal.signal(signal.SIGCONT, hush)
        except ValueError:  # not the main thread
            yield
            return
        try:
            yield
        finally:
            signal.signal(signal.SIGCONT, before)

    def _wait_for_a_key() -> None:
        with contextlib.suppress(OSError):
            os.read(sys.stdin.fileno(), 1024)

    def _read(line: Line, draw: Callable[[], None] | None = None) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        while True:
            try:
                read = os.read(sys.stdin.fileno(), 1024)
            except OSError:
                read = b""
            if not read:  # the terminal is gone
                line.feed(_LEAVE)
                return
            for character in decoder.decode(read):
                if line.feed(character):
                    return
            if draw is not None:
                draw()
