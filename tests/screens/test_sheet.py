"""A sheet from the way in to the way out, as a person goes through it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.leaves import Leaf
from ciworkbook.answers.visit import Visit
from ciworkbook.errors import WorkbookError
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import cursor_of
from ciworkbook.screens.home import Home
from ciworkbook.screens.looks import look
from ciworkbook.screens.sheet import Sheet
from ciworkbook.widgets.fields import TextBox
from ciworkbook.widgets.picture import PictureView
from ciworkbook.worksheet.model import Staircase

from ..making import Clock, new_app, open_again, screen_text
from .fitting import ill_fitting, screen_lines

DANGER = "danger-signs-now"


async def into(app: WorkbookApp, pilot: Pilot[int], worksheet: str) -> Sheet:
    """Open `worksheet` from home, at its way in."""
    await pilot.pause()
    assert isinstance(app.screen, Home)
    app.screen.open_sheet(worksheet)
    await pilot.pause()
    assert isinstance(app.screen, Sheet)
    return app.screen


async def to(app: WorkbookApp, pilot: Pilot[int], question: str) -> None:
    """Turn pages until `question` is shown."""
    sheet = app.screen
    assert isinstance(sheet, Sheet)
    for _turn in range(40):
        if sheet.leaf.id == question and sheet.leaf.kind == "question":
            return
        await pilot.press("pagedown")
        await pilot.pause()
    raise AssertionError(f"{question} is never asked")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_an_answer_is_on_disk_after_a_second_and_there_tomorrow(tmp_path: Path, size: tuple[int, int]) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=size) as pilot:
        await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        await pilot.press("space")
        assert "not saved yet" in screen_text(app)
        await pilot.pause(1.3)
        assert "saved just now" in screen_text(app)
    app.workbook.close()
    [visit] = open_again(tmp_path / "kept").visits(DANGER)
    assert visit.value("sense") == "now"
    assert visit.at_question == "sense"


async def test_turning_the_page_writes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        await pilot.press("space", "pagedown")  # what is kept once for a worksheet is there now
        await pilot.pause()
        written: list[str] = []
        stood: list[str] = []
        put = app.workbook.vault.put

        def noting(kind: str, *given: Any, **named: Any) -> int:
            written.append(kind)
            stood.append(screen_text(app))
            return put(kind, *given, **named)

        monkeypatch.setattr(app.workbook.vault, "put", noting)
        await pilot.press("pageup", "down", "space", "pagedown")
        await pilot.pause()
        assert sheet.leaf.id != "sense"
        assert written == ["visit", "visit"]  # back with the place, and on with the answer and the place
        label = sheet.asking.worksheet.question(sheet.leaf.id).label
        assert label[:20] in stood[-1]  # nobody waits for the disk before the next question stands
        assert "not saved yet" not in screen_text(app)


async def test_nothing_is_required_and_the_end_is_reached_with_next_alone(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        for _turn in range(40):
            await pilot.press("pagedown")
            await pilot.pause()
            if sheet.leaf.kind == "out":
                break
        assert "That was the last question" in screen_text(app)
        foot = screen_text(app).splitlines()[-1]
        assert "next" not in foot and "Esc back" in foot  # no key that does nothing
    assert app.workbook.visits(DANGER) == []


async def test_the_four_no_answers_move_on_and_can_be_taken_back(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        await pilot.press("space")
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        left = sheet.asking.visit.answers["sense"]
        assert (left.state, left.given, left.value) == ("not_now", False, "now")
        assert sheet.leaf.id != "sense"
        await pilot.press("pageup")
        await pilot.pause()
        seen = screen_text(app).splitlines()
        [left_at] = [row for row, line in enumerate(seen) if "You left this one for later. F2 can bring back" in line]
        [asked_at] = [row for row, line in enumerate(seen) if "There is danger now" in line]
        assert left_at < asked_at  # in view also where the control fills the page
        await pilot.press("down", "space")
        await pilot.pause()
        seen = screen_text(app).splitlines()
        assert "You left" not in "".join(seen)
        assert "There is danger now" in seen[asked_at]  # nothing moved under the person
        await pilot.press("up", "space", "f2", "down", "enter")
        await pilot.pause()
        await pilot.press("pageup")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        assert "Bring back what I wrote" in screen_text(app)
        await pilot.press("down", "down", "down", "down", "enter")
        await pilot.pause()
        assert sheet.asking.visit.value("sense") == "now"


async def test_a_heavy_question_stands_behind_its_note_until_opened(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        await into(app, pilot, DANGER)
        await to(app, pilot, "neck")
        shown = screen_text(app)
        assert "strangling" in shown
        assert "around your neck" not in shown
        await pilot.press("enter")
        await pilot.pause()
        assert "around your neck" in screen_text(app)


async def test_a_section_a_page_shows_what_an_answer_opens(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept", door="caused_harm", paging="section")
    async with app.run_test(size=(100, 50)) as pilot:
        sheet = await into(app, pilot, "accountability-staircase")
        await pilot.press("pagedown")
        await pilot.pause()
        assert sheet.leaf.kind == "section"
        ids = {block.question.id for block in sheet.query("QuestionBlock").results()}  # type: ignore[attr-defined]
        assert len(ids) > 1


async def test_a_second_visit_begins_with_what_was_carried(tmp_path: Path) -> None:
    clock = Clock()
    app = new_app(tmp_path / "kept", clock, door="caused_harm")
    workbook = app.workbook
    sheet = workbook.catalogue.worksheet("accountability-staircase", "caused_harm")
    stairs = next(one.id for one in sheet.questions() if isinstance(one, Staircase))
    first = workbook.begin(sheet.id, "caused_harm")
    kept = workbook.save(first.answer(stairs, Answer(value={"place": [], "steps": {}}), workbook.stamp()))
    clock.later(days=30)
    again = workbook.begin(sheet.id, "caused_harm")
    assert stairs not in again.carried  # an empty answer is not carried
    value = {"place": [workbook.worksheet_of(kept).order(stairs)[0]], "steps": {}}
    workbook.save(kept.answer(stairs, Answer(value=value), workbook.stamp()))
    carried = workbook.begin(sheet.id, "caused_harm")
    assert (carried.value(stairs), stairs in carried.carried) == (value, True)
    assert workbook.earlier(carried) is not None


async def test_visits_of_one_door_are_not_offered_under_another(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    workbook = app.workbook
    visit = workbook.begin(DANGER, "harmed").answer("sense", Answer(value="now"), workbook.stamp())
    workbook.save(visit)
    assert workbook.visits(door="caused_harm") == []
    assert workbook.begin(DANGER, "caused_harm").answers == {}


class RefusedError(WorkbookError):
    pass


async def test_what_cannot_be_saved_stays_on_screen_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_app(tmp_path / "kept")

    def refuse(visit: Visit) -> Visit:
        raise RefusedError("The disk is full.", "Make some room.")

    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        monkeypatch.setattr(app.workbook, "save", refuse)
        await pilot.press("space")
        await pilot.pause(1.3)
        assert "The disk is full." in screen_text(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "Not saved yet" in screen_text(app)
        assert app.is_running
        assert sheet.asking.visit.value("sense") == "now"
        monkeypatch.undo()
        await pilot.press("enter")
        await pilot.pause()
        assert "Everything is saved now." in screen_text(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.screen is sheet
    assert app.workbook.visits(DANGER)[0].value("sense") == "now"


async def test_cover_hides_at_once_and_gives_the_page_back(tmp_path: Path, calm: None) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        await pilot.press("space", "f8")
        await pilot.pause()
        assert "danger" not in screen_text(app).lower()
        assert app.workbook.visits(DANGER)[0].value("sense") == "now"
        await pilot.press("escape")
        await pilot.pause()
        assert "your own sense" in screen_text(app)
        await pilot.press("f2", "escape", "escape")
        await pilot.pause()
        assert "Shopping" in screen_text(app)


async def test_enter_chooses_and_enter_again_goes_on(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await to(app, pilot, "sense")
        await pilot.press("enter")
        await pilot.pause()
        assert (sheet.leaf.id, sheet.asking.visit.value("sense")) == ("sense", "now")
        await pilot.press("enter")
        await pilot.pause()
        assert (sheet.leaf.id == "sense", sheet.asking.visit.value("sense")) == (False, "now")


async def test_the_terminals_own_colors_and_every_theme_start(tmp_path: Path) -> None:
    for theme in ("dark", "light", "contrast-dark", "contrast-light", "terminal"):
        app = new_app(tmp_path / theme, theme=theme)
        async with app.run_test(size=(80, 24)) as pilot:
            await into(app, pilot, DANGER)
            await to(app, pilot, "sense")
            assert app.theme == look(theme, app.depth)
            assert "your own sense" in screen_text(app)


async def test_what_is_there_to_be_read_begins_at_its_top(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(60, 20)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await pilot.pause()
        assert "A look at signs" in screen_text(app)
        await pilot.press("pagedown")
        await pilot.pause()
        assert (sheet.leaf.kind, "Another day" in screen_text(app)) == ("in", True)
        await pilot.press("pagedown")
        await pilot.pause()
        assert (sheet.leaf.kind, "Have it on paper" in screen_text(app)) == ("in", True)
        await pilot.press("pagedown")
        await pilot.pause()
        assert (sheet.leaf.kind, "These are signs that danger" in screen_text(app)) == ("question", True)


async def test_where_one_writes_stays_in_view_when_the_window_becomes_small(tmp_path: Path) -> None:
    words = " ".join(["What was said that day, and what I answered."] * 9)
    app = new_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await into(app, pilot, DANGER)
        await sheet.show(Leaf("question", "sense_words"))
        await pilot.pause()
        assert isinstance(app.focused, TextBox)
        app.focused.append(words)
        await pilot.pause()
        for size in ((60, 20), (40, 15), (80, 24), (40, 15)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert ill_fitting(app) == [], size


@pytest.mark.parametrize("size", [(60, 20), (40, 15)], ids=str)
async def test_where_one_stands_on_a_drawing_is_in_view(tmp_path: Path, size: tuple[int, int]) -> None:
    app = new_app(tmp_path, door="helping")
    async with app.run_test(size=size) as pilot:
        await into(app, pilot, "accountability-staircase")
        await to(app, pilot, "stairs")
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.focused, PictureView)
        assert ill_fitting(app) == []
        await pilot.resize_terminal(*((40, 15) if size == (60, 20) else (60, 20)))
        await pilot.pause()
        assert ill_fitting(app) == []


async def test_the_terminals_own_cursor_stands_at_the_mark_of_a_drawing(tmp_path: Path) -> None:
    app = new_app(tmp_path, door="helping", cursor=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await into(app, pilot, "accountability-staircase")
        await to(app, pilot, "stairs")
        await pilot.press("v")
        await pilot.pause()
        assert app.focused is not None
        x, y = cursor_of(app.focused)
        assert screen_lines(app)[y][x] == "▸"
