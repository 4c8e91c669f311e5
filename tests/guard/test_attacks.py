"""Every way out of a process is tried: without guards it works, under those of the system and under all it does not."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard import system_calls, writes

from . import attacks
from .alone import alone

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")

ATTACKS = Path(attacks.__file__)


class Listener:
    """Someone who listens on this computer, and keeps what came."""

    def __init__(self) -> None:
        self.stream = socket.create_server(("127.0.0.1", 0))
        self.port = self.stream.getsockname()[1]
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(("127.0.0.1", self.port))
        self.datagrams.settimeout(0.2)
        self.stream.settimeout(0.2)

    def came(self) -> int:
        """How many connections and datagrams came since."""
        count = 0
        with contextlib.suppress(TimeoutError):
            while True:
                self.stream.accept()[0].close()
                count += 1
        with contextlib.suppress(TimeoutError):
            while self.datagrams.recv(10):
                count += 1
        return count

    def close(self) -> None:
        self.stream.close()
        self.datagrams.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def ground(tmp_path: Path, home: Path, listener: Listener) -> Iterator[attacks.Ground]:
    """A place with a folder, and three others: the temporary one, the home, and the shared memory."""
    others = (Path("/tmp"), home, Path("/dev/shm"))
    with alone():
        yield attacks.prepare(tmp_path / "kept", tmp_path / "outside", others, listener.port)


def tried(ground: attacks.Ground, tmp_path: Path, guards: str) -> dict[str, str]:
    saved = ground.save(tmp_path / f"ground-{uuid.uuid4().hex}.json")
    done = subprocess.run(
        [sys.executable, "-I", ATTACKS, saved, guards], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    assert len(found) == len(attacks.NETWORK) + len(attacks.MORE_NETWORK) + len(attacks.WRITES)
    return found


def test_without_guards_every_way_works(ground: attacks.Ground, listener: Listener, tmp_path: Path) -> None:
    found = tried(ground, tmp_path, "none")
    failed = {name: how for name, how in found.items() if how != attacks.DONE}
    assert set(failed) <= {"io_uring"}, failed  # some systems have it switched off for everyone
    assert listener.came() == 3
    assert len(ground.appeared()) >= 12


@pytest.mark.skipif(not system_calls.architecture(), reason="no filter for this kind of machine")
@pytest.mark.parametrize("guards", ["system", "all"])
def test_under_the_guards_none_does(ground: attacks.Ground, listener: Listener, tmp_path: Path, guards: str) -> None:
    assert writes.version(), "this kernel has no Landlock, or it is switched off"
    found = tried(ground, tmp_path, guards)
    let_by = attacks.READ_FROM_FILES if guards == "system" else ()
    assert {name for name, how in found.items() if how == attacks.DONE} <= set(let_by)
    refused = {how for name, how in found.items() if name not in let_by}
    # Another file system is the answer to moving something over the edge.
    assert refused <= {"PermissionError 1", "PermissionError 13", "PermissionError", "NotAllowedError", "OSError 18"}
    assert listener.came() == 0
    assert ground.appeared() == []
    assert sorted(path.name for path in Path(ground.folder).iterdir()) == ["to-link", "to-rename", "way-out"]


def test_what_a_session_needs_goes_on(tmp_path: Path) -> None:
    """Sockets of its own to itself, threads, names of accounts, the folder in every way the vault uses it, signals."""
    code = f"""
import asyncio, os, pwd, signal, socket, sys, threading
from pathlib import Path
from ciworkbook.guard import raising, writes
kept = Path({str(tmp_path)!r}) / "kept"
kept.mkdir()
stood = {{**raising.raise_all(), **writes.fence([kept])}}
assert all(stood.values()), stood
from ciworkbook.vault.folder import Folder
folder = Folder(kept)
assert folder.lock()
folder.write("a" * 32, b"one"); folder.write("a" * 32, b"two"); folder.keep_aside("a" * 32); folder.sweep()
(kept / "ab").mkdir(); os.rename(kept / ("a" * 32), kept / "ab" / ("a" * 32)); folder.unlock()
one, two = socket.socketpair(); one.sendall(b"x"); assert two.recv(1) == b"x"; one.close(); two.close()
async def wait():
    return await asyncio.to_thread(lambda: (kept / "by-a-thread").write_bytes(b"x"))
assert asyncio.run(wait()) == 1
assert pwd.getpwuid(os.getuid()).pw_dir
heard = []
signal.signal(signal.SIGUSR1, lambda *_: heard.append(1))
os.kill(os.getpid(), signal.SIGUSR1)
told = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGUSR1)); told.start(); told.join()
assert len(heard) == 2, heard
Path("/dev/null").write_bytes(b"x")
print("all of it")
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "all of it\n", done.stderr


def test_threads_that_were_there_before_are_kept_from_calls_too(tmp_path: Path) -> None:
    code = """
import queue, threading
from ciworkbook.guard import system_calls
asked, told = queue.Queue(), queue.Queue()
def wait():
    asked.get()
    import ctypes
    library = ctypes.CDLL(None, use_errno=True)
    told.put((library.socket(2, 2, 0), ctypes.get_errno()))
threading.Thread(target=wait).start()
print(system_calls.refuse())
asked.put(1)
print(told.get())
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "{'calls refused by the system': True}\n(-1, 1)\n"


def test_a_listener_hears(listener: Listener) -> None:
    """The one who looks finds what is there."""
    threading.Thread(target=lambda: socket.create_connection(("127.0.0.1", listener.port)).close()).start()
    assert listener.came() == 1
