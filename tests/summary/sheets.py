"""Sheets, visits and documents that the summary tests share."""

from __future__ import annotations

from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People, Person
from ciworkbook.answers.visit import Visit
from ciworkbook.summary.build import build
from ciworkbook.summary.document import Boxes, Document, Grid, Heading, Paragraphs, Room, Rule
from ciworkbook.summary.names import Names
from ciworkbook.summary.names import Rule as NamesRule
from ciworkbook.summary.part import Part
from ciworkbook.worksheet.model import Door, Worksheet
from ciworkbook.worksheet.model import build as build_sheet

PEOPLE = People(
    (
        Person("p1", "Tom", "my brother"),
        Person("p2", "Ines Moreau", "my neighbor"),
        Person("p3", "Kwame", ""),
    )
)
THEN, NOW = "2026-10-27T20:00:00+01:00", "2026-11-24T20:00:00+01:00"
STEPS = [
    {"id": "stop", "label": "The harm stops"},
    {"id": "see", "label": "Seeing that it was harm"},
    {"id": "repair", "label": "Repair"},
]
STATES = [{"id": "partly", "label": "Partly"}, {"id": "yes", "label": "Here now"}]
RINGS = [{"id": "near", "label": "Near"}, {"id": "mid", "label": "Within reach"}, {"id": "far", "label": "Far"}]


def sheet(
    sections: list[dict[str, Any]], summary: list[dict[str, Any]] | None = None, door: Door = "helping", **more: Any
) -> Worksheet:
    return build_sheet(
        {
            "id": "small",
            "version": 1,
            "language": "en",
            "title": "Steps towards change",
            "about": "A small sheet.",
            "topic": "goals",
            "minutes": 5,
            "audience": [door],
            "credit": {"license": "CC-BY-4.0", "authors": ["Us"]},
            "sections": sections,
            "summary": summary or [],
            **more,
        },
        door,
    )


def visit(values: dict[str, Any], at: str = NOW, door: Door = "helping") -> Visit:
    answers = {id_: one if isinstance(one, Answer) else Answer(value=one) for id_, one in values.items()}
    return Visit("small", 1, "d", door, at, at, answers=answers)


def document(
    worksheet: Worksheet,
    now: Visit,
    earlier: Visit | None = None,
    *,
    rule: NamesRule = "alias",
    people: People = PEOPLE,
    title: str = "Steps towards change",
    **more: Any,
) -> Document:
    own = {"harmed": "M.", "caused_harm": "the other one"}
    return build(
        [Part(worksheet, now, earlier)],
        Names(rule, people, own),
        title=title,
        **more,
    )


def whole(door: Door = "helping", rule: NamesRule = "letters", **more: Any) -> Document:
    """Return a document with every kind of block."""
    worksheet = sheet(
        [
            {
                "id": "steps",
                "title": "The steps",
                "questions": [
                    {
                        "id": "stairs",
                        "type": "staircase",
                        "label": "Where do things stand?",
                        "place": "range",
                        "share": "ok",
                        "revisit": "compare",
                        "steps": STEPS,
                        "states": STATES,
                        "fields": [
                            {"id": "shown", "type": "long_text", "label": "What shows it"},
                            {"id": "hard", "type": "long_text", "label": "What makes it hard", "share": "ask"},
                        ],
                    },
                    {
                        "id": "fear",
                        "type": "scale",
                        "label": "How afraid are you?",
                        "min_label": "Not afraid",
                        "max_label": "Afraid all the time",
                        "revisit": "compare",
                    },
                ],
            },
            {
                "id": "people_part",
                "title": "Names",
                "questions": [
                    {"id": "who", "type": "people", "label": "Who comes to mind?"},
                    {
                        "id": "map",
                        "type": "ring_map",
                        "label": "Where does each one stand?",
                        "people": "who",
                        "rings": RINGS,
                        "revisit": "compare",
                    },
                    {
                        "id": "asks",
                        "type": "table",
                        "label": "Who asks for what?",
                        "row_label": "row",
                        "columns": [
                            {"id": "person", "type": "people", "label": "Who"},
                            {"id": "what", "type": "short_text", "label": "What they could do"},
                        ],
                    },
                    {"id": "first", "type": "long_text", "label": "What could you say to ${words.harmed|them}?"},
                    {"id": "later", "type": "short_text", "label": "What is still open?", "core": True, "share": "ok"},
                    {"id": "never", "type": "short_text", "label": "Not for paper", "share": "private"},
                ],
            },
        ],
        [
            {"id": "stairs_shown", "show": "answer", "q": "stairs", "label": "The steps"},
            {"id": "moved", "show": "changes", "q": ["stairs", "fear", "map"], "label": "Then and now"},
            {"id": "care", "show": "message", "tone": "care", "text": "Please give this page back when it is read."},
            {"id": "open", "show": "open", "label": "Still open"},
        ],
        door,
    )
    earlier = visit(
        {"stairs": {"place": ["stop"], "steps": {}}, "fear": 6, "map": {"p1": "far", "p2": "mid"}}, THEN, door
    )
    now = visit(
        {
            "stairs": {
                "place": ["stop", "see"],
                "steps": {"stop": {"state": "yes", "shown": "Tom asks every Friday.", "hard": "Nights."}},
            },
            "fear": 4,
            "who": [{"person": "p1"}, {"person": "p2"}, {"person": "p3"}],
            "map": {"p1": "near", "p2": "mid", "p3": "far"},
            "asks": [
                {"id": "r1", "person": ["p2"], "what": "A bed for two nights"},
                {"id": "r2", "person": ["p3"], "what": "Talk with Ines Moreau"},
            ],
            "first": 'Hello Ines Moreau,\n\n#panic() *stars* $x$ `code` _u_ <b> [l](x) #read("/etc/passwd") @tom',
            "later": Answer("not_now"),
            "never": "CANARY",
        },
        NOW,
        door,
    )
    return document(worksheet, now, earlier, rule=rule, **more)


def blank() -> Document:
    """Return a page to write on by hand, with every kind of block for it."""
    fits = ("They wait outside", "They write to my family, my work and to everyone I know when they cannot reach me")
    rows = ("followed you or turned up where you were", "checked your phone, money or mail")
    return Document(
        "My plan",
        "en",
        (
            Heading("title", "My plan and the next safe step", 1),
            Paragraphs("about", "Take what fits. Leave the rest empty.", ()),
            Heading("signs", "Signs", 2),
            Room("what", "What happened in the last while?", "A few words are enough.", 3),
            Boxes("fits", "Which of these fit?", "Tick any number.", fits, note=True),
            Boxes("home", "How do you feel about going home?", "", ("I want to", "I do not know yet"), one=True),
            Heading("people", "People", 2),
            Grid("help", "Who can help?", "Leave any row empty.", ("Who", "What they could do"), (), 2),
            Grid("often", "How often?", "", ("How often", "Last time"), rows),
            Rule("fear", "How afraid are you today?", "Put a cross anywhere.", "Not afraid", "Afraid all the time", 5),
            Rule("near", "How close are they?", "", "near", "", 99),
            Heading("more", "One more page", 2, fresh=True),
            Grid("often2", "Which happened?", "Tick one.\nThen write.", ("never", "often", "When"), rows, ticks=2),
            Rule("say", "How much say?", "", "none", "all", 11, first=0),
        ),
        foot=False,
        kind="blank",
    )
