"""Sheets of one's own in a workbook on the disk: in quarantine, read, offered, hidden, taken away; and their visits."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.vault import SaveFailed
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.pack import Pack, PackSheet

from .making import new_workbook, open_again
from .screens import bench
from .worksheet.packing import ABOUT, GOOD, checked, folder, small

SHEET = "small-steps/small"


def found(tmp_path: Path, **more: str) -> Pack:
    """A pack that was checked."""
    files = {"pack.yaml": ABOUT, "small.yaml": GOOD, **{f"{name}.yaml": text for name, text in more.items()}}
    return checked(folder(tmp_path / "own", files)).pack


def offered(book: Workbook, pack: Pack) -> None:
    """Keep `pack` and go all the way."""
    book.packs.keep(pack, book.stamp())
    book.packs.mark_read(pack.id)
    book.packs.offer(pack.id, offered=True)


def written(book: Workbook) -> Visit:
    """Keep a visit of the own sheet."""
    return book.save(book.begin(SHEET, "harmed").answer("wish", Answer(value="tea"), book.stamp()))


def ids(book: Workbook) -> list[str]:
    return [one.id for one in book.catalogue.entries("harmed")]


def test_from_quarantine_to_offered_one_step_after_the_other(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "book")
    before = ids(book)
    kept = book.packs.keep(found(tmp_path), book.stamp())
    assert (kept.read, kept.enabled, kept.added) == (False, False, book.stamp())
    assert ids(book) == before
    assert not book.packs.offer(kept.id, offered=True).enabled  # not before it was read
    assert ids(book) == before
    book.packs.mark_read(kept.id)
    assert ids(book) == before  # reading alone offers nothing
    assert book.packs.offer(kept.id, offered=True).enabled
    assert ids(book) == [*before, SHEET]
    assert book.catalogue.entries("harmed")[-1].pack == "Small steps"
    assert SHEET not in [one.id for one in book.catalogue.entries("facilitating")]  # not for that door
    book.close()
    again = open_again(tmp_path / "book")
    assert ids(again) == [*before, SHEET]
    again.packs.offer(kept.id, offered=False)
    assert ids(again) == before
    with pytest.raises(KeyError):
        again.begin(SHEET, "harmed")
    again.close()


def test_nothing_depends_on_the_folder_and_no_path_is_kept(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "book")
    offered(book, found(tmp_path))
    for path in sorted((tmp_path / "own").iterdir()):
        path.unlink()
    book.close()
    again = open_again(tmp_path / "book")
    assert written(again).worksheet == SHEET
    objects = [again._vault.get(entry.id).decode() for entry in again._vault.entries()]
    assert any("small-steps" in one for one in objects)
    assert not any(str(tmp_path) in one for one in objects)
    again.close()
    for path in (tmp_path / "book").iterdir():  # and all of it is locked
        assert b"small-steps" not in path.read_bytes()


@pytest.mark.parametrize("how", ["no longer offered", "taken away", "replaced"])
def test_what_was_written_stays_and_can_be_read(tmp_path: Path, how: str) -> None:
    book = new_workbook(tmp_path / "book")
    offered(book, found(tmp_path))
    visit = book.save(replace(written(book), look_again="2026-11-01"))
    assert [one.worksheet for one in book.due()] == [SHEET]
    match how:
        case "no longer offered":
            book.packs.offer("small-steps", offered=False)
        case "taken away":
            book.packs.remove("small-steps")
        case "replaced":
            (tmp_path / "own" / "small.yaml").unlink()
            book.packs.keep(found(tmp_path, small=GOOD.replace("Small", "Larger")), book.stamp())
    book.close()
    again = open_again(tmp_path / "book")
    assert SHEET not in ids(again) and again.due() == []  # nothing begins it anew
    (kept,) = again.visits(SHEET)
    assert kept.answers == visit.answers and again.can_show(kept)
    assert again.worksheet_of(kept).title == "Small"
    changed = again.save(kept.answer("wish", Answer(value="coffee"), again.stamp()))  # carried on to its end
    assert again.worksheet_of(changed).title == "Small"
    again.close()


def test_an_update_goes_through_quarantine_anew(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "book")
    offered(book, found(tmp_path))
    newer = found(tmp_path, other=small("other"))
    kept = book.packs.keep(newer, book.stamp())
    assert book.packs.all() == [kept] and not kept.read and not kept.enabled
    assert SHEET not in ids(book)
    assert kept.entry is not None and len([one for one in book._vault.entries() if one.kind == "pack"]) == 1
    book.close()


def test_what_was_taken_away_is_gone_from_both_copies_and_its_place_is_used_again(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "book")
    offered(book, found(tmp_path))
    (entry,) = [one.id for one in book._vault.entries() if one.kind == "pack"]
    book.packs.remove("small-steps")
    assert (book._vault.get(entry), book._vault.previous(entry)) == (b"{}", b"{}")
    book.close()
    again = open_again(tmp_path / "book")
    assert again.packs.all() == [] and again.findings == []
    assert again.packs.keep(found(tmp_path), again.stamp()).entry == entry
    assert again.packs.keep(replace(found(tmp_path), id="two"), again.stamp()).entry != entry
    again.close()


def test_what_cannot_be_saved_changes_nothing(tmp_path: Path) -> None:
    book, vault = bench.workbook()
    pack = found(tmp_path)
    vault.refuse = SaveFailed(errno.ENOSPC)
    with pytest.raises(SaveFailed):
        book.packs.keep(pack, book.stamp())
    assert book.packs.all() == []
    vault.refuse = None
    offered(book, pack)
    vault.refuse = SaveFailed(errno.ENOSPC)
    for change in (lambda: book.packs.offer(pack.id, offered=False), lambda: book.packs.remove(pack.id)):
        with pytest.raises(SaveFailed):
            change()
    assert SHEET in ids(book)


def evil(**changes: Any) -> dict[str, Any]:
    """A pack as no folder could give it: with a sheet under the id of one of the program."""
    sheet = dict(bench.PLAIN, title="Not the one")
    data = {"id": "x", "title": "X", "authors": [], "added": "", "read": True, "enabled": True}
    return data | {"sheets": [{"digest": "0" * 64, "data": sheet}]} | changes


def test_no_pack_can_take_the_place_of_a_sheet_of_the_program() -> None:
    book, _vault = bench.workbook()
    book.packs.take(evil(), 7)
    book._offer()
    assert book.packs.all()[0].sheets == ()
    assert book.catalogue.worksheet("plain", "harmed").title == "A plain sheet"
    forced = Pack("x", "X", (), (PackSheet("0" * 64, dict(bench.PLAIN, title="Not the one")),), read=True, enabled=True)
    base: Catalogue = bench.catalogue(bench.STEPS, bench.PLAIN)
    assert base.with_packs([forced]).worksheet("plain", "harmed").title == "A plain sheet"
    assert base.with_packs([forced]).ids() == base.ids()


def test_nothing_is_offered_that_was_not_read_whatever_the_vault_says() -> None:
    book, _vault = bench.workbook()
    sheet = dict(bench.PLAIN, id="x/plain")
    book.packs.take(evil(read=False, sheets=[{"digest": "0" * 64, "data": sheet}]), 7)
    assert book.packs.enabled() == [] and len(book.packs.all()[0].sheets) == 1


def test_what_is_no_pack_is_named_and_keeps_nothing_else_from_opening(tmp_path: Path) -> None:
    book = new_workbook(tmp_path / "book")
    book._vault.put("pack", json.dumps({"id": "x"}).encode())
    offered(book, found(tmp_path))
    book.close()
    again = open_again(tmp_path / "book")
    assert [one.kind for one in again.findings] == ["damaged"]
    assert SHEET in ids(again)
    again.close()
