"""What every shipped worksheet holds to: each rule gives a sentence for each fault it finds.

- A rule takes a worksheet at one door (or its raw data), and returns faults; no fault is an empty list.
- The words that are out, and the questions nobody at the door "caused harm" is ever asked, are listed here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from ciworkbook.worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Note,
    Question,
    Staircase,
    SummaryItem,
    Worksheet,
)
from ciworkbook.worksheet.piping import pipe

READ = {"title", "about", "label", "hint", "guidance", "intro", "pause", "message", "text", "invite", "empty"}
READ |= {"placeholder", "min_label", "max_label", "row_label", "alias_hint", "person_label", "topics", "signs"}
"""Fields that a person reads."""

OUT = (
    r"should|just|simply|admit\w*|confess\w*|alleg(?:ed|ation)\w*|monsters?|forgiv(?:e|en|ing)|move on|closure|toxic"
    r"|domestic|your side of the story|why did(?:n't)? (?:you|they)|why (?:do|don't) you"
    r"|abus(?:er|ers)|perpetrators?|offenders?|batterers?|victims?"
    r"|scores?|levels?|low risk|high risk|percent|secure(?:ly)?|military-grade|undetectable"
)
_OUT = re.compile(rf"\b(?:{OUT})\b|[!%]", re.IGNORECASE)
_TOOL_CODE = re.compile(r"\b(?:Tool )?[A-H][1-6]\b")

_THEM = r"(?:them|they|she|he|her|him|the (?:person|one) (?:you|i) (?:harmed|hurt)|your (?:ex|partner|victim))"
_THEIRS = r"(?:their|his|her|the person (?:you|i) harmed's)"
_REACH = "reach|contact|find|meet|see|message|call"
_NEVER_ASKED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhere (?:is|are|do|does|did|could|might|can) {_THEM}\b",
        rf"\bwhere {_THEM} (?:is|are|lives?|stays?|goes|go|works?|sleeps?|might|may|could)\b",
        rf"\b{_THEIRS} (?:new )?(?:address|home|house|number|phone|routine|school|work|job|car|friends|family)\b",
        rf"\bwho (?:supports?|helps?|protects?|hides?|shelters?|believes?|is with|lives with|stands by) {_THEM}\b",
        rf"\b(?:supporters|helpers|allies|friends|family) of {_THEM}\b",
        rf"\bhow (?:can|could|do|does|might|to|will|would)\b[^.?]*\b(?:{_REACH})\b[^.?]*\b{_THEM}\b",
        rf"\b(?:way|ways|time|times|place) to (?:{_REACH}) {_THEM}\b",
    )
]

WORDS_A_MINUTE = 150
LONGEST_SENTENCE = 18
SECONDS = {"ShortText": 30, "LongText": 90, "Choice": 15, "Choices": 25, "Scale": 10, "Date": 15, "Table": 120}
SECONDS |= {"PeopleQuestion": 120, "RingMap": 60, "Note": 0}


def texts(part: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield (where it stands, text) for each text of `part` that a person reads, pipes filled with their own words."""
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return
    here = f"{where}/{getattr(part, 'id', type(part).__name__)}"
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                if field.name in READ and one:
                    yield f"{here}.{field.name}", pipe(one, lambda _: "")
            else:
                yield from texts(one, here)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`; a list item ends one."""
    parts = re.split(r"\n\s*\n|\n\s*- ", text)
    return [one for part in parts for one in re.split(r'(?<=[.?:])\s+(?=[A-Z"])', " ".join(part.split())) if one]


def words_out(worksheet: Worksheet) -> list[str]:
    """Words that no sheet uses, and tool codes."""
    found = []
    for where, text in texts(worksheet):
        found += [f"{where}: {hit[0]!r} is out" for hit in (*_OUT.finditer(text), *_TOOL_CODE.finditer(text))]
    return found


def long_sentences(worksheet: Worksheet) -> list[str]:
    """Sentences of more words than `LONGEST_SENTENCE`."""
    found = []
    for where, text in texts(worksheet):
        for one in sentences(text):
            if (many := len(one.split())) > LONGEST_SENTENCE:
                found.append(f"{where}: {many} words: {one}")
    return found


def _syllables(word: str) -> int:
    word = re.sub(r"'s$", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", word))
    if count > 1 and re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of `text`, with syllables counted by groups of vowels."""
    said = sentences(text)
    words = [word for one in said for word in re.findall(r"[A-Za-z']+", one)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def hard_to_read(worksheet: Worksheet) -> list[str]:
    """A whole above grade 6, or one text of a dozen words or more above grade 8."""
    prose = [(where, text) for where, text in texts(worksheet) if len(text.split()) >= 6]
    found = [
        f"{where}: grade {grade(text):.1f}" for where, text in prose if len(text.split()) >= 12 and grade(text) > 8
    ]
    whole = grade("\n\n".join(text for _, text in prose))
    return [*found, *([f"the whole: grade {whole:.1f}"] if whole > 6 else [])]


def too_many(worksheet: Worksheet) -> list[str]:
    """More than twelve questions on the short path."""
    asked = [one.id for one in worksheet.questions() if one.short_path and not isinstance(one, Note)]
    return [f"{len(asked)} questions on the short path: {asked}"] if len(asked) > 12 else []


def _seconds(question: Question) -> float:
    match question:
        case Checklist(items=items):
            return 6 * len(items)
        case Staircase(steps=steps):
            return 30 + 45 * len(steps)
    return SECONDS[type(question).__name__]


def estimate(worksheet: Worksheet) -> float:
    """Return how many minutes the short path takes: everything on it read slowly and answered briefly."""
    short = [one for one in worksheet.questions() if one.short_path]
    read = [worksheet.about, *(text for one in short for _, text in texts(one))]
    read += [part for section in worksheet.sections for part in (section.title, section.intro, section.pause)]
    return sum(len(text.split()) for text in read) / WORDS_A_MINUTE + sum(map(_seconds, short)) / 60


def minutes_untrue(worksheet: Worksheet) -> list[str]:
    """A short path that does not fit into the minutes the sheet names."""
    needed = estimate(worksheet)
    return [f"says {worksheet.minutes} minutes, needs {needed:.0f}"] if needed > worksheet.minutes else []


def long_pages(worksheet: Worksheet) -> list[str]:
    """Notes that take more than a minute and a half to read at one go."""
    notes = [one for one in worksheet.questions() if isinstance(one, Note)]
    return [f"{one.id}: {n} words" for one in notes if (n := len(one.label.split())) > WORDS_A_MINUTE * 1.5]


def without_dont_know(worksheet: Worksheet) -> list[str]:
    """Questions with options that do not offer "I do not know"; choosing a person is left out."""
    found = []
    for question in worksheet.questions():
        match question:
            case Choice(options_from="", options=options) | Choices(options_from="", options=options):
                known = options
            case Checklist(states=states):
                known = states
            case _:
                continue
        if "dont_know" not in [one.id for one in known]:
            found.append(f"{question.id}: no way to say that one does not know")
    return found


def asks_about_harmed(worksheet: Worksheet) -> list[str]:
    """Texts at the door "caused harm" that ask where the harmed person is, who supports them or how to reach them."""
    assert worksheet.door == "caused_harm"
    found = []
    for where, text in texts(worksheet):
        found += [f"{where}: {hit[0]!r}" for rule in _NEVER_ASKED for hit in rule.finditer(text)]
    return found


def private_in_summary(worksheet: Worksheet) -> list[str]:
    """Summary items that show a private question, a private field, or everything of a question that has one."""
    found = []
    for item in worksheet.summary:
        for name in item.questions:
            found += _shown_in_spite(item, worksheet.question(name))
    return found


def _shown_in_spite(item: SummaryItem, question: Question) -> list[str]:
    if question.share == "private":
        return [f"{item.id}: shows {question.id}"]
    columns = getattr(question, "columns", ()) + getattr(question, "fields", ())
    private = {one.id for one in columns if one.share == "private"}
    shown = private & set(item.fields) if item.fields else private
    return [f"{item.id}: shows {question.id}.{one}" for one in sorted(shown)]


def types_used(worksheet: Worksheet) -> set[str]:
    """Return the question types a worksheet uses, by class name."""
    return {type(one).__name__ for one in worksheet.questions()}
