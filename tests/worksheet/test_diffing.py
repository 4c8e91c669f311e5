"""What a new version does to answers: graded, at its place, and quiet where a migration takes care."""

from __future__ import annotations

import pytest

from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.diffing import diff
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.versions import Version

from .sheets import EVERYTHING, HEAD, canonical, sheet

TEXT = "- {id: helpers, type: long_text, label: Who helps}\n"
MOOD = (
    "- {id: mood, type: choice, label: Mood, other: true, options: [{id: low, label: Low}, {id: high, label: High}]}\n"
)
LISTED = "- {id: often, type: choices, label: Often, options_from: list}\n"
FEAR = "- {id: fear, type: scale, label: Fear, min_label: a, max_label: b}\n"
STAIRS = (
    "- {id: stairs, type: staircase, label: S, place: range, steps: [{id: one, label: 1st}, {id: two, label: 2nd}]}\n"
)
TABLE = "- {id: signs, type: table, label: T, row_label: row, columns: [{id: how, type: choice, label: H, options: [{id: y, label: Y}]}]}\n"  # noqa: E501
TASKS = "- {id: tasks, type: checklist, label: T, note_each: true, items: [{id: bag, label: Bag}]}\n"
PEOPLE = "- {id: people, type: people, label: Who}\n"
RINGS = "- {id: near, type: ring_map, label: N, people: people, relevant: {q: people, answered: true}, rings: [{id: in, label: I}, {id: out, label: O}]}\n"  # noqa: E501
HIDDEN = "- {id: hidden, type: short_text, label: Hidden, share: private}\n"
NOTE = "- {id: hello, type: note, label: Hello}\n"
ALL = TEXT + MOOD + LISTED + FEAR + STAIRS + TABLE + TASKS + PEOPLE + RINGS + HIDDEN + NOTE
LIST = "lists:\n  list: [{id: never, label: Never}, {id: daily, label: Daily}]\n"


def version(questions: str = ALL, number: int = 1, *, steps: str = "", top: str = LIST, head: str = HEAD) -> Version:
    text = sheet(questions, head=head.replace("version: 1", f"version: {number}"), top=top)
    if number > 1:
        text += f"migrations: [{{to: {number}, note: x, steps: [{steps}]}}]\n"
    data = canonical(text)
    loaded, _ = load_text("old.yaml" if number == 1 else "new.yaml", text)
    assert loaded is not None
    return Version(loaded, data)


def told(new: Version, old: Version | None = None) -> list[str]:
    return [str(one) for one in diff(old or version(), new)]


def changed(then: str, now: str, steps: str = "", **named: str) -> list[str]:
    """Return what is told where `then` became `now`, without the places."""
    assert then in ALL
    lines = told(version(ALL.replace(then, now, 1), 2, steps=steps, **named))
    return [one.split(": ", 1)[1] for one in lines]


def test_nothing_changed() -> None:
    assert told(version()) == []
    assert told(version(number=2)) == []
    data, _ = check_file(EVERYTHING)
    loaded, _ = load_text("e.yaml", EVERYTHING.read_text("utf-8"))
    assert data is not None and loaded is not None
    assert diff(Version(loaded, data), Version(loaded, data)) == []


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        ("label: Who helps", "label: Who else", "'label' of 'helpers' changed"),
        ("label: Who helps", "label: {harmed: Who helps, helping: Who}", "'label' of 'helpers' changed"),
        ("label: Who helps", "label: Who helps, hint: Anyone", "'hint' of 'helpers' is new"),
        ("label: Low", "label: Down", "'label' of option 'low' of 'mood' changed"),
        ("min_label: a", "min_label: none", "'min_label' of 'fear' changed"),
        ("label: 1st", "label: First", "'label' of step 'one' of 'stairs' changed"),
        ("label: H,", "label: How,", "'label' of column 'how' of 'signs' changed"),
        ("label: Y", "label: Yes", "'label' of option 'y' of the column 'how' of 'signs' changed"),
        ("label: Bag", "label: A bag", "'label' of item 'bag' of 'tasks' changed"),
        ("label: Hello", "label: Hallo", "'label' of 'hello' changed"),
        (NOTE, "", "the note 'hello' is gone"),
    ],
)
def test_other_words_need_no_version(then: str, now: str, found: str) -> None:
    assert f"wording changed: {found}" in changed(then, now)
    if now:
        assert [one.split(": ", 1)[1] for one in told(version(ALL.replace(then, now, 1)))] == [
            f"wording changed: {found}"
        ]


