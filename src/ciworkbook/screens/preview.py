"""A summary line by line: what goes on the page and what is left off, before anything leaves the workbook.

- Lines are marked `[x]` or `[ ]`; Space turns one over. Private answers are not here; one line says how many there are.
- Sentences that always stay have no mark.
- The page is read as it will be on a page of its own, and printed or saved from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from ..summary.document import Document, Figure, Heading, Line, Paragraphs, Table
from ..summary.draft import Draft
from ..widgets.drawn import marks
from ..widgets.fields import Marked, TextBox, TextLine
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_, series
from .base import Page, Words, bound
from .passages import Passage, ReadingPage, words
from .ticks import Tick, Ticked


class Preview(ReadingPage[None]):
    """The lines of a draft."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[str | tuple[str, str]]] = [(mark("Space"), mark("on or off")), "as_read"]
    BINDINGS: ClassVar[list[BindingType]] = [bound("as_read", "read")]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.lines: dict[str, Line] = {}

    def body(self) -> ComposeResult:
        """The lines are put in once the page is on screen."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the lines."""
        await self.refresh_page()

    async def refresh_page(self) -> None:
        """Build the document anew and show it."""
        document, _used = self.draft.document()
        self.lines = {line.key: line for line in document.lines()}
        await self.fill("page", self._widgets(document))
        self._say_counts()
        first = self.query(Tick)
        if first:
            first.first().focus()

    def _say_counts(self) -> None:
        on = sum(self.draft.is_on(line) for line in self.lines.values())
        off = len(self.lines) - on
        told = [n_("{n} line on", "{n} lines on", on)]
        if off:
            told.append(n_("{n} off", "{n} off", off))
        self.head(_("Summary"), series(told))

    def _widgets(self, document: Document) -> Iterator[Widget]:
        if self.draft.form == "card":
            told = _("A card holds only what you choose. Lines with [x] go on it. Space turns a line on or off.")
            yield Words(told, "muted")
        else:
            yield Words(_("Lines with [x] go on the page. Space turns a line on or off."), "muted")
        for block in document.blocks:
            match block:
                case Heading(text=text, level=level):
                    yield Words(text, "strong" if level == 1 else "accent")
                case Paragraphs(label=label, lines=()):
                    yield Passage(words((label, "muted")))
                case Paragraphs(label=label, lines=lines):
                    yield from self._lines(label, lines)
                case Table(label=label, rows=rows):
                    yield from self._lines(label, tuple(line for line, _cells in rows))
                case Figure(line=line, picture=picture):
                    yield self._tick(line, _("The drawing"), picture.lines())
                    yield Words("", close=True)
        yield from self._ways()

    def _lines(self, label: str, lines: tuple[Line, ...]) -> Iterator[Widget]:
        if label:
            yield Passage(lambda width: words((label, "text"), bold=True)(width), close=True)
        for line in lines:
            yield self._tick(line, line.text)
        yield Words("", close=True)

    def _tick(self, line: Line, text: str, below: list[str] | None = None) -> Tick:
        shown = Ticked(text, self.draft.is_on(line), below=below or (), instead=line.text if below else "")
        return Tick(line.key, shown, ascii_only=self.workbook_app.ascii_only)

    def _ways(self) -> Iterator[Widget]:
        for text, role in self.draft.stays():
            yield Words(text, role)
        yield Menu(
            [
                Entry("read", _("See the page as it will read")),
                Entry("print", _("Print the page…")),
                Entry("save", _("Save the page to a file…")),
                Entry("give", _("Give it to another workbook…")),
                Entry("reader", _("For whom it is, and how they treat it…")),
                Entry("words", _("Change the title, or add words to the reader…")),
                Entry("all", _("Put every line on the page")),
                Entry("none", _("Leave every line off")),
            ]
        )

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Put a line on the page or take it off."""
        event.stop()
        self._turn(event.tick, not event.tick.shown.on)
        self._say_counts()

    def _turn(self, tick: Tick, on: bool) -> None:
        self.draft.turn(self.lines[tick.key], on)
        tick.show(replace(tick.shown, on=on))

    async def _worded(self, _none: None) -> None:
        await self.refresh_page()

    def action_read(self) -> None:
        """Show the page as it will read."""
        from .saving import PageText

        self.app.push_screen(PageText(self.draft))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        match event.entry:
            case "read":
                self.action_read()
            case "print":
                from .printing import PrintPage

                self.app.push_screen(PrintPage(self.draft.page, _("Summary")))
            case "save":
                from .saving import SavePage

                self.app.push_screen(SavePage(self.draft))
            case "give":
                from .hand_over import HandOver

                self.app.push_screen(HandOver(self.draft.page))
            case "reader":
                from .reader_page import ReaderPage

                self.app.push_screen(ReaderPage(self.draft), self._worded)
            case "words":
                self.app.push_screen(ToReader(self.draft), self._worded)
            case entry:
                for tick in self.query(Tick):
                    self._turn(tick, entry == "all")
                self._say_counts()


class ToReader(Page[None]):
    """The title of the page, and words to whoever reads it. Both may stay empty."""

    CSS_PATH = "summary.tcss"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def body(self) -> ComposeResult:
        """Two fields, and the way back."""
        signs = marks(self.workbook_app.ascii_only)
        yield Words(_("Title"), "strong", close=True)
        yield Words(
            _("It stands at the top of the page. A title can say less than the worksheet does."), "muted", close=True
        )
        yield Marked(TextLine(self.draft.title or self.draft.usual_title(), longest=120, id="title"), signs)
        yield Words(_("To the reader"), "strong", close=True)
        hint = _("Anything you want to say to whoever reads it. For whom it is has a page of its own.")
        yield Words(hint, "muted", close=True)
        yield Marked(TextBox(self.draft.intro, longest=2000), signs)
        yield Menu([Entry("back", _("Back to the lines"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("words to the reader"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back."""
        event.stop()
        self.action_back()

    def action_back(self) -> None:
        """Take over what was written, and go back."""
        self.draft.title = self.query_one("#title", TextLine).value.strip()
        self.draft.intro = self.query_one(TextBox).text
        self.dismiss()
