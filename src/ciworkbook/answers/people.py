"""The people of a workbook: one list, from which questions pick.

- A person has a random id that never changes, so renaming someone renames them everywhere.
- An alias is enough; a real name is never asked for.
- Order is the order in which they were added.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..text import clean_line


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, or a group or place, that the person wrote down."""

    id: str
    alias: str = field(repr=False)
    role: str = field(default="", repr=False)
    """How they may be called where no name should stand, such as "my sister"."""
    tags: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class People:
    """The list, as a value: every change gives a new one."""

    all: tuple[Person, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, id: str) -> Person | None:
        """Return the person called `id`, or None if they were taken out."""
        return next((person for person in self.all if person.id == id), None)

    def add(self, alias: str, role: str = "", tags: tuple[str, ...] = ()) -> tuple[People, Person]:
        """Return the list with someone new, and that person."""
        person = Person(secrets.token_hex(8), clean_line(alias), clean_line(role), tags)
        return People((*self.all, person)), person

    def change(self, id: str, *, alias: str | None = None, role: str | None = None) -> People:
        """Return the list with the person's alias or role changed."""

        def changed(person: Person) -> Person:
            return replace(
                person,
                alias=person.alias if alias is None else clean_line(alias),
                role=person.role if role is None else clean_line(role),
            )

        return People(tuple(changed(one) if one.id == id else one for one in self.all))

    def remove(self, id: str) -> People:
        """Return the list without that person; answers that name them keep the id and show a blank."""
        return People(tuple(one for one in self.all if one.id != id))

    def to_data(self) -> list[dict[str, Any]]:
        """Return the list as plain data."""
        return [{"id": p.id, "alias": p.alias, "role": p.role, "tags": list(p.tags)} for p in self.all]

    @classmethod
    def from_data(cls, data: Iterable[Mapping[str, Any]]) -> People:
        """Read what `to_data` gave."""
        return cls(
            tuple(
                Person(d["id"], clean_line(d["alias"]), clean_line(d.get("role", "")), tuple(d.get("tags", ())))
                for d in data
            )
        )
