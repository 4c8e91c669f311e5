"""The cells of one row, one field a line: used by tables, people and staircases.

- A cell is plain data: str, option id, list of option ids, date, or list of person ids. Empty cells are left out.
- A date that is not understood is kept as it was typed.
- Cells of columns that the sheet does not have any more are kept and not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from .. import text
from ..answers.answer import is_blank
from ..answers.around import as_names, as_text
from ..answers.dates import in_words
from ..answers.offering import LONGEST_CELL, LONGEST_NAME, Pick, cell_picks, left_out
from ..words import _, series
from ..worksheet.model import Column
from .actions import Actions
from .base import Context, PersonWanted, Said
from .date import DateLine
from .drawn import Drawn, Line, Piece, flow
from .fields import Full, Marked, TextBox, TextLine, Wrote
from .picks import Picks


def cell_words(column: Column, cell: Any, context: Context) -> str:
    """Return what a cell says, on one line; empty if nothing."""
    labels = {one.id: one.label for one in column.options}
    match column.type:
        case "choice" | "choices":
            return series(text.clean_line(labels.get(one, "")) for one in as_names(cell) if labels.get(one))
        case "people":
            return series(name for one in as_names(cell) if (name := context.name(one)))
        case "date":
            return in_words(text.clean_line(as_text(cell)))
    return text.clean_line(as_text(cell))


def row_words(columns: Sequence[Column], cells: Mapping[str, Any], context: Context) -> list[str]:
    """Return what the cells of a row say, without the empty ones."""
    return [said for one in columns if (said := cell_words(one, cells.get(one.id), context))]


class _Label(Drawn):
    DEFAULT_CSS = "_Label { padding-left: 2; }"

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__()
        self.label = label
        self.hint = hint

    def draw(self, width: int) -> list[Line]:
        hint = flow((), [Piece(self.hint, "muted")], width) if self.hint else []
        return flow((), [Piece(self.label)], width) + hint


class Cell(Widget):
    """One field for one cell."""

    DEFAULT_CSS = "Cell { width: 100%; height: auto; layout: vertical; }"

    class Changed(Message):
        """A person changed the cell."""

        def __init__(self, cell: Cell) -> None:
            super().__init__()
            self.cell = cell

        @property
        def control(self) -> Cell:
            """The field."""
            return self.cell

    def __init__(self, column: Column, cell: Any, context: Context) -> None:
        super().__init__()
        self.column = column
        self.context = context
        self.said = Said()
        self.newcomer = TextLine(placeholder=_("Someone else: a name, then Enter"), longest=LONGEST_NAME)
        self._wanted = ""
        self.entry: TextLine | TextBox | Picks | DateLine
        match column.type:
            case "short_text":
                self.entry = TextLine(as_text(cell), longest=LONGEST_CELL)
            case "long_text":
                self.entry = TextBox(as_text(cell))
                self.entry.styles.min_height = 3
            case "date":
                self.entry = DateLine(as_text(cell), "", "day", context.marks)
            case "choice" | "choices" | "people":
                self.entry = Picks(
                    self._picks(as_names(cell)),
                    as_names(cell),
                    marks=context.marks,
                    several=column.type != "choice",
                    side_by_side=True,
                )

    def _picks(self, chosen: list[str]) -> list[Pick]:
        return cell_picks(self.column, chosen, self.context)

    def compose(self) -> ComposeResult:
        """The label, the field, and a sentence when there is one."""
        yield _Label(self.column.label, self.column.hint)
        if isinstance(self.entry, TextLine | TextBox):
            yield Marked(self.entry, self.context.marks)
        else:
            yield self.entry
        if self.column.type == "people":
            yield Marked(self.newcomer, self.context.marks)
        yield self.said

    @property
    def value(self) -> Any:
        """The cell as plain data; empty if there is nothing."""
        entry = self.entry
        if isinstance(entry, TextLine):
            return entry.value
        if isinstance(entry, TextBox):
            return entry.text
        if isinstance(entry, DateLine):
            return entry.value or entry.typed
        if entry.several:
            return list(entry.chosen)
        return entry.chosen[0] if entry.chosen else ""

    def refresh_context(self, context: Context) -> None:
        """Show people as they are now; somebody just written down is chosen."""
        before = {one.id for one in self.context.people}
        self.context = context
        if isinstance(self.entry, Picks):
            chosen = list(self.entry.chosen)
            new = [one.id for one in context.people if one.id not in before and one.alias == self._wanted]
            self.entry.load(self._picks([*chosen, *new]), [*chosen, *new])
            if new and self._wanted:
                self._wanted = ""
                self.post_message(self.Changed(self))

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        if event.field is not self.newcomer:
            self.post_message(self.Changed(self))

    @on(Picks.Changed)
    @on(DateLine.Changed)
    def _chose(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    @on(Picks.Done)
    def _done(self, event: Picks.Done) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        longest = event.field.longest if isinstance(event.field, TextLine | TextBox) else LONGEST_CELL
        self.said.say(left_out(event.left_out, longest), "care")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        alias = text.clean_line(self.newcomer.value)
        if event.input is not self.newcomer or not alias:
            self.screen.focus_next()
            return
        self.newcomer.load("")
        known = next((one.id for one in self.context.people if one.alias.casefold() == alias.casefold()), "")
        if known and isinstance(self.entry, Picks):
            if known not in self.entry.chosen:
                self.entry.choose(known)
        else:
            self._wanted = alias
            self.post_message(PersonWanted(alias))


class RowEditor(Widget):
    """The fields of one row, and what can be done with it."""

    DEFAULT_CSS = """
    RowEditor {
        width: 100%;
        height: auto;
        layout: vertical;
        padding: 0 0 1 4;
        & > Cell, & > Actions { margin-top: 1; }
        & > Cell:first-of-type { margin-top: 0; }
    }
    """

    class Changed(Message):
        """A person changed a cell."""

        def __init__(self, editor: RowEditor) -> None:
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> RowEditor:
            """The fields."""
            return self.editor

    def __init__(
        self,
        row: str,
        columns: Sequence[Column],
        cells: Mapping[str, Any],
        context: Context,
        actions: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self.row = row
        self.original = dict(cells)
        self.told = {key: cell for key, cell in cells.items() if not is_blank(cell)}
        """The cells as they were taken last."""
        self.context = context
        self.fields = [Cell(column, cells.get(column.id), context) for column in columns]
        self.actions = Actions(actions, marks=context.marks)

    def compose(self) -> ComposeResult:
        """The fields, then what can be done."""
        yield from self.fields
        yield self.actions

    @property
    def cells(self) -> dict[str, Any]:
        """The row as plain data, without what is empty."""
        now = {**self.original, **{one.column.id: one.value for one in self.fields}}
        return {key: cell for key, cell in now.items() if not is_blank(cell)}

    def take(self) -> dict[str, Any]:
        """Return the row as it stands, to be kept."""
        self.told = self.cells
        return dict(self.told)

    def waits(self) -> bool:
        """Tell whether something was written that nobody has taken yet; dates that were typed last are understood."""
        for one in self.fields:
            if isinstance(one.entry, DateLine):
                one.entry.catch_up()
        return self.cells != self.told

    def focus_first(self, past: int = 0) -> None:
        """Give the keys to the first field, or the first `past` so many."""
        # Here `display` is enough: fields of an open row are all shown, and may not be laid out yet.
        inside = self.fields[past].query("*") if past < len(self.fields) else self.query("*")
        first = next((one for one in inside if one.focusable and one.display), None)
        if first is not None:
            first.focus()

    def refresh_context(self, context: Context) -> None:
        """Pass on to the fields."""
        self.context = context
        for one in self.fields:
            one.refresh_context(context)

    @on(Cell.Changed)
    def _changed(self, event: Cell.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
