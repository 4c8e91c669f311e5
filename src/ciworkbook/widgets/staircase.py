"""A staircase: where one stands, and something about each step.

Value: {"place": [step id] or [lowest, highest] or [], "steps": {step id: {"state", "note", field id: cell}}}.

- The first step is at the bottom, on the list as in the drawing. There is no height that counts for more.
- Space stands on a step or steps off it; where a range is asked for, a second step makes the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult

from ..answers.answer import Answer, is_blank
from ..answers.around import as_mapping, as_names, as_text
from ..answers.offering import stand, stands_on
from ..drawings.picture import Picture
from ..drawings.staircase import Tread, staircase
from ..words import _
from ..worksheet.model import Column, Staircase, Step
from .actions import Actions
from .base import Context, Keys, QuestionWidget
from .checklist import StateRows
from .drawn import Line, Piece, flow
from .listing import Listing
from .picture import Beside, PictureView
from .rows import RowEditor, row_words


class StaircaseWidget(QuestionWidget):
    """Steps, as a list and as a drawing."""

    question: Staircase

    def __init__(self, question: Staircase, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.steps = {one.id: one for one in question.steps}
        self.order = list(self.steps)
        given = as_mapping(self.given)
        self.place = [one for one in as_names(given.get("place")) if one in self.steps]
        self.cells = {id: as_mapping(row) for id, row in as_mapping(given.get("steps")).items()}
        self.states = StateRows(question.states)
        self.columns = list(question.fields)
        if question.note_each:
            self.columns.append(Column("note", "long_text", _("A note about this step")))
        self.listing = Listing(self.order[::-1], self._row, at=(self.place or self.order[:1] or [""])[0])
        self.drawing = PictureView(self._picture, self.listing)
        self.both = Beside(self.listing, self.drawing, context.marks)

    def compose(self) -> ComposeResult:
        """The list and the drawing, and what the keys do."""
        yield self.both
        keys = [(_("Up Down"), _("move")), (_("Space"), _("I stand here, or not"))]
        if self.question.states:
            keys.append((_("Left Right"), _("say how it is")))
        if self.columns:
            keys.append((_("Enter"), _("write about this step")))
        yield Keys(*keys)

    def first(self) -> Listing | PictureView:
        """What is shown of the two, the list where both are."""
        return self.drawing if self.both.drawn and not self.both.wide else self.listing

    @property
    def value(self) -> dict[str, Any]:
        """Where one stands, and the steps with something about them."""
        steps = {id: dict(row) for id, row in self.cells.items() if not is_blank(row)}
        return {"place": list(self.place), "steps": steps}

    def _stands(self, id: str, place: Sequence[str]) -> bool:
        return stands_on(place, id, self.order)

    def _stood(self, id: str) -> bool:
        return self._stands(id, as_names(as_mapping(self.before).get("place")))

    def _state(self, id: str) -> str:
        return as_text(self.cells.get(id, {}).get("state"))

    def _row(self, key: str, width: int, here: bool) -> list[Line]:
        marks, step, state = self.context.marks, self.steps[key], self._state(key)
        stands, stood = self._stands(key, self.place), self._stood(key)
        pointer = Piece(f"{marks.here} " if here and self.listing.has_focus else "  ", "accent", bold=True)
        mark = Piece(f"{marks.now if stands else marks.then if stood else ' '} ", "accent" if stands else "muted")
        words = [Piece(step.label, "accent" if stands else "text")]
        told = [_("I stand here")] if stands else []
        if stood:
            told.append(_("last time"))
        if state:
            told.append(self.states.label(state))
        if self.listing.open_at != key:
            told += row_words(self.columns, self.cells.get(key, {}), self.context)
        words += [Piece(f"{marks.dot} {one}", "accent" if stands and not i else "muted") for i, one in enumerate(told)]
        lines = flow((pointer, mark), words, width, key=key)
        if here:
            lines += self._about(step, width)
            if self.question.states and self.listing.has_focus_within:
                lines += self.states.offer(state, self.context, width, indent=2)
        return lines

    def _about(self, step: Step, width: int) -> list[Line]:
        lines: list[Line] = []
        if step.hint:
            lines += flow((Piece("    "),), [Piece(step.hint, "muted")], width, key=step.id)
        for sign in step.signs:
            lead = (Piece(f"    {self.context.marks.dash} ", "muted"),)
            lines += flow(lead, [Piece(sign, "muted")], width, key=step.id)
        return lines

    def _picture(self, width: int) -> Picture:
        treads = [
            Tread(id, one.label, self.states.label(self._state(id)), self._stands(id, self.place), self._stood(id))
            for id, one in self.steps.items()
        ]
        return staircase(treads, width=width, selected=self.both.pointed, ascii_only=self.context.ascii)

    def _renew(self) -> None:
        self.both.redraw_both()
        self.listing.show_at()
        self.changed()

    def _stand(self, id: str) -> None:
        self.place = stand(self.place, id, self.order, range_=self.question.place == "range")
        self._renew()

    def _put(self, id: str, state: str) -> None:
        row = self.cells.setdefault(id, {})
        if state:
            row["state"] = state
        else:
            row.pop("state", None)
        self._renew()

    @on(Listing.Asked)
    async def _asked(self, event: Listing.Asked) -> None:
        event.stop()
        id, state = event.row, self._state(event.row)
        match event.what:
            case "press" if event.part.startswith("state:"):
                chosen = event.part.removeprefix("state:")
                self._put(id, "" if chosen == state else chosen)
            case "press" if not event.by:
                # The first press goes to the step; it is then one press away.
                self.both.redraw_both()
            case "enter" if self.columns:
                await self._open(id)
            case "space" | "press" | "enter":
                self._stand(id)
            case "turn" if self.question.states:
                self._put(id, self.states.next(state, event.by))
            case "number" if event.by <= len(self.question.states):
                chosen = self.question.states[event.by - 1].id
                self._put(id, "" if chosen == state else chosen)
            case "clear" if self.question.states:
                self._put(id, "")

    @on(Listing.Moved)
    def _moved(self, event: Listing.Moved) -> None:
        event.stop()
        self.both.point()

    async def _open(self, id: str) -> None:
        if self.listing.open_at == id:
            await self._close()
            return
        if self.both.drawn:
            # The fields stand below the step in the list.
            self.both.action_turn_over()
        actions = [("done", _("Done with this step"))]
        editor = RowEditor(id, self.columns, self.cells.get(id, {}), self.context, actions)
        await self.listing.open(id, editor)
        editor.focus_first()

    async def _close(self) -> None:
        self.catch_up()
        await self.listing.close()
        self.listing.focus()

    @on(Actions.Chosen)
    async def _do(self, event: Actions.Chosen) -> None:
        event.stop()
        await self._close()

    @on(RowEditor.Changed)
    def _wrote(self, event: RowEditor.Changed) -> None:
        event.stop()
        self._take(event.editor)
        self.changed()

    def _take(self, editor: RowEditor) -> None:
        kept = {"state": state} if (state := self._state(editor.row)) else {}
        self.cells[editor.row] = {**{key: cell for key, cell in editor.take().items() if key != "state"}, **kept}

    def catch_up(self) -> None:
        """Take what was written about the step that is open."""
        editor = self.listing.editor
        if isinstance(editor, RowEditor) and editor.waits():
            self._take(editor)

    def refresh_context(self, context: Context) -> None:
        """Show people as they are now."""
        super().refresh_context(context)
        if isinstance(self.listing.editor, RowEditor):
            self.listing.editor.refresh_context(context)
        self.both.redraw_both()
