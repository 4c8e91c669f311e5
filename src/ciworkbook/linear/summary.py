"""A summary in lines: what goes into it, names, then every line before anything leaves the workbook.

- Ready-made summaries come first, those only that have something to tell. The rest is put together from visits, picked
  by day, by meeting or question by question.
- The people who come up are heard with what a rule makes of them, before the lines.
- Each line can be turned off by its number. The page is heard as it will be printed, and goes out from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from ..answers.dates import day_in_words, day_of, in_words
from ..answers.telling import labelled
from ..answers.typed_dates import understand
from ..answers.visit import Visit
from ..summary.choosing import (
    USUAL,
    answered,
    begin_with_one,
    between,
    day_words,
    days_trouble,
    listed,
    meetings,
    pick,
    which_day,
)
from ..summary.document import Document, Figure, Heading, Line, Paragraphs, Table
from ..summary.draft import Draft
from ..summary.names import RULES, Names, rule_told, rule_words
from ..summary.ready import ready_made
from ..summary.to_reader import asks, purposes, readers, treats
from ..text import clean, clean_line
from ..words import _, n_, p_, series
from ..worksheet.layout import Reader
from .choices import Choice
from .commands import Command
from .face import Face
from .page_out import give_page, print_page, read_page, save_page
from .ticking import Tick, turn_over

LONGEST_TITLE, LONGEST_LINE, LONGEST_INTRO = 120, 200, 2000


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
        _visits(face, draft)
        return
    while True:
        talk.page(_("Summary"), _nothing_leaves())
        ways = [Choice(f"ready.{at}", one.title, _("ready-made")) for at, one in enumerate(layouts)]
        ways.append(Choice("visits", _("Put one together from visits")))
        kind, _dot, number = str(talk.choose(ways, usual="visits" if chosen else None)).partition(".")
        if kind == "ready":
            face.open(partial(_go_on, draft=Draft(workbook, layout=layouts[int(number)])))
        else:
            face.open(partial(_visits, draft=draft))


def _nothing_leaves() -> str:
    return _("Nothing leaves the workbook on this page. You see each line before you decide.")


# What goes into it


def _visits(face: Face, draft: Draft) -> None:
    """Turn visits on or off, and go on from there."""
    older = False
    talk = face.talk
    say = True
    while True:
        if say:
            talk.page(_("Which visits go into it?"))
            _turn_visits(face, draft, older=older)
        say = True
        hidden = listed(draft.choices, older=older)[1]
        on = sum(one.on for one in draft.choices)
        talk.part(n_("{n} visit is on.", "{n} visits are on.", on))
        ways = [Choice("next", _("Next")), Choice("visits", _("Turn visits on or off"))]
        if hidden:
            ways.append(Choice("older", n_("Show {n} older visit", "Show {n} older visits", hidden)))
        if _with_earlier(draft):
            ways.append(Choice("beside", _("With what changed since the visit before, or without")))
        ways.append(Choice("questions", _("Only some questions…")))
        if len(draft.choices) > 1:
            ways += [
                Choice("days", _("Pick by day…")),
                Choice("meeting", day_words(face.workbook.settings.door)),
            ]
        match talk.choose(ways, usual="next" if on else "visits"):
            case "visits":
                pass
            case "older":
                older = True
            case "beside":
                say = False
                face.open(partial(_beside, draft=draft))
            case "days":
                say = False
                face.open(partial(_days, draft=draft))
            case "meeting":
                say = False
                face.open(partial(_meeting, draft=draft))
            case _ if not on:
                talk.say(_("No visit is on yet."))
                say = False
            case "questions":
                face.open(partial(_questions, draft=draft))
                say = False
            case _next:
                face.open(partial(_go_on, draft=draft))
                say = False


def _turn_visits(face: Face, draft: Draft, *, older: bool) -> None:
    """Say the visits, until Enter alone."""
    numbers = listed(draft.choices, older=older)[0]
    ticks = [
        Tick(str(one), draft.choices[one].title, draft.choices[one].on, draft.choices[one].when()) for one in numbers
    ]

    def turned(tick: Tick) -> None:
        draft.choices[int(tick.key)].on = tick.on

    turn_over(face.talk, ticks, turned)


def _with_earlier(draft: Draft) -> list[int]:
    """Return the numbers of the visits that are on and have one before them."""
    return [number for number, one in enumerate(draft.choices) if one.on and one.earlier is not None]


def _beside(face: Face, draft: Draft) -> None:
    """Say which visits tell what changed since the one before, and turn that on or off."""
    face.talk.page(_("What changed since the visit before"))
    ticks = []
    for number in _with_earlier(draft):
        one = draft.choices[number]
        ticks.append(Tick(str(number), labelled(clean_line(one.title), one.beside_words()), one.beside))

    def turned(tick: Tick) -> None:
        draft.choices[int(tick.key)].beside = tick.on

    turn_over(face.talk, ticks, turned)


def _questions(face: Face, draft: Draft) -> None:
    """Turn questions of the chosen visits on or off."""
    workbook = face.workbook
    names = Names("alias", workbook.people, workbook.settings.words)
    ticks: list[Tick] = []
    before: list[str] = []
    chosen = [one for one in draft.choices if one.on]
    for number, one in enumerate(chosen):
        before.append(series((clean_line(one.title), day_in_words(day_of(one.visit.started)))))
        found = list(answered(workbook.worksheet_of(one.visit), one.visit, names))
        for id_, label in found:
            ticks.append(Tick(f"{number}.{id_}", label, id_ not in one.left_out, before=tuple(before)))
            before.clear()
        if not found:
            before.append(_("Nothing here may go out."))

    def turned(tick: Tick) -> None:
        number, _dot, id_ = tick.key.partition(".")
        left = chosen[int(number)].left_out
        (left.discard if tick.on else left.add)(id_)

    face.talk.page(_("Which questions go into it?"))
    turn_over(face.talk, ticks, turned, after=tuple(before))


def _days(face: Face, draft: Draft) -> None:
    """Ask for the days, and turn on what was written then."""
    talk, today = face.talk, face.workbook.now().date()
    usual = (today - USUAL).isoformat()
    talk.page(_("Pick by day"))
    while True:
        first = _ask_day(
            face, _("Everything since which day? Enter alone is {day}:").format(day=in_words(usual)), today
        )
        last = _ask_day(face, _("Until which day? Enter alone for everything since:"), today)
        trouble = days_trouble(first or usual, last)
        if not trouble:
            break
        talk.say(trouble)
    end = date.fromisoformat(last) if last else None
    found = between(draft.choices, date.fromisoformat(first or usual), end)
    pick(draft.choices, found)


def _ask_day(face: Face, prompt: str, today: date) -> str:
    """Ask for a whole day, and say how it was understood; "" for Enter alone."""
    while True:
        typed = face.talk.ask(prompt).text
        if not typed.strip():
            return ""
        read = understand(typed, "day", today)
        if read is None or days_trouble(read.value, ""):
            face.talk.say(days_trouble("", ""))
            continue
        face.talk.say(in_words(read.value))
        if not read.doubt:
            return read.value
        ways = [Choice(one, in_words(one)) for one in (read.value, read.doubt)]
        return str(face.talk.choose(ways, usual=read.value))


def _meeting(face: Face, draft: Draft) -> None:
    """Ask for a meeting or a day, and turn on what was begun then."""
    found = meetings(draft.choices)
    face.talk.page(which_day(face.workbook.settings.door))
    ways = [
        Choice(str(at), day_in_words(one.day), series(clean_line(each.title) for each in one.choices))
        for at, one in enumerate(found)
    ]
    pick(draft.choices, found[int(str(face.talk.choose(ways)))].choices)


# Names


def _go_on(face: Face, draft: Draft) -> None:
    """Go to the names, or straight to the lines where nobody is named."""
    if draft.named("letters"):
        _names(face, draft)
    else:
        _lines(face, draft)


def _names(face: Face, draft: Draft) -> None:
    """Say who comes up and how the rule names them; then go on to the lines, or choose another rule."""
    talk = face.talk
    while True:
        talk.page(_("How are people named on the page?"), rule_words(draft.rule), rule_told(draft.rule))
        for alias, said in draft.named(draft.rule):
            talk.say(clean_line(alias) if said == alias else labelled(clean_line(alias), clean_line(said)))
        others = [Choice(rule, rule_words(rule)) for rule in RULES if rule != draft.rule]
        chosen = talk.choose([Choice("next", _("Go on with these names")), *others], usual="next")
        if chosen == "next":
            face.open(partial(_lines, draft=draft))
        else:
            draft.rule = next(rule for rule in RULES if rule == chosen)


# Line by line


def _lines(face: Face, draft: Draft) -> None:
    """Say every line that may go out, and turn them on or off by number; then the ways on."""
    talk = face.talk
    anew, said = True, [""]
    while True:
        if anew:
            if draft.form == "card":
                told = _("A card holds only what you choose. Lines that are on go on it.")
            else:
                told = _("Lines that are on go on the page.")
            talk.page(_("Line by line"), draft.counts(), told)
            _turn_lines(face, draft)
            anew = False
        stays = [text for text, _role in draft.stays()]
        talk.part(draft.counts(), *(stays if stays != said else ()))
        said = stays
        ways = [
            Choice("read", _("Hear the page as it will read")),
            Choice("lines", _("Turn lines on or off")),
            Choice("print", _("Print the page…")),
            Choice("save", _("Save the page to a file…")),
            Choice("give", _("Give it to another workbook…")),
            Choice("reader", _("For whom it is, and how they treat it…")),
            Choice("words", _("Change the title, or add words to the reader…")),
            Choice("back", _("Back")),
        ]
        match talk.choose(ways):
            case "back":
                return
            case "lines":
                anew = True
            case "reader":
                face.open(partial(_reader, draft=draft))
            case "words":
                face.open(partial(_words, draft=draft))
            case str(out):
                does = {"read": read_page, "print": print_page, "save": save_page, "give": give_page}[out]
                face.open(partial(does, document=draft.page()))


def _turn_lines(face: Face, draft: Draft) -> None:
    document, _used = draft.document()
    lines = {line.key: line for line in document.lines()}
    ticks, after = ticks_of(document, draft.is_on)
    turn_over(face.talk, ticks, lambda tick: draft.turn(lines[tick.key], tick.on), after=after)


def ticks_of(document: Document, is_on: Callable[[Line], bool]) -> tuple[list[Tick], tuple[str, ...]]:
    """Return every line of `document` with what stands before it, and what stands behind the last."""
    ticks: list[Tick] = []
    before: list[str] = []

    def take(lines: Sequence[Line]) -> None:
        for line in lines:
            ticks.append(Tick(line.key, line.text, is_on(line), before=tuple(before)))
            before.clear()

    for block in document.blocks:
        match block:
            case Heading(text=text):
                before.append(clean_line(text))
            case Paragraphs(label=label, lines=lines):
                before.extend([clean(label)] if label else [])
                take(lines)
            case Table(label=label, rows=rows):
                before.extend([clean(label)] if label else [])
                take([line for line, _cells in rows])
            case Figure(line=line):
                before.append(_("The drawing, in words:"))
                take([line])
    return ticks, tuple(before)


# To the reader


def _reader(face: Face, draft: Draft) -> None:
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


def _words(face: Face, draft: Draft) -> None:
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
