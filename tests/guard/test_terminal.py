from __future__ import annotations

import pytest

from ciworkbook.guard import terminal


def test_a_screen_is_emptied_line_by_line() -> None:
    sent = terminal.erasing(3)
    assert b"\x1b[1;1H\x1b[2K\x1b[2;1H\x1b[2K\x1b[3;1H\x1b[2K" in sent
    assert b"\x1b[4;1H" not in sent
    for whole in (b"\x1b[J", b"\x1b[2J", b"\x1b[3J", b"\x1bc"):
        assert whole not in terminal.leaving(24)


def test_leaving_goes_to_the_other_screen_before_it_empties_anything() -> None:
    sent = terminal.leaving(24)
    there, emptied, back = sent.index(b"\x1b[?1049h"), sent.index(b"\x1b[24;1H\x1b[2K"), sent.index(b"\x1b[?1049l")
    assert there < emptied < sent.index(b"\x1b[<u") < back
    for mode in (1000, 1002, 1003, 1006, 1015, 1016, 1004, 2004, 2026, 2048):
        assert b"\x1b[?%dl" % mode in sent
    assert sent.endswith(b"\x1b[8h\x1b[?7h\x1b[?25h\x1b[m")


def test_settling_moves_and_empties_nothing() -> None:
    for moving in (b"H", b"K", b"J", b"1049"):
        assert moving not in terminal.settling()


@pytest.mark.parametrize(
    ("columns", "rows", "enough"), [(40, 15, True), (39, 15, False), (40, 14, False), (0, 0, True)]
)
def test_sizes(columns: int, rows: int, enough: bool) -> None:
    assert terminal.is_large_enough(columns, rows) is enough


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [
        ({}, "utf-8"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.utf8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "POSIX"}, "ascii"),
        ({"LC_CTYPE": "de_DE.ISO-8859-1@euro", "LANG": "C.UTF-8"}, "iso8859-1"),
        ({"LANG": "de_DE"}, "iso8859-1"),
        ({"LANG": "xx_XX.no-such"}, "ascii"),
    ],
)
def test_the_locale_says_what_the_terminal_reads(locale: dict[str, str], encoding: str) -> None:
    assert terminal.encoding(locale) == encoding
    assert terminal.draws_lines(locale) is (encoding == "utf-8")


def test_what_an_encoding_does_not_have_is_written_with_what_looks_alike() -> None:
    assert "“Möwe” → …".encode("iso8859-1", "alike") == b'"M\xf6we" > .'
    assert "“Möwe” → 문".encode("ascii", "alike") == b'"M?we" > ?'


@pytest.mark.parametrize(
    ("name", "is_one"), [("xterm", True), ("linux", True), ("dumb", False), ("", False), (None, False)]
)
def test_names(name: str | None, is_one: bool) -> None:
    assert terminal.names_a_terminal(name) is is_one


def test_a_terminal_that_is_gone_is_left_alone() -> None:
    terminal.leave(999)
    assert terminal.size(999) == (0, 0)
