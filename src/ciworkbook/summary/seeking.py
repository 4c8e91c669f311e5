"""Finds known names in what someone wrote, however they wrote them.

- A name is found as a whole word, in any case, over any space or hyphen; composed or not, full-width or not, with or
  without accents, with characters inside that take no room. The longest name goes first.
- Where the script changes a word ends, with or without a space.
- Endings belong to it: "Toms", "Анны"; a longer name may have up to three letters more. In Arabic and Hebrew small
  words may be written before it without a space; they stay.
- A word of a name of several words names the person too, if it has a capital. If two share it, it is `SHARED`.
- A name of one letter is found only in the case it was written in: "a" is also a word.
- What is found wrongly reads oddly and can be changed; what is missed names someone. In doubt it is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

SHARED = ""
"""Stands for the owner of a word that is part of two names."""

# Scripts that write no space between words, or join endings to a name: there a name has no border to look for.
_JOINED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
_UNSEEN = re.compile("[\u034f\u0640\u064b-\u0652\u0670\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
_PLAIN = re.compile("[\n\t -_a-~]*")  # ASCII without controls, and without the sign that stands for an apostrophe
_OTHER = re.compile("[^\n\t -_a-~](?: ?[^\n\t -_a-~])*")
_GAP = re.compile(r"[\s\-_.\u2010-\u2015]+")
_MARKS = "[\u0300-\u036f]"
_APOSTROPHES = "'’‘ʼ`´＇"
_LEADS = (re.compile("[وفبلك]{0,2}(?:ال|لل)?"), re.compile("[והבלמשכ]{1,3}"))
_SHORT_ENDING = "(?:e?s)?"
_CYRILLIC, _GREEK = "[\u0400-\u052f]", "[\u0370-\u03ff]"
_STEM_ENDS = {_CYRILLIC: "аеёиоуыэюяйь", _GREEK: "αεηιουωσ"}
_TITLES = frozenset(
    [
        "the",
        "and",
        "for",
        "from",
        "with",
        "our",
        "his",
        "her",
        "mrs",
        "miss",
        "sir",
        "aunt",
        "uncle",
        "auntie",
        "mom",
        "mum",
        "dad",
        "mama",
        "papa",
        "doctor",
        "nurse",
        "officer",
        "pastor",
        "father",
        "mother",
        "sister",
        "brother",
        "coach",
        "boss",
        "teacher",
        "friend",
        "neighbor",
        "neighbour",
        "big",
        "little",
        "old",
        "new",
        "grandma",
        "grandpa",
        "von",
        "van",
        "der",
        "den",
        "del",
        "las",
        "los",
    ]
)
LONG = 5
"""Letters from which on a name may have any short ending."""


@dataclass(frozen=True, slots=True)
class Known:
    """Someone's id, and a name."""

    id: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Needle:
    id: str
    pattern: re.Pattern[str] = field(repr=False)
    size: int
    first: str = field(repr=False)
    letters: int
    capital: bool = False
    """Only where the text has a capital too."""
    as_written: str = field(default="", repr=False)
    """What it has to be to the letter; empty where the case does not count."""


def one_sign_words(character: str) -> bool:
    """Tell whether `character` belongs to a script in which one sign may be a word."""
    return bool(_JOINED.match(character))


