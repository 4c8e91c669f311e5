"""What was given, as plain data: written as it is read, and anything else refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.answers.given import LONGEST_TEXT, MOST_TEXTS, Gifts, Given, Head, Lines, Rows

PARTS = (
    Head("Where things stand"),
    Head("Deeper", 3),
    Lines("This page is a view.", ()),
    Lines("What was said", ("He said he knows.", "Blue was there."), prose=True),
    Rows(
        "Who does what",
        ("Who", "What"),
        (("Blue", "drives"), ("Kim", "")),
    ),
)
GIVEN = Given("Steps", "en", "Rowan", "2026-11-26", PARTS)


def data(**changes: Any) -> Any:
    return json.loads(json.dumps(GIVEN.to_data())) | changes


def test_it_is_read_as_it_was_written() -> None:
    assert Given.from_data(data()) == GIVEN
    taken = Given.from_data(data(taken="2026-11-27T18:00:00+01:00"), 7)
    assert (taken.taken, taken.entry, taken.parts) == ("2026-11-27T18:00:00+01:00", 7, PARTS)
    assert "Blue" not in repr(GIVEN)
    assert "Rowan" not in repr(GIVEN)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        data(format=2),
        data(format=True),
        data(more=1),
        data(title=5),
        data(title="x" * 301),
        data(by="x" * 81),
        data(by=None),
        data(on="26.11.2026"),
        data(on="2026-13-01"),
        data(on="2026-11-26T10:00"),
        data(language="en<b>"),
        data(taken="yesterday"),
        data(parts={}),
        data(parts=["text"]),
        data(parts=[{"heading": "a", "level": 1}]),
        data(parts=[{"heading": "a", "level": True}]),
        data(parts=[{"heading": "a", "level": 2, "id": "p1"}]),
        data(parts=[{"label": "a", "lines": "b", "prose": False}]),
        data(parts=[{"label": "a", "lines": ["b"], "prose": 1}]),
        data(parts=[{"label": "a", "lines": [["b"]], "prose": False}]),
        data(parts=[{"label": "a", "lines": [], "prose": False, "person": "x"}]),
        data(parts=[{"label": "a", "header": [], "rows": []}]),
        data(parts=[{"label": "a", "header": ["b", "c"], "rows": [["d"]]}]),
        data(parts=[{"label": "a", "header": ["b"] * 21, "rows": []}]),
        data(parts=[{"label": "x" * (LONGEST_TEXT + 1), "lines": [], "prose": False}]),
        data(parts=[{"label": "", "lines": ["a"] * (MOST_TEXTS + 1), "prose": False}]),
        data(parts=[{"label": "", "lines": ["a"] * 2600, "prose": False}] * 2),
        data(parts=[{"label": "", "header": ["a"] * 20, "rows": [["b"] * 20] * 300}]),
        data(parts=[{"heading": "a", "level": 2}] * 2001),
    ],
)
def test_anything_else_is_refused_whole(wrong: Any) -> None:
    with pytest.raises(ValueError):
        Given.from_data(wrong)


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    made = Given.from_data(
        data(
            title="a\x1b[2Jb\nc",
            by="R\u202eowan\t x",
            parts=[{"label": "\x07", "lines": ["\x1b]52;c;x\x07", "two\r\nlines"], "prose": True}],
        )
    )
    assert made.title == "a[2Jb c"
    assert made.by == "Rowan x"
    assert made.parts == (Lines("", ("]52;c;x", "two\nlines"), True),)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["heading", "level", "label", "lines", "prose", "header", "rows", "x"]), inner
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_json, max_size=3), st.text(max_size=90), st.text(max_size=12))
def test_whatever_is_read_is_clean_and_comes_out_the_same(parts: list[Any], by: str, on: str) -> None:
    try:
        made = Given.from_data(data(parts=parts, by=by, on=on or "2026-11-26"))
    except ValueError:
        return
    assert Given.from_data(made.to_data()) == made


class Kept:
    def __init__(self) -> None:
        self.writes: list[tuple[int, Any]] = []
        self.fail = False

    def put(self, data: Any, entry: int | None) -> int:
        if self.fail:
            raise OSError
        number = entry if entry is not None else len({one for one, _data in self.writes}) + 1
        self.writes.append((number, data))
        return number


def test_what_is_taken_out_is_written_over_twice_and_its_place_used_again() -> None:
    kept = Kept()
    gifts = Gifts(kept.put)
    one = gifts.keep(GIVEN, "2026-11-26T20:00:00+01:00")
    two = gifts.keep(GIVEN, "2026-11-27T20:00:00+01:00")
    assert gifts.all() == [two, one]
    assert kept.writes[0][1]["taken"] == "2026-11-26T20:00:00+01:00"
    gifts.remove(one)
    assert kept.writes[-2:] == [(1, {}), (1, {})]
    assert gifts.all() == [two]
    three = gifts.keep(GIVEN, "2026-11-28T20:00:00+01:00")
    assert three.entry == 1
    again = Gifts(kept.put)
    for entry, content in dict(kept.writes).items():
        again.take(content, entry)
    assert again.all() == [three, two]


def test_a_place_is_free_once_however_often_it_is_read() -> None:
    kept = Kept()
    gifts = Gifts(kept.put)
    one = gifts.keep(GIVEN, "2026-11-26T20:00:00+01:00")
    assert one.entry is not None
    for _each in range(2):
        gifts.take({}, one.entry)
    assert gifts.all() == []
    again = [gifts.keep(GIVEN, f"2026-11-2{day}T20:00:00+01:00") for day in (7, 8)]
    assert len({each.entry for each in again}) == 2
    gifts.take(again[0].to_data(), one.entry)
    assert gifts.keep(GIVEN, "2026-11-29T20:00:00+01:00").entry not in {each.entry for each in again}


def test_what_cannot_be_kept_is_not_there() -> None:
    kept = Kept()
    gifts = Gifts(kept.put)
    one = gifts.keep(GIVEN, "2026-11-26T20:00:00+01:00")
    kept.fail = True
    with pytest.raises(OSError):
        gifts.keep(GIVEN, "2026-11-27T20:00:00+01:00")
    with pytest.raises(OSError):
        gifts.remove(one)
    assert gifts.all() == [one]
