"""A list of rows with a pointer, in which one row may be open with fields below it.

- The list takes the keys; a row is drawn by its owner and pressed with the mouse.
- What a key means for a row is the owner's: the list only says which key, on which row.
- While a field in an open row has the keys, the list leaves them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from .drawn import Drawn, Line

Draw = Callable[[str, int, bool], list[Line]]
"""Gives the lines of a row: its key, the width in cells, and whether the pointer is there."""

What = Literal["space", "enter", "turn", "clear", "number", "press"]


class RowView(Drawn):
    """One row of a list."""

    def __init__(self, key: str, listing: Listing) -> None:
        super().__init__()
        self.key = key
        self.listing = listing

    def draw(self, width: int) -> list[Line]:
        """Draw what the owner of the list says."""
        here = self.listing.at == self.key
        lines = self.listing.draw_row(self.key, width, here)
        raised = here and self.listing.has_focus
        return [Line(line.pieces, line.key or self.key, raised) for line in lines]

    def pressed(self, key: str) -> None:
        """Go to the row, and tell what was pressed on it."""
        was = self.listing.at
        self.listing.go(self.key)
        part = key if key != self.key else ""
        self.listing.tell("press", part=part, by=int(was == self.key))


class Listing(Widget, can_focus=True):
    """Rows by key, in order; `at` is the key of the row with the pointer."""

    DEFAULT_CSS = "Listing { width: 100%; height: auto; layout: vertical; background: $background; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row_move(-1)", show=False, id="rows.up"),
        Binding("down", "row_move(1)", show=False, id="rows.down"),
        Binding("home", "row_end(False)", show=False, id="rows.home"),
        Binding("end", "row_end(True)", show=False, id="rows.end"),
        Binding("left", "row_tell('turn', -1)", show=False, id="rows.left"),
        Binding("right", "row_tell('turn', 1)", show=False, id="rows.right"),
        Binding("space", "row_tell('space')", show=False, id="rows.space"),
        Binding("enter", "row_tell('enter')", show=False, id="rows.enter"),
        Binding("backspace,delete", "row_tell('clear')", show=False, id="rows.clear"),
    ]

    class Asked(Message):
        """A key or the mouse on a row. `by` is -1 or 1 for "turn", the digit for "number", 1 for a second "press"."""

        def __init__(self, listing: Listing, row: str, what: What, by: int, part: str) -> None:
            super().__init__()
            self.listing = listing
            self.row = row
            self.what = what
            self.by = by
            self.part = part

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    class Moved(Message):
        """The pointer is at another row."""

        def __init__(self, listing: Listing) -> None:
            super().__init__()
            self.listing = listing

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    def __init__(self, keys: Sequence[str], draw_row: Draw, *, at: str = "") -> None:
        super().__init__()
        self.keys = list(keys)
        self.draw_row = draw_row
        self.at = at if at in self.keys else (self.keys[0] if self.keys else "")
        self.open_at = ""
        self.editor: Widget | None = None

    def compose(self) -> list[RowView]:
        """One view a row."""
        return [RowView(key, self) for key in self.keys]

    def allow_focus(self) -> bool:
        """An empty list takes no keys."""
        return super().allow_focus() and bool(self.keys)

    def view(self, key: str) -> RowView | None:
        """Return the view of a row."""
        return next((one for one in self.query(RowView) if one.key == key), None)

    def redraw_rows(self) -> None:
        """Draw every row anew."""
        for view in self.query(RowView):
            view.redraw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw anew where the mark says that the keys go here."""
        super().watch_has_focus(has_focus)
        self.redraw_rows()

    async def renew(self, keys: Sequence[str], at: str = "") -> None:
        """Show other rows; views of rows that stay are kept, an open row that goes is closed."""
        if self.open_at and self.open_at not in keys:
            await self.close()
        old = {view.key: view for view in self.query(RowView)}
        position = self.keys.index(self.at) if self.at in self.keys else 0
        self.keys = list(keys)
        wanted = at or self.at
        if wanted not in self.keys:
            wanted = self.keys[min(position, len(self.keys) - 1)] if self.keys else ""
        self.at = wanted
        for key, view in old.items():
            if key not in self.keys:
                await view.remove()
        for index, key in enumerate(self.keys):
            if key in old:
                continue
            after = next((one for k in reversed(self.keys[:index]) if (one := self.view(k)) is not None), None)
            await self.mount(RowView(key, self), after=after, before=0 if after is None and self.children else None)
        self.redraw_rows()
        self.post_message(self.Moved(self))

    async def open(self, key: str, editor: Widget) -> None:
        """Show `editor` below the row."""
        await self.close()
        view = self.view(key)
        if view is None:
            return
        self.at = self.open_at = key
        self.editor = editor
        await self.mount(editor, after=view)
        self.redraw_rows()

    async def close(self) -> None:
        """Take the fields away."""
        self.open_at = ""
        if self.editor is not None:
            editor, self.editor = self.editor, None
            await editor.remove()
        self.redraw_rows()

    def go(self, key: str) -> None:
        """Put the pointer at a row."""
        if key == self.at or key not in self.keys:
            return
        before, self.at = self.at, key
        for one in (before, key):
            if (view := self.view(one)) is not None:
                view.redraw()
        self.show_at()
        self.post_message(self.Moved(self))

    def show_at(self) -> None:
        """Bring the row with the pointer into view."""
        if (view := self.view(self.at)) is not None:
            self.call_after_refresh(view.scroll_visible, animate=False)

    def tell(self, what: What, *, by: int = 0, part: str = "") -> None:
        """Tell the owner about the row with the pointer."""
        if self.at:
            self.post_message(self.Asked(self, self.at, what, by, part))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to a field in an open row."""
        if action.startswith("row_"):
            return self.has_focus
        return super().check_action(action, parameters)

    def action_row_move(self, by: int) -> None:
        """Go up or down."""
        if self.keys:
            index = self.keys.index(self.at) + by
            self.go(self.keys[max(0, min(index, len(self.keys) - 1))])

    def action_row_end(self, last: bool) -> None:
        """Go to the first or the last row."""
        if self.keys:
            self.go(self.keys[-1 if last else 0])

    def action_row_tell(self, what: What, by: int = 0) -> None:
        """Pass a key on."""
        self.tell(what, by=by)

    def on_key(self, event: events.Key) -> None:
        """Pass a digit on."""
        if self.has_focus and event.character is not None and event.character in "123456789":
            event.stop()
            self.tell("number", by=int(event.character))
