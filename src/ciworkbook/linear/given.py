"""What others gave to this workbook, in lines: the list, each to hear or to take out, and taking in line by line.

- Nothing is kept before the lines were heard. Each can be left out, and all of them.
- The name and the day are what the other person wrote. A sentence says that nothing proves them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .. import giving
from ..answers.given import Given
from ..guard import places
from ..summary.document import Document, Heading, Line, Paragraphs, Table
from ..summary.given import as_document, before_taking_out, given_by, keep_lines, taken_told
from ..text import clean, clean_line, plain
from ..words import _, n_, p_, series
from .changed import got
from .choices import Choice
from .commands import Command
from .face import Face
from .heard import page_lines
from .ticking import Tick, turn_over
from .typed import SLASHES
from .visit import sure


def given(face: Face) -> None:
    """Offer everything that was given, what was taken in last first, and the way to take in more."""
    while True:
        there = face.workbook.given.all()
        face.talk.page(
            _("Given to you"),
            _("What others gave to you") if there else _("Nothing was given to you yet."),
            _(
                "Someone can give you lines of their workbook as one locked file. They say the words that open it. You "
                "see every line before you take it in."
            ),
        )
        ways = [Choice(f"given:{one.entry}", one.title or _("Without a title"), given_by(one)) for one in there]
        ways += [Choice("take", _("Take in a file that someone gave you…")), Choice("back", _("Back"))]
        kind, _sep, entry = str(face.talk.choose(ways)).partition(":")
        match kind:
            case "back":
                return
            case "take":
                face.open(take_in)
            case _given:
                one = next(one for one in there if str(one.entry) == entry)
                face.open(partial(read_given, one=one))


def read_given(face: Face, one: Given) -> None:
    """Say all of it; it can be taken out for good."""
    face.talk.page(_("Given to you"), given_by(one), taken_told(one), *page_lines(as_document(one)))
    ways = [Choice("back", _("Back to the list")), Choice("remove", _("Take this out for good…"))]
    if face.talk.choose(ways, usual="back") == "back":
        return
    question, told = before_taking_out(one)
    if sure(face, question, told, keep=_("Leave it in"), do=_("Take it out")) and face.attempt(
        lambda: face.workbook.given.remove(one)
    ):
        face.talk.say(_("It is taken out."))


def take_in(face: Face) -> None:
    """Ask for the file and its words, then say every line before any of it is kept."""
    talk = face.talk
    talk.page(
        _("Take in a file that someone gave you"),
        _("The folder and the name of the file that someone gave you, for example on a stick."),
    )
    while True:
        typed = talk.ask(_("Where is the file? Enter alone goes back:"), path=True).text.strip()
        if not typed:
            return
        loaded = face.do(_("One moment."), partial(giving.load, places.full(Path(typed))))
        if loaded is not None:
            break
    talk.part(_("The person who gave it to you says the words that open it. Capital letters do not matter."))
    words = ""
    shown = False
    show = Command("show", p_("a word typed after a slash", "show"), _("type the words so that they are seen"))
    while True:
        prompt = _("The words that open it. Enter alone goes back:")
        if shown:
            words = talk.ask(prompt).text
        else:
            talk.say(
                _("They stay hidden as you type. To see them as you type, type /{show} first.").format(show=show.word)
            )
            words = talk.hidden(prompt)
            if words.strip().startswith(SLASHES) and plain(words.strip()[1:]) in (plain(show.word), show.name):
                shown = True
                continue
        if not words.strip():
            return
        opened = face.do(_("One moment."), partial(giving.open_file, loaded[0], words))
        if opened is not None:
            break
    look_through(face, opened[0])


def look_through(face: Face, one: Given) -> None:
    """Say the lines of `one`; those that are left on are taken in."""
    talk, workbook = face.talk, face.workbook
    ticks = lines_of(as_document(one))
    talk.page(
        one.title or _("Without a title"),
        given_by(one),
        _("The name and the day are what they wrote. Nothing proves them."),
        _("Lines that are on come into this workbook. Type their numbers to turn them on or off."),
    )
    turn_over(talk, ticks, lambda _tick: None)
    while True:
        on = sum(tick.on for tick in ticks)
        talk.part(series(_counts(on, len(ticks) - on)))
        ways = [
            Choice("keep", _("Take in the lines that are on")),
            Choice("lines", _("Turn lines on or off")),
            Choice("back", _("Take in nothing")),
        ]
        match talk.choose(ways):
            case "back":
                return
            case "lines":
                turn_over(talk, ticks, lambda _tick: None)
            case "keep":
                off = {tick.key for tick in ticks if not tick.on}
                if kept := got(face, partial(keep_lines, workbook.given, one, off, workbook.stamp())):
                    talk.say(taken_told(kept[0]))
                    return


def _counts(on: int, off: int) -> list[str]:
    told = [n_("{n} line on", "{n} lines on", on)]
    return [*told, n_("{n} off", "{n} off", off)] if off else told


def lines_of(document: Document) -> list[Tick]:
    """Return the lines of `document`, all of them on, each with what stands before it."""
    ticks: list[Tick] = []
    before: list[str] = []

    def take(label: str, lines: tuple[Line, ...]) -> None:
        if label:
            before.append(clean(label))
        for line in lines:
            ticks.append(Tick(line.key, line.text, True, before=tuple(before)))
            before.clear()

    for block in document.blocks:
        match block:
            case Heading(text=text, level=level) if level > 1:
                before.append(clean_line(text))
            case Paragraphs(label=label, lines=lines):
                take(label, lines)
            case Table(label=label, rows=rows):
                take(label, tuple(line for line, _cells in rows))
    return ticks
