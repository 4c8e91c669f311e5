"""Ways to get something out of a session, each a function that does harm or raises: what the guards have to refuse.

- `NETWORK`, `WRITES` and `MEMORY` are lists of (name, function). A function returns when it has done what it tried, and
  raises when it could not. Whoever calls it looks at the `Ground` afterwards as well.
- `python attacks.py GROUND.json none|system|all` tries the first two in a process of its own under no guards, those of
  the system alone, or all; `python attacks.py memory PID CANARY…` tries the third on another process. Both print JSON.
- It stands alone, so that the real session can load it by its path.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import re
import socket
import struct
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

IO_URING_SETUP = 425
"""The same number on x86_64 and aarch64."""
_PTRACE_ATTACH, _PTRACE_DETACH = 16, 17
_MOST_MEMORY = 512 * 2**20


@dataclass(frozen=True)
class Ground:
    """Where it happens. `prepare` lays it out."""

    folder: str
    """The workbook's: writing is allowed here."""
    outside: str
    """A folder beside it, with a file "theirs" that says "theirs"."""
    others: tuple[str, ...]
    """Other folders where nothing may appear."""
    browser: str
    """What a browser would be: a program that makes a file "browsed" in `outside`."""
    port: int = 9
    """Where someone listens on this computer, for TCP and UDP."""

    def path(self, name: str) -> str:
        return os.path.join(self.outside, name)

    def in_folder(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def appeared(self) -> list[str]:
        """What is there that was not: new files, and the old one if it is not as it was."""
        found = [one for one in sorted(os.listdir(self.outside)) if one not in ("theirs", "browser")]
        found += [path for place in self.others if os.path.exists(path := os.path.join(place, MARK))]
        if Path(self.path("theirs")).read_text() != "theirs":
            found.append("theirs was changed")
        return found

    def save(self, path: Path) -> Path:
        path.write_text(json.dumps(asdict(self)))
        return path


MARK = "guard-attack-mark"


def prepare(folder: Path, outside: Path, others: tuple[Path, ...], port: int = 9) -> Ground:
    """Lay out `outside`, and what leads out of `folder`."""
    outside.mkdir(parents=True, exist_ok=True)
    (outside / "theirs").write_text("theirs")
    browser = outside / "browser"
    browser.write_text(f"#!/bin/sh\n: > '{outside}/browsed'\n")
    browser.chmod(0o755)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "way-out").symlink_to(outside / "theirs")
    for name in ("to-rename", "to-link"):
        (folder / name).write_text("of the workbook")
    return Ground(str(folder), str(outside), tuple(map(str, others)), str(browser), port)


def load(path: str | Path) -> Ground:
    """Read what `Ground.save` wrote."""
    data = json.loads(Path(path).read_text())
    return Ground(**{**data, "others": tuple(data["others"])})


# To a network


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _library() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def connect(ground: Ground) -> None:
    socket.create_connection(("127.0.0.1", ground.port), timeout=5).close()


def look_up(_ground: Ground) -> None:
    socket.getaddrinfo("localhost", 80)


def look_up_the_old_way(_ground: Ground) -> None:
    socket.gethostbyname("localhost")


def send_a_datagram(ground: Ground) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"out", ("127.0.0.1", ground.port))


def send_past_python(ground: Ground) -> None:
    library = _library()
    number = _checked(library.socket(socket.AF_INET, socket.SOCK_DGRAM, 0))
    try:
        address = struct.pack("=H", socket.AF_INET) + struct.pack(">H4s8x", ground.port, bytes([127, 0, 0, 1]))
        _checked(library.sendto(number, b"out", 3, 0, address, len(address)))
    finally:
        os.close(number)


def reach_a_service_here(ground: Ground) -> None:
    _library().socket.restype = ctypes.c_int
    os.close(_checked(_library().socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)))


def start_a_program(ground: Ground) -> None:
    code = f"open({ground.path('by-a-child')!r}, 'w').close()"
    subprocess.run([sys.executable, "-I", "-c", code], check=True, timeout=60)