class Seeker:
    """Looks for the names of `known`; a name of nothing but punctuation is not looked for."""

    def __init__(self, known: Iterable[Known]) -> None:
        composed = [(one.id, unicodedata.normalize("NFC", one.name).strip()) for one in known]
        named = [(id_, name) for id_, name in composed if any(_says(one) for one in _folded(name)[0])]
        self._needles: dict[str, list[_Needle]] = {}
        for needle in sorted([*(_needle(*one) for one in named), *_parts(named)], key=lambda one: -one.size):
            self._needles.setdefault(needle.first, []).append(needle)
        # Inside a word of plain letters no name begins; elsewhere `_begins` tells.
        plain = [one for one in self._needles if "a" <= one <= "z"]
        other = [one for one in self._needles if not "a" <= one <= "z"]
        parts = ([f"(?<![a-z]){self._any(plain)}"] if plain else []) + ([self._any(other)] if other else [])
        self._starts = re.compile("|".join(parts)) if parts else None

    def _any(self, firsts: list[str]) -> str:
        """A pattern of all names that begin with one of `firsts`: a text without them is seen through at once."""
        begun = "".join(map(re.escape, firsts))
        spelled = (
            f"(?={re.escape(one)})(?:{'|'.join(needle.pattern.pattern for needle in self._needles[one])})"
            for one in firsts
        )
        return f"(?=[{begun}])(?:{'|'.join(spelled)})"

    def finds(self, text: str) -> bool:
        """Tell whether a known name stands in `text`."""
        return next(self._found(unicodedata.normalize("NFC", text)), None) is not None

    def replace(self, text: str, instead: Callable[[str], str]) -> str:
        """Return `text`, composed, with what `instead` gives for an id (or `SHARED`) in the place of each name."""
        text = unicodedata.normalize("NFC", text)
        made, done = [], 0
        for start, end, id_ in self._found(text):
            made.append(text[done:start] + instead(id_))
            done = end
        return "".join(made) + text[done:] if made else text

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where names stand in `text`, from left to right."""
        if self._starts is None:
            return
        folded, places = _folded(text)
        at = 0
        while start := self._starts.search(folded, at):
            at = start.start() + 1
            for needle in self._needles[folded[start.start()]]:
                found = needle.pattern.match(folded, start.start())
                if found and (end := _fits(needle, folded, found, text, places)):
                    yield places[start.start()], places[end - 1] + 1, needle.id
                    at = end
                    break


def _fits(needle: _Needle, folded: str, found: re.Match[str], text: str, places: Sequence[int]) -> int:
    """Return where `needle` ends that was `found`; 0 if it does not stand there as a word."""
    if not _begins(needle, folded, found.start()) or not _ends(needle, folded, found.end()):
        return 0
    written = text[places[found.start()] : places[found.end() - 1] + 1]
    if needle.capital and written[0].islower():
        return 0
    if needle.as_written and _bare(written) != needle.as_written:
        return 0
    return found.end()


def _bare(text: str) -> str:
    """The letter of a name that has no other, in its case."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalpha())


