"""Checks on what a person reads: words for every door, earlier answers put into a sentence, links, names of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .finding import MOST, Finding, listed, nearest, quoted
from .loading import Loaded, Path_
from .model import DOORS
from .piping import OWN_WORDS, has_broken, pipes_in

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_KEY = re.compile(r"\bF\d{1,2}\b|\b(?:Ctrl|Alt|Strg)\s?[+-]\s?\w|\bEsc\b")


def says_a_link(text: str) -> bool:
    """Tell whether `text` holds the address of a page."""
    return bool(_LINK.search(text))


def says_a_key(text: str) -> str:
    """Return the name of a key of the keyboard in `text`, or ""."""
    found = _KEY.search(text)
    return found[0] if found else ""


PIPED = ("short_text", "long_text", "choice", "choices", "scale", "date", "staircase")
"""Types whose answer fits into a sentence."""


class Enough(Exception):  # noqa: N818
    """More findings than anyone would read."""


@dataclass(slots=True)
class Known:
    """A question as the checks see it."""

    data: Mapping[str, Any]
    path: Path_
    doors: frozenset[str]
    options: tuple[str, ...] | None = None
    """Ids that a choice may hold; None where they are people."""


@dataclass(slots=True)
class Notebook:
    """Where findings are written down, and what the whole sheet says."""

    loaded: Loaded
    data: Mapping[str, Any]
    findings: list[Finding] = field(default_factory=list)
    everywhere: dict[str, Path_] = field(default_factory=dict)
    """Ids of all questions, asked yet or not."""

    @property
    def quiet(self) -> bool:
        """Whether the sheet is one of high safety."""
        return self.data.get("safety") == "high"

    def note(self, code: str, message: str, path: Path_, *, key: bool = False) -> None:
        """Write down a finding; raises `Enough` when there are too many."""
        finding = self.loaded.finding(code, message, path, key=key)
        if finding not in self.findings:
            self.findings.append(finding)
        if len(self.findings) >= MOST:
            raise Enough

    def earlier(self, name: str, path: Path_, known: Mapping[str, Known], *, key: bool = False) -> Known | None:
        """Return the earlier question called `name`, or write down why there is none."""
        if name in known:
            return known[name]
        if name in self.everywhere:
            self.note("E201", f"{quoted(name)} is not an earlier question", path, key=key)
        else:
            self.note("E202", f"there is no question {quoted(name)}{nearest(name, known)}", path, key=key)
        return None

    def say(
        self,
        text: Any,
        path: Path_,
        doors: Iterable[str],
        known: Mapping[str, Known] | None = None,
    ) -> None:
        """Check one text for `doors`; answers of `known` questions may be piped into it, none if that is None."""
        if isinstance(text, Mapping):
            wanted = [door for door in DOORS if door in set(doors)]
            if missing := [door for door in wanted if door not in text]:
                self.note("E209", f"words for the door {listed(missing)} are missing", path)
            for door in text:
                if door not in wanted:
                    self.note("W309", f"the door {quoted(door)} never sees this", (*path, door), key=True)
            for door, words in text.items():
                self._text(words, (*path, door), known)
        elif text:
            self._text(text, path, known)

    def _text(self, text: str, path: Path_, known: Mapping[str, Known] | None) -> None:
        if says_a_link(text):
            self.note("W306", "a link cannot be opened from here: name the place in words", path)
        if found := says_a_key(text):
            self.note("W312", f"the name of a key, {quoted(found)}, may change: leave it out", path)
        if "${" not in text:
            return
        if known is None:
            self.note("E212", "an earlier answer cannot stand in a title, or before anything was asked", path)
            return
        if self.quiet:
            self.note("E212", "with 'safety: high' no answer is put into a sentence", path)
            return
        if has_broken(text):
            self.note("E213", "write ${question_id|words if it is empty}", path)
        for name, fallback in pipes_in(text):
            self._pipe(name, fallback, path, known)

    def _pipe(self, name: str, fallback: str | None, path: Path_, known: Mapping[str, Known]) -> None:
        if "." in name or name == "words":
            if name not in OWN_WORDS:
                self.note("E213", f"there are no words {quoted(name)}{nearest(name, OWN_WORDS)}", path)
                return
        elif (asked := self.earlier(name, path, known)) is None:
            return
        elif asked.data["type"] not in PIPED:
            self.note("E208", f"the answer of {quoted(name)} ({asked.data['type']}) does not fit into a sentence", path)
        if not (fallback or "").strip():
            self.note("W301", f"${{{name}}} has no words for when it is empty; write ${{{name}|…}}", path)
