"""Opening a workbook: find its root, find its entries, say what was noticed.

- Nothing is changed here: opening reads. What it finds wrong is a `Finding` or, where nothing can be opened, an error.
- A root that is not there and a wrong passphrase are the same case, and get the same words.
- Entries that are as the manifest lists them are not opened, only hashed: 0.05 ms each. Those that `untouched` names
  are taken as listed, to be compared later.
- After the ids of the manifest the next ones are asked for, so that what was saved last is found after a crash.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..words import _
from .errors import Finding, NewerFormat, NotCopiedYet, RootDamaged, Unfit, WrongPassphrase
from .folder import Folder
from .keys import ROOT, Key, name_of
from .pairs import Place, Slot, as_listed, both, judge, listed_place, open_slot
from .root import Root, Row, from_content
from .sealing import Sealed, unseal_anywhere

if TYPE_CHECKING:
    from pyrage import x25519

LOOK_AHEAD = 32
"""Ids to ask for after the last one found: a few lost files do not hide those after them."""


@dataclass(slots=True)
class Opened:
    """A root that was opened, and where it was found."""

    root: Root = field(repr=False)
    generation: int
    digest: str
    lame: bool
    """Whether the other copy is missing or damaged."""
    findings: list[Finding]


def open_root(folder: Folder, key: Key) -> Opened:
    """Open the newest root that `key` opens; raises WrongPassphrase, RootDamaged, NotCopiedYet, NewerFormat."""
    slots = both(folder, key.naming, ROOT)
    if not any(slot.digest or slot.fault for slot in slots):
        raise WrongPassphrase
    identity = key.identity()
    roots: list[tuple[int, Root, Slot]] = []
    for parity in sorted((0, 1), key=lambda one: -folder.changed(slots[one].name)):
        slot, other = slots[parity], slots[1 - parity]
        open_slot(slot, ROOT, parity, identity)
        if slot.sealed is not None:
            try:
                roots.append((slot.sealed.generation, from_content(slot.sealed.content), slot))
            except Unfit as unfit:
                slot.fault = unfit.reason
            else:
                if _follows(roots[0][1], other):  # the other is the root before it, by hash: it need not be opened
                    break
    if any(slot.fault == "newer" for slot in slots):
        raise NewerFormat
    if not roots:
        raise NotCopiedYet if any(slot.fault == "partial" for slot in slots) else RootDamaged
    generation, root, mine = max(roots, key=lambda one: one[0])
    other = slots[1 - generation % 2]
    findings = _about_root(root, other)
    return Opened(root, generation, mine.digest, bool(findings), findings)


def _follows(root: Root, other: Slot) -> bool:
    return not other.fault and other.digest == root.before


def _about_root(root: Root, other: Slot) -> list[Finding]:
    if _follows(root, other):
        return []
    if other.fault == "partial":
        message = _("One of the two files that open this workbook is not fully copied yet. The other one was used.")
        return [Finding("partial", None, message)]
    if other.fault:
        message = _("One of the two files that open this workbook is damaged. The other one was used.")
        return [Finding(other.fault, None, message)]
    if not other.digest:
        message = _("One of the two files that open this workbook is missing. The other one was used.")
        return [Finding("missing", None, message)]
    message = _("One of the two files that open this workbook does not fit the other. The newer one was used.")
    return [Finding("older", None, message)]


def find_entries(
    folder: Folder, root: Root, identity: x25519.Identity, taken: Mapping[int, Row] | None = None
) -> tuple[dict[int, Place], int, list[Finding]]:
    """Return where each entry stands, the highest sequence seen, and what was noticed; raises FolderNotReadable.

    The entries of `taken` are where their rows say, unseen.
    """
    listed = {row.id: row for row in root.rows or ()}
    taken = taken or {}
    last, sequence = len(listed), root.sequence
    places: dict[int, Place] = {}
    findings: list[Finding] = []
    if root.rows is None:
        last = max((one.id for _name, one in openable(folder, identity)), default=0)
    id = 0
    while id < last + LOOK_AHEAD:
        id += 1
        if id in taken:
            places[id] = listed_place(taken[id])
            continue
        row, slots = listed.get(id), both(folder, root.names, id)
        if row is not None and as_listed(row, slots):
            places[id] = listed_place(row)
        elif row is not None or any(slot.digest or slot.fault for slot in slots):
            last = max(last, id)
            for parity, slot in enumerate(slots):
                open_slot(slot, id, parity, identity)
                sequence = max(sequence, slot.sealed.sequence if slot.sealed is not None else 0)
            places[id], said = judge(id, row, slots)
            findings += said
    for hole in set(range(1, last + 1)) - set(places):
        places[hole], said = judge(hole, None, (Slot(""), Slot("")))
        findings += said
    if root.rows is None:
        findings = [one for one in findings if one.kind != "adopted"]
        findings.insert(0, Finding("rebuilt", None, _("The list of entries was missing. It was made again.")))
    return dict(sorted(places.items())), sequence, findings


def openable(folder: Folder, identity: x25519.Identity, but: Collection[str] = ()) -> Iterator[tuple[str, Sealed]]:
    """Try every object of the folder but those called `but`; yield those that open, with the name they have now."""
    for name in folder.objects():
        if name in but:
            continue
        with contextlib.suppress(Unfit):
            data = folder.read(name)
            if data is not None:
                yield name, unseal_anywhere(data, identity)


def strays(folder: Folder, names: bytes, places: Mapping[int, Place], identity: x25519.Identity) -> list[Finding]:
    """Look for objects of this workbook under names that are not theirs."""
    own = {name_of(names, id, generation) for id in places for generation in (0, 1)}
    message = _("A file of entry {number} lies under a name that is not its own. It was left alone.")
    found = {one.id for _name, one in openable(folder, identity, own)}
    return [Finding("stray", id, message.format(number=id)) for id in sorted(found)]
