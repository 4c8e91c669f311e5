"""Lines that are on or off, in lines: heard with their numbers, and turned over by number.

- A line says first whether it is on. After a change only the lines that changed are said again.
- Enter alone changes nothing: it says more where there is more, else it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..text import clean_line
from ..words import _, p_, series
from .choices import AT_A_TIME
from .commands import Command
from .talk import Reply, Talk
from .typed import as_numbers


@dataclass(slots=True)
class Tick:
    """Something to turn over: its words, whether it is on, a note behind, and what is said before it."""

    key: str
    words: str = field(repr=False)
    on: bool
    note: str = field(default="", repr=False)
    before: tuple[str, ...] = field(default=(), repr=False)
    """Headings and sentences between the line before and this one; they have no number."""


def said(number: int, one: Tick) -> str:
    """Return how a line is heard."""
    words = series(part for part in (clean_line(one.words), one.note) if part)
    if one.on:
        return p_("a line that is heard", "{number}. On: {words}").format(number=number, words=words)
    return p_("a line that is heard", "{number}. Off: {words}").format(number=number, words=words)


def all_or_none() -> tuple[Command, Command]:
    """Return the commands that turn every line over."""
    return (
        Command("all", p_("a word typed after a slash", "all"), _("every line on")),
        Command("none", p_("a word typed after a slash", "none"), _("every line off")),
    )


def turn_over(
    talk: Talk,
    ticks: Sequence[Tick],
    turned: Callable[[Tick], None],
    commands: Iterable[Command] = (),
    *,
    after: Sequence[str] = (),
    heard: bool = False,
) -> Reply:
    """Say the lines and turn over those whose numbers are typed, until Enter alone; each change is told to `turned`.

    `after` is said behind the last line. With `heard` they are not said at first. Returns one of `commands`, or an
    empty reply.
    """
    own = [*commands, *all_or_none(), Command("list", p_("a word typed after a slash", "list"), _("hear all lines"))]
    at = len(ticks) if heard else _say_some(talk, ticks, 0, after)
    while True:
        more = at < len(ticks)
        prompt = (
            _("Numbers to turn on or off, or Enter for more:")
            if more
            else _("Numbers to turn on or off, or Enter to go on:")
        )
        reply = talk.ask(prompt, own)
        match reply.command:
            case "list":
                at = _say_some(talk, ticks, 0, after)
                continue
            case "all" | "none":
                for one in ticks:
                    _turn(one, reply.command == "all", turned)
                talk.say(_("Every line is on.") if reply.command == "all" else _("Every line is off."))
                continue
            case "":
                pass
            case _other:
                return reply
        if reply.text.strip():
            _turn_numbers(talk, ticks, reply.text, turned)
        elif more:
            at = _say_some(talk, ticks, at, after)
        else:
            return reply


def _say_some(talk: Talk, ticks: Sequence[Tick], begun: int, after: Sequence[str]) -> int:
    end = len(ticks) if len(ticks) - begun <= AT_A_TIME + 2 else begun + AT_A_TIME
    for number, one in enumerate(ticks[begun:end], begun + 1):
        talk.say(*one.before, said(number, one))
    if end == len(ticks):
        talk.say(*after)
    return end


def _turn(one: Tick, on: bool, turned: Callable[[Tick], None]) -> None:
    if one.on != on:
        one.on = on
        turned(one)


def _turn_numbers(talk: Talk, ticks: Sequence[Tick], typed: str, turned: Callable[[Tick], None]) -> None:
    numbers = numbers_in(typed, len(ticks))
    if numbers is None:
        talk.say(_("Type numbers from 1 to {last}, such as 2, or 2 5, or 2-5.").format(last=len(ticks)))
        return
    for number in numbers:
        one = ticks[number - 1]
        _turn(one, not one.on, turned)
        talk.say(said(number, one))


def numbers_in(typed: str, last: int) -> list[int] | None:
    """Return the numbers of "2", "2 5", "2,5" or "2-5", each once; None where something is none from 1 to `last`."""
    found: list[int] = []
    for piece in as_numbers(typed.replace(" - ", "-")):
        low, dash, high = piece.partition("-")
        if not low.isdecimal() or (dash and not high.isdecimal()):
            return None
        first, end = int(low), int(high) if dash else int(low)
        if not 1 <= first <= end <= last:
            return None
        found += range(first, end + 1)
    return list(dict.fromkeys(found))
