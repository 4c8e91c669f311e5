"""What was noticed about an unlocked workbook, told by the thing it is about, and what can be gone on with instead.

- Nothing is guessed and nothing is deleted: going on with another version saves it as the newest, and no more.
- A thing that is whole in this session is offered as it stands here, never the version before it.
- What was taken in after a crash is whole and needs no words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from .answers.dates import day_in_words, day_of
from .answers.visit import Visit
from .errors import WorkbookError
from .vault import Damaged, Finding
from .words import _
from .workbook import Workbook

Choice = Literal["", "here", "before"]
_UNFIT = (AttributeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was saved and cannot be given back as it was.

    Attributes:
        entry: Its entry.
        kind: `damaged`, `missing`, `older`, `replaced`, `unreadable`, `newer`.
        name: What it is, in words.
        choice: What can be gone on with: as it stands `here`, in this session; the version `before`; nothing.
    """

    entry: int
    kind: str
    name: str = field(repr=False)
    choice: Choice


def things(workbook: Workbook, findings: Iterable[Finding] | None = None) -> list[Noticed]:
    """Return the things that cannot be given back as they were, among `findings` (those of opening by default)."""
    found = list(workbook.findings if findings is None else findings)
    entries = dict.fromkeys(one.entry for one in found if one.entry is not None and one.kind != "adopted")
    return [made for entry in entries if (made := _look(workbook, entry)) is not None]


def others(workbook: Workbook, findings: Iterable[Finding] | None = None) -> list[str]:
    """Return the sentences about the folder, and about things that are whole all the same."""
    found = list(workbook.findings if findings is None else findings)
    told = {one.entry for one in things(workbook, found)}
    said = (one.message for one in found if one.kind != "adopted" and (one.entry is None or one.entry not in told))
    return list(dict.fromkeys(one for one in said if one))


def _look(workbook: Workbook, entry: int) -> Noticed | None:
    try:
        workbook.vault.get(entry)
    except Damaged as damaged:
        return Noticed(entry, damaged.reason, name_of(workbook, entry), _choice(workbook, entry))
    except (WorkbookError, KeyError):
        return None
    if workbook.whole(entry):
        return None
    # It opens, and what stands in it has a shape that this program does not know.
    return Noticed(entry, "damaged", name_of(workbook, entry), _choice(workbook, entry))


def _choice(workbook: Workbook, entry: int) -> Choice:
    if workbook.whole(entry) and _in_hand(workbook, entry):
        return "here"
    with suppress(WorkbookError, KeyError):
        if workbook.vault.previous(entry) is not None:
            return "before"
    return ""


def _kind(workbook: Workbook, entry: int) -> str:
    return next((one.kind for one in workbook.vault.entries() if one.id == entry), "")


def _in_hand(workbook: Workbook, entry: int) -> bool:
    return _kind(workbook, entry) in ("settings", "people") or _visit_here(workbook, entry) is not None


def _visit_here(workbook: Workbook, entry: int) -> Visit | None:
    return next((one for one in workbook.all_visits() if one.entry == entry), None)


def visit_before(workbook: Workbook, entry: int) -> Visit | None:
    """Return the version before of a visit, to be read; None if it is no visit, was taken out, or cannot be shown."""
    if _kind(workbook, entry) != "visit":
        return None
    try:
        content = workbook.vault.previous(entry)
        visit = Visit.from_data(json.loads(content or b""), entry)
    except (WorkbookError, *_UNFIT):
        return None
    return visit if workbook.can_show(visit) else None


def name_of(workbook: Workbook, entry: int) -> str:
    """Say what `entry` is: a worksheet and its day where they are known."""
    kind = _kind(workbook, entry)
    visit = _visit_here(workbook, entry) or visit_before(workbook, entry)
    if visit is not None and workbook.can_show(visit):
        title = workbook.worksheet_of(visit).title
        return _("“{worksheet}” of {date}").format(worksheet=title, date=day_in_words(day_of(visit.started)))
    return {
        "visit": _("A visit, its worksheet and day not known"),
        "definition": _("The questions of a worksheet as they were once asked"),
        "settings": _("What you chose in Settings"),
        "people": _("Your list of people"),
        "pack": _("Worksheets of your own"),
    }.get(kind, _("Something you saved (number {number})").format(number=entry))


def what(kind: str) -> str:
    """Say what is the matter with a thing."""
    return {
        "missing": _("The file it was saved in is missing."),
        "older": _("An older version stands in its place."),
        "replaced": _("Something else stands in its place."),
        "unreadable": _("The disk does not give it back."),
        "newer": _("A newer version of this program saved it."),
    }.get(kind, _("The file it was saved in is damaged."))


def go_on(workbook: Workbook, one: Noticed) -> None:
    """Save what is offered as the newest version. Raises `SaveFailed`, and everything then stays as it was."""
    if one.choice == "here":
        visit, kind = _visit_here(workbook, one.entry), _kind(workbook, one.entry)
        if visit is not None:
            workbook.save(visit)
        elif kind == "settings":
            workbook.save_settings(workbook.settings)
        elif kind == "people":
            workbook.save_people(workbook.people)
        return
    content = workbook.vault.previous(one.entry)
    if content is None:
        raise Damaged(one.entry, one.kind, has_previous=False)
    workbook.vault.put(_kind(workbook, one.entry), content, one.entry)
    workbook.again(one.entry)
