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
     "visits":    [[id, file, [which sheet], door, state, started, changed, at_question, leaving, look_again, stays_at,
                    how many answers, [which questions, …], [which people, …]], …],
     "keys":      [[id, file, "definition" or "wording", what it is found by], …]}

"file" is half of the SHA-256 of the file, 32 hex digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from .answers.answer import Answer
from .answers.visit import Visit
from .worksheet.model import Door

KIND = "index"
SIZE = 128
"""Entries of one index. So many at most are read that have none: 40 ms."""
PERSON = re.compile(r"[0-9a-f]{16}")
"""What the id of a person looks like."""

State = Literal["open", "set_aside", "closed"]
Read = Callable[[int], Mapping[str, Answer]]


class Later(Mapping[str, Answer]):
    """The answers of a visit that is not read yet; they are when the first of them is asked for.

    How many there are, and which people they may name, is known before.
    """

    __slots__ = ("_count", "_entry", "_held", "_read", "people")

    def __init__(self, entry: int, count: int, people: Iterable[str], read: Read) -> None:
        """`read` gives the answers of `entry`, and is called once."""
        self._entry, self._count, self._read = entry, count, read
        self._held: Mapping[str, Answer] | None = None
        self.people = frozenset(people)

    def __repr__(self) -> str:
        return f"<{len(self)} answers>"

    @property
    def waits(self) -> bool:
        """Whether they are still to be read."""
        return self._held is None

    def read(self) -> Mapping[str, Answer]:
        """Return them, read now if that is still to be done."""
        if self._held is None:
            self._held = self._read(self._entry)
        return self._held

    def __getitem__(self, question: str) -> Answer:
        return self.read()[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self.read())

    def __len__(self) -> int:
        return self._count if self._held is None else len(self._held)


class Tables(NamedTuple):
    """What the rows of one index name by number."""

    sheets: Sequence[Sequence[Any]]
    """Worksheet, version, digest and wording of each."""
    questions: Sequence[str]
    people: Sequence[str]

    def __repr__(self) -> str:
        return "<tables of an index>"


class Listed(NamedTuple):
    """What an index says of a visit. A tuple, and as it was read: there may be ten thousand."""

    entry: int
    file: str
    sheet: Sequence[int]
    door: Door
    state: State
    started: str
    changed: str
    at_question: str
    leaving: str
    look_again: str
    stays_at: int
    held: int
    carries: Sequence[int]
    names: Sequence[int]
    tables: Tables

    def __repr__(self) -> str:
        return f"<row of visit {self.entry}>"

    @property
    def of(self) -> Sequence[Any]:
        """Worksheet, version, digest and wording."""
        return self.tables.sheets[self.sheet[0]]

    @property
    def worksheet(self) -> str:
        """Which worksheet it is of."""
        return str(self.of[0])

    @property
    def carried(self) -> list[str]:
        """The questions whose answers were carried over."""
        return [self.tables.questions[one] for one in self.carries]

    @property
    def named(self) -> list[str]:
        """The people who may be named."""
        return [self.tables.people[one] for one in self.names]

    def visit(self, read: Read) -> Visit:
        """Return the visit, whose answers `read` gives when they are asked for."""
        worksheet, version, digest, wording = self.of
        return Visit(
            worksheet=worksheet,
            version=version,
            digest=digest,
            door=self.door,
            started=self.started,
            changed=self.changed,
            state=self.state,
            wording=wording,
            answers=Later(self.entry, self.held, self.named, read),
            at_question=self.at_question,
            carried=frozenset(self.carried),
            leaving=self.leaving,
            look_again=self.look_again,
            stays_at=self.stays_at,
            entry=self.entry,
        )


class KeyRow(NamedTuple):
    """What an index says of a definition or a wording: which of them it is, and what it is found by."""

    entry: int
    file: str
    kind: str
    key: str


Row = Listed | KeyRow


def kind_of(row: Row) -> str:
    """Return the kind of the entry of `row`."""
    return "visit" if isinstance(row, Listed) else row.kind


