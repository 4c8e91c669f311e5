"""A visit moved to the sheet of today, in an unlocked workbook: looked at first, saved in one piece, put back.

- People are saved before the visit that names them. A save that fails leaves everything as it was on the disk.
- Nothing here is done unasked: a visit may stay in its old version for ever.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

from .answers import putting_back
from .answers.migrating import Moved
from .answers.people import People
from .answers.visit import Kept, Visit
from .errors import WorkbookError
from .workbook import Workbook
from .worksheet.migrating import notes_between, steps_between
from .worksheet.model import Question, Worksheet


def newer(workbook: Workbook, visit: Visit) -> Moved | None:
    """Return what `visit` would be in the newer version of its sheet; None if there is none, or no way to it."""
    try:
        data = workbook.catalogue.spoken(visit.worksheet)
        if visit.door not in data["audience"]:
            return None
        steps = steps_between(data, visit.version, visit.door)
        return None if steps is None else workbook.as_now(visit, steps)
    except KeyError:  # this program does not have the sheet
        return None


def notes(workbook: Workbook, visit: Visit) -> list[str]:
    """Return what the sheet says about the versions since `visit`, one text each."""
    try:
        return notes_between(workbook.catalogue.spoken(visit.worksheet), visit.version, visit.door)
    except KeyError:
        return []


def to_offer(workbook: Workbook, visit: Visit) -> Moved | None:
    """Return what `newer` does, unless the person was asked about this version before or nothing was written."""
    if not visit.answers:
        return None
    moved = newer(workbook, visit)
    return moved if moved is not None and visit.stays_at < moved.visit.version else None


def move(workbook: Workbook, moved: Moved) -> Visit:
    """Save the visit as it was moved, people first; return it. Raises `vault.SaveFailed`, and it then stays."""
    if moved.people != workbook.people:
        _save_people(workbook, moved.people)
    return workbook.save(moved.visit)


def stay(workbook: Workbook, visit: Visit, version: int) -> Visit:
    """Note that the person does not want `visit` moved to `version`; raises `vault.SaveFailed`."""
    return workbook.save(replace(visit, stays_at=version))


def put_back(workbook: Workbook, visit: Visit) -> Visit:
    """Save `visit` as it was before it was moved, and take out again the people only that move had added.

    Raises `vault.SaveFailed`, and it then stays; ValueError if there is nothing to put back.
    """
    added = [str(one) for one in (visit.before or {}).get("people", ())]
    was = workbook.save(putting_back.put_back(visit, workbook.stamp()))
    everywhere = json.dumps([one.to_data() for one in workbook.all_visits()], ensure_ascii=False)
    left = workbook.people
    for person in added:
        # Someone who was given a role, or stands in any visit or its archive, is there for more than that move.
        found = left.get(person)
        if found is not None and not found.role and person not in everywhere:
            left = left.remove(person)
    if left != workbook.people:
        with suppress(WorkbookError):  # the visit is as it was; a name too many can be taken out by hand
            _save_people(workbook, left)
    return was


def let_go(workbook: Workbook, visit: Visit) -> Visit:
    """Save `visit` without the visit as it was before; raises `vault.SaveFailed`."""
    return workbook.save(putting_back.let_go(visit))


def erase(workbook: Workbook, visit: Visit, *kept: Kept) -> Visit:
    """Save `visit` without `kept`, in the archive and in the visit as it was; raises `vault.SaveFailed`."""
    for one in kept:
        visit = putting_back.erase(visit, one)
    return workbook.save(visit)


def sheet_of(workbook: Workbook, visit: Visit, kept: Kept) -> tuple[Worksheet, Question | None]:
    """Return the sheet in which `kept` was asked and its question; None where that definition is not kept."""
    sheet = workbook.worksheet_of(replace(visit, digest=kept.digest))
    return sheet, next((one for one in sheet.questions() if one.id == kept.question), None)


def _save_people(workbook: Workbook, people: People) -> None:
    """As `Workbook.save_people`, but the list stays as it was where it cannot be saved."""
    before, saved = workbook.people, workbook.people_saved
    try:
        workbook.save_people(people)
    except Exception:
        workbook.people, workbook.people_saved = before, saved
        raise
