"""A document as Markdown (CommonMark with tables), for people who go on writing.

- What a sheet or a person wrote is text: every sign that Markdown would obey is escaped.
- A drawing is a block of code with its words before it; the list with the same content stands beside it anyway.
"""

from __future__ import annotations

import re

from ..text import clean
from .document import Block, Document, Figure, Heading, Paragraphs, Table

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&{}])")
_AT_START = re.compile(r"^([#+\-=:])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp):|\bwww\.|@")


def render(document: Document) -> str:
    """Return the document as Markdown, ending in a line break."""
    return "\n\n".join(chunk for block in document.blocks if (chunk := _block(block))) + "\n"


def escape(text: str) -> str:
    """Return `text`, one line, so that Markdown shows it as it is: no emphasis, code, link, HTML, list or heading."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(clean(text).split()))
    line = _AT_START.sub(r"\\\1", line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    # Some readers turn addresses into links by themselves; a sign they know as a full stop or colon ends that.
    return _LINK.sub(_unlinked, line)


def _unlinked(found: re.Match[str]) -> str:
    return found[0].replace(":", "\\:").replace(".", "\\.").replace("@", "\\@")


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"{'#' * level} {escape(text)}"
        case Paragraphs(label=label, lines=lines) if not lines:
            return f"*{said}*" if (said := escape(label)) else ""
        case Paragraphs(label=label, lines=lines, prose=prose):
            head = _head(label)
            if prose or len(lines) == 1:
                return head + "\n\n".join(escape(line.text) for line in lines)
            return head + "\n".join(f"- {escape(line.text)}" for line in lines)
        case Table():
            return _table(block)
        case Figure(picture=picture):
            drawn = "\n".join(picture.lines())
            longest = max((len(run) for run in re.findall("`+", drawn)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{escape(picture.alt)}\n\n{fence}text\n{drawn}\n{fence}"


def _head(label: str) -> str:
    said = escape(label)
    return f"**{said}**\n\n" if said else ""


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(escape(cell) or " " for cell in cells) + " |"

    lines = [row(table.header), "|" + " --- |" * len(table.header)]
    lines.extend(row(cells) for _line, cells in table.rows)
    return _head(table.label) + "\n".join(lines)
