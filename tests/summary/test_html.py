"""The page for a browser: every word on it, well-formed, nothing obeyed, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from ciworkbook.drawings.picture import Picture, Shape, Sheet
from ciworkbook.summary import as_html
from ciworkbook.summary.document import Document, Figure, Grid, Heading, Line, Paragraphs
from ciworkbook.text import clean, clean_line

from .documents import documents
from .sheets import blank, whole

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "footer", "h1", "h2", "h3", "p", "ul", "li", "div",
    "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
    f"{SVG}svg", f"{SVG}title", f"{SVG}desc", f"{SVG}line", f"{SVG}circle", f"{SVG}text", f"{SVG}rect",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "id", "aria-hidden", "aria-labelledby", "role",
    "tabindex", "scope", "viewBox", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "stroke-width", "stroke-linecap",
    "stroke-dasharray", "text-anchor", "font-size", "width", "height", "textLength", "lengthAdjust",
}  # fmt: skip


def read(made: Document) -> ElementTree.Element:
    return ElementTree.fromstring(as_html.render(made))


def words(page: ElementTree.Element) -> str:
    return re.sub(r"\s+", "", "".join(page.itertext()))


@pytest.mark.parametrize("name", ["summary.html", "blank.html"])
def test_the_page_is_as_it_was_looked_at(name: str) -> None:
    made = blank() if name.startswith("blank") else whole("caused_harm", intro="For you to read.", attribution=True)
    said = as_html.render(made).partition("</head>")[2]
    if os.environ.get("SNAPSHOTS") == "write":
        (GOLDEN / name).write_text(said, encoding="utf-8")
    assert said == (GOLDEN / name).read_text(encoding="utf-8")


@given(documents)
def test_any_document_is_well_formed_and_holds_no_more_than_a_page_needs(made: Document) -> None:
    said = as_html.render(made)
    assert clean(said) == said
    page = ElementTree.fromstring(said)
    assert {element.tag for element in page.iter()} <= ELEMENTS
    assert {name for element in page.iter() for name in element.attrib} <= ATTRIBUTES
    named = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(named) == len(set(named))
    pointed = " ".join(element.get("aria-labelledby", "") for element in page.iter()).split()
    assert set(pointed) <= set(named)
    shown = words(page)
    for block in made.blocks:
        for text in (getattr(block, "text", ""), getattr(block, "label", ""), getattr(block, "hint", "")):
            assert re.sub(r"\s+", "", clean_line(text).replace("\uffff", "\ufffd")) in shown


def test_nothing_is_asked_of_anywhere() -> None:
    said = as_html.render(whole("caused_harm", attribution=True))
    head = said.partition("</head>")[0]
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', head)
    [style] = re.findall(r"<style>(.*?)</style>", head, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|@font-face|https?:|//", style)
    assert not re.search(r"<(script|link|img|iframe|object|embed|form|a|base)\b|\b(href|src|style|on\w+)=", said)


def test_the_file_says_no_program_and_no_subject_in_its_title() -> None:
    said = as_html.render(whole("caused_harm"))
    assert "<title>Summary</title>" in said and "<title>Worksheet</title>" in as_html.render(blank())
    assert not re.search(r"ciworkbook|generator|author", said, re.IGNORECASE)
    assert as_html.render(whole()) == as_html.render(whole())


def test_tables_have_headers_and_a_name() -> None:
    page = read(blank())
    scopes = ["col", "col", "col", "col", "row", "row", "col", "col", "col", "row", "row"]
    assert [one.get("scope") for one in page.iter("th")] == scopes
    assert [one.text for one in page.iter("caption")] == ["How often?"]
    for region in page.iterfind(".//div[@role='group']"):
        assert page.find(f".//*[@id='{region.get('aria-labelledby')}']") is not None
    grid = Grid("g", "Who?", "Leave any row empty.", ("Who",), (), 1)
    assert words(read(Document("t", "en", (grid,), foot=False))).endswith("Who?Leaveanyrowempty.Who")


@pytest.mark.parametrize(("language", "side", "at"), [("en", "ltr", "10"), ("ar", "rtl", "40"), ("fa-IR", "rtl", "40")])
def test_the_language_says_from_which_side_one_reads(language: str, side: str, at: str) -> None:
    shapes = (Shape("line", 5, 1, 50, 1), Shape("circle", 5, 2, 1), Shape("text", 10, 3, 30, text="one"))
    figure = Figure(Line("f", ""), Picture((), ""), Sheet(50, 20, shapes, "A drawing."))
    page = read(Document("t", language, (figure,)))
    assert (page.get("lang"), page.get("dir")) == (language[:2], side)
    [drawn] = page.iter(f"{SVG}text")
    assert drawn.get("x") == at
    [line] = page.iter(f"{SVG}line")
    assert (line.get("x1"), line.get("x2")) == (("5", "50") if side == "ltr" else ("45", "0"))
    assert [one.text for one in page.iter(f"{SVG}desc")] == ["A drawing."]


def test_words_that_would_leave_their_room_in_a_drawing_are_smaller() -> None:
    shapes = (Shape("text", 0, 0, 30, text="short"), Shape("text", 0, 5, 30, text="W" * 60))
    figure = Figure(Line("f", ""), Picture((), ""), Sheet(50, 20, shapes, ""))
    short, long = read(Document("t", "en", (figure,))).iter(f"{SVG}text")
    assert (short.get("font-size"), short.get("textLength")) == ("3.35", None)
    assert (long.get("font-size"), long.get("textLength")) == ("0.91", "30")


def test_the_foot_is_said_where_it_is_wanted() -> None:
    assert [one.text for one in read(whole()).iter("footer")] == ["private"]
    assert not list(read(blank()).iter("footer"))


def test_a_card_is_marked_as_one() -> None:
    [main] = read(Document("t", "en", (Heading("h", "Card", 1),), form="card")).iter("main")
    assert main.get("class") == "card"


def test_a_label_names_its_list() -> None:
    said = Paragraphs("k", "Who", (Line("a", "Ada"), Line("b", "Bo")))
    page = read(Document("t", "en", (said,)))
    [found] = page.iter("ul")
    named = page.find(f".//*[@id='{found.get('aria-labelledby')}']")
    assert named is not None and named.text == "Who"


def test_a_number_to_call_is_set_apart_where_lines_run_from_right_to_left() -> None:
    lines = (Line("one", "116 006"), Line("two", "1 2 3 4"), Line("three", "Hotline +44 808 2000 247"))
    said = {
        language: [item.text for item in read(Document("x", language, (Paragraphs("all", "x", lines),))).iter("li")]
        for language in ("ar", "en")
    }
    assert said["ar"] == ["\u2066116 006\u2069", "1 2 3 4", "Hotline \u2066+44 808 2000 247\u2069"]
    assert said["en"] == [line.text for line in lines]
