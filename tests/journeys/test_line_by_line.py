"""Whole evenings in lines, one for each door: a worksheet filled in, a pause, hiding, leaving, coming back weeks later.

- Each evening is the real program with `--plain` on a pseudo-terminal; what is heard is every byte it sent.
- What is heard holds no drawing, nothing twice, and no escape but those that clear the window and fence off a paste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ciworkbook.linear.window import CLEARING

from ..linear.heard import stumbles
from ..making import PASSPHRASE
from ..terminal.harness import Terminal
from .evening import SUBJECT, dated, kept, real

pytestmark = pytest.mark.terminal

FIRST, LATER = "2026-03-02T20:00:00+01:00", "2026-04-20T20:00:00+02:00"
QUIET = ("\x1b[?2004h", "\x1b[?2004l", CLEARING)
"""Escapes that say nothing: pasting begins and ends, the window is cleared."""


class Voice:
    """Hears what the program says, and answers it line by line."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.at = terminal, 0
        self.typed: list[str] = []

    @property
    def new(self) -> str:
        """What was said since the last line."""
        return self.terminal.raw[self.at :].decode("utf-8", "replace").replace("\r", "")

    def heard(self, end: str = ": ") -> str:
        """Wait until something is asked, which ends with `end`; return what was said, on one line."""
        self.terminal.wait_until(
            lambda: self.new.endswith(end), f"a question after {self.typed[-3:]}: {self.new[-900:]}"
        )
        return " ".join(self.new.split())

    def say(self, line: str, *heard: str, end: str = ": ") -> None:
        """Once something is asked, and `heard` was said, type `line` and Enter."""
        said = self.heard(end)
        for one in heard:
            assert one in said, (one, said)
        self.typed.append(line)
        self.at = len(self.terminal.raw)
        self.terminal.type(f"{line}\r")

    def answers(self, *lines: tuple[str, str] | str) -> None:
        """Type each line once what stands before it was said."""
        for one in lines:
            heard, line = one if isinstance(one, tuple) else ("", one)
            self.say(line, heard)

    def hide(self) -> None:
        """Press Esc twice in the middle of a line, see that nothing is left, and come back with a key."""
        self.heard()
        self.terminal.type("half a")
        self.terminal.wait_until(lambda: self.new.endswith("half a"), "the line")
        self.at = len(self.terminal.raw)
        self.terminal.type("\x1b\x1b")
        self.terminal.wait_for("milk")
        assert not SUBJECT.search(self.terminal.text), self.terminal.framed()
        assert "half a" not in self.terminal.text
        self.terminal.wait_quiet(0.2)
        self.terminal.type(" ")
        self.terminal.wait_until(lambda: self.new.endswith("half a"), "the line as it was")

    def goes(self) -> None:
        """Leave, and let the window be cleared."""
        self.say("/leave")
        self.say("", "Clear it?")
        assert self.terminal.wait_exit() == 0
        assert self.terminal.main_screen_after_exit().strip() == ""


@contextmanager
def lines(folder: Path, at: str) -> Iterator[Voice]:
    """Go through the door of the workbook in `folder`, and stand at home; hold what was heard to how it may sound."""
    with dated(at, "--folder", folder, "--plain", "option", size=(80, 24)) as terminal:
        voice = Voice(terminal)
        voice.say(PASSPHRASE)
        assert "All worksheets" in voice.heard()
        yield voice
        sounds(terminal, voice)


def sounds(terminal: Terminal, voice: Voice) -> None:
    """Hold everything that was sent to what a screen reader can say."""
    text = terminal.raw.decode("utf-8", "replace").replace("\r", "")
    assert PASSPHRASE not in text
    text = text.rpartition(CLEARING)[0]  # after that the launcher puts the modes of the terminal back
    for one in QUIET:
        text = text.replace(one, "\n")
    assert "\x1b" not in text, re.findall("\x1b.{0,12}", text)
    text = text.replace("\b \b", "")
    said = [
        line for line in text.split("\n") if not any(typed and line.endswith(f": {typed}") for typed in voice.typed)
    ]
    assert not list(stumbles("\n".join(said)))


def on_to(voice: Voice, words: str) -> None:
    """Press Enter until `words` are said."""
    for _page in range(60):
        if words in voice.heard():
            return
        voice.say("")
    raise AssertionError(words)


def evening(voice: Voice, sheet: str, *lines: tuple[str, str]) -> None:
    """Open `sheet`, go to each question by Enter, and type each line there."""
    voice.say(sheet)
    for words, line in lines:
        on_to(voice, words)
        voice.say(line)
    on_to(voice, "How are you leaving this page?")
    voice.say("1")


