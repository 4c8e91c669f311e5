"""Another passphrase, everything locked anew, another workbook: what opens, what is gone, what is untouched."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ciworkbook.vault import (
    NotWhole,
    PassphraseTaken,
    PassphraseUnusable,
    SaveFailed,
    Vault,
    WrongPassphrase,
    derive_for,
    rekeying,
)
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.keys import ROOT, Key, name_of, read_identity
from ciworkbook.vault.sealing import unseal_anywhere

from .folders import PASSPHRASE, drop, file_of, flip, pictured, roots, said

NEW = "six other words that stand here"
OTHER = "words of somebody else entirely"


class StoppedError(Exception):
    """Where a test pulls the plug."""


def filled(vault: Vault) -> dict[int, tuple[bytes, bytes | None]]:
    """Put in entries with one version, two and many; return both of each."""
    for number in range(1, 6):
        entry = vault.put("visit", f"entry {number}, 1".encode())
        for version in range(2, number + 1):
            vault.put("visit", f"entry {number}, {version} {'x' * 2_000 * version}".encode(), entry)
    vault.checkpoint()
    return held(vault)


def held(vault: Vault) -> dict[int, tuple[bytes, bytes | None]]:
    return {one.id: (vault.get(one.id), vault.previous(one.id)) for one in vault.entries()}


def opened_by(folder: Path, identity: str) -> set[str]:
    """Return the names of all files that open with `identity`."""
    found, key = set(), read_identity(identity)
    for name in Folder(folder).objects():
        try:
            unseal_anywhere((folder / name).read_bytes(), key)
        except Exception:
            continue
        found.add(name)
    return found


# Another passphrase


def test_only_the_new_passphrase_opens_it(vault: Vault, folder: Path) -> None:
    before, old_roots = filled(vault), roots(folder)
    objects = pictured(folder)
    vault.change_passphrase(NEW)
    assert held(vault) == before
    vault.put("visit", b"written after", 1)
    vault.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    assert not any(path.exists() for path in old_roots)
    with Vault.open(folder, NEW) as again:
        assert again.findings == ()
        assert again.get(1) == b"written after"
        assert {id: pair for id, pair in held(again).items() if id > 1} == {k: v for k, v in before.items() if k > 1}
        assert again._root.leaving == ()
        assert again.verify() == []
    gone = {path.name for path in old_roots}
    assert all(pictured(folder).get(name) == digest for name, digest in objects.items() if name not in gone)


def test_the_old_passphrase_is_taken_until_it_is_changed(vault: Vault, folder: Path) -> None:
    seen = pictured(folder)
    with pytest.raises(PassphraseTaken):
        vault.change_passphrase(PASSPHRASE)
    with pytest.raises(PassphraseUnusable):
        vault.change_passphrase("")
    assert pictured(folder) == seen
    vault.change_passphrase(NEW)
    vault.change_passphrase(PASSPHRASE)
    vault.close()
    Vault.open(folder, PASSPHRASE).close()


def test_a_passphrase_of_another_workbook_is_taken(vault: Vault, folder: Path) -> None:
    vault.beside(OTHER)
    for change in (vault.change_passphrase, vault.relock, vault.beside):
        with pytest.raises(PassphraseTaken):
            change(OTHER)
    vault.close()
    Vault.open(folder, OTHER).close()
    Vault.open(folder, PASSPHRASE).close()


def test_what_was_saved_after_the_last_checkpoint_is_there(vault: Vault, folder: Path) -> None:
    filled(vault)
    vault.put("visit", b"not in any list yet")
    before = held(vault)
    vault.change_passphrase(NEW)
    vault.close()
    with Vault.open(folder, NEW) as again:
        assert held(again) == before


@pytest.mark.parametrize("spoiled", [(1, 2), (1,), (2,)], ids=["both", "the first", "the second"])
def test_a_new_root_that_cannot_be_read_back_is_taken_away(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, spoiled: tuple[int, ...]
) -> None:
    before, seen = filled(vault), pictured(folder)
    write = Folder.write
    new = derive_for(folder, NEW)
    names = [name_of(new.naming, ROOT, generation) for generation in spoiled]

    def spoiling(self: Folder, name: str, data: bytes) -> None:
        write(self, name, data)
        if name in names:
            flip(self.path / name, 300)

    monkeypatch.setattr(Folder, "write", spoiling)
    with pytest.raises(SaveFailed):
        vault.change_passphrase(NEW)
    with pytest.raises(SaveFailed):
        vault.relock(NEW)
    monkeypatch.undo()
    monkeypatch.setattr("ciworkbook.vault.parameters.LEAST_N", 2**4)
    assert pictured(folder) == seen
    assert held(vault) == before
    vault.close()
    with Vault.open(folder, PASSPHRASE) as again:
        assert held(again) == before


@pytest.mark.parametrize("anew", [False, True])
def test_a_stop_before_the_old_is_deleted_is_finished_at_the_next_opening(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    before, identity = filled(vault), vault._root.identity

    def stopping(*_given: object) -> None:
        raise StoppedError

    monkeypatch.setattr("ciworkbook.vault.store.let_go", stopping)
    with pytest.raises(StoppedError):
        vault.relock(NEW) if anew else vault.change_passphrase(NEW)
    monkeypatch.setattr("ciworkbook.vault.store.let_go", rekeying.let_go)
    again = drop(vault)  # the old one still opens, with everything
    assert held(again) == before
    assert said(again) <= {("adopted", None)}
    again.close()
    with Vault.open(folder, NEW) as moved:
        assert held(moved) == before
        assert moved.findings == ()
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    assert len(opened_by(folder, identity)) == (0 if anew else 9)
    with Vault.open(folder, NEW) as moved:
        assert moved._root.leaving == ()
        assert moved.verify() == []


def test_a_workbook_used_again_with_the_old_passphrase_keeps_what_was_written_there(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(vault)

    def stopping(*_given: object) -> None:
        raise StoppedError

    monkeypatch.setattr("ciworkbook.vault.store.let_go", stopping)
    with pytest.raises(StoppedError):
        vault.relock(NEW)
    monkeypatch.setattr("ciworkbook.vault.store.let_go", rekeying.let_go)
    with drop(vault) as again:
        again.put("visit", b"written with the old one", 1)
    for _time in range(2):
        with Vault.open(folder, NEW) as moved:
            assert said(moved) == {("leaving", None)}
            assert moved.get(1) == b"entry 1, 1"
        with Vault.open(folder, PASSPHRASE) as old:
            assert old.get(1) == b"written with the old one"
            assert old.findings == ()


def test_the_passphrase_alone_can_be_changed_twice_in_a_row_of_stops(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(vault)
    with monkeypatch.context() as patched:
        patched.setattr("ciworkbook.vault.store.let_go", lambda _folder, root: (root, []))
        vault.change_passphrase(NEW)
        vault.relock(OTHER)
    vault.close()
    with Vault.open(folder, OTHER) as moved:
        assert held(moved) == before
    for passphrase in (PASSPHRASE, NEW):
        with pytest.raises(WrongPassphrase):
            Vault.open(folder, passphrase)
    with Vault.open(folder, OTHER) as moved:
        assert held(moved) == before
        assert moved.verify() == []


# Everything locked anew


def test_locked_anew_nothing_opens_with_the_old_identity(vault: Vault, folder: Path) -> None:
    before, old = filled(vault), vault._root.identity
    steps: list[tuple[int, int]] = []
    vault.relock(NEW, lambda done, all: steps.append((done, all)))
    assert steps == [(number, 5) for number in range(1, 6)]
    assert held(vault) == before
    vault.put("visit", b"after", 3)
    vault.close()
    assert opened_by(folder, old) == set()
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, NEW) as again:
        assert again.findings == ()
        assert again.get(3) == b"after"
        assert again.previous(3) == before[3][0]
        assert again._root.identity != old
        assert again.verify() == []


def test_what_is_saved_while_it_is_locked_anew_is_there(vault: Vault, folder: Path) -> None:
    before = filled(vault)

    def saving(done: int, _all: int) -> None:
        vault.put("visit", f"meanwhile {done}".encode(), 1)
        if done == 5:
            vault.put("visit", b"a new one")

    vault.relock(NEW, saving)
    vault.close()
    with Vault.open(folder, NEW) as again:
        assert (again.get(1), again.previous(1)) == (b"meanwhile 5", b"meanwhile 4")
        assert again.get(6) == b"a new one"
        assert {id: pair for id, pair in held(again).items() if 1 < id < 6} == {
            id: pair for id, pair in before.items() if id > 1
        }
        assert again.findings == ()


def test_saving_in_another_thread_never_waits_for_the_whole_of_it(vault: Vault) -> None:
    filled(vault)
    reached, saved = threading.Event(), threading.Event()

    def waiting(_done: int, _all: int) -> None:
        reached.set()
        assert saved.wait(10)

    working = threading.Thread(target=vault.relock, args=(NEW, waiting))
    working.start()
    assert reached.wait(10)
    vault.put("visit", b"in the middle", 2)
    saved.set()
    working.join(10)
    assert vault.get(2) == b"in the middle"


def test_stopped_in_the_middle_everything_is_as_before(vault: Vault, folder: Path) -> None:
    before, seen = filled(vault), pictured(folder)

    def stopping(done: int, _all: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        vault.relock(NEW, stopping)
    assert pictured(folder) == seen
    assert held(vault) == before


def test_what_is_not_whole_is_to_be_settled_first(vault: Vault, folder: Path) -> None:
    before = filled(vault)
    flip(file_of(vault, 4), 300)
    again = drop(vault)
    seen = pictured(folder)
    with pytest.raises(NotWhole) as caught:
        again.relock(NEW)
    assert caught.value.entry == 4
    assert pictured(folder) == seen
    again.change_passphrase(NEW)
    assert again.previous(4) == before[4][1]
    again.close()
    with Vault.open(folder, NEW) as moved:
        assert ("damaged", 4) in said(moved)
        assert moved.previous(4) == before[4][1]


def test_an_entry_of_which_nothing_is_whole_keeps_its_number_and_its_files(vault: Vault, folder: Path) -> None:
    before = filled(vault)
    lost = [file_of(vault, 4, generation) for generation in (3, 4)]
    for path in lost:
        flip(path, 300)
    again = drop(vault)
    again.relock(NEW)
    again.close()
    assert all(path.exists() for path in lost)
    with Vault.open(folder, NEW) as moved:
        assert said(moved) == {("missing", 4)}
        assert {id: (moved.get(id), moved.previous(id)) for id in (1, 2, 3, 5)} == {
            id: pair for id, pair in before.items() if id != 4
        }
        assert moved.put("visit", b"new", 4) == 4
    with Vault.open(folder, NEW) as moved:
        assert moved.get(4) == b"new"


# Another workbook


def test_another_workbook_leaves_no_trace_in_the_first(vault: Vault, folder: Path) -> None:
    before, seen = filled(vault), pictured(folder)
    root, places = vault._root, dict(vault._places)
    vault.beside(OTHER)
    assert (vault._root, vault._places) == (root, places)
    assert pictured(folder).items() >= seen.items()
    vault.close()
    with Vault.open(folder, OTHER) as other:
        assert other.entries() == []
        assert other.findings == ()
        other.put("visit", b"of the other")
    with Vault.open(folder, PASSPHRASE) as first:
        assert held(first) == before
        assert first.findings == ()
        first.relock(NEW)
    with Vault.open(folder, OTHER) as other:
        assert other.get(1) == b"of the other"
        assert other.findings == ()


def test_a_folder_that_cannot_be_written_refuses_in_words(vault: Vault) -> None:
    vault._writable = False
    for change in (vault.change_passphrase, vault.relock, vault.beside):
        with pytest.raises(SaveFailed, match="not written"):
            change(NEW)


def test_nothing_of_a_key_is_in_a_repr(vault: Vault) -> None:
    filled(vault)
    vault.change_passphrase(NEW)
    key = derive_for(vault.folder, NEW)
    leaving = vault._leave(Key(key.opening, key.naming), vault._root.identity)
    shown = repr((vault, key, leaving, vault._root, vault.recovery_sheet()))
    for secret in (vault._root.identity[16:30], key.opening.hex(), repr(key.opening)[2:-1], key.naming.hex()):
        assert secret not in shown
