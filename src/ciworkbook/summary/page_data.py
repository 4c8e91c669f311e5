"""What of a document goes to the template of the printed page, as plain data.

- Every text is one line without controls. A word too long for a line may be broken where a mark of no width stands.
- A table whose words have no room in its columns is told row by row, so that nothing is cut off.
- On a card, drawings are told in words: made small, nobody could read them. In large print each has a page to itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..bidi import has_letters, held_together
from ..drawings.picture import Shape, Sheet
from ..text import cells, clean_line
from ..words import _, p_
from . import by_hand
from .document import (
    CONTENTS,
    Blank,
    Block,
    Boxes,
    Document,
    Figure,
    Form,
    Grid,
    Heading,
    Paragraphs,
    Room,
    Rule,
    Table,
)
from .rows import HIGHEST, for_card, told
from .scripts import direction, families, tag

Paper = Literal["a4", "us-letter"]
SIZE = 10.5
"""Size of the text on a page, in points."""
LARGE = 16.0
"""The same in large print."""
DRAWING_SIZE = 9.5
"""Size of the words in a drawing, in points."""
MARGIN = 25.0
LARGE_MARGIN = 20.0
PANEL, PANEL_MARGIN = 74.0, 7.0
"""Width of half a card, and of the room around its text, in mm."""
_WIDTHS: dict[Paper, float] = {"a4": 210.0, "us-letter": 215.9}
_POINT = 0.3528  # mm
_LETTER = 0.58  # of the size: width of a letter, with some to spare
_IN_TABLES = 0.9  # of the size of the text
_PADDING = 3.0  # letters: what stands around the words of a column
_LONGEST_WORD = 24  # letters in a column
_LONGEST_SHARE = 0.65  # of the letters of a row: the longest word of a text
_WIDEST_COLUMN = 40
_PIECE = 8
_UNBROKEN = re.compile(r"[가-힣]{1,10}[.,!?)’”]*|[^\s\u200b\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uff60]+")
"""What stays on one line: a word, of Korean up to ten syllables; Chinese may be broken between any two characters."""
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: on what, in which size (points), and as what."""

    paper: Paper = "a4"
    size: float = SIZE
    form: Form = "page"

    @property
    def large(self) -> bool:
        """Whether it is set in large print."""
        return self.size >= LARGE

    @property
    def width(self) -> float:
        """Width of the text, in mm."""
        if self.form == "card":
            return PANEL - 2 * PANEL_MARGIN
        return _WIDTHS[self.paper] - 2 * (LARGE_MARGIN if self.large else MARGIN)

    @property
    def letters(self) -> float:
        """How many letters a row of a table takes."""
        return self.width / (_POINT * self.size * _IN_TABLES * _LETTER)

    def line(self, text: str) -> str:
        """Return `text` on one line, as it is set across the whole width."""
        return line(text, int(self.letters * _LONGEST_SHARE))


def page_data(document: Document, setting: Setting) -> dict[str, Any]:
    """Return all that the template reads."""
    mirrored = direction(document.language) == "rtl"
    made = _held([_block(block, setting, mirrored) for block in document.blocks], mirrored)
    kept = _numbered(_kept_with_next(made))
    return {
        "name": document.file_title(),
        "language": tag(document.language),
        "direction": direction(document.language),
        "families": families(document.language),
        "paper": setting.paper,
        "form": setting.form,
        "size": setting.size,
        "large": setting.large,
        "margin": LARGE_MARGIN if setting.large else MARGIN,
        "panel": PANEL,
        "panel-margin": PANEL_MARGIN,
        "foot": document.foot,
        "private": p_("at the foot of a page", "private"),
        "pages": _("page {page} of {pages}"),
        "cards": _("card {page} of {pages}"),
        "folding": _("Cut at the marks. Fold at the dashed line, with the writing inside."),
        "blocks": _with_leads(kept) if setting.large and setting.form == "page" else kept,
    }


