"""Lines read from right to left, as they are drawn; and how many cells scripts take."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from rich import cells as rich_cells
from rich.cells import cell_len

from ciworkbook import bidi
from ciworkbook.screens import widths
from ciworkbook.text import cells, shorten, wrap

WIDTH = 30


def drawn(text: str, *, right: bool = True, width: int = WIDTH) -> str:
    line, _places = bidi.turned([(text + " " * (width - cells(text)), "")], right=right)
    return "".join(piece for piece, _style in line)


def plain(text: str) -> str:
    """Presentation forms as the letters that they are."""
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("سلام عليكم", "مكيلع ملاس"),  # lam and alef are one letter
        ("الخطة (مهم) 24", "24 (مهم) ةطخلا"),
        ("هذا برنامج Poedit هنا", "انه Poedit جمانرب اذه"),
        ("▸ تابع", "عبات ◂"),
        ("0800 733 843 نيوزيلندا", "ادنليزوين 0800 733 843"),  # a number to call, at the start of a line
        ("للجميع: 116 006.", ".116 006 :عيمجلل"),
        ("خط 1-800-787-3224 هنا", "انه 1-800-787-3224 طخ"),
        ("من 2024-2026 هنا", "انه 2026-2024 نم"),  # a span is none
        ("من 1 2 3 هنا", "انه 3 2 1 نم"),  # nor are the steps of a scale
        ("Getting by    23 مايو", "ويام 23    Getting by"),  # each column has an order of its own
    ],
)
def test_a_line_begins_at_the_right_and_numbers_and_other_words_keep_their_order(text: str, shown: str) -> None:
    assert plain(drawn(text)).strip() == shown
    assert len(drawn(text)) == WIDTH


def test_letters_take_the_form_they_have_beside_their_neighbors() -> None:
    letters = [character for character in drawn("سلام") if character != " "]
    assert all("\ufe70" <= one <= "\ufefc" for one in letters)
    assert "\ufefc" in letters  # lam and alef as one
    assert cells(drawn("سلام")) == WIDTH


@pytest.mark.parametrize("right", [True, False])
def test_two_letters_that_become_one_move_nothing_beyond_the_gap(right: bool) -> None:
    shown = [drawn(f"{word}{' ' * 8}24 │", right=right) for word in ("سلام", "سيدم")]
    assert "\ufefc" in shown[0] and "\ufefc" not in shown[1]
    assert [one.index("24") for one in shown] == [shown[0].index("24")] * 2
    assert [one.index("│") for one in shown] == [shown[0].index("│")] * 2
    line, _places = bidi.turned([("سلام  ", "field"), (" ", "bar")], right=right)
    assert [(style, cells(text)) for text, style in line][:: -1 if right else 1] == [("field", 6), ("bar", 1)]


def test_marks_stay_with_their_letter() -> None:
    shown = drawn("بِسْمِ")
    for at, one in enumerate(shown):
        if unicodedata.combining(one):
            assert unicodedata.category(shown[at - 1]) in ("Lo", "Mn")
    assert sum(bool(unicodedata.combining(one)) for one in shown) == 3


def test_a_word_in_a_line_from_the_left_stays_in_its_place() -> None:
    shown = drawn("name: سلام, and more", right=False)
    assert shown.startswith("name: ") and "and more" in shown
    assert cells(shown) == WIDTH


@pytest.mark.parametrize(
    ("text", "right", "shown"),
    [
        ("سلام (مهم) and 24", False, "(مهم) مالس and 24"),
        ("say (سلام) now", False, "say (مالس) now"),
        ("abc (def) سلام", True, "مالس abc (def)"),
        ("a) سلام (", False, "a) مالس ("),
    ],
)
def test_both_brackets_of_a_pair_stand_around_what_they_hold(text: str, right: bool, shown: str) -> None:
    assert plain(drawn(text, right=right)).strip() == shown.replace("مالس", "ملاس")


def test_every_cell_knows_where_it_is_drawn() -> None:
    text = "ab سلام"
    line, places = bidi.turned([(text + " " * (WIDTH - cells(text)), "")], right=True)
    shown = "".join(piece for piece, _style in line)
    assert shown[places[0] : places[0] + 2] == "ab"
    assert sorted(set(places)) == sorted(places) or len(set(places)) >= len(places) - 1  # lam and alef share one
    assert all(0 <= one < WIDTH for one in places)


def test_styles_move_with_their_letters() -> None:
    line, _places = bidi.turned([("▸ ", "accent"), ("تابع", "bold"), (" " * 24, "")], right=True)
    styles = {style: plain(text).strip() for text, style in line}
    assert styles["bold"] == "عبات" and styles["accent"] == "◂"


@pytest.mark.parametrize(
    ("rows", "right", "shown"),
    [
        (["┌─┘", "│ x y.", "│ حجر"], True, ["└─┐", "x y. │", "رجح │"]),
        (["○ نور ── شمس ○", "│"], False, ["○ رون ── سمش ○", "│"]),
        (["○ Blue ── Jo ○", "○ نور ── Jo ○"], True, ["○ Jo ── Blue ○", "○ Jo ── رون ○"]),
        (["نور     شمس"], False, ["رون     سمش"]),
        (["▸ Keys?     4 on", "▸ [x] Keys?", "(•) نور"], True, ["4 on     Keys? ◂", "Keys? [x] ◂", "رون (•)"]),
        (["Mon → Tue", "With [x] or (•)."], True, ["Mon → Tue", "With [x] or (•)."]),
        (["حجر: /tmp/kept"], True, ["/tmp/kept :رجح"]),
        (["•→ Jo  ○", "Jo ←•"], True, ["○  Jo ←•", "•→ Jo"]),
    ],
)
def test_what_is_drawn_stays_in_line_whatever_words_stand_in_it(rows: list[str], right: bool, shown: list[str]) -> None:
    assert [plain(drawn(one, right=right)).strip() for one in rows] == shown
    assert {cells(drawn(one, right=right)) for one in rows} == {WIDTH}


def test_a_drawing_from_the_right_is_the_one_from_the_left_in_a_mirror() -> None:
    turned = ["".join(reversed(drawn(one, width=9))) for one in ("  ┏━━━", "  ┃ abc", "┌─┛", "│")]
    assert [one.index(sign) for one, sign in zip(turned, "┓┃┐│", strict=True)] == [2, 2, 0, 0]


def test_nothing_is_imported_before_there_is_such_a_line() -> None:
    names = "'bidi' in sys.modules, 'arabic_reshaper' in sys.modules"
    code = f"import sys, ciworkbook.bidi as b; print(b.has_letters('abc'), {names})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "False"]


# Cells

SCRIPTS = {
    "Spanish": (0x00A1, 0x0250),
    "Vietnamese": (0x1EA0, 0x1EFA),
    "Korean": (0xAC00, 0xD7A4),
    "Korean letters": (0x1100, 0x1200),
    "Chinese": (0x4E00, 0xA000),
    "Chinese marks": (0x3000, 0x302A),
    "full width": (0xFF01, 0xFF61),
    "Hindi": (0x0900, 0x0980),
    "Bengali": (0x0980, 0x0A00),
    "Arabic letters": (0x060C, 0x06DD),
    "Arabic forms": (0xFE70, 0xFEFD),
    "marks": (0x2010, 0x2028),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_rich_and_the_program_count_the_same_cells(script: str) -> None:
    widths.mend()
    other = [
        (hex(code), cell_len(chr(code)), cells(chr(code)))
        for code in range(*SCRIPTS[script])
        if unicodedata.category(chr(code)) not in ("Cn", "Cc") and code != 0x00AD
        if cell_len(chr(code)) != cells(chr(code))
    ]
    assert other == []


def test_hindi_takes_as_many_cells_as_terminals_give_it() -> None:
    widths.mend()
    assert cell_len("सत्र का सारांश") == cells("सत्र का सारांश") == 12
    assert all(cell_len(line) <= 10 for line in wrap("यह एक निजी कार्यपुस्तिका है।", 10))
    assert cell_len(shorten("यह एक निजी कार्यपुस्तिका है।", 10)) <= 10


def test_rich_still_counts_too_few_by_itself() -> None:
    """Once this fails, Rich counts spacing vowel signs by itself, and `screens/widths.py` can go."""
    before = widths._before("auto").widths
    assert any(start <= 0x093E <= end and width == 0 for start, end, width in before)
    asks = (rich_cells.get_character_cell_size.__wrapped__, rich_cells._cell_len, rich_cells.split_graphemes)
    assert all(widths._TABLE in one.__code__.co_names for one in asks)
