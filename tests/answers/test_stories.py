"""Stories: told true, told false, and written wrongly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ciworkbook.answers.stories import count, tell
from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.stories import Stories, load_stories, load_stories_text

EVERYTHING = Path(__file__).parents[1] / "worksheet" / "everything.yaml"
HEAD = "format: 1\nof: everything\nstories:\n"


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    made, _ = check_file(EVERYTHING)
    assert made is not None
    return {key: one for key, one in made.items() if key != "migrations"}


def stories(*lines: str) -> Stories:
    text = HEAD + "  - name: one\n" + "".join(f"    {line}\n" for line in lines)
    made, findings = load_stories_text("s.yaml", text)
    assert made is not None, findings
    return made


def told(data: dict[str, Any], *lines: str) -> list[str]:
    return [str(one) for one in tell(stories(*lines), data)]


TRUE: list[tuple[str, ...]] = [
    ("given: {}", "sees: [hello, name, mood]", "does_not_see: [more, parts, end, ask_all]", "resting: []"),
    ("given: {mood: hard}", "sees: [more, parts]", "messages: [hard_note]", "summary_shows: [note, moved]"),
    ("given: {mood: fine}", "messages: []", "summary_does_not_show: [note, said, rows, left]"),
    ("given: {mood: {other: Mixed}}", "sees: [more]", "messages: [hard_note]"),
    ("given: {fear: 4}", "resting: [fear]", "does_not_see: [fear]"),
    ("given: {mood: fine, fear: 4}", "resting: []", "sees: [fear]"),
    ("door: helping", "given: {mood: fine, people: [Anna]}", "sees: [near, ask_one]", "does_not_see: [ask_all]"),
    (
        "door: helping",
        "given: {mood: fine, people: [{alias: Jo, agreed: often}], near: {Jo: close}, ask_one: Jo, ask_all: [Jo]}",
        "sees: [ask_all]",
        "summary_shows: [rows]",
    ),
    ("given: {mood: fine, people: [{alias: Anna, agreed: never}]}", "summary_does_not_show: [rows]"),
    ("given: {mood: fine, signs: {phone: {how_often: often, last: today, kinds: [a], who: [Anna]}}}", "sees: [events]"),
    ("given: {mood: fine, signs: {door: {how_often: often}}}", "does_not_see: [events]"),
    ("given: {mood: fine, signs: {phone: {how_often: often}}, events: [{what: It began}]}", "resting: []"),
    ("given: {mood: fine, tasks: {bag: done, word: {state: later, note: Soon}}}", "sees: [day]"),
    (
        "given: {mood: fine, parts: [one, two], fear: 3, tasks: {bag: done}, day: 2026-11, people: [A], stairs: mend}",
        "sees: [end]",
    ),
    (
        "given: {mood: fine, people: [A], stairs: {place: [stop], steps: {stop: {state: begun, note: x, proof: y}}}}",
        "sees: [stairs]",
        "does_not_see: [end]",
    ),
    ("given: {mood: fine, people: [A], stairs: stop}", "sees: [stairs]"),
    ("given: {mood: {not_now: true}}", "does_not_see: [parts]", "summary_shows: [left]"),
    ("left: {mood: rather_not_say}", "does_not_see: [parts]"),
    ("given: {mood: hard, more: Some words}", "summary_shows: [said]"),
]


@pytest.mark.parametrize("lines", TRUE, ids=[one[0] + " " + one[1] for one in TRUE])
def test_a_true_story_finds_nothing(data: dict[str, Any], lines: tuple[str, ...]) -> None:
    assert told(data, *lines) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("sees: [name, parts]",), "s.yaml:5:18: E410 story 'one': 'parts' is not asked"),
        (("does_not_see: [name]",), "s.yaml:5:20: E410 story 'one': 'name' is asked"),
        (("given: {fear: 4}", "resting: []"), "s.yaml:6:14: E410 story 'one': resting: fear"),
        (("given: {mood: hard}", "messages: []"), "s.yaml:6:15: E410 story 'one': messages: hard_note"),
        (("given: {mood: fine}", "messages: [hard_note]"), "s.yaml:6:15: E410 story 'one': messages: none"),
        (("summary_shows: [note]",), "s.yaml:5:21: E410 story 'one': the summary does not show 'note'"),
        (("summary_does_not_show: [left]",), "s.yaml:5:29: E410 story 'one': the summary shows 'left'"),
        (("sees: [nme]",), "s.yaml:5:12: E402 there is no question 'nme' at this door - did you mean 'name'?"),
        (
            ("given: {moood: fine}",),
            "s.yaml:5:13: E402 there is no question 'moood' at this door - did you mean 'mood'?",
        ),
        (("messages: [hard]",), "s.yaml:5:16: E402 there is no check 'hard' at this door - did you mean 'hard_note'?"),
        (("given: {mood: fin}",), "s.yaml:5:19: E403 'fin' is not one of fine, hard - did you mean 'fine'?"),
        (("given: {fear: 9}",), "s.yaml:5:19: E403 has to be a whole number from 1 to 5"),
        (("given: {name: 3}",), "s.yaml:5:19: E403 has to be text"),
        (("given: {hello: x}",), "s.yaml:5:20: E403 a note takes no answer"),
        (("given: {stairs: [stop, mend, stop]}",), "s.yaml:5:21: E403 these are too many steps to stand on"),
        (("given: {signs: {phone: {how: x}}}",), "s.yaml:5:34: E403 unknown field 'how'"),
        (("given: {tasks: {bag: gone}}",), "s.yaml:5:26: E403 'gone' is not one of done, later - did you mean 'done'?"),
        (("given: {people: [{bond: x}]}",), "s.yaml:5:22: E403 a person needs an 'alias'"),
        (("given: {parts: one}",), "s.yaml:5:20: E403 has to be a list"),
        (("given: {signs: [a]}",), "s.yaml:5:20: E403 has to be a map"),
    ],
)
def test_a_false_story_is_told_with_its_place(data: dict[str, Any], lines: tuple[str, ...], found: str) -> None:
    assert any(one.startswith(found) for one in told(data, *lines)), told(data, *lines)


def test_a_door_the_sheet_is_not_for(data: dict[str, Any]) -> None:
    narrow = {**data, "audience": ["harmed"]}
    assert [one.code for one in tell(stories("door: helping"), narrow)] == ["E401"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("format: 1\nof: a\nstories: []\n", "s.yaml:3:10: E108 'stories' is empty"),
        (HEAD + "  - {name: x, sess: [a]}\n", "s.yaml:4:15: E101 unknown key 'sess' - did you mean 'sees'?"),
        (HEAD + "  - {sees: [a]}\n", "s.yaml:4:5: E103 the key 'name' is missing"),
        (HEAD + "  - {name: x, left: {a: gone}}\n", "s.yaml:4:25: E107 'gone' is not one of skipped, not_now"),
        (HEAD + "  - {name: x, sees: }\n", "s.yaml:4:15: E104 'sees' is empty"),
        (HEAD + "  - {name: x, name: y}\n", "s.yaml:4:15: E010 the key 'name' stands twice"),
    ],
)
def test_a_file_of_the_wrong_shape(text: str, found: str) -> None:
    made, findings = load_stories_text("s.yaml", text)
    assert made is None
    assert any(str(one).startswith(found) for one in findings), findings


SHIPPED = sorted((sheets_folder() / "stories").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_stories_are_true(path: Path) -> None:
    made, findings = load_stories(path)
    assert made is not None and findings == []
    data, _ = check_file(sheets_folder() / f"{made.of}.yaml")
    assert data is not None
    assert tell(made, data) == []
    assert count([made]) >= 3


def test_every_shipped_sheet_has_stories() -> None:
    from ciworkbook.worksheet.checking import sheet_files

    assert {path.stem for path in sheet_files(sheets_folder())} == {path.stem for path in SHIPPED}
