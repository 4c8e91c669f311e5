"""Worksheets of one's own, in lines: the packs of the workbook, a folder or zip file to look into, and each pack.

- Nothing comes in by itself: a place is looked at, what is in it is said, and the person adds it.
- A pack can be offered once all of it was heard, as it would stand on paper.
- The path that is typed is used once and kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from .. import pack_words
from ..doors import door_words
from ..own_sheets import OwnSheets
from ..paragraphs import Paragraph
from ..text import clean_line
from ..words import _, n_, p_, series
from ..worksheet.pack import Pack, PackSheet
from ..worksheet.pack_summary import by_door, layout_words, summary_of
from ..worksheet.preview import preview
from .choices import Choice
from .face import Face
from .place import ask_file
from .spoken import spoken

if TYPE_CHECKING:
    from ..worksheet.packs import Checked

WIDE = 1_000_000
"""Characters of a row of paper: nothing is broken, a voice goes on to the end of the sentence."""
_LINES = set("=-_ ")
_TO_TICK = re.compile(r"^\s*(?:\( \)|\[ \]|[-*])\s")


def packs(face: Face) -> None:
    """Say the packs, and look at what the person names, until they go back."""
    while True:
        kept = face.workbook.packs.all()
        face.talk.page(_("Worksheets of my own"), pack_words.what_it_is())
        ways = [Choice("back", p_("page", "Back"))]
        ways += [Choice(f"pack:{one.id}", one.title, pack_words.state_words(one)) for one in kept]
        if face.own_sheets.path is not None:
            named = _("Found in {folder}").format(folder=clean_line(str(face.own_sheets.path)))
            ways.append(Choice("named", named))
        ways.append(Choice("look", _("Look into a folder or a zip file")))
        match face.talk.choose(ways, usual="back"):
            case "named":
                face.open(partial(_look, look=face.own_sheets))
            case "look":
                path = ask_file(face, _("The folder or zip file, or Enter alone to go back:"))
                if path is not None:
                    face.open(partial(_look, look=OwnSheets(path, lambda: face.workbook.catalogue).start()))
            case pack if isinstance(pack, str) and pack.startswith("pack:"):
                face.open(partial(_pack, id_=pack.removeprefix("pack:")))
            case _back:
                return


def _look(face: Face, *, look: OwnSheets) -> None:
    """Wait until it was looked at, say what was found, and add it if the person says so."""
    if look.looking:
        face.do(_("One moment. The worksheets are being checked."), look.wait)
    if look.checked is not None:
        _found(face, look.checked)


def _found(face: Face, checked: Checked) -> None:
    pack, before = checked.pack, face.workbook.packs.get(checked.pack.id)
    face.talk.page(pack.title or _("Worksheets"), n_("{n} worksheet", "{n} worksheets", len(pack.sheets)))
    if pack.sheets:
        _say_in_short(face, pack)
    else:
        face.talk.say(_("Nothing of this can be added."))
    _say(face, list(pack_words.listed(_("Not taken, and why:"), checked.refused, "care")))
    _say(face, list(pack_words.listed(_("Also there:"), checked.notes, "muted")))
    same = before is not None and pack.same_as(before)
    if same:
        face.talk.say(_("These worksheets are in your workbook already."))
    if same or not pack.sheets:
        face.talk.choose([Choice("back", p_("page", "Back"))], usual="back")
        return
    add = _("Add it, to read it first")
    if before is not None:
        face.talk.say(pack_words.takes_the_place(before))
        add = _("Add it in place of the earlier one")
    face.talk.say(pack_words.adding())
    if face.talk.choose([Choice("back", _("Leave it")), Choice("add", add)], usual="back") == "add":
        keep = partial(face.workbook.packs.keep, pack, face.workbook.stamp())
        if face.attempt(keep):
            _pack(face, id_=pack.id)


def _say(face: Face, paragraphs: Sequence[Paragraph]) -> None:
    for one in paragraphs:
        face.talk.say(*one.text.split("\n"))


def _say_in_short(face: Face, pack: Pack) -> None:
    """Say what the sheets of `pack` would ask."""
    if pack.authors:
        face.talk.say(_("By {authors}").format(authors=series(pack.authors)))
    for sheet in pack.sheets:
        one = summary_of(sheet)
        _say(face, list(pack_words.sheet_words(one, pack, face.workbook.catalogue)))
        if one.safety:
            face.talk.say(_("What it says about safety:"), *one.safety)
    titles = [layout_words(one)[0] for one in pack.layouts]
    _say(face, list(pack_words.listed(_("It also brings ready-made summaries:"), titles, "text")))


def _pack(face: Face, *, id_: str) -> None:
    """Say how one pack stands, and do with it what is chosen, until the person goes back or takes it out."""
    rules = face.workbook.packs
    while (pack := rules.get(id_)) is not None:
        count = n_("{n} worksheet", "{n} worksheets", len(pack.sheets))
        face.talk.page(pack.title, count, pack_words.stands(pack))
        offer = Choice("offer", _("Offer these worksheets"), "" if pack.read else _("read it first"))
        ways = [
            Choice("back", p_("page", "Back")),
            Choice("short", _("Hear what they would ask")),
            Choice("paper", _("Read all of it, as on paper")),
            Choice("stop", _("No longer offer these worksheets")) if pack.enabled else offer,
            Choice("away", _("Take them out of the workbook…")),
        ]
        match face.talk.choose(ways, usual="back"):
            case "short":
                _say_in_short(face, pack)
            case "paper":
                face.open(partial(_paper, pack=pack))
            case "offer" if not pack.read:
                face.talk.say(_("Read it first. Then you can decide."))
            case "offer" | "stop" as chosen:
                face.attempt(partial(rules.offer, pack.id, offered=chosen == "offer"))
            case "away":
                question, stays = pack_words.taking_out()
                face.talk.part(stays)
                if face.talk.yes(question, usual=False):
                    face.attempt(partial(rules.remove, pack.id))
            case _back:
                return


def _paper(face: Face, *, pack: Pack) -> None:
    """Say every word of a pack, a sheet at a time. It counts as read when all of it was said."""
    pages = len(pack.sheets) + bool(pack.layouts)
    at = 0
    while at < pages:
        face.talk.page(pack.title, _("{number} of {all}").format(number=at + 1, all=pages))
        if at < len(pack.sheets):
            _say_paper(face, pack.sheets[at])
        else:
            face.talk.say(_("Ready-made summaries, and all that they say:"))
            for layout in pack.layouts:
                face.talk.say(*layout_words(layout))
        last = at + 1 == pages
        if last:
            _mark_read(face, pack)
        ways = [] if last else [Choice("next", _("Next worksheet"))]
        if at:
            ways.append(Choice("previous", _("Worksheet before")))
        ways.append(Choice("back", p_("page", "Back")))
        match face.talk.choose(ways, usual="back" if last else "next"):
            case "next":
                at += 1
            case "previous":
                at -= 1
            case _back:
                return


def _say_paper(face: Face, sheet: PackSheet) -> None:
    for doors, worksheet, more in by_door(sheet):
        asked = series(f"“{door_words(door).title}”" for door in doors)
        face.talk.say(_("For: {doors}.").format(doors=asked))
        # Lines to write on, and what is to be ticked, are for the eye.
        lines = (line for line in preview(worksheet, WIDE) if set(line) - _LINES)
        face.talk.say(*(spoken(_TO_TICK.sub("", line).strip()) for line in lines))
        if more:
            face.talk.say(_("It also says, in small print or at certain answers:"), *more)


def _mark_read(face: Face, pack: Pack) -> None:
    kept = face.workbook.packs.get(pack.id)
    if kept is not None and kept.same_as(pack) and face.attempt(partial(face.workbook.packs.mark_read, kept.id)):
        face.talk.say(_("This is the end. You can now decide whether these worksheets are offered."))
