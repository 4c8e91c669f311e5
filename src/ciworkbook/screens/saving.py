"""The finished page: read on the screen, or written to one file that the person names. (`printing` prints it.)

- One plain warning, with the destination in it, before the bytes leave; the way that saves nothing comes first.
- Only the outlet writes. Nothing that is there already is written over; another name is asked for.
- Where a page ends is found out in a thread, so that cover and leave answer meanwhile.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from ..errors import WorkbookError
from ..guard import crash
from ..summary import handing_out
from ..summary.document import Document
from ..summary.draft import Draft
from ..summary.page_files import ENDINGS, PAPERS, WIDTH, Kind, Made, Paper, home_folder, on_screen, paper_words
from ..summary.pages import PageOf, drawn, pages
from ..widgets.drawn import Line, Piece, marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from .base import Words
from .page_out import AfterPage, BeforePage, HandsOut
from .passages import Passage, ReadingPage
from .ticks import Tick, Ticked

LONGEST_PATH = 1000


class Ready(Protocol):
    """What gives the finished page when it is asked for."""

    def page(self) -> Document:
        """Return the page as it is now."""


class PageText(ReadingPage[None]):
    """The page as it will read: first as text, then, once that is known, as it breaks on paper."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back")), (mark("PgDn"), mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.paper: Paper = "a4"
        self.pages: list[PageOf] = []

    def body(self) -> ComposeResult:
        """The whole page, and the ways on."""
        self.document = self.draft.page()
        yield Passage(self._drawn, id="text")
        yield Menu(
            [
                Entry("print", _("Print this page…")),
                Entry("save", _("Save this page to a file…")),
                Entry("back", _("Back to the lines")),
                Entry("paper", _("Show it on the other size of paper (A4, US Letter)")),
            ]
        )

    def _drawn(self, width: int) -> list[Line]:
        ascii_only = self.workbook_app.ascii_only
        room = min(width, WIDTH)
        rows = drawn(self.pages, room, ascii_only=ascii_only) if self.pages else []
        return [Line((Piece(row),)) for row in rows or on_screen(self.document, room).split("\n")]

    def on_mount(self) -> None:
        """Say where one is, and find out where the pages end."""
        self.head(_("Summary"), _("as it will read"))
        self.run_worker(self._break(), exclusive=True, exit_on_error=False)

    async def _break(self) -> None:
        try:
            self.pages = await asyncio.to_thread(pages, self.document, self.paper)
        except WorkbookError:
            return  # it is shown as text
        except Exception as error:
            crash.note(error)
            return
        if self.document.form == "page":
            size = _("A4") if self.paper == "a4" else _("US Letter")
            told = n_(
                "as it will read: {n} page, {size}", "as it will read: {n} pages, {size}", len(self.pages), size=size
            )
            self.head(_("Summary"), told)
        self.query_one("#text", Passage).show(self._drawn)
        if self.focused is not None:  # the text has another length now
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Print, save, or go back."""
        event.stop()
        if event.entry == "print":
            from .printing import PrintPage

            self.app.push_screen(PrintPage(self.draft.page, _("Summary")))
        elif event.entry == "paper":
            self.paper = "us-letter" if self.paper == "a4" else "a4"
            self.run_worker(self._break(), exclusive=True, exit_on_error=False)
        elif event.entry == "save":
            self.app.push_screen(SavePage(self.draft))
        else:
            self.action_back()


class SavePage(HandsOut):
    """As what and where; the warning comes on the page after."""

    def __init__(self, draft: Ready, title: str = "") -> None:
        """Save what `draft` makes; `title` stands in the head line, "Summary" where it is empty."""
        super().__init__(title)
        self.draft = draft
        self.home = home_folder()

    def body(self) -> ComposeResult:
        """The kinds of file, the place, and the ways on."""
        ascii_only = self.workbook_app.ascii_only
        yield Words(_("Save it as"), "strong", close=True)
        with Vertical(id="formats"):
            for kind in ENDINGS:
                yield Tick(f"kind.{kind}", self._shown_kind(kind), one_of=True, ascii_only=ascii_only)
                if kind == "pdf":
                    for paper in PAPERS:
                        yield Tick(f"paper.{paper}", self._shown_paper(paper), one_of=True, ascii_only=ascii_only)
                    yield Tick("large.", self._shown_large(), ascii_only=ascii_only)
        yield Words(_("Where"), "strong", close=True)
        yield Words(
            _("A stick that you can take with you may be a better place than this computer."), "muted", close=True
        )
        usual = str(self.home / handing_out.usual_name("pdf"))
        yield Marked(TextLine(usual, longest=LONGEST_PATH, id="where"), marks(ascii_only))
        yield Words("", "care", id="told")
        yield Menu([Entry("save", _("Save…")), Entry("back", _("Save nothing"))])

    def on_mount(self) -> None:
        """Say where one is, with the focus on the kind that is chosen."""
        self.head(self.page_title or _("Summary"), _("save"))
        self.tell("")

    def _shown_kind(self, kind: Kind) -> Ticked:
        return Ticked(handing_out.kind_words(kind), kind == self.wish.kind)

    def _shown_paper(self, paper: Paper) -> Ticked:
        return Ticked(paper_words(paper), paper == self.wish.paper, indent=4)

    def _shown_large(self) -> Ticked:
        return Ticked(_("in large print"), self.wish.large, indent=4)

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Make this the kind of file; a name that ends like one kind then ends like the other."""
        event.stop()
        what, _dot, chosen = event.tick.key.partition(".")
        if what == "paper":
            self.wish.paper = next(one for one in PAPERS if one == chosen)
        elif what == "large":
            self.wish.large = not self.wish.large
        else:
            self._turn_to(next(one for one in ENDINGS if one == chosen))
        for one in self.query(Tick):
            what, _dot, own = one.key.partition(".")
            if what == "paper":
                one.show(self._shown_paper(next(each for each in PAPERS if each == own)))
                one.display = self.wish.kind == "pdf"
            elif what == "large":
                one.show(self._shown_large())
                one.display = self.wish.kind == "pdf"
            else:
                one.show(self._shown_kind(next(each for each in ENDINGS if each == own)))
        self.tell("")

    def _turn_to(self, kind: Kind) -> None:
        where = self.query_one("#where", TextLine)
        if where.value.endswith(ENDINGS[self.wish.kind]):
            where.load(where.value.removesuffix(ENDINGS[self.wish.kind]) + ENDINGS[kind])
        self.wish.kind = kind

    def on_wrote(self, event: Wrote) -> None:
        """Drop what was said about another place."""
        event.stop()
        self.tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter at the end of the line goes on to the ways."""
        event.stop()
        self.focus_next()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Make the page and ask, or go back."""
        event.stop()
        if event.entry == "back":
            self.action_back()
        elif not self.busy:
            self._prepare()

    def _prepare(self) -> None:
        document = self.draft.page()
        typed, folder = self.query_one("#where", TextLine).value, self.workbook_app.workbook.folder
        place = handing_out.place_for(typed, self.wish, document, folder, self.home)
        if place.trouble:
            self.tell(place.trouble)
            return
        self.tell(_("Making the page…") if self.wish.kind == "pdf" else "")
        self.make(document, handing_out.could_not_save(), lambda made: self._ask(place.path, made))

    def _ask(self, path: Path, made: Made) -> None:
        before = BeforeSaving(path, made.missing, self.page_title)
        self.app.push_screen(before, lambda yes: self._answered(path, made, yes))

    def _answered(self, path: Path, made: Made, yes: bool | None) -> None:
        if yes:
            self.run_worker(self._write(path, made), exclusive=True, exit_on_error=False)

    async def _write(self, path: Path, made: Made) -> None:
        self.busy = True
        try:
            problem = await asyncio.to_thread(handing_out.save, self.workbook_app.outlet, path, made)
        finally:
            self.busy = False
        if problem:
            self.tell(problem)
            return
        self.app.push_screen(Saved(path, self.page_title), self.went)


class BeforeSaving(BeforePage):
    """The warning before a file is written."""

    def __init__(self, path: Path, missing: tuple[str, ...], title: str = "") -> None:
        before = handing_out.before_saving(path, missing)
        super().__init__(before, "save", title or _("Summary"), _("before it is saved"))


class Saved(AfterPage):
    """Where the file is. Gives "lines" or "home"."""

    def __init__(self, path: Path, title: str = "") -> None:
        back = _("Back to the page") if title else _("Back to the summary")
        super().__init__(handing_out.after_saving(path), ("lines", back), title or _("Summary"), _("saved"))
