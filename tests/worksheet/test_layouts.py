"""Ready-made summaries as files: what `check` says of them, how they come into the catalogue and out of a pack."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ciworkbook import cli
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.compiling import SheetsFaulty, compile_folder
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.layout_checking import layout_files, read_layout
from ciworkbook.worksheet.loading import load_file
from ciworkbook.worksheet.pack import Pack, Packs
from ciworkbook.worksheet.pack_summary import layout_words
from ciworkbook.worksheet.packs import read_pack
from ciworkbook.worksheet.schema import layout_schema, layout_schema_text
from ciworkbook.worksheet.shelf import check_files

SHIPPED = sheets_folder()
HEAD = """\
format: 1
id: my-week
language: en
title: My week
about: What I chose.
audience: [harmed, caused_harm]
"""
PARTS = """\
parts:
  - sheet: accountability-staircase
    audience: [caused_harm]
    items:
      - {id: way, show: path, q: stairs, label: The way}
      - {id: next, show: answer, q: next_step}
"""
GOOD = HEAD + PARTS


def found(tmp_path: Path, text: str) -> list[str]:
    """What `check` says of `text` as a file in a folder of ready-made summaries, without the name of the file."""
    folder = tmp_path / "summaries"
    folder.mkdir(exist_ok=True)
    file = folder / "my-week.yaml"
    file.write_text(text, encoding="utf-8")
    return [str(one).removeprefix(f"{file}:") for one in check_files([file], SHIPPED)]


def test_a_good_one_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "accountability-staircase",
            "accountability-stairs",
            "8:12: E221 there is no worksheet 'accountability-stairs'",
        ),
        ("q: next_step", "q: next_stop", "12:37: E202 there is no question 'next_stop' - did you mean 'next_step'?"),
        ("q: stairs", "q: aim", "11:34: E208 'aim' is a choice question: only a staircase or a scale has a path"),
        ("show: path", "show: paths", "11:25: E102 unknown show 'paths' - did you mean 'path'?"),
        ("id: next,", "id: way,", "12:14: E203 the id 'way' is already taken in line 11"),
        ("audience: [caused_harm]", "audience: [helping]", "9:15: E210 a door does not come here"),
        ("    audience: [caused_harm]\n", "    audience: [harmed]\n", "is not asked at the door harmed"),
        ("parts:", "form: poster\nparts:", "7:7: E107 'poster' is not one of page, card"),
        ("parts:", "reader: {asks: Nothing}\nparts:", "7:16: E104 'asks' has to be a list"),
        ("parts:", "readr: {who: Me}\nparts:", "7:1: E101 unknown key 'readr' - did you mean 'reader'?"),
        ("title: My week", "title: {harmed: Mine}", "4:8: E209 words for the door caused_harm are missing"),
        ("about: What I chose.", 'about: "${next_step|it}"', "5:8: E212 an earlier answer cannot stand in a title"),
        ("label: The way", "label: '${next_stop|it}'", "11:49: E202 there is no question 'next_stop'"),
        ("show: answer, q: next_step", "show: rows, q: next_step", "E208 'next_step' (short_text) has no rows"),
        (
            "show: answer, q: next_step",
            "show: rows, q: checks, fields: [whom]",
            "E206 'whom' is not a field of 'checks'",
        ),
        ("show: answer, q: next_step", "show: message, text: Sign here.", "E502 'Sign here'"),
        ("    items:\n", "    since: a while\n    items:\n", "10:12: E108 'a while' is not a time such as '2 weeks'"),
        ("    audience: [caused_harm]\n", "    audience: [harmed]\n    title: ''\n", "is empty"),
        ("show: answer, q: next_step", "show: answer, q: &x next_step", "E008"),
        ("language: en\n", "language: en\nid: twice\n", "E010 the key 'id' stands twice"),
    ],
)
def test_what_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    told = found(tmp_path, GOOD.replace(old, new))
    assert any(said in one for one in told), told


def test_what_may_never_be_printed_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("accountability-staircase", "support-pod").replace(
        "show: path, q: stairs", "show: answer, q: circle"
    )
    told = found(tmp_path, text.replace("q: next_step", "q: next_small"))
    assert any("W508 'circle' is private" in one for one in told), told


def test_a_sheet_without_that_door_is_told(tmp_path: Path) -> None:
    told = found(
        tmp_path, GOOD.replace("    audience: [caused_harm]\n", "").replace("accountability-staircase", "team-roles")
    )
    assert any("E224 'team-roles' is not for the door harmed, caused_harm" in one for one in told), told


def test_a_file_is_told_by_its_keys_outside_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "loose.yaml"
    file.write_text(GOOD.replace("next_step", "nothing_such"), encoding="utf-8")
    assert [one.code for one in check_files([file], SHIPPED)] == ["E202"]


def test_a_sheet_beside_the_folder_is_known(tmp_path: Path) -> None:
    sheet = (SHIPPED / "start-here.yaml").read_text("utf-8").replace("id: start-here", "id: mine")
    (tmp_path / "mine.yaml").write_text(sheet, encoding="utf-8")
    text = GOOD.replace("accountability-staircase", "mine").replace(
        "show: path, q: stairs", "show: answer, q: word_harmed"
    )
    assert found(tmp_path, text.replace("q: next_step", "q: word_harmed")) == []
    (tmp_path / "mine.yaml").write_text("format: 1\n", encoding="utf-8")
    assert any("has an error of its own" in one for one in found(tmp_path, text))


def test_the_shipped_ones_are_true_and_in_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    files = layout_files(SHIPPED)
    assert [path.stem for path in files] == [
        "carry-card",
        "goals-check-up",
        "session-record",
        "staircase-over-time",
        "team-sheet",
    ]
    assert check_files(files, SHIPPED) == []
    for path in files:
        data = read_layout(path)[1]
        assert data is not None and data["id"] == path.stem
    assert cli.main(["check", *map(str, files)]) == 0
    assert capsys.readouterr().out == ""
    assert {one.id for one in Catalogue.load().layouts("facilitating")} == {"goals-check-up", "session-record"} | {
        "staircase-over-time",
        "team-sheet",
    }
    assert next(one for one in Catalogue.load().layouts("harmed")).form == "card"


def test_a_faulty_one_keeps_the_whole_folder_from_being_compiled(tmp_path: Path) -> None:
    (tmp_path / "start-here.yaml").write_text((SHIPPED / "start-here.yaml").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "common").symlink_to(SHIPPED / "common")
    (tmp_path / "summaries").mkdir()
    (tmp_path / "summaries" / "my-week.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SheetsFaulty) as faulty:
        compile_folder(tmp_path)
    assert any(one.code == "E221" and one.file.endswith("my-week.yaml") for one in faulty.value.findings)


def test_the_schema_takes_what_check_takes() -> None:
    schema = Draft202012Validator(layout_schema())
    for path in layout_files(SHIPPED):
        loaded, _findings = load_file(path)
        assert loaded is not None and list(schema.iter_errors(loaded.data)) == []
    assert not schema.is_valid({"format": 1})
    kept = SHIPPED / "summaries" / "summary.schema.json"
    assert kept.read_text("utf-8") == layout_schema_text(), "run: ciworkbook schema --summary -o " + str(kept)


def test_the_schema_is_written_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "--summary"]) == 0
    assert json.loads(capsys.readouterr().out) == layout_schema()


def test_a_catalogue_with_layouts_needs_neither_yaml_nor_pydantic() -> None:
    code = (
        "import sys\nfrom ciworkbook.worksheet.catalogue import Catalogue\n"
        "print(len(Catalogue.load().layouts('facilitating')), sorted({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    Catalogue.load()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "4 []"


# In a pack


def packed(tmp_path: Path, layout: str) -> Path:
    folder = tmp_path / "ours"
    (folder / "summaries").mkdir(parents=True)
    sheet = (SHIPPED / "start-here.yaml").read_text("utf-8").replace("id: start-here", "id: mine")
    (folder / "mine.yaml").write_text(sheet, encoding="utf-8")
    (folder / "summaries" / "my-week.yaml").write_text(layout, encoding="utf-8")
    return folder


def test_a_pack_brings_its_own_and_they_are_offered_with_it(tmp_path: Path) -> None:
    own = "  - sheet: mine\n    items:\n      - {id: urgent, show: answer, q: word_harmed}\n"
    checked = read_pack(packed(tmp_path, GOOD + own), Catalogue.load())
    assert checked.refused == ()
    (layout,) = checked.pack.layouts
    assert layout["id"] == "ours/my-week"
    assert [one["sheet"] for one in layout["parts"]] == ["accountability-staircase", "ours/mine"]
    kept: list[str] = []

    def put(data: Any, _entry: int | None) -> int:
        kept.append(json.dumps(data))
        return 1

    Packs(put, lambda: None).keep(checked.pack, "2026-11-24T20:00:00+01:00")
    again = Pack.from_data(json.loads(kept[0]))
    assert again.same_as(checked.pack)
    assert not again.same_as(Pack(again.id, again.title, again.authors, again.sheets))
    ids = [one.id for one in Catalogue.load().with_packs([again]).layouts("harmed")]
    assert ids[-1] == "ours/my-week"


def test_a_wrong_one_in_a_pack_is_told_and_left_out(tmp_path: Path) -> None:
    checked = read_pack(packed(tmp_path, GOOD.replace("q: next_step", "q: nothing")), Catalogue.load())
    assert checked.pack.layouts == () and len(checked.pack.sheets) == 1
    assert any("summaries/my-week.yaml:12:37: E202" in one for one in checked.refused)


def test_a_pack_from_before_has_none(tmp_path: Path) -> None:
    pack = read_pack(packed(tmp_path, GOOD), Catalogue.load()).pack
    old = {key: one for key, one in pack.to_data().items() if key != "layouts"}
    assert Pack.from_data(old).layouts == ()


def test_everything_it_says_is_told_before_it_is_offered(tmp_path: Path) -> None:
    reader = "reader: {who: A friend, treat: [Burn it]}\n"
    pack = read_pack(packed(tmp_path, HEAD + reader + PARTS), Catalogue.load()).pack
    assert layout_words(pack.layouts[0]) == ("My week", "What I chose.", "A friend", "Burn it", "The way")
