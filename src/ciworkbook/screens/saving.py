"""The finished page: read on the screen, or written to one file that the person names. (`printing` prints it.)

- One plain warning, with the destination in it, before the bytes leave; the way that saves nothing comes first.
- Only the outlet writes. Nothing that is there already is written over; another name is asked for.
- The page is made in a thread, so that cover and leave answer meanwhile. What cannot be printed is told before.
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
from ..summary.document import Document
from ..summary.draft import Draft
from ..summary.page_files import (
    ENDINGS,
    PAPERS,
    WIDTH,
    Kind,
    Made,
    Paper,
    destination,
    home_folder,
    make,
    on_screen,
    paper_words,
    trouble_with,
    why_not,
)
from ..summary.pages import PageOf, drawn, pages
from ..widgets.drawn import Line, Piece, marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_, p_
from .base import Page, Words
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


class SavePage(ReadingPage[None]):
    """As what and where; the warning comes on the page after."""

    CSS_PATH = "summary.tcss"

    def __init__(self, draft: Ready, title: str = "") -> None:
        """Save what `draft` makes; `title` stands in the head line, "Summary" where it is empty."""
        super().__init__()
        self.draft = draft
        self.page_title = title
        self.kind: Kind = "pdf"
        self.paper: Paper = "a4"
        self.large = False
        self.home = home_folder()
        self.busy = False

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
        yield Marked(
            TextLine(str(self.home / self._usual_name("pdf")), longest=LONGEST_PATH, id="where"), marks(ascii_only)
        )
        yield Words("", "care", id="told")
        yield Menu([Entry("save", _("Save…")), Entry("back", _("Save nothing"))])

    def on_mount(self) -> None:
        """Say where one is, with the focus on the kind that is chosen."""
        self.head(self.page_title or _("Summary"), _("save"))
        self._tell("")

    @staticmethod
    def _usual_name(kind: Kind) -> str:
        return p_("the usual name of a saved file", "page") + ENDINGS[kind]

    def _shown_kind(self, kind: Kind) -> Ticked:
        words: dict[Kind, str] = {
            "pdf": _("A page to print (PDF)"),
            "html": _("A page for a browser (HTML)"),
            "text": _("Plain text"),
            "markdown": _("Markdown, to go on writing"),
        }
        return Ticked(words[kind], kind == self.kind)

    def _shown_paper(self, paper: Paper) -> Ticked:
        return Ticked(paper_words(paper), paper == self.paper, indent=4)

    def _shown_large(self) -> Ticked:
        return Ticked(_("in large print"), self.large, indent=4)

    def _tell(self, text: str) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.display = bool(text)

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Make this the kind of file; a name that ends like one kind then ends like the other."""
        event.stop()
        what, _dot, chosen = event.tick.key.partition(".")
        if what == "paper":
            self.paper = next(one for one in PAPERS if one == chosen)
        elif what == "large":
            self.large = not self.large
        else:
            self._turn_to(next(one for one in ENDINGS if one == chosen))
        for one in self.query(Tick):
            what, _dot, own = one.key.partition(".")
            if what == "paper":
                one.show(self._shown_paper(next(each for each in PAPERS if each == own)))
                one.display = self.kind == "pdf"
            elif what == "large":
                one.show(self._shown_large())
                one.display = self.kind == "pdf"
            else:
                one.show(self._shown_kind(next(each for each in ENDINGS if each == own)))
        self._tell("")

    def _turn_to(self, kind: Kind) -> None:
        where = self.query_one("#where", TextLine)
        if where.value.endswith(ENDINGS[self.kind]):
            where.load(where.value.removesuffix(ENDINGS[self.kind]) + ENDINGS[kind])
        self.kind = kind

    def on_wrote(self, event: Wrote) -> None:
        """Drop what was said about another place."""
        event.stop()
        self._tell("")

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
        path = destination(self.query_one("#where", TextLine).value, ENDINGS[self.kind], self.home)
        if path is None:
            self._tell(
                _("Type the name of a file, such as {name}.").format(name=self.home / self._usual_name(self.kind))
            )
            return
        trouble = trouble_with(path, self.workbook_app.workbook.folder)
        document = self.draft.page()
        if not document.lines():
            trouble = _("No line is on the page. Go back and put one on it.")
        if trouble:
            self._tell(trouble)
            return
        self._tell(_("Making the page…") if self.kind == "pdf" else "")
        self.run_worker(self._make(document, path), exclusive=True, exit_on_error=False)

    async def _make(self, document: Document, path: Path) -> None:
        self.busy = True
        try:
            made = await asyncio.to_thread(make, document, self.kind, self.paper, large=self.large)
        except WorkbookError as error:
            self._tell(f"{error.message} {error.hint}".strip())
            return
        except Exception as error:
            crash.note(error)
            self._tell(_("The page could not be made. Nothing was saved. Another kind of file may work."))
            return
        finally:
            self.busy = False
        self._tell("")
        self.app.push_screen(
            BeforeSaving(path, made.missing, self.page_title), lambda yes: self._answered(path, made, yes)
        )

    def _answered(self, path: Path, made: Made, yes: bool | None) -> None:
        if yes:
            self.run_worker(self._write(path, made), exclusive=True, exit_on_error=False)

    async def _write(self, path: Path, made: Made) -> None:
        self.busy = True
        try:
            problem = await asyncio.to_thread(self.workbook_app.outlet.write, path, made.data)
        finally:
            self.busy = False
        if problem is not None:
            self._tell(why_not(problem))
            return
        self.app.push_screen(Saved(path, self.page_title), self._saved)

    def _saved(self, where_to: str | None) -> None:
        if where_to == "home":
            self.app.call_later(self.workbook_app.go_home)
        else:
            self.dismiss()


