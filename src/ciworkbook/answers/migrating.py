"""Moves a visit to a newer version of its sheet: copy, carry out the steps, fit what is left, tell then and now.

- Pure: it gives a new visit and a new list of people, and changes neither. Nothing is saved here.
- Nothing is lost. An answer that does not fit whole, that was retired, or whose names became people, goes to the
  archive of the visit as it was asked; the visit as it was stands in `before`, until the person lets it go.
- A value put away beside a no-answer is never brought out by a move: no text is made of it, and no people.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..text import clean_line
from ..worksheet.migrating import Step, recoded, texts
from ..worksheet.model import Date, LongText, Note, Question, Scale, ShortText, Worksheet
from ..worksheet.piping import pipe
from .answer import Answer, is_blank
from .dates import precision_of
from .fitting import fit, is_person, of_one_type
from .people import People
from .reading import speaker
from .telling import tell
from .visit import Kept, Visit, Why

LONGEST_NAME = 80
"""Characters above which a piece of a text is taken for a sentence, not for a name."""
_BETWEEN_NAMES = re.compile(r"[,;\n，；、،]|\s+and\s+|\s&\s", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*•–]|and\b)\s+", re.IGNORECASE)

What = Literal["words", "text", "people", "joined", "retired", "does_not_fit", "part"]


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of one answer. `now_label` is empty where it is not asked any more."""

    question: str
    what: What
    """Other words; it becomes a text, or people; names of a text join it; no longer asked; does not fit, or in part."""
    then_label: str = field(repr=False)
    then: tuple[str, ...] = field(repr=False)
    now_label: str = field(default="", repr=False)
    now: tuple[str, ...] = field(default=(), repr=False)
    why: str = field(default="", repr=False)
    """What the sheet says about a question that it no longer asks."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A visit as it would be, to be looked at first."""

    visit: Visit
    people: People = field(repr=False)
    told: tuple[Told, ...] = field(repr=False)
    """What changes, in the order of the sheet then."""
    same: int
    """How many answers stay as they are."""
    kept: tuple[Kept, ...] = field(repr=False)
    """What goes to the archive by this move."""

    @property
    def retired(self) -> tuple[Kept, ...]:
        """What is no longer asked and holds something: to be kept or erased, as the person says."""
        return tuple(one for one in self.kept if one.why == "retired" and not is_blank(one.answer.value))


@dataclass(slots=True)
class _Held:
    """One answer on its way."""

    origin: str
    question: Question | None
    """As it was asked; None where its definition does not know it."""
    asked: Answer
    answer: Answer
    what: What | None = None
    whole: bool = True


def migrate(
    visit: Visit,
    old: Worksheet,
    new: Worksheet,
    steps: Iterable[Step],
    people: People,
    *,
    digest: str,
    now: str,
    own: Mapping[str, str] | None = None,
    add_people: bool = True,
) -> Moved:
    """Return `visit`, asked as `old`, as it would be in `new` with hash `digest`, after `steps`, at `now`.

    `own` are the words of the workbook. Without `add_people` names become those people only who are there already.
    """
    return _Move(visit, old, new, people, now, add_people).moved(steps, digest, own or {})


