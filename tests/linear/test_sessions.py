"""Whole sessions of the plain face: the door, the first evening, settings, upkeep, and the ways out."""

from __future__ import annotations

import errno
import os
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ciworkbook import at_home, keys, upkeep
from ciworkbook.answers.answer import Answer
from ciworkbook.guard import passphrase, status
from ciworkbook.guard.watching import Watch
from ciworkbook.keys import Keys
from ciworkbook.linear.face import Face
from ciworkbook.linear.window import CLEARING
from ciworkbook.practice import practice_workbook
from ciworkbook.preferences import Settings
from ciworkbook.settings import ROOMS
from ciworkbook.vault import SaveFailed, Vault, WrongPassphrase, parameters
from ciworkbook.vault.keys import name_of
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import CHEAP, PASSPHRASE, new_workbook, open_again
from ..worksheet.packing import ABOUT, small
from .conversation import session
from .typed import Line

FIVE = "copper lantern seven frogs walking"
OWN = "marble teapot under nine clouds"
FIRST = ("harmed", "caused_harm", "helping", "facilitating")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost a millisecond, and five words that are known."""
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    monkeypatch.setattr(passphrase, "suggest", lambda words=5: FIVE)
    monkeypatch.setattr(keys, "current", Keys())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    made = new_workbook(tmp_path / "kept")
    yield made
    made.close()


def opens(folder: Path, phrase: str) -> bool:
    """Tell whether a workbook opens with `phrase`."""
    try:
        Vault.open(folder, phrase).close()
    except WrongPassphrase:
        return False
    return True


# The door


def test_the_door_asks_until_it_opens_and_says_nothing_of_what_is_behind(tmp_path: Path) -> None:
    new_workbook(tmp_path, theme="light").close()
    ran = session("wrong one", PASSPHRASE, "/lock", folder=tmp_path, locked=True)
    ran.face.workbook.close()
    before = ran.text.partition("Workbook\n")[0]
    assert "Check the spelling" in before
    assert "harm" not in before
    assert (ran.code, ran.text.count("One moment.")) == (status.LOCKED, 2)
    assert PASSPHRASE not in ran.text


def test_enter_alone_at_the_door_leaves_with_nothing_to_clear(tmp_path: Path) -> None:
    new_workbook(tmp_path).close()
    ran = session("", folder=tmp_path, locked=True, moves=True)
    assert (ran.code, CLEARING in ran.text) == (status.DONE, False)


def test_after_a_lock_it_says_so_and_not_what_the_plain_way_is(tmp_path: Path) -> None:
    new_workbook(tmp_path).close()
    ran = session(folder=tmp_path, locked=True, after="lock")
    assert ran.text.lstrip().startswith("The workbook is locked.\n")
    assert "plain way" not in ran.text
    covered = session("any line", folder=tmp_path, locked=True, after="cover", moves=True)
    assert covered.text.startswith(CLEARING), "the dull text stands until someone is there"


def test_a_workbook_that_cannot_be_read_is_said_and_left(tmp_path: Path) -> None:
    tmp_path.joinpath("params").write_text("{}")
    tmp_path.joinpath("params.bak").write_text("{}")
    ran = session("any words at all", folder=tmp_path, locked=True)
    assert ran.code == status.DONE
    assert "recovery sheet" in ran.text or "params" in ran.text


# The first evening


@pytest.mark.parametrize("door", FIRST)
def test_a_first_evening_with_five_words(tmp_path: Path, door: str) -> None:
    folder = tmp_path / "book"
    fences: list[tuple[list[Path], dict[str, bool]]] = []
    ran = session(
        *("@go_on", "@on", "@on", "@again", "other words", FIVE, "@keep", f"@{door}", "/leave"),
        folder=folder,
        fence=lambda folders, **how: fences.append((folders, how)),
    )
    ran.face.workbook.close()
    assert ran.code == status.DONE
    assert [ran.text.count(f"Step {step} of 4") for step in (1, 2, 3, 4)] == [2, 1, 1, 1]
    assert fences == [([folder], {"here_only": True}), ([folder], {})]
    assert "These are not the same words" in ran.text
    assert opens(folder, FIVE)
    assert open_again_with(folder, FIVE).settings.door == door


def open_again_with(folder: Path, phrase: str) -> Workbook:
    book = Workbook(Vault.open(folder, phrase), Catalogue.load())
    book.close()
    return book


def test_nothing_of_the_subject_is_said_before_the_person_goes_on(tmp_path: Path) -> None:
    ran = session(folder=tmp_path / "book")
    assert not re.search("harm|safety|danger|abuse", ran.text, re.IGNORECASE)
    assert not (tmp_path / "book").exists()


def test_every_step_can_be_gone_back_from_and_nothing_is_made_until_the_last(tmp_path: Path) -> None:
    other = tmp_path / "other"
    ran = session(
        *("@go_on", "/back", "@go_on", "@on", "@on", "@own", "short", OWN, "", ""),  # back to the five words
        *("@other", "@one", "1", "@own", OWN, OWN, "@other", str(other), "@keep", "/back", "@keep", "@harmed"),
        folder=tmp_path / "book",
    )
    ran.face.workbook.close()
    assert "too short" in ran.text
    assert f"workbook --folder {other}" in ran.text
    assert opens(other, OWN)
    assert not (tmp_path / "book").exists()
    assert OWN not in ran.text


def test_a_place_that_will_not_do_is_said_and_another_can_be_chosen(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    ran = session(
        *("@go_on", "@on", "@on", "@again", FIVE, "@other", str(file), "@other", str(tmp_path / "here"), "@keep"),
        *("@helping",),
        folder=tmp_path / "book",
    )
    ran.face.workbook.close()
    assert "This is a file, not a folder." in ran.text
    assert opens(tmp_path / "here", FIVE)


def test_where_it_cannot_be_made_the_reason_is_said_and_it_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, times = Vault.create, iter([True, False])

    def full(*given: Any, **how: Any) -> Vault:
        if next(times):
            raise SaveFailed(errno.ENOSPC)
        return usual(*given, **how)

    monkeypatch.setattr(Vault, "create", full)
    ran = session(
        *("@go_on", "@on", "@on", "@again", FIVE, "@keep", "@helping", "@again", "/leave"), folder=tmp_path / "book"
    )
    ran.face.workbook.close()
    assert "the disk is full" in ran.text
    assert opens(tmp_path / "book", FIVE)


def test_practice_says_so_on_every_page_and_is_gone_afterwards(tmp_path: Path) -> None:
    ran = session("@practice", "@caused_harm", "@settings", "@back", "@leave_practice", "@leave", folder=tmp_path)
    assert ran.code == status.DONE
    assert "\nPractice: Workbook\n" in ran.text
    assert "\nPractice: Settings\nThis is practice. Nothing is kept.\n" in ran.text
    assert not list(tmp_path.iterdir())
    alone = session("@harmed", "@leave_practice", practice=True, folder=tmp_path)
    assert alone.code == status.DONE


def test_a_backup_is_made_and_brought_back_elsewhere(book: Workbook, tmp_path: Path) -> None:
    book.save(book.begin("danger-signs-now", "harmed").answer("safe_now", Answer(value="yes"), book.stamp()))
    copy = tmp_path / "copy"
    made = session("@settings", "@upkeep", "@backup", "@on", str(copy), "/leave", book=book)
    assert "The backup is made:" in made.text
    assert copy.stat().st_size > 1000
    there = tmp_path / "there"
    ran = session(
        *("@backup", str(tmp_path / "none"), str(copy), "not this", PASSPHRASE, "@other", str(there), "@keep", "@open"),
        "/leave",
        folder=tmp_path / "first",
    )
    ran.face.workbook.close()
    assert "There is no such file." in ran.text
    again = open_again(there)
    assert len(again.visits()) == 1
    again.close()


# Home and settings


def test_home_offers_what_the_pages_offer_in_their_order(book: Workbook) -> None:
    book.save(book.begin("danger-signs-now", "harmed").answer("safe_now", Answer(value="yes"), book.stamp()))
    ran = session(book=book)
    said = [line.partition(". ")[2] for line in ran.text.split("\n") if re.match(r"\d+\. ", line)]
    offered = [one for group in at_home.offers(book) for one in group]
    assert len(said) == len(offered)
    for line, one in zip(said, offered, strict=True):
        assert all(part.removesuffix("…") in line for part in (*one.parts, *one.notes)), line


def test_worksheets_are_found_by_word_section_and_door(book: Workbook) -> None:
    ran = session("@all", "@find", "xyzzy", "danger", "/back", "", "@0", "/back", "@door", "@helping", book=book)
    assert "No worksheet fits that." in ran.text
    assert "For: I want to help someone" in ran.text
    assert book.settings.door == "harmed", "looking at another list changes nothing"


def test_every_setting_can_be_heard_and_changed(book: Workbook, tmp_path: Path) -> None:
    ran = session(
        "@settings",
        *("@looks", "@theme", "2", "@mouse", "2", "@"),
        *("@locking", "@idle_minutes", "2", "@cover_text", "Bread", "and milk", ".", "@cover_seconds", "1", "@"),
        *("@pages", "@plain", "2", "@paging", "2", "@"),
        *("@words", "Mo", "", "the evening"),
        *("@door", "3"),
        book=book,
    )
    now = book.settings
    assert not now.mouse
    assert (now.theme, now.idle_minutes, now.cover_seconds) == ("light", 5, 0)
    assert (now.cover_text, now.plain, now.paging, now.door) == ("Bread\nand milk", True, "section", "helping")
    assert dict(now.words) == {"harmed": "Mo", "what_happened": "the evening"}
    assert ran.text.count("Saved.") == 10
    session("@settings", "@words", "/empty", "", "", "@locking", "@cover_text", "", "@", book=book)
    assert dict(book.settings.words) == {"what_happened": "the evening"}
    assert book.settings.cover_text == "Bread\nand milk", "Enter alone leaves it"
    everything = {one.name for room in ROOMS.values() for one in room.settings}
    for name in everything:
        assert hasattr(Settings(), name)


def test_keys_are_named_refused_taken_and_told(book: Workbook) -> None:
    ran = session(
        *("@settings", "@keys", "@cover", "@other", "Ctrl+", "ctrl+q", "Alt + K", "/help", "/home"),
        *("@settings", "@keys", "@cover", "@usual", "@function_keys"),
        book=book,
        moves=True,
    )
    assert "There is no key of that name." in ran.text
    assert "Ctrl+Q is there already" in ran.text
    assert "/hide: hide everything at once. Keys: Alt+K, Esc Esc." in ran.text
    assert (dict(book.settings.keys), book.settings.function_keys) == ({}, False)


def test_what_cannot_be_kept_is_said_and_nothing_is_changed(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: Any, **_how: Any) -> int:
        raise SaveFailed(errno.ENOSPC)

    monkeypatch.setattr(Vault, "put", full)
    ran = session("@settings", "@looks", "@theme", "2", "/leave", book=book)
    assert "the disk is full" in ran.text
    assert "Saved." not in ran.text
    assert book.settings.theme == "dark"


def test_a_workbook_without_a_door_is_asked_for_one_first(book: Workbook) -> None:
    book.save_settings(replace(book.settings, door=None))
    session("@facilitating", book=book)
    assert book.settings.door == "facilitating"


def test_numbers_are_added_taken_out_and_heard(book: Workbook) -> None:
    ran = session("/pause", "@numbers", "@add", "Mo", "555 0100", "@public", "@back", "@out", "@0", "@back", book=book)
    assert "Mo is on the list." in ran.text
    assert "Looked up on" in ran.text
    assert "It is taken out." in ran.text
    assert book.settings.numbers == ()


def test_sets_of_ones_own_are_looked_at_read_and_offered(book: Workbook, tmp_path: Path) -> None:
    place = tmp_path / "own.zip"
    with zipfile.ZipFile(place, "w") as out:
        for name, text in {"pack.yaml": ABOUT, "one.yaml": small("one"), "two.yaml": small("two")}.items():
            out.writestr(name, text)
    ran = session(
        *("@settings", "@packs", "@look", str(place), "@add", "@offer", "@paper", "@next", "@back", "@offer", "@back"),
        *("@back", "@back", "/leave"),
        book=book,
    )
    assert "Read it first. Then you can decide." in ran.text
    assert "This is the end." in ran.text
    [pack] = book.packs.all()
    assert (pack.read, pack.enabled) == (True, True)
    gone = session("@settings", "@packs", f"@pack:{pack.id}", "@away", "yes", book=book)
    assert "you can go on reading it" in gone.text
    assert book.packs.all() == []


# Upkeep


def test_the_passphrase_is_changed_after_the_present_one(tmp_path: Path) -> None:
    book = new_workbook(tmp_path)
    ran = session(*("@settings", "@upkeep", "@change", "wrong", PASSPHRASE, "@on", "@again", FIVE, "@back"), book=book)
    book.close()
    assert "This is not the passphrase of this workbook." in ran.text
    assert "The passphrase is changed." in ran.text
    assert (opens(tmp_path, PASSPHRASE), opens(tmp_path, FIVE)) == (False, True)


def test_everything_is_locked_anew_and_another_workbook_is_made_beside_it(tmp_path: Path) -> None:
    book = new_workbook(tmp_path)
    ran = session(
        *("@settings", "@upkeep", "@anew", PASSPHRASE, "@on", "@own", OWN, OWN, "@beside", "@on", "@own", OWN, OWN),
        *("@on", "@again", FIVE),
        book=book,
    )
    book.close()
    assert "Everything is locked anew." in ran.text
    assert "The other workbook is made." in ran.text
    assert [opens(tmp_path, one) for one in (PASSPHRASE, OWN, FIVE)] == [False, True, True]


def test_a_recovery_sheet_is_said_row_by_row_cleared_and_typed_back(book: Workbook) -> None:
    groups = upkeep.recovery_sheet(book).groups()
    ran = session(
        *("@settings", "@upkeep", "@sheet", "@show", PASSPHRASE, "@on", "@on", "@on", "wrong", "", "@on", "@on", "@on"),
        book=book,
        moves=True,
    )
    key = ran.text.partition("Part 1 of 3")[2].partition(CLEARING)[0]
    said = " ".join(re.findall(r"Row \d+: (.*)", key)).split()
    assert tuple(said) == groups
    assert "is another one" in ran.text
    assert not any(group in ran.stands for group in groups), "nothing of the key stands there when it was copied"
    assert book.settings.recovery_sheet == ""


def test_a_recovery_sheet_counts_as_made_once_two_groups_came_back(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = upkeep.recovery_sheet(book).groups()
    monkeypatch.setattr("secrets.SystemRandom.sample", lambda _self, _population, k: [3, 1][:k])
    ran = session(
        *("@settings", "@upkeep", "@sheet", "@show", PASSPHRASE, "@on", "@on", "@on", groups[1].lower(), groups[3]),
        book=book,
    )
    assert "It cannot be cleared from here." in ran.text, "a pipe keeps the key, which is said first"
    assert "Your recovery sheet is made." in ran.text
    assert book.settings.recovery_sheet == "2026-11"


def test_everything_is_checked_and_what_was_noticed_can_be_gone_on_with(tmp_path: Path) -> None:
    made = new_workbook(tmp_path)
    visit = made.save(made.begin("danger-signs-now", "harmed").answer("safe_now", Answer(value="yes"), made.stamp()))
    made.save(visit.answer("safe_now", Answer(value="no"), made.stamp()))
    assert visit.entry is not None
    place = next(one for one in made.vault.entries() if one.id == visit.entry)
    file = tmp_path / name_of(made.vault._root.names, visit.entry, place.generation)
    made.close()
    file.write_bytes(b"age-encryption.org/v1\nbroken")
    book = open_again(tmp_path)
    ran = session("@noticed", "@on:0", "no", "@on:0", "yes", "@settings", "@upkeep", "@check", book=book)
    book.close()
    assert "1 thing you saved is damaged." in ran.text
    assert "Saved: " in ran.text
    assert "All is whole:" in ran.text


def test_what_this_computer_may_keep_is_said(book: Workbook) -> None:
    ran = session("@settings", "@upkeep", "@traces", "@back", book=book)
    assert "What guards this program here" in ran.text or "Not here on this computer" in ran.text


# Ways out, and guards


def test_leaving_offers_to_clear_and_enter_alone_clears(book: Workbook) -> None:
    assert session("/leave", "", book=book, moves=True).stands == ""
    kept = session("/leave", "no", book=book, moves=True)
    assert "Workbook" in kept.stands
    assert session("/leave", book=book).text.rstrip().endswith("Close it so that nobody reads on.")


def test_hiding_shows_the_persons_own_dull_text_and_nothing_else(book: Workbook) -> None:
    book.save_settings(replace(book.settings, cover_text="Bus at nine"))
    ran = session("/hide", book=book, moves=True)
    assert ran.text.split(CLEARING)[1] == "Bus at nine\n"
    back = session("/hide", "any key", "/leave", "no", book=book, moves=True)
    assert back.text.count("Workbook\n") == 2, "the part is said once more when the person is back"


@pytest.mark.parametrize(("reason", "code"), [("idle", status.LOCKED), ("slept", status.LOCKED)])
def test_the_clocks_lock_and_clear_the_window(
    book: Workbook, monkeypatch: pytest.MonkeyPatch, reason: str, code: int
) -> None:
    said = iter(["", ""])
    monkeypatch.setattr(Watch, "look", lambda _self, _idle, _cover: next(said, reason))
    ran = session("/help", "/help", "/help", book=book, moves=True)
    assert (ran.code, ran.stands) == (code, "")


def test_hidden_too_long_it_locks_with_the_dull_text_standing(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Watch.look
    monkeypatch.setattr(Watch, "look", lambda self, idle, _cover: usual(self, idle, -1.0))
    ran = session("/hide", book=book, moves=True)
    assert ran.code == status.LOCKED_COVERED
    assert ran.stands.startswith("Shopping\n")


def test_practice_is_not_locked_but_a_sleep_hides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = iter(["", "", "idle", "slept"])
    monkeypatch.setattr(Watch, "look", lambda _self, _idle, _cover: next(reasons, ""))
    practice = practice_workbook(Catalogue.load(), "harmed")
    ran = session("/help", "/help", "/help", "/help", "x", "/leave", "", book=practice, moves=True)
    assert ran.code == status.DONE
    assert "Shopping" in ran.text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_saves_and_ends(book: Workbook, number: signal.Signals, code: int) -> None:
    ran = session("/help", lambda: os.kill(os.getpid(), number), "/help", book=book)
    assert ran.code == code
    assert ran.reader.lines == ["/help"], "nothing more is taken"


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, book: Workbook) -> Callable[[], None]:
    """Lays a visit on the desk of the face that runs, with an answer that is not saved yet."""
    faces: list[Face] = []
    usual = Face.run

    def run(self: Face) -> int:
        faces.append(self)
        return usual(self)

    def lay_out() -> None:
        desk = faces[0].desk
        desk.lay_out(book.begin("danger-signs-now", "harmed"))
        desk.answer("safe_now", "yes")

    monkeypatch.setattr(Face, "run", run)
    return lay_out


@pytest.mark.parametrize("how", ["end of input", "/leave", "/lock", "signal"])
def test_whatever_ends_it_saves_first(book: Workbook, desk: Callable[[], None], how: str) -> None:
    lines: list[Line] = [desk]
    if how == "signal":
        lines.append(lambda: os.kill(os.getpid(), signal.SIGTERM))
    elif how.startswith("/"):
        lines.append(how)
    session(*lines, book=book)
    assert [one.value("safe_now") for one in book.visits()] == ["yes"]


def test_what_cannot_be_saved_is_said_and_kept_until_the_person_says_twice(
    book: Workbook, monkeypatch: pytest.MonkeyPatch, desk: Callable[[], None]
) -> None:
    usual, works = Vault.put, [False]

    def put(*given: Any, **how: Any) -> int:
        if not works[0]:
            raise SaveFailed(errno.ENOSPC)
        return usual(*given, **how)

    monkeypatch.setattr(Vault, "put", put)
    ran = session(
        *(desk, "/leave", "@back", "/leave", "@leave", "no", "@again"),
        lambda: works.__setitem__(0, True),
        *("@again",),
        book=book,
    )
    assert ran.code == status.DONE
    assert ran.text.count("Not saved yet") >= 3
    assert [one.value("safe_now") for one in book.visits()] == ["yes"]


def test_a_lock_that_cannot_save_hides_and_says_why_after(
    book: Workbook, monkeypatch: pytest.MonkeyPatch, desk: Callable[[], None]
) -> None:
    def full(*_given: Any, **_how: Any) -> int:
        raise SaveFailed(errno.ENOSPC)

    monkeypatch.setattr(Vault, "put", full)
    ran = session(desk, "/lock", "any key", book=book, moves=True)
    assert "Not saved yet" in ran.text.rpartition("Shopping")[2]
    assert ran.face.desk.visit is not None, "nothing is dropped"
