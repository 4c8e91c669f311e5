"""Checks a file that translates a worksheet, a ready-made summary, the info cards or the numbers.

- It is read as strictly as a worksheet, and stands beside its base: `first-step.es.yaml` beside `first-step.yaml`.
- Whatever is missing or stale is told as a warning, and the base stands in there. What could mislead (a placeholder
  that is not there, a text for nobody) is an error, and the whole file is left out.
- A translation is called reviewed only where someone is named who reviewed it.
- Nothing is raised for anything a file may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ..text import cells, fold
from . import loading
from .checking import validated
from .finding import MOST, Finding, has_errors, listed, nearest, quoted
from .form_parts import Language, SheetId, Strict, Words
from .loading import Loaded
from .model import DOORS
from .overlay import FORMS, split_key
from .pieces import Kind, Piece, mark, pieces
from .piping import has_broken, pipes_in
from .wording import says_a_key, says_a_link

MARK = r"^[0-9a-f]{8}$"
NAME = re.compile(r"(?P<of>[a-z][a-z0-9-]{0,59})\.(?P<language>[A-Za-z][A-Za-z0-9-]{0,20})\.yaml\Z")
"""How the file of a translation is called."""
ROOM = 30
"""Cells that a short text may take, however short its base is."""

_CHOSEN = ("label", "min_label", "max_label", "row_label", "person_label", "title")
"""Last parts of the keys of texts that stand in little room."""


class OverlayFile(Strict):
    """A whole file."""

    format: Literal[1]
    of: SheetId
    language: Language
    status: Literal["draft", "reviewed"]
    translators: list[Words] = Field(default_factory=list)
    reviewers: list[Words] = Field(default_factory=list)
    text: dict[str, str] = Field(default_factory=dict)
    """By key; "" where there is no translation yet."""
    based_on: dict[str, Annotated[str, StringConstraints(pattern=MARK)]] = Field(default_factory=dict)
    """By key, from which text it was made: eight hex digits of its SHA-256."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is translated: its canonical data, and what kind of file it is."""

    id: str
    language: str
    kind: Kind
    data: Mapping[str, Any] = field(repr=False)

    def pieces(self) -> dict[str, Piece]:
        """Return its texts by key, in the order of the file."""
        return {one.key: one for one in pieces(self.data, self.kind)}


@dataclass(frozen=True, slots=True)
class Overlay:
    """A translation that was checked. `texts` holds only what can be shown: nothing empty, stale or unknown."""

    of: str
    language: str
    reviewed: bool
    translators: tuple[str, ...]
    texts: Mapping[str, str] = field(repr=False)


def is_overlay(path: Path) -> bool:
    """Tell whether a file is a translation, by its name."""
    return bool(NAME.match(path.name))


def overlay_files(folder: Path) -> list[Path]:
    """Return the translations that lie in `folder`, by name."""
    return sorted(path for path in folder.glob("*.*.yaml") if is_overlay(path))


def named(name: str) -> tuple[str, str]:
    """Return the id of the base and the tag of the language in the name of a translation; "" where it is not one."""
    found = NAME.match(name)
    return (found["of"], found["language"]) if found else ("", "")


def read_overlay(path: Path, base: Base | None) -> tuple[Overlay | None, list[Finding]]:
    """Read the translation at `path`; None if it has an error or there is no `base` for it, and what was found."""
    return check_overlay(*loading.load_file(path), base, path.name)


def check_overlay(
    loaded: Loaded | None, findings: list[Finding], base: Base | None, name: str
) -> tuple[Overlay | None, list[Finding]]:
    """Check what was read of the file called `name`, as `read_overlay` does."""
    if loaded is None:
        return None, findings
    data, findings = validated(loaded, OverlayFile)
    if data is None:
        return None, findings
    if base is None:
        said = f"there is no file {quoted(named(name)[0] + '.yaml')} without errors beside it"
        return None, [loaded.finding("E601", said, ("of",))]
    reading = _Reading(loaded, data, base)
    findings = sorted(set(reading.findings(name)))[:MOST]
    if has_errors(findings):
        return None, findings
    translators = (*data.get("translators", ()), *data.get("reviewers", ()))
    reviewed = data["status"] == "reviewed"
    return Overlay(base.id, data["language"], reviewed, tuple(translators), reading.usable), findings


