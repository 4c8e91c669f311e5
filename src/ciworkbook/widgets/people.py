"""Some of the workbook's people. Value: [{"person": person id, field id: cell}].

- An alias is enough. Somebody the workbook has already is picked, somebody new is asked for with `PersonWanted`.
- Taking someone off this list leaves them in the workbook; it can be undone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from .. import text
from ..answers.answer import Answer
from ..answers.around import as_mapping
from ..answers.offering import LONGEST_NAME, left_out
from ..words import _
from ..worksheet.model import Column, PeopleQuestion
from .actions import Actions
from .base import Context, Keys, PersonChanged, PersonWanted, Said
from .drawn import Line, Piece, flow
from .fields import Full, Marked, TextLine, Wrote
from .listing import Listing
from .row_list import RowList
from .rows import RowEditor, row_words

NAME = "\x00name"
"""The key of the field for the alias; no column of a sheet can be called so."""


class PeopleWidget(RowList):
    """People with a few fields each."""

    DEFAULT_CSS = """
    PeopleWidget > #add, PeopleWidget > #known { margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "list", show=False, id="people.list")]

    question: PeopleQuestion

    def __init__(self, question: PeopleQuestion, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.cells: dict[str, dict[str, Any]] = {}
        for row in self.given if isinstance(self.given, list) else ():
            found = as_mapping(row)
            person = found.pop("person", None)
            if isinstance(person, str) and person:
                self.cells[person] = found
        self.listing = Listing(list(self.cells), self._draw)
        self.back = Actions((), marks=context.marks)
        hint = question.alias_hint or _("A name that only makes sense to you")
        self.line = TextLine(placeholder=hint, longest=LONGEST_NAME)
        self.said = Said()
        self.known = Actions((), marks=context.marks, beside=True, by_space=False, id="known")
        self.keys = Keys()
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The list, the line for someone else, those the workbook has already, what the keys do."""
        yield self.listing
        yield self.back
        yield Said(_("Add someone: a name, then Enter"), id="add")
        yield Marked(self.line, self.context.marks)
        yield self.said
        yield self.known
        if self.question.count_hint is not None:
            low, high = self.question.count_hint
            yield Said(_("{low} to {high} is a good number. Fewer is fine.").format(low=low, high=high))
        yield self.keys

    def on_mount(self) -> None:
        """Say what there is to say at first."""
        self.say()

    def action_list(self) -> None:
        """Go from the line up to whoever is on the list."""
        if self.line.has_focus and self.listing.keys:
            self.listing.focus()

    def first(self) -> Listing | TextLine:
        """The list, or the line while nobody is on it."""
        return self.listing if self.listing.keys else self.line

    @property
    def value(self) -> list[dict[str, Any]]:
        """Who is on the list, with what was written about each."""
        listed = [*self.listing.keys, *(id for id in self.cells if id not in self.listing.keys)]
        return [{"person": id, **self.cells[id]} for id in listed]

    @property
    def typed(self) -> str:
        """A name that was typed and not entered; empty if there is none."""
        return text.clean_line(self.line.value)

    def take_typed(self, id: str) -> None:
        """Take whoever was typed for the person called `id`, without waiting for the list to be drawn."""
        self.line.load("")
        self.cells.setdefault(id, {})

    def _called(self, id: str) -> str:
        return self.context.name(id) or _("Someone taken out of your people")

    def say(self) -> None:
        """Say what can be done now, and who can be put back."""
        back = [("back", _("Put back: {name}").format(name=self._called(self.taken_out[1])))] if self.taken_out else []
        self.back.load(back)
        others = [(one.id, one.alias) for one in self.context.people if one.id not in self.cells]
        self.known.load(others, _("Or pick from your people:"))
        self._say_keys()

    def _say_keys(self) -> None:
        """Say what the keys do where they go now."""
        if self.known.has_focus:
            keys = [(_("Left Right"), _("move")), (_("Enter"), _("put on this list")), (_("Tab"), _("next"))]
        elif self.listing.has_focus:
            opens = _("open, to write about them") if self.question.fields else _("open, to change the name")
            keys = [
                *((_("Up Down"), _("move")), (_("Enter"), opens)),
                *((_("Backspace"), _("take off this list")), (_("Tab"), _("next"))),
            ]
        else:
            keys = [(_("Enter"), _("add")), (_("Tab"), _("next"))]
            if self.listing.keys and self.line.has_focus:
                keys.insert(1, (_("Up"), _("to the list")))
        self.keys.show(*keys)

    def on_descendant_focus(self) -> None:
        """Say what the keys do there."""
        self._say_keys()

    def on_descendant_blur(self) -> None:
        """Say what the keys do elsewhere."""
        self._say_keys()

    def _draw(self, key: str, width: int, here: bool) -> list[Line]:
        marks = self.context.marks
        pointer = Piece(f"{marks.here} " if here and self.listing.has_focus else "  ", "accent", bold=True)
        words = row_words(self.question.fields, self.cells.get(key, {}), self.context)
        if not words and here and self.question.fields and self.listing.open_at != key:
            said = _("Enter opens: {fields}") if len(self.question.fields) == 1 else _("Enter opens: {fields}…")
            words = [said.format(fields=self.question.fields[0].label)]
        rest = [Piece(f"{marks.dot} {one}", "muted") for one in words]
        return flow((pointer,), [Piece(self._called(key)), *rest], width, key=key)

    async def _open(self, id: str) -> None:
        if self.listing.open_at == id:
            await self.close_row()
            return
        columns = [Column(NAME, "short_text", _("Name in this workbook")), *self.question.fields]
        cells = {NAME: self.context.name(id), **self.cells.get(id, {})}
        actions = [("done", _("Done with {name}").format(name=self._called(id))), ("out", _("Take off this list"))]
        editor = RowEditor(id, columns, cells, self.context, actions)
        await self.listing.open(id, editor)
        editor.focus_first(past=1 if self.question.fields else 0)  # the name is there already

    async def take_out(self, id: str) -> None:
        """Take somebody off the list."""
        await super().take_out(id)
        self.first().focus()

    @on(Listing.Asked)
    async def _asked(self, event: Listing.Asked) -> None:
        event.stop()
        if event.what in ("space", "enter", "press"):
            await self._open(event.row)
        elif event.what == "clear":
            await self.take_out(event.row)

    @on(Actions.Chosen)
    async def _do(self, event: Actions.Chosen) -> None:
        event.stop()
        if event.actions is self.known:
            await self.add_row(event.id, {})
            (self.known if self.known.actions else self.listing).focus()
            return
        match event.id:
            case "back":
                await self.put_back()
            case "done":
                await self.close_row()
            case "out":
                await self.take_out(self.listing.open_at)

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        alias = text.clean_line(self.line.value)
        if not alias:
            return
        known = next((one.id for one in self.context.people if one.alias.casefold() == alias.casefold()), "")
        self.line.load("")
        if known and known in self.cells:
            self.said.say(_("{name} is on this list already.").format(name=self._called(known)))
        elif known:
            await self.add_row(known, {})
        else:
            self._wanted = alias
            self.post_message(PersonWanted(alias))

    @on(Wrote)
    def _wrote_line(self, event: Wrote) -> None:
        event.stop()
        self.said.say("")

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        self.said.say(left_out(event.left_out, LONGEST_NAME), "care")

    @on(RowEditor.Changed)
    def _wrote(self, event: RowEditor.Changed) -> None:
        event.stop()
        id = event.editor.row
        self._take(event.editor)
        if alias := self._renamed(event.editor):
            self.post_message(PersonChanged(id, alias))
        if (view := self.listing.view(id)) is not None:
            view.redraw()
        self.changed()

    def _take(self, editor: RowEditor) -> None:
        self.cells[editor.row] = {key: cell for key, cell in editor.take().items() if key != NAME}

    def _renamed(self, editor: RowEditor) -> str:
        alias = text.clean_line(editor.cells.get(NAME, ""))
        return alias if alias != self.context.name(editor.row) else ""

    def catch_up(self) -> None:
        """Take what was written about whoever is open."""
        editor = self.listing.editor
        if isinstance(editor, RowEditor) and editor.row in self.cells and editor.waits():
            self._take(editor)

    @property
    def renamed(self) -> tuple[str, str] | None:
        """Who is open and was given another name that is not kept yet: their id and the name."""
        editor = self.listing.editor
        if not isinstance(editor, RowEditor) or not (alias := self._renamed(editor)):
            return None
        return editor.row, alias

    def refresh_context(self, context: Context) -> None:
        """Show people under their names of now; somebody just written down joins the list."""
        before = {one.id for one in self.context.people}
        super().refresh_context(context)
        if isinstance(self.listing.editor, RowEditor):
            self.listing.editor.refresh_context(context)
        self.listing.redraw_rows()
        new = [one.id for one in context.people if one.id not in before and one.alias == self._wanted]
        if new:
            self._wanted = None
            self.call_later(self.add_row, new[-1], {})
        else:
            self.say()
