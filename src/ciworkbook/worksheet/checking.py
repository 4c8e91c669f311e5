"""Checks a worksheet file and gives its canonical data, or says what is wrong, where, and what was probably meant.

- In passes, each only if the one before found no error: reading (`loading`), shape (`form`), references, misuse.
- Canonical data is what `model.build` takes: plain, defaults left out, lists in the order of the file.
- Nothing is raised for anything a file may hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from . import loading, misuse, references
from .finding import MOST, Finding, has_errors
from .form import WorksheetFile
from .loading import Loaded
from .shape import empty_values, shape_findings


def check_text(name: str, text: str) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Check the worksheet in `text`; return its canonical data, None if there is an error, and what was found.

    `name` is what findings call the file.
    """
    return check_loaded(*loading.load_text(name, text))


def check_file(path: Path, name: str = "") -> tuple[dict[str, Any] | None, list[Finding]]:
    """Check the worksheet in the file at `path`, as `check_text` does."""
    return check_loaded(*loading.load_file(path, name))


def read_file(path: Path, name: str = "") -> tuple[Loaded | None, dict[str, Any] | None, list[Finding]]:
    """Check the worksheet in the file at `path`; return it as read too, for checks that need to know its lines."""
    loaded, findings = loading.load_file(path, name)
    data, findings = check_loaded(loaded, findings)
    return loaded, data, findings


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of canonical `data`, hex: what a visit names its definition by."""
    whole = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def validated(loaded: Loaded, model: type[BaseModel]) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Hold `loaded` against `model`; return its canonical data, None if the shape is wrong, and what was found."""
    data, findings, empty = empty_values(loaded)
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        findings += islice(shape_findings(loaded, model, error, empty), MOST)
        return None, findings
    if findings:
        return None, findings
    return checked.model_dump(by_alias=True, exclude_defaults=True), []


def check_loaded(loaded: Loaded | None, findings: list[Finding]) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Check the worksheet in `loaded`, as `check_text` does; None and what was found in reading it give just that."""
    if loaded is None:
        return None, findings
    data, findings = validated(loaded, WorksheetFile)
    if data is not None:
        findings = references.check(loaded, data)
        if not has_errors(findings):  # building a sheet trusts its references
            findings += misuse.check(loaded, data)
    findings = sorted(set(findings))[:MOST]
    return (None if has_errors(findings) else data), findings


def sheet_files(folder: Path) -> Iterator[Path]:
    """Yield the worksheet files of `folder` by name; a file with a second dot in its name is a translation."""
    yield from sorted(path for path in folder.glob("*.yaml") if "." not in path.stem)
