"""A worksheet as the program uses it: frozen, plain, in one door's words.

- Standard library only. `build` takes checked, canonical plain data (what `compiling` writes) and trusts its shape;
  the strict side, with messages for authors, is `form` and `checking`.
- A text in the data is a string, or a map from door to string; after `build` it is a string.
- Sections and questions that are not for the door are left out; everything keeps its order and its id.
- Ids are unique in a worksheet and never shown to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..text import fold
from . import conditions
from .conditions import Condition

Door = Literal["harmed", "caused_harm", "helping", "facilitating"]
DOORS: tuple[Door, ...] = ("harmed", "caused_harm", "helping", "facilitating")

Share = Literal["private", "ask", "ok"]
Revisit = Literal["carry", "fresh", "compare"]
Precision = Literal["day", "month", "season", "year"]

TOPICS = (
    "getting_clear",
    "staying_safe",
    "allies",
    "goals",
    "support",
    "accountability",
    "together",
    "on_track",
)
"""The eight sections of the catalogue, in their order."""


@dataclass(frozen=True, slots=True)
class ContentNote:
    """What a person may want to know before reading on."""

    topics: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: an option, a checklist item, a state, a table row, a ring."""

    id: str
    label: str
    hint: str = ""
    exclusive: bool = False
    """Choosing it clears the others; only in `choices`."""
    relevant: Condition | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a staircase."""

    id: str
    label: str
    hint: str = ""
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A soft check: a message shown when the answer is there and `expect` does not hold. It never blocks."""

    id: str
    level: Literal["note", "warning"]
    expect: Condition
    message: str


@dataclass(frozen=True, slots=True)
class Starter:
    """Words that may begin a long answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One thing written for each row, person or step: a column of a table, a field of a person or of a step.

    `type` is `short_text`, `long_text`, `choice`, `choices`, `date` or `people` (ids of people of the workbook).
    """

    id: str
    type: Literal["short_text", "long_text", "choice", "choices", "date", "people"]
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    share: Share | None = None
    """Overrides the question's own `share` for this column only."""


@dataclass(frozen=True, slots=True)
class Pull:
    """What the last visit of another sheet, at the same door, holds at one question.

    With `take`, (column there, column here) pairs, its rows are offered as rows here; without, its answer is shown
    beside this question and never merged into it.
    """

    sheet: str
    question: str
    take: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What every question has, whatever its type.

    The value that a person's answer holds is given for each type below, as plain data that JSON can carry.
    """

    id: str
    label: str
    hint: str = ""
    guidance: str = ""
    relevant: Condition | None = None
    constraints: tuple[Check, ...] = ()
    content_note: ContentNote | None = None
    core: bool = False
    """Listed under "still open" in a summary; never required."""
    short_path: bool = True
    """Asked on the short path; the others open on request."""
    share: Share = "ask"
    revisit: Revisit = "carry"
    cards: tuple[str, ...] = ()
    """Ids of info cards that belong here."""
    pull_from: tuple[Pull, ...] = ()


@dataclass(frozen=True, slots=True)
class Note(Question):
    """Text to read; takes no answer."""

    tone: Literal["plain", "care", "safety"] = "plain"


@dataclass(frozen=True, slots=True)
class ShortText(Question):
    """One line. Value: str without line breaks."""

    placeholder: str = ""
    max_length: int = 200
    fills: str = ""
    """The person's own word (`harmed`, `caused_harm`, `what_happened`) that the answer becomes; empty if none."""


