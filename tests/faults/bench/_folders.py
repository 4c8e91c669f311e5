"""Folders as evenings leave them, and what each file in them is: an entry, a root, or a filler.

- Made by the program's own workbook, with worksheets as they ship, answers of random length, a save after each pause in
  typing, a checkpoint on leaving a sheet. Only the hours between are left out: what happened is known by its order.
- The truth is told by the keys, which whoever looks at the folder does not have.
"""

from __future__ import annotations

import math
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ciworkbook.answers.answer import Answer
from ciworkbook.preferences import Settings
from ciworkbook.vault import Vault, derive_for
from ciworkbook.vault.keys import ROOT, name_of
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import LongText, ShortText

from ...making import CHEAP, Clock, cheap_keys

PASSPHRASE = "five plain words for looking"
BLOCK = 4_096
WOBBLE = 180
"""Bytes by which two files of the same content differ: age adds a random line to each."""


@dataclass(frozen=True, slots=True)
class File:
    """One object, as someone sees it who looks once: nothing in it can be opened.

    Attributes:
        truth: "root", "entry" or "filler"; for whoever checks the guess.
        evening: On which evening it was last written, 0 the last one, counted back.
        since: How many files of the folder were written after it that evening; 0 the very last.
        twin: Whether another file of that evening has nearly its size, where it is larger than one block.
    """

    truth: str
    name: str
    length: int
    evening: int
    since: int
    twin: bool
    data: bytes


@contextmanager
def fast_place(place: Path) -> Iterator[Path]:
    """Give an empty folder in memory where the system has one: thousands of saves need no disk here."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else place, prefix="bench-") as own:
        yield Path(own)


def lived_in(folder: Path, evenings: int, chance: random.Random, catalogue: Catalogue) -> list[File]:
    """Make a workbook in `folder`, live so many evenings in it, and return every object in it."""
    starts = []
    with cheap_keys():
        for number in range(evenings):
            starts.append(_now(folder))
            if not number:
                workbook = Workbook(Vault.create(folder, PASSPHRASE, cost=CHEAP), catalogue, Clock())
                workbook.save_settings(Settings(door="harmed"))
            else:
                workbook = Workbook(Vault.open(folder, PASSPHRASE), catalogue, Clock())
            _evening(workbook, chance)
            workbook.close()
        known = _truth(folder)
    return _looked_at(folder, known, starts)


def _evening(workbook: Workbook, chance: random.Random) -> None:
    for _sheet in range(chance.choice((1, 1, 2, 3))):
        offered = [one.id for one in workbook.catalogue.entries("harmed")]
        visit = workbook.begin(chance.choice(offered), "harmed")
        sheet = workbook.worksheet_of(visit)
        written = [one for one in sheet.questions() if isinstance(one, LongText | ShortText)]
        for question in written[: chance.randint(2, 12)]:
            for _pause in range(chance.choice((1, 1, 2, 4))):
                length = min(4_000, int(math.exp(chance.gauss(math.log(120), 1.0))))
                visit = workbook.save(visit.answer(question.id, Answer(value=_words(length, chance)), workbook.stamp()))
                if chance.random() < 0.1:  # thirty seconds of writing, or the cover
                    workbook.checkpoint()
        if chance.random() < 0.3:
            workbook.save_people(workbook.people.add(_words(6, chance))[0])
        workbook.save(replace(visit, state="closed"))
        workbook.checkpoint()


def _words(length: int, chance: random.Random) -> str:
    return "".join(chance.choice("abcdefghij klmno ") for _ in range(length))


def _now(folder: Path) -> int:
    """Return the moment by the file system's own clock."""
    mark = folder.with_name(f"{folder.name}.now")
    mark.write_bytes(os.urandom(8))
    return mark.stat().st_ctime_ns


def _truth(folder: Path) -> dict[str, str]:
    key = derive_for(folder, PASSPHRASE)
    known = {name_of(key.naming, ROOT, generation): "root" for generation in (0, 1)}
    with Vault.open(folder, PASSPHRASE) as vault:
        names = vault._root.names
        known |= {name_of(names, one.id, generation): "entry" for one in vault.entries() for generation in (0, 1)}
        vault._writable = vault._changed = False  # looking adds nothing
    return known


def _looked_at(folder: Path, known: dict[str, str], starts: list[int]) -> list[File]:
    objects = [one for one in folder.iterdir() if len(one.name) == 32]
    when = {one.name: one.stat().st_ctime_ns for one in objects}
    evening = {name: sum(start > moment for start in starts) for name, moment in when.items()}
    sizes = {one.name: one.stat().st_size for one in objects}
    found = []
    for one in objects:
        after = sum(evening[other] == evening[one.name] and when[other] > when[one.name] for other in when)
        data = one.read_bytes()
        near = [other for other in objects if other != one and evening[other.name] == evening[one.name]]
        twin = len(data) > BLOCK and any(abs(sizes[other.name] - len(data)) < WOBBLE for other in near)
        truth = known.get(one.name, "filler")
        found.append(File(truth, one.name, len(data), evening[one.name], after, twin, data))
    return found
