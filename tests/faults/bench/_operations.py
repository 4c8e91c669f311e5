"""Everything that writes into a folder, one operation each: what is there before it, and what may be there after it.

- `act` is the real call and nothing else. What goes before it is in `prepare` and `begin`, what is looked at in
  `judge`.
- `judge` opens the folder the way a person would, after the process that acted is gone, and says which state it found:
  the old one, the new one, or one in between that is whole. Anything else is a `Broken`.
- How many fillers are written is chance; here it is fixed, so that an operation is the same calls each time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.errors import WorkbookError
from ciworkbook.vault import Vault, WrongPassphrase, backup, derive_for, fillers
from ciworkbook.vault.pairs import NOT_NOW
from ciworkbook.vault.restoring import restore
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ...making import Clock
from ...vault.folders import CHEAP, PASSPHRASE

NEW = "six other words that stand here"
OTHER = "words of somebody else entirely"
SHEET = "danger-signs-now"
Contents = dict[int, tuple[bytes, bytes | None]]


class Broken(Exception):  # noqa: N818 - it is what happened
    """A folder is not what any of the states may be; the text says how."""


def held(vault: Vault) -> Contents:
    """Return both versions of every entry."""
    return {one.id: (vault.get(one.id), vault.previous(one.id)) for one in vault.entries()}


def look(folder: Path, passphrase: str, allowed: tuple[str, ...] = ("adopted",)) -> Contents | None:
    """Open `folder` and return what it holds, None if nothing opens with `passphrase`; raises Broken."""
    try:
        vault = Vault.open(folder, passphrase)
    except WrongPassphrase:
        return None
    with vault:
        if noticed := [one for one in vault.findings if one.kind not in allowed]:
            raise Broken(f"noticed {noticed[0].kind} {noticed[0].entry}")
        found = held(vault)
        vault.checkpoint()
        if noticed := vault.verify():
            raise Broken(f"verify says {noticed[0].kind} {noticed[0].entry}")
    if [path for path in folder.iterdir() if path.suffix == ".tmp"]:
        raise Broken("a temporary file was left")
    return found


def expect(true: bool, said: str) -> None:
    """Raise Broken unless `true`."""
    if not true:
        raise Broken(said)


class Operation:
    """One operation; see the module."""

    name = ""
    allowed: tuple[str, ...] = ("adopted",)

    def prepare(self, folder: Path) -> None:
        """Make the folder as it is before."""
        with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
            for kind, texts in (("visit", [b"1", b"2", b"3"]), ("visit", [b"x" * 9_000]), ("people", [b"a", b"b"])):
                entry = None
                for text in texts:
                    entry = vault.put(kind, text, entry)
        self.before = self.look(folder, PASSPHRASE)

    def begin(self, folder: Path) -> Any:
        """Return what `act` works on."""
        return Vault.open(folder, PASSPHRASE)

    def act(self, thing: Any) -> None:
        """Do it."""
        raise NotImplementedError

    def still(self, thing: Any) -> None:
        """Look at what is open after the operation was refused in words: nothing that was there is gone."""
        if isinstance(thing, Vault):
            found = {one.id: thing.get(one.id) for one in thing.entries()}
            expect(
                found == {id: pair[0] for id, pair in (self.before or {}).items()}, "after the refusal it holds less"
            )

    def judge(self, folder: Path) -> str:
        """Return the state that the folder is in; raises Broken."""
        raise NotImplementedError

    done = "new"
    """The state that has to be there once it was said to be done."""

    def look(self, folder: Path, passphrase: str) -> Contents | None:
        return look(folder, passphrase, self.allowed)


class Save(Operation):
    def __init__(self, name: str, entry: int | None) -> None:
        self.name, self.entry = name, entry

    def act(self, thing: Vault) -> None:
        thing.put("visit", b"new " * 2_000, self.entry)

    def judge(self, folder: Path) -> str:
        found, new = self.look(folder, PASSPHRASE), dict(self.before or {})
        before = new[self.entry][0] if self.entry else None
        new[self.entry or 4] = (b"new " * 2_000, before)
        expect(found in (self.before, new), "neither the old text nor the new one")
        return "old" if found == self.before else "new"


class SaveOverForeign(Save):
    """Something that is not ours stands in the place of the next version."""

    allowed = ("adopted", "damaged", "foreign")

    def __init__(self) -> None:
        super().__init__("save where a file of somebody else stands", 1)

    def begin(self, folder: Path) -> Any:
        vault = Vault.open(folder, PASSPHRASE)
        (folder / vault._name(1, 4)).write_bytes(b"of somebody else")
        return vault

    def judge(self, folder: Path) -> str:
        names = [path for path in folder.iterdir() if path.is_file() and path.read_bytes() == b"of somebody else"]
        expect(len(names) >= 1, "what was not ours is gone")
        with Vault.open(folder, PASSPHRASE) as vault:
            new = not any(one.kind == "damaged" for one in vault.findings)
            text = vault.get(1) if new else vault.previous(1)
            expect(text in (b"3", b"new " * 2_000), "neither the old text nor the new one")
            return "old" if text == b"3" else "new"

    def still(self, thing: Any) -> None:
        expect(thing.get(1) == b"3", "after the refusal the newest version is not given")


class Checkpoint(Operation):
    name = "checkpoint"

    def begin(self, folder: Path) -> Any:
        vault = Vault.open(folder, PASSPHRASE)
        vault.put("visit", b"4", 1)
        vault.put("visit", b"not listed yet")
        return vault

    def act(self, thing: Vault) -> None:
        thing.checkpoint()

    def still(self, thing: Any) -> None:
        expect(held(thing) == self.after(), "after the refusal the open workbook holds something else")

    def after(self) -> Contents:
        return (self.before or {}) | {1: (b"4", b"3"), 4: (b"not listed yet", None)}

    def judge(self, folder: Path) -> str:
        expect(self.look(folder, PASSPHRASE) == self.after(), "what was saved before it is not there")
        return "new"


class OpenAndMend(Operation):
    name = "open after a crash: sweep, mend the parameters, close"

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        (folder / "params").unlink()
        (folder / f"{'ab' * 16}.tmp").write_bytes(b"half")

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Path) -> None:
        with Vault.open(thing, PASSPHRASE) as vault:
            found = {one.id: vault.get(one.id) for one in vault.entries()}
            expect(found == {id: pair[0] for id, pair in (self.before or {}).items()}, "what was saved is not given")

    def still(self, thing: Any) -> None:
        expect((thing / "params.bak").exists(), "the other copy of the parameters is gone")

    def judge(self, folder: Path) -> str:
        expect(look(folder, PASSPHRASE, ("adopted", "params")) == self.before, "what was saved is not there")
        return "new"


class Create(Operation):
    name = "create"
    allowed = ("adopted", "missing")

    def prepare(self, folder: Path) -> None:
        folder.mkdir()
        self.before = {}

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Path) -> None:
        Vault.create(thing, NEW, cost=CHEAP)

    def judge(self, folder: Path) -> str:
        found = self.look(folder, NEW) if Vault.exists(folder) else None
        expect(found in (None, {}), "a new workbook is not empty")
        if found is None:  # the person is asked for a passphrase again, or makes it again
            Vault.create(folder, NEW, cost=CHEAP).close()
            return "old"
        return "new"


class CreateBeside(Operation):
    """A workbook is made where another one is, by somebody who cannot open that one."""

    name = "create where another workbook is"
    allowed = ("adopted", "missing")

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Any) -> None:
        Vault.create(thing, NEW, cost=CHEAP)

    def judge(self, folder: Path) -> str:
        expect(look(folder, PASSPHRASE) == self.before, "the other workbook does not hold what it held")
        found = self.look(folder, NEW)
        expect(found in (None, {}), "a new workbook is not empty")
        return "old" if found is None else "new"


class Beside(CreateBeside):
    name = "a workbook beside"

    def begin(self, folder: Path) -> Any:
        return Vault.open(folder, PASSPHRASE)

    def act(self, thing: Vault) -> None:
        thing.beside(NEW)


class ChangePassphrase(Operation):
    name = "change the passphrase"
    allowed = ("adopted", "missing")

    def act(self, thing: Vault) -> None:
        thing.change_passphrase(NEW)

    def judge(self, folder: Path) -> str:
        copy = folder.with_name("second copy")
        shutil.copytree(folder, copy)
        try:
            new, old = self.look(folder, NEW), self.opens(copy)
            expect(new in (None, self.before), "with the new passphrase it holds something else")
            if new is None:
                expect(self.look(copy, PASSPHRASE) == self.before, "with the old passphrase it holds something else")
                return "old"
            expect(not self.opens(folder), "the old passphrase opens it after it was opened with the new one")
            return "both" if old else "new"
        finally:
            shutil.rmtree(copy)

    def opens(self, folder: Path) -> bool:
        """Tell whether the old passphrase opens something; once the new one does, it may be anything."""
        try:
            Vault.open(folder, PASSPHRASE)._folder.unlock()
        except WrongPassphrase:
            return False
        except WorkbookError:
            return True
        return True


class Relock(ChangePassphrase):
    name = "lock everything anew"

    def act(self, thing: Vault) -> None:
        thing.relock(NEW)


class Recover(Operation):
    name = "recover"
    allowed = ("adopted", "missing", "rebuilt")

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        with Vault.open(folder, PASSPHRASE) as vault:
            self.identity = vault.recovery_sheet().identity

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Path) -> None:
        Vault.recover(thing, self.identity, NEW)

    def judge(self, folder: Path) -> str:
        expect(self.look(folder, PASSPHRASE) == self.before, "the passphrase of before does not open it")
        found = self.look(folder, NEW)
        expect(found in (None, self.before), "what was recovered is not what was there")
        return "old" if found is None else "new"


class Remove(Operation):
    name = "take a visit out"

    def prepare(self, folder: Path) -> None:
        self.catalogue, self.before = Catalogue.load(), None
        with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
            book = Workbook(vault, self.catalogue, Clock())
            first, other = book.begin(SHEET, "harmed"), book.begin(SHEET, "harmed")
            first = book.save(first.answer("next_line", Answer(value="canary"), book.stamp()))
            self.visit = book.save(first.answer("next_line", Answer(value="canary again"), book.stamp()))
            self.other = book.save(other.answer("next_line", Answer(value="stays"), book.stamp()))

    def begin(self, folder: Path) -> Any:
        return Workbook(Vault.open(folder, PASSPHRASE), self.catalogue, Clock())

    def act(self, thing: Workbook) -> None:
        thing.remove(self.visit)

    def still(self, thing: Any) -> None:
        expect(self.other.entry in [one.entry for one in thing.all_visits()], "another visit is gone")

    def judge(self, folder: Path) -> str:
        assert self.visit.entry is not None
        with Vault.open(folder, PASSPHRASE) as vault:
            kinds = {one.kind for one in vault.findings}
            expect(kinds <= {"adopted"}, f"noticed {kinds}")
            book = Workbook(vault, self.catalogue, Clock())
            there = {one.entry: one.value("next_line") for one in book.all_visits()}
            expect(there.get(self.other.entry) == "stays", "another visit is gone")
            if self.visit.entry in there:
                expect(there[self.visit.entry] == "canary again", "it was not taken out, and holds something else")
                return "old"
            texts = [vault.get(self.visit.entry), vault.previous(self.visit.entry) or b"{}"]
            expect(all(json.loads(text) in ({}, {"removed": True}) for text in texts), "a version of it is left")
        return "new"


class Backup(Operation):
    """Making one writes the list of entries and nothing else."""

    name = "make a backup"

    def begin(self, folder: Path) -> Any:
        vault = Vault.open(folder, PASSPHRASE)
        vault.put("visit", b"4", 1)
        return vault

    def act(self, thing: Vault) -> None:
        made = backup.make(thing)
        for one in made.findings:  # what could not be read is not in it, and that is said
            expect(one.kind in NOT_NOW, f"something in it is not whole: {one.kind}")
            raise WorkbookError(one.message, "Make another one.")
        backup.check(made.data, derive_for(thing.folder, PASSPHRASE))

    def still(self, thing: Any) -> None:
        expect(thing.get(1) == b"4", "after the refusal the newest version is not given")

    def judge(self, folder: Path) -> str:
        expect(self.look(folder, PASSPHRASE) == (self.before or {}) | {1: (b"4", b"3")}, "something saved is not there")
        return "new"


class Restore(Operation):
    """Into a folder where another workbook is, and some of this one's files are lost."""

    name = "put a backup into a folder"
    allowed = ("adopted", "missing", "older")

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        with Vault.open(folder, PASSPHRASE) as vault:
            vault.beside(NEW)
            self.data = backup.make(vault).data
            self.lost = [vault._name(1, 3), vault._name(3, 2), vault._name(2, 1)]
        self.key = derive_for(folder, PASSPHRASE)
        for name in self.lost:
            (folder / name).unlink()

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Path) -> None:
        done = restore(self.data, thing, self.key)
        if done.left:  # a file that could not be read is taken for another version, and that is said
            raise WorkbookError(" ".join(done.told()), "Do it again.")

    def judge(self, folder: Path) -> str:
        expect(look(folder, NEW) == {}, "the other workbook does not open")
        there = [(folder / name).exists() for name in self.lost]
        with Vault.open(folder, PASSPHRASE) as vault:
            for id, (newest, _before) in (self.before or {}).items():
                found = vault.get(id) if not any(one.entry == id for one in vault.findings) else vault.previous(id)
                expect(found in (newest, {1: b"2", 2: None, 3: b"a"}[id]), f"entry {id} is neither old nor new")
        if not all(there):
            return "old"
        expect(self.look(folder, PASSPHRASE) == self.before, "it is not as it was when the backup was made")
        return "new"


