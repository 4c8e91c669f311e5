"""A page as bytes of each kind, as text for a screen, and the place of a file that a person names.

- Nothing here is shown and nothing is written: screens show, the outlet writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ..guard.outcomes import Problem
from ..words import _
from . import as_html, as_markdown, as_text
from .document import Block, Document, Figure, Paragraphs

Kind = Literal["pdf", "html", "text", "markdown"]
Paper = Literal["a4", "us-letter"]
ENDINGS: dict[Kind, str] = {"pdf": ".pdf", "html": ".html", "text": ".txt", "markdown": ".md"}
PAPERS: tuple[Paper, ...] = ("a4", "us-letter")
WIDTH = 76
"""Cells of a line in a text file."""


@dataclass(frozen=True, slots=True)
class Made:
    """The page as bytes, and what could not be printed on it."""

    data: bytes = field(repr=False)
    missing: tuple[str, ...] = field(default=(), repr=False)


def paper_words(paper: Paper) -> str:
    """Return how a size of paper is named."""
    words: dict[Paper, str] = {"a4": _("on A4 paper"), "us-letter": _("on US Letter paper")}
    return words[paper]


def make(document: Document, kind: Kind, paper: Paper, *, large: bool = False) -> Made:
    """Return the page, in large print if `large` and the kind is "pdf". Slow for that kind: call it in a thread.

    Raises a `WorkbookError` if it cannot be made.
    """
    match kind:
        case "text":
            return Made(as_text.render(document, WIDTH).encode())
        case "markdown":
            return Made(as_markdown.render(document).encode())
        case "html":
            return Made(as_html.render(document).encode())
    from . import as_pdf  # typst and its fonts, only where a page is made

    page = as_pdf.render(document, paper=paper, large=large)
    return Made(page.bytes, page.missing)


def destination(typed: str, ending: str, home: Path) -> Path | None:
    """Return the file that was named: below `home` without a folder, with `ending` without one; None for no name."""
    name = typed.strip()
    if name.endswith(("/", "\\")) or Path(name).name in ("", ".", "..", "~"):
        return None
    if name.startswith(("~/", "~\\")):
        path = home / name[2:]
    else:
        path = Path(name)
        if not path.is_absolute():
            path = home / path
    return path if path.suffix else path.with_name(path.name + ending)


def home_folder() -> Path:
    """Return the person's home; the root where none is known, and they name the whole path."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def trouble_with(path: Path, workbook_folder: Path) -> str:
    """Return in words why a file cannot go to `path`; empty if nothing is known against it."""
    try:
        if path.exists() or path.is_symlink():
            return why_not("exists")
        if not path.parent.is_dir():
            return why_not("folder")
        if workbook_folder.resolve() in (path.parent.resolve(), *path.parent.resolve().parents):
            return _("That is inside the folder of the workbook. Choose another folder.")
    except OSError:
        return _("That place cannot be reached. Choose another one.")
    return ""


def on_screen(document: Document, width: int) -> str:
    """Return the page as text for a screen; a drawing that is too wide is told in words."""

    def fits(block: Block) -> Block:
        if isinstance(block, Figure) and max((len(row) for row in block.picture.lines()), default=0) > width:
            return Paragraphs(block.line.key, "", (block.line,))
        return block

    return as_text.render(replace(document, blocks=tuple(fits(block) for block in document.blocks)), width)


def why_not(problem: Problem) -> str:
    """Return in words why the outlet wrote nothing."""
    return {
        "exists": _("There is something at that place already. It stays as it is. Choose another name."),
        "folder": _("That folder is not there. Choose one that is."),
        "denied": _("This place does not allow writing. Nothing was saved. Choose another one."),
        "full": _("There is no room left at that place. Nothing was saved. Choose another one."),
        "other": _("It could not be saved there. Nothing was saved. Another place may work."),
    }[problem]
