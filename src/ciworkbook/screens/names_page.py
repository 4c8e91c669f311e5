"""The names rule of a summary, with a table of what it does to each person who comes up.

- One rule holds for the whole page, and is seen before it applies.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from ..summary.draft import Draft
from ..summary.names import RULES, Rule, rule_told, rule_words
from ..text import shorten
from ..widgets.drawn import Line, Piece, measure
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from .base import Words
from .passages import Passage, ReadingPage
from .preview import Preview
from .ticks import Tick, Ticked


class NamesPage(ReadingPage[None]):
    """Choosing the names rule, with a table of what it does."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("choose")), (mark("Esc"), mark("back"))]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def body(self) -> ComposeResult:
        """The rules, and what the chosen one does."""
        yield Words(_("How are people named on the page?"), "strong")
        with Vertical(id="rules"):
            for rule in RULES:
                yield Tick(rule, self._shown(rule), one_of=True, ascii_only=self.workbook_app.ascii_only)
        yield Passage(self._table, id="table")
        yield Words("", "muted", id="told")
        yield Menu([Entry("next", _("Next"))])

    def on_mount(self) -> None:
        """Say where one is, with the focus on the rule that holds."""
        self.head(_("Summary"), _("names"))
        self._say()
        next(one for one in self.query(Tick) if one.key == self.draft.rule).focus()

    def _shown(self, rule: Rule) -> Ticked:
        return Ticked(rule_words(rule), rule == self.draft.rule)

    def _table(self, width: int) -> list[Line]:
        rows = self.draft.named(self.draft.rule)
        room = min(max(measure(alias) for alias, _said in rows), max(8, width // 2 - 4))
        arrow = "->" if self.workbook_app.ascii_only else "→"
        lines = []
        for alias, said in rows:
            first = shorten(alias, room)
            gap = " " * (room - measure(first))
            second = shorten(said, width - room - 4)
            lines.append(Line((Piece(first), Piece(f"{gap} {arrow} ", "muted"), Piece(second, "accent"))))
        return lines

    def _say(self) -> None:
        said = self.query_one("#told", Words)
        said.say(rule_told(self.draft.rule))

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Make this the rule, and show what it does."""
        event.stop()
        self.draft.rule = next(rule for rule in RULES if rule == event.tick.key)
        for one in self.query(Tick):
            one.show(self._shown(next(rule for rule in RULES if rule == one.key)))
        self.query_one("#table", Passage).show(self._table)
        self._say()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go on to the lines."""
        event.stop()
        self.app.push_screen(Preview(self.draft))
