"""Putting a backup into a folder: what is missing there is written, and nothing that is there is touched.

- Nothing is written over, renamed or deleted. An equal file is counted. An object of which another file stands in the
  folder, older or newer, whole or not, is left out altogether: halves of two versions are never put together.
- Parameters first, then the objects in no order and with fillers between them, the root last: what was stopped half-way
  does not open, and the same call completes it. An empty ROOT.tmp stands there meanwhile, so that it is known again.
- What a failed attempt had written is taken out again. Then the folder is read, and every object opened.
- The folder's lock is held throughout.
- Where files of this workbook are in the folder already and nothing there opens with this passphrase, the root is left
  out unless that is asked for: it may be a passphrase that was changed because somebody knew it.
"""

from __future__ import annotations

import contextlib
import errno
import random
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..errors import WorkbookError
from ..words import _, n_
from . import fillers, parameters
from .backup import Book, Contents, look_through, opened, quiet
from .entries import Progress
from .errors import (
    Finding,
    FolderHoldsAnother,
    ParamsFull,
    ParamsMissing,
    RestoreFailed,
    SaveFailed,
    Unfit,
)
from .folder import Folder
from .keys import Key
from .opening import open_root
from .parameters import Scrypt


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it.

    Attributes:
        folder: Where it was put.
        entries: How many entries are in the backup.
        written: How many of them were put into the folder, at least in part.
        already: How many were there as they are in the backup.
        left: How many were left out because other versions of them stand in the folder.
        closed: The root was left out: the folder does not open with the passphrase of the backup. See `restore`.
        findings: What is damaged or missing in the folder now, as far as it is of this workbook.
    """

    folder: Path
    entries: int
    written: int
    already: int
    left: int
    closed: bool
    findings: tuple[Finding, ...]

    def told(self) -> list[str]:
        """Say it in sentences."""
        said = [n_("{n} entry was put into the folder.", "{n} entries were put into the folder.", self.written)]
        if self.already:
            said.append(n_("{n} entry was there already.", "{n} entries were there already.", self.already))
        if self.left:
            said.append(
                n_(
                    "{n} entry stands there in another version. That was left as it is. "
                    "To look at the version in the backup, put the backup into an empty folder.",
                    "{n} entries stand there in other versions. Those were left as they are. "
                    "To look at the versions in the backup, put the backup into an empty folder.",
                    self.left,
                )
            )
        if self.closed:
            said.append(_("This passphrase does not open the workbook in that folder. That was left as it is."))
        if not self.findings:
            said.append(_("All that is there of this workbook was read again, and opens."))
        return [*said, *(one.message for one in self.findings)]


def restore(data: bytes, folder: Path, key: Key | str, *, reopen: bool = False, progress: Progress = quiet) -> Restored:
    """Put the backup `data` into `folder`, which is made if it is not there; `key` as for `backup.opened`.

    With `reopen` the root is written also where other files of this workbook are in the folder: from then on the
    passphrase that the workbook had when the backup was made opens it, whatever it was changed to since.

    Raises what `backup.opened` raises, and FolderInUse, FolderNotReadable, FolderHoldsAnother, ParamsDamaged,
    NotCopiedYet, ParamsFull, NewerFormat, RestoreFailed. What this call had written is then taken out again, but for
    parameters, which open nothing by themselves.
    """
    contents = opened(data, key)
    place = Folder(folder)
    try:
        place.make()
    except OSError as error:
        raise RestoreFailed(error.errno or 0) from None
    if not place.lock():
        raise RestoreFailed(errno.EACCES)
    try:
        attempt = _Attempt(place, contents, key, progress)
        resumed = attempt.was_begun()
        place.sweep()
        return attempt.run(reopen=reopen or resumed)
    except SaveFailed as failed:
        raise RestoreFailed(failed.code) from None
    finally:
        place.unlock()


class _Attempt:
    """One attempt to put a backup into a folder that is locked."""

    def __init__(self, folder: Folder, contents: Contents, key: Key | str, progress: Progress) -> None:
        self._folder = folder
        self._key = key
        self._files = contents.files
        self._sets = contents.sets
        self._book = contents.book
        self._progress = progress
        self._written: list[str] = []

    def was_begun(self) -> bool:
        """Tell whether an attempt to put this very workbook here was stopped half-way."""
        return any(self._folder.has(name) for name in self._marks())

    def _marks(self) -> list[str]:
        return [f"{name}.tmp" for name in self._book.root_names[:1]]

    def run(self, *, reopen: bool) -> Restored:
        """Do it; raises SaveFailed and what `restore` raises."""
        *entries, root = self._book.pairs
        first = not self._folder.objects()
        known = any(self._taken(name) for pair in entries for name in pair)
        closed = known and not reopen and not any(self._taken(name) for name in root)
        wanted = {pair: self._wanted(pair) for pair in (*entries, root)}
        wanted[root] = self._wanted_of_root(root, wanted[root])
        if wanted[root] is None and not self._is_the_same(known=known):
            raise FolderHoldsAnother
        try:
            self._add_parameters(self._sets)
            for mark in self._marks() if wanted[root] and not closed else ():
                self._folder.write(mark, b"")
            chaff = fillers.first_day() if first else fillers.this_session()
            plan = [*entries, *[()] * chaff]
            random.SystemRandom().shuffle(plan)
            for number, pair in enumerate(plan):
                self._progress(number, len(plan))
                self._write(wanted.get(pair) or ())
                if not pair:
                    self._written += fillers.add(self._folder, 1)
            self._write(() if closed else wanted[root] or ())
            book = self._looked_through(closed=closed)
        except BaseException:
            self._take_out()
            raise
        finally:
            self._unmark()
        counts = [wanted[pair] for pair in entries]
        self._progress(len(plan), len(plan))
        return Restored(
            self._folder.path,
            len(entries),
            written=sum(bool(one) for one in counts),
            already=sum(one is not None and not one for one in counts),
            left=sum(one is None for one in counts),
            closed=closed,
            findings=book.findings,
        )

    def _taken(self, name: str) -> bool:
        return self._folder.has(name) or self._folder.awaits(name)

    def _is_the_same(self, *, known: bool) -> bool:
        """Tell whether the root that stands in the folder is one of the workbook that is in the backup."""
        if isinstance(self._key, str):  # it cannot be opened with that: what else is there has to tell
            return known
        try:
            return open_root(self._folder, self._key).root.identity == self._book.root.identity
        except WorkbookError:
            return False

    def _wanted(self, pair: Collection[str]) -> list[str] | None:
        """Return which files of one object to write, in order; None if other files stand in their place."""
        mine = [name for name in pair if name in self._files]
        free = [name for name in mine if not self._taken(name)]
        others = [name for name in pair if self._taken(name) and not self._is_equal(name)]
        if not free:
            return None if any(name in mine for name in others) else []
        if others:
            return None
        if len(free) < len(mine):  # beside what is there already, only what is whole
            free = [name for name in free if name not in self._book.damaged]
        return sorted(free, key=lambda name: name not in self._book.damaged)

    def _wanted_of_root(self, root: tuple[str, ...], wanted: list[str] | None) -> list[str] | None:
        """Return what of the root to write, the newest first: never one that lists more than the one that is there."""
        if not wanted:
            return wanted
        if not any(self._taken(name) for name in root):
            return sorted(wanted, key=root.index)
        newest = {root[0]} if not isinstance(self._key, str) else set(root)
        return [name for name in wanted if name not in newest]

    def _is_equal(self, name: str) -> bool:
        try:
            return self._folder.read(name) == self._files.get(name)
        except Unfit:
            return False

    def _add_parameters(self, sets: tuple[Scrypt, ...]) -> None:
        """Add the sets of the backup to those of the folder; those that are there stay, and stay first."""
        try:
            found = parameters.read(self._folder)
        except ParamsMissing:
            parameters.write(self._folder, sets)
            return
        together = tuple(dict.fromkeys((*found.sets, *sets)))
        if len(together) > parameters.MOST_SETS:
            raise ParamsFull
        missing = tuple(name for name in parameters.FILES if not self._folder.has(name))
        if together != found.sets:
            parameters.write(self._folder, together)
        elif missing:  # a call that was stopped between the two copies
            parameters.write(self._folder, together, missing)

    def _write(self, names: Collection[str]) -> None:
        for name in names:
            self._written.append(name)
            self._folder.write(name, self._files[name])

    def _looked_through(self, *, closed: bool) -> Book:
        """Read what was written, and open every object of the workbook."""
        if not all(self._is_equal(name) for name in self._written if name in self._files):
            raise RestoreFailed(errno.EIO)
        try:
            return look_through(self._folder, self._book.root.identity if closed else self._key)
        except (Unfit, WorkbookError):
            raise RestoreFailed(errno.EIO) from None

    def _unmark(self) -> None:
        for mark in self._marks():
            with contextlib.suppress(OSError):
                (self._folder.path / mark).unlink()

    def _take_out(self) -> None:
        """Delete what this attempt has written, at names that were free before it."""
        for name in self._written:
            if name not in self._files or self._is_equal(name):
                with contextlib.suppress(OSError):
                    (self._folder.path / name).unlink()
