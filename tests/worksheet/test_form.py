"""The strict form and the worksheet in use know the same keys, the same defaults, the same words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from ciworkbook.worksheet import conditions, form, form_parts, form_questions, layout_form, model
from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.model import DOORS, KINDS, build

from .sheets import EVERYTHING

PAIRS: list[tuple[type[BaseModel], type[Any]]] = [
    (form.WorksheetFile, model.Worksheet),
    (form.Section, model.Section),
    (form_parts.ContentNote, model.ContentNote),
    (form_questions.Option, model.Option),
    (form_questions.Step, model.Step),
    (form_questions.Check, model.Check),
    (form_questions.Starter, model.Starter),
    (form_questions.Column, model.Column),
    (form.Revisiting, model.Revisiting),
    (form.Credit, model.Credit),
    *((getattr(form_questions, kind.__name__.removesuffix("Question")), kind) for kind in KINDS.values()),
]
# What the form has and a built worksheet does not need any more.
FILE_ONLY = {
    form.WorksheetFile: {"format", "lists", "migrations"},
    form.Section: {"audience"},
    form_questions.Option: {"audience"},
    form_questions.Column: {"options_from"},
}
QUESTION_ONLY = {"type", "audience"}
BUILT_ONLY = {model.Worksheet: {"door", "untranslated"}}


def keys(part: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in part.model_fields.items()}


def words(annotation: Any) -> Iterator[str]:
    """The words of a Literal, also where None is allowed beside them."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for one in get_args(annotation):
            yield from words(one)


def fields(part: Any) -> dict[str, dataclasses.Field[Any]]:
    return {one.name: one for one in dataclasses.fields(part)}


@pytest.mark.parametrize(("part", "built"), PAIRS, ids=[built.__name__ for _, built in PAIRS])
def test_form_and_model_have_the_same_keys(part: type[BaseModel], built: type[Any]) -> None:
    extra = FILE_ONLY.get(part, QUESTION_ONLY if issubclass(built, model.Question) else set())
    assert keys(part) - extra == set(fields(built)) - BUILT_ONLY.get(built, set())


@pytest.mark.parametrize(("part", "built"), PAIRS, ids=[built.__name__ for _, built in PAIRS])
def test_form_and_model_have_the_same_defaults(part: type[BaseModel], built: type[Any]) -> None:
    """A key equal to its default is left out of canonical data, so the two defaults have to be one."""
    for name, one in fields(built).items():
        info = part.model_fields.get(name)
        # `share` is None in a file, so that the default may differ where safety is high.
        if info is None or info.is_required() or name == "share":
            continue
        ours = one.default if one.default_factory is dataclasses.MISSING else one.default_factory()
        theirs = info.get_default(call_default_factory=True)
        if theirs is None or dataclasses.is_dataclass(ours):
            assert ours in (None, "", (), model.Revisiting()), name
        else:
            assert (tuple(theirs) if isinstance(theirs, list) else theirs) == ours, name


@pytest.mark.parametrize(("part", "built"), PAIRS, ids=[built.__name__ for _, built in PAIRS])
def test_form_and_model_have_the_same_words(part: type[BaseModel], built: type[Any]) -> None:
    hints = get_type_hints(built)
    for name in fields(built):
        if name in part.model_fields and get_origin(hints[name]) is Literal and name != "topic":
            assert set(words(part.model_fields[name].annotation)) == set(get_args(hints[name])), name


def test_topics_doors_types_and_operators_are_one_list() -> None:
    assert get_args(form.WorksheetFile.model_fields["topic"].annotation) == model.TOPICS
    assert keys(form_parts.ByDoor) == set(DOORS)
    assert tuple(KINDS) == form_questions.TYPES
    assert keys(form_parts.Test) - {"q", "row", "field"} == set(conditions.OPERATORS)


def test_summary_items_of_the_form_are_those_of_the_model() -> None:
    shown = form.Shown.__subclasses__()
    assert {get_args(one.model_fields["show"].annotation)[0] for one in shown} == set(layout_form.SHOWN)
    assert set(get_args(get_type_hints(model.SummaryItem)["show"])) == set(layout_form.SHOWN)
    assert {*form.SHOWS, "path"} == set(layout_form.SHOWN)
    all_keys = set().union(*(keys(one) for one in shown))
    assert all_keys - {"audience", "q"} == set(fields(model.SummaryItem)) - {"questions"}


def parts(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value
        for one in dataclasses.fields(value):
            yield from parts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from parts(one)


def test_every_field_of_a_worksheet_can_be_reached_from_a_file() -> None:
    """The sheet with everything gives each field of each dataclass a value other than its default."""
    data, _ = check_file(EVERYTHING)
    assert data is not None
    reached: set[tuple[str, str]] = set()
    wanted: set[tuple[str, str]] = set()
    sheets = [build(data, door) for door in DOORS]
    for part in (one for sheet in sheets for one in parts(sheet)):
        for field in dataclasses.fields(part):
            value, kind = getattr(part, field.name), type(part).__name__
            # What every question has is reached if it is reached by one type of question.
            shared = isinstance(part, model.Question) and field.name in fields(model.Question)
            spot = ("Question" if shared else kind, field.name)
            wanted.add(spot)
            if field.default is dataclasses.MISSING or value != field.default:
                reached.add(spot)
    assert wanted == reached | {("Worksheet", "safety"), ("Worksheet", "untranslated")}
    assert {type(one) for sheet in sheets for one in sheet.questions()} == set(KINDS.values())


def test_high_safety_reaches_the_model() -> None:
    text = EVERYTHING.read_text(encoding="utf-8").replace("topic:", "safety: high\ntopic:")
    from ciworkbook.worksheet.checking import check_text

    assert {one.code for one in check_text("x", text)[1]} == {"E212"}
    data, _ = check_text(
        "x",
        text.replace("${name|you}", "you")
        .replace("${mood|you}", "you")
        .replace("${words.harmed|", "")
        .replace("harmed}", "harmed"),
    )
    assert data is not None and build(data, "harmed").safety == "high"


def test_sections_and_questions_for_other_doors_are_left_out() -> None:
    data, _ = check_file(EVERYTHING)
    assert data is not None
    assert "ask_all" in [one.id for one in build(data, "helping").questions()]
    assert "ask_all" not in [one.id for one in build(data, "harmed").questions()]
    assert build(data, "harmed").title == "For you" and build(data, "helping").title == "For helping"
