"""One question of each type, and answers to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.widgets.base import Context
from ciworkbook.worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    LongText,
    Note,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Starter,
    Step,
    Table,
)

from .host import PEOPLE


@dataclass(frozen=True)
class Sample:
    question: Question
    value: Any = None
    before: Any = None
    keys: tuple[str, ...] = ()


def context(**changes: Any) -> Context:
    """Return a context with three people, all of them on the list called "people"."""
    rows = [{"person": one.id} for one in PEOPLE]
    given: dict[str, Any] = {"people": PEOPLE, "values": {"people": rows}.get}
    return Context(**{**given, **changes})


def context_of(sample: Sample) -> Context:
    return context(earlier=Answer(value=sample.before) if sample.before is not None else None)


OFTEN = tuple(Option(one.lower(), one) for one in ("Never", "Once", "Sometimes", "Often"))
STATES = (
    Option("done", "Done"),
    Option("will_try", "I will try"),
    Option("not_safe", "Not safe for me"),
    Option("not_for_me", "Not for me"),
)
ITEMS = (
    Option("word", "Agree on a word with someone that means come or call"),
    Option("bag", "Keep a few things ready where they will not be found"),
    Option("copies", "Put copies of papers somewhere else", hint="Also letters."),
)
STEPS = (
    Step("going_on", "It is still going on"),
    Step("say", "I can say that I did it", "To myself is enough.", ("I say I, not it happened",)),
    Step("hear", "I can hear what it did to someone, without explaining"),
    Step("repair", "I make it right where I can"),
)
RINGS = (Option("beside", "Beside me", "I could ask today"), Option("reach", "Within reach"), Option("far", "Might be"))

NOTE = Note("n", "Use a nickname, an initial or a colour for anyone, including\nyourself.\n\n- One thing\n- Another")
SHORT = ShortText("s", "A word that means come or call", placeholder="a word nobody would notice", max_length=30)
LONG = LongText("l", "What could you say?", starters=(Starter("a", "It would help me if"), Starter("b", "Would you")))
CHOICE = Choice(
    "c",
    "Are you safe enough to do this now?",
    options=(
        Option("safe", "Safe enough"),
        Option("unsure", "I am not sure", hint="That is an answer too. Many people who live with this say so."),
        Option("danger", "No, I am in danger right now and this can wait until somebody has left the house"),
    ),
    other=True,
)
CHOICES = Choices(
    "c",
    "Who else could look at this device?",
    options=(
        Option("nobody", "No one that I know of", exclusive=True),
        Option("home", "Someone I live with"),
        Option("work", "My work or my school"),
    ),
    other=True,
    revisit="compare",
)
SCALE = Scale("s", "How afraid are you?", min_label="Not afraid", max_label="Afraid all the time", revisit="compare")
LIKERT = Scale("s", "How near?", min=1, max=5, min_label="Not at all", max_label="All day", appearance="likert")
CHECKLIST = Checklist("c", "Which of these are for you?", items=ITEMS, states=STATES, note_each=True)
TICKS = Checklist("c", "Which of these did you do?", items=ITEMS)
DATE = Date("d", "A day to look at this again")
FIXED = Table(
    "t",
    "In the last while, has someone",
    rows=(
        Option("followed", "followed you or turned up where you were"),
        Option("throat", "put hands or anything else on your throat"),
    ),
    columns=(
        Column("how_often", "choice", "How often", options=OFTEN),
        Column("last_time", "short_text", "Last time"),
    ),
)
ADDED = Table(
    "t",
    "Small steps",
    row_label="step",
    prompts=(Option("ask", "Ask one person one thing"),),
    columns=(
        Column("what", "short_text", "What"),
        Column("when", "date", "By when"),
        Column("who", "people", "With whom"),
    ),
)
PEOPLE_QUESTION = PeopleQuestion(
    "p",
    "Who comes to mind?",
    alias_hint="A name that only makes sense to you",
    count_hint=(1, 8),
    fields=(
        Column("bond", "short_text", "How you know each other"),
        Column("reach", "choice", "A safe way to reach them", options=(Option("call", "A call"), Option("no", "None"))),
    ),
)
RING_MAP = RingMap("r", "Where does each person stand?", people="people", rings=RINGS, revisit="compare")
STAIRS = Staircase(
    "s",
    "Where do you stand today?",
    steps=STEPS,
    place="range",
    note_each=True,
    states=(Option("not_yet", "Not yet"), Option("mostly", "Mostly")),
    revisit="compare",
)

SAMPLES: dict[str, Sample] = {
    "note": Sample(NOTE),
    "note-safety": Sample(Note("n", "Hands on the throat are a sign that people take most seriously.", tone="safety")),
    "short_text": Sample(SHORT, "teapot"),
    "long_text": Sample(LONG, "I need an hour.\n\nThat is all."),
    "long_text-empty": Sample(LONG),
    "choice": Sample(CHOICE, keys=("down",)),
    "choice-other": Sample(CHOICE, "other"),
    "choices": Sample(CHOICES, ["home", "gone"], ["work"]),
    "scale": Sample(SCALE, None, 7),
    "scale-set": Sample(SCALE, 4, 7),
    "scale-likert": Sample(LIKERT, 2),
    "checklist": Sample(
        CHECKLIST, {"bag": {"state": "done", "note": "at the library"}, "copies": {"state": "not_safe"}}
    ),
    "checklist-ticks": Sample(TICKS, {"bag": {"state": "done"}}, keys=("down", "down")),
    "date": Sample(DATE, "2026-11-24"),
    "date-empty": Sample(DATE),
    "table": Sample(FIXED, {"followed": {"how_often": "sometimes", "last_time": "in October"}}, keys=("down",)),
    "table-open": Sample(FIXED, {"followed": {"how_often": "sometimes"}}, keys=("enter",)),
    "table-added": Sample(ADDED, [{"id": "a", "what": "Ask R.", "when": "2026-12", "who": ["p2"]}, {"id": "b"}]),
    "table-empty": Sample(ADDED),
    "people": Sample(
        PEOPLE_QUESTION, [{"person": "p1", "bond": "from the choir", "reach": "call"}, {"person": "gone"}]
    ),
    "people-empty": Sample(PEOPLE_QUESTION),
    "people-open": Sample(PEOPLE_QUESTION, [{"person": "p1", "bond": "from the choir"}], keys=("enter",)),
    "ring_map": Sample(RING_MAP, {"p1": "reach"}, {"p1": "beside", "p3": "far"}),
    "ring_map-drawing": Sample(RING_MAP, {"p1": "reach", "p2": "beside", "p3": "far"}, keys=("v", "down")),
    "staircase": Sample(
        STAIRS, {"place": ["say"], "steps": {"going_on": {"state": "mostly"}}}, {"place": ["going_on"]}
    ),
    "staircase-drawing": Sample(STAIRS, {"place": ["going_on", "say"], "steps": {}}, keys=("v", "up")),
    "staircase-open": Sample(STAIRS, {"place": [], "steps": {"going_on": {"note": "on most days"}}}, keys=("enter",)),
}
"""Every type at least once, by the name of its snapshot."""
