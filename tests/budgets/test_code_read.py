"""The files of code that each command reads before it has done its work, seen from outside by strace.

- A file counts once, as source, compiled, or a library; by where it lies: the program's own, another package's, or the
  standard library's.
- What a person waits for is counted until it stands on the screen and nothing more happens there.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ciworkbook
from ciworkbook.vault import Cost
from ciworkbook.vault.parameters import LEAST_N
from ciworkbook.worksheet.catalogue import Catalogue

from ..terminal.harness import Terminal
from ..terminal.touring import PASSPHRASE, kept, unlock
from ..terminal.tracing import Traced
from . import over

pytestmark = [pytest.mark.needs("strace"), pytest.mark.terminal]

OWN = Path(ciworkbook.__file__).parent
OPENED = re.compile(r'open(?:at)?\((?:[^,"]*, )?"([^"]*\.(?:py|pyc|so))".*= \d')
COMPILED = re.compile(r"/__pycache__(/[^/]*)\.[a-z]+-\d+(?:\.opt-\d)?\.pyc$")
MORE = {"standard": 25, "of others": 16, "own": 8}
"""Room: for another Python and its packages, and for what is read late."""


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """Have the worksheets compiled, as they are where the program is installed."""
    Catalogue.load()


def counted(record: str) -> dict[str, int]:
    """Return how many files of code a record of strace names, by whose they are."""
    files = {re.sub(r"\.(py|pyc)$", "", COMPILED.sub(r"\1.pyc", one)) for one in OPENED.findall(record)}
    found = {"own": 0, "of others": 0, "standard": 0}
    for one in files:
        if one.startswith(f"{OWN}/"):
            found["own"] += 1
        elif "/site-packages/" in one:
            found["of others"] += 1
        elif "/python3" in one:
            found["standard"] += 1
    return found


def check(name: str, record: str) -> list[str]:
    """Return what is over for the command called `name`."""
    found = counted(record)
    assert found["own"], record[-2000:]
    return over(f"code: {name}", found, MORE)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("help", ["--help"]),
        ("version", ["--version"]),
        ("list", ["list"]),
        ("check", ["check", "worksheets/start-here.yaml"]),
        ("blank", ["blank", "start-here", "--door", "harmed"]),
        ("doctor", ["doctor"]),
    ],
)
def test_of_a_command(name: str, arguments: list[str], tmp_path: Path) -> None:
    record = tmp_path / "record"
    strace = ["strace", "-f", "-qq", "-s", "4096", "-o", str(record), "-e", "trace=open,openat"]
    program = [sys.executable, "-I", "-m", "ciworkbook", *arguments]
    done = subprocess.run([*strace, "--", *program], cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr  # 1: something was found, on this computer or in the worksheet
    assert check(name, record.read_text(errors="replace")) == []


ASKED = "Passphrase:"


def door(terminal: Terminal) -> None:
    terminal.wait_for(ASKED)


FIRST = "This is a private workbook."


def first_page(terminal: Terminal) -> None:
    terminal.wait_for(FIRST)


def first_paint(terminal: Terminal) -> None:
    terminal.wait_for(FIRST)


def plain_home(terminal: Terminal) -> None:
    terminal.wait_for(ASKED)
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("Start something")


@pytest.mark.parametrize(
    ("name", "there", "options", "shown"),
    [
        ("the first page of all", False, [], first_page),
        ("the first page of all, until it stands", False, [], first_paint),
        ("the door", True, [], door),
        ("home", True, [], unlock),
        ("the door, plain", True, ["--plain"], door),
        ("home, plain", True, ["--plain"], plain_home),
    ],
)
def test_of_the_workbook(
    name: str, there: bool, options: list[str], shown: Callable[[Terminal], None], tmp_path: Path
) -> None:
    folder = kept(tmp_path / "kept", cost=Cost(n=LEAST_N)) if there else tmp_path / "kept"
    program: list[str | Path] = [sys.executable, "-I", "-m", "ciworkbook", *options, "--folder", folder]
    with Traced(program, tmp_path, calls="open,openat,write", options=["--seccomp-bpf"]) as terminal:
        shown(terminal)
        terminal.wait_quiet(1.0)  # what is read in the moment after counts too, however busy the computer is
        record = as_text(terminal.record.read_text(encoding="ascii", errors="replace"))
    if shown in (door, first_paint):  # but not what is read while the person types, or reads
        mark = ASKED if shown is door else FIRST
        assert mark in record
        record = record.partition(mark)[0]
    assert check(name, record) == []


def as_text(record: str) -> str:
    """Return a record with its letters for the numbers that stand for them."""
    return re.sub(r"\\x([0-9a-f]{2})", lambda one: chr(int(one[1], 16)), record)


def test_what_is_read_is_counted_by_whose_it_is() -> None:
    record = f"""
1 openat(AT_FDCWD, "{OWN}/__pycache__/cli.cpython-311.pyc", O_RDONLY|O_CLOEXEC) = 3
1 openat(AT_FDCWD, "{OWN}/cli.py", O_RDONLY|O_CLOEXEC) = 3
1 openat(AT_FDCWD, "{OWN}/gone.py", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)
1 openat(AT_FDCWD, "/x/lib/python3.11/site-packages/textual/__init__.py", O_RDONLY|O_CLOEXEC) = 3
1 openat(AT_FDCWD, "/x/lib/python3.11/__pycache__/os.cpython-311.pyc", O_RDONLY|O_CLOEXEC) = 3
"""
    assert counted(record) == {"own": 1, "of others": 1, "standard": 1}