def start_a_program_past_python(ground: Ground) -> None:
    arguments = [b"/bin/sh", b"-c", f": > '{ground.path('by-a-raw-child')}'".encode()]
    given = (ctypes.c_char_p * 4)(*arguments, None)
    none = (ctypes.c_char_p * 1)(None)
    child = ctypes.c_int()
    code = _library().posix_spawn(ctypes.byref(child), arguments[0], None, None, given, none)
    if code:
        raise OSError(code, os.strerror(code))
    os.waitpid(child.value, 0)
    if not os.path.exists(ground.path("by-a-raw-child")):
        raise OSError("the program did nothing")


def open_a_ring(_ground: Ground) -> None:
    os.close(_checked(_library().syscall(IO_URING_SETUP, 8, ctypes.create_string_buffer(120))))


def open_a_browser(ground: Ground) -> None:
    webbrowser.GenericBrowser(ground.browser).open("http://127.0.0.1/")
    if not os.path.exists(ground.path("browsed")):
        raise PermissionError("no browser came")


def open_the_usual_browser(ground: Ground) -> None:
    webbrowser.register("the-usual", None, webbrowser.GenericBrowser(ground.browser), preferred=True)
    webbrowser.open("http://127.0.0.1/")
    if not os.path.exists(ground.path("browsed")):
        raise PermissionError("no browser came")


Attack = tuple[str, Callable[[Ground], None]]

NETWORK: list[Attack] = [
    ("socket", connect),
    ("getaddrinfo", look_up),
    ("gethostbyname", look_up_the_old_way),
    ("UDP", send_a_datagram),
    ("ctypes", send_past_python),
    ("child process", start_a_program),
    ("io_uring", open_a_ring),
    ("webbrowser", open_the_usual_browser),
]
"""The eight ways to reach a network."""
MORE_NETWORK: list[Attack] = [
    ("a service on this computer", reach_a_service_here),
    ("child process past Python", start_a_program_past_python),
]
READ_FROM_FILES = ("getaddrinfo", "gethostbyname")
"""For "localhost" these need no connection, so that only Python refuses them."""


# Out of the folder


def _write(path: str, how: int = os.O_WRONLY | os.O_CREAT | os.O_EXCL) -> None:
    number = os.open(path, how, 0o600)
    try:
        os.write(number, b"out")
    finally:
        os.close(number)


def take_a_picture(ground: Ground) -> None:
    from textual.app import App

    async def picture() -> None:
        app: App[None] = App()
        async with app.run_test():
            App.save_screenshot(app, "picture.svg", ground.outside)

    asyncio.run(picture())


def link_in_and_write(ground: Ground) -> None:
    os.link(ground.path("theirs"), ground.in_folder("linked-in"))
    _write(ground.in_folder("linked-in"), os.O_WRONLY)


def write_past_python(ground: Ground) -> None:
    os.close(_checked(_library().open(ground.path("past-python").encode(), os.O_WRONLY | os.O_CREAT, 0o600)))


def _elsewhere(number: int) -> Callable[[Ground], None]:
    return lambda ground: _write(os.path.join(ground.others[number], MARK))


WRITES: list[Attack] = [
    ("a file in the first other place", _elsewhere(0)),
    ("a file in the second other place", _elsewhere(1)),
    ("a file in the third other place", _elsewhere(2)),
    ("a file beside the folder", lambda ground: _write(ground.path("beside"))),
    ("a file beside the folder, past Python", write_past_python),
    ("a file on the way of dots", lambda ground: _write(f"{ground.folder}/../{Path(ground.outside).name}/dotted")),
    ("a file by the root of the process", lambda ground: _write(f"/proc/self/root{ground.path('by-root')}")),
    ("a file without a name", lambda ground: os.close(os.open(ground.outside, os.O_TMPFILE | os.O_WRONLY))),
    ("a folder", lambda ground: os.mkdir(ground.path("made"))),
    ("a link", lambda ground: os.symlink("theirs", ground.path("linked"))),
    ("a pipe", lambda ground: os.mkfifo(ground.path("pipe"))),
    ("a picture of the screen", take_a_picture),
    ("a file moved out of the folder", lambda g: os.rename(g.in_folder("to-rename"), g.path("renamed"))),
    ("a second name outside", lambda ground: os.link(ground.in_folder("to-link"), ground.path("second-name"))),
    ("a foreign file linked in", link_in_and_write),
    ("through a link that leads out", lambda ground: _write(ground.in_folder("way-out"), os.O_WRONLY)),
    ("cutting a foreign file", lambda ground: os.truncate(ground.path("theirs"), 0)),
    ("emptying a foreign file", lambda g: os.close(os.open(g.path("theirs"), os.O_WRONLY | os.O_TRUNC))),
    ("adding to a foreign file", lambda ground: _write(ground.path("theirs"), os.O_WRONLY | os.O_APPEND)),
    ("moving a foreign file away", lambda ground: os.rename(ground.path("theirs"), ground.path("moved"))),
    ("removing a foreign file", lambda ground: os.unlink(ground.path("theirs"))),
]
"""Ways to write outside of the folder. Each can be done after the others: what is spoiled is laid out again."""


