"""The shape of every type of question, and of what questions are made of: options, steps, columns, checks, pulls."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from .form_parts import Audience, Cards, Condition, ContentNote, Id, Share, SheetId, Strict, Text, Tone, by_key
from .model import KINDS


class Option(Strict):
    """One thing to choose."""

    id: Id
    label: Text
    hint: Text = ""
    exclusive: bool = False
    relevant: Condition | None = None
    audience: Audience | None = None


Options = Annotated[list[Option], Field(min_length=1)]


class Step(Strict):
    """One step of a staircase."""

    id: Id
    label: Text
    hint: Text = ""
    signs: list[Text] = []


class Check(Strict):
    """A soft check."""

    id: Id
    level: Literal["note", "warning"]
    expect: Condition
    message: Text


class Starter(Strict):
    """Words that may begin a long answer."""

    id: Id
    text: Text


class Column(Strict):
    """One thing written for each row, person or step."""

    id: Id
    type: Literal["short_text", "long_text", "choice", "choices", "date", "people"]
    label: Text
    hint: Text = ""
    options: Options | None = None
    options_from: Id | None = None
    share: Share | None = None


class Pull(Strict):
    """What the last visit of another sheet at the same door holds: rows to take over, or an answer shown beside."""

    sheet: SheetId
    q: Id
    take: Annotated[dict[Id, Id], Field(min_length=1)] | None = None
    """From a column there to a column here; without it the answer is shown beside, and never merged."""


class Question(Strict):
    """What every question has."""

    id: Id
    label: Text
    hint: Text = ""
    guidance: Text = ""
    relevant: Condition | None = None
    constraints: list[Check] = []
    content_note: ContentNote | None = None
    core: bool = False
    short_path: bool = True
    share: Share | None = None
    revisit: Literal["carry", "fresh", "compare"] = "carry"
    audience: Audience | None = None
    cards: Cards | None = None
    pull_from: Annotated[list[Pull], Field(min_length=1)] | None = None


class Note(Question):
    """Text to read."""

    type: Literal["note"]
    tone: Tone = "plain"


class ShortText(Question):
    """One line."""

    type: Literal["short_text"]
    placeholder: Text = ""
    max_length: Annotated[int, Field(ge=1, le=2000)] = 200
    fills: Literal["harmed", "caused_harm", "what_happened"] | None = None
    """The person's own word that this answer becomes, in every sheet."""


class LongText(Question):
    """Several lines."""

    type: Literal["long_text"]
    placeholder: Text = ""
    starters: list[Starter] = []


class Choice(Question):
    """One of several."""

    type: Literal["choice"]
    options: Options | None = None
    options_from: Id | None = None
    other: bool = False
    default: Id | None = None


class Choices(Question):
    """Any of several."""

    type: Literal["choices"]
    options: Options | None = None
    options_from: Id | None = None
    other: bool = False


class Scale(Question):
    """A step between two ends that have words."""

    type: Literal["scale"]
    min: Annotated[int, Field(ge=0, le=100)] = 0
    max: Annotated[int, Field(ge=1, le=100)] = 10
    min_label: Text
    max_label: Text
    appearance: Literal["slider", "likert"] = "slider"


class Checklist(Question):
    """A state for each item."""

    type: Literal["checklist"]
    items: Options
    states: Options | None = None
    note_each: bool = False


class Date(Question):
    """A date, as exact as `precision`."""

    type: Literal["date"]
    precision: Literal["day", "month", "season", "year"] = "day"


class Table(Question):
    """Rows and columns; the rows are fixed, or the person adds them."""

    type: Literal["table"]
    columns: Annotated[list[Column], Field(min_length=1)]
    rows: Options | None = None
    row_label: Text = ""
    prompts: Options | None = None


class CountHint(Strict):
    """How many people are usual."""

    from_: Annotated[int, Field(ge=0, le=100)] = Field(alias="from")
    to: Annotated[int, Field(ge=1, le=100)]


class People(Question):
    """Some of the workbook's people."""

    type: Literal["people"]
    fields: list[Column] = []
    alias_hint: Text = ""
    person_label: Text = ""
    count_hint: CountHint | None = None


class RingMap(Question):
    """Where each person stands."""

    type: Literal["ring_map"]
    people: Id
    rings: Options


class Staircase(Question):
    """Where one stands on steps given bottom to top."""

    type: Literal["staircase"]
    steps: Annotated[list[Step], Field(min_length=2)]
    place: Literal["one", "range"] = "one"
    states: Options | None = None
    fields: list[Column] = []
    note_each: bool = False


TYPES = tuple(KINDS)
AnyQuestion = Annotated[
    Annotated[Note, Tag("<note>")]
    | Annotated[ShortText, Tag("<short_text>")]
    | Annotated[LongText, Tag("<long_text>")]
    | Annotated[Choice, Tag("<choice>")]
    | Annotated[Choices, Tag("<choices>")]
    | Annotated[Scale, Tag("<scale>")]
    | Annotated[Checklist, Tag("<checklist>")]
    | Annotated[Date, Tag("<date>")]
    | Annotated[Table, Tag("<table>")]
    | Annotated[People, Tag("<people>")]
    | Annotated[RingMap, Tag("<ring_map>")]
    | Annotated[Staircase, Tag("<staircase>")],
    by_key("type", TYPES),
]
