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

from ..guard.outcomes import Found, Queue
from ..summary import handing_out
from ..summary.document import Document
from ..summary.page_files import PAPERS, Made, Paper, paper_words
from ..summary.printer_words import leads_words, none_found
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _
from .base import Words
from .page_out import AfterPage, BeforePage, HandsOut
from .ticks import Tick, Ticked


class PrintPage(HandsOut):
    """Which printer and which paper; the warning comes on the page after."""

    AUTO_FOCUS = ""

    def __init__(self, document: Callable[[], Document], title: str) -> None:
        """Print what `document` makes, asked for when it is needed; `title` stands in the head line."""
        super().__init__(title)
        self.document = document
        self.found = Found()
        self.queue: Queue | None = None

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
        self.queue = handing_out.usual_queue(self.found, self.queue)
        await self.fill("page", self._widgets(self.found))
        self.tell(told)
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
        return Ticked(handing_out.queue_name(queue), queue == self.queue, leads_words(queue.leads))

    def _shown_paper(self, paper: Paper) -> Ticked:
        return Ticked(paper_words(paper), paper == self.wish.paper)

    def _shown_large(self) -> Ticked:
        return Ticked(_("in large print"), self.wish.large)

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Take this printer, this paper, or another size of letters."""
        event.stop()
        what, _dot, chosen = event.tick.key.partition(".")
        there = self.found.queues
        if what == "queue":
            self.queue = there[int(chosen)]
        elif what == "paper":
            self.wish.paper = next(one for one in PAPERS if one == chosen)
        else:
            self.wish.large = not self.wish.large
        for one in self.query(Tick):
            what, _dot, own = one.key.partition(".")
            if what == "queue":
                one.show(self._shown_queue(there[int(own)]))
            elif what == "paper":
                one.show(self._shown_paper(next(each for each in PAPERS if each == own)))
            else:
                one.show(self._shown_large())
        self.tell("")

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
        if trouble := handing_out.trouble_printing(document):
            self.tell(trouble)
            return
        self.tell(_("Making the page…"), quiet=True)
        self.make(document, handing_out.could_not_print(), self._ask)

    def _ask(self, made: Made) -> None:
        queue = self.queue
        if queue is not None:
            before = BeforePrinting(queue, made.missing, self.page_title)
            self.app.push_screen(before, lambda yes: self._answered(queue, made, yes))

    def _answered(self, queue: Queue, made: Made, yes: bool | None) -> None:
        if yes:
            self.tell(_("Handing the page to the printer…"), quiet=True)
            self.run_worker(self._print(queue, made), exclusive=True, exit_on_error=False)

    async def _print(self, queue: Queue, made: Made) -> None:
        self.busy = True
        try:
            refused, look = await asyncio.to_thread(handing_out.print_it, self.workbook_app.outlet, queue, made)
        finally:
            self.busy = False
        self.tell(refused)
        if not refused:
            self.app.push_screen(Printed(queue, self.page_title), self.went)
        elif look:
            await self._find(refused)


class BeforePrinting(BeforePage):
    """The warning before a page is printed."""

    def __init__(self, queue: Queue, missing: tuple[str, ...], title: str) -> None:
        before = handing_out.before_printing(queue, missing)
        super().__init__(before, "print", title, _("before it is printed"))


class Printed(AfterPage):
    """What is left to the person. Gives "back" or "home"."""

    def __init__(self, queue: Queue, title: str) -> None:
        super().__init__(handing_out.after_printing(queue), ("back", _("Back")), title, _("printed"))
