"""What can go wrong, as a person meets it: a plain sentence that says what happened and what to do; nothing is lost."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ciworkbook.answers.answer import Answer

from ..making import PASSPHRASE, Clock, new_workbook, open_again
from ..terminal.harness import Terminal
from .evening import choose, dated, flat, kept, leave, opened, real, unlock

pytestmark = pytest.mark.terminal

DAY = "2026-03-02T20:00"
WORDS = "The words of the person"
COLOR = re.compile(rb"\x1b\[[\d;]*?(?<=[\[;])(?:[349][0-79]|10[0-7]|[34]8;)[\d;]*m")


def written(folder: Path) -> Path:
    """Make a workbook with two visits in it, closed again."""
    book = new_workbook(folder, Clock("2026-03-01T20:00:00+01:00"), door="harmed")
    for sheet in ("danger-signs-now", "accountability-staircase"):
        visit = book.begin(sheet, "harmed")
        question = "next_line" if sheet == "danger-signs-now" else "my_needs"
        book.save(visit.answer(question, Answer(value=WORDS), book.stamp()))
    book.close()
    return folder


def at_a_line(folder: Path, question: str = "next_line") -> Path:
    """Make a workbook whose open visit waits at an empty `question`."""
    book = new_workbook(folder, Clock("2026-03-01T20:00:00+01:00"), door="harmed")
    visit = book.begin("danger-signs-now", "harmed").answer("next", Answer(value="note_only"), book.stamp())
    book.save(replace(visit, at_question=question))
    book.close()
    return folder


def carry_on(terminal: Terminal, shows: str = "In one line") -> None:
    """Go on where the visit was left."""
    choose(terminal, "Is there danger right now? ·", shows)
    terminal.wait_for("▸")


def refused(terminal: Terminal, *said: str) -> None:
    """The program ends by itself, with a plain sentence and without a fault."""
    terminal.wait_exit()
    left = " ".join(terminal.main_screen_after_exit().split())
    for words in said:
        assert words in left
    assert "Traceback" not in left
    assert terminal.process.returncode not in (70, -6, -11)


def wait_for_prompts(terminal: Terminal, count: int) -> None:
    """Wait until the door has asked so many times; what is typed while it looks is let go."""
    terminal.wait_until(lambda: terminal.read() is not None and terminal.raw.count(b"Passphrase:") >= count, "the door")


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_wrong_passphrase(tmp_path: Path) -> None:
    with dated(DAY, "--folder", written(tmp_path / "kept")) as terminal:
        for number, wrong in enumerate(("five plain words for test", "x", PASSPHRASE.upper()), 1):
            wait_for_prompts(terminal, number)
            terminal.type(wrong + "\r")
            terminal.wait_for("does not open")
            assert wrong not in terminal.text
        wait_for_prompts(terminal, 4)
        unlock(terminal)
        leave(terminal)


def test_a_second_window_on_the_same_folder(tmp_path: Path) -> None:
    folder = at_a_line(tmp_path / "kept")
    with opened(folder, DAY) as first:
        carry_on(first)
        first.type(WORDS)
        first.wait_for(WORDS)
        with dated(DAY, "--folder", folder) as second:
            second.wait_for("Passphrase:")
            second.type(PASSPHRASE + "\r")
            refused(second, "This folder is open in another window.", "Nothing was changed.")
        first.type(" go on")
        first.wait_for(WORDS + " go on")
        first.wait_for("saved just now")
        leave(first)
    assert answers(folder) == {"note_only", WORDS + " go on"}


def answers(folder: Path) -> set[str]:
    """Return every text that is kept, read without the program's pages."""
    book = open_again(folder)
    try:
        return {value.value for one in book.visits() for value in one.answers.values() if isinstance(value.value, str)}
    finally:
        book.close()


@pytest.mark.parametrize(("name", "how"), [("params", "damaged"), ("params.bak", "missing")])
def test_one_copy_of_the_parameters(name: str, how: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "kept")
    if how == "damaged":
        damage(folder / name)
    else:
        (folder / name).unlink()
    with opened(folder, DAY) as terminal:
        assert f"The file {name} was {how}. Its other copy is whole." in flat(terminal)
        assert "Look back" in terminal.text
        leave(terminal)
    assert (folder / "params").read_bytes() == (folder / "params.bak").read_bytes(), "it is whole again"


def test_both_copies_of_the_parameters(tmp_path: Path) -> None:
    folder = written(tmp_path / "kept")
    for name in ("params", "params.bak"):
        damage(folder / name)
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    with dated(DAY, "--folder", folder) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        refused(terminal, "params and params.bak", "are damaged.", "an older copy", "Nothing was changed.")
    for name, data in before.items():
        assert (folder / name).read_bytes() == data


