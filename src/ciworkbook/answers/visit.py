"""A visit: one dated filling of a worksheet.

- A visit is a value; `answer` gives a new one. Nothing here reads a clock, a file or a screen.
- It names the definition it was filled in by hash, so that an old visit can be shown as it was asked.
- What is hidden now is kept: the answer rests. Nothing is deleted by a condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..worksheet.model import Door
from .answer import Answer
from .packed import Packed

Why = Literal["retired", "into_people", "does_not_fit", "part", "written_since"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that is no longer among those of a visit, whole and as it was asked.

    It left when the visit was moved to a newer version of its sheet, or was written after that and the move was undone.
    """

    question: str
    """The id it had in the definition it was asked in."""
    answer: Answer = field(repr=False)
    digest: str
    version: int
    why: Why
    """No longer asked; names that became people; does not fit; fits in part; written before a move was undone."""
    words: str = field(default="", repr=False)
    """What the sheet says about it, if it does."""
    at: str = ""
    """When it came here."""

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "question": self.question,
            "answer": self.answer.to_data(),
            "digest": self.digest,
            "version": self.version,
            "why": self.why,
            "words": self.words,
            "at": self.at,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Kept:
        """Read what `to_data` gave."""
        rest = {key: data[key] for key in ("question", "digest", "version", "why")}
        return cls(**rest, answer=Answer.from_data(data["answer"]), words=data.get("words", ""), at=data.get("at", ""))


@dataclass(frozen=True, slots=True)
class Visit:
    """One filling. Times are local, ISO 8601 with offset, to the second."""

    worksheet: str
    version: int
    digest: str
    """SHA-256 of the canonical definition, hex. It is that of the base, in whatever language it was asked."""
    door: Door
    started: str
    changed: str
    state: Literal["open", "set_aside", "closed"] = "open"
    wording: str = ""
    """The translation it was last asked in, `es:` and a hash; empty for the words of the base."""
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    at_question: str = ""
    """Where the person was when they left, to carry on there."""
    carried: frozenset[str] = frozenset()
    """Ids of questions whose answer was brought from the visit before and has not been touched in this one."""
    leaving: str = ""
    """How the person said they were leaving this page; empty if they did not say."""
    look_again: str = ""
    """A date the person chose to look at this again, "2026-11-24"; empty if none."""
    archive: tuple[Kept, ...] = field(default=(), repr=False)
    """Answers that left when it was moved to a newer version; shown on the page of the visit and nowhere else."""
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    """The visit before it was moved, to put it back: see `migrating`. None if it never was, or that was let go."""
    stays_at: int = 0
    """The version of its sheet to which the person chose not to move it; 0 if they were not asked."""
    entry: int | None = None
    """Where the workbook keeps it; None until it was saved once."""

    def answer(self, question: str, answer: Answer, now: str) -> Visit:
        """Return the visit with `answer` at `question`, changed at `now`."""
        stamped = replace(answer, at=now)
        return replace(
            self,
            answers={**self.answers, question: stamped},
            carried=self.carried - {question},
            changed=now,
        )

    def remove(self, question: str, now: str) -> Visit:
        """Return the visit without any answer at `question`: erased, not resting."""
        kept = {id_: one for id_, one in self.answers.items() if id_ != question}
        return replace(self, answers=kept, carried=self.carried - {question}, changed=now)

    def value(self, question: str) -> Any:
        """Return the value given at `question`, or None."""
        answer = self.answers.get(question)
        return answer.value if answer is not None and answer.given else None

    def to_data(self) -> dict[str, Any]:
        """Return the visit as plain data; the entry is not part of it."""
        moved: dict[str, Any] = {}
        if self.archive:
            moved["archive"] = [one.to_data() for one in self.archive]
        if self.before is not None:
            moved["before"] = self.before
        if self.stays_at:
            moved["stays_at"] = self.stays_at
        if self.wording:
            moved["wording"] = self.wording
        return {
            "worksheet": self.worksheet,
            "version": self.version,
            "digest": self.digest,
            "door": self.door,
            "started": self.started,
            "changed": self.changed,
            "state": self.state,
            "answers": {id_: one.to_data() for id_, one in self.answers.items()},
            "at_question": self.at_question,
            "carried": sorted(self.carried),
            "leaving": self.leaving,
            "look_again": self.look_again,
            **moved,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], entry: int | None = None) -> Visit:
        """Read what `to_data` gave."""
        rest = {key: data[key] for key in ("worksheet", "version", "digest", "door", "started", "changed")}
        return cls(
            **rest,
            state=data.get("state", "open"),
            wording=str(data.get("wording", "")),
            answers=Packed(data["answers"]),
            at_question=data.get("at_question", ""),
            carried=frozenset(data.get("carried", ())),
            leaving=data.get("leaving", ""),
            look_again=data.get("look_again", ""),
            archive=tuple(Kept.from_data(one) for one in data.get("archive", ())),
            before=data.get("before"),
            stays_at=data.get("stays_at", 0),
            entry=entry,
        )
