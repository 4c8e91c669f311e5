"""The workbook: order of visits in time, what is damaged or gone, and what could not be saved yet."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People
from ciworkbook.answers.visit import Visit
from ciworkbook.vault import Damaged, SaveFailed
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.model import Door

from .making import Clock, new_workbook, open_again
from .screens import bench


def begun(book: Workbook, at: str) -> Visit:
    """Keep a visit of the plain sheet that was begun at a moment."""
    made = replace(book.begin("plain", "harmed"), started=at, changed=at)
    return book.save(made.answer("wish", Answer(value=at), at))


def test_visits_stand_in_time_when_the_clocks_are_put_back() -> None:
    book, _vault = bench.workbook()
    summer = begun(book, "2026-10-25T02:30:00+02:00")
    winter = begun(book, "2026-10-25T02:15:00+01:00")  # three quarters of an hour later
    assert book.visits("plain") == [summer, winter]
    assert book.earlier(winter) == summer
    assert book.earlier(summer) is None
    assert book.begin("plain", "harmed").worksheet == "plain"


def test_two_visits_of_one_second_have_an_order() -> None:
    book, _vault = bench.workbook()
    first, second = (begun(book, "2026-11-24T20:00:00+01:00") for _number in range(2))
    assert book.earlier(second) == first
    assert book.earlier(first) is None
    assert book.earlier(book.begin("plain", "harmed")) in (None, second)  # by the clock of the bench


def test_a_visit_begun_in_the_second_of_the_last_one_comes_after_it() -> None:
    book, _vault = bench.workbook()
    last = begun(book, book.stamp())
    assert book.earlier(book.begin("plain", "harmed")) == last


def test_a_definition_that_does_not_open_gives_way_to_the_sheet_of_today() -> None:
    book, vault = bench.workbook()
    old = replace(begun(book, "2026-11-24T20:00:00+01:00"), digest="0" * 64)
    book.asked.definitions["0" * 64] = 99

    def refuse(entry: int) -> bytes:
        raise Damaged(entry, "damaged", has_previous=False)

    vault.get = refuse  # type: ignore[method-assign]
    assert book.worksheet_of(old).id == "plain"
    assert book.can_show(old)


def test_a_visit_of_a_sheet_that_is_gone_cannot_be_shown() -> None:
    book, _vault = bench.workbook()
    visit = begun(book, "2026-11-24T20:00:00+01:00")
    book.catalogue = bench.catalogue(bench.STEPS)
    assert book.can_show(visit)  # its own definition is kept
    book.asked.definitions.clear()
    assert not book.can_show(visit)


@pytest.mark.parametrize("kind", ["settings", "people"])
def test_where_the_newest_list_is_damaged_the_one_before_is_used(tmp_path: Path, kind: str) -> None:
    clock = Clock()
    book = new_workbook(tmp_path, clock)
    book.save_people(People().add("Ash")[0])
    book.save_people(book.people.add("Birch")[0])
    book.save_settings(replace(book.settings, theme="light"))
    entry = book._entries[kind]
    generation = next(one.generation for one in book._vault.entries() if one.id == entry)
    name = book._vault._name(entry, generation)  # type: ignore[attr-defined]
    book.close()
    (tmp_path / name).write_bytes(b"spoiled")

    again = open_again(tmp_path, clock)
    assert again.settings.door == "harmed"
    assert [one.alias for one in again.people][:1] == ["Ash"]
    assert any(one.entry == entry for one in again.findings)
    again.save_people(again.people.add("Cedar")[0])
    again.save_settings(replace(again.settings, theme="contrast-dark"))
    again.close()

    last = open_again(tmp_path, clock)
    assert last.settings.theme == "contrast-dark"
    assert "Cedar" in [one.alias for one in last.people]
    last.close()


def test_what_is_no_list_is_named_and_keeps_nothing_else_from_opening(tmp_path: Path) -> None:
    book = new_workbook(tmp_path)
    entry = book._put("visit", {"neither": "this nor that"}, None)
    kept = book.save(book.begin(book.catalogue.ids()[0], "harmed").answer("x", Answer(value="y"), book.stamp()))
    book.close()
    again = open_again(tmp_path)
    assert [one.entry for one in again.visits()] == [kept.entry]
    assert any(one.entry == entry for one in again.findings)
    again.close()


def test_people_that_could_not_be_saved_are_kept_in_mind() -> None:
    book, vault = bench.workbook()
    vault.refuse = SaveFailed(errno.ENOSPC)
    people, _person = book.people.add("Ash")
    with pytest.raises(SaveFailed):
        book.save_people(people)
    assert book.people == people and not book.people_saved
    vault.refuse = None
    book.save_people(book.people)
    assert book.people_saved


@pytest.mark.parametrize("field", ["alias", "role"])
def test_people_written_by_another_program_are_cleaned(field: str) -> None:
    data: dict[str, Any] = {"id": "1", "alias": "Ash", "role": "friend", field: "A\x1b[31m\u202esh\n"}
    (person,) = People.from_data([data])
    assert getattr(person, field) == "A[31msh"


def written_twice(book: Workbook, words: str) -> Visit:
    """A visit of the first sheet at the door "harmed", saved twice, so that both of its files hold something."""
    made = book.begin("danger-signs-now", "harmed").answer("next_line", Answer(value=words), book.stamp())
    return book.save(book.save(made).answer("next_line", Answer(value=words + " again"), book.stamp()))


def test_a_visit_that_was_taken_out_is_gone_from_both_of_its_files(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "kept")
    first, other = written_twice(book, "canary"), written_twice(book, "stays")
    book.remove(first)
    assert [one.value("next_line") for one in book.visits()] == ["stays again"]
    assert first.entry is not None
    for held in (book._vault.get(first.entry), book._vault.previous(first.entry)):
        assert held is not None and b"canary" not in held
    book.close()
    again = open_again(tmp_path / "kept")
    assert [one.entry for one in again.visits()] == [other.entry]
    assert again.findings == []
    again.close()


def test_what_could_not_be_written_over_is_the_next_time(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "kept")
    kept = written_twice(book, "canary")
    assert kept.entry is not None
    book._vault.put("visit", b'{"removed": true}', kept.entry)  # and then the light went out
    book.close()
    again = open_again(tmp_path / "kept")
    assert again.visits() == []
    before = again._vault.previous(kept.entry)
    assert before is not None and b"canary" not in before
    again.close()


def test_a_visit_that_cannot_be_taken_out_stays() -> None:
    book, vault = bench.workbook()
    kept = begun(book, "2026-11-01T18:00:00+01:00")
    vault.refuse = SaveFailed(errno.ENOSPC)
    with pytest.raises(SaveFailed):
        book.remove(kept)
    assert book.visits("plain") == [kept]


def test_people_named_behind_another_door_alone_are_not_told_here() -> None:
    book, _vault = bench.workbook()
    blue, red, kim, _new = bench.people(book, "Blue", "Red", "Kim", "New")
    bench.visit(book, "steps", "2026-11-01", {"who": [{"person": blue}], "map": {blue: "near"}}, door="harmed")
    bench.visit(book, "steps", "2026-11-02", {"who": [{"person": red}]}, door="caused_harm")
    bench.visit(book, "steps", "2026-11-03", {"map": {kim: "far"}}, door="caused_harm")
    bench.visit(book, "steps", "2026-11-04", {"rows": [{"id": "x", "what": "a", "helper": [kim]}]}, door="harmed")
    doors: list[Door] = ["harmed", "caused_harm", "helping"]
    aliases = {door: [one.alias for one in book.people_at(door)] for door in doors}
    assert aliases == {"harmed": ["Blue", "Kim", "New"], "caused_harm": ["Red", "Kim", "New"], "helping": ["New"]}
    assert book.person(blue) == "Blue"  # a name that stands in an answer is still told


def test_opening_says_how_far_it_is_once_it_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    vault = MemoryVault()
    book = Workbook(vault, bench.workbook()[0].catalogue)
    for _visit in range(5):
        begun(book, book.stamp())
    told: list[tuple[int, int]] = []

    def open_it() -> Workbook:
        return Workbook(vault, book.catalogue, progress=lambda done, all: told.append((done, all)))

    assert len(open_it().all_visits()) == 5
    assert told == [], "at once"
    monkeypatch.setattr("ciworkbook.workbook.A_WHILE", -1.0)
    assert len(open_it().all_visits()) == 5
    count = len(vault.entries())
    assert told == [(done, count) for done in range(count)]