@dataclass(frozen=True, slots=True)
class LongText(Question):
    """Several lines. Value: str, at most 20,000 characters."""

    placeholder: str = ""
    starters: tuple[Starter, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice(Question):
    """One of several. Value: option id, "other" (words in `Answer.other`), or a person id."""

    options: tuple[Option, ...] = ()
    options_from: str = ""
    """Id of an earlier people question whose people are the options; empty if `options` holds them."""
    other: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Choices(Question):
    """Any of several. Value: list of option ids (or "other", or person ids), in the order of the options."""

    options: tuple[Option, ...] = ()
    options_from: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Scale(Question):
    """A step between two ends that have words. Value: int from `min` to `max`. There is no way to add scales up."""

    min: int = 0
    max: int = 10
    min_label: str = ""
    max_label: str = ""
    appearance: Literal["slider", "likert"] = "slider"


@dataclass(frozen=True, slots=True)
class Checklist(Question):
    """A state, and a note if `note_each`, for each item. Value: {item id: {"state": state id, "note": str}}.

    Without `states` an item is ticked or not; ticked is the state "done".
    """

    items: tuple[Option, ...] = ()
    states: tuple[Option, ...] = ()
    note_each: bool = False


@dataclass(frozen=True, slots=True)
class Date(Question):
    """A date as exact as `precision`. Value: "2026-11-24", "2026-11", "2026-autumn" or "2026"."""

    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Table(Question):
    """Rows and columns.

    Fixed `rows`: value {row id: {column id: cell}}. Otherwise the person adds rows, each called `row_label`:
    value [{"id": random id, column id: cell}]. `prompts` are labels of rows offered to start from.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[Option, ...] = ()
    row_label: str = ""
    prompts: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleQuestion(Question):
    """Some of the workbook's people. Value: [{"person": person id, field id: cell}]."""

    fields: tuple[Column, ...] = ()
    alias_hint: str = ""
    person_label: str = ""
    count_hint: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RingMap(Question):
    """Where each person of an earlier people question stands. Value: {person id: ring id}; nearest ring first."""

    people: str = ""
    rings: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Staircase(Question):
    """Where one stands on steps given bottom to top.

    Value: {"place": [step id] or [lowest, highest] or [], "steps": {step id: {"state": state id, "note": str,
    field id: cell}}}.
    """

    steps: tuple[Step, ...] = ()
    place: Literal["one", "range"] = "one"
    states: tuple[Option, ...] = ()
    fields: tuple[Column, ...] = ()
    note_each: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a worksheet with a heading."""

    id: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    relevant: Condition | None = None
    content_note: ContentNote | None = None
    pause: str = ""
    """A place to stop, offered after the section; empty if none."""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One part of the summary of a visit.

    `show` is "answer" (`questions` has one id), "rows" (one id; rows or people where `where` holds, with `fields`),
    "changes" (then beside now for `questions`), "message" (`text`, `tone`, `relevant`), "open" (core questions without
    an answer); in a ready-made summary also "path" (one id of a staircase or a scale, visit by visit).
    """

    id: str
    show: Literal["answer", "rows", "changes", "message", "open", "path"]
    questions: tuple[str, ...] = ()
    label: str = ""
    text: str = ""
    tone: Literal["plain", "care", "safety"] = "plain"
    where: Condition | None = None
    fields: tuple[str, ...] = ()
    empty: str = ""
    relevant: Condition | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another sheet that may help next. It is named, and gates nothing."""

    sheet: str
    why: str
    relevant: Condition | None = None


@dataclass(frozen=True, slots=True)
class Revisiting:
    """When, and in which words, to offer looking again."""

    after: str = ""
    """A number and a unit: "2 weeks", "3 months"; empty if none."""
    invite: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who wrote the sheet, under which licence, and what inspired it."""

    license: str
    authors: tuple[str, ...]
    inspired_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet in the words of one door."""

    id: str
    version: int
    language: str
    door: Door
    title: str
    about: str
    topic: str
    minutes: int
    """How long the short path takes at this door."""
    audience: tuple[Door, ...]
    sections: tuple[Section, ...]
    credit: Credit
    phases: tuple[str, ...] = ()
    safety: Literal["normal", "high"] = "normal"
    content_note: ContentNote | None = None
    revisit: Revisiting = field(default_factory=Revisiting)
    summary: tuple[SummaryItem, ...] = ()
    cards: tuple[str, ...] = ()
    """Ids of info cards that belong to the whole sheet."""
    suggests: tuple[Suggestion, ...] = ()
    untranslated: frozenset[str] = frozenset()
    """Where words of the base stand in for those of `language`: ids of questions and sections, "title", "summary"…"""

    def questions(self) -> Iterator[Question]:
        """Yield every question, in order."""
        for section in self.sections:
            yield from section.questions

    def question(self, id: str) -> Question:
        """Return the question called `id`; raises KeyError if there is none."""
        for question in self.questions():
            if question.id == id:
                return question
        raise KeyError(id)

    def order(self, id: str) -> tuple[str, ...]:
        """Return the step ids of the staircase question `id`, bottom to top; empty for anything else."""
        for question in self.questions():
            if question.id == id and isinstance(question, Staircase):
                return tuple(step.id for step in question.steps)
        return ()


KINDS: dict[str, type[Question]] = {
    "note": Note,
    "short_text": ShortText,
    "long_text": LongText,
    "choice": Choice,
    "choices": Choices,
    "scale": Scale,
    "checklist": Checklist,
    "date": Date,
    "table": Table,
    "people": PeopleQuestion,
    "ring_map": RingMap,
    "staircase": Staircase,
}
"""The twelve question types by their name in a worksheet file."""


def minutes_at(said: int | Mapping[str, int], door: Door) -> int:
    """Return how many minutes a sheet names for `door`."""
    return said if isinstance(said, int) else said[door]


def build(data: Mapping[str, Any], door: Door) -> Worksheet:
    """Build the worksheet for `door` from canonical data (see `docs/worksheets.md` for the keys)."""
    return _Builder(data, door).worksheet()


class _Builder:
    def __init__(self, data: Mapping[str, Any], door: Door) -> None:
        self.data = data
        self.door = door
        self.lists: Mapping[str, Any] = data.get("lists", {})
        # `private` is the default where the sheet is one of high safety.
        self.share: Share = "private" if data.get("safety") == "high" else "ask"

    def say(self, text: Any) -> str:
        if isinstance(text, Mapping):
            text = text.get(self.door) or next(iter(text.values()))
        return fold(str(text or ""))

    def mine(self, data: Mapping[str, Any]) -> bool:
        return self.door in data.get("audience", DOORS)

    def worksheet(self) -> Worksheet:
        data = self.data
        revisit = data.get("revisit", {})
        credit = data["credit"]
        return Worksheet(
            id=data["id"],
            version=data["version"],
            language=data["language"],
            door=self.door,
            title=self.say(data["title"]),
            about=self.say(data["about"]),
            topic=data["topic"],
            minutes=minutes_at(data["minutes"], self.door),
            audience=tuple(data["audience"]),
            sections=tuple(self.section(one) for one in data["sections"] if self.mine(one)),
            credit=Credit(credit["license"], tuple(credit["authors"]), tuple(credit.get("inspired_by", ()))),
            phases=tuple(data.get("phases", ())),
            safety=data.get("safety", "normal"),
            content_note=self.content_note(data),
            revisit=Revisiting(revisit.get("after", ""), self.say(revisit.get("invite"))),
            summary=tuple(summary_item(one, self.say) for one in data.get("summary", ()) if self.mine(one)),
            cards=tuple(data.get("cards", ())),
            suggests=tuple(
                Suggestion(one["sheet"], self.say(one["why"]), _condition(one, "relevant"))
                for one in data.get("suggests", ())
                if self.mine(one)
            ),
            untranslated=self.untranslated(),
        )

    def untranslated(self) -> frozenset[str]:
        missing = frozenset(self.data.get("untranslated", ()))
        lists = {one.removeprefix("lists.") for one in missing if one.startswith("lists.")}
        if not lists:
            return missing
        asked = (one for section in self.data["sections"] for one in section["questions"])
        return missing | {
            one["id"]
            for one in asked
            for part in (one, *one.get("columns", ()), *one.get("fields", ()))
            if part.get("options_from") in lists
        }

    def section(self, data: Mapping[str, Any]) -> Section:
        return Section(
            id=data["id"],
            title=self.say(data["title"]),
            questions=tuple(self.question(one) for one in data["questions"] if self.mine(one)),
            intro=self.say(data.get("intro")),
            relevant=_condition(data, "relevant"),
            content_note=self.content_note(data),
            pause=self.say(data.get("pause")),
            cards=tuple(data.get("cards", ())),
        )

    def question(self, data: Mapping[str, Any]) -> Question:
        kind = KINDS[data["type"]]
        made: dict[str, Any] = {
            "id": data["id"],
            "relevant": _condition(data, "relevant"),
            "content_note": self.content_note(data),
            "share": data.get("share", self.share),
            "constraints": tuple(self.check(one) for one in data.get("constraints", ())),
            "cards": tuple(data.get("cards", ())),
            "pull_from": tuple(
                Pull(one["sheet"], one["q"], tuple(one.get("take", {}).items())) for one in data.get("pull_from", ())
            ),
        }
        for key in ("label", "hint", "guidance", "placeholder", "min_label", "max_label"):
            if key in data:
                made[key] = self.say(data[key])
        for key in ("row_label", "alias_hint", "person_label"):
            if key in data:
                made[key] = self.say(data[key])
        plain = ("core", "short_path", "revisit", "tone", "max_length", "other", "default", "min", "max")
        for key in (*plain, "appearance", "note_each", "precision", "place", "fills"):
            if key in data:
                made[key] = data[key]
        for key in ("options", "items", "states", "rows", "rings", "prompts"):
            if key in data:
                made[key] = self.options(data[key])
        if "options_from" in data:
            made.update(self.options_from(data["options_from"]))
        for key in ("columns", "fields"):
            if key in data:
                made[key] = tuple(self.column(one) for one in data[key])
        if "steps" in data:
            made["steps"] = tuple(
                Step(
                    one["id"],
                    self.say(one["label"]),
                    self.say(one.get("hint")),
                    tuple(self.say(sign) for sign in one.get("signs", ())),
                )
                for one in data["steps"]
            )
        if "starters" in data:
            made["starters"] = tuple(Starter(one["id"], self.say(one["text"])) for one in data["starters"])
        if kind is RingMap:
            made["people"] = data["people"]
        if data.get("count_hint"):
            made["count_hint"] = (data["count_hint"]["from"], data["count_hint"]["to"])
        return kind(**made)

    def options(self, data: Any) -> tuple[Option, ...]:
        return tuple(
            Option(
                one["id"],
                self.say(one["label"]),
                self.say(one.get("hint")),
                one.get("exclusive", False),
                _condition(one, "relevant"),
            )
            for one in data
            if self.mine(one)
        )

    def options_from(self, source: str) -> dict[str, Any]:
        if source in self.lists:
            return {"options": self.options(self.lists[source])}
        return {"options_from": source}

    def column(self, data: Mapping[str, Any]) -> Column:
        options = data.get("options") or self.lists.get(data.get("options_from", ""), ())
        return Column(
            data["id"],
            data["type"],
            self.say(data["label"]),
            self.say(data.get("hint")),
            self.options(options),
            data.get("share"),
        )

    def check(self, data: Mapping[str, Any]) -> Check:
        expect = conditions.parse(data["expect"])
        return Check(data["id"], data["level"], expect, self.say(data["message"]))

    def content_note(self, data: Mapping[str, Any]) -> ContentNote | None:
        note = data.get("content_note")
        if not note:
            return None
        return ContentNote(tuple(self.say(one) for one in note.get("topics", ())), self.say(note.get("text")))


def summary_item(data: Mapping[str, Any], say: Callable[[Any], str]) -> SummaryItem:
    """Build one part of a summary; `say` gives a text in the words of the door."""
    named = data.get("q", ())
    return SummaryItem(
        id=data["id"],
        show=data["show"],
        questions=(named,) if isinstance(named, str) else tuple(named),
        label=say(data.get("label")),
        text=say(data.get("text")),
        tone=data.get("tone", "plain"),
        where=_condition(data, "where"),
        fields=tuple(data.get("fields", ())),
        empty=say(data.get("empty")),
        relevant=_condition(data, "relevant"),
    )


def _condition(data: Mapping[str, Any], key: str) -> Condition | None:
    return conditions.parse(data[key]) if data.get(key) else None
