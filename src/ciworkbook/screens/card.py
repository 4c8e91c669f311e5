"""An info card: a short text that several sheets need, opened by the person, remembered as read, hidden for good.

- A line names it where it belongs; nothing opens by itself, and nobody has to read it.
- What is remembered is the id of the card, in the settings of the workbook. Settings can bring hidden ones back.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.message import Message

from ..sitting import card_words, remember_card
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, p_
from ..worksheet.catalogue import Card
from .base import Page, Words


class CardLine(MenuEntry):
    """A line that names a card."""

    class Opened(Message):
        """The card was chosen."""

        def __init__(self, line: CardLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, card: Card, *, read: bool) -> None:
        self.card = card
        super().__init__(self._entry(read), 0)

    def _entry(self, read: bool) -> Entry:
        return Entry(self.card.id, card_words(self.card), _("read") if read else "")

    def mark_read(self) -> None:
        """Say that it was read."""
        self.entry = self._entry(read=True)
        self.refresh(layout=True)

    def action_choose(self) -> None:
        """Ask for the card."""
        self.post_message(self.Opened(self))


class Cards(Menu):
    """Lines that name cards, one below the other."""

    def __init__(self, lines: Sequence[CardLine]) -> None:
        super().__init__([])
        self.lines_of_cards = lines

    def compose(self) -> ComposeResult:
        """Show the lines."""
        yield from self.lines_of_cards


class CardPage(Page[bool]):
    """The card itself. Gives True if it is not to be shown again."""

    CSS = "CardPage #column { padding: 1 2; } CardPage Menu { margin-top: 1; }"

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card

    def on_mount(self) -> None:
        """Name the page, and remember that it was read."""
        self.head(_("Good to know"))
        remember_card(self.workbook_app.workbook, self.card, "read")

    def body(self) -> ComposeResult:
        """Show the text and the two ways on."""
        yield Words(self.card.title, "strong")
        for paragraph in self.card.text.split("\n\n"):
            yield Words(paragraph)
        yield Menu(
            [
                Entry("back", p_("card", "Back to where I was")),
                Entry("hide", _("Do not show this one again"), _("Settings bring it back")),
            ]
        )

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back, and hide it if that was asked."""
        event.stop()
        if event.entry == "hide":
            remember_card(self.workbook_app.workbook, self.card, "hidden")
        self.dismiss(event.entry == "hide")
