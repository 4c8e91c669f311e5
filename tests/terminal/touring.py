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
from ciworkbook.preferences import Settings
from ciworkbook.screens.hiding import TWICE
from ciworkbook.vault import Cost, Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..journeys.evening import choose, flat, go_to, turn, uncover
from ..making import CHEAP, cheap_keys
from .harness import Terminal

LEAKY = Path(__file__).with_name("leaky.py")

PASSPHRASE = "Zinnober träge Quader Otterpelz 47"
CANARIES: Mapping[str, str] = {
    "passphrase": PASSPHRASE,
    "wrong passphrase": "Karneol-für-niemand 12",
    "long text": "Ölmühle-neben-dem-Steg",
    "short text": "Kürbis-am-Fenster",
    "own word": "Wörterrabe",
    "own choice": "Fähre-nach-Süd",
    "alias": "Tante-Ürün",
    "role": "die-Nachbarin-übrigens",
    "cover text": "Teelichter-für-Mütter",
    "own number": "Fernsprecher-Süderbrück",
    "about a person": "kennt-den-Schlüsseldienst",
    "table cell": "Gerüchte-im-Höfchen",
    "table text": "Gästebuch-im-Flur",
    "note": "Kärtchen-am-Türrahmen",
    "said before": "Räuspern-im-Gärtchen",
    "gone before": "Zärtlich-überholt",
    "given": "Löffelbiskuit-von-drüben",
    "given by": "Großtante-Möhre",
}
"""What is kept where."""
TYPED: Mapping[str, str] = {
    "passphrase": PASSPHRASE,
    "wrong passphrase": CANARIES["wrong passphrase"],
    "another passphrase": "Malachit grünt hübsch Seilbahn 9",
    "own word, typed": "Tütensängerin",
    "cover text, typed": "Einkäufe-für-Mittwoch",
    "long text, typed": "Löwenzahn-überm-Gleis",
    "short text, typed": "Brötchen-um-Fünf",
    "own choice, typed": "Möbelwagen-Röstraum",
    "note, typed": "Hörrohr-im-Küchenschrank",
    "table cell, typed": "Blütenstaub-Präsident",
    "table text, typed": "Wühlmaus-Täuschung",
    "person, typed": "Onkel-Übermut",
    "about a person, typed": "schläft-über-der-Bäckerei",
    "name at a number, typed": "Hütewart-Jörg",
    "number, typed": "Drähtchen-Fünfundfünfzig",
    "title, typed": "Überschrift-für-Lörrach",
    "to the reader, typed": "Grüße-an-die-Prüferin",
    "looked for, typed": "Stöberwort-Zündholz",
    "taken back": "längst-gelöscht-äh",
}
"""What is typed where. The last one is typed and erased again."""


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
    terminal.wait_for(re.compile(r"^  [▸>](?: [│|])?$", re.MULTILINE))


def told(folder: Path) -> str:
    """Open the workbook in `folder` and return all that it holds, as one text."""
    with cheap_keys(), Vault.open(folder, PASSPHRASE) as vault:
        assert not [one for one in vault.findings if one.kind not in ("adopted", "readonly")], vault.findings
        return "\n".join(vault.get(one.id).decode() for one in vault.entries() if one.kind != "definition")


# Steps of the tour


def first_evening(terminal: Terminal) -> None:
    """From nothing to home, with a passphrase of the person's own, shown once, copied and cut."""
    first_pages(terminal)
    choose(terminal, "Keep it there", "What brings you here?")
    choose(terminal, "I was harmed", "Start something")


def first_pages(terminal: Terminal) -> None:
    """From nothing to the page that asks for the folder."""
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


def unlock(terminal: Terminal) -> None:
    """Type the passphrase at the door, and wait for home."""
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_until(lambda: terminal.is_alternate, "the pages")
    terminal.wait_for("All worksheets")


def back(terminal: Terminal, then: str) -> None:
    """Press Esc, not so soon after another that the page is covered, and wait for what comes `then`."""
    pass_time(terminal, 1.2 * TWICE)
    terminal.press("escape")
    terminal.wait_for(then)