class BeforeSaving(Page[bool]):
    """The one warning. Gives True if the page is to be written."""

    CSS_PATH = "summary.tcss"

    def __init__(self, path: Path, missing: tuple[str, ...], title: str = "") -> None:
        super().__init__()
        self.page_title = title
        self.path = path
        self.missing = missing

    def body(self) -> ComposeResult:
        """Where it goes, what that means, and both ways."""
        yield Words(_("This page is going to be a file of its own:"), "strong", close=True)
        yield Words(str(self.path), "accent")
        yield Words(
            _(
                "A page can be found, copied, and used in court by any side. Where it is saved it is not locked, and "
                "this computer may list it among recent files. Printing keeps copies too, often for a day."
            ),
            "care",
        )
        yield Words(_("Copying a few lines by hand leaves no file."), "muted")
        if self.missing:
            told = n_(
                "{n} character cannot be printed; a box stands in its place:",
                "{n} characters cannot be printed; boxes stand in their place:",
                len(self.missing),
            )
            yield Words(f"{told} {' '.join(self.missing[:40])}", "care")
        yield Menu([Entry("keep", _("Save nothing")), Entry("save", _("Save it there"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title or _("Summary"), _("before it is saved"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the choice."""
        event.stop()
        self.dismiss(event.entry == "save")


class Saved(Page[str]):
    """Says where the page is now. Gives "home" or "lines"."""

    CSS_PATH = "summary.tcss"

    def __init__(self, path: Path, title: str = "") -> None:
        super().__init__()
        self.page_title = title
        self.path = path

    def body(self) -> ComposeResult:
        """The place, and what is left to the person."""
        yield Words(_("The page is saved:"), "strong", close=True)
        yield Words(str(self.path), "accent")
        yield Words(_("This file is not part of the workbook. Delete it there once it has done its work."))
        yield Words(_("Copies may stay on the disk, in backups, and with a printer."), "muted")
        back = _("Back to the page") if self.page_title else _("Back to the summary")
        yield Menu([Entry("lines", back), Entry("home", _("Home"))])

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(self.page_title or _("Summary"), _("saved"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the person chose."""
        event.stop()
        self.dismiss(event.entry)
