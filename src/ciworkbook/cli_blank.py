"""The command that makes worksheets to write on by hand: one, several, or a section as a booklet.

- No workbook is opened, and no passphrase is asked for.
- Nothing that is there is written over. A PDF goes to a file or a pipe, never to a terminal.
- Only the page goes to standard output. What is said about it goes beside it.
- Exit status: 0 done, 1 refused, 2 wrong use.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import words
from .errors import WorkbookError
from .guard.requests import write_new
from .summary import as_markdown, as_text
from .summary.blank import Around, Wanted, booklet
from .summary.blank import blank as blank_of
from .summary.document import Document
from .text import clean, clean_line
from .words import _, n_, series
from .worksheet.catalogue import Catalogue
from .worksheet.finding import nearest
from .worksheet.model import DOORS, Door, Worksheet
from .worksheet.topics import TOPIC_TITLES

_ENDINGS = {".pdf": "pdf", ".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
_WIDEST_DRAWING = 72


def blank(options: argparse.Namespace) -> int:
    """Make what `options` ask for, and write it to `options.output` or to standard output."""
    words.use(options.language or words.first(os.environ))
    if bool(options.ids) == bool(options.section):
        return _refuse(_("Name worksheets, or a section with --section. The command list shows their names."), 2)
    catalogue = Catalogue.load().in_language(words.wanted)
    if options.sheets is not None:
        taken = _with_own(catalogue, options.sheets)
        if taken is None:
            return 1
        catalogue = taken
    chosen = _chosen(catalogue, options.ids, options.section, options.door)
    if isinstance(chosen, str):
        return _refuse(chosen, 2)
    kind = options.format or _ENDINGS.get(options.output.suffix.lower() if options.output else "", "text")
    if kind == "pdf" and options.output is None and sys.stdout.isatty():
        return _refuse(_("A PDF is not for a terminal. Name a file with -o, or send it on through a pipe."), 2)
    if options.large and kind != "pdf":
        return _refuse(_("Large print is for a PDF. Add --format pdf."), 2)
    wanted = Wanted(options.credit, options.program, options.more_room, min(options.width - 2, _WIDEST_DRAWING))
    document = _document(catalogue, chosen, options.section, wanted)
    try:
        data = _rendered(document, kind, options)
    except WorkbookError as error:
        return _refuse(f"{error.message} {error.hint}".strip(), 1)
    return _write(data, options.output)


def _with_own(catalogue: Catalogue, path: Path) -> Catalogue | None:
    """The catalogue with the sheets of one's own at `path`; None, and said why, where one of them is not in order."""
    from .worksheet.packs import read_pack  # yaml and pydantic, only where there is something to read

    checked = read_pack(path, catalogue)
    for one in checked.refused:
        _say(one)
    if not checked.pack.sheets:
        _say(_("There are no worksheets to take at {place}.").format(place=clean_line(str(path))))
        return None
    return catalogue.with_packs([checked.pack])


def _chosen(catalogue: Catalogue, ids: Sequence[str], section: str | None, door: Door | None) -> list[Worksheet] | str:
    """The worksheets that are asked for, in the words of a door; a sentence where there are none."""
    if section:
        doors = [door] if door else list(DOORS)
        found = [(at, one.id) for at in doors for one in catalogue.entries(at) if one.topic == section]
        first = next((at for at, _id in found), None)
        if first is None:
            return _("No worksheet of this section is for that door.")
        return [catalogue.worksheet(id_, at) for at, id_ in found if at == first]
    sheets = []
    for id_ in dict.fromkeys(ids):
        audience = _audience(catalogue, id_)
        if not audience:
            near = nearest(id_, catalogue.ids()) or "."
            return _("There is no worksheet named {name}").format(name=clean_line(id_)[:60]) + near
        if door is not None and door not in audience:
            known = {"name": id_, "door": door, "doors": series(audience)}
            return _("{name} is not for the door {door}, only for {doors}.").format(**known)
        sheets.append(catalogue.worksheet(id_, door or audience[0]))
    return sheets


def _audience(catalogue: Catalogue, id_: str) -> list[Door]:
    return [door for door in DOORS if any(one.id == id_ for one in catalogue.entries(door))]


def around(catalogue: Catalogue, door: Door) -> Around:
    """Return what the sheets at `door` point at: cards and titles."""
    cards = {card.id: card for card in catalogue.cards(catalogue.card_doors(), door)}
    return Around(cards, {entry.id: entry.title for entry in catalogue.entries(door)})


def _document(catalogue: Catalogue, sheets: Sequence[Worksheet], section: str | None, wanted: Wanted) -> Document:
    beside = around(catalogue, sheets[0].door)
    if len(sheets) == 1 and not section:
        return blank_of(sheets[0], wanted, beside)
    title = TOPIC_TITLES[section]() if section else _("Worksheets")
    return booklet(title, sheets, wanted, beside)


def _rendered(document: Document, kind: str, options: argparse.Namespace) -> bytes:
    as_html: Callable[[Document], str]
    match kind:
        case "text":
            return as_text.render(document, options.width).encode()
        case "markdown":
            return as_markdown.render(document).encode()
        case "html":
            from .summary.as_html import render as as_html

            return as_html(document).encode()
    from .summary import as_pdf  # typst and its fonts, only where a page is made

    page = as_pdf.render(document, paper=options.paper, large=options.large)
    if page.missing:
        told = n_(
            "{n} character cannot be printed; a box stands in its place:",
            "{n} characters cannot be printed; boxes stand in their place:",
            len(page.missing),
        )
        _say(f"{told} {' '.join(page.missing[:40])}")
    return page.bytes


def _write(data: bytes, target: Path | None) -> int:
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    problem = write_new(str(target), len(data), io.BytesIO(data))
    if problem is None:
        _say(_("Written: {file}").format(file=clean_line(str(target))))
        return 0
    return _refuse(
        {
            "exists": _("There is something at that place already. It stays as it is. Name another file."),
            "folder": _("That folder is not there. Nothing was written."),
            "denied": _("This place does not allow writing. Nothing was written."),
            "full": _("There is no room left at that place. Nothing was written."),
            "other": _("It could not be written there. Another place may work."),
        }[problem],
        1,
    )


def _refuse(sentence: str, status: int) -> int:
    _say(sentence)
    return status


def _say(sentence: str) -> None:
    sys.stderr.write(clean(sentence) + "\n")
