"""What is said of a folder before it is used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ciworkbook.guard import usual_folder
from ciworkbook.guard.places import Place, default_folder, full, look_at


def test_the_usual_folder_says_nothing() -> None:
    folder = default_folder()
    assert folder.is_absolute()
    assert folder.name == "notes-data"
    assert "workbook" not in str(folder).lower()


@pytest.mark.parametrize("said", [None, "", "/data", "/data/", "//data/../x", "data", "~/data", "/a b:/c"])
@pytest.mark.parametrize("home", ["/home/one", "/", "/home/one/", "home", "", None])
def test_the_usual_folder_is_the_same_where_it_is_told_at_once(
    said: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("XDG_DATA_HOME", said), ("HOME", home)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert Path(usual_folder.at_once()) == default_folder()


def test_missing_can_be_made(tmp_path: Path) -> None:
    place = look_at(tmp_path / "a" / "b")
    assert place == Place(tmp_path / "a" / "b", "missing")
    assert place.usable
    assert not list(tmp_path.iterdir())


def test_empty(tmp_path: Path) -> None:
    assert look_at(tmp_path) == Place(tmp_path, "empty")


def test_ours_and_others(tmp_path: Path) -> None:
    for name in ("params", "params.bak", "lock", "0123456789abcdef" * 2, "0123456789abcdef" * 2 + ".tmp"):
        (tmp_path / name).touch()
    assert look_at(tmp_path).state == "ours"
    (tmp_path / "letter.txt").touch()
    assert look_at(tmp_path).state == "others"
    assert look_at(tmp_path).usable


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert look_at(tmp_path / "file").state == "not_a_folder"
    assert look_at(tmp_path / "file" / "below").state == "not_writable"
    assert not look_at(tmp_path / "file").usable


def test_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert look_at(tmp_path / "link").state == "not_a_folder"


def test_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # root may write anywhere
        monkeypatch.setattr("os.access", lambda _path, _mode: False)
    tmp_path.chmod(0o500)
    try:
        assert look_at(tmp_path).state == "not_writable"
        assert look_at(tmp_path / "new").state == "not_writable"
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("typed", ["a\0b", "~nobody-of-this-name/x", "x" * 5000])
def test_strange_paths_are_no_fault(typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert look_at(Path(typed)).state in ("not_writable", "missing")
    assert not list(tmp_path.iterdir())


def test_home_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert full(Path("~/x")) == tmp_path / "x"
    assert full(Path("a/../b")) == tmp_path / "b"


@pytest.mark.parametrize(
    ("parts", "service"),
    [
        ("OneDrive/x", "OneDrive"),
        ("OneDrive - Some Firm/x", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("iCloudDrive/x", "iCloud"),
        ("Dropbox/x", "Dropbox"),
        ("Dropbox (Personal)/x", "Dropbox"),
        ("Google Drive/x", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive/x", "Google Drive"),
        ("Nextcloud/x", "Nextcloud"),
        ("nextcloud2/x", "Nextcloud"),
        ("Syncthing/x", "Syncthing"),
        ("Dropboxes/x", ""),
        ("my nextcloud notes/x", ""),
    ],
)
def test_services_by_name(tmp_path: Path, parts: str, service: str) -> None:
    assert look_at(tmp_path / parts).synced_by == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_0a1b2c.db", "Nextcloud"),
        (".nextcloudsync.log", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)
def test_services_by_what_they_leave(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / marker).touch()
    assert look_at(tmp_path / "kept" / "deep" / "er").synced_by == service
    assert look_at(tmp_path / "beside").synced_by == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_services_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    assert look_at(tmp_path / "plain" / "x").synced_by == "Dropbox"


def test_settings_of_dropbox_in_the_home_are_no_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    assert look_at(tmp_path / "x").synced_by == ""
    (tmp_path / ".stfolder").mkdir()
    assert look_at(tmp_path / "x").synced_by == "Syncthing"
