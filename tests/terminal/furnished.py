"""A workbook in which every page has something to show, and each thing it shows is a canary.

- Two worksheets of the person's own hold a question of every type, each answered in every field that takes words.
- `furnished` makes it in a folder; nothing is typed. What typing leaves behind is looked at elsewhere (`touring`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.given import Given, Lines
from ciworkbook.preferences import Settings
from ciworkbook.vault import Cost, Vault
from ciworkbook.vault.given import lock
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.pack import Pack
from ciworkbook.worksheet.packs import read_pack

from ..making import CHEAP, Clock, cheap_keys
from .touring import CANARIES, PASSPHRASE

PACK = "Kept sheets"
EVERY, SMALL, MOVED = "Every kind of question", "A small sheet", "A sheet that moved"
COVER = "- bread"
"""What the cover shows."""

GIVEN = Given("A page", "en", CANARIES["given by"], "2026-10-01", (Lines("", (CANARIES["given"],)),))
"""What somebody else gave: it is kept in the workbook, and lies beside the worksheets in a file as well."""
GIVEN_FILE, GIVEN_WORDS = "page.locked", "copper lantern seven frogs walking"

_HEAD = """\
format: 1
id: {id}
version: {version}
language: en
title: {title}
about: A sheet for looking.
topic: allies
minutes: 5
audience: [harmed]
credit: {{license: CC-BY-4.0, authors: [Someone]}}
"""
_OPTIONS = "options: [{id: a, label: The first}, {id: b, label: The second}], other: true"
_FIELDS = "[{id: how, type: short_text, label: How}, {id: more, type: long_text, label: More of it}]"
TYPES = {
    "note": "{id: note, type: note, label: Only to read.}",
    "long_text": "{id: long, type: long_text, label: Something long, starters: [{id: s, text: It began}]}",
    "short_text": "{id: short, type: short_text, label: Something short}",
    "choice": "{id: one, type: choice, label: One of these, " + _OPTIONS + "}",
    "choices": "{id: some, type: choices, label: Some of these, " + _OPTIONS + "}",
    "scale": "{id: scale, type: scale, label: How near, min_label: Far, max_label: Near}",
    "checklist": "{id: list, type: checklist, label: Which were there, note_each: true, "
    "items: [{id: a, label: This one}, {id: b, label: That one}], states: [{id: yes, label: It was}]}",
    "date": "{id: day, type: date, label: Which day}",
    "table": "{id: table, type: table, label: Row by row, row_label: row, columns: " + _FIELDS + "}",
    "people": "{id: who, type: people, label: Who was there, fields: " + _FIELDS + "}",
    "ring_map": "{id: rings, type: ring_map, label: Who stands where, people: who, "
    "rings: [{id: near, label: Near me}, {id: far, label: Far off}]}",
    "staircase": "{id: stairs, type: staircase, label: Which step, note_each: true, place: one, "
    "steps: [{id: low, label: The low step}, {id: high, label: The high step}]}",
}
"""A question of every type there is, by its type; `tests/faults` checks that none is missing."""


def _sheet(id: str, title: str, questions: list[str], *, version: int = 1, more: str = "") -> str:
    asked = "".join(f"      - {one}\n" for one in questions)
    section = f"sections:\n  - id: part\n    title: The only part\n    questions:\n{asked}"
    return _HEAD.format(id=id, version=version, title=title) + more + section


_GONE = "{id: gone, type: long_text, label: Asked no more}"
_SAID = "{id: said, type: short_text, label: What was said}"
_RETIRES = (
    "migrations: [{to: 2, note: One question less., steps: [{do: retire, q: gone, why: Nobody needs it any more.}]}]\n"
)


def _fresh(question: str) -> str:
    """Let a new visit begin with nothing in `question`, but for one that is set beside the visit before."""
    how = "" if "type: note" in question else ", revisit: compare" if "type: scale" in question else ", revisit: fresh"
    return question.removesuffix("}") + how + "}"


def write_sheets(place: Path, *, moved: bool) -> Path:
    """Write the worksheet files into a new folder below `place`; with `moved`, the later version of one of them."""
    folder = place / ("Kept sheets" if moved else "before/Kept sheets")
    folder.mkdir(parents=True)
    cards = "cards: [both_can_be_true]\n"
    files = {
        "every": _sheet("every", EVERY, [_fresh(one) for one in TYPES.values()]),
        "small": _sheet("small", SMALL, [_SAID], more=cards),
        "moved": _sheet("moved", MOVED, [_SAID, *([] if moved else [_GONE])], version=2 if moved else 1),
    }
    if moved:
        files["moved"] += _RETIRES
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def _add(workbook: Workbook, folder: Path) -> Pack:
    checked = read_pack(folder, workbook.catalogue)
    assert not checked.refused, checked.refused
    kept = workbook.packs.keep(checked.pack, workbook.stamp())
    workbook.packs.mark_read(kept.id)
    return workbook.packs.offer(kept.id, offered=True)


def furnished(folder: Path, sheets: Path, cost: Cost = CHEAP) -> Path:
    """Make the workbook in `folder`, closed again, with its worksheet files in `sheets`; return `folder`."""
    clock = Clock("2026-10-03T20:00:00+01:00")
    with cheap_keys():
        workbook = Workbook(Vault.create(folder, PASSPHRASE, cost=cost), Catalogue.load(), clock)
    words = {"harmed": CANARIES["own word"]}
    numbers = (("Somebody", CANARIES["own number"]),)
    workbook.save_settings(Settings(door="harmed", words=words, numbers=numbers))
    people, person = workbook.people.add(CANARIES["alias"])
    workbook.save_people(people.change(person.id, role=CANARIES["role"]))
    pack = _add(workbook, write_sheets(sheets, moved=False))
    old = workbook.begin(f"{pack.id}/moved", "harmed")
    for id in ("said", "gone"):
        old = old.answer(id, Answer(value=CANARIES[f"{id} before"]), workbook.stamp())
    workbook.save(old)
    clock.later(days=1)
    for days in (0, 30):
        clock.later(days=days)
        visit = workbook.begin(f"{pack.id}/every", "harmed")
        for id, (value, other) in _answers(person.id, days).items():
            visit = visit.answer(id, Answer(value=value, other=other), workbook.stamp())
        workbook.save(replace(visit, at_question="long"))
    _add(workbook, write_sheets(sheets, moved=True))
    clock.later(days=1)
    newest = max(workbook.visits(f"{pack.id}/every"), key=lambda one: one.started)
    workbook.save(replace(newest, changed=workbook.stamp()))
    workbook.given.keep(GIVEN, workbook.stamp())
    workbook.close()
    with cheap_keys():
        made = lock(json.dumps(GIVEN.to_data()).encode(), GIVEN_WORDS, CHEAP)
    (sheets / GIVEN_FILE).write_bytes(made)
    return folder


def _answers(person: str, days: int) -> dict[str, tuple[Any, str]]:
    """Return for each question of `EVERY` a value and the words of an option of the person's own."""
    cells = {"how": CANARIES["table cell"], "more": CANARIES["table text"]}
    return {
        "long": (CANARIES["long text"] + " in October" * (not days), ""),
        "short": (CANARIES["short text"], ""),
        "one": ("other", CANARIES["own choice"]),
        "some": (["a", "other"], CANARIES["own choice"]),
        "scale": (7 if days else 3, ""),
        "list": ({"a": {"state": "yes", "note": CANARIES["note"]}}, ""),
        "day": ("2026-05-17", ""),
        "table": ([{"id": "r1", **cells}], ""),
        "who": ([{"person": person, "how": CANARIES["about a person"], "more": CANARIES["table text"]}], ""),
        "rings": ({person: "near"}, ""),
        "stairs": ({"place": ["low"], "steps": {"low": {"note": CANARIES["note"]}}}, ""),
    }
