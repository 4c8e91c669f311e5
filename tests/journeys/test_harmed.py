"""Someone harmed looks at danger signs on a bad evening, is interrupted, and comes back the next day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ..terminal.harness import Terminal
from .evening import SUBJECT, back, choose, dated, flat, leave, press, real, turn, turn_until, uncover, unlock

pytestmark = pytest.mark.terminal

SENTENCE = "He waited at the bus stop again"
REST = " and I went home another way."
NOTE = "call Ana before Friday"


def five_words(text: str) -> str:
    """Read the passphrase off the page."""
    between = text.partition("not even you.")[2].partition("Enter on a word")[0]
    words = between.split()
    assert len(words) == 5
    return " ".join(words)


def test_a_bad_evening_and_the_day_after(home: Path) -> None:
    phrase = first_evening(home)
    tomorrow = (datetime.now().astimezone() + timedelta(days=1)).replace(microsecond=0)
    next_day(phrase, tomorrow)
    after_two_weeks(phrase, tomorrow + timedelta(days=14))


def first_evening(home: Path) -> str:
    """From nothing to an answered sheet; the program as it is, with keys as costly as they are."""
    with real() as terminal:
        terminal.wait_for("This is a private workbook.")
        terminal.wait_for("Go on")
        assert not SUBJECT.search(terminal.text), terminal.text
        choose(terminal, "Go on", "What it is for")
        choose(terminal, "Go on", "What it cannot protect you from")
        choose(terminal, "Go on", "Enter on a word picks another")
        phrase = five_words(terminal.text)
        choose(terminal, "I have written these words down", "Once more")
        terminal.type(phrase[:-1] + "\r")
        terminal.wait_for("These are not the same words.")
        terminal.type(phrase + "\r")
        terminal.wait_for("Where it is kept")
        assert phrase not in terminal.text
        terminal.wait_for("It will be made.")
        assert not [*home.rglob("params")], "nothing is kept before the last step"
        choose(terminal, "Keep it there", "What brings you here?")
        choose(terminal, "I was harmed", "Start something")

        choose(terminal, "Is there danger right now?", "Is now a good time?")
        choose(terminal, "Yes, with all the questions", "These are signs that danger may be near.")
        turn(terminal, "Has someone done any of these")
        terminal.press("right")
        terminal.wait_for(re.compile(r"they might kill someone · Yes"))
        terminal.press("down", "right", "right")
        terminal.wait_for(re.compile(r"hurt or kill themselves · No"))
        terminal.wait_for("saved just now")
        turn(terminal, "Does someone keep watch on you")
        terminal.press("f2")
        choose(terminal, "Skip it", "How has it been lately?")
        turn_until(terminal, "What do you notice, in your own words?")
        terminal.wait_for("▸")
        terminal.type(SENTENCE)
        terminal.wait_for(SENTENCE)
        # Someone comes in.
        terminal.press("f8")
        terminal.wait_gone("Is there danger")
        terminal.wait_gone("F1 help")
        assert not SUBJECT.search(terminal.text), terminal.text
        assert "bus stop" not in terminal.text
        uncover(terminal, SENTENCE)
        terminal.type(REST)
        terminal.wait_until(lambda: SENTENCE + REST in flat(terminal), "the whole sentence")
        leave(terminal)
    assert b"bus stop" not in b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    return phrase


def next_day(phrase: str, day: datetime) -> None:
    """Come back through the door, find everything, begin another visit."""
    with dated(day.isoformat(), size=(60, 20)) as terminal:
        terminal.wait_for("Passphrase:")
        assert not SUBJECT.search(terminal.text), terminal.text
        terminal.type(phrase.upper() + "\r")
        terminal.wait_for("does not open")
        terminal.wait_for("Passphrase:")
        assert not SUBJECT.search(terminal.text), terminal.text
        assert " ".join(phrase.split()[:2]) not in flat(terminal).lower()  # one word alone may stand there by chance
        unlock(terminal, phrase)
        assert "Is there danger right now? · Your own sense" in flat(terminal)
        assert "2 answered · yesterday" in flat(terminal)
        choose(terminal, "Is there danger right now? ·", SENTENCE)
        terminal.wait_until(lambda: SENTENCE + REST in flat(terminal), "the whole sentence")

        terminal.press("f4")
        terminal.wait_for("You are here.")
        assert SENTENCE + REST in flat(terminal)
        seen = read_through(terminal)
        assert "Said or shown that they might kill someone: Yes" in seen
        assert "Said that they might hurt or kill themselves: No" in seen
        assert re.search(r"Does someone keep watch on you or hold you back\? skipped", seen), seen
        back(terminal, "What do you notice")
        back(terminal, "Settings")
        leave(terminal)


def read_through(terminal: Terminal) -> str:
    """Page through what is read from top to bottom; return all of it as one line."""
    for _page in range(20):
        before = terminal.text
        press(terminal, "pageup", patience=0.7)
        if terminal.text == before:
            break
    pages = [flat(terminal)]
    for _page in range(20):
        press(terminal, "pagedown", patience=0.7)
        if flat(terminal) == pages[-1]:
            break
        pages.append(flat(terminal))
    return " ".join(pages)


def after_two_weeks(phrase: str, day: datetime) -> None:
    """Look again: the sheet invites, a second visit stands beside the first, and both can be read."""
    with dated(day.isoformat()) as terminal:
        unlock(terminal, phrase)
        choose(terminal, "15 min", "You filled this in on")
        assert "Things may have changed since you last looked." in flat(terminal)
        choose(terminal, "Begin a new visit today", "Is now a good time?")
        choose(terminal, "Yes, the short way", "These are signs")
        turn(terminal, "Has someone done any of these")
        assert "· Yes" not in terminal.text, "a fresh look does not show what was marked before"
        terminal.press("right", "right")
        terminal.wait_for("might kill someone · No")
        turn_until(terminal, "In one line, what do you want done next?")
        terminal.wait_for("▸")
        terminal.type(NOTE)
        terminal.wait_for(NOTE)
        back(terminal, "2 visits")
        choose(terminal, "Look back", "Which worksheet?")
        choose(terminal, "Is there danger right now?", "Then")
        terminal.press("enter")
        terminal.wait_for("Before you look")
        assert NOTE.split()[0] in read_through(terminal)
        leave(terminal)
