"""A worksheet that has changed since a visit was written in it, in lines: what would change, then the person's choice.

- Asked once for each visit and version, when the visit is opened. Leaving it as it is costs nothing, for ever.
- Every answer that would change is told then and now, in the words of each day. What stays is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from .. import moving, moving_words
from ..answers.migrating import Moved, Told
from ..answers.telling import labelled
from ..answers.visit import Visit
from ..text import clean_line
from ..words import _
from .choices import Choice
from .face import Face
from .going import Back
from .talk import Talk

T = TypeVar("T")


def offer(face: Face, visit: Visit) -> Visit:
    """Ask about `visit` if its worksheet has changed and nobody asked before; return it, moved or not.

    Raises `Back`.
    """
    moved = moving.to_offer(face.workbook, visit)
    return visit if moved is None else ask(face, visit, moved)


def ask(face: Face, visit: Visit, moved: Moved) -> Visit:
    """Say what would change in `visit`, and return it as the person chose. Raises `Back`, and it then stays."""
    workbook, talk = face.workbook, face.talk
    if not put_away(face):
        raise Back
    changed, either = moving_words.has_changed()
    talk.page(clean_line(workbook.worksheet_of(visit).title), changed, *moving.notes(workbook, visit), either)
    for one in moved.told:
        _say(talk, one)
    talk.say(moving_words.rest_told(moved))
    while True:
        chosen = talk.choose([Choice("move", _("Move it over")), Choice("stay", _("Leave it as it is"))])
        if chosen == "move" and (done := got(face, partial(moving.move, workbook, moved))):
            return _no_longer_asked(face, done[0], moved) if moved.retired else done[0]
        if chosen == "stay" and (done := got(face, partial(moving.stay, workbook, visit, moved.visit.version))):
            return done[0]


def got(face: Face, work: Callable[[], T]) -> list[T]:
    """Do `work` and return what it gives in a list; an empty one where the workbook refuses, which is said."""
    given: list[T] = []
    face.attempt(lambda: given.append(work()))
    return given


def put_away(face: Face) -> bool:
    """Put what lies open on disk; where that fails, say why."""
    if face.desk.put_away():
        return True
    problem = face.desk.problem
    if problem is not None:
        face.talk.say(problem.message, problem.hint)
    face.talk.say(_("What you typed is still here, as long as this program is open."))
    return False


def under(talk: Talk, head: str, lines: tuple[str, ...] | list[str]) -> None:
    """Say `lines` behind `head`: in one line where there is one, else below it; "nothing" where there is none."""
    if len(lines) < 2:
        talk.say(labelled(head, *(lines or (_("nothing"),))))
    else:
        talk.say(_("{heading}:").format(heading=head), *lines)


def _say(talk: Talk, one: Told) -> None:
    talk.part(one.then_label)
    under(talk, _("then"), one.then)
    if moving_words.is_asked_anew(one):
        talk.say(one.now_label)
    if one.now_label:
        under(talk, _("after moving"), one.now)
    talk.say(*moving_words.what_changes(one))


def _no_longer_asked(face: Face, visit: Visit, moved: Moved) -> Visit:
    """Ask whether to keep or erase what is no longer asked; going back keeps it."""
    first, kept, erased = moving_words.no_longer_asked()
    face.talk.part(first)
    for one in moving_words.retired_of(moved):
        under(face.talk, one.then_label, one.then)
        face.talk.say(one.why)
    face.talk.say(kept, erased)
    while True:
        try:
            chosen = face.talk.choose(
                [Choice("keep", _("Keep it with this visit")), Choice("erase", _("Erase it now"))], usual="keep"
            )
        except Back:
            return visit
        if chosen == "keep":
            return visit
        if done := got(face, partial(moving.erase, face.workbook, visit, *moved.retired)):
            return done[0]
