"""What a line is typed with: the slash, the dot and the comma, and what their keys give in other scripts.

- Where Chinese is typed the key of the slash gives 、, that of the dot 。 and that of the comma ，.
- A text that begins with one of these slashes is typed with two of them.
"""

from __future__ import annotations

import re

SLASHES = ("/", "／", "、")
_DOTS = (".", "。", "．", "｡")
_COMMAS = re.compile("[,،，、]")


def is_dot(typed: str) -> bool:
    """Tell whether `typed` is one dot and nothing else."""
    return typed.strip() in _DOTS


def without_dot(typed: str) -> str:
    """Return `typed` without spaces around it and without a dot after it."""
    return typed.strip().rstrip("".join(_DOTS))


def as_numbers(typed: str) -> list[str]:
    """Return what stands in `typed` with spaces or commas between, without a dot after it."""
    return [without_dot(one) for one in _COMMAS.sub(" ", typed).split()]