def test_words_of_a_list_are_told() -> None:
    (line,) = told(version(top=LIST.replace("Daily", "Each day")))
    assert line == "old.yaml:12:56: wording changed: 'label' of option 'daily' of 'often' changed"


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (", {id: high, label: High}", "", "the option 'high' of 'mood' is gone"),
        ("id: high", "id: higher", "the option 'high' of 'mood' is gone"),
        ("[{id: one, label: 1st}, {id: two, label: 2nd}]", "[{id: two, label: 2nd}, {id: one, label: 1st}]", "the steps of 'stairs' stand in another order"),  # noqa: E501
        ("{id: in, label: I}, {id: out, label: O}", "{id: out, label: O}, {id: in, label: I}", "the rings of 'near' stand in another order"),  # noqa: E501
        ("{id: in, label: I}, ", "", "the ring 'in' of 'near' is gone"),
        ("{id: bag, label: Bag}", "{id: box, label: Box}", "the item 'bag' of 'tasks' is gone"),
        ("{id: y, label: Y}", "{id: z, label: Z}", "the option 'y' of the column 'how' of 'signs' is gone"),
        ("type: choice, label: H, options: [{id: y, label: Y}]", "type: date, label: H", "the column 'how' of 'signs' was a choice and is a date now"),  # noqa: E501
        ("{id: how, type", "{id: when, type", "the column 'how' of 'signs' is gone"),
        ("share: private", "share: ok", "'hidden' was private and may be printed now (ok)"),
        (", share: private", "", "'hidden' was private and may be printed now (ask)"),
        ("label: Who helps", "label: Who helps, audience: [harmed]", "'helpers' is not for the door helping any more"),
        ("label: High", "label: High, audience: [helping]", "the option 'high' of 'mood' is not for the door harmed any more"),  # noqa: E501
        ("label: Hidden", "label: Hidden, relevant: {q: mood, is: low}", "'hidden' comes up under another condition"),
        ("min_label: a", "max: 5, min_label: a", "'fear' went to other numbers: 'max' is 5"),
        ("other: true, ", "", "'mood' takes no words of one's own any more"),
        ("note_each: true, ", "", "'tasks' takes no notes any more"),
        ("place: range, ", "", "'stairs' takes one step in place of a stretch of steps"),
    ],
)  # fmt: skip
def test_what_may_lose_sense(then: str, now: str, found: str) -> None:
    assert f"may lose sense: {found}" in changed(then, now)


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (TEXT, "", "the question 'helpers' is gone, and no migration says what becomes of its answers"),
        ("id: helpers", "id: ally", "the question 'helpers' is gone, and no migration says what becomes of its answers"),  # noqa: E501
        ("type: long_text", "type: date", "'helpers' was a long_text question and is a date question now, without 'to_long_text' or 'into_people'"),  # noqa: E501
        ("row_label: row", "rows: [{id: r, label: R}]", "the rows of 'signs' are fixed in one version and added by the person in the other"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_will_be_lost(then: str, now: str, found: str) -> None:
    assert f"will lose: {found}" in changed(then, now)


def test_people_in_place_of_options_will_lose() -> None:
    one = "- {id: one, type: choice, label: O, %s, relevant: {q: people, answered: true}}\n"
    old = version(PEOPLE + one % "options: [{id: a, label: A}]", top="")
    new = version(PEOPLE + one % "options_from: people", 2, top="")
    assert [one.split(": ", 1)[1] for one in told(new, old)] == [
        "will lose: 'one' has people to choose from in one version only"
    ]


@pytest.mark.parametrize(
    ("then", "now", "steps"),
    [
        ("id: helpers", "id: allies", "{do: rename, q: helpers, to: allies}"),
        (TEXT, "", "{do: into_people, q: helpers, to: people}"),
        (TEXT, "", "{do: retire, q: helpers, why: w}"),
        ("id: high", "id: up", "{do: recode, q: mood, map: {high: up}}"),
        ("id: high", "id: up", "{do: recode, q: mood, map: {high: x}}, {do: recode, q: mood, map: {x: up}}"),
        ("{id: y, label: Y}", "{id: z, label: Y}", "{do: recode, q: signs, field: how, map: {y: z}}"),
        ("id: one", "id: first", "{do: recode, q: stairs, map: {one: first}}"),
        (FEAR, "- {id: fear, type: long_text, label: Anything}\n", "{do: to_long_text, q: fear}"),
        (
            FEAR,
            "- {id: afraid, type: long_text, label: A}\n",
            "{do: rename, q: fear, to: afraid}, {do: to_long_text, q: afraid}",
        ),
    ],
)
def test_what_a_migration_takes_care_of_is_not_told(then: str, now: str, steps: str) -> None:
    assert changed(then, now, steps) == []


def test_a_recoded_option_still_tells_its_words() -> None:
    lines = changed("id: high, label: High", "id: up, label: Up", "{do: recode, q: mood, map: {high: up}}")
    assert lines == ["wording changed: 'label' of option 'up' of 'mood' changed"]


def test_steps_of_older_migrations_do_not_count() -> None:
    steps = "{do: retire, q: helpers, why: w}"
    old, new = (
        version(questions, 2, steps=steps) for questions in (ALL.replace("helpers", "aid"), ALL.replace(TEXT, ""))
    )
    assert any("the question 'aid' is gone" in one for one in told(new, old))


def test_the_version_is_raised_for_anything_but_words() -> None:
    more = ALL + "- {id: more, type: date, label: More}\n"
    assert told(version(more)) == [
        "old.yaml:3:10: will lose: something other than words changed: raise 'version' to 2 and write a migration"
    ]
    assert told(version(more, 2)) == []
    assert told(version(), version(number=2)) == ["old.yaml:3:10: will lose: the version went down from 2 to 1"]
    aside = HEAD.replace("minutes: 5", "minutes: 7").replace("Someone", "Someone else").replace("allies", "goals")
    assert told(version(head=aside)) == []


def test_a_version_without_a_way_to_it_is_told() -> None:
    more = ALL + "- {id: more, type: date, label: More}\n"
    assert told(version(more, 3)) == [
        "new.yaml:3:10: may lose sense: there is no migration to version 2: visits of version 1 stay as they are"
    ]


def test_a_door_less_is_told_once() -> None:
    lines = told(version(head=HEAD.replace("[harmed, helping]", "[harmed]"), number=2))
    assert lines == ["new.yaml:9:11: may lose sense: the sheet is not for the door helping any more"]


def test_safety_taken_back_opens_what_was_private() -> None:
    high = LIST + "safety: high\ncontent_note: {text: x}\n"
    lines = [one.split(": ", 1)[1] for one in told(version(number=2), version(top=high))]
    assert "may lose sense: 'mood' was private and may be printed now (ask)" in lines
    assert not any("'hidden'" in one for one in lines)


def test_places_are_those_of_the_new_file_or_of_what_is_gone() -> None:
    new = version(ALL.replace(TEXT, "").replace("label: Fear", "label: Afraid"), 2)
    lines = told(new)
    assert [one.split(": ")[0] for one in lines] == ["new.yaml:19:40", "old.yaml:17:9"]
    data = [one.to_data() for one in diff(version(), new)]
    assert data[0] == {
        "file": "new.yaml",
        "line": 19,
        "column": 40,
        "grade": "wording changed",
        "message": "'label' of 'fear' changed",
    }
