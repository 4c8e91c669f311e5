"""A whole evening with canaries in place of words: what each of them is, and the tour that types and shows them all.

- Every canary is a word that stands nowhere else, with letters that JSON, UTF-16 and base64 write in their own way.
- A tour waits for what the person would wait for, and never for a length of time.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ciworkbook.answers.answer import Answer
from ciworkbook.screens.app import TWICE
from ciworkbook.vault import Cost, Vault
from ciworkbook.workbook import Settings, Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..journeys.evening import choose, flat, go_to
from ..making import CHEAP, cheap_keys
from .harness import Terminal

LEAKY = Path(__file__).with_name("leaky.py")

PASSPHRASE = "Zinnober träge Quader Otterpelz 47"
CANARIES: Mapping[str, str] = {
    "passphrase": PASSPHRASE,
    "long text": "Ölmühle-neben-dem-Steg",
    "short text": "Kürbis-am-Fenster",
    "own word": "Wörterrabe",
    "own choice": "Fähre-nach-Süd",
    "alias": "Tante-Ürün",
    "about a person": "kennt-den-Schlüsseldienst",
    "table cell": "Gerüchte-im-Höfchen",
    "cover text": "Einkäufe-für-Mittwoch",
    "role": "die-Nachbarin-übrigens",
    "own number": "Fernsprecher-Süderbrück",
    "table text": "Gästebuch-im-Flur",
    "note": "Kärtchen-am-Türrahmen",
    "said before": "Räuspern-im-Gärtchen",
    "gone before": "Zärtlich-überholt",
    "taken back": "längst-gelöscht-äh",
}
"""What is written where. The last one is typed and erased again."""
TYPED = (
    "long text", "short text", "own word", "own choice", "alias", "about a person", "table cell", "cover text",
    "taken back",
)
"""Those that a tour from nothing types."""


def leaky(*changes: str, folder: Path) -> list[str | Path]:
    """The command of the program with `changes` of `leaky.py`; `-B`, because a checkout is no installed program."""
    return [sys.executable, "-B", LEAKY, *changes, "--", "--folder", folder]


def kept(folder: Path, *, begun: bool = False, cost: Cost = CHEAP) -> Path:
    """Make a workbook with `PASSPHRASE` in `folder`, closed again; return the folder.

    With `begun` it holds a visit that was left at a long text, empty as yet, so that `carry_on` comes to it at once.
    """
    with cheap_keys():
        workbook = Workbook(Vault.create(folder, PASSPHRASE, cost=cost), Catalogue.load())
    workbook.save_settings(Settings(door="harmed"))
    if begun:
        visit = workbook.begin("danger-signs-now", "harmed")
        visit = visit.answer("harm_signs", Answer("given", {"scared": {"state": "is_so"}}), workbook.stamp())
        workbook.save(replace(visit, at_question="sense_words"))
    workbook.close()
    return folder


def carry_on(terminal: Terminal) -> None:
    """Go on where the visit of `kept` was left."""
    terminal.wait_for(re.compile("[▸>] Carry on"))
    terminal.press("enter")
    terminal.wait_for("What do you notice, in your own words?")
    terminal.wait_for(re.compile(r"^  [▸>]$", re.MULTILINE))


def told(folder: Path) -> str:
    """Open the workbook in `folder` and return all that it holds, as one text."""
    with cheap_keys(), Vault.open(folder, PASSPHRASE) as vault:
        assert not [one for one in vault.findings if one.kind != "adopted"], vault.findings
        return "\n".join(vault.get(one.id).decode() for one in vault.entries() if one.kind != "definition")


# Steps of the tour


def first_evening(terminal: Terminal) -> None:
    """From nothing to home, with a passphrase of the person's own, shown once, copied and cut."""
    terminal.wait_for("This is a private workbook.")
    choose(terminal, "Go on", "What it is for")
    choose(terminal, "Go on", "What it cannot protect you from")
    choose(terminal, "Go on", "These five words")
    choose(terminal, "Use a passphrase of my own", "A passphrase of your own")
    for page in ("A passphrase of your own", "Once more"):
        terminal.wait_for(page)
        terminal.type(PASSPHRASE)
        copy_and_cut(terminal)
        terminal.press("enter")
    terminal.wait_for("Where it is kept")
    choose(terminal, "Keep it there", "What brings you here?")
    choose(terminal, "I was harmed", "Start something")


