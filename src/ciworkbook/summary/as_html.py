"""A document as one file for a browser: everything in it, nothing asked of a network, nothing that runs.

- What was written is text: every sign that HTML would obey is escaped. The file is well-formed XML too.
- No script, no link, no picture from elsewhere; a policy in the head forbids them all, and allows the one style by its
  hash.
- No date, author or name of a program. The title, which a browser shows and keeps in its history, says nothing of the
  subject.
- A drawing is SVG from the shapes of the printed page, with its words for those who do not see it. Colors follow the
  reader's choice of light or dark; on paper all is black on white, and no color carries meaning alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from html import escape
from pathlib import Path

from ..bidi import has_letters, held_together
from ..drawings.picture import Shape, Sheet
from ..text import cells, clean_line
from ..words import _, p_
from . import by_hand
from .document import Blank, Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule, Table
from .scripts import direction, tag

STYLE = Path(__file__).with_name("page.css")
_BEHIND = 0.8
"""Of the room of a text: how much is surely behind its letters."""
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
MOST_TOGETHER = 8
"""Lines, boxes or rows that stay on one page with what is asked."""
_LETTER_MM = 3.35
"""Height of the words in a drawing: 9.5 points."""
_TO_TICK = "\0"  # no text on a page has it
_BOXED = '<td class="tick"><span class="box" aria-hidden="true"></span></td>'
_CELL_MM = 1.85
"""A letter of that height takes this much at most; what would not fit its room is set smaller."""


def render(document: Document) -> str:
    """Return the document as HTML, ending in a line break."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(_Page(document).parts())
    kind = ' class="card"' if document.form == "card" else ""
    foot = f"<footer>{written(p_('at the foot of a page', 'private'))}</footer>\n" if document.foot else ""
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{tag(document.language)}" dir="{direction(document.language)}">\n'
        '<head>\n<meta charset="utf-8" />\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<meta name="referrer" content="no-referrer" />\n'
        f"<title>{written(document.file_title())}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<main{kind}>\n{body}\n</main>\n{foot}</body>\n</html>\n"
    )


def written(text: str, *, mirrored: bool = False) -> str:
    """Return `text` on one line, so that a browser shows it as it is.

    In a line from right to left, or beside letters that are read so, a number to call keeps the order of its groups.
    """
    line = escape(_NOT_IN_XML.sub("\ufffd", clean_line(text)))
    return held_together(line) if mirrored or has_letters(line) else line


@cache
def _style() -> str:
    style = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n" + "\n".join(line.strip() for line in style.splitlines() if line.strip()) + "\n"


