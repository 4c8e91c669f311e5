"""A backup that is being written: each call of that killed, or failed.

What was said to be made is whole; what is not whole is refused in words and never called a backup; the workbook is as
it was. By default the calls that have to do with the file are killed, failed in two ways and let be in turn; with
CIWORKBOOK_FULL=1 each is killed and failed, and those that read the workbook too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ciworkbook.backups import BackupUnreadable, load
from ciworkbook.vault import Cost, Vault, backup, parameters
from ciworkbook.vault.errors import NotABackup

from ..vault.folders import PASSPHRASE
from .bench._calls import Call, calls_between_the_marks

pytestmark = pytest.mark.needs("strace")
ROOT = Path(__file__).parents[2]
FULL = os.environ.get("CIWORKBOOK_FULL") == "1"
HELD = {1: b'{"digest": "0"}', 2: b'{"digest": "1"}'}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parameters, "LEAST_N", 2**4)
    place = tmp_path / "kept"
    with Vault.create(place, PASSPHRASE, cost=Cost(2**4)) as vault:
        for content in HELD.values():
            vault.put("definition", content)
    return place


def run(folder: Path, file: Path, log: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-qq", "-y", "-s", "200", "-o", str(log), *options]
    command += [sys.executable, "-B", "-m", "tests.faults.backing_up", str(folder), str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def calls_of_one_backup(folder: Path, tmp_path: Path) -> list[Call]:
    copy, log, file = tmp_path / "copy", tmp_path / "log", tmp_path / "one.backup"
    shutil.copytree(folder, copy)
    assert run(copy, file, log).stdout == "made: 2, noted: True\n"
    shutil.rmtree(copy)
    file.unlink()
    found = calls_between_the_marks(log.read_text(errors="replace"))
    assert found
    return [call for call in found if FULL or "one.backup" in call.line or f"<{tmp_path}>" in call.line]


def judged(file: Path) -> str:
    """Say what a person has in hand: nothing, a backup, whole or with a gap, or a file that is refused in words."""
    try:
        data = load(file)
        backup.look_at(data)
    except BackupUnreadable:
        return "nothing"
    except NotABackup:
        return "half"
    checked = backup.check(data, backup.key_for(data, PASSPHRASE))
    return "whole" if (checked.entries, checked.whole, checked.findings) == (2, 2, ()) else "gap"


def test_the_order_that_makes_a_backup_durable(folder: Path, tmp_path: Path) -> None:
    calls = [call.line for call in calls_of_one_backup(folder, tmp_path)]
    place = re.escape(str(tmp_path))
    order = [
        rf'openat\(.*"{place}/one.backup", O_WRONLY\|O_CREAT\|O_EXCL\S*, 0600\)',
        rf"write\(\d+<{place}/one.backup>",
        rf"fsync\(\d+<{place}/one.backup>\) += 0",
        rf"fsync\(\d+<{place}>\) += 0",
        rf'openat\(.*"{place}/one.backup", O_RDONLY',
        rf"fadvise64\(\d+<{place}/one.backup>, 0, 0, POSIX_FADV_DONTNEED\) += 0",
        rf"read\(\d+<{place}/one.backup>",
    ]
    places = [[number for number, line in enumerate(calls) if re.search(step, line)] for step in order]
    assert all(places), calls
    assert [one[0] for one in places] == sorted(one[0] for one in places)
    assert not re.search(r"O_TRUNC|rename", "".join(line for line in calls if "one.backup" in line))


def test_every_call_is_the_last_or_fails_once(folder: Path, tmp_path: Path) -> None:
    calls = calls_of_one_backup(folder, tmp_path)
    copy, log, file = tmp_path / "copy", tmp_path / "log", tmp_path / "one.backup"
    seen: dict[str, int] = {}
    for number, call in enumerate(calls):
        harms = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
        for harm in harms if FULL else harms[number % 4 : number % 4 + 1]:
            shutil.copytree(folder, copy)
            done = run(copy, file, log, f"--inject={call.name}:{harm}:when={call.when}")
            state = judged(file)
            said = done.stdout.partition(":")[0]
            seen[f"{harm}: {said or 'killed'}, {state}"] = seen.get(f"{harm}: {said or 'killed'}, {state}", 0) + 1
            assert (said == "made") <= (state == "whole"), (call.line, harm, done)
            # A file that could not be read when it was asked for is not in it, and that was said.
            assert (state == "gap") <= (said in ("named", "")), (call.line, harm, done)
            if harm != "signal=SIGKILL":
                assert done.returncode == 0, (call.line, done.stderr)
                assert said in ("made", "named") or re.fullmatch(r"refused: .+\. .+\.\n", done.stdout), done.stdout
                # What was written whole and could not be read again stays: nobody can tell what it is.
                assert (said == "refused" and state == "half") is False, (call.line, harm, done.stdout)
            with Vault.open(copy, PASSPHRASE) as vault:
                assert {id: vault.get(id) for id in HELD} == HELD
            shutil.rmtree(copy)
            file.unlink(missing_ok=True)
    print(f"{len(calls)} calls: {seen}")
    assert any(one.endswith("killed, half") for one in seen)
    assert any(one.endswith("made, whole") for one in seen)
