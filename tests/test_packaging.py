"""What is installed: the program, its worksheets compiled, its fonts and words; and nothing of the checkout."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what git would ship."""
    source = tmp_path_factory.mktemp("source") / "checkout"
    ignored = shutil.ignore_patterns(
        ".venv", ".git", "build", "dist", "__pycache__", "*.pyc", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    built = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(built.glob("*.whl"))


def test_the_wheel_holds_what_the_program_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        first, _newline, behind = archive.read("ciworkbook/_worksheets/compiled.json").partition(b"\n")
        compiled = json.loads(first)
    files = {path.stem for path in (ROOT / "worksheets").glob("*.yaml")}
    assert set(compiled["sheets"]) == {name for name in files if "." not in name}
    assert set(compiled["overlays"]) == set(compiled["languages"])
    assert len(behind) == compiled["behind"]
    assert set(compiled["languages"]) == {name.partition(".")[2] for name in files if "." in name}
    assert {f"ciworkbook/_worksheets/{name}.yaml" for name in files} <= names
    ours = ("summary/page.typ", "summary/page.css", "summary/fonts/OFL.txt", "summary/fonts/NotoSansKR-Regular.ttf")
    for needed in (*ours, "guard/words_en.txt", "screens/base.tcss", "py.typed"):
        assert f"ciworkbook/{needed}" in names
    assert not [name for name in names if name.startswith("tests/") or ".compiled" in name or name.endswith(".pyc")]


def test_an_installed_copy_lists_its_sheets_without_yaml_or_pydantic(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    asked = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import ciworkbook\nfrom ciworkbook.worksheet.catalogue import Catalogue\n"
        "print(ciworkbook.__file__); print(len(Catalogue.load().entries('harmed')))\n"
        "print(sorted({'yaml', 'pydantic', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    where, count, loaded = done.stdout.splitlines()
    assert where.startswith(str(tmp_path))
    assert (int(count) > 0, loaded) == (True, "[]")


def test_the_lock_names_no_host_and_has_a_hash_for_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==[^ \\]+", lock, re.M)
    assert len(pinned) > 40
    for block in re.split(r"^(?=[A-Za-z0-9_.-]+==)", lock, flags=re.M)[1:]:
        assert "--hash=sha256:" in block


def test_textual_is_the_version_whose_private_methods_are_overridden() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [wanted] = re.findall(r'"textual==([0-9.]+)"', project)
    assert f"\ntextual=={wanted} " in (ROOT / "requirements.lock").read_text(encoding="utf-8")
