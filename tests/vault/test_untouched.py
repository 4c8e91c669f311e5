"""Opening soon: what is compared later comes out as what is compared at once, also where the disk tells nothing.

Every folder is hurt in ways drawn from a seed, and opened in three ways: all compared at once; soon; and soon with a
disk that says that nothing was touched. Whatever is found at once is found in the end, and nothing is read or saved
before.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ciworkbook.vault import Damaged, Glance, Vault, derive_for, untouched
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.sealing import Sealed, unseal_anywhere

from .folders import CHEAP, FULL, PASSPHRASE, file_of, roots
from .test_damage import append, cut, empty, foreign_object, one_bit, zero

ENTRIES = 5
Seen = dict[int, tuple[str, object]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of entries count as many."""
    monkeypatch.setattr(untouched, "FEW", 0)


def open_soon(folder: Path) -> Vault:
    return Vault.open_with(folder, derive_for(folder, PASSPHRASE), glance=Glance(folder))


def stamp(monkeypatch: pytest.MonkeyPatch, folder: Path, root: int, rest: int, passphrase: str = PASSPHRASE) -> None:
    """Let the disk say that the roots were changed at one moment, and everything else at another."""
    asked, listed = Folder.changed_at, {path.name for path in roots(folder, passphrase)}
    monkeypatch.setattr(
        Folder, "changed_at", lambda place: {name: root if name in listed else rest for name in asked(place)}
    )


def blind(monkeypatch: pytest.MonkeyPatch, folder: Path, passphrase: str = PASSPHRASE) -> None:
    """Let the disk say that every file is older than the list: also one that rotted, or that a clock put back."""
    stamp(monkeypatch, folder, 10**18 + 1, 1, passphrase)


def hurt_folder(folder: Path, seed: int) -> list[int]:
    """Make a workbook that was left well or in a crash, and hurt some of its files; return its entries."""
    drawn = random.Random(seed)
    vault = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    ids = [vault.put("visit", b"first") for _entry in range(ENTRIES)]
    older: dict[Path, bytes] = {}

    def save(times: int) -> None:
        for number in range(times):
            entry = drawn.choice(ids)
            vault.put("visit", b"saved %d %d" % (number, drawn.randrange(10**6)), entry)
            older.setdefault(file_of(vault, entry), file_of(vault, entry).read_bytes())

    save(drawn.randrange(12))
    vault.checkpoint()
    save(drawn.choice((0, 0, 1, 4)))
    files = [file_of(vault, entry, generation) for entry in ids for generation in (0, 1)]
    if drawn.random() < 0.5:
        vault.close()
    else:
        vault._folder.unlock()
        vault._key = None
    there = [path for path in files if path.exists()]
    for _harm in range(drawn.choice((0, 1, 1, 2))):
        path, other = drawn.sample(there, 2)
        if path.exists():
            drawn.choice(harms(path, other, older.get(path, b"?")))()
    return ids


def harms(path: Path, other: Path, older: bytes) -> list[Callable[[], object]]:
    """Return what can be done to the file `path`."""
    return [
        *(partial(harm, path) for harm in (cut, empty, zero, append, one_bit, foreign_object)),
        path.unlink,
        partial(path.write_bytes, older),
        partial(shutil.copyfile, path, other),
    ]


def seen(vault: Vault, ids: list[int]) -> Seen:
    """Return what each entry gives, and the version before it."""
    found: Seen = {}
    for entry in ids:
        try:
            found[entry] = "given", vault.get(entry)
        except Damaged as damaged:
            found[entry] = damaged.reason, damaged.has_previous
        found[-entry] = "before", vault.previous(entry)
    return found


def told(vault: Vault) -> set[tuple[str, int | None]]:
    return {(one.kind, one.entry) for one in vault.findings if one.kind != "stray"}


def compared(vault: Vault) -> Vault:
    for entry in vault.uncompared():
        vault.compare(entry)
    assert vault.uncompared() == []
    return vault


