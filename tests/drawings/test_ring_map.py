"""The ring map: what it looks like, and what holds whatever it is given."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.drawings.picture import Picture
from ciworkbook.drawings.ring_map import Placed, Ring, describe, ring_map, ring_map_sheet
from ciworkbook.drawings.rings import lay_out
from ciworkbook.text import cells, clean_line

RINGS = [Ring("a", "Beside me"), Ring("b", "Within reach"), Ring("c", "Might be one day")]
PEOPLE = [Placed("1", "Ada", "a", "b"), Placed("2", "Tom", "b", "b"), Placed("3", "Grandmother Ines", "c", "a")]


def shown(picture: Picture, key: str) -> str:
    return "".join(span.text for row in picture.rows for span in row if span.key == key)


def test_the_map_looks_as_it_was_looked_at() -> None:
    assert "\n" + "\n".join(ring_map(RINGS, PEOPLE, width=56, height=20, selected="2").lines()) + "\n" == MAP


MAP = """
                    Might be one day
                  .  ˙            ˙  .
                .     Within reach     .
                     . ·˙      ˙· .
              ˙    .˙              ˙.    ˙
            ·     ·    Beside me     ·     ·
           .    .˙    .˙        ˙.    ˙.    .
            Tom◂●    ·            ·    .
           ·    ·    ·    me     ←• Ada     ·
                ˙    ·            ·    ˙
           ˙    ˙.    ˙.        .˙    .˙    ˙
            ·     ·     ˙ ·..· ˙     ·     ·
              .    ˙.              .˙    .
                     ˙ ·.      .· ˙
                ˙         ˙˙˙˙         ˙
                  ˙  .            . •→ Grandmother Ines
                        ·  ··  ·

  Nearer than before: Ada
  Further away than before: Grandmother Ines
