"""The staircase: what it looks like, and what holds whatever it is given."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.drawings.picture import Picture
from ciworkbook.drawings.staircase import Tread, describe, staircase, staircase_sheet
from ciworkbook.text import cells, clean_line

SIX = (
    "The harm stops",
    "Seeing that it was harm",
    "Seeing what it did, without excuses",
    "Repair",
    "Changing what fed it",
    "Being a sound part of a community",
)


def six(now: range = range(0), before: range = range(0), states: tuple[str, ...] = ("",) * 6) -> list[Tread]:
    return [Tread(f"s{at}", label, states[at], at in now, at in before) for at, label in enumerate(SIX)]


def drawn(picture: Picture) -> str:
    return "\n" + "\n".join(picture.lines()) + "\n"


def test_stairs_go_up_to_the_right_and_show_where_one_stands() -> None:
    assert drawn(staircase(six(range(1, 3), range(2)), width=76)) == (
        """
                             ┌──────────────────────────────────────
                             │   Being a sound part of a community
                        ┌────┘
                        │   Changing what fed it
                   ┌────┘
                   │   Repair
              ┏━━━━┙
              ┃ ● Seeing what it did, without excuses · now
         ┏━━━━┛
         ┃ ● Seeing that it was harm · now, as before
    ┌────┚
    │ ○ The harm stops · before
────┘
"""
    )


def test_a_long_label_wraps_and_the_state_goes_under_it() -> None:
    steps = [
        Tread("a", "The immediate violence stops, or stops enough to go on from there", "partly", stood=True),
        Tread("b", "Repair", stands=True),
    ]
    assert drawn(staircase(steps, width=48, selected="b")) == (
        """
         ┏━━━━━━━━━━━
         ┃▸● Repair
         ┃   now
    ┌────┚
    │ ○ The immediate violence stops, or stops
    │   enough to go on from there
    │   before · partly
────┘
"""
    )


def test_ascii_alone_says_the_same() -> None:
    picture = staircase(six(range(1, 2), range(1)), width=60, selected="s1", ascii_only=True)
    text = drawn(picture)
    assert text.isascii()
    assert ">@ Seeing that it was harm\n       #   now\n" in text
    assert "o The harm stops\n    |   before\n" in text


def test_nothing_moves_while_one_looks_for_ones_step() -> None:
    edges = set()
    for at in range(6):
        lines = staircase(six(range(at, at + 1)), width=76).lines()
        edges.add(tuple(re.search(r"[┌┏]", line).start() for line in lines if re.search(r"[┌┏]", line)))  # type: ignore[union-attr]
    assert len(edges) == 1


def test_words_say_what_the_drawing_shows() -> None:
    said = describe(six(range(1), range(2), ("partly", "", "", "", "", "")))
    assert said == (
        "A staircase, from the bottom step to the top step. "
        "Step 1: The harm stops. Partly. Here now, and here before. "
        "Step 2: Seeing that it was harm. Here before. "
        "Step 3: Seeing what it did, without excuses. Step 4: Repair. Step 5: Changing what fed it. "
        "Step 6: Being a sound part of a community."
    )


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=90)
steps = st.lists(
    st.builds(Tread, st.just(""), words, words, st.booleans(), st.booleans()), min_size=1, max_size=12
).map(lambda found: [Tread(f"s{n}", t.label, t.state_label, t.stands, t.stood) for n, t in enumerate(found)])


@given(steps, st.integers(16, 120), st.booleans())
def test_no_row_is_too_wide_and_no_word_is_lost(treads: list[Tread], width: int, ascii_only: bool) -> None:
    picture = staircase(treads, width=width, ascii_only=ascii_only)
    assert all(sum(cells(span.text) for span in row) <= width for row in picture.rows)
    for tread in treads:
        shown = "".join(span.text for row in picture.rows for span in row if span.key == tread.id)
        kept = [character for character in shown if not character.isspace()]
        for character in "".join((clean_line(tread.label) + clean_line(tread.state_label)).split()):
            assert character in kept
            kept.remove(character)


@given(steps, st.integers(30, 120))
def test_a_step_is_marked_as_it_was_given(treads: list[Tread], width: int) -> None:
    treads = [Tread(t.id, "step", "", t.stands, t.stood) for t in treads]
    picture = staircase(treads, width=width)
    for tread in treads:
        shown = "".join(span.text for row in picture.rows for span in row if span.key == tread.id)
        assert ("●" in shown) is tread.stands
        assert ("now" in shown) is tread.stands
        assert ("○" in shown) is (tread.stood and not tread.stands)
        assert ("before" in shown) is tread.stood


@given(steps, st.integers(100, 200))
def test_paper_holds_every_word_inside_its_edges(treads: list[Tread], width_mm: int) -> None:
    sheet = staircase_sheet(treads, width_mm=float(width_mm))
    for shape in sheet.shapes:
        assert 0 <= shape.x <= sheet.width and 0 <= shape.y <= sheet.height + 0.01
        if shape.kind == "line":
            assert 0 <= shape.x2 <= sheet.width + 0.01 and 0 <= shape.y2 <= sheet.height + 0.01
    written = " ".join(shape.text for shape in sheet.shapes if shape.kind == "text")
    for tread in treads:
        assert all(character in written for character in clean_line(tread.label))
    assert sum(shape.kind == "circle" for shape in sheet.shapes) == sum(t.stands or t.stood for t in treads)


@pytest.mark.parametrize("count", [0, 1, 12])
def test_few_and_many_steps_draw(count: int) -> None:
    treads = [Tread(f"s{at}", f"Step {at}") for at in range(count)]
    picture = staircase(treads, width=60)
    assert sum(line.count("┌") for line in picture.lines()) == count
    assert picture.alt
    assert staircase_sheet(treads, width_mm=160).alt == picture.alt
