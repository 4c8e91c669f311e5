"""Reading a date that somebody typed in their own way.

- Nothing is guessed in silence: what was taken is always said back with `dates.in_words`, and a reading that could have
  been another one names it in `Reading.doubt`.
- Months and seasons are known in English and in the language of the person, by their first three letters too.
- A date without a year is the one nearest to today. Digits go day first, as most of the world writes them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from ..text import clean_line, plain
from ..words import _, p_
from ..worksheet.model import Precision
from .dates import FIRST, LAST, SEASONS, cut, in_words, months, seasons, step, weekdays


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line of words was taken to mean."""

    value: str = field(repr=False)
    doubt: str = field(default="", repr=False)
    """A value that the words could have meant as well; empty if there is none."""


def understand(typed: str, precision: Precision, today: date) -> Reading | None:
    """Return what one line means, or None if it cannot be read as a date."""
    words = plain(_ascii_digits(clean_line(typed))).replace(",", " ").strip(" .")
    if not words:
        return None
    for read in (_numbers, _near, _named, lambda words, today: _named(_without_words(words)[0], today)):
        if (found := read(words, today)) is not None:
            value = cut(found.value, precision)
            doubt = cut(found.doubt, precision)
            if not FIRST <= int(value[:4]) <= LAST:
                return None
            return Reading(value, doubt if doubt != value else "")
    return None


def said_back(reading: Reading | None, typed: str) -> str:
    """Return what was understood of `typed`, in words, or that it was not; empty where nothing was typed."""
    if reading is None:
        return _("Not read as a date yet. Your words are kept as they are.") if typed.strip() else ""
    date_ = in_words(reading.value, weekday=True)
    if not reading.doubt:
        return date_
    said = _("{date}. If you meant {other}, write the month as a word.")
    if not any(one.isdigit() for one in typed):
        said = _("{date}. If you meant {other}, write its number and month.")
    return said.format(date=date_, other=in_words(reading.doubt, weekday=True))


