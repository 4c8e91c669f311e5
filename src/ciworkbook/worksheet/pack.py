"""Sheets that did not come with the program, as a workbook keeps them: a pack, and the packs of one workbook.

- A pack is kept whole, as canonical data that was checked when it came in; nothing of where it lay is kept.
- It begins in quarantine: not read, not offered. It is offered only once it was opened as paper and the person said so.
- Ids are `pack/sheet`. No id of the program has a "/", so a pack can never take the place of one of its sheets.
- Standard library only: a workbook with packs opens without yaml and pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class PackSheet:
    """One sheet: canonical data with its whole id, and the SHA-256 of that data."""

    digest: str
    data: Mapping[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """The whole id, `pack/sheet`."""
        return str(self.data["id"])


@dataclass(frozen=True, slots=True)
class Pack:
    """Some sheets that belong together."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    sheets: tuple[PackSheet, ...] = ()
    layouts: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """Ready-made summaries: canonical data with whole ids."""
    translations: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict, repr=False)
    """Texts by language, kind ("sheet", "layout") and whole id: {"es": {"sheet": {"pack/first": {key: text}}}}."""
    added: str = ""
    """When it came into the workbook, ISO 8601 with offset; empty before."""
    read: bool = False
    """Whether all of it was opened as paper since."""
    enabled: bool = False
    """Whether its sheets are offered."""
    entry: int | None = field(default=None, compare=False)
    """Where the workbook keeps it."""

    def same_as(self, other: Pack) -> bool:
        """Tell whether both say and ask the same."""
        mine, theirs = ([one.digest for one in pack.sheets] for pack in (self, other))
        one, two = (
            (pack.id, pack.title, pack.authors, [dict(each) for each in pack.layouts], pack.translations)
            for pack in (self, other)
        )
        return (one, mine) == (two, theirs)

    def to_data(self) -> dict[str, Any]:
        """Return the pack as plain data; the entry is not part of it."""
        return {
            "id": self.id,
            "title": self.title,
            "authors": list(self.authors),
            "added": self.added,
            "read": self.read,
            "enabled": self.enabled,
            "sheets": [{"digest": one.digest, "data": dict(one.data)} for one in self.sheets],
            "layouts": [dict(one) for one in self.layouts],
            **({"translations": self.translations} if self.translations else {}),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], entry: int | None = None) -> Pack:
        """Read what `to_data` gave; a sheet whose id is not one of this pack is left out."""
        read = data["read"] is True
        sheets = (PackSheet(str(one["digest"]), one["data"]) for one in data["sheets"])
        return cls(
            id=str(data["id"]),
            title=str(data["title"]),
            authors=tuple(str(one) for one in data["authors"]),
            sheets=tuple(one for one in sheets if one.id.startswith(f"{data['id']}/")),
            layouts=tuple(one for one in data.get("layouts", ()) if str(one["id"]).startswith(f"{data['id']}/")),
            translations={
                tag: {
                    kind: {id_: texts for id_, texts in some.items() if id_.startswith(f"{data['id']}/")}
                    for kind, some in kinds.items()
                }
                for tag, kinds in data.get("translations", {}).items()
            },
            added=str(data["added"]),
            read=read,
            enabled=read and data["enabled"] is True,
            entry=entry,
        )


class Packs:
    """The packs of one workbook. `put` keeps plain data under an entry, or a new one for None, and returns it."""

    def __init__(self, put: Callable[[Any, int | None], int], changed: Callable[[], None]) -> None:
        self._put = put
        self._changed = changed
        self._packs: dict[str, Pack] = {}
        self._free: list[int] = []

    def take(self, data: Mapping[str, Any], entry: int) -> None:
        """Take in what `entry` of the workbook holds; raises KeyError, TypeError or ValueError for something else."""
        if not data:  # a pack was here and was taken away
            self._free.append(entry)
            return
        pack = Pack.from_data(data, entry)
        self._packs[pack.id] = pack

    def all(self) -> list[Pack]:
        """Return every pack, by title."""
        return sorted(self._packs.values(), key=lambda one: (one.title.casefold(), one.id))

    def get(self, id: str) -> Pack | None:
        """Return the pack called `id`, or None."""
        return self._packs.get(id)

    def enabled(self) -> list[Pack]:
        """Return the packs whose sheets are offered, by title."""
        return [one for one in self.all() if one.enabled]

    def keep(self, pack: Pack, now: str) -> Pack:
        """Keep `pack`, in quarantine, in the place of an earlier one with its id. Raises what `put` raises."""
        before = self._packs.get(pack.id)
        entry = before.entry if before is not None else (self._free[-1] if self._free else None)
        kept = self._save(replace(pack, added=now, read=False, enabled=False, entry=entry))
        if before is None and self._free:
            self._free.pop()
        return kept

    def mark_read(self, id: str) -> Pack:
        """Note that all of the pack `id` was opened as paper. Raises KeyError, and what `put` raises."""
        pack = self._packs[id]
        return pack if pack.read else self._save(replace(pack, read=True))

    def offer(self, id: str, *, offered: bool) -> Pack:
        """Offer the sheets of the pack `id`, or no longer; one that was not read stays as it is.

        Raises KeyError, and what `put` raises.
        """
        pack = self._packs[id]
        return self._save(replace(pack, enabled=offered)) if pack.read and pack.enabled != offered else pack

    def remove(self, id: str) -> None:
        """Take the pack `id` away; what was written in its sheets stays. Raises KeyError, and what `put` raises."""
        entry = self._packs[id].entry
        for _copy in range(2):  # the vault keeps the version before
            entry = self._put({}, entry)
        del self._packs[id]
        if entry is not None:
            self._free.append(entry)
        self._changed()

    def _save(self, pack: Pack) -> Pack:
        kept = replace(pack, entry=self._put(pack.to_data(), pack.entry))
        self._packs[kept.id] = kept
        self._changed()
        return kept
