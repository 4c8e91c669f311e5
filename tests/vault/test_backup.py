"""A backup: what goes in, what opens it, and what is refused."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import x25519

from ciworkbook.vault import Damaged, NewerFormat, SaveFailed, Vault, archive, backup, parameters
from ciworkbook.vault.backup import BOOK, PARAMS, check, key_for, make, opened
from ciworkbook.vault.errors import (
    BackupDamaged,
    BackupNotOpened,
    BackupTooLarge,
    BackupWithoutRoot,
    NotABackup,
    ParamsMissing,
    PassphraseUnusable,
)
from ciworkbook.vault.folder import OBJECT, Folder
from ciworkbook.vault.keys import name_of
from ciworkbook.vault.pairs import both, open_slot
from ciworkbook.vault.parameters import FILES
from ciworkbook.vault.sealing import Sealed, encrypt, seal

from .folders import CHEAP, FULL, PASSPHRASE, drop, file_of, flip, pictured, roots
from .test_damage import HARMS, Harm
from .test_parameters import ONE, written

THEIRS = "the other workbook"


def own_files(vault: Vault) -> dict[str, bytes]:
    """Return the files of this workbook, by name, as they stand in its folder."""
    names = [name_of(vault._root.names, one.id, parity) for one in vault.entries() for parity in (0, 1)]
    names += [path.name for path in roots(vault.folder)]
    return {name: (vault.folder / name).read_bytes() for name in names if (vault.folder / name).is_file()}


def repacked(vault: Vault, files: dict[str, bytes], **changes: bytes) -> bytes:
    """Return a backup with other files in it, to the recipients of `vault`."""
    inside = vault.insides()
    recipients = [inside.key.identity().to_public(), vault._identity.to_public()]
    members = {PARAMS: parameters.render(inside.sets), BOOK: encrypt(archive.pack(files), recipients)}
    return archive.pack(members | changes)


def test_it_holds_this_workbook_and_nothing_else(folder: Path) -> None:
    with Vault.create(folder, THEIRS, cost=CHEAP) as other:
        other.put("visit", b"not ours")
    with Vault.create(folder, PASSPHRASE) as vault:
        for text in (b"1", b"2", b"3"):
            entry = vault.put("visit", text, 1 if text > b"1" else None)
        vault.put("people", b"x" * 50_000)
        before = pictured(folder)
        made = make(vault)
        files = dict(opened(made.data, vault.insides().key).files)
        assert files == own_files(vault)
        assert (made.entries, made.findings, entry) == (2, (), 1)
        assert len(files) == 2 + 2 + 1
        kept = {name: before[name] for name in before if name in pictured(folder)}
        changed = {name for name in kept if pictured(folder)[name] != kept[name]}
        assert changed <= {path.name for path in roots(folder)}, "a list was written, and no more"


def test_in_clear_it_says_how_a_key_is_made_and_no_more(vault: Vault) -> None:
    vault.put("visit", b"a canary that sings")
    data = make(vault).data
    members = archive.unpack(data, backup._OUTER, len(data))
    assert members[PARAMS] == (vault.folder / "params").read_bytes()
    assert members[BOOK].startswith(b"age-encryption.org/v1\n-> X25519 ")
    rest = data.replace(members[PARAMS], b"").replace(members[BOOK], b"").strip(b"\0")
    assert b"canary" not in data
    assert b"age1" not in data
    for name in own_files(vault):
        assert name.encode() not in data
    allowed = {b"params", b"book.age", b"ustar", b"00"}
    words = {one for one in rest.replace(b" ", b"\0").split(b"\0") if one and not one.isdigit()}
    assert words <= allowed


def test_its_size_comes_in_steps(vault: Vault) -> None:
    """One version or fifty: the same size, but for what age adds by chance."""
    sizes = set()
    for number in range(40):
        vault.put("visit", str(number).encode())
        if number % 13 == 0:
            sizes.add(len(make(vault).data) // 1_024)
    assert sizes <= {backup.LEAST // 1_024 + more for more in (1, 2, 3)}
    for length in range(1, 40 * backup.LEAST, 9_999):
        size = backup.padded(length)
        assert length <= size <= max(backup.LEAST, length * 1.25)
        assert size % 512 == 0
    assert len({backup.padded(length) for length in range(2**20, 2**21, 512)}) == 5


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "cafe\u0301 \u1112\u1161\u11ab", " spaces at both ends "])
def test_the_passphrase_alone_opens_it(folder: Path, passphrase: str) -> None:
    with Vault.create(folder, passphrase, cost=CHEAP) as vault:
        vault.put("visit", b"kept")
        data = make(vault).data
    for path in folder.iterdir():
        path.unlink()
    checked = check(data, key_for(data, passphrase))
    assert (checked.entries, checked.whole, checked.findings) == (1, 1, ())


def test_so_does_the_recovery_key(vault: Vault) -> None:
    vault.put("visit", b"kept")
    vault.put("visit", b"kept too")
    data = make(vault).data
    contents = opened(data, vault.recovery_sheet().identity)
    assert dict(contents.files) == own_files(vault)
    assert set(contents.book.root_names) == {path.name for path in roots(vault.folder)}
    assert (contents.book.entries, contents.book.findings) == ((1, 2), ())


def test_other_passphrases_and_keys_do_not(vault: Vault) -> None:
    vault.put("visit", b"kept")
    data = make(vault).data
    with pytest.raises(BackupNotOpened, match="This passphrase does not open this backup"):
        key_for(data, "something else")
    with pytest.raises(PassphraseUnusable):
        key_for(data, "")
    for key in (str(x25519.Identity.generate()), "", "AGE-SECRET-KEY-1", "age1abc", "nonsense"):
        with pytest.raises(BackupNotOpened, match="This recovery key does not open this backup"):
            opened(data, key)


def test_it_opens_with_the_passphrase_of_then(vault: Vault) -> None:
    vault.put("visit", b"kept")
    old = make(vault).data
    vault.change_passphrase("the new passphrase")
    new = make(vault).data
    assert check(old, key_for(old, PASSPHRASE)).whole == 1
    assert check(new, key_for(new, "the new passphrase")).whole == 1
    with pytest.raises(BackupNotOpened):
        key_for(new, PASSPHRASE)
    with pytest.raises(BackupNotOpened):
        key_for(old, "the new passphrase")
    identity = vault.recovery_sheet().identity
    vault.relock("locked anew")
    anew = make(vault).data
    assert check(anew, key_for(anew, "locked anew")).whole == 1
    with pytest.raises(BackupNotOpened):
        opened(anew, identity)


def test_steps_are_told_from_the_first_to_the_last(vault: Vault) -> None:
    for _number in range(5):
        vault.put("visit", b"x")
    steps: list[tuple[int, int]] = []
    made = make(vault, lambda done, all: steps.append((done, all)))
    assert steps[0] == (0, 12)
    assert steps[-1] == (12, 12)
    assert [done for done, _all in steps] == sorted(done for done, _all in steps)
    steps.clear()
    check(made.data, vault.insides().key, lambda done, all: steps.append((done, all)))
    assert [done for done, _all in steps] == [0, 1, 2, 3, 4]


# A workbook that is not whole


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_is_damaged_goes_in_and_is_named(three: tuple[Vault, list[int]], harm: Harm) -> None:
    vault, (hurt, *_others) = three
    harm(file_of(vault, hurt))
    vault = drop(vault)
    made = make(vault)
    assert {one.entry for one in made.findings} == {hurt}
    checked = check(made.data, vault.insides().key)
    assert (checked.entries, checked.whole) == (3, 2)
    assert {one.entry for one in checked.findings} == {hurt}
    files = opened(made.data, vault.insides().key).files
    there = own_files(vault) if harm.__name__ != "link_instead" else {}
    assert all(files[name] == data for name, data in there.items())
    vault.close()


def test_what_was_saved_last_is_in_it_also_where_no_list_can_be_written(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = vault.put("visit", b"1")
    vault.checkpoint()
    vault.put("visit", b"2", entry)
    new = vault.put("visit", b"new")
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", lambda *_rest: (_ for _ in ()).throw(SaveFailed(errno.ENOSPC)))
        made = make(vault)
    checked = check(made.data, vault.insides().key)
    assert (made.findings, checked.findings, checked.whole, new) == ((), (), 2, 2)


def test_a_root_that_was_destroyed_meanwhile_is_written_again(vault: Vault) -> None:
    vault.put("visit", b"kept")
    vault.checkpoint()
    for path in roots(vault.folder):
        flip(path, 300)
    made = make(vault)
    assert check(made.data, key_for(made.data, PASSPHRASE)).whole == 1
    for path in roots(vault.folder):
        path.unlink()
    made = make(vault)
    assert check(made.data, key_for(made.data, PASSPHRASE)).whole == 1


def test_parameters_that_are_gone_are_remembered(vault: Vault) -> None:
    vault.put("visit", b"kept")
    for name in FILES:
        (vault.folder / name).unlink()
    made = make(vault)
    assert check(made.data, key_for(made.data, PASSPHRASE)).whole == 1
    vault._sets = ()
    with pytest.raises(ParamsMissing):
        make(vault)


def test_without_a_root_the_recovery_key_still_opens_it(vault: Vault) -> None:
    vault.put("visit", b"kept")
    files = own_files(vault)
    for path in roots(vault.folder):
        files[path.name] = b"broken"
    data = repacked(vault, files)
    key, identity = vault.insides().key, vault.recovery_sheet().identity
    with pytest.raises(BackupWithoutRoot, match="damaged when this backup was made"):
        check(data, key)
    assert check(data, identity).whole == 1


def test_more_than_fits_is_refused(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.put("visit", b"x" * 30_000)
    monkeypatch.setattr(backup, "MOST_IN_ALL", 30_000)
    with pytest.raises(BackupTooLarge):
        make(vault)


def test_no_secret_is_in_a_repr(vault: Vault) -> None:
    vault.put("visit", b"a canary that sings")
    made = make(vault)
    inside = vault.insides()
    for one in (made, inside, opened(made.data, inside.key), check(made.data, inside.key)):
        for secret in ("canary", "AGE-SECRET", inside.root.identity, repr(inside.root.names), repr(made.data)[:60]):
            assert secret not in repr(one)


# What is no backup


def outer(**members: bytes) -> bytes:
    return archive.pack({name.replace("book", BOOK): data for name, data in members.items()})


PARAMETERS = written(ONE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"age-encryption.org/v1\n",
        bytes(2_048),
        archive.pack({}),
        outer(params=PARAMETERS),
        outer(book=b"x"),
        outer(book=b"x", params=PARAMETERS),
        archive.pack({PARAMS: PARAMETERS, BOOK: b"x", "lock": b""}),
        archive.pack({"Params": PARAMETERS, BOOK: b"x"}),
        outer(params=b"{}", book=b"x"),
        outer(params=b"[" * 60_000, book=b"x"),
        outer(params=PARAMETERS + b" " * 70_000, book=b"x"),
        outer(params=written(ONE | {"n": 2**30}), book=b"x"),
        outer(params=written(ONE | {"n": 2**20}), book=b"x"),
    ],
)
def test_what_is_no_backup_is_refused_before_anything_is_asked(data: bytes) -> None:
    for look in (backup.look_at, lambda data: check(data, str(x25519.Identity.generate()))):
        with pytest.raises(NotABackup):
            look(data)


def test_a_backup_of_a_newer_program_is_named() -> None:
    with pytest.raises(NewerFormat):
        backup.look_at(outer(params=written(ONE, format=2), book=b"x"))


def test_a_file_of_an_absurd_size_is_not_looked_at(monkeypatch: pytest.MonkeyPatch, vault: Vault) -> None:
    data = make(vault).data
    monkeypatch.setattr(backup, "MOST_IN_FILE", len(data) - 1)
    with pytest.raises(NotABackup):
        backup.look_at(data)


def other_object(vault: Vault, name: str) -> bytes:
    return seal(Sealed("visit", name, 900, 2, 1, b"of somebody"), vault._identity.to_public())


@pytest.mark.parametrize(
    "change",
    [
        lambda vault, files: files | {"ab" * 16: b"junk"},
        lambda vault, files: files | {"ab" * 16: other_object(vault, "ab" * 16)},
        lambda vault, files: files | {"ab" * 16: b"", "cd" * 16: b"", "ef" * 16: b""},
        lambda vault, files: files | {name_of(vault._root.names, 900, 2): b"after a gap"},
        lambda vault, files: files | {"params": b"{}"},
        lambda vault, files: files | {"lock": b""},
        lambda vault, files: files | {f"{'ab' * 16}.tmp": b""},
        lambda vault, files: files | {f"../{'ab' * 16}": b""},
        lambda vault, files: files | {"AB" * 16: b""},
    ],
)
def test_files_that_are_not_of_this_workbook_are_refused(
    vault: Vault, change: Callable[[Vault, dict[str, bytes]], dict[str, bytes]]
) -> None:
    vault.put("visit", b"kept")
    vault.checkpoint()
    data = repacked(vault, change(vault, own_files(vault)))
    with pytest.raises(BackupDamaged):
        check(data, vault.insides().key)


@pytest.mark.parametrize("inner", [b"", b"junk", bytes(512), b"\xff" * 4_096])
def test_what_is_locked_in_it_has_to_be_an_archive(vault: Vault, inner: bytes) -> None:
    locked = encrypt(inner, [vault.insides().key.identity().to_public()])
    with pytest.raises(BackupDamaged):
        check(repacked(vault, {}, **{BOOK: locked}), vault.insides().key)


def test_more_than_a_backup_may_hold_is_not_unpacked(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make(vault).data
    monkeypatch.setattr(backup, "MOST_IN_ALL", 4_096)
    with pytest.raises(BackupDamaged):
        check(data, vault.insides().key)


@pytest.mark.parametrize("part", ["all", "outer", "head"])
def test_every_changed_bit_is_noticed(vault: Vault, part: str) -> None:
    """Of the clear part and the head of the locked part each bit; of the rest one in 997, in full one in 31."""
    vault.put("visit", b"kept")
    data, key = make(vault).data, vault.insides().key
    start = data.index(b"age-encryption.org")
    end = data.index(b"\n---", start) + 48
    places = {"outer": range(start), "head": range(start, end), "all": range(end, len(data), 31 if FULL else 997)}
    seen: set[type[Exception]] = set()
    allowed: dict[str, set[type[Exception]]] = {"outer": {NotABackup}, "head": {BackupNotOpened, BackupDamaged}}
    for place in places[part]:
        for bit in range(8) if FULL or part == "head" else (place % 8,):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            try:
                check(bytes(changed), key)
            except (NotABackup, NewerFormat, BackupNotOpened, BackupDamaged) as error:
                seen.add(type(error))
            else:
                raise AssertionError((place, bit))
    assert seen <= allowed.get(part, {BackupDamaged, NotABackup})


def test_every_cut_is_noticed(vault: Vault) -> None:
    vault.put("visit", b"kept")
    data, key = make(vault).data, vault.insides().key
    for length in [*range(0, len(data), 1 if FULL else 997), len(data) - 1, len(data) - 512]:
        with pytest.raises(NotABackup):
            check(data[:length], key)
    for more in (b"\0", b"x", bytes(511)):
        with pytest.raises(NotABackup):
            check(data + more, key)


def test_fuzzed_backups_are_refused_in_words(vault: Vault) -> None:
    """Changed, cut, joined and stretched in the clear part, and inside the lock; 200 of each, 20,000 in full."""
    vault.put("visit", b"kept")
    vault.put("visit", b"kept too", 1)
    whole, key, files = make(vault).data, vault.insides().key, own_files(vault)
    inner = archive.pack(files)
    chance = random.Random(9)
    refused = named = 0
    for _number in range(20_000 if FULL else 200):
        for data in (mangled(whole, chance), repacked(vault, {}, **{BOOK: locked(mangled(inner, chance), vault)})):
            try:
                contents = opened(data, key)
            except (NotABackup, NewerFormat, BackupNotOpened, BackupDamaged, BackupWithoutRoot):
                refused += 1
            else:
                named += 1
                assert contents.book.findings or contents.files == files, "an object was changed, and nobody said so"
    assert refused > named > 0


def locked(inner: bytes, vault: Vault) -> bytes:
    return encrypt(inner, [vault.insides().key.identity().to_public(), vault._identity.to_public()])


def mangled(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _change in range(chance.randrange(1, 4)):
        at = (
            chance.randrange(len(changed) + 1) // 512 * 512 if chance.random() < 0.5 else chance.randrange(len(changed))
        )
        length = chance.choice((1, 1, 8, 100, 512, 1_024))
        match chance.randrange(5):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[:length]
            case 3:
                changed[at : at + length] = bytes(length)
            case _:
                if changed[at : at + 1]:
                    changed[at] ^= 1 << chance.randrange(8)
        if not changed:
            return b""
    return bytes(changed)


def test_a_damaged_object_in_it_is_named(vault: Vault) -> None:
    entries = [vault.put("visit", b"1") for _number in range(3)]
    vault.checkpoint()
    files = own_files(vault)
    name = file_of(vault, entries[1]).name
    files[name] = files[name][:-1]
    checked = check(repacked(vault, files), vault.insides().key)
    assert (checked.entries, checked.whole) == (3, 2)
    assert [(one.kind, one.entry) for one in checked.findings] == [("damaged", entries[1])]


def test_names_in_it_are_names_of_objects(vault: Vault) -> None:
    vault.put("visit", b"x")
    assert all(OBJECT.fullmatch(name) for name in opened(make(vault).data, vault.insides().key).files)


def test_saving_may_go_on_meanwhile(vault: Vault) -> None:
    """What was acknowledged before it began is in it; what is saved between two reads does no harm."""
    entries = [vault.put("visit", b"0") for _number in range(6)]
    chance = random.Random(4)

    def save(done: int, _all: int) -> None:
        vault.put("visit", str(done).encode(), chance.choice(entries))
        if chance.random() < 0.3:
            vault.checkpoint()
        if chance.random() < 0.1:
            vault.put("visit", b"new")

    for _round in range(3):
        before = {one.id: one.generation for one in vault.entries()}
        made = make(vault, save)
        contents = opened(made.data, key_for(made.data, PASSPHRASE))
        assert contents.book.findings == ()
        for id, generation in before.items():
            slots = both(backup.Files(contents.files), contents.book.root.names, id)
            for parity, slot in enumerate(slots):
                open_slot(slot, id, parity, vault._identity)
            assert max(slot.sealed.generation for slot in slots if slot.sealed) >= generation


def test_only_what_was_there_is_given_out(vault: Vault) -> None:
    """A backup is made of a workbook that is open, and `get` still tells the truth after it."""
    entry = vault.put("visit", b"1")
    make(vault)
    os.unlink(file_of(vault, entry))
    with pytest.raises(Damaged):
        vault.get(entry)
