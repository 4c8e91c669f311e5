"""Which names stand in a document: one rule for the whole of it.

- "alias": as the person wrote them. "letters": "Person A", "Person B", … in order of first use. "role": what they are
  to the person ("my sister"), and a letter where no role is known.
- Aliases inside free text are replaced too: as whole words, in any case, the longest first. An alias of one letter is
  replaced only in the case it was written in, because "a" is also a word.
- One `Names` for one document: letters are given out as names come up, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ..answers.people import People
from ..text import clean_line
from ..words import _

Rule = Literal["alias", "letters", "role"]

# Scripts that write no space between words, or join endings to a name: there a name has no border to look for.
_JOINED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


class Names:
    """Says people by their ids, and takes their aliases out of text."""

    def __init__(self, rule: Rule, people: People) -> None:
        self.rule: Rule = rule
        self._people = people
        self._said: dict[str, str] = {}
        self._letters = 0
        aliases = [(unicodedata.normalize("NFC", clean_line(one.alias)), one.id) for one in people]
        self._aliases = sorted((pair for pair in aliases if pair[0]), key=lambda pair: -len(pair[0]))
        self._found = re.compile("|".join(_pattern(alias) for alias, _id in self._aliases)) if self._aliases else None

    def __call__(self, id: str) -> str:
        """Return how the person called `id` is named here; empty if they are in no list any more."""
        person = self._people.get(id)
        if person is None:
            return ""
        if self.rule == "alias":
            return person.alias
        if id not in self._said:
            self._said[id] = self._role(self._bare(person.role)) if self.rule == "role" else self._letter()
        return self._said[id]

    def replace_in(self, text: str) -> str:
        """Return `text` with every known alias replaced by the name the rule gives; untouched under "alias"."""
        if self.rule == "alias" or self._found is None:
            return text
        return self._found.sub(lambda found: self(self._owner(found)), unicodedata.normalize("NFC", text))

    def _owner(self, found: re.Match[str]) -> str:
        # Each alias is one group, in the order of the list.
        return self._aliases[(found.lastindex or 1) - 1][1]

    def _role(self, role: str) -> str:
        if not role:
            return self._letter()
        taken = set(self._said.values())
        number, said = 1, role
        while said in taken:
            number += 1
            said = _("{role} {number}").format(role=role, number=number)
        return said

    def _bare(self, role: str) -> str:
        """Return a role; none if someone's alias stands in it, which would name them after all."""
        role = unicodedata.normalize("NFC", clean_line(role))
        return "" if self._found is not None and self._found.search(role) else role

    def _letter(self) -> str:
        self._letters += 1
        number, letters = self._letters, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return _("Person {letter}").format(letter=letters)


def _pattern(alias: str) -> str:
    """Return a group that finds `alias` as a whole word, over any run of space."""
    words = r"\s+".join(re.escape(word) for word in alias.split())
    if len(alias) > 1:
        words = f"(?i:{words})"
    before = r"(?<!\w)" if _bordered(alias[0]) else ""
    after = r"(?!\w)" if _bordered(alias[-1]) else ""
    return f"({before}{words}{after})"


def _bordered(character: str) -> bool:
    return bool(re.match(r"\w", character)) and not _JOINED.match(character)
