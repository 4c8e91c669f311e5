"""The vault: what one passphrase opens, entry by entry.

- `put` returns when the entry is on the disk; what was acknowledged is there after a crash or a power cut.
- One save writes one object. The manifest is written at checkpoints, and is never needed to find what was saved.
- The newest version of an entry is given or `Damaged` is raised; an older one only by `previous`, on purpose.
- Never delete, rename or rewrite an object that this session cannot open: it may belong to another workbook. What
  stands in the way of a save is given a second name first.
- Keys live in this object only; `close` drops them. Nothing of them is in a repr, a message or a file in clear.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import WorkbookError
from ..words import _
from . import fillers, foreign, parameters
from .errors import (
    Damaged,
    Finding,
    FolderNotWritable,
    ParamsMissing,
    PassphraseTaken,
    SaveFailed,
    Unfit,
)
from .folder import OBJECT, Folder
from .keys import ROOT, Key, derive, derive_for, measured_cost, name_of, names_a_root, naming_key, read_identity
from .opening import Opened, find_entries, open_root, strays
from .pairs import Place, Slot, both, digest_of, judge, look, open_slot
from .parameters import Cost, Scrypt
from .root import Root, to_content
from .sealing import KIND, Sealed, seal

FAULTS = {"damaged", "missing", "older", "replaced", "unreadable", "partial", "newer"}
"""Kinds of findings that say that a version cannot be given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `id` never changes, `generation` counts its saves. `kind` is "" where no version of it opens."""

    id: int
    kind: str
    generation: int


@dataclass(frozen=True, slots=True)
class Insides:
    """What a backup needs of an open vault; `entries` are the ids."""

    folder: Folder
    sets: tuple[Scrypt, ...]
    key: Key
    root: Root = field(repr=False)
    entries: tuple[int, ...]


class Vault:
    """An open workbook. Make one with `create`, `open` or `open_with`; it may be used from several threads."""

    def __init__(self, folder: Folder, key: Key, opened: Opened, *, writable: bool) -> None:
        self._folder = folder
        self._turn = threading.RLock()
        self._writable = writable
        self._key: Key | None = key
        self._root = opened.root
        self._generation = opened.generation
        self._digest = opened.digest
        self._identity = read_identity(opened.root.identity)
        self._places, self._sequence, noticed = find_entries(folder, opened.root, self._identity)
        self._changed = opened.lame or bool(noticed)
        self._fillers = fillers.this_session()
        if any(one.kind in FAULTS for one in noticed):
            noticed += strays(folder, opened.root.names, self._places, self._identity)
        self._sets: tuple[Scrypt, ...] = ()
        noticed += foreign.offered(self.copies())
        others = (one for one in foreign.findings(folder) if one.kind != "system")
        self.findings: tuple[Finding, ...] = (*opened.findings, *noticed, *others)

    def __repr__(self) -> str:
        return f"<Vault with {len(self._places)} entries>"

    # Making and opening

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether there is a workbook in `folder`, or what is left of one: any object at all.

        Parameters alone are not a workbook: nothing can be opened there, and `create` uses them.
        """
        try:
            place = Folder(folder)
            return bool(place.objects()) or any(OBJECT.fullmatch(name) for name in place.awaited())
        except WorkbookError:
            return False

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, cost: Cost | None = None) -> Vault:
        """Make a workbook in `folder`, beside others that may be there; a second or two.

        `cost` counts only for the first workbook of a folder; by default it is chosen by the speed of this computer.
        Raises FolderInUse, PassphraseTaken, PassphraseUnusable, FolderNotWritable, ParamsMissing, ParamsDamaged,
        NewerFormat, NotEnoughMemory.
        """
        place = Folder(folder)
        try:
            place.make()
        except OSError as error:
            raise FolderNotWritable(error.errno or 0) from None
        if not place.lock():
            raise FolderNotWritable(errno.EACCES)
        try:
            return cls._make(place, passphrase, cost)
        except SaveFailed as failed:
            place.unlock()
            raise FolderNotWritable(failed.code) from None
        except BaseException:
            place.unlock()
            raise

    @classmethod
    def _make(cls, folder: Folder, passphrase: str, cost: Cost | None) -> Vault:
        first = not folder.objects()
        try:
            found = parameters.read(folder)
        except ParamsMissing:
            if not first:
                raise
            found = parameters.Parameters((parameters.new_set(cost or measured_cost()),), parameters.FILES)
        keys = [derive(passphrase, one) for one in found.sets]
        if any(names_a_root(folder, key) for key in keys):
            raise PassphraseTaken
        parameters.write(folder, found.sets, found.spoiled)
        opened = _first_root(folder, keys[-1])
        fillers.add(folder, fillers.first_day() if first else fillers.this_session())
        made = cls(folder, keys[-1], opened, writable=True)
        made._sets = found.sets
        return made

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Vault:
        """Open the workbook of this passphrase; about a second. Raises what `derive_for` and `open_with` raise."""
        return cls.open_with(folder, derive_for(folder, passphrase))

    @classmethod
    def open_with(cls, folder: Path, key: Key) -> Vault:
        """Open the workbook of `key`, which `derive_for` gave: milliseconds.

        Raises WrongPassphrase, FolderInUse, FolderNotReadable, RootDamaged, NewerFormat.
        """
        place = Folder(folder)
        place.names()
        writable = place.lock()
        try:
            vault = cls(place, key, open_root(place, key), writable=writable)
        except BaseException:
            place.unlock()
            raise
        vault._after_opening()
        return vault

    def _after_opening(self) -> None:
        """Sweep, mend the copies of the parameters, and say what was noticed there."""
        noticed: tuple[Finding, ...] = ()
        with contextlib.suppress(WorkbookError):
            found = parameters.read(self._folder)
            noticed, self._sets = found.findings, found.sets
            if self._writable:
                self._folder.sweep()
                parameters.write(self._folder, found.sets, found.spoiled)
        if not self._writable:
            message = _("This folder cannot be written. You can read here, but nothing can be saved.")
            noticed += (Finding("readonly", None, message),)
        self.findings += noticed

    # Entries

    @property
    def folder(self) -> Path:
        """Where the workbook is kept."""
        return self._folder.path

    def entries(self) -> list[Entry]:
        """Return every entry by id, also those whose newest version is damaged or missing."""
        with self._turn:
            return [Entry(one.id, one.kind, one.generation) for one in self._places.values()]

    def put(self, kind: str, content: bytes, entry: int | None = None, *, above: int = 0) -> int:
        """Save `content` (UTF-8) as the next version of `entry`, or as a new entry; return its id once it is durable.

        The new generation is higher than `above`, for a version that was taken in from a copy.
        Raises SaveFailed, and then what was saved before is still there; KeyError for an unknown entry; ValueError
        for content that is not UTF-8 or a kind that is not lower-case words joined by hyphens.
        """
        if not KIND.fullmatch(kind) or kind in ("root", "filler"):
            raise ValueError("not a kind")
        with self._turn:
            self._check_open()
            place = Place(max(self._places, default=0) + 1, kind, 0) if entry is None else self._places[entry]
            if place.kind not in ("", kind):
                raise ValueError("an entry keeps its kind")
            generation = place.next_generation(above)
            sealed = Sealed(kind, self._name(place.id, generation), place.id, generation, self._sequence + 1, content)
            digest = self._write(sealed, place.before, self._identity)
            before = place.digest
            if place.fault:
                before = look(self._folder, self._name(place.id, place.whole)).digest if place.whole else ""
            self._places[place.id] = Place(place.id, kind, generation, digest, before, whole=generation)
            if place.fault and not place.whole:  # nothing of it was whole: take both names for it again
                self.put(kind, content, place.id)
            return place.id

    def get(self, entry: int) -> bytes:
        """Return the newest version of `entry`; raises Damaged, KeyError for an unknown entry."""
        with self._turn:
            self._check_open()
            place = self._places[entry]
            mine = look(self._folder, self._name(entry, place.generation))
            open_slot(mine, entry, place.generation % 2, self._identity)
            if not place.fault and mine.sealed is not None and mine.sealed.generation == place.generation:
                return mine.sealed.content
            slots = self._opened(entry)
            reason = place.fault or mine.fault or ("older" if mine.sealed is not None else "missing")
            raise Damaged(entry, reason, has_previous=_newest_below(slots, place.generation) is not None)

    def previous(self, entry: int) -> bytes | None:
        """Return the newest whole version of `entry` before its newest, None if there is none; KeyError if unknown."""
        with self._turn:
            self._check_open()
            found = _newest_below(self._opened(entry), self._places[entry].generation)
            return None if found is None else found.content

    def copies(self) -> list[foreign.Copy]:
        """Return versions that a sync program left under names of its own and that the folder does not give.

        One is taken in by `put(copy.kind, copy.content, copy.entry, above=copy.generation)`, where the entry is here, and
        as a new entry otherwise. The file it came from stays.
        """
        with self._turn:
            return foreign.copies(self._folder, self._root.names, self._places, self._identity)

    def _opened(self, entry: int) -> tuple[Slot, Slot]:
        slots = both(self._folder, self._root.names, entry)
        for parity, slot in enumerate(slots):
            open_slot(slot, entry, parity, self._identity)
        return slots

    def _name(self, id: int, generation: int) -> str:
        return name_of(self._root.names, id, generation)

    # Writing

    def _write(self, sealed: Sealed, known: str, identity: Any) -> str:
        """Write one object and return the SHA-256 of its file; `known` is that of the version it may replace."""
        if not self._writable:
            raise SaveFailed(errno.EROFS)
        try:
            data = seal(sealed, identity.to_public())
        except Unfit:
            raise SaveFailed from None
        self._make_way(sealed, known, identity)
        self._changed = True
        self._folder.write(sealed.file, data)
        self._sequence = sealed.sequence
        return digest_of(data)

    def _make_way(self, sealed: Sealed, known: str, identity: Any) -> None:
        """Give a second name to whatever stands in the place of `sealed` and is not an earlier version of it."""
        there = look(self._folder, sealed.file)
        if there.digest == known and not there.fault:
            return
        open_slot(there, sealed.id, sealed.generation % 2, identity)
        earlier = there.sealed is not None and there.sealed.generation <= sealed.generation
        if not earlier and (there.digest or there.fault):
            self._folder.keep_aside(sealed.file)

    def checkpoint(self) -> None:
        """Write the manifest if anything changed since the last one; raises SaveFailed, and then nothing is lost."""
        with self._turn:
            key = self._check_open()
            if not self._changed:
                return
            rows = tuple(place.row(self._root.names) for place in self._places.values())
            root = replace(self._root, sequence=self._sequence + 1, before=self._digest, rows=rows)
            generation = self._generation + 1
            name = name_of(key.naming, ROOT, generation)
            sealed = Sealed("root", name, ROOT, generation, root.sequence, to_content(root))
            digest = self._write(sealed, self._root.before, key.identity())
            self._root, self._generation, self._digest = root, generation, digest
            self._changed = False
            if self._fillers:
                self._fillers -= 1
                fillers.add(self._folder, 1)

    def verify(self) -> list[Finding]:
        """Read and open every object of this workbook and both copies of the parameters; return what is wrong."""
        with self._turn:
            key = self._check_open()
            found = list(open_root(self._folder, key).findings)
            for place in self._places.values():
                said = judge(place.id, place.row(self._root.names), self._opened(place.id))[1]
                found += said
            found += strays(self._folder, self._root.names, self._places, self._identity)
            found += foreign.offered(self.copies())
            try:
                found += parameters.read(self._folder).findings
            except WorkbookError as error:
                found.append(Finding("params", None, error.message))
            return found + foreign.findings(self._folder)

    def insides(self) -> Insides:
        """Write the manifest, as far as that can be done, and return what a backup is made from."""
        with self._turn:
            key = self._check_open()
            with contextlib.suppress(WorkbookError):
                self._changed |= _lame(self._folder, key)
                self.checkpoint()
            with contextlib.suppress(WorkbookError):
                self._sets = parameters.read(self._folder).sets
            return Insides(self._folder, self._sets, key, self._root, tuple(self._places))

    # Leaving

    def close(self) -> None:
        """Write the manifest, let go of the folder, drop the keys. A manifest that fails is no loss: see `opening`."""
        with self._turn:
            if self._key is None:
                return
            with contextlib.suppress(WorkbookError):
                self.checkpoint()
                fillers.add(self._folder, self._fillers if self._writable else 0)
            self._folder.unlock()
            self._key = None
            del self._identity, self._root
            self._places = {}

    def _check_open(self) -> Key:
        if self._key is None:
            raise RuntimeError("the vault is closed")
        return self._key

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _newest_below(slots: tuple[Slot, Slot], generation: int) -> Sealed | None:
    whole = [one.sealed for one in slots if one.sealed is not None and one.sealed.generation < generation]
    return max(whole, key=lambda one: one.generation, default=None)


def _lame(folder: Folder, key: Key) -> bool:
    """Tell whether one of the two files of the root cannot be used."""
    try:
        return bool(open_root(folder, key).findings)
    except WorkbookError:
        return True


def _first_root(folder: Folder, key: Key) -> Opened:
    """Write the root of a new workbook, twice, so that there are two copies from the first minute."""
    from pyrage import x25519

    secret = str(x25519.Identity.generate())
    recipient = key.identity().to_public()
    root, digest = Root(secret, naming_key(secret), 1, "", ()), ""
    for generation in (1, 2):
        root = replace(root, sequence=generation, before=digest)
        name = name_of(key.naming, ROOT, generation)
        data = seal(Sealed("root", name, ROOT, generation, generation, to_content(root)), recipient)
        folder.write(name, data)
        digest = digest_of(data)
    return Opened(root, 2, digest, lame=False, findings=[])
