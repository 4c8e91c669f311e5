"""Words and dates in lines: one line, several lines, a date in the person's own way.

- Several lines: a line with a single dot ends them. Each line is kept as soon as it is ended, and can be corrected,
  taken out, or have another put before it, by its number.
- What does not fit is said, with the words that were left out.
"""

from __future__ import annotations

from collections.abc import Callable

from ...answers.answer import LONGEST
from ...answers.around import as_text
from ...answers.dates import in_words, precision_of
from ...answers.offering import LONGEST_DATE, left_out, one_line
from ...answers.typed_dates import said_back, understand
from ...words import _, n_, p_
from ...worksheet.model import Date, LongText, Precision, ShortText, Starter
from ..choices import Choice
from ..commands import Command
from ..typed import is_dot
from .asking import At, clearing

FEW = 6
"""Lines that are said in full before they are gone on with."""


def short_text(at: At) -> None:
    """Ask for one line."""
    assert isinstance(at.question, ShortText)
    line(at, as_text(at.value), at.put, at.hold, at.question.max_length)


def long_text(at: At) -> None:
    """Ask for several lines."""
    assert isinstance(at.question, LongText)
    lines(at, as_text(at.value), at.put, at.hold, at.question.starters)


def date(at: At) -> None:
    """Ask for a date; words that are not understood are kept as they are."""
    assert isinstance(at.question, Date)
    stands = as_text(at.value) or at.other

    def put(value: str, typed: str) -> None:
        at.put(value or None, "" if value else typed)

    def hold(value: str, typed: str) -> None:
        at.hold(value or None, "" if value else typed)

    a_date(at, stands, at.question.precision, put, hold)


Put = Callable[[str], None]


def line(at: At, stands: str, put: Put, hold: Put, longest: int) -> None:
    """Ask for one line of at most `longest` characters. `put` saves, `hold` is for a line that is not ended."""

    def fits(typed: str) -> str:
        return one_line(typed)[:longest]

    reply = at.words(_keeping(stands), lambda words: hold(fits(words)), clearing(stands))
    if reply.command:
        put("")
        line(at, "", put, hold, longest)
        return
    typed = reply.text
    if not typed.strip():
        hold(stands)  # a line that was begun and taken back is no answer
        at.save()
        return
    words = one_line(typed)
    put(fits(words))
    if words[longest:]:
        at.say(left_out(len(words) - longest, longest), _("Left out: {words}").format(words=words[longest:]))


def a_date(
    at: At, stands: str, precision: Precision, put: Callable[[str, str], None], hold: Callable[[str, str], None]
) -> None:
    """Ask for a date; `put` and `hold` get the value, empty where the words are not understood, and the words."""
    today = at.face.workbook.now().date()

    def read(typed: str) -> tuple[str, str]:
        words = one_line(typed)[:LONGEST_DATE].strip()
        reading = understand(words, precision, today)
        return (reading.value if reading is not None else "", words)

    prompt = _("Another date, or Enter to keep it:") if stands else _("A date in your own words, or Enter to go on:")
    reply = at.words(prompt, lambda words: hold(*read(words)), clearing(stands))
    if reply.command:
        put("", "")
        a_date(at, "", precision, put, hold)
        return
    typed = reply.text
    if not typed.strip():
        known = bool(precision_of(stands))
        hold(stands if known else "", "" if known else stands)
        at.save()
        return
    value, words = read(typed)
    put(value, words)
    at.say(said_back(understand(words, precision, today), words))
    if over := len(one_line(typed).strip()) - len(words):
        at.say(left_out(over, LONGEST_DATE))


def date_words(stands: str) -> str:
    """Return a stored date in words; words that were not understood stay as they are."""
    return in_words(stands) if precision_of(stands) else stands


def _keeping(stands: str) -> str:
    return _("New words, or Enter to keep it:") if stands else _("Your words, or Enter to go on:")


# Several lines


def lines(at: At, stands: str, put: Put, hold: Put, starters: tuple[Starter, ...] = ()) -> None:
    """Ask for several lines after those that stand there."""
    _Lines(at, stands, put, hold, starters).ask()


