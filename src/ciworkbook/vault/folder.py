"""The directory: the only file of the vault that touches a disk.

- Nothing is ever written over in place. Nothing is deleted but stray temporary files of our own, and by `remove`, whose
  callers have opened what they name or have just written it.
- A write is durable when `write` returns: temporary file → fsync → rename → fsync of the directory.
- An error from fsync means that the write failed. The next attempt starts with a new temporary file.
- Names say nothing: 32 hex digits, `params`, `params.bak`, `lock`. Files are 0600, a directory we make is 0700.
- Reading follows no link, waits for no pipe and takes at most 64 MiB.

    FOLDER/params, params.bak   parameters.py
           lock                 empty; held while a program is open; free again if it dies
           <32 hex>             objects of every workbook, and fillers
           <32 hex>.tmp         being written; swept when a workbook is opened
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FolderInUse, FolderNotReadable, SaveFailed, Unfit
from .presence import stood_for

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "lock"
OBJECT = re.compile(r"[0-9a-f]{32}")
OURS = re.compile(r"[0-9a-f]{32}(\.tmp)?|params(\.bak)?|lock")
TEMPORARY = re.compile(r"[0-9a-f]{32}\.tmp")
MOST_BYTES = 64 * 2**20
PIECE = 2**16
"""Bytes to ask for at a time, after a first piece as long as the file is said to be."""
HELD_WAITS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.6, 0.7)
"""Seconds to wait while another program on Windows holds a file: 2.5 in all."""
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_WRITE = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_HELD = (5, 32, 33)
_CANNOT_SYNC_HERE = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def random_name() -> str:
    """Return a fresh object name."""
    return os.urandom(16).hex()


class Folder:
    """One directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at = os.fspath(path)
        self._lock: BaseFileLock | None = None
        self._awaited: frozenset[str] | None = None
        self._listing: list[str] | None = None
        self._keeps_listing = False

    def _whole(self, name: str) -> str:
        """Return the path of `name` as a text: a `Path` for each would cost a save more than its system calls."""
        return os.path.join(self._at, name)  # noqa: PTH118

    # Looking

    def names(self) -> list[str]:
        """Return every name in the directory, sorted; raises FolderNotReadable."""
        if self._listing is not None:
            return list(self._listing)
        try:
            found = sorted(os.listdir(self.path))  # noqa: PTH208 (a path for each of ten thousand takes 10 ms)
        except OSError:
            raise FolderNotReadable from None
        self._awaited = frozenset(one for name in found if "." in name and (one := stood_for(name)))
        if self._keeps_listing:
            self._listing = found
        return list(found)

    @contextlib.contextmanager
    def listed_once(self) -> Iterator[None]:
        """Within, the directory is listed once: `names` goes on giving what was there then."""
        self._keeps_listing = True
        try:
            yield
        finally:
            self._keeps_listing, self._listing = False, None

    def objects(self) -> list[str]:
        """Return the names that objects have, whoever's they are; raises FolderNotReadable."""
        return [name for name in self.names() if OBJECT.fullmatch(name)]

    def changed_at(self) -> dict[str, int]:
        """Return when the disk says that each file was last changed, content or entry, in nanoseconds of its clock.

        Links and what cannot be looked at are left out; raises FolderNotReadable.
        """
        found = {}
        try:
            with os.scandir(self.path) as files:
                for one in files:
                    try:
                        said = one.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    if stat.S_ISREG(said.st_mode):
                        found[one.name] = max(said.st_mtime_ns, said.st_ctime_ns)
        except OSError:
            raise FolderNotReadable from None
        return found

    def changed(self, name: str) -> int:
        """Return when the content of `name` was last changed, in nanoseconds; 0 where nothing says so."""
        try:
            return (self.path / name).lstat().st_mtime_ns
        except OSError:
            return 0

    def has(self, name: str) -> bool:
        """Tell whether there is anything called `name`."""
        return os.path.lexists(self.path / name)

    def _lacks(self, name: str) -> bool:
        """Tell whether the disk says that there is nothing called `name`; a disk that says nothing does not."""
        try:
            (self.path / name).lstat()
        except OSError as error:
            return isinstance(error, FileNotFoundError)
        return False

    def awaited(self) -> frozenset[str]:
        """Return the names in whose place a sync program had put something when the folder was last listed."""
        if self._awaited is None:
            with contextlib.suppress(FolderNotReadable):
                self.names()
        return self._awaited or frozenset()

    def awaits(self, name: str) -> bool:
        """Tell whether a sync program had put something in the place of `name`."""
        return name in self.awaited()

    def is_hollow(self, name: str) -> bool:
        """Tell whether `name` has a size and no block on the disk: its place was taken, and nothing written yet."""
        try:
            found = (self.path / name).lstat()
        except OSError:
            return False
        return found.st_size > 0 and getattr(found, "st_blocks", 1) == 0

    def read(self, name: str) -> bytes | None:
        """Return the bytes of `name`, None if there is no such file; raises `Unfit` (unreadable)."""
        try:
            handle = os.open(self._whole(name), _READ)
        except FileNotFoundError:
            return None
        except OSError:
            if self._lacks(name):
                return None
            raise Unfit("unreadable") from None
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
                raise Unfit("unreadable")
            pieces = [os.read(handle, found.st_size + 1)]
            while pieces[-1] and len(pieces[0]) != found.st_size:  # all of it, and one byte more was asked for
                # Room is taken for all that is asked for: 64 MiB each time would cost more than reading the file.
                pieces.append(os.read(handle, PIECE))
            return b"".join(pieces)
        except OSError:
            raise Unfit("unreadable") from None
        finally:
            with contextlib.suppress(OSError):  # what was read was read
                os.close(handle)

    # Writing

    def make(self) -> None:
        """Make the directory, or take one that is there; raises OSError."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        others = [path.name for path in self.path.iterdir() if not OURS.fullmatch(path.name)]
        if not others and os.name == "posix":
            with contextlib.suppress(OSError):  # a stick formatted for Windows has no permissions
                self.path.chmod(0o700)

    def write(self, name: str, data: bytes) -> None:
        """Put `data` at `name`, durably; raises SaveFailed, and then what was at `name` before is still there."""
        temporary = self._whole(f"{random_name()}.tmp")
        try:
            try:
                _write_new(temporary, data)
                _move(temporary, self._whole(name))
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)  # noqa: PTH108
                raise
            self._sync()
        except OSError as error:
            raise SaveFailed(error.errno or 0) from None

    def keep_aside(self, name: str) -> None:
        """Give what is at `name` a second, random name, so that `name` can be written over; raises SaveFailed."""
        try:
            os.link(self.path / name, self.path / random_name(), follow_symlinks=False)
            self._sync()
        except (OSError, NotImplementedError):  # FAT and exFAT know no second name
            try:
                data = self.read(name)
            except Unfit:
                raise SaveFailed(errno.EIO) from None
            if data is not None:
                self.write(random_name(), data)

    def remove(self, name: str) -> None:
        """Delete what is at `name`, durably; nothing there is no error. Raises SaveFailed."""
        try:
            (self.path / name).unlink(missing_ok=True)
            self._sync()
        except OSError as error:
            raise SaveFailed(error.errno or 0) from None

    def sweep(self) -> None:
        """Delete temporary files that a crash left; those that cannot be deleted stay."""
        for name in self.names():
            if name.endswith(".tmp") and TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    (self.path / name).unlink()

    def _sync(self) -> None:
        if os.name == "nt":  # a directory cannot be opened there
            return
        handle = os.open(self._at, _LIST)
        try:
            flush(handle)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC_HERE:
                raise
        finally:
            os.close(handle)

    # One program at a time

    def lock(self) -> bool:
        """Hold the folder; False if it cannot be written at all. Raises FolderInUse."""
        from filelock import FileLock, Timeout

        if not os.access(self.path, os.W_OK):
            return False
        lock = FileLock(self.path / LOCK, timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise FolderInUse from None
        except (OSError, NotImplementedError):
            return False
        self._lock = lock
        return True

    def unlock(self) -> None:
        """Let go of the folder."""
        if self._lock is not None:
            with contextlib.suppress(OSError):  # it is free at the latest when the program ends
                self._lock.release()
            self._lock = None


def flush(handle: int) -> None:
    """Bring what was written to `handle` onto the disk, past the drive's own cache where the system offers that."""
    if sys.platform == "darwin":  # pragma: no cover
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (*_CANNOT_SYNC_HERE, errno.ENOTTY):
                raise
        else:
            return
    os.fsync(handle)


def _write_new(path: str, data: bytes) -> None:
    handle = os.open(path, _WRITE, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        flush(handle)
    finally:
        os.close(handle)


def _move(source: str, target: str) -> None:
    """Put `source` in the place of `target` in one step, waiting a little while another program holds it."""
    for wait in HELD_WAITS:
        try:
            os.replace(source, target)  # noqa: PTH105
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
        else:
            return
    os.replace(source, target)  # noqa: PTH105
