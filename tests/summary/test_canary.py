"""A name that is known never goes out under a rule that replaces it: not in any words, drawing, output or metadata."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People, Person
from ciworkbook.answers.visit import Visit
from ciworkbook.summary import as_html, as_markdown, as_pdf, as_text
from ciworkbook.summary.build import build
from ciworkbook.summary.document import Document
from ciworkbook.summary.names import Names, Rule
from ciworkbook.summary.page_data import Setting, page_data
from ciworkbook.summary.part import Part
from ciworkbook.worksheet.layout import Reader
from ciworkbook.worksheet.model import Worksheet

from .sheets import NOW, RINGS, STATES, STEPS, THEN, sheet, visit

EXAMPLES = 1000 if os.environ.get("CIWORKBOOK_FULL") else 60

# A name, and the letters that give it away. No word of the sheets or of the program holds them.
CANARIES = [
    ("Quorvex", "quorv"),
    ("Zyx", "zyx"),
    ("Blimdar Quorvex", "quorv"),
    ("Quorvex-Anne", "quorv"),
    ("Żwółq", "zwołq"),
    ("Квазимир", "квазим"),
    ("Жузя", "жуз"),
    ("Γκζώρξος", "γκζωρξ"),
    ("كزبهوان", "كزبهو"),
    ("कज़ूझम", "कजूझ"),
    ("퀙쥡", "퀙쥡"),
    ("龘靐", "龘靐"),
    ("Ｑｕｏｒｖｅｘ", "quorv"),
]


def bare(text: str) -> str:
    """Text as a reader would take it: no case, marks, width or hidden characters."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(one for one in folded if unicodedata.category(one) not in ("Mn", "Cf", "Cc"))
    return unicodedata.normalize("NFC", kept)


def same(character: str) -> str:
    return character


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": same,
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "NFD": lambda name: unicodedata.normalize("NFD", name),
    "NFKC": lambda name: unicodedata.normalize("NFKC", name),
    "possessive": lambda name: name + "'s",
    "curly": lambda name: name + "’s",
    "plural": lambda name: name + "s",
    "hidden": lambda name: name[0] + "\u200b" + name[1:],
    "soft": lambda name: name[:-1] + "\u00ad" + name[-1],
    "joined": lambda name: name[0] + "\u2060" + name[1:],
    "wide": lambda name: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name),
    "marked": lambda name: f"_{name}_ **{name}** `{name}` <b>{name}</b>",
    "quoted": lambda name: f"“{name}” ({name})/{name}@{name}.org #{name}",
    "no-break": lambda name: name.replace(" ", "\u00a0").replace("-", "\u2011"),
}


def written(name: str) -> st.SearchStrategy[str]:
    """A few words with the name in them, in some way of writing it."""
    way = st.sampled_from(sorted(WAYS)).map(lambda one: WAYS[one](name))
    words = st.sampled_from(["", "then", "Tomorrow", "to", "- ", "1.", "I saw", "\n", "and", "…", "안녕", "和"])
    return st.lists(st.one_of(way, words), min_size=1, max_size=5).map(" ".join)


def worksheet() -> Worksheet:
    """Every type of question that takes words or people."""
    columns = [
        {"id": "who", "type": "people", "label": "Who"},
        {"id": "what", "type": "short_text", "label": "What"},
        {"id": "long", "type": "long_text", "label": "More"},
        {"id": "when", "type": "date", "label": "When"},
    ]
    some = [{"id": "one", "label": "One"}, {"id": "two", "label": "Two"}]
    asked: list[dict[str, Any]] = [
        {"id": "short", "type": "short_text", "label": "Short ${words.harmed|them}"},
        {"id": "long", "type": "long_text", "label": "Long"},
        {"id": "day", "type": "date", "label": "Day"},
        {"id": "pick", "type": "choice", "label": "Pick", "options": some, "other": True},
        {"id": "who", "type": "people", "label": "People", "fields": [columns[1]]},
        {"id": "one_of", "type": "choice", "label": "Of them", "options_from": "who", "other": True},
        {"id": "map", "type": "ring_map", "label": "Map", "people": "who", "rings": RINGS},
        {"id": "list", "type": "checklist", "label": "List", "items": some, "note_each": True},
        {"id": "free", "type": "table", "label": "Free ${short|it}", "row_label": "row", "columns": columns},
        {"id": "fixed", "type": "table", "label": "Fixed", "rows": some, "columns": columns[1:]},
        {
            "id": "stairs",
            "type": "staircase",
            "label": "Stairs",
            "steps": STEPS,
            "states": STATES,
            "note_each": True,
            "fields": [columns[1]],
        },
    ]
    for one in asked:
        one["share"] = "ok"
    return sheet(
        [{"id": "all", "title": "All", "questions": asked}],
        [
            {"id": "then", "show": "changes", "q": ["short", "free", "map", "stairs", "list"], "label": "Then"},
            {"id": "rows", "show": "rows", "q": "free", "fields": ["who", "what"], "label": "Rows"},
            {"id": "said", "show": "message", "text": "About ${long|it} and ${words.what_happened|it}."},
        ],
    )


SHEET = worksheet()


