"""A facilitator maps who can help, and hands on a page on which nobody is named and nothing private stands."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ..terminal.harness import Terminal
from .evening import at, back, choose, flat, go_to, kept, leave, opened, press, turn_until

pytestmark = [pytest.mark.terminal, pytest.mark.needs("pdftotext")]

SHEET = "Who can help, who may get in the way"
NAMES = ("Rosalind", "Jamal", "Okafor")
UNSURE = "wants to hear it from Rosalind first"
TAKEN_OUT = "Nobody to ask yet."
PRIVATE = "the landlord takes sides"


def add(terminal: Terminal, name: str) -> None:
    """Write a name into the field that has the focus."""
    terminal.type(name + "\r")
    terminal.wait_until(
        lambda: any(line.strip().partition(" · ")[0] == name for line in terminal.screen), f"{name} on the list"
    )


def place(terminal: Terminal, name: str, ring: str) -> None:
    """Move `name` on the map until it stands on `ring`: in the middle first, then out."""
    go_to(terminal, name)
    press(terminal, "right")
    for _press in range(5):
        if f"{name} · {ring}" in flat(terminal):
            return
        press(terminal, "right")
    raise AssertionError(f"{name} never stood on {ring!r}:\n{terminal.framed()}")


def map_allies(terminal: Terminal) -> None:
    """Fill in the sheet: people, rings, a row about someone unsure, a private row."""
    choose(terminal, "All worksheets", "Find:")
    choose(terminal, SHEET, "Is now a good time?")
    choose(terminal, "Yes, with all the questions", "Initials or made-up names are enough.")
    turn_until(terminal, "Who comes to mind")
    for name in NAMES:
        add(terminal, name)
    turn_until(terminal, "Where does each one stand in this today?")
    place(terminal, NAMES[0], "Allies with much trust")
    place(terminal, NAMES[1], "Could go either way")
    place(terminal, NAMES[2], "May get in the way")

    turn_until(terminal, "What could bring those who are unsure a little closer?")
    choose(terminal, "Add: someone who is unsure", "What makes them unsure")
    go_to(terminal, "Rosalind", "tab")
    press(terminal, "right")
    press(terminal, "space")
    terminal.wait_for("[x] Jamal")
    press(terminal, "tab")
    press(terminal, "tab")
    terminal.type(UNSURE)
    terminal.wait_for(UNSURE)

    turn_until(terminal, "What or who may get in the way?")
    choose(terminal, "Add: a barrier", "How it gets in the way")
    terminal.type(PRIVATE)
    terminal.wait_for(PRIVATE)
    turn_until(terminal, "That was the last question.")


def lines_on(terminal: Terminal, count: int) -> None:
    """Wait until the head says how many lines are on the page."""
    terminal.wait_for(f"{count} line" + ("" if count == 1 else "s") + " on")


def save(terminal: Terminal, kind: str, path: Path) -> None:
    """Choose the kind and the place, and ask for it to be saved."""
    choose(terminal, "Save the page to a file", "Save it as")
    terminal.wait_quiet(0.2)
    if f"(•) {kind}" not in terminal.text:
        go_to(terminal, kind)
        press(terminal, "space")
    name_file(terminal, path)


def name_file(terminal: Terminal, path: Path) -> None:
    """Write `path` into the field in place of what stands there, and go on."""
    go_to(terminal, "/", "tab")
    terminal.press("end", "ctrl+u")
    terminal.wait_until(lambda: "/" not in at(terminal), "an empty line")
    terminal.type(str(path))
    terminal.wait_for(path.name)
    go_to(terminal, "Save…", "tab")
    terminal.press("enter")


def agree(terminal: Terminal, path: Path) -> None:
    """Read the one warning, save, and go back to the lines."""
    terminal.wait_for("going to be a file of its own")
    assert str(path) in "".join(terminal.text.split())
    assert "used in court by any side" in flat(terminal)
    choose(terminal, "Save it there", "The page is saved:")
    choose(terminal, "Back to the summary", "10 lines on, 1 off")


def text_of(path: Path) -> str:
    """Return what a reader finds in the PDF at `path`."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_map_becomes_a_page_without_names(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", "facilitating")
    pdf, text, markdown = (tmp_path / f"s{ending}" for ending in (".pdf", ".txt", ".md"))
    with opened(folder, "2026-03-02T20:00") as terminal:
        map_allies(terminal)
        choose(terminal, "Make a summary of this", "go into it?")
        choose(terminal, "Next", "How are people named on the page?")
        go_to(terminal, "By a letter")
        press(terminal, "space")
        terminal.wait_for("Jamal    → Person B")
        choose(terminal, "Next", "go on the page.")
        assert not any(name in terminal.text for name in NAMES)
        assert "2 lines on, 9 off" in terminal.text, "only what was approved for all goes out unasked"
        choose(terminal, "Put every line on the page", "11 lines on")
        go_to(terminal, TAKEN_OUT, "up")
        press(terminal, "space")
        terminal.wait_for("10 lines on, 1 off")

        save(terminal, "A page to print (PDF)", pdf)
        agree(terminal, pdf)
        made = pdf.read_bytes()
        # The same name again: nothing is written over, and a sentence says so.
        save(terminal, "A page to print (PDF)", pdf)
        terminal.wait_for("There is something at that place already.")
        assert "It stays as it is." in flat(terminal)
        assert pdf.read_bytes() == made
        back(terminal, "10 lines on, 1 off")
        save(terminal, "Plain text", text)
        agree(terminal, text)
        save(terminal, "Markdown", markdown)
        agree(terminal, markdown)
        leave(terminal)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept", "s.md", "s.pdf", "s.txt"]
    for page in (text_of(pdf), text.read_text(), markdown.read_text()):
        words = " ".join(page.split())
        assert "Allies with much trust: Person A" in words
        assert "Could go either way: Person B" in words
        assert UNSURE.replace("Rosalind", "Person A") in words, "the name goes out of their own words too"
        assert TAKEN_OUT not in words
        assert not any(name in words for name in NAMES)
        assert PRIVATE not in words
    assert pdf.stat().st_mode & 0o077 == 0, "others on this computer cannot read it"
