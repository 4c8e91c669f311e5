"""`ciworkbook verify`, as a person runs it in a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ciworkbook.vault import Vault

from .harness import Terminal

pytestmark = pytest.mark.terminal
PASSPHRASE = "only for this one test"


def verified(folder: Path, passphrase: str) -> tuple[int, str]:
    """Run the command, type the passphrase, return the status and what stands on the screen."""
    command = [sys.executable, "-I", "-m", "ciworkbook", "--folder", str(folder), "verify"]
    with Terminal(command) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(passphrase)
        terminal.press("Enter")
        status = terminal.wait_exit()
        return status, terminal.text


def test_a_whole_workbook_is_called_whole_and_a_damaged_entry_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with Vault.create(folder, PASSPHRASE) as vault:
        for number in range(3):
            vault.put("visit", f'{{"number": {number}}}'.encode())
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        entry = vault.put("visit", b'{"number": 9}')
        changed = [path for path in folder.iterdir() if path.is_file() and path.name not in before]
    status, said = verified(folder, PASSPHRASE)
    assert (status, "4 entries are whole." in said, PASSPHRASE in said) == (0, True, False)

    [file] = changed
    data = bytearray(file.read_bytes())
    data[-20] ^= 1
    file.write_bytes(bytes(data))
    status, said = verified(folder, PASSPHRASE)
    assert (status, f"Entry {entry} is damaged." in said) == (1, True)


def test_a_wrong_passphrase_is_refused_in_words(tmp_path: Path) -> None:
    Vault.create(tmp_path / "kept", PASSPHRASE).close()
    status, said = verified(tmp_path / "kept", "something else")
    assert (status, "does not open a workbook" in said) == (1, True)
