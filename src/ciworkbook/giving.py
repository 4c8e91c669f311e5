"""Giving to another workbook, and taking in: a file written where the person says, opened with words said aloud.

- A file counts as given when it was read from its place again and opened with its words.
- Who writes is given from outside: the session hands the bytes to its outlet. Nothing is kept of what was given.
- What someone gave was written by someone else: nothing of it is trusted, and a refusal changes nothing.
"""

# ruff: noqa: N818 - each error is named for what happened, as a person would say it

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .answers.given import Given
from .errors import WorkbookError
from .guard import passphrase
from .guard.outcomes import Problem
from .guard.reading import TooLargeError, read_whole
from .vault import given as locked
from .vault.given import GivenDamaged, GivenTooLarge
from .words import _

ENDING = ".locked"


class GivenUnlike(WorkbookError):
    """A file was written, and what was read back is not it."""

    def __init__(self) -> None:
        super().__init__(
            _("The file was written, but it does not read back as it was. Do not give it to anyone."),
            _("Delete it, and make another one at another place."),
        )


class GivenUnreadable(WorkbookError):
    """There is no file at the place, or it cannot be read."""

    def __init__(self, *, missing: bool) -> None:
        message = _("There is no such file.") if missing else _("This file cannot be read.")
        super().__init__(message, _("Check its name, and that the disk or stick is in place."))


def new_words() -> str:
    """Return words for one file, by chance: as many as a passphrase has."""
    return passphrase.suggest()


def as_said(typed: str) -> str:
    """Return words as they were made, however they were typed: capital letters and spaces do not count."""
    return " ".join(typed.lower().split())


def make(write: Callable[[Path, bytes], Problem | None], path: Path, given: Given, words: str) -> Problem | None:
    """Have a file made at `path`, locked with `words`; read it back and open it. Return why it is not there, or None.

    `write` is `Outlet.write` or does the same. Slow: for a thread. Raises GivenUnlike, and what `vault.given.lock`
    raises.
    """
    content = json.dumps(given.to_data(), ensure_ascii=False).encode("utf-8")
    data = locked.lock(content, words)
    problem = write(path, data)
    if problem is not None:
        return problem
    try:
        if load(path) != data or locked.unlock(data, words) != content:
            raise GivenUnlike
    except WorkbookError:
        raise GivenUnlike from None
    return None


def load(path: Path) -> bytes:
    """Return the bytes of a file that someone gave; raises GivenUnreadable, and what `vault.given.check` raises."""
    try:
        data = read_whole(path, locked.MOST_IN_FILE)
    except TooLargeError:
        raise GivenTooLarge from None
    except FileNotFoundError:
        raise GivenUnreadable(missing=True) from None
    except OSError:
        raise GivenUnreadable(missing=False) from None
    locked.check(data)
    return data


def open_file(data: bytes, typed: str) -> Given:
    """Return what the file `data` holds. Slow: for a thread. Raises what `vault.given.unlock` raises."""
    content = locked.unlock(data, as_said(typed))
    try:
        return Given.from_data({**json.loads(content), "taken": ""})
    except (ValueError, TypeError, RecursionError):
        raise GivenDamaged from None
