"""Days in words, in the language of the person."""

from __future__ import annotations

from datetime import date

from ..words import _, n_


def months() -> list[str]:
    """Return the names of the twelve months."""
    return [
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    ]  # fmt: skip


def weekdays() -> list[str]:
    """Return the names of the days, Monday first."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """Return "24 November 2026", or "Tuesday 24 November" with `weekday`."""
    month = months()[day.month - 1]
    if weekday:
        return _("{weekday} {day} {month}").format(weekday=weekdays()[day.weekday()], day=day.day, month=month)
    return _("{day} {month} {year}").format(day=day.day, month=month, year=day.year)


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
