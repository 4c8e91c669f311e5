"""A whole evening, seen from outside: what was typed reaches the terminal and the workbook's folder, and nothing else.

- The tour types a canary of its own into every kind of place, shows each of them again, locks, and leaves.
- Everything the launcher and the sessions write is looked at, and every file that is there afterwards.
- A program that does leak is caught by the same looks: that is tested first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from .leaky import PLANTED
from .touring import CANARIES, kept, leaky, told, unlock, whole
from .tracing import CALLS, Trace, Traced, files_with, hits

pytestmark = pytest.mark.terminal

OSC = re.compile(rb"\x1b\](?!22;)[^\x07\x1b]*")
"""Anything said to the terminal itself (its title, the clipboard) but the shape of the mouse pointer."""
STARTS = "execve,execveat"
_NAMED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Places:
    """The folders of one run: where it may write, and where everything is looked at afterwards."""

    home: Path
    temporary: Path
    working: Path
    record: Path

    @property
    def folder(self) -> Path:
        """The workbook's folder."""
        return self.home / "kept"

    def files_with(self, canary: str) -> list[Path]:
        """The files that hold `canary`, anywhere the program could have put one."""
        return [path for place in (self.home, self.temporary, self.working) for path in files_with(place, canary)]


@pytest.fixture
def places(home: Path, tmp_path: Path) -> Places:
    """Empty folders for one run."""
    found = Places(home, tmp_path / "temporary", tmp_path / "working", tmp_path / "record")
    for one in (found.temporary, found.working, found.record):
        one.mkdir()
    return found


def variables(places: Places) -> dict[str, str | None]:
    """The environment of a run: every name for a temporary folder."""
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(places.temporary))


@contextmanager
def traced(places: Places, argv: list[str | Path]) -> Iterator[Traced]:
    """Run `argv` under strace."""
    calls = f"{CALLS},{STARTS}"
    env, fast = variables(places), ["--seccomp-bpf"]
    with Traced(argv, places.record, env=env, cwd=places.working, calls=calls, options=fast) as terminal:
        yield terminal


def started(trace: Trace) -> list[str]:
    """The programs that were started, by what they were started with."""
    found = []
    for line in trace.lines:
        if re.match(r"(?:\d+ +)?execve(?:at)?\(", line):
            shown = [bytes.fromhex(one.replace("\\x", "")).decode() for one in _NAMED.findall(line.partition("], ")[0])]
            found.append(" ".join(shown[1:]))
    return found


# Those who look find what is there


CARELESS = """
import base64, json, os, socket, subprocess, sys
canary, place = sys.argv[1], sys.argv[2]
ways = {
    "plain": canary.encode(),
    "utf-16": ("x" + canary).encode("utf-16-le"),
    "base64": base64.b64encode(b"ab" + canary.encode() + b"c"),
    "json": json.dumps({"answer": canary}).encode(),
}
for name, data in ways.items():
    with open(f"{place}/{name}", "wb") as file:
        file.write(data)
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
subprocess.run(["true"])
print(canary)
"""


@pytest.mark.needs("strace")
@pytest.mark.parametrize("name", ["long text", "passphrase"])
def test_a_careless_program_is_caught(places: Places, name: str) -> None:
    canary = CANARIES[name]
    with traced(places, [sys.executable, "-B", "-c", CARELESS, canary, places.working]) as terminal:
        trace = terminal.trace()
        assert canary in terminal.main_screen_after_exit()
    found = " ".join(trace.found(canary))
    for file, how in {"plain": "as it is", "utf-16": "UTF-16", "base64": "base64", "json": "JSON"}.items():
        assert f"{places.working}/{file} ({how})" in found
    assert {path.name for path in places.files_with(canary)} == {"plain", "utf-16", "base64", "json"}
    assert "socket(AF_INET)" in trace.sockets()
    assert set(trace.opened_for_writing()) == {str(path) for path in places.working.iterdir()}
    assert started(trace)[-1] == "true"
    assert hits(b"\x1b]52;c;" + canary.encode().hex().encode(), canary) == ["hexadecimal"]


@pytest.mark.needs("strace")
def test_a_careless_workbook_is_caught(places: Places) -> None:
    """The same program as below, but for one line in it that writes where it may not."""
    kept(places.folder)
    where = places.temporary / "draft"
    with traced(places, leaky("open-writes", f"plant={where}", folder=places.folder)) as terminal:
        unlock(terminal)
        terminal.press("ctrl+q")
        trace = terminal.trace()
    assert trace.found(PLANTED) == [f"{where} (UTF-16)"]
    assert places.files_with(PLANTED) == [where]
    assert str(where) in trace.opened_for_writing()


# The evening


@pytest.mark.needs("strace")
def test_nothing_of_an_evening_leaves(places: Places) -> None:
    with traced(places, leaky("usr1-locks", "open-calls", folder=places.folder)) as terminal:
        whole(terminal)
        trace = terminal.trace()
        raw, left = terminal.raw, terminal.main_screen_after_exit()
    shown = raw.decode(errors="replace")
    writes = [one for one in trace.writes() if not one.to_terminal]
    print(f"{len(trace.lines)} calls, {len(writes)} writes, {len(raw)} bytes to the terminal, {len(CANARIES)} canaries")

    for name, canary in CANARIES.items():
        assert not trace.found(canary, outlet=True), name
        assert not places.files_with(canary), name
        assert canary not in left, name
        # It was really there to leak: everything but the passphrase was on the screen.
        assert (canary in shown) == (name != "passphrase"), name
    assert left.strip() == ""

    assert trace.sockets() == ["socketpair(AF_UNIX)"] * 2, "one pair for each of the two sessions"
    assert not trace.reached_out()
    outside = {path for path in trace.opened_for_writing() if not Path(path).is_relative_to(places.folder)}
    assert outside <= {"/dev/tty"}
    assert [sorted(path.name for path in place.iterdir()) for place in (places.temporary, places.working)] == [[], []]
    assert [path.name for path in places.home.iterdir()] == ["kept"]

    starts = started(trace)
    assert len(starts) == 3, starts
    assert [("--as-session" in one) for one in starts] == [False, True, True]
    assert not any(hits(line.encode(), canary) for line in starts for canary in CANARIES.values())

    assert not OSC.search(raw), "a clipboard or a title"
    assert b"\x1bP" not in raw.replace(b"\x1bP+q", b""), "a command to the terminal"

    kept_there = told(places.folder)
    for name in ("long text", "short text", "own word", "own choice", "alias", "about a person", "table cell"):
        assert CANARIES[name] in kept_there, name
    assert CANARIES["taken back"] not in kept_there
