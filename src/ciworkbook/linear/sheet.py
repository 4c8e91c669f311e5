"""A worksheet in lines: the way in, the questions asked now in order, the pauses it offers, the way out.

- Every answer is saved when it is given. Conditions are worked out again after each one, so that a question it opens
  is asked next; what it closes rests.
- Nothing is required: Enter goes on, and the four no-answers are one word away. Checks are said and never block.
- Going back at the way in, going home and ending put the visit away; what cannot be saved is said, and one stays.
"""

from __future__ import annotations

from ..answers.dates import day_in_words, day_of, how_long_ago, in_words
from ..answers.reading import note_text
from ..answers.typed_dates import understand
from ..answers.visit import Visit
from ..languages import part_words, way_in_words
from ..sitting import Sitting, again, card_words, last_written
from ..sitting_words import (
    coming,
    days_to_look_again,
    how_long,
    safety_line,
    ways_of_leaving,
    ways_on,
)
from ..text import clean_line
from ..words import _, p_
from .cards import read_card
from .changed import offer, put_away
from .choices import Choice, numbered
from .commands import COMMANDS
from .face import Face
from .going import Back, Home
from .questions.asking import Questions, ReadAll
from .questions.one import OneQuestion
from .reading import list_questions, read_all
from .spoken import unmarked
from .ways import open_page


def open_sheet(face: Face, worksheet: str) -> None:
    """Open `worksheet`: ask whether to carry on where there is an earlier visit, else begin. Raises `Back`."""
    workbook = face.workbook
    door = workbook.settings.door or "harmed"
    last = last_written(workbook, worksheet, door)
    if last is None:
        _lay_out(face, workbook.begin(worksheet, door))
        return
    last = offer(face, last)
    order, invite = again(workbook, last)
    day, today = day_of(last.started), workbook.now().date()
    ways = {
        "new": Choice("new", _("Begin a new visit today"), _("the earlier one stays as it is")),
        "carry_on": Choice("carry_on", _("Carry on with that one"), how_long_ago(day, today)),
    }
    said = _("You filled this in on {date}.").format(date=day_in_words(day))
    face.talk.page(clean_line(workbook.named(last).title), said, invite)
    chosen = face.talk.choose([ways[one] for one in order], usual=order[0])
    _lay_out(face, last if chosen == "carry_on" else workbook.begin(worksheet, door))


def open_visit(face: Face, visit: Visit) -> None:
    """Open `visit` to be filled in; where its sheet has changed since, ask first whether to move it. Raises `Back`."""
    _lay_out(face, offer(face, visit))


def _lay_out(face: Face, visit: Visit) -> None:
    if not put_away(face):
        return
    face.desk.lay_out(visit)
    following = _Walk(face, visit).walk()
    if following:
        open_sheet(face, following)


