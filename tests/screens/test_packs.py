"""The pages for sheets of one's own: what is found, what is kept, the paper, and what can be done with them."""

from __future__ import annotations

import dataclasses
import errno
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ciworkbook import own_sheets as own_sheets_module
from ciworkbook.own_sheets import OwnSheets
from ciworkbook.screens.hiding import TWICE
from ciworkbook.screens.look_back import LookBack
from ciworkbook.screens.pack_found import FoundPage
from ciworkbook.screens.pack_page import PackPage, PaperPage
from ciworkbook.screens.packs import PacksPage
from ciworkbook.screens.sheets import Sheets
from ciworkbook.screens.summary import Summary
from ciworkbook.text import has_controls
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.model import build
from ciworkbook.worksheet.pack import Pack, PackSheet
from ciworkbook.worksheet.packs import Checked, read_pack
from ciworkbook.worksheet.piping import pipe

from ..worksheet.packing import ABOUT, folder, small
from ..worksheet.sheets import EVERYTHING, canonical
from .bench import Bench, visit, workbook
from .seen import SIZES, same_as_before
from .whole_app import whole_app

QUESTIONS = """
- {id: rest, type: note, tone: safety, label: "If you are not safe where you are, this page can wait."}
- {id: wish, type: long_text, label: What would be good}
- {id: who, type: people, label: Who could know, share: private}
- {id: often, type: choice, label: How often, share: ok, options: [{id: once, label: Once}, {id: more, label: More}]}
"""
TOP = "content_note: {topics: [being alone], text: You can leave at any question.}\n"


def steps(title: str = "Small") -> str:
    made = small("steps-for-a-week", QUESTIONS, TOP).replace("title: Small", f"title: {title}")
    return made.replace("[harmed, helping]", "[harmed, helping, facilitating]")


def own(tmp_path: Path, name: str = "own", **more: str) -> Path:
    """A folder with a pack in it."""
    files = {"pack.yaml": ABOUT, "steps.yaml": steps(), "README.md": "x"}
    return folder(tmp_path / name, files | {f"{one}.yaml": text for one, text in more.items()})


def kept(book: Workbook, path: Path) -> str:
    """Keep what is at `path` in the workbook; return its id."""
    return book.packs.keep(checked(book, path).pack, book.stamp()).id


def checked(book: Workbook, path: Path) -> Checked:
    return read_pack(path, book.catalogue)


async def choose(app: Any, pilot: Any, id: str) -> None:
    """Choose the entry called `id` on the page in front."""
    await pilot.pause()
    (entry,) = [one for one in app.screen.query(MenuEntry) if one.entry.id == id]
    entry.focus()
    await pilot.press("enter")
    await pilot.pause()