def fits(row: Row, kind: str, digest: str) -> bool:
    """Tell whether `row` was made from the file with this SHA-256, of an entry of this kind."""
    return kind == kind_of(row) and bool(digest) and digest.startswith(row.file)


def row_of(visit: Visit, digest: str) -> Listed | None:
    """Return the row of a visit whose file has this SHA-256; None where no row can hold all it says of itself."""
    if visit.archive or visit.before is not None or visit.entry is None or not digest:
        return None
    carried, people = sorted(visit.carried), sorted(people_in(visit))
    tables = Tables([(visit.worksheet, visit.version, visit.digest, visit.wording)], carried, people)
    return Listed(
        visit.entry,
        digest[:32],
        [0],
        visit.door,
        visit.state,
        visit.started,
        visit.changed,
        visit.at_question,
        visit.leaving,
        visit.look_again,
        visit.stays_at,
        len(visit.answers),
        range(len(carried)),
        range(len(people)),
        tables,
    )


def which(entry: int) -> int:
    """Return the number of the index that `entry` belongs to, from 0."""
    return (entry - 1) // SIZE


def ids(number: int) -> range:
    """Return the ids of the entries of index `number`."""
    return range(number * SIZE + 1, (number + 1) * SIZE + 1)


def people_in(visit: Visit | Listed) -> frozenset[str]:
    """Return every text in the answers of `visit` that may be the id of a person."""
    if isinstance(visit, Listed):
        return frozenset(visit.named)
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

    def things(self) -> list[Any]:
        return list(self._numbers)


def to_content(number: int, rows: Iterable[Row]) -> bytes:
    """Return the content of index `number` with `rows`."""
    sheets, questions, people = _Table(), _Table(), _Table()
    visits, keys = [], []
    for row in rows:
        if isinstance(row, KeyRow):
            keys.append(list(row))
            continue
        carried = [questions.number(one) for one in row.carried]
        named = [people.number(one) for one in row.named]
        entry, file, _sheet, *said = row[:-3]
        visits.append([entry, file, [sheets.number(tuple(row.of))], *said, carried, named])
    data = {
        "first": ids(number)[0],
        "sheets": sheets.things(),
        "questions": questions.things(),
        "people": people.things(),
        "visits": visits,
        "keys": keys,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def from_content(content: bytes) -> tuple[int, list[Row]]:
    """Return the number of an index and its rows.

    Raises AttributeError, LookupError, TypeError or ValueError for what is not an index.
    """
    data = json.loads(content)
    number = which(data["first"])
    tables = Tables(data["sheets"], data["questions"], data["people"])
    rows: list[Row] = [Listed._make((*one, tables)) for one in data["visits"]]
    rows += [KeyRow(*one) for one in data["keys"]]
    if not {row.entry for row in rows} <= set(ids(number)):
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

    def take(self, entry: int, content: bytes) -> list[Row]:
        """Take in what `entry` holds and return its rows; raises what `from_content` raises."""
        number, rows = from_content(content)
        if number in self._entries:  # two of one number: the later one is made use of for another
            self._lost.append(entry)
            return []
        self._entries[number] = entry
        return rows

    def lose(self, entry: int) -> None:
        """Say that what `entry` holds cannot be used; the next index that is written goes there."""
        self._lost.append(entry)

    def stale(self, entry: int, times: int = 1) -> None:
        """Say that the row of `entry` is not as it is. With two times the version before goes too."""
        number = which(entry)
        self._times[number] = max(times, self._times.get(number, 0))

    def due(self, last: int, first: int = -1) -> list[int]:
        """Return the numbers of those to be written now, `first` among them if it is due; `last` is the highest id."""
        due = [one for one in sorted(self._times) if ids(one)[-1] <= last]
        return [*(one for one in due if one == first), *[one for one in due if one != first][: self.MOST]]

    def write(self, number: int, rows: Iterable[Row], put: Callable[[bytes, int | None], int]) -> None:
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
