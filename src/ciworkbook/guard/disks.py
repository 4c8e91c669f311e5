"""Where memory and the folder end up: swap, sleep, and the disk under the folder.

- "Locked" means that every device below is opened by dm-crypt (LUKS and its kin). What cannot be seen counts as open.
- Linux only; elsewhere it is said that it cannot be seen.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import places
from .keeping import Finding, Machine

_NETWORK = re.compile(
    r"(nfs4?|cifs|smb3|smbfs|9p|afs|ceph|davfs|virtiofs|vboxsf|fuse\.(sshfs|rclone|davfs\w*|gvfsd.*|vmhgfs.*))"
)
_MEMORY = ("tmpfs", "ramfs")
_OCTAL = re.compile(r"\\([0-7]{3})")
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and where it hangs."""

    point: str
    kind: str
    source: str
    device: str
    """Its numbers, as "8:1"."""


def swap(machine: Machine) -> list[Finding]:
    """Tell whether memory that is not used may be written to a disk, and whether that is locked."""
    if not (machine.is_linux and machine.read("proc/swaps")):
        return [Finding("swap_unknown")]
    used = _swaps(machine)
    if not used:
        return [Finding("swap_none")]
    unlocked = [name for name in used if not _in_memory(machine, name) and not _swap_is_locked(machine, name)]
    if unlocked:
        return [Finding("swap_open", {"where": ", ".join(unlocked)}, open=True)]
    return [Finding("swap_memory" if all(_in_memory(machine, name) for name in used) else "swap_locked")]


def sleep(machine: Machine) -> list[Finding]:
    """Tell whether the whole memory may be written to a disk when the computer hibernates."""
    if not machine.is_linux:
        return []
    can = "disk" in machine.read("sys/power/state").split() and "[disabled]" not in machine.read("sys/power/disk")
    onto = [name for name in _swaps(machine) if not _in_memory(machine, name)]
    if not can or not onto:
        return [Finding("sleep_none")]
    locked = all(_swap_is_locked(machine, name) for name in onto)
    return [Finding("sleep_locked" if locked else "sleep_open", open=not locked)]


def place(machine: Machine, folder: Path) -> Iterator[Finding]:
    """Tell what can be told of the folder and the disk under it."""
    where = str(folder)
    found = places.look_at(folder)
    if found.state == "missing":
        yield Finding("folder_none", {"folder": where})
    if found.synced_by:
        yield Finding("folder_synced", {"service": found.synced_by}, open=True)
    try:
        how = folder.stat()
    except OSError:
        how = None
    if how is not None and machine.system != "win32" and stat.S_IMODE(how.st_mode) & 0o077:
        yield Finding("folder_seen", {"folder": where}, open=True)
    under = mount_of(machine, folder) if machine.is_linux else None
    if under is None:
        return
    if _NETWORK.fullmatch(under.kind):
        yield Finding("folder_network", {"kind": under.kind}, open=True)
    elif under.kind in _MEMORY:
        yield Finding("folder_memory", open=True)
    elif _can_be_taken_out(machine, _block(machine, under)):
        yield Finding("folder_removable")


# What hangs where


def mounts(machine: Machine) -> list[Mount]:
    """Return every file system that is mounted, in the order of the kernel's own list."""
    found = []
    for line in machine.read("proc/self/mountinfo").splitlines():
        before, _dash, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) >= 5 and len(kind) >= 2:
            found.append(Mount(_plain(fields[4]), kind[0], _plain(kind[1]), fields[2]))
    return found


def mount_of(machine: Machine, path: Path) -> Mount | None:
    """Return the file system that holds `path`, or would hold it: the one that hangs nearest above."""
    try:
        whole = PurePosixPath(path.resolve())
    except (OSError, RuntimeError):
        whole = PurePosixPath(path)
    above = [one for one in mounts(machine) if whole.is_relative_to(one.point)]
    return max(above, key=lambda one: len(PurePosixPath(one.point).parts), default=None)


def _plain(escaped: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), escaped)


# Devices


def _swaps(machine: Machine) -> list[str]:
    """Return the files and devices that are used as swap."""
    return [_plain(line.split()[0]) for line in machine.read("proc/swaps").splitlines()[1:] if line.split()]


def _in_memory(machine: Machine, swap: str) -> bool:
    name = PurePosixPath(swap).name
    return name.startswith("zram") and machine.read(f"sys/class/block/{name}/backing_dev").strip() in ("", "none")


def _swap_is_locked(machine: Machine, swap: str) -> bool:
    name = _named(machine, swap)
    if not name:  # a file, on the file system that holds it
        under = mount_of(machine, Path(swap))
        name = _block(machine, under) if under is not None else ""
    return _is_locked(machine, name)


def _block(machine: Machine, mount: Mount) -> str:
    """Return the kernel's name for the device of a file system; empty if it has none."""
    found = _named(machine, mount.source)
    if found:
        return found
    try:
        return (machine.root / "sys/dev/block" / mount.device).readlink().name
    except OSError:
        return ""


def _named(machine: Machine, device: str) -> str:
    """Return the kernel's name for a device in /dev; empty if it is none."""
    if not device.startswith("/dev/"):
        return ""
    name, known = PurePosixPath(device).name, machine.root / "sys/class/block"
    if (known / name).exists():
        return name
    for one in sorted(known.glob("dm-*")):  # /dev/mapper has names of its own
        if machine.read(f"sys/class/block/{one.name}/dm/name").strip() == name:
            return one.name
    return ""


def _is_locked(machine: Machine, name: str, depth: int = 0) -> bool:
    """Tell whether all that `name` is made of is locked."""
    if not name or depth > _DEEPEST:
        return False
    if machine.read(f"sys/class/block/{name}/dm/uuid").startswith("CRYPT-"):
        return True
    try:
        below = sorted(one.name for one in (machine.root / "sys/class/block" / name / "slaves").iterdir())
    except OSError:
        below = []
    return bool(below) and all(_is_locked(machine, one, depth + 1) for one in below)


def _can_be_taken_out(machine: Machine, name: str) -> bool:
    if not name:
        return False
    device = machine.root / "sys/class/block" / name
    try:
        real = device.resolve()
    except (OSError, RuntimeError):
        return False
    marks = [machine.read(str(one.relative_to(machine.root) / "removable")) for one in (real, real.parent)]
    return "1" in (mark.strip() for mark in marks) or "/usb" in real.as_posix()
