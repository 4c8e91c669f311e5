"""Someone who caused harm stands on the staircase three times, and sees the movement up and down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..terminal.harness import Terminal
from .evening import at, back, choose, flat, go_to, kept, leave, opened, press, turn_until

pytestmark = pytest.mark.terminal

STOP, SEE = "The harm stops", "Seeing that it was harm"
FIRST, SECOND, THIRD = "2026-03-02T20:00", "2026-04-06T20:00", "2026-05-11T20:00"


def to_the_stairs(terminal: Terminal, *, again: bool) -> None:
    """Begin a visit and turn to the staircase."""
    choose(terminal, "40 min", "You filled this in on" if again else "Is now a good time?")
    if again:
        assert "Where do you stand now?" in flat(terminal)
        choose(terminal, "Begin a new visit today", "Is now a good time?")
    terminal.wait_quiet()
    if not at(terminal):  # a small window shows what is coming first
        press(terminal, "pagedown")
    choose(terminal, "Yes, the short way", "The steps go from the bottom up")
    turn_until(terminal, STOP)


def step_on_or_off(terminal: Terminal, step: str, key: str = "up") -> None:
    """Choose `step`, or take it back."""
    go_to(terminal, step, key)
    press(terminal, "space")


def say(terminal: Terminal, state: str) -> None:
    """Say how it is with the step that is marked."""
    for _press in range(6):
        if f"(•) {state}" in flat(terminal):
            return
        press(terminal, "right")
    raise AssertionError(f"no step became {state!r}:\n{terminal.framed()}")


SIZE = (60, 20)


def test_three_visits_show_a_way_up_and_down(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", "caused_harm")
    with opened(folder, FIRST, size=SIZE) as terminal:
        to_the_stairs(terminal, again=False)
        step_on_or_off(terminal, STOP)
        assert "I stand here" in at(terminal)
        say(terminal, "True today")
        leave(terminal)  # before a second of quiet has saved it
    with opened(folder, SECOND, size=SIZE) as terminal:
        to_the_stairs(terminal, again=True)
        step_on_or_off(terminal, SEE)
        say(terminal, "Partly")
        terminal.wait_for("saved just now")
        leave(terminal)
    with opened(folder, THIRD, size=SIZE) as terminal:
        to_the_stairs(terminal, again=True)
        step_on_or_off(terminal, SEE)
        assert "I stand here" not in at(terminal)
        go_to(terminal, STOP, "down")
        say(terminal, "Slipped back")
        # What the sheet says to a slip stands below the list; it is shown before the page turns.
        press(terminal, "pagedown")
        terminal.wait_until(lambda: "Stopping comes before the other steps." in flat(terminal), "the check")
        turn_until(terminal, "What has ever made you stop or slow down?")
        leave(terminal)
    with opened(folder, THIRD, size=SIZE) as terminal:
        choose(terminal, "Look back", "Which worksheet?")
        choose(terminal, "3 visits since March", "2 March")
        terminal.wait_quiet()
        assert "6 April" in terminal.text
        assert "11 May" in terminal.text
        seen = seen_below(terminal)
        # Then beside now: the drawing with where one stands and stood, and what changed, in words.
        assert drawn(seen, "●", STOP, "now, as before"), seen
        assert drawn(seen, "○", SEE, "before"), seen
        assert "┏━" in seen
        assert "a step down" in seen, seen
        assert f"{STOP}: was True today, now Slipped back" in seen, seen
        # The visits before: the way up shows.
        press(terminal, "pageup")
        press(terminal, "pageup")
        go_to(terminal, "Now")
        press(terminal, "left")
        seen = seen_below(terminal)
        assert drawn(seen, "●", SEE, "now"), seen
        assert "a step up" in seen, seen
        # Every visit in its place on one staircase, with the day below and what moved in words.
        press(terminal, "up")
        choose(terminal, "Over all visits", f"{STOP}  · · ·", key="up")
        seen = seen_below(terminal)
        assert "┌─○" in seen and "└─●" in seen, seen
        assert f"6 April 2026 · Standing from “{STOP}” to “{SEE}” a step up" in seen, seen
        # What was said is found again, whatever the capitals, and opens the visit at its place.
        back(terminal, "3 visits since March")
        back(terminal, "Which worksheet?")
        choose(terminal, "Find what I wrote", "A word, or several", key="up")
        terminal.type("SLIPPED back")
        terminal.wait_for("1 place")
        press(terminal, "enter")
        press(terminal, "enter")
        terminal.wait_for("Found here:")
        assert "11 May 2026" in terminal.screen[0]
        leave(terminal)


def drawn(seen: str, mark: str, step: str, words: str) -> bool:
    """Tell whether `step` is drawn with its mark and words, on one row or on two."""
    return re.search(rf"{mark} {re.escape(step)}[ ·│┃]+{words}", seen) is not None


def seen_below(terminal: Terminal) -> str:
    """Page down to the end; return everything seen on the way as one line."""
    pages = [flat(terminal)]
    for _page in range(10):
        press(terminal, "pagedown", patience=1.0)
        if flat(terminal) == pages[-1]:
            break
        pages.append(flat(terminal))
    return " ".join(pages)
