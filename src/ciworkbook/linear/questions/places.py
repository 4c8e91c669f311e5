"""Places in lines: who stands how near, and where on the stairs one stands. A drawing says the same; here it is a list.

- Rings are said from near to far, steps from the lowest up.
- People who were taken out of the workbook keep their place in the answer and are not said.
"""

from __future__ import annotations

from typing import Any

from ...answers.answer import is_blank
from ...answers.around import as_mapping, as_names, as_text
from ...answers.offering import people_in, stand, stands_on
from ...words import _, series
from ...worksheet.model import Column, RingMap, Staircase
from ..choices import Choice, numbered
from ..spoken import joined
from ..talk import Reply
from .asking import At
from .cells import Cells, open_row, row_words
from .choosing import EACH, NONE, nobody_yet


def ring_map(at: At) -> None:
    """Ask where each person stands."""
    assert isinstance(at.question, RingMap)
    _RingMap(at, at.question).ask()


class _RingMap:
    def __init__(self, at: At, question: RingMap) -> None:
        self.at, self.question = at, question
        self.places = {id: ring for id, one in as_mapping(at.value).items() if (ring := as_text(one))}

    def ask(self) -> None:
        """List the people with where they stand, and place those chosen, until Enter alone."""
        around = self.at.around
        people = [id for id in people_in(around.values(self.question.people)) if around.people.get(id)]
        if not people:
            nobody_yet(self.at)
            return
        listed = False
        while True:
            choices = [Choice(id, self.at.called(id), self.label(self.places.get(id, ""))) for id in people]
            choices.append(Choice(EACH, _("Go through them one by one")))
            reply = self.at.several(choices, _("Numbers to place or move, or Enter to go on:"), listed=listed)
            if isinstance(reply, Reply) or not reply:
                return
            listed = True
            for id in (one for each in reply for one in (people if each == EACH else [each])):
                self.place(id)

    def label(self, ring: str) -> str:
        """Return the words of a ring."""
        if not ring:
            return _("not on the map yet")
        return next((one.label for one in self.question.rings if one.id == ring), _("an earlier choice"))

    def place(self, id: str) -> None:
        """Ask for the ring of one person."""
        ring, name = self.places.get(id, ""), self.at.called(id)
        self.at.face.talk.part(series([name, self.label(ring)]))
        choices = [Choice(one.id, one.label, one.hint) for one in self.question.rings]
        if ring:
            choices.append(Choice(NONE, _("Take off the map")))
        prompt = _("Number, or Enter to keep it:") if ring else _("Number, or Enter to go on:")
        chosen = self.at.choose(choices, prompt)
        if isinstance(chosen, Reply) or not chosen:
            return
        if chosen == NONE:
            self.places.pop(id, None)
        else:
            self.places[id] = chosen
        self.at.put(dict(self.places))
        self.at.say(_("{name}: {ring}").format(name=name, ring=self.label(self.places.get(id, ""))))


def staircase(at: At) -> None:
    """Ask where one stands, and about each step."""
    assert isinstance(at.question, Staircase)
    _Staircase(at, at.question).ask()


class _Staircase:
    def __init__(self, at: At, question: Staircase) -> None:
        self.at, self.question = at, question
        self.steps = {one.id: one for one in question.steps}
        self.order = list(self.steps)
        given = as_mapping(at.value)
        self.place = [one for one in as_names(given.get("place")) if one in self.steps]
        self.cells = {id: as_mapping(row) for id, row in as_mapping(given.get("steps")).items()}
        self.columns = list(question.fields)
        if question.note_each:
            self.columns.append(Column("note", "long_text", _("A note about this step")))

    def value(self) -> dict[str, Any]:
        """Return the answer as it stands."""
        steps = {id: dict(row) for id, row in self.cells.items() if not is_blank(row)}
        return {"place": list(self.place), "steps": steps}

    def put(self) -> None:
        """Save what stands."""
        self.at.put(self.value() if self.place or self.value()["steps"] or self.at.answer is not None else None)

    def ask(self) -> None:
        """List the steps, and open the one chosen, until Enter alone."""
        self.at.say(_("From the lowest step up."))
        if self.question.place == "range":
            self.at.say(_("You can stand on one step, or from one step to another."))
        listed = False
        while True:
            choices = [Choice(id, one.label, joined(self.told(id))) for id, one in self.steps.items()]
            chosen = self.at.choose(choices, _("Number of a step, or Enter to go on:"), listed=listed)
            if isinstance(chosen, Reply) or not chosen:
                return
            listed = True
            self.open(chosen)

    def told(self, id: str) -> list[str]:
        """Return what stands at a step."""
        said = [_("I stand here")] if stands_on(self.place, id, self.order) else []
        if state := as_text(self.cells.get(id, {}).get("state")):
            said.append(self.label(state))
        return [*said, *row_words(self.at, self.columns, self.cells.get(id, {}))]

    def label(self, state: str) -> str:
        """Return the words of a state."""
        return next((one.label for one in self.question.states if one.id == state), _("an earlier choice"))

    def open(self, id: str) -> None:
        """Say what a step is, and ask what to do there, until Enter alone."""
        step = self.steps[id]
        self.at.face.talk.part(step.label, step.hint, *step.signs)
        chosen: str | Reply = ""
        listed = False
        while True:
            here = id in self.place
            choices = [Choice("stand", _("I do not stand here any more") if here else _("I stand here"))]
            choices += [Choice(f"state:{one.id}", one.label) for one in self.question.states]
            state = as_text(self.cells.get(id, {}).get("state"))
            # The numbers stay what they were when they were said: what comes and goes is last.
            if self.columns:
                choices.append(Choice("write", _("Write about this step")))
            if state:
                choices.append(Choice("clear", _("Take back: {state}").format(state=self.label(state))))
                if listed and chosen != "stand":
                    self.at.say(numbered(len(choices), choices[-1]))
            chosen = self.at.choose(choices, _("Number, or Enter to go back to the steps:"), listed=listed)
            if isinstance(chosen, Reply) or not chosen:
                return
            listed = True
            if chosen == "write":
                self.write(id)
            else:
                self.do(id, chosen)
                self.at.say(joined(self.told(id)) or _("Nothing stands here now."))

    def do(self, id: str, chosen: str) -> None:
        """Step on or off, or say how it is."""
        if chosen == "stand":
            self.place = stand(self.place, id, self.order, range_=self.question.place == "range")
        elif chosen == "clear":
            self.cells[id].pop("state", None)
        else:
            self.cells.setdefault(id, {})["state"] = chosen.removeprefix("state:")
        self.put()

    def write(self, id: str) -> None:
        """Ask for what is to be written about a step."""

        def put(cells: Cells) -> None:
            self.cells[id] = cells
            self.put()

        def hold(cells: Cells) -> None:
            self.cells[id] = cells
            self.at.hold(self.value())

        open_row(self.at, self.steps[id].label, self.columns, dict(self.cells.get(id, {})), put, hold)
