"""The schema for editors: it takes what `check` takes, and says little where something is misspelt."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ciworkbook.worksheet.checking import sheet_files
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.loading import load_file, load_text
from ciworkbook.worksheet.schema import schema_text, worksheet_schema

from .said import SAID
from .sheets import EVERYTHING, sheet

SHORT = 120


@pytest.fixture(scope="module")
def validator() -> Any:
    Draft202012Validator.check_schema(worksheet_schema())
    return Draft202012Validator(worksheet_schema())


def messages(validator: Any, text: str) -> list[str]:
    loaded, findings = load_text("x", text)
    assert loaded is not None, findings
    return [error.message for error in validator.iter_errors(loaded.data)]


def test_the_schema_in_the_folder_is_the_one_made_now() -> None:
    kept = sheets_folder() / "worksheet.schema.json"
    assert kept.read_text(encoding="utf-8") == schema_text(), (
        "run: ciworkbook schema -o worksheets/worksheet.schema.json"
    )


@pytest.mark.parametrize("path", [EVERYTHING, *sheet_files(sheets_folder())], ids=lambda path: path.stem)
def test_the_schema_takes_the_sheets(validator: Any, path: Any) -> None:
    loaded, _ = load_file(path)
    assert loaded is not None
    assert [error.message for error in validator.iter_errors(loaded.data)] == []


@pytest.mark.parametrize("path", list(sheet_files(sheets_folder())), ids=lambda path: path.stem)
def test_each_sheet_names_the_schema_for_editors(path: Any) -> None:
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=worksheet.schema.json\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("label: A name", "labl: A name"),
        ("placeholder: Any name", "placehodler: Any name"),
        ("{q: name, answered: true}", "{q: name, answred: true}"),
        ("{harmed: For you", "{harmd: For you"),
        ("intro: Read", "intor: Read"),
        ("license: CC", "licence: CC"),
        ("empty: Nothing yet", "empti: Nothing yet"),
        ("why: A list", "wyh: A list"),
        ("exclusive: true", "exclsive: true"),
        ("minutes: 12", "minuets: 12"),
        ("{from: 1, to: 8}", "{form: 1, to: 8}"),
        ("minutes: 12", "minutes: twelve"),
        ("tone: safety\n", "tone: unsafe\n"),
    ],
)
def test_one_slip_gives_short_messages_about_it(validator: Any, before: str, after: str) -> None:
    whole = EVERYTHING.read_text("utf-8")
    said = messages(validator, whole.replace(before, after, 1) if before in whole else pytest.fail(before))
    assert said
    # A key that was misspelt is also one that is missing.
    assert len(said) <= 2
    assert all(len(one) < SHORT for one in said), said
    slip = after.replace("{q: name, ", "").split(":")[0].strip("{} ")
    assert any(slip in one or "twelve" in one or "unsafe" in one for one in said), said


def test_what_the_schema_refuses_check_refuses_too(validator: Any) -> None:
    """The schema knows the shape alone: never more than `check` does."""
    for name, text, end in SAID:
        loaded, _ = load_text("x", text)
        if loaded is None:
            continue
        refused = bool(list(validator.iter_errors(loaded.data)))
        if refused:
            assert " E1" in f" {end}" or "E103" in end, name
    assert messages(validator, sheet("- {id: a, type: date, label: A}")) == []


def test_the_schema_is_one_line_of_json() -> None:
    text = schema_text()
    assert text.count("\n") == 1 and json.loads(text)["$schema"].startswith("https://json-schema.org/")
    assert len(text) < 60_000
