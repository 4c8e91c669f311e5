"""The vault: what one passphrase opens, and the ways to make, open and re-key it.

- Never delete, rename or rewrite an object that this session cannot open: it may belong to another workbook.
- New keys are made in `rekeying`, a way in without the passphrase in `recovery`, entries are kept by `Entries`.
- Keys live in this object only; `close` drops them. Nothing of them is in a repr, a message or a file in clear.
"""

from __future__ import annotations

import contextlib
import errno
from dataclasses import replace
from pathlib import Path

from ..errors import WorkbookError
from ..words import _
from . import parameters
from .entries import Entries, Progress
from .errors import Finding, FolderNotWritable, SaveFailed
from .folder import Folder
from .keys import Key, derive_for, read_identity
from .making import make, make_again, make_beside
from .opening import Opened, open_root
from .parameters import Cost, Scrypt
from .presence import holds_objects
from .recovery import RecoverySheet
from .rekeying import Resealed, let_go, unused_key, write_root
from .root import Leaving
from .untouched import Glance


class Vault(Entries):
    """An open workbook. Make one with `create`, `open`, `open_with` or `recover`."""

    # Making and opening

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether there is a workbook in `folder`, or what is left of one: any object at all, also
        one that a sync program has yet to bring.

        Parameters alone are not a workbook: nothing can be opened there, and `create` uses them.
        """
        return holds_objects(folder)

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
            return cls(place, *make(place, passphrase, cost), writable=True)
        except SaveFailed as failed:
            place.unlock()
            raise FolderNotWritable(failed.code) from None
        except BaseException:
            place.unlock()
            raise

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Vault:
        """Open the workbook of this passphrase; about a second. Raises what `derive_for` and `open_with` raise."""
        return cls.open_with(folder, derive_for(folder, passphrase))

    @classmethod
    def open_with(cls, folder: Path, key: Key, *, glance: Glance | None = None) -> Vault:
        """Open the workbook of `key`, which `derive_for` gave: milliseconds, and 0.1 for each entry.

        With a `glance` at the folder, many entries that the disk has not touched since they were listed are compared
        with the list later: when they are used, and by whoever asks for `compare`.
        Raises WrongPassphrase, FolderInUse, FolderNotReadable, RootDamaged, NotCopiedYet, NewerFormat.
        """
        place = Folder(folder)
        with place.listed_once():
            place.names()
            writable = place.lock()
            try:
                vault = cls(place, key, open_root(place, key), writable=writable, glance=glance)
            except BaseException:
                place.unlock()
                raise
            vault._after_opening()
        return vault

    @classmethod
    def recover(cls, folder: Path, identity: str, passphrase: str, *, known: Scrypt | None = None) -> Vault:
        """Open the workbook of `identity` ("AGE-SECRET-KEY-1…") under a new passphrase; seconds, reads every object.

        `known` is what the recovery sheet says of scrypt; used only where the folder has lost its parameters.
        Raises RecoveryKeyWrong, PassphraseTaken, PassphraseUnusable, FolderInUse, FolderNotReadable, FolderNotWritable,
        NewerFormat, NotEnoughMemory, SaveFailed; then nothing was changed but, perhaps, lost parameters put back.
        """
        place = Folder(folder)
        place.names()
        if not place.lock():
            raise FolderNotWritable(errno.EACCES)
        try:
            vault = cls(place, *make_again(place, identity, passphrase, known), writable=True)
        except BaseException:
            place.unlock()
            raise
        vault._after_opening()
        return vault

    def _after_opening(self) -> None:
        """Sweep, mend the copies of the parameters, finish a change of keys, and say what was noticed there."""
        noticed: tuple[Finding, ...] = ()
        with contextlib.suppress(WorkbookError):
            found = parameters.read(self._folder)
            noticed = found.findings
            if self._writable:
                self._folder.sweep()
                parameters.write(self._folder, found.sets, found.spoiled)
        if self._writable and self._root.leaving:
            noticed += self._let_go()
        if not self._writable:
            message = _("This folder cannot be written. You can read here, but nothing can be saved.")
            noticed += (Finding("readonly", None, message),)
        self.findings += noticed

    # Other keys

    def opens_with(self, key: Key) -> bool:
        """Tell whether `key`, which `derive_for` gave, is the one that opens this workbook."""
        with self._turn:
            return self._check_open() == key

    def beside(self, passphrase: str) -> None:
        """Make another workbook in this folder, without a trace of it in this one; a second or two.

        Raises PassphraseTaken, PassphraseUnusable, NotEnoughMemory, SaveFailed.
        """
        key = unused_key(passphrase, self._folder)
        with self._turn:
            self._check_writable()
            make_beside(self._folder, key)

    def change_passphrase(self, passphrase: str) -> None:
        """Have this workbook open with `passphrase` instead; a second or two.

        Raises PassphraseTaken, PassphraseUnusable, NotEnoughMemory, SaveFailed; then the old one opens it as before.
        """
        key = unused_key(passphrase, self._folder)
        with self._turn:
            old = self._check_writable()
            root = replace(self._root, sequence=self._sequence, rows=self._rows(), leaving=self._leave(old, ""))
            self._move_to(key, write_root(self._folder, key, root))

    def relock(self, passphrase: str, progress: Progress | None = None) -> None:
        """Lock every entry anew, under a new identity and `passphrase`; seconds for 1,000 entries.

        Saving goes on meanwhile. `progress` is called with entries done and entries in all. Raises NotWhole,
        PassphraseTaken, PassphraseUnusable, NotEnoughMemory, SaveFailed; then everything opens as before.
        """
        key = unused_key(passphrase, self._folder)
        with self._turn:
            self._check_writable()
            ids = list(self._places)
        anew = Resealed(self._folder)
        try:
            for done, id in enumerate(ids, start=1):
                with self._turn:
                    self._check_writable()
                    self.compare(id)
                    anew.take(self._places[id], self._opened(id))
                if progress is not None:
                    progress(done, len(ids))
            with self._turn:
                old = self._check_writable()
                for place in self._places.values():  # what was saved meanwhile
                    if not anew.has(place):
                        anew.take(place, self._opened(place.id))
                rows = tuple(place.row(anew.root.names) for place in anew.places.values())
                leaving = self._leave(old, self._root.identity)
                root = replace(anew.root, sequence=self._sequence, rows=rows, leaving=leaving)
                opened = write_root(self._folder, key, replace(root, settings=self._root.settings))
                self._identity, self._places = read_identity(root.identity), dict(sorted(anew.places.items()))
                self._move_to(key, opened)
        except BaseException:
            if self._root.identity != anew.root.identity:
                anew.undo()
            raise

    def _leave(self, old: Key, identity: str) -> tuple[Leaving, ...]:
        last = max(self._places, default=0)
        # An earlier change that is not finished keeps its own keys.
        return (*self._root.leaving, Leaving(old.opening, old.naming, identity, last, max(self._sequence, 1)))

    def _move_to(self, key: Key, opened: Opened) -> None:
        """Go on with the new root, and delete what only the old keys open; what is left is deleted another time."""
        self._key, self._root = key, opened.root
        self._generation, self._digest, self._sequence = opened.generation, opened.digest, opened.root.sequence
        self.findings += self._let_go()
        with contextlib.suppress(SaveFailed):
            self.checkpoint()

    def _let_go(self) -> tuple[Finding, ...]:
        root, said = let_go(self._folder, self._root)
        self._changed = self._changed or root != self._root
        self._root = root
        return tuple(said)

    def recovery_sheet(self) -> RecoverySheet:
        """Return what a person copies by hand to get in without the passphrase."""
        with self._turn:
            made_with = self._check_open().made_with
            assert made_with is not None
            return RecoverySheet(self._root.identity, made_with.salt.hex(), n=made_with.n, r=made_with.r, p=made_with.p)
