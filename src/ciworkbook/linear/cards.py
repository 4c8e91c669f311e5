"""Info cards in lines: named where they belong, read when asked for, hidden for good if wanted."""

from __future__ import annotations

from collections.abc import Sequence

from ..sitting import card_words, remember_card
from ..words import _, p_
from ..worksheet.catalogue import Card
from .choices import Choice
from .face import Face
from .spoken import unmarked


def named(cards: Sequence[tuple[Card, bool]]) -> list[str]:
    """Return a line for each card that was not read yet."""
    return [card_words(card) for card, read in cards if not read]


def read_cards(face: Face, cards: Sequence[tuple[Card, bool]]) -> None:
    """Say one card, or ask which of several, until the person goes back."""
    if len(cards) == 1:
        face.open(lambda face: read_card(face, cards[0][0]))
        return
    while True:
        face.talk.part(_("Good to know"))
        choices = [Choice(card.id, card.title, _("read") if read else "") for card, read in cards]
        chosen = face.talk.choose([*choices, Choice("back", p_("card", "Back to where I was"))], usual="back")
        if chosen == "back":
            return
        found = next(card for card, _read in cards if card.id == chosen)
        face.open(lambda face, found=found: read_card(face, found))  # type: ignore[misc]
        cards = [(card, read or card is found) for card, read in cards]


def read_card(face: Face, card: Card) -> None:
    """Say `card`, and remember that it was read."""
    face.talk.page(card.title, *map(unmarked, card.text.split("\n\n")))
    remember_card(face.workbook, card, "read")
    chosen = face.talk.choose(
        [
            Choice("back", p_("card", "Back to where I was")),
            Choice("hide", _("Do not show this one again"), _("Settings bring it back")),
        ],
        usual="back",
    )
    if chosen == "hide":
        remember_card(face.workbook, card, "hidden")