def every_word(part: Any) -> Iterator[str]:
    """Every text with a space in it anywhere in a built sheet, with what stands in for earlier answers."""
    if dataclasses.is_dataclass(part):
        for one in dataclasses.fields(part):
            if one.name != "after":  # "2 weeks" is a number and a unit, not words of the sheet
                yield from every_word(getattr(part, one.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from every_word(one)
    elif isinstance(part, str) and " " in part:
        yield pipe(part, lambda _name: "")


async def back(pilot: Any) -> None:
    """Go a page back, not in a hurry: two quick Esc cover the page."""
    await pilot.pause(TWICE + 0.05)
    await pilot.press("escape")
    await pilot.pause()


async def until(pilot: Any, what: Any) -> None:
    """Wait until `what` is true."""
    for _turn in range(100):
        if what():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not come")


# As they look


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("page", ["empty", "list", "found", "refused", "update", "pack", "pack-told", "paper"])
async def test_looks_as_it_did(tmp_path: Path, page: str, size: tuple[int, int]) -> None:
    book, _vault = workbook()
    faulty = {"other": steps().replace("long_text", "long_txt"), "mine": small("plain")}
    match page:
        case "empty":
            app = Bench(book, PacksPage())
        case "list":
            kept(book, own(tmp_path))
            kept(book, folder(tmp_path / "For the group", {"steps.yaml": steps("Group")}))
            book.packs.mark_read("small-steps")
            book.packs.offer("small-steps", offered=True)
            app = Bench(book, PacksPage())
            app.own_sheets = OwnSheets(Path("/home/ana/sheets"), lambda: book.catalogue)
            app.own_sheets.checked = checked(book, own(tmp_path))
        case "found":
            app = Bench(book, FoundPage(checked(book, own(tmp_path, **faulty))))
        case "refused":
            (own(tmp_path) / "link.yaml").symlink_to("/etc/hostname")
            app = Bench(book, FoundPage(checked(book, tmp_path / "own")))
        case "update":
            kept(book, own(tmp_path))
            app = Bench(book, FoundPage(checked(book, own(tmp_path, steps=steps("Other")))))
        case "paper":
            kept(book, own(tmp_path))
            app = Bench(book, PaperPage(book.packs.all()[0]))
        case _:
            kept(book, own(tmp_path))
            app = Bench(book, PackPage("small-steps"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if page == "pack-told":
            await choose(app, pilot, "offer")
        if page == "update":
            await pilot.press("end")
        if page == "paper":
            await until(pilot, lambda: "What would be good" in app.all_text())
        await same_as_before(app.seen, f"packs-{page}", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_worksheets_with_own_ones(tmp_path: Path, size: tuple[int, int]) -> None:
    book, _vault = workbook()
    kept(book, own(tmp_path))
    book.packs.mark_read("small-steps")
    book.packs.offer("small-steps", offered=True)
    app = Bench(book, Sheets())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, "packs-sheets", size)
        await choose(app, pilot, "sheet:small-steps/steps-for-a-week")
        assert app.given == [("small-steps/steps-for-a-week", "harmed")]


# One step after the other


async def test_from_a_typed_folder_to_a_sheet_that_is_offered(tmp_path: Path) -> None:
    book, vault = workbook()
    app = Bench(book, PacksPage())
    path = own(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#path").focus()
        await pilot.press(*str(path), "enter")
        await until(pilot, lambda: isinstance(app.screen, FoundPage))
        assert book.packs.all() == [] and vault.kept("pack") == []  # looking keeps nothing
        text = app.all_text()
        for said in (
            "By A group",
            "For: “I was harmed”, “I want to help someone”, “I guide a process for others”.",
            "About 5 minutes.",
            "3 questions.",
            "1 answer never goes into a summary.",
            "1 answer goes in only if you choose it.",
            "1 answer goes in unless you take it out.",
            "This is about: being alone.",
            "You can leave at any question.",
            "If you are not safe where you are, this page can wait.",
            "Left alone: README.md",
        ):
            assert said in text, said
        await choose(app, pilot, "add")
        await until(pilot, lambda: isinstance(app.screen, PackPage))
        (pack,) = vault.kept("pack")
        assert (pack["id"], pack["read"], pack["enabled"]) == ("small-steps", False, False)
        assert str(tmp_path) not in str(pack)
        await choose(app, pilot, "offer")
        assert "Read it first." in app.all_text() and not book.packs.enabled()
        await choose(app, pilot, "paper")
        assert isinstance(app.screen, PaperPage)
        await until(pilot, lambda: "This is the end." in app.all_text())
        paper = app.all_text()
        assert "What would be good" in paper and "____" in paper and paper.count("Who could know") == 1
        await pilot.press("escape")
        await pilot.pause()
        assert not book.packs.enabled()
        await choose(app, pilot, "offer")
        assert "offered under “All worksheets”" in app.all_text()
        assert book.catalogue.entries("harmed")[-1].id == "small-steps/steps-for-a-week"
        await choose(app, pilot, "stop")
        assert not book.packs.enabled()
        await choose(app, pilot, "away")
        await choose(app, pilot, "keep")
        assert book.packs.all()
        await choose(app, pilot, "away")
        await choose(app, pilot, "do")
        await until(pilot, lambda: isinstance(app.screen, PacksPage))
        assert book.packs.all() == []
        assert vault.kept("pack") == [{}]
        await until(pilot, lambda: "Small steps" not in app.all_text())


async def test_what_each_door_reads_otherwise_stands_for_each_on_the_paper(tmp_path: Path) -> None:
    book, _vault = workbook()
    text = "- {id: a, type: date, label: {harmed: For one, helping: For another}}\n"
    kept(book, folder(tmp_path / "x", {"a.yaml": small("a", text)}))
    app = Bench(book, PaperPage(book.packs.all()[0]))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "This is the end." in app.all_text())
        text = app.all_text()
        assert text.index("For: “I was harmed”.") < text.index("For one") < text.index("For another")


async def test_the_paper_holds_every_word_a_sheet_says(tmp_path: Path) -> None:
    book, _vault = workbook()
    text = EVERYTHING.read_text(encoding="utf-8")
    data = canonical(text)
    kept_pack = Pack("x", "X", (), (PackSheet("0" * 64, dict(data, id="x/everything")),))
    app = Bench(book, PaperPage(kept_pack))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "This is the end." in app.all_text())
        shown = "".join(app.all_text().split())
    for door in data["audience"]:
        said = list(every_word(build(data, door)))
        assert len(said) > 40
        for one in said:
            for line in one.split("\n"):
                assert "".join(line.split()) in shown, line


async def test_a_pack_is_read_when_its_last_sheet_was_opened(tmp_path: Path) -> None:
    book, _vault = workbook()
    kept(book, own(tmp_path, first=small("a-first")))
    app = Bench(book, PackPage("small-steps"))
    async with app.run_test() as pilot:
        await choose(app, pilot, "paper")
        await until(pilot, lambda: "Next worksheet" in app.all_text())
        assert not book.packs.all()[0].read
        await pilot.press("escape")
        await choose(app, pilot, "offer")
        assert "Read it first." in app.all_text() and not book.packs.enabled()
        await pilot.pause(TWICE)
        await choose(app, pilot, "paper")
        await until(pilot, lambda: "Next worksheet" in app.all_text())
        await choose(app, pilot, "next")
        await until(pilot, lambda: "This is the end." in app.all_text())
        assert book.packs.all()[0].read and "2 of 2" in app.head_and_foot()
        await choose(app, pilot, "previous")
        await until(pilot, lambda: "Next worksheet" in app.all_text())
        assert "1 of 2" in app.head_and_foot()


async def test_a_pack_that_was_replaced_meanwhile_does_not_count_as_read(tmp_path: Path) -> None:
    book, _vault = workbook()
    kept(book, own(tmp_path))
    app = Bench(book, PaperPage(book.packs.all()[0]))
    kept(book, own(tmp_path, steps=steps("Other")))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "This is the end." in app.all_text())
        assert not book.packs.all()[0].read


async def test_words_that_only_one_door_meets_in_the_end_are_told_apart(tmp_path: Path) -> None:
    book, _vault = workbook()
    top = "summary: [{id: s, show: message, text: {harmed: Only here, helping: Only there}}]\n"
    kept(book, folder(tmp_path / "x", {"a.yaml": small("a", top=top)}))
    app = Bench(book, PaperPage(book.packs.all()[0]))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "This is the end." in app.all_text())
        assert "Only here" in app.all_text() and "Only there" in app.all_text()


async def test_ready_made_summaries_of_a_pack_are_read_last(tmp_path: Path) -> None:
    book, _vault = workbook()
    layout = (
        "format: 1\nid: a-week\nlanguage: en\ntitle: A week of mine\nabout: Told to a friend.\naudience: [harmed]\n"
        "reader: {treat: [Tear it up]}\n"
        "parts: [{sheet: a, items: [{id: wish, show: answer, q: wish, label: What I wish}]}]\n"
    )
    kept(book, folder(tmp_path / "x", {"a.yaml": small("a"), "summaries/a-week.yaml": layout}))
    app = Bench(book, PackPage("x"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "It also brings ready-made summaries:" in app.all_text())
        assert "A week of mine" in app.all_text()
        await choose(app, pilot, "paper")
        await until(pilot, lambda: "What would be good" in app.all_text())
        assert not book.packs.all()[0].read
        await choose(app, pilot, "next")
        await until(pilot, lambda: "This is the end." in app.all_text())
        said = app.all_text()
        assert all(one in said for one in ("A week of mine", "Told to a friend.", "Tear it up", "What I wish"))
        assert book.packs.all()[0].read
    book.packs.offer("x", offered=True)
    assert [one.title for one in book.catalogue.layouts("harmed")] == ["A week of mine"]


async def test_an_update_says_what_it_replaces_and_is_not_offered(tmp_path: Path) -> None:
    book, _vault = workbook()
    kept(book, own(tmp_path))
    book.packs.mark_read("small-steps")
    book.packs.offer("small-steps", offered=True)
    app = Bench(book, FoundPage(checked(book, own(tmp_path, steps=steps("Other")))))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "This takes the place of “Small steps”, added on 24 November 2026." in app.all_text()
        await choose(app, pilot, "add")
        assert app.given == ["small-steps"]
        (pack,) = book.packs.all()
        assert (pack.read, pack.enabled) == (False, False)
        assert pack.sheets[0].data["title"] == "Other"


async def test_the_same_sheets_are_not_added_twice(tmp_path: Path) -> None:
    book, _vault = workbook()
    kept(book, own(tmp_path))
    app = Bench(book, FoundPage(checked(book, own(tmp_path))))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "in your workbook already" in app.all_text()
        assert [one.entry.id for one in app.screen.query(MenuEntry)] == ["back"]


async def test_what_cannot_be_saved_is_said_and_changes_nothing(tmp_path: Path) -> None:
    book, vault = workbook()
    app = Bench(book, FoundPage(checked(book, own(tmp_path))))
    async with app.run_test() as pilot:
        await pilot.pause()
        vault.refuse = SaveFailed(errno.ENOSPC)
        await choose(app, pilot, "add")
        assert "the disk is full" in app.all_text() and app.given == []
        vault.refuse = None
        await choose(app, pilot, "add")
        assert app.given == ["small-steps"]
    app = Bench(book, PackPage("small-steps"))
    async with app.run_test() as pilot:
        vault.refuse = SaveFailed(errno.ENOSPC)
        await choose(app, pilot, "paper")
        await until(pilot, lambda: "the disk is full" in app.all_text())
        assert not book.packs.all()[0].read
        await pilot.press("escape")
        await choose(app, pilot, "offer")
        assert "Read it first." in app.all_text()
        vault.refuse = None
        book.packs.mark_read("small-steps")
        vault.refuse = SaveFailed(errno.ENOSPC)
        await choose(app, pilot, "offer")
        assert "the disk is full" in app.all_text() and not book.packs.enabled()


@pytest.mark.parametrize("typed", ["", "   ", "/nowhere/at/all", "\\", "~nobody/x", "/dev/zero"])
async def test_a_line_that_names_nothing(typed: str) -> None:
    book, _vault = workbook()
    app = Bench(book, PacksPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#path").focus()
        await pilot.press(*typed, "enter")
        if not typed.strip():
            assert "The line is empty." in app.all_text()
            return
        await until(pilot, lambda: isinstance(app.screen, FoundPage))
        await until(pilot, lambda: "Nothing of this can be added." in app.all_text())
        await choose(app, pilot, "back")
        assert isinstance(app.screen, PacksPage) and app.screen.query_one("#path").value == typed  # type: ignore[attr-defined]


async def test_a_terminal_never_obeys_a_pack(tmp_path: Path) -> None:
    book, _vault = workbook()
    sign = "\x1b]0;owned\x07\u202e"
    path = folder(tmp_path / f"x{sign}", {f"b{sign}.yaml": steps(), f"c{sign}.txt": "x"})
    app = Bench(book, PacksPage())
    app.own_sheets = OwnSheets(path, lambda: book.catalogue).start()
    async with app.run_test() as pilot:
        await until(pilot, lambda: not app.own_sheets.looking)
        await pilot.pause(0.2)
        assert not has_controls(app.seen())
        await choose(app, pilot, "named")
        assert isinstance(app.screen, FoundPage) and "b]0;owned.yaml" in app.all_text()
        assert not has_controls(app.seen()) and not has_controls(app.all_text())


@pytest.mark.parametrize("away", [False, True])
async def test_what_was_written_is_looked_back_on_and_summed_up(tmp_path: Path, away: bool) -> None:
    book, _vault = workbook()
    offered = kept(book, own(tmp_path))
    book.packs.mark_read(offered)
    book.packs.offer(offered, offered=True)
    visit(book, "small-steps/steps-for-a-week", "2026-11-23", {"wish": "Tea in the garden"})
    if away:
        book.packs.remove(offered)
    app = Bench(book, LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Small" in app.all_text() and "1 visit" in app.all_text()
        await choose(app, pilot, "small-steps/steps-for-a-week")
        await choose(app, pilot, "read:now")
        assert "Tea in the garden" in app.all_text()
    app = Bench(book, Summary())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Small" in app.all_text()


# What was named at the start


async def test_what_was_named_at_the_start_waits_in_settings(tmp_path: Path) -> None:
    app, _vault = whole_app()
    app.own_sheets = OwnSheets(own(tmp_path), lambda: app.catalogue)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = [str(one.visual) for one in app.screen.query("Words")]  # type: ignore[attr-defined]
        assert "You named a folder with worksheets." in " ".join(told)
        await choose(app, pilot, "settings")
        await choose(app, pilot, "packs")
        await until(pilot, lambda: any(one.entry.id == "named" for one in app.screen.query(MenuEntry)))
        assert app.workbook.packs.all() == []  # never by itself
        await choose(app, pilot, "named")
        await choose(app, pilot, "add")
        await until(pilot, lambda: isinstance(app.screen, PackPage))
        await choose(app, pilot, "paper")
        await until(pilot, lambda: app.workbook.packs.all()[0].read)
        await back(pilot)
        await choose(app, pilot, "offer")
        await back(pilot)
        await back(pilot)
        await until(pilot, lambda: isinstance(app.focused, MenuEntry) and app.focused.entry.note == "1 set")
        await back(pilot)
        told = [str(one.visual) for one in app.screen.query("Words")]  # type: ignore[attr-defined]
        assert "You named a folder" not in " ".join(told)
        await choose(app, pilot, "sheet:small-steps/steps-for-a-week")
        assert "Small" in str(app.screen.query_one("Head").render())


async def test_the_cover_stays_while_sheets_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ciworkbook.screens.cover import Cover

    go = threading.Event()
    usual = OwnSheets._look

    def slow(self: OwnSheets) -> None:
        go.wait(10)
        usual(self)

    monkeypatch.setattr(own_sheets_module.OwnSheets, "_look", slow)
    app, _vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PacksPage())
        await pilot.pause()
        app.screen.query_one("#path").focus()
        await pilot.press(*str(own(tmp_path)), "enter")
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        go.set()
        await pilot.pause(0.5)
        assert isinstance(app.screen, Cover)  # what is found does not come out from under it
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, FoundPage))


async def test_a_fault_in_reading_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("ciworkbook.worksheet.packs.read_pack", fail)
    book, _vault = workbook()
    look = OwnSheets(own(tmp_path), lambda: book.catalogue).start()
    app = Bench(book, PacksPage())
    app.own_sheets = look
    async with app.run_test() as pilot:
        await until(pilot, lambda: not look.looking)
        assert look.checked is not None and look.checked.refused == ("It cannot be read.",)
        await until(pilot, lambda: any(one.entry.id == "named" for one in app.screen.query(MenuEntry)))
