"""A page on paper: which printer, which paper, one warning about what stays behind, and how it went.

- Only printers that are set up on this computer are offered, each with where it leads. The warning says what that kind
  of printer keeps, and the way that prints nothing comes first.
- The page goes as bytes through the outlet; nothing of it is written here. What the system says of trouble is shown.
- Any document can be printed: whoever opens the page gives what makes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..errors import WorkbookError
from ..guard import crash
from ..guard.outlet import Found, Queue
from ..summary.document import Boxes, Document, Grid, Room, Rule
from ..summary.page_files import PAPERS, Made, Paper, make, paper_words
from ..summary.printer_words import keeps_words, leads_words, none_found, refused_words
from ..text import clean_line
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_
from .base import Page, Words
from .passages import ReadingPage
from .ticks import Tick, Ticked


class PrintPage(ReadingPage[None]):
    """Which printer and which paper; the warning comes on the page after."""

    CSS_PATH = "summary.tcss"
    AUTO_FOCUS = ""

    def __init__(self, document: Callable[[], Document], title: str) -> None:
        """Print what `document` makes, asked for when it is needed; `title` stands in the head line."""
        super().__init__()
        self.document = document
        self.page_title = title
        self.found = Found()
        self.queue: Queue | None = None
        self.paper: Paper = "a4"
        self.large = False
        self.busy = False

    def body(self) -> ComposeResult:
        """The printers, the paper, and the ways on."""
        yield Vertical(Words(_("Looking for printers…"), "muted"), id="page")

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title, _("print"))

    @on(events.Mount)
    def look(self) -> None:
        """Look for printers."""
        self.run_worker(self._find(), exclusive=True, exit_on_error=False)

    async def _find(self, told: str = "") -> None:
        """Ask for the printers and show them; then say `told`."""
        self.busy = True
        try:
            self.found = await asyncio.to_thread(self.workbook_app.outlet.queues)
        finally:
            self.busy = False
        there = self.found.queues
        plugged = next((one for one in there if one.leads == "plugged"), None)
        if self.queue not in there:
            self.queue = plugged or (there[0] if there else None)
        await self.fill("page", self._widgets(self.found))
        self._tell(told)
        self.call_after_refresh(self._focus_first)

    def _focus_first(self) -> None:
        first = [one for one in self.query(Tick) if one.shown.on] or [*self.query(MenuEntry)]
        if first:
            first[0].focus(scroll_visible=False)

    def _widgets(self, found: Found) -> Iterator[Widget]:
        if not found.queues:
            for text, role in none_found(found):
                yield Words(text, role)
            yield Words("", "care", id="told")
            yield Menu([Entry("look", _("Look again for printers")), Entry("back", _("Print nothing"))])
            return
        ascii_only = self.workbook_app.ascii_only
        yield Words(_("Which printer"), "strong", close=True)
        with_printers = [
            Tick(f"queue.{at}", self._shown_queue(one), one_of=True, ascii_only=ascii_only)
            for at, one in enumerate(found.queues)
        ]
        yield Vertical(*with_printers, id="printers")
        yield Words(_("Paper"), "strong", close=True)
        with_papers = [
            Tick(f"paper.{one}", self._shown_paper(one), one_of=True, ascii_only=ascii_only) for one in PAPERS
        ]
        yield Vertical(*with_papers, Tick("large.", self._shown_large(), ascii_only=ascii_only), id="papers")
        yield Words("", "care", id="told")
        yield Menu([Entry("print", _("Print…")), Entry("back", _("Print nothing"))])

    def _shown_queue(self, queue: Queue) -> Ticked:
        return Ticked(clean_line(queue.name), queue == self.queue, leads_words(queue.leads))

    def _shown_paper(self, paper: Paper) -> Ticked:
        return Ticked(paper_words(paper), paper == self.paper)

    def _shown_large(self) -> Ticked:
        return Ticked(_("in large print"), self.large)

    def _tell(self, text: str, *, quiet: bool = False) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(not quiet, "care")
        told.display = bool(text)

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Take this printer, this paper, or another size of letters."""
        event.stop()
        what, _dot, chosen = event.tick.key.partition(".")
        there = self.found.queues
        if what == "queue":
            self.queue = there[int(chosen)]
        elif what == "paper":
            self.paper = next(one for one in PAPERS if one == chosen)
        else:
            self.large = not self.large
        for one in self.query(Tick):
            what, _dot, own = one.key.partition(".")
            if what == "queue":
                one.show(self._shown_queue(there[int(own)]))
            elif what == "paper":
                one.show(self._shown_paper(next(each for each in PAPERS if each == own)))
            else:
                one.show(self._shown_large())
        self._tell("")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Make the page and ask, look again, or go back."""
        event.stop()
        if event.entry == "back":
            self.action_back()
        elif self.busy:
            return
        elif event.entry == "look":
            self.look()
        else:
            self._prepare()

    def _prepare(self) -> None:
        document = self.document()
        if not holds_something(document):
            self._tell(_("No line is on the page. Go back and put one on it."))
            return
        self._tell(_("Making the page…"), quiet=True)
        self.run_worker(self._make(document), exclusive=True, exit_on_error=False)

    async def _make(self, document: Document) -> None:
        self.busy = True
        try:
            made = await asyncio.to_thread(make, document, "pdf", self.paper, large=self.large)
        except WorkbookError as error:
            self._tell(f"{error.message} {error.hint}".strip())
            return
        except Exception as error:
            crash.note(error)
            self._tell(_("The page could not be made. Nothing was printed. Saving it as text may work."))
            return
        finally:
            self.busy = False
        self._tell("")
        queue = self.queue
        if queue is not None:
            before = BeforePrinting(queue, made.missing, self.page_title)
            self.app.push_screen(before, lambda yes: self._answered(queue, made, yes))

    def _answered(self, queue: Queue, made: Made, yes: bool | None) -> None:
        if yes:
            self._tell(_("Handing the page to the printer…"), quiet=True)
            self.run_worker(self._print(queue, made), exclusive=True, exit_on_error=False)

    async def _print(self, queue: Queue, made: Made) -> None:
        self.busy = True
        try:
            refused = await asyncio.to_thread(self.workbook_app.outlet.print, queue, made.data)
        finally:
            self.busy = False
        if refused is None:
            self._tell("")
            self.app.push_screen(Printed(queue, self.page_title), self._printed)
            return
        told = refused_words(refused)
        self._tell(told)
        if refused.problem == "queue":
            await self._find(told)

    def _printed(self, where_to: str | None) -> None:
        if where_to == "home":
            self.app.call_later(self.workbook_app.go_home)
        else:
            self.dismiss()


def holds_something(document: Document) -> bool:
    """Whether there is a line to read or room to write on the page."""
    return bool(document.lines()) or any(isinstance(one, Room | Boxes | Grid | Rule) for one in document.blocks)


class BeforePrinting(Page[bool]):
    """The one warning. Gives True if the page is to be printed."""

    CSS_PATH = "summary.tcss"

    def __init__(self, queue: Queue, missing: tuple[str, ...], title: str) -> None:
        super().__init__()
        self.queue = queue
        self.missing = missing
        self.page_title = title

    def body(self) -> ComposeResult:
        """Where it goes, what that leaves behind, and both ways."""
        yield Words(_("This page is going to be printed:"), "strong", close=True)
        yield Words(f"{clean_line(self.queue.name)} · {leads_words(self.queue.leads)}", "accent")
        yield Words(keeps_words(self.queue.leads), "care")
        yield Words(
            _(
                "The queue lists it as “{name}”, with your account and the time. Copying a few lines by hand leaves "
                "no copy."
            ).format(name="document"),
            "muted",
        )
        if self.missing:
            told = n_(
                "{n} character cannot be printed; a box stands in its place:",
                "{n} characters cannot be printed; boxes stand in their place:",
                len(self.missing),
            )
            yield Words(f"{told} {' '.join(self.missing[:40])}", "care")
        yield Menu([Entry("keep", _("Print nothing")), Entry("print", _("Print it"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title, _("before it is printed"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the choice."""
        event.stop()
        self.dismiss(event.entry == "print")


class Printed(Page[str]):
    """Says that the page is with the printer. Gives "home" or "back"."""

    CSS_PATH = "summary.tcss"

    def __init__(self, queue: Queue, title: str) -> None:
        super().__init__()
        self.queue = queue
        self.page_title = title

    def body(self) -> ComposeResult:
        """What the person may want to do now, and what stays."""
        yield Words(_("The page was handed to the printer:"), "strong", close=True)
        yield Words(clean_line(self.queue.name), "accent")
        if self.queue.leads == "file":
            yield Words(_("It is a file now. Look for it where this printer puts its files."))
        else:
            yield Words(
                _(
                    "Take the paper from the printer before someone else does. If nothing comes out, the page waits in "
                    "the queue: it comes out later, when the printer can print again."
                )
            )
        yield Words(_("A copy stays in the queue, often for a day. This program cannot remove it."), "muted")
        yield Menu([Entry("back", _("Back")), Entry("home", _("Home"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title, _("printed"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the person chose."""
        event.stop()
        self.dismiss(event.entry)
