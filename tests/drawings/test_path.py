"""The staircase over time: what it looks like, and what holds whatever it is given."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.drawings.path import Stood, describe, staircase_path, staircase_path_sheet
from ciworkbook.drawings.picture import Picture
from ciworkbook.drawings.staircase import Tread
from ciworkbook.text import cells

LABELS = ("The harm stops", "Seeing that it was harm", "Repair", "Changing what fed it")
STEPS = [Tread(f"s{at}", label) for at, label in enumerate(LABELS)]
DAYS = (date(2025, 11, 14), date(2026, 2, 2), date(2026, 6, 30), date(2026, 7, 9))


def stood(day: date, low: int, high: int) -> Stood:
    return Stood(day, f"{day:%-d %B %Y}", f"{day:%B}", f"s{low}", f"s{high}", key=day.isoformat())


FOUR = [stood(day, *place) for day, place in zip(DAYS, ((0, 0), (1, 3), (0, 1), (2, 2)), strict=True)]


def drawn(picture: Picture) -> str:
    return "\n" + "\n".join(picture.lines()) + "\n"


def test_the_path_goes_from_visit_to_visit_with_every_day_below() -> None:
    assert drawn(staircase_path(STEPS, FOUR, width=60)) == (
        """
      Changing what fed it · · · · · ┌─○────────────┐· · · ·
                                     │ ┃            │
    Repair · · · · · · · · · · · · · │ ┃ · · · · · ·│· ·┌─●·
                                     │ ┃            │   │
  Seeing that it was harm  · · · · · │ ○ · · · · · ·└─○─┘· ·
                                     │                ┃
The harm stops · · · · · · · ·○──────┘ · · · · · · · ·○· · ·
                           └────────────────────────────────
                              14       2              30  9
                              November February         July
                              2025     2026
"""
    )


def test_ascii_needs_no_other_characters() -> None:
    picture = staircase_path(STEPS, FOUR, width=60, ascii_only=True)
    assert drawn(picture).isascii()
    assert drawn(picture).count("@") == 1


def test_the_words_tell_every_visit() -> None:
    assert describe(STEPS, FOUR).endswith(
        "Step 4: Changing what fed it. 14 November 2025: on step 1. 2 February 2026: from step 2 to step 4. "
        "30 June 2026: from step 1 to step 2. 9 July 2026: on step 3."
    )


def test_a_narrow_width_gives_a_list() -> None:
    assert drawn(staircase_path(STEPS, FOUR[1:3], width=30)) == (
        """
○ 2 February 2026: from
  “Seeing that it was harm” to
  “Changing what fed it”
● 30 June 2026: from “The harm
  stops” to “Seeing that it
  was harm”
"""
    )


def test_a_place_on_a_step_that_is_gone_is_left_out() -> None:
    gone = Stood(DAYS[0], "14 November 2025", "November", "old", "old")
    assert staircase_path(STEPS, [gone, *FOUR[1:]], width=60) == staircase_path(STEPS, FOUR[1:], width=60)
    assert staircase_path(STEPS, [gone], width=60).lines() == []


def test_where_not_all_fit_the_newest_are_drawn_and_it_is_said() -> None:
    many = [stood(date(2024, 1, 1) + timedelta(days=20 * at), at % 4, at % 4) for at in range(40)]
    text = drawn(staircase_path(STEPS, many, width=76))
    drawn_marks = text.count("○") + text.count("●")
    assert f"The newest {drawn_marks} of 40 visits are drawn." in text
    assert all(one.said in staircase_path(STEPS, many, width=76).alt for one in many)


@given(
    data=st.data(),
    labels=st.lists(st.text("abc 한", min_size=1, max_size=50), min_size=1, max_size=8),
    gaps=st.lists(st.integers(0, 200), min_size=1, max_size=30),
    width=st.integers(20, 100),
)
def test_whatever_it_is_given(data: st.DataObject, labels: list[str], gaps: list[int], width: int) -> None:
    steps = [Tread(f"s{at}", label) for at, label in enumerate(labels)]
    places, day = [], date(2020, 1, 1)
    for gap in gaps:
        day += timedelta(days=gap)
        high = data.draw(st.integers(0, len(steps) - 1))
        places.append(stood(day, data.draw(st.integers(0, high)), high))
    picture = staircase_path(steps, places, width=width)
    assert all(cells(line) <= width for line in picture.lines())
    marks = Counter(span.key for row in picture.rows for span in row if span.text in ("○", "●"))
    if marks:  # one mark for one step, two for a stretch; a visit that is drawn is drawn whole
        by_day: Counter[str] = Counter()
        for one in places[len(places) - _drawn_of(picture, len(places)) :]:
            by_day[one.key] += 1 if one.low == one.high else 2
        assert marks == by_day
    sheet = staircase_path_sheet(steps, places, width_mm=160)
    for shape in sheet.shapes:
        reach = shape.x2 if shape.kind in ("circle",) else 0
        assert shape.x - reach >= -0.01 and shape.x + reach <= 160.01
        assert -0.01 <= shape.y <= sheet.height
        if shape.kind == "line":
            assert -0.01 <= shape.x2 <= 160.01


def _drawn_of(picture: Picture, count: int) -> int:
    said = [line for line in picture.lines() if " visits are drawn." in line or " is drawn." in line]
    return count if not said else 1 if "newest visit" in said[0] else int(said[0].split()[2])


@pytest.mark.parametrize("count", [1, 2, 12])
def test_paper_has_the_same_marks_as_the_screen(count: int) -> None:
    places = [stood(date(2026, 1, 5) + timedelta(days=25 * at), 0, at % 3) for at in range(count)]
    sheet = staircase_path_sheet(STEPS, places, width_mm=160)
    circles = [one for one in sheet.shapes if one.kind == "circle"]
    assert len(circles) == sum(1 if one.low == one.high else 2 for one in places)
    assert sum(one.bold for one in circles) == (1 if places[-1].low == places[-1].high else 2)
    texts = {one.text for one in sheet.shapes if one.kind == "text"}
    assert {str(one.day.day) for one in places} <= texts
