"""Two files an object: which of them is the newest, and what to say when it is not there.

- Generation g stands at the name for g mod 2, the generation before at the other. A save replaces the one before.
- Nothing is guessed. A version counts only if every field of it fits; an older one is never given as the newest.
- Where the manifest cannot tell whether a damaged file was the newer or the older one, it is taken to be the newer: the
  person is told, and is offered what is whole.

    at the listed name       at the other name          newest          said
    ───────────────────────  ─────────────────────────  ──────────────  ────────────────────────
    as listed                as listed, or generation   as listed       nothing
                             before, or nothing
    as listed                generation + 1, whole      generation + 1  adopted
    generation + 2, whole    anything whole             generation + 2  adopted
    same generation, other   anything whole             this one        replaced
    nothing                  generation before          none            missing, with previous
    an older generation      generation before          none            older, with previous
    does not open, or is     generation before          none            damaged / replaced, with previous
    another object
    as listed                does not open, unlisted    none            damaged, with previous
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..words import _
from .errors import Finding, Unfit, entry_sentence
from .folder import Folder
from .keys import name_of
from .root import Row
from .sealing import Sealed, unseal

if TYPE_CHECKING:
    from pyrage import x25519


NOT_NOW = ("unreadable", "partial")
"""Faults that may be gone the next time."""


@dataclass(slots=True)
class Slot:
    """One of the two files of an object, opened or not."""

    name: str
    digest: str = ""
    """SHA-256, hex; "" if there is no such file or it cannot be read."""
    fault: str = ""
    """Why it cannot be used: damaged, replaced, newer, unreadable, partial; "" if it is whole or not there."""
    data: bytes | None = None
    sealed: Sealed | None = None


class Place(NamedTuple):
    """Where an entry stands. A tuple: there may be ten thousand.

    Attributes:
        generation: The newest; with a fault, the one that cannot be given.
        digest: SHA-256 of its file as it ought to be, "" if that is not known.
        before: SHA-256 of the file of the generation before, "" if there is none.
        fault: Why the newest cannot be given, "" if it can.
        whole: The newest generation that can be given, 0 if there is none.
    """

    id: int
    kind: str
    generation: int
    digest: str = ""
    before: str = ""
    fault: str = ""
    whole: int = 0

    def next_generation(self, above: int = 0) -> int:
        """Return the generation of the next save: never one that goes to the name of the last whole version.

        It is higher than `above`, which is given where a version from elsewhere is taken in.
        """
        following = max(self.generation, above) + 1
        return following + 1 if self.whole and following % 2 == self.whole % 2 else following

    def row(self, key: bytes) -> Row:
        """Return how the manifest lists it.

        Beside a file that may be whole the next time, the version that is whole is listed.
        """
        if self.fault in NOT_NOW and self.whole and not self.digest:
            return Row(self.id, self.kind, self.whole, name_of(key, self.id, self.whole), self.before, "")
        return Row(
            self.id, self.kind, self.generation, name_of(key, self.id, self.generation), self.digest, self.before
        )


def listed_place(row: Row) -> Place:
    """Return where an entry stands that is as the manifest lists it."""
    return Place(row.id, row.kind, row.generation, row.sha256, row.before, whole=row.generation)


def look(folder: Folder, name: str) -> Slot:
    """Read the file `name` without opening it."""
    try:
        data = folder.read(name)
    except Unfit as unfit:
        return Slot(name, fault=unfit.reason)
    if data is None:
        return Slot(name, fault="partial" if folder.awaits(name) else "")
    if not any(data) and (not data or folder.is_hollow(name)):
        return Slot(name, digest_of(data), fault="partial")
    return Slot(name, digest_of(data), data=data)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file, hex."""
    return hashlib.sha256(data).hexdigest()


def both(folder: Folder, key: bytes, id: int) -> tuple[Slot, Slot]:
    """Read both files of object `id`: the one for even generations, then the one for odd ones."""
    return look(folder, name_of(key, id, 0)), look(folder, name_of(key, id, 1))


def open_slot(slot: Slot, id: int, parity: int, identity: x25519.Identity) -> None:
    """Open `slot`, where an object `id` of this parity is expected, and note what is in it."""
    if slot.data is None or slot.sealed is not None or slot.fault:
        return
    try:
        sealed = unseal(slot.data, slot.name, identity)
    except Unfit as unfit:
        slot.fault = unfit.reason
        return
    if sealed.id != id or sealed.generation % 2 != parity or (sealed.kind == "root") != (id == 0):
        slot.fault = "replaced"
        return
    slot.sealed = sealed


def as_listed(row: Row, slots: tuple[Slot, Slot]) -> bool:
    """Tell whether both files are, by hash, those that the manifest lists."""
    listed, other = slots[row.generation % 2], slots[1 - row.generation % 2]
    return bool(row.sha256) and listed.digest == row.sha256 and other.digest == row.before and not other.fault


def judge(id: int, row: Row | None, slots: tuple[Slot, Slot]) -> tuple[Place, list[Finding]]:
    """Say where entry `id` stands, from its opened slots and its row if it has one."""
    whole = [slot.sealed for slot in slots if slot.sealed is not None]
    newest = max(whole, key=lambda one: one.generation, default=None)
    known = row.generation if row is not None else 0
    if newest is None or newest.generation < known:
        return _lost(id, row, slots, newest)
    mine, other = slots[newest.generation % 2], slots[1 - newest.generation % 2]
    if other.fault:
        place = Place(id, newest.kind, newest.generation + 1, "", mine.digest, other.fault, newest.generation)
        return place, [Finding(other.fault, id, entry_sentence(id, other.fault))]
    place = Place(id, newest.kind, newest.generation, mine.digest, other.digest, whole=newest.generation)
    return place, _said(row, newest, mine, other)


def _said(row: Row | None, newest: Sealed, mine: Slot, other: Slot) -> list[Finding]:
    id = newest.id
    if row is None or newest.generation > row.generation:
        message = _("Entry {number} was saved after the last list was written. It is here.").format(number=id)
        return [Finding("adopted", id, message)]
    found = []
    if row.sha256 and mine.digest != row.sha256:
        message = _("Entry {number} is whole, but it is not the copy that was listed.").format(number=id)
        found.append(Finding("replaced", id, message))
    if row.before and other.digest != row.before:
        kind = "older" if other.digest else "missing"
        message = _("The version before the last one of entry {number} is not there. The last one is.")
        found.append(Finding(kind, id, message.format(number=id)))
    return found


def _lost(id: int, row: Row | None, slots: tuple[Slot, Slot], newest: Sealed | None) -> tuple[Place, list[Finding]]:
    """The newest version cannot be given; `newest` is the newest that can, if any."""
    generation = row.generation if row is not None else (2 if slots[0].fault and not slots[1].fault else 1)
    listed = slots[generation % 2]
    fault = listed.fault or ("older" if listed.sealed is not None else "missing")
    whole = newest.generation if newest is not None else 0
    kind = row.kind if row is not None else ""
    digest, before = (row.sha256, row.before) if row is not None else ("", "")
    return Place(id, kind, generation, digest, before, fault, whole), [Finding(fault, id, entry_sentence(id, fault))]
