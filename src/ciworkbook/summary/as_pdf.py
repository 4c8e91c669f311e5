"""A document as a page: PDF with its own fonts, real headings, tables and drawings with words, and nothing else.

- The template is a constant. What was written goes in as data and is set as text; nothing in it is ever obeyed.
- Nothing is read but the template and the bundled fonts, and nothing is written: bytes come back.
- No date, no author, no name of a program; the same document gives the same bytes. The title in the metadata says
  nothing of the subject.
- PDF/UA-1 where every character can be printed; where some cannot, a tagged PDF, and they are named.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..errors import WorkbookError
from ..text import clean
from ..words import _, p_
from . import by_hand
from .document import Blank, Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule, Table
from .glyphs import FONTS, missing
from .scripts import direction, tag

if TYPE_CHECKING:
    from ..drawings.picture import Sheet

Paper = Literal["a4", "us-letter"]

TEMPLATE = FONTS.parent / "page.typ"
DRAWING_SIZE = 9.5
"""Size of the words in a drawing, in points."""
_MAKER = re.compile(rb"(?<=/Creator\()[^()]*(?=\))|(?<=<xmp:CreatorTool>)[^<]*(?=<)")
"""Where typst names itself, in clear. Spaces of the same length stand there instead, so that no offset changes."""
_RULE_WIDTH = 150.0
"""Width of a line to mark a place on, in mm."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """The page, and the characters on it that could not be printed (a box stands in their place)."""

    bytes: bytes = field(repr=False)
    missing: tuple[str, ...] = field(default=(), repr=False)


class PageFailed(WorkbookError):  # noqa: N818 (it is said to a person)
    """The page could not be made. It carries nothing of what was to stand on it."""

    def __init__(self) -> None:
        super().__init__(_("The page could not be made."), _("You can save it as text instead."))


def render(document: Document, *, paper: Paper = "a4") -> Pdf:
    """Return the document as PDF on `paper`. Raises `PageFailed` if no page can be made."""
    try:
        import typst
    except ImportError:
        raise PageFailed from None
    data = json.dumps(_data(document, paper), ensure_ascii=False)
    absent = missing(_all_text(document))
    template = TEMPLATE.read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    standards: tuple[Literal["ua-1"] | None, ...] = (None,) if absent else ("ua-1", None)
    for standard in standards:
        try:
            page = typst.compile(  # type: ignore[call-overload]  # its types want root to be bytes too
                template,
                root=str(TEMPLATE),  # a file: nothing lies below it that could be read
                font_paths=fonts,
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=standard,
            )
        except typst.TypstError:
            continue  # its text may hold what was written
        return Pdf(_MAKER.sub(lambda found: b" " * len(found[0]), bytes(page)), absent)
    raise PageFailed


def _all_text(document: Document) -> str:
    return json.dumps(_data(document, "a4")["blocks"], ensure_ascii=False)


def _data(document: Document, paper: Paper) -> dict[str, Any]:
    mirrored = direction(document.language) == "rtl"
    return {
        "name": _("Summary"),
        "language": tag(document.language),
        "direction": direction(document.language),
        "paper": paper,
        "foot": document.foot,
        "private": p_("at the foot of a page", "private"),
        "pages": _("page {page} of {pages}"),
        "drawing-size": DRAWING_SIZE,
        "blocks": [_block(block, mirrored) for block in document.blocks],
    }


def _block(block: Block, mirrored: bool) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": _line(text), "level": level}
        case Paragraphs(label=label, lines=lines, tone=tone, prose=prose, key=key):
            return {
                "kind": "lines",
                "label": _line(label),
                "lines": [_line(line.text) for line in lines],
                "tone": tone,
                "prose": prose,
                "quiet": key.endswith(".date"),
            }
        case Table(label=label, header=header, rows=rows):
            told = [[_line(cell) for cell in cells] for _row, cells in rows]
            names = [_line(cell) for cell in header]
            shares = [_share([one[at] for one in (names, *told)]) for at in range(len(names))]
            return {"kind": "table", "label": _line(label), "header": names, "rows": told, "columns": shares}
        case Figure(sheet=sheet):
            return {"kind": "figure", "alt": _line(sheet.alt), "sheet": _sheet(sheet, mirrored)}
        case Room(lines=count):
            return {"kind": "room", **_asked(block), "lines": count}
        case Boxes(options=options, one=one, note=note):
            return {
                "kind": "boxes",
                **_asked(block),
                "options": [_line(option) for option in options],
                "one": one,
                "note": note,
            }
        case Grid(header=header, stubs=stubs, rows=count):
            names = [_line(cell) for cell in header]
            stubbed = [_line(stub) for stub in stubs]
            stub = min(40, max(12, *(len(row) for row in stubbed))) if stubs else 0
            shares = [*([stub] if stubs else []), *[max(20, 60 // max(1, len(names)))] * len(names)]
            return {
                "kind": "grid",
                **_asked(block),
                "header": names,
                "rows": stubbed or [""] * count,
                "stubs": bool(stubs),
                "columns": shares,
            }
        case Rule(low=low, high=high):
            drawn = _sheet(by_hand.drawn(block, _RULE_WIDTH), mirrored)
            return {
                "kind": "rule",
                **_asked(block),
                "low": _line(low),
                "high": _line(high),
                "alt": by_hand.in_words(block),
                "sheet": drawn,
            }


def _asked(block: Blank) -> dict[str, Any]:
    return {"label": _line(block.label), "hint": _line(block.hint)}


def _share(column: list[str]) -> int:
    """How much of the width a column gets: by its longest words, within bounds."""
    return max(12, min(40, max(len(cell) for cell in column)))


def _sheet(sheet: Sheet, mirrored: bool) -> dict[str, Any]:
    turned = sheet.mirrored() if mirrored else sheet
    shapes = [{**asdict(shape), "text": _line(shape.text)} for shape in turned.shapes]
    return {"width": sheet.width, "height": sheet.height, "shapes": shapes}


def _line(text: str) -> str:
    """One line; a tab or a line break is a space."""
    return " ".join(clean(text).split())
