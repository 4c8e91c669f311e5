"""Text is made safe and measured as a terminal shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.text import cells, clean, clean_line, fold, has_controls, plain, shorten, wrap


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\x1b]0;x\x07b", "a]0;xb"),
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\tstays", "tab\tstays"),
        ("\u202eevil\u2069", "evil"),
        ("c1 \x9b31m", "c1 31m"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("👨‍👩‍👧 न शब्द مرحبا", "👨‍👩‍👧 न शब्द مرحبا"),
    ],
)
def test_clean_takes_out_what_a_terminal_would_obey(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text())
def test_clean_leaves_nothing_a_second_time(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not has_controls(once)
    once.encode()


def test_clean_line_is_one_line() -> None:
    assert clean_line("  two\n lines\t here ") == "two lines here"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("민아", 4), ("é", 1), ("e\u0301", 1), ("का", 2), ("王芳", 4)])
def test_cells_counts_what_a_terminal_draws(text: str, width: int) -> None:
    assert cells(text) == width


@given(st.text(max_size=400), st.integers(4, 90))
def test_wrapped_lines_fit_and_keep_every_word(text: str, width: int) -> None:
    text = clean(text)
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


CHINESE = (
    "什么都可以读、改、试（也可以不改）。说一句“有东西”就够了：按 F8 遮住，按 Ctrl+Q 退出……好吗？"
    "2026年11月5日——走一步。"
)


@pytest.mark.parametrize("width", range(8, 42))
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(width: int) -> None:
    lines = wrap(CHINESE, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == CHINESE.replace(" ", "")
    assert not [line for line in lines if line[0] in "、。，：；？！）”…—" or line[-1] in "（“"]


def test_a_line_may_be_broken_between_chinese_letters_but_not_inside_a_korean_or_latin_word() -> None:
    assert wrap("按 Enter 继续往下走", 12) == ["按 Enter 继", "续往下走"]
    assert wrap("输入passphrase再试", 14) == ["输入passphrase", "再试"]
    assert wrap("안녕하세요 여러분", 12) == ["안녕하세요", "여러분"]
    assert wrap("one (two) “three”, four", 10) == ["one (two)", "“three”,", "four"]


def test_signs_that_are_wider_than_a_line_are_cut() -> None:
    assert wrap("“一。”。”", 4) == ["“一", "。”", "。”"]


def test_wrap_keeps_paragraphs_and_indents_what_follows() -> None:
    assert wrap("one two three\n\nfour", 8, indent="  ") == ["one two", "  three", "", "  four"]


@pytest.mark.parametrize("width", [-5, 0, 1, 3])
def test_wrap_comes_to_an_end_where_there_is_no_room(width: int) -> None:
    assert "".join("".join(wrap("one two", width, indent="    ")).split()) == "onetwo"


@given(st.text(), st.integers(2, 40))
def test_shorten_fits(text: str, width: int) -> None:
    assert cells(shorten(text, width)) <= width


def test_folding_joins_lines_of_a_paragraph_and_keeps_lists() -> None:
    assert fold("one\ntwo\n\nthree\n- a\n  b\n- c\n") == "one two\n\nthree\n- a b\n- c"


def test_letters_with_a_stroke_are_found_without_it() -> None:
    assert plain("Đêm qua ở Łódź") == "dem qua o lodz"
    assert plain("हाँ") == plain("हां")
