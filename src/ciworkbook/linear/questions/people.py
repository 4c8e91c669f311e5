"""Some of the workbook's people, in lines: a name adds someone, a number opens or picks one.

- An alias is enough. Somebody the workbook has already is picked, by number or by name.
- Taking someone off this list leaves them in the workbook; it can be undone.
"""

from __future__ import annotations

from ...answers.around import as_mapping
from ...answers.offering import LONGEST_NAME, left_out, one_line
from ...text import clean_line
from ...words import _, n_
from ...worksheet.model import PeopleQuestion
from ..choices import Choice, numbered
from ..spoken import joined
from .asking import At
from .cells import Cells, Out, open_row, row_words
from .rows import Rows

MANY = 12
"""People of the workbook who are said as ones to pick; the others are picked by name."""


def people(at: At) -> None:
    """Ask for people, and what is to be written about each."""
    assert isinstance(at.question, PeopleQuestion)
    _People(at, at.question).ask()


class _People(Rows):
    def __init__(self, at: At, question: PeopleQuestion) -> None:
        super().__init__(at)
        self.question = question
        for row in at.value if isinstance(at.value, list) else ():
            found = as_mapping(row)
            person = found.pop("person", None)
            if isinstance(person, str) and person:
                self.cells[person] = found

    def value(self) -> list[Cells]:
        """Return who is on the list, with what was written about each."""
        return [{"person": id, **cells} for id, cells in self.cells.items()]

    def called(self, id: str) -> str:
        """Return the name of someone."""
        return self.at.called(id) or _("Someone taken out of your people")

    def choices(self) -> list[Choice]:
        """Return who is on the list, who can be put back, and who else the workbook knows."""
        found = [
            Choice(f"row:{id}", self.called(id), joined(row_words(self.at, self.question.fields, cells)))
            for id, cells in self.cells.items()
        ]
        if self.gone is not None:
            found.append(Choice("back", _("Put back: {name}").format(name=self.called(self.gone[1]))))
        others = [one for one in self.at.around.people if one.id not in self.cells]
        found += [Choice(f"known:{one.id}", _("Pick: {name}").format(name=one.alias)) for one in others[:MANY]]
        return found

    def unsaid(self) -> str:
        """Return that there are more people than are said; empty where there are not."""
        more = sum(one.id not in self.cells for one in self.at.around.people) - MANY
        if more <= 0:
            return ""
        return n_(
            "{n} more of your people can be picked by name.", "{n} more of your people can be picked by name.", more
        )

    def ask(self) -> None:
        """List people; open, pick or add, until Enter alone."""
        if self.question.count_hint is not None:
            low, high = self.question.count_hint
            self.at.say(_("{low} to {high} is a good number. Fewer is fine.").format(low=low, high=high))
        self.at.say(self.question.alias_hint)
        while True:
            choices = self.choices()
            for number, one in enumerate(choices, 1):
                self.at.say(numbered(number, one))
            self.at.say(self.unsaid())
            prompt = _("A name to add, a number, or Enter to go on:") if choices else _("A name, or Enter to go on:")
            typed = self.at.name(prompt, self.begun)
            if not typed:
                return
            if not typed.isdecimal():
                self.named(typed)
            elif 1 <= int(typed) <= len(choices):
                self.do(choices[int(typed) - 1].id)
            else:
                self.at.say(_("There is nobody with this number. A name can be typed, or a number from the list."))

    def begun(self, typed: str) -> None:
        """Put someone on the list whose name was typed and not entered."""
        self.cells.setdefault(self.at.sitting.person(typed[:LONGEST_NAME]).id, {})
        self.at.hold(self.value())

    def do(self, chosen: str) -> None:
        """Open someone, pick them, or put them back."""
        kind, _sep, id = chosen.partition(":")
        if kind == "back":
            self.put_back()
        elif kind == "row":
            self.open(id)
        else:
            self.add(id)

    def named(self, typed: str) -> None:
        """Add somebody by name."""
        alias = clean_line(typed[:LONGEST_NAME])
        if over := len(typed) - LONGEST_NAME:
            self.at.say(left_out(max(0, over), LONGEST_NAME))
        known = self.at.around.known_as(alias)
        if known and known in self.cells:
            self.at.say(_("{name} is on this list already.").format(name=self.called(known)))
            return
        self.add(self.at.sitting.person(alias).id)

    def add(self, id: str) -> None:
        """Put someone on the list, and ask what there is to write about them."""
        self.gone = None
        self.cells.setdefault(id, {})
        self.put()
        if self.question.fields:
            self.open(id)

    def open(self, id: str) -> None:
        """Ask for the fields of one person."""
        put, hold = self.opener(id)
        cells = dict(self.cells[id])
        out = _("take them off this list")
        try:
            if self.question.fields:
                fields, rename = self.question.fields, lambda: self.rename(id)
                open_row(self.at, self.called(id), fields, cells, put, hold, can_go=out, rename=rename)
            else:
                self.bare(id)
        except Out:
            self.take_out(id)
            self.at.say(_("They are off this list, and still among your people."))

    def bare(self, id: str) -> None:
        """Offer what can be done with someone about whom nothing is to be written."""
        ways = [
            Choice("out", _("Take off this list")),
            Choice("rename", _("Call them by another name")),
        ]
        chosen = self.at.choose(ways, _("Number, or Enter to go on:"))
        if chosen == "out":
            raise Out
        if chosen == "rename":
            self.rename(id)

    def rename(self, id: str) -> None:
        """Ask for another name; it holds everywhere."""
        workbook = self.at.face.workbook
        typed = one_line(
            self.at.ask(_("Another name for {name}, or Enter to keep it:").format(name=self.called(id))).text
        )
        alias = clean_line(typed)[:LONGEST_NAME]
        if alias:
            self.at.sitting.desk.keep_people(workbook.people.change(id, alias=alias))
            self.at.say(_("{name} is the name now, in every worksheet.").format(name=alias))