class _Move:
    def __init__(
        self, visit: Visit, old: Worksheet, new: Worksheet, people: People, now: str, add_people: bool
    ) -> None:
        self.visit, self.old, self.new, self.now, self.add_people = visit, old, new, now, add_people
        self.people, self.before = people, people
        self.asked_then = {one.id: one for one in old.questions()}
        self.asked_now = {one.id: one for one in new.questions()}
        self.held = {id_: _Held(id_, self.asked_then.get(id_), one, one) for id_, one in visit.answers.items()}
        self.kept: list[Kept] = []
        self.fate: dict[str, tuple[str, What | None, str]] = {}
        """By the id then: the id now (empty if none), what became of it, what the sheet says."""

    def moved(self, steps: Iterable[Step], digest: str, own: Mapping[str, str]) -> Moved:
        names = {id_: id_ for id_ in (self.visit.at_question, *self.visit.carried)}
        for step in steps:
            self.step(step)
            if step["do"] == "rename":
                names = {then: step["to"] if id_ == step["q"] else id_ for then, id_ in names.items()}
        answers = {id_: answer for id_, held in self.held.items() if (answer := self.fitted(id_, held)) is not None}
        places = {*self.asked_now, *(one.id for one in self.new.sections)}
        at = names[self.visit.at_question]
        made = replace(
            self.visit,
            version=self.new.version,
            digest=digest,
            answers=answers,
            at_question=at if at in places else "",
            carried=frozenset(names[one] for one in self.visit.carried) & answers.keys(),
            archive=(*self.visit.archive, *self.kept),
            before={
                "visit": self.visit.to_data(),
                "at": self.now,
                "people": [one.id for one in self.people if self.before.get(one.id) is None],
                "gave": {id_: seal(one) for id_, one in answers.items()},
            },
            stays_at=0,
        )
        told, same = self.told(made, own)
        return Moved(made, self.people, told, same, tuple(self.kept))

    # The steps

    def step(self, step: Step) -> None:
        held = self.held.get(step["q"])
        if held is None:
            return
        match step["do"]:
            case "rename":
                del self.held[step["q"]]
                if in_the_way := self.held.get(step["to"]):
                    self.keep(in_the_way, "does_not_fit")
                self.held[step["to"]] = held
            case "recode":
                if not isinstance(held.question, ShortText | LongText | Scale | Date | None):
                    value, whole = recoded(held.answer.value, step["map"], step.get("field", ""))
                    held.answer, held.whole = replace(held.answer, value=value), held.whole and whole
            case "to_long_text":
                self.to_text(held)
            case "into_people":
                del self.held[step["q"]]
                self.to_people(held, step["to"])
            case "retire":
                del self.held[step["q"]]
                self.keep(held, "retired", str(step.get("why", "")))

    def to_text(self, held: _Held) -> None:
        """Say in one text what was chosen and written, in the words of the sheet then."""
        if isinstance(held.answer.value, str) and isinstance(held.question, ShortText | LongText | None):
            return
        if not held.answer.given or held.question is None:
            held.whole = held.whole and is_blank(held.answer.value) and not held.answer.other
            held.answer = replace(held.answer, value=None, other="")
            return
        text = "\n".join(tell(held.question, held.asked, self.name))
        held.answer, held.what = replace(held.answer, value=text, other=""), "text"
        held.whole = held.whole and all(one in text for one in self.written(held.question, held.asked))

    def written(self, question: Question, answer: Answer) -> list[str]:
        """Return what the person wrote in `answer`: its texts, but for ids and dates, which are told in words."""
        known = self.ids(question)
        found = (*texts(answer.value), answer.other)
        return [one for one in found if one and one not in known and not is_person(one) and precision_of(one) is None]

    def ids(self, question: Question) -> set[str]:
        """Return what stands for words in a value of `question`: ids of its parts and of people."""
        found = {"other", "done", *(one.id for one in self.people)}
        for key in ("options", "items", "states", "rows", "rings", "steps"):
            found |= {one.id for one in getattr(question, key, ())}
        for key in ("columns", "fields"):
            found |= {option.id for column in getattr(question, key, ()) for option in column.options}
        return found

    def to_people(self, held: _Held, to: str) -> None:
        """Make people of the names in a text; the text itself is kept."""
        text = held.answer.value
        if not held.answer.given or not isinstance(text, str):
            self.keep(held, "does_not_fit")
            return
        there = self.held.get(to)
        listed = there is not None and there.answer.given and isinstance(there.answer.value, list)
        value = list(there.answer.value) if there is not None and listed else []
        present = {row.get("person") for row in value if isinstance(row, dict)}
        for alias in names_in(text):
            person = next((one.id for one in self.people if one.alias.casefold() == alias.casefold()), "")
            if not person and self.add_people:
                self.people, added = self.people.add(alias)
                person = added.id
            if person and person not in present:
                present.add(person)
                value.append({"person": person})
        self.keep(held, "into_people", to=to)
        if not value:
            return
        if there is None:
            there = self.held[to] = _Held("", None, held.asked, Answer(at=held.answer.at))
        elif there.answer.other or not (listed or is_blank(there.answer.value)):
            there.whole = False  # put away, or no list of people: kept beside the people of today
        there.answer = replace(there.answer, state="given", value=value, other="")
        there.what = "joined"

    def keep(self, held: _Held, why: Why, words: str = "", to: str = "") -> None:
        """Put an answer into the archive as it was asked."""
        if not held.origin or (held.asked.state == "given" and is_blank(held.asked.value) and not held.asked.other):
            return
        if all(one.question != held.origin for one in self.kept):
            visit = self.visit
            self.kept.append(Kept(held.origin, held.asked, visit.digest, visit.version, why, words, self.now))
        what: What = "people" if why == "into_people" else why if why != "written_since" else "part"
        self.fate[held.origin] = (to, what, words)

    # What fits

    def fitted(self, id_: str, held: _Held) -> Answer | None:
        """Return what of an answer stands in the new version; what does not goes to the archive, whole."""
        question, answer = self.asked_now.get(id_), held.answer
        if question is None or isinstance(question, Note):
            self.keep(held, "does_not_fit")
            return None
        whole = held.whole
        if question != held.question or answer is not held.asked:
            value, same = (answer.value, True) if held.what else of_one_type(held.question, question, answer.value)
            value, other, fits = fit(question, value, answer.other, lambda one: self.people.get(one) is not None)
            whole, answer = whole and same and fits, replace(answer, value=value, other=other)
        gone = answer.state == "given" and is_blank(answer.value) and not (whole and is_blank(held.asked.value))
        if not whole:
            self.keep(held, "does_not_fit" if gone else "part", to="" if gone else id_)
        elif held.origin:
            self.fate[held.origin] = (id_, held.what, "")
        return None if gone else answer

    # Then and now

    def told(self, made: Visit, own: Mapping[str, str]) -> tuple[tuple[Told, ...], int]:
        order = {id_: at for at, id_ in enumerate(self.asked_then)}
        then_said, now_said = (
            speaker(sheet, visit, self.name, own) for sheet, visit in ((self.old, self.visit), (self.new, made))
        )
        told: list[Told] = []
        same = 0
        for id_ in sorted(self.fate, key=lambda one: order.get(one, len(order))):
            now_id, what, words = self.fate[id_]
            then_q, now_q = self.asked_then.get(id_), self.asked_now.get(now_id)
            then = _lines(then_q, self.visit.answers[id_], self.name)
            if not then:
                continue
            now = _lines(now_q, made.answers.get(now_id), self.name)
            labels = [
                clean_line(pipe(q.label, say)) if q else "" for q, say in ((then_q, then_said), (now_q, now_said))
            ]
            if what is None and then == now and labels[0] == labels[1]:
                same += 1
                continue
            told.append(Told(id_, what or "words", labels[0], then, labels[1], now, words))
        return tuple(told), same

    def name(self, person: str) -> str:
        found = self.people.get(person)
        return found.alias if found else ""


def names_in(text: str) -> list[str]:
    """Return the names in `text`, split at commas, semicolons, "and" and new lines, each once.

    A piece that is too long for a name is left out.
    """
    found: dict[str, str] = {}
    for piece in _BETWEEN_NAMES.split(text):
        name = clean_line(_BULLET.sub("", piece, count=1) if _BULLET.match(piece) else piece)
        if name and len(name) <= LONGEST_NAME:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def seal(answer: Answer) -> str:
    """Return what tells an answer from any other, so that one written since is known by it."""
    whole = json.dumps(answer.to_data(), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _lines(question: Question | None, answer: Answer | None, name: Any) -> tuple[str, ...]:
    if question is not None:
        return tuple(tell(question, answer, name))
    return words_in(answer)


def words_in(answer: Answer | None) -> tuple[str, ...]:
    """Return the words in an answer whose question is not known: all that can be told of it."""
    if answer is None:
        return ()
    return tuple(line for one in (*texts(answer.value), answer.other) if (line := clean_line(one)))


__all__: Sequence[str] = ("LONGEST_NAME", "Moved", "Told", "migrate", "names_in", "seal", "words_in")
