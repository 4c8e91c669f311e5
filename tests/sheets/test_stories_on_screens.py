"""The stories of the shipped sheets, told through the real pages and controls.

One story for each sheet, the doors in turn; with CIWORKBOOK_FULL=1 every one at each door.
"""

from __future__ import annotations

import os

import pytest

from ciworkbook.screens.story_walk import walk
from ciworkbook.worksheet.stories import Stories, load_stories, load_stories_text

from .shipped import FOLDER, NAMES, data, doors

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


def told(name: str) -> Stories:
    stories, findings = load_stories(FOLDER / "stories" / f"{name}.yaml")
    assert stories is not None, findings
    return stories


def fullest(stories: Stories, door: str, first: str) -> frozenset[int]:
    """Return the place of the story at `door` in which most is answered."""
    here = [at for at, one in enumerate(stories.stories) if one.get("door", first) == door]
    return frozenset(here if FULL else [max(here, key=lambda at: len(stories.stories[at].get("given", {})))])


def places() -> list[tuple[str, str]]:
    """Return sheets with their doors: each with all, or each with the one whose turn it is."""
    turns = {name: doors(name) for name in NAMES}
    if FULL:
        return [(name, door) for name, here in turns.items() for door in here]
    return [(name, here[number % len(here)]) for number, (name, here) in enumerate(turns.items())]


@pytest.mark.parametrize(("name", "door"), places())
async def test_a_story_comes_true_on_the_screens(name: str, door: str) -> None:
    stories = told(name)
    only = fullest(stories, door, doors(name)[0])
    size = (60, 20) if len(name) % 2 else (80, 24)
    assert [str(one) for one in await walk(stories, data(name), only=only, size=size)] == []


async def test_a_story_that_does_not_come_true_is_told() -> None:
    text = """
format: 1
of: danger-signs-now
stories:
  - {name: a wrong one, door: harmed, given: {}, sees: [options_card], does_not_see: [neck]}
"""
    stories, findings = load_stories_text("wrong.yaml", text)
    assert stories is not None, findings
    said = [one.message for one in await walk(stories, data("danger-signs-now"))]
    assert said == [
        "story 'a wrong one': 'options_card' stands on no page",
        "story 'a wrong one': 'neck' stands on a page",
    ]