def _held(part: Any, mirrored: bool) -> Any:
    """Keep numbers to call in the order of their groups, in lines from right to left and beside letters read so."""
    match part:
        case str():
            return held_together(part) if mirrored or (not part.isascii() and has_letters(part)) else part
        case list():
            return [_held(one, mirrored) for one in part]
        case dict():
            return {key: _held(one, mirrored) for key, one in part.items()}
    return part


def _numbered(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each part the number of its first spot: each line or row of an answer is one, else the part is one."""
    number, made = 0, []
    for part in parts:
        made.append({**part, "spot": number})
        many = {"lines": "lines", "table": "rows", "rows": "rows"}.get(part["kind"])
        number += max(1, len(part[many])) if many else 1
    return made


def _kept_with_next(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark what has no page to itself: sentences right below a heading, and a list right above the last small print."""
    kept: list[dict[str, Any]] = []
    below = False  # a heading stands above, with nothing but such sentences between
    for at, part in enumerate(parts):
        bare = part["kind"] == "lines" and not part["lines"]
        last = at + 2 == len(parts) and parts[-1]["kind"] == "lines" and not parts[-1]["lines"]
        leads = (bare and below and at + 1 < len(parts)) or (part["kind"] == "lines" and last)
        kept.append({**part, "leads": leads} if part["kind"] == "lines" else part)
        below = part["kind"] == "heading" or (bare and below)
    return kept


def _with_leads(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the headings right before a drawing onto the page that the drawing has to itself."""
    kept: list[dict[str, Any]] = []
    for part in parts:
        if part["kind"] == "figure":
            lead: list[dict[str, Any]] = []
            while kept and kept[-1]["kind"] == "heading":
                lead.insert(0, kept.pop())
            part = {**part, "lead": lead}
        kept.append(part)
    return kept


def _block(block: Block, setting: Setting, mirrored: bool) -> dict[str, Any]:
    if setting.form == "card":
        block = for_card(block)
    match block:
        case Heading(text=text, level=level, fresh=fresh):
            return {"kind": "heading", "text": line(text), "level": level, "fresh": fresh}
        case Paragraphs(label=label, lines=lines, tone=tone, prose=prose, key=key):
            said = [setting.line(one.text) for one in lines]
            made = _lines(setting.line(label), said, tone=tone, prose=prose, quiet=key.endswith(".date"))
            return {**made, "contents": key == CONTENTS}
        case Table(label=label, header=header, rows=rows):
            names = [line(cell) for cell in header]
            cells_ = [[line(cell) for cell in row] for _line, row in rows]
            widths = column_widths([names, *cells_], setting.letters)
            if not widths:
                rows_told = [[setting.line(cell) for cell in row] for row in told(block)]
                return {"kind": "rows", "label": setting.line(label), "rows": rows_told}
            return {"kind": "table", "label": setting.line(label), "header": names, "rows": cells_, "columns": widths}
        case Figure(sheet=sheet):
            return {"kind": "figure", "alt": line(sheet.alt), "sheet": _sheet(sheet, mirrored), "lead": []}
        case Room(lines=count):
            return {"kind": "room", **_asked(block), "lines": count}
        case Boxes(options=options, one=one, note=note):
            said = [line(option) for option in options]
            return {"kind": "boxes", **_asked(block), "options": said, "one": one, "note": note}
        case Grid():
            return _grid(block, setting)
        case Rule(low=low, high=high):
            drawn = _sheet(by_hand.drawn(block, min(150.0, setting.width)), mirrored, setting.size * _IN_TABLES)
            ends = {"low": line(low), "high": line(high)}
            return {"kind": "rule", **_asked(block), **ends, "alt": line(by_hand.in_words(block)), "sheet": drawn}


def _lines(
    label: str, lines: list[str], *, tone: str = "plain", prose: bool = False, quiet: bool = False
) -> dict[str, Any]:
    return {"kind": "lines", "label": label, "lines": lines, "tone": tone, "prose": prose, "quiet": quiet}


def _asked(block: Blank) -> dict[str, Any]:
    return {"label": line(block.label), "hints": [line(hint) for hint in block.hint.split("\n") if hint.strip()]}


def _grid(grid: Grid, setting: Setting) -> dict[str, Any]:
    names = [line(cell) for cell in grid.header]
    stubs = [line(stub) for stub in grid.stubs]
    rows = stubs or [""] * grid.rows
    # Each column has room for a few words of handwriting, whatever its name.
    written = len(names) - grid.ticks
    room = "0" * round(setting.letters * (0.52 if written == 1 and not grid.ticks else 0.18))
    rooms = [*[""] * grid.ticks, *[room] * (len(names) - grid.ticks)]
    # The names of columns to tick stand word below word, so that they stay narrow.
    narrow = [name if at >= grid.ticks else max(name.split(" "), key=cells) for at, name in enumerate(names)]
    head = ["", *narrow] if stubs else narrow
    body = [[stub, *rooms] for stub in stubs] or [rooms]
    return {
        "kind": "grid",
        **_asked(grid),
        "header": names,
        "rows": rows,
        "stubs": bool(stubs),
        "ticks": grid.ticks,
        "heights": [grid.height(at) for at in range(len(rows))],
        # Without widths it is told row by row.
        "columns": column_widths([head, *body], setting.letters),
    }


def column_widths(rows: Sequence[Sequence[str]], letters: float) -> list[float]:
    """Return the width of each column in letters: as wide as its words, the widest made narrower until all fit.

    Return [] where even the longest words have no room beside each other, or a cell would be a long strip of text.
    """
    columns = [[row[at] for row in rows] for at in range(len(rows[0]))]
    least = [max(1.0, *(_longest_word(cell) for cell in column)) + _PADDING for column in columns]
    wanted = [
        max(fewest, min(_WIDEST_COLUMN, max(cells(cell) for cell in column)) + _PADDING)
        for fewest, column in zip(least, columns, strict=True)
    ]
    if not columns or sum(least) > letters:
        return []
    while sum(wanted) > letters:
        slack = [have - fewest for have, fewest in zip(wanted, least, strict=True)]
        at = max(range(len(wanted)), key=lambda one: (slack[one] > 0, wanted[one]))
        wanted[at] = max(least[at], wanted[at] - 1)
    strip = max(
        cells(cell) / (width - _PADDING) for width, column in zip(wanted, columns, strict=True) for cell in column
    )
    return [] if strip > HIGHEST else wanted


def _longest_word(text: str) -> int:
    """Cells of the longest run that is not broken."""
    return max((cells(word) for word in _UNBROKEN.findall(text)), default=0)


def _sheet(sheet: Sheet, mirrored: bool, size: float = DRAWING_SIZE) -> dict[str, Any]:
    turned = sheet.mirrored() if mirrored else sheet
    # Not `asdict`, which copies every number with great care: a page has hundreds of shapes.
    shapes = [{name: getattr(shape, name) for name in Shape.__slots__} for shape in turned.shapes]
    for shape in shapes:
        shape["text"] = clean_line(shape["text"])
    return {"width": sheet.width, "height": sheet.height, "shapes": shapes, "size": size}


def line(text: str, longest: int = _LONGEST_WORD) -> str:
    """Return `text` cleaned and on one line; a word of more than `longest` letters gets places where it may break."""
    text = clean_line(text)
    if 2 * len(text) <= longest:  # a character takes two cells at most
        return text
    if 2 * max(map(len, _UNBROKEN.findall(text)), default=0) <= longest:
        return text
    return _UNBROKEN.sub(lambda found: _breakable(found[0]) if cells(found[0]) > longest else found[0], text)


def _breakable(word: str) -> str:
    made = ""
    since = 0
    for character in word:
        joined = unicodedata.category(character)[0] == "M" or character in "\u200c\u200d"
        if since >= _PIECE and not joined and made[-1] not in "\u200c\u200d\u094d":
            made, since = made + _BREAK, 0
        made, since = made + character, since + cells(character)
    return made
