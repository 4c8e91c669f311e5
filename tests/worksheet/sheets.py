"""Worksheet files for the tests: one with every key, and small ones made around a few questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ciworkbook.worksheet.checking import check_text
from ciworkbook.worksheet.model import Door, Worksheet, build

EVERYTHING = Path(__file__).with_name("everything.yaml")

HEAD = """\
format: 1
id: small
version: 1
language: en
title: Small
about: A small sheet.
topic: allies
minutes: 5
audience: [harmed, helping]
credit: {license: CC-BY-4.0, authors: [Someone]}
"""
SECTION = """\
sections:
  - id: part
    title: Part
    questions:
"""


def sheet(questions: str, *, top: str = "", head: str = HEAD) -> str:
    """Return a sheet with one section; `questions` are lines as under `questions:`, indented by nothing."""
    inside = "".join(f"      {line}\n" for line in questions.strip("\n").split("\n"))
    return head + top + SECTION + inside


def codes(text: str) -> list[str]:
    """Return the codes found in `text`, in the order of the file."""
    return [one.code for one in check_text("small.yaml", text)[1]]


def told(text: str) -> list[str]:
    """Return what is found in `text` as lines."""
    return [str(one) for one in check_text("small.yaml", text)[1]]


def canonical(text: str) -> dict[str, Any]:
    """Return the canonical data of `text`, which has no error."""
    data, findings = check_text("small.yaml", text)
    assert data is not None, "\n".join(str(one) for one in findings)
    return data


def built(text: str, door: Door = "harmed") -> Worksheet:
    """Return the worksheet of `text`, which has no error."""
    return build(canonical(text), door)
