from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ciworkbook.answers.visit import Visit
from ciworkbook.guard.outcomes import PROBLEMS
from ciworkbook.screens.names_page import NamesPage
from ciworkbook.screens.preview import Preview, ToReader
from ciworkbook.screens.saving import BeforeSaving, PageText, Saved, SavePage
from ciworkbook.screens.summary import Summary
from ciworkbook.screens.ticks import Tick
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.page_files import destination, make, on_screen, trouble_with, why_not
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import Bench, people, visit, workbook
from .seen import SIZES, same_as_before


def written() -> tuple[Workbook, Visit]:
    book, _vault = workbook()
    blue, red, kim = people(book, "Blue|my sister", "R.", "Kim")
    visit(book, "plain", "2026-11-20", {"wish": "Rest, and that Kim knows."})
    first = {"stairs": {"place": ["stop"], "steps": {}}, "map": {blue: "near", red: "far"}, "who": [{"person": blue}]}
    visit(book, "steps", "2026-03-14", first)
    answers: dict[str, Any] = {
        "stairs": {"place": ["stop", "name"], "steps": {}},
        "who": [{"person": blue}],
        "map": {blue: "mid", red: "far", kim: "far"},
        "talked": "yes",
        "what": "He said he knows.\nBlue was there.",
        "heavy": "kept to myself",
    }
    return book, visit(book, "steps", "2026-06-02", answers)


async def choose(app: Bench, pilot: Any, entry: str) -> None:
    """Choose an entry of a menu on the page, by keys."""
    next(one for one in app.screen.query(MenuEntry) if one.entry.id == entry).focus()
    await pilot.press("enter")
    await pilot.pause()


