"""Any document: every kind of block, with any text in it."""

from __future__ import annotations

from hypothesis import strategies as st

from ciworkbook.drawings.picture import Picture, Shape, Sheet, Span
from ciworkbook.summary.document import (
    Block,
    Boxes,
    Document,
    Figure,
    Grid,
    Heading,
    Line,
    Paragraphs,
    Room,
    Rule,
    Table,
)

HOSTILE = (
    "</style></title><script>alert(1)</script>", "<!-- x", "]]>", "&lt;", "&#0;", "\x00\x1b[2J\x9b", "\ud800",
    "\uffff", "\u202egnp.exe", "a\nb\r\n\tc", "#panic()", "```", "| a |", "{page}", "<desc>", '" onload="x',
    "민아 أحمد प्रिया 王芳", "W" * 90, "가" * 60, "王" * 90, "  ", "\u200b", "🙂",
)  # fmt: skip
"""Text that some output could obey, lose or choke on."""

text = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
texts = st.lists(text, max_size=4).map(tuple)
key = st.just("k")
line = st.builds(Line, key, text, st.sampled_from(["ok", "ask"]))
length = st.floats(0, 60)
shape = st.builds(
    Shape,
    st.sampled_from(["line", "circle", "text"]),
    length,
    length,
    length,
    length,
    text,
    st.sampled_from(["text", "muted", "accent", "care"]),
    st.booleans(),
    st.sampled_from(["start", "center", "end"]),
    st.booleans(),
)
sheet = st.builds(Sheet, st.floats(1, 160), st.floats(1, 100), st.lists(shape, max_size=3).map(tuple), text)
picture = st.builds(Picture, st.lists(st.builds(Span, text).map(lambda span: (span,)), max_size=3).map(tuple), text)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 5))
    row = st.lists(text, min_size=columns, max_size=columns).map(tuple)
    return Table("k", draw(text), draw(row), tuple(draw(st.lists(st.tuples(line, row), max_size=3))))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    header = tuple(draw(st.lists(text, min_size=1, max_size=5)))
    ticks = draw(st.integers(0, len(header)))
    return Grid("k", draw(text), draw(text), header, draw(texts), draw(st.integers(0, 3)), ticks)


block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, key, text, st.sampled_from([1, 2, 3]), st.booleans()),
    st.builds(
        Paragraphs,
        st.sampled_from(["k", "k.date"]),
        text,
        st.lists(line, max_size=3).map(tuple),
        st.sampled_from(["plain", "care", "safety"]),
        st.booleans(),
    ),
    tables(),
    st.builds(Figure, line, picture, sheet),
    st.builds(Room, key, text, text, st.integers(0, 5)),
    st.builds(Boxes, key, text, text, texts, st.booleans(), st.booleans()),
    grids(),
    st.builds(Rule, key, text, text, text, text, st.integers(0, 100), st.none() | st.integers(-1, 10)),
)
documents = st.builds(
    Document,
    text,
    st.sampled_from(["en", "ar", "ko", "zh", "hi", "es-MX", "", "<x>"]),
    st.lists(block, max_size=4).map(tuple),
    st.sampled_from(["page", "card"]),
    st.booleans(),
    st.sampled_from(["summary", "blank"]),
)
