"""How a worksheet speaks, as advice to those who write one: plain, short, no word that judges, nothing that takes long.

- Every rule gives a warning; none stops a sheet. The sheets that come with the program keep all of them.
- Rules on words know English only. Rules on length and on options hold in any language.
- The words that are out are those of the field's own advice: they judge, promise, or belong to a court.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import Any

from .finding import Finding, quoted
from .loading import Loaded
from .model import Checklist, Choice, Choices, Note, Question, Staircase, SummaryItem, Worksheet, build
from .reading_ease import grade, sentences
from .texts import Trail, place, texts

_OUT_WORDS = (
    r"should|just|simply|admit\w*|confess\w*|alleg(?:ed|ation)\w*|monsters?|forgiv(?:e|en|ing)|move on|closure|toxic"
    r"|domestic|your side of the story|why did(?:n't)? (?:you|they)|why (?:do|don't) you"
    r"|abus(?:er|ers)|perpetrators?|offenders?|batterers?|victims?"
    r"|scores?|levels?|low risk|high risk|percent|secure(?:ly)?|military-grade|undetectable"
)
_OUT = re.compile(rf"\b(?:{_OUT_WORDS})\b|[!%]", re.IGNORECASE)
_TOOL_CODE = re.compile(r"\bTool [A-H][1-6]\b|\b[A-EGH][1-6]\b")  # F1 to F6 are keys, told as W312

LONGEST_SENTENCE = 18
"""Words."""
HARDEST_TEXT, HARDEST_SHEET = 8.0, 6.0
"""Grades: of one text of a dozen words or more, and of a sheet at one door."""
MOST_QUESTIONS = 12
"""On the short path, at one door."""
WORDS_A_MINUTE = 150
SECONDS = {"ShortText": 30, "LongText": 90, "Choice": 15, "Choices": 25, "Scale": 10, "Date": 15, "Table": 120}
SECONDS |= {"PeopleQuestion": 120, "RingMap": 60, "Note": 0}
"""How long a short answer takes."""

Said = Iterator[tuple[str, Trail, str]]


def check(loaded: Loaded, data: Mapping[str, Any]) -> list[Finding]:
    """Return the advice on the canonical `data` of the file `loaded`, for each of its doors, in the order of lines."""
    rules: list[Callable[[Worksheet], Said]] = [too_many, minutes_untrue, long_notes, without_dont_know]
    rules.append(private_in_summary)
    if str(data["language"]).split("-")[0] == "en":
        rules += [words_out, long_sentences, hard_to_read]
    found: dict[Finding, None] = {}
    for door in data["audience"]:
        worksheet = build(data, door)
        for rule in rules:
            for code, trail, message in rule(worksheet):
                found[loaded.finding(code, message, place(data, trail))] = None
    return sorted(found)


def words_out(worksheet: Worksheet) -> Said:
    """Words that no sheet uses, and codes of another book's tools."""
    for trail, text in texts(worksheet):
        for hit in (*_OUT.finditer(text), *_TOOL_CODE.finditer(text)):
            yield "W501", trail, f"{quoted(hit[0])} is a word to leave out: say it in another way"


def long_sentences(worksheet: Worksheet) -> Said:
    """Sentences of more words than `LONGEST_SENTENCE`."""
    for trail, text in texts(worksheet):
        for one in sentences(text):
            if (many := len(one.split())) > LONGEST_SENTENCE:
                yield "W502", trail, f"a sentence of {many} words: make two of it ({quoted(one)})"


def hard_to_read(worksheet: Worksheet) -> Said:
    """A whole, or one longer text, that takes more years of school than most people like to read at night."""
    prose = [(trail, text) for trail, text in texts(worksheet) if len(text.split()) >= 6]
    for trail, text in prose:
        if len(text.split()) >= 12 and (hard := grade(text)) > HARDEST_TEXT:
            yield "W503", trail, f"hard to read (grade {hard:.1f}): use shorter words and sentences"
    if (hard := grade("\n\n".join(text for _, text in prose))) > HARDEST_SHEET:
        yield "W503", (), f"as a whole hard to read at the door {worksheet.door} (grade {hard:.1f})"


def too_many(worksheet: Worksheet) -> Said:
    """More questions on the short path than one evening takes."""
    asked = [one.id for one in worksheet.questions() if one.short_path and not isinstance(one, Note)]
    if len(asked) > MOST_QUESTIONS:
        said = f"{len(asked)} questions on the short path at the door {worksheet.door}: give some 'short_path: false'"
        yield "W504", (), said


def minutes_untrue(worksheet: Worksheet) -> Said:
    """A short path that does not fit into the minutes the sheet names."""
    if (needed := estimate(worksheet)) > worksheet.minutes:
        said = f"says {worksheet.minutes} minutes, and the short path at the door {worksheet.door} needs {ceil(needed)}"
        yield "W505", ("minutes",), said


def long_notes(worksheet: Worksheet) -> Said:
    """Notes that take more than a minute and a half to read at one go."""
    for one in worksheet.questions():
        if isinstance(one, Note) and (many := len(one.label.split())) > WORDS_A_MINUTE * 1.5:
            yield "W506", (_section_of(worksheet, one), one.id), f"a note of {many} words: keep what is needed here"


def without_dont_know(worksheet: Worksheet) -> Said:
    """Questions with options that do not offer not to know; choosing a person is left out."""
    for question in worksheet.questions():
        match question:
            case Choice(options_from="", options=options) | Choices(options_from="", options=options):
                known = options
            case Checklist(states=states):
                known = states
            case _:
                continue
        if "dont_know" not in [one.id for one in known]:
            said = "nobody can say here that they do not know: add {id: dont_know, label: I do not know}"
            yield "W507", (_section_of(worksheet, question), question.id), said


def private_in_summary(worksheet: Worksheet) -> Said:
    """Summary items that name what is never printed: they would show nothing."""
    for item in worksheet.summary:
        for name in item.questions:
            for shown in _shown_in_spite(item, worksheet.question(name)):
                yield "W508", (item.id,), f"{quoted(shown)} is private, so a summary never shows it"


def _shown_in_spite(item: SummaryItem, question: Question) -> list[str]:
    """What `item` names although nothing of it may be printed: a question, or columns of it."""
    columns = getattr(question, "columns", ()) + getattr(question, "fields", ())
    open_ = [one.id for one in columns if (one.share or question.share) != "private"]
    if question.share == "private" and not open_:
        return [question.id]
    return [f"{question.id}.{one}" for one in item.fields if one not in open_]


def _section_of(worksheet: Worksheet, question: Question) -> str:
    return next(one.id for one in worksheet.sections if question in one.questions)


def estimate(worksheet: Worksheet) -> float:
    """Return how many minutes the short path takes: everything on it read slowly and answered briefly."""
    short = [one for one in worksheet.questions() if one.short_path]
    read = [worksheet.about, *(text for one in short for _, text in texts(one))]
    read += [part for section in worksheet.sections for part in (section.title, section.intro, section.pause)]
    return sum(len(text.split()) for text in read) / WORDS_A_MINUTE + sum(map(_seconds, short)) / 60


def _seconds(question: Question) -> float:
    match question:
        case Checklist(items=items):
            return 6 * len(items)
        case Staircase(steps=steps):
            return 30 + 45 * len(steps)
    return SECONDS[type(question).__name__]
