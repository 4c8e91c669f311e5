"""A worksheet that has changed since it was written in, opened in lines: what would change, and each choice."""

from __future__ import annotations

from contextlib import suppress

import pytest

from ciworkbook.linear.going import Going
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.sheet import open_sheet, open_visit
from ciworkbook.workbook import Workbook

from ..screens.test_changed_sheet import changed
from .typist import Person, face_of, lines


def opened(*typed: str) -> tuple[Workbook, str]:
    """Open the only visit of a sheet that has changed."""
    book, _vault, made = changed()
    person = Person(lines(*typed))
    with suppress(EndOfInput, Going):
        open_visit(face_of(book, person), made)
    return book, person.transcript


def test_every_change_is_said_then_and_after_moving() -> None:
    said = opened()[1]
    assert "This worksheet has changed since you wrote in it." in said
    assert "Shorter, and with people in place of a text." in said
    assert "Words [b]as they are[/b]" in said, "the words of that day, as they are"
    assert "The names become people of your workbook." in said


def test_it_moves_over_and_what_is_no_longer_asked_is_kept_or_erased() -> None:
    book, said = opened("1", "")
    (visit,) = book.all_visits()
    assert (visit.version, "heavy" in {one.question for one in visit.archive}) == (2, True)
    assert "Nobody should have to write this down." in said
    assert "Kim" in [one.alias for one in book.people]
    book, _said = opened("1", "2")
    assert "heavy" not in {one.question for one in book.all_visits()[0].archive}


def test_it_stays_as_it_is_and_is_not_asked_about_again() -> None:
    book, _said = opened("2", "/home")
    (visit,) = book.all_visits()
    assert (visit.version, visit.stays_at) == (1, 2)
    person = Person(lines("1"))
    with suppress(EndOfInput):
        open_sheet(face_of(book, person), "steps")
    assert "has changed" not in person.transcript


@pytest.mark.parametrize("typed", [(), ("/back",)])
def test_going_back_changes_nothing(typed: tuple[str, ...]) -> None:
    book, _said = opened(*typed)
    assert [(one.version, one.stays_at) for one in book.all_visits()] == [(1, 0)]
