"""Ready-made summaries of a workbook: which have something to tell, and the parts they are made of.

- A layout names sheets; their visits are those of the door one is at, each with its sheet as it was then.
- "last" is the newest visit that holds answers, with the one before it beside; "all" are all of them, oldest first.
- With `since`, only visits begun that long ago or later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..answers.dates import day_of
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..text import clean_line
from ..workbook import Workbook
from ..worksheet.layout import Layout, LayoutPart
from ..worksheet.model import Worksheet
from .build import build
from .document import Document, Line
from .names import Names
from .part import Part

Asked = tuple[Worksheet, Visit]


def ready_made(workbook: Workbook, visit: Visit | None = None) -> list[Layout]:
    """Return the layouts that have something to tell; with `visit`, those that tell of its sheet."""
    door = workbook.settings.door
    if door is None:
        return []
    layouts = workbook.catalogue.layouts(door)
    if visit is not None:
        layouts = [one for one in layouts if any(part.sheet == visit.worksheet for part in one.parts)]
    return [one for one in layouts if _tells(one, workbook)]


def parts_of(layout: Layout, workbook: Workbook) -> list[Part]:
    """Return the parts that `layout` is made of, in its order; one whose sheet holds nothing is left out."""
    today = workbook.now().date()
    return [one for part in layout.parts for one in _parts(part, workbook, today)]


def own_lines(document: Document) -> list[Line]:
    """Return the lines that come from answers: not the days, nor what a layout says to the reader."""
    return [one for one in document.lines() if one.key.startswith("p") and not one.key.endswith(".date")]


def back(since: str, today: date) -> date:
    """Return the day that lies "2 weeks" or "3 months" before `today`."""
    number, unit = since.split()
    count = int(number)
    match unit.rstrip("s"):
        case "day" | "week":
            return date.fromordinal(max(1, today.toordinal() - count * (7 if unit.startswith("week") else 1)))
        case "month":
            months = today.year * 12 + today.month - 1 - count
        case _:
            months = (today.year - count) * 12 + today.month - 1
    year, month = max(1, months // 12), months % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1).toordinal() - 1) if year < 9999 else today.toordinal()
    return date(year, month, min(today.day, date.fromordinal(last).day))


def _tells(layout: Layout, workbook: Workbook) -> bool:
    parts = parts_of(layout, workbook)
    if not parts:
        return False
    document = build(parts, Names("alias", workbook.people, workbook.settings.words), title="")
    said = {clean_line(line) for part in layout.parts for item in part.items for line in _own_words(item.text)}
    return any(one.text not in said for one in own_lines(document))


def _own_words(text: str) -> Iterator[str]:
    yield from (line.strip().removeprefix("- ") for line in text.split("\n"))


def _parts(part: LayoutPart, workbook: Workbook, today: date) -> Iterator[Part]:
    held = list(_held(part.sheet, workbook))
    if part.since:
        first = back(part.since, today)
        held = [one for one in held if day_of(one[1].started) >= first]
    if not held:
        return
    path = tuple(item for item in part.items if item.show == "path")
    rest = tuple(item for item in part.items if item.show != "path")
    told: Sequence[Asked] = held if part.visits == "all" and rest else held[-1:]
    for at, (worksheet, visit) in enumerate(told):
        newest = at + 1 == len(told)
        items = tuple(one for one in part.items if one in rest or newest) if path else rest
        earlier = workbook.earlier(visit) if any(one.show == "changes" for one in items) else None
        yield Part(
            worksheet,
            visit,
            earlier if earlier is not None and earlier.answers else None,
            items=items,
            path=tuple(held) if newest else (),
            title=part.title,
            goes_on=at > 0,
        )


def _held(sheet: str, workbook: Workbook) -> Iterable[Asked]:
    """The visits of a sheet that hold answers, oldest first."""
    for visit in workbook.visits(sheet):
        if any(one.given for one in visit.answers.values()):
            try:
                yield workbook.worksheet_of(visit), visit
            except (KeyError, WorkbookError):
                continue
