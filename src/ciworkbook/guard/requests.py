"""The launcher's end of the outlet: reads requests, makes new files, hands pages to a printer, answers.

- A file is made only where there is none, for its owner alone, and is on disk before the answer says so.
- Bytes go from pipe to file in pieces and are not kept. A file that could not be finished is removed.
- A page to print is whole before a printer gets any of it; it goes from memory to `lp` and to no file (`printers`).
- A request that is not understood ends the service: nothing else can be asked.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator

from .outlet import send

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from typing import IO, Any

    from .outcomes import Problem, Refused

_PIECE = 64 * 1024
_LARGEST_REQUEST = 64 * 1024
_NAMED: dict[int, Problem] = {
    errno.EEXIST: "exists",
    errno.EISDIR: "exists",
    errno.ELOOP: "exists",
    errno.ENOENT: "folder",
    errno.ENOTDIR: "folder",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EFBIG: "full",
}
_QUOTA: dict[int, Problem] = {errno.EDQUOT: "full"} if hasattr(errno, "EDQUOT") else {}
_PROBLEMS = _NAMED | _QUOTA


def serve(asked: int, answers: int) -> Iterator[tuple[str, str]]:
    """Do what is asked through the pipe `asked`, answer through `answers`, until the session closes its end.

    Yields ("fault", description), ("folder", path) and ("language", tag) as they are handed over. Closes both pipes.
    """
    try:
        with os.fdopen(asked, "rb") as requests:
            while line := requests.readline(_LARGEST_REQUEST):
                match _understood(line):
                    case {"do": "write", "path": str(path), "size": int(size)} if size >= 0:
                        problem = write_new(path, size, requests)
                        _answer(answers, {"ok": True} if problem is None else {"problem": problem})
                    case {"do": "queues"}:
                        _answer(answers, _named_queues())
                    case {"do": "print", "queue": str(queue), "leads": str(leads), "size": int(size)} if size >= 0:
                        refused = _print(queue, leads, size, requests)
                        told = None if refused is None else {"problem": refused.problem, "said": refused.said}
                        _answer(answers, told or {"ok": True})
                    case {"do": "fault" | "folder" | "language" as what, "where": str(where)}:
                        yield what, where
                    case _:
                        return
    except OSError:
        return
    finally:
        os.close(answers)


def _answer(answers: int, said: dict[str, Any]) -> None:
    send(answers, json.dumps(said).encode("ascii") + b"\n")


def _named_queues() -> dict[str, Any]:
    from . import printers  # it takes as long to read as all the rest, and most sessions print nothing

    found = printers.find()
    if found.problem is not None:
        return {"problem": found.problem, "said": found.said}
    return {"ok": True, "queues": [[one.name, one.leads] for one in found.queues], "said": found.said}


def _print(queue: str, leads: str, size: int, data: IO[bytes]) -> Refused | None:
    """Print the next `size` bytes of `data`; all of them are read. Nothing is if the session ended in the middle."""
    from . import printers
    from .outcomes import Refused

    if size > printers.LARGEST:
        while size and (piece := data.read(min(size, _PIECE))):
            size -= len(piece)
        return Refused("other")
    page = data.read(size)
    return printers.print_page(queue, leads, page) if len(page) == size else Refused("other")


def _understood(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def write_new(path: str, size: int, data: IO[bytes]) -> Problem | None:
    """Make a new file at `path` of the next `size` bytes of `data`, on disk when this returns; return why not, or None.

    A file that is there is never touched, and one that could not be finished is removed. All `size` bytes are read.
    """
    left = size
    problem: Problem | None = None
    number: int | None = None
    try:
        # An existing name is refused, also one that is a link to nowhere.
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        while left:
            piece = data.read(min(left, _PIECE))
            if not piece:
                problem = "other"  # the session ended in the middle
                break
            left -= len(piece)
            send(number, piece)
        os.fsync(number)
    except OSError as error:
        problem = _PROBLEMS.get(error.errno or 0, "other")
    except ValueError:  # a NUL in the name
        problem = "other"
    finally:
        if number is not None:
            try:
                os.close(number)
            except OSError as error:
                problem = _PROBLEMS.get(error.errno or 0, "other")
    while left and (piece := data.read(min(left, _PIECE))):
        left -= len(piece)
    if number is not None:
        if problem is None:
            _settle_folder(path)
        else:
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108
    return problem


def _settle_folder(path: str) -> None:
    """Put the name itself on disk, where the system has a way to."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)  # noqa: PTH120
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
