"""Reads a folder or a zip file that anyone may have made, and gives the bytes of the sheets in it or says why not.

- Nothing is written, unpacked to the disk or run. Only `*.yaml` is opened; everything is listed and measured first.
- Listing stops at the first file too many, so that ten thousand files cost no more than two hundred.
- A link, pipe or device is never opened. What lies there when it is opened has to be what was listed.
- One fault of this kind refuses the whole; other files are left alone and named. Nothing is raised.
- A name is shown only after `clean_line`.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from ..text import clean_line, has_controls, shorten
from ..words import _, n_
from .loading import LARGEST

MOST_FILES = 200
"""Files and folders, of every kind."""
MOST_BYTES = 4 * 2**20
"""Bytes of all files together, of every kind; of a zip file, before and after unpacking."""
LONGEST_NAME = 120
STORIES = "stories"
SUMMARIES = "summaries"
FOLDERS = (STORIES, SUMMARIES)
"""Folders that may lie beside the sheets."""

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_BY_HANDLE = os.scandir in os.supports_fd and {os.open, os.stat} <= os.supports_dir_fd
_ARCHIVE = re.compile(r"\.(zip|tar|gz|tgz|bz2|xz|zst|7z|rar|jar|whl|iso|img|cab)", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\.(exe|com|bat|cmd|msi|scr|ps1|vbs|lnk|reg|hta|jse|wsf|desktop|app|apk|command|dll|so|dylib|elf|bin|run|wasm"
    r"|py|pyc|pyw|pyz|pth|sh|bash|zsh|fish|pl|rb|php|lua|js|mjs|ts)",
    re.IGNORECASE,
)

Kind = Literal["yaml", "other"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read. `files` is empty if `refused` says anything."""

    name: str
    """Of the folder, or of the zip file without its ending."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """By name, with their folder before those in `FOLDERS`; all end in .yaml."""
    ignored: tuple[str, ...] = ()
    """Names of other files, which were not opened."""
    refused: str = ""
    """Why nothing of it is taken; a sentence."""


class Refused(Exception):  # noqa: N818
    """The whole is not taken. Attributes: `reason`, a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


def gather(path: Path) -> Gathered:
    """Read what lies at `path`, a folder or a zip file."""
    name = ""
    try:
        name = clean_line(os.path.basename(os.path.abspath(path)))  # noqa: PTH100, PTH119 - links stay as they are named
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError):
            raise Refused(_("There is no folder and no zip file of that name that can be read.")) from None
        if stat.S_ISDIR(mode):
            with _opened(str(path)) as folder:
                files, ignored = _from_folder(folder)
        elif stat.S_ISREG(mode) and path.suffix.lower() == ".zip":
            from .pack_zip import from_zip

            name = clean_line(path.stem)
            files, ignored = from_zip(_whole(path))
        else:
            raise Refused(_("This is neither a folder nor a zip file. Name the folder that the worksheets lie in."))
    except Refused as refusal:
        return Gathered(name, refused=refusal.reason)
    except (OSError, ValueError):
        return Gathered(name, refused=_("It cannot be read."))
    return Gathered(name, files, tuple(sorted(ignored)))


# What names and kinds are taken


def said(name: str) -> str:
    """Return a name of a file as it may be shown."""
    return shorten(clean_line(name.encode("utf-8", "replace").decode()), 60) or "?"


def check_name(name: str) -> None:
    """Refuse a name of one file, without its folder, that could do something to a terminal or to a path."""
    if has_controls(name) or any(one in name for one in "\t\n\r/\\:\0") or name in ("", ".", ".."):
        raise Refused(
            _("A name in it has characters that do not belong in a name, or leads out of it: {name}.").format(
                name=said(name)
            )
        )
    if len(name) > LONGEST_NAME:
        raise Refused(_("A name in it is too long: {name}.").format(name=said(name)))


def kind_of(name: str) -> Kind:
    """Tell whether the file `name` may hold a sheet; refuse what has no place among sheets."""
    ending = PurePosixPath(name).suffix
    if _ARCHIVE.fullmatch(ending):
        raise Refused(_("There is another archive in it: {name}. Take it out first.").format(name=said(name)))
    if _PROGRAM.fullmatch(ending):
        raise Refused(
            _("There is a program in it: {name}. A program has no place among worksheets.").format(name=said(name))
        )
    return "yaml" if name.endswith(".yaml") and not name.startswith(".") else "other"


def hidden(name: str) -> bool:
    """Tell whether the folder `name` belongs to a tool and is not looked into."""
    return name.startswith(".") or name == "__MACOSX"


