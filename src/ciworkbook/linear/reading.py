"""A worksheet read in lines: every question with what was left there, part by part; and a list of all questions.

- A question behind a content note is told by the note alone until it has an answer.
- What rests comes last with the reason, a way to bring it back, and a way to erase it.
"""

from __future__ import annotations

from ..answers.flow import progress
from ..answers.reading import Asked, Reading, Rests, note_text
from ..answers.telling import counted, no_answer
from ..looking_back import read_visit
from ..sitting import Sitting
from ..text import shorten
from ..words import _, n_
from ..worksheet.model import Note
from ..worksheet.sentences import numbers
from .choices import Choice
from .face import Face
from .going import Back
from .spoken import undotted, unmarked
from .typed import without_dot

SHORT = 70
"""Cells of a question in a list."""


def list_questions(face: Face, sitting: Sitting, here: str) -> str:
    """Say all questions of the path taken with how they were left; return the one to go to, empty for none."""
    while True:
        face.talk.page(_("All questions"))
        choices = [
            Choice(leaf.id, shorten(_called(sitting, leaf.id), SHORT), _left(sitting, leaf.id, here))
            for leaf in sitting.leaves()
            if leaf.kind == "question"
        ]
        longer = any(not one.short_path for one in sitting.worksheet.questions())
        if longer and not sitting.long:
            choices.append(Choice("*long", _("List the questions of the longer way too")))
        try:
            chosen = face.talk.choose(choices, usual="", prompt=_("Number of a question, or Enter to go back:"))
        except Back:
            return ""
        if chosen != "*long":
            return chosen if isinstance(chosen, str) else ""
        sitting.long = True


def _called(sitting: Sitting, id: str) -> str:
    question = sitting.question(id)
    if question.content_note is not None and not sitting.is_open(id):
        return note_text(question.content_note)
    return question.label


def _left(sitting: Sitting, id: str, here: str) -> str:
    if id == here:
        return _("you are here")
    answer = sitting.visit.answers.get(id)
    if isinstance(sitting.worksheet.question(id), Note):
        return _("to read")
    if answer is None or (answer.state == "given" and not answer.given):
        return _("left empty")
    return no_answer(answer.state) or _("answered")


def read_all(face: Face, sitting: Sitting) -> str:
    """Read the whole visit; return the question to go to, empty for none."""
    try:
        return _ReadAll(face, sitting).read()
    except Back:
        return ""


class _ReadAll:
    def __init__(self, face: Face, sitting: Sitting) -> None:
        self.face, self.talk, self.sitting = face, face.talk, sitting
        self.numbers = {number: id for id, number in numbers(sitting.worksheet).items()}

    def read(self) -> str:
        """Say part after part."""
        whole = self.whole()
        sheet, visit = self.sitting.worksheet, self.sitting.visit
        self.talk.page(sheet.title, counted(progress(sheet, visit)))
        for number, part in enumerate(whole.parts):
            self.talk.part(part.title, note_text(part.note) if part.note is not None else "")
            for one in part.asked:
                self.talk.say(*self.lines(one))
            last = number + 1 == len(whole.parts)
            if not last and (
                chosen := self.ask(_("Enter for the next part, or the number of a question to go there:"))
            ):
                return chosen
        if whole.later:
            self.talk.say(
                n_(
                    "{n} more question comes up only after certain answers.",
                    "{n} more questions come up only after certain answers.",
                    whole.later,
                )
            )
        return self.resting(whole)

    def whole(self) -> Reading:
        """Read the visit as it is now."""
        return read_visit(self.face.workbook, self.sitting.worksheet, self.sitting.visit)

    def lines(self, asked: Asked) -> list[str]:
        """Return one question and what was left there; in a fresh visit, what it offers."""
        if not asked.number:
            return [unmarked(asked.label)]
        label = asked.label if asked.note is None else note_text(asked.note)
        said = [f"{asked.number}. {label}"]
        fresh = not self.sitting.visit.answers
        if fresh and not asked.lines:
            return [*said, *asked.offered]
        said += [undotted(one) for one in asked.lines] or [_("left empty")]
        if asked.carried and asked.left == "given":
            said.append(_("brought from the visit before"))
        if asked.id == self.sitting.visit.at_question and not fresh:
            said.append(_("You are here."))
        return said

    def resting(self, whole: Reading) -> str:
        """Say what rests; ask what to do with it, or where to go."""
        while whole.rests:
            self.talk.part(_("Resting"), _("Kept, though not asked now. These stay out of every summary."))
            choices = [way for one in whole.rests for way in self.ways(one)]
            chosen = self.talk.choose(choices, usual="", prompt=_("Number, or Enter to go back:"))
            kind, _sep, id = chosen.partition(":") if isinstance(chosen, str) else ("", "", "")
            if kind != "erase":
                return id
            self.erase(id)
            whole = self.whole()
        return self.ask(_("Enter to go back, or the number of a question to go there:"))

    def ways(self, one: Rests) -> list[Choice]:
        """Say one answer that rests; return what can be done with it."""
        why = _("Asked {only_if}.").format(only_if=one.why) if one.why else ""
        self.talk.say(*self.lines(one.asked), why)
        label = shorten(one.asked.label, SHORT)
        ways = []
        if one.back:
            number = next(number for number, id in self.numbers.items() if id == one.back)
            ways.append(
                Choice(f"go:{one.back}", _("Bring it back: go to question {number}").format(number=number), label)
            )
        return [*ways, Choice(f"erase:{one.asked.id}", _("Erase it…"), label)]

    def erase(self, id: str) -> None:
        """Ask once, and take an answer out of the visit."""
        self.talk.part(
            _("Erase this answer?"),
            self.sitting.worksheet.question(id).label,
            _("It is taken out of this visit. This cannot be undone."),
        )
        if self.talk.choose([Choice("keep", _("Keep it")), Choice("do", _("Erase it"))], usual="keep") == "do":
            self.sitting.desk.erase(id)
            self.sitting.desk.save()

    def ask(self, prompt: str) -> str:
        """Ask for the number of a question that is asked now; empty for Enter alone."""
        shown = set(self.sitting.now().shown)
        while True:
            typed = without_dot(self.talk.ask(prompt).text)
            if not typed:
                return ""
            id = self.numbers.get(int(typed)) if typed.isdecimal() else None
            if id is not None and id in shown:
                return id
            self.talk.say(_("No question that is asked now has this number."))
