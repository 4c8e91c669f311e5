"""A page on its way out, to a file or to a printer: what is made of it, the one warning before, and what is said after.

- Both faces go this way: trouble is told first, the page is made, one warning says where it goes and what stays behind,
  and only then the bytes leave. The way that hands out nothing comes first.
- Nothing here writes or prints: whoever asks has an outlet.
"""

# ruff: noqa: N818 - the error is named for what happened, as a person would say it

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import WorkbookError
from ..guard import crash
from ..guard.outcomes import Found, Queue, Refused
from ..guard.outlet import Outlet
from ..text import clean_line
from ..words import _, n_, p_, series
from .document import Boxes, Document, Grid, Room, Rule
from .page_files import ENDINGS, Kind, Made, Paper, destination, home_folder, make, trouble_with, why_not
from .printer_words import keeps_words, leads_words, refused_words

Role = Literal["text", "muted", "care"]
MOST_MISSING = 40
"""Characters that are named at most."""


@dataclass(frozen=True, slots=True)
class Before:
    """The one warning, and both ways on. What is told is each with its role."""

    lead: str = field(repr=False)
    where: str = field(repr=False)
    told: tuple[tuple[str, Role], ...] = field(repr=False)
    keep: str = field(repr=False)
    do: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class After:
    """What is said once the page is out."""

    lead: str = field(repr=False)
    where: str = field(repr=False)
    told: tuple[tuple[str, Role], ...] = field(repr=False)


@dataclass(slots=True)
class Wish:
    """What the page is to become."""

    kind: Kind = "pdf"
    paper: Paper = "a4"
    large: bool = False


class CouldNotMake(WorkbookError):
    """The page could not be made, and nothing more is known."""


def make_it(document: Document, wish: Wish, instead: str) -> Made:
    """Return the page; slow for a PDF. Raises a `WorkbookError`; it says `instead` where nothing more is known."""
    try:
        return make(document, wish.kind, wish.paper, large=wish.large)
    except WorkbookError:
        raise
    except Exception as error:
        crash.note(error)
        raise CouldNotMake(instead) from None


def _missing(missing: Sequence[str]) -> tuple[tuple[str, Role], ...]:
    if not missing:
        return ()
    told = n_(
        "{n} character cannot be printed; a box stands in its place:",
        "{n} characters cannot be printed; boxes stand in their place:",
        len(missing),
    )
    return ((f"{told} {' '.join(missing[:MOST_MISSING])}", "care"),)


def _nothing_on_it() -> str:
    return _("No line is on the page. Go back and put one on it.")


# A file


def kind_words(kind: Kind) -> str:
    """Return how a kind of file is named."""
    return {
        "pdf": _("A page to print (PDF)"),
        "html": _("A page for a browser (HTML)"),
        "text": _("Plain text"),
        "markdown": _("Markdown, to go on writing"),
    }[kind]


