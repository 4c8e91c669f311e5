"""What every file is made of: ids, texts, conditions, and the base that refuses what is unknown.

- Unions are told apart by one key (`by_key`); a text may be a map by door. The names of the branches stand in < >, so
  that `checking` can take them out of a path.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, PlainValidator, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from .model import Door

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


class ContentNote(Strict):
    """What a person may want to know before reading on."""

    topics: list[Text] = []
    text: Text = ""


def by_key(key: str, known: tuple[str, ...]) -> Any:
    """Tell a map by the value of `key`; None, which pydantic reports, where it is not a known one."""

    def tag(value: Any) -> str | None:
        named = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
        return f"<{named}>" if named in known else None

    context: dict[str, Any] = {"known": known}
    return Discriminator(
        tag, custom_error_type=f"unknown_{key}", custom_error_message=f"unknown {key}", custom_error_context=context
    )
