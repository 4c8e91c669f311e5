"""Lines from keys: what is shown while typing, what one key is, and what ends a line."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook import words
from ciworkbook.keys import Keys as OwnKeys
from ciworkbook.linear import keyboard
from ciworkbook.linear.choices import Choice
from ciworkbook.linear.commands import Command
from ciworkbook.linear.going import Back, Leave
from ciworkbook.linear.keyboard import Echo
from ciworkbook.linear.lines import EndOfInput, Pressed
from ciworkbook.linear.pipe import Pipe
from ciworkbook.linear.talk import Talk


class Keys(keyboard.Terminal):
    """A terminal whose keys are given beforehand, in the pieces in which they arrive."""

    moves = True
    columns = 40

    def __init__(self, *pieces: str) -> None:
        self.shown: list[str] = []
        super().__init__(self.shown.append)
        self.pieces = list(pieces)

    def _arrives(self, seconds: float) -> bool:
        assert self.pieces, "it waits for more keys"
        if self.pieces[0] == "":  # a moment without a key
            self.pieces.pop(0)
            return False
        return True

    def _read(self) -> None:
        self._waiting += self.pieces.pop(0)


def line(*pieces: str) -> str:
    return Keys(*pieces).line(8, lambda: None)


def test_a_line_ends_with_enter_and_the_rest_waits_for_the_next() -> None:
    keys = Keys("one\rtwo\r")
    assert [keys.line(8, lambda: None), keys.line(8, lambda: None)] == ["one", "two"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abc\x7f\x7fd\r", "ad"),
        ("one two\x17three\r", "one three"),
        ("one two\x15three\r", "three"),
        ("a\x1b[Db\x1bOCc\x1b[[Bd\r", "abcd"),
        ("a\x1b[200~one\rtwo\x1b[201~b\r", "aone\ntwob"),
        ("a\x01\x9b\x7fb\r", "b"),
        ("a\x1b", None),
    ],
)
def test_keys_that_take_back_move_and_paste(typed: str, meant: str | None) -> None:
    if meant is None:
        assert line(typed, "", "\r") == "a"
    else:
        assert line(typed) == meant
        assert line(*typed) == meant, "the same key by key"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("\x1b\x1b", "cover"),
        ("\x1b[19~", "cover"),
        ("\x0c", "lock"),
        ("\x11", "leave"),
        ("\x03", "leave"),
        ("\x1bOP", "help"),
        ("\x1b[[A", "help"),
        ("\x07", "help"),
        ("\x1b[21~", "leave"),
        ("\x14", "pause"),
        ("\x1a", "stop"),
    ],
)
def test_keys_that_work_at_every_prompt(typed: str, key: str) -> None:
    keys = Keys(f"half a line{typed}")
    with pytest.raises(Pressed) as pressed:
        keys.line(8, lambda: None)
    assert (pressed.value.key, keys.typed) == (key, "half a line")


def test_a_key_of_ones_own_takes_the_place_of_the_usual_one_and_esc_twice_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ciworkbook.keys.current", OwnKeys({"cover": "ctrl+f7", "lock": "alt+l", "help": "ctrl+b"}))
    for sent, key in {"\x1b[18;5~": "cover", "\x1b\x1b": "cover", "\x1bl": "lock", "\x02": "help"}.items():
        with pytest.raises(Pressed) as pressed:
            Keys(sent).line(8, lambda: None)
        assert pressed.value.key == key
    assert line("a\x1b[19~b\r") == "ab", "F8 does nothing any more"


def test_the_end_of_input_only_on_an_empty_line() -> None:
    assert line("a\x04b\r") == "ab"
    with pytest.raises(EndOfInput):
        line("\x04")


def test_what_is_hidden_is_not_shown() -> None:
    keys = Keys("secret\x7f\r")
    assert keys.line(8, lambda: None, hidden=True) == "secre"
    assert "".join(keys.shown) == "\n"


@pytest.mark.parametrize(
    ("steps", "written"),
    [
        (["a", "ab"], "ab"),
        (["ab", "a"], "ab\b \b"),
        (["a日", "a"], "a日\b \b\b \b"),
        (["abcdefghijkl", "abc"], "abcdefghijkl\nabc"),
        (["ka\u0301", "ka"], "ka\u0301\nka"),
    ],
)
def test_what_is_taken_back_is_rubbed_out_in_its_row_or_written_anew(steps: list[str], written: str) -> None:
    out: list[str] = []
    echo = Echo(out.append, 4, 12)
    for one in steps:
        echo.show(one)
    assert "".join(out) == written


def talk(typed: str) -> tuple[Talk, list[str]]:
    said: list[str] = []
    return Talk(Pipe(io.StringIO(typed)), said.append), said


def test_a_command_may_be_begun_and_a_text_may_begin_with_a_slash() -> None:
    skip = Command("skip", "omitir", "give no answer")
    for typed, command in [("/skip\n", "skip"), ("/omi\n", "skip"), ("/OMITIR\n", "skip")]:
        assert talk(typed)[0].ask("?", [skip]).command == command
    assert talk("//skip\n")[0].ask("?", [skip]).text == "/skip"
    for place in ("/home/me/page.txt", "/home/me", "/page.txt"):
        assert talk(f"{place}\n")[0].ask("?", [skip], path=True).text == place
    with pytest.raises(Back):
        talk("/ba\n")[0].ask("?")
    with pytest.raises(Leave):
        talk("/leave\n")[0].ask("?")


def test_where_a_path_is_asked_for_only_a_whole_command_is_one() -> None:
    assert talk("/home/ana/notes\n")[0].ask("?", path=True).text == "/home/ana/notes"
    assert talk("/hom\n")[0].ask("?", path=True).text == "/hom"
    assert talk("//home\n")[0].ask("?", path=True).text == "/home"
    with pytest.raises(Back):
        talk("/back\n")[0].ask("?", path=True)


def test_what_is_no_command_is_said_and_asked_again() -> None:
    one, said = talk("/xyz\n/h\nfine\n")
    assert one.ask("?").text == "fine"
    assert "no such command" in "".join(said)
    assert "/help, /home, /hide" in "".join(said), "several begin so"


def test_the_end_of_a_pipe_ends_the_asking() -> None:
    with pytest.raises(EndOfInput):
        talk("")[0].ask("?")


def test_of_a_pipe_no_more_is_taken_than_the_line_and_the_last_one_needs_no_end() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, "één\r\ntwo\nthree".encode())
    os.close(theirs)
    with os.fdopen(ours) as source:
        pipe = Pipe(source)
        assert pipe.line(0, lambda: None) == "één"
        assert os.read(ours, 2) == b"tw"
        assert [pipe.line(0, lambda: None), pipe.line(0, lambda: None)] == ["o", "three"]
        with pytest.raises(EndOfInput):
            pipe.wait(1, lambda: None)


def test_a_pipe_that_says_nothing_is_waited_for_and_the_wait_can_be_ended() -> None:
    ours, theirs = os.pipe()

    def end() -> None:
        raise Leave

    with os.fdopen(ours) as source, os.fdopen(theirs, "w"), pytest.raises(Leave):
        ticks = iter([lambda: None, lambda: None, end])
        Pipe(source).line(0, lambda: next(ticks)())


def test_what_was_typed_stands_there_again_after_it_was_hidden() -> None:
    keys = Keys("half a \x1b[19~", "line\r")
    one = Talk(keys, keys.shown.append)
    hidden: list[str] = []
    one.hide = lambda: hidden.append("hidden")
    assert (one.ask("?").text, hidden) == ("half a line", ["hidden"])
    assert "".join(keys.shown) == "? half a \n? half a line\n"


def test_keys_while_something_is_done_are_kept_but_for_those_that_hide() -> None:
    keys = Keys("one\x1b[19~\r")
    with pytest.raises(Pressed):
        keys.meanwhile(threading.Event())
    assert keys.line(0, lambda: None) == "one"


CHOICES = [Choice(str(number), f"choice {number}") for number in range(1, 31)]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("3\n", "3"), ("\n\n30\n", "30"), ("99\n2.\n", "2"), ("choice 7\n", "7"), ("choice\n1\n", "1"), ("x\n4\n", "4")],
)
def test_choices_by_number_or_words(typed: str, chosen: str) -> None:
    assert talk(typed)[0].choose(CHOICES) == chosen


def test_many_choices_are_said_a_few_at_a_time() -> None:
    one, said = talk("1\n")
    one.choose(CHOICES)
    assert "12. choice 12" in "".join(said)
    assert "13. choice 13" not in "".join(said)


def test_enter_alone_takes_the_usual_choice() -> None:
    assert talk("\n")[0].choose(CHOICES[:3], usual="2") == "2"
    assert talk("\n")[0].yes("Clear it?", usual=True)


@pytest.fixture
def spanish() -> Iterator[None]:
    words.use("es", Path(words.__file__).parent / "locale")
    yield
    words.use("en")


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("typed", ["sí\n", "si\n", "SI\n", "s\n", "1\n"])
def test_words_are_understood_without_their_accents(typed: str) -> None:
    assert talk(typed)[0].yes("?")
    assert talk("atras\n")[0].choose([Choice("one", "Mirar atrás"), Choice("two", "Salir")]) == "one"
    assert not talk("no\n")[0].yes("?")


def test_a_key_in_the_middle_of_a_line_loses_nothing_of_it() -> None:
    keys = Keys("half \x1b\x1b", "x", "a line\r")
    said: list[str] = []
    talk = Talk(keys, said.append)
    hidden: list[str] = []
    talk.hide = lambda: hidden.append(keys.typed)
    assert talk.ask("Words:").text == "half xa line"
    assert hidden == ["half "]
    assert "".join(said).count("Words: half ") == 1, "the line is shown again as it stood"


def test_help_says_a_command_of_a_page_once() -> None:
    one, said = talk("/help\nfine\n")
    one.ask("?", [Command("back", "back", "to the question before")])
    assert "".join(said).count("/back") == 1
