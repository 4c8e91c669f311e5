"""Reads the sheets out of the bytes of a zip file, in memory, under the rules of `pack_files`.

- Every entry is judged by what the list of the zip says before the first is unpacked, and again by what comes out.
- Only entries that are stored or deflated; none that is encrypted, a link, or leads out of the zip.
- One folder around everything is taken away: that is how most programs pack a folder.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from io import BytesIO

from ..words import _
from .loading import LARGEST
from .pack_files import FOLDERS, Budget, Refused, check_name, hidden, kind_of, no_folder, said, too_large

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What the standard library raises for bytes that are not a zip file."""


def from_zip(content: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return the YAML files of the zip `content` by name, and the names of others; raises `Refused`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            return _from(opened)
    except _FAULTS:
        raise Refused(_("This is not a zip file that can be read.")) from None


def _from(opened: zipfile.ZipFile) -> tuple[dict[str, bytes], list[str]]:
    budget = Budget()
    entries: dict[tuple[str, ...], zipfile.ZipInfo] = {}
    for entry in opened.infolist():
        budget.count()
        parts = _parts(entry)
        if parts in entries:
            raise Refused(_("A name stands twice in it: {name}.").format(name=said(entry.orig_filename)))
        entries[parts] = entry
        budget.weigh(entry.file_size)
    around = _folder_around(entries)
    files: dict[str, bytes] = {}
    ignored: list[str] = []
    for parts, entry in sorted(entries.items(), key=lambda one: one[0]):
        inside = parts[1:] if around and parts[0] == around else parts
        if not inside:
            continue
        name, folder = "/".join(inside), inside if entry.is_dir() else inside[:-1]
        if any(hidden(one) for one in folder):
            ignored.append(name)
            continue
        if folder not in ((), *((one,) for one in FOLDERS)):
            raise no_folder("/".join(folder))
        if entry.is_dir():
            continue
        if kind_of(inside[-1]) == "other":
            ignored.append(name)
            continue
        if entry.file_size > LARGEST:
            raise too_large(name)
        with opened.open(entry) as file:
            files[name] = file.read(LARGEST + 1)
        if len(files[name]) > LARGEST:
            raise too_large(name)
    return files, ignored


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return the parts of the path of `entry`; refuse what is not a plain file or folder within."""
    parts = tuple(entry.orig_filename.removesuffix("/").split("/"))
    for one in parts:
        check_name(one)  # an absolute path begins with a part that is empty
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(_("There is a link in it: {name}. Links are not followed.").format(name=said(parts[-1])))
    if entry.flag_bits & 0x1:
        raise Refused(_("It is locked: {name}.").format(name=said(parts[-1])))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(_("It is packed in a way that is not taken here: {name}.").format(name=said(parts[-1])))
    return parts


def _folder_around(entries: dict[tuple[str, ...], zipfile.ZipInfo]) -> str:
    """Return the name of the one folder that everything lies in; empty if there is none."""
    mine = [(parts, entry) for parts, entry in entries.items() if not hidden(parts[0])]
    first = {parts[0] for parts, _entry in mine}
    loose = any(len(parts) == 1 and not entry.is_dir() for parts, entry in mine)
    return first.pop() if len(first) == 1 and not loose and not first & set(FOLDERS) else ""
