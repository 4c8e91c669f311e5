"""A backup: one file with everything of one workbook, and nothing of any other.

- Bytes in, bytes out. Where they are kept, and what a person is told about it, is `backups` beside the workbook.
- The files go in byte for byte as they stand in the folder, also those that are damaged; what is damaged is named.
- It opens with the passphrase that the workbook had when it was made, also where the folder is gone, and with the
  recovery key. Nothing in clear says whose it is, when it was made or how much is in it, but for its size in steps.
- Reading trusts nothing: sizes, names and counts are bounded, and what would not be written here is refused.

    FILE                      tar (`archive`)
      params                  how a passphrase becomes a key, as in the folder
      book.age                age, to two recipients: the identity that the passphrase gives and that of the workbook
        <32 hex>, <32 hex>    tar: both files of the root, then both files of each entry, as far as they are there
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import WorkbookError
from . import archive, parameters
from .entries import FAULTS, Entries, Progress
from .errors import (
    BackupDamaged,
    BackupNotOpened,
    BackupTooLarge,
    BackupWithoutRoot,
    Finding,
    NewerFormat,
    NotABackup,
    NotCopiedYet,
    ParamsMissing,
    RootDamaged,
    Unfit,
    WrongPassphrase,
)
from .folder import MOST_BYTES, OBJECT, Folder
from .keys import ROOT, Key, derive, name_of, naming_key, read_identity, to_bytes
from .opening import find_entries, open_root
from .pairs import both, judge, open_slot
from .parameters import Scrypt
from .root import Root
from .sealing import decrypt, encrypt

MOST_IN_ALL = 128 * 2**20
"""Bytes of the inner archive."""
LEAST = 2**18
MOST_IN_FILE = MOST_IN_ALL + 2**20
"""Bytes of a backup: age adds 16 for every 65,536."""
PARAMS, BOOK = "params", "book.age"
_OUTER = re.compile(rf"{PARAMS}|{re.escape(BOOK)}")
_MOST_PARAMS = 64 * 2**10


def quiet(_done: int, _all: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made of an open vault.

    Attributes:
        data: The file.
        entries: How many entries are in it, whole or not.
        findings: What is not whole in it, because it was not whole in the folder.
    """

    data: bytes = field(repr=False)
    entries: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was opened, and every object in it.

    Attributes:
        entries: How many entries are in it.
        whole: Of how many the newest version and the one before it are whole.
        findings: What is not.
    """

    entries: int
    whole: int
    findings: tuple[Finding, ...]


class Files(Folder):
    """Files in memory, looked at as a folder is. `faults` says of a name why it could not be read."""

    def __init__(self, files: Mapping[str, bytes], faults: Mapping[str, str] | None = None) -> None:
        super().__init__(Path())
        self._files = files
        self._faults = faults or {}
        self._awaited = frozenset()

    def names(self) -> list[str]:
        """Return every name."""
        return sorted(self._files)

    def has(self, name: str) -> bool:
        """Tell whether there is a file called `name`."""
        return name in self._files

    def read(self, name: str) -> bytes | None:
        """Return a file; raises `Unfit` for one that could not be read when it was gathered."""
        if name in self._faults:
            raise Unfit(self._faults[name])
        return self._files.get(name)


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook as its files are: every object of it was opened.

    Attributes:
        root_names: The names of the root's files, the newest first; empty where it was opened without a passphrase.
        findings: What cannot be given, and what else is not as it was saved.
        damaged: The names of files that do not open as what their name says.
    """

    root: Root = field(repr=False)
    root_names: tuple[str, ...]
    entries: tuple[int, ...]
    findings: tuple[Finding, ...]
    damaged: frozenset[str]

    @property
    def whole(self) -> int:
        """How many entries have no fault."""
        return len(self.entries) - len({one.entry for one in self.findings if one.entry and one.kind in FAULTS})

    @property
    def pairs(self) -> list[tuple[str, ...]]:
        """The names of each object: those of every entry, then those of the root."""
        names = [(name_of(self.root.names, id, 0), name_of(self.root.names, id, 1)) for id in self.entries]
        return [*names, self.root_names]


@dataclass(frozen=True, slots=True)
class Contents:
    """A backup that was opened."""

    sets: tuple[Scrypt, ...]
    files: Mapping[str, bytes] = field(repr=False)
    book: Book


# Making


def make(vault: Entries, progress: Progress = quiet) -> Made:
    """Return a backup of `vault` as it stands; half the steps are reading, half are opening what was read.

    The manifest is written first, where that can be done. Nothing else may make a new identity for the workbook
    meanwhile; saving may go on. Raises ParamsMissing, BackupTooLarge.
    """
    inside = vault.insides()
    if not inside.sets:
        raise ParamsMissing
    keys = [(inside.key.naming, ROOT), *((inside.root.names, id) for id in inside.entries)]
    files: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    room = MOST_IN_ALL - 2 * archive.BLOCK
    for number, (naming, id) in enumerate(keys):
        progress(number, 2 * len(keys))
        for name in (name_of(naming, id, 0), name_of(naming, id, 1)):
            try:
                data = inside.folder.read(name)
            except Unfit as unfit:
                faults[name] = unfit.reason
                continue
            if data is not None:
                files[name] = data
                room -= len(data) + 2 * archive.BLOCK
        if room < 0:
            raise BackupTooLarge
    gathered = Files(files, faults)
    book = _examined(gathered, inside.root, lambda done, _all: progress(len(keys) + done, 2 * len(keys)))
    findings = (*_about_root(gathered, inside.key), *book.findings)
    workbook = read_identity(inside.root.identity)
    recipients = [inside.key.identity().to_public(), workbook.to_public()]
    locked = encrypt(archive.pack(files, padded(archive.size_of(files))), recipients)
    data = archive.pack({PARAMS: parameters.render(inside.sets), BOOK: locked})
    progress(2 * len(keys), 2 * len(keys))
    return Made(data, len(inside.entries), findings)


