"""In without the passphrase: what is typed is checked, the root made again, and nothing else touched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.vault import (
    FolderInUse,
    PassphraseTaken,
    RecoveryKeyWrong,
    RecoverySheet,
    Vault,
    WrongPassphrase,
    bech32,
    parameters,
    read_recovery_key,
)
from ciworkbook.vault.parameters import Scrypt
from ciworkbook.vault.recovery import START, in_groups, key_row, read_scrypt, salt_row

from .folders import PASSPHRASE, flip, pictured, roots, said
from .test_rekeying import NEW, OTHER, filled, held

IDENTITY = bech32.identity(bytes(range(32)))
LETTERS = bech32.LETTERS.upper()


# What is typed


@given(st.data())
def test_spaces_hyphens_small_letters_and_the_start_are_all_the_same(data: st.DataObject) -> None:
    groups = in_groups(IDENTITY.removeprefix(START))
    between = data.draw(st.lists(st.sampled_from(["", " ", "-", " - ", "\n", "\t", "  "]), min_size=15, max_size=15))
    typed = "".join(a + b for a, b in zip(groups, between, strict=True))
    start = data.draw(st.sampled_from(["", START, START + " ", "age-secret-key-1", "AGE SECRET KEY 1 "]))
    if data.draw(st.booleans()):
        typed = typed.lower()
    assert read_recovery_key(start + typed) == IDENTITY


@settings(deadline=None, max_examples=30)  # each looks for the letter that fits
@given(st.integers(0, 57), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_told_by_its_group(at: int, letter: str) -> None:
    typed = IDENTITY.removeprefix(START)
    if typed[at] == letter:
        return
    with pytest.raises(RecoveryKeyWrong) as caught:
        read_recovery_key(typed[:at] + letter + typed[at + 1 :])
    assert caught.value.group == at // 4 + 1
    assert str(at // 4 + 1) in caught.value.message


@given(st.integers(0, 57), st.sampled_from("BIO1!é한"))
def test_a_character_that_no_key_has_is_told_by_its_group(at: int, letter: str) -> None:
    typed = IDENTITY.removeprefix(START)
    with pytest.raises(RecoveryKeyWrong) as caught:
        read_recovery_key(typed[:at] + letter + typed[at + 1 :])
    assert caught.value.group == at // 4 + 1


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_does_harm_and_none_is_repeated(text: str) -> None:
    try:
        read_recovery_key(text)
    except RecoveryKeyWrong as wrong:
        said = f"{wrong!r} {wrong} {wrong.message} {wrong.hint}"
        assert len(text) < 12 or text not in said


def test_what_is_missing_is_counted() -> None:
    with pytest.raises(RecoveryKeyWrong, match=r"58 characters after its start\. Here there are 57"):
        read_recovery_key(IDENTITY[:-1])


@pytest.mark.parametrize("first", [1, 5, 9, 13])
def test_a_row_is_read_as_it_stands_on_the_sheet(first: int) -> None:
    groups = in_groups(IDENTITY.removeprefix(START))[first - 1 : first + 3]
    row = "".join(groups)
    assert key_row(" ".join(groups).lower(), first) == row
    for at in (0, len(row) - 1):
        with pytest.raises(RecoveryKeyWrong) as caught:
            key_row(row[:at] + "B" + row[at + 1 :], first)
        assert caught.value.group == first + at // 4
    for other in (row[:-1], row + "Q", ""):
        with pytest.raises(RecoveryKeyWrong, match=f"{len(row)} characters. Here there are {len(other)}"):
            key_row(other, first)


SALT = "0123456789abcdef" * 4
SHEET = RecoverySheet(IDENTITY, SALT, n=2**17, r=8, p=2)


def test_the_salt_and_its_numbers_are_read_as_they_stand_on_the_sheet() -> None:
    rows = [" ".join(SHEET.salt_groups()[at : at + 4]) for at in (0, 4, 8, 12)]
    typed = "".join(salt_row(row.upper(), 1 + 4 * at) for at, row in enumerate(rows))
    assert read_scrypt(typed, " 131072", "8", "2 ", SHEET.check().upper()) == Scrypt(
        2**17, 8, 2, salt=bytes.fromhex(SALT)
    )
    with pytest.raises(RecoveryKeyWrong) as caught:
        salt_row("0123 4567 89ag cdef", 5)
    assert caught.value.group == 7


@pytest.mark.parametrize("at", range(0, 64, 7))
def test_any_slip_in_the_salt_shows(at: int) -> None:
    slipped = SALT[:at] + ("0" if SALT[at] != "0" else "f") + SALT[at + 1 :]
    with pytest.raises(RecoveryKeyWrong, match="check does not fit"):
        read_scrypt(slipped, "131072", "8", "2", SHEET.check())


@pytest.mark.parametrize(
    "numbers",
    [
        *(("131072", "8", "3"), ("262144", "8", "2"), ("131073", "8", "2"), ("131072", "9", "2"), ("", "8", "2")),
        *(("-1", "8", "2"), ("1e5", "8", "2"), ("9" * 5000, "8", "2"), ("131072", "8", "two")),
    ],
)
def test_any_slip_in_the_numbers_shows(numbers: tuple[str, str, str]) -> None:
    with pytest.raises(RecoveryKeyWrong, match="not as on the recovery sheet"):
        read_scrypt(SALT, *numbers, SHEET.check())


def test_the_check_is_made_as_the_documents_say() -> None:
    assert SHEET.check() == hashlib.sha256(f"{SALT} 131072 8 2".encode()).hexdigest()[:4]


# The way in


def test_a_workbook_opens_with_the_key_alone(vault: Vault, folder: Path) -> None:
    before, sheet = filled(vault), vault.recovery_sheet()
    vault.put("visit", b"in no list")
    before = held(vault)
    vault.close()
    seen = pictured(folder)
    with Vault.recover(folder, read_recovery_key(" ".join(sheet.groups())), NEW) as again:
        assert held(again) == before
        assert said(again) == {("rebuilt", None)}
        again.put("visit", b"after", 1)
    assert set(seen) <= set(pictured(folder))
    with Vault.open(folder, NEW) as again:
        assert again.findings == ()
        assert again.get(1) == b"after"
        assert again.verify() == []


def test_nothing_that_was_there_is_changed(vault: Vault, folder: Path) -> None:
    filled(vault)
    sheet = vault.recovery_sheet()
    vault.beside(OTHER)
    vault.close()
    seen = pictured(folder)
    Vault.recover(folder, sheet.identity, NEW).close()
    assert pictured(folder).items() >= seen.items()
    for passphrase in (PASSPHRASE, OTHER, NEW):
        Vault.open(folder, passphrase).close()


def test_without_any_root(vault: Vault, folder: Path) -> None:
    before, sheet = filled(vault), vault.recovery_sheet()
    vault.close()
    for path in roots(folder):
        path.unlink()
    with Vault.recover(folder, sheet.identity, PASSPHRASE) as again:
        assert held(again) == before


def test_another_key_changes_nothing(vault: Vault, folder: Path) -> None:
    filled(vault)
    vault.close()
    seen = pictured(folder)
    with pytest.raises(RecoveryKeyWrong, match="no file in this folder opens"):
        Vault.recover(folder, IDENTITY, NEW)
    assert pictured(folder) == seen
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, NEW)
    Vault.open(folder, PASSPHRASE).close()


def test_a_passphrase_of_another_workbook_is_refused(vault: Vault, folder: Path) -> None:
    filled(vault)
    sheet = vault.recovery_sheet()
    vault.beside(OTHER)
    vault.close()
    seen = pictured(folder)
    with pytest.raises(PassphraseTaken):
        Vault.recover(folder, sheet.identity, OTHER)
    assert pictured(folder) == seen


def test_the_passphrase_that_was_right_after_all_opens_it(vault: Vault, folder: Path) -> None:
    before, sheet = filled(vault), vault.recovery_sheet()
    vault.close()
    seen = pictured(folder)
    with Vault.recover(folder, sheet.identity, PASSPHRASE) as again:
        assert held(again) == before
    assert set(seen) <= set(pictured(folder))


def test_an_open_folder_is_refused(vault: Vault, folder: Path) -> None:
    filled(vault)
    with pytest.raises(FolderInUse):
        Vault.recover(folder, vault.recovery_sheet().identity, NEW)


# Without parameters


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_lost_parameters_are_put_back_from_the_sheet(vault: Vault, folder: Path, how: str) -> None:
    before, sheet = filled(vault), vault.recovery_sheet()
    vault.beside(OTHER)
    vault.close()
    for name in parameters.FILES:
        if how == "missing":
            (folder / name).unlink()
        else:
            flip(folder / name, 40)
    known = parameters.known_set(sheet.n, sheet.r, sheet.p, "".join(sheet.salt_groups()).upper())
    with Vault.recover(folder, sheet.identity, NEW, known=known) as again:
        assert held(again) == before
    for passphrase in (PASSPHRASE, OTHER, NEW):
        Vault.open(folder, passphrase).close()


def test_without_the_salt_only_the_new_passphrase_opens(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ciworkbook.vault.making.measured_cost", lambda: parameters.Cost(2**4))
    before, sheet = filled(vault), vault.recovery_sheet()
    vault.close()
    for name in parameters.FILES:
        (folder / name).unlink()
    with Vault.recover(folder, sheet.identity, NEW) as again:
        assert held(again) == before
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, NEW) as again:
        assert held(again) == before


def test_the_sheet_of_a_changed_passphrase_says_what_it_was_made_with(vault: Vault, folder: Path) -> None:
    first = vault.recovery_sheet()
    vault.change_passphrase(NEW)
    assert vault.recovery_sheet() == first  # the identity and the folder's salt are the same
    vault.relock(OTHER)
    assert vault.recovery_sheet().identity != first.identity


@pytest.mark.parametrize(
    ("n", "r", "p", "salt"),
    [
        (0, 8, 1, "ab" * 32),
        (2**30, 8, 1, "ab" * 32),
        (2**17, 9, 1, "ab" * 32),
        (2**17, 8, 99, "ab" * 32),
        (2**17, 8, 1, "ab"),
    ],
)
def test_what_no_folder_has_is_refused(n: int, r: int, p: int, salt: str) -> None:
    with pytest.raises(ValueError, match=r"format|bounds"):
        parameters.known_set(n, r, p, salt)
