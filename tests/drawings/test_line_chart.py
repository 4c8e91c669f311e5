"""A scale over the visits: one line a visit, one mark on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.drawings.line_chart import Ends, Marked, describe, line_chart, line_chart_sheet
from ciworkbook.text import cells

ENDS = Ends(0, 10, "not at all", "very much")
THREE = [Marked("14 March 2026", 3), Marked("2 June 2026", 0), Marked("30 September 2026", 10)]


def test_every_visit_has_a_line_with_one_mark_and_its_number() -> None:
    assert "\n".join(line_chart(ENDS, THREE, width=56).lines()) == (
        """\
                   0 not at all       10 very much
14 March 2026      ├────────○────────────────────┤ 3
2 June 2026        ○─────────────────────────────┤ 0
30 September 2026  ├─────────────────────────────● 10"""
    )


def test_a_narrow_width_gives_a_list() -> None:
    assert line_chart(ENDS, THREE[1:], width=30).lines() == ["○ 2 June 2026: 0", "● 30 September 2026: 10"]


def test_the_words_say_each_place_and_nothing_about_where_it_is_heading() -> None:
    assert describe(ENDS, THREE) == (
        "A line from 0 not at all to 10 very much, once for each visit. "
        "14 March 2026: 3. 2 June 2026: 0. 30 September 2026: 10."
    )


@pytest.mark.parametrize("ascii_only", [False, True])
@given(
    low=st.integers(0, 5),
    span=st.integers(1, 20),
    words=st.tuples(st.text("abc 한", max_size=60), st.text("abc 한", max_size=60)),
    values=st.lists(st.integers(-3, 30), min_size=1, max_size=12),
    width=st.integers(20, 100),
)
def test_whatever_it_is_given(
    ascii_only: bool, low: int, span: int, words: tuple[str, str], values: list[int], width: int
) -> None:
    ends = Ends(low, low + span, *words)
    marked = [Marked(f"{number + 1} March 2026", value, str(number)) for number, value in enumerate(values)]
    picture = line_chart(ends, marked, width=width, ascii_only=ascii_only)
    assert all(cells(line) <= width for line in picture.lines())
    now, before = ("@", "o") if ascii_only else ("●", "○")
    marks = [span.text.strip() for row in picture.rows for span in row if span.text.strip() in (now, before)]
    assert marks == [before] * (len(values) - 1) + [now]
    sheet = line_chart_sheet(ends, marked, width_mm=160)
    circles = [one for one in sheet.shapes if one.kind == "circle"]
    assert len(circles) == len(values) and [one.bold for one in circles] == [False] * (len(values) - 1) + [True]
    in_range = [min(max(value, ends.low), ends.high) for value in values]
    for one, other, value, next_value in zip(circles, circles[1:], in_range, in_range[1:], strict=False):
        assert (one.x < other.x) == (value < next_value) and (one.x == other.x) == (value == next_value)
    for shape in sheet.shapes:
        assert 0 <= shape.x <= 160 and 0 <= shape.y <= sheet.height
