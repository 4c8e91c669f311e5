"""Checks a file that declares a ready-made summary, beside the sheets it tells of, and gives its canonical data.

- In passes: reading (`loading`), shape (`layout_form`), then each part as if its items were the summary of its sheet,
  with the same rules and the same codes.
- A sheet, question, field or door that is not there is found; so is an item of which nothing may ever be printed.
- Nothing is raised for anything a file may hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import loading, manners, misuse, references
from .checking import validated
from .finding import MOST, Finding, has_errors, nearest, quoted
from .layout_form import LayoutFile
from .loading import Loaded, Path_
from .model import DOORS
from .wording import Enough, Notebook

FOLDER = "summaries"
"""The folder, beside the sheets, that such files lie in."""


def layout_files(folder: Path) -> list[Path]:
    """Return the files of ready-made summaries below `folder`, by name; one with a second dot is a translation."""
    return sorted(path for path in (folder / FOLDER).glob("*.yaml") if "." not in path.stem)


def read_layout(path: Path, name: str = "") -> tuple[Loaded | None, dict[str, Any] | None, list[Finding]]:
    """Read the file at `path` as far as it stands alone: as read, its data (None if faulty), what was found."""
    return shaped(*loading.load_file(path, name))


def shaped(
    loaded: Loaded | None, findings: list[Finding]
) -> tuple[Loaded | None, dict[str, Any] | None, list[Finding]]:
    """Hold what was read against the shape; None and what was found in reading it give just that."""
    if loaded is None:
        return None, None, findings
    data, findings = validated(loaded, LayoutFile)
    if data is not None:
        findings = _alone(loaded, data)
    findings = sorted(set(findings))[:MOST]
    return loaded, (None if has_errors(findings) else data), findings


def check_beside(loaded: Loaded, data: Mapping[str, Any], sheets: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """Return what is found in the canonical `data` of the file `loaded`, beside the `sheets` by id."""
    found: list[Finding] = []
    for at, part in enumerate(data["parts"]):
        found += _part(loaded, data, part, ("parts", at), sheets)
    return sorted(set(found))[:MOST]


def is_layout(loaded: Loaded | None, path: Path) -> bool:
    """Tell whether a file is meant to declare a ready-made summary: by its folder, or by its keys."""
    if path.resolve().parent.name == FOLDER:
        return True
    return loaded is not None and isinstance(loaded.data, dict) and "parts" in loaded.data


def _alone(loaded: Loaded, data: Mapping[str, Any]) -> list[Finding]:
    book = Notebook(loaded, data)
    with suppress(Enough):
        doors = frozenset(data["audience"])
        if len(doors) < len(data["audience"]):
            book.note("E210", "a door stands twice", ("audience",))
        book.say(data["title"], ("title",), doors)
        book.say(data["about"], ("about",), doors)
        reader = data.get("reader", {})
        for key in ("who", "purpose"):
            book.say(reader.get(key), ("reader", key), doors)
        for key in ("asks", "treat"):
            for at, text in enumerate(reader.get(key, ())):
                book.say(text, ("reader", key, at), doors)
        taken: dict[str, Path_] = {}
        for at, part in enumerate(data["parts"]):
            path: Path_ = ("parts", at)
            mine = frozenset(part.get("audience", data["audience"]))
            if mine - doors:
                book.note("E210", "a door does not come here, so nobody sees this there", (*path, "audience"))
            book.say(part.get("title"), (*path, "title"), mine)
            for number, item in enumerate(part["items"]):
                here = (*path, "items", number, "id")
                if item["id"] in taken:
                    line = loaded.finding("E203", "", taken[item["id"]]).line
                    book.note("E203", f"the id {quoted(item['id'])} is already taken in line {line}", here)
                taken.setdefault(item["id"], here)
    return book.findings


@dataclass(frozen=True, slots=True)
class _Through:
    """A file seen as a sheet whose summary stands in it: what is found in the summary is told, the rest is not."""

    loaded: Loaded
    prefix: Path_

    def finding(self, code: str, message: str, path: Path_, *, key: bool = False) -> Finding:
        if path[:1] != ("summary",):
            return Finding(self.loaded.name, 0, 0, "", "")
        return self.loaded.finding(code, message, (*self.prefix, *path[1:]), key=key)


def _part(
    loaded: Loaded,
    data: Mapping[str, Any],
    part: Mapping[str, Any],
    path: Path_,
    sheets: Mapping[str, Mapping[str, Any]],
) -> Iterator[Finding]:
    sheet = sheets.get(part["sheet"])
    if sheet is None:
        known = set(sheets)
        said = f"there is no worksheet {quoted(part['sheet'])}{nearest(part['sheet'], known)}"
        if part["sheet"] in known:  # its file is there
            said = f"the worksheet {quoted(part['sheet'])} has an error of its own"
        yield loaded.finding("E221", said, (*path, "sheet"))
        return
    mine = [door for door in DOORS if door in part.get("audience", data["audience"]) and door in data["audience"]]
    if away := [door for door in mine if door not in sheet["audience"]]:
        said = f"{quoted(part['sheet'])} is not for the door {', '.join(away)}: give this part an 'audience'"
        yield loaded.finding("E224", said, (*path, "sheet"))
        return
    through: Any = _Through(loaded, (*path, "items"))
    as_sheet = {**sheet, "audience": mine, "summary": part["items"]}
    found = [*references.check(through, as_sheet), *_paths(through, as_sheet)]
    found = [one for one in found if one.line]
    if not has_errors(found):
        found += [one for one in (*misuse.check(through, as_sheet), *manners.check(through, as_sheet)) if one.line]
    yield from found


def _paths(through: Any, as_sheet: Mapping[str, Any]) -> Iterator[Finding]:
    kinds = {one["id"]: one["type"] for section in as_sheet["sections"] for one in section["questions"]}
    for at, item in enumerate(as_sheet["summary"]):
        kind = kinds.get(item.get("q")) if item["show"] == "path" else None
        if kind not in (None, "staircase", "scale"):
            said = f"{quoted(item['q'])} is a {kind} question: only a staircase or a scale has a path"
            yield through.finding("E208", said, ("summary", at, "q"))
