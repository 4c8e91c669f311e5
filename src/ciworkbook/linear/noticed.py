"""What was noticed, in lines, thing by thing: what is the matter, and what can be gone on with.

- Each version can be heard first. Going on with one asks once, saves it as the newest, and deletes nothing.
- What is left as it is is said again the next time the workbook is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import noticing
from ..answers.dates import day_in_words, day_of
from ..answers.visit import Visit
from ..noticing import Noticed, Version
from ..vault import Finding
from ..words import _, p_
from .choices import Choice
from .face import Face
from .visit import say_whole


def noticed(face: Face, findings: list[Finding] | None = None) -> None:
    """Go through `findings`, or through what was noticed on opening. Nothing is said where there is nothing to do."""
    settled: set[int] = set()

    def found() -> list[Finding]:
        now = face.workbook.findings if findings is None else findings
        return [one for one in now if one.entry is None or one.entry not in settled]

    others = noticing.others(face.workbook, found())
    if others and findings is None:
        face.talk.page(_("What was noticed"), *others)
    while True:
        things = noticing.things(face.workbook, found())
        if not things:
            return
        one = things[0]
        if not _settled(face, one):
            return
        settled.add(one.entry)
        face.workbook.settle(one.entry)


def _settled(face: Face, one: Noticed) -> bool:
    """Say what is the matter with one thing and do what is chosen; False where the person goes back."""
    while True:
        face.talk.page(one.name, noticing.what(one.kind), noticing.offer_words(one))
        ways = [*_ways(face, one), Choice("leave", _("Leave it as it is")), Choice("back", p_("page", "Back"))]
        chosen = face.talk.choose(ways, usual="back")
        if not isinstance(chosen, str) or chosen == "back":
            return False
        if chosen == "leave":
            return True
        what, number = chosen.split(":")
        version = one.versions[int(number)]
        if what == "look":
            visit = noticing.visit_in(face.workbook, one.entry, version)
            if visit is not None:
                face.open(partial(_read, visit=visit))
        elif _went_on(face, one, version):
            return True


def _read(face: Face, *, visit: Visit) -> None:
    """Say a version of a visit. Nothing can be changed here."""
    say_whole(face, visit)
    changed = day_in_words(day_of(visit.changed))
    face.talk.part(_("Last written in on {date}. This page is for reading.").format(date=changed))
    face.talk.choose([Choice("back", p_("page", "Back"))], usual="back")


def _ways(face: Face, one: Noticed) -> Iterator[Choice]:
    for number, version in enumerate(one.versions):
        look, on = noticing.version_words(version)
        visit = noticing.visit_in(face.workbook, one.entry, version)
        if visit is not None and look:
            changed = day_in_words(day_of(visit.changed))
            yield Choice(f"look:{number}", look, _("written in on {date}").format(date=changed))
        if one.can_go_on:
            yield Choice(f"on:{number}", on)


def _went_on(face: Face, one: Noticed, version: Version) -> bool:
    """Ask once, and save that version as the newest; tell whether it was done."""
    question, _do, *told = noticing.sure_words(one, version)
    face.talk.part(*told)
    if not face.talk.yes(question, usual=False):
        return False
    if not face.attempt(partial(noticing.go_on, face.workbook, one, version)):
        return False
    face.talk.say(_("Saved: {name}.").format(name=one.name))
    return True
