"""Numbers and people to call: those placed near, the person's own list, and a few public numbers, without any screen.

- The program cannot call anyone, and says so.
- Public numbers stand with the day on which they were looked up. Nothing here is called current.
- The person's own list is kept in the settings of the workbook; a line without a number is fine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from .answers.dates import in_words
from .answers.mentions import placed_near
from .answers.visit import Visit
from .errors import WorkbookError
from .text import clean_line
from .words import _
from .workbook import Workbook
from .worksheet.catalogue import Number
from .worksheet.model import Worksheet

LONGEST = 80
"""Characters of a name or a number."""
MOST = 40
"""Lines of one's own."""

Line = tuple[str, str]
"""Whose number it is, and the number."""


def near(workbook: Workbook) -> list[str]:
    """Return the aliases of those whom the person placed near on a map."""

    def known() -> Iterator[tuple[Worksheet, Visit]]:
        for visit in workbook.visits():
            with suppress(KeyError, WorkbookError):
                yield workbook.worksheet_of(visit), visit

    ids = placed_near(known())
    return [person.alias for person in workbook.people if person.id in ids]


def line(name: str, number: str) -> Line | None:
    """Return what was typed as a line of the list; None where nothing was."""
    made = clean_line(name), clean_line(number)
    return made if any(made) else None


def is_full(workbook: Workbook) -> bool:
    """Tell whether the person's own list takes no more."""
    return len(workbook.settings.numbers) >= MOST


def add(workbook: Workbook, one: Line) -> None:
    """Add a line to the person's own list; raises `SaveFailed`."""
    workbook.save_settings(replace(workbook.settings, numbers=(*workbook.settings.numbers, one)))


def take_out(workbook: Workbook, at: int) -> Line:
    """Take a line out of the person's own list and return it; raises `SaveFailed`."""
    own = list(workbook.settings.numbers)
    taken = own.pop(at)
    workbook.save_settings(replace(workbook.settings, numbers=tuple(own)))
    return taken


def public(workbook: Workbook) -> list[Number]:
    """Return the public numbers that fit the door of the workbook."""
    return workbook.catalogue.numbers(workbook.settings.door or "harmed")


def looked_up(workbook: Workbook) -> str:
    """Say when the public numbers were looked up, and what a call can leave behind."""
    day = in_words(workbook.catalogue.numbers_checked)
    said = _("Looked up on {date}. They may have changed since. A call can show on a phone bill.")
    return said.format(date=day)
