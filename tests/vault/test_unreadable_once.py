"""A disk that fails once while reading: said in words, and nothing of it is left at the next opening."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.vault import Damaged, NotWhole, Vault, WrongPassphrase
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.keys import name_of

from .folders import CHEAP, PASSPHRASE, file_of, roots, said
from .test_rekeying import NEW, filled, held

Failing = Callable[..., None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Let the next opening of a file of this name fail, after `spare` that do not."""

    def fail(name: str, spare: int = 0) -> None:
        whole, left = os.open, [spare]

        def opening(path: Any, *options: Any, **named: Any) -> int:
            if Path(path).name == name and left[0] >= 0:
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(errno.EIO, "fault of the disk")
            return whole(path, *options, **named)

        monkeypatch.setattr(os, "open", opening)

    return fail


def test_a_file_that_is_not_there_is_not_unreadable(vault: Vault, folder: Path, failing: Failing) -> None:
    """What is looked for after the last entry is no entry, whatever the disk says about it."""
    before = filled(vault)
    names, last = vault._root.names, max(before)
    vault.close()
    failing(name_of(names, last + 2, 1))
    with Vault.open(folder, PASSPHRASE) as again:
        assert again.findings == ()
        assert held(again) == before


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("generation", [4, 5])
def test_a_version_that_could_not_be_read_once_is_there_the_next_time(
    vault: Vault, folder: Path, failing: Failing, listed: bool, generation: int
) -> None:
    before = filled(vault)
    if not listed:
        for entry in before:
            vault.put("visit", f"newer {entry}".encode(), entry)
        generation += 1
        before = held(vault)
    path = file_of(vault, 5, generation)
    if listed:
        vault.close()
    else:
        vault._folder.unlock()
    failing(path.name)
    with Vault.open(folder, PASSPHRASE) as again:
        assert ("unreadable", 5) in said(again)
        with pytest.raises(Damaged, match="disk"):
            again.get(5)
        again.put("visit", b"something else", 1)
        again.checkpoint()
    with Vault.open(folder, PASSPHRASE) as again:
        assert said(again) <= {("adopted", 5)}
        assert {id: pair for id, pair in held(again).items() if id > 1} == {k: v for k, v in before.items() if k > 1}


@pytest.mark.parametrize("spare", range(4))
@pytest.mark.parametrize("which", [0, 1])
def test_an_old_root_that_cannot_be_read_once_is_deleted_the_next_time(
    vault: Vault, folder: Path, failing: Failing, which: int, spare: int
) -> None:
    before, old = filled(vault), roots(folder)
    failing(old[which].name, spare)
    vault.change_passphrase(NEW)
    vault.close()
    with Vault.open(folder, NEW) as again:
        assert held(again) == before
    assert not any(path.exists() for path in old)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)


@pytest.mark.parametrize("spare", range(5))
@pytest.mark.parametrize("generation", [4, 5])
def test_a_version_that_cannot_be_read_once_is_not_left_behind_by_locking_anew(
    vault: Vault, folder: Path, failing: Failing, generation: int, spare: int
) -> None:
    before, old = filled(vault), set(Folder(folder).objects())
    mine = {file_of(vault, id, generation).name for id in before for generation in (0, 1)} & old
    failing(file_of(vault, 5, generation).name, spare)
    try:
        vault.relock(NEW)
    except NotWhole:
        assert held(vault) == before
        vault.relock(NEW)
    vault.close()
    with Vault.open(folder, NEW) as again:
        assert held(again) == before
        assert again.findings == ()
    assert not mine & set(Folder(folder).objects())


def test_a_folder_that_cannot_be_listed_once_does_not_hide_a_workbook_that_was_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Folder.write
    whole = Folder.names

    def writing(self: Folder, name: str, data: bytes) -> None:
        made(self, name, data)
        monkeypatch.setattr(Folder, "names", listing)

    def listing(self: Folder) -> list[str]:
        from ciworkbook.vault import FolderNotReadable

        monkeypatch.setattr(Folder, "names", whole)
        raise FolderNotReadable

    monkeypatch.setattr(Folder, "write", writing)
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        monkeypatch.setattr(Folder, "write", made)
        assert vault.put("visit", b"kept") == 1
