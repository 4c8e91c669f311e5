"""A program in a terminal window of its own, without a terminal: only when bytes came, and what text they hold.

- Nothing is made of what it sends while it is measured but a look for the text that is waited for.
- Times are of the wall, from before the program is started, or from before a key is sent, to when the bytes came.
"""

from __future__ import annotations

import contextlib
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
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 20.0
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()][A-Z0-9]|.)"
)


def home(folder: Path) -> dict[str, str]:
    """Return an environment as in a terminal window, whose home is `folder`, without anything of the person's."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"HOME": str(folder), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Window:
    """A program on a terminal of 80 columns and 24 rows."""

    def __init__(self, command: Sequence[str | Path], env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.set_blocking(self._master, False)
        self.sent = b""
        """Every byte that came since `forget`."""
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [os.fspath(one) for one in command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            start_new_session=True,
            preexec_fn=_own,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def until(self, text: str | bytes, patience: float = PATIENCE) -> float:
        """Wait until `text` has come since `forget`; return when, on the clock of `time.perf_counter`."""
        wanted = text.encode() if isinstance(text, str) else text
        end = time.perf_counter() + patience
        while True:
            came = self._read(end - time.perf_counter())
            if wanted in self.sent or wanted in _ESCAPES.sub(b"", self.sent):
                return came
            if time.perf_counter() > end or (came < 0 and self.process.poll() is not None):
                seen = _ESCAPES.sub(b"", self.sent)[-300:].decode(errors="replace")
                raise RuntimeError(f"{text!r} never came; last: {seen!r}")

    def quiet(self, seconds: float = 0.15) -> float:
        """Wait until nothing has come for so long; return when the last byte came, 0 if none did."""
        last, end = 0.0, time.perf_counter() + seconds
        latest = time.perf_counter() + PATIENCE
        while (left := end - time.perf_counter()) > 0:
            if (came := self._read(left)) > 0:
                last, end = came, came + seconds
            if time.perf_counter() > latest:
                raise RuntimeError("it is never quiet")
        return last

    def rest(self, seconds: float = 0.2, patience: float = PATIENCE) -> None:
        """Wait until none of its processes has used the processor for so long."""
        end, before = time.perf_counter() + patience, [-1]
        while before != (before := [_used(one) for one in self.processes()]):
            if time.perf_counter() > end:
                raise RuntimeError("it never comes to rest")
            self.quiet(seconds)

    def type(self, text: str | bytes) -> float:
        """Send keys; return when."""
        begun = time.perf_counter()
        data = text.encode() if isinstance(text, str) else text
        while data:
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._master, data) :]
        return begun

    def forget(self) -> None:
        """Let go of what came until now."""
        self._read(0.0)
        self.sent = b""

    def processes(self) -> list[int]:
        """The program and what it has started, parents first."""
        found = [self.process.pid]
        for pid in found:
            with contextlib.suppress(OSError):
                found += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return found

    def close(self) -> None:
        """End it and what it started."""
        for pid in self.processes() if self.process.poll() is None else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def _read(self, patience: float) -> float:
        """Take in what comes next; return when, -1 if nothing came in time or nothing more will."""
        if not select.select([self._master], [], [], max(0.0, patience))[0]:
            return -1.0
        try:
            piece = os.read(self._master, 1 << 20)
        except OSError:  # the other end is closed
            time.sleep(0.01)
            return -1.0
        came = time.perf_counter()
        self.sent += piece
        return came


def _used(pid: int) -> int:
    """Return how many ticks of the processor a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _own() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
