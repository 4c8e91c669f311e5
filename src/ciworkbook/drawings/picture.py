"""What a drawing gives back: rows of text with roles for the screen, shapes in millimetres for paper.

- One geometry, two faces: a `Picture` of cells and a list of `Shape`s come from the same layout.
- Roles, not colours: "text", "muted", "accent", "care". Marks alone carry the meaning; a role only adds to it.
- Every picture has words (`alt`) that say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Role = Literal["text", "muted", "accent", "care"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one role."""

    text: str = field(repr=False)
    role: Role = "text"
    bold: bool = False
    key: str = ""
    """Id of the step, ring or person that this run belongs to, so that a click or a cursor can find it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in cells."""

    rows: tuple[tuple[Span, ...], ...]
    alt: str = field(repr=False)

    def lines(self) -> list[str]:
        """Return the rows as plain text without trailing space."""
        return ["".join(span.text for span in row).rstrip() for row in self.rows]


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing to draw on paper; lengths in mm, origin at the top left of the drawing.

    A text's x, y is the top left corner of its row; `bold` makes a line heavy and fills a circle.
    """

    kind: Literal["line", "circle", "text"]
    x: float
    y: float
    x2: float = 0.0
    """End of a line; radius of a circle; width that a text may take."""
    y2: float = 0.0
    text: str = field(default="", repr=False)
    role: Role = "text"
    bold: bool = False
    align: Literal["start", "center", "end"] = "start"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing on paper: its size in mm, its shapes, and its words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str = field(repr=False)

    def mirrored(self) -> Sheet:
        """Return the drawing for those who read from right to left; a text keeps its room, and starts at its right."""
        return replace(self, shapes=tuple(_mirrored(shape, self.width) for shape in self.shapes))


def _mirrored(shape: Shape, width: float) -> Shape:
    match shape.kind:
        case "line":
            return replace(shape, x=width - shape.x, x2=width - shape.x2)
        case "circle":
            return replace(shape, x=width - shape.x)
    return replace(shape, x=width - shape.x - shape.x2)
