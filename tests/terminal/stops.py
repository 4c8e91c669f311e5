"""Every page there is, as a stop: from which other stop, by which keys, and what then stands on the screen.

- From the workbook of `furnished`, with the keys a person presses. A stop is a place in a tree: `walk` visits all of it
  in one go, and comes back by the keys that go back; `reach` goes to one stop the shortest way.
- `PAGES` are found by looking: every class of a page that the program has. A tour that misses one is told so.
- Stops that change what is kept come last, so that each of the others is found as it was made.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ciworkbook.vault import Vault
from ciworkbook.vault.keys import name_of

from ..journeys.evening import at, choose, go_to
from ..making import cheap_keys
from .furnished import COVER, EVERY, GIVEN_FILE, GIVEN_WORDS, MOVED, PACK, SMALL, TYPES
from .harness import Terminal
from .touring import CANARIES, PASSPHRASE, leaky

KNOWN = {"Fitting", "Page", "ReadingPage", "Steps", "PhraseSteps", "HandsOut", "BeforePage", "AfterPage"}
"""Classes that others are made from, and that never stand on a screen themselves."""
ELSEWHERE = {"FirstEvening", "BringBack", "DoorPage", "VersionPage"}
"""What is shown only where there is no workbook, no door yet, or damage that was there on opening: a long evening comes
by these (`tests/faults/bench/_evening.py`)."""


@dataclass(frozen=True)
class Ground:
    """A program on a terminal, and where its things are."""

    terminal: Terminal
    folder: Path
    sheets: Path
    undo: list[Callable[[], object]] = field(default_factory=list)
    """What `put_back` does."""


@dataclass(frozen=True)
class Stop:
    """One place.

    Attributes:
        name: The class of the page, and after a space which of its faces.
        after: The stop from which it is reached.
        go: Goes there.
        shows: What stands on the screen once it is there.
        back: The keys that lead back to `after`, where that is not Esc until its head line stands there again.
        canary: What of the person's own stands on it; "" where nothing does.
    """

    name: str
    after: str
    go: Callable[[Ground], None]
    shows: str
    back: tuple[str, ...] = ()
    canary: str = ""


def _press(*keys: str) -> Callable[[Ground], None]:
    return lambda ground: ground.terminal.press(*keys)


def _choose(words: str, key: str = "down") -> Callable[[Ground], None]:
    return lambda ground: choose(ground.terminal, words, key=key)


def _open_sheet(title: str) -> Callable[[Ground], None]:
    def go(ground: Ground) -> None:
        terminal = ground.terminal
        choose(terminal, "All worksheets", "Find:")
        terminal.type(title[0])
        terminal.wait_until(lambda: at(terminal).split()[:2] == ["▸", title[0]], "the line to look for a sheet")
        terminal.type(title[1:])
        terminal.wait_until(lambda: terminal.text.count(title) > 1, title)
        terminal.press("enter")
        terminal.wait_until(lambda: "min" in at(terminal), title)
        terminal.press("enter")

    return go


def _tab_to(words: str, key: str = "tab") -> Callable[[Ground], None]:
    def go(ground: Ground) -> None:
        if not at(ground.terminal):  # a page to read has no mark before
            ground.terminal.press(key)
        go_to(ground.terminal, words, key)
        ground.terminal.press("enter")

    return go


def _typed_path(ground: Ground) -> None:
    terminal = ground.terminal
    go_to(terminal, PACK)
    terminal.press("tab")
    terminal.wait_until(lambda: at(terminal).strip() == "▸", "the line for a place")
    terminal.type(str(ground.sheets / "before" / PACK))
    terminal.wait_until(lambda: PACK in at(terminal), "the place")
    terminal.press("enter")


def _on_paper(ground: Ground) -> None:
    """Ask for paper from the list of worksheets, whatever was looked for there before."""
    terminal = ground.terminal
    terminal.press("end", "ctrl+u")
    terminal.wait_until(lambda: " 0 worksheets" not in terminal.screen[0], "the list")
    terminal.wait_quiet(0.15)
    terminal.press("f4")


def _given_file(ground: Ground) -> None:
    terminal = ground.terminal
    terminal.wait_quiet(0.15)
    terminal.type(f"{ground.sheets / GIVEN_FILE}\r")


def _everything(ground: Ground) -> None:
    choose(ground.terminal, EVERY, "other visit")
    choose(ground.terminal, "Show everything that changed")


def _find(ground: Ground) -> None:
    choose(ground.terminal, "Find what I wrote", "A word, or several", key="up")
    ground.terminal.type("olmuhle")


def _page_text(ground: Ground) -> None:
    _tab_to("Put every line on the page", "shift+tab")(ground)
    ground.terminal.wait_gone(re.compile(r"\d+ off"))
    ground.terminal.press("f4")


def _saved(ground: Ground) -> None:
    go_to(ground.terminal, "Save it there")
    ground.terminal.press("enter")


def _lost_folder(ground: Ground) -> None:
    """Write where nothing can be saved: the folder is not there, as when a stick is pulled out."""
    terminal, away = ground.terminal, ground.folder.with_name("pulled out")
    ground.folder.rename(away)
    ground.undo.append(lambda: away.rename(ground.folder))
    terminal.wait_quiet(0.15)
    before = terminal.text
    terminal.type("x")
    terminal.wait_until(lambda: terminal.text != before, "what was typed")
    terminal.press("ctrl+q")


def spoil(folder: Path) -> Callable[[], None]:
    """Change a byte in the newest version of a visit; return what puts it back, where it was not written since."""
    file = newest_file(folder, "every")
    whole = file.read_bytes()
    spoiled = whole[:-1] + bytes([whole[-1] ^ 1])
    file.write_bytes(spoiled)

    def mend() -> None:
        if file.read_bytes() == spoiled:
            file.write_bytes(whole)

    return mend


def _damaged_visit(ground: Ground) -> None:
    """Have everything looked at after a visit was spoiled."""
    ground.undo.append(spoil(ground.folder))
    choose(ground.terminal, "Check everything now", "This was noticed:")
    _tab_to("What was noticed")(ground)


def newest_file(folder: Path, sheet: str) -> Path:
    """Return where the newest version of the newest visit of `sheet` lies, while a session may have it open."""
    with tempfile.TemporaryDirectory() as place, cheap_keys():
        copy = Path(shutil.copytree(folder, Path(place) / "copy", ignore=shutil.ignore_patterns("lock")))
        with Vault.open(copy, PASSPHRASE) as vault:
            visits = [(json.loads(vault.get(one.id)), one) for one in vault.entries() if one.kind == "visit"]
            mine = [(data["started"], one) for data, one in visits if data["worksheet"].endswith(f"/{sheet}")]
            entry = max(mine, key=lambda one: one[0])[1]
            return folder / name_of(vault._root.names, entry.id, entry.generation)


def put_back(ground: Ground) -> None:
    """Put back what stops took away or spoiled."""
    while ground.undo:
        ground.undo.pop()()


def _with_passphrase(words: str) -> Callable[[Ground], None]:
    """Choose what asks for the passphrase first, and type it."""

    def go(ground: Ground) -> None:
        if words:
            choose(ground.terminal, words)
            ground.terminal.wait_for("Your passphrase as it is now")
            ground.terminal.wait_quiet(0.15)
        ground.terminal.type(PASSPHRASE + "\r")

    return go


_QUESTIONS = [name for name in TYPES if name not in ("note", "long_text")]
_ASKED = {
    "short_text": ("Something short", "short text"),
    "choice": ("One of these", "own choice"),
    "choices": ("Some of these", "own choice"),
    "scale": ("How near", ""),
    "checklist": ("Which were there", "note"),
    "date": ("Which day", ""),
    "table": ("Row by row", "table cell"),
    "people": ("Who was there", "alias"),
    "ring_map": ("Who stands where", "alias"),
    "staircase": ("Which step", "note"),
}


def _asked() -> Iterator[Stop]:
    before = "Sheet"
    for type in _QUESTIONS:
        label, canary = _ASKED[type]
        yield Stop(f"Sheet {type}", before, _press("pagedown"), label, back=("pageup",), canary=canary)
        before = f"Sheet {type}"


STOPS = [
    Stop("Home", "", lambda _ground: None, "Start something"),
    Stop("Help", "Home", _press("f1"), "save and leave at once"),
    Stop("ActionsList", "Home", _press("ctrl+o"), "All that can be done here", back=("escape",)),
    Stop("Cover", "Home", _press("f8"), COVER),
    Stop("Pause", "Home", _press("f3"), "If this helps, stay."),
    Stop("Numbers", "Pause", _choose("Numbers and people to call"), "Your own list", canary="own number"),
    Stop("Sheets", "Home", _choose("All worksheets"), "Find:"),
    Stop("BlankPage", "Sheets", _on_paper, "Pages to write on by hand."),
    Stop("BlankText", "BlankPage", _tab_to("See it as it will read"), "Leave any of it empty."),
    Stop("Again", "Home", _open_sheet(EVERY), "Begin a new visit today"),
    Stop("Sheet", "Home", _choose("Carry on", "up"), "Something long", canary="long text"),
    Stop("Skip", "Sheet", _press("f2"), "No reason is needed.", back=("escape",)),
    Stop("ReadThrough", "Sheet", _press("f4"), "You are here.", canary="long text"),
    *_asked(),
    Stop("Sheet in", "Home", _open_sheet(SMALL), "Good to know: When"),
    Stop("CardPage", "Sheet in", _choose("Good to know", "up"), "Settings bring it back"),
    Stop(
        "Sheet out",
        "Sheet in",
        _press("pagedown", "pagedown"),
        "That was the last question.",
        back=("pageup", "pageup"),
    ),
    Stop("LookAgain", "Sheet out", _choose("to look at this again"), "On which day would you like"),
    Stop("LookBack", "Home", _choose("visits since"), "Which worksheet?"),
    Stop("SheetVisits", "LookBack", _everything, "in October", canary="long text"),
    Stop("VisitPage", "SheetVisits", _press("enter"), "This page is for reading.", canary="long text"),
    Stop("Sure", "VisitPage", _tab_to("Take this visit out", "shift+tab"), "Leave it in"),
    Stop("OverTime", "SheetVisits", _choose("Over all visits"), "as in the visit before"),
    Stop("Evenings", "LookBack", _choose("Evening by evening", "up"), "Something long", canary="long text"),
    Stop("FindPage", "LookBack", _find, "places", canary="long text"),
    Stop("Summary", "Home", _choose("Make a summary"), "Which visits go into it?"),
    Stop("DaysPage", "Summary", _tab_to("Pick by day"), "Everything since which day?"),
    Stop("MeetingsPage", "Summary", _tab_to("Pick one day"), "Which day?"),
    Stop("QuestionsPage", "Summary", _tab_to("Only some questions"), "Which questions go into it?"),
    Stop("NamesPage", "Summary", _tab_to("Next"), CANARIES["alias"], canary="alias"),
    Stop("Preview", "NamesPage", _tab_to("Next"), "Lines with [x]", canary="long text"),
    Stop("ReaderPage", "Preview", _tab_to("For whom it is", "shift+tab"), "Who reads it?"),
    Stop("ToReader", "Preview", _tab_to("Change the title", "shift+tab"), "To the reader"),
    Stop("HandOver", "Preview", _tab_to("Give it to another", "shift+tab"), "One locked file for another workbook"),
    Stop("PageText", "Preview", _page_text, ", A4", canary="long text"),
    Stop("PrintPage", "PageText", _tab_to("Print this page"), "plugged in here"),
    Stop("BeforePrinting", "PrintPage", _tab_to("Print…"), "keeps a copy on this computer"),
    Stop("Printed", "BeforePrinting", _tab_to("Print it"), "handed to the printer"),
    Stop("SavePage", "PageText", _tab_to("Save this page to a file"), "Save it as"),
    Stop("BeforeSaving", "SavePage", _tab_to("Save…"), "a file of its own"),
    Stop("Saved", "BeforeSaving", _saved, "The page is saved:"),
    Stop("PeoplePage", "Home", _choose("People"), "Everyone you wrote down", canary="alias"),
    Stop("PersonPage", "PeoplePage", _choose(CANARIES["alias"]), "What you call them", canary="role"),
    Stop("Sure person", "PersonPage", _tab_to("Take "), "Leave Tante", canary="alias"),
    Stop("SettingsPage", "Home", _choose("Settings"), "My own words"),
    Stop("RoomPage words", "SettingsPage", _choose("My own words"), "Worksheets then use", canary="own word"),
    Stop("RoomPage", "SettingsPage", _choose("Locking and cover"), "Locks itself when nobody types"),
    Stop("KeysPage", "SettingsPage", _choose("Keys…"), "save and lock, until"),
    Stop("KeyPage", "KeysPage", _choose("these keys"), "Press the key you want."),
    Stop("RoomPage cover", "RoomPage", _choose("What the cover shows"), "A dull text of your own.", back=("escape",)),
    Stop("UpkeepPage", "SettingsPage", _choose("Passphrase, backup", "up"), "Another workbook in this folder"),
    Stop("Present", "UpkeepPage", _choose("Change the passphrase"), "Your passphrase as it is now"),
    Stop("NewKeys", "Present", _with_passphrase(""), "A new passphrase for this workbook"),
    Stop("RecoveryPage", "UpkeepPage", _choose("Recovery sheet"), "A paper that opens this workbook"),
    Stop(
        "RecoveryPage key", "RecoveryPage", _with_passphrase("Go on, with the passphrase"), "The key. It begins with:"
    ),
    Stop("BackupPage", "UpkeepPage", _choose("Back up"), "One locked file with all of this workbook"),
    Stop("BesidePage", "UpkeepPage", _choose("Another workbook"), "each with its own passphrase"),
    Stop("CheckPage", "UpkeepPage", _choose("Check everything now"), "All is whole"),
    Stop("TracesPage", "UpkeepPage", _choose("What this computer may keep"), "To do"),
    Stop("PacksPage", "SettingsPage", _choose("Worksheets of my own", "up"), "A folder or a zip file"),
    Stop("PackPage", "PacksPage", _choose(PACK, "up"), "Read all of it, as on paper"),
    Stop("PaperPage", "PackPage", _choose("Read all of it", "up"), "Only to read."),
    Stop("FoundPage", "PacksPage", _typed_path, "Leave it"),
    Stop("GivenList", "SettingsPage", _choose("Given to you", "up"), "What others gave to you", canary="given by"),
    Stop("GivenPage", "GivenList", _choose("A page"), "It is what they wrote", canary="given"),
    Stop("TakeIn", "GivenList", _choose("Take in a file"), "Where is the file?"),
    Stop("TakeIn words", "TakeIn", _given_file, "The words that open it", back=("escape",)),
    Stop(
        "LookThrough", "TakeIn words", lambda ground: ground.terminal.type(GIVEN_WORDS + "\r"), "Nothing proves them."
    ),
    Stop("NoticedPage", "UpkeepPage", _damaged_visit, "Save it again, as it stands here"),
    Stop("ChangedSheet", "Home", _open_sheet(MOVED), "has changed since you wrote in it", canary="gone before"),
    Stop("NoLongerAsked", "ChangedSheet", _tab_to("Move it over"), "This is no longer asked:", canary="gone before"),
    Stop("Unsaved", "Sheet", _lost_folder, "Try to save again"),
]
BY_NAME = {one.name: one for one in STOPS}


def leads_to(name: str) -> list[Stop]:
    """The stops on the way to `name`, it among them."""
    way: list[Stop] = []
    while name:
        way.insert(0, BY_NAME[name])
        name = way[0].after
    return way


def go_on(ground: Ground, stop: Stop) -> None:
    """Go from the stop before it to `stop`."""
    stop.go(ground)
    ground.terminal.wait_for(stop.shows)
    if stop.canary:
        word = CANARIES[stop.canary][:12]
        ground.terminal.wait_until(lambda: word in ground.terminal.text, f"{stop.canary} on {stop.name}")


def reach(ground: Ground, name: str) -> None:
    """Go to the stop `name` from home, and wait until the page takes keys."""
    for stop in leads_to(name):
        go_on(ground, stop)
    ground.terminal.wait_quiet(0.15)


def begin_every(ground: Ground) -> None:
    """Begin a new visit of the sheet with every kind of question, from home."""
    reach(ground, "Again")
    choose(ground.terminal, "Begin a new visit today", "Is now a good time?")


def walk(ground: Ground, see: Callable[[Stop], None], only: Callable[[Stop], bool] = lambda _stop: True) -> None:
    """Visit every stop of which `only` says so, and call `see` there once."""
    heads: dict[str, str] = {}
    seen: set[str] = set()
    way: list[Stop] = []

    def go(stop: Stop) -> None:
        go_on(ground, stop)
        ground.terminal.wait_quiet(0.06)
        heads[stop.name] = ground.terminal.screen[0]
        way.append(stop)
        if stop.name not in seen:
            seen.add(stop.name)
            see(stop)

    for wanted in filter(only, in_order()):
        path = leads_to(wanted.name)
        while way and way[-1] not in path:
            _back(ground, way, heads)
        for stop in path[len(way) :]:
            go(stop)


def in_order() -> list[Stop]:
    """Return the stops as `walk` comes by them: what lies beyond one before the next one beside it."""
    found: list[Stop] = []

    def add(name: str) -> None:
        for one in STOPS:
            if one.after == name:
                found.append(one)
                add(one.name)

    add("")
    return found


def _back(ground: Ground, way: list[Stop], heads: dict[str, str]) -> None:
    """Go back from the last stop of `way`, as far as its keys lead: some pages close together with the one below."""
    terminal, stop = ground.terminal, way.pop()
    put_back(ground)
    for key in stop.back:
        _another(terminal, key)
    while not stop.back:
        _another(terminal, "escape")
        known, end = {heads[one.name] for one in way}, time.monotonic() + 1.5
        while terminal.screen[0] not in known and time.monotonic() < end:
            terminal.read(0.05)
        if terminal.screen[0] in known:
            while heads[way[-1].name] != terminal.screen[0]:
                way.pop()
            return


def _another(terminal: Terminal, key: str) -> None:
    before = terminal.text
    terminal.press(key)
    terminal.wait_until(lambda: terminal.text != before, "another page")
    terminal.wait_quiet(0.06)


def pages() -> set[str]:
    """The name of every class of a screen that the program has."""
    from textual.screen import Screen

    from ciworkbook import screens

    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    found: set[str] = set()
    waiting: list[type[Any]] = [Screen]
    while waiting:
        one: type[Any]
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("ciworkbook."):
                found.add(one.__name__.partition("[")[0])
    return found - KNOWN


def command(ground_folder: Path, *changes: str) -> list[str | Path]:
    """The program, as quick as a test may have it."""
    return leaky("saves-soon", "esc-soon", "printer", *changes, folder=ground_folder)
