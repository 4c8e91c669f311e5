"""Damage: every way to put a file where it does not belong. Every bit and every cut are a row of the bench.

Each is noticed and named, the version before is offered, and everything else opens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyrage import x25519

from ciworkbook.vault import Damaged, NewerFormat, RootDamaged, Vault, derive_for, sealing
from ciworkbook.vault.errors import Unfit
from ciworkbook.vault.keys import name_of
from ciworkbook.vault.pairs import Slot, open_slot
from ciworkbook.vault.root import Root, Row, from_content, to_content
from ciworkbook.vault.sealing import Sealed, seal, unseal

from .folders import CHEAP, PASSPHRASE, drop, file_of, flip, pictured, reopen, roots, said

Harm = Callable[[Path], None]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\x00")


def one_bit(path: Path) -> None:
    flip(path, path.stat().st_size // 2)


def foreign_object(path: Path) -> None:
    sealed = Sealed("visit", path.name, 1, 1, 1, b"forged")
    path.write_bytes(seal(sealed, x25519.Identity.generate().to_public()))


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_instead(path: Path) -> None:
    target = path.parent.parent / "elsewhere"
    path.replace(target)
    path.symlink_to(target)


HARMS: list[Harm] = [cut, empty, zero, append, one_bit, foreign_object, folder_instead, pipe_instead, link_instead]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("when", ["open", "reopened", "crashed"])
def test_a_damaged_entry_is_named_and_the_rest_opens(three: tuple[Vault, list[int]], harm: Harm, when: str) -> None:
    vault, (hurt, *others) = three
    harm(file_of(vault, hurt))
    if when != "open":
        vault = reopen(vault) if when == "reopened" else drop(vault)
        assert {entry for _kind, entry in said(vault)} == {hurt}
    with pytest.raises(Damaged) as caught:
        vault.get(hurt)
    assert (caught.value.entry, caught.value.has_previous) == (hurt, True)
    assert caught.value.reason in ("damaged", "unreadable", "partial")
    assert str(hurt) in caught.value.message
    assert vault.previous(hurt) == b"2"
    assert [vault.get(one) for one in others] == [b"3", b"3"]
    assert {one.entry for one in vault.verify()} == {hurt}
    assert [one.id for one in vault.entries()] == [hurt, *others]
    vault.close()


@pytest.mark.parametrize("harm", [one for one in HARMS if one not in (folder_instead,)], ids=lambda harm: harm.__name__)
def test_saving_again_heals_and_throws_nothing_away(three: tuple[Vault, list[int]], harm: Harm) -> None:
    vault, (hurt, *_others) = three
    harm(file_of(vault, hurt))
    vault = reopen(vault)
    before = pictured(vault.folder)
    vault.put("visit", b"4", hurt)
    assert set(before.values()) <= set(pictured(vault.folder).values()), "the damaged bytes have a second name"
    assert (vault.get(hurt), vault.previous(hurt)) == (b"4", b"2")
    for again in (drop, reopen):
        vault = again(vault)
        assert (vault.get(hurt), vault.previous(hurt)) == (b"4", b"2")
    assert said(vault) <= {("foreign", None)}
    vault.close()


def test_an_entry_of_which_nothing_is_whole(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    one_bit(file_of(vault, hurt, 3))
    zero(file_of(vault, hurt, 2))
    vault = reopen(vault)
    with pytest.raises(Damaged) as caught:
        vault.get(hurt)
    assert not caught.value.has_previous
    assert vault.previous(hurt) is None
    vault.put("visit", b"new", hurt)
    for again in (drop, reopen):
        vault = again(vault)
        assert vault.get(hurt) == b"new"
    assert vault.findings == ()
    vault.close()


@pytest.mark.parametrize("harm", [one_bit, zero, Path.unlink], ids=["one_bit", "zero", "unlink"])
def test_the_version_before_is_damaged(three: tuple[Vault, list[int]], harm: Harm) -> None:
    vault, (hurt, *_others) = three
    harm(file_of(vault, hurt, 2))
    assert (vault.get(hurt), vault.previous(hurt)) == (b"3", None)
    vault = reopen(vault)
    assert {entry for _kind, entry in said(vault)} == {hurt}
    if harm is Path.unlink:
        assert vault.get(hurt) == b"3"
    else:  # from the folder alone nobody can tell whether this was the newer one: say so, and offer what is whole
        with pytest.raises(Damaged):
            vault.get(hurt)
        assert vault.previous(hurt) == b"3"
    vault.close()


def test_the_newest_was_saved_after_the_list_and_is_damaged(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    vault.put("visit", b"4", hurt)
    one_bit(file_of(vault, hurt))
    vault = drop(vault)
    assert ("damaged", hurt) in said(vault)
    with pytest.raises(Damaged):
        vault.get(hurt)
    assert vault.previous(hurt) == b"3"
    vault.put("visit", b"5", hurt)
    vault = drop(vault)
    assert (vault.get(hurt), vault.previous(hurt)) == (b"5", b"3")
    vault.close()


def test_a_new_entry_saved_after_the_list_is_damaged(three: tuple[Vault, list[int]]) -> None:
    vault, _entries = three
    hurt = vault.put("visit", b"new")
    after = vault.put("visit", b"after")
    one_bit(file_of(vault, hurt))
    vault = drop(vault)
    assert {("damaged", hurt), ("adopted", after)} == said(vault)
    with pytest.raises(Damaged):
        vault.get(hurt)
    assert vault.get(after) == b"after"
    assert vault.put("visit", b"again", hurt) == hurt
    vault = drop(vault)
    assert vault.get(hurt) == b"again"
    vault.close()


def test_a_hole_after_the_list_is_named_and_does_not_hide_what_follows(vault: Vault) -> None:
    entries = [vault.put("visit", str(number).encode()) for number in range(20)]
    for entry in entries[4:14]:
        file_of(vault, entry).unlink()
    vault = drop(vault)
    assert {one for one in said(vault) if one[0] == "missing"} == {("missing", entry) for entry in entries[4:14]}
    assert vault.get(entries[-1]) == b"19"
    vault.close()


def test_a_missing_file(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    kept = file_of(vault, hurt).read_bytes()
    file_of(vault, hurt).unlink()
    with pytest.raises(Damaged, match="missing"):
        vault.get(hurt)
    vault = reopen(vault)
    assert said(vault) == {("missing", hurt)}
    assert vault.previous(hurt) == b"2"
    vault = reopen(vault)
    assert said(vault) == {("missing", hurt)}, "what was noticed stays noticed"
    file_of(vault, hurt).write_bytes(kept)
    vault = reopen(vault)
    assert (vault.get(hurt), vault.findings) == (b"3", ())
    vault.close()


def test_a_renamed_file_is_missed_and_found_under_its_wrong_name(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    file_of(vault, hurt).rename(vault.folder / os.urandom(16).hex())
    vault = reopen(vault)
    assert said(vault) == {("missing", hurt), ("stray", hurt)}
    assert vault.previous(hurt) == b"2"
    vault.close()


def test_a_copied_file_is_noticed_by_verify(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    shutil.copy(file_of(vault, hurt), vault.folder / os.urandom(16).hex())
    vault = reopen(vault)
    assert vault.get(hurt) == b"3"
    assert [(one.kind, one.entry) for one in vault.verify()] == [("stray", hurt)]
    vault.close()


def test_swapped_files_are_both_named(three: tuple[Vault, list[int]]) -> None:
    vault, (one, two, three_) = three
    first, second = file_of(vault, one).read_bytes(), file_of(vault, two).read_bytes()
    file_of(vault, one).write_bytes(second)
    file_of(vault, two).write_bytes(first)
    vault = reopen(vault)
    assert said(vault) == {("replaced", one), ("replaced", two)}
    for entry in (one, two):
        with pytest.raises(Damaged, match="something else"):
            vault.get(entry)
        assert vault.previous(entry) == b"2"
    assert vault.get(three_) == b"3"
    vault.put("visit", b"4", one)
    assert second in [path.read_bytes() for path in vault.folder.iterdir() if path.is_file()], "the other's is kept"
    vault.close()


def test_swapped_generations_are_named(three: tuple[Vault, list[int]]) -> None:
    vault, (hurt, *_others) = three
    old, new = file_of(vault, hurt, 2).read_bytes(), file_of(vault, hurt, 3).read_bytes()
    file_of(vault, hurt, 2).write_bytes(new)
    file_of(vault, hurt, 3).write_bytes(old)
    vault = reopen(vault)
    assert said(vault) == {("replaced", hurt)}
    with pytest.raises(Damaged):
        vault.get(hurt)
    vault.close()


def test_an_older_file_put_back_is_named(vault: Vault) -> None:
    entry = vault.put("visit", b"1")
    older = file_of(vault, entry).read_bytes()
    for content in (b"2", b"3"):
        vault.put("visit", content, entry)
    file_of(vault, entry).write_bytes(older)
    with pytest.raises(Damaged, match="older"):
        vault.get(entry)
    vault = reopen(vault)
    assert said(vault) == {("older", entry)}
    with pytest.raises(Damaged, match="older"):
        vault.get(entry)
    assert vault.previous(entry) == b"2"
    vault.close()


def test_both_older_files_put_back_are_named(vault: Vault) -> None:
    entry = vault.put("visit", b"1")
    vault.put("visit", b"2", entry)
    older = {path: path.read_bytes() for path in (file_of(vault, entry, 1), file_of(vault, entry, 2))}
    vault.put("visit", b"3", entry)
    vault.put("visit", b"4", entry)
    vault.checkpoint()
    for path, data in older.items():
        path.write_bytes(data)
    vault = reopen(vault)
    assert said(vault) == {("older", entry)}
    assert vault.previous(entry) == b"2"
    vault.put("visit", b"5", entry)
    vault = drop(vault)
    assert (vault.get(entry), vault.previous(entry)) == (b"5", b"2")
    vault.close()


def test_the_same_generation_from_elsewhere_is_named(vault: Vault, tmp_path: Path) -> None:
    """Two computers that share the folder went on from the same version."""
    entry = vault.put("visit", b"1")
    vault.checkpoint()
    other = tmp_path / "other"
    shutil.copytree(vault.folder, other)
    with Vault.open(other, PASSPHRASE) as there:
        there.put("visit", b"from there", entry)
        theirs = file_of(there, entry).read_bytes()
    vault.put("visit", b"from here", entry)
    vault.checkpoint()
    file_of(vault, entry).write_bytes(theirs)
    vault = reopen(vault)
    assert said(vault) == {("replaced", entry)}
    assert vault.get(entry) == b"from there"
    vault.close()


# The root


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("harm", [*HARMS[:6], Path.unlink], ids=lambda harm: harm.__name__)
def test_one_root_is_enough_and_the_other_is_made_again(three: tuple[Vault, list[int]], which: int, harm: Harm) -> None:
    vault, entries = three
    vault.put("visit", b"4", entries[0])
    vault.checkpoint()
    folder = vault.folder
    vault.close()
    harm(roots(folder)[which])
    vault = Vault.open(folder, PASSPHRASE)
    assert (None in {entry for _kind, entry in said(vault)}) is True
    assert [vault.get(entry) for entry in entries] == [b"4", b"3", b"3"]
    vault = reopen(vault)
    assert vault.findings == ()
    assert all(path.exists() for path in roots(folder))
    vault.close()


def test_without_a_root_it_says_so_and_changes_nothing(three: tuple[Vault, list[int]]) -> None:
    folder = three[0].folder
    three[0].close()
    for path in roots(folder):
        one_bit(path)
    before = pictured(folder)
    with pytest.raises(RootDamaged, match="right"):
        Vault.open(folder, PASSPHRASE)
    assert pictured(folder) == before


def test_an_older_root_put_back_adopts_everything_newer(vault: Vault) -> None:
    entry = vault.put("visit", b"1")
    vault.checkpoint()
    folder, older = vault.folder, {path: path.read_bytes() for path in roots(vault.folder)}
    for number in range(2, 12):
        vault.put("visit", str(number).encode(), entry)
        vault.put("visit", b"new")
        vault.checkpoint()
    vault.close()
    for path, data in older.items():
        path.write_bytes(data)
    vault = Vault.open(folder, PASSPHRASE)
    assert vault.get(entry) == b"11"
    assert len(vault.entries()) == 11
    vault.close()


def test_one_older_root_does_not_fit_the_other(vault: Vault) -> None:
    folder, paths = vault.folder, roots(vault.folder)
    older = {path: path.read_bytes() for path in paths}
    for number in range(4):
        vault.put("visit", str(number).encode())
        vault.checkpoint()
    generation = vault._generation
    vault.close()
    before = paths[1 - generation % 2]
    before.write_bytes(older[before])
    vault = Vault.open(folder, PASSPHRASE)
    assert ("older", None) in said(vault)
    assert len(vault.entries()) == 4
    vault.close()


def rewrite_root(folder: Path, change: Callable[[Root], Root]) -> None:
    """Write both roots again with another content."""
    key = derive_for(folder, PASSPHRASE)
    for parity, path in enumerate(roots(folder)):
        sealed = unseal(path.read_bytes(), path.name, key.identity())
        assert sealed.generation % 2 == parity
        content = to_content(change(from_content(sealed.content)))
        path.write_bytes(seal(replace(sealed, content=content), key.identity().to_public()))


def test_without_a_manifest_everything_is_found_again(vault: Vault) -> None:
    entries = [vault.put("visit", str(number).encode()) for number in range(60)]
    vault.put("visit", b"changed", entries[5])
    folder = vault.folder
    for entry in entries[10:55]:  # a gap wider than what is looked ahead
        file_of(vault, entry).unlink()
    vault.close()
    rewrite_root(folder, lambda root: replace(root, rows=None))
    vault = Vault.open(folder, PASSPHRASE)
    assert ("rebuilt", None) in said(vault)
    assert {one for one in said(vault) if one[0] == "missing" and one[1]} == {
        ("missing", one) for one in entries[10:55]
    }
    assert (vault.get(entries[5]), vault.previous(entries[5])) == (b"changed", b"5")
    assert [vault.get(entry) for entry in entries[55:]] == [b"55", b"56", b"57", b"58", b"59"]
    assert vault.put("visit", b"next") == 61
    vault = reopen(vault)
    assert ("rebuilt", None) not in said(vault)
    assert vault.get(61) == b"next"
    vault.close()


def test_settings_of_the_root_are_kept_as_found(vault: Vault) -> None:
    folder = vault.folder
    vault.close()
    rewrite_root(folder, lambda root: replace(root, settings="from a later version"))
    vault = Vault.open(folder, PASSPHRASE)
    vault.put("visit", b"1")
    vault = reopen(vault)
    assert vault._root.settings == "from a later version"
    vault.close()


def test_a_newer_root_and_a_newer_entry_are_named(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = vault.put("visit", b"1")
    vault.checkpoint()
    monkeypatch.setattr(sealing, "FORMAT", 2)
    vault.put("visit", b"2", entry)
    monkeypatch.setattr(sealing, "FORMAT", 1)
    vault = drop(vault)
    assert said(vault) == {("newer", entry)}
    with pytest.raises(Damaged, match="newer version of the program"):
        vault.get(entry)
    assert vault.previous(entry) == b"1"
    folder = vault.folder
    monkeypatch.setattr(sealing, "FORMAT", 2)
    vault.put("visit", b"3")
    vault.close()
    monkeypatch.setattr(sealing, "FORMAT", 1)
    before = pictured(folder)
    with pytest.raises(NewerFormat):
        Vault.open(folder, PASSPHRASE)
    assert pictured(folder) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"identity":1}',
        b'{"identity":"AGE-SECRET-KEY-1","names":"00","settings":"","sequence":1,"before":"","manifest":null}',
        b'{"identity":"","names":"%s","settings":"","sequence":0,"before":"","manifest":null}' % (b"00" * 32),
        b'{"identity":"","names":"%s","settings":"","sequence":1,"before":"x","manifest":null}' % (b"00" * 32),
        b'{"identity":"","names":"%s","settings":"","sequence":1,"before":"","manifest":[{"id":1}]}' % (b"00" * 32),
        to_content(Root("", bytes(32), 1, "", (Row(2, "visit", 1, "", "", ""),))),
        to_content(Root("", bytes(32), 1, "", (Row(1, "visit", 0, "", "", ""),))),
        to_content(Root("", bytes(32), 1, "", (Row(1, "Visit", 1, "", "", ""),))),
        to_content(Root("", bytes(32), 1, "", (Row(1, "visit", 1, "", "x", ""),))),
        to_content(Root("", bytes(31), 1, "", ())),
    ],
)
def test_the_content_of_a_root_is_checked(content: bytes) -> None:
    with pytest.raises(Unfit):
        from_content(content)


def test_a_good_root_passes() -> None:
    root = Root("", bytes(32), 1, "", (Row(1, "visit", 1, "", "", ""), Row(2, "", 3, "", "ab" * 32, "cd" * 32)), "s")
    assert from_content(to_content(root)) == root


@pytest.mark.parametrize(
    ("kind", "id", "generation"), [("visit", 8, 3), ("visit", 7, 2), ("root", 7, 3), ("root", 0, 3), ("visit", 0, 3)]
)
def test_an_object_that_says_it_is_another_is_refused(kind: str, id: int, generation: int) -> None:
    """Its name is right, what it says of itself is not."""
    identity, name = x25519.Identity.generate(), "ab" * 16
    data = seal(Sealed(kind, name, id, generation, 1, b""), identity.to_public())
    slot = Slot(name, data=data)
    open_slot(slot, 7, 1, identity)
    assert (slot.fault, slot.sealed) == ("replaced", None)


# Other people's files


def test_an_object_of_another_workbook_in_our_place_is_kept(folder: Path) -> None:
    with Vault.create(folder, "theirs", cost=CHEAP) as theirs:
        other = theirs.put("visit", b"of the other workbook")
        path = file_of(theirs, other)
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", b"1")
        data = path.read_bytes()
        path.rename(folder / name_of(vault._root.names, entry, 2))
        vault.put("visit", b"2", entry)
        assert vault.get(entry) == b"2"
        found = [one for one in folder.iterdir() if one.read_bytes() == data]
    assert len(found) == 1, "their object has another name now, and is whole"
    found[0].rename(path)
    with Vault.open(folder, "theirs") as theirs:
        assert theirs.get(other) == b"of the other workbook"


def test_without_second_names_a_copy_is_made(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(95, "not here")

    entry = vault.put("visit", b"1")
    path = vault.folder / name_of(vault._root.names, entry, 2)
    path.write_bytes(b"somebody's")
    monkeypatch.setattr(os, "link", refuse)
    vault.put("visit", b"2", entry)
    assert vault.get(entry) == b"2"
    assert b"somebody's" in [one.read_bytes() for one in vault.folder.iterdir()]
