"""What was typed a moment before the page goes is kept: a change travels to the visit as messages; none may wait."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from ciworkbook.answers.answer import Answer
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.home import Home
from ciworkbook.screens.sheet import Sheet
from ciworkbook.widgets.base import Answered
from ciworkbook.widgets.fields import TextBox

from ..making import new_app, open_again

SHEET = "danger-signs-now"
QUESTION = "sense_words"


async def at_the_field(app: WorkbookApp, pilot: Pilot[int]) -> TextBox:
    """Carry on with a visit that was left at a long text; return the field."""
    book = app.workbook
    visit = book.begin(SHEET, "harmed").answer(QUESTION, Answer(value="before "), book.stamp())
    visit = book.save(replace(visit, at_question=QUESTION))
    await pilot.pause()
    assert isinstance(app.screen, Home)
    app.screen.open_visit(visit)
    await pilot.pause()
    assert isinstance(app.screen, Sheet)
    return app.screen.query_one(TextBox)


def words(folder: Path) -> str:
    """Return what is kept of the long text."""
    [visit] = open_again(folder).visits(SHEET)
    kept: str = visit.value(QUESTION)
    return kept


async def test_words_that_no_message_has_brought_yet_are_saved(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        box = await at_the_field(app, pilot)
        box.move_cursor(box.document.end)
        box.append("and after")
        # Nothing was awaited in between: the field has the words, and no one else.
        assert app.desk.put_away()
    app.workbook.close()
    assert words(tmp_path / "kept") == "before and after"


async def test_a_change_that_comes_after_the_visit_was_put_away_harms_nothing(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        box = await at_the_field(app, pilot)
        assert app.desk.put_away()
        box.append("too late ")
        app.screen.post_message(Answered(QUESTION, "an older state"))
        await pilot.pause()
        assert app.is_running
    app.workbook.close()
    assert words(tmp_path / "kept") == "before "


async def test_an_older_message_does_not_take_newer_words_back(tmp_path: Path) -> None:
    app = new_app(tmp_path / "kept")
    async with app.run_test(size=(80, 24)) as pilot:
        box = await at_the_field(app, pilot)
        box.move_cursor(box.document.end)
        box.append("and after")
        app.desk.save()
        app.screen.post_message(Answered(QUESTION, "before "))
        await pilot.pause()
        assert app.desk.put_away()
    app.workbook.close()
    assert words(tmp_path / "kept") == "before and after"
