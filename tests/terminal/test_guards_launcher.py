"""The launcher: where it refuses to start, what it hands on, and how long it waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .harness import Terminal
from .test_guards_crash import OUTER, clean

pytestmark = pytest.mark.terminal
PROGRAM = [sys.executable, "-m", "ciworkbook"]


def test_without_a_terminal_it_speaks_in_lines_and_ends_with_its_input() -> None:
    done = subprocess.run(PROGRAM, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert "line by line" in " ".join(done.stdout.split())
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", ["dumb", "", None])
def test_a_terminal_that_cannot_move_its_cursor_gets_lines(name: str | None) -> None:
    with Terminal(PROGRAM, env={"TERM": name}) as terminal:
        terminal.wait_for("This is a private workbook.")
        terminal.type("/leave\r")
        assert terminal.wait_exit() == 0
        assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("size", [(39, 20), (60, 14), (20, 5)])
def test_a_window_that_is_too_small_is_refused_with_both_sizes(size: tuple[int, int]) -> None:
    with Terminal(PROGRAM, size) as terminal:
        assert terminal.wait_exit() == 2
        said = b" ".join(terminal.raw.split()).decode()
        assert "at least 40 columns and 15 rows" in said
        assert f"This one has {size[0]} and {size[1]}." in said
        assert "\x1b" not in said


def test_it_refuses_before_anything_is_made(home: Path) -> None:
    with Terminal(PROGRAM, (30, 10), cwd=home) as terminal:
        terminal.wait_exit()
    assert list(home.rglob("*")) == []


NEW, COPY = "a new Python", "a copy"


@pytest.fixture(params=[NEW, COPY])
def kind(request: pytest.FixtureRequest) -> str:
    """How a session begins."""
    return str(request.param)


def inner(tmp_path: Path, code: str, kind: str = NEW, *, patience: float = 8.0) -> list[str | Path]:
    """A launcher around `code`."""
    session = tmp_path / "session.py"
    session.write_text(code)
    outer = tmp_path / "outer.py"
    outer.write_text(
        f"""
import sys
from ciworkbook import launcher
from ciworkbook.guard import crash
launcher.PATIENCE = {patience}

def session(arguments):
    sys.argv[1:] = arguments
    with open({str(session)!r}) as file:
        code = compile(file.read(), file.name, "exec")
    crash.end(crash.contained(lambda: exec(code, {{"__name__": "__main__"}}) or 0))

new = [sys.executable, "-I", "-B", {str(session)!r}]
sys.exit(launcher.run(new) if {kind!r} == {NEW!r} else launcher.run([], session))
"""
    )
    return [sys.executable, outer]


@pytest.mark.parametrize("status", [0, 2])
def test_a_status_that_is_no_fault_is_handed_on_in_silence(tmp_path: Path, kind: str, status: int) -> None:
    with Terminal(inner(tmp_path, f"raise SystemExit({status})", kind)) as terminal:
        assert terminal.wait_exit() == status
        assert terminal.main_screen_after_exit().strip() == ""
        assert b"1049" not in terminal.raw  # what stood on the screen is not touched


@pytest.mark.parametrize("status", [1, 3, 70])
def test_any_other_status_is_a_fault(tmp_path: Path, kind: str, status: int) -> None:
    with Terminal(inner(tmp_path, f"raise SystemExit({status})", kind)) as terminal:
        assert terminal.wait_exit() == status
        assert "closed because of a fault" in terminal.main_screen_after_exit()


def test_what_stood_on_the_screen_is_still_there_after_a_fault(tmp_path: Path, kind: str) -> None:
    argv = inner(tmp_path, "import os\nos.kill(os.getpid(), 9)", kind)
    shell = 'echo "what stood here before"; "$0" "$1"; echo "what comes after"'
    with Terminal(["sh", "-c", shell, *argv]) as terminal:
        assert terminal.wait_exit() == 0
        lines = [line for line in terminal.main_screen_after_exit().split("\n") if line]
        assert lines[0] == "what stood here before"
        assert lines[-1] == "what comes after"


def test_only_a_description_is_shown_of_a_fault(tmp_path: Path, kind: str) -> None:
    code = """
import os, sys
to = int(sys.argv[sys.argv.index("--channel") + 1].split(",")[0])
for said in ("he was here on 3 March", "KeyError at page.py:1 in f\\\\u001b[31m"):
    os.write(to, b'{"do": "fault", "where": "%s"}\\n' % said.encode())
raise SystemExit(70)
"""
    with Terminal(inner(tmp_path, code, kind)) as terminal:
        assert terminal.wait_exit() == 70
        assert terminal.main_screen_after_exit().strip().endswith("What was saved is still there.")


def test_what_a_library_prints_about_its_troubles_is_not_shown(tmp_path: Path, kind: str) -> None:
    code = "import os\nos.write(2, b'byte index 5 is inside of he-was-here')\n"
    with Terminal(inner(tmp_path, code, kind)) as terminal:
        assert terminal.wait_exit() == 0
        assert b"he-was-here" not in terminal.raw


def test_a_session_that_does_not_end_is_ended(tmp_path: Path, kind: str) -> None:
    code = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"\\x1b[?1049hdeaf and showing")
time.sleep(60)
"""
    with Terminal(inner(tmp_path, code, kind, patience=0.3)) as terminal:
        terminal.wait_for("deaf and showing")
        begun = time.monotonic()
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert time.monotonic() - begun < 10
        clean(terminal)
        assert "deaf" not in terminal.main_screen_after_exit()