EVENINGS: dict[str, tuple[str, list[tuple[str, str]], list[tuple[str, str]], str]] = {
    "harmed": (
        "What do I want right now",
        [
            ("What would you like?", ""),
            ("13.", "2 5"),
            ("Rest and sleep", "1"),
            ("Not to have to tell it again", "1"),
            ("What does good help look like", "//someone who asks first"),
            ("Go on, or a dot to end", "and then waits"),
            ("Go on, or a dot to end", "."),
            ("How much say do you have", "1"),
            ("What contact do you want", "/skip"),
            ("No reason is needed", "4"),
        ],
        [("It was brought from the visit before", "3"), ("", "/back"), ("Last time: 1 on a line from 0", "")],
        "How much say do you have",
    ),
    "caused_harm": (
        "Steps towards",
        [
            ("Where are you with this today?", "I see some of it"),
            ("Where do you stand?", "2"),
            ("Seeing that it was harm", "1"),
            ("I stand here", ""),
            ("Number of a step", "/skip"),
            ("No reason is needed", ""),
            ("What is the next small step?", "tell R the whole of it"),
        ],
        [
            ("It was brought from the visit before", "3"),
            ("Seeing what it did", "1"),
            ("I stand here", ""),
            ("Number of a step", ""),
            ("", "/back"),
            ("Last time", ""),
        ],
        "Where do you stand?",
    ),
    "helping": (
        "Who can help",
        [
            ("Who comes to mind", "Big sister"),
            ("What kind of help", "1"),
            ("A name to add", "The choir"),
            ("What kind of help", "/back"),
            ("A name to add", ""),
            ("How alone are you", "/skip"),
            ("No reason is needed", "2"),
            ("Where does each one stand", "3"),
            ("not on the map yet", "1"),
            ("not on the map yet", "2"),
            ("Numbers to place or move", ""),
        ],
        [
            ("It was brought from the visit before", "1"),
            ("Take off the map", "2"),
            ("Numbers to place or move", ""),
            ("", "/back"),
            ("Last time", ""),
        ],
        "Where does each one stand",
    ),
    "facilitating": (
        "What we can agree",
        [
            ("Which goals are there", "2"),
            ("The harm stops", ""),
            ("Number, or Enter to go on", ""),
            ("Number, or Enter to go on", ""),
            ("What do you do now?", "2"),
            ("Who does what, for which goal?", "1"),
        ],
        [
            ("It was brought from the visit before", "2"),
            ("", "a new goal"),
            ("", "/back"),
            ("2. a new goal", ""),
            ("", "/back"),
            ("Last time", ""),
        ],
        "Which goals are there",
    ),
}


@pytest.mark.parametrize("door", EVENINGS)
def test_two_evenings_of_each_door(tmp_path: Path, door: str) -> None:
    sheet, first, later, moved = EVENINGS[door]
    folder = kept(tmp_path / "kept", door, FIRST)
    with lines(folder, FIRST) as voice:
        evening(voice, sheet, *first)
        voice.say("/pause", "saved just now")
        voice.say("", "A few quiet minutes")
        voice.hide()
        voice.say("\x15", end="half a")
        voice.goes()
    with lines(folder, LATER) as voice:
        voice.say(sheet)
        voice.say("1", "You filled this in on 2 March 2026.")
        on_to(voice, moved)
        for words, line in later:
            assert words in voice.heard()
            voice.say(line)
        voice.say("/home")
        voice.say("Look back", "All worksheets")
        voice.say(sheet)
        assert "2 visits since March" in voice.heard()
        voice.goes()


def test_a_first_evening_from_nothing_and_the_next_day(home: Path) -> None:
    with real("--plain") as terminal:
        voice = Voice(terminal)
        assert not SUBJECT.search(voice.heard()), "the first page shows nothing of what it is about"
        voice.say("")
        voice.say("", "What it is for")
        voice.say("", "What it cannot protect you from")
        voice.heard()
        phrase = five_words(voice.new)
        voice.say("I have written these words down")
        voice.say(phrase)
        voice.say("Keep it there", "Where it is kept")
        assert not [*home.rglob("params")], "nothing is kept before the last step"
        voice.say("I was harmed", "What brings you here?")
        voice.say("Is there danger", "All worksheets")
        voice.say("Yes, with all the questions", "Is now a good time?")
        on_to(voice, "What do you notice, in your own words?")
        voice.say("he waited at the bus stop again")
        voice.heard()
        terminal.type("and I went home")
        terminal.wait_until(lambda: voice.new.endswith("and I went home"), "the second line")
        terminal.hang_up()
        terminal.wait_exit()
    with real("--plain") as terminal:
        voice = Voice(terminal)
        voice.say(phrase)
        voice.say("Carry on", "Is there danger right now")
        said = voice.heard()
        assert "You wrote: he waited at the bus stop again and I went home" in said
        voice.goes()


def five_words(text: str) -> str:
    """Return the passphrase that was said: the five words above the choices, each on its line."""
    return " ".join(text.partition("\n1. ")[0].split("\n")[-5:])
