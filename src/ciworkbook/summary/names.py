"""Which names stand in a document: one rule for the whole of it.

- "alias": as the person wrote them. "initials": the first letters of that. "letters": "Person A", "Person B", … as they
  come up. "role": what they are to the person ("my sister"), and a letter where no role is known.
- Names inside free text are replaced too, by `seeking`; so are the person's own words for the two people whom a sheet
  speaks of, where such a word is a name.
- One `Names` for one document: letters are given out as names come up, and stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from ..answers.people import People
from ..text import clean_line
from ..words import _
from .seeking import SHARED, Known, Seeker, one_sign_words

Rule = Literal["alias", "initials", "letters", "role"]
RULES: tuple[Rule, ...] = ("alias", "initials", "letters", "role")

OWN: tuple[str, ...] = ("harmed", "caused_harm")
"""The own words that stand for a person."""
_PLAIN = frozenset(
    [
        "i",
        "me",
        "myself",
        "she",
        "he",
        "they",
        "her",
        "him",
        "them",
        "it",
        "us",
        "we",
        "you",
        "self",
        "mom",
        "mum",
        "dad",
        "mother",
        "father",
        "parent",
        "child",
        "children",
        "kid",
        "kids",
        "son",
        "daughter",
        "sister",
        "brother",
        "partner",
        "ex",
        "wife",
        "husband",
        "girlfriend",
        "boyfriend",
        "friend",
        "neighbor",
        "neighbour",
        "cousin",
        "aunt",
        "uncle",
        "grandma",
        "grandpa",
        "boss",
        "teacher",
        "coach",
        "pastor",
        "victim",
        "survivor",
        "someone",
        "somebody",
        "family",
    ]
)


class Names:
    """Says people by their ids, and takes their names out of text. `used` has whom it said, by id."""

    def __init__(self, rule: Rule, people: People, words: Mapping[str, str] | None = None) -> None:
        self.rule: Rule = rule
        self.used: dict[str, str] = {}
        self._people = people
        self._words = {name: clean_line(word) for name, word in (words or {}).items()}
        self._said: dict[str, str] = {}
        self._letters = 0
        known = [Known(one.id, clean_line(one.alias)) for one in people]
        known += [Known(_own(name), self._words.get(name, "")) for name in OWN if _is_name(self._words.get(name, ""))]
        self._seeker = Seeker(known)

    def __call__(self, id: str) -> str:
        """Return how the person called `id` is named here; empty if they are in no list any more."""
        person = self._people.get(id)
        if person is None:
            return ""
        if self.rule == "alias":
            said = person.alias
        else:
            if id not in self._said:
                self._said[id] = self._name(person.alias, person.role)
            said = self._said[id]
        if said:
            self.used.setdefault(id, said)
        return said

    def word(self, name: str) -> str:
        """Return the person's own word for "harmed", "caused_harm" or "what_happened"; empty for the sheet's own."""
        word = self._words.get(name, "")
        if name not in OWN:
            return self.replace_in(word)
        same = (one.id for one in self._people if word and one.alias.casefold() == word.casefold())
        if id_ := next(same, ""):  # someone on the list
            return self(id_)
        said = word if self.rule == "alias" else ""
        if self.rule == "initials" and _is_name(word):
            said = self._initials(word)
        if _is_name(word):
            self.used.setdefault(_own(name), said or _description(name))
        return said

    def own_names(self) -> list[tuple[str, str]]:
        """Return own words that are names, and how they are said, of those that came up."""
        return [(self._words[name], self.used[_own(name)]) for name in OWN if _own(name) in self.used]

    def replace_in(self, text: str) -> str:
        """Return `text` with every known name replaced by what the rule gives; untouched under "alias"."""
        return text if self.rule == "alias" else self._seeker.replace(text, self._instead)

    def _instead(self, id: str) -> str:
        if id == SHARED:
            return _("someone")
        own = next((name for name in OWN if id == _own(name)), "")
        return self.word(own) or _description(own) if own else self(id)

    def _name(self, alias: str, role: str) -> str:
        match self.rule:
            case "role":
                return self._once(self._bare(role)) or self._letter()
            case "initials":
                return self._once(self._initials(alias)) or self._letter()
        return self._letter()

    def _once(self, said: str) -> str:
        """Return `said`, with a number behind it where someone else is called so already."""
        taken = set(self._said.values())
        number, once = 1, said
        while once and once in taken:
            number += 1
            once = _("{role} {number}").format(role=said, number=number)
        return once

    def _bare(self, role: str) -> str:
        """Return a role; none if someone's name stands in it, which would name them after all."""
        role = unicodedata.normalize("NFC", clean_line(role))
        return "" if self._seeker.finds(role) else role

    @staticmethod
    def _initials(alias: str) -> str:
        """Return "I. M."; empty where one sign is a whole word, as in Chinese, or where there is no letter."""
        found = []
        for word in unicodedata.normalize("NFC", clean_line(alias)).replace("-", " ").split():
            first = next((at for at, one in enumerate(word) if one.isalpha()), None)
            if first is None:
                continue
            if one_sign_words(word[first]):
                return ""
            end = first + 1
            while end < len(word) and unicodedata.category(word[end]) in ("Mn", "Mc"):
                end += 1
            found.append(word[first:end].upper() + ".")
        return " ".join(found)

    def _letter(self) -> str:
        self._letters += 1
        number, letters = self._letters, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return _("Person {letter}").format(letter=letters)


def _description(name: str) -> str:
    return _("the person who was harmed") if name == "harmed" else _("the person who caused harm")


def _own(name: str) -> str:
    return f"words.{name}"


def _is_name(word: str) -> bool:
    """Tell whether an own word may be a name: it begins with a capital, or is one word that is no plain one."""
    if not word or word.casefold() in _PLAIN:
        return False
    return not word[0].islower() or " " not in word


def rule_words(rule: Rule) -> str:
    """Return how a rule is offered."""
    return {
        "alias": _("As you wrote them in the list of people"),
        "initials": _("By their initials, such as “I. M.”"),
        "letters": _("By a letter: Person A, Person B"),
        "role": _("By their role, such as “my sister”"),
    }[rule]


def rule_told(rule: Rule) -> str:
    """Return what there is to know of a rule."""
    return {
        "alias": _("The list of people holds no other name than this one."),
        "initials": _("Whoever knows them may know them by these. Who has no initials gets a letter."),
        "letters": _(
            "These names are replaced inside your own words too, also where one is a plain word. "
            "Others you wrote stay as they are."
        ),
        "role": _("Whoever has no role gets a letter. Roles are written down under People."),
    }[rule]
