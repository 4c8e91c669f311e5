"""Writing: what is done in which order, and what is left when a step fails."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.vault import SaveFailed, Vault
from ciworkbook.vault import folder as folder_module
from ciworkbook.vault.folder import Folder, flush

from .folders import pictured


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def failing(code: int, after: int = 0, **marks: Any) -> Callable[..., Any]:
    """Return a call that fails with `code`, after it was let through `after` times."""
    calls = {"made": 0}

    def call(real: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        calls["made"] += 1
        if calls["made"] > after:
            error = PermissionError(code, "no") if code == errno.EACCES else OSError(code, "no")
            for name, value in marks.items():
                setattr(error, name, value)
            raise error
        return real(*arguments, **options)

    return call


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "not written"),
        (errno.EACCES, "not allow"),
        (errno.EIO, "fault"),
        (errno.ENOENT, "not there any more"),
        (errno.EMFILE, "refused"),
    ],
)
@pytest.mark.parametrize("step", ["open", "write", "fsync", "rename", "fsync of the folder"])
def test_a_failed_step_is_said_and_loses_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, step: str, code: int, word: str
) -> None:
    entry = vault.put("visit", b"before")
    vault.put("visit", b"old", entry)
    before = pictured(vault.folder)
    real_open, real_write, real_fsync, real_replace = os.open, os.write, os.fsync, os.replace
    fail = failing(code, after=1 if step == "fsync of the folder" else 0)
    with monkeypatch.context() as patch:
        if step == "open":
            patch.setattr(
                os,
                "open",
                lambda path, flags, *rest: (
                    fail(real_open, path, flags, *rest) if flags & os.O_CREAT else real_open(path, flags, *rest)
                ),
            )
        elif step == "write":
            patch.setattr(os, "write", lambda *rest: fail(real_write, *rest))
        elif step == "rename":
            patch.setattr(os, "replace", lambda *rest: fail(real_replace, *rest))
        else:
            patch.setattr(os, "fsync", lambda *rest: fail(real_fsync, *rest))
        with pytest.raises(SaveFailed, match=word) as caught:
            vault.put("visit", b"new", entry)
    assert caught.value.code == code
    assert "What you saved before is still there." in caught.value.hint
    assert caught.value.__suppress_context__
    after = pictured(vault.folder)
    assert set(after) == set(before), "no temporary file is left"
    if step != "fsync of the folder":
        assert after == before
    assert vault.get(entry) == b"old"
    assert vault.put("visit", b"new", entry) == entry
    assert (vault.get(entry), vault.previous(entry)) == (b"new", b"old")


def test_a_new_entry_that_failed_takes_no_number(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    first = vault.put("visit", b"1")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: failing(errno.EIO)(lambda: None))
        with pytest.raises(SaveFailed):
            vault.put("visit", b"2")
    assert [one.id for one in vault.entries()] == [first]
    assert vault.put("visit", b"2") == first + 1


def test_every_attempt_has_a_temporary_file_of_its_own(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = folder_module._write_new

    def note(path: str, data: bytes) -> None:
        seen.append(path)
        real(path, data)
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(folder_module, "_write_new", note)
    for _attempt in range(3):
        with pytest.raises(SaveFailed):
            place.write("a" * 32, b"data")
    assert len(set(seen)) == 3
    assert pictured(place.path) == {}


def test_a_write_in_pieces_is_whole(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    place.write("a" * 32, bytes(range(256)))
    assert place.read("a" * 32) == bytes(range(256))


def test_reading_takes_room_for_little_more_than_the_file(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for 64 MiB at a time would cost more than reading: every object is read when a workbook opens."""
    place.write("a" * 32, b"x" * 5_000)
    real, asked, most = os.read, list[int](), 2**30

    def noted(handle: int, count: int) -> bytes:
        asked.append(count)
        return real(handle, min(count, most))

    monkeypatch.setattr(os, "read", noted)
    assert place.read("a" * 32) == b"x" * 5_000
    assert max(asked) <= 2**16
    most = 7  # a disk that gives little at a time is read to the end
    assert place.read("a" * 32) == b"x" * 5_000


def test_a_held_file_is_waited_for_a_little(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says it when a virus scanner or a sync program reads the file."""
    waited: list[float] = []
    real, tries = os.replace, {"left": 3}
    monkeypatch.setattr(time, "sleep", waited.append)

    def held(source: str, target: str) -> None:
        tries["left"] -= 1
        if tries["left"] >= 0:
            failing(errno.EACCES, winerror=32)(lambda: None)
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    place.write("a" * 32, b"data")
    assert (place.read("a" * 32), waited) == (b"data", [0.05, 0.1, 0.2])

    tries["left"] = 1_000
    waited.clear()
    with pytest.raises(SaveFailed):
        place.write("a" * 32, b"other")
    assert sum(waited) == pytest.approx(2.5)
    assert (place.read("a" * 32), len(pictured(place.path))) == (b"data", 1)


def test_a_refusal_that_is_no_holding_is_not_waited_for(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("waited"))
    monkeypatch.setattr(os, "replace", lambda *_rest: failing(errno.EACCES)(lambda: None))
    with pytest.raises(SaveFailed):
        place.write("a" * 32, b"data")


def test_a_folder_that_cannot_be_synced_is_no_failure_but_a_fault_is(
    place: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    for code, fails in ((errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)):
        fail = failing(code, after=1)
        monkeypatch.setattr(os, "fsync", lambda handle, fail=fail: fail(real, handle))
        if fails:
            with pytest.raises(SaveFailed):
                place.write("a" * 32, b"data")
        else:
            place.write("a" * 32, b"data")


def test_on_macos_the_drive_is_told_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[tuple[str, int]] = []
    monkeypatch.setattr("ciworkbook.vault.folder.sys.platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda handle, what: asked.append(("full", what)))
    monkeypatch.setattr(os, "fsync", lambda handle: asked.append(("fsync", handle)))
    flush(9)
    assert asked == [("full", 51)]
    for code, fails in ((errno.ENOTSUP, False), (errno.ENOTTY, False), (errno.EIO, True)):
        asked.clear()
        fail = failing(code)
        monkeypatch.setattr(fcntl, "fcntl", lambda *rest, fail=fail: fail(lambda: None))
        if fails:
            with pytest.raises(OSError, match="no"):
                flush(9)
            assert asked == [], "a fault is not hidden by a weaker call"
        else:
            flush(9)
            assert asked == [("fsync", 9)]


def test_a_file_of_an_absurd_size_is_not_read(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from ciworkbook.vault.errors import Unfit

    with (place.path / "huge").open("wb") as file:
        file.truncate(folder_module.MOST_BYTES + 1)
    with pytest.raises(Unfit):
        place.read("huge")


def test_a_lock_that_cannot_be_let_go_of_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network folders fail there. What was saved is saved, and the lock goes with the program."""
    import fcntl

    whole = fcntl.flock

    def flock(handle: int, operation: int) -> None:
        if operation == fcntl.LOCK_UN:
            raise OSError(errno.EIO, "no")
        whole(handle, operation)

    vault = Vault.create(tmp_path / "kept", "some words")
    vault.put("visit", b"kept")
    with monkeypatch.context() as broken:
        broken.setattr(fcntl, "flock", flock)
        vault.close()
