"""Saving: one durable save against a raw one, and the bytes that are written for one changed answer.

The raw one writes as many bytes as the save did to a new file in the same folder, brings them to the disk, puts the
file in the place of another and brings the folder to the disk: nothing less is durable.
"""

from __future__ import annotations

import contextlib
import gc
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.model import LongText

from . import workbooks
from .jrnl import opened
from .rows import Asked, Figure, Goal, Result, row

IO = Path("/proc/self/io")
ROUNDS = 300


def written_in(book: Workbook) -> tuple[Visit, str]:
    """Return the newest visit with a long answer, and its question."""
    for visit in reversed(book.visits()):
        for question in book.worksheet_of(visit).questions():
            if isinstance(question, LongText) and visit.value(question.id):
                return visit, question.id
    raise LookupError("no visit of this workbook has a long answer")


@dataclass
class Book:
    """A workbook that is saved into, and the floor beside it."""

    book: Workbook
    visit: Visit
    question: str
    size: int = 0
    """Bytes of the file of the visit."""

    @classmethod
    def open(cls, folder: Path) -> Book:
        """Open the workbook in `folder`, save once, and find out how large what was written is."""
        book = opened(folder)
        visit, question = written_in(book)
        made = cls(book, replace(visit, answers={}, carried=frozenset()), question)
        for turn in range(2):  # both files of the visit hold the same from here on, whatever the size of the workbook
            before = made.files()
            made.save(turn)
        made.size = made.bytes_since(before)
        return made

    def files(self) -> dict[str, int]:
        """Return the inode of each file of the folder: one that is written anew has another."""
        return {one.name: one.stat().st_ino for one in self.book.folder.iterdir()}

    def bytes_since(self, before: dict[str, int]) -> int:
        """Return how large the files are that were written since."""
        return sum(
            (self.book.folder / name).stat().st_size
            for name, inode in self.files().items()
            if before.get(name) != inode
        )

    def change(self, turn: int) -> None:
        """Write something else into the answer; as long whatever the turn."""
        words = f"{turn % 1000:03} {'Words that say a little more. ' * 80}"
        self.visit = self.visit.answer(self.question, Answer(value=words), self.book.stamp())

    def save(self, turn: int) -> float:
        """Save one changed answer; return the seconds."""
        self.change(turn)
        begun = time.perf_counter()
        self.visit = self.book.save(self.visit)
        return time.perf_counter() - begun


def raw(folder: Path, name: str, data: bytes) -> float:
    """Put `data` at `name` in `folder` so that it is there after a power cut, and do nothing else; the seconds."""
    begun = time.perf_counter()
    temporary = os.path.join(folder, f"{name}.tmp")  # noqa: PTH118 (a floor is as bare as it can be)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    os.replace(temporary, os.path.join(folder, name))  # noqa: PTH105, PTH118
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return time.perf_counter() - begun


@row("save", "one durable save")
def one_save(asked: Asked) -> Iterator[Result]:
    """Save into workbooks of every size in turn, and write as much raw into the same folder."""
    ours: dict[int, list[float]] = {count: [] for count in asked.counts}
    floor: dict[int, list[float]] = {count: [] for count in asked.counts}
    with contextlib.ExitStack() as stack:
        books = {count: Book.open(stack.enter_context(workbooks.copy(count, asked.seed))) for count in asked.counts}
        contents = {count: os.urandom(one.size) for count, one in books.items()}
        names = [os.urandom(16).hex() for _name in range(2)]
        gc.collect()
        gc.freeze()  # what is held is not looked through again and again while others are measured
        for turn in range(asked.times(ROUNDS) + 5):
            for count, one in books.items():
                mine, bare = one.save(turn), raw(one.book.folder, names[turn % 2], contents[count])
                if turn >= 5:
                    ours[count].append(mine)
                    floor[count].append(bare)
        gc.unfreeze()
        for one in books.values():
            one.book.close()
    most = asked.most
    growth = {count: Figure.of(times).median for count, times in ours.items()}
    yield Result(
        "one durable save",
        f"`Workbook.save` of a visit with one changed answer, {most:,} visits, until it is on the disk",
        "a raw write, fsync, rename and fsync of as many bytes",
        Figure.of(ours[most]),
        Figure.of(floor[most]),
        statistics.median(one / other for one, other in zip(ours[most], floor[most], strict=True)),
        Goal("ratio", 1.5),
        growth,
        {count: Figure.of(times).median for count, times in floor.items()},
        note=f"{len(contents[most]):,} bytes in the file",
    )
    yield Result(
        "one durable save, however many visits",
        "the slowest by the quickest of the medians over all sizes, all measured in turn",
        "itself",
        Figure.of(ours[most]),
        goal=Goal("spread", 1.1),
        growth=growth,
    )


def _bytes_written() -> int:
    """Return how many bytes this process has handed to the system to write."""
    line = next(line for line in IO.read_text().splitlines() if line.startswith("wchar:"))
    return int(line.split()[1])


@row("bytes", "bytes written for one changed answer")
def bytes_written(asked: Asked) -> Iterator[Result]:
    """Count what the kernel is given to write while one answer is saved, and while the list is written after it."""
    if not IO.exists():
        raise OSError("this system does not tell how many bytes a process writes")
    saved, listed, held = {}, {}, {}
    for count in asked.counts:
        with workbooks.copy(count, asked.seed) as folder:
            one = Book.open(folder)
            one.book.checkpoint()
            one.change(1)
            files, before = one.files(), _bytes_written()
            one.visit = one.book.save(one.visit)
            after = _bytes_written()
            held[count], saved[count] = float(one.bytes_since(files)), float(after - before)
            one.book.checkpoint()
            listed[count] = float(_bytes_written() - after)
            one.book.close()
    most = asked.most
    yield Result(
        "bytes written for one changed answer",
        f"all that the process writes while one answer of one visit is saved, {most:,} visits",
        "the encrypted file that holds it",
        Figure.of([saved[most]], "B"),
        Figure.of([held[most]], "B"),
        goal=Goal("ratio", 1.1),
        growth=saved,
        floor_growth=held,
    )
    yield Result(
        "bytes written at a checkpoint",
        "the list of entries, on leaving a worksheet, on covering, and every 30 s of writing",
        ours=Figure.of([listed[most]], "B"),
        growth=listed,
    )
