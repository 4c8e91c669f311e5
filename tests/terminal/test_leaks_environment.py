"""The program as anybody starts it, among variables that mean harm and on terminals that can do little."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ciworkbook.vault import Cost

from .harness import Terminal
from .test_leaks_tour import OSC, Places, places  # noqa: F401 - a fixture
from .touring import CANARIES, PASSPHRASE, carry_on, kept, told, unlock
from .tracing import Traced

pytestmark = pytest.mark.terminal

LONG = CANARIES["long text"]
COST = Cost(n=2**15)
"""The cheapest key that the program takes."""
BOXES = re.compile("[\u2500-\u259f▸●•…“”–·]")
"""What is drawn with where the locale has it."""

TRAP = """
import os
with open(os.path.join({trap!r}, "loaded"), "a") as file:
    file.write({name!r})
"""


def hostile(trap: Path) -> dict[str, str | None]:
    """Every variable by which Textual or Python would log, load, show or reach out, each set to do so in `trap`."""
    for name in ("textual", "asyncio", "rich", "evil", "usercustomize"):
        (trap / f"{name}.py").write_text(TRAP.format(trap=str(trap), name=name) + "class Driver: ...\n")
    (trap / "startup.py").write_text(TRAP.format(trap=str(trap), name="startup"))
    return {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_ANIMATIONS": "full",
        "TEXTUAL_COLOR_SYSTEM": "nonsense",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
        "TEXTUAL_DEVTOOLS_PORT": "9",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_FPS": "1",
        "TEXTUAL_LOG": str(trap / "log"),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg",
        "TEXTUAL_SCREENSHOT_LOCATION": str(trap),
        "TEXTUAL_SHOW_RETURN": "1",
        "TEXTUAL_SLOW_THRESHOLD": "0",
        "TEXTUAL_THEME": "no-such-theme",
        "PYTHONASYNCIODEBUG": "1",
        "PYTHONBREAKPOINT": "evil.Driver",
        "PYTHONDEVMODE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(trap),
        "PYTHONSTARTUP": str(trap / "startup.py"),
        "PYTHONTRACEMALLOC": "10",
        "PYTHONUTF8": "0",
        "PYTHONWARNINGS": "error",
        "COLUMNS": "20",
        "LINES": "5",
        "ESCDELAY": "5000",
        "NO_COLOR": "1",
    }


def command(folder: Path) -> list[str | Path]:
    """The program as anybody starts it."""
    return [sys.executable, "-m", "ciworkbook", "--folder", folder]


def evening(terminal: Terminal, folder: Path) -> None:
    """Open, write, read, leave; what was written is kept and nothing of it is left."""
    unlock(terminal)
    carry_on(terminal)
    terminal.type(LONG)
    terminal.wait_for("saved just now")
    terminal.press("f4")
    terminal.wait_for("You are here.")
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.main_screen_after_exit().strip() == ""
    assert not OSC.search(terminal.raw)
    assert LONG in told(folder)


@pytest.mark.needs("strace")
def test_hostile_variables_do_nothing(places: Places, tmp_path: Path) -> None:  # noqa: F811
    kept(places.folder, begun=True, cost=COST)
    trap = tmp_path / "trap"
    trap.mkdir()
    env = hostile(trap)
    before = sorted(trap.iterdir())
    fast = ["--seccomp-bpf"]
    with Traced(command(places.folder), places.record, env=env, cwd=places.working, options=fast) as terminal:
        evening(terminal, places.folder)
        trace = terminal.trace()
    assert sorted(trap.iterdir()) == before
    for canary in (LONG, PASSPHRASE):
        assert not trace.found(canary, outlet=True)
        assert not places.files_with(canary)
    assert trace.sockets() == ["socketpair(AF_UNIX)"]
    outside = {path for path in trace.opened_for_writing() if not Path(path).is_relative_to(places.folder)}
    assert outside <= {"/dev/tty"}
    assert [path.name for path in places.home.iterdir()] == ["kept"]
    assert not [*places.working.iterdir(), *places.temporary.iterdir()]


TERMINALS: dict[str, Mapping[str, str | None]] = {
    "xterm": {"TERM": "xterm"},
    "linux": {"TERM": "linux"},
    "screen": {"TERM": "screen"},
    "vt100 without color": {"TERM": "vt100", "NO_COLOR": "1"},
    "a locale that is not there": {"LANG": "xx_YY.nonsense", "LC_CTYPE": None},
}


@pytest.mark.parametrize("name", TERMINALS)
def test_other_terminals(name: str, tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", begun=True, cost=COST)
    with Terminal(command(folder), env=TERMINALS[name], cwd=tmp_path) as terminal:
        evening(terminal, folder)
        if TERMINALS[name].get("NO_COLOR"):
            # Black, white and what lies between.
            shown = {int(one) for codes in re.findall(rb"\x1b\[([0-9;]+)m", terminal.raw) for one in codes.split(b";")}
            assert shown & {37, 40}
            assert not shown & {*range(31, 37), *range(41, 47), *range(91, 97), *range(101, 107)}


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "TERM": "linux"}])
def test_a_terminal_without_box_lines(variables: Mapping[str, str], tmp_path: Path) -> None:
    """Everything of ours is ASCII on every page passed; the person's own letters stay as they are."""
    folder = kept(tmp_path / "kept", begun=True, cost=COST)
    with Terminal(command(folder), env=variables, cwd=tmp_path) as terminal:
        evening(terminal, folder)
        drawn = terminal.raw.decode("utf-8", errors="replace").replace(LONG, "")
    found = sorted(set(BOXES.findall(drawn)))
    assert not found, found
