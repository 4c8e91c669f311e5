"""A session that is a copy of the launcher: only where a new Python would be the same, and rid of all else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from ciworkbook.guard import apart

from .harness import Terminal
from .test_guards_launcher import PROGRAM

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has them"),
]
SCRIPT = Path(sysconfig.get_path("scripts")) / "ciworkbook"


def is_copy(command: list[str], home: Path, env: dict[str, str] | None = None) -> bool:
    """Start the program in `home`; tell whether its session is a copy."""
    none = dict.fromkeys((name for name in os.environ if name.startswith(("PYTHON", "COVERAGE"))), None)
    with Terminal([*command, "--plain"], env={**none, "HOME": str(home), **(env or {})}, cwd=home) as terminal:
        terminal.wait_for("This is a private workbook.")
        _outside, session = terminal.children()
        said = Path(f"/proc/{session}/cmdline").read_bytes().split(b"\0")
    new = b"--channel" in said
    assert not new or (said[1] == b"-I" and b"-B" in said)
    return not new


@pytest.mark.parametrize("command", [PROGRAM, [PROGRAM[0], "-I", *PROGRAM[1:]], [str(SCRIPT)]], ids=str)
def test_a_session_is_a_copy_where_the_launcher_is_clean(command: list[str], tmp_path: Path) -> None:
    assert is_copy(command, tmp_path)


def test_an_option_of_python_makes_it_a_new_one(tmp_path: Path) -> None:
    assert not is_copy([PROGRAM[0], "-O", *PROGRAM[1:]], tmp_path)


@pytest.mark.parametrize("name", ["unicodedata", "sitecustomize", "queue"])
def test_a_module_in_the_folder_of_the_person_makes_it_a_new_one(name: str, tmp_path: Path) -> None:
    """One that the launcher reads; one that says how Python starts, by a variable; one that is read later."""
    (tmp_path / f"{name}.py").write_text("import os\nopen(os.environ['HOME'] + '/read', 'w').write('read')\n")
    copied = is_copy(PROGRAM, tmp_path, {"PYTHONPATH": str(tmp_path)} if name == "sitecustomize" else {})
    # What is clean does not look there any more, so that what only comes later is read by nobody.
    assert copied == (name == "queue")
    assert (tmp_path / "read").exists() == (name != "queue")


TELLING = """
import json, os, signal, sys
from ciworkbook import launcher
from ciworkbook.guard import environment, linux, memory

