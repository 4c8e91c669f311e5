"""Asks once before something that cannot be undone. The way that changes nothing comes first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from ..widgets.menu import Entry, Menu
from .base import Page, Words


class Sure(Page[bool]):
    """Gives True if the person chose `do`; False, or None on Esc, if not."""

    CSS = "Sure #column { padding: 1 2; }"

    def __init__(self, title: str, question: str, told: Sequence[str], *, keep: str, do: str) -> None:
        super().__init__()
        self.page_title = title
        self.question = question
        self.told = tuple(told)
        self.ways = [Entry("keep", keep), Entry("do", do)]

    def body(self) -> ComposeResult:
        """The question, what it means, and both ways."""
        yield Words(self.question, "strong")
        for one in self.told:
            yield Words(one)
        yield Menu(self.ways)

    def on_mount(self) -> None:
        """Show where one is."""
        self.head(self.page_title)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the choice."""
        event.stop()
        self.dismiss(event.entry == "do")
