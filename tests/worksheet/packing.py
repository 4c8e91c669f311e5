"""Folders and zip files of sheets for the tests, and what a tree of files looks like before and after."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.packs import Checked, read_pack

from .sheets import HEAD, sheet

GOOD = sheet("- {id: wish, type: long_text, label: What would be good}\n")
ABOUT = "format: 1\nid: small-steps\ntitle: Small steps\nauthors: [A group]\n"


@cache
def shipped() -> Catalogue:
    """The sheets that come with the program."""
    return Catalogue.load()


def small(
    id_: str, questions: str = "- {id: wish, type: long_text, label: What would be good}\n", top: str = ""
) -> str:
    """Return a sheet with another id."""
    return sheet(questions, head=HEAD.replace("id: small", f"id: {id_}"), top=top)


def folder(at: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` below `at`."""
    for name, content in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    at.mkdir(exist_ok=True)
    return at


def zipped(files: Mapping[str, str | bytes], *, modes: Mapping[str, int] | None = None) -> bytes:
    """Return a zip file of `files`; `modes` are those of Unix, by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (modes or {}).get(name, stat.S_IFREG | 0o644) << 16
            out.writestr(entry, content)
    return made.getvalue()


def zip_at(path: Path, content: bytes) -> Path:
    """Write a zip file."""
    path.write_bytes(content)
    return path


def checked(path: Path) -> Checked:
    """Read the pack at `path` beside the sheets of the program."""
    return read_pack(path, shipped())


def tree(top: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Everything below `top`: mode, size, when it was changed, and content of what is a file."""
    found = {}
    for path in sorted((top, *top.rglob("*"))):
        seen = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(seen.st_mode) else b""
        found[str(path)] = (seen.st_mode, seen.st_size, seen.st_mtime_ns, content)
    return found
