"""`ciworkbook backup` and `ciworkbook restore`, as a person runs them in a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ciworkbook.vault import Cost, Vault, derive_for
from ciworkbook.vault.backup import check, key_for
from ciworkbook.vault.keys import ROOT, name_of

from .harness import Terminal

pytestmark = pytest.mark.terminal
PASSPHRASE = "only for this one test"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that is only read here, or copied."""
    place = tmp_path_factory.mktemp("backup") / "kept"
    with Vault.create(place, PASSPHRASE, cost=Cost(2**15)) as vault:
        for number in range(3):
            vault.put("note", f'{{"number": {number}}}'.encode())
    return place


def run(*arguments: str | Path, typed: tuple[str, ...] = (), wait: str = "Passphrase:") -> tuple[int, str, bytes]:
    """Run the command, type a line at each prompt; return the status, what stands on the screen, and all bytes sent."""
    command = [sys.executable, "-I", "-m", "ciworkbook", *map(str, arguments)]
    with Terminal(command, size=(100, 24)) as terminal:
        for line in typed:
            terminal.wait_for(wait)
            terminal.type(line)
            terminal.press("Enter")
            if line != typed[-1]:
                terminal.wait_gone(wait)
                wait = ":"
        status = terminal.wait_exit()
        return status, "\n".join(line for line in terminal.screen if line), terminal.raw


@pytest.fixture(scope="module")
def backup(folder: Path) -> Path:
    """One that was made with the command; it is only read."""
    path = folder.parent / "one.backup"
    status, said, raw = run("--folder", folder, "backup", path, typed=(PASSPHRASE,))
    assert status == 0, said
    assert PASSPHRASE.encode() not in raw
    assert "The backup was written, read from its place again, and opened:" in said
    assert "3 entries are in it." in said
    assert "One moment" not in said, "the line of progress is erased"
    assert b" %" in raw
    assert path.stat().st_mode & 0o777 == 0o600
    return path


def test_there_and_back(backup: Path, tmp_path: Path) -> None:
    data = backup.read_bytes()
    assert check(data, key_for(data, PASSPHRASE)).whole == 3
    to = tmp_path / "to"
    status, said, raw = run("restore", backup, "--folder", to, typed=(PASSPHRASE,))
    assert (status, PASSPHRASE.encode() in raw) == (0, False)
    assert said.splitlines() == [
        "3 entries were put into the folder.",
        "All that is there of this workbook was read again, and opens.",
    ]
    with Vault.open(to, PASSPHRASE) as vault:
        assert vault.get(3) == b'{"number": 2}'
        vault.put("note", b"{}", 1)
        vault.put("note", b"{}", 1)
    status, said, _raw = run("restore", backup, "--folder", to, typed=(PASSPHRASE,))
    assert status == 1
    assert "2 entries were there already." in said
    assert "1 entry stands there in another version. That was left as it is." in said
    assert backup.read_bytes() == data
    taken, said, _raw = run("--folder", to, "backup", backup, typed=())
    assert (taken, "There is something at that place already." in said) == (1, True)
    assert backup.read_bytes() == data


def test_with_the_recovery_key(backup: Path, folder: Path, tmp_path: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        key = vault.recovery_sheet().groups()
    to = tmp_path / "to"
    line = " ".join(key).lower()
    status, said, _raw = run("restore", backup, "--recovery", "--folder", to, typed=(line,), wait="Row 1:")
    assert (status, "3 entries were put into the folder." in said, "“recover”" in said) == (0, True, True)
    assert not any(group in said.lower().split() for group in line.split()), "what was typed is erased"
    with Vault.open(to, PASSPHRASE) as vault:
        assert vault.get(3) == b'{"number": 2}'


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_a_passphrase_that_the_folder_no_longer_knows_is_asked_about(backup: Path, tmp_path: Path, answer: str) -> None:
    to = tmp_path / "to"
    assert run("restore", backup, "--folder", to, typed=(PASSPHRASE,))[0] == 0
    key = derive_for(to, PASSPHRASE)
    for generation in (0, 1):
        (to / name_of(key.naming, ROOT, generation)).unlink()
    with Terminal([sys.executable, "-I", "-m", "ciworkbook", "restore", backup, "--folder", to]) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE)
        terminal.press("Enter")
        terminal.wait_for("Type yes to let this passphrase open the folder again:")
        assert "If you changed it because somebody knew it, leave that as it is." in terminal.text
        terminal.type(answer)
        terminal.press("Enter")
        status = terminal.wait_exit()
        assert status == (0 if answer == "yes" else 1)
        assert ("does not open the workbook in that folder" in terminal.text.replace("\n", " ")) == (answer != "yes")
    assert (to / name_of(key.naming, ROOT, 0)).exists() == (answer == "yes")


def test_refusals_in_words_leave_nothing_behind(backup: Path, folder: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    other = tmp_path / "other.backup"
    junk = tmp_path / "junk"
    junk.write_bytes(b"not a backup")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    there = set(tmp_path.iterdir())
    cases: list[tuple[tuple[str | Path, ...], tuple[str, ...], str]] = [
        (("--folder", nothing, "backup", other), (), "There is no workbook in"),
        (("--folder", folder, "backup", other), ("something else",), "does not open a workbook"),
        (("--folder", folder, "backup", tmp_path / "missing" / "x"), (), "is not there"),
        (("--folder", folder, "backup", folder / "x"), (), "the folder of the workbook itself"),
        (("restore", tmp_path / "missing", "--folder", nothing), (), "There is no such file."),
        (("restore", junk, "--folder", nothing), (), "not a backup that this program made"),
        (("restore", backup, "--folder", nothing), ("something else",), "does not open this backup"),
        (("restore", backup, "--folder", junk), (PASSPHRASE,), "could not be put into this folder"),
    ]
    for arguments, typed, words in cases:
        status, said, _raw = run(*arguments, typed=typed)
        assert (status, words in said.replace("\n", " ")) == (1, True), (arguments, said)
    assert set(tmp_path.iterdir()) == there
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before
    assert junk.read_bytes() == b"not a backup"


def test_without_a_terminal_nothing_is_asked_and_nothing_is_done(backup: Path, folder: Path, tmp_path: Path) -> None:
    for arguments in (
        ["--folder", str(folder), "backup", str(tmp_path / "other.backup")],
        ["restore", str(backup), "--folder", str(tmp_path / "to")],
    ):
        command = [sys.executable, "-I", "-m", "ciworkbook", *arguments]
        done = subprocess.run(command, input=PASSPHRASE, capture_output=True, text=True, check=False)
        assert (done.returncode, "terminal" in done.stderr) == (1, True)
    assert not (tmp_path / "other.backup").exists()
    assert not (tmp_path / "to").exists()


def test_leaving_at_the_prompt_does_nothing(backup: Path, folder: Path, tmp_path: Path) -> None:
    assert run("--folder", folder, "backup", tmp_path / "other", typed=("",))[0] == 0
    assert run("restore", backup, "--folder", tmp_path / "to", typed=("",))[0] == 0
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "to").exists()


def test_a_full_disk(folder: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small file system may not be mounted here")
    try:
        status, said, _raw = run("--folder", folder, "backup", place / "one.backup", typed=(PASSPHRASE,))
        assert (status, "There is no room left at that place. Nothing was saved." in said) == (1, True)
        assert list(place.iterdir()) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)
