"""How a language is written: the tag that readers know it by, where its lines begin, and in which fonts."""

from __future__ import annotations

from typing import Literal

from ..bidi import is_right_to_left

_FIRST = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari")
_EAST_ASIAN = ("Noto Sans KR", "Noto Sans SC")
_LAST = ("Noto Sans Symbols", "Noto Sans Symbols2")


def tag(language: str) -> str:
    """Return the two or three letters of a language tag; "en" where there are none."""
    first = language.split("-")[0].split("_")[0].lower()
    return first if first.isascii() and first.isalpha() and 2 <= len(first) <= 3 else "en"


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Tell from which side lines are read."""
    return "rtl" if is_right_to_left(tag(language)) else "ltr"


def families(language: str) -> list[str]:
    """Return the bundled families in the order in which a character is looked for.

    Korean and Chinese share punctuation that each draws in its own way, so that of the language comes first.
    """
    east = _EAST_ASIAN[::-1] if tag(language) == "zh" else _EAST_ASIAN
    return [*_FIRST, *east, *_LAST]
