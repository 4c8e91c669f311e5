"""A terminal in memory around any program: what a person would see, and every byte that was sent.

    with Terminal([sys.executable, "-m", "ciworkbook"]) as terminal:
        terminal.wait_for("Workbook")
        terminal.press("F8")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0

- Nothing sleeps for a fixed time: each wait polls the program until what it waits for is there, or fails with the
  screen as it stands.
- The alternate screen is kept apart from the ordinary one, and lines that scroll off the ordinary one are kept.
- A program runs as leader of its own session with this terminal as its own, the way a terminal window starts one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
from wcwidth import wcwidth

PATIENCE = 30.0
"""Seconds any wait may take before it fails; a busy machine is slow, a wrong program never gets there."""

# pyte draws the end of sequences it does not know: those with a private mark other than "?", and requests of a mode.
_UNKNOWN = re.compile(rb"\x1b\[(?:[<=>][0-9;:]*|\?[0-9;]*\$)[a-zA-Z]|\x1bP[^\x1b]*\x1b\\")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*)?\Z|\x1bP[^\x1b]*(?:\x1b)?\Z")
_ALTERNATE = (47, 1047, 1049)

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "esc": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "shift+home": "\x1b[1;2H",
    "shift+end": "\x1b[1;2F",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
}


class _Glass(pyte.Screen):
    """A screen with an alternate one behind it, and the lines that scrolled off the ordinary one."""

    def __init__(self, columns: int, lines: int) -> None:
        self.scrolled: list[str] = []
        self.behind: tuple[Any, Any] | None = None
        super().__init__(columns, lines)

    @property
    def is_alternate(self) -> bool:
        return self.behind is not None

    def set_mode(self, *modes: int, **options: Any) -> None:
        if options.get("private") and any(mode in _ALTERNATE for mode in modes) and self.behind is None:
            self.behind = (dict(self.buffer), (self.cursor.x, self.cursor.y))
            self.buffer.clear()
            self.dirty.update(range(self.lines))
        super().set_mode(*modes, **options)

    def reset_mode(self, *modes: int, **options: Any) -> None:
        if options.get("private") and any(mode in _ALTERNATE for mode in modes) and self.behind is not None:
            kept, (x, y) = self.behind
            self.behind = None
            self.buffer.clear()
            self.buffer.update(kept)
            self.cursor.x, self.cursor.y = min(x, self.columns - 1), min(y, self.lines - 1)
            self.dirty.update(range(self.lines))
        super().reset_mode(*modes, **options)

    @property
    def display(self) -> list[str]:
        """The rows as text; pyte's own fails on half of a wide letter, as stands there while a window is drawn anew."""
        return ["".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)]

    def draw(self, data: str) -> None:
        """Draw as xterm and VTE do: a spacing vowel sign takes a cell, any other mark joins the letter before it.

        pyte draws nothing more of a text once it has met a mark of no combining class.
        """
        begun = 0
        for at, character in enumerate(data):
            if wcwidth(character) == 0:
                super().draw(data[begun:at])
                begun = at + 1
                self._join(character)
        super().draw(data[begun:])

    def _join(self, mark: str) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x
        if unicodedata.category(mark) == "Mc":
            super().draw(" ")
            line, x = self.buffer[self.cursor.y], self.cursor.x
            line[x - 1] = line[x - 1]._replace(data=mark)
        elif x:
            x -= 1 if line[x - 1].data or x == 1 else 2  # a wide letter has an empty cell behind it
            line[x] = line[x]._replace(data=unicodedata.normalize("NFC", line[x].data + mark))

    def index(self) -> None:
        bottom = self.margins.bottom if self.margins else self.lines - 1
        if self.cursor.y == bottom and not self.is_alternate and not (self.margins and self.margins.top):
            self.scrolled.append(self.display[0].rstrip())
        super().index()

    def erase_in_display(self, how: int = 0, *about: Any, **options: Any) -> None:
        if how == 3:
            self.scrolled.clear()
        super().erase_in_display(how, *about, **options)

    def ordinary(self) -> list[str]:
        """What stands on the ordinary screen, also while the alternate one is shown."""
        if self.behind is None:
            return [line.rstrip() for line in self.display]
        kept = self.behind[0]
        return [
            "".join(kept[row][column].data for column in range(self.columns)).rstrip() if row in kept else ""
            for row in range(self.lines)
        ]


