"""Dates as people say them: as exact as the person knows, in words both ways.

- A value is "2026-11-24", "2026-11", "2026-autumn" or "2026"; it may be less exact than a question asks for.
- Years are those of the common calendar, 1900 to 2199. No clock is read here: today is given.
- What a person types is read in `typed_dates`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..words import _, n_
from ..worksheet.model import Precision

SEASONS = ("spring", "summer", "autumn", "winter")
_ORDER: tuple[Precision, ...] = ("day", "month", "season", "year")
FIRST, LAST = 1900, 2199


def precision_of(value: str) -> Precision | None:
    """Return how exact a stored value is; None if it is no date."""
    if re.fullmatch(r"\d{4}", value):
        return "year"
    if re.fullmatch(r"\d{4}-(spring|summer|autumn|winter)", value):
        return "season"
    if (match := re.fullmatch(r"(\d{4})-(\d\d)", value)) and 1 <= int(match[2]) <= 12:
        return "month"
    try:
        return "day" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and date.fromisoformat(value) else None
    except ValueError:
        return None


def months() -> list[str]:
    """Return the names of the months in the language of the person."""
    return [
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    ]  # fmt: skip


def weekdays() -> list[str]:
    """Return the names of the days of the week, Monday first."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def seasons() -> list[str]:
    """Return the names of the seasons, spring first."""
    return [_("spring"), _("summer"), _("autumn"), _("winter")]


def in_words(value: str, *, weekday: bool = False) -> str:
    """Return a value as people write it, such as "24 November 2026"; a text that is no date comes back as it is."""
    match precision_of(value):
        case "day":
            day = date.fromisoformat(value)
            month = months()[day.month - 1]
            if weekday:
                name = weekdays()[day.weekday()]
                said = _("{weekday} {day} {month} {year}")
                return said.format(weekday=name, day=day.day, month=month, year=day.year)
            return _("{day} {month} {year}").format(day=day.day, month=month, year=day.year)
        case "month":
            return _("{month} {year}").format(month=months()[int(value[5:]) - 1], year=value[:4])
        case "season":
            return _("{season} {year}").format(season=seasons()[SEASONS.index(value[5:])], year=value[:4])
    return value


def day_of(stamp: str) -> date:
    """Return the day of a stored moment such as "2026-11-24T20:00:00+01:00", by the clock it was written by."""
    return date.fromisoformat(stamp[:10])


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """Return "24 November 2026", or "Tuesday 24 November" with `weekday`: that is said of days near today."""
    if not weekday:
        return in_words(day.isoformat())
    named, month = weekdays()[day.weekday()], months()[day.month - 1]
    return _("{weekday} {day} {month}").format(weekday=named, day=day.day, month=month)


def how_long_ago(day: date, today: date) -> str:
    """Return "today", "yesterday", "3 days ago", or the day itself where it is longer ago than two weeks."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days <= 14:
        return n_("{n} day ago", "{n} days ago", days)
    return day_in_words(day)


def cut(value: str, precision: Precision) -> str:
    """Return `value` made no more exact than `precision`.

    Where a season is asked for, a month stays a month: which season it lies in depends on where the person lives.
    """
    own = precision_of(value)
    if own is None or _ORDER.index(own) >= _ORDER.index(precision):
        return value
    return value[:4] if precision == "year" else value[:7]


def step(value: str, by: int, precision: Precision, today: date) -> str:
    """Return the date `by` days, months, seasons or years from `value`; from nothing, the one that holds today."""
    own = precision_of(value)
    if own is None and precision == "season":
        # The northern season is where stepping starts; it is said in words and one press from any other.
        return f"{today.year:04}-{SEASONS[(today.month // 3 - 1) % 4]}"
    if own is None:
        return cut(today.isoformat(), precision)
    year = int(value[:4])
    match own:
        case "day":
            try:
                moved = (date.fromisoformat(value) + timedelta(days=by)).isoformat()
            except OverflowError:
                return value
        case "month":
            months_ = year * 12 + int(value[5:]) - 1 + by
            moved = f"{months_ // 12:04}-{months_ % 12 + 1:02}"
        case "season":
            seasons_ = year * 4 + SEASONS.index(value[5:]) + by
            moved = f"{seasons_ // 4:04}-{SEASONS[seasons_ % 4]}"
        case "year":
            moved = f"{year + by:04}"
    return moved if FIRST <= int(moved[:4]) <= LAST else value


def later(day: date, after: str) -> date:
    """Return the day that lies `after` ("2 weeks", "3 months") later; in a shorter month its last day."""
    number, unit = after.split()
    count = int(number)
    match unit.removesuffix("s"):
        case "day":
            return day + timedelta(days=count)
        case "week":
            return day + timedelta(weeks=count)
        case "month":
            years, month = divmod(day.month - 1 + count, 12)
            year = day.year + years
        case _:
            year, month = day.year + count, day.month - 1
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
