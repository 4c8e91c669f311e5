"""Backups of an unlocked workbook: written, read back, remembered, and when home may speak of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ciworkbook.answers.visit import Visit
from ciworkbook.backups import BackupNotWritten, BackupUnlike, BackupUnreadable, backup_due, load, make, reminder
from ciworkbook.guard.outcomes import PROBLEMS, Problem
from ciworkbook.preferences import Settings
from ciworkbook.vault import SaveFailed, Vault, backup
from ciworkbook.vault.errors import NotABackup
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from .making import PASSPHRASE, Clock, cheap_keys, new_workbook, open_again


def written(path: Path, data: bytes) -> Problem | None:
    """Do what the outlet does."""
    if path.exists():
        return "exists"
    path.write_bytes(data)
    return None


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    with cheap_keys():
        made = new_workbook(tmp_path / "kept", Clock())
        made.save(made.begin("danger-signs-now", "harmed"))
        yield made
        made.close()


def test_it_is_written_read_back_and_remembered(book: Workbook, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    to = tmp_path / "stick" / "one.backup"
    to.parent.mkdir()
    done = make(book, written, to, lambda done, all: steps.append((done, all)))
    assert (done.path, done.findings, done.noted) == (to, (), True)
    assert done.whole == done.entries == len(book.vault.entries())
    assert [one / all for one, all in steps] == sorted(one / all for one, all in steps)
    assert backup.check(load(to), backup.key_for(load(to), PASSPHRASE)).whole == done.whole
    assert book.settings.backed_up == "2026-11-24T20:00:00+01:00"
    assert book.settings.backed_up_to == str(to)
    for secret in (str(to), "2026-11-24T20"):
        assert secret not in repr(book.settings)
    folder = book.folder
    book.close()
    again = open_again(folder)
    assert (again.settings.backed_up, again.settings.backed_up_to) == ("2026-11-24T20:00:00+01:00", str(to))
    assert again.settings.remind_backup is True
    again.close()


def test_a_place_from_below_is_made_whole(book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert make(book, written, Path("one.backup")).path == tmp_path / "one.backup"


@pytest.mark.parametrize("problem", PROBLEMS)
def test_why_it_was_not_written_is_said(book: Workbook, tmp_path: Path, problem: Problem) -> None:
    with pytest.raises(BackupNotWritten) as caught:
        make(book, lambda _path, _data: problem, tmp_path / "one.backup")
    assert caught.value.problem == problem
    assert caught.value.hint.startswith(("Choose", "Check"))
    assert book.settings.backed_up == ""


def test_a_place_that_cannot_be_is_refused_before_anything_is_read(book: Workbook, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a letter")
    (tmp_path / "to nowhere").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(book.folder)
    cases = {
        tmp_path / "there": "exists",
        tmp_path: "exists",
        tmp_path / "to nowhere": "exists",
        tmp_path / "missing" / "one.backup": "folder",
        tmp_path / "there" / "one.backup": "folder",
        book.folder / "one.backup": "inside",
        tmp_path / "round" / "one.backup": "inside",
        tmp_path / "a\0b": "other",
    }
    for path, problem in cases.items():
        with pytest.raises(BackupNotWritten) as caught:
            make(book, lambda _path, _data: pytest.fail("written"), path)
        assert caught.value.problem == problem, path
    assert (tmp_path / "there").read_text() == "a letter"


@pytest.mark.parametrize("cut", [0, -1])
def test_what_does_not_read_back_is_not_called_made(book: Workbook, tmp_path: Path, cut: int) -> None:
    def badly(path: Path, data: bytes) -> None:
        path.write_bytes(data[:cut] or b"")

    with pytest.raises(BackupUnlike, match="Do not rely on it"):
        make(book, badly, tmp_path / "one.backup")
    with pytest.raises(BackupUnlike):
        make(book, lambda _path, _data: None, tmp_path / "another.backup")
    assert book.settings.backed_up == ""


def test_a_backup_that_cannot_be_remembered_is_made_all_the_same(
    book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_rest: object, **_more: object) -> int:
        raise SaveFailed

    monkeypatch.setattr(Vault, "put", refuse)
    done = make(book, written, tmp_path / "one.backup")
    assert (done.noted, load(tmp_path / "one.backup")[:6]) == (False, b"params")


def test_what_is_damaged_is_named_and_the_rest_is_in_it(book: Workbook, tmp_path: Path) -> None:
    for path in book.folder.iterdir():
        before = path.read_bytes()
        path.write_bytes(b"")
        if {one.entry for one in book.verify()} - {None}:
            break
        path.write_bytes(before)
    done = make(book, written, tmp_path / "one.backup")
    assert done.whole == done.entries - 1
    assert done.findings


def test_practice_has_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="practice"):
        make(Workbook(MemoryVault(), Catalogue.load()), written, tmp_path / "one.backup")


def test_reading_a_file_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BackupUnreadable, match="no such file"):
        load(tmp_path / "missing")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "a\0b"):
        with pytest.raises(BackupUnreadable, match="cannot be read"):
            load(path)
    monkeypatch.setattr(backup, "MOST_IN_FILE", 10)
    (tmp_path / "huge").write_bytes(bytes(11))
    with pytest.raises(NotABackup):
        load(tmp_path / "huge")
    (tmp_path / "one").write_bytes(bytes(10))
    assert load(tmp_path / "one") == bytes(10)


# When home may speak of it

NOW = datetime.fromisoformat("2026-11-24T20:00:00+01:00")


def visit(days_ago: float, changed: float | None = None) -> Visit:
    at = (NOW - timedelta(days=days_ago)).isoformat(timespec="seconds")
    since = at if changed is None else (NOW - timedelta(days=changed)).isoformat(timespec="seconds")
    return Visit("plain", 1, "0" * 64, "harmed", started=at, changed=since)


def due(*visits: Visit, backed_up: float | str = "", remind: bool = True) -> bool:
    times = [(one.started, one.changed) for one in visits]
    at = backed_up if isinstance(backed_up, str) else (NOW - timedelta(days=backed_up)).isoformat(timespec="seconds")
    return backup_due(replace(Settings(), backed_up=at, remind_backup=remind), times, NOW)


def test_without_any_backup() -> None:
    assert not due()
    assert not due(visit(3), visit(2), visit(1)), "a few visits are not worth it"
    assert due(visit(3), visit(2), visit(1), visit(0))
    assert not due(*(visit(0.1) for _number in range(9))), "never on the first evening"
    assert not due(visit(3), visit(2), visit(1), visit(0), remind=False)


def test_after_a_backup() -> None:
    old = [visit(90) for _number in range(9)]
    assert not due(*old, visit(5), backed_up=29)
    assert due(*old, visit(5), backed_up=31)
    assert due(visit(90, changed=5), backed_up=31)
    assert not due(*old, visit(40), backed_up=31), "nothing was written since"
    assert not due(*old, visit(5), backed_up=31, remind=False)
    assert not due(*old, visit(5), backed_up=-3), "the clock was put back"


def test_a_stamp_that_is_none_counts_as_no_backup() -> None:
    assert due(visit(3), visit(2), visit(1), visit(0), backed_up="some day")
    assert not due(visit(0), visit(0), visit(0), visit(0), backed_up="some day")


def test_the_reminder_is_one_quiet_line() -> None:
    assert reminder().startswith("It is a while since")
    assert "for one, and against" in reminder()
