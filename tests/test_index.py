"""The index: a workbook of many visits opens before they are read, and says the same as one that was read whole.

Here a handful of entries counts as many, and the disk says that nothing was touched since the list was written: also of
a file that rotted without a sound.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ciworkbook import at_home, index
from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.index import KIND, Later, Listed
from ciworkbook.vault import Damaged, Glance, Vault, derive_for, untouched
from ciworkbook.vault.folder import Folder
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

from .making import PASSPHRASE, Clock, cheap_keys, new_workbook, open_again
from .vault.folders import file_of, flip
from .vault.test_untouched import blind

CANARY = "quokka"
VISITS = 14


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untouched, "FEW", 0)
    monkeypatch.setattr(index, "SIZE", 4)


@pytest.fixture(scope="module")
def sheets() -> list[str]:
    return [one.id for one in Catalogue.load().entries("harmed")][:4]


@pytest.fixture
def folder(tmp_path: Path, sheets: list[str]) -> Path:
    """A workbook of visits on several days, at two doors, with a person named in some answers."""
    clock = Clock("2026-11-01T18:00:00+01:00")
    with cheap_keys():
        book = new_workbook(tmp_path / "kept", clock)
        people, kim = book.people.add("Kim")
        people, lee = people.add("Lee")
        book.save_people(people)
        for number in range(VISITS):
            door: Door = "caused_harm" if number % 5 == 4 else "harmed"
            named = lee.id if door == "caused_harm" else kim.id
            visit = book.begin("danger-signs-now" if number % 2 else sheets[number % 4], "harmed")
            answer = Answer(value=f"{CANARY} {number}" if number % 3 else [{"id": "r", "person": named}])
            visit = replace(visit.answer("sense_words", answer, book.stamp()), door=door)
            kept = book.save(replace(visit, state="closed" if number % 4 else "open", look_again="2026-11-20"))
            assert kept.entry is not None
            clock.later(hours=20)
        book.close()
    return tmp_path / "kept"


def soon(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """Open it as the session does, on a disk that tells nothing."""
    with cheap_keys(), monkeypatch.context() as told:
        blind(told, folder, PASSPHRASE)
        return Workbook.unlock(folder, derive_for(folder, PASSPHRASE), Catalogue.load(), Clock(), glance=Glance(folder))


def waiting(book: Workbook) -> list[object]:
    """Return what is not read yet, without asking for it."""
    told = book._shelf.told()
    return [one for one in told if isinstance(one, Listed) or (isinstance(one.answers, Later) and one.answers.waits)]


def kept(book: Workbook) -> list[dict[str, object]]:
    return [one.to_data() for one in sorted(book.all_visits(), key=lambda one: one.entry or 0)]


def indexes(book: Workbook) -> list[int]:
    return [one.id for one in book.vault.entries() if one.kind == KIND]


def settle(book: Workbook) -> None:
    """Write all that is due: an index has an id too, and makes the one before full."""
    for _index in range(4):
        book.checkpoint()


def of(book: Workbook, words: str) -> Visit:
    """Return the visit with these words, read for sure."""
    return next(one for one in book.all_visits() if one.value("sense_words") == words)


def test_home_stands_before_the_visits_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cheap_keys():
        whole = Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load(), Clock())
        offers = at_home.offers(whole)
        wanted = kept(whole)
        whole._vault.close()  # without another checkpoint
    book = soon(folder, monkeypatch)
    assert len(waiting(book)) >= VISITS - index.SIZE
    assert at_home.offers(book) == offers
    assert len(waiting(book)) >= VISITS - index.SIZE - 1, "the one to carry on with may be read to say how far it is"
    while book.read_on(0.001):
        pass
    assert waiting(book) == [] and book.vault.uncompared() == []
    assert kept(book) == wanted
    assert book.findings == []
    book.close()


def test_who_is_named_where_is_told_without_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = soon(folder, monkeypatch)
    before = len(waiting(book))
    assert [one.alias for one in book.people_at("harmed")] == ["Kim"]
    assert [one.alias for one in book.people_at("caused_harm")] == ["Lee"]
    assert len(waiting(book)) == before
    book.close()


def test_an_index_holds_no_answer(folder: Path) -> None:
    book = open_again(folder)
    assert len(indexes(book)) >= 3
    for entry in indexes(book):
        content = book.vault.get(entry).decode()
        assert CANARY not in content and "Kim" not in content
        assert set(json.loads(content)) == {"first", "sheets", "questions", "people", "visits", "keys"}
    book.close()


def test_what_was_saved_after_the_index_is_what_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = open_again(folder)
    visit = of(book, f"{CANARY} 1")
    visit = book.save(replace(visit.answer("sense_words", Answer(value="anew"), book.stamp()), state="set_aside"))
    book.vault._folder.unlock()  # the light went out
    again = soon(folder, monkeypatch)
    told = next(one for one in again.all_visits() if one.entry == visit.entry)
    assert told.value("sense_words") == "anew"
    now = next(one for one in again.all_visits() if one.entry == visit.entry)
    assert now.state == "set_aside"
    while again.read_on(1):
        pass
    assert {one.kind for one in again.findings} <= {"adopted"}
    again.close()


def test_a_visit_of_the_index_that_does_not_open_is_named_and_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_again(folder)
    hurt = of(book, f"{CANARY} 2")
    assert hurt.entry is not None
    path = file_of(book.vault, hurt.entry)
    book.close()
    flip(path, 3000)
    was = path.read_bytes()
    book = soon(folder, monkeypatch)
    [listed] = [one for one in book.all_visits() if one.entry == hurt.entry]
    assert len(listed.answers) == len(hurt.answers)
    assert book.findings == []
    assert dict(listed.answers) == {}
    assert {one.entry for one in book.findings} == {hurt.entry}
    assert not book.whole(hurt.entry)
    assert hurt.entry not in {one.entry for one in book.all_visits()}
    with pytest.raises(Damaged):
        book.save(listed.answer("sense_words", Answer(value="less"), book.stamp()))
    assert path.read_bytes() == was
    assert len(book.all_visits()) == VISITS - 1
    book.close()
    book = soon(folder, monkeypatch)
    while book.read_on(1):
        pass
    assert {one.entry for one in book.findings} == {hurt.entry}, "reading on notices it too"
    book.close()


@pytest.mark.parametrize("most", [16, 0])
def test_a_visit_that_was_taken_out_is_in_no_index(folder: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.Indexes, "MOST", most)  # 0: as if so many others were to be written before
    book = open_again(folder)
    gone = of(book, f"{CANARY} 4")
    book.remove(gone)
    for entry in indexes(book):
        for content in (book.vault.get(entry), book.vault.previous(entry)):
            assert content is None or gone.started.encode() not in content
    book.vault._folder.unlock()
    again = open_again(folder)
    assert gone.entry not in {one.entry for one in again.all_visits()}
    again.close()


def test_what_an_index_still_tells_of_a_visit_that_was_taken_out_goes_the_next_time(folder: Path) -> None:
    book = open_again(folder)
    gone = of(book, f"{CANARY} 4")
    book._vault.put("visit", b'{"removed": true}', gone.entry)  # and then the light went out
    book.vault._folder.unlock()
    again = open_again(folder)
    again.checkpoint()
    for entry in indexes(again):
        for content in (again.vault.get(entry), again.vault.previous(entry)):
            assert content is None or gone.started.encode() not in content
    again.close()


def test_an_index_that_does_not_open_is_written_again_without_a_word(folder: Path) -> None:
    book = open_again(folder)
    settle(book)
    wanted, hurt = kept(book), indexes(book)[0]
    path = file_of(book.vault, hurt)
    many = len(book.vault.entries())
    book.close()
    flip(path, 3000)
    again = open_again(folder)
    with cheap_keys():
        assert again.findings == [] and again.verify() == []
    assert kept(again) == wanted
    again.close()
    healed = open_again(folder)
    assert healed.findings == [] and healed.vault.findings == ()
    assert len(healed.vault.entries()) == many
    assert len(waiting(healed)) >= VISITS - index.SIZE
    healed.close()


def test_an_unchanged_workbook_writes_no_index_anew(folder: Path) -> None:
    def generations(book: Workbook) -> list[int]:
        return [one.generation for one in book.vault.entries() if one.kind == KIND]

    book = open_again(folder)
    settle(book)
    before = generations(book)
    book.save_settings(replace(book.settings, theme="light"))
    book.checkpoint()
    assert generations(book) == before
    book.save(of(book, f"{CANARY} 1"))
    book.checkpoint()
    assert sum(generations(book)) == sum(before) + 1
    book.close()


def test_a_few_indexes_are_written_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SIZE", 2)  # as if there were none yet: no row fits
    monkeypatch.setattr(index.Indexes, "MOST", 2)
    book = open_again(folder)
    before = sum(one.generation for one in book.vault.entries() if one.kind == KIND)
    book.checkpoint()
    assert sum(one.generation for one in book.vault.entries() if one.kind == KIND) == before + 2
    book.close()


def test_a_folder_that_cannot_be_listed_with_times_opens_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "changed_at", lambda _folder: {})
    with cheap_keys():
        book = Workbook.unlock(folder, derive_for(folder, PASSPHRASE), Catalogue.load(), Clock(), glance=Glance(folder))
    assert book.vault.uncompared() == []
    assert len(book.all_visits()) == VISITS
    book.close()
