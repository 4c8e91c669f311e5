"""What home offers, and the list of all worksheets, without any screen: both faces show what stands here.

- Nothing is recommended or ranked; the first sheets are the few that the catalogue names for the person's door.
- A sheet is named under "Look again" from the day the person chose for it.
- "Carry on" is the visit last written in, with the place in it and the counts of what was touched.
- Parts of a line are given one by one: a page sets them off with a dot, a voice with a pause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from . import noticing
from .answers.dates import day_in_words, day_of, how_long_ago
from .answers.flow import flow, progress, section_of
from .answers.telling import counted
from .answers.visit import Visit
from .backups import backup_due, reminder
from .errors import WorkbookError
from .languages import entry_note
from .own_sheets import OwnSheets
from .text import clean_line
from .words import _, n_
from .workbook import Workbook
from .worksheet.catalogue import Entry as SheetEntry
from .worksheet.model import TOPICS, Door
from .worksheet.topics import TOPIC_TITLES

DUE = 2
"""Sheets to look at again that home names; the others stand under "Look back"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that home offers.

    Attributes:
        id: What it does: a word of its own, or "visit:", "again:" or "sheet:" with what it is about.
        lead: What it is one of, in a word or two.
        parts: What it is.
        notes: What is said beside it.
    """

    id: str
    lead: str = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence above what is offered; `care` where something is not as it was saved."""

    text: str = field(repr=False)
    care: bool = False


def told(workbook: Workbook, own_sheets: OwnSheets) -> list[Told]:
    """Return what is said first: what was noticed, a line a kind; a backup that is due; own sheets that wait."""
    said = [Told(one, care=True) for one in noticing.short_words(workbook)]
    if workbook.kept and backup_due(workbook.settings, workbook.times(), workbook.now()):
        said.append(Told(reminder()))
    if own_sheets.waits(workbook.packs):
        said.append(
            Told(_("You named a folder with worksheets. Settings shows what is in it: “Worksheets of my own”."))
        )
    return said


def offers(workbook: Workbook) -> list[list[Offer]]:
    """Return what home offers, in groups, in its order."""
    groups = (_noticed(workbook), _carry_on(workbook), _due(workbook), _start(workbook), _rest(workbook))
    return [group for group in groups if group]


def door_of(workbook: Workbook) -> Door:
    """Return the door that the workbook stands at."""
    return workbook.settings.door or "harmed"


def go_through(workbook: Workbook, door: Door) -> None:
    """Stand at `door` from now on; a sheet of its list was chosen."""
    if door == door_of(workbook):
        return
    settings = replace(workbook.settings, door=door)
    with suppress(WorkbookError):  # the visit says so itself when it cannot be saved either
        workbook.save_settings(settings)
    workbook.settings = settings


# Home, group by group


def _noticed(workbook: Workbook) -> list[Offer]:
    if workbook.kept and noticing.things(workbook):
        return [Offer("noticed", "", (_("What was noticed…"),))]
    return []


def _carry_on(workbook: Workbook) -> list[Offer]:
    open_ = [one for one in workbook.open_visits() if workbook.can_show(one)]
    if not open_:
        return []
    visit = max(open_, key=lambda one: datetime.fromisoformat(one.changed))
    return [Offer(f"visit:{visit.entry}", _("Carry on"), *_left(workbook, visit))]


def _left(workbook: Workbook, visit: Visit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return where it was left, and how much stands there since when."""
    sheet = workbook.named(visit)
    parts = [sheet.title]
    if visit.at_question and visit.at_question in flow(sheet, visit).shown:
        parts.append(section_of(sheet, visit.at_question).title)
    since = how_long_ago(day_of(visit.changed), workbook.now().date())
    return tuple(parts), (counted(progress(sheet, visit)), since)


def _due(workbook: Workbook) -> list[Offer]:
    """Name what the person wanted to look at again by today."""
    found = []
    for visit in workbook.due()[:DUE]:
        since = how_long_ago(day_of(visit.started), workbook.now().date())
        found.append(Offer(f"again:{visit.worksheet}", _("Look again"), (workbook.named(visit).title,), (since,)))
    return found


def _start(workbook: Workbook) -> list[Offer]:
    sheets = workbook.catalogue.entries(door_of(workbook))
    first = workbook.catalogue.first(door_of(workbook))
    lead = _("Start something")
    found = [Offer(f"sheet:{one.id}", lead, (one.title,), (entry_note(one),)) for one in first]
    if len(sheets) > len(first):
        found.append(Offer("all", lead, (_("All worksheets ({n})").format(n=len(sheets)),)))
    return found


def _rest(workbook: Workbook) -> list[Offer]:
    visits, begun = workbook.written()
    found: list[Offer] = []
    if visits:
        first = day_in_words(day_of(begun))
        many = n_("{n} visit, {date}", "{n} visits since {date}", visits, date=first)
        found.append(Offer("look_back", _("Look back"), (many,)))
    count = len(workbook.people_at(door_of(workbook)))
    people = n_("{n} person", "{n} people", count) if count else _("no one yet")
    found.append(Offer("people", _("People"), (people,)))
    if visits:
        found.append(Offer("summary", _("Summary"), (_("Make a summary to read or hand on…"),)))
    if given := len(workbook.given.all()):
        pages = n_("{n} page from someone else", "{n} pages from others", given)
        found.append(Offer("given", _("Given to you"), (pages,)))
    if not workbook.kept:
        found.append(Offer("leave_practice", _("Practice"), (_("Leave the made-up case"),)))
    found.append(Offer("settings", _("Settings"), (_("Looks, language, own words, locking…"),)))
    if workbook.kept:
        found.append(Offer("lock", _("Lock"), (_("Lock now, until the passphrase is typed"),)))
    return found


# All worksheets


def found(sheets: Sequence[SheetEntry], words: str) -> list[SheetEntry]:
    """Return the sheets in whose title, purpose, content notes or section each of `words` stands, in their order."""
    wanted = words.casefold().split()

    def holds(one: SheetEntry) -> bool:
        topic = TOPIC_TITLES[one.topic]() if one.topic in TOPIC_TITLES else ""
        said = clean_line(" ".join((one.title, one.about, topic, *one.content_topics))).casefold()
        return all(word in said for word in wanted)

    return [one for one in sheets if holds(one)]


def by_section(sheets: Sequence[SheetEntry]) -> Iterator[tuple[str, list[SheetEntry]]]:
    """Yield the title of each section that has sheets, and its sheets; then the person's own, a set at a time."""
    for topic in TOPICS:
        mine = [one for one in sheets if one.topic == topic and not one.pack]
        if mine:
            yield TOPIC_TITLES[topic](), mine
    for pack in dict.fromkeys(one.pack for one in sheets if one.pack):
        yield _("Your own: {title}").format(title=pack), [one for one in sheets if one.pack == pack]