def pass_time(terminal: Terminal, seconds: float) -> None:
    """Let so much time go by, as a person does between two keys."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.05)


def home(terminal: Terminal) -> None:
    """Close one page after the other until home is there."""
    for _page in range(8):
        if "Start something" in terminal.text:
            return
        before = terminal.text
        back(terminal, "")
        terminal.wait_until(lambda: terminal.text != before, "another page")  # noqa: B023
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
    word = TYPED.get(name) or CANARIES[name]
    terminal.type(word)
    terminal.wait_until(lambda: word in flat(terminal), name)


def settings(terminal: Terminal) -> None:
    """An own word, and an own text for the cover, which is then shown."""
    choose(terminal, "Settings", "My own words")
    choose(terminal, "My own words", "The person who was harmed: the word I use")
    write(terminal, "own word, typed")
    copy_and_cut(terminal)
    back(terminal, "Locking and cover")
    choose(terminal, "Locking and cover", "What the cover shows", "up")
    choose(terminal, "What the cover shows", "A dull text of your own.")
    write(terminal, "cover text, typed")
    terminal.wait_for("my own text")
    home(terminal)
    terminal.press("f8")
    terminal.wait_gone("Start something")
    terminal.wait_for(TYPED["cover text, typed"])
    uncover(terminal, "Start something")


def beside(terminal: Terminal) -> None:
    """Another workbook in the same folder; then a lock, and through the door of the other one."""
    choose(terminal, "Settings", "My own words")
    choose(terminal, "Passphrase, backup", "Another workbook in this folder", "up")
    choose(terminal, "Another workbook", "each with its own passphrase")
    choose(terminal, "Go on", "five words")
    choose(terminal, "Use a passphrase of my own", "A passphrase of your own")
    for page in ("A passphrase of your own", "Once more"):
        terminal.wait_for(page)
        terminal.wait_quiet(0.15)
        terminal.type(TYPED["another passphrase"])
        terminal.press("enter")
    terminal.wait_for("The other workbook is made.")
    lock_by_key(terminal)
    terminal.type(TYPED["another passphrase"] + "\r")
    terminal.wait_for("What brings you here?")
    choose(terminal, "I want to help", "Start something")


def every_kind(terminal: Terminal) -> None:
    """A new visit of a sheet with every kind of question (it is on its way in), a canary typed into each field."""
    turn(terminal, "Only to read.")
    turn(terminal, "Something long")
    write(terminal, "taken back")
    for _letter in TYPED["taken back"]:
        terminal.press("backspace")
    terminal.wait_until(lambda: TYPED["taken back"][:8] not in terminal.text, "the words to be gone")
    write(terminal, "long text, typed")
    copy_and_cut(terminal)
    terminal.wait_for("saved just now")
    terminal.press("f8")
    terminal.wait_gone(TYPED["long text, typed"])
    uncover(terminal, TYPED["long text, typed"])
    turn(terminal, "Something short")
    write(terminal, "short text, typed")
    copy_and_cut(terminal)
    for page in ("One of these", "Some of these"):
        turn(terminal, page)
        go_to(terminal, "Something else")
        terminal.press("space")
        terminal.wait_for("In your own words")
        write(terminal, "own choice, typed")
    turn(terminal, "How near")
    turn(terminal, "Which were there")
    terminal.press("tab")
    terminal.wait_quiet(0.15)
    write(terminal, "note, typed")
    turn(terminal, "Which day")
    turn(terminal, "Row by row")
    choose(terminal, "Add: row", "How")
    write(terminal, "table cell, typed")
    terminal.press("tab")
    terminal.wait_quiet(0.15)
    write(terminal, "table text, typed")
    turn(terminal, "Who was there")
    write(terminal, "person, typed")
    terminal.press("enter")
    terminal.wait_for("Up to the list")
    terminal.press("shift+tab")
    choose(terminal, TYPED["person, typed"], "Done with")
    terminal.press("tab")
    terminal.wait_quiet(0.15)
    write(terminal, "about a person, typed")
    turn(terminal, "Who stands where")
    terminal.press("right")
    turn(terminal, "Which step")
    terminal.wait_for("saved just now")


def lock(terminal: Terminal) -> None:
    """Lock as the clock does (needs `usr1-locks`), and wait for the door."""
    session = terminal.wait_child()
    os.kill(session, signal.SIGUSR1)
    wait_locked(terminal, session)


def lock_by_key(terminal: Terminal) -> None:
    """Lock as a person does, and wait for the door."""
    session = terminal.wait_child()
    terminal.press("f9")
    wait_locked(terminal, session)


def wait_locked(terminal: Terminal, session: int) -> None:
    """Wait for the door of another session than `session`."""
    terminal.wait_for("Passphrase:")
    terminal.wait_until(lambda: session not in terminal.children(), "another session")
