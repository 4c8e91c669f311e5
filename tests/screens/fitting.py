"""Looks at a page as it stands and names what does not fit: cut without a mark, out of view, out of line.

- What is seen is asked of the compositor, what was meant of the widgets: a text that wants more rows or cells than it
  has is found although the screen shows nothing of the rest.
- A line that joins the cell below it has to be met there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import Any

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ciworkbook.keys import ACTIONS
from ciworkbook.screens.base import Foot, Head, Page
from ciworkbook.text import cells
from ciworkbook.widgets.drawn import Drawn, measure
from ciworkbook.widgets.fields import TextLine

DOWN = set("│┃┌┐┬╭╮")
"""Signs that have to be met in the cell below them."""
RULE = "─"


def screen_lines(app: Any) -> list[str]:
    """Return the rows of the screen as text."""
    width, height = app.size
    rows = ["".join(one.text for one in strip) for strip in app.screen._compositor.render_strips()]
    return [_cut(row, width) for row in rows[:height]]


def _cut(row: str, width: int) -> str:
    while cells(row) > width:
        row = row[:-1]
    return row


def ill_fitting(app: Any) -> list[str]:
    """Return a sentence for each thing on the screen that does not fit; empty where all does."""
    screen = app.screen
    found = [*out_of_line([by_cell(one) for one in screen_lines(app)], ends(app)), *_foot(app)]
    if screen.max_scroll_y or screen.max_scroll_x:
        found.append(f"the whole page scrolls: {screen.virtual_size} in {screen.size}")
    for widget in screen.walk_children(Widget):
        if widget.display and all(one.display for one in widget.ancestors if isinstance(one, Widget)):
            found += [f"{type(widget).__name__}#{widget.id}: {one}" for one in _of(widget)]
    if app.focused is not None:
        found += [f"{type(app.focused).__name__}#{app.focused.id} has the keys, {one}" for one in _unseen(app.focused)]
    return found


def ends(app: Any) -> set[int | tuple[int, int]]:
    """Return where a border may end: in the last row of what scrolls, as it may go on out of view; below a field.

    A row by its number, a cell by its column and row. In the terminal's own colors a field stands behind a line.
    """
    seen = app.screen._compositor.visible_widgets
    rows = {one.region.bottom - 1 for one in app.screen.query(VerticalScroll) if one.max_scroll_y}
    fields = [seen[one] for one in app.screen.query(TextArea) if one in seen and one.styles.border_left[0]]
    cells_ = {(region.x, region.intersection(clip).bottom - 1) for region, clip in fields}
    return {*rows, *cells_}


def _of(widget: Widget) -> Iterator[str]:
    """Yield what is wrong with one widget, apart from its children."""
    if isinstance(widget, ScrollBar) or not widget.visible:
        return
    yield from _outside(widget)
    if (
        isinstance(widget, VerticalScroll)
        and widget.is_scrollable
        and widget.size.height < 3 <= widget.virtual_size.height
    ):
        yield f"only {widget.size.height} rows of {widget.virtual_size.height} can be seen at once"
    if isinstance(widget, Head | Foot | TextArea) or widget.children or not widget.size.width:
        return
    if isinstance(widget, Input):
        yield from _field(widget)
        return
    wanted = widget.get_content_height(widget.size, widget.screen.size, widget.size.width)
    if wanted > widget.size.height:
        yield f"{wanted} rows in {widget.size.height}"
    if isinstance(widget, Drawn):
        for line in widget.lines():
            size = sum(measure(piece.text) for piece in line.pieces)
            if size > widget.size.width:
                yield f"a line of {size} cells in {widget.size.width}"


def _outside(widget: Widget) -> Iterator[str]:
    """Yield whether the widget stands out of what holds it, where nobody can scroll to it."""
    parent = widget.parent
    if not isinstance(parent, Widget) or not widget.region.area:
        return
    inside = parent.scrollable_content_region if not parent.is_scrollable else parent.content_region
    here = widget.region
    if here.x < inside.x or here.right > inside.right:
        yield f"columns {here.x} to {here.right} in {inside.x} to {inside.right}"
    scrolls = parent.styles.overflow_y != "hidden" and parent.is_scrollable
    if not scrolls and (here.y < inside.y or here.bottom > inside.bottom):
        yield f"rows {here.y} to {here.bottom} in {inside.y} to {inside.bottom}"


def _field(line: Input) -> Iterator[str]:
    """Yield whether a line of words, or what stands in an empty one, is cut without a mark."""
    shown = "".join(one.text for one in line.render_line(0)).strip()
    words = line.value or line.placeholder
    if isinstance(line, TextLine) and not line.password and cells(words) > line.size.width and "…" not in shown:
        yield f"{cells(words)} cells in {line.size.width} without a mark"


def _unseen(widget: Widget) -> Iterator[str]:
    """Yield whether no one sees where the keys go."""
    seen = widget.screen._compositor.visible_widgets
    if widget not in seen:
        yield "and is not in view"
        return
    region, clip = seen[widget]
    view: Region = region.intersection(clip)
    if not view.area:
        yield "and is not in view"
    elif isinstance(widget, Input | TextArea):
        if not view.contains(*widget.cursor_screen_offset):
            yield "and its cursor is not in view"
    elif isinstance(widget, Drawn):
        signs = ("▸", "◂", ">")
        marked = [y for y, line in enumerate(widget.lines()) if any(one.text[:1] in signs for one in line.pieces)]
        if marked and not any(view.y <= region.y + y < view.bottom for y in marked):
            yield "and its mark is not in view"


def _foot(app: Any) -> Iterator[str]:
    """Yield which of the three keys of every page is missing."""
    if not isinstance(app.screen, Page):
        return
    last = screen_lines(app)[-1]
    for key in Foot.ALWAYS:
        if (said := ACTIONS[key].short()) not in last:
            yield f"the foot does not say {said!r}: {last!r}"


def _meets(sign: str) -> bool:
    """Tell whether a line goes on upward from `sign`."""
    name = unicodedata.name(sign, "") if sign else ""
    return name.startswith("BOX DRAWINGS") and ("UP" in name or "VERTICAL" in name)


def by_cell(row: str) -> str:
    """Return `row` with one sign a cell: marks are left out, and the second cell of a wide letter is a space."""
    return "".join(sign + " " * (cells(sign) - 1) for sign in row if cells(sign))


def out_of_line(rows: Sequence[str], ends: Container[int | tuple[int, int]] = ()) -> Iterator[str]:
    """Yield where a border breaks off or a rule ends before the edge.

    `rows` have one sign a cell; at `ends` a border may end.
    """
    last = max((at for at, row in enumerate(rows) if row.startswith(RULE * 8)), default=len(rows))
    for y, row in enumerate(rows):
        if row.startswith(RULE * 8) and row.strip(RULE).strip():
            yield f"row {y}: a rule that does not reach the edge"
        elif row.startswith(RULE * 8) and len(row.rstrip()) < len(row):
            yield f"row {y}: a rule of {len(row.rstrip())} cells in {len(row)}"
        for x, sign in enumerate(row):
            below = rows[y + 1][x : x + 1] if y + 1 < len(rows) else ""
            if sign in DOWN and y + 1 < last and y not in ends and (x, y) not in ends and not _meets(below):
                yield f"row {y}, column {x}: {sign!r} above {below!r}"
