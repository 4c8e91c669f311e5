"""How hard the sheets are to read, by a library with a dictionary; and that the table of them is true."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ciworkbook.worksheet.reading_ease import grade
from ciworkbook.worksheet.texts import texts

from .shipped import NAMES, doors, sheet

ROOT = Path(__file__).parents[2]
HARDEST = 8.0


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sheets_tool", ROOT / "tools" / "sheets.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["sheets_tool"] = made
    spec.loader.exec_module(made)
    return made


TOOL = tool()


@pytest.mark.parametrize(("name", "door"), [(name, door) for name in NAMES for door in doors(name)])
def test_no_sheet_asks_for_more_than_eight_years_of_school(name: str, door: str) -> None:
    worksheet = sheet(name, door)
    measured = TOOL.reading_grade(worksheet)
    assert measured <= HARDEST
    # What `check` tells authors without a dictionary is not far from it.
    prose = "\n\n".join(text for _, text in texts(worksheet) if len(text.split()) >= 6)
    assert abs(measured - grade(prose)) < 1.5


def test_the_library_tells_hard_from_easy() -> None:
    import textstat

    easy = "The cat sat on the mat. It was a good day. She went home."
    hard = "Organisational accountability considerations necessitate comprehensive interdisciplinary deliberation."
    assert textstat.flesch_kincaid_grade(easy) < 2 < 15 < textstat.flesch_kincaid_grade(hard)
    assert grade(easy) < 2 < 15 < grade(hard)


def test_the_table_is_up_to_date() -> None:
    assert TOOL.PAGE.read_text(encoding="utf-8") == TOOL.page(), "run: python tools/sheets.py"
