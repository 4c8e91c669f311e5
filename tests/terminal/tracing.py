"""What a program does, seen from outside: its writes, its sockets, the files it opens for writing.

    with Traced([sys.executable, "-m", "ciworkbook"], tmp_path) as terminal:
        …
    trace = terminal.trace()
    assert trace.sockets() == ["socketpair(AF_UNIX)"]
    assert not trace.found("a canary")

- Uses strace, so that also what C and Rust code does is seen. Tests that use it carry `@pytest.mark.needs("strace")`.
- A canary is looked for as it is, decomposed, in Latin-1, UTF-16, base64 at each alignment, hexadecimal, and as JSON
  escapes.
"""

from __future__ import annotations

import base64
import functools
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .harness import Terminal

CALLS = (
    "%network,write,writev,pwrite64,pwritev,pwritev2,open,openat,openat2,creat,"
    "memfd_create,io_uring_setup,sendfile,splice,copy_file_range"
)
_LINE = re.compile(r"(?:(?P<pid>\d+) +)?(?P<call>\w+)\((?P<rest>.*)", re.DOTALL)
_FILE = re.compile(r"(?P<number>\d+)(?:<(?P<path>[^>]*)>)?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HEX = re.compile(r"\\x([0-9a-f]{2})")
_WRITES = ("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto", "sendmsg")
_OPENS = ("open", "openat", "openat2", "creat")
_FOR_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")


@dataclass(frozen=True)
class Write:
    """Bytes written to an open file: its number, and what it stands for where strace could tell."""

    pid: int
    number: int
    path: str
    data: bytes = field(repr=False)

    @property
    def to_terminal(self) -> bool:
        """Whether they went to a terminal."""
        return self.path.startswith("/dev/pts/") or self.path == "/dev/tty" or (not self.path and self.number in (1, 2))

    @property
    def to_outlet(self) -> bool:
        """Whether they went through a pipe to the launcher."""
        return self.path.startswith("pipe:")


class Trace:
    """A finished record."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()

    def writes(self) -> list[Write]:
        """Every write, in order."""
        found = []
        for pid, call, rest in self._calls():
            if call in _WRITES and (file := _FILE.match(rest)):
                data = b"".join(_bytes(one) for one in _STRING.findall(rest[file.end() :]))
                path = _bytes(file["path"] or "").decode(errors="replace")
                found.append(Write(pid, int(file["number"]), path, data))
        return found

    def found(self, canary: str, *, outlet: bool = False) -> list[str]:
        """Where `canary` was written to, other than a terminal and (unless `outlet`) the pipe to the launcher."""
        return [
            f"{path or number} ({how})"
            for (_, number, path), data in self._joined.items()
            if outlet or not path.startswith("pipe:")
            for how in hits(data, canary)
        ]

    @functools.cached_property
    def _joined(self) -> dict[tuple[int, int, str], bytes]:
        """All that was written but to a terminal, by process, number and path."""
        joined: dict[tuple[int, int, str], list[bytes]] = {}
        for one in self.writes():
            if not one.to_terminal:
                joined.setdefault((one.pid, one.number, one.path), []).append(one.data)
        return {key: b"".join(pieces) for key, pieces in joined.items()}

    def sockets(self) -> list[str]:
        """Each socket made, as `call(FAMILY)`; a pair counts once."""
        return [
            f"{call}({rest.partition(',')[0]})"
            for _pid, call, rest in self._calls()
            if call in ("socket", "socketpair", "io_uring_setup")
        ]

    def reached_out(self) -> list[str]:
        """Calls that reach for another place: connect, bind, listen, and sending to an address."""
        return [
            call
            for _pid, call, rest in self._calls()
            if call in ("connect", "bind", "listen", "accept", "accept4", "sendmmsg")
            or (call == "sendto" and "sa_family" in rest)
        ]

    def started(self) -> list[str]:
        """The programs that were started, each by all that it was started with."""
        found = []
        for _pid, call, rest in self._calls():
            if call in ("execve", "execveat") and '", [' in rest:  # without a list of words nothing is started
                said = [_bytes(one).decode(errors="replace") for one in _STRING.findall(rest.partition("], ")[0])]
                found.append(" ".join(said[1:]))
        return found

    def opened_for_writing(self) -> list[str]:
        """The paths opened in a way that could write, apart from /dev/null; also those that were refused."""
        found = []
        for _pid, call, rest in self._calls():
            if call in _OPENS and (call == "creat" or _FOR_WRITING.search(rest)):
                named = _STRING.search(rest)
                path = _bytes(named[1]).decode(errors="replace") if named else "?"
                if path != "/dev/null":
                    found.append(path)
            if call == "memfd_create":
                found.append("memfd")
        return found

    def _calls(self) -> Iterator[tuple[int, str, str]]:
        for line in self.lines:
            if (call := _LINE.match(line)) and "resumed>" not in line[:60]:
                yield int(call["pid"] or 0), call["call"], call["rest"]


class Traced(Terminal):
    """A program on a terminal, under strace. The record is written into `folder`."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        folder: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: str | Path | None = None,
        *,
        calls: str = CALLS,
        options: Sequence[str] = (),
    ) -> None:
        self.record = folder / f"strace-{os.urandom(4).hex()}"
        strace = ["strace", "-f", "-qq", "-xx", "-y", "-s", "10000000", "-o", str(self.record), "-e", f"trace={calls}"]
        super().__init__([*strace, *options, "--", *argv], size, env, cwd)

    def trace(self) -> Trace:
        """Wait for the end and return what was recorded."""
        self.wait_exit()
        return Trace(self.record.read_text(encoding="ascii", errors="replace"))


def forms(canary: str) -> dict[str, list[bytes]]:
    """Return the bytes that `canary` may stand as, by the name of the form."""
    plain = canary.encode()
    return {
        "as it is": [plain],
        "decomposed": [unicodedata.normalize("NFD", canary).encode()],
        "Latin-1": [canary.encode("latin-1", "ignore")],
        "UTF-16": [canary.encode("utf-16-le"), canary.encode("utf-16-be")],
        "base64": [base64_core(plain, shift) for shift in range(3)],
        "hexadecimal": [plain.hex().encode(), plain.hex().upper().encode()],
        "JSON": [
            json.dumps(canary)[1:-1].encode(),
            "".join(f"\\u{ord(one):04x}" for one in canary).encode(),
        ],
    }


def hits(data: bytes, canary: str) -> list[str]:
    """Name the forms in which `canary` stands in `data`."""
    found = [name for name, ways in forms(canary).items() if any(way in data for way in ways)]
    # Plain letters are the same in several forms; such a find is told once.
    return [name for name in found if name == "as it is" or canary.encode() not in forms(canary)[name]]


def base64_core(plain: bytes, shift: int) -> bytes:
    """The part of the base64 of `plain`, `shift` bytes into a group of three, that its neighbours cannot change."""
    coded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
    first = -(-shift * 8 // 6) if shift else 0
    whole = (shift + len(plain)) * 8 // 6
    return coded[first:whole]


def files_with(folder: Path, canary: str) -> list[Path]:
    """The files below `folder` whose name or content holds `canary` in any form."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if hits(str(path).encode(errors="surrogateescape"), canary)
        or (path.is_file() and not path.is_symlink() and hits(path.read_bytes(), canary))
    ]


def _bytes(shown: str) -> bytes:
    if shown.startswith("\\x"):
        return bytes.fromhex("".join(_HEX.findall(shown)))
    return shown.encode(errors="replace")
