"""Which pages a sheet has, as the answers stand."""

from __future__ import annotations

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.leaves import Leaf, leaf_with, leaves
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import Worksheet, build

NOW = "2026-11-24T20:00:00+01:00"


def sheet() -> Worksheet:
    return build(
        {
            "id": "small",
            "version": 1,
            "language": "en",
            "title": "Small",
            "about": "A small sheet.",
            "topic": "goals",
            "minutes": 5,
            "audience": ["harmed"],
            "credit": {"license": "CC-BY-4.0", "authors": ["Us"]},
            "sections": [
                {
                    "id": "one",
                    "title": "One",
                    "pause": "Rest here.",
                    "questions": [
                        {"id": "a", "type": "short_text", "label": "A"},
                        {"id": "b", "type": "short_text", "label": "B", "short_path": False},
                    ],
                },
                {
                    "id": "two",
                    "title": "Two",
                    "relevant": {"q": "a", "answered": True},
                    "pause": "Never shown at the end.",
                    "questions": [{"id": "c", "type": "short_text", "label": "C"}],
                },
            ],
        },
        "harmed",
    )


def visit(**values: str) -> Visit:
    made = Visit("small", 1, "d", "harmed", NOW, NOW)
    for question, value in values.items():
        made = made.answer(question, Answer(value=value), NOW)
    return made


def ids(pages: list[Leaf]) -> list[str]:
    return [f"{leaf.kind}:{leaf.id}" if leaf.id else leaf.kind for leaf in pages]


def test_the_short_path_leaves_out_the_longer_questions() -> None:
    assert ids(leaves(sheet(), visit())) == ["in", "question:a", "pause:one", "out"]
    assert ids(leaves(sheet(), visit(), long=True)) == ["in", "question:a", "question:b", "pause:one", "out"]


def test_a_longer_question_with_an_answer_is_never_left_out() -> None:
    assert "question:b" in ids(leaves(sheet(), visit(b="kept")))


def test_an_answer_opens_the_pages_after_it() -> None:
    pages = leaves(sheet(), visit(a="x"))
    assert ids(pages) == ["in", "question:a", "pause:one", "question:c", "out"]


def test_a_section_a_page_finds_the_page_of_a_question() -> None:
    made = visit(a="x")
    pages = leaves(sheet(), made, by_section=True)
    assert ids(pages) == ["in", "section:one", "pause:one", "section:two", "out"]
    assert leaf_with(sheet(), pages, "c") == Leaf("section", "two")
    assert leaf_with(sheet(), pages, "nowhere") is None