class RestoreToNowhere(Restore):
    name = "put a backup into a new folder"

    def prepare(self, folder: Path) -> None:
        other = folder.with_name("where it was made")
        super().prepare(other)
        shutil.rmtree(other)
        folder.mkdir()

    def judge(self, folder: Path) -> str:
        found = self.look(folder, PASSPHRASE) if (folder / "params").exists() else None
        if found is None:  # what was stopped half-way is completed by the same call
            restore(self.data, folder, self.key)
            expect(self.look(folder, PASSPHRASE) == self.before, "it could not be completed")
            return "old"
        expect(found == self.before, "it is not as it was when the backup was made")
        return "new"


class SaveInPlace(Operation):
    """A floor that is known to break: the file is emptied, then written."""

    name = "write a file over in place"

    def prepare(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "text").write_bytes(b"old")

    def begin(self, folder: Path) -> Any:
        return folder

    def act(self, thing: Path) -> None:
        (thing / "text").write_bytes(b"new")

    def judge(self, folder: Path) -> str:
        text = (folder / "text").read_bytes()
        expect(text in (b"old", b"new"), "neither the old text nor the new one")
        return text.decode()


def kept_the_same() -> None:
    """Fix, in this process, how many fillers are written and how large they are."""
    fillers.below = lambda limit: min(1, limit - 1)


OPERATIONS: list[Callable[[], Operation]] = [
    lambda: Save("save the next version", 1),
    lambda: Save("save a new entry", None),
    SaveOverForeign,
    Checkpoint,
    OpenAndMend,
    Create,
    CreateBeside,
    Beside,
    ChangePassphrase,
    Relock,
    Recover,
    Remove,
    Backup,
    Restore,
    RestoreToNowhere,
]
