"""Lines of cells that a widget draws itself, and the widget that shows them.

- A line is made of pieces; a piece has a role (text, muted, accent, care), never a colour.
- Every text passes `text.clean` here, whatever it is, so nothing a terminal would obey can leave.
- Text wraps with a hanging indent and is never cut; only a word wider than the line is broken.
- What is pressed with the mouse is found by `key`: that of the piece under the pointer, else that of its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from .. import text
from ..drawings.picture import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one look."""

    text: str = field(repr=False)
    role: Role = "text"
    bold: bool = False
    strike: bool = False
    underline: bool = False
    whole: bool = False
    """Never broken at its spaces."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells; `raised` lines stand on the ground of the field in use."""

    pieces: tuple[Piece, ...] = ()
    key: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The few signs the widgets draw, each readable without colour."""

    here: str = "▸"
    chosen: str = "(•)"
    open: str = "( )"
    ticked: str = "[x]"
    empty: str = "[ ]"
    struck: str = "[-]"
    rule: str = "─"
    dot: str = "·"
    now: str = "●"
    then: str = "○"
    cut: str = "…"
    dash: str = "–"


_DRAWN = Marks()
_ASCII = Marks(here=">", chosen="(*)", rule="-", dot="-", now="X", then="o", cut="...", dash="-")


def marks(ascii: bool) -> Marks:
    """Return the signs to draw with; only ASCII if `ascii`."""
    return _ASCII if ascii else _DRAWN


def measure(words: str) -> int:
    """Return the cells that `words` may take: the larger of our count and the one the screen is laid out with."""
    return max(text.cells(words), cell_len(words))


def flow(lead: Sequence[Piece], pieces: Iterable[Piece], width: int, *, indent: int = -1, key: str = "") -> list[Line]:
    """Set `pieces` as words after `lead`, in lines of at most `width` cells.

    Later lines begin below the first word, or `indent` cells in. Pieces are parted by one space.
    """
    hang = sum(measure(piece.text) for piece in lead) if indent < 0 else indent
    hang = min(hang, max(0, width - 8))
    lines: list[Line] = []
    line: list[Piece] = list(lead)
    used, bare = sum(measure(piece.text) for piece in lead), True

    def turn() -> None:
        nonlocal line, used, bare
        lines.append(Line(tuple(line), key))
        line, used, bare = [Piece(" " * hang)], hang, True

    for piece in pieces:
        first = True
        for word, space in _words(piece):
            size = measure(word)
            gap = "" if bare else space
            if not bare and used + len(gap) + size > width:
                turn()
                gap = ""
            while bare and size > max(1, width - used):
                head, word = _break(word, max(1, width - used))
                line.append(replace(piece, text=head))
                turn()
                size = measure(word)
            used += len(gap) + size
            if gap and first:
                line.append(Piece(gap))
                gap = ""
            if bare or first:
                line.append(replace(piece, text=word))
            else:
                line[-1] = replace(line[-1], text=line[-1].text + gap + word)
            bare = first = False
    lines.append(Line(tuple(line), key))
    return lines


def _words(piece: Piece) -> list[tuple[str, str]]:
    """Return what a line may be broken between, each with the space before it."""
    cleaned = text.clean_line(piece.text)
    if piece.whole:
        return [(cleaned, " ")] if cleaned else []
    words = cleaned.split()
    found = [(part, "" if at else " ") for word in words for at, part in enumerate(text.pieces(word))]
    if len(found) > 1 and words[0] in (_DRAWN.dot, _ASCII.dot):
        found[:2] = [(f"{words[0]} {found[1][0]}", " ")]  # what is set off by a dot is not parted from it
    return found


def _break(word: str, room: int) -> tuple[str, str]:
    """Cut `word` so that the first part takes at most `room` cells, but at least one character."""
    end = 1
    while end < len(word) and measure(word[: end + 1]) <= room:
        end += 1
    return word[:end], word[end:]


def side_by_side(items: Sequence[tuple[str, Sequence[Piece], Piece]], width: int) -> list[Line]:
    """Set items (key, what leads it, its words) one after the other, as many on a line as fit, one space apart."""
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0
    for key, lead, words in items:
        size = sum(measure(piece.text) for piece in lead) + measure(words.text)
        if line and used + 1 + size > width:
            lines.append(Line(tuple(line)))
            line, used = [], 0
        if line:
            line.append(Piece(" "))
            used += 1
        drawn = flow(lead, [words], width - used, key=key)
        for part in drawn[:-1]:
            lines.append(Line((*line, *part.pieces), key))
            line, used = [], 0
        line += [replace(piece, key=key) for piece in drawn[-1].pieces]
        used += sum(measure(piece.text) for piece in drawn[-1].pieces)
    return [*lines, Line(tuple(line))] if line else lines


def paragraphs(words: str) -> list[str]:
    """Return the paragraphs of a text from a sheet, line breaks within a paragraph made spaces.

    An empty line parts paragraphs, and an item that begins with "- " or "* " stands alone. "" is an empty line.
    """
    found: list[str] = []
    fresh = True
    for line in text.clean(words).strip().split("\n"):
        bare = line.strip()
        if not bare:
            found.append("")
            fresh = True
        elif fresh or bare.startswith(("- ", "* ", "• ")):
            found.append(bare)
            fresh = False
        else:
            found[-1] += " " + bare
    return found


class Drawn(Widget):
    """A widget that draws lines of pieces, as high as it has lines."""

    DEFAULT_CSS = """
    Drawn {
        width: 100%;
        height: auto;
        background: $background;
        color: $foreground;
    }
    """

    class Pressed(Message):
        """The mouse pressed what is called `key`."""

        def __init__(self, drawn: Drawn, key: str) -> None:
            super().__init__()
            self.drawn = drawn
            self.key = key

        @property
        def control(self) -> Drawn:
            """The widget that was pressed."""
            return self.drawn

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: tuple[int, list[Line]] = (-1, [])

    def draw(self, width: int) -> list[Line]:
        """Return the lines to show in `width` cells; every subclass gives its own."""
        raise NotImplementedError

    def lines(self) -> list[Line]:
        """Return the lines as they stand on the screen now."""
        return self._set(self.size.width or 80)

    def _set(self, width: int) -> list[Line]:
        if self._drawn[0] != width:
            self._drawn = (width, self.draw(width))
        return self._drawn[1]

    def redraw(self) -> None:
        """Draw anew; the lines may have changed in number."""
        before = self._drawn
        self._drawn = (-1, [])
        same = self.is_mounted and before[0] > 0 and len(self._set(before[0])) == len(before[1])
        self.refresh(layout=not same)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw anew where the mark says that the keys go here."""
        super().watch_has_focus(has_focus)
        if self.can_focus:
            self.redraw()

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Fill the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Take one row for each line."""
        return len(self._set(width))

    def render_line(self, y: int) -> Strip:
        """Return row `y` as the screen takes it."""
        width = self.size.width
        lines = self._set(width)
        ground = self.rich_style
        if y >= len(lines):
            return Strip.blank(width, ground)
        line = lines[y]
        if line.raised:
            ground += Style(bgcolor=self._color("surface"))
        segments = [Segment(_safe(piece.text), ground + self._look(piece)) for piece in line.pieces if piece.text]
        return Strip(segments).adjust_cell_length(width, ground)

    def _look(self, piece: Piece) -> Style:
        color = self._color("foreground" if piece.role == "text" else piece.role)
        return Style(
            color=color, bold=piece.bold or None, strike=piece.strike or None, underline=piece.underline or None
        )

    def _color(self, name: str) -> RichColor:
        # Read from the theme: Textual would match every style sheet for each class of its own, in each widget.
        return Color.parse(self.app.theme_variables[name]).rich_color

    def key_at(self, x: int, y: int) -> str:
        """Return the key of what stands at a cell; empty if nothing does."""
        lines = self.lines()
        if not 0 <= y < len(lines):
            return ""
        for piece in lines[y].pieces:
            x -= cell_len(_safe(piece.text))
            if x < 0:
                return piece.key or lines[y].key
        return lines[y].key

    def on_click(self, event: events.Click) -> None:
        """Tell what was pressed."""
        place = event.get_content_offset(self)
        key = self.key_at(place.x, place.y) if place is not None else ""
        if key:
            event.stop()
            self.pressed(key)

    def pressed(self, key: str) -> None:
        """Act on a press of the mouse; unless a subclass knows better, tell whoever listens."""
        self.post_message(self.Pressed(self, key))

    def marked(self) -> Offset | None:
        """Return the column and the line of the mark that says where the keys go; None if there is none.

        A line begins with it, but for those of a drawing, where it stands at the place itself, on either side.
        """
        signs = _DRAWN.here, _ASCII.here
        at_places = *signs, "◂", "<"
        for y, line in enumerate(self.lines()):
            x = 0
            for number, piece in enumerate(line.pieces):
                if piece.text.startswith(at_places if number and piece.role == "accent" else () if number else signs):
                    return Offset(x, y)
                x += measure(piece.text)
        return None

    def reveal_mark(self) -> None:
        """Bring the line with the mark that says where the keys go into view, if there is one."""
        mark = self.marked()
        if mark is not None:
            self.reveal(mark.y, mark.y)

    def reveal(self, first: int, last: int) -> None:
        """Bring the lines from `first` to `last` into view wherever an ancestor scrolls."""
        reveal(self, Region(0, first, max(1, self.size.width), last - first + 1))


def reveal(widget: Widget, region: Region) -> None:
    """Bring a part of `widget` into view in every ancestor that scrolls."""
    region = region.translate(widget.virtual_region.offset)
    while isinstance(widget.parent, Widget):
        container = widget.parent
        if container.max_scroll_x or container.max_scroll_y:
            container.scroll_to_region(region, animate=False, immediate=True)
            region = region.translate(-container.scroll_offset)
        widget = container
        # What stands in a widget is counted from inside its padding, the widget itself from outside.
        region = region.translate(widget.gutter.top_left).translate(widget.virtual_region.offset)


def _safe(words: str) -> str:
    return text.clean(words).replace("\n", " ").replace("\t", " ")
