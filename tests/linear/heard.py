"""What a voice would stumble over in what was said: a line twice running, and signs that are said by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ciworkbook.linear.window import CLEARING

SIGNS = re.compile(r"[\u2500-\u259f•·–—▸→←↑↓○●…]|\[(?!/?b\])|(?<!\[b)(?<!/b)\]|([-=*_#~.+|<>])\1{2,}")
"""Boxes, signs, and runs of signs; not the "[b]" that some answers hold to show that it stays as it is."""


def stumbles(text: str, *, echoed: bool = False) -> Iterator[str]:
    """Yield what should not be heard; `echoed` tells that what was typed stands beside the prompts.

    Where it does not, the same question twice has an answer in between.
    """
    lines = [line.strip() for line in text.replace(CLEARING, "").split("\n")]
    for before, line in pairwise(lines):
        if line and line == before and (echoed or not line.endswith(":")):
            yield f"said twice: {line}"
    for line in lines:
        if SIGNS.search(line):
            yield f"signs: {line}"
