"""The shape of a worksheet file: every key, strict, nothing unknown, nothing required of the person who fills it in.

- Only shape: what a name refers to is for `references`. The reading side, `model.build`, knows the same keys.
- Unions are told apart by `type`, `show` and `do`; a text may be a map by door. The names of the branches stand in
  < >, so that `checking` can take them out of a path.
- No key takes null; `checking` says so before this model sees the data.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, PlainValidator, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from .model import KINDS, TOPICS, Door

ID = r"^[a-z][a-z0-9_]{0,39}$"
SHEET_ID = r"^[a-z][a-z0-9-]{0,59}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

Id = Annotated[str, StringConstraints(pattern=ID)]
SheetId = Annotated[str, StringConstraints(pattern=SHEET_ID)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
After = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]? (day|week|month|year)s?$")]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Share = Literal["private", "ask", "ok"]
Tone = Literal["plain", "care", "safety"]
Audience = Annotated[list[Door], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Cards = Annotated[list[Id], Field(min_length=1)]


class Strict(BaseModel):
    """Base of every part: unknown keys refused, no value converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ByDoor(Strict):
    """One text in the words of each door."""

    harmed: Words | None = None
    caused_harm: Words | None = None
    helping: Words | None = None
    facilitating: Words | None = None


def _text_or_map(value: Any) -> str:
    return "<by door>" if isinstance(value, dict | ByDoor) else "<text>"


Text = Annotated[
    Annotated[Words, Tag("<text>")] | Annotated[ByDoor, Tag("<by door>")],
    Discriminator(_text_or_map),
]
"""What a person reads: a text, or a map from door to text."""


def _operand(value: Any) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PydanticCustomError("operand", "has to be an id or a whole number")
    return value


