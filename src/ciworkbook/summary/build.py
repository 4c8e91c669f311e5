"""A document from chosen visits, in their order, and what stands around them.

- For whom a page is and what is asked of them stand at its top, how to treat it at its foot; all can be taken off.
- Sentences that keep a page from being misread are paragraphs without lines: no preview can take them off.
- On a card every line is off until it is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import words
from ..text import clean, clean_line
from ..words import _
from ..worksheet.layout import Form, Reader
from .document import Block, Document, Figure, Heading, Line, Paragraphs, Table
from .lasting import credit, made_up_sentence, once, reflection_sentence
from .names import Names
from .part import Part, Telling

NOBODY = Reader()


def build(
    parts: Sequence[Part],
    names: Names,
    *,
    title: str,
    intro: str = "",
    reader: Reader = NOBODY,
    form: Form = "page",
    attribution: bool = False,
    made_up: bool = False,
) -> Document:
    """Build the document of `parts`, in their order.

    `names` says the people by the one rule of the document, and the person's own words. `intro` is what the person
    writes to the `reader`; `attribution` adds the short credit, `made_up` says that it comes from practice. The
    language is that of the program.
    """
    title = clean_line(names.replace_in(clean(title)))
    blocks: list[Block] = [Heading("title", title, 1)]
    if made_up:
        blocks.append(Paragraphs("made_up", made_up_sentence(), (), tone="care"))
    if any(part.visit.door == "caused_harm" for part in parts):
        blocks.append(Paragraphs("reflection", reflection_sentence(), ()))
    written = _written(intro, names)
    blocks.extend(_to_reader(reader, names))
    if written:
        lines = tuple(Line(f"intro.{at}", line) for at, line in enumerate(written))
        blocks.append(Paragraphs("intro", "", lines, prose=True))
    blocks.extend(_listed("asks", _("What I ask of you"), reader.asks, names))
    nested = len(parts) > 1 or any(clean_line(part.title or part.worksheet.title) != title for part in parts)
    for at, part in enumerate(parts):
        blocks.extend(Telling(f"p{at}", part, names, nested, dated=form == "page").blocks())
    blocks.extend(_listed("treat", _("How to treat this page"), reader.treat, names))
    if attribution:
        blocks.append(Paragraphs("credit", credit(), ()))
    document = Document(title, words.language, tuple(once(blocks)), form, foot=form == "page")
    return _unchosen(document) if form == "card" else document


def _written(text: str, names: Names) -> list[str]:
    return [line.strip() for line in names.replace_in(clean(text)).split("\n") if line.strip()]


def _to_reader(reader: Reader, names: Names) -> Iterator[Block]:
    who, purpose = (" ".join(_written(text, names)) for text in (reader.who, reader.purpose))
    said = [Line("reader.who", _("For: {who}").format(who=who))] if who else []
    said += [Line("reader.purpose", _("What for: {purpose}").format(purpose=purpose))] if purpose else []
    if said:
        yield Paragraphs("reader", "", tuple(said))


def _listed(key: str, label: str, texts: Sequence[str], names: Names) -> Iterator[Block]:
    said = [" ".join(_written(text, names)) for text in texts]
    if lines := tuple(Line(f"{key}.{at}", one) for at, one in enumerate(said) if one):
        yield Paragraphs(key, label, lines)


def _unchosen(document: Document) -> Document:
    """The document with every line off until it is chosen."""

    def off(line: Line) -> Line:
        return replace(line, share="ask")

    made: list[Block] = []
    for block in document.blocks:
        match block:
            case Paragraphs(lines=lines):
                made.append(replace(block, lines=tuple(map(off, lines))))
            case Table(rows=rows):
                made.append(replace(block, rows=tuple((off(line), cells) for line, cells in rows)))
            case Figure(line=line):
                made.append(replace(block, line=off(line)))
            case _:
                made.append(block)
    return replace(document, blocks=tuple(made))
