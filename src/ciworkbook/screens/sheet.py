"""A worksheet, one question a page (or a section a page), with a way in and a way out.

- Pages: the way in, the questions asked now in order, a pause where the sheet offers one, the way out.
- Every change goes to the desk at once. Conditions are worked out again after each answer; a page never moves under
  the person, only what comes next changes.
- Nothing is required: Next always goes on, and the four no-answers are one key away.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from ..answers.answer import Answer, State
from ..answers.leaves import Leaf
from ..answers.people import People
from ..widgets.base import Answered, PersonChanged, PersonWanted
from ..widgets.menu import Menu, MenuEntry
from ..widgets.people import PeopleWidget
from ..widgets.picks import Picks
from ..words import _
from ..worksheet.model import Note, PeopleQuestion, RingMap, Staircase, Worksheet
from .asking import Asking
from .base import Foot, Page, bound
from .card import CardLine, CardPage
from .covering import AT_MOST
from .home import Home
from .look_again import LookAgain
from .numbers import Numbers
from .question import QuestionBlock
from .skip import Skip
from .status import Status

LABEL_GONE = 2
"""Rows scrolled from which on the first line of a question is out of sight."""


class Sheet(Page[None]):
    """A visit of a worksheet, taken from the desk."""

    CSS_PATH = "sheet.tcss"
    AUTO_FOCUS = ""  # each leaf puts the focus where it belongs
    KEYS: ClassVar[list[str]] = ["skip", "next", "pause", "read", "previous"]
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("next", "further"),
        *(bound(one) for one in ("previous", "skip", "read")),
        Binding("enter", "next", show=False),
    ]

    def __init__(self, worksheet: Worksheet, at: str = "") -> None:
        super().__init__()
        app = self.workbook_app
        self.asking = Asking(worksheet, app.workbook, app.desk, ascii_only=app.ascii_only)
        self.desk = app.desk
        self.leaf = Leaf("in")
        self._start_at = at
        self._told: dict[str, tuple[Any, str]] = {}
        """What each question on the page has told, beside what stood there at first."""
        self._was_at = 0
        self._goes = False
        """Whether what stands on the page is told, and the page is being taken away: half of it tells less."""
        self._turns = False
        """Whether a page is being put in, and what was written is about to be saved."""
        self._goes_on = False
        """Whether `leaf` is where another page of this visit stood."""

    def again(self) -> Sheet:
        """Return this page anew, at the same place, in the language of today. What was typed is kept."""
        self._take_typed_names()
        self.desk.save()
        self.desk.reword()
        made = Sheet(self.workbook_app.workbook.worksheet_of(self.asking.visit))
        made.leaf, made._goes_on = self.leaf, True
        made.asking.long, made.asking.opened = self.asking.long, self.asking.opened
        return made

    def body(self) -> ComposeResult:
        """The page is put in once the sheet is on screen."""
        yield Vertical(id="leaf")

    def compose(self) -> ComposeResult:
        """Add the line that says whether everything is saved."""
        yield from super().compose()
        yield Status()

    async def on_mount(self) -> None:  # type: ignore[override]
        """Start at the way in, or where the person left."""
        self.desk.watcher = self._say_status
        self.desk.gather = self._gather
        self.set_interval(20, self._say_status)
        self.watch(self.query_one("#body", VerticalScroll), "scroll_y", self._say_where, init=False)
        if self._goes_on:
            await self.show(self.leaf)
            return
        await self.show(self.asking.start(self._start_at))

    async def show(self, leaf: Leaf) -> None:
        """Show the page `leaf` and note where the person is."""
        self.leaf = leaf
        place = self.query_one("#leaf", Vertical)
        self._gather()
        self._turns = True  # what was written is saved once the page stands, and not said to be unsaved meanwhile
        try:
            async with self.batch():  # drawn once, with all it says and the focus in its place
                self._goes = True
                await place.remove_children()
                self._told, self._goes = {}, False
                await place.mount_all(self.asking.widgets(leaf))
                self._dress(leaf)
                self._focus_first()
        finally:
            self._goes = False
            self.call_after_refresh(self._shown)

    def _dress(self, leaf: Leaf) -> None:
        """Say on the page, above and below it, what there is to say."""
        drawn = any(isinstance(one.question, RingMap | Staircase) for one in self.query(QuestionBlock))
        self.set_class(drawn, "drawn")  # a drawing may use a wide window for the list beside it
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self._note(leaf)
        asks = leaf.kind == "section" or (leaf.kind == "question" and not self.asking.is_note(leaf.id))
        idle = {"" if asks else "skip", {"in": "previous", "out": "next"}.get(leaf.kind, "")}
        found = [key for key in self.keys() if key[0] not in idle]
        if leaf.kind == "out":  # what is left to do there is to go
            found.sort(key=lambda key: key[0] != _("Esc"))
        self.query_one(Foot).show(found)
        self._say_where()
        self._say_blocks()

    def _shown(self) -> None:
        """Save, now that the page stands; whoever covers, locks or leaves before has saved already."""
        self._turns = False
        self.desk.save()
        self._say_status()

    # What the page says

    def _say_where(self) -> None:
        """Name the worksheet; once the question itself has scrolled away, the question stands there instead."""
        left = self.asking.worksheet.title
        asks = self.leaf.kind == "question" and not self._is_read()
        if asks and self.query_one("#body", VerticalScroll).scroll_y >= LABEL_GONE:
            left = next((one.question.label for one in self.query(QuestionBlock)), left)
        self.head(left, self.asking.place(self.leaf))

    def _say_status(self) -> None:
        if self._turns and self.desk.problem is None:
            return
        for status in self.query(Status):  # none any more while the page is being closed
            status.show(self.desk.status(), care=self.desk.problem is not None)

    def _say_blocks(self) -> None:
        now = self.asking.now()
        for block in self.query(QuestionBlock):
            block.say(self.asking.visit.answers.get(block.question.id), self.asking.worksheet, now)

    def _focus_first(self) -> None:
        blocks = self.query(QuestionBlock)
        if blocks and not isinstance(blocks.first().question, Note):
            # What to know before a section, and the question itself, stand above the field and are read first.
            blocks.first().focus_first(scroll_visible=False)
            self.call_after_refresh(self._see_focus)
            return
        menu = [one for one in self.query(MenuEntry) if not isinstance(one, CardLine)]
        if menu:
            # What is there to be read begins at its top, also where the choices do not fit below it.
            menu[0].focus(scroll_visible=not self._is_read())

    def _see_focus(self) -> None:
        """Bring the field into view where all of it stands below the page."""
        body, field = self.query_one("#body", VerticalScroll), self.focused
        if field is not None and field.region.y >= body.region.bottom - 1 and not self.query("#leaf > Words.care"):
            field.scroll_visible(animate=False)

    def _is_read(self) -> bool:
        """Tell whether the page is there to be read: the way in, or a note."""
        return self.leaf.kind == "in" or (self.leaf.kind == "question" and self.asking.is_note(self.leaf.id))

    # What the person does

    def on_answered(self, event: Answered) -> None:
        """Write the answer into the visit; with a section a page, show what it opened."""
        event.stop()
        before = self.asking.now().shown if self.leaf.kind == "section" else ()
        # What stands in the control now may be newer than what the message carries.
        self._gather()
        self._say_blocks()
        self._say_where()
        if self.leaf.kind == "section":
            self._renew_contexts(besides=event.question_id)
            if self.asking.now().shown != before:
                self.call_later(self._renew_section)

    def _gather(self) -> None:
        """Answer with what was typed and is still on its way here as a message."""
        if self._goes:
            return
        for block in self.query(QuestionBlock):
            control, id_ = block.control, block.question.id
            if control is None or control.at_first is None or self.desk.visit is None:
                continue
            control.catch_up()
            stands = (control.value, control.other)
            if stands != self._told.get(id_, control.at_first):
                self._told[id_] = stands
                self.desk.answer(id_, *stands)

    async def _renew_section(self) -> None:
        """Mount what an answer opened and take away what it closed, leaving the rest as it is."""
        shown = self.asking.asked(self.asking.section(self.leaf))
        blocks = {one.question.id: one for one in self.query(QuestionBlock)}
        for id_, block in blocks.items():
            if id_ not in shown:
                await block.remove()
        steps = self.query_one("#steps")
        for position, id_ in enumerate(shown):
            if id_ in blocks:
                continue
            following = next((blocks[one] for one in shown[position + 1 :] if one in blocks), steps)
            blocks[id_] = self.asking.block(id_)
            await self.query_one("#leaf").mount(blocks[id_], before=following)
        self._say_blocks()

    async def on_question_block_opened(self, event: QuestionBlock.Opened) -> None:
        """Show a question that stood behind its content note."""
        self.asking.opened.add(event.question)
        for block in self.query(QuestionBlock):
            if block.question.id == event.question:
                fresh = self.asking.block(event.question)
                await self.query_one("#leaf").mount(fresh, after=block)
                await block.remove()
                self._say_blocks()
                self.call_after_refresh(fresh.focus_first)

    def on_person_wanted(self, event: PersonWanted) -> None:
        """Add someone to the workbook's people."""
        event.stop()
        people, _person = self.workbook_app.workbook.people.add(event.alias)
        self._keep_people(people)

    def on_person_changed(self, event: PersonChanged) -> None:
        """Rename someone, everywhere."""
        event.stop()
        self._keep_people(self.workbook_app.workbook.people.change(event.person_id, alias=event.alias))

    def _keep_people(self, people: People) -> None:
        """Keep the list and show it to the controls; the desk says so, and tries again, where it cannot be saved."""
        self.desk.keep_people(people)
        self._renew_contexts()

    def _renew_contexts(self, besides: str = "") -> None:
        """Show people and earlier answers as they are now to every control but the one being used."""
        for block in self.query(QuestionBlock):
            if block.control is not None and block.question.id != besides:
                block.control.refresh_context(self.asking.context(block.question.id))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter at the end of a line goes on, unless the control has more to ask."""
        event.stop()
        if isinstance(self.query(QuestionBlock).first().question, PeopleQuestion):
            return
        self.call_later(self.action_next)

    def on_picks_done(self, event: Picks.Done) -> None:
        """Enter on the option chosen already goes on."""
        event.stop()
        self.call_later(self.action_next)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        match event.entry:
            case "next":
                await self.action_next()
            case "long":
                self.asking.long = True
                await self.action_next()
            case "previous":
                await self.action_previous()
            case "read":
                self.action_read()
            case "paper":
                from .blank_page import BlankPage

                self.app.push_screen(BlankPage(self.asking.worksheet))
            case "pause":
                self.workbook_app.action_pause()
            case "stop":
                self.action_back()
            case "summary":
                self._open_summary()
            case "look_again":
                self.app.push_screen(LookAgain(self.asking.worksheet.revisit, self.asking.visit), self._look_again)
            case "numbers":
                self.app.push_screen(Numbers())
            case entry if entry.startswith("sheet:"):
                self._go_to(entry.removeprefix("sheet:"))
            case entry if entry.startswith("leaving:"):
                self._leave_as(entry.removeprefix("leaving:"))

    async def action_further(self) -> None:
        """Go to the next page; where there is only reading, once all of it has been in view, and any check too."""
        body = self.query_one("#body", VerticalScroll)
        asks = self.leaf.kind == "section" or (self.leaf.kind == "question" and not self.asking.is_note(self.leaf.id))
        if not asks and body.scroll_y < body.max_scroll_y:
            self.action_scroll_body(1)
            return
        checks = [one for one in self.query("#checks") if one.size and one.region.bottom > body.region.bottom]
        if checks and body.scroll_y < body.max_scroll_y:
            checks[0].scroll_visible(animate=False)
            return
        await self.action_next()

    async def action_next(self) -> None:
        """Go to the next page."""
        await self._turn(1)

    async def action_previous(self) -> None:
        """Go to the page before."""
        await self._turn(-1)

    def _take_typed_names(self) -> None:
        """Keep a name that was typed into a list of people and not entered, or not told yet."""
        for widget in self.query(PeopleWidget):
            if (renamed := widget.renamed) is not None:
                self.workbook_app.workbook.people = self.workbook_app.workbook.people.change(
                    renamed[0], alias=renamed[1]
                )
                self.workbook_app.workbook.people_saved = False
            if not (alias := widget.typed):
                continue
            widget.take_typed(self.asking.person(alias).id)

    async def _typed(self) -> None:
        """Wait until the field has the keys that were pressed before: the key that turns the page does not pass it."""
        field = self.focused
        if field is None:
            return
        came = asyncio.Event()
        field.call_later(came.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(came.wait(), AT_MOST)

    async def _turn(self, direction: int) -> None:
        await self._typed()
        self._take_typed_names()
        self.desk.gather()
        self.asking.keep_words()
        pages = self.asking.leaves()
        # A page may have gone while it was open (its own answer hid it): go on from where it stood.
        here = pages.index(self.leaf) if self.leaf in pages else self._was_at
        there = here + direction
        if 0 <= there < len(pages):
            self._was_at = there
            await self.show(pages[there])
        else:
            self.desk.save()

    def _note(self, leaf: Leaf) -> None:
        """Remember where the person is."""
        if leaf.kind in ("question", "section"):
            self.desk.note(at_question=leaf.id)

    def action_skip(self) -> None:
        """Offer the four ways of giving no answer."""
        if self.leaf.kind == "question" and not self.asking.is_note(self.leaf.id):
            question = self.leaf.id
        else:
            block = next((one for one in self.query(QuestionBlock) if one.has_focus_within), None)
            if block is None:
                return
            question = block.question.id
        self.app.push_screen(
            Skip(self.asking.visit.answers.get(question)), lambda state: self._skipped(question, state)
        )

    def _skipped(self, question: str, state: str | None) -> None:
        """Keep what was written beside the state, so that it can be brought back."""
        if state is None:
            return
        kept = self.asking.visit.answers.get(question, Answer())
        if state == "erase":
            self.desk.erase(question)
        else:
            self.desk.answer(question, kept.value, kept.other, cast(State, state))
        if state in ("erase", "given"):
            self.call_later(self.show, self.leaf)
        else:
            self.call_later(self.action_next)

    def action_read(self) -> None:
        """Open the read-through; choosing a question there comes back to it."""
        from .read import ReadThrough

        self.desk.save()
        self.app.push_screen(ReadThrough(self.asking.worksheet, self.asking.visit), self._jump)

    def _jump(self, question: str | None) -> None:
        self.asking.long = self.asking.long or bool(
            question and not self.asking.worksheet.question(question).short_path
        )
        leaf = self.asking.leaf_with(question) if question else self.leaf
        if leaf is not None:
            self.call_later(self.show, leaf)

    def _open_summary(self) -> None:
        from .summary import Summary

        self.desk.save()
        self.app.push_screen(Summary([self.asking.visit]))

    def on_card_line_opened(self, event: CardLine.Opened) -> None:
        """Show a card; its line says that it was read, or is gone if it is not to be shown again."""
        event.stop()

        async def back(hidden: bool | None) -> None:
            event.line.mark_read()
            if hidden:
                self.focus_next()
                await event.line.remove()

        self.desk.save()
        self.app.push_screen(CardPage(event.line.card), back)

    def _look_again(self, day: str | None) -> None:
        """Keep the day, empty for none; None where nothing was chosen."""
        if day is not None:
            self.desk.note(look_again=day)
            self.desk.save()
            self.call_later(self.show, self.leaf)

    def _go_to(self, worksheet: str) -> None:
        """Put this visit away and open another sheet, as from home."""
        home = next((one for one in self.app.screen_stack if isinstance(one, Home)), None)
        if home is None:
            return
        self.desk.note(state="closed")
        if not self.desk.put_away():
            self._say_status()
            self.workbook_app.say_unsaved()
            return
        self.asking.keep_words()
        self.desk.watcher = self.desk.gather = lambda: None
        self.dismiss()
        self.app.call_later(home.open_sheet, worksheet)

    def _leave_as(self, how: str) -> None:
        self.desk.note(leaving=how, state="closed")
        self.desk.save()
        if how in ("stirred", "someone"):
            self.workbook_app.action_pause()
            return
        self.action_back()

    def action_back(self) -> None:
        """Put the visit away and go home; if it cannot be saved, stay and say so."""
        self._take_typed_names()
        if not self.desk.put_away():
            self._say_status()
            self.workbook_app.say_unsaved()
            return
        self.asking.keep_words()
        self.desk.watcher = self.desk.gather = lambda: None
        self.dismiss()
