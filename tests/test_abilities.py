"""The list of what the pages can do, held against the code of both faces.

- Every class of a page, every entry of a menu and every key of the pages is in `abilities.yaml`: one that is new and
  not listed turns this red, and so does one that is gone.
- Where the list says that the plain face does the same, that choice, command or line is really there. What it cannot do
  has a sentence in its words.
- Both are walked elsewhere: the pages by the tour (`tests/terminal/stops.py`), the lines by tests/linear, where
  `test_walk.py` notes what was really offered.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from ciworkbook.keys import ACTIONS
from ciworkbook.linear.commands import COMMANDS
from ciworkbook.settings import ROOMS
from ciworkbook.worksheet import model

SOURCE = Path(__file__).parents[1] / "src" / "ciworkbook"
HERE = Path(__file__).parent
ABILITIES: dict[str, dict[str, str]] = yaml.safe_load((HERE / "abilities.yaml").read_text(encoding="utf-8"))
SAYS = re.compile(r"(?P<module>[a-z_.]+)(?: < (?P<below>[a-z_]+))?: (?P<id>.*)")


def named(node: ast.expr) -> str:
    """Return an id as the list has it: "*" for every part that differs."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in values)
    return "*"


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def abilities_of(path: Path) -> dict[str, set[str]]:
    """Return what a module of the pages can do, by class; functions stand under the module."""
    found: dict[str, set[str]] = {}
    module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    for top in ast.parse(path.read_text(encoding="utf-8")).body:
        where = f"{module}.{top.name}" if isinstance(top, ast.ClassDef) else module
        for call in calls(top, "Entry", "Binding"):
            assert isinstance(call.func, ast.Name)
            if call.func.id == "Entry":
                found.setdefault(where, set()).add(named(call.args[0]))
            elif len(call.args) > 1:
                found.setdefault(where, set()).add(f"key: {named(call.args[1])}")
    return found


@cache
def full_face() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for folder in ("screens", "widgets"):
        for path in sorted((SOURCE / folder).glob("*.py")):
            for where, ids in abilities_of(path).items():
                found.setdefault(where, set()).update(ids)
    home = ast.parse((SOURCE / "at_home.py").read_text(encoding="utf-8"))
    found["at_home"] = {named(call.args[0]) for call in calls(home, "Offer")}
    found["keys"] = {f"key: {id_}" for id_ in ACTIONS}
    found["settings"] = {f"{room.id}.{one.name}" for room in ROOMS.values() for one in room.settings}
    return found


def test_everything_the_pages_can_do_is_in_the_list_and_nothing_else() -> None:
    listed = {where: set(ids) for where, ids in ABILITIES.items()}
    full = full_face()
    missing = {where: sorted(ids - listed.get(where, set())) for where, ids in full.items()}
    gone = {where: sorted(ids - full.get(where, set())) for where, ids in listed.items()}
    assert {where: ids for where, ids in missing.items() if ids} == {}, "new: say what the plain face does"
    assert {where: ids for where, ids in gone.items() if ids} == {}, "gone: take it out of the list"


@cache
def tree_of(module: str, folder: str) -> ast.Module:
    return ast.parse((SOURCE / folder / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


@cache
def ids_in(module: str) -> set[str]:
    return {named(call.args[0]) for call in calls(tree_of(module, "linear"), "Choice", "Command", "Tick") if call.args}


def texts_in(tree: ast.AST) -> set[str]:
    return {named(node) for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr)}


@cache
def asks(module: str) -> bool:
    methods = {"ask", "hidden", "yes", "words", "lines", "ask_file"}
    for node in ast.walk(tree_of(module, "linear")):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in methods:
                return True
    return False


def is_there(plain: str) -> bool:
    """Tell whether the plain face really has what the list says."""
    if plain == "in order":
        return True
    if plain.startswith("/"):
        return plain[1:] in COMMANDS
    if plain.startswith("said: "):
        every = (SOURCE / "linear").rglob("*.py")
        return any(
            plain.removeprefix("said: ") in texts_in(ast.parse(one.read_text(encoding="utf-8"))) for one in every
        )
    says = SAYS.fullmatch(plain)
    assert says is not None, plain
    id_ = says["id"].strip("'")
    if says["below"]:
        return id_ in texts_in(tree_of(says["below"], "."))
    return asks(says["module"]) if id_ == "typed" else id_ in ids_in(says["module"])


def test_the_plain_face_has_what_the_list_says() -> None:
    wrong = [
        f"{where}, {id_}: {plain}"
        for where, ids in ABILITIES.items()
        for id_, plain in ids.items()
        if not is_there(plain)
    ]
    assert wrong == []


def test_only_keys_and_more_of_a_list_need_nothing() -> None:
    """What chooses something has a choice of its own in the plain face; only moving about has none."""
    needless = [
        f"{where}, {id_}"
        for where, ids in ABILITIES.items()
        for id_, plain in ids.items()
        if plain == "in order" and not id_.startswith("key: ") and id_ != "more"
    ]
    assert needless == []


def test_every_type_of_question_is_asked_in_lines() -> None:
    sources = "".join(one.read_text(encoding="utf-8") for one in (SOURCE / "linear").rglob("*.py"))
    types = [one.__name__ for one in model.Question.__subclasses__()]
    assert [name for name in types if not re.search(rf"\b(model\.)?{name}\b", sources)] == []


def walked() -> set[str]:
    """Return what the tests of the plain face choose by its id, type after a slash, or choose by its words."""
    found: set[str] = set()
    for path in (HERE / "linear").glob("*.py"):
        for text in texts_in(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(text.removeprefix("@?").removeprefix("@").removeprefix("/").partition(":")[0])
    return found


BY_THEIR_WORDS = {
    "questions.people: known:*": "test_people_are_added_renamed_and_taken_off",
    "reading: go:*": "test_the_whole_worksheet_is_read_with_its_answers_and_what_rests",
    "sheet: look_again": "test_leaving_says_how_and_chooses_a_day_to_look_again",
}
"""What is chosen by its number or its words, and the test that does so."""


def test_what_the_list_names_is_walked_in_the_plain_face() -> None:
    done = walked()
    named_there = {
        f"{says['module']}: {id_}"
        for ids in ABILITIES.values()
        for plain in ids.values()
        if not plain.startswith("said: ")
        and (says := SAYS.fullmatch(plain))
        and (id_ := says["id"].strip("'")) not in ("*", "typed")
    }
    left = {one for one in named_there if one.partition(": ")[2].partition(":")[0].partition(".")[0] not in done}
    missing = sorted(left - set(BY_THEIR_WORDS))
    assert not missing, missing
    tests = "".join(one.read_text(encoding="utf-8") for one in (HERE / "linear").glob("test_*.py"))
    assert [name for name in BY_THEIR_WORDS.values() if f"def {name}(" not in tests] == []
