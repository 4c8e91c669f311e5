"""The page about the format is true: its script and its walk-through open a folder with the stock age program.

And folders of every released format open for ever.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ciworkbook.vault import Vault, backup, derive, given, parameters, read_recovery_key
from ciworkbook.vault.backup import make, opened
from ciworkbook.vault.keys import name_of
from ciworkbook.vault.parameters import parse

from .folders import CHEAP, PASSPHRASE, pictured, roots

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "format.md").read_text(encoding="utf-8")
GOLDEN = HERE.parent / "golden"


def block(name: str) -> str:
    """Return the code that follows the comment `name` on the page."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n```\w+\n(.*?)```", PAGE, re.S)
    assert found is not None
    return found[1]


@pytest.fixture
def age() -> str:
    """The path of the stock age program; a test is skipped without it, but never in CI."""
    path = shutil.which("age")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("CI runs without age")
    if path is None:
        pytest.skip("age is not installed")
    return path


def identity_by_the_page(folder: Path, passphrase: str, at: Path) -> str:
    (at / "identity.py").write_text(block("identity.py"), encoding="utf-8")
    command = [sys.executable, "-I", str(at / "identity.py"), str(folder)]
    done = subprocess.run(command, input=f"{passphrase}\n", capture_output=True, encoding="utf-8", check=True)
    assert passphrase not in done.stdout
    return done.stdout


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "cafe\u0301 \u1112\u1161\u11ab", " spaces at both ends "])
def test_the_script_of_the_page_finds_the_identity(folder: Path, tmp_path: Path, passphrase: str) -> None:
    Vault.create(folder, passphrase, cost=CHEAP).close()
    said = identity_by_the_page(folder, passphrase, tmp_path).splitlines()
    assert {line.removeprefix("# root: ") for line in said[:2]} == {path.name for path in roots(folder, passphrase)}
    key = derive(passphrase, parse((folder / "params").read_bytes())[0])
    assert said[2:] == [str(key.identity())]


