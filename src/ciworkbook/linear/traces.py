"""What guards the program and what this computer may keep, in lines: the same that the pages and `doctor` say."""

from __future__ import annotations

from functools import partial

from .. import traces as rules
from ..guard import keeping, trial
from ..words import _, p_
from .choices import Choice
from .face import Face


def traces(face: Face) -> None:
    """Look, and say what was found: first what can be done about it."""
    folder = face.workbook.folder if face.workbook.kept else face.folder
    stands = trial.tried(folder if face.workbook.kept else None)  # in the thread that the conversation lives in
    look = partial(keeping.look, keeping.Machine.here(), folder, memory_closed=stands.get("memory", False))
    face.talk.page(_("What this computer may keep"))
    looked = face.do(_("One moment."), look)
    found = looked[0] if looked is not None else []
    open_, rest = [one for one in found if one.open], [one for one in found if not one.open]
    for title, some in ((_("To do"), open_), (_("Also noticed"), rest)):
        if some:
            face.talk.page(title)
        for one in some:
            told = rules.said(one)
            face.talk.say(told.sentence, told.advice)
    for title, holds in ((_("What guards this program here"), True), (_("Not here on this computer"), False)):
        guards = [rules.guard_words(name) for name, held in stands.items() if held is holds]
        if guards:
            face.talk.page(title, *guards)
    face.talk.choose([Choice("back", p_("page", "Back"))], usual="back")
