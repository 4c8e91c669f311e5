"""Copies and half-copied files that sync programs leave: told apart, offered where they hold more, left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ciworkbook.vault import Damaged, Vault, WrongPassphrase, foreign
from ciworkbook.vault.errors import NotCopiedYet, PassphraseTaken
from ciworkbook.vault.folder import OURS, Folder
from ciworkbook.vault.parameters import FILES

from .folders import CHEAP, PASSPHRASE, drop, file_of, flip, reopen, roots, said
from .syncing import (
    FOREIGN,
    NOT_HERE_YET,
    copies_of,
    hollow,
    listed,
    moved_away,
    nothing,
    of_the_system,
    stand_ins,
    unfinished,
)

NAME = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (copies_of(NAME), "copies"),
        (copies_of("params"), "copies"),
        (copies_of("params.bak"), "copies"),
        (unfinished(NAME), "copying"),
        (unfinished("params"), "copying"),
        (stand_ins(NAME), "copying"),
        (stand_ins("params.bak"), "copying"),
        ([".~tmp~", ".rsync-partial", ".tmp.drivedownload"], "copying"),
        (of_the_system(NAME), "system"),
        (FOREIGN, "foreign"),
        ([NAME, f"{NAME}.tmp", "params", "params.bak", "lock"], None),
        ([NAME + "0", "g" * 32], "foreign"),
    ],
)
def test_names_tell_what_a_file_is(names: list[str], kind: str | None) -> None:
    assert {name: foreign.kind_of(name) for name in names} == dict.fromkeys(names, kind)


def test_everything_at_once_is_named_and_left_alone(three: tuple[Vault, list[int]]) -> None:
    """The folder is listed and read before and after opening, looking through, saving and closing."""
    vault, entries = three
    folder, name = vault.folder, file_of(vault, entries[0]).name
    vault.close()
    root = roots(folder)[0].name
    made = [*copies_of(name), *copies_of(root), *copies_of("params"), *unfinished(name), *unfinished("params")]
    made += [*of_the_system(name), *FOREIGN]
    for number, one in enumerate(made):
        (folder / one).write_bytes(b"" if number % 3 else (folder / name).read_bytes())
    (folder / ".~tmp~").mkdir()
    before = listed(folder)
    vault = Vault.open(folder, PASSPHRASE)
    kinds = {one.kind: one.message for one in vault.findings}
    assert set(kinds) == {"copies", "copying", "foreign"}
    assert f"{len(copies_of(name)) * 3} files of its own" in kinds["copies"]
    assert f"{len(unfinished(name)) * 2 + 1} files here are still being copied" in kinds["copying"]
    assert f"{len(FOREIGN)} files in this folder that are not of this program" in kinds["foreign"]
    looked = {one.kind: one.message for one in vault.verify()}
    assert set(looked) == {"copies", "copying", "system", "foreign"}
    assert f"{len(of_the_system(name))} files here are of the computer itself" in looked["system"]
    for message in [*kinds.values(), *looked.values()]:
        assert name not in message
    vault.put("visit", b"4", entries[0])
    vault.checkpoint()
    vault.close()
    Vault.open(folder, PASSPHRASE).close()
    after = listed(folder)
    assert {one: after.get(one) for one in before if not OURS.fullmatch(one)} == {
        one: seen for one, seen in before.items() if not OURS.fullmatch(one)
    }
    assert set(before) <= set(after), "nothing was deleted or renamed"
    assert all(OURS.fullmatch(one) for one in set(after) - set(before))


def test_looking_alone_changes_nothing(three: tuple[Vault, list[int]]) -> None:
    vault, entries = three
    folder = vault.folder
    for one in copies_of(file_of(vault, entries[0]).name):
        shutil.copy(file_of(vault, entries[0], 2), folder / one)
    before = listed(folder)
    vault.verify()
    vault.copies()
    assert listed(folder) == before


# A copy that holds more than the folder


def two_computers(folder: Path, tmp_path: Path, saves: int) -> Path:
    """Return the newest file of entry 1 after it was saved `saves` times more on another computer."""
    there = tmp_path / "there"
    shutil.copytree(folder, there)
    with Vault.open(there, PASSPHRASE) as other:
        for number in range(saves):
            other.put("visit", f"from there {number}".encode(), 1)
        return file_of(other, 1)


@pytest.mark.parametrize("named", copies_of("NAME"))
def test_a_newer_version_in_a_copy_is_offered_and_not_taken(
    three: tuple[Vault, list[int]],
    tmp_path: Path,
    named: str,
) -> None:
    vault, entries = three
    folder = vault.folder
    vault.close()
    newer = two_computers(folder, tmp_path, 2)
    copy = folder / named.replace("NAME", newer.name)
    shutil.copy(newer, copy)
    before = listed(folder)
    vault = Vault.open(folder, PASSPHRASE)
    assert said(vault) == {("offered", 1), ("copies", None)}
    assert ("offered", 1) in {(one.kind, one.entry) for one in vault.verify()}
    [message] = [one.message for one in vault.findings if one.kind == "offered"]
    assert "a newer version of entry 1" in message
    assert vault.get(1) == b"3", "nothing is chosen"
    [offered] = vault.copies()
    assert (offered.entry, offered.kind, offered.generation) == (1, "visit", 5)
    assert (offered.relation, offered.content) == ("newer", b"from there 1")
    assert "from there" not in repr(offered)
    assert [vault.get(entry) for entry in entries[1:]] == [b"3", b"3"]

    vault.put(offered.kind, offered.content, offered.entry, above=offered.generation)
    assert (vault.get(1), vault.previous(1)) == (b"from there 1", b"3")
    for again in (drop, reopen):
        vault = again(vault)
        assert (vault.get(1), vault.previous(1)) == (b"from there 1", b"3")
        assert vault.copies() == []
        assert said(vault) <= {("copies", None), ("adopted", 1)}
    vault.put("visit", b"and on", 1)
    assert vault.copies() == [], "what was taken in is not offered again"
    vault.close()
    assert listed(folder)[copy.name] == before[copy.name]


def test_another_version_of_the_same_generation_is_offered(
    three: tuple[Vault, list[int]],
    tmp_path: Path,
) -> None:
    vault, _entries = three
    folder = vault.folder
    vault = reopen(vault)
    theirs = two_computers(folder, tmp_path, 1)
    vault.put("visit", b"from here", 1)
    shutil.copy(theirs, folder / f"{theirs.name} (1)")
    vault = reopen(vault)
    [offered] = vault.copies()
    assert (offered.relation, offered.generation, offered.content) == ("same", 4, b"from there 0")
    [message] = [one.message for one in vault.findings if one.kind == "offered"]
    assert "another version of entry 1" in message
    assert vault.get(1) == b"from here"
    vault.put(offered.kind, offered.content, offered.entry, above=offered.generation)
    vault = reopen(vault)
    assert (vault.get(1), vault.previous(1), vault.copies()) == (b"from there 0", b"from here", [])
    vault.close()


def test_what_the_folder_lost_is_offered_from_a_copy(three: tuple[Vault, list[int]]) -> None:
    vault, _entries = three
    mine = file_of(vault, 1)
    shutil.copy(mine, mine.with_name(f"{mine.name} 2"))
    flip(mine, 300)
    vault = reopen(vault)
    assert {("damaged", 1), ("offered", 1)} <= said(vault)
    [offered] = vault.copies()
    assert (offered.relation, offered.content) == ("newer", b"3")
    vault.put(offered.kind, offered.content, offered.entry, above=offered.generation)
    vault = reopen(vault)
    assert (vault.get(1), vault.previous(1), vault.copies()) == (b"3", b"2", [])
    vault.close()


@pytest.mark.parametrize("generation", [2, 3])
def test_what_the_folder_has_is_not_offered(three: tuple[Vault, list[int]], generation: int) -> None:
    vault, _entries = three
    mine = file_of(vault, 1, generation)
    for one in copies_of(mine.name):
        shutil.copy(mine, vault.folder / one)
    vault = reopen(vault)
    assert (said(vault), vault.copies()) == ({("copies", None)}, [])
    vault.close()


def test_an_entry_that_is_not_here_is_offered(three: tuple[Vault, list[int]], tmp_path: Path) -> None:
    vault, _entries = three
    folder = vault.folder
    vault.close()
    there = tmp_path / "there"
    shutil.copytree(folder, there)
    with Vault.open(there, PASSPHRASE) as other:
        other.put("visit", b"new there")
        path = file_of(other, 4)
    shutil.copy(path, folder / f"{path.name}-DESKTOP-ABC123")
    with Vault.open(folder, PASSPHRASE) as vault:
        [offered] = vault.copies()
        assert (offered.entry, offered.content) == (4, b"new there")
        assert [one.id for one in vault.entries()] == [1, 2, 3]
        assert vault.put(offered.kind, offered.content) == 4
        assert vault.copies() == []


def test_copies_of_another_workbook_and_of_the_root_are_not_offered(folder: Path) -> None:
    with Vault.create(folder, "theirs", cost=CHEAP) as theirs:
        theirs.put("visit", b"1")
        path = file_of(theirs, 1)
    with Vault.create(folder, PASSPHRASE) as vault:
        vault.put("visit", b"1")
        shutil.copy(path, folder / f"{path.name} (1)")
        for root in roots(folder):
            shutil.copy(root, folder / f"{root.name} (1)")
        vault = reopen(vault)
        assert (said(vault), vault.copies()) == ({("copies", None)}, [])
        vault.close()


def test_a_copy_under_a_name_that_was_never_its_own_is_not_offered(
    three: tuple[Vault, list[int]],
    tmp_path: Path,
) -> None:
    vault, _entries = three
    folder = vault.folder
    vault.close()
    shutil.copy(two_computers(folder, tmp_path, 2), folder / f"{NAME} (1)")
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.copies() == []


# A file that is not here yet


@pytest.mark.parametrize("away", NOT_HERE_YET, ids=lambda away: away.__name__)
@pytest.mark.parametrize("when", ["open", "reopened", "crashed"])
def test_a_file_that_is_not_fully_copied_is_not_called_damaged(
    three: tuple[Vault, list[int]],
    away: Callable[[Path], None],
    when: str,
) -> None:
    vault, (waited, *others) = three
    path = file_of(vault, waited)
    data = path.read_bytes()
    away(path)
    before = listed(vault.folder)
    if when != "open":
        vault = reopen(vault) if when == "reopened" else drop(vault)
        assert ("partial", waited) in said(vault)
    elif not path.exists():  # what appears meanwhile is noticed with the next listing
        vault.verify()
    with pytest.raises(Damaged, match="not fully copied") as caught:
        vault.get(waited)
    assert (caught.value.reason, caught.value.has_previous) == ("partial", True)
    assert vault.previous(waited) == b"2"
    assert [vault.get(one) for one in others] == [b"3", b"3"]
    assert ("partial", waited) in {(one.kind, one.entry) for one in vault.verify()}
    after = listed(vault.folder)
    mine = {root.name for root in roots(vault.folder)} | set(FILES)
    assert {one: after.get(one) for one in set(before) - mine} == {one: before[one] for one in set(before) - mine}
    path.write_bytes(data)  # it arrives
    for stand_in in stand_ins(path.name):
        (vault.folder / stand_in).unlink(missing_ok=True)
    vault = reopen(vault)
    assert vault.get(waited) == b"3"
    assert {one for one in said(vault) if one[1] == waited} <= {("adopted", waited)}
    vault.close()


def test_a_file_cut_in_the_middle_cannot_be_told_from_a_damaged_one(
    three: tuple[Vault, list[int]],
) -> None:
    vault, (hurt, *_others) = three
    path = file_of(vault, hurt)
    path.write_bytes(path.read_bytes()[:2_000])
    vault = reopen(vault)
    assert ("damaged", hurt) in said(vault)
    vault.close()


def test_an_entry_saved_elsewhere_and_announced_is_named(three: tuple[Vault, list[int]]) -> None:
    """It is newer than the list, and has not come yet."""
    vault, _entries = three
    new = vault.put("visit", b"new")
    path = file_of(vault, new)
    moved_away(path)
    vault = drop(vault)
    assert ("partial", new) in said(vault)
    assert vault.put("visit", b"another") == new + 1, "its number is not given to another"
    vault.close()


@pytest.mark.parametrize("away", NOT_HERE_YET, ids=lambda away: away.__name__)
def test_one_root_that_is_not_here_yet(three: tuple[Vault, list[int]], away: Callable[[Path], None]) -> None:
    vault, entries = three
    folder = vault.folder
    vault.close()
    away(roots(folder)[0])
    vault = Vault.open(folder, PASSPHRASE)
    assert ("partial", None) in said(vault)
    assert any("not fully copied yet" in one.message for one in vault.findings)
    assert [vault.get(one) for one in entries] == [b"3"] * 3
    vault.close()


@pytest.mark.parametrize("away", NOT_HERE_YET, ids=lambda away: away.__name__)
def test_both_roots_that_are_not_here_yet(three: tuple[Vault, list[int]], away: Callable[[Path], None]) -> None:
    vault, _entries = three
    folder = vault.folder
    vault.close()
    for path in roots(folder):
        away(path)
    before = listed(folder)
    with pytest.raises(NotCopiedYet, match="not fully copied"):
        Vault.open(folder, PASSPHRASE)
    with pytest.raises(PassphraseTaken):
        Vault.create(folder, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "something else")
    assert listed(folder) == before


@pytest.mark.parametrize("away", [nothing, moved_away])
def test_parameters_that_are_not_here_yet(three: tuple[Vault, list[int]], away: Callable[[Path], None]) -> None:
    vault, entries = three
    folder = vault.folder
    vault.close()
    away(folder / "params")
    vault = Vault.open(folder, PASSPHRASE)
    [message] = [one.message for one in vault.findings if one.kind == "params"]
    assert "not fully copied yet" in message
    assert vault.get(entries[0]) == b"3"
    vault.close()
    assert (folder / "params").exists() == (away is nothing), "what is on its way is left to come"
    for name in FILES:
        (folder / f".{name}.icloud").unlink(missing_ok=True)
        (folder / name).write_bytes((folder / "params.bak").read_bytes())
        away(folder / name)
        (folder / "params.bak").touch()
    before = listed(folder)
    for attempt in (Vault.open, Vault.create):
        with pytest.raises(NotCopiedYet):
            attempt(folder, PASSPHRASE)
    assert listed(folder) == before


def test_a_folder_of_which_nothing_is_here_yet_is_no_empty_folder(three: tuple[Vault, list[int]]) -> None:
    vault, _entries = three
    folder = vault.folder
    vault.close()
    for path in list(folder.iterdir()):
        if path.name != "lock":
            moved_away(path)
    assert Vault.exists(folder)
    with pytest.raises(NotCopiedYet):
        Vault.open(folder, PASSPHRASE)
    with pytest.raises(NotCopiedYet):
        Vault.create(folder, "a new one")


def test_saving_where_a_file_is_not_here_yet_keeps_what_is_there(three: tuple[Vault, list[int]]) -> None:
    vault, (waited, *_others) = three
    path = file_of(vault, waited)
    moved_away(path)
    vault = reopen(vault)
    vault.put("visit", b"4", waited)
    assert path.with_name(f".{path.name}.icloud").exists()
    assert (vault.get(waited), vault.previous(waited)) == (b"4", b"2")
    vault = reopen(vault)
    assert vault.get(waited) == b"4"
    vault.close()


def test_a_hole_is_told_from_zeros_that_were_written(three: tuple[Vault, list[int]]) -> None:
    vault, (first, second, _third) = three
    hollow(file_of(vault, first))
    file_of(vault, second).write_bytes(bytes(4_096))
    vault = reopen(vault)
    assert {("partial", first), ("damaged", second)} <= said(vault)
    vault.close()
    assert not Folder(vault.folder).is_hollow("nothing of this name")
