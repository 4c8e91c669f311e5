"""A vault under everything at once: saves, crashes and damage in any order, against a plain model.

Two workbooks share the folder; the other one's files must never change. Rows of the bench run it, few steps or many.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ciworkbook.vault import Damaged, Vault, parameters

from .folders import CHEAP, PASSPHRASE, drop, file_of, flip, pictured, reopen, roots

texts = st.text(max_size=30)
picks = st.integers(0, 1_000)


@dataclass
class Model:
    """What an entry ought to be: two versions, whether each is whole, and whether the vault knows of a fault."""

    newest: str
    newest_whole: bool = True
    before: str | None = None
    before_whole: bool = False
    known: bool = False
    gone: bool = False
    """Whether the newest is not whole because its file was taken away, or an older one put in its place."""

    def put(self, text: str) -> None:
        if self.known:  # the version that is whole becomes the one before; with none, both are this one
            whole = self.given_before()
            self.before, self.before_whole = (text, True) if whole is None else (whole, True)
        else:
            self.before, self.before_whole = (None, False) if self.gone else (self.newest, self.newest_whole)
        self.newest, self.newest_whole, self.known, self.gone = text, True, False, False

    def reopened(self) -> None:
        both = self.newest_whole and (self.before is None or self.before_whole)
        self.known = self.known or not both

    def given(self) -> str | None:
        return self.newest if self.newest_whole and not self.known else None

    def given_before(self) -> str | None:
        if self.known and self.newest_whole:
            return self.newest
        return self.before if self.before_whole else None


class Evening(RuleBasedStateMachine):
    base: Path | None = None
    """Where the folders are made; by default where temporary files are."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=self.base))
        self.folder = self.home / "kept"
        self.bound = parameters.LEAST_N
        parameters.LEAST_N = CHEAP.n
        self.models: dict[int, Model] = {}
        self.earlier: dict[int, tuple[int, bytes]] = {}
        """Of each entry the generation before the last save, and the file that it was."""
        self.older_roots: dict[Path, bytes] = {}
        self.snapshot: tuple[dict[str, bytes], dict[int, Model]] | None = None
        self.vault: Vault

    @initialize()
    def make(self) -> None:
        with Vault.create(self.folder, "the other workbook", cost=CHEAP) as other:
            other.put("visit", b"theirs")
        self.theirs = {name: hash for name, hash in pictured(self.folder).items() if name != "lock"}
        self.vault = Vault.create(self.folder, PASSPHRASE)

    def teardown(self) -> None:
        self.vault.close()
        parameters.LEAST_N = self.bound
        shutil.rmtree(self.home)

    def one(self, pick: int) -> int:
        return sorted(self.models)[pick % len(self.models)]

    def reopened(self) -> None:
        for model in self.models.values():
            model.reopened()

    @rule(text=texts)
    def put_new(self, text: str) -> None:
        entry = self.vault.put("visit", text.encode())
        assert entry not in self.models
        self.models[entry] = Model(text)

    def generation(self, entry: int) -> int:
        return next(one.generation for one in self.vault.entries() if one.id == entry)

    def clean(self) -> bool:
        """Whether nothing is damaged, and nothing was."""
        return all(
            not model.known and model.newest_whole and (model.before is None or model.before_whole)
            for model in self.models.values()
        )

    @precondition(lambda self: self.models)
    @rule(pick=picks, text=texts)
    def put(self, pick: int, text: str) -> None:
        entry = self.one(pick)
        if self.models[entry].given() is not None:
            self.earlier[entry] = self.generation(entry), file_of(self.vault, entry).read_bytes()
        assert self.vault.put("visit", text.encode(), entry) == entry
        self.models[entry].put(text)

    @rule()
    def checkpoint(self) -> None:
        self.vault.checkpoint()

    @rule()
    def leave_and_return(self) -> None:
        self.vault = reopen(self.vault)
        self.reopened()

    @rule()
    def crash(self) -> None:
        self.vault = drop(self.vault)
        self.reopened()

    @rule()
    def crash_while_writing(self) -> None:
        (self.folder / f"{'ab' * 16}.tmp").write_bytes(b"half")
        self.crash()
        assert not (self.folder / f"{'ab' * 16}.tmp").exists()

    @precondition(lambda self: self.models)
    @rule(pick=picks, place=picks, bit=st.integers(0, 7))
    def damage_the_newest(self, pick: int, place: int, bit: int) -> None:
        entry = self.one(pick)
        model = self.models[entry]
        if model.known or not model.newest_whole:
            return
        path = file_of(self.vault, entry)
        flip(path, place % path.stat().st_size, bit)
        model.newest_whole = False

    @precondition(lambda self: self.models)
    @rule(pick=picks)
    def damage_the_one_before(self, pick: int) -> None:
        entry = self.one(pick)
        model = self.models[entry]
        if model.known or not model.before_whole or not model.newest_whole:
            return
        generation = next(one.generation for one in self.vault.entries() if one.id == entry)
        file_of(self.vault, entry, generation - 1).write_bytes(b"")
        model.before_whole = False

    @precondition(lambda self: self.models)
    @rule(pick=picks)
    def remove_the_newest(self, pick: int) -> None:
        """Only what was listed: nobody can miss what no list names."""
        entry = self.one(pick)
        model = self.models[entry]
        if model.known or not model.newest_whole:
            return
        self.vault.checkpoint()
        file_of(self.vault, entry).unlink()
        model.newest_whole, model.gone = False, True

    @precondition(lambda self: self.models)
    @rule(pick=picks, number=st.integers(0, 2**32))
    def rename_the_newest(self, pick: int, number: int) -> None:
        entry = self.one(pick)
        model = self.models[entry]
        if model.known or not model.newest_whole:
            return
        self.vault.checkpoint()
        file_of(self.vault, entry).rename(self.folder / f"{number:032x}")
        model.newest_whole, model.gone = False, True

    @precondition(lambda self: self.models)
    @rule(pick=picks, number=st.integers(0, 2**32))
    def copy_the_newest_to_another_name(self, pick: int, number: int) -> None:
        entry = self.one(pick)
        if self.models[entry].given() is None:
            return
        shutil.copy(file_of(self.vault, entry), self.folder / f"{number:032x}")
        assert ("stray", entry) in {(one.kind, one.entry) for one in self.vault.verify()}

    @precondition(lambda self: self.earlier)
    @rule(pick=picks, text=texts)
    def put_back_an_older_file(self, pick: int, text: str) -> None:
        entry = sorted(self.earlier)[pick % len(self.earlier)]
        generation, data = self.earlier[entry]
        if self.models[entry].given() is None:
            return
        if self.generation(entry) == generation + 1:
            self.vault.put("visit", text.encode(), entry)
            self.models[entry].put(text)
        if self.generation(entry) != generation + 2 or not self.models[entry].before_whole:
            return  # with nothing before it, the older file itself is offered
        self.vault.checkpoint()
        file_of(self.vault, entry).write_bytes(data)
        self.models[entry].newest_whole, self.models[entry].gone = False, True
        self.crash()

    @rule()
    def remember_the_roots(self) -> None:
        self.vault.checkpoint()
        self.older_roots = {path: path.read_bytes() for path in roots(self.folder)}

    @precondition(lambda self: self.older_roots and self.clean())
    @rule()
    def put_back_older_roots(self) -> None:
        """What was saved since is found all the same."""
        self.vault.checkpoint()
        for path, data in self.older_roots.items():
            path.write_bytes(data)
        self.crash()

    @precondition(lambda self: self.clean())
    @rule()
    def remember_the_folder(self) -> None:
        self.vault = reopen(self.vault)
        self.reopened()
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        self.snapshot = files, copy.deepcopy(self.models)

    @precondition(lambda self: self.snapshot is not None)
    @rule()
    def put_back_the_whole_folder(self) -> None:
        """Nobody can notice that; everything is as it was then."""
        assert self.snapshot is not None
        files, models = self.snapshot
        self.vault.close()
        for path in self.folder.iterdir():
            path.unlink()
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        self.models, self.earlier, self.older_roots = copy.deepcopy(models), {}, {}
        self.vault = Vault.open(self.folder, PASSPHRASE)
        self.reopened()

    @precondition(lambda self: len(self.models) > 1)
    @rule(first=picks, second=picks)
    def swap(self, first: int, second: int) -> None:
        one, two = self.one(first), self.one(second)
        models = self.models[one], self.models[two]
        if one == two or any(model.known or not model.newest_whole for model in models):
            return
        self.vault.checkpoint()
        paths = file_of(self.vault, one), file_of(self.vault, two)
        data = [path.read_bytes() for path in paths]
        for path, other in zip(paths, reversed(data), strict=True):
            path.write_bytes(other)
        for model in models:
            model.newest_whole = False

    @precondition(lambda self: not any(model.gone for model in self.models.values()))
    @rule(which=st.integers(0, 1), name=st.sampled_from(parameters.FILES))
    def damage_one_root_and_one_copy_of_the_parameters(self, which: int, name: str) -> None:
        """Not after a removal: nobody can miss what only the damaged root listed."""
        self.vault = reopen(self.vault)
        self.reopened()
        flip(roots(self.folder)[which], 500)
        (self.folder / name).unlink()
        self.vault = drop(self.vault)
        self.reopened()
        self.vault = reopen(self.vault)
        self.reopened()

    @rule()
    def leave_a_foreign_file(self) -> None:
        (self.folder / "letter.txt").write_text("theirs")
        (self.folder / f"{'cd' * 16} (1)").write_text("theirs")

    @invariant()
    def everything_is_as_it_ought_to_be(self) -> None:
        if not hasattr(self, "vault"):
            return
        assert [one.id for one in self.vault.entries()] == sorted(self.models)
        for entry, model in self.models.items():
            before = model.given_before()
            if model.given() is None:
                try:
                    self.vault.get(entry)
                except Damaged as damaged:
                    assert (damaged.entry, damaged.has_previous) == (entry, before is not None)
                else:
                    raise AssertionError("an entry that is not whole was given")
            else:
                assert self.vault.get(entry).decode() == model.given()
            found = self.vault.previous(entry)
            assert (None if found is None else found.decode()) == before

    @invariant()
    def what_is_wrong_is_named(self) -> None:
        if not hasattr(self, "vault"):
            return
        named = {one.entry for one in self.vault.findings}
        for entry, model in self.models.items():
            assert not model.known or entry in named

    @invariant()
    def the_other_workbook_is_untouched(self) -> None:
        if not hasattr(self, "vault"):
            return
        now = pictured(self.folder)
        kept = set(self.theirs) - set(parameters.FILES)  # those are everyone's, and mended
        assert {name: now.get(name) for name in kept} == {name: self.theirs[name] for name in kept}
