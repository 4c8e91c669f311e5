"""The document as text and as Markdown."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ciworkbook.drawings.picture import Picture, Sheet, Span
from ciworkbook.summary import as_markdown, as_text
from ciworkbook.summary.document import Document, Figure, Heading, Line, Paragraphs, Table
from ciworkbook.text import cells, clean

from .documents import documents
from .sheets import blank, whole

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["summary.txt", "summary.md", "blank.txt", "blank-40.txt", "blank.md"])
def test_the_document_reads_as_it_was_looked_at(name: str) -> None:
    made = blank() if name.startswith("blank") else whole("caused_harm", intro="For you to read.", attribution=True)
    width = 40 if "40" in name else 76
    said = as_text.render(made, width) if name.endswith("txt") else as_markdown.render(made)
    if os.environ.get("SNAPSHOTS") == "write":
        (GOLDEN / name).write_text(said, encoding="utf-8")
    assert said == (GOLDEN / name).read_text(encoding="utf-8")


@given(documents, st.integers(40, 120))
def test_any_document_is_text_and_markdown_without_controls_and_within_its_width(made: Document, width: int) -> None:
    said = as_text.render(made, width)
    assert all(cells(line) <= width for line in said.split("\n"))
    for told in (said, as_markdown.render(made)):
        assert clean(told) == told and told[-1:] in ("", "\n") and "\t" not in told


@pytest.mark.parametrize("width", [40, 60, 76, 120])
def test_no_line_of_text_is_too_wide(width: int) -> None:
    for made in (whole(), blank()):
        assert all(cells(line) <= width for line in as_text.render(made, width).split("\n"))


def test_a_drawing_that_is_too_wide_is_told_in_words() -> None:
    figure = Figure(Line("f", ""), Picture(((Span("─" * 41),),), "A line."), Sheet(1, 1, (), "A line."))
    assert as_text.render(Document("t", "en", (figure,)), 41) == "─" * 41 + "\n"
    assert as_text.render(Document("t", "en", (figure,)), 40) == "A line.\n"


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    rows = ((Line("a", "One: x · Two: y"), ("x" * 30, "y" * 30)),)
    table = Table("t", "A table", ("One", "Two"), rows)
    assert "─" in as_text.render(Document("t", "en", (table,)), 70)
    assert as_text.render(Document("t", "en", (table,)), 18) == "A table\n  One: x · Two: y\n"


def test_a_table_of_long_texts_is_told_cell_by_cell() -> None:
    table = Table("t", "Then", ("", "May", "June"), ((Line("r", "x"), ("Steps", "much to say " * 60, "no more")),))
    said = as_text.render(Document("t", "en", (table,)), 76)
    assert said.startswith("Then\n  Steps\n    May: much to say much")
    assert said.endswith("\n    June: no more\n")


line = st.text(min_size=1, max_size=60)
injection = st.sampled_from(
    [
        "#panic()", "*stars*", "_u_", "`code`", "```", "# no heading", "- no item", "1. no number", "> no quote",
        "[a](http://x)", "![a](x)", "<b>no</b>", "&amp;", "a | b", "---", "===", "~~x~~", "$x$", "\\*", "http://x.org",
        "www.x.org", "a@b.org", "<!-- x -->", "| a | b |", "    code", "\tcode", "1) x", "+ x", "{{x}}", "[x]: /url",
    ]
)  # fmt: skip


def plain(markdown: str) -> tuple[str, set[str]]:
    """Return the words a reader of Markdown shows, and the kinds of what it found."""
    words, kinds = [], set()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        kinds.add(token.type)
        for inner in token.children or ():
            kinds.add(inner.type)
            words.append(inner.content)
    return "".join(words), kinds


@given(line | injection)
def test_markdown_shows_what_was_written_and_obeys_nothing(text: str) -> None:
    shown, kinds = plain(as_markdown.escape(text))
    assert shown == " ".join(clean(text).split())
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@given(st.lists(line | injection, min_size=2, max_size=4), line | injection)
def test_markdown_keeps_its_shape_around_what_was_written(said: list[str], label: str) -> None:
    said = [one for one in said if clean(one).strip()] or ["x"]
    block = Paragraphs("k", label, tuple(Line(str(at), one) for at, one in enumerate(said)))
    table = Table("t", "", ("A", "B"), ((Line("r", "x"), (said[0], said[-1])),))
    markdown = as_markdown.render(Document("t", "en", (Heading("h", label or "x", 1), block, table)))
    _words, kinds = plain(markdown)
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "fence", "code_block", "hr"}
    assert not kinds & {"em_open", "s_open", "blockquote_open", "ordered_list_open"}
    assert "table_open" in kinds


def test_a_drawing_cannot_close_its_own_block() -> None:
    picture = Picture(((Span("```"),), (Span("# no heading"),)), "A drawing.")
    figure = Figure(Line("f", "A drawing."), picture, Sheet(1, 1, (), "A drawing."))
    tokens = MarkdownIt("commonmark").parse(as_markdown.render(Document("t", "en", (figure,))))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close", "fence"]
    assert tokens[-1].content == "```\n# no heading\n"


def test_text_holds_every_line_in_order() -> None:
    made = whole()
    said = " ".join(as_text.render(made, 500).split())
    at = 0
    for block in made.blocks:
        if isinstance(block, Paragraphs):
            for one in block.lines:
                found = said.find(" ".join(one.text.split()), at)
                assert found >= at, one.key
                at = found
    assert not re.search(r"[ \t]\n", as_text.render(made))
