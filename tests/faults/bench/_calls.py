"""One operation in a process of its own: every system call of it is seen from outside, failed once or made the last.

- The process is forked from one that has imported everything, stops itself before the operation, and is then attached
  to by strace, so that a run costs less than a tenth of a second and its calls are those of the operation alone.
- Two marks, looks at a path that is not there, stand around the operation in the list of its calls.
- After a refusal in words the process looks at what it holds open, and tries once more, as a person would.
"""

from __future__ import annotations

import ctypes
import os
import random
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ciworkbook.errors import WorkbookError

from . import Size
from ._operations import Broken, Operation, kept_the_same
from ._places import NotHereError

MARK = "/mark-of-the-bench"
# Memory, time and signals are not the disk.
LEFT_OUT = (
    "mmap", "munmap", "brk", "mprotect", "madvise", "mremap", "futex", "clock_gettime", "getrandom",
    "rt_sigaction", "rt_sigprocmask", "restart_syscall", "getpid", "gettid", "clock_nanosleep", "sched_yield",
)  # fmt: skip
_SET_PTRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


@dataclass(frozen=True, slots=True)
class Call:
    """One system call of an operation: its name, which of that name since the process was attached to, its line."""

    name: str
    when: int
    line: str

    def __str__(self) -> str:
        """Return its name and the last file it names."""
        paths = re.findall(r"/([^/>\"]+)[>\"]", self.line[:300])
        return f"{self.name} {paths[-1]}" if paths else self.name


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a run.

    Attributes:
        ended: `done`, `refused` (in words), `fault` (anything else), or `killed`.
        words: The words of the refusal, or what the fault was.
        again: What came of the second attempt after a refusal, "" if there was none.
        log: What strace wrote.
    """

    ended: str
    words: str = ""
    again: str = ""
    log: str = field(default="", repr=False)


def run(operation: Operation, folder: Path, log: Path, *options: str) -> Told:
    """Do `operation` on `folder` in a process of its own, traced with these options of strace."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _act(operation, folder, writer)
    os.close(writer)
    with open(reader, encoding="utf-8") as pipe:
        _pid, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            raise RuntimeError(f"{operation.name}: did not come to its beginning: {pipe.read()}")
        command = ["strace", "-y", "-s", "300", "-o", str(log), "-p", str(child), *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            if "attached" not in said:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise NotHereError(f"strace may not trace here: {said.strip()}")
            os.kill(child, signal.SIGCONT)
            os.waitpid(child, 0)
            tracer.communicate()
        told = [line.split("\t") for line in pipe.read().splitlines()]
    text = log.read_text(errors="replace")
    if not told:
        return Told("killed", log=text)
    again = told[1][0] if len(told) > 1 else ""
    return Told(told[0][0], told[0][1], f"{again} {told[1][1]}".strip() if again else "", text)


def _act(operation: Operation, folder: Path, pipe: int) -> None:
    """What the forked process does; it never returns."""

    def attempt() -> bool:
        try:
            operation.act(thing)
        except WorkbookError as error:
            said = ("refused", f"{error.message} {error.hint}")
        except Broken as error:
            said = ("fault", str(error))
        except BaseException as error:
            said = ("fault", f"{type(error).__name__}: {error}".replace("\n", " "))
        else:
            said = ("done", "")
        os.path.exists(MARK)
        os.write(pipe, "\t".join(said).encode() + b"\n")
        return said[0] == "refused"

    try:
        kept_the_same()
        ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
        thing = operation.begin(folder)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.path.exists(MARK)
        if attempt():
            try:
                operation.still(thing)
            except Exception as error:
                os.write(pipe, f"fault\t{type(error).__name__}: {error}\n".encode())
            else:
                attempt()
    finally:
        os._exit(0)


def calls_between_the_marks(log: str) -> list[Call]:
    """Return the calls of the first attempt."""
    counts: dict[str, int] = {}
    found: list[Call] = []
    marks = 0
    for line in log.splitlines():
        name = re.match(r"[a-z]\w*(?=\()", line)
        if name is None:
            continue
        counts[name[0]] = counts.get(name[0], 0) + 1
        if MARK in line:
            marks += 1
        elif marks == 1 and name[0] not in LEFT_OUT:
            found.append(Call(name[0], counts[name[0]], line))
    return found


class Bench:
    """One operation, made ready once and tried many times."""

    def __init__(self, operation: Operation, place: Path) -> None:
        self.operation, self._place = operation, place
        self._ready, self._log = place / "ready", place / "log"
        operation.prepare(self._ready)
        self.folder = place / "kept"
        self.baseline = self._try()
        if self.baseline.ended != "done" or operation.judge(self.folder) != operation.done:
            raise RuntimeError(f"{operation.name}: unharmed it is {self.baseline}")
        self.calls = calls_between_the_marks(self.baseline.log)

    def _try(self, *options: str) -> Told:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._ready, self.folder)
        return run(self.operation, self.folder, self._log, *options)

    def chosen(self, size: Size, few: int) -> Iterator[Call]:
        """Yield this part's share of the calls: all of them at full size, `few` of them otherwise."""
        calls = self.calls
        if not size.full or size.part < 1:
            some = max(few, round(len(calls) * size.part)) if size.full else few
            calls = random.Random(f"{size.seed - 1_000 * size.number} {self.operation.name}").sample(
                calls, min(some, len(calls))
            )
        yield from calls[size.number :: size.of]

    def kill_at(self, call: Call) -> Told:
        """Make `call` the last one: it is entered and not done."""
        return self._try(f"--inject={call.name}:signal=SIGKILL:when={call.when}")

    def fail_at(self, call: Call, error: str) -> Told:
        """Let `call` fail once; it is not done."""
        return self._try(f"--inject={call.name}:error={error}:when={call.when}")

    def state(self) -> str:
        """Return the state that the folder is in; raises Broken."""
        try:
            return self.operation.judge(self.folder)
        except Broken:
            raise
        except Exception as error:
            raise Broken(f"{type(error).__name__}: {error}") from error