class _Walk:
    """One visit, page after page."""

    def __init__(self, face: Face, visit: Visit) -> None:
        self.face, self.talk = face, face.talk
        self.sitting = Sitting(face.workbook.worksheet_of(visit), face.workbook, face.desk)
        self.leaf = self.sitting.start(visit.at_question)
        self.place = 0
        self.said = ""
        """The section whose beginning was said last."""
        self.problem = ""

    def walk(self) -> str:
        """Go through the pages until the person leaves; return the worksheet to open next, if any."""
        while True:
            try:
                following = self.page()
            except Back:
                if self.leaf.kind == "in":
                    if self.away():
                        return ""
                else:
                    self.turn(-1)
                continue
            except Home:
                if self.away():
                    raise
                continue
            if following is not None and self.away():
                return following

    def away(self) -> bool:
        """Put the visit away; where it cannot be saved, say so and stay."""
        self.face.desk.save()
        status = self.face.desk.status()
        if put_away(self.face):
            self.sitting.keep_words()
            self.talk.say(status)
            return True
        return False

    def turn(self, by: int) -> None:
        """Go to the next page, or the one before."""
        self.sitting.keep_words()
        self.leaf, self.place = self.sitting.beside(self.leaf, self.place, by)

    def go(self, question: str) -> None:
        """Go to a question, also to one of the longer path."""
        self.sitting.long = self.sitting.long or not self.sitting.worksheet.question(question).short_path
        self.leaf = self.sitting.leaf_with(question) or self.leaf

    def page(self) -> str | None:
        """Say and ask the page that is open; return the worksheet to open next, "" for none, where it ends."""
        match self.leaf.kind:
            case "in":
                return self.way_in()
            case "pause":
                return self.between()
            case "out":
                return self.way_out()
        self.face.desk.note(at_question=self.leaf.id)
        self.face.desk.save()
        self.section_begins()
        self.question()
        return None

    # Around the questions

    def way_in(self) -> str | None:
        """Say what the sheet is, and ask whether now is a good time."""
        sheet, cards = self.sitting.worksheet, self.sitting.cards(self.sitting.worksheet.cards)
        self.talk.page(
            sheet.title,
            unmarked(sheet.about),
            way_in_words(sheet),
            coming(sheet),
            how_long(sheet),
            _("Is now a good time?"),
        )
        choices = [Choice(way, said) for way, said in ways_on(sheet)]
        choices += [
            Choice("pause", _("A few quiet minutes first")),
            Choice("read", _("Read all the questions first")),
            Choice("paper", _("Have it on paper, to write on by hand…")),
            Choice("stop", _("Another day")),
            *(Choice(f"card:{card.id}", card_words(card), _("read") if read else "") for card, read in cards),
        ]
        match self.talk.choose(choices, usual="next"):
            case "next":
                self.turn(1)
            case "long":
                self.sitting.long = True
                self.turn(1)
            case "pause":
                self.talk.pause()
            case "read":
                self.read()
            case "paper":
                self.face.open(lambda face: open_page(face, "blank", "blank_paper", sheet))
            case "stop":
                return ""
            case str() as chosen:
                card = next(card for card, _read in cards if f"card:{card.id}" == chosen)
                self.face.open(lambda face: read_card(face, card))
        return None

    def section_begins(self) -> None:
        """Say what stands before the first question of a section, where there is something."""
        section = self.sitting.section(self.leaf)
        first = self.sitting.asked(section)[:1]
        if self.leaf.id not in first or self.said == section.id:
            self.said = section.id
            return
        self.said = section.id
        note = note_text(section.content_note) if section.content_note is not None else ""
        if not (note or section.intro):
            return
        untranslated = part_words(self.sitting.worksheet, section.id)
        self.talk.page(section.title, untranslated, note, unmarked(self.sitting.pipe(section.intro)))
        if note:
            # Whoever would rather not hear what follows can go back, or away, before it is said.
            self.talk.ask(_("Enter to go on, or /{back}:").format(back=COMMANDS["back"]()))

    def between(self) -> str | None:
        """Offer a place to stop."""
        self.talk.part(self.sitting.pipe(self.sitting.section(self.leaf).pause))
        choices = [
            Choice("next", _("Go on")),
            Choice("pause", _("A few quiet minutes")),
            Choice("stop", _("Stop here for today")),
        ]
        match self.talk.choose(choices, usual="next"):
            case "next":
                self.turn(1)
            case "pause":
                self.talk.pause()
            case _stop:
                return ""
        return None

    def way_out(self) -> str | None:
        """Ask how the person is leaving; offer a day to look again, a summary, and what may help next."""
        sitting, visit = self.sitting, self.sitting.visit
        today = self.face.workbook.now().date()
        self.talk.page(
            _("That was the last question."),
            _("You can go back to any of them, today or another day."),
            safety_line(sitting.worksheet.door, today),
            _("How are you leaving this page?"),
        )
        day = in_words(visit.look_again) if visit.look_again else ""
        following = sitting.suggestions()
        choices = [
            *(Choice(way, said, note) for way, said, note in ways_of_leaving()),
            Choice("look_again", _("A day to look at this again…"), day),
            Choice("read", _("Read it all through")),
            Choice("summary", _("Make a summary of this…")),
            Choice("numbers", _("Numbers and people to call")),
            Choice("previous", p_("page", "Back")),
            *(
                Choice(f"sheet:{one.id}", _("What may help next: {title}").format(title=one.title), why)
                for one, why in following
            ),
        ]
        chosen = self.talk.choose(choices, usual="leaving:")
        kind, _sep, rest = chosen.partition(":") if isinstance(chosen, str) else ("", "", "")
        match kind:
            case "leaving":
                return self.leave_as(rest)
            case "look_again":
                self.face.open(lambda _face: self.look_again())
            case "read":
                self.read()
            case "summary":
                self.face.desk.save()
                self.face.open(lambda face: open_page(face, "summary", "summary", [sitting.visit]))
            case "numbers":
                self.face.open(lambda face: open_page(face, "numbers"))
            case "previous":
                self.turn(-1)
            case "sheet":
                self.face.desk.note(state="closed")
                return rest
        return None

    def leave_as(self, how: str) -> str:
        """Keep how the person leaves, and offer a few quiet minutes where that may help."""
        self.face.desk.note(leaving=how, state="closed")
        self.face.desk.save()
        if how in ("stirred", "someone"):
            self.talk.pause()
        return ""

    def look_again(self) -> None:
        """Ask for a day to look at the sheet again."""
        visit, today = self.sitting.visit, self.face.workbook.now().date()
        self.talk.page(
            _("On which day would you like to look at this again?"),
            _("On that day it stands on the first page. Nothing else reminds you."),
        )
        choices = [
            Choice(day.isoformat(), said, in_words(day.isoformat()))
            for said, day in days_to_look_again(self.sitting.worksheet.revisit, today)
        ]
        if visit.look_again:
            choices.append(Choice("", _("No day")))
        for number, one in enumerate(choices, 1):
            self.talk.say(numbered(number, one))
        while True:
            typed = self.talk.ask(_("Number, another day, or Enter to leave it as it is:")).text.strip()
            if not typed:
                return
            if typed.isdecimal() and 1 <= int(typed) <= len(choices):
                day = choices[int(typed) - 1].id
                break
            reading = understand(typed, "day", today)
            if reading is not None and len(reading.value) == len("2026-11-24"):
                day = reading.value
                break
            self.talk.say(_("Not read as a day. Type a number, or a day such as 24 12 2026."))
        self.face.desk.note(look_again=day)
        self.face.desk.save()
        self.talk.say(_("Look again: {date}").format(date=in_words(day, weekday=True)) if day else _("No day"))

    def read(self) -> None:
        """Read the whole worksheet; go to the question that was chosen there."""
        self.face.desk.save()
        chosen = read_all(self.face, self.sitting)
        if chosen:
            self.go(chosen)

    # One question

    def question(self) -> None:
        """Ask the question of this page, and go on."""
        one = OneQuestion(self.face, self.sitting, self.leaf.id, self.problem)
        try:
            if one.ask():
                self.turn(1)
        except Questions:
            if chosen := list_questions(self.face, self.sitting, self.leaf.id):
                self.go(chosen)
        except ReadAll:
            self.read()
        finally:
            self.problem = one.at.problem
