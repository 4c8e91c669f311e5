"""A table: rows of the sheet, or rows the person adds. One row is open at a time, one field a line.

Values: {row id: {column id: cell}} for rows of the sheet; [{"id": random id, column id: cell}] for added ones.
A row that is taken out can be put back until something else is changed in the list of rows.
"""

from __future__ import annotations

import secrets
from typing import Any

from textual import on
from textual.app import ComposeResult

from .. import text
from ..answers.answer import Answer, is_blank
from ..answers.around import as_mapping, taken_from
from ..answers.pulling import Pulled, Row
from ..words import _
from ..worksheet.model import Table
from .actions import Actions
from .base import Context, Keys, Said
from .drawn import Drawn, Line, Piece, flow, measure
from .listing import Listing
from .row_list import RowList
from .rows import RowEditor, cell_words, row_words


class _Head(Drawn):
    """The names of the columns, above rows of the sheet."""

    def __init__(self, table: TableWidget) -> None:
        super().__init__()
        self.table = table

    def draw(self, width: int) -> list[Line]:
        room = self.table.room(width)
        if not room:
            return []
        names = [
            Piece(text.pad(text.shorten(one.label, room - 2), room), "muted") for one in self.table.question.columns
        ]
        return [Line((Piece(" " * (width - room * len(names))), *names))]


