"""The two files in clear: bounds and copies. Every bit of them is a row of the bench."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.vault import (
    Cost,
    FolderNotReadable,
    NewerFormat,
    ParamsDamaged,
    ParamsMissing,
    Vault,
    WrongPassphrase,
    parameters,
)
from ciworkbook.vault.errors import Unfit
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.parameters import FILES, new_set, parse, render

from .folders import CHEAP, PASSPHRASE, flip, reopen

ONE = {"n": 2**17, "r": 8, "p": 2, "salt": "ab" * 32}


def written(*sets: Any, **changes: Any) -> bytes:
    """Return a file with a checksum that fits."""
    body: dict[str, Any] = {"format": 1, "scrypt": list(sets)} | changes
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return json.dumps(body | {"checksum": hashlib.sha256(text.encode()).hexdigest()}).encode()


def test_a_file_comes_back_as_it_was() -> None:
    sets = (new_set(Cost()), new_set(Cost(2**18, 8, 4)))
    assert parse(render(sets)) == sets


@pytest.mark.parametrize("n", [2**15, 2**17, 2**18])
@pytest.mark.parametrize("p", [1, 8])
def test_bounds_from_inside(n: int, p: int) -> None:
    assert parse(written(ONE | {"n": n, "p": p}))[0].n == n


@pytest.mark.parametrize(
    "change",
    [
        {"n": 0},
        {"n": -(2**17)},
        {"n": 2**17 + 1},
        {"n": 2**21},
        {"n": 2**30},
        {"n": 10**400},
        {"n": 131072.0},
        {"n": "131072"},
        {"n": True},
        {"n": None},
        {"r": 1},
        {"r": 16},
        {"r": 2**30},
        {"p": 0},
        {"p": 9},
        {"p": 2**30},
        {"salt": ""},
        {"salt": "ab" * 31},
        {"salt": "AB" * 32},
        {"salt": "ab" * 33},
        {"salt": 5},
        {"more": 1},
    ],
)
def test_bounds_from_outside(change: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        parse(written(ONE | change))


def test_the_real_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert parameters.LEAST_N == 2**15
    with pytest.raises(Unfit):
        parse(written(ONE | {"n": 2**14}))
    with pytest.raises(ValueError, match="bounds"):
        new_set(Cost(n=2**14))


@pytest.mark.parametrize("n", [2**19, 2**20])
def test_more_than_300_mib_is_refused_in_words(folder: Path, n: int) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for name in FILES:
        (folder / name).write_bytes(written(ONE | {"n": n}))
    with pytest.raises(ParamsDamaged, match="memory"):
        Vault.open(folder, PASSPHRASE)
    with pytest.raises(ValueError, match="bounds"):
        new_set(Cost(n=n))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"n":' + b"9" * 5_000 + b"}",
        written(),
        written(*[ONE] * 5),
        written(ONE, format=0),
        written(ONE, format=True),
        written(ONE, format="1"),
        written(ONE, more=1),
        written(5),
        written(ONE).replace(b'"checksum": "', b'"checksum": "0'),
        written(ONE, scrypt={}),
    ],
)
def test_what_is_no_file_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Unfit):
        parse(data)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["missing", "damaged", "empty"])
def test_one_copy_is_enough_and_the_other_is_mended(vault: Vault, name: str, harm: str) -> None:
    entry = vault.put("visit", b"kept")
    path, whole = vault.folder / name, (vault.folder / name).read_bytes()
    if harm == "missing":
        path.unlink()
    elif harm == "damaged":
        flip(path, 40)
    else:
        path.write_bytes(b"")
    again = reopen(vault)
    assert ("params", None) in {(one.kind, one.entry) for one in again.findings}
    assert name in next(one.message for one in again.findings if one.kind == "params")
    assert again.get(entry) == b"kept"
    assert path.read_bytes() == whole
    third = reopen(again)
    assert third.findings == ()
    third.close()


@pytest.mark.parametrize(("harm", "error"), [("missing", ParamsMissing), ("damaged", ParamsDamaged)])
def test_without_both_copies_it_says_so_and_changes_nothing(folder: Path, harm: str, error: type[Exception]) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for name in FILES:
        (folder / name).unlink() if harm == "missing" else flip(folder / name, 60)
    before = {path.name for path in folder.iterdir()}
    assert Vault.exists(folder)
    with pytest.raises(error):
        Vault.open(folder, PASSPHRASE)
    with pytest.raises(error):
        Vault.create(folder, "another one", cost=CHEAP)
    assert {path.name for path in folder.iterdir()} == before


def test_files_that_the_disk_does_not_give_are_not_called_damaged(folder: Path) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for name in FILES:
        (folder / name).unlink()
        (folder / name).mkdir()
    with pytest.raises(FolderNotReadable):
        Vault.open(folder, PASSPHRASE)


def test_a_newer_file_is_named(folder: Path) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    (folder / "params").write_bytes(written(ONE, format=2))
    with pytest.raises(NewerFormat):
        Vault.open(folder, PASSPHRASE)


def test_a_stronger_set_stands_beside_the_first(folder: Path) -> None:
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as first:
        entry = first.put("visit", b"of the first")
    old = parse((folder / "params").read_bytes())
    both = (*old, new_set(Cost(n=2**5)))
    (folder / "params.bak").write_bytes(render(both))  # stopped half-way: the two copies differ
    with Vault.create(folder, "second passphrase") as second:
        assert second.put("visit", b"of the second") == 1
    parameters.write(Folder(folder), both)
    with Vault.open(folder, PASSPHRASE) as first:
        assert first.get(entry) == b"of the first"
    with Vault.open(folder, "second passphrase") as second:
        assert (second.get(1), second.findings) == (b"of the second", ())
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "third passphrase")


def test_copies_that_differ_are_both_used_and_named(folder: Path) -> None:
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as first:
        entry = first.put("visit", b"kept")
    (folder / "params").write_bytes(render((new_set(CHEAP),)))
    with Vault.open(folder, PASSPHRASE) as again:
        assert again.get(entry) == b"kept"
        assert [one.kind for one in again.findings] == ["params"]


def test_no_secret_stands_in_clear(vault: Vault) -> None:
    data = json.loads((vault.folder / "params").read_bytes())
    assert set(data) == {"format", "scrypt", "checksum"}
    assert set(data["scrypt"][0]) == {"n", "r", "p", "salt"}
