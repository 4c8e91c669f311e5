"""What order the vault keeps, whatever the clocks say: generations are counted, never timed."""

from __future__ import annotations

import ast
import os
import time
from pathlib import Path

import pytest

from ciworkbook import vault as vault_package
from ciworkbook.vault import Vault

from .folders import PASSPHRASE, reopen

YEAR = 365.25 * 86_400


@pytest.mark.parametrize(
    "jumps", [[-10], [10], [10, -20, 5], [-1 / 8766] * 4], ids=["back", "on", "on and back", "by the hour"]
)
def test_the_newest_version_is_the_last_one_saved(
    vault: Vault, folder: Path, jumps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years on and back, and an hour at a time as when summer time ends, between saves and sessions."""
    entry = vault.put("visit", b"version 0")
    now = time.time()
    for number, jump in enumerate([*jumps, *jumps], 1):
        now += jump * YEAR
        monkeypatch.setattr(time, "time", lambda now=now: now)
        vault.put("visit", f"version {number}".encode(), entry)
        # The files tell the opposite of the order in which they were written.
        for path in folder.iterdir():
            os.utime(path, (1e9 - number * YEAR / 4, 1e9 - number * YEAR / 4))
        vault = reopen(vault)
        assert vault.get(entry) == f"version {number}".encode()
        assert vault.previous(entry) == f"version {number - 1}".encode()
        assert [one.generation for one in vault.entries()] == [number + 1]
        assert not vault.findings
    vault.close()


def test_a_crash_under_a_clock_that_went_back_loses_nothing(vault: Vault, folder: Path) -> None:
    """Without a manifest that knows of it, the newer of the two is found by its number."""
    entry = vault.put("visit", b"first")
    vault.checkpoint()
    vault.put("visit", b"second")
    vault.put("visit", b"third", entry)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    vault._folder.unlock()  # as a killed session does
    with Vault.open(folder, PASSPHRASE) as again:
        assert again.get(entry) == b"third"
        assert again.get(entry + 1) == b"second"


def test_nothing_in_the_vault_asks_for_the_time_of_day() -> None:
    found = []
    for path in sorted(Path(next(iter(vault_package.__path__))).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [one.name for one in node.names] + [getattr(node, "module", "") or ""]
                assert "datetime" not in names, path
            elif isinstance(node, ast.Attribute) and node.attr in ("time", "time_ns", "st_mtime", "st_ctime", "now"):
                found.append(f"{path.name}:{node.lineno} {ast.unparse(node)}")
    assert found == []
