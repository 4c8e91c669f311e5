"""A summary in lines: a ready-made one, or one put together from visits.

- Ready-made summaries come first, those only that have something to tell.
- From there the way leads over the visits that go into it (`summary_visits`) to the names and the lines
  (`summary_lines`). Nothing leaves the workbook before each line was heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..answers.visit import Visit
from ..summary.choosing import begin_with_one
from ..summary.draft import Draft
from ..summary.ready import ready_made
from ..words import _
from .choices import Choice
from .face import Face
from .summary_lines import names_and_lines
from .summary_visits import pick_visits


def summary(face: Face, chosen: Sequence[Visit] = ()) -> None:
    """Offer the ready-made ones, or put one together; visits in `chosen` are on at first, else the newest of all."""
    workbook, talk = face.workbook, face.talk
    draft = Draft(workbook, chosen)
    if not draft.choices:
        talk.page(
            _("Summary"),
            _("There is nothing to make a summary of yet."),
            _("Once you have written in a worksheet, it can be chosen here."),
        )
        return
    begin_with_one(draft.choices)
    layouts = ready_made(workbook, chosen[0] if chosen else None)
    if not layouts:
        pick_visits(face, draft)
        return
    while True:
        talk.page(_("Summary"), _nothing_leaves())
        ways = [Choice(f"ready.{at}", one.title, _("ready-made")) for at, one in enumerate(layouts)]
        ways.append(Choice("visits", _("Put one together from visits")))
        kind, _dot, number = str(talk.choose(ways, usual="visits" if chosen else None)).partition(".")
        if kind == "ready":
            face.open(partial(names_and_lines, draft=Draft(workbook, layout=layouts[int(number)])))
        else:
            face.open(partial(pick_visits, draft=draft))


def _nothing_leaves() -> str:
    return _("Nothing leaves the workbook on this page. You see each line before you decide.")
