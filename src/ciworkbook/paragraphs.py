"""Paragraphs with what they are, so that a page can color them and a voice can say them one by one.

- What is said on a page and in lines is made once, as paragraphs; no face has sentences of its own for the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["text", "muted", "care", "accent", "strong"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text as it is, and its role. `close` stands right above the next one."""

    text: str = field(repr=False)
    role: Role = "text"
    close: bool = False
