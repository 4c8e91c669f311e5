"""What is said of a visit whose worksheet has changed since, and of what is kept with it.

- What would change stands then and now, in the words of each day. What stays is counted.
- What is kept is told as it was asked, with the reason. Every way that cannot be undone says so before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from . import moving
from .answers import putting_back
from .answers.migrating import Moved, Told, What, words_in
from .answers.telling import tell
from .answers.visit import Kept, Visit, Why
from .text import clean_line
from .words import _, mark, n_
from .workbook import Workbook
from .worksheet.model import Question
from .worksheet.piping import pipe

WHAT: dict[What, str] = {
    "words": mark("Asked in other words."),
    "text": mark("Becomes a text."),
    "people": mark("The names become people of your workbook. The text is kept with this visit."),
    "joined": mark("Names from a text of yours join these people."),
    "retired": mark("No longer asked. You choose whether it is kept."),
    "does_not_fit": mark("Does not fit any more. It is kept with this visit as it was."),
    "part": mark("Fits in part. All of it is kept with this visit as it was."),
}
WHY: dict[Why, str] = {
    "retired": mark("No longer asked."),
    "into_people": mark("The names in it became people of your workbook."),
    "does_not_fit": mark("It did not fit the worksheet any more."),
    "part": mark("Only part of it fitted the worksheet any more. This is all of it."),
    "written_since": mark("Written after this visit had been moved over, before you put it back."),
}


# Before a visit is moved over


def has_changed() -> list[str]:
    """Return what is said first, and what either choice means."""
    return [
        _("This worksheet has changed since you wrote in it."),
        _(
            "Your answers can move over to the worksheet of today, or this visit can stay as it is. Nothing gets lost, "
            "and you can put it back later: Look back, then this visit."
        ),
    ]


def rest_told(moved: Moved) -> str:
    """Return what is said of the answers that stay as they are; empty where there are none."""
    if not moved.told:
        return _("All your answers stay as they are.")
    if not moved.same:
        return ""
    return n_("{n} other answer stays as it is.", "{n} other answers stay as they are.", moved.same)


def what_changes(one: Told) -> list[str]:
    """Return what becomes of an answer, and why."""
    return [_(WHAT[one.what]), *([one.why] if one.why else [])]


def is_asked_anew(one: Told) -> bool:
    """Tell whether it is asked in other words now."""
    return bool(one.now_label) and one.now_label != one.then_label


def retired_of(moved: Moved) -> list[Told]:
    """Return what is no longer asked."""
    retired = {one.question for one in moved.retired}
    return [one for one in moved.told if one.question in retired]


def no_longer_asked() -> tuple[str, str, str]:
    """Return what is said first of what is no longer asked, then what keeping and what erasing means."""
    return (
        _("It has moved over. This is no longer asked:"),
        _("Kept, it stands at the end of this visit under Look back, and in no summary."),
        _("Erased, it is gone from this visit. Putting the visit back does not bring it back."),
    )


# What is kept with a visit

Way = Literal["move", "put_back", "let_go"]


def ways(workbook: Workbook, visit: Visit) -> list[tuple[Way, str]]:
    """Return what can be done with `visit` beside reading it, in words."""
    found: list[tuple[Way, str]] = []
    if moving.newer(workbook, visit) is not None:
        found.append(("move", _("Move it over to the worksheet of today…")))
    if visit.before is not None:
        found.append(("put_back", _("Put it back as it was…")))
        found.append(("let_go", _("Let go of how it was…")))
    return found


@dataclass(frozen=True, slots=True)
class Sure:
    """What is asked once before something that cannot be undone, and what does it."""

    question: str = field(repr=False)
    told: tuple[str, ...] = field(repr=False)
    keep: str = field(repr=False)
    do: str = field(repr=False)
    work: Callable[[], Visit] = field(repr=False)
    """Raises a `WorkbookError` where it cannot be saved; nothing has changed then."""


def before(workbook: Workbook, visit: Visit, way: Literal["put_back", "let_go"]) -> Sure:
    """Return what is asked before `visit` is put back, or how it was is let go."""
    if way == "put_back":
        return _sure(
            _("Put this visit back as it was?"),
            _back(workbook, visit),
            _("Put it back"),
            lambda: moving.put_back(workbook, visit),
        )
    return _sure(
        _("Let go of how this visit was?"),
        [_("The answers of today stay. After this the visit cannot be put back.")],
        _("Let go of it"),
        lambda: moving.let_go(workbook, visit),
    )


def before_erasing(workbook: Workbook, visit: Visit, kept: Kept) -> Sure:
    """Return what is asked before `kept` is taken out of `visit`."""
    return _sure(
        _("Erase this answer?"),
        [label_of(workbook, visit, kept), _("It is taken out of this visit. This cannot be undone.")],
        _("Erase it"),
        lambda: moving.erase(workbook, visit, kept),
    )


def _sure(question: str, told: list[str], do: str, work: Callable[[], Visit]) -> Sure:
    return Sure(question, tuple(told), _("Leave it as it is"), do, work)


def _back(workbook: Workbook, visit: Visit) -> list[str]:
    """What putting it back means, and what was written since."""
    since = putting_back.written_since(visit)
    told = [_("The answers come back as they were, and so do the questions of that day.")]
    if since:
        told.append(_("What you wrote since then is kept with this visit, below its answers:"))
        told += [label_at(workbook, one) for one in workbook.worksheet_of(visit).questions() if one.id in since]
    return told


def told_of(workbook: Workbook, visit: Visit) -> Iterator[tuple[str, list[str]]]:
    """Yield what is kept with `visit`: the question as it was asked, and what was left there."""
    for one in visit.archive:
        yield label_of(workbook, visit, one), answer_of(workbook, visit, one)


def label_at(workbook: Workbook, question: Question) -> str:
    """Return the label of `question`, with the person's own words in place."""
    words = workbook.settings.words
    return clean_line(pipe(question.label, lambda name: words.get(name.removeprefix("words."), "")))


def label_of(workbook: Workbook, visit: Visit, kept: Kept) -> str:
    """Return the question at which `kept` stood, as it was asked."""
    _sheet, question = moving.sheet_of(workbook, visit, kept)
    if question is None:
        return _("A question that is not known any more")
    return label_at(workbook, question)


def answer_of(workbook: Workbook, visit: Visit, kept: Kept) -> list[str]:
    """Return what `kept` holds, line by line."""
    _sheet, question = moving.sheet_of(workbook, visit, kept)
    told = tell(question, kept.answer, workbook.person) if question is not None else list(words_in(kept.answer))
    if question is not None and kept.answer.state != "given":
        # What was put away beside a no-answer is still there, and this is the only page that shows it.
        told += [line for line in words_in(kept.answer) if line not in told]
    return told