def unlock(terminal: Terminal) -> None:
    """Type the passphrase at the door, once wrong, and wait for home."""
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_until(lambda: terminal.is_alternate, "the pages")
    terminal.wait_for("All worksheets")


def wait_changed(terminal: Terminal, before: str) -> None:
    """Wait until the screen is no longer as it was `before`."""
    terminal.wait_until(lambda: terminal.text != before, "another page")


def turn_to(terminal: Terminal, wanted: str, most: int = 60) -> None:
    """Turn pages until `wanted` stands on one; from the last page, the other way."""
    key = "pagedown"
    for _page in range(most):
        terminal.wait_quiet(0.2)
        before = terminal.text
        if wanted in flat(terminal):
            return
        if "That was the last question." in before:
            key = "pageup"
        terminal.press(key)
        wait_changed(terminal, before)
    raise AssertionError(f"no page shows {wanted!r}:\n{terminal.framed()}")


def back(terminal: Terminal, then: str) -> None:
    """Press Esc, not so soon after another that the page is covered, and wait for what comes `then`."""
    end = time.monotonic() + 1.2 * TWICE
    while time.monotonic() < end:
        terminal.read(0.05)
    terminal.press("escape")
    terminal.wait_for(then)


def home(terminal: Terminal) -> None:
    """Close one page after the other until home is there."""
    for _page in range(8):
        if "Start something" in terminal.text:
            return
        before = terminal.text
        back(terminal, "")
        wait_changed(terminal, before)
        terminal.wait_quiet(0.1)
    raise AssertionError(f"home never came:\n{terminal.framed()}")


def copy_and_cut(terminal: Terminal) -> None:
    """Copy what stands in the field, cut it, and paste it back; and once more by the key that selects all."""
    for keys in (["home", "shift+end", "ctrl+c"], ["home", "shift+end", "ctrl+x", "ctrl+v"], ["f7", "ctrl+c", "end"]):
        for key in keys:
            terminal.press(key)
            terminal.wait_quiet(0.05)


def write(terminal: Terminal, name: str) -> None:
    """Type the canary `name` where the cursor is."""
    terminal.type(CANARIES[name])
    terminal.wait_until(lambda: CANARIES[name] in flat(terminal), name)


def danger_signs(terminal: Terminal) -> None:
    """A long text, covered in the middle, with something taken back; a short text; the read-through."""
    choose(terminal, "Is there danger right now?", "Is now a good time?")
    choose(terminal, "Yes, with all the questions", "These are signs")
    turn_to(terminal, "What do you notice, in your own words?")
    write(terminal, "taken back")
    for _letter in CANARIES["taken back"]:
        terminal.press("backspace")
    terminal.wait_until(lambda: CANARIES["taken back"][:8] not in terminal.text, "the words to be gone")
    write(terminal, "long text")
    copy_and_cut(terminal)
    terminal.wait_for("saved just now")
    terminal.press("f8")
    terminal.wait_gone(CANARIES["long text"])
    terminal.wait_for("bread")
    back(terminal, CANARIES["long text"])
    terminal.press("f1")
    terminal.wait_gone(CANARIES["long text"])
    back(terminal, CANARIES["long text"])
    turn_to(terminal, "In one line, what do you want done next?")
    write(terminal, "short text")
    copy_and_cut(terminal)
    terminal.wait_for("saved just now")
    terminal.press("f4")
    terminal.wait_for("You are here.")
    back(terminal, "In one line")
    home(terminal)