class _Reading:
    """One translation beside its base."""

    def __init__(self, loaded: Loaded, data: Mapping[str, Any], base: Base) -> None:
        self.loaded, self.data, self.base = loaded, data, base
        self.texts: Mapping[str, str] = data.get("text", {})
        self.based_on: Mapping[str, str] = data.get("based_on", {})
        self.pieces = base.pieces()
        self.usable: dict[str, str] = {}

    def findings(self, name: str) -> Iterator[Finding]:
        of, language = named(name)
        note = self.loaded.finding
        if self.data["of"] != self.base.id or of != self.base.id:
            yield note("E601", f"this file is a translation of {quoted(of)}: 'of' says otherwise", ("of",))
        if self.data["language"] != language:
            yield note("E602", f"the name of the file says {quoted(language)}", ("language",))
        if self.data["language"] == self.base.language:
            yield note("E602", f"{quoted(language)} is the language of the base itself", ("language",))
        if self.data["status"] == "reviewed" and not self.data.get("reviewers"):
            yield note("E603", "a translation is reviewed once someone under 'reviewers' has read it", ("status",))
        for key, text in self.texts.items():
            yield from self.text(key, text)
        yield from self.missing()
        for key in self.based_on:
            if key not in self.texts:
                yield note("W604", f"{quoted(key)} stands under based_on only", ("based_on", key), key=True)

    def text(self, key: str, text: str) -> Iterator[Finding]:
        at = ("text", key)
        name, door, form = split_key(key)
        piece = self.pieces.get(name)
        if piece is None:
            said = f"there is no text {quoted(name)} in {quoted(self.base.id)}{nearest(name, self.pieces)}"
            yield self.loaded.finding("W604", said, at, key=True)
            return
        if (door or "@" in key) and door not in (piece.doors or DOORS):
            said = f"{quoted(name)} has no words for the door {quoted(door)}{nearest(door, piece.doors or DOORS)}"
            yield self.loaded.finding("W604", said, at, key=True)
            return
        if (form or "~" in key) and form not in FORMS:
            yield self.loaded.finding("W604", f"a form is one of {listed(FORMS)}", at, key=True)
            return
        if not text.strip():
            return
        base = piece.base(door)
        if key not in self.based_on:
            said = f"nothing under based_on says from which text {quoted(key)} was made: run 'translate' again"
            yield self.loaded.finding("W605", said, at, key=True)
        elif self.based_on[key] != mark(base):
            said = f"{quoted(key)} is stale: the text it was made from is now {quoted(fold(base))}"
            yield self.loaded.finding("W602", said, at, key=True)
            return
        self.usable[key] = fold(text)
        yield from self.words(key, text, base)

    def words(self, key: str, text: str, base: str) -> Iterator[Finding]:
        """What a text says, beside what it was made from."""
        at = ("text", key)
        wanted, there = ({name for name, _fallback in pipes_in(one)} for one in (base, text))
        if has_broken(text):
            yield self.loaded.finding("E606", "write ${name|words if it is empty}, as the base does", at)
        elif wanted != there:
            gone, more = sorted(wanted - there), sorted(there - wanted)
            parts = [f"${{{one}}} is missing" for one in gone] + [f"${{{one}}} is not in the base" for one in more]
            yield self.loaded.finding("E606", f"{quoted(key)}: {listed(parts)}", at)
        for name, fallback in pipes_in(text):
            if not (fallback or "").strip():
                said = f"${{{name}}} has no words for when it is empty; write ${{{name}|…}}"
                yield self.loaded.finding("W301", said, at)
        if says_a_link(text):
            yield self.loaded.finding("W306", "a link cannot be opened from here: name the place in words", at)
        if found := says_a_key(text):
            yield self.loaded.finding("W312", f"the name of a key, {quoted(found)}, may change: leave it out", at)
        if "\u200d" in text:
            said = "a zero width joiner (U+200D) shifts what follows on some terminals: leave it out if it reads well"
            yield self.loaded.finding("W609", said, at)
        if split_key(key)[0].rsplit(".", 1)[-1] in _CHOSEN:
            long, most = cells(fold(text).replace("\n", " ")), max(ROOM, 2 * cells(fold(base).replace("\n", " ")))
            if long > most:
                yield self.loaded.finding("W607", f"{quoted(key)} takes {long} cells; more than {most} is long", at)

    def missing(self) -> Iterator[Finding]:
        """One finding for all texts that have no translation."""
        wanted = [(piece, key) for piece in self.pieces.values() for key, _text in piece.wanted()]
        gone = [key for piece, key in wanted if not {key, piece.key} & self.texts.keys() - self.empty()]
        if gone:
            said = f"{len(gone)} of {len(wanted)} texts are not translated: {listed(gone, 6)}"
            yield self.loaded.finding("W608", said, ("text",), key=True)

    def empty(self) -> set[str]:
        return {key for key, text in self.texts.items() if not text.strip()}
