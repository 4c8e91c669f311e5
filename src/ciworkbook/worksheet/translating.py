"""Begins the translation of a file, or brings one up to date with its base; nothing that stands in it is dropped.

- Above each text stands what the base says, in lines that begin with "#: "; they are written anew each time, and so
  are lines that begin with "#! ". Other lines of comment above a text, or at the top of the file, are kept.
- A text that is not there yet is "". One that is not in the base any more goes to the end.
- `based_on` says from which text each was made: it is written for new and empty texts, and kept for all others. So a
  stale text stays stale until someone takes out its line there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..text import fold, wrap
from .loading import Loaded
from .overlay import split_key
from .overlay_checking import Base
from .pieces import Piece, mark

_BASE, _NOTE = "#: ", "#! "
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Written:
    """A translation as it is to be written, and how it stands: counts of texts."""

    text: str
    wanted: int
    empty: int
    stale: int
    unknown: int


def write(base: Base, language: str, before: tuple[Loaded, Mapping[str, Any], str] | None = None) -> Written:
    """Return the file that translates `base` into `language`.

    `before` is the file as it stands: as read, its checked data, and its text.
    """
    return _Writing(base, language, before).written()


class _Writing:
    def __init__(self, base: Base, language: str, before: tuple[Loaded, Mapping[str, Any], str] | None) -> None:
        self.base, self.language = base, language
        self.pieces = base.pieces()
        self.data: Mapping[str, Any] = before[1] if before else {}
        self.texts: Mapping[str, str] = self.data.get("text", {})
        self.based_on: Mapping[str, str] = self.data.get("based_on", {})
        self.lines = before[2].replace("\r\n", "\n").split("\n") if before else []
        self.keys = before[0].keys if before else {}
        self.marks: dict[str, str] = {}
        self.wanted = self.empty = self.stale = 0

    def written(self) -> Written:
        body = [line for piece in self.pieces.values() for line in self.piece(piece)]
        unknown = [key for key in self.texts if split_key(key)[0] not in self.pieces]
        for key in unknown:
            body += [f"  {_NOTE}There is no such text any more.", *self.entry(key)]
            if key in self.based_on:
                self.marks[key] = self.based_on[key]
        lines = [
            *self.head(),
            "format: 1",
            f"of: {self.base.id}",
            f"language: {self.language}",
            f"status: {self.data.get('status', 'draft')}",
            *_names("translators", self.data.get("translators", [])),
            *_names("reviewers", self.data.get("reviewers", [])),
            "text:",
            *body,
            "based_on:",
            *(f'  {key}: "{one}"' for key, one in self.marks.items()),
        ]
        return Written("\n".join(lines) + "\n", self.wanted, self.empty, self.stale, len(unknown))

    def head(self) -> Iterator[str]:
        if not self.lines:
            yield "# Write each translation between its quotes. The lines above it say what stands in the base."
            return
        for line in self.lines:
            if not line.startswith("#"):
                return
            yield line

    def piece(self, piece: Piece) -> Iterator[str]:
        mine = [key for key in self.texts if split_key(key)[0] == piece.key]
        wanted = [key for key, _text in piece.wanted()]
        if piece.key in mine and self.texts[piece.key].strip():
            # One text for all doors is enough.
            wanted = [piece.key]
            mine = [key for key in mine if self.texts[key].strip()]
        for key in dict.fromkeys((*wanted, *mine)):
            base = piece.base(split_key(key)[1])
            for line in fold(base).split("\n"):
                yield from (f"  {_BASE}{one}".rstrip() for one in wrap(line, _WIDTH))
            there = bool(self.texts.get(key, "").strip())
            self.marks[key] = self.based_on.get(key, mark(base)) if there else mark(base)
            self.wanted += 1
            self.empty += not there
            if self.marks[key] != mark(base):
                self.stale += 1
                yield f"  {_NOTE}Stale: it was made from another text. Change it, and take out its line under based_on."
            yield from self.entry(key)

    def entry(self, key: str) -> Iterator[str]:
        """The comments of the translator, and the text."""
        yield from self.comments(key)
        text = self.texts.get(key, "")
        bare = text.strip("\n")
        if "\n" in bare and "\t" not in bare and not bare.startswith(" "):
            yield f"  {key}: |"
            yield from (f"    {line}".rstrip() for line in bare.split("\n"))
        else:
            yield f"  {key}: {json.dumps(bare, ensure_ascii=False)}"

    def comments(self, key: str) -> list[str]:
        found: list[str] = []
        at = self.keys.get(("text", key), (0, 0))[0] - 2
        while at >= 0 and self.lines[at].lstrip().startswith("#"):
            line = self.lines[at].strip()
            if not (line + " ").startswith((_BASE, _NOTE)):
                found.insert(0, f"  {line}")
            at -= 1
        return found


def _names(key: str, names: list[str]) -> list[str]:
    if not names:
        return [f"{key}: []"] if key == "translators" else []
    return [f"{key}:", *(f"  - {json.dumps(one, ensure_ascii=False)}" for one in names)]
