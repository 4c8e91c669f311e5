"""Lines in a language that nobody speaks: no word of what is said was written past the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ciworkbook.linear.blank import blank_paper
from ciworkbook.linear.face import Face
from ciworkbook.linear.given import given
from ciworkbook.linear.look_back import look_back
from ciworkbook.linear.sheet_visits import sheet_visits
from ciworkbook.linear.summary import summary
from ciworkbook.linear.visit import open_visit
from ciworkbook.summary.page_files import ENDINGS

from .. import pseudo
from ..test_pseudo_language import made, other_language, place
from .conversation import hold

__all__ = ["other_language", "place"]


def test_looking_back_summaries_and_paper_line_by_line(place: Path) -> None:
    """What is said and asked in lines; what is typed here holds no letter."""
    app, last = made(place)
    book, fine = app.workbook, (str(place), "page", "locked", "CC BY", *ENDINGS.values())
    sheet = book.worksheet_of(last)
    pages: list[tuple[Callable[[Face], object], tuple[str, ...]]] = [
        (
            look_back,
            ("@*find", "17", "1", "@read", "@until back", "@back", "@again", "", "@*evenings", "@more", "@back"),
        ),
        (
            partial(sheet_visits, worksheet="everything"),
            ("@everything", "@over_time", "@back", "@two", "1", "1", "@back"),
        ),
        (partial(open_visit, visit=last), ("@until remove", "@remove", "@keep", "@back")),
        (summary, ("@?visits", "0", "", "@older", "", "@questions", "", "@days", "", "", "@meeting", "1", "@next")),
        (
            partial(summary, chosen=[last]),
            ("@?visits", "", "@next", "@letters", "@next", "", "", "", "@read", "@paper"),
        ),
        (
            partial(summary, chosen=[last]),
            ("@?visits", "", "@next", "@next", "@until reader", "@reader", "@until words", "@words", "", "", "@save"),
        ),
        (
            partial(summary, chosen=[last]),
            ("@?visits", "", "@next", "@next", "@until print", "@print", "@back", "@give", "1", ""),
        ),
        (
            partial(blank_paper, worksheet=sheet),
            ("@wishes", "1", "", "@sheets", "", "@read", "@back", "@print", "@back"),
        ),
        (given, ("@take", str(place / "1.0"), "")),
    ]
    for page, typed in pages:
        told = hold(book, page, *typed, clean=False)
        assert not pseudo.strange(told.text, *fine), told.text
    app.workbook.close()
