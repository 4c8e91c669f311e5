"""How hard an English text is to read, from its own letters alone: no dictionary, no other language.

- Sentences are told by their ends and by list items, syllables by groups of vowels.
- Formula: Flesch-Kincaid grade (Kincaid and others, 1975), 0.39 words a sentence + 11.8 syllables a word - 15.59.
- The tests hold these figures against those of a library with a dictionary.
"""

from __future__ import annotations

import re


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`; a list item ends one."""
    parts = re.split(r"\n\s*\n|\n\s*- ", text)
    return [one for part in parts for one in re.split(r'(?<=[.?:])\s+(?=[A-Z"])', " ".join(part.split())) if one]


def syllables(word: str) -> int:
    """Return about how many syllables `word` has, 1 at least."""
    word = re.sub(r"'s$", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", word))
    if count > 1 and re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of `text`: years of school in the United States; 0.0 without words."""
    said = sentences(text)
    words = [word for one in said for word in re.findall(r"[A-Za-z']+", one)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
