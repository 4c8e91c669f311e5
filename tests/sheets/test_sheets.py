"""The shipped worksheets: what is in them, for whom, and what may leave the workbook."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.answers.stories import tell
from ciworkbook.worksheet.loading import load_file
from ciworkbook.worksheet.model import KINDS, Checklist, Choice, Column, Door, Question, Staircase
from ciworkbook.worksheet.shelf import check_files
from ciworkbook.worksheet.stories import load_stories
from ciworkbook.worksheet.texts import texts

from .shipped import DANGER, FOLDER, MAP, NAMES, STAIRS, data, doors, sheet, shown

STEPS = ("stop", "see_harm", "see_effects", "repair", "change_roots", "sound_part")


# Every sheet


def test_the_whole_catalogue_is_there_in_its_order() -> None:
    order = load_file(FOLDER / "common" / "order.yaml")[0]
    assert order is not None
    assert len(NAMES) == 35
    assert sorted(order.data["order"]) == NAMES
    assert all(set(some) <= set(NAMES) for some in order.data["first"].values())


def test_survivors_have_at_least_as_many_sheets_as_those_who_caused_harm() -> None:
    assert sum("harmed" in doors(name) for name in NAMES) >= sum("caused_harm" in doors(name) for name in NAMES)


@pytest.mark.parametrize(("name", "door"), [(name, door) for name in NAMES for door in doors(name)])
def test_a_sheet_begins_and_ends_with_the_frame_alone(name: str, door: Door) -> None:
    """Is now a good time, and how am I leaving: the program asks that, once for all sheets."""
    said = " ".join(one.label.casefold() for one in sheet(name, door).questions())
    assert "good time" not in said and "how are you leaving" not in said


@pytest.mark.parametrize(("name", "door"), [(name, door) for name in NAMES for door in doors(name)])
def test_a_sheet_with_a_heavy_part_offers_a_place_to_stop(name: str, door: Door) -> None:
    sections = sheet(name, door).sections
    if any(one.content_note is not None for one in sections[:-1]):
        assert any(one.pause for one in sections[:-1])


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_has_no_finding_and_gets_no_advice(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    assert [str(one) for one in check_files([path], FOLDER)] == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=worksheet.schema.json"
    assert data(name)["id"] == name


@pytest.mark.parametrize("name", NAMES)
def test_credit_names_licence_authors_and_what_inspired_it(name: str) -> None:
    credit = data(name)["credit"]
    assert credit["license"] == "CC-BY-4.0"
    assert credit["authors"] == ["The workbook contributors"]
    assert any("Creative Interventions Toolkit" in one for one in credit["inspired_by"])
    assert f"`{name}`" in (FOLDER.parent / "CREDITS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_stories_cover_every_door_and_come_true(name: str) -> None:
    stories, findings = load_stories(FOLDER / "stories" / f"{name}.yaml")
    assert stories is not None, findings
    assert tell(stories, data(name)) == []
    assert stories.of == name
    assert len(stories.stories) >= 6
    at = [(one.get("door", doors(name)[0]), one) for one in stories.stories]
    assert {door for door, _one in at} == set(doors(name))
    for door in doors(name):
        here = [one for of, one in at if of == door]
        assert any(not one.get("given") and not one.get("left") for one in here), f"{door}: nothing left empty"
    if "caused_harm" in doors(name) and len(doors(name)) > 1:
        guarded = [one for of, one in at if of == "caused_harm" and one.get("does_not_see")]
        assert guarded, "no story says what someone who caused harm never sees"


def test_the_sheets_use_all_kinds_of_question() -> None:
    used = {type(one) for name in NAMES for door in doors(name) for one in sheet(name, door).questions()}
    assert used == set(KINDS.values())


# Is there danger right now?


def signs_at(door: Door) -> list[tuple[str, Any, str]]:
    """(question, a value, state) for each sign of the danger sheet and each thing to say about it."""
    found: list[tuple[str, Any, str]] = []
    for question in sheet(DANGER, door).questions():
        match question:
            case Checklist(id=id_, items=items, states=states):
                found += [(id_, {item.id: {"state": one.id}}, one.id) for item in items for one in states]
            case Choice(id=id_, options=options) if id_.endswith("neck"):
                found += [(id_, one.id, one.id) for one in options]
    return found


@pytest.mark.parametrize("door", doors(DANGER))
def test_each_sign_takes_yes_no_and_dont_know_and_all_but_no_lead_to_the_same_page(door: Door) -> None:
    worksheet = sheet(DANGER, door)
    card = "own_card" if door == "caused_harm" else "options_card"
    signs = signs_at(door)
    assert len(signs) >= 60
    pages = set()
    for question, value, state in signs:
        after = shown(worksheet, **{question: value})
        assert (card in after) is (state != "not_so"), (question, value)
        if state != "not_so":
            pages.add(after)
    assert len(pages) == 1
    assert {state for _, _, state in signs} == {"is_so", "not_so", "dont_know"}


@pytest.mark.parametrize("door", doors(DANGER))
def test_the_neck_stands_behind_its_own_note(door: Door) -> None:
    worksheet = sheet(DANGER, door)
    for question in worksheet.questions():
        if any("neck" in text for _, text in texts(question)) and question.id not in ("neck_care", "own_card"):
            assert question.content_note is not None, question.id
    card = worksheet.question("own_card" if door == "caused_harm" else "neck_care").label
    assert "medical care" in card
    assert "no marks" in " ".join(card.split())


@pytest.mark.parametrize("door", doors(DANGER))
def test_the_danger_sheet_promises_nothing_and_hands_on_one_line(door: Door) -> None:
    worksheet = sheet(DANGER, door)
    assert worksheet.safety == "high"
    assert [one.id for one in worksheet.questions() if one.share != "private"] == ["next_line"]
    assert [one for item in worksheet.summary for one in item.questions] == ["next_line"]
    said = " ".join(" ".join(text.split()) for _, text in texts(worksheet))
    assert "cannot make anyone safe by itself" in said
    if door != "caused_harm":
        assert "not afraid" in said or "Not feeling afraid does not mean" in said
        assert "Leaving is a risky time" in said


# Who can help, who may get in the way


def columns_of(question: Question) -> dict[str, Column]:
    columns: tuple[Column, ...] = getattr(question, "columns", ()) + getattr(question, "fields", ())
    return {one.id: one for one in columns}


@pytest.mark.parametrize("door", doors(MAP))
def test_barriers_and_what_must_not_be_known_stay_private(door: Door) -> None:
    worksheet = sheet(MAP, door)
    asks = worksheet.question("asks")
    fields = columns_of(asks)
    assert worksheet.question("barriers").share == "private"
    assert {fields["must_not"].share, fields["safe"].share} == {"private"}
    assert {asks.share, fields["role"].share, fields["asker"].share, fields["when"].share} == {"ok"}
    assert worksheet.question("map").share == "ask"


@pytest.mark.parametrize("door", doors(MAP))
def test_an_empty_map_is_answered_kindly(door: Door) -> None:
    worksheet = sheet(MAP, door)
    assert "no_one" in shown(worksheet)
    assert "no_one" not in shown(worksheet, people=[{"person": "a"}])
    assert "true answer" in worksheet.question("no_one").label


# Steps towards change


@pytest.mark.parametrize("door", ["caused_harm", "helping", "facilitating"])
def test_the_staircase_has_the_six_steps_from_the_bottom_up(door: Door) -> None:
    worksheet = sheet(STAIRS, door)
    stairs = worksheet.question("stairs")
    assert isinstance(stairs, Staircase)
    assert worksheet.order("stairs") == STEPS
    assert [one.id for one in stairs.states] == ["now", "partly", "not_yet", "slipped", "not_aim"]
    assert stairs.revisit == "compare"
    aim = worksheet.question("aim")
    assert isinstance(aim, Choice)
    assert [one.label for one in aim.options[:6]] == [one.label for one in stairs.steps]


def test_the_one_who_was_harmed_sees_the_same_steps_and_hands_on_one_line() -> None:
    worksheet = sheet(STAIRS, "harmed")
    mine = worksheet.question("my_steps")
    stairs = sheet(STAIRS, "facilitating").question("stairs")
    assert isinstance(mine, Checklist)
    assert isinstance(stairs, Staircase)
    assert [(one.id, one.label) for one in mine.items] == [(one.id, one.label) for one in stairs.steps]
    asked = [one for one in worksheet.questions() if type(one).__name__ != "Note"]
    assert [one.id for one in asked if one.share != "private"] == ["pass_on"]
    assert "my_steps" not in shown(worksheet)


@pytest.mark.parametrize("door", doors(STAIRS))
def test_nobody_is_told_to_forgive_and_the_top_may_not_be_reached(door: Door) -> None:
    said = " ".join(sheet(STAIRS, door).question("welcome").label.split())
    assert "may not be reached" in said
    assert "No one owes" in said
