"""What a summary says to whoever reads it, in lines: for whom it is and what for, its title, words of the person's own.

- Enter alone keeps what stands there. What was said becomes a line on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..summary.draft import Draft
from ..summary.to_reader import asks, purposes, readers, treats
from ..text import clean_line
from ..words import _, p_
from ..worksheet.layout import Reader
from .commands import Command
from .face import Face
from .ticking import Tick, turn_over

LONGEST_TITLE, LONGEST_LINE, LONGEST_INTRO = 120, 200, 2000


def for_whom(face: Face, draft: Draft) -> None:
    """Ask for whom the page is, what for, what is asked of them, and how they treat it."""
    door = face.workbook.settings.door or "harmed"
    said = draft.reader
    face.talk.page(_("For whom"), _("Leave empty what you do not need. What stands here becomes a line on the page."))
    who = _one_line(face, _("Who reads it?"), readers(door), said.who)
    draft.reader = replace(draft.reader, who=who)
    draft.reader = replace(draft.reader, purpose=_one_line(face, _("What is it for?"), purposes(), said.purpose))
    asked = _some_lines(face, _("What do you ask of them?"), asks(), said.asks)
    draft.reader = replace(draft.reader, asks=asked)
    treated = _some_lines(face, _("How do they treat the page?"), treats(), said.treat)
    draft.reader = replace(draft.reader, treat=treated)
    _say_reader(face, draft.reader)


def _say_reader(face: Face, reader: Reader) -> None:
    told = [reader.who, reader.purpose, *reader.asks, *reader.treat]
    face.talk.part(_("Now on the page:") if any(told) else _("Nothing of this is on the page."), *map(clean_line, told))


def _empty() -> Command:
    return Command("empty", p_("a word typed after a slash", "empty"), _("leave it empty"))


def _one_line(face: Face, question: str, ready: Sequence[str], now: str) -> str:
    """Ask for one line: the number of a ready one, or words; Enter alone keeps `now`."""
    talk = face.talk
    talk.part(question)
    for number, words in enumerate(ready, 1):
        talk.say(_("{number}. {words}").format(number=number, words=words))
    talk.say(_("Now: {words}").format(words=now) if now else "")
    prompt = (
        _("A number, or words of your own. Enter keeps what stands there:")
        if now
        else _("A number, or words of your own. Enter leaves it empty:")
    )
    while True:
        reply = talk.ask(prompt, [_empty()])
        if reply.command:
            return ""
        typed = clean_line(reply.text)
        if not typed:
            return now
        if typed.isdecimal():
            if 1 <= int(typed) <= len(ready):
                return ready[int(typed) - 1]
            talk.say(_("Type a number from 1 to {last}.").format(last=len(ready)))
        elif len(typed) > LONGEST_LINE:
            talk.say(_("This is longer than the line. {n} characters fit.").format(n=LONGEST_LINE))
        else:
            return typed


def _some_lines(face: Face, question: str, ready: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Turn ready lines on or off, then ask for lines of the person's own, one after the other."""
    own = [one for one in now if one not in ready]
    face.talk.part(question)
    ticks = [Tick(one, one, one in now) for one in [*ready, *own]]
    turn_over(face.talk, ticks, lambda _tick: None)
    lines = [tick.words for tick in ticks if tick.on]
    while True:
        typed = clean_line(face.talk.ask(_("A line of your own, or Enter to go on:")).text)
        if not typed:
            return tuple(lines)
        lines.append(typed)


def title_and_words(face: Face, draft: Draft) -> None:
    """Ask for the title of the page, and for words to whoever reads it."""
    talk = face.talk
    usual = draft.title or draft.usual_title()
    talk.page(
        _("Title"),
        _("It stands at the top of the page. A title can say less than the worksheet does."),
        _("Now: {words}").format(words=clean_line(usual)),
    )
    typed = clean_line(talk.ask(_("Another title. Enter keeps what stands there:")).text)
    if len(typed) > LONGEST_TITLE:
        talk.say(_("This is longer than the line. {n} characters fit.").format(n=LONGEST_TITLE))
    elif typed:
        draft.title = typed
    talk.page(
        _("To the reader"),
        _("Anything you want to say to whoever reads it. For whom it is has a page of its own."),
    )
    draft.intro = ask_paragraphs(face, draft.intro, LONGEST_INTRO)


def ask_paragraphs(face: Face, now: str, longest: int) -> str:
    """Ask for a text line by line, Enter alone at its end; without any line what stands there stays."""
    talk = face.talk
    if now:
        talk.say(_("Now:"), now)
    prompt = _("First line. Enter keeps what stands there:") if now else _("First line. Enter leaves it empty:")
    lines: list[str] = []
    while True:
        reply = talk.ask(prompt, [_empty()] if now and not lines else [])
        if reply.command:
            return ""
        if not reply.text.strip():
            return "\n".join(lines) if lines else now
        if len("\n".join([*lines, reply.text])) > longest:
            talk.say(_("This is longer than the line. {n} characters fit.").format(n=longest))
            continue
        lines.append(reply.text)
        prompt = _("Next line, or Enter at the end:")
