"""Conditions: what each operator means, and that no answer is too odd for them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.worksheet import conditions
from ciworkbook.worksheet.conditions import OPERATORS, All, AnyOf, Condition, Not, holds, parse

EMPTY: list[Any] = [None, "", [], {}, {"place": [], "steps": {}}, {"row": {"cell": ""}}]
STEPS = ("stop", "name", "mend")

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["a", "b", "state", "place", "steps", "id"]) | st.text(max_size=4), inner, max_size=4
        )
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(["a", "b", "state", "stop"])
OPERANDS: dict[str, st.SearchStrategy[Any]] = {
    "answered": st.booleans(),
    **dict.fromkeys(("is", "is_not", "includes", "at_least", "at_most"), NAMES | st.integers()),
    **dict.fromkeys(
        ("is_one_of", "includes_any", "includes_all"), st.lists(NAMES | st.integers(), min_size=1, max_size=3)
    ),
    **dict.fromkeys(("before", "after"), st.sampled_from(["2026", "2026-11", "2026-autumn", "2026-11-24"]) | st.text()),
    **dict.fromkeys(("count_at_least", "count_at_most"), st.integers(0, 1000)),
}


def single() -> st.SearchStrategy[conditions.Test]:
    return st.sampled_from(OPERATORS).flatmap(
        lambda operator: st.builds(
            conditions.Test,
            st.just("q"),
            st.just(operator),
            OPERANDS[operator],
            st.just("") | NAMES,
            st.just("") | NAMES,
        )
    )


def trees() -> st.SearchStrategy[Condition]:
    return st.recursive(
        single(),
        lambda inner: (
            st.builds(All, st.lists(inner, max_size=3).map(tuple))
            | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
            | st.builds(Not, inner)
        ),
        max_leaves=6,
    )


@settings(deadline=None, max_examples=500)
@given(trees(), VALUES)
def test_no_answer_is_too_odd(condition: Condition, value: Any) -> None:
    assert holds(condition, lambda _: value, lambda _: STEPS) in (True, False)
    assert holds(condition, lambda _: value) in (True, False)


@settings(deadline=None)
@given(single(), st.sampled_from(EMPTY))
def test_an_empty_answer_fails_every_test_but_answered_false(test: conditions.Test, empty: Any) -> None:
    wanted = test.operator == "answered" and test.operand is False
    assert holds(test, lambda _: empty, lambda _: STEPS) is wanted


@settings(deadline=None)
@given(trees(), VALUES)
def test_not_is_plain_negation(condition: Condition, value: Any) -> None:
    assert holds(Not(condition), lambda _: value) is not holds(condition, lambda _: value)


@pytest.mark.parametrize(
    ("condition", "value", "wanted"),
    [
        ({"is": "a"}, "a", True),
        ({"is": "a"}, "b", False),
        ({"is_not": "a"}, "b", True),
        ({"is_not": "a"}, None, False),
        ({"is_one_of": ["a", "b"]}, "b", True),
        ({"is": 4}, 4, True),
        ({"at_least": 4}, 4, True),
        ({"at_least": 4}, 3, False),
        ({"at_most": 4}, 5, False),
        ({"at_least": 0}, 0, True),
        ({"includes": "a"}, ["b", "a"], True),
        ({"includes_any": ["c", "a"]}, ["b", "a"], True),
        ({"includes_all": ["c", "a"]}, ["b", "a"], False),
        ({"count_at_least": 2}, [{"person": "x"}, {"person": "y"}], True),
        ({"count_at_most": 1}, [{"person": "x"}, {"person": "y"}], False),
        ({"before": "2026-12"}, "2026-11-24", True),
        ({"after": "2026"}, "2026-11-24", False),
        ({"after": "2026-summer"}, "2026-autumn", True),
        ({"at_least": "name"}, {"place": ["name"], "steps": {}}, True),
        ({"at_least": "name"}, {"place": ["stop", "mend"], "steps": {}}, True),
        ({"at_most": "name"}, {"place": ["stop", "mend"], "steps": {}}, False),
        ({"at_least": 3}, {"place": ["name"], "steps": {}}, False),
        ({"field": "f", "is": "x"}, [{"f": "y"}, {"f": "x"}], True),
        ({"row": "r", "field": "f", "is": "x"}, {"r": {"f": "y"}, "s": {"f": "x"}}, False),
        ({"row": "r", "is": "done"}, {"r": {"state": "done"}}, True),
        ({"row": "name", "is": "begun"}, {"place": [], "steps": {"name": {"state": "begun"}}}, True),
        ({"answered": True}, {"place": [], "steps": {"name": {"state": "begun"}}}, True),
    ],
)
def test_operators(condition: dict[str, Any], value: Any, wanted: bool) -> None:
    test = parse({"q": "q", **condition})
    assert holds(test, lambda _: value, lambda _: STEPS if "place" in str(value) else ()) is wanted


def test_parse_and_tests_in_keep_the_order() -> None:
    made = parse(
        {"all": [{"q": "a", "is": "x"}, {"not": {"any": [{"q": "b", "at_least": 2}, {"q": "c", "answered": True}]}}]}
    )
    assert [(one.q, one.operator) for one in conditions.tests_in(made)] == [
        ("a", "is"),
        ("b", "at_least"),
        ("c", "answered"),
    ]
    assert holds(None, lambda _: None)
