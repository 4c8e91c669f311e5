"""`doctor`: what it says, what it gives back, and that it says the truth about the guards."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from ciworkbook import cli_doctor, traces
from ciworkbook.guard import children, keeping, system_calls, trial, writes
from ciworkbook.guard.keeping import Finding, Machine, Trace
from ciworkbook.guard.trial import GUARDS

from .guard import apart
from .guard.computers import Computer

VALUES = {
    "where": "/dev/sda2",
    "name": "apport",
    "folder": "/home/r/kept",
    "service": "Dropbox",
    "kind": "nfs",
    "n": "2",
    "file": "~/.bash_history",
    "shell": "bash",
}
SUBJECT = ("harm", "violence", "abuse", "accountab", "safety", "intervention", "survivor")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")


def doctor(*arguments: str, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run it as a person does, in a home of its own."""
    return subprocess.run(
        [sys.executable, "-I", "-m", "ciworkbook", *arguments, "doctor"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "SHELL": "/usr/bin/fish", **environ},
    )


# Words


@pytest.mark.parametrize("id", get_args(Trace))
def test_every_finding_has_words_of_its_own(id: Trace) -> None:
    said = traces.said(Finding(id, VALUES, open=id.endswith("open")))
    assert said.sentence.endswith((".", VALUES["folder"]))
    assert "{" not in said.sentence + said.advice
    others = {traces.said(Finding(one, VALUES)).sentence for one in get_args(Trace) if one != id}
    assert said.sentence not in others
    assert not any(word in (said.sentence + said.advice).lower() for word in SUBJECT)


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_what_is_open_comes_with_one_thing_to_do(shell: str, tmp_path: Path) -> None:
    values = {**VALUES, "shell": shell}
    for id in ("swap_open", "sleep_open", "crash_open", "folder_seen", "folder_network", "history_kept", "window_tmux"):
        said = traces.said(Finding(id, values, open=True))
        assert said.advice.endswith((".", VALUES["folder"])), id


def test_every_guard_has_words() -> None:
    assert len({traces.guard_words(guard) for guard in GUARDS}) == len(GUARDS)


# The command


def test_the_first_lines_say_nothing_of_the_subject(home: Path) -> None:
    done = doctor(home=home)
    assert done.stderr == ""
    assert done.stdout.startswith("What guards this program here\n")
    assert not any(word in done.stdout.lower() for word in SUBJECT)
    assert list(home.iterdir()) == [], "nothing is made"


@linux
def test_it_tells_which_guards_stand_here(home: Path) -> None:
    said = doctor(home=home).stdout
    expected = {
        "The system refuses connections": bool(system_calls.architecture()),
        "The system refuses writing outside": writes.version() > 0,
        "The program itself refuses": True,
        "no file with what was in memory": True,
        "cannot read its memory": True,
    }
    for words, stands in expected.items():
        line = next(line for line in said.splitlines() if words in line)
        assert line.startswith("  yes " if stands else "  not here "), line


def test_one_line_that_starts_it_is_counted_and_no_line_is_shown(home: Path) -> None:
    (home / ".bash_history").write_text("mysql -p Geheimnis\nworkbook --practice\n")
    done = doctor(home=home)
    assert done.returncode == 1
    assert "1 line in ~/.bash_history" in done.stdout
    assert "Geheimnis" not in done.stdout
    assert "--practice" not in done.stdout


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    made = Computer(tmp_path)
    made.environ["SHELL"] = "/usr/bin/fish"
    monkeypatch.setattr(Machine, "here", made.machine)
    monkeypatch.setattr(cli_doctor, "guards", lambda _folder: dict.fromkeys(GUARDS, True))
    return made


def asked(tmp_path: Path) -> argparse.Namespace:
    return argparse.Namespace(folder=tmp_path / "kept", language=None)


def test_nothing_to_do_is_status_0_and_something_is_1(
    computer: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_doctor.doctor(asked(tmp_path)) == 0
    assert "to do" not in capsys.readouterr().out
    computer.swap("/dev/sda1")
    assert cli_doctor.doctor(asked(tmp_path)) == 1
    said = capsys.readouterr().out
    assert said.count("  to do ") == 1
    assert "Have the whole disk of this computer encrypted." in said


def test_guards_that_cannot_be_tried_are_said_so(
    computer: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_doctor, "guards", lambda _folder: {})
    assert cli_doctor.doctor(asked(tmp_path)) == 0
    assert "could not be tried" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "print('[]')", "print('x')", "print('{\"core\": 1}')"])
def test_a_trial_that_goes_wrong_says_nothing(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ciworkbook import launcher

    monkeypatch.setattr(launcher, "session_command", lambda _module: [sys.executable, "-I", "-c", code])
    assert not any(cli_doctor.guards(tmp_path).values())


def test_it_loads_nothing_heavy(home: Path) -> None:
    said = apart.run(f"""
        import os, sys
        os.environ["HOME"] = {str(home)!r}
        from ciworkbook.cli import main
        main(["doctor"])
        heavy = {{"textual", "rich", "yaml", "pydantic", "pyrage", "typst", "zxcvbn"}}
        print(sorted(heavy & set(sys.modules)))
    """)
    assert said.splitlines()[-1] == "[]"


# The trial


@linux
def test_without_guards_none_is_said_to_stand(tmp_path: Path) -> None:
    said = apart.run("from ciworkbook.guard import trial; print(trial.tried(), set(trial.tried().values()))")
    assert said.endswith("{False}\n")


@linux
@pytest.mark.skipif(not (system_calls.architecture() and writes.version()), reason="no fences here")
@pytest.mark.parametrize(
    ("left_out", "guard"),
    [
        ("system_calls.refuse = dict", "connections"),
        ("writes.fence = lambda *_a: {}", "writes"),
        ("network.refuse = dict", "python"),
        ("memory._no_core_files = lambda: False", "core"),
        ("memory._not_dumpable = lambda: False", "memory"),
    ],
)
def test_the_one_that_is_left_out_is_noticed(left_out: str, guard: str, tmp_path: Path) -> None:
    said = apart.run(f"""
        from ciworkbook.guard import memory, network, system_calls, trial, writes
        {left_out}
        trial.main(["--folder", {str(tmp_path)!r}])
    """)
    stands = {name for name in GUARDS if f'"{name}": true' in said}
    assert guard not in stands
    assert {"connections", "programs", "writes", "python", "core", "memory"} - {guard} <= stands


@linux
def test_trying_leaves_nothing_behind(tmp_path: Path, home: Path) -> None:
    before = {place: sorted(os.listdir(place)) for place in (home, tmp_path)}
    apart.run(f"from pathlib import Path; from ciworkbook.guard import trial; trial.tried(Path({str(tmp_path)!r}))")
    assert {place: sorted(os.listdir(place)) for place in before} == before


def test_on_other_systems_it_speaks_of_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert list(trial.tried()) == ["python", "core"]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(children, "stands", lambda: True)
    assert trial.tried() == {"python": False, "programs": True}


def test_findings_are_plain_data() -> None:
    assert keeping.Finding("swap_none") == keeping.Finding("swap_none", {}, open=False)
