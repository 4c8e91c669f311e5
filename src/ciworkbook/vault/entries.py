"""The entries of an open workbook: read, saved, listed, looked through.

- `put` returns when the entry is on the disk; what was acknowledged is there after a crash or a power cut.
- One save writes one object. The manifest is written at checkpoints, and is never needed to find what was saved.
- The newest version of an entry is given or `Damaged` is raised; an older one only by `previous`, on purpose.
- Where a workbook was opened so, entries that the disk has not touched since they were listed are compared with the
  list when they are first read or saved; whoever opened it compares the rest soon after.
- What stands in the way of a save is given a second name first.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from ..errors import WorkbookError
from . import fillers, foreign, parameters
from .errors import Damaged, Finding, FolderNotReadable, SaveFailed, Unfit
from .folder import Folder
from .keys import ROOT, Key, name_of, read_identity
from .opening import Opened, find_entries, open_root, strays
from .pairs import NOT_NOW, Place, Slot, as_listed, both, digest_of, judge, look, open_slot
from .parameters import Scrypt
from .root import Root, Row, to_content
from .sealing import KIND, Sealed, seal
from .secret import Secret
from .untouched import Glance, untouched

Progress = Callable[[int, int], None]
FAULTS = {"damaged", "missing", "older", "replaced", "unreadable", "partial", "newer"}
"""Kinds of findings that say that a version cannot be given."""


class Entry(NamedTuple):
    """One entry: `id` never changes, `generation` counts its saves. `kind` is "" where no version of it opens.

    `digest` is the SHA-256 of the file of its newest version, hex; "" where that is not known. A tuple: there may be
    ten thousand.
    """

    id: int
    kind: str
    generation: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Insides(Secret):
    """What a backup needs of an open workbook; `entries` are the ids."""

    folder: Folder
    sets: tuple[Scrypt, ...]
    key: Key
    root: Root = field(repr=False)
    entries: tuple[int, ...]


class Entries:
    """An open workbook, whichever way it was opened; it may be used from several threads."""

    def __init__(
        self, folder: Folder, key: Key, opened: Opened, *, writable: bool, glance: Glance | None = None
    ) -> None:
        self._folder = folder
        self._turn = threading.RLock()
        self._writable = writable
        self._key: Key | None = key
        self._root = opened.root
        self._generation = opened.generation
        self._digest = opened.digest
        self._identity = read_identity(opened.root.identity)
        self._seals_for: tuple[Any, Any] | None = None
        self._uncompared: dict[int, Row] = {}
        if glance is not None:
            root_name = name_of(key.naming, ROOT, opened.generation)
            self._uncompared = untouched(glance.changed_at(), opened.root, root_name)
        self._places, self._sequence, noticed = find_entries(folder, opened.root, self._identity, self._uncompared)
        self._changed = opened.lame or bool(noticed)
        self._fillers = fillers.Session()
        if any(one.kind in FAULTS for one in noticed):
            noticed += strays(folder, opened.root.names, self._places, self._identity)
        self.findings: tuple[Finding, ...] = (*opened.findings, *noticed)
        with contextlib.suppress(FolderNotReadable):  # listing the folder is for these words only
            others = (one for one in foreign.findings(folder) if one.kind != "system")
            self.findings += (*foreign.offered(self.copies()), *others)
        self._sets: tuple[Scrypt, ...] = ()
        with contextlib.suppress(WorkbookError):
            self._sets = parameters.read(folder).sets

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {len(self._places)} entries>"

    # Entries

    @property
    def folder(self) -> Path:
        """Where the workbook is kept."""
        return self._folder.path

    def entries(self) -> list[Entry]:
        """Return every entry by id, also those whose newest version is damaged or missing."""
        with self._turn:
            return [Entry(one.id, one.kind, one.generation, one.digest) for one in self._places.values()]

    def digest(self, entry: int) -> str:
        """Return the SHA-256 of the file of the newest version of `entry`, hex; "" where that is not known."""
        with self._turn:
            return self._places[entry].digest if entry in self._places else ""

    def uncompared(self) -> list[int]:
        """Return the entries that were taken as listed and not compared yet, newest last."""
        with self._turn:
            return list(self._uncompared)

    def compare(self, entry: int) -> None:
        """Compare the files of `entry` with the list, if that is still to be done; what is noticed is a finding."""
        self._compared(entry)

    def _compared(self, entry: int) -> tuple[Slot, Slot] | None:
        """Compare the files of `entry` if need be; return what was read for that."""
        with self._turn:
            self._check_open()
            row = self._uncompared.pop(entry, None)
            if row is None:
                return None
            slots = both(self._folder, self._root.names, entry)
            if not as_listed(row, slots):
                for parity, slot in enumerate(slots):
                    open_slot(slot, entry, parity, self._identity)
                    self._sequence = max(self._sequence, slot.sealed.sequence if slot.sealed is not None else 0)
                self._places[entry], noticed = judge(entry, row, slots)
                self._changed = self._changed or bool(noticed)
                self.findings += tuple(noticed)
            return slots

    def _compare_rest(self) -> None:
        for entry in self.uncompared():
            self.compare(entry)

    def put(self, kind: str, content: bytes, entry: int | None = None, *, above: int = 0) -> int:
        """Save `content` (UTF-8) as the next version of `entry`, or as a new entry; return its id once it is durable.

        Its generation is higher than `above`: for a version taken in from a copy that a sync program made.
        Raises SaveFailed, and then what was saved before is still there; KeyError for an unknown entry; ValueError
        for content that is not UTF-8 or a kind that is not lower-case words joined by hyphens.
        """
        if not KIND.fullmatch(kind) or kind in ("root", "filler"):
            raise ValueError("not a kind")
        with self._turn:
            self._check_open()
            if entry is not None:
                self.compare(entry)
            place = Place(next(reversed(self._places), 0) + 1, kind, 0) if entry is None else self._places[entry]
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
            slots = self._compared(entry)
            place = self._places[entry]
            parity = place.generation % 2
            mine = slots[parity] if slots is not None else look(self._folder, self._name(entry, place.generation))
            open_slot(mine, entry, parity, self._identity)
            if not place.fault and mine.sealed is not None and mine.sealed.generation == place.generation:
                return mine.sealed.content
            whole = self._opened(entry)
            reason = place.fault or mine.fault or ("older" if mine.sealed is not None else "missing")
            raise Damaged(entry, reason, has_previous=_newest_below(whole, place.generation) is not None)

    def previous(self, entry: int) -> bytes | None:
        """Return the newest whole version of `entry` before its newest, None if there is none; KeyError if unknown."""
        with self._turn:
            self.compare(entry)
            found = _newest_below(self._opened(entry), self._places[entry].generation)
            return None if found is None else found.content

    def copies(self) -> list[foreign.Copy]:
        """Return versions that a sync program left under names of its own and that the folder does not give.

        One is taken in by `put(copy.kind, copy.content, copy.entry, above=copy.generation)`; where its entry is not
        here, as a new entry. The file it came from stays as it is.
        """
        with self._turn:
            self._check_open()
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
            data = seal(sealed, self._recipient(identity))
        except Unfit:
            raise SaveFailed from None
        self._make_way(sealed, known, identity)
        self._changed = True
        self._folder.write(sealed.file, data)
        self._sequence = sealed.sequence
        return digest_of(data)

    def _recipient(self, identity: Any) -> Any:
        """The recipient that `identity` opens; the last one is kept, since making one costs a third of sealing."""
        if self._seals_for is None or self._seals_for[0] is not identity:
            self._seals_for = identity, identity.to_public()
        return self._seals_for[1]

    def _make_way(self, sealed: Sealed, known: str, identity: Any) -> None:
        """Give a second name to whatever stands in the place of `sealed` and is not an earlier version of it."""
        there = look(self._folder, sealed.file)
        if there.fault in NOT_NOW:  # a disk may stumble once, and a second name stays for good
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
            root = replace(self._root, sequence=self._sequence + 1, before=self._digest, rows=self._rows())
            generation = self._generation + 1
            name = name_of(key.naming, ROOT, generation)
            content = to_content(root)
            sealed = Sealed("root", name, ROOT, generation, root.sequence, content)
            digest = self._write(sealed, self._root.before, key.identity())
            self._root, self._generation, self._digest = root, generation, digest
            self._changed = False
            self._fillers.at_checkpoint(self._folder, len(content))

    def verify(self, progress: Progress | None = None) -> list[Finding]:
        """Read and open every object of this workbook and both copies of the parameters; return what is wrong.

        Saving goes on meanwhile. `progress` is called with entries done and entries in all.
        """
        with self._turn:
            key = self._check_open()
            found = list(open_root(self._folder, key).findings)
            ids = list(self._places)
        for done, id in enumerate(ids, start=1):
            with self._turn:
                self.compare(id)
                found += judge(id, self._places[id].row(self._root.names), self._opened(id))[1]
            if progress is not None:
                progress(done, len(ids))
        with self._turn:
            self._check_open()
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
            self._compare_rest()
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
                if self._writable:
                    self._fillers.at_end(self._folder)
            self._folder.unlock()
            self._key = self._seals_for = None
            del self._identity, self._root
            self._places, self._uncompared = {}, {}

    def _rows(self) -> tuple[Row, ...]:
        return tuple(place.row(self._root.names) for place in self._places.values())

    def _check_open(self) -> Key:
        if self._key is None:
            raise RuntimeError("the vault is closed")
        return self._key

    def _check_writable(self) -> Key:
        if not self._writable:
            raise SaveFailed(errno.EROFS)
        return self._check_open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _lame(folder: Folder, key: Key) -> bool:
    """Tell whether one of the two files of the root cannot be used."""
    try:
        return bool(open_root(folder, key).findings)
    except WorkbookError:
        return True


def _newest_below(slots: tuple[Slot, Slot], generation: int) -> Sealed | None:
    whole = [one.sealed for one in slots if one.sealed is not None and one.sealed.generation < generation]
    return max(whole, key=lambda one: one.generation, default=None)
