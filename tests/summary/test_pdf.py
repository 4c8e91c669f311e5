"""The printed page: every word on it, nothing obeyed, nothing extra in the file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from ciworkbook.drawings.picture import Picture, Shape, Sheet
from ciworkbook.summary import as_pdf
from ciworkbook.summary.document import (
    Blank,
    Block,
    Boxes,
    Document,
    Figure,
    Grid,
    Heading,
    Line,
    Paragraphs,
    Room,
    Table,
)
from ciworkbook.summary.glyphs import FONTS, covered, missing
from ciworkbook.summary.page_data import LARGE, Paper, Setting, column_widths, line, page_data
from ciworkbook.summary.scripts import families
from ciworkbook.text import clean

from .documents import documents
from .samples import SAMPLES, card, written
from .sheets import blank, whole

pdftotext = [
    pytest.mark.needs("pdftotext"),
    pytest.mark.skipif(
        shutil.which("pdftotext") is None and os.environ.get("CI") != "true", reason="pdftotext is not installed"
    ),
]
INJECTIONS = (
    "#panic()",
    '#read("/etc/passwd")',
    "*not bold* _not slanted_ `not code`",
    "$x^2$ <label> @reference",
    '#import "@preview/cetz:0.3.0"',
    "= no heading",
    "- no item",
    "\\ // /* no comment */",
    '"; panic() //',
    "#{ }] )",
)


def text_of(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return made.stdout.decode()


def words(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def lines(*said: str) -> Document:
    return Document("t", "en", (Paragraphs("k", "", tuple(Line(str(n), one) for n, one in enumerate(said))),))


def streams(pdf: bytes) -> bytes:
    """Return the file with its compressed parts opened."""
    opened = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(found[1].rstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"\n".join(opened)


def alternatives(page: as_pdf.Pdf) -> list[str]:
    """Return the words that stand for drawings."""
    found = re.findall(rb"/Alt\((.*?)(?<!\\)\)", streams(page.bytes), re.DOTALL)
    return [one.decode("latin-1") for one in found]


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_every_line_is_on_the_page(mark: None) -> None:
    made = whole("caused_harm", intro="For you.", attribution=True)
    said = words(text_of(as_pdf.render(made).bytes))
    for block in made.blocks:
        match block:
            case Heading(text=text):
                assert words(text) in said
            case Paragraphs(label=label, lines=told):
                assert words(label) in said
                for one in told:
                    assert words(one.text) in said
            case Table(rows=rows):
                for _line, row in rows:
                    for cell in row:
                        assert all(words(word) in said for word in cell.split())
            case Figure(sheet=sheet):
                for shape in sheet.shapes:
                    assert words(shape.text) in said
    assert "private" in said and "page1of" in said


@pytest.mark.parametrize("text", [pytest.param(one, marks=pdftotext) for one in INJECTIONS])
def test_what_was_written_is_printed_and_not_obeyed(text: str) -> None:
    page = as_pdf.render(lines(text))
    assert words(text) in words(text_of(page.bytes))
    assert page.missing == ()


@pytest.mark.parametrize("text", INJECTIONS)
def test_labels_tables_and_drawings_obey_nothing_either(text: str) -> None:
    sheet = Sheet(50, 20, (Shape("text", 1, 1, 20, text=text),), text)
    figure = Figure(Line("f", text), Picture((), text), sheet)
    table = Table("t", text, (text, ""), ((Line("r", text), (text, text)),))
    made = Document(text, text, (Heading("h", text, 1), table, figure))
    assert as_pdf.render(made).bytes.startswith(b"%PDF")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert as_pdf.render(whole()).bytes == as_pdf.render(whole()).bytes


def test_the_file_says_no_date_no_author_and_no_title_of_the_sheet() -> None:
    opened = streams(as_pdf.render(whole()).bytes)
    for word in (b"CreationDate", b"ModDate", b"xmp:CreateDate", b"xmp:ModifyDate", b"/Author", b"dc:creator"):
        assert word not in opened
    assert re.findall(rb"<dc:title>.*?</dc:title>", opened)
    assert all(b"Summary" in title for title in re.findall(rb"<dc:title>.*?</dc:title>", opened))
    assert b"/Title(Summary)" in opened and b"/Title(Worksheet)" in streams(as_pdf.render(blank()).bytes)
    assert b"ciworkbook" not in opened.lower() and b"/home" not in opened and b"/work" not in opened


def test_the_file_names_no_program() -> None:
    assert b"typst" not in streams(as_pdf.render(whole("caused_harm")).bytes).lower()


def test_the_page_is_tagged_and_holds_to_the_rules_of_access() -> None:
    opened = streams(as_pdf.render(whole()).bytes)
    assert b"pdfuaid:part" in opened
    for tag in (b"/H1", b"/H2", b"/Table", b"/TH", b"/Figure", b"/Alt", b"/L", b"/MarkInfo"):
        assert tag in opened


def test_what_cannot_be_printed_is_named_and_the_rest_is_printed() -> None:
    page = as_pdf.render(lines("Ada 🙂 came, then ก and 🙂"))
    assert page.missing == ("🙂", "ก")
    assert page.bytes.startswith(b"%PDF")
    assert b"pdfuaid" not in streams(page.bytes)


@pytest.mark.parametrize(
    "text",
    [
        "민아, 없더라도, 뷁 쀍 – “한글” ㄱㅏ, 「」・、。",
        "\u1112\u1161\u11ab\u1100\u1173\u11af",
        "王芳，张伟；“你好”（谢谢）！",
        "Nguyễn Thị Minh, Žofie, Ørsted, İpek, Ștefan – “quoted” … €5",
        "Ελένη, Наталья, Їжак, Ћирилица",
        "فاطمه و أحمد، پگاه",
        "प्रिया, मिले, श्री",
        "• ■ □ ▪ ▲ ▸ ▼ ○ ● ★ ☆ ☐ ☑ ☒ ♡ ♥ ✓ ✔ ✗ ✘ ❤ ← ↑ → ↓ − ∞ ≈ ≠ ≤ ≥",
        "e\u0301 family\u00a0name 1\u2009000 \u200bjoined\u200d",
    ],
)
def test_scripts_that_ship_print_with_all_rules_kept(text: str) -> None:
    page = as_pdf.render(lines(text))
    assert page.missing == ()
    assert b"pdfuaid:part" in streams(page.bytes)


@pytest.mark.parametrize(
    ("first", "last", "count"), [(0xAC00, 0xD7A3, 11_172), (0x1100, 0x11FF, 256), (0x3131, 0x318E, 94)]
)
def test_every_korean_syllable_and_letter_prints(first: int, last: int, count: int) -> None:
    assert len(covered() & set(range(first, last + 1))) == count


def test_every_character_of_gb_2312_prints() -> None:
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    signs = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(signs) == 6763 and missing(signs) == ()


@pytest.mark.parametrize(
    ("language", "first", "second"), [("ko-KR", "KR", "SC"), ("zh", "SC", "KR"), ("en", "KR", "SC")]
)
def test_the_language_says_whose_punctuation_is_used(language: str, first: str, second: str) -> None:
    order = families(language)
    assert order[0] == "Noto Sans"
    assert order.index(f"Noto Sans {first}") < order.index(f"Noto Sans {second}")
    made = Document("t", language, (Paragraphs("k", "", (Line("a", "。、「」"),)),))
    assert f"NotoSans{first}".encode() in streams(as_pdf.render(made).bytes)
    assert f"NotoSans{second}".encode() not in streams(as_pdf.render(made).bytes)


def test_every_covered_character_prints_and_no_other_goes_unnamed() -> None:
    """All of them at once, as the engine sees it: it refuses the rules of access where a glyph is missing."""
    signs = [chr(point) for point in sorted(covered()) if clean(chr(point)) and not chr(point).isspace()]
    page = as_pdf.render(lines(*("".join(signs[at : at + 500]) for at in range(0, len(signs), 500))))
    assert page.missing == () and b"pdfuaid:part" in streams(page.bytes)
    unseen = [chr(point) for point in range(0x20, 0xE1000) if unicodedata.category(chr(point)) == "Cf"]
    shown = missing("".join(unseen))
    assert "\u070f" in shown
    page = as_pdf.render(lines("a" + "b".join(sign for sign in unseen if sign not in shown)))
    assert page.missing == () and b"pdfuaid:part" in streams(page.bytes)


def test_every_family_is_a_bundled_font() -> None:
    files = {font.stem.partition("-")[0] for font in FONTS.glob("*-Regular.ttf")}
    assert {family.replace(" ", "") for family in families("en")} == files


def test_controls_and_overrides_do_not_reach_the_page() -> None:
    page = as_pdf.render(lines("a\x00b\x1b[31m\u202egnp.exe\u202c\r\nc\td"))
    assert page.missing == ()
    assert b"pdfuaid:part" in streams(page.bytes)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_is_a_page(made: Document) -> None:
    assert as_pdf.render(made, large=len(made.title) % 2 == 1).bytes.startswith(b"%PDF")


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_blank_paper_says_all_it_asks_and_no_more(mark: None) -> None:
    page = as_pdf.render(blank())
    said = words(text_of(page.bytes))
    for asked in ("nextsafestep", "lastwhile?", "fewwordsareenough", "Whattheycoulddo", "Lasttime", "Notafraid"):
        assert asked in said
    assert "private" not in said and "page1" not in said
    assert words("012345678910") in said and "Tickone.Thenwrite." in said
    assert b"pdfuaid:part" in streams(page.bytes)
    assert "A line with 5 marks to write on. First mark: Not afraid. Last mark: Afraid all the time." in alternatives(
        page
    )


def test_both_papers() -> None:
    sizes = {
        paper: re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", as_pdf.render(whole(), paper=paper).bytes)
        for paper in ("a4", "us-letter")
    }
    found = {paper: (round(float(m[1])), round(float(m[2]))) for paper, m in sizes.items() if m}
    assert found == {"a4": (595, 842), "us-letter": (612, 792)}


@pytest.mark.parametrize("language", ["en", "ar", "he", "pt-BR", "zz", "", 'x" #panic()'])
def test_any_language_tag_gives_a_page(language: str) -> None:
    made = Document("t", language, (Heading("h", "مرحبا Hello", 1), *whole().blocks))
    assert as_pdf.render(made).bytes.startswith(b"%PDF")


def test_the_template_fetches_nothing_and_reads_nothing() -> None:
    template = as_pdf.TEMPLATE.read_text(encoding="utf-8")
    assert "@preview" not in template and "@local" not in template
    assert not re.search(
        r"\b(read|image|import|include|plugin|eval|csv|yaml|toml|xml|cbor|bibliography)\b\s*[(\"]", template
    )
    assert template.count("json(") == 1 and "json(bytes(sys.inputs.data))" in template


def test_no_file_but_the_template_and_the_fonts_is_opened(tmp_path: Path) -> None:
    """Every file that Python or the engine opens while a page is made, as the system sees it."""
    if shutil.which("strace") is None and os.environ.get("CI") != "true":
        pytest.skip("strace is not installed")
    script = (
        "import typst, os, sys\n"
        "from ciworkbook.summary import as_pdf\n"
        "from ciworkbook.summary.document import *\n"
        "made = Document('t', 'en', (Paragraphs('k', '', (Line('a', '#read(\"/etc/passwd\")'),)),))\n"
        "as_pdf.render(made)\n"
        "os.write(2, b'BEGIN\\n')\n"
        "page = as_pdf.render(made)\n"
        "os.write(2, b'END\\n')\n"
        "assert page.bytes\n"
    )
    log = tmp_path / "log"
    subprocess.run(
        ["strace", "-f", "-e", "trace=%file,%network,write", "-o", str(log), sys.executable, "-c", script],
        check=True,
        capture_output=True,
        timeout=120,
    )
    seen = log.read_text().split('"BEGIN', 1)[1].split('"END', 1)[0]
    assert "socket(" not in seen and "connect(" not in seen
    for opened in re.finditer(r'open(?:at)?\([^"]*"([^"]+)", ([A-Z_|]+)', seen):
        path, flags = Path(opened[1]), opened[2]
        assert "O_CREAT" not in flags and "O_WRONLY" not in flags and "O_RDWR" not in flags
        assert path == as_pdf.TEMPLATE or path.parent == FONTS or path == FONTS or path.parent == FONTS.parent


def test_a_failure_says_nothing_of_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_pdf, "TEMPLATE", FONTS / "README.md")
    broken = FONTS.parent / "page.typ"
    monkeypatch.setattr(type(broken), "read_bytes", lambda _self: b"#panic(str(sys.inputs.data))")
    with pytest.raises(as_pdf.PageFailed) as raised:
        as_pdf.render(lines("CANARY"))
    assert "CANARY" not in repr(raised.value) + str(raised.value) + str(raised.value.__context__)
    assert raised.value.hint


def test_the_fonts_cover_what_the_drawings_and_the_page_say() -> None:
    for made in (whole("caused_harm", attribution=True), blank()):
        assert missing(as_pdf.said(page_data(made, Setting()))) == ()
    assert 0x41 in covered() and 0x0E01 not in covered()
    assert missing("a\n\t\u200d\ufe0f") == ()


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    said = (FONTS / "README.md").read_text(encoding="utf-8")
    for font in FONTS.glob("*.ttf"):
        assert font.name in said
    assert sum(len(zlib.compress(font.read_bytes())) for font in FONTS.glob("*.ttf")) < 4_800_000


def test_every_line_and_row_has_its_spot() -> None:
    long = Table("t", "", ("A", "B"), tuple((Line(f"r{at}", ""), ("a", "much to say " * 60)) for at in range(9)))
    blocks = (*written("ar").blocks, *whole().blocks, long, *blank().blocks)
    made = Document("t", "ar", blocks)
    found = as_pdf.spots(made)
    bare, count = _without_spot(blocks)
    assert set(found) == {-1, *range(count)} - bare
    assert len({spot.page for spot in found.values()}) > 3


def _without_spot(blocks: tuple[Block, ...]) -> tuple[set[int], int]:
    """Return the numbers of blocks to write on, which have no spot, and how many numbers there are."""
    number, bare = 0, set()
    for block in blocks:
        if isinstance(block, Blank):
            bare.add(number)
        many = block.lines if isinstance(block, Paragraphs) else block.rows if isinstance(block, Table) else ()
        number += max(1, len(many))
    return bare, number


def test_lines_are_one_line() -> None:
    assert line("a\n b\tc") == "a b c" == " ".join(clean("a\n b\tc").split())


def test_a_very_long_word_may_be_broken_and_no_mark_leaves_its_letter() -> None:
    assert line("x" * 24) == "x" * 24
    assert line("x" * 25) == "\u200b".join(["x" * 8, "x" * 8, "x" * 8, "x"])
    broken = line("मि" * 30 + "क्\u200dष" * 30)
    for before, after in pairwise(broken):
        assert not (before == "\u200b" and unicodedata.category(after)[0] == "M")
        assert not (after == "\u200b" and before in "\u094d\u200d")
    assert line("我们第三次见面。" * 20 + "王芳") == "我们第三次见面。" * 20 + "王芳"
    assert line("없더라도" * 20) == "없더라도" * 20
    assert broken.replace("\u200b", "") == "मि" * 30 + "क्\u200dष" * 30


def test_every_column_has_room_for_its_longest_word_or_there_are_no_columns() -> None:
    rows = [("Who", "What they could do for us", "When"), ("Ada", "a" * 20, "tomorrow morning, before nine " * 3)]
    widths = column_widths(rows, 82)
    assert sum(widths) <= 82
    for width, column in zip(widths, zip(*rows, strict=True), strict=True):
        assert width > max(len(word) for cell in column for word in cell.split())
    assert widths[2] > widths[0]
    assert column_widths(rows, 30) == []
    assert column_widths([("王" * 90, "b")], 30)


def test_a_table_without_room_is_told_row_by_row() -> None:
    header = tuple(f"{'long' * 5}{at}" for at in range(5))
    made = Document("t", "en", (Table("t", "A table", header, ((Line("r", "all that the row says"), header),)),))
    [part] = page_data(made, Setting())["blocks"]
    assert (part["kind"], part["label"], part["rows"]) == ("rows", "A table", [["all that the row says"]])
    [grid] = page_data(Document("t", "en", (Grid("g", "", "", header, (), 2),)), Setting())["blocks"]
    assert (grid["kind"], grid["columns"], grid["header"]) == ("grid", [], list(header))


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_a_table_of_long_texts_is_told_cell_by_cell(mark: None) -> None:
    long = "much to say " * 60
    made = Document(
        "t", "en", (Table("t", "Then", ("", "May", "June"), ((Line("r", "x"), ("Steps", long, "no more")),)),)
    )
    [part] = page_data(made, Setting())["blocks"]
    assert part["rows"] == [["Steps", f"May: {long.strip()}", "June: no more"]]
    said = words(text_of(as_pdf.render(made).bytes))
    assert words(long) in said and "June:nomore" in said


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_large_print_is_larger_and_gives_a_drawing_a_page_of_its_own(mark: None) -> None:
    made = whole("caused_harm")
    usual, large = as_pdf.render(made), as_pdf.render(made, large=True)
    assert sizes(usual.bytes)[0] < 12 and sizes(large.bytes)[0] >= 15.9
    assert b"pdfuaid:part" in streams(large.bytes)
    boxes = page_sizes(large.bytes)
    assert boxes.count((842, 595)) == 3 and boxes.count((595, 842)) == len(boxes) - 3
    for block in made.blocks:
        if isinstance(block, Heading):
            assert words(block.text) in words(text_of(large.bytes))


@pytest.mark.parametrize("large", [pytest.param(one, marks=pdftotext) for one in (False, True)])
def test_a_drawing_larger_than_the_page_is_made_smaller(large: bool) -> None:
    corners = tuple(Shape("text", x, y, 20, text=f"at{x}x{y}") for x in (0, 280) for y in (0, 590))
    figure = Figure(Line("f", ""), Picture((), ""), Sheet(300, 600, corners, "A drawing."))
    page = as_pdf.render(Document("t", "en", (Heading("h", "A drawing", 2), figure)), large=large)
    found = {word: (x1, y1, x2, y2) for word, x1, y1, x2, y2 in places(page.bytes)}
    wide, high = (842, 595) if large else (595, 842)
    assert len(page_sizes(page.bytes)) == 1
    for shape in corners:
        x1, y1, x2, y2 = found[shape.text]
        assert 0 < x1 < x2 < wide and 0 < y1 < y2 < high


def test_a_heading_goes_to_the_page_of_the_drawing_below_it() -> None:
    figure = next(block for block in whole().blocks if isinstance(block, Figure))
    made = Document("t", "en", (Heading("a", "A", 2), Heading("b", "B", 3), figure, Heading("c", "C", 2)))
    kinds = [part["kind"] for part in page_data(made, Setting(size=LARGE))["blocks"]]
    assert kinds == ["figure", "heading"]
    assert len(page_sizes(as_pdf.render(made, large=True).bytes)) == 2


def carry(lines: int) -> Document:
    told = tuple(Line(str(at), f"Line {at} of what I carry with me every day") for at in range(lines))
    return Document("t", "en", (Heading("h", "Card", 1), Paragraphs("p", "What to take", told)), form="card")


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(("lines", "cards"), [(8, 1), (18, 1), (30, 2)])
def test_a_card_holds_all_its_lines_within_its_marks(mark: None, paper: Paper, lines: int, cards: int) -> None:
    page = as_pdf.render(carry(lines), paper=paper)
    assert len(page_sizes(page.bytes)) == cards
    wide = 595.3 if paper == "a4" else 612
    left, right, top, bottom = wide / 2 - 74 * MM, wide / 2 + 74 * MM, 22 * MM, 127 * MM
    found = places(page.bytes)
    for at in range(lines):
        assert str(at) in [word for word, *_box in found]
    for word, x1, y1, x2, y2 in found:
        if y1 < bottom:
            assert left < x1 and x2 < right and top < y1 and y2 < bottom, word
            assert x2 < wide / 2 or x1 > wide / 2, word
    assert min(sizes(page.bytes)) >= 9
    said = words(text_of(page.bytes))
    assert "withthewritinginside" in said and ("card2of2" in said) == (cards == 2) and "private" not in said


@pytest.mark.parametrize("language", list(SAMPLES))
def test_pages_in_six_languages_keep_all_rules(language: str) -> None:
    pages = [as_pdf.render(written(language)), as_pdf.render(written(language), paper="us-letter", large=True)]
    for page in [*pages, as_pdf.render(card(language))]:
        assert page.missing == ()
        opened = streams(page.bytes)
        assert b"pdfuaid:part" in opened and f"/Lang({language})".encode() in opened
        assert b"NotoSansKR" in opened and b"NotoSansArabic" in opened and b"NotoSansDevanagari" in opened


@pytest.mark.parametrize("language", [pytest.param(one, marks=pdftotext) for one in ("en", "es", "ko", "zh")])
def test_every_word_can_be_read_back(language: str) -> None:
    said = words(text_of(as_pdf.render(written(language)).bytes))
    sample = SAMPLES[language]
    for text in (
        sample.title,
        sample.here,
        *sample.agreed,
        *sample.header,
        *sample.rows[1],
        *sample.steps,
        sample.care,
    ):
        assert words(text) in said


@pytest.mark.parametrize("large", [pytest.param(one, marks=pdftotext) for one in (False, True)])
def test_no_heading_stands_without_what_it_is_over(large: bool) -> None:
    blocks: list[Block] = []
    for at in range(60):
        blocks.append(Heading(f"h{at}", f"Heading{at}e", 2 if at % 3 else 3))
        kinds: list[Block] = [
            Paragraphs(f"p{at}", f"Label{at}e", (Line(f"a{at}", f"First{at}e"), Line(f"b{at}", "second " * (at % 40)))),
            Table(f"t{at}", f"Label{at}e", ("A", "B"), ((Line(f"r{at}", ""), (f"First{at}e", "b")),)),
            Room(f"r{at}", f"Label{at}e", f"First{at}e", 2 + at % 9),
            Boxes(f"o{at}", f"Label{at}e", "", (f"First{at}e", *("more " * 20,) * (at % 11))),
            Grid(f"g{at}", f"Label{at}e", "", (f"First{at}e", "B"), (), 1 + at % 8),
        ]
        blocks.append(kinds[at % len(kinds)])
    page = as_pdf.render(Document("t", "en", tuple(blocks)), large=large)
    sides = text_of(page.bytes).split("\f")
    assert len(sides) > 8
    for at in range(60):
        on = [side for side in sides if f"Heading{at}e" in side]
        assert len(on) == 1 and f"Label{at}e" in on[0] and f"First{at}e" in on[0], at


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_the_names_of_columns_stand_on_every_page_of_a_table(mark: None) -> None:
    rows = tuple((Line(f"r{at}", ""), (f"row{at}", "what " * 30)) for at in range(40))
    page = as_pdf.render(Document("t", "en", (Table("t", "", ("Namedcolumn", "Other"), rows),)))
    sides = [side for side in text_of(page.bytes).split("\f") if side.strip()]
    assert len(sides) > 2 and all("Namedcolumn" in side for side in sides)


def test_a_card_tells_tables_and_drawings_in_words() -> None:
    made = replace(whole(), form="card")
    assert {part["kind"] for part in page_data(made, Setting(form="card"))["blocks"]} == {"heading", "lines"}


MM = 72 / 25.4


def places(pdf: bytes) -> list[tuple[str, float, float, float, float]]:
    """Return every word with its left, top, right and bottom, in points."""
    made = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', made)
    return [(word, float(x1), float(y1), float(x2), float(y2)) for x1, y1, x2, y2, word in found]


def sizes(pdf: bytes) -> list[float]:
    """Return the sizes of text, the most common first."""
    found = re.findall(rb"/\S+ ([\d.]+) Tf", streams(pdf))
    return [float(size) for size, _count in Counter(found).most_common()]


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    found = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", streams(pdf))
    return [(round(float(x)), round(float(y))) for x, y in found]


NUMBERS = ("116 006", "0800 027 1234", "+44 808 2000 247", "1-800-799-7233")


@pytest.mark.parametrize("around", ["{}", "اتصل بالرقم {} في أي وقت", "({})", "{} Hotline"])
@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_a_number_to_call_is_read_in_its_order_where_lines_run_from_right_to_left(around: str, mark: None) -> None:
    lines = tuple(Line(number, around.format(number)) for number in NUMBERS)
    made = as_pdf.render(Document("عنوان", "ar", (Paragraphs("numbers", "أرقام", lines),))).bytes
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    groups = [
        (round(float(found[2])), float(found[1]), digits)
        for found in re.finditer(r'xMin="([\d.]+)" yMin="([\d.]+)" [^>]*>([^<]*)<', boxes)
        if (digits := re.sub(r"[^\d-]", "", found[3])).strip("-")
    ]
    rows = {height: [one[2] for one in sorted(groups) if one[0] == height] for height, _left, _digits in groups}
    assert list(rows.values())[: len(NUMBERS)] == [re.findall(r"[\d-]+", number) for number in NUMBERS]
