"""Lines from the keys of a terminal.

- A terminal is read key by key and what is typed is shown by us, so that a line may be as long as it likes (a system
  ends its own lines at 4,096 bytes) and a key that hides everything answers at once.
- Nothing is drawn again: what is taken back is rubbed out in its row; where it began in a row above, the whole line is
  written once more below.
- Pasted text is one piece, however many lines it has. What is typed ahead counts.
- The modes of the terminal are put back whatever happens.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import threading
from collections.abc import Callable

from ..guard import terminal
from ..text import cells, clean
from .lines import OFTEN, EndOfInput, Pressed
from .sent import PASTE, PASTED, known, length

if sys.platform == "win32":
    import msvcrt
    import time
else:
    import select
    import termios

AT_ONCE = 0.02
"""Seconds in which the rest of a key arrives; Esc alone has none."""

_BACKSPACE = "\x7f\x08"
_LINE_ENDS = "\r\n"


class Echo:
    """Shows a line as it is typed, from column `at` of a row of `columns` cells on."""

    def __init__(self, write: Callable[[str], None], at: int, columns: int) -> None:
        self._write = write
        self._at, self._columns = at, max(1, columns)
        self._shown = ""

    def begin(self, text: str) -> None:
        """Take `text` as shown already."""
        self._shown = text

    def show(self, text: str) -> None:
        """Make what is shown `text`."""
        kept = os.path.commonprefix([self._shown, text])  # noqa: RUF071
        gone = self._shown[len(kept) :]
        if gone:
            first, last = self._at + cells(kept), self._at + cells(self._shown)
            if first // self._columns != last // self._columns or cells(gone) == 0:
                self.again(text)
                return
            self._write("\b \b" * cells(gone))
        self._write(text[len(kept) :])
        self._shown = text

    def again(self, text: str) -> None:
        """Write the whole line once more, in a row of its own."""
        self._at = 0
        self._write("\n" + text)
        self._shown = text


class Terminal:
    """Lines from the keys of a terminal. Use it as a context: the modes are its own meanwhile."""

    shows = True

    def __init__(self, write: Callable[[str], None], *, afresh: bool = False) -> None:
        """With `afresh` what was typed before now is let go."""
        self._write = write
        self._afresh = afresh
        self._waiting = ""
        """What was read and is not part of a line yet."""
        self.typed = ""
        self.touched: Callable[[], None] = lambda: None
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._before: object = None

    @property
    def moves(self) -> bool:
        """Whether the terminal moves its cursor when told to."""
        return sys.platform == "win32" or terminal.names_a_terminal(os.environ.get("TERM"))

    @property
    def columns(self) -> int:
        """Cells in a row; 80 where the terminal does not say."""
        return terminal.size(sys.stdout.fileno())[0] or 80

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line; see `Reader.line`."""
        echo = Echo((lambda _text: None) if hidden else self._write, at, self.columns)
        echo.begin(begun)
        self.typed, at_every_prompt = begun, known()
        while True:
            piece = self._piece(tick)
            if piece in _LINE_ENDS:
                self._write("\n")
                line, self.typed = clean(self.typed), ""
                return line
            if piece == "\x04" and not self.typed:
                raise EndOfInput
            if piece in at_every_prompt:
                raise Pressed(at_every_prompt[piece])
            if piece == "\x12" and not hidden:
                echo.again(self.typed)
                continue
            self.typed = _edited(self.typed, piece)
            echo.show(" ".join(self.typed.split("\n")))

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Wait for a key, which is let go; tell whether there was one within `seconds`."""
        self._waiting = ""
        left = seconds
        while left > 0:
            tick()
            step = min(OFTEN, left)
            if self._arrives(step):
                self._read()
                self._waiting = ""
                return True
            left -= step
        return False

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`, a moment at most; raises `Pressed` for a key that hides, locks or leaves."""
        if not self._arrives(AT_ONCE if done.is_set() else OFTEN):
            return
        self._read()
        for sent, key in known().items():
            if key in ("cover", "lock", "leave") and sent in self._waiting:
                self._waiting = self._waiting.replace(sent, "")
                raise Pressed(key)

    # One key, or one paste

    def _piece(self, tick: Callable[[], None]) -> str:
        """Return the next key as the terminal sent it, or "\\x1b[200~" and what was pasted."""
        while not self._waiting:
            tick()
            if self._arrives(OFTEN):
                self._read()
        if self._waiting[0] != "\x1b":
            return self._taken(1)
        self._complete()
        if self._waiting.startswith(PASTE):
            return self._pasted(tick)
        return self._taken(length(self._waiting) or len(self._waiting))

    def _taken(self, length: int) -> str:
        piece, self._waiting = self._waiting[:length], self._waiting[length:]
        return piece

    def _complete(self) -> None:
        """Wait for the rest of what begins with Esc. A second Esc has longer: it covers."""
        while length(self._waiting) == 0 and self._arrives(OFTEN if self._waiting == "\x1b" else AT_ONCE):
            self._read()

    def _pasted(self, tick: Callable[[], None]) -> str:
        while PASTED not in self._waiting:
            tick()
            if self._arrives(OFTEN):
                self._read()
        pasted, _end, self._waiting = self._waiting.partition(PASTED)
        return pasted

    if sys.platform == "win32":

        def __enter__(self) -> Terminal:
            return self

        def __exit__(self, *_error: object) -> None:
            pass

        def _arrives(self, seconds: float) -> bool:
            until = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= until:
                    return False
                time.sleep(0.01)
            return True

        def _read(self) -> None:
            self.touched()
            character = msvcrt.getwch()
            if character in "\x00\xe0":
                second = msvcrt.getwch()
                self._waiting += {"B": "\x1b[19~", "C": "\x1b[20~", ";": "\x1bOP"}.get(second, "")
                return
            self._waiting += character

    else:

        def __enter__(self) -> Terminal:
            number = sys.stdin.fileno()
            self._before = termios.tcgetattr(number)
            self._take()
            if self._afresh:
                termios.tcflush(number, termios.TCIFLUSH)
            if self.moves:
                self._write("\x1b[?2004h")
            return self

        def __exit__(self, *_error: object) -> None:
            if self.moves:
                self._write("\x1b[?2004l")
            with contextlib.suppress(termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)  # type: ignore[arg-type]

        def _take(self) -> None:
            modes = termios.tcgetattr(sys.stdin.fileno())
            modes[0] &= ~(termios.IXON | termios.ISTRIP)
            modes[3] &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN)
            modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, modes)

        def take_again(self) -> None:
            """Take the modes again after a stop: a shell sets the terminal as it likes it."""
            with contextlib.suppress(termios.error):
                self._take()

        def _arrives(self, seconds: float) -> bool:
            return bool(select.select([sys.stdin.fileno()], [], [], seconds)[0])

        def _read(self) -> None:
            try:
                read = os.read(sys.stdin.fileno(), 4096)
            except OSError:
                read = b""
            if not read:
                raise EndOfInput
            self._waiting += self._decoder.decode(read)
            self.touched()


def _edited(typed: str, piece: str) -> str:
    """Return `typed` after `piece`, a key or what was pasted."""
    if piece.startswith(PASTE):
        return typed + clean(piece.removeprefix(PASTE)).strip("\n")
    if len(piece) > 1:  # an arrow or a function key
        return typed
    if piece in _BACKSPACE:
        return typed[:-1]
    if piece == "\x15":
        return ""
    if piece == "\x17":
        return typed.rstrip(" ")[: typed.rstrip(" ").rfind(" ") + 1]
    return typed + piece if piece >= " " and not "\x80" <= piece <= "\x9f" else typed