def ally_map(terminal: Terminal) -> None:
    """A choice in own words, a person with a field, the ring map with its drawing, a cell of a table."""
    choose(terminal, "All worksheets", "Find:")
    choose(terminal, "Who can help", "Is now a good time?")
    choose(terminal, "Yes, with all the questions", "Initials or made-up names")
    turn_to(terminal, "What kind of help would be good to have?")
    go_to(terminal, "Something else")
    terminal.press("space")
    terminal.wait_for("In your own words")
    write(terminal, "own choice")
    turn_to(terminal, "Who comes to mind")
    write(terminal, "alias")
    terminal.press("enter")
    terminal.wait_for("Backspace take off this list")
    terminal.press("shift+tab")
    go_to(terminal, CANARIES["alias"])
    terminal.press("enter")
    terminal.wait_for("What they are good at")
    go_to(terminal, "( )", "tab")
    for _field in range(2):
        terminal.press("tab")
        terminal.wait_quiet(0.15)
    write(terminal, "about a person")
    turn_to(terminal, "Where does each one stand")
    terminal.press("right")
    terminal.wait_for("●")
    terminal.press("v")
    terminal.wait_gone("Show the drawing")
    turn_to(terminal, "What or who may get in the way")
    choose(terminal, "Add: a barrier", "How it gets in the way")
    write(terminal, "table cell")
    terminal.wait_for("saved just now")
    home(terminal)


def settings(terminal: Terminal) -> None:
    """An own word, and an own text for the cover, which is then shown."""
    choose(terminal, "Settings", "My own words")
    choose(terminal, "My own words", "The person who was harmed: the word I use")
    write(terminal, "own word")
    copy_and_cut(terminal)
    terminal.press("shift+tab")
    choose(terminal, "What F8 shows", "A dull text of your own.", "up")
    write(terminal, "cover text")
    terminal.wait_for("my own text")
    home(terminal)
    terminal.press("f8")
    terminal.wait_gone("Look back")
    terminal.wait_for(CANARIES["cover text"])
    back(terminal, "Look back")


def reading(terminal: Terminal) -> None:
    """People, look back, a visit as it was, the summary to its last page before anything is saved."""
    choose(terminal, "People", "Everyone you wrote down")
    choose(terminal, CANARIES["alias"], "What you call them")
    back(terminal, "Everyone you wrote down")
    back(terminal, "Look back")
    terminal.press("f3")
    terminal.wait_for("A few quiet minutes")
    back(terminal, "Look back")
    choose(terminal, "Look back", "Which worksheet?")
    choose(terminal, "Who can help", "Make a summary of the visit")
    choose(terminal, "Read the visit", "This page is for reading.")
    back(terminal, "Make a summary of the visit")
    choose(terminal, "Make a summary of the visit", "Which visits go into it?")
    go_to(terminal, "Next", "tab")
    terminal.press("enter")
    terminal.wait_for("names")
    terminal.wait_quiet()
    go_to(terminal, "Next", "tab")
    terminal.press("enter")
    terminal.wait_for(CANARIES["own choice"])
    go_to(terminal, "[x]", "tab")
    terminal.press("f4")
    terminal.wait_for("as it will read")
    terminal.wait_for(CANARIES["own choice"])
    home(terminal)


def whole(terminal: Terminal) -> None:
    """All of it, from nothing to home, then locked, opened once more, and left."""
    first_evening(terminal)
    danger_signs(terminal)
    ally_map(terminal)
    settings(terminal)
    reading(terminal)
    lock(terminal)
    unlock(terminal)
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0


def lock(terminal: Terminal) -> None:
    """Lock (needs `usr1-locks`), and wait for the door."""
    session = terminal.wait_child()
    os.kill(session, signal.SIGUSR1)
    terminal.wait_for("Passphrase:")
    terminal.wait_until(lambda: session not in terminal.children(), "another session")
