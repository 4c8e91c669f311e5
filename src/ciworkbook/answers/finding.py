"""Finding words in everything that was written: in which visit, at which question, and the words around them.

- Case, accents and the marks over Arabic and Hebrew letters make no difference; the rest of the text is as it stands.
- All of the words looked for have to stand in one answer. A worksheet whose title holds them comes first; then answers
  that hold them, the newest first; then answers to questions that do.
- Texts are held in memory and nowhere else. What was looked for is kept by nobody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..text import cells, clean_line
from ..worksheet.model import Note, Worksheet
from ..worksheet.piping import pipe
from .reading import speaker
from .telling import Person, tell
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Text:
    """One answer as it can be searched."""

    visit: Visit
    question: str
    """Empty for what is kept beside the answers of a visit."""
    label: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    folded: str = field(repr=False)
    asked: str = field(repr=False)
    """The label, folded."""


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a place, and those found."""

    before: str = field(repr=False)
    hit: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet whose title holds the words."""

    worksheet: str
    title: str = field(repr=False)
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    sheets: tuple[Sheet, ...]
    places: tuple[Text, ...]

    def __len__(self) -> int:
        return len(self.sheets) + len(self.places)


class _Folding(dict[int, str]):
    """What each character is compared as, found out when it is first met. One character each: no text stays here."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code < 0x80:
            self[code] = character.lower()
        else:
            spread = unicodedata.normalize("NFKD", character.casefold())
            self[code] = unicodedata.normalize("NFC", "".join(one for one in spread if not _mark(one))).casefold()
        return self[code]


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Return `text` as it is compared."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDED)  # a character at a time takes five times as long


def _mark(character: str) -> bool:
    """Tell whether it is an accent or a point; vowel signs and the virama of Indic scripts are none of these."""
    kind = unicodedata.combining(character)
    return kind >= 200 or 10 <= kind <= 35


def texts(
    worksheet: Worksheet,
    visit: Visit,
    people: Person,
    own: Mapping[str, str],
    kept: Iterable[tuple[str, Sequence[str]]] = (),
) -> list[Text]:
    """Return every answer of `visit` in the words it was asked in, resting ones too.

    `kept` is what the visit keeps beside its answers: the label and the lines of each.
    """
    speak = speaker(worksheet, visit, people, own)
    found = []
    for question in worksheet.questions():
        answer = visit.answers.get(question.id)
        if answer is not None and answer.given and not isinstance(question, Note):
            found.append(_text(visit, question.id, pipe(question.label, speak), tell(question, answer, people)))
    return found + [_text(visit, "", label, lines) for label, lines in kept]


def _text(visit: Visit, question: str, label: str, lines: Sequence[str]) -> Text:
    asked = clean_line(label)
    return Text(visit, question, asked, tuple(lines), fold("\n".join(lines)), fold(asked))


def lay_together(index: Iterable[Text]) -> None:
    """Have the words that are looked through lie beside one another in memory, not among what was read to make them.

    Going through a hundred thousand of them takes a third less then.
    """
    index = list(index)
    copies = [one.folded.encode("utf-8", "surrogatepass") for one in index]
    for one, copied in zip(index, [copy.decode("utf-8", "surrogatepass") for copy in copies], strict=True):
        object.__setattr__(one, "folded", copied)  # the same words: nobody sees a change


def find(
    typed: str, titles: Iterable[tuple[str, Visit]], index: Sequence[Text], asked: Collection[str] = ()
) -> Results:
    """Look for the words of `typed`; nothing where there are none.

    `titles` are the titles of the worksheets of all visits, `index` all texts; both with the newest visit first.
    `asked` are the questions of `index`, each once, folded; they are worked out where they are not given.
    """
    words = list(dict.fromkeys(fold(typed).split()))
    if not words:
        return Results((), ())
    titles = list(titles)
    named = {title for title in dict.fromkeys(title for title, _visit in titles) if _holds(fold(title), words)}
    sheets: dict[str, tuple[str, list[Visit]]] = {}
    for title, visit in titles if named else ():
        if title in named:
            sheets.setdefault(visit.worksheet, (title, []))[1].append(visit)
    # A hundred thousand texts are gone through: a comprehension a word takes a tenth of a call a text, and of the few
    # questions that there are each is looked at once.
    asked = asked or {one.asked for one in index}
    either = answers = index
    for word in words:
        if holding := {one for one in asked if word in one}:
            either = [one for one in either if word in one.folded or one.asked in holding]
            answers = [one for one in answers if word in one.folded]
        elif answers is either:
            either = answers = [one for one in either if word in one.folded]
        else:
            either, answers = ([one for one in some if word in one.folded] for some in (either, answers))
    others: list[Text] = []
    if len(answers) < len(either):
        known = set(map(id, answers))
        others = [one for one in either if id(one) not in known]
    found = tuple(Sheet(id_, title, tuple(visits)) for id_, (title, visits) in sheets.items())
    return Results(found, (*answers, *others))


def _holds(folded: str, words: Sequence[str]) -> bool:
    return all(word in folded for word in words)


def around(text: Text, typed: str, width: int) -> Around:
    """Return the words around the first place, in at most `width` cells; where only the question holds the words, the
    beginning of the answer, with nothing found in it."""
    words = fold(typed).split()
    for line in text.lines:
        whole = unicodedata.normalize("NFC", clean_line(line))
        places = [place for word in words if (place := _place(whole, word)) is not None]
        if places:
            start, end = min(places)
            return _cut(whole, start, end, width)
    first = unicodedata.normalize("NFC", clean_line(text.lines[0])) if text.lines else ""
    return Around("", "", _head(first, width))


def _place(line: str, word: str) -> tuple[int, int] | None:
    """Return where in `line` the folded `word` stands: its first character, and the one after its last."""
    at: list[int] = []
    folded = []
    for number, character in enumerate(line):
        part = _FOLDED[ord(character)]
        folded.append(part)
        at.extend([number] * len(part))
    start = "".join(folded).find(word)
    return None if start < 0 else (at[start], at[start + len(word) - 1] + 1)


def _cut(line: str, start: int, end: int, width: int) -> Around:
    while end < len(line) and unicodedata.combining(line[end]):
        end += 1
    hit = _head(line[start:end], width)
    before = _tail(line[:start], max(0, min(width - cells(hit), width * 2 // 5)))
    after = _head(line[end:], max(0, width - cells(before) - cells(hit)))
    if not line[end:]:  # room that is left at the end goes to what stands before
        before = _tail(line[:start], max(0, width - cells(hit)))
    return Around(before, hit, after)


def _head(text: str, width: int) -> str:
    """Return the beginning of `text`, with "…" at a space where it is cut."""
    head = text[: 4 * max(0, width) + 4]
    if head == text and cells(text) <= width:
        return text
    while head and cells(head) > width - 1:
        head = head[:-1]
    space = head.rfind(" ", max(1, len(head) - 12))
    return head[: space if space > 0 else len(head)].rstrip() + "…" if width > 0 else ""


def _tail(text: str, width: int) -> str:
    """Return the end of `text`, with "…" at a space where it is cut."""
    tail = text[-4 * max(0, width) - 4 :]
    if tail == text and cells(text) <= width:
        return text
    while tail and cells(tail) > width - 1:
        tail = tail[1:]
    space = tail.find(" ", 0, 12)
    return "…" + tail[space + 1 if space >= 0 else 0 :] if width > 0 else ""