@pytest.mark.parametrize("disk", ["honest", "blind"])
@pytest.mark.parametrize("seed", range(200 if FULL else 24))
def test_later_comes_out_as_at_once(tmp_path: Path, seed: int, disk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = hurt_folder(tmp_path / "0", seed)
    for copy in ("1", "2", "3", "4"):
        shutil.copytree(tmp_path / "0", tmp_path / copy)
    with Vault.open(tmp_path / "0", PASSPHRASE) as at_once:
        wanted, noticed = seen(at_once, ids), told(at_once)
    if disk == "blind":
        blind(monkeypatch, tmp_path / "0")
    with open_soon(tmp_path / "1") as soon:
        assert seen(soon, ids) == wanted, "whatever is read was compared before"
        assert told(soon) == noticed
    with open_soon(tmp_path / "2") as soon:
        if disk == "blind":
            assert len(soon.uncompared()) >= ENTRIES - 4
        assert told(compared(soon)) == noticed
        assert seen(soon, ids) == wanted
    with open_soon(tmp_path / "3") as soon, Vault.open(tmp_path / "4", PASSPHRASE) as at_once:
        for entry in random.Random(seed).sample(ids, len(ids)):
            for vault in (soon, at_once):
                vault.put("visit", b"new %d" % entry, entry)
    with Vault.open(tmp_path / "3", PASSPHRASE) as soon, Vault.open(tmp_path / "4", PASSPHRASE) as at_once:
        assert seen(soon, ids) == seen(at_once, ids)
        assert told(soon) == told(at_once)
        assert [soon.get(entry) for entry in ids] == [b"new %d" % entry for entry in ids]


def saved(folder: Path, entries: int) -> list[int]:
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        return [vault.put("visit", b"1") for _entry in range(entries)]


def test_what_is_older_than_the_list_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = saved(tmp_path / "kept", 4)
    blind(monkeypatch, tmp_path / "kept")
    read: list[str] = []
    given = Folder.read

    def noted(folder: Folder, name: str) -> bytes | None:
        read.append(name)
        return given(folder, name)

    monkeypatch.setattr(Folder, "read", noted)
    with open_soon(tmp_path / "kept") as soon:
        own = {file_of(soon, entry).name for entry in ids}
        assert soon.uncompared() == ids
        assert not own & set(read)
        compared(soon)
        assert own <= set(read)


def test_few_entries_are_compared_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untouched, "FEW", 4)
    saved(tmp_path / "kept", 4)
    blind(monkeypatch, tmp_path / "kept")
    with open_soon(tmp_path / "kept") as soon:
        assert soon.uncompared() == []


@pytest.mark.parametrize(("early", "taken"), [(1, False), (5, True)])
def test_a_clock_that_is_coarse_is_not_taken_at_its_word(
    tmp_path: Path, early: int, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "kept", 4)
    stamp(monkeypatch, tmp_path / "kept", 10**18, 10**18 - early * 10**9)
    with open_soon(tmp_path / "kept") as soon:
        assert bool(soon.uncompared()) is taken


def test_a_backup_and_new_keys_compare_everything_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = saved(tmp_path / "kept", 4)
    blind(monkeypatch, tmp_path / "kept")
    with open_soon(tmp_path / "kept") as soon:
        soon.insides()
        assert soon.uncompared() == []
    with open_soon(tmp_path / "kept") as soon:
        soon.relock("six other plain words stand here")
        assert soon.uncompared() == []
        assert [soon.get(entry) for entry in ids] == [b"1"] * 4


@pytest.mark.skipif(os.name != "posix", reason="stamps of files are set as on POSIX")
def test_a_file_that_is_touched_is_compared_at_once(tmp_path: Path) -> None:
    ids = saved(tmp_path / "kept", 4)
    with Vault.open(tmp_path / "kept", PASSPHRASE) as vault:
        path = file_of(vault, ids[1])
    os.utime(path, (1, 1))  # the content looks old; the entry was changed now
    with open_soon(tmp_path / "kept") as soon:
        assert ids[1] not in soon.uncompared()


def crashed_after_a_save(folder: Path) -> tuple[list[int], Path]:
    """Make entries, list them, save one again and stop without listing that; return them, and the file of that save."""
    vault = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    ids = [vault.put("visit", b"0") for _entry in range(4)]
    for entry in ids:
        vault.put("visit", b"1", entry)
    vault.checkpoint()
    vault.put("visit", b"2", ids[2])
    path = file_of(vault, ids[2])
    vault._folder.unlock()
    vault._key = None
    return ids, path


def test_what_was_saved_after_the_list_is_there_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, saved_last = crashed_after_a_save(tmp_path / "kept")
    blind(monkeypatch, tmp_path / "kept")
    asked = Folder.changed_at
    monkeypatch.setattr(Folder, "changed_at", lambda place: {**asked(place), saved_last.name: 10**18 + 2})
    with open_soon(tmp_path / "kept") as soon:
        assert soon.uncompared() == [one for one in ids if one != ids[2]]
        assert ("adopted", ids[2]) in told(soon)


def test_what_is_saved_next_comes_after_all_that_was_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, _saved_last = crashed_after_a_save(tmp_path / "kept")
    blind(monkeypatch, tmp_path / "kept")
    with open_soon(tmp_path / "kept") as soon:
        assert soon.uncompared() == ids, "there is nothing to tell it by"
        assert soon.get(ids[2]) == b"2"
        before = opened(soon, ids[2])
        soon.put("visit", b"3", ids[0])
        assert opened(soon, ids[0]).sequence > before.sequence


def opened(vault: Vault, entry: int) -> Sealed:
    return unseal_anywhere(file_of(vault, entry).read_bytes(), vault._identity)
