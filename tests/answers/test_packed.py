"""Answers that are kept as text are the same answers whenever they are asked for."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.packed import MOST, Packed

from .test_visit import answers

WORDS = "what was said, \ud800 家 and ünder the stairs"


def packed(**given_answers: Answer) -> Packed:
    return Packed({id_: one.to_data() for id_, one in given_answers.items()})


@given(st.dictionaries(st.text(min_size=1, max_size=8), answers, max_size=5))
def test_they_are_what_was_read(read: dict[str, Answer]) -> None:
    kept = Packed({id_: one.to_data() for id_, one in read.items()})
    assert len(kept) == len(read)
    assert kept == read
    assert list(kept) == list(read)
    assert {**kept} == read


def test_those_asked_for_long_ago_are_let_go_of_and_come_back() -> None:
    first = packed(q=Answer(value=[{"id": "a", "words": WORDS}]))
    given_out = first["q"].value
    assert first["q"].value is given_out
    for number in range(MOST):
        assert packed(q=Answer(value=number))["q"].value == number
    assert sys.getrefcount(given_out) == 2
    assert first["q"].value == given_out
    assert first["q"].value is not given_out


def test_one_that_is_no_answer_is_told_when_it_is_read() -> None:
    with pytest.raises(TypeError):
        Packed({"q": ["given"]})  # type: ignore[dict-item]


def test_it_shows_nothing_of_what_it_holds() -> None:
    assert repr(packed(q=Answer(value=WORDS))) == "<1 answers>"
