"""What a summary can be made of: visits that hold answers, picked by day, by meeting, by sheet or by question.

- Visits are those of the door one is at. A sheet that this program does not have is left out.
- The visits of one day belong together; for those who facilitate, they are one meeting.
- A visit belongs to the days on which it was begun and on which something in it was written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..answers.dates import day_in_words, day_of
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..words import _
from ..workbook import Workbook
from ..worksheet.model import Door, Worksheet
from .names import Names
from .offered import Offered


@dataclass(slots=True)
class Choice:
    """A visit that can be told of, and whether it is; `earlier` is the visit before it, if there is one."""

    visit: Visit
    title: str = field(repr=False)
    earlier: Visit | None = None
    on: bool = False
    beside: bool = False
    """Whether the earlier visit is set beside it."""
    left_out: set[str] = field(default_factory=set)
    """Questions that are not told of."""

    def days(self) -> set[date]:
        """Return the days it belongs to."""
        written = {
            day_of(one.at) for id_, one in self.visit.answers.items() if one.at and id_ not in self.visit.carried
        }
        return {day_of(self.visit.started), *written}

    def when(self) -> str:
        """Return its day, and whether only a part of it is told of."""
        day = day_in_words(day_of(self.visit.started))
        return _("{date}, in part").format(date=day) if self.left_out else day

    def beside_words(self) -> str:
        """Return how the visit before it is offered; empty where there is none."""
        if self.earlier is None:
            return ""
        return _("with what changed since {date}").format(date=day_in_words(day_of(self.earlier.started)))


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was begun on one day."""

    day: date
    choices: tuple[Choice, ...] = field(repr=False)


def choices_of(workbook: Workbook, chosen: Sequence[Visit] = ()) -> list[Choice]:
    """Return the visits that hold answers: the newest of each sheet first, then the others, newest first.

    Those in `chosen` are on.
    """
    wanted = {one.entry for one in chosen}
    found: list[Choice] = []
    for visit in reversed(workbook.visits()):
        try:
            title = workbook.named(visit).title
        except (KeyError, WorkbookError):
            continue
        if not any(one.given for one in visit.answers.values()):
            continue
        earlier = workbook.earlier(visit)
        if earlier is not None and not earlier.answers:
            earlier = None
        found.append(Choice(visit, title, earlier, visit.entry in wanted, earlier is not None))
    seen: set[str] = set()
    newest: list[Choice] = []
    older: list[Choice] = []
    for one in found:
        (older if one.visit.worksheet in seen else newest).append(one)
        seen.add(one.visit.worksheet)
    return [*newest, *older]


def between(choices: Iterable[Choice], first: date, last: date | None = None) -> list[Choice]:
    """Return those that belong to a day from `first` to `last`, or to any day since."""
    return [one for one in choices if any(first <= day and (last is None or day <= last) for day in one.days())]


def meetings(choices: Iterable[Choice]) -> list[Meeting]:
    """Return what was begun on each day, the newest first."""
    by_day: dict[date, list[Choice]] = {}
    for one in choices:
        by_day.setdefault(day_of(one.visit.started), []).append(one)
    return [Meeting(day, tuple(by_day[day])) for day in sorted(by_day, reverse=True)]


def answered(worksheet: Worksheet, visit: Visit, names: Names) -> Iterator[tuple[str, str]]:
    """Yield id and label of each question with an answer that may go out."""
    offered = Offered(worksheet, visit, names)
    for question in worksheet.questions():
        if offered.answer(question.id) is not None:
            yield question.id, offered.say(question.label)


def pick(choices: Iterable[Choice], wanted: Iterable[Choice]) -> None:
    """Put the `wanted` on, and the others off."""
    kept = {id(one) for one in wanted}
    for one in choices:
        one.on = id(one) in kept


def begin_with_one(choices: Sequence[Choice]) -> None:
    """Put the newest on where none is."""
    if choices and not any(one.on for one in choices):
        choices[0].on = True


def listed(choices: Sequence[Choice], *, older: bool) -> tuple[list[int], int]:
    """Return the numbers of those to list, and how many are left: without `older`, the newest of each sheet and those
    that are on."""
    seen: set[str] = set()
    found = []
    for number, one in enumerate(choices):
        if one.visit.worksheet not in seen or one.on or older:
            found.append(number)
        seen.add(one.visit.worksheet)
    return found, len(choices) - len(found)


def day_words(door: Door | None) -> str:
    """Return how picking what belongs to one day is offered."""
    return _("Pick a meeting…") if door == "facilitating" else _("Pick one day…")


def which_day(door: Door | None) -> str:
    """Return how it is asked which day."""
    if door == "facilitating":
        return _("Which meeting? What was begun on one day belongs to one.")
    return _("Which day?")


USUAL = timedelta(days=14)
"""How far back the first day lies at first."""


def days_trouble(first: str, last: str) -> str:
    """Return why a summary cannot be made of `first` to `last`, ISO 8601; empty where it can. `last` may be empty."""
    if len(first) != len("2026-11-24") or len(last) not in (0, len("2026-11-24")):
        return _("Type a whole day, such as “24 November” or “last week”.")
    if last and last < first:
        return _("The second day is before the first. Turn them around.")
    return ""
