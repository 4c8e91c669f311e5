"""Putting a backup into a folder, whatever stands there: nothing is written over, and nothing good is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from ciworkbook.vault import (
    Damaged,
    FolderInUse,
    ParamsDamaged,
    ParamsMissing,
    Vault,
    WrongPassphrase,
    derive_for,
    fillers,
    parameters,
)
from ciworkbook.vault.backup import key_for, make, opened
from ciworkbook.vault.errors import (
    BackupNotOpened,
    FolderHoldsAnother,
    NotABackup,
    NotCopiedYet,
    ParamsFull,
    RestoreFailed,
)
from ciworkbook.vault.folder import OBJECT, TEMPORARY, Folder
from ciworkbook.vault.keys import name_of
from ciworkbook.vault.parameters import FILES, new_set, parse, render
from ciworkbook.vault.restoring import Restored, _Attempt, restore

from .folders import CHEAP, FULL, PASSPHRASE, file_of, flip, pictured, roots
from .test_backup import THEIRS, own_files

NEW = "a passphrase from later on"


MEMORY = Path("/dev/shm")
"""Where the disk is not what is tested: a hundred times as fast to sync."""


def scratch() -> Path:
    """Return a new folder, in memory where that can be had."""
    return Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))


def seen(folder: Path, passphrase: str = PASSPHRASE) -> tuple[dict[int, bytes | None], set[tuple[int, bytes]]]:
    """Return what each entry gives, None where it is refused; and each version that is given, as the newest or before.

    Looks at a copy of the folder, so that it stays as it is.
    """
    given: dict[int, bytes | None] = {}
    versions = set()
    copy = scratch() / "copy"
    shutil.copytree(folder, copy)
    with Vault.open(copy, passphrase) as vault:
        for one in vault.entries():
            given[one.id] = None
            with contextlib.suppress(Damaged):
                given[one.id] = vault.get(one.id)
            versions |= {(one.id, text) for text in (given[one.id], vault.previous(one.id)) if text is not None}
    shutil.rmtree(copy.parent)
    return given, versions


def held(folder: Path, passphrase: str = PASSPHRASE) -> dict[int, bytes | None]:
    """Return what each entry gives, None where it is refused."""
    return seen(folder, passphrase)[0]


def ours(folder: Path) -> dict[str, str]:
    """Return the hashes of all files but the lock."""
    return {name: hash for name, hash in pictured(folder).items() if name != "lock"}


def counts(done: Restored) -> tuple[int, int, int, bool]:
    return done.written, done.already, done.left, done.closed


@pytest.fixture
def book(folder: Path) -> Path:
    """A folder with two workbooks; ours has three entries, of two versions, one, and two."""
    with Vault.create(folder, THEIRS, cost=CHEAP) as other:
        other.put("visit", b"theirs")
    with Vault.create(folder, PASSPHRASE) as vault:
        for text in (b"1", b"2", b"3"):
            vault.put("visit", text, 1 if text > b"1" else None)
        vault.put("people", b"people")
        vault.put("visit", b"x" * 20_000)
        vault.put("visit", b"y" * 9_000, 3)
    return folder


@pytest.fixture
def data(book: Path) -> bytes:
    with Vault.open(book, PASSPHRASE) as vault:
        return make(vault).data


ALL = {1: b"3", 2: b"people", 3: b"y" * 9_000}


@pytest.mark.parametrize("made", ["missing", "empty", "nested"])
def test_into_an_empty_folder(data: bytes, tmp_path: Path, made: str) -> None:
    to = tmp_path / "to" / "below" if made == "nested" else tmp_path / "to"
    if made == "empty":
        to.mkdir()
    done = restore(data, to, key_for(data, PASSPHRASE))
    assert counts(done) == (3, 0, 0, False)
    assert (done.entries, done.findings, done.folder) == (3, (), to)
    assert done.told() == [
        "3 entries were put into the folder.",
        "All that is there of this workbook was read again, and opens.",
    ]
    assert held(to) == ALL
    files = opened(data, key_for(data, PASSPHRASE)).files
    assert all((to / name).read_bytes() == one for name, one in files.items())
    assert {(to / name).read_bytes() for name in FILES} == {(to / "params").read_bytes()}
    with Vault.open(to, PASSPHRASE) as vault:
        assert (vault.findings, vault.verify(), vault.previous(1)) == ((), [], b"2")
    with pytest.raises(WrongPassphrase):
        Vault.open(to, THEIRS)
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in to.iterdir() if path.name != "lock")
        assert to.stat().st_mode & 0o777 == (0o700 if made != "nested" else to.stat().st_mode & 0o777)


def test_a_new_folder_has_fillers_and_in_no_order(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fillers, "first_day", lambda: 15)
    written: list[str] = []
    real = Folder.write

    def note(self: Folder, name: str, content: bytes) -> None:
        written.append(name)
        real(self, name, content)

    monkeypatch.setattr(Folder, "write", note)
    restore(data, tmp_path / "to", key_for(data, PASSPHRASE))
    own = set(opened(data, key_for(data, PASSPHRASE)).files)
    roots_ = {path.name for path in roots(tmp_path / "to")}
    objects = [name for name in written if OBJECT.fullmatch(name)]
    assert len(objects) == len(own) + 15
    assert set(objects[-2:]) == roots_, "the root is last"
    assert written[:3] == [*FILES, f"{objects[-2]}.tmp"]
    places = [place for place, name in enumerate(objects) if name in own - roots_]
    assert places != list(range(len(places)))


def test_twice_changes_nothing(data: bytes, tmp_path: Path) -> None:
    key = key_for(data, PASSPHRASE)
    restore(data, tmp_path / "to", key)
    before = ours(tmp_path / "to")
    done = restore(data, tmp_path / "to", key)
    assert counts(done) == (0, 3, 0, False)
    assert {name: ours(tmp_path / "to").get(name) for name in before} == before
    assert done.told()[1] == "3 entries were there already."


def test_beside_another_workbook_of_the_same_parameters(book: Path, data: bytes, tmp_path: Path) -> None:
    to = tmp_path / "to"
    to.mkdir()
    for name in FILES:
        shutil.copy(book / name, to)
    with Vault.create(to, "a third one") as third:
        third.put("visit", b"third")
    before = ours(to)
    done = restore(data, to, key_for(data, PASSPHRASE))
    assert counts(done) == (3, 0, 0, False)
    assert {name: ours(to).get(name) for name in before} == before, "nothing of the other one was touched"
    assert (held(to), held(to, "a third one")) == (ALL, {1: b"third"})


def test_beside_another_workbook_of_other_parameters(data: bytes, tmp_path: Path) -> None:
    to = tmp_path / "to"
    with Vault.create(to, "a third one", cost=CHEAP) as third:
        third.put("visit", b"third")
    first = parse((to / "params").read_bytes())
    before = {name: hash for name, hash in ours(to).items() if name not in FILES}
    done = restore(data, to, key_for(data, PASSPHRASE))
    assert counts(done) == (3, 0, 0, False)
    assert {name: ours(to).get(name) for name in before} == before
    sets = parse((to / "params").read_bytes())
    assert sets[:1] == first, "those that were there come first"
    assert len(sets) == 2
    assert (to / "params").read_bytes() == (to / "params.bak").read_bytes()
    assert (held(to), held(to, "a third one")) == (ALL, {1: b"third"})
    again = restore(data, to, key_for(data, PASSPHRASE))
    assert counts(again) == (0, 3, 0, False)
    assert parse((to / "params").read_bytes()) == sets


def test_at_most_four_sets_of_parameters(data: bytes, tmp_path: Path) -> None:
    to = tmp_path / "to"
    Vault.create(to, "a third one", cost=CHEAP).close()
    sets = (*parse((to / "params").read_bytes()), *(new_set(CHEAP) for _number in range(3)))
    parameters.write(Folder(to), sets)
    before = pictured(to)
    with pytest.raises(ParamsFull, match="too many places"):
        restore(data, to, key_for(data, PASSPHRASE))
    assert pictured(to) == before


def test_when_adding_parameters_stops_half_way_both_workbooks_open(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "to"
    with Vault.create(to, "a third one", cost=CHEAP) as third:
        third.put("visit", b"third")
    real = Folder.write

    def stop(self: Folder, name: str, content: bytes) -> None:
        if name == "params.bak":
            raise KeyboardInterrupt
        real(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            restore(data, to, key_for(data, PASSPHRASE))
    assert held(to, "a third one") == {1: b"third"}
    restore(data, to, key_for(data, PASSPHRASE))
    with Vault.open(to, "a third one") as third:
        assert [one.kind for one in third.findings] in ([], ["params"])
    with Vault.open(to, PASSPHRASE) as vault:
        assert vault.findings == (), "the copy that lacked a set was written again"


def test_a_copy_of_the_parameters_that_was_not_written_is_the_second_time(data: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    restore(data, folder, key_for(data, PASSPHRASE))
    (folder / "params.bak").unlink()
    restore(data, folder, key_for(data, PASSPHRASE))
    assert (folder / "params.bak").read_bytes() == (folder / "params").read_bytes()


def test_one_copy_of_the_parameters_is_enough(book: Path, data: bytes, tmp_path: Path) -> None:
    to = tmp_path / "to"
    Vault.create(to, "a third one", cost=CHEAP).close()
    (to / "params").write_bytes(b"broken")
    restore(data, to, key_for(data, PASSPHRASE))
    assert (held(to), held(to, "a third one")) == (ALL, {})


def test_lost_parameters_of_the_same_folder_come_back(book: Path, data: bytes) -> None:
    for name in FILES:
        (book / name).unlink()
    done = restore(data, book, key_for(data, PASSPHRASE))
    assert counts(done) == (0, 3, 0, False)
    assert (held(book), held(book, THEIRS)) == (ALL, {1: b"theirs"})


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(lambda path: path.write_bytes(b"{}"), ParamsDamaged), (lambda path: path.write_bytes(b""), NotCopiedYet)],
)
def test_damaged_parameters_are_not_written_over(
    book: Path, data: bytes, spoil: Callable[[Path], object], error: type[Exception]
) -> None:
    for name in FILES:
        spoil(book / name)
    before = pictured(book)
    with pytest.raises(error):
        restore(data, book, key_for(data, PASSPHRASE))
    assert pictured(book) == before


@pytest.mark.parametrize("into", ["empty", "theirs"])
@pytest.mark.parametrize("again", ["at once", "after another was opened"])
def test_what_was_stopped_half_way_is_completed(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, into: str, again: str
) -> None:
    """As after a power cut: nothing is taken out. At each write in turn."""
    key, real = key_for(data, PASSPHRASE), Folder.write
    monkeypatch.setattr(fillers, "first_day", lambda: 2)
    monkeypatch.setattr(fillers, "this_session", lambda: 0)
    stopped = 0
    for after in range(100):
        to = tmp_path / str(after)
        if into == "theirs":
            Vault.create(to, "a third one", cost=CHEAP).close()
        made = {"writes": 0}

        def stop(self: Folder, name: str, content: bytes, after: int = after, made: dict[str, int] = made) -> None:
            made["writes"] += 1
            if made["writes"] > after:
                raise KeyboardInterrupt
            real(self, name, content)

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "write", stop)
            patch.setattr(_Attempt, "_take_out", lambda _self: None)
            patch.setattr(_Attempt, "_unmark", lambda _self: None)
            try:
                restore(data, to, key)
            except KeyboardInterrupt:
                stopped += 1
            else:
                break
        with contextlib.suppress(WrongPassphrase, ParamsMissing):  # all of it is there, or it does not open
            assert held(to) == ALL
        if into == "theirs" and again != "at once":
            assert held(to, "a third one") == {}
            Vault.open(to, "a third one").close()
        done = restore(data, to, key)
        if done.closed:  # the mark was swept: nobody can tell any more, so the person is asked
            assert again != "at once"
            done = restore(data, to, key, reopen=True)
        assert (done.left, done.closed, done.written + done.already) == (0, False, 3)
        assert held(to) == ALL
        assert not [path for path in to.iterdir() if TEMPORARY.fullmatch(path.name)]
    assert stopped >= 9


# The same workbook


def test_into_the_newer_folder_nothing_is_put_back_in_time(book: Path, data: bytes) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        vault.put("visit", b"4", 1)
        vault.put("visit", b"5", 1)
        vault.put("people", b"more people", 2)
        vault.put("visit", b"new")
    before = ours(book)
    done = restore(data, book, key_for(data, PASSPHRASE))
    # Of entry 2 the version in the backup is still there as the one before.
    assert counts(done) == (0, 2, 1, False)
    assert {name: ours(book).get(name) for name in before} == before
    assert held(book) == {1: b"5", 2: b"more people", 3: b"y" * 9_000, 4: b"new"}
    assert any("1 entry stands there in another version" in one for one in done.told())


def test_into_the_older_folder_only_what_it_never_had_is_added(book: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(book, older)
    with Vault.open(book, PASSPHRASE) as vault:
        vault.put("visit", b"4", 1)
        vault.put("visit", b"new")
        data = make(vault).data
    before = ours(older)
    done = restore(data, older, key_for(data, PASSPHRASE))
    assert counts(done) == (1, 2, 1, False)
    assert {name: ours(older).get(name) for name in before} == before
    assert held(older) == ALL | {4: b"new"}


def test_what_was_deleted_comes_back(book: Path, data: bytes) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        gone = [file_of(vault, 1, 2), file_of(vault, 2), file_of(vault, 3)]
    for path in gone:
        path.unlink()
    done = restore(data, book, key_for(data, PASSPHRASE))
    assert counts(done) == (3, 0, 0, False)
    assert (held(book), done.findings) == (ALL, ())


def test_what_is_damaged_stays_and_words_say_what_to_do(book: Path, data: bytes, tmp_path: Path) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        path = file_of(vault, 1)
    flip(path, 300)
    before = ours(book)
    done = restore(data, book, key_for(data, PASSPHRASE))
    assert counts(done) == (0, 2, 1, False)
    assert {name: ours(book).get(name) for name in before} == before
    assert [(one.kind, one.entry) for one in done.findings] == [("damaged", 1)]
    assert any("put the backup into an empty folder" in one for one in done.told())
    restore(data, tmp_path / "empty", key_for(data, PASSPHRASE))
    assert held(tmp_path / "empty") == ALL


def test_a_lost_root_is_asked_for(book: Path, data: bytes) -> None:
    """It may also be that the passphrase was changed because somebody knew it: that cannot be told."""
    with Vault.open(book, PASSPHRASE) as vault:
        vault.put("visit", b"4", 1)
        vault.put("visit", b"new")
    for path in roots(book):
        path.unlink()
    before = ours(book)
    key = key_for(data, PASSPHRASE)
    done = restore(data, book, key)
    assert counts(done) == (0, 2, 1, True)
    assert "This passphrase does not open the workbook in that folder. That was left as it is." in done.told()
    assert {name: ours(book).get(name) for name in before} == before
    with pytest.raises(WrongPassphrase):
        Vault.open(book, PASSPHRASE)
    done = restore(data, book, key, reopen=True)
    assert counts(done) == (0, 2, 1, False)
    assert held(book) == ALL | {1: b"4", 4: b"new"}, "what is newer than the list in the backup is found"


def test_a_newer_list_is_not_put_into_an_older_folder(book: Path, tmp_path: Path) -> None:
    """It would say of what is there that a newer version is missing."""
    older = tmp_path / "older"
    with Vault.open(book, PASSPHRASE) as vault:
        vault.checkpoint()
        generation = vault._generation
        shutil.copytree(book, older)
        vault.put("visit", b"4", 1)
        vault.checkpoint()
        assert vault._generation == generation + 1
        data = make(vault).data
    missing = roots(older)[(generation + 1) % 2]
    missing.unlink()
    before = held(older)
    for key in (key_for(data, PASSPHRASE), vault_identity(book)):
        done = restore(data, older, key)
        assert counts(done) == (0, 2, 1, False)
        assert not missing.exists()
        assert held(older) == before == ALL


def vault_identity(folder: Path) -> str:
    with Vault.open(folder, PASSPHRASE) as vault:
        return vault.recovery_sheet().identity


def test_the_root_before_comes_back(book: Path, data: bytes) -> None:
    newest, before = opened(data, key_for(data, PASSPHRASE)).book.root_names
    (book / before).unlink()
    assert counts(restore(data, book, key_for(data, PASSPHRASE))) == (0, 3, 0, False)
    with Vault.open(book, PASSPHRASE) as vault:
        assert vault.findings == ()
    assert (book / newest).is_file()


def test_a_passphrase_that_was_changed_does_not_come_back_by_itself(book: Path, data: bytes) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        vault.change_passphrase(NEW)
    done = restore(data, book, key_for(data, PASSPHRASE))
    assert counts(done) == (0, 3, 0, True)
    with pytest.raises(WrongPassphrase):
        Vault.open(book, PASSPHRASE)
    assert held(book, NEW) == ALL


def test_after_locking_anew_an_old_backup_stands_beside(book: Path, data: bytes) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        vault.relock(NEW)
        vault.put("visit", b"4", 1)
    before = ours(book)
    done = restore(data, book, key_for(data, PASSPHRASE))
    assert counts(done) == (3, 0, 0, False)
    assert {name: ours(book).get(name) for name in before} == before
    assert (held(book), held(book, NEW)) == (ALL, ALL | {1: b"4"})
    with Vault.open(book, NEW) as vault:
        assert vault.get(1) == b"4"
    assert held(book) == ALL


@pytest.mark.parametrize("case", ["another workbook", "damaged", "a directory"])
def test_where_the_passphrase_opens_something_else_nothing_is_put(
    data: bytes, book: Path, tmp_path: Path, case: str
) -> None:
    to = tmp_path / "to"
    to.mkdir()
    for name in FILES:
        shutil.copy(book / name, to)
    Vault.create(to, PASSPHRASE).close()
    for path in roots(to):
        if case == "damaged":
            flip(path, 300)
        elif case == "a directory":
            path.unlink()
            path.mkdir()
    before = ours(to)
    with pytest.raises(FolderHoldsAnother, match="something else"):
        restore(data, to, key_for(data, PASSPHRASE))
    assert ours(to) == before


def test_the_same_names_in_other_hands_are_left_alone(data: bytes, book: Path, tmp_path: Path) -> None:
    """Directories, links and placeholders of a sync program count as something that stands there."""
    with Vault.open(book, PASSPHRASE) as vault:
        names = [name_of(vault._root.names, id, parity) for id in (1, 2, 3) for parity in (0, 1)]
    to = tmp_path / "to"
    to.mkdir()
    (to / names[0]).mkdir()
    (to / names[2]).symlink_to(tmp_path / "nowhere")
    (to / f".{names[4]}.icloud").write_bytes(b"")
    done = restore(data, to, key_for(data, PASSPHRASE), reopen=True)
    assert counts(done) == (0, 0, 3, False)
    assert (to / names[0]).is_dir()
    assert (to / names[2]).is_symlink()
    assert not (tmp_path / "nowhere").exists()
    assert not (to / names[4]).exists()


# With the recovery key


def test_with_the_recovery_key(book: Path, data: bytes, tmp_path: Path) -> None:
    with Vault.open(book, PASSPHRASE) as vault:
        identity = vault.recovery_sheet().identity
    to = tmp_path / "to"
    done = restore(data, to, identity)
    assert counts(done) == (3, 0, 0, False)
    assert (held(to), done.findings) == (ALL, ())
    Vault.recover(to, identity, NEW).close()
    assert held(to, NEW) == ALL
    done = restore(data, to, identity)
    assert counts(done) == (0, 3, 0, False)
    other = tmp_path / "other"
    with Vault.create(other, "a third one", cost=CHEAP) as third:
        third.put("visit", b"third")
    assert counts(restore(data, other, identity)) == (3, 0, 0, False)
    assert (held(other), held(other, "a third one")) == (ALL, {1: b"third"})


def test_a_wrong_key_changes_nothing(data: bytes, tmp_path: Path) -> None:
    for key in (str(x25519.Identity.generate()), "nonsense"):
        with pytest.raises(BackupNotOpened):
            restore(data, tmp_path / "to", key)
    with pytest.raises(NotABackup):
        restore(b"junk", tmp_path / "to", "nonsense")
    assert not (tmp_path / "to").exists()


# What stands in the way


def test_not_while_the_folder_is_open(book: Path, data: bytes) -> None:
    with Vault.open(book, THEIRS):
        before = ours(book)
        with pytest.raises(FolderInUse):
            restore(data, book, key_for(data, PASSPHRASE))
        assert ours(book) == before
    assert counts(restore(data, book, key_for(data, PASSPHRASE))) == (0, 3, 0, False)


def test_a_file_is_no_folder(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "to").write_text("a letter")
    with pytest.raises(RestoreFailed):
        restore(data, tmp_path / "to", key_for(data, PASSPHRASE))
    assert (tmp_path / "to").read_text() == "a letter"


@pytest.mark.parametrize(("into", "code"), [("empty", errno.ENOSPC), ("theirs", errno.EIO)])
def test_a_failure_at_any_write_leaves_the_folder_as_it_was(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, into: str
) -> None:
    """At each write in turn, fillers among them; then the same call completes."""
    key, real = key_for(data, PASSPHRASE), Folder.write
    for after in range(100):
        to = tmp_path / str(after)
        if into == "theirs":
            with Vault.create(to, "a third one", cost=CHEAP) as third:
                third.put("visit", b"third")
        before = ours(to) if to.exists() else {}
        made = {"writes": 0}

        def fail(self: Folder, name: str, content: bytes, after: int = after, made: dict[str, int] = made) -> None:
            made["writes"] += 1
            if made["writes"] > after:
                from ciworkbook.vault import SaveFailed

                raise SaveFailed(code)
            real(self, name, content)

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "write", fail)
            patch.setattr(fillers, "first_day", lambda: 3)
            patch.setattr(fillers, "this_session", lambda: 2)
            try:
                restore(data, to, key)
            except RestoreFailed as failed:
                assert failed.code == code
            else:
                break
        left = {name: hash for name, hash in ours(to).items() if before.get(name) != hash}
        assert set(left) <= set(FILES)
        if into == "theirs":
            assert held(to, "a third one") == {1: b"third"}
        assert counts(restore(data, to, key)) == (3, 0, 0, False)
        assert held(to) == ALL
    assert after >= 9


def test_what_is_written_wrongly_is_noticed(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Folder.write
    monkeypatch.setattr(Folder, "write", lambda self, name, content: real(self, name, content[:-1] + b"\0"))
    with pytest.raises(RestoreFailed, match="disk reported a fault"):
        restore(data, tmp_path / "to", key_for(data, PASSPHRASE))


def test_steps_are_told(data: bytes, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    restore(data, tmp_path / "to", key_for(data, PASSPHRASE), progress=lambda done, all: steps.append((done, all)))
    assert steps[-1][0] == steps[-1][1] > 3
    assert steps == sorted(steps)


# Any damage, any state

harms = st.sampled_from(["", "", "", "unlink", "flip", "empty", "swap", "older"])


def do_harm(folder: Path, harm: str, path: Path, other: Path, older: dict[str, bytes]) -> None:
    if not path.is_file():
        return
    match harm:
        case "unlink":
            path.unlink()
        case "flip":
            flip(path, path.stat().st_size // 2) if path.stat().st_size else None
        case "empty":
            path.write_bytes(b"")
        case "swap" if other.is_file():
            first, second = path.read_bytes(), other.read_bytes()
            path.write_bytes(second)
            other.write_bytes(first)
        case "older" if path.name in older:
            path.write_bytes(older[path.name])


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[tuple[int, int]] | list[str]]:
    saves = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=12)
    return {
        "before": draw(saves),
        "after": draw(saves),
        "harm_first": draw(st.lists(harms, min_size=14, max_size=14)),
        "harm_then": draw(st.lists(harms, min_size=14, max_size=14)),
    }


def live(vault: Vault, saves: list[tuple[int, int]], text: str) -> None:
    """Save some entries, new ones among them, and write the list now and then."""
    for number, (pick, what) in enumerate(saves):
        ids = [one.id for one in vault.entries()]
        vault.put("visit", f"{text} {number}".encode(), ids[pick] if pick < len(ids) else None)
        if not what:
            vault.checkpoint()


def hurt(folder: Path, harm: list[str], older: dict[str, bytes], passphrase: str = PASSPHRASE) -> None:
    with Vault.open(folder, passphrase) as vault:
        names = [name_of(vault._root.names, id, parity) for id in range(1, 7) for parity in (0, 1)]
    names += [path.name for path in roots(folder, passphrase)]
    for number, one in enumerate(harm):
        is_root = number >= 12
        if is_root and (one in ("swap", "older") or (number == 13 and harm[12])):
            continue  # one root stays: without any the workbook does not open, here or there
        do_harm(folder, one, folder / names[number], folder / names[(number - 1) % 12], older)


@given(history=histories(), restart=st.sampled_from(["same", "other", "older", "empty"]))
@settings(
    max_examples=400 if FULL else 20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not FULL
)
def test_any_backup_into_any_folder(history: dict[str, list], restart: str) -> None:  # type: ignore[type-arg]
    """Nothing is written over; what was readable stays so; what is whole in the backup opens in an empty folder."""
    bound, parameters.LEAST_N = parameters.LEAST_N, CHEAP.n
    home = scratch()
    try:
        folder = home / "kept"
        with Vault.create(folder, THEIRS, cost=CHEAP) as other:
            other.put("visit", b"theirs")
        with Vault.create(folder, PASSPHRASE) as vault:
            live(vault, history["before"], "before")
        older = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        shutil.copytree(folder, home / "older")
        with Vault.open(folder, PASSPHRASE) as vault:
            live(vault, history["after"][:4], "between")
        hurt(folder, history["harm_first"], older)
        with Vault.open(folder, PASSPHRASE) as vault:
            data = make(vault).data
        was, whole = seen(folder)

        restore(data, home / "empty", key_for(data, PASSPHRASE))
        assert seen(home / "empty") == (was, whole)

        to = {"same": folder, "older": home / "older", "other": home / "other", "empty": home / "empty"}[restart]
        if restart == "other":
            with Vault.create(to, PASSPHRASE + "!", cost=CHEAP) as third:
                third.put("visit", b"third")
        else:
            with Vault.open(to, PASSPHRASE) as vault:
                live(vault, history["after"][4:], "after")
            hurt(to, history["harm_then"], older)
        before = ours(to)
        gives, good = seen(to) if restart != "other" else ({}, set())
        done = restore(data, to, key_for(data, PASSPHRASE))
        assert {name: ours(to).get(name) for name in before if name not in FILES} == {
            name: hash for name, hash in before.items() if name not in FILES
        }
        assert not [path for path in to.iterdir() if TEMPORARY.fullmatch(path.name)]
        assert not done.closed
        now, there = seen(to)
        assert good <= there
        for id, content in gives.items():
            # It still gives that, or a later version that was missing; never a refusal where there was an answer.
            assert content is None or now[id] == content or (id, content) in there
            assert content is None or now[id] is not None
        if restart == "other":
            assert (now, held(to, PASSPHRASE + "!")) == (was, {1: b"third"})
        if to == folder:
            assert held(folder, THEIRS) == {1: b"theirs"}
    finally:
        parameters.LEAST_N = bound
        shutil.rmtree(home)


def test_the_key_of_the_folder_opens_its_backup(book: Path, data: bytes) -> None:
    assert key_for(data, PASSPHRASE) == derive_for(book, PASSPHRASE)
    with Vault.open(book, PASSPHRASE) as vault:
        assert dict(opened(data, derive_for(book, PASSPHRASE)).files) == own_files(vault)


def test_parameters_of_the_backup_are_those_of_the_folder(book: Path, tmp_path: Path) -> None:
    """A folder with several sets gives all of them to a backup: which one a passphrase went with cannot be told."""
    sets = (*parse((book / "params").read_bytes()), new_set(CHEAP))
    for name in FILES:
        (book / name).write_bytes(render(sets))
    with Vault.create(book, "made with the last one") as vault:
        vault.put("visit", b"kept")
        data = make(vault).data
    restore(data, tmp_path / "to", key_for(data, "made with the last one"))
    assert held(tmp_path / "to", "made with the last one") == {1: b"kept"}
