from __future__ import annotations

import pytest

from ciworkbook.guard import environment


@pytest.mark.parametrize(
    "name",
    ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_ANYTHING_NEW", "PYTHONPATH", "PYTHONINSPECT", "COLUMNS",
     "LINES", "ESCDELAY", "textual_log"],
)  # fmt: skip
def test_what_is_kept_from_a_session(name: str) -> None:
    assert environment.is_unwanted(name)


@pytest.mark.parametrize("name", ["NO_COLOR", "TERM", "COLORTERM", "LANG", "HOME", "PATH", "XDG_DATA_HOME", "LC_ALL"])
def test_what_a_session_needs(name: str) -> None:
    assert not environment.is_unwanted(name)


def test_scrubbing_twice_is_scrubbing_once() -> None:
    environ = {"TEXTUAL_LOG": "x", environment.SPOKEN: "xx", "PYTHONPATH": "x", "TERM": "xterm", "NO_COLOR": "1"}
    assert environment.cleaned(environ) == {"TERM": "xterm", "NO_COLOR": "1"}
    environment.scrub(environ)
    environment.scrub(environ)
    assert environ == {"TERM": "xterm", "NO_COLOR": "1"}


def test_the_wish_for_no_colour_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "no_color", False)
    environ = {"NO_COLOR": "1"}
    environment.scrub(environ)
    del environ["NO_COLOR"]  # as Textual does
    environment.scrub(environ)
    assert environment.no_color