class TableWidget(RowList):
    """Rows, each opened to be written in."""

    DEFAULT_CSS = """
    TableWidget > Actions { margin-top: 1; }
    """

    question: Table

    def __init__(self, question: Table, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.fixed = bool(question.rows)
        self.labels = {one.id: one.label for one in question.rows}
        self.cells: dict[str, dict[str, Any]] = {}
        if self.fixed:
            self.cells = {id: as_mapping(row) for id, row in as_mapping(self.given).items()}
            # Rows of an older sheet that hold something are shown after the others, under their columns.
            kept = [id for id, row in self.cells.items() if id not in self.labels and not is_blank(row)]
            keys = [*self.labels, *kept]
        else:
            for row in self.given if isinstance(self.given, list) else ():
                found = as_mapping(row)
                id = found.pop("id", None)
                self.cells[id if isinstance(id, str) and id else secrets.token_hex(8)] = found
            keys = list(self.cells)
        self.listing = Listing(keys, self._draw)
        self.below = Actions(self._actions(), marks=context.marks)
        self.prompts = Actions(
            [(one.id, one.label) for one in question.prompts] if not self.fixed else (),
            marks=context.marks,
            lead=_("Or begin with:"),
        )
        self.offers = [Actions((), marks=context.marks, lead=taken_from(one)) for one in self._offering()]
        self.empty = Said()
        self.keys = Keys()

    def compose(self) -> ComposeResult:
        """The rows, what can be added, what the keys do."""
        if self.fixed:
            yield _Head(self)
        yield self.listing
        yield self.empty
        if not self.fixed:
            yield self.below
            yield from self.offers
            yield self.prompts
        yield self.keys

    def on_mount(self) -> None:
        """Say what there is to say at first."""
        self.say()

    @property
    def value(self) -> Any:
        """The rows with what stands in them, in the shape of the kind of table."""
        if self.fixed:
            return {id: dict(row) for id, row in self.cells.items() if not is_blank(row)}
        return [{"id": id, **self.cells[id]} for id in self.listing.keys]

    def _offering(self) -> list[Pulled]:
        """What other sheets hold as rows; none for rows of the sheet itself."""
        return [] if self.fixed else [one for one in self.context.pulled if one.rows]

    def _has(self, row: Row) -> bool:
        """Tell whether a row offered stands here already, by its first cell."""
        column, cell = next(iter(row.cells.items()))
        return any(held.get(column) == cell for held in self.cells.values())

    def _one(self) -> str:
        return self.question.row_label or _("row")

    def _actions(self) -> list[tuple[str, str]]:
        actions = []
        if self.taken_out is not None:
            actions.append(("back", _("Put it back: {row}").format(row=self._title(self.taken_out[1]))))
        actions.append(("add", _("Add: {row}").format(row=self._one())))
        return actions

    def _title(self, id: str) -> str:
        if self.fixed:
            return self.labels.get(id) or _("A row of an earlier worksheet")
        cells = self.taken_out[2] if self.taken_out and self.taken_out[1] == id else self.cells.get(id, {})
        words = row_words(self.question.columns, cells, self.context)
        return words[0] if words else self._one()

    def say(self) -> None:
        """Say what can be done now."""
        if not self.fixed:
            self.empty.say("" if self.listing.keys else _("Nothing here yet. Empty is fine."))
            self.below.load(self._actions())
            for offer, one in zip(self.offers, self._offering(), strict=True):
                offer.load([(str(at), row.label) for at, row in enumerate(one.rows) if not self._has(row)])
        if not self.listing.keys:
            self.keys.show((_("Enter"), _("do what the mark points at")), (_("Tab"), _("next")))
        elif self.fixed:
            self.keys.show(
                (_("Up Down"), _("move")), (_("Enter"), _("open or close a row")), (_("Tab"), _("next field"))
            )
        else:
            self.keys.show(
                (_("Up Down"), _("move")), (_("Enter"), _("open or close")), (_("Backspace"), _("take out")),
                (_("Tab"), _("next")),
            )  # fmt: skip

    def _draw(self, key: str, width: int, here: bool) -> list[Line]:
        marks = self.context.marks
        pointer = Piece(f"{marks.here} " if here and self.listing.has_focus else "  ", "accent", bold=True)
        words = row_words(self.question.columns, self.cells.get(key, {}), self.context)
        if self.fixed and (room := self.room(width)):
            return self._aligned(key, pointer, width, room)
        if self.fixed:
            said = f" {marks.dot} ".join(words)
            told = flow((Piece("    "),), [Piece(said, "accent")], width, key=key) if said else []
            return flow((pointer,), [Piece(self._title(key))], width, key=key) + told
        if not words:
            return flow((pointer,), [Piece(self._one(), "muted"), Piece(_("(nothing yet)"), "muted")], width, key=key)
        rest = [Piece(f"{marks.dot} {one}", "muted") for one in words[1:]]
        return flow((pointer,), [Piece(words[0]), *rest], width, key=key)

    def room(self, width: int) -> int:
        """Return the cells of one column beside the rows' own words, or 0 where they stand below them."""
        columns = len(self.question.columns)
        return 16 if self.fixed and width - 16 * columns >= 32 else 0

    def _aligned(self, key: str, pointer: Piece, width: int, room: int) -> list[Line]:
        cells = self.cells.get(key, {})
        lines = flow((pointer,), [Piece(self._title(key))], width - room * len(self.question.columns) - 2, key=key)
        used = sum(measure(piece.text) for piece in lines[0].pieces)
        beside = [Piece(" " * (width - room * len(self.question.columns) - used))]
        for column in self.question.columns:
            said = text.shorten(cell_words(column, cells.get(column.id), self.context), room - 2)
            beside.append(Piece(text.pad(said or self.context.marks.dash, room), "accent" if said else "muted"))
        return [Line((*lines[0].pieces, *beside), key), *lines[1:]]

    async def _open(self, id: str) -> None:
        if self.listing.open_at == id:
            await self.close_row()
            return
        actions = [("done", _("Done with this row"))]
        if not self.fixed:
            actions.append(("out", _("Take this row out")))
        editor = RowEditor(id, self.question.columns, self.cells.get(id, {}), self.context, actions)
        await self.listing.open(id, editor)
        editor.focus_first()

    async def _add(self, cells: dict[str, Any]) -> None:
        id = secrets.token_hex(8)
        await self.add_row(id, cells)
        await self._open(id)

    async def take_out(self, id: str) -> None:
        """Take a row out."""
        await super().take_out(id)
        (self.listing if self.listing.keys else self.below).focus()

    @on(Listing.Asked)
    async def _asked(self, event: Listing.Asked) -> None:
        event.stop()
        if event.what in ("space", "enter", "press"):
            await self._open(event.row)
        elif event.what == "clear" and not self.fixed:
            await self.take_out(event.row)

    @on(Actions.Chosen)
    async def _do(self, event: Actions.Chosen) -> None:
        event.stop()
        if event.actions is self.prompts:
            label = next(one.label for one in self.question.prompts if one.id == event.id)
            first = next((one.id for one in self.question.columns if one.type in ("short_text", "long_text")), "")
            await self._add({first: label} if first else {})
            return
        if event.actions in self.offers:
            row = self._offering()[self.offers.index(event.actions)].rows[int(event.id)]
            await self._add(
                {column: list(cell) if isinstance(cell, list) else cell for column, cell in row.cells.items()}
            )
            return
        match event.id:
            case "add":
                await self._add({})
            case "back":
                await self.put_back()
            case "done":
                await self.close_row()
            case "out":
                await self.take_out(self.listing.open_at)

    @on(RowEditor.Changed)
    def _wrote(self, event: RowEditor.Changed) -> None:
        event.stop()
        self.cells[event.editor.row] = event.editor.take()
        if (view := self.listing.view(event.editor.row)) is not None:
            view.redraw()
        self.changed()

    def catch_up(self) -> None:
        """Take what was written in the row that is open."""
        editor = self.listing.editor
        if isinstance(editor, RowEditor) and editor.row in self.cells and editor.waits():
            self.cells[editor.row] = editor.take()

    def refresh_context(self, context: Context) -> None:
        """Show people as they are now."""
        super().refresh_context(context)
        if isinstance(self.listing.editor, RowEditor):
            self.listing.editor.refresh_context(context)
        self.listing.redraw_rows()
