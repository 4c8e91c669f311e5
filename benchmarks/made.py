"""Workbooks with one open visit in them, so that home offers to carry on where something is to be measured."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ciworkbook.answers.answer import LONGEST, Answer
from ciworkbook.answers.flow import flow
from ciworkbook.answers.visit import Visit
from ciworkbook.vault import Vault
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door, LongText, Question, Worksheet

from .workbooks import COST, PASSPHRASE
from .year import Year

DOOR: Door = "caused_harm"


@dataclass(frozen=True, slots=True)
class Open:
    """A workbook on the disk with an open visit, and what stands in the field it stops at."""

    folder: Path
    sheet: Worksheet
    words: str
    label: str
    """The question it stops at."""
    following: str
    """The question after that one."""


def _by_length() -> list[Worksheet]:
    catalogue = Catalogue.load()
    sheets = [catalogue.worksheet(one.id, DOOR) for one in catalogue.entries(DOOR)]
    return sorted(sheets, key=lambda one: -len(list(one.questions())))


def _longest(year: Year) -> tuple[Worksheet, Visit, LongText, Question]:
    """Write a visit of the worksheet with most questions that asks for two texts in a row; return also these."""
    for sheet in _by_length():
        visit = year.visit(sheet.id, DOOR)
        shown = flow(sheet, visit).shown
        asked = [one for one in sheet.questions() if one.id in shown]
        for one, after in pairwise(asked):
            if isinstance(one, LongText) and isinstance(after, LongText) and not after.content_note:
                return sheet, visit, one, after
    raise LookupError("no worksheet asks for a text")


def words_of(length: int) -> str:
    """Return so many characters, in lines as a person writes them."""
    line = "it rained again and we said little at home that evening. "
    return ("\n".join([line * 4] * (length // (4 * len(line)) + 1)))[:length]


@contextlib.contextmanager
def open_visit(length: int, visits: int = 8) -> Iterator[Open]:
    """Give a workbook whose open visit, every question answered, stops at a text of `length` characters."""
    with tempfile.TemporaryDirectory(prefix="ciworkbook-bench-") as place:
        vault = Vault.create(Path(place), PASSPHRASE, cost=COST)
        year = Year(visits, 12, DOOR, vault=vault)
        sheet, visit, field, after = _longest(year)
        words = words_of(min(length, LONGEST))
        visit = visit.answer(field.id, Answer(value=words), year.book.stamp())
        year.book.save(replace(visit, state="open", at_question=field.id))
        year.book.close()
        yield Open(Path(place), sheet, words, field.label, after.label)
