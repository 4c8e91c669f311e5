"""How words are heard one after the other: without signs that a screen reader says by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text import clean
from ..words import p_

ENDS = (".", "!", "?", "。", "！", "？", "؟", "।")
"""Ends of a sentence, in the scripts of our languages."""


def joined(parts: Iterable[str]) -> str:
    """Return `parts`, without the empty ones, as they are heard one after the other."""
    return undotted(" · ".join(part for part in parts if part))


def spoken(label: str) -> str:
    """Return `label` without signs that are read out: the dots of what follows, and the one between two things."""
    return undotted(clean(label).replace("…", ""))


def undotted(words: str) -> str:
    """Return `words` with a comma in place of a dot or a dash between two things: those are read out by name."""
    first, *rest = words.replace(" – ", " · ").split(" · ")
    for one in rest:  # after the end of a sentence nothing is needed
        between = " " if first.endswith(ENDS) else p_("between a thing and what is said about it", ", ")
        first = first + between + one
    return first


def unmarked(words: str) -> str:
    """Return a text of a worksheet without the marks at the beginning of its lines: each line is one thing anyway."""
    return re.sub(r"(?m)^\s*[-*•–] ", "", words)
