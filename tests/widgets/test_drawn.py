"""Lines of cells: wrapped, never cut, never wider than there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from ciworkbook.text import clean_line
from ciworkbook.widgets.drawn import Piece, flow, measure, paragraphs, side_by_side

WORDS = some.text(some.characters(codec="utf-8", exclude_categories=["Mn", "Me", "Cf"]), max_size=120)


def said(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@given(some.lists(WORDS, max_size=4), some.integers(12, 80), some.integers(0, 6))
def test_flow_keeps_every_word_within_the_width(words: list[str], width: int, indent: int) -> None:
    lines = flow([Piece(" " * indent)], [Piece(one) for one in words], width, key="k")
    drawn = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert all(measure(one) <= width for one in drawn)
    assert said(drawn) == said([clean_line(one) for one in words])
    assert all(line.key == "k" for line in lines)


@given(some.lists(WORDS.filter(lambda one: bool(clean_line(one))), max_size=6), some.integers(20, 80))
def test_side_by_side_keeps_every_item_within_the_width(words: list[str], width: int) -> None:
    items = [(str(index), [Piece("( ) ")], Piece(one)) for index, one in enumerate(words)]
    lines = side_by_side(items, width)
    drawn = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert all(measure(one) <= width for one in drawn)
    assert said(drawn) == said([f"( ) {clean_line(one)}" for one in words])


def test_lines_hang_below_the_first_word() -> None:
    lines = flow([Piece("[x] ")], [Piece("one two three four five six")], 14)
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "[x] one two",
        "    three four",
        "    five six",
    ]


def test_lines_of_chinese_are_filled_and_none_begins_with_a_closing_sign() -> None:
    lines = flow([Piece("[x] ")], [Piece("按 Ctrl+Q 就退出。"), Piece("好吗？", "muted")], 16)
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "[x] 按 Ctrl+Q 就",
        "    退出。 好",
        "    吗？",
    ]


def test_a_piece_keeps_its_look_across_lines() -> None:
    lines = flow([], [Piece("one two", strike=True), Piece("three", "accent")], 8)
    looks = [(piece.text, piece.strike, piece.role) for line in lines for piece in line.pieces if piece.text]
    assert looks == [("one two", True, "text"), ("three", False, "accent")]


def test_paragraphs_of_a_sheet() -> None:
    assert paragraphs("one\ntwo\n\n- a\n- b\n  goes on\n") == ["one two", "", "- a", "- b goes on"]