def test_a_damaged_object_is_named_and_the_rest_opens(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    book = new_workbook(folder, Clock("2026-03-01T20:00:00+01:00"), door="harmed")
    stairs = book.begin("accountability-staircase", "harmed")
    book.save(stairs.answer("my_needs", Answer(value="rest"), book.stamp()))
    there = {one.name for one in folder.iterdir()}
    visit = book.save(book.begin("danger-signs-now", "harmed").answer("next_line", Answer(value="a"), book.stamp()))
    both = {one.name for one in folder.iterdir()} - there
    again = book.save(visit.answer("next_line", Answer(value=WORDS), book.stamp()))
    newest_file = max(
        (folder / one.name for one in folder.iterdir() if one.name not in there | both), key=os.path.getmtime
    )
    assert again.entry == visit.entry
    book.close()
    damage(newest_file)
    with opened(folder, DAY, size=(60, 20)) as terminal:
        assert "1 thing you saved is damaged." in flat(terminal)
        choose(terminal, "What was noticed", "Look at the version before")
        assert "The version before it is whole." in flat(terminal)
        terminal.press("escape")
        terminal.wait_for("Carry on")
        choose(terminal, "Look back", "Steps towards change")
        leave(terminal)


def test_a_foreign_file_in_the_folder(tmp_path: Path) -> None:
    folder = written(tmp_path / "kept")
    foreign = {"letter.txt": b"hello", "f" * 32: b"not ours", ".DS_Store": b"\0\0"}
    for name, data in foreign.items():
        (folder / name).write_bytes(data)
    with opened(folder, DAY) as terminal:
        terminal.wait_for("Look back")
        leave(terminal)
    assert {name: (folder / name).read_bytes() for name in foreign} == foreign


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; needs the right to mount one."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small file system may not be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(path: Path) -> None:
    """Write to `path` until there is no room."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            os.write(number, bytes(4096))
    os.close(number)


@pytest.mark.needs("mount")
def test_a_disk_that_fills_up(small: Path) -> None:
    folder = at_a_line(small / "kept")
    with opened(folder, DAY) as terminal:
        carry_on(terminal)
        ballast = small / "ballast"
        fill(ballast)
        terminal.type(WORDS)
        terminal.wait_for("This could not be saved: the disk is full.")
        terminal.press("ctrl+q")
        terminal.wait_for("Not saved yet")
        assert "Make some room on the disk, then save again." in flat(terminal)
        ballast.unlink()
        choose(terminal, "Try to save again", re.compile("saved|Saved"))
        choose(terminal, "Leave")
        assert terminal.wait_exit() == 0
    assert answers(folder) == {"note_only", WORDS}


@pytest.mark.needs("mount")
def test_a_folder_that_may_not_be_written(small: Path) -> None:
    folder = at_a_line(small / "kept")
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with opened(folder, DAY) as terminal:
        assert "You can read here, but nothing can be saved." in flat(terminal)
        carry_on(terminal)
        terminal.type(WORDS)
        terminal.wait_for("This could not be saved")
        assert WORDS in terminal.text
        terminal.press("ctrl+q")
        terminal.wait_for("Not saved yet")
        assert "Check whether the disk or stick is locked against writing" in flat(terminal)
        choose(terminal, "Back to the page", WORDS)


@pytest.mark.parametrize("size", [(39, 20), (60, 14), (20, 5)])
def test_a_window_that_is_too_small_at_the_start(size: tuple[int, int]) -> None:
    with real(size=size) as terminal:
        said = "This needs a window of at least 40 columns and 15 rows."
        refused(terminal, said, f"This one has {size[0]} and {size[1]}.", "then start again.")
        assert terminal.process.returncode == 2


def test_a_window_that_shrinks_and_grows_again(tmp_path: Path) -> None:
    folder = at_a_line(tmp_path / "kept")
    with opened(folder, DAY) as terminal:
        carry_on(terminal)
        terminal.type(WORDS)
        terminal.wait_for(WORDS)
        for size in ((30, 8), (10, 3), (1, 1)):
            terminal.resize(*size)
            terminal.wait_quiet()
        terminal.type(" and more")
        terminal.resize(80, 24)
        terminal.wait_for(WORDS + " and more")
        leave(terminal)
    assert answers(folder) == {"note_only", WORDS + " and more"}


def test_no_color(tmp_path: Path) -> None:
    folder = at_a_line(tmp_path / "kept", "harm_signs")
    with dated(DAY, "--folder", folder, NO_COLOR="1") as terminal:
        unlock(terminal)
        carry_on(terminal, "Has someone done any of these")
        terminal.press("right")
        terminal.wait_for("· Yes")
        leave(terminal)
        assert not COLOR.search(terminal.raw)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    folder = at_a_line(tmp_path / "kept")
    with opened(folder, DAY) as terminal:
        carry_on(terminal)
        terminal.type(b"before\xff\xfe\xc3(\x80after")
        terminal.wait_for(re.compile(r"before.*after"))
        terminal.wait_for("saved just now")
        leave(terminal)
    (kept_words,) = answers(folder) - {"note_only"}
    assert kept_words.startswith("before")
    assert kept_words.endswith("after")
    kept_words.encode()


def test_bytes_that_are_no_text_at_the_door(tmp_path: Path) -> None:
    with dated(DAY, "--folder", kept(tmp_path / "kept", "harmed")) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(b"abc\xff\xc3(\r")
        terminal.wait_for(re.compile("does not open|did not send whole"))
        unlock(terminal)
        leave(terminal)


def test_a_paste_of_a_megabyte(tmp_path: Path) -> None:
    folder = at_a_line(tmp_path / "kept", "sense_words")
    with opened(folder, DAY) as terminal:
        carry_on(terminal, "What do you notice")
        terminal.type("mine. ")
        terminal.wait_for("mine.")
        terminal.paste("word " * 200_000)
        terminal.wait_until(
            lambda: "characters did not fit and were left out." in flat(terminal), "how much did not fit"
        )
        assert "What you had written is all here." in flat(terminal)
        terminal.wait_for("saved just now")
        leave(terminal)
    (words,) = answers(folder) - {"note_only"}
    assert words == ("mine. " + "word " * 4000)[:20_000]
