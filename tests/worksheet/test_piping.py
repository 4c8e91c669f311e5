"""Earlier answers inside a sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.text import has_controls
from ciworkbook.worksheet.piping import LONGEST, has_broken, pipe, pipes_in

SAID = {
    "name": "Blue",
    "long": "x" * 300,
    "lines": " one\ntwo\t three ",
    "bad": "a\x1b[2Jb\u202e",
    "words.harmed": "my sister",
}


def say(name: str) -> str:
    return SAID.get(name, "")


def test_an_answer_stands_in_its_place() -> None:
    assert pipe("Ask ${name|someone} and ${words.harmed|them}.", say) == "Ask Blue and my sister."


def test_the_fallback_stands_where_nothing_was_said() -> None:
    assert pipe("Ask ${gone|the first person} or ${gone}.", say) == "Ask the first person or ."


def test_what_comes_in_is_one_line_and_short() -> None:
    assert pipe("${lines|x}", say) == "one two three"
    assert pipe("${long|x}", say) == "x" * (LONGEST - 1) + "…"


def test_what_comes_in_is_cleaned() -> None:
    assert pipe("${bad|x}", say) == "a[2Jb"


def test_what_comes_in_is_not_read_again() -> None:
    assert pipe("${name|x}", lambda _: "${name|x}") == "${name|x}"
    assert pipe("${name|x}", lambda _: r"\1 \g<name>") == r"\1 \g<name>"


def test_what_is_no_pipe_stays_as_it_is() -> None:
    for text in ("5 $ {a}", "$name", "${Name|x}", "${a b}", "${a|{b}}", "${a", "{a}", "%(a)s", "{0.__class__}"):
        assert pipe(text, say) == text


def test_broken_pipes_are_noticed() -> None:
    assert has_broken("${a") and has_broken("${A|x}") and has_broken("${a|x|y}")
    assert not has_broken("${a|x} and $ and {b}")
    assert list(pipes_in("${a} ${b|} ${words.c|d}")) == [("a", None), ("b", ""), ("words.c", "d")]


@settings(deadline=None)
@given(st.text(alphabet="${}|ab._ \n", max_size=60), st.text(max_size=200))
def test_any_text_and_any_answer(text: str, answer: str) -> None:
    said = pipe(text, lambda _: answer)
    if "${" not in text:
        assert said == text
    assert not has_controls(said)
    assert len(said) <= len(text) + LONGEST * text.count("${")
