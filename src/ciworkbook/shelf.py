"""The visits of an open workbook: those that were read, and the rows of an index for the others.

- A row becomes a visit when that is asked for, and a visit gets its answers when these are: home asks for few of both.
- Visits stand in time, whatever the clocks did between them: by the moment they were begun, then in the order of their
  saving.
- What is `told` of visits makes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import datetime
from functools import cache
from math import inf

from .answers.visit import Visit
from .index import Listed, Read, people_in
from .worksheet.model import Door


def when(visit: Visit | Listed) -> tuple[float, float]:
    """When `visit` was begun, as a moment: local times repeat when clocks are put back. Then the order of saving."""
    return _moment(visit.started), inf if visit.entry is None else visit.entry


@cache  # every list of visits is in this order, and there may be thousands: 3 us each to read anew
def _moment(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()


def first_of(stamps: Iterable[str]) -> str:
    """Return the earliest of some moments, ISO 8601 with offset to the second; there has to be one."""
    by_offset: dict[str, str] = {}
    for stamp in stamps:  # those of one offset stand in time as they stand in the alphabet
        offset = stamp[19:]
        if offset not in by_offset or stamp < by_offset[offset]:
            by_offset[offset] = stamp
    return min(by_offset.values(), key=_moment)


class Shelf:
    """Visits by entry."""

    def __init__(self, read: Read) -> None:
        """`read` gives the answers of an entry of which only a row is here."""
        self._read = read
        self._visits: dict[int, Visit] = {}
        self._rows: dict[int, Listed] = {}
        self._in_order: dict[Door, list[Visit]] = {}

    def __contains__(self, entry: object) -> bool:
        return entry in self._visits or entry in self._rows

    def put(self, entry: int, visit: Visit) -> None:
        """Have `visit` stand at `entry`."""
        self._rows.pop(entry, None)
        self._visits[entry] = visit
        self._in_order.clear()

    def take(self, row: Listed) -> None:
        """Have the visit of `row` stand at its entry."""
        self._rows[row.entry] = row

    def drop(self, entry: int) -> None:
        """Take out what stands at `entry`."""
        self._rows.pop(entry, None)
        self._visits.pop(entry, None)
        self._in_order.clear()

    def get(self, entry: int) -> Visit | None:
        """Return the visit at `entry`, or None."""
        row = self._rows.pop(entry, None)
        if row is not None:
            self._visits[entry] = row.visit(self._read)
        return self._visits.get(entry)

    def row(self, entry: int) -> Listed | None:
        """Return the row at `entry` where only that is here."""
        return self._rows.get(entry)

    def all(self) -> list[Visit]:
        """Return every visit, in no order."""
        for entry in list(self._rows):
            self.get(entry)
        return list(self._visits.values())

    def at(self, door: Door) -> list[Visit]:
        """Return the visits of `door`, oldest first."""
        if door not in self._in_order:
            self._in_order[door] = sorted((one for one in self.all() if one.door == door), key=when)
        return list(self._in_order[door])

    # Without making visits

    def told(self, door: Door | None = None) -> Iterator[Visit | Listed]:
        """Return what is here of each visit, of all doors if none is named, in no order."""
        told: list[Visit | Listed] = [*self._visits.values(), *self._rows.values()]
        return (one for one in told if door is None or one.door == door)

    def last(self, worksheet: str, door: Door) -> Visit | None:
        """Return the last visit of a worksheet at `door`, or None."""
        found = max((one for one in self.told(door) if one.worksheet == worksheet), key=when, default=None)
        return None if found is None or found.entry is None else self.get(found.entry)

    def named(self, ids: Set[str], visits: Iterable[Visit | Listed]) -> set[str]:
        """Return those of `ids` that stand anywhere in the answers of `visits`."""
        found: set[str] = set()
        for visit in visits if ids else ():
            found |= ids & people_in(visit)
            if len(found) == len(ids):
                break
        return found


def answered(visit: Visit | Listed) -> bool:
    """Tell whether anything was answered in `visit`."""
    return visit.held > 0 if isinstance(visit, Listed) else bool(visit.answers)
