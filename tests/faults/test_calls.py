"""Every system call of one save, failed once and killed once; and the order of those that make it durable."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ciworkbook.vault import Cost, Vault, parameters

from .saving import MARK, PASSPHRASE

ROOT = Path(__file__).parents[2]
ERRORS = ("ENOSPC", "EIO", "EACCES")
# Memory and time are not the disk; a failed munmap or futex is no fault of it.
LEFT_OUT = ("mmap", "munmap", "brk", "mprotect", "madvise", "futex", "clock_gettime", "getrandom", "rt_sigaction")

pytestmark = pytest.mark.needs("strace")


@dataclass(frozen=True)
class Call:
    """One system call of the save: its name, which one of that name in the whole run it is, and its line."""

    name: str
    when: int
    line: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two entries of two generations each, and a list of them."""
    monkeypatch.setattr(parameters, "LEAST_N", 2**4)
    place = tmp_path / "kept"
    with Vault.create(place, PASSPHRASE, cost=Cost(2**4)) as vault:
        for entry in (vault.put("visit", b"oldest"), vault.put("visit", b"of another")):
            vault.put("visit", b"old", entry)
    return place


def run(folder: Path, log: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-qq", "-y", "-s", "200", "-o", str(log), *options]
    command += [sys.executable, "-B", "-m", "tests.faults.saving", str(folder), "once"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def calls_of_one_save(folder: Path, tmp_path: Path) -> list[Call]:
    copy, log = tmp_path / "copy", tmp_path / "log"
    shutil.copytree(folder, copy)
    assert run(copy, log).stdout == "saved\nholds new\n"
    shutil.rmtree(copy)
    counts: dict[str, int] = {}
    found: list[Call] = []
    marks = 0
    for line in log.read_text(errors="replace").splitlines():
        name = re.match(r"\w+", line)
        if name is None:
            continue
        counts[name[0]] = counts.get(name[0], 0) + 1
        if MARK in line:
            marks += 1
        elif marks == 1 and name[0] not in LEFT_OUT:
            found.append(Call(name[0], counts[name[0]], line))
    assert marks == 2
    assert {"openat", "write", "fsync", "close"} <= {call.name for call in found}
    return found


def test_the_order_that_makes_a_save_durable(folder: Path, tmp_path: Path) -> None:
    calls = [call.line for call in calls_of_one_save(folder, tmp_path)]
    place = re.escape(str(tmp_path / "copy"))
    order = [
        rf'openat\(.*"{place}/(\w{{32}})\.tmp", O_WRONLY\|O_CREAT\|O_EXCL.*0600\)',
        rf"write\(\d+<{place}/\w{{32}}\.tmp>",
        rf"fsync\(\d+<{place}/\w{{32}}\.tmp>\) += 0",
        rf'rename\w*\(.*"{place}/\w{{32}}\.tmp", .*"{place}/\w{{32}}"\) += 0',
        rf"fsync\(\d+<{place}>\) += 0",
    ]
    places = [[number for number, line in enumerate(calls) if re.search(step, line)] for step in order]
    assert [len(one) for one in places] == [1] * 5, calls
    in_order = [number for one in places for number in one]
    assert in_order == sorted(in_order)
    writers = [line for line in calls if re.search(r"O_WRONLY|O_RDWR|unlink|truncate|link\w*\(", line)]
    assert len(writers) == 1, "one file is opened for writing, and it is new"
    assert not re.search(r"O_TRUNC", "".join(calls))


@pytest.mark.parametrize("error", ERRORS)
def test_every_call_fails_once(folder: Path, tmp_path: Path, error: str) -> None:
    calls = calls_of_one_save(folder, tmp_path)
    refused = saved = 0
    for call in calls:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        done = run(copy, tmp_path / "log", f"--inject={call.name}:error={error}:when={call.when}")
        assert done.returncode == 0, (call.line, done.stderr)
        said, held = done.stdout.splitlines()
        if said == "saved":
            saved += 1
            assert held == "holds new", call.line
        else:
            refused += 1
            assert held == "holds old", call.line
            assert re.fullmatch(
                r"refused: This could not be saved: .*\. What you saved before is still there\. .*", said
            )
        with Vault.open(copy, PASSPHRASE) as vault:
            assert {one.kind for one in vault.findings} <= {"adopted"}, call.line
            assert vault.get(1) in ([b"new"] if said == "saved" else [b"old", b"new"]), call.line
            assert vault.get(2) == b"old"
            assert not [path for path in copy.iterdir() if path.suffix == ".tmp"]
        shutil.rmtree(copy)
    print(f"{error}: {len(calls)} calls failed once, {refused} refused in words, {saved} saved nevertheless")
    assert refused >= 5


def test_every_call_is_the_last(folder: Path, tmp_path: Path) -> None:
    """SIGKILL when the call is entered: the entry is the old one or the new one, whole."""
    calls = calls_of_one_save(folder, tmp_path)
    seen = set()
    for call in calls:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        done = run(copy, tmp_path / "log", f"--inject={call.name}:signal=SIGKILL:when={call.when}")
        assert "saved" not in done.stdout, call.line
        with Vault.open(copy, PASSPHRASE) as vault:
            assert {one.kind for one in vault.findings} <= {"adopted"}, call.line
            seen.add(vault.get(1))
            assert vault.previous(1) in (b"oldest", b"old")
            assert vault.get(2) == b"old"
            assert vault.verify() == []
        shutil.rmtree(copy)
    print(f"killed at each of {len(calls)} calls")
    assert seen == {b"old", b"new"}
