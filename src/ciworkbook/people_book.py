"""The people of an unlocked workbook: who names them, and the list kept.

- Whoever is taken out leaves a blank place in the answers; that is said before, and asked once.
"""

from __future__ import annotations

from collections.abc import Iterable

from .answers.dates import day_in_words, day_of
from .answers.mentions import Named, mentions
from .answers.people import People
from .answers.visit import Visit
from .errors import WorkbookError
from .words import _, n_
from .workbook import Workbook
from .worksheet.model import DOORS, Door, Worksheet

LONGEST = 60
"""Characters of an alias or a role."""


def named_in(workbook: Workbook, doors: Iterable[Door] = DOORS) -> dict[str, list[Named]]:
    """Return, by person id, the sheets that name them, filled in through one of `doors`."""
    known: list[tuple[Worksheet, Visit]] = []
    for door in doors:
        for visit in workbook.visits(door=door):
            try:
                known.append((workbook.named(visit), visit))
            except (KeyError, WorkbookError):
                continue  # a sheet that this program does not have; the workbook says so elsewhere
    return mentions(known)


def door_now(workbook: Workbook) -> Door:
    """Return the door the workbook is open at."""
    return workbook.settings.door or "harmed"


def keep(workbook: Workbook, people: People) -> WorkbookError | None:
    """Keep the list; what cannot be saved stays for this session, and the error is given back."""
    try:
        workbook.save_people(people)
    except WorkbookError as error:
        return error
    return None


def problem_words(problem: WorkbookError) -> str:
    """Return an error as it is said on a page."""
    return " ".join(part for part in (problem.message, problem.hint) if part)


def where(sheets: int) -> str:
    """Return in how many worksheets someone is named."""
    return n_("in {n} worksheet", "in {n} worksheets", sheets) if sheets else _("in no worksheet yet")


def visits_of(sheet: Named) -> str:
    """Return how often, and when last, a sheet names someone."""
    last = day_in_words(day_of(sheet.last))
    return n_("{n} visit, {date}", "{n} visits, last on {date}", sheet.visits, date=last)


def is_there(workbook: Workbook, alias: str) -> bool:
    """Tell whether the list of the door the workbook is open at has somebody called `alias`."""
    return alias.casefold() in {one.alias.casefold() for one in workbook.people_at(door_now(workbook))}


def there_already(alias: str) -> str:
    """Return what is said when the list has somebody called `alias`."""
    return _("{name} is on the list already. Another initial or a color can tell them apart.").format(name=alias)


def before_taking_out(workbook: Workbook, person: str) -> tuple[str, list[str], str, str]:
    """Return what is asked before someone is taken out, what it means, and the words for not doing and for doing it."""
    name = workbook.person(person)
    sheets = len(named_in(workbook).get(person, ()))
    told = _("No worksheet names them.")
    if sheets:
        told = n_(
            "They are named in {n} worksheet. What you wrote there stays, with a blank where the name was.",
            "They are named in {n} worksheets. What you wrote there stays, with a blank where the name was.",
            sheets,
        )
    return (
        _("Take {name} out of this workbook?").format(name=name),
        [told, _("This cannot be undone. Changing the name instead keeps their place.")],
        _("Leave {name} in").format(name=name),
        _("Take {name} out").format(name=name),
    )