@st.composite
def answers(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Answers that hold the name in words and the person as such."""
    words = written(name)

    def row() -> dict[str, Any]:
        return {"who": ["c", "p"], "what": draw(words), "long": draw(words), "when": draw(words)}

    rings = st.sampled_from(["near", "mid", "far"])
    held: dict[str, Any] = {
        "short": draw(words),
        "long": draw(words),
        "day": draw(st.one_of(words, st.just("2026-05"))),
        "pick": Answer(value="other", other=draw(words)),
        "who": [{"person": "c", "what": draw(words)}, {"person": "p"}],
        "one_of": draw(st.sampled_from(["c", "p"])),
        "map": {"c": draw(rings), "p": draw(rings)},
        "list": {"one": {"state": "done", "note": draw(words)}},
        "free": [{"id": "r1", **row()}],
        "fixed": {"one": {key: value for key, value in row().items() if key != "who"}},
        "stairs": {"place": ["stop"], "steps": {"see": {"state": "yes", "note": draw(words), "what": draw(words)}}},
    }
    kept = draw(st.sets(st.sampled_from(sorted(held)), min_size=1))
    return {id_: one for id_, one in held.items() if id_ in kept}


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, str]:
    """A document under some rule, and the letters that give the name away."""
    name, letters = draw(st.sampled_from(CANARIES))
    rule: Rule = draw(st.sampled_from(["letters", "role", "initials"]))
    words = written(name)
    people = People((Person("p", "Tom", draw(st.sampled_from(["a friend", name]))), Person("c", name, draw(words))))
    own = {"harmed": draw(st.sampled_from(["", name])), "caused_harm": "", "what_happened": draw(words)}
    now, then = (visit(draw(answers(name)), at) for at in (NOW, THEN))
    document = build(
        [Part(SHEET, now, draw(st.sampled_from([None, then])))],
        Names(rule, people, own),
        title=draw(words),
        intro=draw(words),
        reader=Reader(draw(words), draw(words), (draw(words),), (draw(words),)),
        form=draw(st.sampled_from(["page", "card"])),
    )
    return document, letters


def outputs(document: Document) -> dict[str, str]:
    return {
        "text": as_text.render(document, 4000),
        "narrow": as_text.render(document, 60).replace("\n", " "),
        "markdown": as_markdown.render(document),
        "html": as_html.render(document),
        "page": json.dumps(page_data(document, Setting()), ensure_ascii=False),
        "card": json.dumps(page_data(document, Setting(form="card")), ensure_ascii=False),
        "preview": " ".join(line.text for line in document.lines()),
    }


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(documents())
def test_a_known_name_never_goes_out(made: tuple[Document, str]) -> None:
    document, letters = made
    for name, said in outputs(document).items():
        assert bare(letters) not in bare(said), name


def full(name: str, rule: Rule) -> Document:
    """A document with the name in every place there is."""
    said = " ".join(way(name) for way in WAYS.values())
    row = {"who": ["c"], "what": said, "long": said, "when": said}
    held: dict[str, Any] = {
        "short": said,
        "long": said,
        "day": said,
        "pick": Answer(value="other", other=said),
        "who": [{"person": "c", "what": said}],
        "one_of": "c",
        "map": {"c": "near"},
        "list": {"one": {"state": "done", "note": said}},
        "free": [{"id": "r1", **row}],
        "fixed": {"one": {key: value for key, value in row.items() if key != "who"}},
        "stairs": {"place": ["stop"], "steps": {"see": {"state": "yes", "note": said, "what": said}}},
    }
    then: Visit = visit({"map": {"c": "far"}, "short": said}, THEN)
    names = Names(rule, People((Person("c", name, ""),)), {"harmed": name, "what_happened": said})
    return build(
        [Part(SHEET, visit(held), then)], names, title=said, intro=said, reader=Reader(said, said, (said,), (said,))
    )


@pytest.mark.parametrize("rule", ["letters", "role", "initials"])
@pytest.mark.parametrize(("name", "letters"), CANARIES)
def test_not_even_where_it_stands_in_every_place(name: str, letters: str, rule: Rule) -> None:
    for kind, said in outputs(full(name, rule)).items():
        assert bare(letters) not in bare(said), kind


def test_the_search_would_find_what_it_looks_for() -> None:
    for name, letters in CANARIES:
        shown = bare(as_text.render(full(name, "alias"), 4000))
        assert bare(letters) in shown, name


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize(("name", "letters"), [CANARIES[0], CANARIES[2], CANARIES[5]])
def test_not_in_a_page_nor_in_its_metadata(name: str, letters: str, tmp_path: Path) -> None:
    tools = [shutil.which(one) for one in ("pdftotext", "pdfinfo")]
    for rule, found in (("letters", False), ("initials", False), ("alias", True)):
        page = as_pdf.render(full(name, rule))  # type: ignore[arg-type]
        file = tmp_path / f"{rule}.pdf"
        file.write_bytes(page.bytes)
        said = ""
        for tool in (one for one in tools if one):
            last = ["-"] if tool.endswith("pdftotext") else []
            said += subprocess.run([tool, str(file), *last], capture_output=True, check=True, text=True).stdout
        said += page.bytes.decode("latin-1")
        assert (bare(letters) in bare(re.sub(r"\s+", " ", said))) is found, rule
