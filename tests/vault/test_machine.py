"""A vault under everything at once: saves, crashes and damage in any order, against a plain model.

Two workbooks share the folder; the other one's files must never change. With CIWORKBOOK_FULL=1, ten times as long.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ciworkbook.vault import Damaged, Vault, parameters

from .folders import CHEAP, FULL, PASSPHRASE, drop, file_of, flip, pictured, reopen, roots

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
    """Whether the newest is not whole because its file was taken away."""

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
    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder = self.home / "kept"
        self.bound = parameters.LEAST_N
        parameters.LEAST_N = CHEAP.n
        self.models: dict[int, Model] = {}
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

    @precondition(lambda self: self.models)
    @rule(pick=picks, text=texts)
    def put(self, pick: int, text: str) -> None:
        entry = self.one(pick)
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


TestEvening = Evening.TestCase
TestEvening.settings = settings(
    max_examples=300 if FULL else 30,
    stateful_step_count=60 if FULL else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
