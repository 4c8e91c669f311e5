"""The shape of a worksheet file: every key, strict, nothing unknown, nothing required of the person who fills it in.

- Only shape: what a name refers to is for `references`. The reading side, `model.build`, knows the same keys.
- Unions are told apart by `type`, `show` and `do`.
- No key takes null; `checking` says so before this model sees the data.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from .form_parts import (
    After,
    Audience,
    Cards,
    Condition,
    ContentNote,
    Id,
    Language,
    SheetId,
    Strict,
    Text,
    Tone,
    Words,
    by_key,
)
from .form_questions import TYPES, AnyQuestion, Options
from .model import TOPICS

Minutes = Annotated[int, Field(ge=1, le=600)]


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