def _ascii_digits(words: str) -> str:
    """The digits of every script as those that a value is kept in."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in words)


def _year(digits: str, today: date) -> int:
    if len(digits) > 2:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year + 10 else year - 100


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _nearest(month: int, day: int, today: date) -> str:
    """The day of that name nearest to today, for a date without a year."""
    found = [one for year in (-1, 0, 1) if (one := _day(today.year + year, month, day))]
    return min(found, key=lambda one: abs(date.fromisoformat(one) - today), default="")


def _numbers(words: str, today: date) -> Reading | None:
    """Dates in digits only: 2026-11-24, 24 11 2026, 24/11, 11/2026, 2026.

    Where the months of the language are numbers with a word, those words may stand between: 11월 24일.
    """
    words, order = _without_words(words)
    if not re.fullmatch(r"\d[\d\s./-]*", words):
        return None
    parts = re.findall(r"\d+", words)
    if any(len(part) > 4 or len(part) == 3 for part in parts):
        return None
    found = doubt = ""
    match parts:
        case [one] if len(one) == 4:
            found = one
        case [one] if order:
            found = _nearest(int(one), 15, today)[:7]
        case [first, second] if len(first) == 4:
            found = _month(int(first), int(second))
        case [first, second] if len(second) == 4:
            found = _month(int(second), int(first))
        case [first, second]:
            found, doubt = _nearest(int(second), int(first), today), _nearest(int(first), int(second), today)
            if order:
                found, doubt = (doubt if order == "month" else found), ""
        case [first, second, third] if len(first) == 4:
            found = _day(int(first), int(second), int(third))
        case [first, second, third] if len(first) <= 2 and len(second) <= 2:
            year = _year(third, today)
            found, doubt = _day(year, int(second), int(first)), _day(year, int(first), int(second))
            if order:
                found, doubt = (doubt if order == "month" else found), ""
    if not found and doubt:
        found, doubt = doubt, ""
    return Reading(found, doubt) if found else None


def _without_words(words: str) -> tuple[str, Literal["", "month", "day"]]:
    """Take out the words of a date where months are numbers; return what is left, and which then surely comes first."""
    if not any(one.isdecimal() for one in months()[0]):
        return words, ""
    pattern = _("{day} {month} {year}")
    letters = re.sub(r"{\w+}", " ", pattern + " " + _("{month} {year}")) + " " + " ".join(months())
    known = sorted(set(re.findall(r"[^\W\d]+", plain(letters))), key=len, reverse=True)
    bare = " ".join(re.sub("|".join(map(re.escape, known)), " ", words).split()) if known else words
    if bare == words:
        return words, ""
    return bare, "month" if pattern.index("{month}") < pattern.index("{day}") else "day"


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else ""


def _near(words: str, today: date) -> Reading | None:
    """Days told from today: today, last week, 3 weeks ago, in 2 months, last monday."""
    known = {
        plain(_("today")): 0,
        plain(_("yesterday")): -1,
        plain(_("tomorrow")): 1,
        plain(_("last week")): -7,
        plain(_("next week")): 7,
        plain(_("a week ago")): -7,
    }
    if words in known:
        return Reading((today + timedelta(days=known[words])).isoformat())
    spans = {
        "month": (_("last month"), _("this month"), _("next month")),
        "year": (_("last year"), _("this year"), _("next year")),
    }
    for precision, names in spans.items():
        for index, name in enumerate(names):
            if words == plain(name):
                now = today.isoformat()[: 7 if precision == "month" else 4]
                return Reading(step(now, index - 1, "day", today))
    units = {
        plain(_("day")): "day", plain(_("days")): "day", plain(_("week")): "week", plain(_("weeks")): "week",
        plain(_("month")): "month", plain(_("months")): "month", plain(_("year")): "year",
        plain(_("years")): "year",
    }  # fmt: skip
    for said, sign in ((_("{n} {unit} ago"), -1), (_("in {n} {unit}"), 1)):
        pattern = re.escape(plain(said)).replace(r"\{n\}", r"(?P<n>\d{1,4})").replace(r"\{unit\}", r"(?P<unit>\S+)")
        match = re.fullmatch(pattern, words)
        if match and (unit := units.get(match["unit"])):
            return _told(int(match["n"]) * sign, unit, today)
    return _weekday(words, today)


def _told(by: int, unit: str, today: date) -> Reading | None:
    """So many days or weeks away is a day; so many months or years away is only that month or year."""
    now = today.isoformat()
    size = {"day": 10, "week": 10, "month": 7, "year": 4}[unit]
    moved = step(now[:size], by * (7 if unit == "week" else 1), "day", today)
    return Reading(moved) if by == 0 or moved != now[:size] else None


def _weekday(words: str, today: date) -> Reading | None:
    for pattern, sign in ((_("last {weekday}"), -1), (_("next {weekday}"), 1), ("{weekday}", 0)):
        for index, name in enumerate(weekdays()):
            if words != plain(pattern.format(weekday=name)):
                continue
            ahead = (index - today.weekday()) % 7
            if sign > 0:
                return Reading((today + timedelta(days=ahead or 7)).isoformat())
            back = today - timedelta(days=(7 - ahead) % 7 or (7 if sign < 0 else 0))
            # A bare name of a day is the one that was; it may have been meant as the one to come.
            doubt = (today + timedelta(days=ahead)).isoformat() if sign == 0 and ahead else ""
            return Reading(back.isoformat(), doubt)
    return None


def _named(words: str, today: date) -> Reading | None:
    """Dates with the name of a month or of a season in them, in any order."""
    year, month, season = "", 0, ""
    rest: list[str] = []
    found = re.findall(
        r"\d+(?=st\b|nd\b|rd\b|th\b)|\d+|[^\W\d][^\s\d.,;:/()-]*", re.sub(r"(?<=\d)(st|nd|rd|th)\b", " ", words)
    )
    last = next_ = 0
    for word in found:
        if word.isdigit():
            rest.append(word)
        elif not month and not season and (number := _one_of(word, months(), _ENGLISH)):
            month = number
        elif not month and not season and (number := _one_of(word, seasons(), SEASONS) or 3 * (word == "fall")):
            season = SEASONS[number - 1]
        elif word == plain(_("last")):
            last = 1
        elif word == plain(p_("before a month in a typed date", "next")):
            next_ = 1
        elif word not in ("of", "the", "in", "de", "del", "du", "le", "el", plain(_("in"))):
            return None
    if not month and not season:
        return None
    for word in rest:
        if len(word) == 4 and not year:
            year = word
    if year:
        rest.remove(year)
    if season:
        if len(rest) == 1 and len(rest[0]) <= 2 and not year:
            year = str(_year(rest.pop(), today))
        told = int(year) if year else today.year + next_ - last
        return None if rest or (year and next_ != last) else Reading(f"{told:04}-{season}")
    return _in_month(month, year, rest, today, next_ - last)


def _in_month(month: int, year: str, rest: list[str], today: date, turn: int) -> Reading | None:
    if turn and (year or rest):
        return None
    match rest:
        case []:
            if year:
                return Reading(_month(int(year), month))
            told = today.year
            if turn > 0 and month <= today.month:
                told += 1
            if turn < 0 and month >= today.month:
                told -= 1
            if not turn:
                return Reading(_nearest(month, 15, today)[:7])
            return Reading(_month(told, month))
        case [day] if len(day) <= 2:
            found = _day(int(year), month, int(day)) if year else _nearest(month, int(day), today)
            return Reading(found) if found else None
        case [day, short] if not year and len(day) <= 2 and len(short) == 2:
            found = _day(_year(short, today), month, int(day))
            return Reading(found) if found else None
    return None


_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def _one_of(word: str, names: list[str], english: tuple[str, ...]) -> int:
    """The number, from 1, of the one name that `word` is, or begins with three letters or more; else 0."""
    bare = [plain(name) for name in names]
    if word in bare:
        return bare.index(word) + 1
    for known in (bare, english):
        found = [index for index, name in enumerate(known, 1) if len(word) >= 3 and name.startswith(word)]
        if len(found) == 1:
            return found[0]
    return 0
