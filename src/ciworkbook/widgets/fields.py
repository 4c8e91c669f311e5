"""Where a person writes: one line, several lines.

- Nothing is lost in silence: what does not fit is said, what is already written stays.
- What is typed or pasted is cleaned before it stands in the field.
- Page keys, function keys, Escape and Ctrl+Q pass through to the screen; Tab leaves the field.
- Keys are done in the order in which they were pressed, also when many come at once.
- A letter has those lines drawn that it changes, and nothing else; all of the page only where it takes one line more.
- The cursor does not blink. Placeholders and texts are never read as markup.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.repr import Result
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult, Location, Selection

from .. import text
from ..answers.answer import LONGEST
from ..answers.offering import one_line
from .drawn import Drawn, Line, Marks, Piece, reveal


class Full(Message):
    """A field could not take everything; `left_out` characters were not written."""

    def __init__(self, control: Widget, left_out: int) -> None:
        super().__init__()
        self.field = control
        self.left_out = left_out

    @property
    def control(self) -> Widget:
        """The field."""
        return self.field


class Wrote(Message):
    """The words in a field are other than before; read them from the field."""

    def __init__(self, control: TextLine | TextBox) -> None:
        super().__init__()
        self.field = control

    @property
    def control(self) -> TextLine | TextBox:
        """The field."""
        return self.field

    def __rich_repr__(self) -> Result:
        yield from ()


async def in_turn(field: Widget, event: events.Key) -> None:
    """Do what a key is bound to on `field` when the key's turn comes.

    Textual does so only once the key has been up to the app and back; by then letters that were typed after a
    Backspace already stand in the field.
    """
    for binding in Binding.make_bindings(type(field).BINDINGS):
        if binding.key == event.key and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return


class TextLine(Input, inherit_bindings=False):
    """One line of words; posts `Wrote` on every change by a person and `Full` when something did not fit."""

    DEFAULT_CSS = """
    TextLine {
        width: 1fr;
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        color: $foreground;
        &:focus { border: none; background: $surface; background-tint: transparent; }
        & > .input--placeholder { color: $muted; }
        &:ansi { text-style: underline; background: $surface; color: $foreground; }
        &:ansi > .input--cursor { text-style: reverse; background: $surface; color: $foreground; }
        &:ansi > .input--selection { text-style: reverse; background: $surface; }
        &:ansi > .input--placeholder { text-style: none; color: $muted; }
    }
    """

    # Those of the field itself, without the scrolling keys that it inherits.
    BINDINGS: ClassVar[list[BindingType]] = list(Input.BINDINGS)

    def __init__(self, value: str = "", *, placeholder: str = "", longest: int = 200, id: str | None = None) -> None:
        self._hint = text.clean_line(placeholder)
        super().__init__(one_line(value), placeholder=self._hint, select_on_focus=False, id=id)
        self.longest = max(1, longest)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Write `text` in place of what stands from `start` to `end`, as much of it as fits."""
        new = one_line(text)
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = max(0, self.longest - (len(self.value) - (end - start)))
        if new[room:]:
            self.post_message(Full(self, len(new) - room))
            new = new[:room]
            if not new:
                return
        else:
            self.post_message(Full(self, 0))
        super().replace(new, start, end)

    def on_resize(self) -> None:
        """Cut what stands in an empty field where it does not fit."""
        self.placeholder = text.shorten(self._hint, self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        """Return the row, with a mark at an end where words go on beyond it."""
        strip, room = super().render_line(y), self.scrollable_content_region.width
        if y or self.password or not self.value or room < 3:
            return strip
        first, cursor = round(self.scroll_offset.x), cell_len(self.value[: self.cursor_position])
        cut = Segment("…", self.rich_style + self.get_component_rich_style("input--placeholder"))
        if first and not (self.has_focus and cursor == first):
            strip = Strip.join([Strip([cut], 1), strip.crop(1)])
        if cell_len(self.value) > first + room and not (self.has_focus and cursor == first + room - 1):
            strip = Strip.join([strip.crop(0, room - 1), Strip([cut], 1)])
        return strip

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await in_turn(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        # A paste of any size is cut before anything else looks at it.
        self.replace(event.text, *self.selection)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on that there is something new; the words themselves stay here."""
        event.stop()
        self.post_message(Wrote(self))

    def delete(self, start: int, end: int) -> None:
        """Take out what stands from `start` to `end`."""
        super().delete(start, end)
        self.post_message(Full(self, 0))

    def load(self, value: str) -> None:
        """Show other words without telling anybody. A cursor that stood at the end stands there again."""
        at_end = self.cursor_position >= len(self.value)
        with self.prevent(self.Changed):
            self.value = one_line(value)
        if at_end:
            self.cursor_position = len(self.value)


class TextBox(TextArea, inherit_bindings=False):
    """Several lines of words; posts `Wrote` and `Full` as `TextLine` does."""

    DEFAULT_CSS = """
    TextBox {
        width: 1fr;
        height: auto;
        min-height: 5;
        border: none;
        padding: 0 1;
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-color: $muted 50%;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        &:focus { border: none; }
        & .text-area--cursor { background: $accent; color: $background; }
        & .text-area--placeholder { color: $muted; }
        & .text-area--cursor-line { background: $surface; }
        & .text-area--selection { background: $accent 25%; }
        &:dark .text-area--cursor, &:light .text-area--cursor { background: $accent; color: $background; }
        &:ansi { border-left: solid $muted; padding: 0 1 0 0; }
        &:ansi:focus { border-left: solid $muted; }
        &:ansi .text-area--cursor { text-style: reverse; background: $surface; color: $foreground; }
        &:ansi .text-area--selection { text-style: reverse; background: $background; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, show=False)
        for keys, action in (
            ("up", "cursor_up"),
            ("down", "cursor_down"),
            ("left", "cursor_left"),
            ("right", "cursor_right"),
            ("ctrl+left", "cursor_word_left"),
            ("ctrl+right", "cursor_word_right"),
            ("home", "cursor_line_start"),
            ("end,ctrl+e", "cursor_line_end"),
            ("shift+up", "cursor_up(True)"),
            ("shift+down", "cursor_down(True)"),
            ("shift+left", "cursor_left(True)"),
            ("shift+right", "cursor_right(True)"),
            ("shift+home", "cursor_line_start(True)"),
            ("shift+end", "cursor_line_end(True)"),
            ("ctrl+shift+left", "cursor_word_left(True)"),
            ("ctrl+shift+right", "cursor_word_right(True)"),
            ("ctrl+a", "select_all"),
            ("backspace", "delete_left"),
            ("delete,ctrl+d", "delete_right"),
            ("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left"),
            ("alt+delete", "delete_word_right"),
            ("ctrl+u", "delete_to_start_of_line"),
            ("ctrl+k", "delete_to_end_of_line_or_delete_line"),
            ("ctrl+x", "cut"),
            ("ctrl+c", "copy"),
            ("ctrl+v", "paste"),
            ("ctrl+z", "undo"),
            ("ctrl+y", "redo"),
        )
    ]

    # Textual has the whole field drawn for each letter and each step of the cursor.
    selection = reactive(Selection(), init=False, always_update=True, repaint=False)

    _dressed = _edits = _follows = _sized = False

    def __init__(self, value: str = "", *, placeholder: str = "", longest: int = LONGEST) -> None:
        super().__init__(
            text.clean(value),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=Content(text.clean(placeholder)),
        )
        self.longest = longest
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._words = self.text

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Write `insert` in place of what stands from `start` to `end`, as much of it as fits."""
        new = text.clean(insert)
        room = max(0, self.longest - (len(self.text) - len(self.get_text_range(*sorted((start, end))))))
        self.post_message(Full(self, max(0, len(new) - room)))
        return super().replace(new[:room], start, end, maintain_selection_offset=maintain_selection_offset)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Break the lines before it is drawn for the first time, so that it is as high as they are from then on."""
        if not self._sized:
            self.wrapped_document.wrap(max(0, width - self.gutter_width - 1), self.indent_width)
            self.set_reactive(TextBox.virtual_size, Size(0, self.wrapped_document.height))
        return super().get_content_height(container, viewport, width)

    # What is drawn anew

    def edit(self, edit: Edit) -> EditResult:
        """Do `edit`, and have the lines drawn that are other than before."""
        height, breaks = self.wrapped_document.height, self._breaks(edit.top)
        elsewhere = not self.selection.is_empty or self.selection.end not in (edit.top, edit.bottom)
        whole = elsewhere or not self.text or edit.top[0] != edit.bottom[0]
        self._edits = True
        try:
            result = super().edit(edit)
        finally:
            self._edits = False
        whole = whole or not self.text or result.end_location[0] != edit.top[0]
        if whole or self.wrapped_document.height != height:
            self.refresh()
            return result
        now = self._breaks(edit.top)
        at = self.wrapped_document.location_to_offset((edit.top[0], 0)).y
        same = next((n for n, (one, other) in enumerate(zip(breaks, now, strict=True)) if one != other), len(now))
        first = min(at + same, self.wrapped_document.location_to_offset(edit.top).y)
        self.refresh_lines(first, at + len(now) + 1 - first)
        return result

    def watch_selection(self, before: Selection, now: Selection) -> None:
        """Have the lines drawn between where the cursor was and where it is."""
        if self._edits or not self.is_mounted:
            return
        try:
            rows = {*self._rows(before), *self._rows(now)}
        except (ValueError, IndexError):  # the words that it stood in are gone
            self.refresh()
            return
        self.refresh_lines(min(rows), max(rows) + 1 - min(rows))

    def _rows(self, selection: Selection) -> tuple[int, int]:
        place = self.wrapped_document.location_to_offset
        return place(selection.start).y, place(selection.end).y

    def _breaks(self, at: Location) -> list[int]:
        return list(self.wrapped_document.get_offsets(at[0]))

    def undo(self) -> None:
        """Take back what was done last."""
        super().undo()
        self.refresh()

    def redo(self) -> None:
        """Do again what was taken back."""
        super().redo()
        self.refresh()

    def load_text(self, text: str) -> None:
        """Show other words."""
        super().load_text(text)
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> TextBox:
        """Have it drawn anew, or only `regions` of it."""
        self._dressed = self._dressed and bool(regions)
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return its rows; what they look like is asked for once, until all of it is drawn anew."""
        if self._dressed:
            return ScrollView.render_lines(self, crop)
        strips = super().render_lines(crop)
        self._dressed = True
        return strips

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await in_turn(self, event)

    def on_mount(self) -> None:
        """Leave room on the screen for the question."""
        self._make_room()

    def on_unmount(self) -> None:
        """Let go of the app: it would keep every field there ever was, to tell them of a new theme."""
        # Textual lets go of those that are closed only once the theme changes.
        watching = getattr(self.app, "__watchers", {}).get("theme", [])
        watching[:] = [(one, told) for one, told in watching if one is not self]

    def on_resize(self) -> None:
        """Leave room on the screen for the question, and keep the line being written in view."""
        self._sized = True
        self._make_room()
        self.call_after_refresh(self._see_cursor)

    def _make_room(self) -> None:
        # In cells: a share of the screen is not heeded where the parent is as high as what it holds.
        self.styles.max_height = max(5, self.app.size.height * 2 // 5)

    def append(self, words: str) -> None:
        """Write `words` where the cursor is, as if typed."""
        result = self.replace(words, *self.selection, maintain_selection_offset=False)
        self.move_cursor(result.end_location)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass on that there is something new; the words themselves stay here."""
        event.stop()
        if self.text != self._words:
            self._words = self.text
            self.post_message(Wrote(self))
        self._follow_soon()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Keep the line being written in view."""
        event.stop()
        self._follow_soon()

    def _follow_soon(self) -> None:
        if not self._follows:
            self._follows = self.call_after_refresh(self._follow)

    def _see_cursor(self) -> None:
        if self.has_focus:
            self.scroll_cursor_visible()
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self._follows = False
        if self.has_focus:
            y = self.cursor_screen_offset.y - self.region.y
            if 0 <= y < max(1, self.size.height):
                reveal(self, Region(0, y, 1, 1))


class _Here(Drawn):
    DEFAULT_CSS = "_Here { width: 2; height: 1; }"

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self.mark, self.stands = marks.here, False

    def show(self, stands: bool) -> None:
        # Drawn or not, not hidden: for what is hidden the page is laid out anew.
        self.stands = stands
        self.redraw()

    def draw(self, width: int) -> list[Line]:  # noqa: ARG002
        return [Line((Piece(self.mark, "accent", bold=True),) if self.stands else ())]


class Marked(Widget):
    """A field with the mark that says the keys go here."""

    DEFAULT_CSS = "Marked { width: 100%; height: auto; layout: horizontal; }"

    def __init__(self, control: Widget, marks: Marks) -> None:
        super().__init__()
        self.content = control
        self.here = _Here(marks)

    def compose(self) -> ComposeResult:
        """Mark and field."""
        yield self.here
        yield self.content

    def on_descendant_focus(self) -> None:
        """Show the mark."""
        self.here.show(True)

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self.here.show(False)
