"""Writes outside the workbook's folder, refused by the Linux kernel (Landlock).

- What may be written is everything below the folders that are named, and `/dev/null` and `/dev/tty`. Nothing may be
  made, changed, cut short, renamed, linked or removed elsewhere, nor a program started. Reading is let be.
- It holds for the thread that raises it and for threads that this one starts later. So it is raised before there are
  others; where the kernel can, it is put on all of them.
- Files that are open already stay as they are: the terminal, and the pipes to the launcher.
- It can only be made narrower, never taken back. Where the kernel has no Landlock, it is reported as not there.
- Links, pipes, sockets and devices cannot be made in the folder either: a workbook has none.
- The kernel writes no line into its log about what is refused.
"""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import sys
from collections.abc import Callable, Iterable

TYPE_CHECKING = False  # what checkers of types look for: the door waits for this
if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeVar

    T = TypeVar("T")
NAME = "writes elsewhere refused by the system"

# Rights of files and folders, and the version of Landlock that each came with.
EXECUTE, WRITE_FILE = 1 << 0, 1 << 1
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (1 << bit for bit in range(6, 13))
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_SINCE = ((REFER, 2), (TRUNCATE, 3), (IOCTL_DEV, 5))
_MAKE = MAKE_CHAR | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_BLOCK | MAKE_SYM
_FIRST = EXECUTE | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | _MAKE
_BELOW_A_FOLDER = WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER
_OF_A_DEVICE = WRITE_FILE | TRUNCATE | IOCTL_DEV
DEVICES = ("/dev/null", "/dev/tty")
_TCP = 0b11  # to wait for connections and to make one
_OUTSIDERS = 0b11  # abstract sockets of others, and signals to others; never those to this process itself

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same on every architecture we know
_ASK_VERSION, _BENEATH = 1, 1
_NO_LOG, _ALL_THREADS = 1 << 0, 1 << 3


class Rights:
    """What `version` of Landlock, from 1, can take away, and what is given back."""

    __slots__ = ("below_a_folder", "flags", "of_a_device", "outsiders", "size", "taken", "tcp")

    def __init__(self, version: int) -> None:
        self.taken = _FIRST | sum(right for right, since in _SINCE if version >= since)
        self.below_a_folder = self.taken & _BELOW_A_FOLDER
        self.of_a_device = self.taken & _OF_A_DEVICE
        self.tcp = _TCP if version >= 4 else 0
        self.outsiders = _OUTSIDERS if version >= 6 else 0
        self.size = 24 if version >= 6 else 16 if version >= 4 else 8
        """How many bytes of the description this version reads."""
        self.flags = (_NO_LOG if version >= 7 else 0) | (_ALL_THREADS if version >= 8 else 0)

    def description(self) -> bytes:
        """Return what the kernel is given."""
        return struct.pack("=QQQ", self.taken, self.tcp, self.outsiders)[: self.size]


def version() -> int:
    """Return the version of Landlock that this kernel has switched on, 0 for none."""
    from . import linux

    try:
        return linux.system_call(_CREATE, None, 0, _ASK_VERSION)
    except (OSError, ImportError):
        return 0


def fence(folders: Iterable[str | os.PathLike[str]] = (), *, here_only: bool = False) -> dict[str, bool]:
    """Let this thread and those it starts write below `folders` only; none means nowhere.

    A folder that is not there is passed over. Other threads are fenced too where the kernel can, unless `here_only`.

    Returns the name of the guard and whether it stands; nothing on systems other than Linux.
    """
    if not sys.platform.startswith("linux"):
        return {}
    found = version()
    try:
        if found:
            _raise(Rights(found), folders, here_only=here_only)
        return {NAME: found > 0}
    except (OSError, ImportError):
        return {NAME: False}


def within(fence: Callable[..., object], folder: Path, do: Callable[[], T]) -> Callable[[], T]:
    """Return what does `do` in a thread of its own that may write below `folder` only; the folder is made first.

    Until a workbook is made another folder can be chosen, and a fence that stands cannot be moved: so the rest of the
    session is fenced in when it is made, and not before.
    """

    def fenced() -> T:
        with contextlib.suppress(OSError):  # whoever writes there says what is wrong with it
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fence([folder], here_only=True)
        return do()

    return fenced


def _raise(asked: Rights, folders: Iterable[str | os.PathLike[str]], *, here_only: bool) -> None:
    from . import linux

    ruleset = linux.system_call(_CREATE, asked.description(), asked.size, 0)
    try:
        for folder in folders:
            _allow(ruleset, folder, asked.below_a_folder)
        for device in DEVICES:
            _allow(ruleset, device, asked.of_a_device)
        linux.gain_nothing()
        linux.system_call(_RESTRICT, ruleset, asked.flags & ~_ALL_THREADS if here_only else asked.flags)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str | os.PathLike[str], allowed: int) -> None:
    from . import linux

    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return
        raise
    try:
        linux.system_call(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", allowed, handle), 0)
    finally:
        os.close(handle)