def test_the_walk_through_opens_everything_with_stock_age(folder: Path, tmp_path: Path, age: str) -> None:
    """Typed as it stands on the page, it gives every version that is kept, byte for byte, and nothing else."""
    with Vault.create(folder, "the other workbook", cost=CHEAP) as other:
        other.put("visit", b"not ours")
    contents = {1: ['{"ä":1}', '{"ä":2}'], 2: ["Бабушка 👵\x00 \u202e"], 3: ["x" * 50_000, ""]}
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        for versions in contents.values():
            entry = None
            for text in ["thrown away", "thrown away too", *versions] if len(versions) > 1 else versions:
                entry = vault.put("visit", text.encode(), entry)
    at = tmp_path / "hand"
    at.mkdir()
    (at / "identity.py").write_text(block("identity.py"), encoding="utf-8")
    environment = {"FOLDER": str(folder), "PATH": f"{Path(sys.executable).parent}:{Path(age).parent}:/usr/bin:/bin"}
    done = subprocess.run(
        ["sh", "-eu", "-c", block("walk-through")],
        cwd=at,
        env=environment,
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    opened = [json.loads(path.read_bytes()) for path in at.glob("*.json") if path.name != "root.json"]
    for one in opened:
        assert one["length"] == len(one["content"].encode())
    found = {(one["id"], one["generation"]): one["content"] for one in opened}
    assert found == {
        (1, 3): contents[1][0],
        (1, 4): contents[1][1],
        (2, 1): contents[2][0],
        (3, 3): contents[3][0],
        (3, 4): contents[3][1],
    }
    assert "not ours" not in str(opened)


def test_the_recovery_sheet_opens_everything_with_stock_age(folder: Path, tmp_path: Path, age: str) -> None:
    """With the key copied from the sheet and no passphrase, as the page has it."""
    contents = {(1, 1): "first", (1, 2): "second, größer", (2, 1): "한글 " * 3_000}
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        entry = vault.put("visit", contents[1, 1].encode())
        vault.put("visit", contents[1, 2].encode(), entry)
        vault.put("people", contents[2, 1].encode())
        vault.relock("another passphrase")
        sheet = vault.recovery_sheet()
    at = tmp_path / "hand"
    at.mkdir()
    typed = " ".join(("AGE-SECRET-KEY-1", *sheet.groups())).lower()
    (at / "book.key").write_text(read_recovery_key(typed) + "\n")
    environment = {"FOLDER": str(folder), "PATH": f"{Path(age).parent}:/usr/bin:/bin"}
    command = ["sh", "-eu", "-c", block("recovery walk-through")]
    done = subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    opened = [json.loads(path.read_bytes()) for path in at.glob("*.json")]
    assert {(one["id"], one["generation"]): one["content"] for one in opened} == contents


def by_hand(script: str, at: Path, age: str, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of the page as it stands, in the folder `at`."""
    environment = {"PATH": f"{Path(sys.executable).parent}:{Path(age).parent}:/usr/bin:/bin"} | variables
    command = ["sh", "-eu", "-c", block(script)]
    return subprocess.run(command, cwd=at, env=environment, input=typed, capture_output=True, text=True, check=False)


def test_a_file_that_was_given_opens_with_stock_age(tmp_path: Path, age: str) -> None:
    content = json.dumps({"said": "größer 한글"}, ensure_ascii=False).encode()
    (tmp_path / "page.locked").write_bytes(given.lock(content, PASSPHRASE, CHEAP))
    at = tmp_path / "hand"
    at.mkdir()
    (at / "identity.py").write_text(block("identity.py"), encoding="utf-8")
    done = by_hand("given", at, age, f"{PASSPHRASE}\n", FILE=str(tmp_path / "page.locked"))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((at / "given.json").read_bytes()) == {"said": "größer 한글"}


@pytest.mark.parametrize("way", ["passphrase", "recovery key"])
def test_a_backup_opens_with_stock_age_and_tar(folder: Path, tmp_path: Path, age: str, way: str) -> None:
    """Typed as it stands on the page; then the walk-through for folders opens what came out of it."""
    with Vault.create(folder, "the other workbook", cost=CHEAP) as other:
        other.put("visit", b"not ours")
    with Vault.create(folder, PASSPHRASE) as vault:
        entry = vault.put("visit", "größer".encode())
        vault.put("visit", b"second", entry)
        vault.put("people", b"x" * 50_000)
        data, key = make(vault).data, vault.recovery_sheet().identity
        own = {name: (folder / name).read_bytes() for name in opened(data, vault.insides().key).files}
    (tmp_path / "one.backup").write_bytes(data)
    shutil.rmtree(folder)
    at = tmp_path / "hand"
    at.mkdir()
    # With the recovery key, what goes to root.key is copied from the sheet.
    program = block("identity.py") if way == "passphrase" else f"print({key!r})"
    (at / "identity.py").write_text(program, encoding="utf-8")
    done = by_hand("backup", at, age, f"{PASSPHRASE}\n", FILE=str(tmp_path / "one.backup"))
    assert (done.returncode, done.stderr) == (0, "")
    there = {path.name: path.read_bytes() for path in (at / "unpacked").iterdir()}
    assert there.pop("params")
    assert there == own
    (at / "identity.py").write_text(block("identity.py"), encoding="utf-8")
    done = by_hand("walk-through", at, age, f"{PASSPHRASE}\n", FOLDER=str(at / "unpacked"))
    assert done.returncode == 0, done.stderr
    found = [json.loads(path.read_bytes()) for path in at.glob("*.json") if path.name != "root.json"]
    assert sorted((one["id"], one["generation"], one["content"][:6]) for one in found) == [
        (1, 1, "größer"),
        (1, 2, "second"),
        (2, 1, "xxxxxx"),
    ]
    with Vault.open(at / "unpacked", PASSPHRASE) as vault:  # one copy of the parameters is enough
        assert {one.kind for one in vault.findings} == {"params"}


def test_of_a_backup_that_was_cut_short_stock_programs_give_what_comes_before(
    folder: Path, tmp_path: Path, age: str
) -> None:
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        for number in range(60):
            vault.put("visit", str(number).encode())
        data, key = make(vault).data, vault.recovery_sheet().identity
        files = opened(data, vault.insides().key).files
    (tmp_path / "cut").write_bytes(data[:250_000])
    (tmp_path / "key").write_text(key)
    run = ["sh", "-c", 'tar xf cut; "$0" -d -i key book.age > book.tar; mkdir out; tar xf book.tar -C out', age]
    subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    came = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    whole = {name for name, one in came.items() if one == files[name]}
    assert len(whole) > 35
    assert len(came) - len(whole) <= 1, "only the last one may be cut"


def test_the_example_of_a_name_is_right() -> None:
    assert f"`{name_of(bytes(32), 12, 5)}`" in PAGE


def test_the_numbers_of_the_page_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert (parameters.LEAST_N, parameters.MOST_N, parameters.MOST_P) == (2**15, 2**20, 8)
    assert (parameters.MOST_SETS, parameters.MOST_MEMORY) == (4, 300 * 2**20)
    for words in ("2^15 to 2^20", "1 to 8", "at most 4", "300 MiB", "32 further", "10,000 characters", "3,700"):
        assert words in PAGE
    from ciworkbook.vault import keys, opening, sealing

    assert (opening.LOOK_AHEAD, keys.LONGEST, sealing.FLOOR) == (32, 10_000, 3_700)
    assert (backup.LEAST, backup.MOST_IN_ALL) == (262_144, 128 * 2**20)
    for words in ("262,144", "128 MiB of inner archive and 64 MiB a file"):
        assert words in PAGE


def test_the_script_is_short() -> None:
    assert len(block("identity.py").splitlines()) <= 18


# Old formats


def test_a_folder_of_format_1_opens_for_ever(tmp_path: Path) -> None:
    """Never make this folder again: it stands for those that people have."""
    folder = tmp_path / "kept"
    shutil.copytree(GOLDEN / "format-1", folder, ignore=shutil.ignore_patterns(".git*"))
    before = pictured(folder)
    with Vault.open(folder, "lantern café river mittens north") as vault:
        assert vault.findings == ()
        assert [(one.id, one.kind, one.generation) for one in vault.entries()] == [
            (1, "visit", 3),
            (2, "people", 1),
            (3, "settings", 2),
        ]
        assert vault.get(1).decode() == '{"words":"third time, größer, 세 번째"}'
        assert (vault.previous(1) or b"").decode() == '{"words":"second time"}'
        assert vault.get(2).decode() == '{"people":[]}'
        assert vault.get(3).decode() == "{}"
        assert vault.verify() == []
        vault.put("visit", b"a fourth time", 1)
    with Vault.open(folder, "lantern café river mittens north") as vault:
        assert (vault.get(1), vault.findings) == (b"a fourth time", ())
    with Vault.open(folder, "second workbook") as vault:
        assert (vault.get(1), vault.findings) == (b"of the second", ())
    changed = {name for name in before if pictured(folder)[name] != before[name]}
    assert len(changed) == 2, "one version of the entry and one root"


def test_the_golden_folder_opens_with_stock_age(tmp_path: Path, age: str) -> None:
    folder = GOLDEN / "format-1"
    key = tmp_path / "root.key"
    key.write_text(identity_by_the_page(folder, "lantern café river mittens north", tmp_path))
    opened = []
    for name in re.findall(r"# root: (\w+)", key.read_text()):
        done = subprocess.run([age, "-d", "-i", str(key), str(folder / name)], capture_output=True, check=True)
        opened.append(json.loads(done.stdout))
    newest = max(opened, key=lambda one: one["generation"])
    manifest = json.loads(newest["content"])["manifest"]
    assert [(row["id"], row["generation"]) for row in manifest] == [(1, 3), (2, 1), (3, 2)]
    assert all((folder / row["file"]).is_file() for row in manifest)