def _says(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNS"


def _unseen(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cf", "Cc", "Cn", "Co") or bool(_UNSEEN.match(character))


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` as names are compared, and for each character the place in `text` it comes from."""
    if _PLAIN.fullmatch(text):
        return text.lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    done = 0
    for found in _OTHER.finditer(text):  # a few accents in plain letters, or nearly all of the text
        start, end = found.span()
        made = list(map(_compared, found[0]))
        joined = "".join(made)
        folded += text[done:start].lower(), joined
        places += range(done, start)
        if len(joined) == len(made) and "" not in made:  # each character is one
            places += range(start, end)
        else:
            places += [at for at, one in enumerate(made, start) for _part in one]
        done = end
    places += range(done, len(text))
    return "".join(folded) + text[done:].lower(), places


@cache
def _compared(character: str) -> str:
    """What one character is compared as; empty for one that is not seen."""
    if character < "\x7f" and character >= " ":
        return "'" if character == "`" else character.lower()
    if _unseen(character):
        return ""
    if character in _APOSTROPHES:
        return "'"
    if "\uac00" <= character <= "\ud7a3":
        return character
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return _UNSEEN.sub("", folded)


def _parts(named: list[tuple[str, str]]) -> Iterator[_Needle]:
    """The words of names that have several, each once; one that is in two names belongs to nobody."""
    whole = {_folded(name)[0] for _id, name in named}
    owners: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    for id_, name in named:
        words = [one for one in _GAP.split(name) if one]
        for word in words if len(words) > 1 else ():
            folded = _folded(word)[0]
            letters = sum(one.isalpha() for one in folded)
            if letters >= 3 and not word[0].islower() and folded not in whole and folded not in _TITLES:
                owners.setdefault(folded, set()).add(id_)
                written[folded] = word
    for folded, ids in owners.items():
        yield _needle(ids.pop() if len(ids) == 1 else SHARED, written[folded], capital=True)


def _needle(id: str, name: str, *, capital: bool = False) -> _Needle:
    folded, _places = _folded(name)
    folded = folded.strip()
    letters = sum(one.isalpha() for one in folded)
    bare = re.sub(_MARKS, "", folded)
    words = [one for one in _GAP.split(bare) if one] or [bare]
    marked = [one for one in _GAP.split(folded) if one] or [folded]
    patterns = [_spelled(marked, "", folded)]
    if bare != folded or letters >= 4:
        patterns.append(_spelled(words, f"{_MARKS}*" if letters >= 4 else "", folded))
    ending = _ending(words[-1], letters) if folded[-1].isalpha() or re.match(_MARKS, folded[-1]) else ("", "")
    stem, more = ending
    spelled = "|".join(f"{one}{more}" for one in patterns)
    if stem:
        spelled += "|" + _spelled([*words[:-1], stem], f"{_MARKS}*", "") + more
    exact = _bare(name) if letters == 1 and len(folded.rstrip(".")) == 1 else ""
    if exact and exact not in "AI" and folded.endswith("."):  # written without its stop too, where that is no word
        spelled = re.escape(folded[0]) + r"\.?"
    return _Needle(id, re.compile(spelled), len(folded), folded[0], letters, capital, exact)


def _spelled(words: list[str], after_each: str, whole: str) -> str:
    """A pattern of words with any gap between; signs at the ends of the whole name belong to it."""
    lead = re.match(r"[\s\-_.\u2010-\u2015]*", whole)
    tail = re.search(r"[\s\-_.\u2010-\u2015]*\Z", whole)
    gap = "*" if all(len(one) == 1 for one in words) else "+"  # "J. D." is "JD" too
    body = (r"[\s\-_.\u2010-\u2015]" + gap).join("".join(re.escape(one) + after_each for one in word) for word in words)
    if not any(one.strip("-_.") for one in words):
        return re.escape(whole)
    after = r"\.?" if gap == "*" and len(words) > 1 and tail and tail[0] == "." else re.escape(tail[0] if tail else "")
    return re.escape(lead[0] if lead else "") + body + after


def _ending(word: str, letters: int) -> tuple[str, str]:
    """Return the stem of a name's last word, empty if it keeps all letters, and a pattern of what may follow it."""
    last = word[-1]
    for script, ends in _STEM_ENDS.items():
        if re.match(script, last):
            stem = word[:-1] if last in ends and len(word) >= 3 else ""
            return (stem, f"(?:{script}|{_MARKS}){{0,3}}") if len(word) >= 3 else ("", "")
    if _JOINED.match(last) or letters < 3 or not last.isascii():
        return "", ""
    return "", "[a-z]{0,3}" if letters >= LONG else _SHORT_ENDING


def _letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


@cache
def _script(character: str) -> str:
    """The script of a letter, by the first word of its name: where it changes, a word ends."""
    return unicodedata.name(character, "?").split()[0]


def _begins(needle: _Needle, folded: str, start: int) -> bool:
    """Tell whether nothing of a word stands before `start` that would make it another word."""
    first = needle.first
    if start == 0 or not (first.isalnum()) or _JOINED.match(first):
        return True
    before = folded[start - 1]
    if first.isdigit() or needle.letters == 1:
        return not (before.isalnum() or _letter(before))
    if not _letter(before) or _script(before) != _script(first):
        return True
    at = start
    while at and _letter(folded[at - 1]):
        at -= 1
    return needle.letters >= 3 and any(one.fullmatch(folded, at, start) for one in _LEADS) and not first.isascii()


def _ends(needle: _Needle, folded: str, end: int) -> bool:
    """Tell whether nothing of a word stands behind `end` that would make it another word."""
    last = folded[end - 1]
    if end == len(folded) or not (last.isalnum() or _letter(last)) or _JOINED.match(last):
        return True
    after = folded[end]
    if last.isdigit() or needle.letters == 1:
        return not (after.isalnum() or _letter(after))
    return not _letter(after) or _script(after) not in ("COMBINING", _script(last))
