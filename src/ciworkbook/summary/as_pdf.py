"""A document as a page: PDF with its own fonts, real headings, tables and drawings with words, and nothing else.

- The template is a constant. What was written goes in as data and is set as text; nothing in it is ever obeyed.
- Nothing is read but the template and the bundled fonts, and nothing is written: bytes come back.
- No date, no author, no name of a program; the same document gives the same bytes. The title in the metadata says
  nothing of the subject.
- PDF/UA-1 where every character can be printed; where some cannot, a tagged PDF, and they are named.
- A card is set in the largest size in which it is one card; what has no room in the smallest goes on to a further one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from ..errors import WorkbookError
from ..words import _
from .document import Document
from .glyphs import FONTS, missing
from .page_data import LARGE, SIZE, Paper, Setting, page_data

if TYPE_CHECKING:
    import typst

TEMPLATE = FONTS.parent / "page.typ"
CARD_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5)
"""Sizes of the text on a card, in points, from the one that is tried first."""
LARGE_CARD_SIZES = (18.0, 17.0, 16.0)
_MAKERS = re.compile(rb"(/Creator\()([^()]*)(?=\))"), re.compile(rb"(<xmp:CreatorTool>)([^<]*)(?=<)")
"""Where typst names itself, in clear. Spaces of the same length stand there instead, so that no offset changes.

One pattern each, begun by what stands before it: a page is gone through at once for that, not byte by byte.
"""


@dataclass(frozen=True, slots=True)
class Pdf:
    """The page, and the characters on it that could not be printed (a box stands in their place)."""

    bytes: bytes = field(repr=False)
    missing: tuple[str, ...] = field(default=(), repr=False)


class PageFailed(WorkbookError):  # noqa: N818 (it is said to a person)
    """The page could not be made. It carries nothing of what was to stand on it."""

    def __init__(self) -> None:
        super().__init__(_("The page could not be made."), _("You can save it as text instead."))


def render(document: Document, *, paper: Paper = "a4", large: bool = False) -> Pdf:
    """Return the document as PDF on `paper`, in large print if `large`. Raises `PageFailed` if no page can be made."""
    try:
        import typst
    except ImportError:
        raise PageFailed from None
    data = page_data(document, Setting(paper, LARGE if large else SIZE))
    text = said(data)
    absent = missing(text)
    try:
        if document.form == "card":
            text = said(_card(document, paper, LARGE_CARD_SIZES if large else CARD_SIZES))
    except typst.TypstError:
        raise PageFailed from None
    standards: tuple[Literal["ua-1"] | None, ...] = (None,) if absent else ("ua-1", None)
    for standard in standards:
        try:
            page = typst.compile(TEMPLATE.read_bytes(), format="pdf", pdf_standards=standard, **_handed(text))
        except typst.TypstError:
            continue  # its text may hold what was written
        return Pdf(_unnamed(bytes(page)), absent)
    raise PageFailed


def _unnamed(page: bytes) -> bytes:
    for maker in _MAKERS:
        page = maker.sub(lambda found: found[1] + b" " * len(found[2]), page)
    return page


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something begins: the page from 1, and millimetres from its left and upper edge."""

    page: int
    x: float
    y: float


def spots(document: Document, *, paper: Paper = "a4") -> dict[int, Spot]:
    """Return where the headings, sentences, lines, rows and drawings stand, numbered through; -1 is the end of all.

    Raises `PageFailed` if no page can be made.
    """
    try:
        import typst
    except ImportError:
        raise PageFailed from None
    try:
        card = document.form == "card"
        data = _card(document, paper, CARD_SIZES) if card else page_data(document, Setting(paper, SIZE))
        asked = _given({**data, "spots": True})
        found = json.loads(typst.query(TEMPLATE.read_bytes(), "<spot>", field="value", **asked))
    except typst.TypstError:
        raise PageFailed from None
    return {one["number"]: Spot(one["page"], one["x"], one["y"]) for one in found}


def said(data: dict[str, Any]) -> str:
    """Return all text that may be set on the page."""
    return json.dumps(data, ensure_ascii=False)


def _card(document: Document, paper: Paper, sizes: Sequence[float]) -> dict[str, Any]:
    """Return the data of a card in the first of `sizes` in which it is one card; else in the last."""
    import typst

    for size in sizes:
        data = page_data(document, Setting(paper, size, "card"))
        cards = typst.query(TEMPLATE.read_bytes(), "<pages>", field="value", one=True, **_given(data))
        if json.loads(cards) == 1:
            break
    return data


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the engine is given beside the template: the data, our fonts, and no folder to read."""
    return _handed(said(data))


def _handed(text: str) -> dict[str, Any]:
    return {
        "root": str(TEMPLATE),  # a file: nothing lies below it that could be read
        "font_paths": _fonts(),
        "sys_inputs": {"data": text},
    }


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