def session(arguments):
    import resource
    told = {
        "files": sorted(int(one) for one in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{one}")),
        "channel": arguments[-1], "arguments": sys.argv[1:], "path": sys.path, "spoken": environment.spoken,
        "errors": os.readlink("/proc/self/fd/2"), "bytecode": sys.dont_write_bytecode,
        "variables": [one for one in (*os.environ, *map(os.fsdecode, os.environb)) if environment.is_unwanted(one)],
        "handlers": [
            one.name for one in signal.valid_signals() if isinstance(one, signal.Signals)
            and callable(signal.getsignal(one)) and signal.getsignal(one) is not signal.default_int_handler
        ],
        "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
        "dumpable": linux.prctl(linux.PR_GET_DUMPABLE), "core": resource.getrlimit(resource.RLIMIT_CORE),
        "threads": len(os.listdir("/proc/self/task")),
    }
    with open(sys.argv[0] + ".told", "a") as file:
        print(json.dumps(told), file=file)
    os.write(int(arguments[-1].split(",")[0]), b'{"do": "language", "where": "es"}\\n')
    os._exit(75 if told["spoken"] == "" else 0)

signal.signal(signal.SIGUSR1, lambda *_: None)
extra = [os.open("/dev/null", os.O_RDONLY) for _ in range(3)] + [os.dup(1)]
for one in extra:
    os.set_inheritable(one, True)
sys.exit(launcher.run(["--folder", "x"], session))
"""


def test_a_copy_has_what_a_new_python_would_have_and_nothing_else(tmp_path: Path) -> None:
    outer = tmp_path / "outer.py"
    outer.write_text(TELLING)
    env = {"TEXTUAL_LOG": "x", "PYTHONBREAKPOINT": "evil", "CIWORKBOOK_SPOKEN": "ar", "RUST_LOG": "trace"}
    with Terminal([sys.executable, outer, "--more"], env=env) as terminal:
        assert terminal.wait_exit() == 0
    usual = subprocess.run(
        [sys.executable, "-I", "-c", "import json, sys; print(json.dumps(sys.path))"], capture_output=True, check=True
    )
    first, second = map(json.loads, (tmp_path / "outer.py.told").read_text().splitlines())
    assert (first["spoken"], second["spoken"]) == ("", "es")
    for told in (first, second):
        assert told["files"] == sorted({0, 1, 2, *map(int, told["channel"].split(","))})
        assert len(told["files"]) == 5
        assert told["errors"] == "/dev/null"
        assert told["arguments"] == told["variables"] == told["handlers"] == []
        assert told["path"] == json.loads(usual.stdout)
        assert told["bytecode"] is True
        assert (told["blocked"], told["threads"], told["dumpable"], told["core"]) == (0, 1, 0, [0, 0])


def test_one_that_nobody_waits_for_any_more_gets_no_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, int]] = []
    copy = apart.Copy(lambda: None, lambda: os.read(0, 1))
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    copy.kill()
    assert sent == [(copy.pid, 9)]
    monkeypatch.undo()
    copy.kill()
    _pid, how = os.waitpid(copy.pid, 0)
    copy.returncode = os.waitstatus_to_exitcode(how)
    assert copy.returncode in (-9, 0, 70)
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    copy.send_signal(15)
    assert len(sent) == 1


# What counts as clean


def seen(code: str, *options: str, **env: str) -> list[str]:
    """What `code` prints, in a process of its own."""
    head = "import os, sys, threading\nfrom ciworkbook.guard import apart\n"
    command = [sys.executable, *(options or ("-I",)), "-c", head + code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **env})
    return done.stdout.split()


def test_a_second_thread_or_a_file_that_is_closed_is_not_whole() -> None:
    code = """
print(apart._is_whole())
end = threading.Event()
other = threading.Thread(target=end.wait)
other.start()
print(apart._is_whole())
end.set()
other.join()
os.close(2)
print(apart._is_whole())
"""
    assert seen(code) == ["True", "False", "False"]


@pytest.mark.parametrize("option", ["-O", "-Xdev", "-Xfaulthandler", "-Werror", "-b"])
def test_a_python_with_an_option_is_not_as_given(option: str) -> None:
    assert seen("print(apart._is_as_given())", "-I", option) == ["False"]


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONSTARTUP", "PYTHONUTF8", "PYTHONANYTHING"])
def test_a_variable_of_python_counts_unless_it_was_told_to_pass_over_them(name: str) -> None:
    code = "print(apart._is_as_given())"
    assert (seen(code, "-P", **{name: "0"}), seen(code, "-I", **{name: "0"})) == (["False"], ["True"])


def test_one_that_is_watched_is_not_as_given() -> None:
    code = """
print(apart._is_as_given())
sys.setprofile(lambda *_: None)
print(apart._is_as_given())
sys.setprofile(None)
sys.settrace(lambda *_: None)
print(apart._is_as_given())
"""
    assert seen(code) == ["True", "False", "False"]


STANDARD, PACKAGES = "/usr/lib/python3/", ("/usr/lib/python3/", "/venv/site-packages/")
OWN = str(Path(apart.__file__).parents[1])


@pytest.mark.parametrize(
    ("name", "origin", "known"),
    [
        ("sys", "built-in", True),
        ("os", "frozen", True),
        ("json", "/usr/lib/python3/json/__init__.py", True),
        ("json", "/venv/site-packages/json.py", False),
        ("json.decoder", "/home/person/json/decoder.py", False),
        ("json", "/usr/lib/python3-evil/json.py", False),
        ("_distutils_hack", "/venv/site-packages/_distutils_hack/__init__.py", True),
        ("sitecustomize", "/home/person/sitecustomize.py", False),
        ("helper", "/home/person/.local/lib/python3/site-packages/helper.py", False),
        ("ciworkbook.words", f"{OWN}/words.py", True),
        ("ciworkbook.words", "/home/person/ciworkbook/words.py", False),
        ("ciworkbook.words", "/venv/site-packages/ciworkbook/words.py", False),
        ("nowhere", None, False),
    ],
)
def test_a_module_is_known_by_where_it_was_read(name: str, origin: str | None, known: bool) -> None:
    module = ModuleType(name)
    module.__spec__ = SimpleNamespace(name=name, origin=origin)  # type: ignore[assignment]
    assert apart._is_known(name, module, STANDARD, PACKAGES) is known


def test_the_main_module_is_ours_or_the_script_of_the_installation() -> None:
    main = ModuleType("__main__")
    for name, known in (("ciworkbook.__main__", True), ("pytest.__main__", False)):
        place = f"{OWN}/__main__.py" if known else "/venv/site-packages/pytest/__main__.py"
        main.__spec__ = SimpleNamespace(name=name, origin=place)  # type: ignore[assignment]
        assert apart._is_known("__main__", main, STANDARD, PACKAGES) is known
    main.__spec__ = None
    for script in (SCRIPT.with_name("pytest"), Path("/tmp/ciworkbook")):
        main.__file__ = str(script)
        assert not apart._is_known("__main__", main, STANDARD, PACKAGES)
