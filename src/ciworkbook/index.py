"""The index of a workbook: what a list of visits says of each, so that the workbook opens before they are read.

- An index holds no answer: which worksheet, which moments, which people are named. It is kept locked like an answer.
- Every row names by hash the file that it was made from, and counts only while that is the newest version of its entry.
  So an index may be lost, or old, and nothing is wrong but the time it takes to open.
- One index has the rows of SIZE entries, those whose ids follow one another, and is first written when all of them are
  there. The newest entries have none: they would be written again with every change.
- A visit that keeps more than answers, because it was moved to a newer version of its worksheet, has no row.

    {"first": 1,                           the first id
     "shared": [[worksheet, version, digest, door, state, wording, at_question, leaving, stays_at, carried], …],
     "visits": [[id, sha256, which of the shared, started, changed, look_again, answers, people], …],
     "keys": [[id, sha256, "definition" or "wording", what it is found by], …]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .answers.answer import Answer
from .answers.visit import Visit

KIND = "index"
SIZE = 128
"""Entries of one index. So many at most are read that have none: 40 ms."""
PERSON = re.compile(r"[0-9a-f]{16}")
"""What the id of a person looks like."""

Read = Callable[[int], Mapping[str, Answer]]


class Later(Mapping[str, Answer]):
    """The answers of a visit that is not read yet; they are when the first of them is asked for.

    How many there are, and which people they may name, is known before.
    """

    __slots__ = ("_count", "_entry", "_held", "_read", "people")

    def __init__(self, entry: int, count: int, people: frozenset[str], read: Read) -> None:
        """`read` gives the answers of `entry`; it is called once."""
        self._entry, self._count, self._read = entry, count, read
        self._held: Mapping[str, Answer] | None = None
        self.people = people

    def __repr__(self) -> str:
        return f"<{len(self)} answers>"

    @property
    def waits(self) -> bool:
        """Whether they are still to be read."""
        return self._held is None

    def _all(self) -> Mapping[str, Answer]:
        if self._held is None:
            self._held = self._read(self._entry)
        return self._held

    def __getitem__(self, question: str) -> Answer:
        return self._all()[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return self._count if self._held is None else len(self._held)


@dataclass(frozen=True, slots=True)
class Row:
    """What an index says of one entry: a visit, or what a definition or a wording is found by."""

    digest: str
    kind: str
    visit: Visit | None = field(default=None, repr=False)
    key: str = ""


def which(entry: int) -> int:
    """Return the number of the index that `entry` belongs to, from 0."""
    return (entry - 1) // SIZE


def ids(number: int) -> range:
    """Return the ids of the entries of index `number`."""
    return range(number * SIZE + 1, (number + 1) * SIZE + 1)


def fits(visit: Visit) -> bool:
    """Tell whether a row can hold all that `visit` says of itself."""
    return not visit.archive and visit.before is None


def people_in(visit: Visit) -> frozenset[str]:
    """Return every text in the answers of `visit` that may be the id of a person."""
    answers = visit.answers
    if isinstance(answers, Later) and answers.waits:
        return answers.people
    return frozenset(one for answer in answers.values() for one in words_in(answer.value) if PERSON.fullmatch(one))


def words_in(value: Any) -> Iterator[str]:
    """Yield every text and every key inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from words_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words_in(one)


def to_content(number: int, rows: Mapping[int, Row]) -> bytes:
    """Return the content of index `number` with `rows` by entry."""
    shared: dict[str, int] = {}
    visits, keys = [], []
    for id, row in rows.items():
        if row.visit is None:
            keys.append([id, row.digest, row.kind, row.key])
            continue
        visit = row.visit
        alike = [visit.worksheet, visit.version, visit.digest, visit.door, visit.state, visit.wording]
        alike += [visit.at_question, visit.leaving, visit.stays_at, sorted(visit.carried)]
        at = shared.setdefault(json.dumps(alike, ensure_ascii=False), len(shared))
        own = [visit.started, visit.changed, visit.look_again, len(visit.answers), sorted(people_in(visit))]
        visits.append([id, row.digest, at, *own])
    data = {"first": ids(number)[0], "shared": [json.loads(one) for one in shared], "visits": visits, "keys": keys}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def from_content(content: bytes, read: Read) -> tuple[int, dict[int, Row]]:
    """Return the number of an index and its rows by entry; `read` gives answers when they are asked for.

    Raises AttributeError, KeyError, TypeError or ValueError for what is not an index.
    """
    data = json.loads(content)
    number, rows = which(data["first"]), {}
    shared = [_shared(*one) for one in data["shared"]]
    for id, digest, at, started, changed, look_again, count, people in data["visits"]:
        answers = Later(id, count, frozenset(people), read)
        visit = Visit(**shared[at], started=started, changed=changed, look_again=look_again, answers=answers, entry=id)
        rows[id] = Row(digest, "visit", visit)
    for id, digest, kind, key in data["keys"]:
        rows[id] = Row(digest, kind, key=key)
    if not rows.keys() <= set(ids(number)):
        raise ValueError("entries of another index")
    return number, rows


def _shared(
    worksheet: str,
    version: int,
    digest: str,
    door: str,
    state: str,
    wording: str,
    at_question: str,
    leaving: str,
    stays_at: int,
    carried: list[str],
) -> dict[str, Any]:
    return {
        "worksheet": worksheet,
        "version": version,
        "digest": digest,
        "door": door,
        "state": state,
        "wording": wording,
        "at_question": at_question,
        "leaving": leaving,
        "stays_at": stays_at,
        "carried": frozenset(carried),
    }


class Indexes:
    """Which indexes a workbook has, and which of them are to be written again."""

    MOST = 16
    """Indexes written at one checkpoint: 1.5 ms each, more on a slow disk. The rest waits for the next."""

    def __init__(self) -> None:
        self._entries: dict[int, int] = {}
        self._lost: list[int] = []
        self._times: dict[int, int] = {}

    def __contains__(self, entry: object) -> bool:
        """Tell whether an index is kept in `entry`."""
        return entry in self._lost or entry in self._entries.values()

    def take(self, entry: int, content: bytes, read: Read) -> dict[int, Row]:
        """Take in what `entry` holds and return its rows; raises what `from_content` raises."""
        number, rows = from_content(content, read)
        if number in self._entries:  # two of one number: the later one is made use of for another
            self._lost.append(entry)
            return {}
        self._entries[number] = entry
        return rows

    def lose(self, entry: int) -> None:
        """Say that what `entry` holds cannot be used; the next index that is written goes there."""
        self._lost.append(entry)

    def stale(self, entry: int, times: int = 1) -> None:
        """Say that the row of `entry` is not as it is. With two times the version before goes too."""
        number = which(entry)
        self._times[number] = max(times, self._times.get(number, 0))

    def due(self, last: int) -> list[int]:
        """Return the numbers of those to be written now, where `last` is the highest id."""
        return [one for one in sorted(self._times) if ids(one)[-1] <= last][: self.MOST]

    def write(self, number: int, rows: Mapping[int, Row], put: Callable[[bytes, int | None], int]) -> None:
        """Write index `number` with `rows`, as often as is due; `put` returns the entry. Raises what it raises."""
        content = to_content(number, rows)
        while self._times.get(number, 0) > 0:
            entry = self._entries.get(number)
            if entry is None and self._lost:
                entry = self._lost[-1]
            kept = put(content, entry)
            if kept in self._lost:
                self._lost.remove(kept)
            self._entries[number] = kept
            self._times[number] -= 1
        self._times.pop(number, None)
