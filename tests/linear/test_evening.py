"""A whole evening in practice through each door, listened to: what is said can be heard by someone who sees nothing.

- Nothing is said twice running, no line is made of signs, no box is drawn, every prompt says that it is one.
- What was left out of an evening here has a test of its own; this one is about how it sounds.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from ciworkbook.guard.outlet import Outlet
from ciworkbook.linear.face import Face
from ciworkbook.linear.spoken import undotted
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import DOORS, Door

from .conversation import Out, converse
from .heard import stumbles

EVENING = (
    *("/help", "/pause", "@next", "@numbers", "/back", "/back"),
    *("@sheet", "@?new", "@read", "/back", "@next", "@until summary", "@summary", "@until read", "@read", "/home"),
    *("@look_back", "@*evenings", "", "@read", "@until back", "/home"),
    *("@look_back", "@*find", "the", "1", "/home"),
    *("@look_back", "3", "@?everything", "@?over_time", "/home"),
    *("@people", "/back", "@settings", "@pages", "/home", "@all", "@find", "the", "/home"),
    *("/again", "/hide", "", "/leave"),
)


@pytest.mark.parametrize("door", DOORS)
def test_an_evening_can_be_listened_to(door: Door) -> None:
    out = Out()

    def face_of(talk: object) -> Face:
        return Face(talk, Catalogue.load(), Path("/nowhere"), cast("Outlet", out), practice=True)  # type: ignore[arg-type]

    told = converse(face_of, lambda face: face.run(), (f"@{door}", *EVENING), out)
    assert told.problems() == []
    assert told.talk.reader.lines == [], "all of it was walked"  # type: ignore[attr-defined]
    assert "Practice: " in told


def test_what_should_not_be_heard_is_found() -> None:
    assert list(stumbles("one\none\n\ntwo\n")) == ["said twice: one"]
    assert list(stumbles("a ─ line\n")) == ["signs: a ─ line"]
    assert [len(list(stumbles(line))) for line in ("-----", "a · b", "[x] on", "→", "1. One, two: three.")] == [
        1,
        1,
        1,
        1,
        0,
    ]


def test_between_two_things_stands_a_comma_and_nothing_after_a_sentence() -> None:
    assert undotted("去哪里？ · 茶") == "去哪里？ 茶"
    assert undotted("Rest. · Blue – a friend · what then? · tea") == "Rest. Blue, a friend, what then? tea"
