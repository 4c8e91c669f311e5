"""What was found in a folder or zip file of sheets: what it would ask, what is wrong with it, and whether to add it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..doors import door_words
from ..errors import WorkbookError
from ..text import clean_line
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_, series
from ..worksheet.catalogue import Catalogue
from ..worksheet.pack import Pack
from ..worksheet.pack_summary import SheetSummary, layout_words, summary_of
from .base import Words
from .passages import Passage, ReadingPage, words

if TYPE_CHECKING:
    from ..worksheet.packs import Checked

MOST_SHOWN = 30
"""Reasons and notes that are shown; more would not be read."""


class FoundPage(ReadingPage[str | None]):
    """Gives the id of the pack once it was added; None if it was left."""

    CSS = "FoundPage #column { padding: 1 2; } FoundPage #page { height: auto; } FoundPage Menu { margin-bottom: 1; }"
    AUTO_FOCUS = ""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked

    def on_mount(self) -> None:
        """Say what it is called."""
        count = len(self.checked.pack.sheets)
        many = n_("{n} worksheet", "{n} worksheets", count) if count else ""
        self.head(self.checked.pack.title or _("Worksheets"), many)
        for told in self.query("#told"):
            told.display = False
        if not count:  # a short page
            self.query(MenuEntry).first().focus(scroll_visible=False)

    def body(self) -> ComposeResult:
        """The sheets in short, what was refused, what was left alone, and both ways."""
        with Vertical(id="page"):
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        pack, before = self.checked.pack, self.workbook_app.workbook.packs.get(self.checked.pack.id)
        if pack.sheets:
            yield from in_short(pack, self.workbook_app.workbook.catalogue)
        else:
            yield Words(_("Nothing of this can be added."), "strong")
        yield from listed(_("Not taken, and why:"), self.checked.refused, "care")
        yield from listed(_("Also there:"), self.checked.notes, "muted")
        if not pack.sheets:
            yield Menu([Entry("back", _("Back"))])
            return
        if before is not None and pack.same_as(before):
            yield Words(_("These worksheets are in your workbook already."), "strong")
            yield Menu([Entry("back", _("Back"))])
            return
        if before is not None:
            told = _("This takes the place of “{title}”, added on {date}. It is offered only once you have read it.")
            yield Words(told.format(title=before.title, date=day_in_words(day_of(before.added))), "care")
        told = _("Adding keeps a copy in your workbook. The worksheets are not offered yet: you read them first.")
        yield Words(told)
        add = _("Add it in place of the earlier one") if before is not None else _("Add it, to read it first")
        yield Words("", "care", id="told")
        yield Menu([Entry("back", _("Leave it")), Entry("add", add)])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Add it, or leave it."""
        event.stop()
        if event.entry != "add":
            self.dismiss(None)
            return
        workbook = self.workbook_app.workbook
        try:
            kept = workbook.packs.keep(self.checked.pack, workbook.stamp())
        except WorkbookError as error:
            told = self.query_one("#told", Words)
            told.say(f"{error.message} {error.hint}".strip())
            told.display = True
            return
        self.dismiss(kept.id)


def listed(title: str, lines: Sequence[str], role: str) -> Iterator[Widget]:
    """Yield `lines` below `title`, as many as anyone would read; nothing where there are none."""
    if not lines:
        return
    yield Words(title, "strong", close=True)
    shown = [clean_line(one) for one in lines[:MOST_SHOWN]]
    if len(lines) > MOST_SHOWN:
        shown.append(n_("and {n} more", "and {n} more", len(lines) - MOST_SHOWN))
    yield Words("\n".join(shown), role)


def in_short(pack: Pack, catalogue: Catalogue) -> Iterator[Widget]:
    """Yield what the sheets of `pack` would ask; `catalogue` has the titles of the others."""
    if pack.authors:
        yield Words(_("By {authors}").format(authors=series(pack.authors)), "muted")
    for sheet in pack.sheets:
        yield from _sheet(summary_of(sheet), pack, catalogue)
    titles = [layout_words(one)[0] for one in pack.layouts]
    yield from listed(_("It also brings ready-made summaries:"), titles, "text")


def _sheet(one: SheetSummary, pack: Pack, catalogue: Catalogue) -> Iterator[Widget]:
    yield Words("\n".join(one.titles), "strong", close=True)
    low, high = one.minutes
    about = n_("About {n} minute.", "About {n} minutes.", high)
    if low != high:
        about = _("About {low} to {high} minutes.").format(low=low, high=high)
    doors = _("For: {doors}.").format(doors=series(f"“{door_words(door).title}”" for door in one.doors))
    told = [f"{doors} {about} {n_('{n} question.', '{n} questions.', one.questions)}", _shares(one)]
    if one.takes_from:
        named = series(f"“{_title(id_, pack, catalogue)}”" for id_ in one.takes_from)
        told.append(_("It shows what you wrote in {sheets} beside its own questions.").format(sheets=named))
    coming = [_("This is about: {topics}.").format(topics=series(one.topics))] if one.topics else []
    yield Words("\n".join(told), close=bool(coming or one.content_notes))
    if coming or one.content_notes:
        yield Words("\n".join([*coming, *one.content_notes]), "care")
    if one.safety:
        yield Words(_("What it says about safety:"), "muted", close=True)
        yield Passage(words(*((text, "care") for text in one.safety)))


def _shares(one: SheetSummary) -> str:
    said = {
        "private": n_(
            "{n} answer never goes into a summary.", "{n} answers never go into a summary.", one.shares["private"]
        ),
        "ask": n_(
            "{n} answer goes in only if you choose it.",
            "{n} answers go in only if you choose them.",
            one.shares["ask"],
        ),
        "ok": n_(
            "{n} answer goes in unless you take it out.",
            "{n} answers go in unless you take them out.",
            one.shares["ok"],
        ),
    }
    return " ".join(text for name, text in said.items() if one.shares[name])


def _title(id_: str, pack: Pack, catalogue: Catalogue) -> str:
    inside = next((one for one in pack.sheets if one.id == id_), None)
    if inside is not None:
        return summary_of(inside).titles[0]
    try:
        data = catalogue.data(id_)
    except KeyError:
        return id_
    title = data["title"]
    return str(next(iter(title.values())) if isinstance(title, dict) else title)
