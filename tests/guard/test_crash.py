from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.guard import crash

from . import apart

SECRET = "he was here on 3 March"


def raised(kind: type[BaseException] = KeyError, text: str = SECRET) -> BaseException:
    answer = text
    try:
        raise kind(answer)
    except BaseException as error:
        return error


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "_tell", None)
    monkeypatch.setattr(crash, "last", "")


def test_an_error_is_its_kind_and_its_place() -> None:
    said = crash.describe(raised())
    assert said.startswith("KeyError at test_crash.py:")
    assert said.endswith(" in raised")


@given(st.text())
def test_the_text_of_an_error_is_never_said(text: str) -> None:
    assert crash.describe(raised(ValueError, text)) == crash.describe(raised(ValueError, ""))


def test_an_error_that_cannot_be_turned_into_text_is_no_trouble() -> None:
    class StubbornError(Exception):
        def __str__(self) -> str:
            raise RuntimeError(SECRET)

        __repr__ = __str__

    crash.note(raised(StubbornError))
    assert crash.last.startswith("StubbornError at test_crash.py:")


def test_a_kind_whose_name_is_a_sentence_is_not_said() -> None:
    crash.note(raised(type(SECRET, (Exception,), {})))
    assert SECRET not in crash.last


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("KeyError at page.py:12 in action_next", True),
        ("KeyError at <string>:1 in <module>", True),
        ("KeyError", True),
        ("KeyError at page.py:12 in action_next\n", False),
        ("KeyError: he was here", False),
        (SECRET, False),
        ("\x1b[31mKeyError", False),
        ("KeyError at ../page.py:1 in f", False),
        ("", False),
        ("A" * 500, False),
    ],
)
def test_only_a_description_has_the_shape_of_one(text: str, fits: bool) -> None:
    assert crash.is_description(text) is fits


def test_what_was_noted_before_anybody_listened_is_handed_over() -> None:
    told: list[str] = []
    crash.note(raised())
    crash.hand_over(told.append)
    crash.note(raised(ValueError))
    assert [one.partition(" ")[0] for one in told] == ["KeyError", "ValueError"]


def test_a_listener_that_fails_is_no_trouble() -> None:
    def fail(_said: str) -> None:
        raise OSError

    crash.hand_over(None)
    crash._tell = fail
    crash.note(raised())
    assert crash.last.startswith("KeyError at ")


def work(outcome: Any) -> Any:
    def do() -> Any:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return do


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (0, 0),
        (75, 75),
        (SystemExit(), 0),
        (SystemExit(3), 3),
        (SystemExit(SECRET), 70),
        (ValueError(SECRET), 70),
        (KeyboardInterrupt(), 130),
        (GeneratorExit(SECRET), 70),
    ],
)
def test_whatever_happens_becomes_a_status(outcome: Any, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert crash.contained(work(outcome)) == status
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("raise KeyError(secret)", 1),
        ("threading.Thread(target=fail).start()", 0),
        ("asyncio.run(forget())", 0),
        ("asyncio.run(loop_error())", 0),
        ("warnings.warn(secret)", 0),
        ("logging.getLogger('any').error(secret)", 0),
        ("logging.error(secret)", 0),
        ("Last().add(); gc.collect()", 0),
        ("sys.exit(crash.contained(leave))", 70),
        ("async def never(): pass\nnever(); gc.collect()", 0),
    ],
)
def test_nothing_is_printed_by_python_itself(code: str, status: int) -> None:
    prelude = f"""
import asyncio, gc, logging, sys, threading, warnings
from ciworkbook.guard import crash
crash.install()
crash.quiet_logs()
secret = {SECRET!r}
def fail():
    raise ValueError(secret)
def leave():
    sys.exit(secret)
async def fail_later():
    fail()
async def forget():
    task = asyncio.create_task(fail_later())
    await asyncio.sleep(0.01)
    del task
    gc.collect()
async def loop_error():
    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0.01)
class Last:
    def add(self):
        self.ring = self
    def __del__(self):
        fail()
"""
    assert apart.run(prelude + code, status=status) == ""
