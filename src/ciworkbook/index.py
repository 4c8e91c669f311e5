"""The index of a workbook: what a list of visits says of each, so that the workbook opens before they are read.

- An index holds no answer: which worksheet, which moments, which people are named. It is kept locked like an answer.
- Every row names by hash the file that it was made from, and counts only while that is the newest version of its entry.
  So an index may be lost, or old, and nothing is wrong but the time it takes to open.
- One index has the rows of SIZE entries, those whose ids follow one another, and is first written when all of them are
  there. The newest entries have none: they would be written again with every change.
- A visit that keeps more than answers, because it was moved to a newer version of its worksheet, has no row.

    {"first": 1,                           the first id
     "sheets":    [[worksheet, version, digest, wording], …],
     "questions": [id, …],                 of those that were carried over
     "people":    [id, …],                 what may be one, in any answer
     "visits":    [[id, file, which sheet, door, state, started, changed, at_question, leaving, look_again, stays_at,
                    how many answers, [which questions, …], [which people, …]], …],
     "keys":      [[id, file, "definition" or "wording", what it is found by], …]}

"file" is half of the SHA-256 of the file, 32 hex digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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

    __slots__ = ("_count", "_entry", "_held", "_named", "_people", "_read")

    def __init__(self, entry: int, count: int, named: Sequence[int], people: Sequence[str], read: Read) -> None:
        """`named` says which of `people`; `read` gives the answers of `entry`, and is called once."""
        self._entry, self._count, self._named, self._people, self._read = entry, count, named, people, read
        self._held: Mapping[str, Answer] | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of those who may be named."""
        return frozenset(self._people[one] for one in self._named)

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


class Row(NamedTuple):
    """What an index says of one entry: a visit, or what a definition or a wording is found by."""

    file: str
    kind: str
    visit: Visit | None = None
    key: str = ""

    def __repr__(self) -> str:
        return f"<row of a {self.kind}>"

    def fits(self, kind: str, digest: str) -> bool:
        """Tell whether it was made from the file with this SHA-256, of an entry of this kind."""
        return kind == self.kind and bool(digest) and digest.startswith(self.file)


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


class _Table:
    """Things by number, each once, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, thing: Any) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    def numbers(self, things: Iterable[Any]) -> list[int]:
        return [self.number(one) for one in sorted(things)]

    def things(self) -> list[Any]:
        return list(self._numbers)


def to_content(number: int, rows: Mapping[int, Row]) -> bytes:
    """Return the content of index `number` with `rows` by entry."""
    sheets, questions, people = _Table(), _Table(), _Table()
    visits, keys = [], []
    for id, row in rows.items():
        file = row.file[:32]
        if row.visit is None:
            keys.append([id, file, row.kind, row.key])
            continue
        one = row.visit
        sheet = sheets.number((one.worksheet, one.version, one.digest, one.wording))
        said = [one.door, one.state, one.started, one.changed, one.at_question, one.leaving, one.look_again]
        held = [one.stays_at, len(one.answers), questions.numbers(one.carried), people.numbers(people_in(one))]
        visits.append([id, file, sheet, *said, *held])
    data = {
        "first": ids(number)[0],
        "sheets": sheets.things(),
        "questions": questions.things(),
        "people": people.things(),
        "visits": visits,
        "keys": keys,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def from_content(content: bytes, read: Read) -> tuple[int, dict[int, Row]]:
    """Return the number of an index and its rows by entry; `read` gives answers when they are asked for.

    Raises AttributeError, IndexError, KeyError, TypeError or ValueError for what is not an index.
    """
    data = json.loads(content)
    number, rows = which(data["first"]), {}
    sheets, questions, people = data["sheets"], data["questions"], data["people"]
    nothing: frozenset[str] = frozenset()
    for id, file, sheet, door, state, started, changed, at, leaving, again, stays_at, count, carried, named in data[
        "visits"
    ]:
        worksheet, version, digest, wording = sheets[sheet]
        # By place, in the order of the fields: this is done for every visit at every opening.
        visit = Visit(
            worksheet,
            version,
            digest,
            door,
            started,
            changed,
            state,
            wording,
            Later(id, count, named, people, read),
            at,
            frozenset([questions[one] for one in carried]) if carried else nothing,
            leaving,
            again,
            stays_at=stays_at,
            entry=id,
        )
        rows[id] = Row(file, "visit", visit)
    for id, file, kind, key in data["keys"]:
        rows[id] = Row(file, kind, None, key)
    if not rows.keys() <= set(ids(number)):
        raise ValueError("entries of another index")
    return number, rows


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
