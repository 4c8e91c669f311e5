"""`ciworkbook recover`, as a person runs it in a terminal with the sheet beside it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ciworkbook.vault import RecoverySheet, Vault, WrongPassphrase, parameters
from ciworkbook.vault.recovery import GROUP, START, in_groups

from ..making import CHEAP
from .harness import Terminal

pytestmark = pytest.mark.terminal
CHEAPLY = Path(__file__).with_name("cheap.py")
OLD, NEW, OTHER = "only for this one test", "marble teapot under nine clouds", "of another workbook here"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def sheet(folder: Path) -> RecoverySheet:
    """A workbook with three entries and another one beside it, closed; its sheet."""
    with Vault.create(folder, OLD, cost=CHEAP) as vault:
        for number in range(3):
            vault.put("visit", f'{{"number": {number}}}'.encode())
        vault.beside(OTHER)
        return vault.recovery_sheet()


def recovering(folder: Path, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal([sys.executable, CHEAPLY, "--folder", folder, "recover"], size)


def rows(groups: tuple[str, ...]) -> list[str]:
    return [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]


def line(terminal: Terminal, prompt: str, typed: str) -> None:
    """Wait for `prompt`, type a line there, and wait until the prompt is gone or is asked anew."""
    terminal.wait_for(re.compile(rf"^{re.escape(prompt)} *$", re.MULTILINE))
    terminal.type(typed)
    terminal.press("enter")
    terminal.wait_quiet(0.15)


def type_key(terminal: Terminal, groups: tuple[str, ...]) -> None:
    for number, row in enumerate(rows(groups)):
        line(terminal, f"Row {number * 4 + 1}:", row)


def new_passphrase(terminal: Terminal, phrase: str = NEW) -> None:
    """Choose one of one's own."""
    line(terminal, "Enter uses them, 2 picks five others, 3 is for words of your own:", "3")
    line(terminal, "A passphrase of your own:", phrase)
    line(terminal, "Once more:", phrase)


def entries(folder: Path, passphrase: str) -> int:
    with Vault.open(folder, passphrase) as vault:
        return len(vault.entries())


