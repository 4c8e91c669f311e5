"""A checklist: a state, and a note if the sheet wants one, for each item. Value: {item id: {"state", "note"}}.

- Without states an item is ticked or not; ticked is "done".
- The states stand below the row with the pointer; Left, Right and the digits choose, Space takes the next.
- What is not for this person is struck through and marked `[-]`, so that it reads without colour.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from .. import text
from ..answers.answer import Answer
from ..answers.around import as_mapping, as_text
from ..answers.offering import LONGEST_NOTE, items_of, left_out, states_of
from ..drawings.picture import Role
from ..words import _
from ..worksheet.model import Checklist, Option
from .base import Context, Keys, QuestionWidget, Said
from .drawn import Line, Piece, flow, side_by_side
from .fields import Full, Marked, TextLine, Wrote
from .listing import Listing

_AGAINST = ("not_for", "not_safe", "not_mine", "no", "never", "unsafe")


def struck(state: str) -> bool:
    """Tell whether a state sets an item aside."""
    return state in _AGAINST or state.startswith(("not_for", "not_safe"))


class StateRows:
    """States of rows by row id, and how to go through them; shared by checklists and staircases."""

    def __init__(self, states: tuple[Option, ...]) -> None:
        self.states = states

    def next(self, state: str, by: int) -> str:
        """Return the state `by` places on; past the ends there is no state."""
        ids = ["", *(one.id for one in self.states)]
        at = ids.index(state) if state in ids else 0
        return ids[(at + by) % len(ids)]

    def label(self, state: str) -> str:
        """Return the words of a state; those of an older sheet by a general word."""
        if not state:
            return ""
        return next((one.label for one in self.states if one.id == state), _("an earlier choice"))

    def offer(self, state: str, context: Context, width: int, *, indent: int = 4) -> list[Line]:
        """Draw the states side by side, the one chosen marked; two cells more than `indent` stand before each."""
        marks = context.marks
        items = []
        for one in self.states:
            on = one.id == state
            mark = Piece(marks.chosen if on else marks.open, "accent" if on else "muted", bold=on)
            words = Piece(one.label, "accent" if on else "text")
            items.append((f"state:{one.id}", (Piece("  "), mark, Piece(" ")), words))
        lines = side_by_side(items, max(12, width - indent))
        return [Line((Piece(" " * indent), *line.pieces), line.key) for line in lines]


class ChecklistWidget(QuestionWidget):
    """Items with a state each."""

    question: Checklist

    def __init__(self, question: Checklist, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.rows: dict[str, dict[str, str]] = {}
        for id, row in as_mapping(self.given).items():
            kept = as_mapping(row)
            found = {"state": as_text(kept.get("state")), "note": as_text(kept.get("note"))}
            self.rows[id] = {key: one for key, one in found.items() if one}
        self.several_states = bool(question.states)
        self.states = StateRows(states_of(question))
        self.items = self._items()
        self.listing = Listing([one.id for one in self.items], self._draw)
        self.note = TextLine(self._note(), placeholder=_("A note for this one, if you like"), longest=LONGEST_NOTE)
        self._told = self.note.value
        """The note as it was taken last."""
        self.note_row = Marked(self.note, context.marks)
        self.note_row.styles.padding = (0, 0, 0, 4)
        self.said = Said()

    def _items(self) -> list[Option]:
        return items_of(self.question, (id for id, row in self.rows.items() if row), self.context)

    def compose(self) -> ComposeResult:
        """The rows, and what the keys do."""
        yield self.listing
        yield self.said
        if self.several_states:
            keys = [(_("Up Down"), _("move")), (_("Left Right"), _("choose")), (_("Backspace"), _("take back"))]
        else:
            keys = [(_("Up Down"), _("move")), (_("Space"), _("tick, again to take back"))]
        if self.question.note_each:
            keys.append((_("Tab"), _("write a note")))
        yield Keys(*keys)

    def on_mount(self) -> None:
        """Put the line for a note below the row with the pointer."""
        if self.question.note_each and self.listing.at:
            self.run_worker(self.listing.open(self.listing.at, self.note_row))

    @property
    def value(self) -> dict[str, dict[str, str]]:
        """What was chosen and noted, by item; items left alone are not in it."""
        return {id: dict(row) for id, row in self.rows.items() if row}

    def _state(self, id: str) -> str:
        return self.rows.get(id, {}).get("state", "")

    def _note(self) -> str:
        return self.rows.get(self.listing.at, {}).get("note", "")

    def _draw(self, key: str, width: int, here: bool) -> list[Line]:
        item = next(one for one in self.items if one.id == key)
        marks, state = self.context.marks, self._state(key)
        against = struck(state)
        # A tick beside "No" would read as a yes: where there are states, the mark says only that one was chosen.
        empty, chosen = (marks.open, marks.chosen) if self.several_states else (marks.empty, marks.ticked)
        mark = empty if not state else marks.struck if against else chosen
        on = bool(state) and not against
        pointer = Piece(f"{marks.here} " if here and self.listing.has_focus else "  ", "accent", bold=True)
        role: Role = "accent" if on else "muted" if against else "text"
        words = [Piece(item.label, "text" if not against else "muted", strike=against)]
        if state and self.several_states:
            words.append(Piece(f"{marks.dot} {self.states.label(state)}", "accent" if on else "muted"))
        before = as_text(as_mapping(as_mapping(self.before).get(key)).get("state"))
        if before:
            said = self.states.label(before) if self.several_states else ""
            told = _("last time: {state}").format(state=said) if said else _("last time")
            words.append(Piece(f"{marks.dot} {told}", "muted"))
        lines = flow((pointer, Piece(mark, role if state else "muted", bold=on), Piece(" ")), words, width, key=key)
        if item.hint and here:
            lines += flow((Piece("      "),), [Piece(item.hint, "muted")], width, key=key)
        if here and self.several_states and self.listing.has_focus_within:
            lines += self.states.offer(state, self.context, width)
        note = self.rows.get(key, {}).get("note", "")
        if note and not (here and self.question.note_each):
            lines += flow((Piece("      "),), [Piece(note, "muted")], width, key=key)
        return lines

    def _put(self, id: str, state: str) -> None:
        row = self.rows.setdefault(id, {})
        if state:
            row["state"] = state
        else:
            row.pop("state", None)
        self._redraw()
        self.changed()

    def _redraw(self) -> None:
        if (view := self.listing.view(self.listing.at)) is not None:
            view.redraw()
            self.listing.show_at()

    @on(Listing.Asked)
    def _asked(self, event: Listing.Asked) -> None:
        event.stop()
        state = self._state(event.row)
        match event.what:
            case "press" if event.part.startswith("state:"):
                chosen = event.part.removeprefix("state:")
                self._put(event.row, "" if chosen == state else chosen)
            case "press" if self.several_states and not event.by:
                # The first press shows the states; they are then one press away.
                self._redraw()
            case "space" | "enter" | "press":
                self._put(event.row, self.states.next(state, 1))
            case "turn":
                self._put(event.row, self.states.next(state, event.by))
            case "number" if event.by <= len(self.states.states):
                chosen = self.states.states[event.by - 1].id
                self._put(event.row, "" if chosen == state else chosen)
            case "clear":
                self._put(event.row, "")

    @on(Listing.Moved)
    def _moved(self, event: Listing.Moved) -> None:
        event.stop()
        view = self.listing.view(self.listing.at)
        if self.question.note_each and view is not None and self.note_row.is_mounted:
            self.listing.move_child(self.note_row, after=view)
            self.listing.open_at = self.listing.at
            self.note.load(self._note())
            self._told = self.note.value
            self.said.say("")

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        self._take_note()
        self.changed()

    def _take_note(self) -> None:
        """Take what stands in the line for the row that it stands below."""
        self._told = self.note.value
        row = self.rows.setdefault(self.listing.open_at, {})
        note = text.clean(self.note.value)
        if note.strip():
            row["note"] = note
        else:
            row.pop("note", None)

    def catch_up(self) -> None:
        """Take the note as it stands."""
        if self.note_row.is_mounted and self.listing.open_at and self.note.value != self._told:
            self._take_note()

    @on(Full)
    def _full(self, event: Full) -> None:
        event.stop()
        self.said.say(left_out(event.left_out, LONGEST_NOTE), "care")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter in a note goes on to the next row."""
        event.stop()
        self.listing.focus()
        self.listing.action_row_move(1)

    def refresh_context(self, context: Context) -> None:
        """Offer the items that belong here now."""
        super().refresh_context(context)
        self.items = self._items()
        self.run_worker(self.listing.renew([one.id for one in self.items]), exclusive=True)
