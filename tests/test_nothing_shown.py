"""No key, passphrase, answer or name in the repr of anything that holds one, and none of it pickled.

- Every dataclass of the program is looked at: a field that may hold words is either kept out of its repr or is one of
  `PLAIN`, which hold ids, kinds, days and places.
- What holds most is then filled with marked words and shown in every way there is.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.pretty import pretty_repr

import ciworkbook
from ciworkbook import noticing
from ciworkbook.answers.answer import Answer
from ciworkbook.answers.given import Given, Lines
from ciworkbook.answers.people import People, Person
from ciworkbook.answers.visit import Kept, Visit
from ciworkbook.backups import BackedUp
from ciworkbook.linear.door import Line
from ciworkbook.preferences import Settings
from ciworkbook.screens import base
from ciworkbook.screens.bring_back import BringBack
from ciworkbook.screens.hand_over import HandOver
from ciworkbook.screens.new_keys import NewKeys
from ciworkbook.screens.recovery_page import RecoveryPage
from ciworkbook.screens.take_in import LookThrough, TakeIn
from ciworkbook.summary.given import as_document
from ciworkbook.upkeep_words import key_words, salt_words
from ciworkbook.vault import Cost, Key, RecoveryKeyWrong, RecoverySheet, Vault, parameters, read_recovery_key
from ciworkbook.vault.backup import Made
from ciworkbook.vault.entries import Insides
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.foreign import Copy
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.vault.opening import Opened
from ciworkbook.vault.pairs import Slot
from ciworkbook.vault.root import Leaving, Root
from ciworkbook.vault.sealing import Sealed
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.widgets.hidden_line import HiddenLine
from ciworkbook.widgets.menu import Entry, MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from .making import PASSPHRASE, new_app

SOURCE = Path(ciworkbook.__file__).parent
MARKED = "m4rked words that nobody may see"
BYTES = MARKED.encode()
LEFT_OUT = (
    *("ciworkbook.worksheet", "ciworkbook.practice", "ciworkbook.doors", "ciworkbook.widgets.drawn"),
    *("ciworkbook.guard.disks", "ciworkbook.guard.keeping", "ciworkbook.traces"),
)
"""What these hold came with the program or with a worksheet, or is what the computer says of itself."""

PLAIN = {
    # ids and keys
    *("id", "key", "entry", "question", "worksheet", "digest", "row", "back", "origin", "at_question", "carried"),
    *("shown", "hidden", "resting", "ring", "before", "cards", "only", "left_out"),
    # kinds
    *("kind", "state", "role", "share", "source", "relation", "what", "why", "reason", "left", "tone", "fault"),
    *("leaving", "align", "door", "language", "theme", "paging", "leads", "problem"),
    *("form", "paper", "heights", "wording", "where", "program", "bidi"),
    # languages, and the table of keys
    *("tag", "translators", "usual", "short", "does", "stays", "keys"),
    # days
    *("at", "on", "started", "changed", "taken", "look_again", "last", "day"),
    # places, names of files, and what the vault says of them in its own words
    *("path", "folder", "file", "name", "sha256", "root_names", "entries", "damaged", "spoiled", "synced_by"),
    *("message", "findings"),
    # signs to draw with
    *("foot", "level", "level_now", "edge", "edge_now", "corner", "corner_now", "now", "pointer", "dot"),
    *("tread", "upright", "bar", "up", "down", "floor"),
    # the titles and labels of a worksheet
    *("title", "titles", "middle", "note", "items"),
    # locked bytes, and what stands in clear in the folder
    *("data", "salt", "sets"),
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ciworkbook.__path__, "ciworkbook."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def dataclasses_of_the_program() -> list[type]:
    return [
        one
        for module in modules()
        if not module.__name__.startswith(LEFT_OUT)
        for one in vars(module).values()
        if inspect.isclass(one) and one.__module__ == module.__name__ and dataclasses.is_dataclass(one)
    ]


CLASSES = dataclasses_of_the_program()
_HARMLESS = ("int", "float", "bool", "Literal")


def _own(annotation: str) -> bool:
    """Tell whether a field of this type is a dataclass of ours, which is looked at by itself, or holds only such."""
    bare = annotation.replace("tuple[", "").replace(", ...]", "").replace("list[", "").replace("Sequence[", "")
    bare = bare.replace("]", "").replace(" | None", "").rpartition(".")[2]
    return bare in {one.__name__ for one in CLASSES} | {"Worksheet", "Question", "ContentNote", "Folder", "People"}


def shown_fields() -> list[str]:
    """Return the fields that stand in a repr and may hold words, but for those of `PLAIN`."""
    return [
        f"{one.__module__}.{one.__name__}.{field.name}: {field.type}"
        for one in CLASSES
        if "__repr__" in vars(one)
        for field in dataclasses.fields(one)
        if field.repr
        and field.name not in PLAIN
        and not str(field.type).startswith(_HARMLESS)
        and not _own(str(field.type))
    ]


def test_what_may_hold_words_is_kept_out_of_every_repr() -> None:
    assert len(CLASSES) > 60
    assert shown_fields() == []


KEY = Key(BYTES, BYTES)
GIVEN = Given(MARKED, "en", MARKED, "2026-11-26", (Lines(MARKED, (MARKED,)),))
PAGE = as_document(GIVEN)
SHEET = RecoverySheet(f"AGE-SECRET-KEY-1{MARKED}", MARKED, n=1, r=8, p=1)
LEAVING = Leaving(BYTES, BYTES, MARKED, 3, 4)
ROOT = Root(MARKED, BYTES, 1, "", None, MARKED, (LEAVING,))
SEALED = Sealed("visit", "0" * 32, 1, 1, 1, BYTES)
ANSWER = Answer("given", {"rows": [MARKED]}, MARKED)
VISIT = Visit(
    worksheet="plan",
    version=1,
    digest="",
    door="harmed",
    started="2026-11-24T20:00:00+01:00",
    changed="2026-11-24T20:00:00+01:00",
    answers={"one": ANSWER},
    archive=(Kept("one", ANSWER, "", 1, "retired", MARKED),),
    before={"visit": {"answers": MARKED}},
)
PERSON = Person("1", MARKED, MARKED, (MARKED,))
SETTINGS = Settings(
    words={"harmed": MARKED}, cover_text=MARKED, numbers=((MARKED, MARKED),), recovery_sheet=MARKED, backed_up_to=MARKED
)
VERSION = noticing.Version("copy", "visit", BYTES)
HOLDERS: list[Any] = [
    KEY,
    SHEET,
    LEAVING,
    ROOT,
    SEALED,
    Opened(ROOT, 1, "", lame=False, findings=[]),
    Slot("", sealed=SEALED),
    Insides(Folder(Path("x")), (), KEY, ROOT, ()),
    Copy(1, "visit", 2, "newer", BYTES),
    Made(BYTES, 1, ()),
    ANSWER,
    VISIT,
    PERSON,
    People((PERSON,)),
    SETTINGS,
    VERSION,
    noticing.Noticed(1, "damaged", MARKED, (VERSION,)),
    Entry("x", MARKED, MARKED, MARKED, MARKED),
]
KEYS = [KEY, SHEET, LEAVING, ROOT, SEALED, HOLDERS[7], HOLDERS[8]]


def ways(one: Any) -> dict[str, Callable[[], str]]:
    """Return every way in which something may be shown."""
    return {
        "repr": lambda: repr(one),
        "str": lambda: str(one),
        "format": lambda: f"{one}",
        "in a list": lambda: f"{[one]} { ({'x': one}) }",
        "percent": lambda: "%r %s" % (one, one),  # noqa: UP031
        "rich": lambda: pretty_repr(one),
    }


@pytest.mark.parametrize("one", HOLDERS, ids=lambda one: type(one).__name__)
def test_nothing_shows(one: Any) -> None:
    for way, shown in ways(one).items():
        assert "m4rked" not in shown(), way


@pytest.mark.parametrize("one", KEYS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_keys_are_not_pickled(one: Any, protocol: int) -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(one, protocol)
    assert "m4rked" not in str(caught.value)


def test_nothing_is_pickled_at_all() -> None:
    never = {"pickle", "shelve", "marshal", "copyreg", "dbm"}
    found = [
        (path.name, name)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        if name.split(".")[0] in never
    ]
    assert found == []


def test_the_vault_and_the_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "LEAST_N", 16)
    with Vault.create(tmp_path / "kept", MARKED, cost=Cost(n=16)) as vault:
        book = Workbook(vault, Catalogue.load())
        book.save_people(People((PERSON,)))
        book.save_settings(SETTINGS)
        identity = vault.recovery_sheet().identity
        memory = MemoryVault()
        memory.put("visit", BYTES)
        for one in (vault, book, memory, vault.entries(), vault.findings):
            for way, shown in ways(one).items():
                assert "m4rked" not in shown(), way
                assert identity not in shown(), way
        assert vault.recovery_sheet().identity[20:] not in repr(vars(book))


def test_a_line_being_typed() -> None:
    line = Line()
    for character in MARKED:
        line.feed(character)
    assert line.text == MARKED
    for way, shown in ways(line).items():
        assert "m4rked" not in shown(), way


@pytest.mark.parametrize("typed", [MARKED, MARKED.replace(" ", "")[:58].ljust(58, "Q"), "AGE-SECRET-KEY-1" + MARKED])
def test_a_key_that_was_typed_is_not_in_the_error(typed: str) -> None:
    with pytest.raises(RecoveryKeyWrong) as caught:
        read_recovery_key(typed)
    said = f"{caught.value!r} {caught.value} {caught.value.message} {caught.value.hint}".lower()
    assert "m4rked" not in said
    assert caught.value.__cause__ is None


async def test_widgets_and_pages(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    pages = [NewKeys(anew=True), RecoveryPage(), BringBack(), HandOver(lambda: PAGE), TakeIn(), LookThrough(GIVEN)]
    async with app.run_test() as pilot:
        await pilot.pause()
        pages[0]._phrase = MARKED  # type: ignore[attr-defined]
        pages[1]._sheet = SHEET  # type: ignore[attr-defined]
        pages[2]._data, pages[2]._key = BYTES, KEY  # type: ignore[attr-defined]
        pages[3]._words, pages[4]._data = MARKED, BYTES  # type: ignore[attr-defined]
        hidden = HiddenLine(100)
        widgets: list[Any] = [hidden, TextLine(MARKED), TextBox(MARKED), MenuEntry(Entry("x", MARKED), 0)]
        widgets += base.shown([*key_words(SHEET), *salt_words(SHEET)])
        await app.screen.mount_all(widgets)
        hidden.value = MARKED
        await pilot.pause()
        shown_all = [*widgets, *pages, hidden.Changed(hidden, MARKED), hidden.Submitted(hidden, MARKED), app]
        for one in shown_all:
            for way, shown in ways(one).items():
                assert "m4rked" not in shown(), (type(one).__name__, way)
    app.workbook.close()
    assert PASSPHRASE not in repr(BackedUp(Path("x"), 1, 1, (), noted=True))
