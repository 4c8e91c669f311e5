"""Short exercises for a few quiet minutes, one at a time, each to be passed by.

- Grounding turns attention to the senses and the room. It helps some people and not others, and is no treatment.
- Closing the eyes and searching the body are never asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from .words import _

EXERCISES: tuple[Callable[[], str], ...] = (
    lambda: _("Look around. Find five things of one color. Take your time with each."),
    lambda: _("Press your feet into the floor. Feel that it holds you. Stay as long as you like."),
    lambda: _("Breathe in as you usually do. Breathe out slowly, as if through a straw. Do this three times, or once."),
    lambda: _("Touch something near you: a sleeve, the table, a cup. Is it warm or cool, rough or smooth?"),
    lambda: _("Say to yourself: today is {day}. I am here. I can stop whenever I want."),
)
