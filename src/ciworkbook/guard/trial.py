"""Tries what the guards are to refuse, in the process it is called in, and tells what is refused.

- Each try is harmless where nothing refuses it: nothing is sent, no program starts, no file is left behind.
- What Python itself refuses would hide what the system refuses, so the system is asked past Python.
- `python -m ciworkbook.guard.trial --folder DIR` raises the guards of a session in a process of its own, tries them
  there, and prints what stood as one line of JSON: a session that is under way is left alone.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Literal, get_args

from . import children, linux, network, raising, writes

Guard = Literal["connections", "programs", "writes", "python", "core", "memory", "reports"]
"""Connections, other programs and writes elsewhere refused by the system; the first two by Python; no core files;
memory closed to other programs; no memory in reports of Windows."""
GUARDS: tuple[Guard, ...] = get_args(Guard)

_REFUSALS = (errno.EPERM, errno.EACCES)
_INTERNET, _DATAGRAM = 2, 2


def tried(folder: Path | None = None) -> dict[Guard, bool]:
    """Return each guard that this system can have, and whether it holds in this thread.

    `folder` is where writing is allowed; nothing is tried there.
    """
    found: dict[Guard, bool] = {"python": _python_refuses()}
    if sys.platform == "win32":
        return found | {"programs": children.stands()}
    found["core"] = _no_core_files()
    if sys.platform.startswith("linux"):
        found["memory"] = _memory_is_closed()
        found["connections"] = _connections_are_refused()
        found["programs"] = _programs_are_refused()
        found["writes"] = _writes_are_refused(folder)
    return {name: found[name] for name in GUARDS if name in found}


def _python_refuses() -> bool:
    for event in ("socket.getaddrinfo", "os.system"):
        try:
            sys.audit(event, "")
        except network.NotAllowedError:
            continue
        return False
    return True


def _no_core_files() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _memory_is_closed() -> bool:
    try:
        return linux.prctl(linux.PR_GET_DUMPABLE) == 0
    except OSError:
        return False


def _connections_are_refused() -> bool:
    if sys.platform == "win32":
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    number = library.socket(_INTERNET, _DATAGRAM, 0)
    if number >= 0:
        os.close(number)
    return number < 0 and ctypes.get_errno() in _REFUSALS


def _programs_are_refused() -> bool:
    if sys.platform == "win32":
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    # A real program, with arguments that are none: where nothing refuses it, the system cannot read them.
    library.execve(os.fsencode(sys.executable), ctypes.c_void_p(1), None)
    return ctypes.get_errno() in _REFUSALS


def _writes_are_refused(folder: Path | None) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    inside = [] if folder is None else [folder.resolve(), folder]
    ways = {Path("/dev/zero"): os.O_WRONLY}  # a file that anyone may write to, and where it is lost
    for place in (Path("/tmp"), Path("/dev/shm"), _home()):  # noqa: S108 - a file without a name, gone when it is closed
        if place is not None:
            ways[place] = os.O_TMPFILE | os.O_WRONLY
    return not any(
        _opens(path, how) for path, how in ways.items() if not any(path.is_relative_to(one) for one in inside)
    )


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _opens(path: Path, how: int) -> bool:
    try:
        os.close(os.open(path, how | os.O_CLOEXEC, 0o600))
    except OSError:
        return False
    return True


def main(arguments: list[str]) -> int:
    """Raise the guards, try them, print what stands."""
    reported = raising.raise_all()
    folder = Path(arguments[1]) if arguments[:1] == ["--folder"] and len(arguments) > 1 else None
    writes.fence([] if folder is None else [folder])
    found = tried(folder)
    if sys.platform == "win32":
        from . import memory

        found["reports"] = reported.get(memory.NO_REPORTS, False)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
