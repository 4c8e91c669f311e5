"""What comes from the person to the plain face: lines from a terminal's keys, or from a pipe.

- A terminal is read key by key and what is typed is shown by us, so that a line may be as long as it likes (a system
  ends its own lines at 4,096 bytes) and a key that hides everything answers at once.
- Nothing is drawn again: what is taken back is rubbed out in its row; where it began in a row above, the whole line is
  written once more below.
- Pasted text is one piece, however many lines it has. What is typed ahead counts.
- While waiting, `tick` is called several times a second; it may raise to end the wait. Nothing typed is lost by that:
  `typed` still holds it. So is it where lines come from a pipe, as far as the system lets one wait for it.
- From a pipe no more is taken than the line that was asked for: the rest is for whoever reads after us.
- The modes of the terminal are put back whatever happens.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TextIO

from .. import keys
from ..guard import terminal
from ..text import cells, clean, wrap

if sys.platform == "win32":
    import msvcrt
    import time
else:
    import select
    import termios

OFTEN = 0.4
"""Seconds between two calls of `tick`."""
AT_ONCE = 0.02
"""Seconds in which the rest of a key arrives; Esc alone has none."""

Key = Literal["cover", "lock", "leave", "help", "pause", "stop"]
ALWAYS: dict[str, Key] = {"\x1b\x1b": "cover", "\x03": "leave", "\x1a": "stop"}
"""What a terminal sends for keys that nobody can change: Esc Esc, Ctrl+C, Ctrl+Z."""
_BY_CHOICE: tuple[Key, ...] = ("cover", "lock", "leave", "help", "pause")
_LETTERS = {1: "P", 2: "Q", 3: "R", 4: "S"}
_NUMBERS = dict(zip(range(1, 13), (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24), strict=True))
_WITH = {"shift": 2, "alt": 3, "ctrl": 5}


def sent_by(key: str) -> tuple[str, ...]:
    """Return what terminals send for `key`, named as `ciworkbook.keys` names it; nothing for an unknown one."""
    with_, _plus, last = key.rpartition("+")
    if len(last) == 1:
        return {"ctrl": (chr(ord(last) & 0x1F),), "alt": (f"\x1b{last}",)}.get(with_, ())
    number = int(last[1:]) if last[:1] == "f" and last[1:].isdecimal() else 0
    if number not in _NUMBERS:
        return ()
    more = f";{_WITH[with_]}" if with_ in _WITH else ""
    sent = [f"\x1b[{_NUMBERS[number]}{more}~"]
    if number in _LETTERS:
        sent.append(f"\x1b[1{more}{_LETTERS[number]}" if more else f"\x1bO{_LETTERS[number]}")
    if number < 6 and not more:
        sent.append(f"\x1b[[{'ABCDE'[number - 1]}")  # the Linux console
    return tuple(sent)


def known() -> dict[str, Key]:
    """Return what each key that works at every prompt sends, as the person has set them."""
    chosen = {sent: one for one in _BY_CHOICE for key in keys.current.single(one) for sent in sent_by(key)}
    return {**chosen, **ALWAYS}


CLEARING = terminal.clearing().decode("ascii")
"""Clears the window and, where the terminal knows it, what scrolled out of it."""

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_BACKSPACE = "\x7f\x08"
_LINE_ENDS = "\r\n"


class EndOfInput(Exception):
    """There is nothing more to read: the pipe ended, the terminal is gone, or Ctrl+D on an empty line."""


@dataclass(frozen=True)
class Pressed(Exception):
    """A key that works everywhere was pressed."""

    key: Key


class Reader(Protocol):
    """Where lines come from."""

    typed: str
    """What stands on a line that was not finished."""
    touched: Callable[[], None]
    """Called whenever something was typed."""
    shows: bool
    """Whether what is typed stands beside the prompt. Where it does not, a prompt is a line of its own."""

    @property
    def moves(self) -> bool:
        """Whether there is a terminal on which something can be erased."""
        ...

    @property
    def columns(self) -> int:
        """Cells in a row; 0 where nobody breaks lines."""
        ...

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:
        """Return the next line, cleaned; the cursor stands in column `at`.

        With `hidden` it is not shown. It begins with `begun`, which the person sees already. Line breaks are in it
        only where it was pasted. Raises `EndOfInput`, `Pressed`, and what `tick` raises.
        """
        ...

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Wait for a key or a line, which is let go; tell whether there was one within `seconds`."""
        ...

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`, a moment at most; what is typed is kept for the next line. Raises `Pressed`."""
        ...


class Pipe:
    """Lines from a file or a pipe. Nothing of it is shown by us, and nothing can be erased."""

    moves = shows = False
    columns = 0

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._number = _number(source)
        self.typed = ""
        self.touched: Callable[[], None] = _nothing

    def line(self, at: int, tick: Callable[[], None], *, hidden: bool = False, begun: str = "") -> str:  # noqa: ARG002
        """Return the next line without its end; raises `EndOfInput`, and what `tick` raises."""
        self.typed = begun
        with _unseen(self._number) if hidden else contextlib.nullcontext():
            read = self._read(tick)
        self.touched()
        line, self.typed = begun + clean(read), ""
        return line

    def wait(self, seconds: float, tick: Callable[[], None]) -> bool:
        """Let a line go; tell whether there was one."""
        left = seconds
        while self._number is not None and not select.select([self._number], [], [], min(OFTEN, left))[0]:
            left -= OFTEN
            tick()
            if left <= 0:
                return False
        self._read(tick)
        self.touched()
        return True

    def meanwhile(self, done: threading.Event) -> None:
        """Wait for `done`, a moment at most."""
        done.wait(OFTEN)

    def _read(self, tick: Callable[[], None]) -> str:
        """Return the next line without its end, or what stands there without one at the end of all lines."""
        tick()
        if self._number is None:
            line = self._source.readline()
            if not line:
                raise EndOfInput
            return line.rstrip("\r\n")
        read = bytearray()
        while not read.endswith(b"\n"):
            while not select.select([self._number], [], [], OFTEN)[0]:
                tick()
            try:
                one = os.read(self._number, 1)
            except OSError:
                one = b""
            if not one:
                if not read:
                    raise EndOfInput
                break
            read += one
        return read.decode("utf-8", "replace").rstrip("\r\n")


def _nothing() -> None:
    """Do nothing."""


def _number(source: TextIO) -> int | None:
    """Return the number of an open file that can be waited for; None where it can only be read."""
    if sys.platform == "win32":
        return None
    try:
        return source.fileno()
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def _unseen(number: int | None) -> Iterator[None]:
    """Have a terminal, where `number` is one, not show what is typed."""
    if sys.platform == "win32" or number is None or not os.isatty(number):
        yield
        return
    before = termios.tcgetattr(number)
    termios.tcsetattr(number, termios.TCSADRAIN, [*before[:3], before[3] & ~termios.ECHO, *before[4:]])
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(number, termios.TCSADRAIN, before)


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
        self.touched: Callable[[], None] = _nothing
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
        if self._waiting.startswith(_PASTE):
            return self._pasted(tick)
        return self._taken(_length(self._waiting) or len(self._waiting))

    def _taken(self, length: int) -> str:
        piece, self._waiting = self._waiting[:length], self._waiting[length:]
        return piece

    def _complete(self) -> None:
        """Wait for the rest of what begins with Esc. A second Esc has longer: it covers."""
        while _length(self._waiting) == 0 and self._arrives(OFTEN if self._waiting == "\x1b" else AT_ONCE):
            self._read()

    def _pasted(self, tick: Callable[[], None]) -> str:
        while _PASTED not in self._waiting:
            tick()
            if self._arrives(OFTEN):
                self._read()
        pasted, _end, self._waiting = self._waiting.partition(_PASTED)
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


def _length(waiting: str) -> int:
    """Return how many characters of `waiting`, which begins with Esc, are one key; 0 while more may follow."""
    if waiting[:2] == "\x1b\x1b":
        return 2
    if len(waiting) == 1:
        return 0
    if waiting[:3] == "\x1b[[":
        return 4 if len(waiting) > 3 else 0
    if waiting[1] not in "[O":
        return 2
    for number, character in enumerate(waiting[2:], 3):
        if "@" <= character <= "~":
            return number
    return 0


def _edited(typed: str, piece: str) -> str:
    """Return `typed` after `piece`, a key or what was pasted."""
    if piece.startswith(_PASTE):
        return typed + clean(piece.removeprefix(_PASTE)).strip("\n")
    if len(piece) > 1:  # an arrow or a function key
        return typed
    if piece in _BACKSPACE:
        return typed[:-1]
    if piece == "\x15":
        return ""
    if piece == "\x17":
        return typed.rstrip(" ")[: typed.rstrip(" ").rfind(" ") + 1]
    return typed + piece if piece >= " " and not "\x80" <= piece <= "\x9f" else typed


@contextlib.contextmanager
def reader(write: Callable[[str], None], *, afresh: bool = False) -> Iterator[Reader]:
    """Give what lines are read from: the terminal where there is one, else standard input.

    With `afresh` what was typed on a terminal before now is let go.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        with Terminal(write, afresh=afresh) as found:
            yield found
    else:
        yield Pipe(sys.stdin)


def rows(text: str, columns: int) -> list[str]:
    """Return `text`, cleaned, in rows of less than `columns` cells; one row a line where that is 0."""
    return wrap(clean(text), columns - 1) if columns else clean(text).split("\n")
