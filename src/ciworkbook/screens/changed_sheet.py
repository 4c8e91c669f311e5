"""A worksheet that has changed since a visit was written in it: what would change, then the person's choice.

- Asked once for each visit and version, when the visit is opened. Leaving it as it is costs nothing, for ever.
- Every answer that would change stands there then and now, in the words of each day. What stays is counted.
- What is no longer asked is kept with the visit, unless the person says to erase it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from .. import moving
from ..answers.migrating import Moved, Told
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..moving_words import has_changed, is_asked_anew, no_longer_asked, rest_told, retired_of, what_changes
from ..widgets.drawn import Line, Marks, Piece
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from .base import Page, Words
from .date_line import date_marks
from .passages import Passage, ReadingPage, said

if TYPE_CHECKING:
    from .app import WorkbookApp


def offer(app: WorkbookApp, visit: Visit, go_on: Callable[[Visit], None]) -> None:
    """Ask about `visit` if its worksheet has changed and nobody asked before; then `go_on` with it, moved or not."""
    moved = moving.to_offer(app.workbook, visit)
    if moved is None:
        go_on(visit)
    else:
        ask(app, visit, moved, go_on)


def ask(app: WorkbookApp, visit: Visit, moved: Moved, go_on: Callable[[Visit], None]) -> None:
    """Show what would change in `visit`, and `go_on` with what the person chose; not where they went back."""
    if not app.desk.put_away():
        app.say_unsaved()
        return
    app.push_screen(ChangedSheet(visit, moved), lambda chosen: go_on(chosen) if chosen is not None else None)


def told_lines(one: Told, marks: Marks) -> Callable[[int], list[Line]]:
    """Return what draws one answer then and now."""

    def make(width: int) -> list[Line]:
        lines = said(one.then_label, width, bold=True)
        lines += _answer(marks.then, _("then"), one.then, width)
        if is_asked_anew(one):
            lines += said(one.now_label, width, bold=True)
        if one.now_label:
            lines += _answer(marks.now, _("after moving"), one.now, width)
        what, *why = what_changes(one)
        return [*lines, *said(what, width, "accent"), *(line for each in why for line in said(each, width, "muted"))]

    return make


def _answer(sign: str, head: str, told: tuple[str, ...], width: int) -> list[Line]:
    lines = [Line((Piece(f"{sign} ", "accent"), Piece(head, "muted")))]
    for line in told or (_("nothing"),):
        lines += said(line, width, "text" if told else "muted", lead="  ")
    return lines


class ChangedSheet(ReadingPage[Visit | None]):
    """Gives the visit to go on with, moved or as it is; None on Esc."""

    CSS = "ChangedSheet #column { padding: 1 2; } ChangedSheet #page { height: auto; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, visit: Visit, moved: Moved) -> None:
        super().__init__()
        self.visit, self.moved = visit, moved

    def on_mount(self) -> None:
        """Name the worksheet."""
        self.head(self.workbook_app.workbook.worksheet_of(self.visit).title)

    def body(self) -> ComposeResult:
        """Say what it is about, list what would change, and offer both ways."""
        with Vertical(id="page"):
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        changed, either = has_changed()
        yield Words(changed, "strong")
        for note in moving.notes(self.workbook_app.workbook, self.visit):
            yield Words(note)
        yield Words(either, "muted")
        marks = date_marks(self.workbook_app.ascii_only)
        for one in self.moved.told:
            yield Passage(told_lines(one, marks), ascii_only=self.workbook_app.ascii_only)
        if rest := rest_told(self.moved):
            yield Words(rest, "muted" if self.moved.told else "text")
        yield Menu([Entry("move", _("Move it over")), Entry("stay", _("Leave it as it is"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what was chosen and hand back the visit; stay on the page where it cannot be saved."""
        event.stop()
        workbook = self.workbook_app.workbook
        try:
            if event.entry == "move":
                visit = moving.move(workbook, self.moved)
            else:
                visit = moving.stay(workbook, self.visit, self.moved.visit.version)
        except WorkbookError as error:
            say_problem(self, error)
            return
        if event.entry == "move" and self.moved.retired:

            def chosen(left: Visit | None) -> None:
                self.dismiss(left or visit)

            self.app.push_screen(NoLongerAsked(visit, self.moved), chosen)
        else:
            self.dismiss(visit)


class NoLongerAsked(ReadingPage[Visit | None]):
    """Whether to keep or erase what is no longer asked. Gives the visit; None on Esc, which keeps it."""

    CSS = "NoLongerAsked #column { padding: 1 2; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, visit: Visit, moved: Moved) -> None:
        super().__init__()
        self.visit, self.moved = visit, moved

    def on_mount(self) -> None:
        """Name the worksheet."""
        self.head(self.workbook_app.workbook.worksheet_of(self.visit).title)

    def body(self) -> ComposeResult:
        """Show what it is, why it is not asked any more, and both ways."""
        first, kept, erased = no_longer_asked()
        yield Words(first, "strong")
        for one in retired_of(self.moved):
            yield Passage(_retired_lines(one), ascii_only=self.workbook_app.ascii_only)
        yield Words(kept, "muted", close=True)
        yield Words(erased, "muted")
        yield Menu([Entry("keep", _("Keep it with this visit")), Entry("erase", _("Erase it now"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Keep it, or erase it."""
        event.stop()
        visit = self.visit
        if event.entry == "erase":
            try:
                visit = moving.erase(self.workbook_app.workbook, visit, *self.moved.retired)
            except WorkbookError as error:
                say_problem(self, error)
                return
        self.dismiss(visit)


def _retired_lines(one: Told) -> Callable[[int], list[Line]]:
    def make(width: int) -> list[Line]:
        lines = said(one.then_label, width, bold=True)
        for line in one.then:
            lines += said(line, width, lead="  ")
        return lines + (said(one.why, width, "muted") if one.why else [])

    return make


def say_problem(page: Page[Any], error: WorkbookError | None) -> None:
    """Say at the end of the page why it could not be saved, or that it is no longer so."""
    said = f"{error.message} {error.hint}" if error is not None else ""
    words = next(iter(page.query("#problem").results(Words)), None)
    if words is not None:
        words.say(said)
    elif said:
        words = Words(said, "care", id="problem", close=True)
        page.query_one("#column").mount(words)
    if words is not None and said:
        words.call_after_refresh(words.scroll_visible, animate=False)