def _about_root(folder: Folder, key: Key) -> list[Finding]:
    try:
        return open_root(folder, key).findings
    except WorkbookError as error:
        return [Finding("damaged", None, error.message)]


def padded(length: int) -> int:
    """Return the size that an inner archive of `length` bytes is padded to: four steps to a doubling.

    Nothing is smaller than 256 KiB, some fifty versions: a backup has no fillers to hide their number.
    """
    if length <= LEAST:
        return LEAST
    steps = 1 << (length - 1).bit_length() - 3
    return -(-length // steps) * steps


# Reading


def look_at(data: bytes) -> None:
    """Look whether `data` may be a backup, without opening it; raises NotABackup, NewerFormat."""
    _outer(data)


def key_for(data: bytes, passphrase: str) -> Key:
    """Make the key that opens the backup `data`: a second for each set of parameters in it.

    Raises NotABackup, BackupNotOpened, PassphraseUnusable, NotEnoughMemory, NewerFormat.
    """
    to_bytes(passphrase)
    sets, locked = _outer(data)
    for one in sets:
        key = derive(passphrase, one)
        try:
            decrypt(locked, key.identity())
        except Unfit as unfit:
            if unfit.reason == "locked":
                continue
        return key
    raise BackupNotOpened


def check(data: bytes, key: Key | str, progress: Progress = quiet) -> Checked:
    """Open the backup `data` and every object in it, from these bytes alone. Raises what `opened` raises."""
    book = opened(data, key, progress).book
    return Checked(len(book.entries), book.whole, book.findings)


def opened(data: bytes, key: Key | str, progress: Progress = quiet) -> Contents:
    """Open the backup `data` with the key of its passphrase, or with the identity of the workbook.

    Raises NotABackup, BackupNotOpened, BackupDamaged, BackupWithoutRoot, NewerFormat.
    """
    sets, locked = _outer(data)
    recovery = isinstance(key, str)
    try:
        clear = decrypt(locked, read_identity(key) if isinstance(key, str) else key.identity())
        if len(clear) > MOST_IN_ALL:
            raise Unfit("damaged")
        files = archive.unpack(clear, OBJECT, MOST_BYTES)
        book = look_through(Files(files), key, progress)
    except Unfit as unfit:
        if unfit.reason == "locked":
            raise BackupNotOpened(recovery=recovery) from None
        raise BackupDamaged from None
    except ValueError:  # no identity at all
        raise BackupNotOpened(recovery=recovery) from None
    except (RootDamaged, NotCopiedYet, WrongPassphrase):
        raise BackupWithoutRoot from None
    others = set(files) - {name for pair in book.pairs for name in pair}
    if recovery and len(others) <= 2:  # nobody can tell without the passphrase, but these can only be those of the root
        book = replace(book, root_names=tuple(sorted(others)))
    elif others:
        raise BackupDamaged
    return Contents(sets, files, book)


def look_through(folder: Folder, key: Key | str, progress: Progress = quiet) -> Book:
    """Open every object of the workbook that `key`, or its own identity, opens in `folder`; changes nothing.

    Raises Unfit (damaged), WrongPassphrase, RootDamaged, NotCopiedYet, NewerFormat.
    """
    if isinstance(key, str):
        return _examined(folder, Root(key, naming_key(key), 1, "", None), progress)
    found = open_root(folder, key)
    slots = both(folder, key.naming, ROOT)
    for parity, slot in enumerate(slots):
        open_slot(slot, ROOT, parity, key.identity())
    book = _examined(folder, found.root, progress)
    return replace(
        book,
        root_names=tuple(slots[(found.generation + turn) % 2].name for turn in (0, 1)),
        findings=(*found.findings, *book.findings),
        damaged=book.damaged | {slot.name for slot in slots if slot.fault},
    )


def _examined(folder: Folder, root: Root, progress: Progress) -> Book:
    try:
        identity = read_identity(root.identity)
    except ValueError:
        raise Unfit("damaged") from None
    places, _sequence, _noticed = find_entries(folder, root, identity)
    findings: list[Finding] = []
    damaged: set[str] = set()
    for number, place in enumerate(places.values()):
        progress(number, len(places))
        slots = both(folder, root.names, place.id)
        for parity, slot in enumerate(slots):
            open_slot(slot, place.id, parity, identity)
        findings += judge(place.id, place.row(root.names), slots)[1]
        damaged |= {slot.name for slot in slots if slot.fault}
    return Book(root, (), tuple(places), tuple(findings), frozenset(damaged))


def _outer(data: bytes) -> tuple[tuple[Scrypt, ...], bytes]:
    """Return the parameters and the locked part of a backup; raises NotABackup, NewerFormat."""
    try:
        if len(data) > MOST_IN_FILE:
            raise Unfit("damaged")
        members = archive.unpack(data, _OUTER, MOST_IN_FILE)
        if list(members) != [PARAMS, BOOK] or len(members[PARAMS]) > _MOST_PARAMS:
            raise Unfit("damaged")
        return parameters.parse(members[PARAMS]), members[BOOK]
    except Unfit as unfit:
        if unfit.reason == "newer":
            raise NewerFormat from None
        raise NotABackup from None
