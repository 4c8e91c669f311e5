"""A summary, from choosing to handing on: which visits, then which names.

- The newest visit of each sheet stands first; several may be chosen, each with the visit before it set beside.
- One names rule holds for the whole page, and is seen as a table before it applies.
- Lines are looked at one by one on the next page; nothing leaves the workbook here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..answers.visit import Visit
from ..summary.choosing import Choice
from ..summary.draft import Draft
from ..summary.names import Rule
from ..text import shorten
from ..widgets.drawn import Line, Piece, measure
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from .base import Words
from .passages import Passage, ReadingPage
from .preview import Preview
from .ticks import Tick, Ticked

RULES: tuple[Rule, ...] = ("alias", "letters", "role")


class Summary(ReadingPage[None]):
    """Choosing the visits. Those in `chosen` are ticked at first; else the newest of all."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("tick")), (mark("Esc"), mark("back"))]

    def __init__(self, chosen: Sequence[Visit] = ()) -> None:
        super().__init__()
        self.chosen = tuple(chosen)

    def body(self) -> ComposeResult:
        """List the visits, each with the one before it."""
        self.draft = Draft(self.workbook_app.workbook, self.chosen)
        if not self.draft.choices:
            yield Words(_("There is nothing to make a summary of yet."))
            yield Words(_("Once you have written in a worksheet, it can be chosen here."), "muted")
            yield Menu([Entry("back", _("Back"))])
            return
        if not any(one.on for one in self.draft.choices):
            self.draft.choices[0].on = True
        yield Words(_("Which visits go into it?"), "strong")
        with Vertical(id="visits"):
            yield from self._ticks()
        yield Menu([Entry("next", _("Next"))])
        yield Words("", "care", id="told")
        told = _("Nothing leaves the workbook on this page. You see each line before you decide.")
        yield Words(told, "muted")

    def on_mount(self) -> None:
        """Say where one is."""
        self.head(_("Summary"), _("which visits"))
        self._tell("")

    def _ticks(self) -> Iterator[Widget]:
        ascii_only = self.workbook_app.ascii_only
        for number, one in enumerate(self.draft.choices):
            yield Tick(f"on.{number}", self._shown(one), ascii_only=ascii_only)
            if one.earlier is not None:
                beside = Tick(f"beside.{number}", self._beside(one), ascii_only=ascii_only, id=f"beside-{number}")
                beside.display = one.on
                yield beside

    @staticmethod
    def _shown(one: Choice) -> Ticked:
        return Ticked(one.title, one.on, day_in_words(day_of(one.visit.started)))

    @staticmethod
    def _beside(one: Choice) -> Ticked:
        assert one.earlier is not None
        told = _("with what changed since {date}").format(date=day_in_words(day_of(one.earlier.started)))
        return Ticked(told, one.beside, indent=4)

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Turn a visit, or the visit before it, over."""
        event.stop()
        what, _dot, number = event.tick.key.partition(".")
        one = self.draft.choices[int(number)]
        if what == "on":
            one.on = not one.on
            event.tick.show(self._shown(one))
            for beside in self.query(f"#beside-{number}"):
                beside.display = one.on
        else:
            one.beside = not one.beside
            event.tick.show(self._beside(one))
        self._tell("")

    def _tell(self, text: str) -> None:
        for told in self.query("#told").results(Words):
            told.say(text)
            told.display = bool(text)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go on to the names, or straight to the lines where nobody is named."""
        event.stop()
        if event.entry == "back":
            self.action_back()
        elif not any(one.on for one in self.draft.choices):
            self._tell(_("No visit is ticked yet."))
        elif self.draft.named("letters"):
            self.app.push_screen(NamesPage(self.draft))
        else:
            self.app.push_screen(Preview(self.draft))


class NamesPage(ReadingPage[None]):
    """Choosing the names rule, with a table of what it does."""

    CSS_PATH = "summary.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Space"), mark("choose")), (mark("Esc"), mark("back"))]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def body(self) -> ComposeResult:
        """The three rules, and what the chosen one does."""
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
        words = {
            "alias": _("As you wrote them"),
            "letters": _("By a letter: Person A, Person B"),
            "role": _("By their role, such as “my sister”"),
        }
        return Ticked(words[rule], rule == self.draft.rule)

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
        told = {
            "alias": "",
            "letters": _("These names are replaced inside your own words too. Others you wrote stay as they are."),
            "role": _("Whoever has no role gets a letter. Roles are written down under People."),
        }
        said = self.query_one("#told", Words)
        said.say(told[self.draft.rule])
        said.display = bool(told[self.draft.rule])

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
