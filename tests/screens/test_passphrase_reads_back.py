"""Whatever the first evening takes as a passphrase, the door reads back the same; the rest is refused aloud."""

from __future__ import annotations

import asyncio
import codecs
import threading
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from ciworkbook.guard import passphrase
from ciworkbook.linear.door import Line
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.hidden_line import reads_back

from .bench import Bench
from .whole_app import evening_app

GOOD = "marble otter candle dune lamp"


def at_the_door(pasted: str) -> str:
    """What the door reads when `pasted` comes in, as a terminal sends it, and Enter follows."""
    line = Line()
    for character in codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(
        pasted.replace("\n", "\r").encode("utf-8", "surrogatepass") + b"\r"
    ):
        if line.feed(character):
            break
    return line.text


async def own(app: Any, pilot: Any) -> TextLine:
    """Go to the page where a passphrase of one's own is typed."""
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, FirstEvening)
    await screen.show("own")
    screen._own = True
    await pilot.pause()
    return screen.query_one("#typed", TextLine)


async def paste(app: Any, pilot: Any, text: str) -> None:
    app.screen.focused.post_message(events.Paste(text))
    await pilot.pause()


def told(app: Any) -> str:
    return Bench.all_text(app) + Bench.seen(app)


TAKEN = {
    "plain": GOOD,
    "composed": "café tournesol étagère lampe",
    "decomposed": unicodedata.normalize("NFD", "café tournesol étagère lampe"),
    "Hangul": "감자 구름 의자 바다 연필",
    "right to left": "قمر خبز نافذة كرسي نهر",
    "joiners": "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u06a9\u062a\u0627\u0628 \u0645\u06cc\u0632",
    "emoji": "🦊 marble 🌙 otter 👩‍👩‍👧 candle",
    "no-break space": "marble\u00a0otter candle dune lamp",
    "spaces at the ends": f" {GOOD} ",
    "the longest": "ab1 " * (passphrase.LONGEST // 4),
}
REFUSED = {
    "tab": GOOD.replace(" ", "\t", 1),
    "two lines": GOOD.replace(" ", "\n", 1),
    "Windows lines": GOOD.replace(" ", "\r\n", 1),
    "line separator": GOOD.replace(" ", "\u2028", 1),
    "next line": GOOD.replace(" ", "\x85", 1),
    "byte order mark": "\ufeff" + GOOD,
    "marks of direction": f"\u202a{GOOD}\u202c",
    "NUL": GOOD + "\x00",
    "bell": GOOD + "\x07",
    "a byte that is no text": "marble otter caf\ufffd dune lamp",
    "lone surrogate": GOOD + "\udce9",
    "too long": "ab1 " * (passphrase.LONGEST // 4) + "x",
    "much too long": "ab1 " * 250_000,
}


@pytest.mark.parametrize("name", TAKEN)
async def test_what_is_taken_reads_back_the_same(name: str, tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        field = await own(app, pilot)
        await paste(app, pilot, TAKEN[name])
        assert field.value == TAKEN[name]
        assert at_the_door(TAKEN[name]) == TAKEN[name]


@pytest.mark.parametrize("name", REFUSED)
async def test_the_rest_is_refused_aloud_and_changes_nothing(name: str, tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        field = await own(app, pilot)
        await pilot.press("a", "b")
        await paste(app, pilot, REFUSED[name])
        assert field.value == "ab"
        assert ("too long" if "long" in name else "was not taken") in told(app)
        assert REFUSED[name][:40] not in told(app)
        await pilot.press("c")  # what was said goes once something is typed
        await pilot.pause()
        assert "was not taken" not in told(app) and "too long" not in told(app)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
async def test_a_whole_copied_line_is_taken_without_its_enter(end: str, tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        field = await own(app, pilot)
        await paste(app, pilot, GOOD + end)
        assert field.value == GOOD == at_the_door(GOOD + "\n")


async def test_both_forms_of_a_letter_are_the_same_passphrase(tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        await own(app, pilot)
        await paste(app, pilot, TAKEN["composed"])
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.page == "again"
        await paste(app, pilot, TAKEN["decomposed"])
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.page == "place"


async def test_the_cover_answers_while_a_passphrase_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    began = threading.Event()

    def slow(_passphrase: str, _own: object = ()) -> passphrase.Judgement:
        began.set()
        assert go_on.wait(30)
        return passphrase.Judgement(True)

    monkeypatch.setattr(passphrase, "judge", slow)
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        await own(app, pilot)
        await paste(app, pilot, GOOD)
        try:
            app.post_message(events.Key("enter", "\r"))
            assert await asyncio.to_thread(began.wait, 10)
            app.post_message(events.Key("f8", None))
            for _turn in range(100):
                await asyncio.sleep(0.05)
                if isinstance(app.screen, Cover) and "Shopping" in Bench.seen(app):
                    break
            assert isinstance(app.screen, Cover)
            assert "Shopping" in Bench.seen(app)
        finally:
            go_on.set()
        await pilot.pause()
        assert isinstance(app.screen, Cover)  # what was judged meanwhile does not take the cover off


@given(st.text(max_size=40))
def test_the_rule_is_the_doors(words: str) -> None:
    if words and reads_back(words):
        assert at_the_door(words) == words
