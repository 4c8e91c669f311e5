"""For people who write sheets: `new`, `diff`, `check --watch`, and the story each migration needs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciworkbook import cli, cli_authors, cli_sheets
from ciworkbook.answers.stories import tell
from ciworkbook.worksheet import manners, starting
from ciworkbook.worksheet.checking import check_file, check_text
from ciworkbook.worksheet.form_parts import SHEET_ID
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.model import DOORS, TOPICS, Door
from ciworkbook.worksheet.schema import schema_text
from ciworkbook.worksheet.stories import load_stories_text

from .worksheet.sheets import HEAD, sheet

MOOD = "- {id: mood, type: choice, label: Mood, options: [{id: low, label: Low}, {id: dont_know, label: No}]}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# new


def test_new_writes_a_sheet_its_stories_and_the_schema(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "first-step", "--door", "helping", "harmed", "--topic", "goals"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "wrote first-step.yaml",
        f"wrote stories{os.sep}first-step.yaml",
        "wrote worksheet.schema.json",
        "Next: ciworkbook check --watch first-step.yaml",
    ]
    text = (here / "first-step.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=worksheet.schema.json\n")
    assert (here / "worksheet.schema.json").read_text("utf-8") == schema_text()
    data, findings = check_file(here / "first-step.yaml")
    assert findings == [] and data is not None
    assert (data["id"], data["title"], data["topic"]) == ("first-step", "First step", "goals")
    assert data["audience"] == ["helping", "harmed"]
    assert cli.main(["check", "first-step.yaml"]) == 0 and capsys.readouterr().out == ""
    assert cli.main(["stories", "stories/first-step.yaml"]) == 0
    assert capsys.readouterr().out == "5 stories, all true\n"


@pytest.mark.parametrize("taken", ["mine.yaml", "stories/mine.yaml"])
def test_new_writes_over_nothing(here: Path, capsys: pytest.CaptureFixture[str], taken: str) -> None:
    (here / "stories").mkdir()
    (here / taken).write_text("mine", encoding="utf-8")
    before = sorted(here.rglob("*"))
    assert cli.main(["new", "mine"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "is there already. Nothing was written." in told.err
    assert sorted(here.rglob("*")) == before and (here / taken).read_text("utf-8") == "mine"


def test_new_leaves_a_schema_that_is_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "worksheet.schema.json").write_text("{}", encoding="utf-8")
    assert cli.main(["new", "mine"]) == 0
    assert "schema" not in capsys.readouterr().out
    assert (here / "worksheet.schema.json").read_text("utf-8") == "{}"


@pytest.mark.parametrize("name", ["First", "../up", "a_b", "1st", "", "a" * 61, "first\n", "a.yaml"])
def test_new_refuses_a_name_that_is_no_id(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert cli.main(["new", name]) == 2
    assert "small letters" in capsys.readouterr().err and list(here.iterdir()) == []


def test_new_says_where_it_cannot_write(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "stories").write_text("a file where the folder would be", encoding="utf-8")
    assert cli.main(["new", "mine"]) == 1
    assert "cannot be written" in capsys.readouterr().err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.from_regex(SHEET_ID, fullmatch=True).filter(lambda name: not name.endswith("\n"))
    | st.sampled_from(["true", "null", "false", "no", "yes", "e", "x--", "inf", "nan"]),
    st.lists(st.sampled_from(DOORS), min_size=1, unique=True),
    st.sampled_from(TOPICS),
)
def test_every_new_sheet_is_whole_and_its_stories_come_true(name: str, doors: list[Door], topic: str) -> None:
    text = starting.sheet_text(name, doors, topic)
    data, findings = check_text("new.yaml", text)
    loaded, _ = load_text("new.yaml", text)
    assert data is not None and loaded is not None
    findings += manners.check(loaded, data)
    # A name may be a word to avoid itself; that is the author's.
    assert [one for one in findings if one.code != "W501"] == [] and data["id"] == name
    stories, found = load_stories_text("stories.yaml", starting.stories_text(name, doors))
    assert found == [] and stories is not None and stories.of == name
    assert tell(stories, data) == []


# diff


def files(here: Path, *texts: str) -> list[str]:
    names = []
    for number, text in enumerate(texts):
        (here / f"{number}.yaml").write_text(text, encoding="utf-8")
        names.append(f"{number}.yaml")
    return names


def test_diff_tells_grades_and_gives_1_where_answers_are_lost(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = MOOD.replace("label: Mood", "label: How are you")
    names = files(here, sheet(MOOD), sheet(other), sheet(MOOD.replace("id: mood", "id: state")))
    assert cli.main(["diff", names[0], names[1]]) == 0
    assert capsys.readouterr().out == "1.yaml:15:41: wording changed: 'label' of 'mood' changed\n"
    assert cli.main(["diff", names[0], names[2]]) == 1
    assert " will lose: the question 'mood' is gone" in capsys.readouterr().out
    assert cli.main(["diff", "--format", "json", names[0], names[2]]) == 1
    assert {one["grade"] for one in json.loads(capsys.readouterr().out)} == {"will lose"}
    assert cli.main(["diff", names[0], names[0]]) == 0 and capsys.readouterr().out == ""


def test_diff_of_a_faulty_file_tells_what_is_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = files(here, sheet(MOOD), sheet(MOOD.replace("label: Mood", "labl: Mood")))
    assert cli.main(["diff", *names]) == 1
    assert "1.yaml:15:34: E101 unknown key 'labl'" in capsys.readouterr().out
    assert cli.main(["diff", names[0], "gone.yaml"]) == 1
    assert "E001" in capsys.readouterr().out


def test_diff_of_two_different_sheets_is_wrong_use(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = files(here, sheet(MOOD), sheet(MOOD, head=HEAD.replace("id: small", "id: large")))
    assert cli.main(["diff", *names]) == 2
    assert "two different worksheets" in capsys.readouterr().err


# check --watch


def test_watch_checks_again_when_a_file_changes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = files(here, sheet(MOOD))
    path, told = here / name, list[str]()
    doings: Iterator[Callable[[], object]] = iter(
        [
            lambda: None,  # nothing changed: nothing is said
            lambda: path.write_text(sheet(MOOD.replace("label: Mood", "labl: Mood")), encoding="utf-8"),
            lambda: path.write_text(sheet(MOOD.replace("label: Mood", "label: See F2")), encoding="utf-8"),
            lambda: path.unlink(),
        ]
    )

    def sleep(_seconds: float) -> None:
        told.append(capsys.readouterr().out)
        doing = next(doings, None)
        if doing is None:
            raise KeyboardInterrupt
        doing()

    assert cli_authors.watch([Path(name)], sleep=sleep, clock=lambda: "20:14:05") == 1
    assert told == [
        "20:14:05 0.yaml: nothing found\n",
        "",
        "20:14:05 0.yaml: 2 errors\n  0.yaml:15:9: E103 the key 'label' is missing\n"
        "  0.yaml:15:34: E101 unknown key 'labl' - did you mean 'label'?\n",
        "20:14:05 0.yaml: 1 warning\n  0.yaml:15:41: W312 the name of a key, 'F2', may change: leave it out\n",
        "20:14:05 0.yaml: 1 error\n  0.yaml:1:1: E001 there is no file that can be read\n",
    ]


def test_watch_without_files_watches_all_and_sees_new_ones(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_authors, "sheets_folder", lambda: here)
    monkeypatch.setattr(cli_sheets, "sheets_folder", lambda: here)
    files(here, sheet(MOOD), sheet(MOOD))
    told: list[str] = []

    def sleep(_seconds: float) -> None:
        told.append(capsys.readouterr().out)
        if len(told) == 2:
            raise KeyboardInterrupt
        files(here, sheet(MOOD), sheet(MOOD), sheet(MOOD))

    assert cli_authors.watch([], sleep=sleep, clock=lambda: "20:14:05") == 0
    assert told[0] == "20:14:05 2 files: nothing found\n"
    assert told[1].startswith("20:14:05 ") and told[1].endswith("nothing found\n")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another thing there")
@pytest.mark.parametrize(("now", "status"), [("labl: Mood", 1), ("label: Feeling", 0)])
def test_ctrl_c_ends_the_watch_with_the_last_status(here: Path, now: str, status: int) -> None:
    (name,) = files(here, sheet(MOOD))
    command = [sys.executable, "-I", "-m", "ciworkbook", "check", "--watch", name]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": here}
    # Tests that run in the background of a shell have it ignored, and so would the program.
    pipes["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, **pipes) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().endswith("0.yaml: nothing found\n")
        time.sleep(0.05)  # another moment for the file than the one of its first look
        (here / name).write_text(sheet(MOOD.replace("label: Mood", now)), encoding="utf-8")
        assert " 0.yaml: " in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert (running.wait(10), running.stderr.read()) == (status, "")


# Stories of migrations


def test_a_shipped_sheet_with_migrations_and_no_stories_is_named(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_sheets, "sheets_folder", lambda: here)
    steps = "migrations: [{to: 2, note: x, steps: [{do: retire, q: old, why: w}]}]\n"
    text = sheet(MOOD, head=HEAD.replace("version: 1", "version: 2")) + steps
    (here / "small.yaml").write_text(text, encoding="utf-8")
    assert cli.main(["stories"]) == 1
    assert "small.yaml:1:1: E411 the migration to version 2 has no story" in capsys.readouterr().out
    (here / "stories").mkdir()
    story = "format: 1\nof: small\nstories:\n  - name: what was old goes\n    migrates:\n      from: 1\n"
    story += "      asked: [{id: old, type: date, label: Old}]\n      given: {old: 2026-11, mood: low}\n"
    story += "      gives: {mood: low}\n      archived: [old]\n"
    (here / "stories" / "small.yaml").write_text(story, encoding="utf-8")
    assert cli.main(["stories"]) == 0
    assert capsys.readouterr().out == "1 stories, all true\n"