def pictured(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_row_by_row_and_a_new_passphrase_opens_it(folder: Path, sheet: RecoverySheet) -> None:
    with recovering(folder) as terminal:
        type_key(terminal, tuple(group.lower() for group in sheet.groups()))
        new_passphrase(terminal)
        assert terminal.wait_exit() == 0
        left = terminal.main_screen_after_exit()
        assert "3 things you saved open." in left
        assert not [group for group in sheet.groups()[:-1] if group in left.upper()]
        assert NEW not in left and NEW.encode() not in terminal.raw
    assert (entries(folder, NEW), entries(folder, OLD), entries(folder, OTHER)) == (3, 3, 0)


def test_what_is_typed_shows_and_is_erased(folder: Path, sheet: RecoverySheet) -> None:
    first = rows(sheet.groups())[0]
    with recovering(folder, (60, 20)) as terminal:
        terminal.wait_for("Row 1:")
        terminal.type(first)
        terminal.wait_for(f"Row 1: {first}")
        terminal.press("backspace")
        terminal.wait_for(re.compile(rf"^Row 1: {first[:-1]}$", re.MULTILINE))
        terminal.type(first[-1])
        terminal.press("enter")
        terminal.wait_gone(first)
        terminal.wait_for("Row 5:")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
        assert "Nothing was changed." in terminal.main_screen_after_exit()
        assert first not in terminal.main_screen_after_exit()


def test_a_slip_is_named_by_its_group(folder: Path, sheet: RecoverySheet) -> None:
    groups = sheet.groups()
    other = "Q" if groups[6][1] != "Q" else "P"
    slipped = (*groups[:6], groups[6][0] + other + groups[6][2:], *groups[7:])
    with recovering(folder) as terminal:
        line(terminal, "Row 1:", "ABCD")
        terminal.wait_for("Group 1 holds a character")
        line(terminal, "Row 1:", " ".join(groups[:3]))
        terminal.wait_for("This row has 16 characters. Here there are 12.")
        type_key(terminal, slipped)
        terminal.wait_for("Look at group 7 first.")
        line(terminal, "Row 5:", rows(groups)[1])  # and only that row
        new_passphrase(terminal)
        assert terminal.wait_exit() == 0
    assert entries(folder, NEW) == 3


def test_the_whole_key_in_one_line(folder: Path, sheet: RecoverySheet) -> None:
    with recovering(folder) as terminal:
        line(terminal, "Row 1:", sheet.identity)
        new_passphrase(terminal)
        assert terminal.wait_exit() == 0
    assert entries(folder, NEW) == 3


def test_a_key_of_another_workbook_changes_nothing(folder: Path, sheet: RecoverySheet, tmp_path: Path) -> None:
    with Vault.create(tmp_path / "elsewhere", OLD, cost=CHEAP) as vault:
        vault.put("visit", b"{}")
        foreign = vault.recovery_sheet()
    before = pictured(folder)
    with recovering(folder) as terminal:
        type_key(terminal, foreign.groups())
        assert terminal.wait_exit() == 1
        said = " ".join(terminal.main_screen_after_exit().split())
        assert "no file in this folder opens with it" in said
        assert "A new passphrase" not in said  # it was not asked for in vain
    assert pictured(folder) == before


def test_the_floor_and_the_slip_of_a_new_passphrase(folder: Path, sheet: RecoverySheet) -> None:
    with recovering(folder) as terminal:
        line(terminal, "Row 1:", sheet.identity)
        prompt = "Enter uses them, 2 picks five others, 3 is for words of your own:"
        terminal.wait_for(prompt)
        terminal.wait_quiet(0.15)
        five = terminal.text.split("picked by chance:")[1].split("\n")[1].strip()
        assert len(five.split()) == 5
        line(terminal, prompt, "2")
        terminal.wait_quiet(0.15)
        assert five not in terminal.text
        line(terminal, prompt, "3")
        line(terminal, "A passphrase of your own:", "password1234567890")
        terminal.wait_for("easy to find")
        line(terminal, "A passphrase of your own:", NEW)
        line(terminal, "Once more:", NEW + "x")
        terminal.wait_for("This was not the same.")
        line(terminal, "A passphrase of your own:", "")
        terminal.wait_for(prompt)
        terminal.wait_quiet(0.15)
        five = terminal.text.split("picked by chance:")[1].split("\n")[1].strip()
        line(terminal, prompt, "")
        assert five not in terminal.text
        line(terminal, "Once more:", five)
        assert terminal.wait_exit() == 0
    assert entries(folder, five) == 3


def test_a_passphrase_of_another_workbook_is_taken(folder: Path, sheet: RecoverySheet) -> None:
    before = pictured(folder)
    with recovering(folder) as terminal:
        line(terminal, "Row 1:", sheet.identity)
        new_passphrase(terminal, OTHER)
        assert terminal.wait_exit() == 1
        assert "already opens a workbook" in terminal.main_screen_after_exit()
    assert pictured(folder) == before


def lose_parameters(folder: Path) -> None:
    (folder / "params").unlink()
    (folder / "params.bak").unlink()


def test_lost_parameters_come_back_from_the_sheet_for_every_workbook(folder: Path, sheet: RecoverySheet) -> None:
    lose_parameters(folder)
    with recovering(folder) as terminal:
        type_key(terminal, sheet.groups())
        terminal.wait_for("Two small files of this folder are lost")
        salt = rows(sheet.salt_groups())
        line(terminal, "Salt, row 1:", salt[0][:-1])
        terminal.wait_for("Here there are 15.")
        for number, row in enumerate(salt):
            line(terminal, f"Salt, row {number * 4 + 1}:", row.upper())
        for name, value in (("n", sheet.n), ("r", sheet.r), ("p", sheet.p + 1), ("check", sheet.check())):
            line(terminal, f"{name}:", str(value))
        terminal.wait_for("the check does not fit")
        for number, row in enumerate(salt):
            line(terminal, f"Salt, row {number * 4 + 1}:", row)
        for name, value in (("n", sheet.n), ("r", sheet.r), ("p", sheet.p), ("check", sheet.check())):
            line(terminal, f"{name}:", str(value))
        new_passphrase(terminal)
        assert terminal.wait_exit() == 0
    assert (entries(folder, NEW), entries(folder, OLD), entries(folder, OTHER)) == (3, 3, 0)


def test_without_the_salt_only_this_workbook_opens_again(folder: Path, sheet: RecoverySheet) -> None:
    lose_parameters(folder)
    with recovering(folder) as terminal:
        type_key(terminal, sheet.groups())
        terminal.wait_for("only this workbook opens again")
        line(terminal, "Salt, row 1:", "")
        new_passphrase(terminal)
        assert terminal.wait_exit() == 0
    assert entries(folder, NEW) == 3
    for passphrase in (OLD, OTHER):
        with pytest.raises(WrongPassphrase):
            Vault.open(folder, passphrase)


def test_where_there_is_no_workbook(tmp_path: Path) -> None:
    with recovering(tmp_path / "nothing") as terminal:
        assert terminal.wait_exit() == 1
        assert "There is no workbook in" in terminal.main_screen_after_exit()


def test_the_groups_are_those_of_the_sheet(sheet: RecoverySheet) -> None:
    assert in_groups(sheet.identity.removeprefix(START)) == sheet.groups()
    assert {len(group) for group in sheet.groups()[:-1]} == {GROUP}
