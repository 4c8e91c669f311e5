"""A worksheet, one question a page (or a section a page), with a way in and a way out.

- Pages: the way in, the questions asked now in order, a pause where the sheet offers one, the way out.
- Every change goes to the desk at once. Conditions are worked out again after each answer; a page never moves under
  the person, only what comes next changes.
- Nothing is required: Next always goes on, and the four no-answers are one key away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from ..answers.answer import Answer
from ..answers.flow import Flow, flow, section_of
from ..answers.people import People
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..text import shorten
from ..widgets.base import Answered, Context, PersonChanged, PersonWanted
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, p_
from ..worksheet.model import Note, PeopleQuestion, Section, Worksheet
from ..worksheet.piping import pipe
from .base import Page, Words
from .question import QuestionBlock, note_text
from .skip import Skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a sheet: "in", "out", "pause" (after section `id`), "question", or "section"."""

    kind: str
    id: str = ""


class Status(Widget):
    """The line above the foot: how to go on, and whether everything is saved."""

    DEFAULT_CSS = "Status { height: 1; dock: bottom; margin: 0 2 2 2; color: $muted; max-width: 80; }"

    def show(self, text: str, *, care: bool = False) -> None:
        """Show `text` at the right."""
        self._text, self._care = text, care
        self.refresh()

    _text = ""
    _care = False

    def render(self) -> Content:
        """Draw the words at the end of the line."""
        text = shorten(self._text, self.size.width) if self._text else ""
        line = " " * max(0, self.size.width - len(text)) + text
        return Content.styled(line, "$care" if self._care else "$muted")


