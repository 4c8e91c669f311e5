"""What there is to choose in lines: how a choice is said, and which one was meant by what was typed.

- A number means its choice. So does a part of a label that only one choice has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..text import plain
from ..words import _
from .spoken import joined, spoken
from .typed import as_numbers, without_dot

AT_A_TIME = 12
"""Choices said before the person is asked whether to hear more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what comes back, its words, and a note after them."""

    id: str
    label: str = field(repr=False)
    note: str = field(default="", repr=False)


def numbered(number: int, choice: Choice) -> str:
    """Return a choice as it is said in a list."""
    return f"{number}. {spoken(joined([choice.label, choice.note]))}"


def end_of_some(choices: Sequence[Choice], begun: int) -> int:
    """Return up to where choices are said at a time, from number `begun` on."""
    # Two more at the end are quicker heard than asked for.
    return len(choices) if len(choices) - begun <= AT_A_TIME + 2 else begun + AT_A_TIME


def meant(choices: Sequence[Choice], typed: str) -> tuple[str | None, str]:
    """Return the id of the choice that `typed` means; or None, and what is to be said of that."""
    wanted = plain(without_dot(typed))
    if wanted.isdecimal():
        if 1 <= int(wanted) <= len(choices):
            return choices[int(wanted) - 1].id, ""
        return None, _("Type a number from 1 to {last}.").format(last=len(choices))
    found = [one for one in choices if wanted == plain(one.label)]
    found = found or [one for one in choices if wanted in plain(one.label)]
    if len(found) == 1:
        return found[0].id, ""
    if found:
        return None, _("More than one has these words. Type its number.")
    return None, _("None has these words. Type a number from 1 to {last}.").format(last=len(choices))


def asking(choices: Sequence[Choice], usual: str | None, *, more: bool) -> str:
    """Return the prompt for one of `choices`; `usual` is what Enter alone gives, `more` are still to be said."""
    if more:
        return _("Number, or Enter for more:")
    at = next((number for number, one in enumerate(choices, 1) if one.id == usual), None)
    return _("Number:") if at is None else _("Number, or Enter for {number}:").format(number=at)


def numbers_typed(typed: str) -> list[str] | None:
    """Return the numbers in `typed`, with spaces or commas between; None where it holds words."""
    numbers = as_numbers(typed)
    return numbers if all(one.isdecimal() for one in numbers) else None
