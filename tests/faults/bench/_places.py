"""Where a row works: in memory, on a file system of its own that can be filled, locked or cut off, or nowhere here.

- Whatever is mounted or attached is let go of when its block ends, also after an error.
- A cut is the file system's own shutdown call without a flush of its log: what it had not handed to the disk is gone.
  What it had handed over counts as kept; the cache of a drive is not part of this.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY = Path("/dev/shm")
SHUTDOWN = 0x8004587D
"""XFS_IOC_GOINGDOWN and EXT4_IOC_SHUTDOWN: the same number."""
WITHOUT_LOG = 2
_DETACH = 2
_libc = ctypes.CDLL(None, use_errno=True)


class NotHereError(Exception):
    """What a row needs cannot be had on this machine; the text says why."""


@contextmanager
def in_memory(otherwise: Path) -> Iterator[Path]:
    """Give an empty folder whose files are in memory, so that fsync costs nothing, or one below `otherwise`."""
    base = MEMORY if os.path.ismount(MEMORY) and os.access(MEMORY, os.W_OK) else otherwise
    place = Path(tempfile.mkdtemp(prefix="bench-", dir=base))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


class Disk:
    """A file system in a file, at `place` while it is mounted."""

    def __init__(self, device: str, kind: str, place: Path, options: str = "") -> None:
        self.device, self.kind, self.place, self.options = device, kind, place, options

    def mount(self) -> None:
        """Mount it; after a cut its journal is replayed here. Raises OSError."""
        _check(
            _libc.mount(
                self.device.encode(), bytes(self.place), self.kind.encode(), ctypes.c_ulong(0), self.options.encode()
            )
        )

    def unmount(self) -> None:
        """Unmount it, waiting a little for whoever is just leaving; raises OSError."""
        for _attempt in range(200):
            if _libc.umount2(bytes(self.place), 0) == 0:
                return
            time.sleep(0.005)
        _check(_libc.umount2(bytes(self.place), 0))

    def cut(self) -> None:
        """Take its power away: nothing more reaches the disk, neither files nor log."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
        finally:
            os.close(handle)


def _check(answer: int) -> None:
    if answer:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


@contextmanager
def disk(work: Path, kind: str, megabytes: int, *, make: tuple[str, ...] = (), options: str = "") -> Iterator[Disk]:
    """Make a file system of this kind in a file below `work`, mounted; raises NotHereError."""
    if shutil.which(f"mkfs.{kind}") is None:
        raise NotHereError(f"mkfs.{kind} is not installed")
    image, place = work / f"{kind}.image", work / kind
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(megabytes * 2**20)
    quiet = ("-q", "-F") if kind == "ext4" else ("-q",)
    made = subprocess.run([f"mkfs.{kind}", *quiet, *make, str(image)], capture_output=True, text=True, check=False)
    if made.returncode:
        raise NotHereError(f"mkfs.{kind} did not work: {made.stderr.strip()[:80]}")
    attached = subprocess.run(["losetup", "-f", "--show", str(image)], capture_output=True, text=True, check=False)
    if attached.returncode:
        raise NotHereError("a file may not be attached as a disk here")
    found = Disk(attached.stdout.strip(), kind, place, options)
    try:
        try:
            found.mount()
        except OSError as error:
            raise NotHereError(f"{kind} may not be mounted here: {error.strerror}") from None
        yield found
    finally:
        _libc.umount2(bytes(place), _DETACH)
        for _attempt in range(100):
            if subprocess.run(["losetup", "-d", found.device], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.02)
        image.unlink()


@contextmanager
def memory_disk(place: Path, size: str) -> Iterator[Path]:
    """Mount a file system of `size` in memory at `place`; raises NotHereError."""
    place.mkdir()
    if _libc.mount(b"none", bytes(place), b"tmpfs", ctypes.c_ulong(0), f"size={size}".encode()):
        raise NotHereError("a file system in memory may not be mounted here")
    try:
        yield place
    finally:
        with suppress(OSError):
            _check(_libc.umount2(bytes(place), _DETACH))


def lock_against_writing(place: Path, locked: bool) -> None:
    """Mount what is mounted at `place` again, read-only or not; raises OSError."""
    remount, read_only = 32, 1
    _check(_libc.mount(b"none", bytes(place), b"none", ctypes.c_ulong(remount | (read_only if locked else 0)), None))


def peak_of(pid: int | str = "self") -> int:
    """Return the most memory that a process has had since it became this program, in MiB; 0 where that is not told.

    `ru_maxrss` also counts what the process was before it became this program: the one that started it.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1_024
    return 0