class _Lines:
    def __init__(self, at: At, stands: str, put: Put, hold: Put, starters: tuple[Starter, ...]) -> None:
        self.at, self.put, self.hold, self.starters = at, put, hold, starters
        self.stood = stands
        self.lines = stands.split("\n") if stands else []
        self.begun = ""

    def ask(self) -> None:
        """Ask line by line."""
        self.at.face.talk.say(*self.heard())
        writing = False
        while True:
            prompt = _("Go on, or a dot to end:") if writing else self.first()
            begun, self.begun = self.begun, ""
            reply = self.at.words(prompt, self.keep(len(self.lines), ""), self.commands(), begun=begun)
            if reply.command:
                self.do(reply.command)
                writing = writing or reply.command == "starters"
                continue
            typed = reply.text
            if is_dot(typed) or (not writing and not typed.strip()):
                break
            writing = True
            self.lines += self.fitting(typed.split("\n"))
            self.put(self.text())
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        self.put(self.text())

    def first(self) -> str:
        """Return what is asked before anything new was written."""
        if self.lines:
            return _("More lines, or Enter to keep it:")
        return _("Your words, in as many lines as you like, or Enter to go on:")

    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.lines)

    def keep(self, at: int, before: str) -> Put:
        """Return what holds a line that is not ended, as line `at` of the text in place of `before`."""

        def held(typed: str) -> None:
            kept = [*self.lines]
            kept[at : at + 1 if before else at] = typed.split("\n")
            self.hold("\n".join(kept)[:LONGEST])

        return held

    def fitting(self, more: list[str]) -> list[str]:
        """Return as much of `more` as there is room for; say what was left out."""
        room = LONGEST - len(self.text()) - (1 if self.lines else 0)
        whole = "\n".join(more)
        # An answer that is longer than that stays as it is; only new words are measured.
        fits = whole[: max(0, room)]
        if len(fits) < len(whole):
            gone = len(whole) - len(fits)
            self.at.say(
                n_(
                    "{n} character did not fit and was left out. What you had written is all here.",
                    "{n} characters did not fit and were left out. What you had written is all here.",
                    gone,
                ),
                _("Left out: {words}").format(words=whole[len(fits) :]),
            )
        return fits.split("\n") if fits or not whole else []

    # What stands there

    def heard(self) -> list[str]:
        """Return the lines that stand there; where there are many, how many and the last one."""
        if not self.lines:
            return []
        if len(self.lines) <= FEW:
            return [_("You wrote:"), *self.lines]
        return [
            n_("You wrote {n} line. The last one:", "You wrote {n} lines. The last one:", len(self.lines)),
            self.lines[-1],
        ]

    def commands(self) -> list[Command]:
        """Return what can be done with the lines that stand there."""
        found = []
        if self.lines:
            found = [
                Command("lines", p_("a word typed after a slash", "lines"), _("hear the lines with their numbers")),
                Command("change", p_("a word typed after a slash", "change"), _("write a line anew, by its number")),
                Command("insert", p_("a word typed after a slash", "insert"), _("put a line before another")),
                Command("erase", p_("a word typed after a slash", "erase"), _("take a line out, by its number")),
                *clearing(self.lines),
            ]
        if self.starters:
            found.append(Command("starters", p_("a word typed after a slash", "starters"), _("words to begin with")))
        return found

    def do(self, command: str) -> None:
        """Do what was typed after a slash."""
        match command:
            case "lines":
                self.at.face.talk.part(*(f"{number}. {one}" for number, one in enumerate(self.lines, 1)))
            case "starters":
                choices = [Choice(one.id, one.text) for one in self.starters]
                chosen = self.at.choose(choices, _("Number, or Enter for none of them:"))
                self.begun = next((f"{one.text} " for one in self.starters if one.id == chosen), "")
            case "clear":
                self.lines = []
                self.put("")
                self.at.say(_("All lines are taken out."))
            case "change" if (number := self.which()) is not None:
                self.change(number)
            case "insert" if (number := self.which()) is not None:
                reply = self.at.words(_("The new line:"), self.keep(number, ""))
                self.lines[number:number] = self.fitting(reply.text.split("\n"))
                self.put(self.text())
            case "erase" if (number := self.which()) is not None:
                gone = self.lines.pop(number)
                self.put(self.text())
                self.at.say(_("Taken out: {words}").format(words=gone))

    def change(self, number: int) -> None:
        """Write a line anew; Enter alone keeps it."""
        stood = self.lines[number]
        begun = stood if self.at.face.talk.reader.moves else ""
        self.at.say(stood if not begun else "")
        reply = self.at.words(_("The line anew, or Enter to keep it:"), self.keep(number, stood), begun=begun)
        if not reply.text.strip():
            self.put(self.text())
            return
        before, after = self.lines[:number], self.lines[number + 1 :]
        self.lines = [*before, *after]
        self.lines[number:number] = self.fitting(reply.text.split("\n"))
        self.put(self.text())

    def which(self) -> int | None:
        """Ask for the number of a line; None for none of them."""
        if len(self.lines) == 1:
            return 0
        while True:
            last = len(self.lines)
            typed = self.at.ask(_("Which line, from 1 to {last}, or Enter for none:").format(last=last)).text.strip()
            if not typed:
                return None
            if typed.isdecimal() and 1 <= int(typed) <= last:
                return int(typed) - 1
            self.at.say(_("Type a number from 1 to {last}.").format(last=last))