# Into the memory of another process


def _regions(pid: int) -> list[tuple[int, int]]:
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
        if place:
            found.append((int(place[1], 16), int(place[2], 16)))
    return found


def read_its_memory(pid: int) -> bytes:
    read, regions = b"", _regions(pid)
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end in regions:
            with contextlib.suppress(OSError):
                memory.seek(start)
                read += memory.read(min(end - start, _MOST_MEMORY))
    return read


def attach(pid: int) -> bytes:
    library = _library()
    library.ptrace.restype = ctypes.c_long
    _checked(library.ptrace(_PTRACE_ATTACH, pid, None, None))
    os.waitpid(pid, 0)
    library.ptrace(_PTRACE_DETACH, pid, None, None)
    return b""


class _Piece(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


def copy_its_memory(pid: int) -> bytes:
    """Where the kernel lets one see the map; without it, an address of this process, which tells as much."""
    try:
        start, end = _regions(pid)[0]
    except (OSError, IndexError):
        start, end = id(pid) & ~0xFFF, (id(pid) & ~0xFFF) + 4096
    room = ctypes.create_string_buffer(end - start)
    here, there = _Piece(ctypes.addressof(room), len(room)), _Piece(start, end - start)
    library = _library()
    library.process_vm_readv.restype = ctypes.c_ssize_t
    return room.raw[: _checked(library.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))]


def read_its_variables(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


MEMORY: list[tuple[str, Callable[[int], bytes]]] = [
    ("mem", read_its_memory),
    ("ptrace", attach),
    ("process_vm_readv", copy_its_memory),
    ("environ", read_its_variables),
]


# Trying them


DONE = "done"


def tell(error: BaseException) -> str:
    """Return what stood in the way: the kind of error and its number."""
    return f"{type(error).__name__} {getattr(error, 'errno', None) or ''}".strip()


def attempt(attacks: list[Attack], ground: Ground) -> dict[str, str]:
    """Try each; return "done" or what stood in the way."""
    found = {}
    for name, attack in attacks:
        try:
            attack(ground)
            found[name] = DONE
            Path(ground.path("theirs")).write_text("theirs")
        except Exception as error:
            found[name] = tell(error)
    return found


def everything(ground: Ground) -> dict[str, str]:
    """Try all ways out of this process."""
    return attempt([*NETWORK, *MORE_NETWORK, *WRITES], ground)


def main(arguments: list[str]) -> None:
    if arguments[0] == "memory":
        pid, canaries = int(arguments[1]), arguments[2:]
        found: dict[str, Any] = {}
        for name, attack in MEMORY:
            try:
                read = attack(pid)
                found[name] = {"done": True, "canaries": [one for one in canaries if one.encode() in read]}
            except OSError as error:
                found[name] = {"done": False, "why": tell(error)}
        print(json.dumps(found))
        return
    ground = load(arguments[0])
    if arguments[1] != "none":
        from ciworkbook.guard import raising, system_calls, writes

        if arguments[1] == "all":
            raising.raise_all()
        else:
            system_calls.refuse()
        writes.fence([Path(ground.folder)])
    print(json.dumps(everything(ground)))


if __name__ == "__main__":
    main(sys.argv[1:])
