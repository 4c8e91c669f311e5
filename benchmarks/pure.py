"""What is worked out without a page: the texts to search, finding, evenings, a summary."""

from __future__ import annotations

import json

from ciworkbook.answers.finding import find, fold, texts
from ciworkbook.answers.history import evenings, wrote
from ciworkbook.summary import as_text
from ciworkbook.summary.build import build
from ciworkbook.summary.names import Names
from ciworkbook.summary.part import Part
from ciworkbook.workbook import Workbook

from .measuring import Add, in_turn


def measure(book: Workbook, add: Add, rounds: int) -> None:
    """Add the rows."""
    visits = list(reversed(book.visits()))
    pairs = [(book.worksheet_of(one), one) for one in visits]
    stored = [json.dumps(one.to_data()) for one in visits]
    index = [text for sheet, visit in pairs for text in texts(sheet, visit, book.person, {})]
    titles = [(sheet.title, visit) for sheet, visit in pairs]
    whole = "\n".join(one.folded for one in index)

    def read_all() -> object:
        return [json.loads(one) for one in stored]

    def index_all() -> object:
        return [text for sheet, visit in pairs for text in texts(sheet, visit, book.person, {})]

    def day_by_day() -> object:
        found = evenings(visits)
        return [wrote(book.worksheet_of(visit), visit, day, book.person, {}) for day, visit in found]

    said = f"parsing the JSON of {len(visits)} visits"
    add("every text read, to be searched", in_turn(index_all, read_all, rounds), said)
    add("every evening told", in_turn(day_by_day, read_all, rounds), said)
    scan = f"`in`, over the same {len(whole) // 1000} thousand characters"
    for name, typed in (("find, a word", "sister"), ("find, a word that is not there", "zzyzx")):
        word = fold(typed)
        add(name, in_turn(lambda: find(typed, titles, index), lambda: whole.count(word), rounds), scan)  # noqa: B023
    for count in sorted({1, min(12, len(visits)), len(visits)}):
        parts = [Part(sheet, visit) for sheet, visit in pairs[:count]]

        def summary() -> object:
            names = Names("role", book.people)
            return as_text.render(build(parts, names, title="A year"), 80)  # noqa: B023

        floor = [stored[at] for at in range(count)]
        add(
            f"summary of {count} visits, as text",
            in_turn(summary, lambda: [json.loads(one) for one in floor], rounds),  # noqa: B023
            f"parsing the JSON of {count} visits",
        )