def usual_name(kind: Kind) -> str:
    """Return the name that a file of this kind has at first."""
    return p_("the usual name of a saved file", "page") + ENDINGS[kind]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is to go, or why it cannot go there."""

    path: Path = field(default=Path(), repr=False)
    trouble: str = field(default="", repr=False)


def place_for(typed: str, wish: Wish, document: Document, workbook_folder: Path, home: Path | None = None) -> Place:
    """Return where the page would be written, looked at now."""
    home = home_folder() if home is None else home
    path = destination(typed, ENDINGS[wish.kind], home)
    if path is None:
        return Place(trouble=_("Type the name of a file, such as {name}.").format(name=home / usual_name(wish.kind)))
    if not holds_something(document):
        return Place(path, _nothing_on_it())
    return Place(path, trouble_with(path, workbook_folder))


def could_not_save() -> str:
    """Return what is said where the page could not be made to be saved."""
    return _("The page could not be made. Nothing was saved. Another kind of file may work.")


def before_saving(path: Path, missing: Sequence[str]) -> Before:
    """Return the warning before a file is written."""
    told: list[tuple[str, Role]] = [
        (
            _(
                "A page can be found, copied, and used in court by any side. Where it is saved it is not locked, and "
                "this computer may list it among recent files. Printing keeps copies too, often for a day."
            ),
            "care",
        ),
        (_("Copying a few lines by hand leaves no file."), "muted"),
        *_missing(missing),
    ]
    lead = _("This page is going to be a file of its own:")
    return Before(lead, clean_line(str(path)), tuple(told), _("Save nothing"), _("Save it there"))


def save(outlet: Outlet, path: Path, made: Made) -> str:
    """Have the page written; return why it was not, or nothing. Slow."""
    problem = outlet.write(path, made.data)
    return "" if problem is None else why_not(problem)


def after_saving(path: Path) -> After:
    """Return what is said of a file that was written."""
    return After(
        _("The page is saved:"),
        clean_line(str(path)),
        (
            (_("This file is not part of the workbook. Delete it there once it has done its work."), "text"),
            (_("Copies may stay on the disk, in backups, and with a printer."), "muted"),
        ),
    )


# Paper


def usual_queue(found: Found, before: Queue | None = None) -> Queue | None:
    """Return the printer to begin with: the one chosen `before`, else one that is plugged in here, else the first."""
    if before in found.queues:
        return before
    plugged = next((one for one in found.queues if one.leads == "plugged"), None)
    return plugged or next(iter(found.queues), None)


def trouble_printing(document: Document) -> str:
    """Return why the page cannot be printed; empty if nothing is known against it."""
    return "" if holds_something(document) else _nothing_on_it()


def could_not_print() -> str:
    """Return what is said where the page could not be made to be printed."""
    return _("The page could not be made. Nothing was printed. Saving it as text may work.")


def queue_name(queue: Queue) -> str:
    """Return the name of a printer as it is shown."""
    return clean_line(queue.name)


def before_printing(queue: Queue, missing: Sequence[str]) -> Before:
    """Return the warning before a page is handed to a printer."""
    listed = _(
        "The queue lists it as “{name}”, with your account and the time. Copying a few lines by hand leaves no copy."
    ).format(name="document")
    told: tuple[tuple[str, Role], ...] = ((keeps_words(queue.leads), "care"), (listed, "muted"), *_missing(missing))
    where = series((queue_name(queue), leads_words(queue.leads)))
    return Before(_("This page is going to be printed:"), where, told, _("Print nothing"), _("Print it"))


def print_it(outlet: Outlet, queue: Queue, made: Made) -> tuple[str, bool]:
    """Have the page printed; return why it was not, or nothing, and whether the printers are to be looked for again.

    Slow.
    """
    refused: Refused | None = outlet.print(queue, made.data)
    return ("", False) if refused is None else (refused_words(refused), refused.problem == "queue")


def after_printing(queue: Queue) -> After:
    """Return what is said of a page that a printer took."""
    if queue.leads == "file":
        next_ = _("It is a file now. Look for it where this printer puts its files.")
    else:
        next_ = _(
            "Take the paper from the printer before someone else does. If nothing comes out, the page waits in the "
            "queue: it comes out later, when the printer can print again."
        )
    stays = _("A copy stays in the queue, often for a day. This program cannot remove it.")
    return After(_("The page was handed to the printer:"), queue_name(queue), ((next_, "text"), (stays, "muted")))


# Another workbook


def about_giving(document: Document) -> tuple[str, str, str]:
    """Return what is said of a page given to another workbook: what it is, what goes into it, and what cannot be."""
    return (
        _("One locked file for another workbook"),
        n_(
            "The {n} line that is on the page goes into it, with names as you chose them. Nothing else does.",
            "The {n} lines that are on the page go into it, with names as you chose them. Nothing else does.",
            len(document.lines()),
        ),
        _("Whoever has the file and its words can read it, and keep it. You cannot take it back."),
    )


def about_the_words() -> tuple[str, str]:
    """Return what is said of the words that open it."""
    return (
        _("They are shown this once and kept nowhere. If they are lost, make another file."),
        _("Say them aloud to the person. Words that lie beside the file protect nothing."),
    )


def holds_something(document: Document) -> bool:
    """Whether there is a line to read or room to write on the page."""
    return bool(document.lines()) or any(isinstance(one, Room | Boxes | Grid | Rule) for one in document.blocks)
