"""Compiling a folder of sheets, and finding them again without yaml and pydantic."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ciworkbook.worksheet import catalogue as catalogue_module
from ciworkbook.worksheet import fresh
from ciworkbook.worksheet.catalogue import Catalogue, SheetsMissing
from ciworkbook.worksheet.checking import check_file, digest, sheet_files
from ciworkbook.worksheet.compiling import SheetsFaulty, compile_folder, write_compiled
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.model import DOORS, TOPICS, build

from .sheets import EVERYTHING, sheet

OTHER = sheet(
    "- {id: a, type: date, label: A}\n"
    "- {id: t, type: table, label: T, row_label: row, columns: [{id: what, type: short_text, label: W}]}"
)
CARDS = "format: 1\nlanguage: en\ncards:\n"
CARDS += "".join(f"  - {{id: {id_}, title: T, text: X}}\n" for id_ in ("read_in_court", "neck_care", "no_promise"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "worksheets"
    made.mkdir()
    shutil.copy(EVERYTHING, made / "everything.yaml")
    (made / "small.yaml").write_text(OTHER, encoding="utf-8")
    (made / "small.es.yaml").write_text("format: 1\nof: small\nlanguage: es\nstatus: draft\n", encoding="utf-8")
    (made / "stories").mkdir()
    (made / "common").mkdir()
    (made / "common" / "cards.yaml").write_text(CARDS, encoding="utf-8")
    return made


def test_compiled_folder_holds_data_digest_and_index(folder: Path) -> None:
    compiled = compile_folder(folder)
    assert [one["id"] for one in compiled["index"]] == ["everything", "small"]
    data, _ = check_file(folder / "small.yaml")
    assert data is not None
    assert compiled["sheets"]["small"] == {"digest": digest(data), "data": data}
    assert json.loads(json.dumps(compiled)) == compiled


def test_a_folder_with_an_error_gives_nothing(folder: Path) -> None:
    (folder / "small.yaml").write_text(OTHER.replace("type: date", "type: dte"), encoding="utf-8")
    with pytest.raises(SheetsFaulty) as raised:
        compile_folder(folder)
    assert [one.code for one in raised.value.findings] == ["E102"]
    assert raised.value.message and raised.value.hint
    assert "small.yaml:15:23: E102" in "".join(raised.value.__notes__)


def test_a_warning_stops_nothing(folder: Path) -> None:
    (folder / "small.yaml").write_text(OTHER.replace("label: A", "label: Press F2"), encoding="utf-8")
    assert "small" in compile_folder(folder)["sheets"]


def test_two_files_with_one_id_are_refused(folder: Path) -> None:
    (folder / "twin.yaml").write_text(OTHER, encoding="utf-8")
    with pytest.raises(SheetsFaulty) as raised:
        compile_folder(folder)
    assert [one.code for one in raised.value.findings] == ["E219"]


def test_writing_is_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder / "compiled.json"
    write_compiled({"a": "é"}, target)
    assert json.loads(target.read_text(encoding="utf-8")) == {"a": "é"}
    with pytest.raises(TypeError):
        write_compiled({"a": object()}, target)
    assert json.loads(target.read_text(encoding="utf-8")) == {"a": "é"}
    assert [path.name for path in folder.iterdir() if path.name.startswith("compiled.json")] == ["compiled.json"]


def test_catalogue_gives_sheets_in_the_words_of_a_door(folder: Path) -> None:
    catalogue = Catalogue.load(folder)
    assert catalogue.ids() == ["everything", "small"]
    assert [one.id for one in catalogue.entries("facilitating")] == ["everything"]
    entry = catalogue.entries("helping")[0]
    assert (entry.title, entry.minutes, entry.topic) == ("For helping", 12, "getting_clear")
    assert entry.content_topics == ("harm", "{curly} [square]") and entry.credit.license == "CC-BY-4.0"
    assert entry.audience == DOORS and entry.phases[0] == "getting_started" and entry.safety == "normal"
    assert catalogue.worksheet("small", "harmed") is catalogue.worksheet("small", "harmed")
    assert catalogue.worksheet("small", "harmed") == build(catalogue.data("small"), "harmed")
    assert catalogue.digest("small") == digest(catalogue.data("small"))
    with pytest.raises(KeyError):
        catalogue.worksheet("gone", "harmed")


def test_compiled_file_is_kept_and_made_again_when_a_source_changes(folder: Path) -> None:
    Catalogue.load(folder)
    kept = folder / ".compiled.json"
    before = kept.read_bytes()
    Catalogue.load(folder)
    assert kept.read_bytes() == before
    (folder / "small.yaml").write_text(OTHER.replace("Small", "Other"), encoding="utf-8")
    assert Catalogue.load(folder).entries("harmed")[1].title == "Other"
    (folder / "everything.yaml").unlink()
    assert Catalogue.load(folder).ids() == ["small"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 0}', b"\xff", b'{"format": 1, "key": "x"}'])
def test_a_damaged_compiled_file_is_made_again(folder: Path, content: bytes) -> None:
    (folder / ".compiled.json").write_bytes(content)
    assert Catalogue.load(folder).ids() == ["everything", "small"]
    first = (folder / ".compiled.json").read_bytes().partition(b"\n")[0]
    assert json.loads(first)["format"] == catalogue_module.FORMAT


@pytest.mark.parametrize("harm", ["cut short", "longer", "another sheet"])
def test_a_compiled_file_that_is_not_whole_is_made_again(folder: Path, harm: str) -> None:
    Catalogue.load(folder)
    kept = folder / ".compiled.json"
    whole = kept.read_bytes()
    harmed = {"cut short": whole[:-1], "longer": whole + b"x", "another sheet": whole.replace(b'"A"', b'"B"')}[harm]
    assert harmed != whole
    kept.write_bytes(harmed)
    sheets = Catalogue.load(folder)
    assert kept.read_bytes() == whole
    assert sheets.worksheet("small", "harmed") == build(compile_folder(folder)["sheets"]["small"]["data"], "harmed")


def test_a_worksheet_is_parsed_when_it_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Catalogue.load(folder)
    parsed: list[str | bytes] = []
    before = json.loads
    monkeypatch.setattr(json, "loads", lambda text: parsed.append(text) or before(text))  # type: ignore[func-returns-value]
    catalogue = Catalogue.load(folder)
    assert [one.id for one in catalogue.entries("harmed")] == ["everything", "small"]
    assert catalogue.digest("small")
    assert not any(b'"sections"' in (one if isinstance(one, bytes) else one.encode()) for one in parsed)
    catalogue.worksheet("small", "harmed")
    assert sum(b'"sections"' in (one if isinstance(one, bytes) else one.encode()) for one in parsed) == 1


def test_where_nothing_can_be_kept_the_program_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert Catalogue.load(folder).ids() == ["everything", "small"]
    assert not (folder / ".compiled.json").exists()


def test_a_wheel_needs_no_sources(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "_worksheets").mkdir(parents=True)
    monkeypatch.setattr(fresh, "_PACKAGE", str(package))
    with pytest.raises(SheetsMissing) as raised:
        Catalogue.load(tmp_path / "nowhere")
    assert raised.value.message and raised.value.hint
    write_compiled(compile_folder(folder), package / "_worksheets" / "compiled.json")
    assert Catalogue.load().ids() == ["everything", "small"]
    assert sheets_folder() == package / "_worksheets"
    assert not fresh.has_to_compile()


def test_a_checkout_has_to_compile_when_a_source_is_newer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "_PACKAGE", str(folder.parent / "src" / "package"))
    monkeypatch.setattr(fresh, "_sheets_folder", lambda: str(folder))
    assert fresh.has_to_compile()
    Catalogue.load(folder)
    made = folder / ".compiled.json"
    late = time.time() + 60
    os.utime(made, (late, late))
    assert not fresh.has_to_compile()
    os.utime(next(folder.glob("*.yaml")), (late + 1, late + 1))
    assert fresh.has_to_compile()


def test_starting_imports_neither_yaml_nor_pydantic(folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from ciworkbook.worksheet.catalogue import Catalogue
catalogue = Catalogue.load(Path(sys.argv[1]))
[catalogue.worksheet(entry.id, "harmed") for entry in catalogue.entries("harmed")]
print(sorted({"yaml", "pydantic", "pydantic_core", "textual", "jsonschema"} & set(sys.modules)))
"""
    command = [sys.executable, "-c", code, str(folder)]
    environment = {"PATH": os.environ.get("PATH", ""), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    first = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert first.stdout.strip() == "['pydantic', 'pydantic_core', 'yaml']"
    second = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert second.stdout.strip() == "[]"


def test_shipped_sheets_are_without_a_finding_and_in_order() -> None:
    for path in sheet_files(sheets_folder()):
        data, findings = check_file(path)
        assert findings == [] and data is not None
        assert data["id"] == path.stem
    index = compile_folder(sheets_folder())["index"]
    assert [TOPICS.index(one["topic"]) for one in index] == sorted(TOPICS.index(one["topic"]) for one in index)
    assert {"danger-signs-now", "ally-barrier-map", "accountability-staircase"} <= {one["id"] for one in index}
