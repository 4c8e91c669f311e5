"""Passphrases: made by chance from a list of words, or a person's own, looked at once.

- Five words of the EFF long list: 64 bits. Four are the fewest ever offered.
- Words that may hurt someone who was harmed are passed over; that costs a seventh of a bit in five words.
- `judge` is a floor, not a judge: it knows common words and patterns, not the dog of the person who asks.
- Nothing here keeps, shows or logs a passphrase. zxcvbn's findings hold it in clear, so only the score leaves them.
- Reasons are names, not sentences: whoever shows them says them in the person's language.
"""

from __future__ import annotations

import functools
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

WORDS = Path(__file__).with_name("words_en.txt")
LEFT_OUT = Path(__file__).with_name("words_en_left_out.txt")
USUAL_WORDS = 5
FEWEST_WORDS = 4
LEAST_BYTES = 16
"""Bytes of UTF-8 that a passphrase of one's own has at least: 16 Latin letters, 6 syllables of Hangul."""
LONGEST = 500
_LOOKED_AT = 72  # zxcvbn takes no more, and its time grows with the square
_BEST_SCORE = 4
_SHORTEST_OWN_WORD = 3

Reason = Literal["", "empty", "short", "long", "own", "common"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `judge` found.

    Attributes:
        ok: Whether the passphrase is above the floor.
        reason: Empty if it is; else `empty`, `short`, `long`, `own` (a word that others connect with the person) or
            `common` (words and patterns that are tried first).
    """

    ok: bool
    reason: Reason = ""


@functools.cache
def word_list() -> tuple[str, ...]:
    """Return the words to pick from: the list, without those passed over."""
    left_out = frozenset(LEFT_OUT.read_text(encoding="ascii").split())
    return tuple(word for word in WORDS.read_text(encoding="ascii").split() if word not in left_out)


def suggest(words: int = USUAL_WORDS) -> str:
    """Return `words` words by chance, a space between them; raises ValueError for fewer than four."""
    if words < FEWEST_WORDS:
        raise ValueError("too few words")
    return " ".join(secrets.choice(word_list()) for _number in range(words))


def reroll(phrase: str, index: int) -> str:
    """Return `phrase` with another word by chance at `index`, from 0; raises IndexError."""
    words = phrase.split(" ")
    before = words[index]
    while words[index] == before:
        words[index] = secrets.choice(word_list())
    return " ".join(words)


def judge(passphrase: str, own_words: Iterable[str] = ()) -> Judgement:
    """Tell whether `passphrase` is above the floor.

    `own_words` are names and words that others connect with the person. They count for nothing: they are left out
    before the rest is looked at.
    """
    plain = unicodedata.normalize("NFC", passphrase)
    if not plain.strip():
        return Judgement(False, "empty")
    if len(plain) > LONGEST:
        return Judgement(False, "long")
    if _size(plain) < LEAST_BYTES:
        return Judgement(False, "short")
    if not _strong(plain):
        return Judgement(False, "common")
    rest = _without(plain, own_words)
    if rest != plain.casefold() and not (_size(rest) >= LEAST_BYTES and _strong(rest)):
        return Judgement(False, "own")
    return Judgement(True)


def _size(text: str) -> int:
    return len(text.strip().encode("utf-8", "replace"))


def _without(passphrase: str, own_words: Iterable[str]) -> str:
    rest = passphrase.casefold()
    for one in own_words:
        for word in unicodedata.normalize("NFC", one).casefold().split():
            if len(word) >= _SHORTEST_OWN_WORD:
                rest = rest.replace(word, "")
    return rest


def _strong(text: str) -> bool:
    from zxcvbn import zxcvbn  # takes a tenth of a second to import; needed on one evening only

    return int(zxcvbn(text[:_LOOKED_AT])["score"]) >= _BEST_SCORE
