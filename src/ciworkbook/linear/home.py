"""Home in lines: carry on, start something, look back, and the rest; what the full-screen home offers, in its order.

- `PAGES` is everything below the worksheets: a name, its words, whether there is anything to see, and the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..answers.dates import day_in_words
from ..words import _
from .face import Face
from .going import Lock
from .talk import Choice


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that home offers."""

    id: str
    words: Callable[[Face], str]
    page: Callable[[Face], None]
    there: Callable[[Face], bool] = lambda _face: True


def _lock(_face: Face) -> None:
    raise Lock


WAYS: list[Way] = [
    Way("lock", lambda _face: _("Lock now, until the passphrase is typed"), _lock, lambda face: face.workbook.kept),
]


def home(face: Face) -> None:
    """Say what there is to do, and do what is chosen."""
    there = [one for one in WAYS if one.there(face)]
    face.talk.page(_("Workbook"), day_in_words(face.workbook.now().date(), weekday=True))
    chosen = face.talk.choose([Choice(one.id, one.words(face)) for one in there])
    way = next(one for one in there if one.id == chosen)
    face.open(way.page)
