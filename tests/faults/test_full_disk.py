"""A disk that is really full: what was saved stays, can be read, and saving goes on when there is room again."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard.requests import write_new
from ciworkbook.vault import Cost, FolderNotWritable, SaveFailed, Vault, parameters
from ciworkbook.vault.backup import make
from ciworkbook.vault.errors import RestoreFailed
from ciworkbook.vault.restoring import restore

from .saving import PASSPHRASE

pytestmark = pytest.mark.needs("mount")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of one megabyte; needs the right to mount one."""
    monkeypatch.setattr(parameters, "LEAST_N", 2**4)
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("a small file system may not be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing(small: Path) -> None:
    with Vault.create(small / "kept", PASSPHRASE, cost=Cost(2**4)) as vault:
        held: dict[int, bytes] = {}
        first = vault.put("visit", b"0")
        held[first] = b"0"
        with pytest.raises(SaveFailed, match="full") as caught:
            for number in range(1_000):
                content = str(number).encode() * 500
                held[vault.put("visit", content)] = content
        assert caught.value.code == errno.ENOSPC
        assert len(held) > 50
        with pytest.raises(SaveFailed, match="full"):
            for number in range(1_000):
                content = f"again {number}".encode()
                vault.put("visit", content, first)
                held[first] = content
                vault.put("visit", b"more")
        assert {one.id: vault.get(one.id) for one in vault.entries()} == held
        assert not [path for path in (small / "kept").iterdir() if path.suffix == ".tmp"]
    with Vault.open(small / "kept", PASSPHRASE) as vault:
        assert {one.id: vault.get(one.id) for one in vault.entries()} == held
        assert vault.verify() == []


def test_room_again_and_saving_goes_on(small: Path) -> None:
    ballast = small / "ballast"
    ballast.write_bytes(bytes(300_000))  # how many fillers a new folder gets is chance: room for the most of them
    with Vault.create(small / "kept", PASSPHRASE, cost=Cost(2**4)) as vault:
        entry = vault.put("visit", b"old")
        with pytest.raises(SaveFailed), (small / "more").open("wb", buffering=0) as more:
            for _block in range(1_000):
                try:
                    more.write(bytes(1_024))
                except OSError:
                    break
            for _save in range(100):
                vault.put("visit", b"x" * 5_000)
        for path in (ballast, small / "more"):
            path.unlink()
        vault.put("visit", b"new", entry)
        assert (vault.get(entry), vault.previous(entry)) == (b"new", b"old")


def test_no_room_for_a_new_workbook(small: Path) -> None:
    with (small / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(4_096))
        except OSError:
            pass
    with pytest.raises(FolderNotWritable, match="full"):
        Vault.create(small / "kept", PASSPHRASE, cost=Cost(2**4))
    (small / "ballast").unlink()
    Vault.create(small / "kept", PASSPHRASE, cost=Cost(2**4)).close()


def test_a_backup_for_which_there_is_no_room(small: Path, tmp_path: Path) -> None:
    with Vault.create(tmp_path / "kept", PASSPHRASE, cost=Cost(2**4)) as vault:
        for _number in range(40):
            vault.put("visit", b"x" * 40_000)
        data, key = make(vault).data, vault.insides().key
    assert write_new(str(small / "one.backup"), len(data), io.BytesIO(data)) == "full"
    assert list(small.iterdir()) == []
    with Vault.create(small / "kept", "other words", cost=Cost(2**4)) as vault:
        vault.put("visit", b"theirs")
    for to in ("new", "kept"):
        before = {path.name for path in (small / to).iterdir()} if to == "kept" else set()
        with pytest.raises(RestoreFailed, match="full"):
            restore(data, small / to, key)
        left = {path.name for path in (small / to).iterdir()} - before
        assert left <= {"params", "params.bak", "lock"}, "what was written is taken out again"
    with Vault.open(small / "kept", "other words") as vault:
        assert (vault.get(1), vault.verify()) == (b"theirs", [])


def test_a_disk_that_became_read_only(small: Path) -> None:
    with Vault.create(small / "kept", PASSPHRASE, cost=Cost(2**4)) as vault:
        entry = vault.put("visit", b"old")
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=False, capture_output=True)
        if os.statvfs(small).f_flag & os.ST_RDONLY:
            with pytest.raises(SaveFailed, match="not written"):
                vault.put("visit", b"new", entry)
            assert vault.get(entry) == b"old"
            subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with Vault.open(small / "kept", PASSPHRASE) as vault:
        assert ("readonly", None) in {(one.kind, one.entry) for one in vault.findings}
        assert vault.get(entry) == b"old"
        with pytest.raises(SaveFailed, match="not written"):
            vault.put("visit", b"new", entry)
    with pytest.raises(FolderNotWritable):
        Vault.create(small / "kept", "other words", cost=Cost(2**4))
