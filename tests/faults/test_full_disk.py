"""A disk that is really full, for backups. The rest of what a full disk does is a row of the bench."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard.requests import write_new
from ciworkbook.vault import Cost, Vault, parameters
from ciworkbook.vault.backup import make
from ciworkbook.vault.errors import RestoreFailed
from ciworkbook.vault.restoring import restore

from ..vault.folders import PASSPHRASE

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
