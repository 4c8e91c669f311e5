"""The table of keys: what holds in it as it comes, and what of a person's own is taken or refused."""

from __future__ import annotations

import importlib
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook import keys
from ciworkbook.keys import ACTIONS, TWICE, Keys, meet, needs_fn, refused, refused_usual, unfit
from ciworkbook.preferences import Settings

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
gathering: Any = importlib.import_module("words")

ESSENTIAL = ("cover", "leave", "help", "actions")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    keys.use()
    yield
    keys.use()


def whole(now: Keys) -> None:
    """Assert what holds in any table."""
    for one, other in itertools.combinations(ACTIONS.values(), 2):
        if meet(one, other):
            assert not set(now.of(one.id)) & set(now.of(other.id)), (one.id, other.id)
    for id, action in ACTIONS.items():
        assert now.of(id), id
        assert set(action.stays) <= set(now.of(id))
        assert all(key == TWICE or not unfit(key) or key in action.usual for key in now.of(id))


def test_the_usual_keys() -> None:
    whole(Keys())
    for id in ACTIONS:
        assert any(not needs_fn(key) for key in Keys().of(id)), f"{id} needs a function key"
    assert TWICE in Keys().of("cover")


def test_no_usual_key_is_one_that_writes_or_that_terminals_keep_for_themselves() -> None:
    for action in ACTIONS.values():
        for key in action.usual:
            assert key in ("pagedown", "pageup") or not unfit(key), (action.id, key)


@pytest.mark.parametrize(
    ("key", "character", "says"),
    [
        ("x", "x", "x is there to write with."),
        ("question_mark", "?", "? is there to write with."),
        ("é", "é", "é is there to write with."),
        ("enter", "\r", "a terminal cannot tell Ctrl+M from it"),
        ("tab", "\t", "a terminal cannot tell Ctrl+I from it"),
        ("backspace", "\x7f", "a terminal cannot tell Ctrl+H from it"),
        ("escape", "\x1b", "a terminal cannot tell Ctrl+[ from it"),
        ("up", None, "needed on every page"),
        ("space", " ", "needed on every page"),
        ("ctrl+z", "\x1a", "Ctrl+Z is needed for writing."),
        ("ctrl+s", "\x13", "Ctrl+S stops the picture in some terminals."),
        ("ctrl+j", "\n", "does not come through in every terminal"),
        ("ctrl+shift+x", None, "does not come through in every terminal"),
        ("super+a", None, "does not come through in every terminal"),
        ("ctrl+backslash", "\x1c", "does not come through in every terminal"),
        ("ctrl+q", "\x11", "Ctrl+Q is there already: save and leave at once."),
        ("f2", None, "F2 is there already: skip, not now, does not fit, rather not say."),
    ],
)
def test_a_key_is_refused_with_what_to_do(key: str, character: str | None, says: str) -> None:
    said = refused(key, "help", Keys(), character)
    assert says in said
    assert "Choose" in said


@pytest.mark.parametrize("key", ["f6", "alt+c", "ctrl+b", "shift+f2", "ctrl+g", "f1"])
def test_a_key_that_is_free_is_taken(key: str) -> None:
    assert refused(key, "help", Keys()) == ""
    now = Keys().changed("help", key)
    assert now.of("help") == ((key,) if key != "f1" else ("f1", "ctrl+g"))
    whole(now)


def test_actions_of_different_pages_may_share_a_key() -> None:
    assert refused("f6", "read", Keys({"paper": "f6"})) == ""
    assert refused("f6", "skip", Keys({"read": "f6"})) != ""


def test_an_own_key_takes_the_place_of_all_usual_ones_and_esc_twice_still_covers() -> None:
    now = Keys({"cover": "f6", "lock": "ctrl+b"})
    assert now.of("cover") == ("f6", TWICE)
    assert now.single("cover") == ("f6",)
    assert now.of("lock") == ("ctrl+b",)
    assert now.changed("lock", "").of("lock") == ("f9", "ctrl+l")