class _Page:
    """The parts of one page; it counts those that others point at."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mirrored = direction(document.language) == "rtl"
        self._written = partial(written, mirrored=self.mirrored)
        self._named = 0

    def parts(self) -> Iterator[str]:
        for block in self.document.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text=text, level=level, fresh=fresh):
                kind = ' class="fresh"' if fresh else ""
                yield f"<h{level}{kind}>{self._written(text)}</h{level}>"
            case Paragraphs():
                yield from self._paragraphs(block)
            case Table(label=label, header=header, rows=rows):
                yield self._table(label, header, [row for _line, row in rows])
            case Figure(sheet=sheet):
                yield f"<figure>{self._drawing(sheet)}</figure>"
            case Room(lines=lines):
                space = ['<div class="written" aria-hidden="true"></div>'] * lines
                yield from _together([*self._asked(block)[0], *space], lines <= MOST_TOGETHER)
            case Boxes(options=options, one=one, note=note):
                box = f'<span class="box{" one" if one else ""}" aria-hidden="true"></span>'
                behind = '<span class="note" aria-hidden="true"></span>' if note else ""
                asked, name = self._asked(block)
                items = "\n".join(f"<li>{box}<span>{self._written(option)}</span>{behind}</li>" for option in options)
                listed = f'<ul class="boxes"{name}>\n{items}\n</ul>'
                yield from _together([*asked, listed], len(options) <= MOST_TOGETHER)
            case Grid(hint=hint, header=header, stubs=stubs, rows=count, ticks=ticks):
                if self._written(hint):
                    yield from self._asked(block)[0]
                label = "" if self._written(hint) else block.label
                empty = (*(_TO_TICK,) * ticks, *("",) * (len(header) - ticks))
                filled = [(stub, *empty) for stub in stubs] if stubs else [empty] * count
                tall = [block.height(at) > 1 for at in range(len(filled))]
                names = ("", *header) if stubs else header
                yield self._table(label, names, filled, "grid", stubs=bool(stubs), tall=tall)
            case Rule(low=low, high=high):
                yield from self._asked(block)[0]
                ends = f"<span>{self._written(low)}</span><span>{self._written(high)}</span>"
                yield f'<figure>{self._drawing(by_hand.drawn(block, 160))}<div class="ends">{ends}</div></figure>'

    def _paragraphs(self, block: Paragraphs) -> Iterator[str]:
        tone = "" if block.tone == "plain" else "care"
        if not block.lines:
            yield f'<p class="{tone or "lasting"}">{self._written(block.label)}</p>'
            return
        name = ""
        if label := self._written(block.label):
            name = self._name()
            yield f'<p class="label" id="{name}">{label}</p>'
        if block.prose or len(block.lines) == 1 or not label:
            quiet = "quiet" if not label and block.key.endswith(".date") else ""
            kinds = " ".join(kind for kind in (tone, "said" if tone else "", quiet, "under" if label else "") if kind)
            said = f' class="{kinds}"' if kinds else ""
            yield from (f"<p{said}>{self._written(line.text)}</p>" for line in block.lines)
        else:
            items = "\n".join(f"<li>{self._written(line.text)}</li>" for line in block.lines)
            kind = f' class="{tone}"' if tone else ""
            yield f'<ul{kind} aria-labelledby="{name}">\n{items}\n</ul>'

    def _asked(self, block: Blank) -> tuple[list[str], str]:
        """Return the question and its hint, and what names the element below by them."""
        said, name = [], ""
        if label := self._written(block.label):
            made = self._name()
            name = f' aria-labelledby="{made}"'
            said.append(f'<p class="label" id="{made}">{label}</p>')
        said += [f'<p class="hint">{hint}</p>' for line in block.hint.split("\n") if (hint := self._written(line))]
        return said, name

    def _table(
        self,
        label: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        kind: str = "",
        *,
        stubs: bool = False,
        tall: Sequence[bool] = (),
    ) -> str:
        name = self._name()
        said = self._written(label)
        caption = f'<caption id="{name}">{said}</caption>\n' if said else ""
        names = "".join(
            f'<th scope="col">{self._written(one)}</th>' if self._written(one) else "<td></td>" for one in header
        )
        head = f"<thead><tr>{names}</tr></thead>\n" if any(map(self._written, header)) else ""
        kinds = [' class="tall"' if at < len(tall) and tall[at] else "" for at in range(len(rows))]
        told = "\n".join(
            f"<tr{kind_}>{''.join(self._cells(row, stubs))}</tr>" for kind_, row in zip(kinds, rows, strict=True)
        )
        # A table that is too wide for a small screen moves sideways by itself, with the keyboard too.
        region = f' role="group" tabindex="0" aria-labelledby="{name}"' if said else ""
        classes = f' class="{kind}"' if kind else ""
        short = " short" if len(rows) <= MOST_TOGETHER else ""
        table = f"<table{classes}>\n{caption}{head}<tbody>\n{told}\n</tbody>\n</table>"
        return f'<div class="wide{short}"{region}>\n{table}\n</div>'

    def _cells(self, row: Sequence[str], stubs: bool) -> Iterator[str]:
        for at, cell in enumerate(row):
            if stubs and at == 0:
                yield f'<th scope="row">{self._written(cell)}</th>'
            else:
                yield _BOXED if cell == _TO_TICK else f"<td>{self._written(cell)}</td>"

    def _name(self) -> str:
        self._named += 1
        return f"n{self._named}"

    def _drawing(self, sheet: Sheet) -> str:
        title, told = self._name(), self._name()
        turned = sheet.mirrored() if self.mirrored else sheet
        # Lines first, so that words stand on them and not under them.
        shapes = sorted(turned.shapes, key=lambda shape: shape.kind == "text")
        drawn = "\n".join(_shape(shape, self.mirrored) for shape in shapes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{title} {told}" '
            f'viewBox="-1 -1 {_mm(sheet.width + 2)} {_mm(sheet.height + 2)}">\n'
            f'<title id="{title}">{self._written(_("Drawing"))}</title>\n'
            f'<desc id="{told}">{self._written(sheet.alt)}</desc>\n'
            f"{drawn}\n</svg>"
        )


def _together(parts: list[str], short: bool) -> list[str]:
    """Return `parts` as one that is not broken over two pages, where it is short."""
    return ['<div class="short">', *parts, "</div>"] if short else parts


def _shape(shape: Shape, mirrored: bool) -> str:
    x, y = _mm(shape.x), _mm(shape.y)
    if shape.kind == "line":
        width = "0.56" if shape.bold else "0.22"
        return (
            f'<line class="by-{shape.role}" x1="{x}" y1="{y}" x2="{_mm(shape.x2)}" y2="{_mm(shape.y2)}" '
            f'stroke-width="{width}" stroke-linecap="round"{_dashes(shape)} />'
        )
    if shape.kind == "circle":
        fill = f"to-{shape.role}" if shape.bold else "open"
        return (
            f'<circle class="by-{shape.role} {fill}" cx="{x}" cy="{y}" r="{_mm(shape.x2)}" '
            f'stroke-width="0.22"{_dashes(shape)} />'
        )
    return _text(shape, mirrored)


def _text(shape: Shape, mirrored: bool) -> str:
    needed = cells(clean_line(shape.text)) * _CELL_MM
    size, length = _LETTER_MM, ""
    if 0 < shape.x2 < needed:
        size *= shape.x2 / needed
        length = f' textLength="{_mm(shape.x2)}" lengthAdjust="spacingAndGlyphs"'
    first, last = (shape.x + shape.x2, shape.x) if mirrored else (shape.x, shape.x + shape.x2)
    at = {"start": first, "center": shape.x + shape.x2 / 2, "end": last}[shape.align]
    anchor = {"start": "start", "center": "middle", "end": "end"}[shape.align]
    heavy = " heavy" if shape.bold else ""
    wide = min(needed, shape.x2) * _BEHIND
    left = at - wide if (shape.align == "end") != mirrored else at
    return (
        # No line runs between two words either.
        f'<rect class="ground" x="{_mm(at - wide / 2 if shape.align == "center" else left)}" y="{_mm(shape.y + 0.7)}" '
        f'width="{_mm(wide)}" height="3.6" />'
        f'<text class="to-{shape.role}{heavy}" x="{_mm(at)}" y="{_mm(shape.y + 3.6)}" text-anchor="{anchor}" '
        f'font-size="{_mm(size)}" stroke-width="1"{length}>{written(shape.text, mirrored=mirrored)}</text>'
    )


def _dashes(shape: Shape) -> str:
    return ' stroke-dasharray="0.7 1"' if shape.dashed else ""


def _mm(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
