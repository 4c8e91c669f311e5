"""What a question may look at besides its own answer, and a stored value read in the shape that is wanted.

- A value of an unexpected shape gives what can be read of it, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..text import clean, clean_line
from ..words import _
from .answer import Answer
from .dates import in_words
from .people import People
from .pulling import Pulled


@dataclass(frozen=True, slots=True)
class Around:
    """People, earlier answers, other sheets."""

    people: People = field(default_factory=People)
    person_name: Callable[[str], str] = field(default=lambda _: "", repr=False)
    """The alias of a person by id; empty if they were taken out."""
    values: Callable[[str], Any] = field(default=lambda _: None, repr=False)
    """The value of an earlier question, or None."""
    earlier: Answer | None = None
    """The answer of the visit before, shown beside this one; None if there is nothing to show."""
    pulled: Sequence[Pulled] = ()
    """What other sheets hold about the same thing."""
    order: Callable[[str], Sequence[str]] = field(default=lambda _: (), repr=False)
    """The step ids of an earlier staircase, for options that depend on one."""

    def name(self, id: str) -> str:
        """Return the alias of a person, cleaned for one line; empty if nobody is called `id`."""
        person = self.people.get(id)
        return clean_line(self.person_name(id) or (person.alias if person else ""))

    def known_as(self, alias: str) -> str:
        """Return the id of the person with `alias`, whatever its case; empty if there is none."""
        return next((one.id for one in self.people if one.alias.casefold() == alias.casefold()), "")


def taken_from(one: Pulled) -> str:
    """Return where something stands that is offered or shown here, such as "From “My plan”, 3 May 2026:"."""
    day = in_words(one.started[:10])
    return _("From “{sheet}”, {date}:").format(sheet=clean_line(one.title), date=day)


def as_text(value: Any) -> str:
    """Return a stored text, cleaned; empty for anything else."""
    return clean(value) if isinstance(value, str) else ""


def as_mapping(value: Any) -> dict[str, Any]:
    """Return a stored mapping as a new dict; empty for anything else."""
    return {str(key): one for key, one in value.items()} if isinstance(value, Mapping) else {}


def as_names(value: Any) -> list[str]:
    """Return the texts in a stored list, each once, in order; a single text stands for itself."""
    if isinstance(value, str):
        return [value] if value else []
    found = value if isinstance(value, Iterable) and not isinstance(value, Mapping) else ()
    return list(dict.fromkeys(one for one in found if isinstance(one, str) and one))
