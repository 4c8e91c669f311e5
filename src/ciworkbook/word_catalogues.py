"""The catalogues of words that come with the program, and what each says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from . import words


def folder() -> Path:
    """Return where the catalogues lie."""
    return Path(words.FOLDER)


def available() -> list[str]:
    """Return the language tags that have a catalogue, English first."""
    others = sorted(path.stem for path in folder().glob("*.po") if path.stem != "en" and "~" not in path.stem)
    return ["en", *others]


def catalogue_of(tag: str) -> Path | None:
    """Return the catalogue for the language `tag`, or for that without its country or script; None for English."""
    found = words.file_of(tag)
    return Path(found) if found else None


@dataclass(frozen=True, slots=True)
class Told:
    """What a catalogue says of itself. `much` of its `of` messages have a translation."""

    much: int = 0
    of: int = 0
    reviewed: bool = False
    translators: tuple[str, ...] = ()
    name: str = ""
    """What the language calls itself, if the catalogue says so."""


def is_reviewed(tag: str) -> bool:
    """Tell whether the catalogue for `tag` says in its head that it was reviewed; False where there is none."""
    path = catalogue_of(tag)
    return path is not None and _said(_blocks(path)[0], "X-Status") == "reviewed"


def told(tag: str) -> Told:
    """Return what the catalogue for `tag` says of itself; of one that cannot be read, nothing.

    Counted without reading every message: a list of languages asks this of all of them.
    """
    path = catalogue_of(tag)
    if path is None:
        return Told()
    head, *messages = _blocks(path)
    names = tuple(one.strip() for one in _said(head, "X-Translators").split(",") if one.strip())
    much = sum(bool(_TRANSLATED.search(one)) and "#, fuzzy" not in one for one in messages)
    of = len(_blocks(folder() / "en.po")) - 1
    return Told(much, of, _said(head, "X-Status") == "reviewed", names, _said(head, "X-Name"))


_TRANSLATED = re.compile(r'^msgstr(?:\[0\])? (?:""\n)?"[^"\n]', re.MULTILINE)


def _blocks(path: Path) -> list[str]:
    """Return the head of a catalogue and each of its messages, as they are written; without those that are gone."""
    try:
        blocks = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n\n")
    except (OSError, ValueError):
        return [""]
    return [blocks[0], *(one for one in blocks[1:] if re.search('^msgid "', one, re.MULTILINE))]


def _said(head: str, name: str) -> str:
    found = re.search(rf'^"{name}: (.*?)\\n"$', head, re.MULTILINE)
    return found[1].strip() if found else ""
