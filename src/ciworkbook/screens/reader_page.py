"""For whom a page is, what for, what is asked of them, and how they treat it: ready words, which can be changed.

- A ready line that is ticked stands in the field below it; there it can be changed, and others can be written.
- Everything may stay empty. What is written here is a line on the page, and can be taken off like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..summary.draft import Draft
from ..summary.to_reader import asks, purposes, readers, treats
from ..text import clean_line
from ..widgets.drawn import marks
from ..widgets.fields import Full, Marked, TextBox, TextLine, Wrote
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from ..worksheet.layout import Reader
from .base import Words
from .passages import ReadingPage
from .ticks import Tick, Ticked

LONGEST_LINE, LONGEST_BOX = 200, 1000


class ReaderPage(ReadingPage[None]):
    """The four fields, with ready words above each."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("choose")), (mark("Esc"), mark("back"))]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        door = draft.workbook.settings.door or "harmed"
        self.ready = {"who": readers(door), "purpose": purposes(), "asks": asks(), "treat": treats()}

    def body(self) -> ComposeResult:
        """The fields, and the way back."""
        said = self.draft.reader
        yield Words(_("Leave empty what you do not need. What stands here becomes a line on the page."), "muted")
        yield Words(_("Who reads it?"), "strong", close=True)
        yield from self._field("who", said.who)
        yield Words(_("What is it for?"), "strong", close=True)
        yield from self._field("purpose", said.purpose)
        yield Words(_("What do you ask of them?"), "strong", close=True)
        yield from self._field("asks", "\n".join(said.asks))
        yield Words(_("How do they treat the page?"), "strong", close=True)
        yield from self._field("treat", "\n".join(said.treat))
        yield Menu([Entry("back", _("Back to the lines"))])

    def _field(self, name: str, text: str) -> Iterator[Widget]:
        ascii_only = self.workbook_app.ascii_only
        one_of = name in ("who", "purpose")
        with Vertical(classes="ready"):
            for number, words in enumerate(self.ready[name]):
                shown = Ticked(words, words in text.split("\n"))
                yield Tick(f"{name}.{number}", shown, one_of=one_of, ascii_only=ascii_only)
        longest = LONGEST_LINE if one_of else LONGEST_BOX
        field = TextLine(text, longest=longest) if one_of else TextBox(text, longest=longest)
        field.id = name
        yield Marked(field, marks(ascii_only))

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("for whom"))

    def written(self, name: str) -> str:
        """Return what stands in the field called `name`."""
        field = self.query_one(f"#{name}")
        return field.text if isinstance(field, TextBox) else field.value if isinstance(field, TextLine) else ""

    # What the person does

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Put a ready line into its field, or take it out."""
        event.stop()
        name, _dot, number = event.tick.key.partition(".")
        words, text = self.ready[name][int(number)], self.written(name)
        field = self.query_one(f"#{name}")
        if isinstance(field, TextLine):
            field.load("" if text == words else words)
        elif isinstance(field, TextBox):
            lines = [one for one in text.split("\n") if one.strip()]
            lines = [one for one in lines if one != words] if words in lines else [*lines, words]
            field.load_text("\n".join(lines))
        self._show(name)

    def on_wrote(self, event: Wrote) -> None:
        """Tick those ready lines that stand in the fields as they are."""
        event.stop()
        for name in self.ready:
            self._show(name)

    def on_full(self, event: Full) -> None:
        """A field holds no more."""
        event.stop()

    def _show(self, name: str) -> None:
        lines = self.written(name).split("\n")
        for tick in self.query(Tick):
            if tick.key.partition(".")[0] == name:
                words = self.ready[name][int(tick.key.partition(".")[2])]
                tick.show(Ticked(words, words in lines))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back."""
        event.stop()
        self.action_back()

    def action_back(self) -> None:
        """Take over what was written, and go back."""
        self.draft.reader = Reader(
            clean_line(self.written("who")), clean_line(self.written("purpose")), *map(self._lines, ("asks", "treat"))
        )
        self.dismiss()

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(line for one in self.written(name).split("\n") if (line := clean_line(one)))
