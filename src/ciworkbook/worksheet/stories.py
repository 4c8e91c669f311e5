"""Stories: what a sheet asks of whom, written beside it in YAML and held true by a test.

- Only the format and the shorthand live here; `answers.stories` tells the stories to the engine.
- Answers are written short: an option by its id, a person by an alias, a step by its id. `value_of` makes of them the
  values that `model` describes.
- Strict, with findings: a story that names what is not there fails before it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from . import loading
from .checking import validated
from .finding import Finding, listed, nearest, quoted
from .form_parts import Id, SheetId, Strict, Words
from .form_questions import AnyQuestion
from .loading import Loaded, Path_
from .model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    Door,
    LongText,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Table,
    Worksheet,
)

NO_ANSWERS = ("skipped", "not_now", "does_not_fit", "rather_not_say")


class Migrates(Strict):
    """What becomes of the answers of an older version."""

    from_: Annotated[int, Field(ge=1, le=10_000)] = Field(alias="from")
    asked: list[AnyQuestion] = Field(default_factory=list)
    """Questions as that version asked them, where this one asks them otherwise or not at all."""
    given: dict[Id, Any]
    gives: dict[Id, Any] = Field(default_factory=dict)
    archived: list[Id] = Field(default_factory=list)


class Story(Strict):
    """One evening: what was answered, and what the sheet then asks, says and shows."""

    name: Words
    door: Door | None = None
    migrates: Migrates | None = None
    given: dict[Id, Any] = Field(default_factory=dict)
    left: dict[Id, Literal["skipped", "not_now", "does_not_fit", "rather_not_say"]] = Field(default_factory=dict)
    sees: list[Id] = Field(default_factory=list)
    does_not_see: list[Id] = Field(default_factory=list)
    resting: list[Id] | None = None
    messages: list[Id] | None = None
    summary_shows: list[Id] = Field(default_factory=list)
    summary_does_not_show: list[Id] = Field(default_factory=list)
    suggests: list[SheetId] | None = None


class StoriesFile(Strict):
    """A file of stories of one sheet."""

    format: Literal[1]
    of: SheetId
    stories: Annotated[list[Story], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of the sheet `of`, as plain data, and where they stand."""

    loaded: Loaded
    of: str
    stories: tuple[Mapping[str, Any], ...]


