"""While a person works: a key, the next question, the cover. Each beside its floor, both open at the same time."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .made import Open, open_visit
from .measuring import Pair, alternate
from .rows import Asked, Figure, Goal, Result, row
from .starting import BARE, HOME, OURS, PROMPT
from .window import Window, home
from .workbooks import PASSPHRASE

LETTERS = "βγδζηθλμξπρστφχψωбгджзлмнптфцчшщэюяΓΔΘΛΞΠΣΦΨΩБГДЖЗЛФЦЧШЭЮЯ"
"""One at a time, each once: none of them stands on a page, so that one that comes is the one that was typed."""
PAGE_DOWN, PAGE_UP, COVER, BACKSPACE = "\x1b[6~", "\x1b[5~", "\x1b[19~", "\x7f"
BLANKED = b"\x1b[24;1H\x1b[2K"
"""The last row emptied."""
HURRY = 1.3
"""Seconds under the cover after which a key that brings the page back is not part of the hurry that hid it."""
PAUSE = 0.06
"""Seconds without a byte after which the next key comes."""


@contextlib.contextmanager
def at_question(made: Open) -> Iterator[Window]:
    """Give the program with the open visit before the person, at rest."""
    with tempfile.TemporaryDirectory() as place, Window((*OURS, "--folder", made.folder), home(Path(place))) as window:
        window.until(PROMPT)
        window.rest()
        window.type(PASSPHRASE + "\r")
        window.until(HOME)
        window.rest()
        window.forget()
        window.type("\r")
        window.until(made.label[:24])
        window.rest()
        yield window


@contextlib.contextmanager
def bare(until: str, *arguments: str | Path) -> Iterator[Window]:
    """Give a floor, at rest."""
    command = (sys.executable, "-I", BARE, *arguments)
    with tempfile.TemporaryDirectory() as place, Window(command, home(Path(place))) as window:
        window.until(until)
        window.rest()
        yield window


def answered(window: Window, key: str, until: str | bytes) -> float:
    """Press a key; return the seconds until `until` has come."""
    window.quiet(PAUSE)
    window.forget()
    begun = window.type(key)
    return window.until(until) - begun


def _typed(made: Open, rounds: int) -> Pair:
    with tempfile.TemporaryDirectory() as place:
        words = Path(place) / "words.txt"
        words.write_text(made.words, encoding="utf-8")
        seen = made.words[-10:].strip()
        with at_question(made) as ours, bare(seen, "text", words) as floor:
            letters = iter(LETTERS * 2)
            others = iter(LETTERS * 2)

            def one(window: Window, letter: str) -> float:
                took = answered(window, letter, letter)
                window.quiet(PAUSE)
                window.type(BACKSPACE)  # so that every key is typed at the same place, and no line breaks anew
                return took

            return alternate(lambda: one(ours, next(letters)), lambda: one(floor, next(others)), rounds, warm=3)


@row("typing", "key to paint while typing")
def typing(asked: Asked) -> Iterator[Result]:
    """Type in the longest worksheet, in a short text and in a long one."""
    rounds = asked.times(40)
    for length, said in ((600, "in the longest worksheet"), (19_900, "in 20,000 characters")):
        with open_visit(length) as made:
            pair = _typed(made, rounds)
        yield Result(
            f"key to paint, {said}",
            f"from the key until its letter stands in the terminal, at the end of a text of {length:,} characters in"
            f" {made.sheet.id}, the longest worksheet with texts",
            "a bare TextArea with the same text",
            Figure.of(pair.ours),
            Figure.of(pair.floor),
            pair.ratio,
            Goal("ratio", 1.3),
        )


@row("next-question", "next question")
def next_question(asked: Asked) -> Iterator[Result]:
    """Go to the next question, then back, which is not measured."""
    numbers = iter(range(1, 10_000))
    with open_visit(600) as made, at_question(made) as ours, bare("Question 0.", "questions") as floor:

        def turn() -> float:
            took = answered(ours, PAGE_DOWN, made.following[:24])
            answered(ours, PAGE_UP, made.label[:24])
            return took

        pair = alternate(
            turn, lambda: answered(floor, PAGE_DOWN, f"Question {next(numbers)}."), asked.times(40), warm=3
        )
    yield Result(
        "next question",
        "from Page Down, at a text with an answer, until the next question stands in the terminal, the answer saved",
        "mounting a bare label and TextArea",
        Figure.of(pair.ours),
        Figure.of(pair.floor),
        pair.ratio,
        Goal("ratio", 1.5),
    )


@row("cover", "cover")
def cover(asked: Asked) -> Iterator[Result]:
    """Cover the page while a long text is being written, with what was just typed not saved yet."""
    with tempfile.TemporaryDirectory() as place, open_visit(19_900) as made:
        blanking = Path(place) / "blanking"
        blanking.write_bytes(b"".join(b"\x1b[%d;1H\x1b[2K" % line for line in range(1, 25)))
        with at_question(made) as ours, bare("ready", "bytes", blanking) as floor:

            def covered() -> float:
                ours.type("a")
                ours.quiet(PAUSE)
                ours.forget()
                begun = ours.type(COVER)
                took = ours.until(BLANKED) - begun
                ours.quiet(HURRY)
                answered(ours, COVER, made.label[:24])
                return took

            pair = alternate(covered, lambda: answered(floor, COVER, BLANKED), asked.times(30), warm=2)
    what = "from the key until every row is emptied, in a text of 20,000 characters with a key just typed"
    for name, goal in (("cover, 95 of 100", Goal("p95", 50)), ("cover, the longest", Goal("most", 100))):
        yield Result(
            name,
            what,
            "writing the blanking bytes straight to the terminal",
            Figure.of(pair.ours),
            Figure.of(pair.floor),
            pair.ratio,
            goal,
        )
