"""Three workbooks in one folder: whatever is done with one of them, no file of another is changed, renamed or gone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ciworkbook.vault import PassphraseTaken, Vault, backup, derive_for, parameters
from ciworkbook.vault.restoring import restore

from ...vault.folders import CHEAP, file_of, pictured
from . import Measured, Row, Size
from ._operations import Contents, held
from ._places import in_memory
from ._saver import cheap_keys
from .r09_machine import play

texts = st.text(max_size=30)
picks = st.integers(0, 1_000)
COMMON = {*parameters.FILES, "lock"}


class Folder(RuleBasedStateMachine):
    """Three people, one folder. One is in it at a time; the files of the two others and all fillers are watched."""

    base: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=self.base))
        self.place = self.home / "kept"
        self.models: dict[str, Contents] = {}
        self.changes = 0
        self.vault: Vault | None = None
        self.who = ""

    @initialize()
    def make(self) -> None:
        for who in ("first", "second", "third"):
            with Vault.create(self.place, who, cost=CHEAP) as vault:
                vault.put("visit", who.encode())
                self.models[who] = held(vault)
        self.closed()

    def teardown(self) -> None:
        if self.vault is not None:
            self.vault.close()
        shutil.rmtree(self.home)

    def closed(self) -> None:
        """Look at the folder while nobody is in it."""
        self.vault, self.who = None, ""
        self.seen = pictured(self.place)

    def unused(self) -> str:
        self.changes += 1
        return f"passphrase {self.changes}"

    def own(self, vault: Vault) -> set[str]:
        """The names that this workbook may write: both of each entry, of the next ones, and of the root."""
        key = vault._check_open()
        last = max((one.id for one in vault.entries()), default=0)
        names = {file_of(vault, id, generation).name for id in range(1, last + 2) for generation in (0, 1)}
        from ciworkbook.vault.keys import ROOT, name_of

        return names | {name_of(key.naming, ROOT, generation) for generation in (0, 1)}

    def watched(self, mine: set[str]) -> None:
        """Nothing that was there and is not of this workbook has changed or gone."""
        now = pictured(self.place)
        for name, digest in self.seen.items():
            if name not in mine and name not in COMMON:
                assert now.get(name) == digest, "a file of somebody else was changed or is gone"

    @precondition(lambda self: self.vault is None)
    @rule(pick=picks)
    def come_in(self, pick: int) -> None:
        self.who = sorted(self.models)[pick % len(self.models)]
        self.vault = Vault.open(self.place, self.who)
        self.mine = self.own(self.vault)
        assert held(self.vault) == self.models[self.who]

    @precondition(lambda self: self.vault is not None)
    @rule()
    def leave(self) -> None:
        assert self.vault is not None
        self.mine |= self.own(self.vault)
        self.models[self.who] = held(self.vault)
        self.vault.close()
        self.watched(self.mine)
        self.closed()

    @precondition(lambda self: self.vault is not None)
    @rule()
    def crash(self) -> None:
        assert self.vault is not None
        (self.place / f"{'ab' * 16}.tmp").write_bytes(b"half")
        self.vault = drop_as(self.vault, self.who)

    @precondition(lambda self: self.vault is not None)
    @rule(text=texts, pick=picks, new=st.booleans())
    def put(self, text: str, pick: int, new: bool) -> None:
        assert self.vault is not None
        ids = [one.id for one in self.vault.entries()]
        self.vault.put("visit", text.encode(), None if new or not ids else ids[pick % len(ids)])

    @precondition(lambda self: self.vault is not None)
    @rule(pick=picks)
    def take_out(self, pick: int) -> None:
        """As the workbook takes a visit out: both versions are written over."""
        assert self.vault is not None
        ids = [one.id for one in self.vault.entries()]
        for _time in range(2 if ids else 0):
            self.vault.put("visit", b'{"removed": true}', ids[pick % len(ids)])

    @precondition(lambda self: self.vault is not None)
    @rule()
    def checkpoint(self) -> None:
        assert self.vault is not None
        self.vault.checkpoint()
        assert {one.kind for one in self.vault.verify()} == set()

    @precondition(lambda self: self.vault is not None)
    @rule(anew=st.booleans())
    def change(self, anew: bool) -> None:
        """Another passphrase, or everything locked anew. It may not be that of somebody else."""
        assert self.vault is not None
        self.mine |= self.own(self.vault)
        for other in sorted(self.models):
            try:
                (self.vault.relock if anew else self.vault.change_passphrase)(other)
            except PassphraseTaken:
                continue
            raise AssertionError("a passphrase in use was taken")
        passphrase, before = self.unused(), held(self.vault)
        (self.vault.relock if anew else self.vault.change_passphrase)(passphrase)
        del self.models[self.who]
        self.who, self.models[passphrase] = passphrase, before
        self.mine |= self.own(self.vault)
        assert held(self.vault) == before

    @precondition(lambda self: self.vault is not None and len(self.models) < 6)
    @rule()
    def make_one_beside(self) -> None:
        assert self.vault is not None
        passphrase = self.unused()
        self.vault.beside(passphrase)
        self.models[passphrase] = {}

    @precondition(lambda self: self.vault is None and any(self.models.values()))
    @rule(pick=picks)
    def recover(self, pick: int) -> None:
        """Of a workbook that holds something: an empty one has no object that its key opens."""
        filled = [who for who, contents in sorted(self.models.items()) if contents]
        who = filled[pick % len(filled)]
        with Vault.open(self.place, who) as vault:
            identity, mine = vault.recovery_sheet().identity, self.own(vault)
        passphrase = self.unused()
        with Vault.recover(self.place, identity, passphrase) as vault:
            assert held(vault) == self.models[who]
            mine |= self.own(vault)
            # Two passphrases lead to the same entries now; the first is given up, as a person who forgot it would.
            vault.change_passphrase(self.unused())
            self.models[f"passphrase {self.changes}"] = self.models.pop(who)
            mine |= self.own(vault)
        self.watched(mine)
        self.closed()

    @precondition(lambda self: self.vault is None)
    @rule(lose=st.integers(0, 3), pick=picks)
    def back_up_and_restore(self, lose: int, pick: int) -> None:
        """Some files of one workbook are lost; what its backup puts back touches nothing else."""
        who = sorted(self.models)[pick % len(self.models)]
        with Vault.open(self.place, who) as vault:
            data, mine = backup.make(vault).data, self.own(vault)
            paths = [file_of(vault, one.id) for one in vault.entries()]
        key = derive_for(self.place, who)
        self.watched(mine)
        self.seen = pictured(self.place)
        for path in paths[:lose]:
            path.unlink()
        restore(data, self.place, key)
        self.watched(set())
        with Vault.open(self.place, who) as vault:
            assert held(vault) == self.models[who]
        self.closed()

    @invariant()
    def nothing_of_others_is_touched(self) -> None:
        if self.vault is not None:
            self.watched(self.mine | self.own(self.vault))


def drop_as(vault: Vault, passphrase: str) -> Vault:
    """Open the folder again as after a crash."""
    folder = vault.folder
    vault._folder.unlock()
    vault._key = None
    return Vault.open(folder, passphrase)


def play_the_folder(size: Size, steps: int) -> tuple[int, int]:
    """Return how many steps were taken, and how often all workbooks were opened at the end."""
    taken = opened = 0

    class Counting(Folder):
        @invariant()
        def count(self) -> None:
            nonlocal taken
            taken += 1
            size.progress(taken, steps, "steps")

        def teardown(self) -> None:
            """Everybody finds what they left."""
            nonlocal opened
            if self.vault is not None:
                self.models[self.who] = held(self.vault)
                self.vault.close()
                self.vault = None
            for who, contents in self.models.items():
                with Vault.open(self.place, who) as vault:
                    assert held(vault) == contents
                    opened += 1
            super().teardown()

    with in_memory(size.work) as Counting.base, cheap_keys():
        play(Counting, size, steps)
    return taken, opened


def measure(size: Size) -> Measured:
    parts = size.spread(play_the_folder, size.count(ci=150, full=10_000))
    steps, opened = (sum(part[at] for part in parts) for at in (0, 1))
    said = f"{steps:,} steps with three workbooks or more in a folder: 0 files of others changed, renamed or gone"
    return Measured(f"{said}; {opened:,} workbooks opened at the end, each as it was left", met=True)


ROW = Row(
    "S16",
    "never touch what others keep: three workbooks in one folder, every operation",
    "10,000 steps, 0 foreign objects changed or removed",
    measure,
)
