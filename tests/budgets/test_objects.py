"""What one changed answer writes, and what opening a workbook reads: on a real disk, counted from outside.

- A save is the same for a workbook of ten visits and of some hundred: the same calls, and the same bytes.
- The marks are calls that ask for a file that is not there; between them lies what is counted.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from . import over

pytestmark = pytest.mark.needs("strace")

FEW, MANY = 10, 300
CASE = 4096
"""Bytes around the words of an answer: the visit they stand in, padding, and what seals them."""
WORDS = "I walked along the river, and then I wrote down what I want to say when we meet again. " * 4
PREPARE = """
import os, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.making import new_workbook, open_again
from ciworkbook.answers.answer import Answer
folder, visits, words = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
def mark(name):
    try:
        os.stat("/mark-" + name)
    except OSError:
        pass
def answered(book, visit, words):
    return visit.answer("sense_words", Answer("given", words), book.stamp())
"""
MAKE = (
    PREPARE
    + """
book = new_workbook(folder)
for number in range(visits):
    book.save(answered(book, book.begin("danger-signs-now", "harmed"), words))
book.close()
"""
)
SAVE = (
    PREPARE
    + """
book = open_again(folder)
visit = book.all_visits()[0]
book.save(answered(book, visit, words + "a"))  # the first save of a session also makes its own file
visit = answered(book, visit, words + "b")
mark("begin")
book.save(visit)
mark("end")
mark("checkpoint-begin")
book.checkpoint()
mark("checkpoint-end")
book.close()
"""
)
OPEN = (
    PREPARE
    + """
mark("begin")
book = open_again(folder)
mark("end")
assert len(book.all_visits()) == visits
book.close()
"""
)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Workbooks of few visits and of many, made once."""
    base = tmp_path_factory.mktemp("visits")
    for visits in (FEW, MANY):
        run(MAKE, base / str(visits), visits)
    return {visits: base / str(visits) for visits in (FEW, MANY)}


def run(code: str, folder: Path, visits: int, *before: str) -> None:
    given = [sys.executable, "-c", code, str(ROOT), str(folder), str(visits), WORDS]
    subprocess.run([*before, *given], check=True, cwd=folder.parent)


def traced(code: str, folder: Path, visits: int) -> list[str]:
    """Return every call of one run, a line each."""
    record = folder.parent / "record"
    run(code, folder, visits, "strace", "-f", "-qq", "-y", "-s", "0", "-o", str(record))
    return record.read_text(encoding="utf-8", errors="replace").splitlines()


def between(lines: list[str], begin: str, end: str) -> list[str]:
    """Return the lines between two marks."""
    at = [next(i for i, one in enumerate(lines) if f'/mark-{name}"' in one) for name in (begin, end)]
    return lines[at[0] + 1 : at[1]]


def calls(lines: list[str]) -> Counter[str]:
    """Return how often each call is made, memory apart: that is as the system has it."""
    found = Counter(one[1] for line in lines if (one := re.match(r"(?:\d+ +)?(\w+)\(", line)))
    return Counter({name: count for name, count in found.items() if name not in ("mmap", "munmap", "brk", "madvise")})


def written(lines: list[str]) -> int:
    """Return how many bytes are written."""
    return sum(int(one[1]) for line in lines if (one := re.search(r"\bp?write(?:64)?\(.* = (\d+)$", line)))


def objects(lines: list[str], folder: Path) -> list[str]:
    """Return the name of each file of the workbook that is opened to be read, as often as it is."""
    found = re.compile(rf'open(?:at)?\(.*"{re.escape(str(folder))}/([0-9a-f]+)", O_RDONLY.* = \d')
    return [one[1] for line in lines if (one := found.search(line))]


def test_a_changed_answer_writes_itself_and_no_more(folders: dict[int, Path]) -> None:
    taken, sizes = {}, {}
    for visits, folder in folders.items():
        lines = traced(SAVE, folder, visits)
        save = between(lines, "begin", "end")
        taken[visits] = calls(save)
        sizes[visits] = written(save)
        # What is written is the sealed answer and nothing beside it.
        sealed = [int(one[1]) for line in save if (one := re.search(r"write\(.*\.tmp>.* = (\d+)$", line))]
        assert [written(save)] == sealed
        clear = len(WORDS.encode())
        assert sizes[visits] <= 1.1 * clear + CASE
    assert taken[FEW] == taken[MANY]
    assert over("save: calls", dict(taken[FEW])) == []


def test_opening_reads_each_object_as_often_as_it_did(folders: dict[int, Path]) -> None:
    count = {}
    for visits, folder in folders.items():
        read = Counter(objects(between(traced(OPEN, folder, visits), "begin", "end"), folder))
        assert len(read) >= visits
        count[visits] = sum(read.values())
    more = (count[MANY] - count[FEW]) / (MANY - FEW)
    assert over("unlock: objects read", {"a hundred visits more": round(100 * more)}) == []
    assert over("unlock: objects read", {"few visits": count[FEW]}) == []
