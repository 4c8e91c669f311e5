"""A language from nothing, by docs/translating.md alone: its own commands, a made-up language, a text editor."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from ciworkbook import languages, word_files, words
from ciworkbook.guard.outlet import Outlet
from ciworkbook.preferences import Settings
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.sheet import Sheet
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet import checking
from ciworkbook.worksheet.bases import read_base
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.compiling import packed, told_of
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.overlay_checking import OverlayFile, read_overlay

from .making import screen_text
from .pseudo import pseudo

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "translating.md").read_text("utf-8")
TAG = "qtx"
"""Made up: no language has this tag."""
SHEET, WORDS = f"worksheets/safety-plan.{TAG}.yaml", f"src/ciworkbook/locale/{TAG}.po"


def commands() -> list[str]:
    """The commands that stand on the page, in their order, for the made-up language in the place of Spanish."""
    found = re.findall(r"^(?:    )?(ciworkbook .+)$", PAGE, re.M)
    return [re.sub(r"\bes\b", TAG, one) for one in found]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the program: what a translator writes to is a copy, all else is that of the repository."""
    package, source = tmp_path / "src" / "ciworkbook", ROOT / "src" / "ciworkbook"
    package.mkdir(parents=True)
    for one in source.iterdir():
        if one.name not in ("locale", "__pycache__"):
            (package / one.name).symlink_to(one)
    (package / "locale").mkdir()
    shutil.copy(source / "locale" / "en.po", package / "locale")
    shutil.copytree(sheets_folder(), tmp_path / "worksheets", ignore=shutil.ignore_patterns("*.*.yaml"))
    return tmp_path


def run(checkout: Path, command: str) -> tuple[int, str]:
    environ = {**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    whole = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(whole, cwd=checkout, env=environ, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def the(start: str) -> str:
    """The first command on the page that begins so."""
    return next(one for one in commands() if one.startswith(f"ciworkbook {start}"))


def write_between_the_quotes(path: Path) -> None:
    """What the page says to do in an editor: write each translation between its quotes, below what the base says."""
    base: list[str] = []
    lines = []
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("  #:"):
            base.append(line.removeprefix("  #:").strip())
        elif line.endswith(': ""'):
            said = re.sub(r"(?<=\|)[^}]*(?=})", "…", pseudo(" ".join(base)))
            line, base = line[:-2] + json.dumps(said, ensure_ascii=False), []
        else:
            base = []
        lines.append(line)
    path.write_text("\n".join(lines), "utf-8")


def translate_in_poedit(path: Path) -> None:
    made = polib.pofile(str(path))
    for entry in made:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, pseudo(entry.msgid_plural))
        else:
            entry.msgstr = pseudo(entry.msgid)
    made.save()


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    words.use("en")
    languages.know(lambda: Catalogue({"index": [], "sheets": {}}))


async def test_a_language_from_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Begin the worksheet, and write.
    assert run(checkout, the("translate safety-plan"))[0] == 0
    write_between_the_quotes(checkout / SHEET)
    assert run(checkout, the("check worksheets")) == (0, "")
    status, shown = run(checkout, the(f"--language {TAG} preview"))
    assert status == 0 and pseudo("What could happen, and what will you do?") in shown

    # Begin the program's own words, and write.
    assert run(checkout, the(f"translate program {TAG}"))[0] == 0
    translate_in_poedit(checkout / WORDS)
    assert run(checkout, the(f"check {WORDS}")) == (0, "")

    # It is there to be chosen, and the sheet speaks it.
    base = read_base(checkout / "worksheets" / "safety-plan.yaml")[0]
    overlay, findings = read_overlay(checkout / SHEET, base)
    assert base is not None and overlay is not None, findings
    monkeypatch.setattr(words, "FOLDER", str(checkout / WORDS.rsplit("/", 1)[0]))
    made = [("sheet", overlay)]
    shipped = Catalogue.load()._compiled
    catalogue = Catalogue({**shipped, "languages": {TAG: told_of(made)}, "overlays": {TAG: packed(made)}})
    languages.know(lambda: catalogue)
    offered = [languages.described(one) for one in languages.offered()]
    assert offered[1] == f"{TAG} · the whole program, 1 worksheet, draft"
    app = WorkbookApp(catalogue, checkout / "none", Outlet(None, None))
    async with app.run_test(size=(80, 24)) as pilot:
        for _wait in range(100):
            await pilot.pause(0.02)
            if "Go on" in screen_text(app):
                break
        page = app.screen
        assert isinstance(page, FirstEvening)
        await page.chosen(f"language:{TAG}")
        await pilot.pause()
        assert pseudo("This is a private workbook.") in screen_text(app)
        book = Workbook(MemoryVault(), app.catalogue)
        book.save_settings(Settings(door="harmed", language=TAG))
        app.take(book)
        app.desk.lay_out(book.begin("safety-plan", "harmed"))
        await app.push_screen(Sheet(book.catalogue.worksheet("safety-plan", "harmed")))
        await pilot.pause(0.2)
        shown = " ".join(screen_text(app).split())
        assert pseudo("My plan and the next safe step") in shown
        assert pseudo("This translation is a draft.") in shown
        assert not re.search(r"[A-Za-z]{3,}", shown.replace("Ctrl", ""))

    # The base changes, and someone slips.
    whole = (checkout / "worksheets" / "safety-plan.yaml").read_text("utf-8")
    changed = whole.replace("title: Signs and places", "title: Words and places")
    assert changed != whole
    (checkout / "worksheets" / "safety-plan.yaml").write_text(changed, "utf-8")
    text = (checkout / SHEET).read_text("utf-8")
    slip = text.replace('  keeps_going.label: "', '  keeps_going.label: "${oops|x} ', 1)
    (checkout / SHEET).write_text(slip, "utf-8")
    status, found = run(checkout, the("check worksheets"))
    assert status == 1
    assert "W602 'quiet_part.title' is stale" in found and "E606 'keeps_going.label'" in found
    po = (checkout / WORDS).read_text("utf-8")
    (checkout / WORDS).write_text(po.replace("{date}", "{día}", 3), "utf-8")
    status, found = run(checkout, the(f"check {WORDS}"))
    assert status == 1 and "E629" in found


def test_every_command_on_the_page_is_one() -> None:
    from ciworkbook.cli_parser import parser

    for one in commands():
        parser("ciworkbook").parse_args(shlex.split(one)[1:])


def test_the_example_on_the_page_is_what_the_command_writes() -> None:
    [example] = [one for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if "based_on:" in one]
    base = read_base(sheets_folder() / "safety-plan.yaml")[0]
    assert base is not None
    from ciworkbook.worksheet.loading import load_text
    from ciworkbook.worksheet.translating import write

    written = write(base, "es").text
    for line in example.split("\n"):
        assert line in written.split("\n")
    loaded, _findings = load_text("x", example)
    assert loaded is not None
    data, findings = checking.validated(loaded, OverlayFile)
    assert data is not None, findings


def test_every_code_of_catalogues_is_explained() -> None:
    source = Path(word_files.__file__).read_text("utf-8")
    assert set(re.findall(r'"([EW]6\d\d)"', source)) <= set(re.findall(r"^\| ([EW]6\d\d) \|", PAGE, re.M))
