"""Evenings with keys: another passphrase, the recovery sheet, another workbook in the same folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ..making import PASSPHRASE
from ..terminal.harness import Terminal
from .evening import at, choose, dated, flat, go_to, kept, leave, opened, press, uncover

pytestmark = pytest.mark.terminal

DAY = "2026-03-02T20:00"
NEW = "marble teapot under nine clouds"
CHEAPLY = Path(__file__).parent.parent / "terminal" / "cheap.py"


def to_list(terminal: Terminal) -> None:
    """From home to the page with the passphrase and the backup."""
    choose(terminal, "Settings", "My own words")
    choose(terminal, "Passphrase, backup, another workbook…", "Check everything now…")


def type_line(terminal: Terminal, words: str, then: str) -> None:
    terminal.wait_quiet(0.2)
    terminal.type(words)
    terminal.wait_quiet(0.2)
    terminal.press("enter")
    terminal.wait_for(then)


def own_passphrase(terminal: Terminal, phrase: str, then: str) -> None:
    """From the page before the five words, make `phrase` the new passphrase."""
    choose(terminal, "Go on", "These five words will open it.")
    choose(terminal, "Use a passphrase of my own", "A passphrase of your own")
    type_line(terminal, phrase, "Once more")
    type_line(terminal, phrase, then)


def refused(folder: Path, phrase: str) -> None:
    """At the door `phrase` opens nothing."""
    with dated(DAY, "--folder", folder) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(phrase + "\r")
        terminal.wait_for(re.compile(r"does not open a workbook.*Passphrase:", re.DOTALL))
        terminal.wait_quiet(0.3)
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0


def test_after_a_change_the_new_passphrase_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    folder = kept(tmp_path / "book", "harmed")
    with opened(folder, DAY) as terminal:
        to_list(terminal)
        choose(terminal, "Change the passphrase…", "Your passphrase as it is now")
        type_line(terminal, "what someone else may try", "not the passphrase of this workbook")
        type_line(terminal, PASSPHRASE, "A new passphrase for this workbook")
        assert "still open with the old passphrase" in flat(terminal)
        own_passphrase(terminal, NEW, "The passphrase is changed.")
        leave(terminal)
        assert NEW.encode() not in terminal.raw
    refused(folder, PASSPHRASE)
    with opened(folder, DAY, NEW) as terminal:
        to_list(terminal)
        choose(terminal, "Change it and lock everything anew…", "Your passphrase as it is now")
        type_line(terminal, NEW, "For when someone may know your passphrase")
        own_passphrase(terminal, PASSPHRASE, "Everything is locked anew.")
        leave(terminal)
    refused(folder, NEW)
    with opened(folder, DAY) as terminal:
        leave(terminal)


def test_a_sheet_copied_by_hand_opens_the_workbook_when_the_passphrase_is_forgotten(tmp_path: Path) -> None:
    folder = kept(tmp_path / "book", "harmed")
    with opened(folder, DAY) as terminal:
        to_list(terminal)
        choose(terminal, "Recovery sheet…", "Whoever finds the paper can open everything")
        choose(terminal, "Go on, with the passphrase", "Your passphrase as it is now")
        type_line(terminal, PASSPHRASE, "AGE-SECRET-KEY-1")
        paper = re.findall(r"^ +\d+   ((?:[0-9A-Z]{2,4} *)+)$", terminal.text, re.MULTILINE)
        groups = " ".join(paper).split()
        assert len(groups) == 15
        terminal.press("f8")
        terminal.wait_gone(groups[3])
        terminal.wait_for("bread")
        uncover(terminal, groups[3])
        choose(terminal, "I have copied this", "The salt and its numbers")
        choose(terminal, "I have copied this", "Four lines to copy")
        choose(terminal, "I have copied this", "picked by chance")
        first, second = (int(one) for one in re.findall(r"Group (\d+):", terminal.text))
        type_line(terminal, groups[first - 1], "Group")
        type_line(terminal, groups[second - 1].lower(), "Your recovery sheet is made.")
        choose(terminal, "Back to Settings", "made in March 2026")
        leave(terminal)
        assert not [one for one in groups[:-1] if one in terminal.main_screen_after_exit()]
    with Terminal([sys.executable, CHEAPLY, "--folder", folder, "recover"]) as terminal:
        for number, row in enumerate(paper):
            type_line(terminal, row, f"Row {number * 4 + 5}:" if number < 3 else "A new passphrase")
        type_line(terminal, "3", "A passphrase of your own:")
        type_line(terminal, NEW, "Once more:")
        type_line(terminal, NEW, "The key is right.")
        assert terminal.wait_exit() == 0
    with opened(folder, DAY, NEW) as terminal:
        assert "noticed" not in flat(terminal)
        to_list(terminal)
        assert "made in March 2026" in terminal.text  # the paper is as good as before
        leave(terminal)


def test_another_workbook_shows_nothing_of_the_first_and_the_first_nothing_of_it(tmp_path: Path) -> None:
    folder = kept(tmp_path / "book", "caused_harm")
    with opened(folder, DAY) as terminal:
        terminal.wait_quiet(0.3)
        first_home = terminal.text
        to_list(terminal)
        choose(terminal, "Another workbook in this folder…", "You can keep more than one workbook here")
        assert "cannot tell from the files alone how many there are" in flat(terminal)
        own_passphrase(terminal, NEW, "The other workbook is made.")
        assert "This workbook does not remember that you made it." in flat(terminal)
        leave(terminal)
    with dated(DAY, "--folder", folder) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(NEW + "\r")
        terminal.wait_for("What brings you here?")
        press(terminal, "escape")
        assert "What brings you here?" in terminal.text  # it is asked for before anything else
        choose(terminal, "I guide a process for others", "All worksheets")
        leave(terminal)
    with opened(folder, DAY, NEW) as terminal:  # and only once
        choose(terminal, "Settings", "My own words")
        go_to(terminal, "Why I am here")
        assert "I guide a process for others" in terminal.text
        leave(terminal)
    with opened(folder, DAY) as terminal:
        terminal.wait_quiet(0.3)
        assert terminal.text == first_home
        to_list(terminal)
        assert re.search(r"Back up… +none yet", terminal.text)
        leave(terminal)


def test_a_backup_is_brought_back_where_the_folder_is_lost(tmp_path: Path) -> None:
    folder = kept(tmp_path / "book", "harmed")
    copy = tmp_path / "stick"
    copy.mkdir()
    with opened(folder, DAY) as terminal:
        to_list(terminal)
        choose(terminal, "Back up…", "One locked file with all of this workbook")
        choose(terminal, "Go on", "Where to")
        terminal.press("ctrl+u")
        terminal.wait_quiet(0.2)
        type_line(terminal, str(copy / "notes"), "Make the backup there")
        terminal.wait_until(lambda: "Make the backup there" in at(terminal), "the keys to go there")
        press(terminal, "enter")
        terminal.wait_for("It was read back and opened")
        choose(terminal, "Back to Settings", "last on 2 March 2026")
        leave(terminal)
    with dated(DAY, "--folder", tmp_path / "new") as terminal:
        terminal.wait_for("This is a private workbook.")
        choose(terminal, "I have a backup of a workbook…", "Where is the backup?")
        type_line(terminal, str(copy / "notes"), "Its passphrase")
        type_line(terminal, PASSPHRASE, "Where it is kept from now on")
        choose(terminal, "Bring it back there", "The backup is brought back.")
        choose(terminal, "Open it", "All worksheets")
        leave(terminal)
    with opened(tmp_path / "new", DAY) as terminal:
        unlocked = flat(terminal)
        assert "noticed" not in unlocked
        leave(terminal)
