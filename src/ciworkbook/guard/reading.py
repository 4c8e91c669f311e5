"""A file that a person named, read whole: an ordinary file only, and no more of it than is wanted.

- A pipe, a device or a folder is refused without waiting for it. A file that grows meanwhile is cut off at the bound.
- What the system still has in memory says nothing about the disk, so it is asked to read again where that is possible.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(Exception):
    """There is more in the file than was asked for."""


def read_whole(path: Path, most: int) -> bytes:
    """Return the bytes of the file at `path`.

    Raises FileNotFoundError; TooLargeError where there are more than `most`; OSError for what cannot be read.
    """
    try:
        handle = os.open(path, _READ)
    except ValueError:  # a NUL in the name
        raise OSError from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError
        if found.st_size > most:
            raise TooLargeError
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(most + 1)
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)
    if len(data) > most:
        raise TooLargeError
    return data
