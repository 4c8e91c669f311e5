"""A page given by one workbook and taken in by another, as files and as what is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ciworkbook import giving
from ciworkbook.answers.given import Given, Lines
from ciworkbook.guard.outcomes import Problem
from ciworkbook.summary.document import Figure, Heading
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.given import as_document, to_give
from ciworkbook.vault import Vault, parameters
from ciworkbook.vault.errors import SaveFailed
from ciworkbook.vault.given import GivenDamaged, GivenNotOpened, GivenTooLarge, NotGiven, lock

from .making import CHEAP, new_workbook, open_again
from .screens.test_summary import written

WORDS = "copper lantern seven frogs walking"
GIVEN = Given("Steps", "en", "Rowan", "2026-11-26", (Lines("What was said", ("He knows.",)),))


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    monkeypatch.setattr("ciworkbook.vault.given.Cost", lambda: CHEAP)


def write(path: Path, data: bytes) -> Problem | None:
    path.write_bytes(data)
    return None


# The file


def test_a_file_is_made_read_back_and_opened_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "page.locked"
    assert giving.make(write, path, GIVEN, WORDS) is None
    assert b"Rowan" not in path.read_bytes()
    data = giving.load(path)
    assert giving.open_file(data, WORDS) == GIVEN
    assert giving.open_file(data, "  Copper LANTERN\tseven  frogs walking ") == GIVEN
    with pytest.raises(GivenNotOpened):
        giving.open_file(data, "copper lantern seven frogs")


def test_words_are_those_of_the_first_evening() -> None:
    made = {giving.new_words() for _each in range(20)}
    assert len(made) == 20
    assert all(len(one.split()) == 5 and giving.as_said(one) == one for one in made)


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b""])
def test_a_file_that_does_not_read_back_is_not_given(tmp_path: Path, spoil: Any) -> None:
    with pytest.raises(giving.GivenUnlike):
        giving.make(lambda path, data: write(path, spoil(data)), tmp_path / "one", GIVEN, WORDS)
    with pytest.raises(giving.GivenUnlike):
        giving.make(lambda _path, _data: None, tmp_path / "nothing", GIVEN, WORDS)
    assert giving.make(lambda _path, _data: "full", tmp_path / "two", GIVEN, WORDS) == "full"


def test_what_is_at_the_place_is_looked_at_first(tmp_path: Path) -> None:
    with pytest.raises(giving.GivenUnreadable) as caught:
        giving.load(tmp_path / "missing")
    assert caught.value.message == "There is no such file."
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", tmp_path / "a\0b", Path("/dev/zero")):
        with pytest.raises(giving.GivenUnreadable):
            giving.load(place)
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(NotGiven):
        giving.load(tmp_path / "page.pdf")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(3 * 2**20)
    with pytest.raises(GivenTooLarge):
        giving.load(tmp_path / "large")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"5",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"format": 1}',
        json.dumps(GIVEN.to_data() | {"person": "p1"}).encode(),
        json.dumps(GIVEN.to_data() | {"parts": [{"label": "x", "lines": [5], "prose": False}]}).encode(),
    ],
)
def test_a_file_with_something_else_inside_is_damaged(content: bytes) -> None:
    with pytest.raises(GivenDamaged):
        giving.open_file(lock(content, WORDS), WORDS)


def test_the_day_it_was_taken_in_is_not_the_givers_to_write() -> None:
    data = json.dumps(GIVEN.to_data() | {"taken": "2020-01-01T00:00:00+00:00"}).encode()
    assert giving.open_file(lock(data, WORDS), WORDS).taken == ""


# What is in it


def test_only_what_stands_on_the_page_goes_and_no_id() -> None:
    book, last = written()
    draft = Draft(book, [last])
    draft.rule = "letters"
    for line in draft.document()[0].lines():
        draft.turn(line, True)
    off = next(line for line in draft.document()[0].lines() if "there" in line.text)
    draft.turn(off, False)
    page = draft.page()
    made = to_give(page, by="  Rowan\n", on="2026-11-26")
    told = json.dumps(made.to_data(), ensure_ascii=False)
    ids = [one.id for one in book.people]
    for kept_back in ("kept to myself", "Blue", "Kim", off.text, *ids, last.digest, "p0.", "s_stairs"):
        assert kept_back not in told, kept_back
    assert "He said he knows." in told
    assert "Person A" in told
    assert (made.by, made.title, made.language) == ("Rowan", page.title, page.language)


def test_every_line_of_the_page_comes_back_and_can_be_left_out() -> None:
    book, last = written()
    draft = Draft(book, [last])
    for line in draft.document()[0].lines():
        draft.turn(line, True)
    page = draft.page()
    assert any(isinstance(block, Figure) for block in page.blocks)
    back = as_document(to_give(page, by="", on="2026-11-26"))
    assert len(back.lines()) == len(page.lines())
    assert len({line.key for line in back.lines()}) == len(back.lines())
    assert [block.text for block in back.blocks if isinstance(block, Heading)] == [
        block.text for block in page.blocks if isinstance(block, Heading)
    ]
    dropped = back.lines()[0]
    again = as_document(to_give(back.without({dropped.key}), by="", on="2026-11-26"))
    assert [line.text for line in again.lines()] == [line.text for line in back.lines() if line is not dropped]


# What is kept


def test_it_stays_in_the_workbook_until_it_is_taken_out_for_good(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "kept")
    one = book.given.keep(GIVEN, book.stamp())
    book.given.keep(GIVEN, book.stamp())
    book.close()
    book = open_again(tmp_path / "kept")
    assert [(each.by, each.taken[:10], each.parts) for each in book.given] == [("Rowan", "2026-11-24", GIVEN.parts)] * 2
    assert not book.findings
    found = next(each for each in book.given if each.entry == one.entry)
    book.given.remove(found)
    assert len(book.given.all()) == 1
    assert found.entry is not None
    assert book.vault.get(found.entry) == b"{}"
    assert book.vault.previous(found.entry) == b"{}"
    book.close()
    book = open_again(tmp_path / "kept")
    assert len(book.given.all()) == 1
    assert not book.findings
    book.close()


def test_taking_out_that_was_cut_short_is_finished_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = new_workbook(tmp_path / "kept")
    one = book.given.keep(GIVEN, book.stamp())
    assert one.entry is not None
    usual, count = Vault.put, 0

    def once(self: Vault, kind: str, content: bytes, entry: int | None = None) -> int:
        nonlocal count
        count += kind == "given"
        if count > 1:
            raise SaveFailed
        return usual(self, kind, content, entry)

    monkeypatch.setattr(Vault, "put", once)
    with pytest.raises(SaveFailed):
        book.given.remove(one)
    assert book.given.all() == []
    monkeypatch.undo()
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    assert b"He knows" in (book.vault.previous(one.entry) or b"")
    book.close()
    book = open_again(tmp_path / "kept")
    assert book.given.all() == []
    assert book.vault.previous(one.entry) == b"{}"
    book.close()


def test_what_is_kept_but_no_longer_whole_is_named_and_the_rest_opens(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "kept")
    book.vault.put("given", b'{"format": 9}')
    book.given.keep(GIVEN, book.stamp())
    book.close()
    book = open_again(tmp_path / "kept")
    assert len(book.given.all()) == 1
    assert [one.kind for one in book.findings] == ["damaged"]
    book.close()