class Budget:
    """How many files and bytes there may still be."""

    def __init__(self) -> None:
        self.files, self.bytes = MOST_FILES, MOST_BYTES

    def count(self) -> None:
        """Count a file or a folder; refuse one too many."""
        self.files -= 1
        if self.files < 0:
            raise Refused(n_("There is more than {n} file in it.", "There are more than {n} files in it.", MOST_FILES))

    def weigh(self, size: int) -> None:
        """Count the bytes of a file; refuse one too many."""
        self.bytes -= size
        if self.bytes < 0:
            raise Refused(_("It is larger than {n} MiB in all.").format(n=MOST_BYTES // 2**20))


def too_large(name: str) -> Refused:
    """The refusal of one sheet that is too large."""
    return Refused(_("A file in it is larger than {n} KiB: {name}.").format(n=LARGEST // 1024, name=said(name)))


def no_folder(name: str) -> Refused:
    """The refusal of a folder within."""
    return Refused(
        _(
            "There is a folder in it: {name}. "
            "Worksheets lie side by side, and only “stories” and “summaries” beside them."
        ).format(name=said(name))
    )


# A folder


class _Folder:
    """An open directory: names are looked up in it, also if its path leads elsewhere by then."""

    def __init__(self, path: str, handle: int | None) -> None:
        self.path, self.handle = path, handle

    def names(self, budget: Budget) -> list[str]:
        found: list[str] = []
        with os.scandir(self.path if self.handle is None else self.handle) as listed:
            for one in listed:
                budget.count()
                found.append(one.name)
        return sorted(found)

    def look(self, name: str) -> os.stat_result:
        if self.handle is None:
            return os.lstat(os.path.join(self.path, name))  # noqa: PTH118
        return os.stat(name, dir_fd=self.handle, follow_symlinks=False)

    def open(self, name: str, flags: int) -> int:
        if self.handle is None:
            return os.open(os.path.join(self.path, name), flags)  # noqa: PTH118
        return os.open(name, flags, dir_fd=self.handle)

    def read(self, name: str, before: os.stat_result) -> bytes:
        """Return what is in `name`, if it is still what `before` saw; at most one sheet's worth."""
        try:
            handle = self.open(name, _READ)
        except OSError:
            raise _changed(name) from None
        try:
            now = os.fstat(handle)
            if not stat.S_ISREG(now.st_mode) or (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
                raise _changed(name)
            content = _at_most(handle, LARGEST + 1)
            if len(content) > LARGEST:
                raise too_large(name)
            return content
        finally:
            os.close(handle)


@contextmanager
def _opened(path: str, inside: _Folder | None = None) -> Iterator[_Folder]:
    """Open the directory `path`, one that is not a link if it lies `inside` another."""
    if not _BY_HANDLE:  # Windows
        yield _Folder(path if inside is None else os.path.join(inside.path, path), None)  # noqa: PTH118
        return
    handle = os.open(path, _LIST) if inside is None else inside.open(path, _LIST | getattr(os, "O_NOFOLLOW", 0))
    try:
        yield _Folder(path, handle)
    finally:
        os.close(handle)


def _from_folder(top: _Folder) -> tuple[dict[str, bytes], list[str]]:
    budget, ignored = Budget(), list[str]()
    wanted = _listed(top, "", budget, ignored)
    with ExitStack() as opened:
        folders = {}
        for name in (one for one in FOLDERS if one in wanted):
            del wanted[name]
            below = opened.enter_context(_opened(name, top))
            folders[name] = below, _listed(below, name + "/", budget, ignored)
        files = {name: top.read(name, seen) for name, seen in wanted.items()}
        for folder, (below, found) in folders.items():
            files |= {f"{folder}/{name}": below.read(name, seen) for name, seen in found.items()}
    return files, ignored


def _listed(folder: _Folder, before: str, budget: Budget, ignored: list[str]) -> dict[str, os.stat_result]:
    """Look at everything in `folder` without opening any of it; return what is to be read, and `FOLDERS`."""
    wanted: dict[str, os.stat_result] = {}
    for name in folder.names(budget):
        check_name(name)
        seen = folder.look(name)
        if stat.S_ISLNK(seen.st_mode):
            raise Refused(_("There is a link in it: {name}. Links are not followed.").format(name=said(name)))
        if stat.S_ISDIR(seen.st_mode):
            if name in FOLDERS and not before:
                wanted[name] = seen
            elif hidden(name):
                ignored.append(before + name + "/")
            else:
                raise no_folder(name)
            continue
        if not stat.S_ISREG(seen.st_mode):
            raise Refused(_("This is not a file but a pipe, a device or the like: {name}.").format(name=said(name)))
        budget.weigh(seen.st_size)
        if kind_of(name) == "other":
            ignored.append(before + name)
            continue
        if seen.st_size > LARGEST:
            raise too_large(name)
        wanted[name] = seen
    return wanted


def _changed(name: str) -> Refused:
    return Refused(
        _("This could not be read, or became something else while it was read: {name}.").format(name=said(name))
    )


def _at_most(handle: int, most: int) -> bytes:
    pieces, left = list[bytes](), most
    while left > 0 and (piece := os.read(handle, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _whole(path: Path) -> bytes:
    """Return the bytes of the zip file at `path`."""
    handle = os.open(path, _READ & ~getattr(os, "O_NOFOLLOW", 0))  # the person may name a link to it
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise _changed(path.name)
        Budget().weigh(found.st_size)
        content = _at_most(handle, MOST_BYTES + 1)
        Budget().weigh(len(content))
        return content
    finally:
        os.close(handle)
