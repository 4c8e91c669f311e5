"""Visits and people are values that survive the way to disk and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.answer import STATES, Answer, is_blank
from ciworkbook.answers.people import People
from ciworkbook.answers.visit import Visit

NOW = "2026-11-24T20:00:00+01:00"
plain = st.recursive(
    st.none() | st.text(max_size=20) | st.integers(-9, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
answers = st.builds(
    lambda state, value, other: Answer(state, value if state == "given" else None, other, NOW),
    st.sampled_from(STATES),
    plain,
    st.text(max_size=10),
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), answers, max_size=5))
def test_a_visit_comes_back_as_it_was(given_answers: dict[str, Answer]) -> None:
    visit = Visit("s", 1, "d", "harmed", NOW, NOW, answers=given_answers, carried=frozenset(given_answers))
    assert Visit.from_data(visit.to_data()) == visit


def test_answering_is_a_new_visit_and_touches_what_was_carried() -> None:
    first = Visit("s", 1, "d", "harmed", NOW, NOW, answers={"a": Answer(value="old")}, carried=frozenset({"a"}))
    later = first.answer("a", Answer(value="new"), "2026-11-25T20:00:00+01:00")
    assert first.answers["a"].value == "old"
    assert (later.value("a"), later.carried, later.changed) == ("new", frozenset(), "2026-11-25T20:00:00+01:00")
    assert later.remove("a", NOW).answers == {}


def test_no_repr_shows_what_was_written() -> None:
    secret = "canary words"
    people, person = People().add(secret, secret)
    visit = Visit("s", 1, "d", "harmed", NOW, NOW).answer("a", Answer(value=secret, other=secret), NOW)
    assert not any(secret in repr(one) for one in (people, person, visit, visit.answers["a"]))


def test_blank_is_an_answer_without_a_word() -> None:
    assert all(is_blank(one) for one in (None, "", [], {}, {"r": {"c": ""}}, [{"id": "x", "c": ""}]))
    assert not any(is_blank(one) for one in (0, "x", ["x"], {"r": {"c": "x"}}))


def test_people_keep_their_id_when_renamed() -> None:
    people, blue = People().add(" Blue\n ")
    people, _red = people.add("Red")
    renamed = people.change(blue.id, alias="Sky")
    assert [one.alias for one in renamed] == ["Sky", "Red"]
    found = renamed.get(blue.id)
    assert found is not None
    assert found.alias == "Sky"
    assert People.from_data(renamed.to_data()) == renamed
    assert len(renamed.remove(blue.id)) == 1
