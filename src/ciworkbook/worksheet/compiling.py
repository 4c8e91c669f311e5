"""Checks every sheet and ready-made summary of a folder and puts them into one JSON.

- So the program starts without yaml and pydantic.
- Refuses on any error: a folder with a faulty sheet gives nothing at all.
- The first line holds the index and what all sheets share; `catalogue` reads it. Never pickle, never marshal.
- Behind it stand the canonical data of every sheet, then the translations of every language, each as JSON: the first
  line says where. So a sheet is parsed only when it is opened, and a language read only where it is used.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from ..errors import WorkbookError
from ..words import _
from .bases import all_overlays, read_base
from .catalogue import FORMAT, sources_key
from .checking import digest, read_file, sheet_files
from .common import CARDS, NUMBERS, doors_of, read_common
from .finding import Finding, has_errors
from .layout_checking import FOLDER, check_beside, layout_files, read_layout
from .loading import Loaded
from .model import TOPICS
from .overlay_checking import Base, Overlay, named, read_overlay
from .together import check_together

_INDEXED = (
    "id",
    "language",
    "title",
    "about",
    "topic",
    "minutes",
    "audience",
    "phases",
    "safety",
    "content_note",
    "credit",
)


class SheetsFaulty(WorkbookError):  # noqa: N818 (it is said to a person)
    """A worksheet file has an error. Attributes: `findings`, those of all files."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            _("A worksheet file has a mistake in it."),
            _("The command “ciworkbook check” says where it is."),
        )
        self.findings = tuple(findings)
        self.add_note("\n".join(str(one) for one in findings))


def compile_folder(path: Path) -> dict[str, Any]:
    """Return the sheets of the folder `path` by id, an index in the order of the catalogue, what they share, the
    ready-made summaries, the translations, and the key of the sources.

    Raises `SheetsFaulty` if a file has an error or two files have the same id.
    """
    key = sources_key(path)
    common, findings = read_common(path)
    sheets: dict[str, Any] = {}
    read: list[tuple[Loaded, dict[str, Any]]] = []
    for file in sheet_files(path):
        loaded, data, found = read_file(file)
        findings += found
        if data is None or loaded is None:
            continue
        read.append((loaded, data))
        if data["id"] in sheets:
            findings.append(Finding(str(file), 1, 1, "E219", f"another file has the id '{data['id']}' too"))
        sheets[data["id"]] = {"digest": digest(data), "data": data}
    if not has_errors(findings):  # a sheet with an error is missing here, and that says nothing about the others
        others = {id_: one["data"] for id_, one in sheets.items()}
        for loaded, data in read:
            findings += check_together(loaded, data, others, doors_of(common))
    layouts, found = _layouts(path, {id_: one["data"] for id_, one in sheets.items()})
    findings += found
    overlays: dict[str, Any] = {}
    if not has_errors(findings):
        overlays, found = _overlays(path, {id_: one["data"] for id_, one in sheets.items()}, layouts)
        findings += found
    if has_errors(findings):
        raise SheetsFaulty(findings)
    index = [{name: one["data"][name] for name in _INDEXED if name in one["data"]} for one in sheets.values()]
    order = {id_: at for at, id_ in enumerate(common.pop("order", ()))}
    index.sort(key=lambda one: (TOPICS.index(one["topic"]), order.get(one["id"], len(order)), one["id"]))
    whole = {"index": index, "sheets": sheets, "common": common, "layouts": layouts, **overlays}
    return {"format": FORMAT, "key": key, **whole}


def _layouts(path: Path, sheets: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Return the ready-made summaries of the folder `path`, by the name of their file, and what was found."""
    layouts: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    for file in layout_files(path):
        loaded, data, found = read_layout(file)
        findings += found
        if loaded is None or data is None:
            continue
        if data["id"] in layouts:
            findings.append(loaded.finding("E219", f"another file has the id '{data['id']}' too", ("id",)))
        layouts[data["id"]] = data
        findings += check_beside(loaded, data, sheets)
    return list(layouts.values()), findings


def _overlays(
    path: Path, sheets: Mapping[str, Any], layouts: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], list[Finding]]:
    """Return the translations below the folder `path`, and what was found.

    {"languages": {tag: what a list of languages says}, "overlays": {tag: JSON of {kind: {id: {key: text}}}}}.
    """
    bases = {("", id_): Base(id_, one["language"], "sheet", one) for id_, one in sheets.items()}
    bases |= {(FOLDER, one["id"]): Base(one["id"], one["language"], "layout", one) for one in layouts}
    for file in (path / "common" / name for name in (CARDS, NUMBERS)):
        base = read_base(file)[0] if file.exists() else None
        if base is not None:
            bases["common", base.id] = base
    read: dict[str, list[tuple[str, Overlay]]] = {}
    findings: list[Finding] = []
    for file in all_overlays(path):
        place = "" if file.parent == path else file.parent.name
        base = bases.get((place, named(file.name)[0]))
        overlay, found = read_overlay(file, base)
        findings += found
        if overlay is not None and base is not None and overlay.texts:
            read.setdefault(overlay.language, []).append((base.kind, overlay))
    return {
        "languages": {tag: told_of(some) for tag, some in sorted(read.items())},
        "overlays": {tag: packed(some) for tag, some in sorted(read.items())},
    }, findings


def told_of(overlays: Sequence[tuple[str, Overlay]]) -> dict[str, Any]:
    """Return what a list of languages says of one: how many sheets, whether all of it was reviewed, who made it."""
    names = dict.fromkeys(name for _kind, one in overlays for name in one.translators)
    return {
        "sheets": sum(kind == "sheet" for kind, _one in overlays),
        "reviewed": all(one.reviewed for _kind, one in overlays),
        "translators": list(names),
        "forms": any("~" in key for _kind, one in overlays for key in one.texts),
    }


def packed(overlays: Sequence[tuple[str, Overlay]]) -> str:
    """Return the texts of one language as JSON: {kind: {id: {key: text}}}."""
    texts: dict[str, dict[str, Mapping[str, str]]] = {}
    for kind, one in overlays:
        texts.setdefault(kind, {})[one.of] = dict(one.texts)
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def write_compiled(compiled: Mapping[str, Any], target: Path) -> None:
    """Write `compiled` to `target` whole or not at all. Raises OSError."""
    main = {name: one for name, one in compiled.items() if name not in ("sheets", "overlays")}
    block, behind = b"", b""
    if "sheets" in compiled:
        main["sheets"] = {}
        for id_, one in compiled["sheets"].items():
            text = _json(one["data"])
            main["sheets"][id_] = {"digest": one["digest"], "at": [len(block), len(text)]}
            block += text
        main["block"] = [len(block), crc32(block)]
    if "overlays" in compiled:
        main["overlays"] = {}
        for tag, texts in compiled["overlays"].items():
            text = texts.encode()
            main["overlays"][tag] = [len(block) + len(behind), len(text), crc32(text)]
            behind += text
        main["behind"] = len(block) + len(behind)
    whole = _json(main) + b"\n" + block + behind
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