def test_two_keys_can_change_places() -> None:
    now = Keys({"cover": "f9", "lock": "f8"})
    assert now.of("cover")[0] == "f9"
    assert now.of("lock") == ("f8",)


def test_a_usual_key_that_another_action_has_now_is_not_given_back() -> None:
    now = Keys({"cover": "f6", "pause": "f8"})
    assert "F8 is there already: a few quiet minutes." in refused_usual("cover", now)
    assert refused_usual("pause", now) == ""
    assert refused_usual("cover", Keys({"cover": "f6"})) == ""


def test_without_function_keys_the_others_are_named_first_and_all_still_hold() -> None:
    with_them, without = Keys(), Keys(function_keys=False)
    for id in ACTIONS:
        assert set(with_them.of(id)) == set(without.of(id))
        assert not needs_fn(without.of(id)[0])
    assert Keys({"skip": "f6"}, function_keys=False).of("skip") == ("f6",)


ODD = st.one_of(
    st.sampled_from([key for one in ACTIONS.values() for key in one.usual]),
    st.sampled_from(["f6", "f7", "alt+a", "x", "", "enter", "escape escape", "ctrl+s", "ctrl+i", "f99"]),
    st.text(max_size=5),
    st.integers(),
    st.none(),
)


@given(st.dictionaries(st.one_of(st.sampled_from(list(ACTIONS)), st.text(max_size=4)), ODD), st.booleans())
def test_whatever_stands_in_the_settings_nothing_ends_up_without_a_key(own: dict[str, object], fn: bool) -> None:
    now = Keys(own, function_keys=fn)
    whole(now)
    for id in ESSENTIAL:
        assert now.single(id)
    read = Settings.from_data({"keys": own, "function_keys": fn, "of a newer version": 1})
    whole(Keys(read.keys, function_keys=read.function_keys))


@given(st.lists(st.tuples(st.sampled_from(list(ACTIONS)), ODD), max_size=12))
def test_whatever_is_chosen_one_after_the_other_is_what_the_person_was_told(steps: list[tuple[str, object]]) -> None:
    now = Keys()
    for id, key in steps:
        if not isinstance(key, str) or refused(key, id, now):
            continue
        then = now.changed(id, key)
        assert key in then.of(id)
        assert all(then.of(one) == now.of(one) for one in ACTIONS if one != id)
        now = then
    whole(now)


def test_keys_have_names_that_can_be_read_on_them() -> None:
    said = [
        keys.name(key) for key in ("ctrl+q", "f8", TWICE, "pagedown", "alt+c", "shift+f2", "ctrl+left_square_bracket")
    ]
    assert said == ["Ctrl+Q", "F8", "Esc Esc", "PgDn", "Alt+C", "Shift+F2", "Ctrl+["]


NAMED = re.compile(r"\b(F[1-9][0-9]?|(Ctrl|Alt|Shift)\+)")


def test_no_words_of_the_program_name_a_key_that_can_be_changed() -> None:
    found = [
        f"{path.name}:{line}: {message}"
        for path in sorted(gathering.SOURCE.rglob("*.py"))
        if path.name != "keys.py" and "linear" not in path.parts
        for line, _context, message, plural in gathering.messages(path)
        if NAMED.search(message + plural) and "F1 to F12" not in message
    ]
    assert found == []


def test_the_scan_would_find_one(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text('_("F8 covers this.")\nmark("Ctrl+Q")\n_("Esc goes back.")\n', encoding="utf-8")
    assert [bool(NAMED.search(one[2])) for one in gathering.messages(path)] == [True, True, False]


def test_the_docs_name_the_usual_keys() -> None:
    rows = (Path(__file__).parent.parent / "docs" / "keys.md").read_text(encoding="utf-8").splitlines()
    for action in ACTIONS.values():
        found = [row for row in rows if row.startswith("|") and action.does() in row]
        assert len(found) == 1, action.id
        named = re.findall(r"`([^`]+)`", found[0])
        assert named[: len(action.usual)] == [keys.name(key) for key in action.usual], action.id
