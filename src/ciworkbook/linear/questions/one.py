"""One question in lines: said with all that stands around it, asked, checked, or left open.

- A heavy question stands behind its content note until the person opens it. Checks are said and never block.
- What is said once is not said again: what a question lists itself, or what was brought from the visit before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from ...answers.answer import Answer, State, is_blank
from ...answers.around import taken_from
from ...answers.flow import messages, section_of
from ...answers.leaves import Leaf
from ...answers.reading import note_text
from ...answers.telling import labelled, tell
from ...languages import part_words
from ...sitting import Sitting
from ...sitting_words import LEFT_WORDS, no_answers
from ...words import _, p_
from ...worksheet import model
from ..cards import named
from ..choices import Choice
from ..commands import COMMANDS
from ..face import Face
from ..going import Back
from ..spoken import joined, undotted, unmarked
from .asking import At, Skip
from .choosing import any_of, checklist, one_of, scale
from .people import people
from .places import ring_map, staircase
from .tables import table
from .writing import date, date_words, long_text, short_text

ASKERS: Mapping[type[model.Question], Callable[[At], None]] = {
    model.ShortText: short_text,
    model.LongText: long_text,
    model.Choice: one_of,
    model.Choices: any_of,
    model.Scale: scale,
    model.Checklist: checklist,
    model.Date: date,
    model.Table: table,
    model.PeopleQuestion: people,
    model.RingMap: ring_map,
    model.Staircase: staircase,
}
"""What asks each type of question; a note is only read."""
LISTED = (model.LongText, model.Checklist, model.Table, model.PeopleQuestion, model.RingMap, model.Staircase)
"""Types whose asker says itself what stands there."""


class OneQuestion:
    """A question at which one is. `problem` is what was said last about saving."""

    def __init__(self, face: Face, sitting: Sitting, id: str, problem: str = "") -> None:
        self.face, self.talk, self.sitting = face, face.talk, sitting
        asked = sitting.question(id)
        section = section_of(sitting.worksheet, id)
        first = sitting.asked(section)[:1] == [id]
        self.at = At(face, sitting, asked, [*asked.cards, *(section.cards if first else ())], problem)

    def ask(self) -> bool:
        """Say and ask it; tell whether one goes on, or stays. Raises `Questions`, `ReadAll` and `Back`."""
        sitting, asked = self.sitting, self.at.question
        stood = [one.id for one in messages(sitting.worksheet, sitting.worksheet.question(asked.id), sitting.now())]
        try:
            self.say()
            if not sitting.is_open(asked.id) and not self.opens():
                return True
            if isinstance(asked, model.Note):
                self.at.ask(_("Enter to go on:"))
                return True
            ASKERS[type(asked)](self.at)
            return self.checked(stood)
        except Skip:
            return isinstance(asked, model.Note) or self.skip()

    def say(self) -> None:
        """Say where one is, the question, and what stands around it."""
        sitting, asked = self.sitting, self.at.question
        number, all_ = sitting.at(Leaf("question", asked.id)) or (1, 1)
        where = _("Question {number} of {all}, {section}")
        if isinstance(asked, model.Note):
            where = _("To read, {number} of {all}, {section}")
        title = where.format(number=number, all=all_, section=section_of(sitting.worksheet, asked.id).title)
        note = note_text(asked.content_note) if asked.content_note is not None else ""
        if not sitting.is_open(asked.id):
            self.talk.page(title, note)
            return
        self.talk.page(title, note, unmarked(asked.label), part_words(sitting.worksheet, asked.id))
        if isinstance(asked, model.Note):
            return
        self.talk.say(unmarked(asked.hint), *self.left(), *self.earlier(), *self.beside())
        now = sitting.now()
        self.talk.say(*(one.message for one in messages(sitting.worksheet, asked, now)))
        self.talk.say(*named(sitting.cards(self.at.cards)))
        if asked.guidance:
            more = p_("a word typed after a slash", "more")
            self.talk.say(_("/{more} says more about this question.").format(more=more))

    def left(self) -> list[str]:
        """Return how the question was left, or what stands there where the asker does not say it."""
        answer, asked = self.at.answer, self.at.question
        if answer is None:
            return []
        if answer.state in LEFT_WORDS:
            kept = "" if is_blank(answer.value) else _("/{skip} can bring back what you wrote.")
            return [LEFT_WORDS[answer.state](), kept.format(skip=p_("a word typed after a slash", "skip"))]
        said = []
        if isinstance(asked, model.Date) and not answer.given and answer.other:
            said = [_("Your answer: {words}").format(words=date_words(answer.other))]
        elif answer.given and not isinstance(asked, LISTED):
            words = tell(asked, answer, self.face.workbook.person)
            said = [_("Your answer: {words}").format(words=joined(words))]
        if answer.given and asked.id in self.sitting.visit.carried:
            said.append(_("It was brought from the visit before."))
        return said

    def earlier(self) -> list[str]:
        """Return the answer of the visit before, where the sheet wants then beside now."""
        earlier = self.at.around.earlier
        if earlier is None or not earlier.given:
            return []
        then = tell(self.at.question, earlier, self.face.workbook.person)
        if self.at.question.id in self.sitting.visit.carried:
            return []  # it is what stands there
        answer = self.at.answer
        if answer is not None and answer.given and tell(self.at.question, answer, self.face.workbook.person) == then:
            return [_("Last time it was the same.")]
        if len(then) == 1:
            return [undotted(labelled(_("Last time"), then[0]))]
        return [_("Last time:"), *map(undotted, then)]

    def beside(self) -> list[str]:
        """Return what other sheets say of the same thing."""
        said = []
        for one in self.at.around.pulled:
            if one.lines:
                label = [one.label] if one.label != self.at.question.label else []
                said += [taken_from(one), *label, *map(undotted, one.lines)]
        return said

    def opens(self) -> bool:
        """Ask whether to open a question that stands behind its content note."""
        choices = [
            Choice("next", _("Go on to the next one"), _("nothing is lost by that")),
            Choice("open", _("Show this question")),
        ]
        if self.at.choose(choices, _("Number, or Enter for 1:")) != "open":
            return False
        self.sitting.opened.add(self.at.question.id)
        self.say()
        return True

    def checked(self, stood: list[str]) -> bool:
        """Say what the checks say now and did not before; tell whether the person goes on."""
        asked = self.sitting.worksheet.question(self.at.question.id)
        new = [one for one in messages(self.sitting.worksheet, asked, self.sitting.now()) if one.id not in stood]
        if not new:
            return True
        self.talk.part(*(one.message for one in new))
        try:
            self.at.ask(_("Enter to go on, or /{back} to the question:").format(back=COMMANDS["back"]()))
        except Back:
            return False
        return True

    def skip(self) -> bool:
        """Offer the four no-answers, and what can be done with what was written; tell whether the person goes on."""
        kept = self.at.answer or Answer()
        self.talk.part(_("All of these are fine. No reason is needed."))
        try:
            chosen = self.talk.choose([Choice(*one) for one in no_answers(self.at.answer)], usual="back")
        except Back:
            return False
        if chosen == "back" or not isinstance(chosen, str):
            return False
        if chosen == "erase":
            self.face.desk.erase(self.at.question.id)
        else:
            self.face.desk.answer(self.at.question.id, kept.value, kept.other, cast(State, chosen))
        self.at.save()
        if chosen in LEFT_WORDS:
            self.talk.say(LEFT_WORDS[chosen]())
        return chosen not in ("erase", "given")
