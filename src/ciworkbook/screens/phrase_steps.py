"""A new passphrase in three pages: five words by chance, or one of the person's own, then typed once more blind.

- Whoever needs a new passphrase builds on this: the first evening, a change, another workbook, a copy brought back.
- The passphrase is in this object only, from the first page until `phrase_ready` takes it with `take_phrase`.
- A passphrase of one's own is judged in a thread: patterns of many characters take seconds.
"""

from __future__ import annotations

import asyncio

from textual.widget import Widget

from .. import phrase_words
from ..errors import WorkbookError
from ..guard import passphrase
from ..reasons import reason_words
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Result, Words, shown
from .steps import Steps, hidden_line

PAGES = ("words", "own", "again")


class PhraseSteps(Steps[Result]):
    """Steps with these three pages among them."""

    BEFORE_WORDS = ""
    """The page before the five words."""

    def __init__(self, start: str) -> None:
        super().__init__(start)
        self._phrase = passphrase.suggest()
        self._own = False
        """Whether the passphrase is the person's own."""
        self._judging = False

    # For a subclass

    async def phrase_ready(self) -> None:
        """Go on: the passphrase was typed twice."""

    def take_phrase(self) -> str:
        """Return the passphrase that was made."""
        return self._phrase

    def forget_phrase(self) -> None:
        """Let the passphrase go; five other words stand ready."""
        self._phrase, self._own = passphrase.suggest(), False

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on one of the three pages."""
        match self.page:
            case "words":
                return five_words(self._suggested())
            case "own":
                return own_words()
        return again(own=self._own)

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on one of the three pages."""
        if self.page == "words":
            return [
                Entry("again", _("I have written these words down")),
                Entry("other", _("Five other words")),
                Entry("own", _("Use a passphrase of my own")),
            ]
        return [Entry("typed", _("Go on")), self.see(), Entry("back", _("Back"))]

    def before(self) -> str:
        """Return the page before one of the three."""
        match self.page:
            case "words":
                return self.BEFORE_WORDS
            case "own":
                return "words"
        return "own" if self._own else "words"

    async def go_back(self) -> None:
        """Go a page back; from a passphrase of one's own to five other words."""
        if self.page == "own" and not self.working:
            self.forget_phrase()
        await super().go_back()

    def _suggested(self) -> list[Entry]:
        return [Entry(f"word-{number}", word) for number, word in enumerate(self._phrase.split(" "))]

    # What a person does

    async def chosen(self, entry: str) -> None:
        """Do what was chosen on one of the three pages."""
        match entry:
            case "other":
                self._phrase = passphrase.suggest()
                await self._list_words()
            case "own":
                self._own, self._phrase = True, ""
                await self.show("own")
            case "words":
                if self._own:  # words of one's own are not to be listed
                    self.forget_phrase()
                await self.show(entry)
            case "again":
                await self.show(entry)
            case word if word.startswith("word-"):
                index = int(word.removeprefix("word-"))
                self._phrase = passphrase.reroll(self._phrase, index)
                await self._list_words()
                self.query("#words MenuEntry")[index].focus()

    async def _list_words(self) -> None:
        await self.query_one("#words", Menu).replace(self._suggested())

    async def typed(self, text: str) -> None:
        """Judge a passphrase of one's own, or compare what was typed once more."""
        if self.page == "own":
            judged = await self._judge(text)
            if judged is None:
                return
            if not judged.ok:
                self.tell(reason_words(judged.reason))
                return
            self._phrase = text
            await self.show("again")
        elif phrase_words.same(text, self._phrase):
            await self.phrase_ready()
        else:
            self.tell(phrase_words.unlike(text, own=self._own))

    async def _judge(self, typed: str) -> passphrase.Judgement | None:
        """Judge in a thread; None if another is being judged, or the person has gone to another page by then."""
        if self._judging:
            return None
        self._judging = True
        try:
            judged = await asyncio.to_thread(passphrase.judge, typed, phrase_words.known_names())
        finally:
            self._judging = False
        return judged if self.page == "own" else None

    async def another_if_taken(self, error: BaseException | None) -> None:
        """Offer another passphrase where one opens something already. For `could_not` of `begin`."""
        from ..vault import PassphraseTaken

        if isinstance(error, PassphraseTaken):
            await self.renew_ways(Entry("words", _("Another passphrase")))


def said(error: WorkbookError) -> str:
    """Return what an error says, as one text."""
    return f"{error.message} {error.hint}".strip()


def five_words(listed: list[Entry]) -> list[Widget]:
    """Show the words that chance picked; each can be changed."""
    return [
        *shown(phrase_words.five_words()),
        Menu(listed, id="words"),
        Words(_("Enter on a word picks another one."), "muted"),
    ]


def own_words() -> list[Widget]:
    """Ask for a passphrase of the person's own."""
    lost = _("Without it there is no way back in, for anyone. It stays hidden as you type.")
    return [*shown(phrase_words.own_words()), hidden_line(), Words(lost, "muted")]


def again(*, own: bool) -> list[Widget]:
    """Ask for the passphrase once more."""
    hidden = _("It stays hidden as you type. Enter goes on.")
    return [
        Words(_("Once more"), "strong"),
        Words(phrase_words.again(own=own)),
        hidden_line(),
        Words(hidden, "muted"),
    ]