class Misfit(Exception):  # noqa: N818
    """A value of a story does not fit its question. Attributes: `message`, `path` below the value."""

    def __init__(self, message: str, path: Path_ = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


def load_stories(path: Path, name: str = "") -> tuple[Stories | None, list[Finding]]:
    """Read the stories in the file at `path`; return them, None if there is an error, and what was found."""
    return _stories(*loading.load_file(path, name))


def load_stories_text(name: str, text: str) -> tuple[Stories | None, list[Finding]]:
    """Read the stories in `text`; `name` is what findings call the file."""
    return _stories(*loading.load_text(name, text))


def _stories(loaded: Loaded | None, findings: list[Finding]) -> tuple[Stories | None, list[Finding]]:
    if loaded is None:
        return None, findings
    data, findings = validated(loaded, StoriesFile)
    if data is None:
        return None, sorted(set(findings))
    return Stories(loaded, data["of"], tuple(data["stories"])), []


def value_of(question: Question, short: Any, person: Callable[[str], str]) -> tuple[Any, str]:
    """Return the value and the own words beside "other" that `short` stands for at `question`.

    `person` gives the id of the person with an alias. Raises `Misfit`.
    """
    match question:
        case ShortText() | LongText():
            return _text(short), ""
        case Scale(min=low, max=high):
            if isinstance(short, bool) or not isinstance(short, int) or not low <= short <= high:
                raise Misfit(f"has to be a whole number from {low} to {high}")
            return short, ""
        case Date():
            return _text(short), ""
        case Choice(options=options, options_from=source, other=other):
            return _chosen(short, options, other=other, person=person if source else None)
        case Choices(options=options, options_from=source, other=other):
            pairs = [
                _below(at, _chosen, one, options, other=other, person=person if source else None)
                for at, one in enumerate(_list(short))
            ]
            return [value for value, _words in pairs], "".join(words for _value, words in pairs)
        case Checklist(items=items, states=states):
            done = states or (Option("done", ""),)
            return {_id(item, items): _below(item, _state, one, done) for item, one in _map(short).items()}, ""
        case Table(columns=columns, rows=rows) if rows:
            return {_id(row, rows): _below(row, _cells, one, columns, person) for row, one in _map(short).items()}, ""
        case Table(columns=columns):
            made = [_below(at, _cells, one, columns, person) for at, one in enumerate(_list(short))]
            return [{"id": f"row{at}", **one} for at, one in enumerate(made, 1)], ""
        case PeopleQuestion(fields=fields):
            return [_below(at, _someone, one, fields, person) for at, one in enumerate(_list(short))], ""
        case RingMap(rings=rings):
            return {person(alias): _below(alias, _id, ring, rings) for alias, ring in _map(short).items()}, ""
        case Staircase():
            return _stood(short, question, person), ""
    raise Misfit("a note takes no answer")


def _below(part: str | int, make: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call `make` for a part of a value; a misfit in it then tells where."""
    try:
        return make(*arguments, **named)
    except Misfit as misfit:
        raise Misfit(misfit.message, (part, *misfit.path)) from None


def _text(short: Any) -> str:
    if not isinstance(short, str):
        raise Misfit("has to be text")
    return short


def _list(short: Any) -> list[Any]:
    if not isinstance(short, list):
        raise Misfit("has to be a list")
    return short


def _map(short: Any) -> dict[str, Any]:
    if not isinstance(short, dict):
        raise Misfit("has to be a map")
    return short


def _id(short: Any, known: Iterable[Any]) -> str:
    names = [one.id for one in known]
    if short not in names:
        raise Misfit(f"{quoted(short)} is not one of {listed(names)}{nearest(str(short), names)}")
    return str(short)


def _chosen(
    short: Any, options: tuple[Option, ...], *, other: bool, person: Callable[[str], str] | None
) -> tuple[str, str]:
    if isinstance(short, dict) and short.keys() == {"other"} and other:
        return "other", _text(short["other"])
    if short == "other" and other:
        return "other", ""
    if person is not None:
        return person(_text(short)), ""
    return _id(short, options), ""


def _state(short: Any, states: tuple[Option, ...]) -> dict[str, str]:
    if not isinstance(short, dict):
        return {"state": _id(short, states)}
    made: dict[str, str] = {}
    for key, one in short.items():
        if key not in ("state", "note"):
            raise Misfit(f"unknown key {quoted(key)}", (key,))
        made[key] = _below(key, _id, one, states) if key == "state" else _below(key, _text, one)
    return made


def _cells(short: Any, columns: tuple[Column, ...], person: Callable[[str], str]) -> dict[str, Any]:
    made = {}
    for key, one in _map(short).items():
        column = next((each for each in columns if each.id == key), None)
        if column is None:
            raise Misfit(f"unknown field {quoted(key)}{nearest(key, [each.id for each in columns])}", (key,))
        made[key] = _below(key, _cell, one, column, person)
    return made


def _cell(short: Any, column: Column, person: Callable[[str], str]) -> Any:
    match column.type:
        case "choice":
            return _id(short, column.options)
        case "choices":
            return [_below(at, _id, one, column.options) for at, one in enumerate(_list(short))]
        case "people":
            return [person(_text(one)) for one in _list(short)]
    return _text(short)


def _someone(short: Any, fields: tuple[Column, ...], person: Callable[[str], str]) -> dict[str, Any]:
    if isinstance(short, str):
        return {"person": person(short)}
    rest = dict(_map(short))
    if "alias" not in rest:
        raise Misfit("a person needs an 'alias'")
    return {"person": person(_text(rest.pop("alias"))), **_cells(rest, fields, person)}


def _stood(short: Any, question: Staircase, person: Callable[[str], str]) -> dict[str, Any]:
    if not isinstance(short, dict):
        place = short if isinstance(short, list) else [short]
        if len(place) > (2 if question.place == "range" else 1):
            raise Misfit("these are too many steps to stand on")
        return {"place": [_id(one, question.steps) for one in place], "steps": {}}
    if extra := short.keys() - {"place", "steps"}:
        raise Misfit(f"unknown key {quoted(min(extra))}", (min(extra),))
    place = _below("place", _stood, short.get("place", []), question, person)["place"]
    steps = {}
    for step, one in _map(short.get("steps", {})).items():
        known = {key: value for key, value in _map(one).items() if key in ("state", "note")}
        fields = {key: value for key, value in one.items() if key not in known}
        state = _below(step, _state, known, question.states)
        steps[_id(step, question.steps)] = {**state, **_below(step, _cells, fields, question.fields, person)}
    return {"place": place, "steps": steps}


def check_names(
    stories: Stories, data: Mapping[str, Any], worksheet: Worksheet, story: Mapping[str, Any], index: int
) -> list[Finding]:
    """Return what is found where `story` names a question, a check or a summary item that is not there.

    `worksheet` is the sheet with canonical `data` at the door of the story; what that door never sees may be named in
    `does_not_see` only.
    """
    everywhere = [one["id"] for section in data["sections"] for one in section["questions"]]
    questions = [one.id for one in worksheet.questions()]
    checks = [one.id for question in worksheet.questions() for one in question.constraints]
    items = [one.id for one in worksheet.summary]
    all_items = [one["id"] for one in data.get("summary", ())]
    findings = []
    for key, known, what in (
        ("given", questions, "question"),
        ("left", questions, "question"),
        ("sees", questions, "question"),
        ("does_not_see", everywhere, "question"),
        ("resting", questions, "question"),
        ("messages", checks, "check"),
        ("summary_shows", items, "summary item"),
        ("summary_does_not_show", all_items, "summary item"),
    ):
        named = story.get(key) or ()
        for at, name in enumerate(named):
            if name not in known:
                by_name = isinstance(named, Mapping)
                path: Path_ = ("stories", index, key, name if by_name else at)
                message = f"there is no {what} {quoted(name)} at this door{nearest(name, known)}"
                findings.append(stories.loaded.finding("E402", message, path, key=by_name))
    return findings