Operand = Annotated[
    str | int,
    PlainValidator(_operand, json_schema_input_type=str | int),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Operands = Annotated[list[Operand], Field(min_length=1)]


class Test(Strict):
    """One question and exactly one operator."""

    q: Id
    row: Id | None = None
    field: Id | None = None
    answered: bool | None = None
    is_: Operand | None = Field(None, alias="is")
    is_not: Operand | None = None
    is_one_of: Operands | None = None
    includes: Operand | None = None
    includes_any: Operands | None = None
    includes_all: Operands | None = None
    at_least: Operand | None = None
    at_most: Operand | None = None
    before: str | None = None
    after: str | None = None
    count_at_least: Annotated[int, Field(ge=0, le=1000)] | None = None
    count_at_most: Annotated[int, Field(ge=0, le=1000)] | None = None


class All(Strict):
    """Holds if every part holds."""

    all: Annotated[list[Condition], Field(min_length=1)]


class AnyOf(Strict):
    """Holds if at least one part holds."""

    any: Annotated[list[Condition], Field(min_length=1)]


class Not(Strict):
    """Holds if the part does not."""

    not_: Condition = Field(alias="not")


def _joint(value: Any) -> str:
    """Tell a condition by its key; by its class once it is built."""
    if isinstance(value, dict):
        return next((f"<{key}>" for key in ("all", "any", "not") if key in value), "<test>")
    return "<all>" if isinstance(value, All) else "<any>" if isinstance(value, AnyOf) else _not_or_test(value)


def _not_or_test(value: Any) -> str:
    return "<not>" if isinstance(value, Not) else "<test>"


Condition = Annotated[
    Annotated[Test, Tag("<test>")]
    | Annotated[All, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[Not, Tag("<not>")],
    Discriminator(_joint),
]


class MinutesByDoor(Strict):
    """How long a sheet takes at each door."""

    harmed: Minutes | None = None
    caused_harm: Minutes | None = None
    helping: Minutes | None = None
    facilitating: Minutes | None = None


def _minutes_or_map(value: Any) -> str:
    return "<minutes by door>" if isinstance(value, dict | MinutesByDoor) else "<minutes>"


MinutesSaid = Annotated[
    Annotated[Minutes, Tag("<minutes>")] | Annotated[MinutesByDoor, Tag("<minutes by door>")],
    Discriminator(_minutes_or_map),
]
"""How long a sheet takes: one number, or a map from door to number."""


class ContentNote(Strict):
    """What a person may want to know before reading on."""

    topics: list[Text] = []
    text: Text = ""


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


def by_key(key: str, known: tuple[str, ...]) -> Any:
    """Tell a map by the value of `key`; None, which pydantic reports, where it is not a known one."""

    def tag(value: Any) -> str | None:
        named = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
        return f"<{named}>" if named in known else None

    context: dict[str, Any] = {"known": known}
    return Discriminator(
        tag, custom_error_type=f"unknown_{key}", custom_error_message=f"unknown {key}", custom_error_context=context
    )


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


class Section(Strict):
    """A part of a worksheet with a heading."""

    id: Id
    title: Text
    questions: Annotated[list[AnyQuestion], Field(min_length=1)]
    intro: Text = ""
    relevant: Condition | None = None
    content_note: ContentNote | None = None
    pause: Text = ""
    audience: Audience | None = None
    cards: Cards | None = None


class Shown(Strict):
    """What every summary item has."""

    id: Id
    label: Text = ""
    relevant: Condition | None = None
    audience: Audience | None = None


class ShowAnswer(Shown):
    """One answer."""

    show: Literal["answer"]
    q: Id
    empty: Text = ""


class ShowRows(Shown):
    """Rows, people, items or steps where `where` holds."""

    show: Literal["rows"]
    q: Id
    where: Condition | None = None
    fields: list[Id] = []
    empty: Text = ""


class ShowChanges(Shown):
    """Then beside now."""

    show: Literal["changes"]
    q: Annotated[list[Id], Field(min_length=1)]
    empty: Text = ""


class ShowMessage(Shown):
    """A message."""

    show: Literal["message"]
    text: Text
    tone: Tone = "plain"


class ShowOpen(Shown):
    """Core questions without an answer."""

    show: Literal["open"]
    empty: Text = ""


SHOWS = ("answer", "rows", "changes", "message", "open")
SummaryItem = Annotated[
    Annotated[ShowAnswer, Tag("<answer>")]
    | Annotated[ShowRows, Tag("<rows>")]
    | Annotated[ShowChanges, Tag("<changes>")]
    | Annotated[ShowMessage, Tag("<message>")]
    | Annotated[ShowOpen, Tag("<open>")],
    by_key("show", SHOWS),
]


class Suggestion(Strict):
    """Another sheet that may help next; it never has to be done before or after this one."""

    sheet: SheetId
    why: Text
    relevant: Condition | None = None
    audience: Audience | None = None


class Revisiting(Strict):
    """When, and in which words, to offer looking again."""

    after: After
    invite: Text


class Credit(Strict):
    """Who wrote the sheet, and under which licence."""

    license: Words
    authors: Annotated[list[Words], Field(min_length=1)]
    inspired_by: list[Words] = []


class Rename(Strict):
    """A question has a new id."""

    do: Literal["rename"]
    q: Id
    to: Id


class Recode(Strict):
    """Options have new ids."""

    do: Literal["recode"]
    q: Id
    field: Id | None = None
    map: Annotated[dict[str, Id], Field(min_length=1)]


class ToLongText(Strict):
    """A question became a long text."""

    do: Literal["to_long_text"]
    q: Id


class IntoPeople(Strict):
    """Names in a text became people."""

    do: Literal["into_people"]
    q: Id
    to: Id


class Retire(Strict):
    """A question was taken out."""

    do: Literal["retire"]
    q: Id
    why: Text


STEPS = ("rename", "recode", "to_long_text", "into_people", "retire")
MigrationStep = Annotated[
    Annotated[Rename, Tag("<rename>")]
    | Annotated[Recode, Tag("<recode>")]
    | Annotated[ToLongText, Tag("<to_long_text>")]
    | Annotated[IntoPeople, Tag("<into_people>")]
    | Annotated[Retire, Tag("<retire>")],
    by_key("do", STEPS),
]


class Migration(Strict):
    """What changed on the way to version `to`."""

    to: Annotated[int, Field(ge=2, le=10_000)]
    note: Text
    steps: list[MigrationStep] = []


class WorksheetFile(Strict):
    """A whole file."""

    format: Literal[1]
    id: SheetId
    version: Annotated[int, Field(ge=1, le=10_000)]
    language: Language
    title: Text
    about: Text
    topic: Literal[TOPICS]  # type: ignore[valid-type]
    minutes: MinutesSaid
    audience: Audience
    credit: Credit
    sections: Annotated[list[Section], Field(min_length=1)]
    phases: list[Literal["getting_started", "planning", "taking_action", "following_up"]] = []
    safety: Literal["normal", "high"] = "normal"
    content_note: ContentNote | None = None
    revisit: Revisiting | None = None
    lists: dict[Id, Options] = {}
    cards: Cards | None = None
    suggests: Annotated[list[Suggestion], Field(min_length=1)] | None = None
    summary: list[SummaryItem] = []
    migrations: list[Migration] = []


CHOSEN_BY = {"type": TYPES, "show": SHOWS, "do": STEPS}
"""The keys that tell what a map is, and the values they may have."""