"""


def test_names_stand_whole_where_there_is_room() -> None:
    people = [Placed(str(n), name, "abc"[n % 3]) for n, name in enumerate(["Ada", "Tom", "Dr. Okafor", "Priya"] * 3)]
    picture = ring_map(RINGS, people, width=76, height=22)
    text = "\n".join(picture.lines())
    assert [text.count(name) for name in ("Ada", "Tom", "Dr. Okafor", "Priya")] == [3, 3, 3, 3]
    assert len(picture.rows) <= 22


def test_an_arrow_points_to_where_someone_moved() -> None:
    for width in (56, 76):
        picture = ring_map(RINGS, PEOPLE, width=width, height=20)
        lines = picture.lines()
        row = next(line for line in lines if "Ada" in line and "•" in line)
        assert ("←•" in row) if row.index("•") > width / 2 else ("•→" in row)
        assert any("Nearer than before: Ada" in line for line in lines)
        assert any("Further away than before: Grandmother Ines" in line for line in lines)


def test_too_many_people_become_numbers_with_names_below() -> None:
    people = [Placed(str(n), f"Somebody with a long name {n}", "a") for n in range(30)]
    picture = ring_map(RINGS, people, width=56, height=20)
    for one in people:
        assert one.name in shown(picture, one.id)


def test_a_narrow_space_gives_a_list() -> None:
    lines = ring_map(RINGS, PEOPLE, width=39, height=20, selected="2").lines()
    assert lines == [
        "Beside me",
        "  Ada · nearer than before",
        "Within reach",
        "▸ Tom",
        "Might be one day",
        "  Grandmother Ines · further away than",
        "  before",
    ]


def test_cut_ring_titles_stand_whole_below() -> None:
    rings = [Ring(str(n), f"A ring with a rather long title, number {n}") for n in range(4)]
    lines = ring_map(rings, [], width=60, height=22).lines()
    joined = " ".join(" ".join(lines).split())
    for ring in rings:
        assert ring.label in joined


def test_ascii_alone_says_the_same() -> None:
    picture = ring_map(RINGS, PEOPLE, width=60, height=20, selected="2", ascii_only=True)
    text = "\n".join(picture.lines())
    assert text.isascii()
    assert "Ada" in text and "Tom" in text and "*" in text


def test_words_say_what_the_drawing_shows() -> None:
    people = [*PEOPLE, Placed("4", "Sam", "")]
    assert describe(RINGS, people) == (
        "A map of rings with you in the middle, the nearest ring first. Beside me: Ada. Within reach: Tom. "
        "Might be one day: Grandmother Ines. Nearer than before: Ada. Further away than before: Grandmother Ines. "
        "On no ring: Sam."
    )
    assert describe(RINGS, []).count("nobody") == 3


signs = "•●*←→<>▸◂…~"
names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn"), exclude_characters=signs), min_size=1, max_size=40
)
people_ = st.lists(
    st.tuples(names, st.sampled_from(["a", "b", "c", "", "gone"]), st.sampled_from(["", "a", "b", "c"])), max_size=14
).map(lambda found: [Placed(f"p{n}", *one) for n, one in enumerate(found)])


@settings(deadline=None)
@given(people_, st.integers(20, 100), st.integers(8, 30), st.booleans())
def test_no_row_is_too_wide_and_nobody_is_lost(people: list[Placed], width: int, height: int, ascii_only: bool) -> None:
    picture = ring_map(RINGS, people, width=width, height=height, ascii_only=ascii_only)
    assert all(sum(cells(span.text) for span in row) <= width for row in picture.rows)
    text = "".join("".join(line.split()) for line in picture.lines())
    for one in people:
        name = "".join(clean_line(one.name).split())
        here = "".join(shown(picture, one.id).split())
        # Whole, or the beginning of it and a sign that it goes on; those on no ring are named below.
        begun = here.strip("•●*←→<>▸◂").rstrip("…~")
        if one.ring in ("a", "b", "c"):
            assert name in here or (begun and name.startswith(begun))
        else:
            assert name in text


@settings(deadline=None)
@given(people_, st.integers(40, 100), st.integers(12, 30))
def test_nobody_stands_on_anybody(people: list[Placed], width: int, height: int) -> None:
    layout = lay_out(RINGS, people, width=width, height=height, aspect=2.1, middle="me")
    if layout is None:
        return
    taken: set[tuple[int, int]] = set()
    for dot in layout.dots:
        length = cells(dot.words) + (3 if dot.moved > 0 else 2)
        first = dot.x - length + 1 if dot.left else dot.x
        own = {(column, dot.y) for column in range(first, first + length)}
        assert not own & taken
        assert first >= 0 and first + length <= width
        taken |= own
        oval = layout.ovals[dot.ring]
        off = math.hypot((dot.x - layout.cx) / oval.rx, (dot.y - layout.cy) / oval.ry)
        assert abs(off - 1) < 0.8 / oval.rx + 1e-9  # on the line of its own ring, to the nearest column


@settings(deadline=None)
@given(people_, st.integers(110, 180))
def test_paper_has_true_circles_and_everybody(people: list[Placed], width_mm: int) -> None:
    sheet = ring_map_sheet(RINGS, people, width_mm=float(width_mm), height_mm=105)
    rings = [shape for shape in sheet.shapes if shape.kind == "circle" and not shape.bold]
    if rings:
        assert len({(ring.x, ring.y) for ring in rings}) == 1
        assert [ring.dashed for ring in sorted(rings, key=lambda ring: ring.x2)] == [False, False, True]
    written = "".join("".join(shape.text.split()) for shape in sheet.shapes if shape.kind == "text")
    for one in people:
        name = "".join(clean_line(one.name).split())
        assert name in written or name[:4] in written
    for shape in sheet.shapes:
        assert -0.01 <= shape.y <= sheet.height + 0.01


@pytest.mark.parametrize("rings", [[], RINGS[:1], RINGS * 3])
def test_few_and_many_rings_draw(rings: list[Ring]) -> None:
    picture = ring_map(rings, PEOPLE, width=60, height=20)
    assert picture.alt
    assert "Ada" in "\n".join(picture.lines())
