"""How a language is written: the tag that readers and printers know it by, and where its lines begin."""

from __future__ import annotations

from typing import Literal

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb")


def tag(language: str) -> str:
    """Return the two or three letters of a language tag; "en" where there are none."""
    first = language.split("-")[0].split("_")[0].lower()
    return first if first.isascii() and first.isalpha() and 2 <= len(first) <= 3 else "en"


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Tell from which side lines are read."""
    return "rtl" if tag(language) in _RIGHT_TO_LEFT else "ltr"
