"""The command line: what it prints, what it gives back, what it loads."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import ciworkbook
from ciworkbook import __version__, cli, cli_parser
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.model import DOORS
from ciworkbook.worksheet.schema import schema_text

EVERYTHING = Path(__file__).parent / "worksheet" / "everything.yaml"
SUBJECT = ("harm", "violence", "abuse", "accountab", "safety", "intervention", "survivor", "ciworkbook is")

SHIPPED = sheets_folder() / "danger-signs-now.yaml"


def run(*arguments: str, code: str = "", **named: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with hardly any environment."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "HOME") if key in os.environ}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-I", "-m", "ciworkbook"]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False, env={**kept, **named}
    )


LOADED = """
import sys
from ciworkbook.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
heavy = {"textual", "rich", "yaml", "pydantic", "pydantic_core", "pyrage", "typst", "zxcvbn", "polib", "jsonschema"}
print("loaded:", sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["nonsense"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = run(*arguments, code=LOADED, PYTHONPATH=os.pathsep.join(sys.path))
    assert done.stdout.rstrip().endswith("loaded: []"), done.stdout + done.stderr


def test_check_loads_no_textual() -> None:
    done = run("check", str(EVERYTHING), code=LOADED, PYTHONPATH=os.pathsep.join(sys.path))
    assert done.stdout.rstrip().endswith("loaded: ['pydantic', 'pydantic_core', 'yaml']"), done.stdout + done.stderr


def test_help_says_nothing_of_the_subject_at_first() -> None:
    done = run("--help")
    assert done.returncode == 0
    lines = [line for line in done.stdout.split("\n") if line]
    description = next(line for line in lines if "usage" not in line and not line.startswith(" "))
    assert description == "A private workbook."
    assert not any(word in done.stdout.lower() for word in SUBJECT)
    assert all(name in done.stdout for name in ("check", "new", "diff", "stories", "list", "preview", "schema"))


@pytest.mark.parametrize("columns", ["20", "61", "80", "200", "0", "wide"])
def test_help_is_as_wide_as_argparse_would_have_it(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of everything and of each command, though only what is asked for is read."""

    def said() -> list[str]:
        made = cli_parser.parser("ciworkbook")
        found = [made.format_help()]
        for command in cli_parser._COMMANDS:
            with contextlib.redirect_stdout(io.StringIO()) as out, pytest.raises(SystemExit):
                made.parse_args([command, "--help"])
            found.append(out.getvalue())
        return found

    monkeypatch.setenv("COLUMNS", columns)
    ours = said()
    monkeypatch.setattr(cli_parser, "_Help", argparse.RawDescriptionHelpFormatter)
    monkeypatch.setattr(cli_parser, "_CommandHelp", argparse.HelpFormatter)
    assert ours == said()
    assert all(
        one.startswith(f"usage: ciworkbook {name}") for one, name in zip(ours[1:], cli_parser._COMMANDS, strict=True)
    )


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"ciworkbook {__version__}\n")
    assert run("--plain", "--version").stdout == done.stdout  # said by argparse


@pytest.mark.parametrize(
    "given",
    [
        ["--folder", "a b", "--language", "es", "--plain"],
        ["--practice", "--sheets", "x/../y", "--folder", "1", "--folder", "2"],
        ["--folder=x"],
        ["--fold", "x", "--plain"],
        ["--language", "-x"],
        ["--folder", ""],
        ["--folder", "list"],
        ["--folder"],
        ["--", "--plain"],
        ["list"],
        [],
    ],
)
def test_options_are_understood_as_argparse_does(given: list[str]) -> None:
    quick = cli.Opening.of(given)
    if quick is None:
        return
    options = cli_parser.parser("ciworkbook").parse_args(given)
    assert vars(quick) | {"sheets": None} == vars(cli.Opening.told(options)) | {"sheets": None}
    assert Path(quick.sheets or "") == (options.sheets or Path())


def test_what_opens_the_workbook_is_understood_without_argparse() -> None:
    for given in (["--folder", "x"], ["--practice", "--plain"], ["--language", "ko", "--sheets", "y"], []):
        assert cli.Opening.of(given) is not None
    for given in (["--folder=x"], ["--fold", "x"], ["list"], ["--language", "-x"], ["--folder"]):
        assert cli.Opening.of(given) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--format", "xml"],
        ["list", "--door", "front"],
        ["preview"],
        ["--folder"],
        ["schema", "x"],
    ],
)
def test_wrong_use_is_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and "usage:" in done.stderr and "Traceback" not in done.stderr


def test_check_of_shipped_sheets_is_quiet() -> None:
    done = run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_tells_findings_and_gives_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(SHIPPED.read_text("utf-8").replace("label: How has it been lately?", "labl: How?"), encoding="utf-8")
    line = next(at for at, text in enumerate(bad.read_text("utf-8").splitlines(), 1) if "labl: How?" in text)
    assert cli.main(["check", str(SHIPPED), str(bad)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{bad}:{line - 3}:9: E103 the key 'label' is missing",
        f"{bad}:{line}:9: E101 unknown key 'labl' - did you mean 'label'?",
    ]
    assert cli.main(["check", "--format", "json", str(bad)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found[1] == {
        "file": str(bad),
        "line": line,
        "column": 9,
        "code": "E101",
        "level": "error",
        "message": "unknown key 'labl' - did you mean 'label'?",
    }


def test_check_with_warnings_only_gives_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "warned.yaml"
    text = SHIPPED.read_text("utf-8").replace("How has it been lately?", "Should you press F2?")
    sheet.write_text(text, encoding="utf-8")
    assert cli.main(["check", str(sheet)]) == 0
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["W312", "W501"]


def test_check_of_a_missing_file_and_of_a_strange_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(tmp_path / "gone\x1b[2J.yaml")]) == 1
    said = capsys.readouterr().out
    assert "E001" in said and "\x1b" not in said


def test_check_in_a_terminal_that_knows_no_letters(tmp_path: Path) -> None:
    sheet = tmp_path / "x.yaml"
    sheet.write_text("title: é\nłabel: x\n", encoding="utf-8")
    code = "import sys; from ciworkbook.cli import main; sys.exit(main(sys.argv[1:]))"
    named = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("check", str(sheet), code=code, **named)
    assert done.returncode == 1 and "E101 unknown key '?abel'" in done.stdout and done.stderr == ""


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list"]) == 0
    everything = capsys.readouterr().out
    assert "danger-signs-now" in everything
    for door in DOORS:
        assert cli.main(["list", "--door", door]) == 0
        some = capsys.readouterr().out.splitlines()[:-2]  # then comes what the letters mean
        assert some and all(line.split()[0] in everything for line in some)
        letter = dict(zip(DOORS, "HCLF", strict=True))[door]
        assert all(letter in line.split("min  ")[1].split()[0] for line in some)


@pytest.mark.parametrize("order", [["--language", "es", "list"], ["list", "--language", "es"]])
def test_list_in_another_language(order: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list"]) == 0
    english = capsys.readouterr().out.splitlines()
    assert cli.main(order) == 0
    spanish = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in spanish[:-2]] == [line.split()[0] for line in english[:-2]]
    assert any("peligro" in line for line in spanish)
    assert sum(here == there for here, there in zip(english[:-2], spanish[:-2], strict=True)) == 0


def test_preview_shows_every_question_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["preview", str(EVERYTHING), "--door", "helping"]) == 0
    said = capsys.readouterr().out
    for words in (
        "For helping",
        "About 12 minutes.",
        "This is about: harm, {curly} [square].",
        "( ) Fine",
        "( ) Something else",
        "(only if you wrote something at question 1)",
        "More: Longer help",
        "May be said: That sounds hard, you.",
        "Pause: A place to stop.",
        "[ ] One",
        "1 = Not",
        "for each: Done / Later",
        "as many as you like: event",
        "(the people of question 10)",
        "Never / Once / Often",
        "CC-BY-4.0",
    ):
        assert words in said, words
    assert said.index("( ) Mend") < said.index("( ) Stop")  # stairs stand with the first step at the bottom
    assert all(len(line) <= 78 for line in said.splitlines())
    assert "${" not in said


@pytest.mark.parametrize(
    ("title", "cells"), [("Where are we", 12), ("我们在哪里", 10), ("우리는 어디에", 13), ("हम कहाँ हैं", 8)]
)
def test_what_stands_below_a_title_in_a_preview_is_as_wide_as_a_terminal_shows_it(
    title: str, cells: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = EVERYTHING.read_text(encoding="utf-8").splitlines()
    titled = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    (sheet := tmp_path / "everything.yaml").write_text("\n".join(titled), encoding="utf-8")
    assert cli.main(["preview", str(sheet), "--door", "helping"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[said.index(title) + 1] == "=" * cells


def test_preview_of_a_faulty_file_and_of_a_door_it_is_not_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: x\n", encoding="utf-8")
    assert cli.main(["preview", str(bad)]) == 1
    assert "E103" in capsys.readouterr().out
    narrow = tmp_path / "narrow.yaml"
    text = "format: 1\nid: n\nversion: 1\nlanguage: en\ntitle: N\nabout: N\ntopic: allies\n"
    text += "minutes: 1\naudience: [helping]\n"
    text += "credit: {license: x, authors: [y]}\n"
    text += "sections: [{id: s, title: S, questions: [{id: q, type: note, label: 'Read [/this] {x}'}]}]\n"
    narrow.write_text(text, encoding="utf-8")
    assert cli.main(["preview", str(narrow), "--door", "harmed"]) == 2
    assert "only for helping" in capsys.readouterr().err
    assert cli.main(["preview", str(narrow)]) == 0
    assert "Read [/this] {x}" in capsys.readouterr().out


def test_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()
    assert cli.main(["schema", "-o", str(tmp_path / "s.json")]) == 0
    assert (tmp_path / "s.json").read_text("utf-8") == schema_text()
    assert cli.main(["schema", "-o", str(tmp_path / "no" / "s.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["stories"]) == 0
    assert capsys.readouterr().out.endswith("stories, all true\n")
    (tmp_path / "stories").mkdir()
    (tmp_path / "everything.yaml").write_text(EVERYTHING.read_text("utf-8").split("migrations:")[0], encoding="utf-8")
    story = tmp_path / "stories" / "everything.yaml"
    story.write_text("format: 1\nof: everything\nstories:\n  - {name: one, sees: [end]}\n", encoding="utf-8")
    assert cli.main(["stories", str(story)]) == 1
    assert capsys.readouterr().out == f"{story}:4:24: E410 story 'one': 'end' is not asked\n"
    story.write_text("format: 1\nof: gone\nstories:\n  - {name: one}\n", encoding="utf-8")
    assert cli.main(["stories", str(story)]) == 1
    assert "2:5: E401" in capsys.readouterr().out


def test_without_a_command_the_workbook_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def main(*, folder: str | None, language: str, practice: bool = False, sheets: str | None, plain: bool) -> int:
        asked.append((folder, language, sheets, plain))
        return 7

    launcher = ModuleType("ciworkbook.launcher")
    monkeypatch.setattr(launcher, "main", main, raising=False)
    monkeypatch.setitem(sys.modules, "ciworkbook.launcher", launcher)
    monkeypatch.setattr(ciworkbook, "launcher", launcher, raising=False)
    assert cli.main([]) == 7
    assert cli.main(["--folder", str(tmp_path), "--language", "es"]) == 7
    assert cli.main(["--sheets", str(tmp_path)]) == 7
    assert cli.main(["--plain"]) == 7
    assert asked == [
        (None, "", None, False),
        (str(tmp_path), "es", None, False),
        (None, "", str(tmp_path), False),
        (None, "", None, True),
    ]


def test_a_reader_that_leaves_early_is_no_crash() -> None:
    code = "import sys; from ciworkbook.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "preview", str(EVERYTHING)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert b"Traceback" not in complaint
