"""The door on a real pseudo-terminal: what it reads, and that nothing of it is ever shown."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.linear.door import Line

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are of POSIX", allow_module_level=True)

import fcntl
import pty
import struct
import termios

import pyte

pytestmark = pytest.mark.terminal

SECRET = "copper lantern seven frogs"
ASK = """
import sys
from pathlib import Path
from ciworkbook.linear import door
given = door.ask(Path("somewhere"))
Path(sys.argv[1]).write_text(repr(given), encoding="utf-8")
print("after")
"""
RETRY = """
import sys, time
from pathlib import Path
from ciworkbook.linear import door
first = door.ask(Path("somewhere"))
with door.one_moment():
    time.sleep(0.6)
door.say("It does not open.", "Try again.")
second = door.ask(Path("somewhere"))
Path(sys.argv[1]).write_text(repr((first, second)), encoding="utf-8")
print("after")
"""


class Terminal:
    """A program on a pseudo-terminal, and everything that it wrote there."""

    def __init__(self, code: str, result: Path, columns: int = 80, term: str = "xterm") -> None:
        self.written = b""
        self.result = result
        self.screen = pyte.Screen(columns, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.modes = termios.tcgetattr(far)
        self._far = far
        self.program = subprocess.Popen(
            [sys.executable, "-c", code, str(result)],
            stdin=far,
            stdout=far,
            stderr=far,
            start_new_session=True,
            env={**os.environ, "TERM": term},
        )

    def read(self, until: str, seconds: float = 20) -> None:
        """Read until `until` stands on the screen."""
        end = time.monotonic() + seconds
        while until not in self.seen():
            assert time.monotonic() < end, self.seen()
            self._take(0.1)

    def _take(self, seconds: float) -> None:
        if select.select([self.near], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                data = os.read(self.near, 65536)
                self.written += data
                self._stream.feed(data)

    def seen(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(row.rstrip() for row in self.screen.display).rstrip()

    def echoes(self) -> bool:
        """Tell whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._far)[3] & termios.ECHO)

    def type(self, text: str | bytes) -> None:
        """Type, as soon as nothing of it would be shown."""
        end = time.monotonic() + 20
        while self.echoes():
            assert time.monotonic() < end
            time.sleep(0.01)
        os.write(self.near, text.encode() if isinstance(text, str) else text)

    def end(self) -> str:
        """Wait for the program; return what it was given."""
        while self.program.poll() is None:
            self._take(0.05)
        self._take(0.2)
        assert self.program.returncode == 0
        assert termios.tcgetattr(self._far) == self.modes
        return self.result.read_text(encoding="utf-8")

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self.near)
        os.close(self._far)


@pytest.fixture
def result(tmp_path: Path) -> Path:
    return tmp_path / "given"


@contextlib.contextmanager
def terminal(code: str, result: Path, columns: int = 80, term: str = "xterm") -> Iterator[Terminal]:
    one = Terminal(code, result, columns, term)
    try:
        yield one
    finally:
        one.close()


@pytest.mark.parametrize("columns", [80, 60, 30])
def test_passphrase_is_read_and_never_shown(result: Path, columns: int) -> None:
    with terminal(ASK, result, columns) as one:
        one.read("Passphrase:")
        assert one.seen().replace("\n", " ") == "What you type stays hidden. Enter alone leaves. Passphrase:"
        one.type(SECRET)
        time.sleep(0.2)
        one.type("\r")
        assert one.end() == repr(SECRET)
        assert one.seen() == "after"
        for word in SECRET.split():
            assert word.encode() not in one.written
        assert b"*" not in one.written


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("ab\x7fc\r", "ac"),
        ("ab\x08c\r", "ac"),
        ("\x7f\x7fa\r", "a"),
        ("wrong\x15right\r", "right"),
        ("one two\x17three\r", "one three"),
        ("a\x1b[Ab\x1b[1;5Cc\x1bOHd\r", "abcd"),
        ("a\x1ab\x04c\t\r", "abc"),
        (" a \n", " a "),
        ("비밀 낱말\r", "비밀 낱말"),
        ("\r", None),
        ("abc\x03", None),
        ("\x04", None),
        ("abc\x15\r", None),
    ],
)
def test_keys(result: Path, typed: str, given: str | None) -> None:
    with terminal(ASK, result) as one:
        one.read("Passphrase:")
        one.type(typed)
        assert one.end() == repr(given)
        assert one.seen() == "after"


def test_a_byte_that_is_no_text_does_not_end_it(result: Path) -> None:
    with terminal(ASK, result) as one:
        one.read("Passphrase:")
        one.type(b"a\xffb\r")
        assert one.end() == repr("a\udcffb")


def test_wrong_once_leaves_nothing_behind(result: Path) -> None:
    with terminal(RETRY, result) as one:
        one.read("Passphrase:")
        one.type("first of two\rtyped past the end\r")
        one.read("One moment.")
        assert "Passphrase" not in one.seen()
        assert not one.echoes()
        os.write(one.near, b"hasty\r")
        one.read("Passphrase:")
        assert one.seen().split("\n")[:2] == ["It does not open.", "Try again."]
        one.type(SECRET + "\r")
        assert one.end() == repr(("first of two", SECRET))
        assert one.seen() == "after"
        for word in (b"first", b"past", b"hasty", b"lantern"):
            assert word not in one.written


def test_still_hidden_after_a_stop(result: Path) -> None:
    with terminal(ASK, result) as one:
        one.read("Passphrase:")
        one.type("copper ")
        one.program.send_signal(signal.SIGSTOP)
        termios.tcsetattr(one._far, termios.TCSANOW, one.modes)
        one.program.send_signal(signal.SIGCONT)
        one.type("lantern\r")
        one.end()
        assert b"lantern" not in one.written


def test_without_moving_the_cursor_it_goes_to_a_new_line(result: Path) -> None:
    with terminal(ASK, result, term="dumb") as one:
        one.read("Passphrase:")
        one.type(SECRET + "\r")
        assert one.end() == repr(SECRET)
        assert b"\x1b" not in one.written


def test_no_terminal_is_said(result: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(result)], input=SECRET + "\n", capture_output=True, text=True, check=True
    )
    assert done.stdout == "This needs a terminal window, without a pipe or a file.\nafter\n"
    assert result.read_text() == "None"


def test_loads_no_textual() -> None:
    code = "import sys; import ciworkbook.linear.door; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_repr_holds_nothing() -> None:
    line = Line()
    for character in SECRET:
        line.feed(character)
    assert line.text == SECRET
    assert "copper" not in repr(line)
