"""Taking in what someone gave: the file, its words, then line by line before any of it is kept.

- Nothing is kept before the lines were shown. Each can be left out, and all of them.
- The name and the day are what the other person wrote. The page says that nothing proves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from .. import giving
from ..answers.given import Given
from ..errors import WorkbookError
from ..guard import places
from ..summary.document import Heading, Line, Paragraphs, Table
from ..summary.given import as_document, given_by, keep_lines
from ..widgets.fields import TextLine
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_, series
from .base import Words
from .passages import Passage, ReadingPage, words
from .steps import Steps, hidden_line
from .ticks import Tick, Ticked

LONGEST_PATH = 1000


class TakeIn(Steps[Given]):
    """The file and its words. Gives what was kept, or None."""

    def __init__(self) -> None:
        super().__init__("file")
        self._file = ""
        self._data = b""

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Given to you"), _("take in")

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        if self.page == "file":
            field = TextLine(self._file, longest=LONGEST_PATH, id="path")
            field.add_class("field")
            return [
                Words(_("Where is the file?"), "strong"),
                Words(_("The folder and the name of the file that someone gave you, for example on a stick.")),
                field,
            ]
        return [
            Words(_("The words that open it"), "strong"),
            Words(_("The person who gave it to you says them. Capital letters do not matter.")),
            hidden_line(),
            Words(_("It stays hidden as you type. Enter goes on."), "muted"),
        ]

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        back = Entry("back", _("Back"))
        if self.page == "file":
            return [Entry("load", _("Go on")), back]
        return [Entry("typed", _("Go on")), self.see(), back]

    def before(self) -> str:
        """Return the page before."""
        return "file" if self.page == "phrase" else ""

    def focus_first(self) -> None:
        """In the line of the file; elsewhere where one goes on."""
        if self.page == "file" and self.query("#path"):
            self.query("#path").first().focus(scroll_visible=False)
        else:
            super().focus_first()

    # What a person does

    def wrote(self, field: TextLine) -> None:
        """Remember what is typed."""
        if self.page == "file":
            self._file = field.value
            self.tell("")
        else:
            super().wrote(field)

    async def entered(self, field: Input) -> None:
        """Enter in the line goes on."""
        if self.page == "file":
            self._load()
        else:
            await super().entered(field)

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        if entry == "load":
            self._load()

    def _load(self) -> None:
        self._file = typed = self.query_one("#path", TextLine).value.strip()
        if not typed:
            self.tell(_("The line is empty. Type the name of the file."))
            return
        self.begin(lambda: giving.load(places.full(Path(typed))), self._loaded, _("One moment."))

    async def _loaded(self, data: bytes) -> None:
        self._data = data
        await self.show("phrase")

    async def typed(self, text: str) -> None:
        """Try the words on the file."""
        if not text.strip():
            self.tell(_("The line is empty. Type the words that open the file."))
            return
        self.begin(lambda: giving.open_file(self._data, text), self._opened, _("One moment."))

    async def _opened(self, given: Given) -> None:
        await self.stay("")
        self.app.push_screen(LookThrough(given), self._looked)

    def _looked(self, kept: Given | None) -> None:
        if kept is not None:
            self.dismiss(kept)


class LookThrough(ReadingPage[Given]):
    """The lines of something given, before they are taken in. Gives what was kept, or None."""

    CSS_PATH = "given.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("on or off"))]

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given
        self.document = as_document(given)
        self.lines = {line.key: line for line in self.document.lines()}
        self.off: set[str] = set()

    def body(self) -> ComposeResult:
        """The lines are put in once the page is on screen."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the lines."""
        await self.fill("page", self._widgets())
        self._tell("")
        self._say_counts()
        first = self.query(Tick)
        if first:
            first.first().focus(scroll_visible=False)

    def _say_counts(self) -> None:
        on_it = len(self.lines) - len(self.off)
        told = [n_("{n} line on", "{n} lines on", on_it)]
        if self.off:
            told.append(n_("{n} off", "{n} off", len(self.off)))
        self.head(_("Given to you"), series(told))

    def _widgets(self) -> Iterator[Widget]:
        yield Words(self.given.title or _("Without a title"), "strong", close=True)
        yield Words(given_by(self.given), "accent")
        yield Words(_("The name and the day are what they wrote. Nothing proves them."), "care")
        yield Words(_("Lines with [x] come into this workbook. Space turns a line on or off."), "muted")
        for block in self.document.blocks:
            match block:
                case Heading(text=text, level=level) if level > 1:
                    yield Words(text, "accent")
                case Paragraphs(label=label, lines=()):
                    yield Passage(words((label, "muted")))
                case Paragraphs(label=label, lines=lines):
                    yield from self._ticks(label, lines)
                case Table(label=label, rows=rows):
                    yield from self._ticks(label, tuple(line for line, _cells in rows))
        yield Words("", "care", id="told")
        yield Menu(
            [
                Entry("keep", _("Take in the lines with [x]")),
                Entry("all", _("Put every line on")),
                Entry("none", _("Leave every line off")),
                Entry("back", _("Take in nothing")),
            ]
        )

    def _ticks(self, label: str, lines: tuple[Line, ...]) -> Iterator[Widget]:
        if label:
            yield Passage(lambda width: words((label, "text"), bold=True)(width), close=True)
        for line in lines:
            yield Tick(line.key, Ticked(line.text, True), ascii_only=self.workbook_app.ascii_only)
        yield Words("", close=True)

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Take a line in, or leave it out."""
        event.stop()
        self._turn(event.tick, not event.tick.shown.on)
        self._tell("")
        self._say_counts()

    def _turn(self, tick: Tick, on_it: bool) -> None:
        (self.off.discard if on_it else self.off.add)(tick.key)
        tick.show(replace(tick.shown, on=on_it))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Keep the lines, turn all of them over, or go back."""
        event.stop()
        match event.entry:
            case "keep":
                self._keep()
            case "back":
                self.action_back()
            case entry:
                for tick in self.query(Tick):
                    self._turn(tick, entry == "all")
                self._say_counts()

    def _keep(self) -> None:
        workbook = self.workbook_app.workbook
        try:
            kept = keep_lines(workbook.given, self.given, self.off, workbook.stamp())
        except WorkbookError as error:
            self._tell(f"{error.message} {error.hint}".strip())
            return
        self.dismiss(kept)

    def _tell(self, text: str) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.display = bool(text)
        if text:
            told.call_after_refresh(told.scroll_visible, animate=False)
