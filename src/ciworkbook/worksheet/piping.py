"""Earlier answers inside a sentence: `${id|words if empty}`.

- One regular expression and plain replacement: what comes in is never read again for more of the same.
- What is put in is one line, cleaned, and at most 80 characters long.
- `${words.harmed}`, `${words.caused_harm}` and `${words.what_happened}` are the person's own words for them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from ..text import clean_line

LONGEST = 80
"""Characters that an answer may take inside a sentence."""

OWN_WORDS = ("words.harmed", "words.caused_harm", "words.what_happened")
"""Names of the person's own words."""

_PIPE = re.compile(r"\$\{(?P<name>[a-z][a-z0-9_]{0,39}(?:\.[a-z_]{1,40})?)(?:\|(?P<fallback>[^{}|]*))?\}")


def pipe(text: str, say: Callable[[str], str]) -> str:
    """Return `text` with each `${name|fallback}` replaced by `say(name)`; by the fallback where that is ""."""
    if "${" not in text:
        return text

    def put(found: re.Match[str]) -> str:
        said = clean_line(say(found["name"]))
        if len(said) > LONGEST:
            said = said[: LONGEST - 1].rstrip() + "…"
        return said or clean_line(found["fallback"] or "")

    return _PIPE.sub(put, text)


def without_answers(text: str) -> str:
    """Return `text` with each `${…}` as its words for no answer; as a gap, "…", where it has none."""
    return _PIPE.sub(lambda found: clean_line(found["fallback"] or "") or "…", text)


def pipes_in(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield name and fallback (None if there is none) of each `${…}` in `text`."""
    for found in _PIPE.finditer(text):
        yield found["name"], found["fallback"]


def has_broken(text: str) -> bool:
    """Tell whether a `${` in `text` is not the start of a whole `${name}` or `${name|words}`."""
    return "${" in _PIPE.sub("", text)


_READ = {"label", "hint", "guidance", "placeholder", "min_label", "max_label", "row_label", "alias_hint"}
_READ |= {"person_label", "message", "text", "signs"}
"""Fields of a question and its parts that hold words for a person."""

Piece = TypeVar("Piece")


def piped(piece: Piece, fill: Callable[[str], str]) -> Piece:
    """Return a question (or a part of one) with `fill` applied to every text in it that a person reads."""
    if isinstance(piece, tuple):
        return cast(Piece, tuple(piped(one, fill) for one in piece))
    if not dataclasses.is_dataclass(piece) or isinstance(piece, type):
        return piece
    changed: dict[str, Any] = {}
    for one in dataclasses.fields(piece):
        value = getattr(piece, one.name)
        if one.name not in _READ:
            new = piped(value, fill)
        elif isinstance(value, tuple):
            new = tuple(fill(text) for text in value)
        else:
            new = fill(value)
        if new != value:
            changed[one.name] = new
    return dataclasses.replace(piece, **changed) if changed else piece