class Sheet(Page[None]):
    """A visit of a worksheet, taken from the desk."""

    CSS_PATH = "sheet.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [("F2", "skip…"), ("F4", "all questions"), ("F3", "pause")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+n", "next", show=False, id="next", priority=True),
        Binding("pageup,ctrl+p", "previous", show=False, id="previous", priority=True),
        Binding("f2", "skip", show=False, id="skip"),
        Binding("f4", "read", show=False, id="read"),
        Binding("enter", "next", show=False),
    ]

    def __init__(self, worksheet: Worksheet, at: str = "") -> None:
        super().__init__()
        self.worksheet = worksheet
        self.leaf = Leaf("in")
        self._start_at = at
        self._opened: set[str] = set()

    def body(self) -> ComposeResult:
        """The page is put in once the sheet is on screen."""
        yield Vertical(id="leaf")

    def compose(self) -> ComposeResult:
        """Add the line that says whether everything is saved."""
        yield from super().compose()
        yield Status()

    async def on_mount(self) -> None:
        """Start at the way in, or where the person left."""
        self.desk.watcher = self._say_status
        self.set_interval(20, self._say_status)
        start = Leaf("in")
        if self._start_at:
            start = self._leaf_with(self._start_at) or start
        await self.show(start)

    @property
    def desk(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """The desk that holds the visit."""
        return self.workbook_app.desk

    @property
    def visit(self) -> Visit:
        """The visit that is being filled in."""
        visit = self.workbook_app.desk.visit
        assert visit is not None
        return visit

    def now(self) -> Flow:
        """What the visit asks at this moment."""
        return flow(self.worksheet, self.visit)

    # Pages

    def leaves(self) -> list[Leaf]:
        """Return the pages of the sheet as the answers stand."""
        shown = set(self.now().shown)
        by_section = self.workbook_app.workbook.settings.paging == "section"
        pages = [Leaf("in")]
        for number, section in enumerate(self.worksheet.sections):
            asked = [one.id for one in section.questions if one.id in shown and self._on_path(one.id)]
            if not asked:
                continue
            if by_section:
                pages.append(Leaf("section", section.id))
            else:
                pages += [Leaf("question", id_) for id_ in asked]
            if section.pause and number + 1 < len(self.worksheet.sections):
                pages.append(Leaf("pause", section.id))
        return [*pages, Leaf("out")]

    def _on_path(self, question: str) -> bool:
        found = self.worksheet.question(question)
        return found.short_path or self._long_path or question in self.visit.answers

    _long_path = False

    def _leaf_with(self, question: str) -> Leaf | None:
        for leaf in self.leaves():
            if leaf.id == question:
                return leaf
            if leaf.kind == "section" and any(one.id == question for one in self._section(leaf.id).questions):
                return leaf
        return None

    def _section(self, section: str) -> Section:
        return next(one for one in self.worksheet.sections if one.id == section)

    async def show(self, leaf: Leaf) -> None:
        """Show the page `leaf` and note where the person is."""
        self.leaf = leaf
        place = self.query_one("#leaf", Vertical)
        async with self.batch():
            await place.remove_children()
            await place.mount_all(self._widgets(leaf))
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        if leaf.kind in ("question", "section"):
            self.desk.note(at_question=leaf.id)
        self._say_where()
        self._say_status()
        self._say_blocks()
        self.call_after_refresh(self._focus_first)

    def _widgets(self, leaf: Leaf) -> list[Widget]:
        match leaf.kind:
            case "in":
                return self._way_in()
            case "out":
                return self._way_out()
            case "pause":
                return [
                    Words(self._pipe(self._section(leaf.id).pause), "care"),
                    Menu(
                        [
                            Entry("next", _("Go on")),
                            Entry("pause", _("A few quiet minutes")),
                            Entry("stop", _("Stop here for today")),
                        ]
                    ),
                ]
            case "section":
                section = self._section(leaf.id)
                shown = set(self.now().shown)
                asked = [one.id for one in section.questions if one.id in shown and self._on_path(one.id)]
                return [*self._section_words(section), *(self._block(id_) for id_ in asked), self._steps()]
        section = section_of(self.worksheet, leaf.id)
        first = next(one for one in self.leaves() if one.kind == "question" and self._in(section, one.id))
        words = self._section_words(section) if first.id == leaf.id else []
        return [*words, self._block(leaf.id), self._steps()]

    @staticmethod
    def _in(section: Section, question: str) -> bool:
        return any(one.id == question for one in section.questions)

    def _section_words(self, section: Section) -> list[Widget]:
        said: list[Widget] = []
        if section.content_note is not None:
            said.append(Words(note_text(section.content_note), "care"))
        if section.intro:
            said.append(Words(self._pipe(section.intro), "muted"))
        return said

    def _steps(self) -> Menu:
        return Menu([Entry("next", _("Next")), Entry("previous", p_("page", "Back"))], id="steps")

    def _way_in(self) -> list[Widget]:
        sheet = self.worksheet
        words: list[Widget] = [Words(sheet.title, "strong"), Words(sheet.about)]
        if sheet.content_note is not None:
            words.append(Words(note_text(sheet.content_note), "care"))
        if sheet.safety == "high":
            words.append(Words(_("Can anyone else see this screen? F8 hides the page at once."), "care"))
        minutes = _("About {n} minutes. You can stop at any question; what you wrote stays.").format(n=sheet.minutes)
        words.append(Words(minutes, "muted"))
        choices = [Entry("next", _("Yes, go on"))]
        if any(not one.short_path for one in sheet.questions()):
            choices = [
                Entry("next", _("Yes, the short way")),
                Entry("long", _("Yes, with all the questions")),
            ]
        return [
            *words,
            Words(_("Is now a good time?"), "strong", close=True),
            Menu(
                [
                    *choices,
                    Entry("pause", _("A few quiet minutes first")),
                    Entry("read", _("Read all the questions first")),
                    Entry("stop", _("Another day")),
                ]
            ),
        ]

    def _way_out(self) -> list[Widget]:
        return [
            Words(_("That was the last question."), "strong"),
            Words(_("You can go back to any of them, today or another day."), "muted"),
            Words(_("How are you leaving this page?"), "strong", close=True),
            Menu(
                [
                    Entry("leaving:steady", _("Steady enough")),
                    Entry("leaving:stirred", _("Stirred up"), _("offers a few quiet minutes")),
                    Entry("leaving:someone", _("I would like someone with me"), _("shows your own people")),
                    Entry("leaving:", _("I would rather not say")),
                ]
            ),
            Words("", "text", close=True),
            Menu(
                [
                    Entry("read", _("Read it all through")),
                    Entry("summary", _("Make a summary of this…")),
                    Entry("previous", p_("page", "Back")),
                ]
            ),
        ]

    def _block(self, question: str) -> QuestionBlock:
        found = self.worksheet.question(question)
        return QuestionBlock(
            found,
            self.visit.answers.get(question),
            self._context(question),
            self._pipe,
            open_=question in self._opened,
        )

    def _context(self, question: str) -> Context:
        workbook = self.workbook_app.workbook
        earlier = workbook.earlier(self.visit)
        return Context(
            people=workbook.people,
            values=self.visit.value,
            earlier=earlier.answers.get(question) if earlier is not None else None,
            ascii=self.workbook_app.ascii_only,
        )

    def _pipe(self, text: str) -> str:
        return pipe(text, self._say)

    def _say(self, name: str) -> str:
        from ..answers.telling import tell

        workbook = self.workbook_app.workbook
        if name.startswith("words."):
            return workbook.settings.words.get(name.removeprefix("words."), "")
        answer = self.visit.answers.get(name)
        if answer is None or not answer.given or name not in self.now().shown:
            return ""
        return ", ".join(tell(self.worksheet.question(name), answer, workbook.person))

    # What the page says

    def _say_where(self) -> None:
        pages = [one for one in self.leaves() if one.kind in ("question", "section")]
        place = ""
        if self.leaf in pages:
            section = self._section(self.leaf.id) if self.leaf.kind == "section" else self._section_here()
            place = _("{number} of {all} · {section}").format(
                number=pages.index(self.leaf) + 1, all=len(pages), section=section.title
            )
        self.head(self.worksheet.title, place)

    def _section_here(self) -> Section:
        return section_of(self.worksheet, self.leaf.id)

    def _say_status(self) -> None:
        if self.is_mounted:
            self.query_one(Status).show(self.desk.status(), care=self.desk.problem is not None)

    def _say_blocks(self) -> None:
        now = self.now()
        for block in self.query(QuestionBlock):
            block.say(self.visit.answers.get(block.question.id), self.worksheet, now)

    def _focus_first(self) -> None:
        blocks = self.query(QuestionBlock)
        if blocks and not isinstance(blocks.first().question, Note):
            blocks.first().focus_first()
            return
        menu = self.query(MenuEntry)
        if menu:
            menu.first().focus()

    # What the person does

    def on_answered(self, event: Answered) -> None:
        """Write the answer into the visit; with a section a page, show what it opened."""
        event.stop()
        before = self.now().shown
        self.desk.answer(event.question, event.value, event.other)
        self._say_blocks()
        self._say_where()
        if self.leaf.kind == "section" and self.now().shown != before:
            self.call_later(self._renew_section)

    async def _renew_section(self) -> None:
        """Mount what an answer opened and take away what it closed, leaving the rest as it is."""
        shown = [
            q.id for q in self._section(self.leaf.id).questions if q.id in self.now().shown and self._on_path(q.id)
        ]
        blocks = {one.question.id: one for one in self.query(QuestionBlock)}
        for id_, block in blocks.items():
            if id_ not in shown:
                await block.remove()
        steps = self.query_one("#steps")
        for position, id_ in enumerate(shown):
            if id_ in blocks:
                continue
            following = next((blocks[one] for one in shown[position + 1 :] if one in blocks), steps)
            blocks[id_] = self._block(id_)
            await self.query_one("#leaf").mount(blocks[id_], before=following)
        self._say_blocks()

    async def on_question_block_opened(self, event: QuestionBlock.Opened) -> None:
        """Show a question that stood behind its content note."""
        self._opened.add(event.question)
        for block in self.query(QuestionBlock):
            if block.question.id == event.question:
                fresh = self._block(event.question)
                await self.query_one("#leaf").mount(fresh, after=block)
                await block.remove()
                self._say_blocks()
                self.call_after_refresh(fresh.focus_first)

    def on_person_wanted(self, event: PersonWanted) -> None:
        """Add someone to the workbook's people and hand them to the control that asked."""
        people, person = self.workbook_app.workbook.people.add(event.alias)
        self._keep_people(people)
        event.control.person_added(person, self._context(event.question))

    def on_person_changed(self, event: PersonChanged) -> None:
        """Rename someone, everywhere."""
        self._keep_people(self.workbook_app.workbook.people.change(event.person, alias=event.alias))
        event.control.refresh_context(self._context(event.question))

    def _keep_people(self, people: People) -> None:
        try:
            self.workbook_app.workbook.save_people(people)
        except WorkbookError as error:
            self.workbook_app.workbook.people = people
            self.desk.problem = error
            self._say_status()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter at the end of a line goes on, unless the control has more to ask."""
        event.stop()
        if isinstance(self.query(QuestionBlock).first().question, PeopleQuestion):
            return
        self.call_later(self.action_next)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        match event.entry:
            case "next":
                await self.action_next()
            case "long":
                self._long_path = True
                await self.action_next()
            case "previous":
                await self.action_previous()
            case "read":
                self.action_read()
            case "pause":
                self.workbook_app.action_pause()
            case "stop":
                self.action_back()
            case "summary":
                self._open_summary()
            case entry if entry.startswith("leaving:"):
                self._leave_as(entry.removeprefix("leaving:"))

    async def action_next(self) -> None:
        """Go to the next page."""
        await self._turn(1)

    async def action_previous(self) -> None:
        """Go to the page before."""
        await self._turn(-1)

    async def _turn(self, direction: int) -> None:
        self.desk.save()
        pages = self.leaves()
        # A page may have gone while it was open (its own answer hid it): go on from where it stood.
        here = pages.index(self.leaf) if self.leaf in pages else self._was_at
        there = here + direction
        if 0 <= there < len(pages):
            self._was_at = there
            await self.show(pages[there])

    _was_at = 0

    def action_skip(self) -> None:
        """Offer the four ways of giving no answer."""
        if self.leaf.kind == "question" and not isinstance(self.worksheet.question(self.leaf.id), Note):
            question = self.leaf.id
        else:
            block = next((one for one in self.query(QuestionBlock) if one.has_focus_within), None)
            if block is None:
                return
            question = block.question.id
        self.app.push_screen(Skip(self.visit.answers.get(question)), lambda state: self._skipped(question, state))

    def _skipped(self, question: str, state: str | None) -> None:
        if state is None:
            return
        kept = self.visit.answers.get(question, Answer())
        if state == "erase":
            self.desk.erase(question)
        else:
            self.desk.answer(question, kept.value, state=state)
        self.call_later(self.show if state == "erase" else self.action_next, *([self.leaf] if state == "erase" else []))

    def action_read(self) -> None:
        """Open the read-through; choosing a question there comes back to it."""
        from .read import ReadThrough

        self.desk.save()
        self.app.push_screen(ReadThrough(self.worksheet, self.visit), self._jump)

    def _jump(self, question: str | None) -> None:
        self._long_path = self._long_path or bool(question and not self.worksheet.question(question).short_path)
        leaf = self._leaf_with(question) if question else self.leaf
        if leaf is not None:
            self.call_later(self.show, leaf)

    def _open_summary(self) -> None:
        from .summary import Summary

        self.desk.save()
        self.app.push_screen(Summary([self.visit]))

    def _leave_as(self, how: str) -> None:
        self.desk.note(leaving=how, state="closed")
        self.desk.save()
        if how in ("stirred", "someone"):
            self.workbook_app.action_pause()
            return
        self.action_back()

    def action_back(self) -> None:
        """Put the visit away and go home; if it cannot be saved, stay and say so."""
        if not self.desk.put_away():
            self._say_status()
            self.workbook_app._say_unsaved()
            return
        self.desk.watcher = lambda: None
        self.dismiss()
