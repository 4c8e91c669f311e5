"""A vault on a good day: what is put is there, in every order, after every kind of leaving."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyrage import x25519

from ciworkbook.vault import (
    FolderInUse,
    FolderNotReadable,
    FolderNotWritable,
    ParamsMissing,
    PassphraseTaken,
    SaveFailed,
    Vault,
    WrongPassphrase,
    derive_for,
)
from ciworkbook.vault import (
    folder as folder_module,
)
from ciworkbook.vault.errors import Unfit
from ciworkbook.vault.folder import OBJECT, Folder
from ciworkbook.vault.keys import ROOT, name_of
from ciworkbook.vault.sealing import Sealed, seal

from .folders import CHEAP, PASSPHRASE, drop, file_of, pictured, reopen, roots, said


def test_what_is_put_is_there(vault: Vault) -> None:
    first = vault.put("visit", b'{"a":1}')
    second = vault.put("people", "Бабушка 祖母 👵\x00\n".encode())
    vault.put("visit", b'{"a":2}', first)
    for again in (vault, vault := reopen(vault)):
        assert again is not None
    assert [one[:3] for one in vault.entries()] == [(first, "visit", 2), (second, "people", 1)]
    assert (vault.get(first), vault.previous(first)) == (b'{"a":2}', b'{"a":1}')
    assert (vault.get(second).decode(), vault.previous(second)) == ("Бабушка 祖母 👵\x00\n", None)
    assert vault.findings == ()
    assert vault.verify() == []
    vault.close()


@pytest.mark.parametrize("size", [0, 1, 3_700, 70_000, 3_000_000])
def test_content_of_every_size(vault: Vault, size: int) -> None:
    entry = vault.put("visit", b"x" * size)
    vault = reopen(vault)
    assert vault.get(entry) == b"x" * size
    vault.close()


def test_only_two_generations_are_kept_and_names_repeat(vault: Vault) -> None:
    entry = vault.put("visit", b"1")
    for number in range(2, 9):
        before = pictured(vault.folder)
        vault.put("visit", str(number).encode(), entry)
        after = pictured(vault.folder)
        changed = {name for name in after if after[name] != before.get(name)}
        assert changed == {name_of(vault._root.names, entry, number)}
        assert (vault.get(entry), vault.previous(entry)) == (str(number).encode(), str(number - 1).encode())


def test_a_disk_that_stumbles_once_leaves_no_version_under_another_name(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = vault.put("visit", b"1")
    vault.put("visit", b"2", entry)
    files = len(list(vault.folder.iterdir()))
    read = Folder.read
    stumbled: list[str] = []

    def stumble(self: Folder, name: str) -> bytes | None:
        if not stumbled:
            stumbled.append(name)
            raise Unfit("unreadable")
        return read(self, name)

    monkeypatch.setattr(Folder, "read", stumble)
    vault.put("visit", b"3", entry)
    assert stumbled
    assert (vault.get(entry), vault.previous(entry)) == (b"3", b"2")
    assert vault.verify() == []
    assert len(list(vault.folder.iterdir())) == files
    vault.close()


def test_after_a_crash_everything_acknowledged_is_there(vault: Vault) -> None:
    listed = vault.put("visit", b"listed")
    vault.checkpoint()
    new = [vault.put("visit", str(number).encode()) for number in range(40)]
    vault.put("visit", b"changed", listed)
    vault.put("visit", b"changed again", listed)
    vault = drop(vault)
    assert vault.get(listed) == b"changed again"
    assert [vault.get(one) for one in new] == [str(number).encode() for number in range(40)]
    assert said(vault) == {("adopted", one) for one in (listed, *new)}
    vault = reopen(vault)
    assert vault.findings == ()
    vault.close()


def test_a_checkpoint_writes_only_when_something_changed(vault: Vault) -> None:
    vault.put("visit", b"1")
    vault.checkpoint()
    before = pictured(vault.folder)
    vault.checkpoint()
    assert pictured(vault.folder) == before
    generation = vault._generation
    vault = reopen(vault)
    vault = reopen(vault)
    assert vault._generation == generation
    vault.close()


def test_sequences_only_grow(vault: Vault) -> None:
    """Over saves, checkpoints, sessions and crashes: no two objects have the same."""
    seen: list[int] = []

    def save(entry: int | None) -> int:
        saved = vault.put("visit", b"1", entry)
        mine = vault._opened(saved)[vault._places[saved].generation % 2].sealed
        assert mine is not None
        seen.append(mine.sequence)
        return saved

    entry = save(None)
    for after in (
        "nothing",
        "checkpoint",
        "reopen",
        "nothing",
        "drop",
        "nothing",
        "drop",
        "reopen",
        "checkpoint",
        "drop",
    ):
        save(entry)
        save(None)
        if after == "checkpoint":
            vault.checkpoint()
            seen.append(vault._root.sequence)
        elif after != "nothing":
            vault = {"reopen": reopen, "drop": drop}[after](vault)
    assert seen == sorted(set(seen))
    vault.close()


def test_every_filler_has_a_recipient_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipients: list[str] = []

    def note(object: Sealed, recipient: x25519.Recipient) -> bytes:
        recipients.append(str(recipient))
        return seal(object, recipient)

    monkeypatch.setattr("ciworkbook.vault.fillers.seal", note)
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        own = str(vault._identity.to_public())
    assert len(set(recipients)) == len(recipients) >= 6
    assert own not in recipients


def test_two_roots_from_the_first_minute(vault: Vault) -> None:
    assert all(path.is_file() for path in roots(vault.folder))


def test_many_workbooks_in_one_folder(folder: Path) -> None:
    names = ["one passphrase", "another passphrase", "a third passphrase"]
    for name in names:
        before = pictured(folder) if folder.exists() else {}
        with Vault.create(folder, name, cost=CHEAP) as vault:
            assert vault.entries() == []
            assert vault.put("visit", name.encode()) == 1
        after = pictured(folder)
        assert {one: after.get(one) for one in before} == before, "nothing of another workbook was touched"
    for name in names:
        before = pictured(folder)
        with Vault.open(folder, name) as vault:
            assert (vault.get(1), vault.findings) == (name.encode(), ())
            mine = {name_of(vault._root.names, 1, one) for one in (0, 1)}
            mine |= {path.name for path in roots(folder, name)}
            vault.put("visit", name.upper().encode(), 1)
        after = pictured(folder)
        assert {one for one in before if after.get(one) != before[one]} <= mine
    with pytest.raises(PassphraseTaken):
        Vault.create(folder, names[1], cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "a fourth passphrase")


def test_every_folder_has_fillers_and_every_session_adds_some(folder: Path) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    assert len([name for name in pictured(folder) if OBJECT.fullmatch(name)]) >= 2 + 6
    counts = set()
    for _session in range(12):
        before = pictured(folder)
        Vault.open(folder, PASSPHRASE).close()
        after = pictured(folder)
        assert {one: after.get(one) for one in before} == before, "nobody touches a filler"
        counts.add(len(after) - len(before))
    assert len(counts) > 2
    assert max(counts) < 40


def test_nobody_opens_a_filler(vault: Vault) -> None:
    from ciworkbook.vault.opening import openable

    own = {path.name for path in roots(vault.folder)}
    others = [name for name in pictured(vault.folder) if OBJECT.fullmatch(name) and name not in own]
    assert len(others) >= 6
    for identity in (vault._identity, derive_for(vault.folder, PASSPHRASE).identity()):
        assert not [name for name, _sealed in openable(vault._folder, identity, own)]


def test_names_sizes_and_modes_say_nothing(vault: Vault) -> None:
    for number in range(3):
        vault.put("visit", b"x" * number * 1_000)
    vault.checkpoint()
    for path in vault.folder.iterdir():
        assert path.name in ("params", "params.bak", "lock") or OBJECT.fullmatch(path.name)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        if OBJECT.fullmatch(path.name):
            assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert all(file_of(vault, entry).stat().st_size <= 4_096 for entry in (1, 2, 3))
    assert (vault.folder / "lock").read_bytes() == b""


def test_a_folder_with_other_files_keeps_its_permissions_and_its_files(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letter.txt").write_text("hers")
    (tmp_path / "pictures").mkdir()
    with Vault.create(tmp_path, PASSPHRASE, cost=CHEAP) as vault:
        vault.put("visit", b"1")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert (tmp_path / "letter.txt").read_text() == "hers"
    with Vault.open(tmp_path, PASSPHRASE) as vault:
        assert [(one.kind, "2 files" in one.message) for one in vault.findings] == [("foreign", True)]


def test_nothing_secret_stands_in_clear(vault: Vault) -> None:
    vault.put("visit", b"canary of an answer")
    vault.checkpoint()
    recipients = [vault._identity.to_public(), derive_for(vault.folder, PASSPHRASE).identity().to_public()]
    secrets = [str(one).encode() for one in recipients] + [b"age1", b"AGE-SECRET", b"canary", PASSPHRASE.encode()]
    for path in vault.folder.iterdir():
        assert not [one for one in secrets if one in path.read_bytes()]
    shown = repr(vault) + repr(vault._key) + repr(vault._root) + repr(vault._folder)
    assert not [one for one in secrets if one.decode() in shown]
    assert vault._root.names.hex() not in shown


def test_exists(tmp_path: Path) -> None:
    assert not Vault.exists(tmp_path / "nowhere")
    assert not Vault.exists(tmp_path)
    (tmp_path / "letter.txt").write_text("hers")
    assert not Vault.exists(tmp_path)
    Vault.create(tmp_path, PASSPHRASE, cost=CHEAP).close()
    assert Vault.exists(tmp_path)
    for name in ("params", "params.bak"):
        (tmp_path / name).unlink()
        assert Vault.exists(tmp_path)
    with pytest.raises(ParamsMissing):
        Vault.create(tmp_path, "new words", cost=CHEAP)


def test_parameters_alone_are_used_not_changed(folder: Path) -> None:
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for path in folder.iterdir():
        if OBJECT.fullmatch(path.name):
            path.unlink()  # as after a crash in the very first second
    before = pictured(folder)
    assert not Vault.exists(folder)
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    after = pictured(folder)
    assert {name: after[name] for name in before} == before


def test_one_program_at_a_time(vault: Vault) -> None:
    with pytest.raises(FolderInUse) as caught:
        Vault.open(vault.folder, PASSPHRASE)
    assert caught.value.hint
    with pytest.raises(FolderInUse):
        Vault.create(vault.folder, "other words", cost=CHEAP)
    folder = vault.folder
    vault.close()
    Vault.open(folder, PASSPHRASE).close()


def test_a_failed_opening_frees_the_folder(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = vault.folder
    vault.close()
    held: list[Folder] = []
    real = Folder.lock

    def note(self: Folder) -> bool:
        held.append(self)
        return real(self)

    monkeypatch.setattr(Folder, "lock", note)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "wrong")
    with pytest.raises(PassphraseTaken):
        Vault.create(folder, PASSPHRASE, cost=CHEAP)
    Vault.open(folder, PASSPHRASE).close()
    assert len(held) == 3
    assert all(one._lock is None for one in held)


def test_a_lock_left_by_a_crash_is_free(vault: Vault) -> None:
    folder = vault.folder
    vault.close()
    script = (
        "import os, sys; from pathlib import Path; from ciworkbook.vault.folder import Folder\n"
        "held = Folder(Path(sys.argv[1])); print(held.lock(), flush=True); sys.stdin.read(); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        with pytest.raises(FolderInUse):
            Vault.open(folder, PASSPHRASE)
        other.communicate()
    assert (folder / "lock").exists()
    Vault.open(folder, PASSPHRASE).close()


def test_a_folder_that_cannot_be_written_opens_for_reading(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = vault.put("visit", b"kept")
    folder = vault.folder
    vault.close()
    before = pictured(folder)
    monkeypatch.setattr(folder_module.Folder, "lock", lambda self: False)
    with Vault.open(folder, PASSPHRASE) as again:
        assert said(again) == {("readonly", None)}
        assert again.get(entry) == b"kept"
        with pytest.raises(SaveFailed):
            again.put("visit", b"more", entry)
        assert again.get(entry) == b"kept"
    assert pictured(folder) == before
    with pytest.raises(FolderNotWritable):
        Vault.create(folder, "other words", cost=CHEAP)


def test_a_folder_of_somebody_else_opens_for_reading(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    entry, folder = vault.put("visit", b"kept"), vault.folder
    vault.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Vault.open(folder, PASSPHRASE) as again:
        assert (said(again), again.get(entry)) == ({("readonly", None)}, b"kept")


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("hers")
    with pytest.raises(FolderNotWritable):
        Vault.create(file, PASSPHRASE, cost=CHEAP)
    with pytest.raises(FolderNotWritable):
        Vault.create(file / "below", PASSPHRASE, cost=CHEAP)
    with pytest.raises(ParamsMissing):
        Vault.open(tmp_path / "nowhere", PASSPHRASE)
    assert not (tmp_path / "nowhere").exists()
    with Vault.create(tmp_path / "kept", PASSPHRASE, cost=CHEAP):
        key = derive_for(tmp_path / "kept", PASSPHRASE)
    with pytest.raises(FolderNotReadable):
        Vault.open_with(tmp_path / "nowhere", key)
    assert file.read_text() == "hers"


def test_stray_temporary_files_are_swept_and_nothing_else(vault: Vault) -> None:
    folder = vault.folder
    strays = [folder / f"{os.urandom(16).hex()}.tmp" for _ in range(3)]
    others = [folder / "notes.tmp", folder / "0123.tmp", folder / (os.urandom(16).hex() + ".tmp.bak")]
    for path in (*strays, *others):
        path.write_bytes(b"half of someth")
    with pytest.raises(WrongPassphrase):
        vault.close()
        Vault.open(folder, "wrong")
    assert all(path.exists() for path in strays)
    Vault.open(folder, PASSPHRASE).close()
    assert not any(path.exists() for path in strays)
    assert all(path.exists() for path in others)


@pytest.mark.parametrize("kind", ["", "root", "filler", "Visit", "a b", "x" * 33, "visit\n"])
def test_a_kind_is_a_word(vault: Vault, kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        vault.put(kind, b"1")


def test_wrong_use_is_not_mistaken_for_damage(vault: Vault) -> None:
    entry = vault.put("visit", b"1")
    with pytest.raises(ValueError, match="kind"):
        vault.put("people", b"1", entry)
    with pytest.raises(UnicodeDecodeError):
        vault.put("visit", b"\xff", entry)
    for unknown in (0, 2, -1):
        with pytest.raises(KeyError):
            vault.get(unknown)
        with pytest.raises(KeyError):
            vault.previous(unknown)
        with pytest.raises(KeyError):
            vault.put("visit", b"1", unknown)
    assert vault.get(entry) == b"1"
    vault.close()
    vault.close()
    for use in (lambda: vault.get(entry), lambda: vault.put("visit", b"1"), vault.checkpoint, vault.verify):
        with pytest.raises(RuntimeError):
            use()


def test_several_threads_may_save(vault: Vault) -> None:
    found: dict[int, bytes] = {}

    def work(number: int) -> None:
        for turn in range(10):
            content = f"{number} {turn}".encode()
            found[vault.put("visit", content)] = content

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    vault = reopen(vault)
    assert {one.id: vault.get(one.id) for one in vault.entries()} == found
    assert len(found) == 40
    vault.close()


def test_the_vault_does_not_load_what_it_need_not() -> None:
    script = (
        "import sys, ciworkbook.vault; "
        "print([one for one in ('pyrage', 'filelock', 'ciworkbook.worksheet', 'ciworkbook.answers', 'textual')"
        " if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_root_is_no_entry(vault: Vault) -> None:
    vault.put("visit", b"1")
    assert ROOT not in [one.id for one in vault.entries()]