class Terminal:
    """A program on a terminal of `size` (columns, rows). `env` is added to the environment; None removes a name."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: str | Path | None = None,
        *,
        stderr: int | None = None,
    ) -> None:
        self._glass = _Glass(*size)
        self._stream = pyte.ByteStream(self._glass)
        self._held = b""
        self.raw = b""
        """Every byte the program sent."""
        self.arrived = 0.0
        """When the last of them came, before anything was made of it (`time.monotonic`)."""
        environment = dict(os.environ)
        for name, value in (env or {}).items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value
        self._master, slave = pty.openpty()
        self._set_size(*size)
        os.set_blocking(self._master, False)

        def own() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.modes_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [os.fspath(one) for one in argv],
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr is None else stderr,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=own,
        )
        # Kept open, so that what a program has set can be read after it has ended.
        self._slave = slave

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What the person does

    def type(self, text: str | bytes) -> None:
        """Send `text` as typed; bytes go as they are."""
        self._send(text.encode() if isinstance(text, str) else text)

    def press(self, *keys: str) -> None:
        """Press keys by name: "F8", "ctrl+q", "enter", "shift+tab", or a single character. One at a time."""
        for key in keys:
            self._send(bytes_of(key))

    def paste(self, text: str) -> None:
        """Send `text` as a terminal does when something is pasted."""
        self._send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, column: int, row: int) -> None:
        """Press and let go of the left button at a cell, counted from 0."""
        self._send(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column + 1, row + 1, column + 1, row + 1))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.read()
        self._set_size(columns, rows)
        self._glass.resize(rows, columns)

    def hang_up(self) -> None:
        """Close the window: the program loses its terminal."""
        self.read()
        for number in (self._slave, self._master):
            with contextlib.suppress(OSError):
                os.close(number)
        self._master = self._slave = -1

    # What the person sees

    @property
    def screen(self) -> list[str]:
        """What stands on the screen now, a line a row, without spaces at the end."""
        self.read()
        return [line.rstrip() for line in self._glass.display]

    @property
    def text(self) -> str:
        """What stands on the screen now, as one text."""
        return "\n".join(self.screen)

    @property
    def cells(self) -> list[list[Any]]:
        """Every cell of the screen now, a row a list, as pyte's `Char`. Behind a wide letter stands a cell with ""."""
        self.read()
        glass = self._glass
        return [[glass.buffer[y][x] for x in range(glass.columns)] for y in range(glass.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        self.read()
        return self._glass.cursor.x, self._glass.cursor.y

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's own cursor can be seen."""
        self.read()
        return not self._glass.cursor.hidden

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        self.read()
        return self._glass.is_alternate

    def main_screen_after_exit(self) -> str:
        """Wait for the end, then return the ordinary screen with everything that scrolled off it."""
        self.wait_exit()
        return "\n".join([*self._glass.scrolled, *self._glass.ordinary()])

    def after_alternate(self) -> bytes:
        """Every byte sent after the alternate screen was last left; all of them if it never was."""
        self.read()
        return self.raw.rpartition(b"\x1b[?1049l")[2]

    def modes(self) -> list[Any]:
        """How the terminal reads and writes now; the same as `modes_before` once a program has put it back."""
        return termios.tcgetattr(self._slave)

    def waiting(self) -> int:
        """How many bytes that were typed nobody has read yet."""
        found = bytearray(4)
        fcntl.ioctl(self._slave, termios.FIONREAD, found)
        return int.from_bytes(found, "little")

    # Waiting

    def wait_for(self, wanted: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Wait until `wanted` stands on the screen."""
        self.wait_until(lambda: _stands(wanted, self.text), f"{wanted!r} to appear", timeout)

    def wait_gone(self, wanted: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Wait until `wanted` no longer stands on the screen."""
        self.wait_until(lambda: not _stands(wanted, self.text), f"{wanted!r} to go", timeout)

    def wait_until(self, holds: Callable[[], Any], what: str, timeout: float = PATIENCE) -> None:
        """Wait until `holds` is true."""
        end = time.monotonic() + timeout
        while not holds():
            if self.ended() and not holds():
                raise AssertionError(
                    f"waited for {what}, but it ended with {self.process.returncode}:\n{self.framed()}"
                )
            if time.monotonic() > end:
                raise AssertionError(f"waited {timeout} s for {what}:\n{self.framed()}")
            self.read(0.05)

    def wait_quiet(self, quiet: float = 0.3, timeout: float = PATIENCE) -> None:
        """Wait until the program has sent nothing for `quiet` seconds."""
        end = time.monotonic() + timeout
        while self.read(quiet):
            if time.monotonic() > end:
                raise AssertionError(f"never quiet for {quiet} s:\n{self.framed()}")

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Wait until the program has ended; return its exit status, negative for a signal."""
        end = time.monotonic() + timeout
        while not self.ended():
            if time.monotonic() > end:
                raise AssertionError(f"did not end in {timeout} s:\n{self.framed()}")
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.returncode

    def ended(self) -> bool:
        """Whether the program has ended; everything it sent has then been read."""
        if self.process.poll() is None:
            return False
        self.read()
        return True

    def framed(self) -> str:
        """The screen with a frame, for messages."""
        edge = "+" + "-" * self._glass.columns + "+"
        return "\n".join([edge, *(f"|{line}|" for line in self._glass.display), edge])

    # Processes

    @property
    def pid(self) -> int:
        """The program's process."""
        return self.process.pid

    def children(self) -> list[int]:
        """The processes below the program, parents first."""
        return descendants(self.pid)

    def wait_child(self) -> int:
        """Wait until the program has started another, and return the last one below it."""
        found: list[int] = []

        def looked() -> bool:
            found[:] = self.children()  # one may end between two looks
            return bool(found)

        self.wait_until(looked, "another process")
        return found[-1]

    def close(self) -> None:
        """End the program and whatever it started, and give the terminal up."""
        for pid in [self.pid, *self.children()] if self.process.poll() is None else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        for number in (self._master, self._slave):
            if number >= 0:
                with contextlib.suppress(OSError):
                    os.close(number)
        self._master = self._slave = -1

    # Bytes

    def read(self, timeout: float = 0.0) -> bytes:
        """Take in what the program has sent; return it. Waits up to `timeout` seconds for the first byte."""
        if self._master < 0:
            time.sleep(min(timeout, 0.05))
            return b""
        taken = b""
        if select.select([self._master], [], [], timeout)[0]:
            while piece := self._piece():
                taken += piece
        self.raw += taken
        if taken:
            self.arrived = time.monotonic()
        data = self._held + taken
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._held = data[cut:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:cut]))
        return taken

    def _piece(self) -> bytes:
        try:
            return os.read(self._master, 65536)
        except BlockingIOError:
            return b""
        except OSError as error:
            if error.errno == errno.EIO:
                return b""
            raise

    def _send(self, data: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                if time.monotonic() > end:
                    raise AssertionError(f"it does not read what is typed:\n{self.framed()}") from None
                self.read(0.01)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def bytes_of(key: str) -> bytes:
    """Return what a terminal sends for `key`."""
    if len(key) == 1:
        return key.encode()
    name = key.lower()
    if name in KEYS:
        return KEYS[name].encode()
    if name.startswith("ctrl+") and len(name) == 6 and "a" <= name[-1] <= "z":
        return bytes([ord(name[-1]) - 96])
    raise KeyError(f"no key called {key}")


def descendants(pid: int) -> list[int]:
    """The living processes below `pid`, parents before children."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                rest = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                if rest[0] not in "ZX":
                    below.setdefault(int(rest[1]), []).append(int(entry.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = sorted(below.get(waiting.pop(0), []))
        found += children
        waiting += children
    return found


def _stands(wanted: str | re.Pattern[str], text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else wanted.search(text) is not None
