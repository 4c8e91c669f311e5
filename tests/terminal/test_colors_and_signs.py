"""What is sent to terminals of few colours, of none, and of locales that are not UTF-8.

- The bytes decide: no colour beyond what the terminal announces, nothing that its encoding does not have.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from .furnished import COVER, furnished
from .harness import Terminal
from .stops import command
from .touring import PASSPHRASE

SGR = re.compile(rb"\x1b\[([0-9;]*)m")
FIELD = "Something short"
FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


def started(place: Path, env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> Terminal:
    """Start the program on a workbook in which every page has something to show."""
    folder = furnished(place / "kept", place / "sheets")
    return Terminal(command(folder), size, env=env, cwd=place)


def come_by(terminal: Terminal) -> None:
    """Come by pages with a field, marks of choices, a line, a table, a ring map and stairs, and by the cover."""
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    for key, then in (
        ("", "Carry on"),
        ("f1", "save and leave at once"),
        ("escape", "Carry on"),
        ("enter", "Something long"),
        ("f2", "No reason is needed"),
        ("enter", FIELD),  # a question that is skipped leads to the next
        *(("pagedown", label) for label in ("One of these", "Some of these", "How near", "Which were there")),
        *(("pagedown", label) for label in ("Which day", "Row by row", "Who was there", "Who stands where")),
        ("v", "Show the list"),
        ("pagedown", "Which step"),
        ("v", "Show the list"),
        ("f8", COVER),
    ):
        if key:
            terminal.press(key)
        terminal.wait_for(then)
        terminal.wait_quiet(0.06)


def codes(terminal: Terminal) -> set[str]:
    """Return every number of every look that was sent."""
    return {number for found in SGR.findall(terminal.raw) for number in found.decode().split(";")}


NAMED = {str(base + at) for base in (30, 40, 90, 100) for at in range(8)}
LOOKS = {"0", "", "1", "4", "7"}


@pytest.mark.parametrize("term", ["linux", *(["xterm", "screen"] if FULL else [])])
def test_where_there_are_16_colors_only_those_are_sent(tmp_path: Path, term: str) -> None:
    with started(tmp_path, {"TERM": term}) as terminal:
        come_by(terminal)
        assert {"96", "37", "40"} <= codes(terminal) <= NAMED | LOOKS


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1", "COLORTERM": "truecolor"}, *([{"TERM": "vt100"}, {"TERM": "linux-m"}] if FULL else [])],
    ids=lambda env: next(iter(env.values())),
)
def test_where_there_is_to_be_no_color_none_is_sent(tmp_path: Path, env: dict[str, str]) -> None:
    with started(tmp_path, env) as terminal:
        come_by(terminal)
        assert {"1", "4", "7"} <= codes(terminal) <= LOOKS


def test_in_a_locale_without_signs_only_ascii_is_sent(tmp_path: Path) -> None:
    with started(tmp_path, {"TERM": "linux", "LC_ALL": "C"}) as terminal:
        come_by(terminal)
        assert terminal.raw.isascii()


def test_at_the_door_and_in_a_small_window_only_ascii_is_sent(tmp_path: Path) -> None:
    with started(tmp_path, {"LC_ALL": "POSIX"}, (40, 15)) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type("wrong\r")
        terminal.wait_for("does not open")
        terminal.press("ctrl+c")
        terminal.wait_exit()
        assert terminal.raw.isascii()


def test_in_a_locale_of_another_encoding_letters_are_sent_and_read_in_it(tmp_path: Path) -> None:
    with started(tmp_path, {"LC_ALL": "de_DE.ISO-8859-1"}) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Carry on")
        terminal.press("enter")
        terminal.wait_for("Something long")
        terminal.wait_quiet(0.1)
        terminal.press("pagedown")
        terminal.wait_for(FIELD)
        terminal.wait_quiet(0.1)
        assert "Kürbis-am-Fenster".encode("iso8859-1") in terminal.raw
        terminal.type(" Mö".encode("iso8859-1") + b"we")
        terminal.wait_until(lambda: " Möwe".encode("iso8859-1") in still(terminal), "what was typed")
        assert not any(0x80 <= one < 0xA0 for one in terminal.raw)


def still(terminal: Terminal) -> bytes:
    """Return what was sent, without what moves the cursor and changes looks."""
    terminal.read(0.05)
    return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", terminal.raw)


def test_nothing_moves_by_itself(tmp_path: Path) -> None:
    with started(tmp_path, {}) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Carry on")
        terminal.press("enter")
        terminal.wait_for("Something long")
        terminal.wait_quiet(0.5)
        assert terminal.read(1.5) == b""
