"""Puts lines that are read from right to left in order, the moment before the terminal gets them; see `bidi`.

- The one place where the program does so. Everything else, and every test of a page, sees lines as they are read.
- Lines are drawn whole as long as such a letter is on the screen: part of a line has no order of its own.
- In a language that is read from the right every line is turned, also one with no such letter: what is drawn over
  several lines, and the bar of what scrolls, stay in line.
- A click is told where it falls in the line as it is read, and the terminal's cursor where it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip

from .. import bidi, words


class Turning:
    """What stands turned on the screen now."""

    def __init__(self) -> None:
        self.mode: bidi.Mode = "program"
        self.told = ""
        """What the terminal was told last; empty if nothing."""
        self._places: dict[int, list[int]] = {}
        """Of each line that is drawn turned, where each of its cells is drawn."""
        self._there = False

    def update(self, screen: Screen[object], update: CompositorUpdate) -> CompositorUpdate:
        """Return what is to be drawn in the place of `update`."""
        if self.mode != "program":
            self._there, self._places = False, {}
            return update
        right = bidi.is_right_to_left(words.wanted)
        if not right and not self._there and not any(bidi.has_letters(strip.text) for strip in _strips(update)):
            return update
        lines: list[Iterable[Strip]] = []
        self._there, self._places = False, {}
        for y, strip in enumerate(screen._compositor.render_strips()):
            if right or bidi.has_letters(strip.text):
                self._there = True
                drawn, self._places[y] = _turned(tuple(strip), right)
                lines.append([drawn])
            else:
                lines.append([strip])
        return LayoutUpdate(lines, screen._compositor.size.region)

    def to_say(self) -> str:
        """Return what the terminal is to be told before the next drawing; empty if it knows."""
        wanted = bidi.EXPLICIT if self.mode == "off" or self._there else self.told and bidi.IMPLICIT
        if wanted == self.told:
            return ""
        self.told = wanted
        return wanted

    def drawn_at(self, place: Offset) -> Offset:
        """Return where the cell at `place`, as the line is read, is drawn."""
        places = self._places.get(place.y, [])
        return Offset(places[place.x], place.y) if place.x < len(places) else place

    def read_at(self, x: int, y: int) -> int:
        """Return the column, as the line is read, of what is drawn at `x` in line `y`."""
        places = self._places.get(y, [])
        return places.index(x) if x in places else x


def _strips(update: CompositorUpdate) -> Iterable[Strip]:
    if isinstance(update, LayoutUpdate):
        for line in update.strips:
            yield from line
    elif isinstance(update, ChopsUpdate):
        for y in {span[0] for span in update.spans}:
            yield from (strip for strip in update.chops[y].values() if strip is not None)


@lru_cache(maxsize=200)
def _turned(segments: tuple[Segment, ...], right: bool) -> tuple[Strip, list[int]]:
    line: list[tuple[str, Style | None]] = [(one.text, one.style) for one in segments if not one.control]
    drawn, places = bidi.turned(line, right=right)
    return Strip([Segment(text, style) for text, style in drawn]), places
