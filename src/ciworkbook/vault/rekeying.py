"""New keys for a workbook: another passphrase, or every object locked anew.

- What is new is written and read back before anything of the old goes. A failure on the way takes away only what was
  written on the way.
- What of the old is still to be deleted stands in the new root, with the keys that open it. So a crash in the middle is
  finished at the next opening, and nothing is deleted that does not open with those keys.
- Where the old keys were used again meanwhile, nothing that only they open is deleted.
- Copies of the folder made before stay as they are, and open with what opened them then.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Collection
from dataclasses import replace

from ..errors import WorkbookError
from ..words import _
from . import parameters
from .errors import Finding, NotWhole, PassphraseTaken, SaveFailed, Unfit, WrongPassphrase
from .folder import Folder
from .keys import ROOT, Key, derive, name_of, names_a_root, naming_key, read_identity
from .opening import Opened, find_entries, open_root
from .pairs import NOT_NOW, Place, Slot, both, digest_of, open_slot
from .parameters import Scrypt
from .root import Leaving, Root, to_content
from .sealing import Sealed, seal


def unused_key(passphrase: str, folder: Folder, sets: tuple[Scrypt, ...] | None = None) -> Key:
    """Make the key of a new passphrase with the last of `sets`, those of the folder if None; a second or so each.

    Raises PassphraseTaken, PassphraseUnusable, NotEnoughMemory, and what `parameters.read` raises.
    """
    sets = parameters.read(folder).sets if sets is None else sets
    keys = [derive(passphrase, one) for one in sets]
    if any(names_a_root(folder, key) for key in keys):
        raise PassphraseTaken
    return keys[-1]


def new_root() -> Root:
    """Return the root of a workbook without entries, with an identity of its own."""
    from pyrage import x25519

    secret = str(x25519.Identity.generate())
    return Root(secret, naming_key(secret), 0, "", ())


def write_root(folder: Folder, key: Key, root: Root) -> Opened:
    """Write `root` twice under `key`, which names no root yet, and read it back.

    Raises SaveFailed, and then nothing of it is left, as far as it can be deleted.
    """
    recipient, digest = key.identity().to_public(), ""
    names = [name_of(key.naming, ROOT, generation) for generation in (1, 2)]
    try:
        for generation, name in enumerate(names, start=1):
            root = replace(root, sequence=root.sequence + 1, before=digest)
            data = seal(Sealed("root", name, ROOT, generation, root.sequence, to_content(root)), recipient)
            folder.write(name, data)
            digest = digest_of(data)
        opened = open_root(folder, key)
        if opened.findings or opened.root != root:
            raise SaveFailed(errno.EIO)
    except (WorkbookError, Unfit) as error:
        _take_away(folder, names)
        raise SaveFailed(error.code if isinstance(error, SaveFailed) else errno.EIO) from None
    return opened


def _take_away(folder: Folder, names: list[str]) -> None:
    """Delete what this call has just written."""
    for name in names:
        with contextlib.suppress(SaveFailed):
            folder.remove(name)


class Resealed:
    """The entries of a workbook, sealed to another identity and standing beside the old ones."""

    def __init__(self, folder: Folder) -> None:
        self.root = new_root()
        self.places: dict[int, Place] = {}
        self._folder = folder
        self._recipient = read_identity(self.root.identity).to_public()

    def __repr__(self) -> str:
        return f"<Resealed with {len(self.places)} entries>"

    def has(self, place: Place) -> bool:
        """Tell whether this version of the entry was taken."""
        return place.id in self.places and self.places[place.id].generation == place.generation

    def take(self, place: Place, slots: tuple[Slot, Slot]) -> None:
        """Seal both versions of an entry anew, from its opened `slots`; raises NotWhole, SaveFailed.

        A version before that cannot be read now is not left behind: it may be whole.

        An entry of which nothing is whole keeps its number, and its files stay under the old identity.
        """
        if place.fault and not place.whole:
            self.places[place.id] = Place(place.id, place.kind, place.generation, fault=place.fault)
            return
        newest, other = slots[place.generation % 2].sealed, slots[1 - place.generation % 2]
        if place.fault or newest is None or newest.generation != place.generation or other.fault in NOT_NOW:
            raise NotWhole(place.id)
        digests = [self._write(one) if one is not None else "" for one in (other.sealed, newest)]
        self.places[place.id] = Place(
            place.id, place.kind, place.generation, digests[1], digests[0], whole=place.generation
        )

    def _write(self, sealed: Sealed) -> str:
        name = name_of(self.root.names, sealed.id, sealed.generation)
        try:
            data = seal(replace(sealed, file=name), self._recipient)
        except Unfit:
            raise SaveFailed from None
        self._folder.write(name, data)
        return digest_of(data)

    def undo(self) -> None:
        """Delete what was written."""
        _take_away(self._folder, _names(self.root.names, max(self.places, default=0) + 1))


def let_go(folder: Folder, root: Root) -> tuple[Root, list[Finding]]:
    """Delete what `root.leaving` names; return the root without what is done, and what is to be said of the rest."""
    left: list[Leaving] = []
    findings: list[Finding] = []
    for old in root.leaving:
        used = _used_since(folder, old, {row.id for row in root.rows or () if not row.sha256})
        if used:
            left.append(old)
            message = _(
                "This workbook was locked anew, and was used with the old passphrase after that. Both are here: what "
                "you wrote with the old one is in the old one."
            )
            findings.append(Finding("leaving", None, message))
        elif used is None or not _delete(folder, old, old.identity or root.identity):
            left.append(old)
    return replace(root, leaving=tuple(left)), findings


def _used_since(folder: Folder, old: Leaving, lost: Collection[int]) -> bool | None:
    """Tell whether something was written that only the old keys open; None if the disk does not let it be told.

    `lost` are the entries of which nothing was whole when the keys were changed.
    """
    if not old.identity:
        return False  # the entries are the same with either passphrase
    try:
        opened = open_root(folder, Key(old.opening, old.naming))
        _places, sequence, said = find_entries(folder, opened.root, read_identity(opened.root.identity))
    except WrongPassphrase:
        return False
    except WorkbookError:
        return True  # not to be told: nothing is deleted
    if sequence > old.sequence:
        return True
    return None if any(one.kind in NOT_NOW and one.entry not in lost for one in said) else False


def _delete(folder: Folder, old: Leaving, identity: str) -> bool:
    """Delete the old root first, then what only it led to; tell whether all that opens is gone."""
    key = Key(old.opening, old.naming)
    found, closed = _opened(folder, key.naming, ROOT, ROOT, key.identity())
    if old.identity:
        entries, more = _opened(folder, naming_key(identity), 1, old.last, read_identity(identity))
        found, closed = found + entries, closed or more
    try:
        for name in found:
            folder.remove(name)
    except SaveFailed:
        return False
    return not closed


def _opened(folder: Folder, names: bytes, first: int, last: int, identity: object) -> tuple[list[str], bool]:
    """Return the names of the files of objects `first` to `last` that open with `identity` and are what they say.

    And whether the disk did not give one of them.
    """
    found, closed = [], False
    for id in range(first, last + 1):
        for parity, slot in enumerate(both(folder, names, id)):
            open_slot(slot, id, parity, identity)  # type: ignore[arg-type]
            closed = closed or slot.fault in NOT_NOW
            if slot.sealed is not None:
                found.append(slot.name)
    return found, closed


def _names(key: bytes, last: int) -> list[str]:
    return [name_of(key, id, generation) for id in range(1, last + 1) for generation in (0, 1)]
