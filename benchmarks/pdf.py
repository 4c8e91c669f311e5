"""A summary of twenty visits as PDF, against typst alone on the same input.

Ours begins at the visits: what is told of them, the names, the document, the page's data, the check of every character,
the PDF, and its metadata made plain. The floor is one call of typst with the template, the fonts and the data ready.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import typst

from ciworkbook.summary import as_pdf
from ciworkbook.summary.build import build
from ciworkbook.summary.document import Document
from ciworkbook.summary.names import Names
from ciworkbook.summary.page_data import Setting, page_data
from ciworkbook.summary.part import Part

from .measuring import in_turn
from .rows import Asked, Figure, Goal, Result, row
from .year import Year

VISITS = 20
ROUNDS = 8


@row("pdf", "a summary as PDF")
def as_a_page(asked: Asked) -> Iterator[Result]:
    """Make the same page both ways, in turn."""
    book = Year(2 if asked.quick else VISITS, 12, seed=asked.seed).book
    visits = book.visits()

    def document() -> Document:
        parts = [Part(book.worksheet_of(one), one) for one in visits]
        return build(parts, Names("role", book.people), title="A year")

    given = as_pdf._given(page_data(document(), Setting()))
    template = as_pdf.TEMPLATE.read_bytes()

    def floor() -> object:
        return typst.compile(template, format="pdf", pdf_standards="ua-1", **given)

    pair = in_turn(lambda: as_pdf.render(document()), floor, asked.times(ROUNDS), clock=time.perf_counter)
    size = len(as_pdf.render(document()).bytes)
    yield Result(
        f"summary of {len(visits)} visits as PDF",
        f"from the visits to the bytes, {size // 1000:,} kB",
        "typst alone on the same input",
        Figure.of(pair.ours),
        Figure.of(pair.floor),
        pair.ratio,
        Goal("ratio", 1.3),
    )