async def settle(app: Bench, pilot: Any) -> None:
    """Wait for what runs beside the page."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def tick(app: Bench, key: str) -> Tick:
    return next(one for one in app.screen.query(Tick) if one.key == key)


# Drafts


def test_the_newest_visit_of_each_sheet_comes_first_with_the_one_before_it() -> None:
    book, last = written()
    draft = Draft(book, [last])
    assert [(one.visit.worksheet, one.visit.started[:7], one.on) for one in draft.choices] == [
        ("plain", "2026-11", False),
        ("steps", "2026-06", True),
        ("steps", "2026-03", False),
    ]
    assert [one.earlier is not None for one in draft.choices] == [False, True, False]


def test_private_and_resting_answers_are_not_offered_and_private_ones_are_counted() -> None:
    book, last = written()
    draft = Draft(book, [last])
    document, _used = draft.document()
    told = " ".join(line.text for line in document.lines())
    assert "kept to myself" not in told
    assert draft.private() == 1
    closed = visit(book, "steps", "2026-07-01", {"talked": "no", "what": "resting words", "heavy": "mine"})
    draft = Draft(book, [closed])
    assert "resting words" not in " ".join(line.text for line in draft.document()[0].lines())
    assert draft.private() == 1


def test_ok_is_on_ask_is_off_and_what_was_said_holds_through_every_change() -> None:
    book, last = written()
    draft = Draft(book, [last])
    lines = {line.text: line for line in draft.document()[0].lines()}
    assert draft.is_on(lines["Yes"])
    assert not draft.is_on(lines["He said he knows."])
    draft.turn(lines["Yes"], False)
    draft.turn(lines["He said he knows."], True)
    # The other sheet comes before it now, so every key of the page changes.
    draft.choices[0].on = True
    draft.rule = "letters"
    lines = {line.text: line for line in draft.document()[0].lines()}
    assert not draft.is_on(lines["Yes"])
    assert draft.is_on(lines["He said he knows."])
    page = " ".join(line.text for line in draft.page().lines())
    assert "He said he knows." in page
    assert "was there" not in page


def test_names_are_seen_before_they_apply() -> None:
    book, last = written()
    draft = Draft(book, [last])
    assert draft.named("alias") == [("Blue", "Blue"), ("R.", "R."), ("Kim", "Kim")]
    assert draft.named("role")[0] == ("Blue", "my sister")
    letters = dict(draft.named("letters"))
    assert set(letters.values()) == {"Person A", "Person B", "Person C"}
    draft.rule = "letters"
    told = " ".join(line.text for line in draft.document()[0].lines())
    assert letters["Blue"] in told
    assert "Blue" not in told
    assert "Kim" not in told


def test_only_those_who_come_up_are_in_the_table() -> None:
    book, _last = written()
    draft = Draft(book, [book.visits("plain")[0]])
    assert draft.named("letters") == [("Kim", "Person A")]  # from words that were written


def test_a_draft_shows_nothing_in_a_repr() -> None:
    book, last = written()
    draft = Draft(book, [last])
    assert "Steps" not in repr(draft.choices)


# Places


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/tmp/page.pdf", "/tmp/page.pdf"),
        ("  page.pdf ", "/home/x/page.pdf"),
        ("page", "/home/x/page.pdf"),
        ("~/a/b.pdf", "/home/x/a/b.pdf"),
        ("a b/page.txt", "/home/x/a b/page.txt"),
    ],
)
def test_a_place_is_read_as_typed(typed: str, path: str) -> None:
    assert destination(typed, ".pdf", Path("/home/x")) == Path(path)


@pytest.mark.parametrize("typed", ["", "   ", "/tmp/", "~", ".", "..", "a/.."])
def test_a_place_without_a_name_is_none(typed: str) -> None:
    assert destination(typed, ".pdf", Path("/home/x")) is None


def test_what_stands_against_a_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "there.pdf").write_text("mine")
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "nothing")
    inside = tmp_path / "workbook"
    (inside / "deeper").mkdir(parents=True)
    assert trouble_with(tmp_path / "free.pdf", inside) == ""
    assert "already" in trouble_with(tmp_path / "there.pdf", inside)
    assert "already" in trouble_with(tmp_path / "dangling.pdf", inside)
    assert "folder is not there" in trouble_with(tmp_path / "no" / "page.pdf", inside)
    assert "folder of the workbook" in trouble_with(inside / "page.pdf", inside)
    assert "folder of the workbook" in trouble_with(inside / "deeper" / "page.pdf", inside)
    assert "cannot be reached" in trouble_with(tmp_path / ("x" * 300), inside)


def test_every_problem_of_the_outlet_has_words() -> None:
    assert len({why_not(one) for one in PROBLEMS}) == len(PROBLEMS)


# The pages


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "name",
    [
        "summary-empty",
        "summary",
        "summary-names",
        "summary-preview",
        "summary-preview-end",
        "summary-words",
        "summary-text",
        "summary-save",
        "summary-before",
        "summary-saved",
    ],
)
async def test_looks_as_it_did(name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    book, last = written()
    draft = Draft(book, [last])
    draft.rule = "role"
    place = Path("/media/stick/page.pdf")
    pages: dict[str, Any] = {
        "summary-empty": lambda: Summary(),
        "summary": lambda: Summary([last]),
        "summary-names": lambda: NamesPage(draft),
        "summary-preview": lambda: Preview(draft),
        "summary-preview-end": lambda: Preview(draft),
        "summary-words": lambda: ToReader(draft),
        "summary-text": lambda: PageText(draft),
        "summary-save": lambda: SavePage(draft),
        "summary-before": lambda: BeforeSaving(place, ("🙂",)),
        "summary-saved": lambda: Saved(place),
    }
    app = Bench(workbook()[0] if name == "summary-empty" else book, pages[name]())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name.endswith("-end"):
            await pilot.press("end")
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_nothing_to_tell_of_is_answered_kindly() -> None:
    app = Bench(workbook()[0], Summary())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "There is nothing to make a summary of yet." in app.all_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [None]


async def test_without_a_wish_the_newest_visit_is_ticked() -> None:
    book, _last = written()
    app = Bench(book, Summary())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert [one.shown.on for one in app.screen.query(Tick) if one.key.startswith("on.")] == [True, False]


async def test_several_visits_can_be_ticked_and_none_is_said() -> None:
    book, last = written()
    app = Bench(book, Summary([last]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not tick(app, "on.0").shown.on
        await pilot.press("space", "down", "space")
        await pilot.pause()
        assert (tick(app, "on.0").shown.on, tick(app, "on.1").shown.on) == (True, False)
        assert all(one.key != "beside.1" for one in app.screen.query(Tick))
        await pilot.press("up", "space")
        await choose(app, pilot, "next")
        assert "No visit is ticked yet." in app.seen()
        await pilot.click(tick(app, "on.1"))
        await pilot.pause()
        await pilot.click(tick(app, "beside.1"))
        await pilot.pause()
        assert "No visit is ticked yet." not in app.seen()
        page = app.screen
        assert isinstance(page, Summary)
        assert [(part.visit.started[:7], part.earlier) for part in page.draft.parts()] == [("2026-06", None)]


async def test_a_page_that_names_nobody_has_no_page_of_names() -> None:
    book, _vault = workbook()
    visit(book, "plain", "2026-11-20", {"wish": "Rest."})
    app = Bench(book, Summary())
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "next")
        assert isinstance(app.screen, Preview)


async def test_the_names_rule_is_chosen_with_its_table_in_view() -> None:
    book, last = written()
    app = Bench(book, Summary([last]))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "next")
        assert isinstance(app.screen, NamesPage)
        assert "Blue → Blue" in app.seen()
        await pilot.press("down", "space")
        await pilot.pause()
        assert "Blue → B." in app.seen()
        await pilot.press("down", "space")
        await pilot.pause()
        assert "Blue → Person" in app.seen()
        assert "Others you wrote stay as they are." in " ".join(app.seen().split())
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Blue → my sister" in app.seen()
        await choose(app, pilot, "next")
        assert isinstance(app.screen, Preview)
        assert "my sister was there." in app.all_text()
        assert "Blue" not in app.all_text()


async def test_lines_are_turned_by_key_and_mouse_and_counted() -> None:
    book, last = written()
    app = Bench(book, Preview(Draft(book, [last])))
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        on = [one for one in app.screen.query(Tick) if one.shown.on]
        off = [one for one in app.screen.query(Tick) if not one.shown.on]
        assert f"{len(on)} lines on, {len(off)} off" in app.head_and_foot()
        await pilot.press("space")
        await pilot.pause()
        assert f"{len(on) - 1} lines on" in app.head_and_foot()
        await pilot.click(app.screen.query(Tick).first())
        await pilot.pause()
        assert f"{len(on)} lines on" in app.head_and_foot()
        assert "1 answer is private and stays in the workbook" in app.all_text()
        assert "kept to myself" not in app.all_text()


async def test_all_and_none() -> None:
    book, last = written()
    draft = Draft(book, [last])
    app = Bench(book, Preview(draft))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "all")
        assert all(one.shown.on for one in app.screen.query(Tick))
        assert draft.page().lines() == draft.document()[0].lines()
        await choose(app, pilot, "none")
        assert draft.page().lines() == []
        await choose(app, pilot, "save")
        await choose(app, pilot, "save")
        assert "No line is on the page." in app.all_text()


async def test_from_the_end_of_a_long_page_down_goes_on_with_what_is_in_view() -> None:
    book, last = written()
    app = Bench(book, Preview(Draft(book, [last])))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("end", "down")
        await pilot.pause()
        focused = app.focused
        assert focused is not None
        assert focused.region.y >= 2
        for _press in range(9):
            await pilot.press("down")
        await pilot.pause()
        focused = app.focused
        assert isinstance(focused, MenuEntry)
        assert focused.entry.id == "none"
        await pilot.press("home", "up")
        await pilot.pause()
        assert isinstance(app.focused, Tick)


async def test_presses_that_come_at_once_each_go_on_and_none_goes_back() -> None:
    book, last = written()
    app = Bench(book, Preview(Draft(book, [last])))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, Preview)
        chain = list(page.query(Tick))
        assert app.focused is chain[0]
        places = []
        for _press in range(12):
            page.action_walk(1)
            assert isinstance(app.focused, Tick)
            places.append(chain.index(app.focused))
        assert places[:3] == [1, 2, 3]
        assert places == sorted(places)
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        assert isinstance(app.focused, Tick)
        assert chain.index(app.focused) >= places[-1]


def test_a_section_with_every_line_off_has_no_heading_on_the_page() -> None:
    book, _last = written()
    answers = {"talked": "yes", "first_one": next(iter(book.people)).id}
    draft = Draft(book, [visit(book, "steps", "2026-08-01", answers)])
    for line in draft.document()[0].lines():
        draft.turn(line, True)
    assert "People around" in make(draft.page(), "text", "a4").data.decode()
    for line in draft.document()[0].lines():
        draft.turn(line, ".date" in line.key)
    told = make(draft.page(), "text", "a4").data.decode()
    assert "People around" not in told
    assert "www.creative-interventions.org" in told  # what always stays


async def test_the_page_reads_as_its_lines_say() -> None:
    book, last = written()
    app = Bench(book, Preview(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(app.screen, PageText)
        text = app.all_text()
        assert "Standing from “Stop the harm” to “Name what happened”" in text
        assert "He said he knows." not in text
        assert "Creative Interventions Toolkit" in " ".join(text.replace("│", "").split())
        await choose(app, pilot, "back")
        assert isinstance(app.screen, Preview)
        await choose(app, pilot, "read")
        await choose(app, pilot, "save")
        assert isinstance(app.screen, SavePage)


async def test_a_title_and_words_to_the_reader() -> None:
    book, last = written()
    draft = Draft(book, [last])
    app = Bench(book, Preview(draft))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "words")
        assert isinstance(app.screen, ToReader)
        title = app.screen.query_one("#title", TextLine)
        assert title.value == "Steps for a test"
        title.value = "For our next meeting"
        app.screen.query_one(TextBox).text = "Please give it back."
        await choose(app, pilot, "back")
        await pilot.pause()
        assert isinstance(app.screen, Preview)
        assert "For our next meeting" in app.all_text()
        assert "[x] Please give it back." in app.all_text()


def test_a_drawing_too_wide_for_the_screen_is_told_in_words() -> None:
    book, last = written()
    document = Draft(book, [last]).page()
    assert "A map of rings" not in on_screen(document, 76)
    assert "A map of rings" in " ".join(on_screen(document, 50).split())
    assert all(len(row) <= 50 for row in on_screen(document, 50).split("\n"))


# Saving


async def save_to(
    app: Bench, pilot: Any, place: str, *, kind: str = "", answer: str = "save", warned: bool = True
) -> None:
    if kind:
        tick(app, f"kind.{kind}").focus()
        await pilot.press("space")
        await pilot.pause()
    app.screen.query_one("#where", TextLine).value = place
    await choose(app, pilot, "save")
    await settle(app, pilot)
    if warned:
        assert isinstance(app.screen, BeforeSaving)
        assert place in app.all_text()
        for words in ("can be found, copied, and used in court by any side", "not locked", "Printing keeps copies"):
            assert words in app.all_text()
        await choose(app, pilot, answer)
        await settle(app, pilot)


@pytest.mark.parametrize(
    ("kind", "ending", "start"),
    [
        ("pdf", ".pdf", b"%PDF-"),
        ("html", ".html", b"<!DOCTYPE html>\n"),
        ("text", ".txt", b"Steps for a test\n"),
        ("markdown", ".md", b"# Steps for a test\n"),
    ],
)
async def test_a_page_is_written_once_after_one_warning(kind: str, ending: str, start: bytes, tmp_path: Path) -> None:
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    place = str(tmp_path / f"page{ending}")
    async with app.run_test() as pilot:
        await pilot.pause()
        await save_to(app, pilot, place, kind=kind)
        assert isinstance(app.screen, Saved)
        assert place in app.all_text()
        assert [(path, data.startswith(start)) for path, data in app.outlet.written] == [(place, True)]
        assert b"kept to myself" not in app.outlet.written[0][1]
        await choose(app, pilot, "lines")
        assert app.given == [None]
    assert list(tmp_path.iterdir()) == []  # nothing but the outlet writes


@pytest.mark.parametrize("answer", ["keep", ""])
async def test_the_warning_can_be_answered_with_no(answer: str, tmp_path: Path) -> None:
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        if answer:
            await save_to(app, pilot, str(tmp_path / "page.txt"), kind="text", answer=answer)
        else:
            app.screen.query_one("#where", TextLine).value = str(tmp_path / "page.txt")
            tick(app, "kind.text").focus()
            await pilot.press("enter")
            await choose(app, pilot, "save")
            await settle(app, pilot)
            focused = app.focused
            assert isinstance(focused, MenuEntry)
            assert focused.entry.id == "keep"  # the way that saves nothing has the focus
            await pilot.press("escape")
            await settle(app, pilot)
        assert isinstance(app.screen, SavePage)
        assert app.outlet.written == []


async def test_the_name_follows_the_kind_of_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        where = app.screen.query_one("#where", TextLine)
        assert where.value == str(Path("/home/someone/page.pdf"))
        await pilot.click(tick(app, "kind.markdown"))
        await pilot.pause()
        assert where.value.endswith("page.md") and where.cursor_position == len(where.value)
        assert not tick(app, "paper.a4").display
        await pilot.click(tick(app, "kind.html"))
        await pilot.pause()
        assert where.value.endswith("page.html") and where.cursor_position == len(where.value)
        where.value = "/x/notes.odd"
        await pilot.click(tick(app, "kind.pdf"))
        await pilot.pause()
        assert where.value == "/x/notes.odd"
        await pilot.click(tick(app, "paper.us-letter"))
        await pilot.pause()
        assert (tick(app, "paper.a4").shown.on, tick(app, "paper.us-letter").shown.on) == (False, True)


async def test_large_print_is_for_the_printed_page(tmp_path: Path) -> None:
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        usual = make(Draft(book, [last]).page(), "pdf", "a4")
        tick(app, "large.").focus()
        await pilot.press("space")
        await pilot.pause()
        assert "[x] in large print" in app.all_text()
        await save_to(app, pilot, str(tmp_path / "page.pdf"), kind="pdf")
        [(_path, data)] = app.outlet.written
        assert data == make(Draft(book, [last]).page(), "pdf", "a4", large=True).data != usual.data
        await choose(app, pilot, "lines")
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(tick(app, "kind.html"))
        await pilot.pause()
        assert not tick(app, "large.").display


async def test_what_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    book, last = written()
    mine = tmp_path / "page.txt"
    mine.write_text("mine")
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        await save_to(app, pilot, str(mine), kind="text", warned=False)
        assert isinstance(app.screen, SavePage)
        assert "already" in app.all_text()
        app.screen.query_one("#where", TextLine).focus()
        await pilot.press("end", "2")
        await pilot.pause()
        assert "stays as it is" not in app.seen()
        assert mine.read_text() == "mine"


@pytest.mark.parametrize("problem", PROBLEMS)
async def test_what_the_outlet_says_is_told_and_the_page_stays(problem: Any, tmp_path: Path) -> None:
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    app.outlet.problem = problem
    async with app.run_test() as pilot:
        await pilot.pause()
        await save_to(app, pilot, str(tmp_path / "page.txt"), kind="text")
        assert isinstance(app.screen, SavePage)
        assert why_not(problem) in app.all_text()


async def test_a_page_that_cannot_be_made_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ciworkbook.summary import as_pdf

    def fail(*_given: Any, **_named: Any) -> None:
        raise as_pdf.PageFailed

    monkeypatch.setattr(as_pdf, "render", fail)
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        await save_to(app, pilot, str(tmp_path / "page.pdf"), warned=False)
        assert "You can save it as text instead." in app.all_text()


async def test_characters_that_cannot_be_printed_are_told_before(tmp_path: Path) -> None:
    book, _vault = workbook()
    one = visit(book, "plain", "2026-11-20", {"wish": "Rest 🙂 and more 🏠."})
    app = Bench(book, SavePage(Draft(book, [one])))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#where", TextLine).value = str(tmp_path / "page.pdf")
        await choose(app, pilot, "save")
        await settle(app, pilot)
        assert isinstance(app.screen, BeforeSaving)
        assert "2 characters cannot be printed; boxes stand in their place: 🙂 🏠" in app.all_text()
        assert app.outlet.written == []


async def test_no_name_is_asked_for_again() -> None:
    book, last = written()
    app = Bench(book, SavePage(Draft(book, [last])))
    async with app.run_test() as pilot:
        await pilot.pause()
        await save_to(app, pilot, " ", warned=False)
        assert "Type the name of a file, such as" in app.all_text()
        await choose(app, pilot, "back")
        assert app.given == [None]


def test_names_leave_nothing_behind_in_any_form_of_the_page() -> None:
    book, last = written()
    draft = Draft(book, [last])
    draft.choices[0].on = True
    draft.rule = "letters"
    for line in draft.document()[0].lines():
        draft.turn(line, True)
    for kind in ("text", "markdown"):
        told = make(draft.page(), kind, "a4").data.decode()
        assert "Person A" in told
        assert not [name for name in ("Blue", "Kim", "kept to myself") if name in told]


async def test_the_shipped_map_for_a_team_in_a_hurry(tmp_path: Path) -> None:
    from dataclasses import replace
    from typing import cast

    from ciworkbook.vault import Vault
    from ciworkbook.worksheet.catalogue import Catalogue

    from .bench import NOW, MemoryVault

    book = Workbook(cast("Vault", MemoryVault()), Catalogue.load(), lambda: NOW)
    book.settings = replace(book.settings, door="facilitating")
    ids = people(book, "Marisol", "Uncle Ted|an uncle")
    answers = {
        "people": [{"person": one} for one in ids],
        "map": {ids[0]: "trusted", ids[1]: "swing"},
        "asks": [{"person": ids[0], "role": "Drive Marisol home", "must_not": "the address", "safe": "fine"}],
        "barriers": [{"id": "1", "what": "Money"}],
    }
    one = visit(book, "ally-barrier-map", "2026-11-20", answers, door="facilitating")
    app = Bench(book, Summary([one]))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "next")
        await pilot.press("down", "space")
        await choose(app, pilot, "next")
        text = app.all_text()
        assert "Marisol" not in text
        assert "the address" not in text
        assert "Money" not in text
        assert "answers are private and stay in the workbook" in text
        await choose(app, pilot, "save")
        await save_to(app, pilot, str(tmp_path / "team.pdf"))
        assert isinstance(app.screen, Saved)
        assert app.outlet.written[0][1].startswith(b"%PDF-")
