"""The shipped worksheets, read and checked once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.flow import flow
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet import checking
from ciworkbook.worksheet.model import Door, Worksheet, build

FOLDER = Path(__file__).parents[2] / "worksheets"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem)
DANGER, MAP, STAIRS = "danger-signs-now", "ally-barrier-map", "accountability-staircase"


@cache
def data(name: str) -> dict[str, Any]:
    """Return the canonical data of a shipped sheet."""
    found, findings = checking.check_file(FOLDER / f"{name}.yaml")
    assert found is not None, findings
    return found


def doors(name: str) -> list[Door]:
    """Return the doors of a shipped sheet."""
    return list(data(name)["audience"])


@cache
def sheet(name: str, door: Door) -> Worksheet:
    """Return a shipped sheet at one door."""
    return build(data(name), door)


def shown(worksheet: Worksheet, **answers: Any) -> tuple[str, ...]:
    """Return the questions asked once `answers` were given."""
    given = {name: Answer("given", value) for name, value in answers.items()}
    visit = Visit(worksheet.id, worksheet.version, "", worksheet.door, "", "", answers=given)
    return flow(worksheet, visit).shown
