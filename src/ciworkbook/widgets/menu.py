"""A list of things to choose from, one line or more each, by keys or mouse.

- Where you are is marked with "▸", so that it reads without colour.
- A `Menu` posts `Menu.Chosen` with the id of the entry; it changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ..text import clean_line, shorten, wrap


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose. `note` stands at the end of the line where it fits, else below; `lead` in a left column.

    `more` stands below, in as many lines as it needs.
    """

    id: str
    label: str = field(repr=False)
    note: str = field(default="", repr=False)
    lead: str = field(default="", repr=False)
    more: str = field(default="", repr=False)


class MenuEntry(Widget, can_focus=True):
    """A line of a menu."""

    DEFAULT_CSS = """
    MenuEntry { height: auto; width: 1fr; }
    MenuEntry:focus { background: $surface; color: $accent; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", show=False)]

    def __init__(self, entry: Entry, lead_width: int) -> None:
        super().__init__()
        self.entry = entry
        self.lead_width = lead_width

    def lines(self, width: int) -> list[str]:
        """Return the entry as it stands in `width` cells, without the mark."""
        lead, note = self.lead_width, clean_line(self.entry.note)
        room = max(8, width - 3 - lead)
        label = wrap(clean_line(self.entry.label), room)
        if note and len(label) == 1 and cell_len(label[0]) + 2 + cell_len(note) <= room:
            label[0] += " " * (room - cell_len(label[0]) - cell_len(note)) + note
        elif note:
            label += ["  " + line for line in wrap(note, room - 2)]
        if self.entry.more:
            label += ["  " + line for line in wrap(clean_line(self.entry.more), room - 2)]
        first = shorten(self.entry.lead, lead - 1) if lead and self.entry.lead else ""
        return [
            (first + " " * (lead - cell_len(first)) if number == 0 else " " * lead) + text
            for number, text in enumerate(label)
        ]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole line."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many rows as the label needs."""
        return len(self.lines(width))

    def render(self) -> RenderResult:
        """Draw the mark and the lines."""
        mark = "▸ " if self.has_focus else "  "
        lines = self.lines(self.size.width)
        return Content("\n".join((mark if number == 0 else "  ") + line for number, line in enumerate(lines)))

    def action_choose(self) -> None:
        """Tell the menu that this one was chosen."""
        self.post_message(Menu.Chosen(self.entry.id))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        event.stop()
        self.focus()
        self.action_choose()


class Menu(Vertical):
    """The list. Up and down move, also from list to list on the page; Enter chooses."""

    DEFAULT_CSS = "Menu { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    class Chosen(Message):
        """An entry was chosen."""

        def __init__(self, entry: str) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Sequence[Entry], *, lead_width: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries = list(entries)
        self.lead_width = lead_width

    def compose(self) -> ComposeResult:
        """Give each entry its line."""
        for entry in self.entries:
            yield MenuEntry(entry, self.lead_width)

    async def replace(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.entries = list(entries)
        await self.recompose()
