"""Those who look for canaries find them: a program that does leak, and a workbook that does, are caught.

What is looked at with the same eyes is a whole evening: `tests/faults/bench/s01_tour.py` and `s04_canaries.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from .harness import Terminal
from .leaky import PLANTED
from .touring import CANARIES, PASSPHRASE, kept, leaky, unlock
from .tracing import CALLS, Traced, files_with, hits

pytestmark = pytest.mark.terminal

OSC = re.compile(rb"\x1b\](?!22;)[^\x07\x1b]*")
"""Anything said to the terminal itself (its title, the clipboard) but the shape of the mouse pointer."""
STARTS = "execve,execveat"


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
    assert trace.started()[-1] == "true"
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


def test_a_careless_workbook_ends_where_it_is_watched(places: Places) -> None:
    kept(places.folder)
    where = places.temporary / "draft"
    watched = leaky("open-writes", f"inside={places.folder}", f"plant={where}", folder=places.folder)
    with Terminal(watched, cwd=places.working) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        assert terminal.wait_exit() == 99
    assert not where.exists()
