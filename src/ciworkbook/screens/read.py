"""A visit as a page to read: every question with what was left there, where one is, and what rests.

- Enter on a question goes there: the page gives back its id.
- A question behind a content note shows the note alone until it has an answer.
- What rests stands at the end with the reason, a way to bring it back, and a way to erase it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.flow import progress
from ..answers.reading import Asked, Part, Reading, Rests, note_text
from ..answers.telling import counted
from ..answers.visit import Visit
from ..drawings.picture import Role
from ..looking_back import read_visit
from ..widgets.drawn import Line, marks, paragraphs
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from ..worksheet.model import Worksheet
from .base import Words
from .passages import Passage, ReadingPage, said
from .sure import Sure

if TYPE_CHECKING:
    pass

INDENT = 4
"""Cells in which the number of a question stands."""


def lines_of(
    asked: Asked, *, here: bool = False, found: bool = False, fresh: bool = False, dot: str = "·"
) -> Callable[[int], list[Line]]:
    """Return what draws one question and its answer; in a `fresh` visit, what it offers instead.

    `here` says that one is there; `found`, that this is the place that was looked for.
    """

    def make(width: int) -> list[Line]:
        if not asked.number:
            return [line for one in paragraphs(asked.label) for line in said(one, width, "muted")]
        lead = f"{asked.number}".rjust(2).ljust(INDENT)
        if asked.note is not None:
            lines = said(note_text(asked.note), width, "care", lead=lead)
        else:
            lines = said(asked.label, width, bold=True, lead=lead)
        if found:
            lines += said(_("Found here:"), width, "accent", lead=" " * INDENT)
        if fresh and not asked.lines:
            for one in asked.offered:
                lines += said(one, width, "muted", lead=" " * INDENT + f"{dot} ")
            return lines
        role: Role = "text" if asked.left == "given" else "muted"
        for one in asked.lines or (_("left empty"),):
            lines += said(one, width, role, lead=" " * INDENT)
        if asked.carried and asked.left == "given":
            lines += said(_("brought from the visit before"), width, "muted", lead=" " * INDENT)
        if here:
            lines += said(_("You are here."), width, "accent", lead=" " * INDENT)
        return lines

    return make


def part_widgets(
    part: Part,
    *,
    entry: Callable[[str], str],
    here: str = "",
    found: str = "",
    fresh: bool = False,
    ascii_only: bool,
) -> Iterator[Widget]:
    """Yield a section as it is read; `entry` names what choosing a question means, empty for nothing.

    `here` and `found` are the questions at which one is, and at which something was found.
    """
    yield Words(part.title, "accent")
    if part.note is not None:
        yield Words(note_text(part.note), "care")
    for one in part.asked:
        yield Passage(
            lines_of(
                one,
                here=bool(here) and one.id == here,
                found=bool(found) and one.id == found,
                fresh=fresh,
                dot=marks(ascii_only).dot,
            ),
            entry=entry(one.id) if one.number else "",
            ascii_only=ascii_only,
            id=f"q-{one.id}",
        )


class ReadThrough(ReadingPage[str | None]):
    """The open visit. Gives the id of the question to go to, or None."""

    CSS_PATH = "read.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Enter"), mark("go there")), (mark("PgDn"), mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, worksheet: Worksheet, visit: Visit) -> None:
        super().__init__()
        self.worksheet = worksheet
        self.visit = visit

    def body(self) -> ComposeResult:
        """The page is put in once it is on screen."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the visit, with the focus where one is."""
        await self.refresh_page()
        here = self.query(f"#q-{self.here()}") if self.here() else None
        places = here if here else self.query(Passage).filter("Passage")
        first = next((one for one in places if one.focusable), None)
        if first is not None:
            first.focus(scroll_visible=False)
            if here:
                self.call_after_refresh(first.scroll_visible, animate=False, top=False)

    def here(self) -> str:
        """Return the question where the person is: the first of the section, where a page is a section."""
        at = self.visit.at_question
        for section in self.worksheet.sections:
            ids = [one.id for one in section.questions]
            if at == section.id and ids:
                return ids[0]
            if at in ids:
                return at
        return ""

    async def refresh_page(self) -> None:
        """Read the visit anew."""
        app = self.workbook_app
        whole = read_visit(app.workbook, self.worksheet, self.visit)
        self.head(self.worksheet.title, counted(progress(self.worksheet, self.visit)))
        await self.fill("page", self._widgets(whole))

    def _widgets(self, whole: Reading) -> Iterator[Widget]:
        ascii_only = self.workbook_app.ascii_only
        fresh = not self.visit.answers
        here = "" if fresh else self.here()
        for part in whole.parts:
            yield from part_widgets(part, entry=_go, here=here, fresh=fresh, ascii_only=ascii_only)
        if whole.later:
            told = n_(
                "{n} more question comes up only after certain answers.",
                "{n} more questions come up only after certain answers.",
                whole.later,
            )
            yield Words(told, "muted")
        if whole.rests:
            yield Words(_("Resting"), "accent")
            told = _("Kept, though not asked now. These stay out of every summary.")
            yield Words(told, "muted")
        for one in whole.rests:
            yield from self._rests(one)

    def _rests(self, one: Rests) -> Iterator[Widget]:
        yield Passage(rest_lines(one), close=True)
        ways = []
        if one.back:
            number = next(n for n, id_ in self._numbers() if id_ == one.back)
            ways.append(Entry(f"go:{one.back}", _("Bring it back: go to question {number}").format(number=number)))
        yield Menu([*ways, Entry(f"erase:{one.asked.id}", _("Erase it…"))])

    def _numbers(self) -> list[tuple[int, str]]:
        from ..worksheet.sentences import numbers

        return [(number, id_) for id_, number in numbers(self.worksheet).items()]

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go to a question, or ask before erasing what rests."""
        event.stop()
        kind, _sep, question = event.entry.partition(":")
        if kind == "go":
            self.dismiss(question)
            return
        sure = Sure(
            self.worksheet.title,
            _("Erase this answer?"),
            [self.worksheet.question(question).label, _("It is taken out of this visit. This cannot be undone.")],
            keep=_("Keep it"),
            do=_("Erase it"),
        )

        async def answered(yes: bool | None) -> None:
            await self._erased(question, yes)

        self.app.push_screen(sure, answered)

    async def _erased(self, question: str, yes: bool | None) -> None:
        desk = self.workbook_app.desk
        if not yes or desk.visit is None:
            return
        desk.erase(question)
        desk.save()
        self.visit = desk.visit
        await self.refresh_page()


def _go(question: str) -> str:
    return f"go:{question}"


def rest_lines(one: Rests, *, found: bool = False) -> Callable[[int], list[Line]]:
    """Return what draws a resting answer and its reason."""

    def make(width: int) -> list[Line]:
        lines = lines_of(one.asked, found=found)(width)
        if one.why:
            lines += said(_("Asked {only_if}.").format(only_if=one.why), width, "muted", lead=" " * INDENT)
        return lines

    return make