def test_the_interrupt_key_is_the_sessions(tmp_path: Path, kind: str) -> None:
    """At a prompt, where the terminal turns Ctrl+C into a signal for both processes."""
    code = """
import time
try:
    print("prompt", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("heard it", flush=True)
"""
    with Terminal(inner(tmp_path, code, kind)) as terminal:
        terminal.wait_for("prompt")
        terminal.press("ctrl+c")
        terminal.wait_for("heard it")
        assert terminal.wait_exit() == 0


def test_the_session_gets_no_file_and_no_variable_it_has_no_use_for(tmp_path: Path) -> None:
    code = """
import os, sys
print(sorted(int(one) for one in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{one}")))
print(sys.argv[1:], [name for name in os.environ if name.startswith(("TEXTUAL", "PYTHON"))], sys.flags.isolated)
"""
    with Terminal(inner(tmp_path, code), env={"TEXTUAL_LOG": "x", "PYTHONVERBOSE": ""}) as terminal:
        assert terminal.wait_exit() == 0
        first, second = terminal.main_screen_after_exit().strip().split("\n")[:2]
        numbers = [int(one) for one in first.strip("[]").split(",")]
        assert len(numbers) == 5  # the terminal twice, nothing for errors, two pipes
        channel = ",".join(map(str, sorted(numbers[3:], reverse=True)))
        assert second.replace(" ", "").startswith("['--channel',")
        assert set(second.partition("'--channel', '")[2].partition("'")[0].split(",")) == set(channel.split(","))
        assert second.endswith("[] 1")


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    code = """
import sys
from ciworkbook import launcher
launcher.session_command()
named = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(sorted(one for one in named if not one.startswith("_")))
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "['ciworkbook']\n"


def test_a_lock_starts_sessions_until_one_leaves(tmp_path: Path, kind: str) -> None:
    count = tmp_path / "count"
    code = f"""
import os
with open({str(count)!r}, "a") as file:
    file.write(str(os.getpid()) + "\\n")
with open({str(count)!r}) as file:
    raise SystemExit(75 if len(file.readlines()) < 4 else 0)
"""
    with Terminal(inner(tmp_path, code, kind)) as terminal:
        assert terminal.wait_exit() == 0
    pids = count.read_text().split()
    assert len(pids) == len(set(pids)) == 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_twenty_locks_leave_the_launcher_as_it_was(tmp_path: Path, kind: str) -> None:
    """The same numbers for the pipes each time, so that no file stays open; no thread, no process, no memory more."""
    log = tmp_path / "log"
    code = f"""
import os, sys
said = dict(line.split(":", 1) for line in open(f"/proc/{{os.getppid()}}/status"))
below = open(f"/proc/{{os.getppid()}}/task/{{os.getppid()}}/children").read().split()
channel = sys.argv[sys.argv.index("--channel") + 1]
with open({str(log)!r}, "a") as file:
    print(channel, said["Threads"].strip(), len(below), said["VmRSS"].split()[0], file=file)
raise SystemExit(75 if len(open({str(log)!r}).readlines()) < 21 else 0)
"""
    with Terminal(inner(tmp_path, code, kind)) as terminal:
        assert terminal.wait_exit() == 0
    channels, threads, below, memory = zip(*(line.split() for line in log.read_text().splitlines()), strict=True)
    assert len(channels) == 21
    assert set(channels) == {channels[0]}
    assert set(threads) == {"1"} and set(below) == {"2"}
    assert int(memory[-1]) - int(memory[1]) < 512, memory


def test_the_folder_and_the_language_are_all_that_is_said_in_arguments(tmp_path: Path) -> None:
    code = "import json, sys\nprint(json.dumps(sys.argv[1:]))\n"
    session = tmp_path / "session.py"
    session.write_text(code)
    outer = tmp_path / "outer.py"
    outer.write_text(
        "import sys\nfrom pathlib import Path\nfrom ciworkbook import launcher\n"
        f"launcher.session_command = lambda: [sys.executable, '-I', {str(session)!r}]\n"
        "sys.exit(launcher.main(folder=Path('here'), language='en'))\n"
    )
    with Terminal([sys.executable, outer], (200, 24), cwd=tmp_path) as terminal:
        assert terminal.wait_exit() == 0
        assert (
            f'["--folder", "{tmp_path}/here", "--language", "en", "--channel", "' in terminal.main_screen_after_exit()
        )


def test_the_launcher_has_two_children_the_second_is_the_session() -> None:
    with Terminal([sys.executable, OUTER]) as terminal:
        terminal.wait_for("the sample is up")
        _outside, session = terminal.children()
        os.kill(session, signal.SIGKILL)
        assert terminal.wait_exit() == 137
