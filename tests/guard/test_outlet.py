from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard import crash, outlet, requests
from ciworkbook.guard.outlet import Outlet


class Joined:
    """An outlet and the service behind it, in one process."""

    def __init__(self) -> None:
        asked, self.to_launcher = os.pipe()
        from_launcher, answers = os.pipe()
        self.told: list[tuple[str, str]] = []
        self.gone = threading.Event()
        self.server = threading.Thread(target=lambda: self.told.extend(requests.serve(asked, answers)))
        self.server.start()
        self.outlet = Outlet(self.to_launcher, from_launcher, self.gone.set)
        self.outlet.listen()

    def end(self) -> None:
        """End the session's side, and wait for the other."""
        if self.to_launcher >= 0:
            os.close(self.to_launcher)
            self.to_launcher = -1
        self.server.join(10)
        assert not self.server.is_alive()


@pytest.fixture
def joined() -> Iterator[Joined]:
    made = Joined()
    yield made
    made.end()


@pytest.mark.parametrize("data", [b"", b"x", b"\x00\xff\n" * 5, os.urandom(3_000_000)], ids=["0", "1", "15", "3 MB"])
def test_bytes_arrive_as_they_are_for_their_owner_alone(joined: Joined, tmp_path: Path, data: bytes) -> None:
    target = tmp_path / "Zusammenfassung — für R. \U0001f331.pdf"
    assert joined.outlet.write(target, data) is None
    assert target.read_bytes() == data
    assert target.stat().st_mode & 0o777 == 0o600


def test_nothing_that_is_there_is_written_over(joined: Joined, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"before")
    (tmp_path / "to-there").symlink_to(there)
    (tmp_path / "to-nowhere").symlink_to(tmp_path / "nowhere")
    for name in ("there", "to-there", "to-nowhere", "."):
        assert joined.outlet.write(tmp_path / name, b"after") == "exists"
    assert there.read_bytes() == b"before"
    assert not (tmp_path / "nowhere").exists()


def test_what_stands_in_the_way_is_named_and_the_next_one_works(joined: Joined, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert joined.outlet.write(tmp_path / "missing" / "one", b"x" * 100_000) == "folder"
    assert joined.outlet.write(tmp_path / "file" / "one", b"x") == "folder"
    assert joined.outlet.write(str(tmp_path / "a\0b"), b"x") == "other"
    assert joined.outlet.write(tmp_path / ("long" * 200), b"x") == "other"
    assert joined.outlet.write(tmp_path / "fine", b"x") is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "fine"]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EIO, "other"),
        (errno.EROFS, "denied"),
        (errno.EACCES, "denied"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "close"])
def test_each_call_that_fails_leaves_no_file(
    joined: Joined, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, problem: str
) -> None:
    really_open, really_close = os.open, os.close
    opened: list[int] = []

    def fail_open(path: str, *arguments: int) -> int:
        if str(tmp_path) in path and call == "open" and not opened:
            opened.append(-1)
            raise OSError(number, "no")
        made = really_open(path, *arguments)
        opened.append(made)
        return made

    def fail_close(one: int) -> None:
        really_close(one)
        if opened and one == opened[0] and call == "close":
            raise OSError(number, "no")

    def fail(_number: int, _data: object = None) -> int:
        raise OSError(number, "no")

    class Calls:
        """`os`, as the service sees it."""

        def __getattr__(self, name: str) -> object:
            return {"open": fail_open, "close": fail_close, **({"fsync": fail} if call == "fsync" else {})}.get(
                name, getattr(os, name)
            )

    monkeypatch.setattr(requests, "os", Calls())
    if call == "write":
        really_send = outlet.send
        monkeypatch.setattr(requests, "send", lambda to, data: fail(to) if to in opened else really_send(to, data))
    assert joined.outlet.write(tmp_path / "one", b"x" * 200_000) == problem
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert joined.outlet.write(tmp_path / "two", b"later") is None
    assert (tmp_path / "two").read_bytes() == b"later"


def test_a_session_that_ends_in_the_middle_leaves_no_half_file(joined: Joined, tmp_path: Path) -> None:
    asked = json.dumps({"do": "write", "path": str(tmp_path / "half"), "size": 1000}).encode() + b"\n"
    os.write(joined.to_launcher, asked + b"x" * 400)
    joined.end()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "read", "path": "/etc/passwd"},
        {"do": "run", "command": ["true"]},
        {"do": "write", "path": "{folder}/one", "size": -1},
        {"do": "write", "path": "{folder}/one", "size": "5"},
        {"do": "write", "path": 5, "size": 5},
        {"do": "write", "size": 5},
        {"do": "fault", "where": 5},
        ["write"],
        None,
    ],
)
def test_nothing_else_can_be_asked(joined: Joined, tmp_path: Path, asked: object) -> None:
    line = json.dumps(asked).replace("{folder}", str(tmp_path)).encode()
    os.write(joined.to_launcher, line + b"\nhello")
    joined.server.join(10)
    assert not joined.server.is_alive()
    assert joined.gone.wait(10)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", [b"\n", b"{\n", b"\xff\xfe\n", b"[" * 5000 + b"\n", b"x" * 200_000 + b"\n"])
def test_what_is_no_request_ends_the_service(joined: Joined, line: bytes) -> None:
    try:
        outlet.send(joined.to_launcher, line)
    except BrokenPipeError:
        assert len(line) > 60_000
    joined.server.join(10)
    assert not joined.server.is_alive()


def test_faults_the_folder_and_the_language_are_handed_over_between_files(joined: Joined, tmp_path: Path) -> None:
    joined.outlet.fault("KeyError at page.py:1 in f")
    assert joined.outlet.write(tmp_path / "one", b"x") is None
    joined.outlet.folder(tmp_path)
    joined.outlet.language("pt-BR")
    joined.outlet.fault("ValueError at page.py:2 in g")
    joined.end()
    assert joined.told == [
        ("fault", "KeyError at page.py:1 in f"),
        ("folder", str(tmp_path)),
        ("language", "pt-BR"),
        ("fault", "ValueError at page.py:2 in g"),
    ]


def test_the_session_hears_when_the_launcher_is_gone(joined: Joined, tmp_path: Path) -> None:
    os.write(joined.to_launcher, b"enough\n")
    assert joined.gone.wait(10)
    assert joined.outlet.write(tmp_path / "one", b"x") == "other"
    assert joined.outlet.write(tmp_path / "one", b"x") == "other"


@pytest.mark.parametrize("channel", ["", "5", "a,b", "5,6,7", "-1,-2", "99998,99999"])
def test_without_a_launcher_nothing_goes_out(channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "_tell", None)
    closed = Outlet.from_arguments(channel)
    assert not closed.is_open
    assert closed.write(tmp_path / "one", b"x") == "other"
    closed.fault("KeyError at page.py:1 in f")
    assert crash._tell is None
    assert list(tmp_path.iterdir()) == []


def test_many_threads_take_turns(joined: Joined, tmp_path: Path) -> None:
    said: dict[int, str | None] = {}

    def write(number: int) -> None:
        said[number] = joined.outlet.write(tmp_path / str(number), bytes([number]) * 50_000)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == dict.fromkeys(range(20))
    assert all((tmp_path / str(number)).read_bytes() == bytes([number]) * 50_000 for number in range(20))
