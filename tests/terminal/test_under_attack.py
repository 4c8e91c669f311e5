"""The real session, unlocked, with somebody inside who wants out: no way to a network, no write outside, no program.

- The ways are those of `tests/guard/attacks.py`; there it is shown that each works where nothing refuses it.
- What goes out on purpose still does: the report itself leaves through the outlet.
- Another program of the same person does not see into the session. It does where the guard is left out.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ciworkbook.guard import system_calls, writes

from ..guard import attacks
from ..guard.alone import alone
from ..guard.test_attacks import Listener, listener  # noqa: F401 - a fixture
from ..journeys.evening import choose, go_to
from .harness import Terminal
from .touring import CANARIES, PASSPHRASE, carry_on, first_evening, first_pages, kept, leaky, unlock

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux"),
]
fenced = pytest.mark.skipif(not (system_calls.architecture() and writes.version()), reason="no fences here")
LONG = CANARIES["long text"]
NOBODY = 65534


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    with alone():
        yield tmp_path


def laid_out(place: Path, home: Path, port: int) -> attacks.Ground:
    return attacks.prepare(place / "kept", place / "outside", (Path("/tmp"), home, Path("/dev/shm")), port)


def told(terminal: Terminal, ground: Path) -> dict[str, dict[str, str]]:
    """Have the session do harm, and wait for its report."""
    os.kill(terminal.wait_child(), signal.SIGUSR2)
    report = ground.with_suffix(".told")
    terminal.wait_until(lambda: report.exists() and report.read_text().endswith("}}"), "the report")
    found: dict[str, dict[str, str]] = json.loads(report.read_text())
    report.unlink()
    return found


def nothing_done(found: dict[str, dict[str, str]]) -> None:
    assert set(found) == {"pages", "worker", "thread"}
    for where, results in found.items():
        assert not {name for name, how in results.items() if how == attacks.DONE}, where
        assert len(results) >= len(attacks.NETWORK) + len(attacks.MORE_NETWORK) + len(attacks.WRITES) - 1


Begin = Callable[[Terminal], None]


def practice(terminal: Terminal) -> None:
    """Look around in the made-up case."""
    terminal.wait_for("Whose pages do you want to see?")
    terminal.press("enter")
    terminal.wait_for("All worksheets")


@fenced
@pytest.mark.parametrize("evening", ["later", "first", "practice"])
def test_nothing_gets_out(evening: str, place: Path, home: Path, listener: Listener) -> None:  # noqa: F811
    begin: Begin = {"later": unlock, "first": first_evening, "practice": practice}[evening]
    folder = place / "kept"
    if evening == "later":
        kept(folder)
    ground = laid_out(place, home, listener.port)
    if evening == "first":
        for one in folder.iterdir():
            one.unlink()
    saved = ground.save(place / "ground.json")
    argv = leaky(f"attack={saved}", folder=folder) + (["--practice"] if evening == "practice" else [])
    with Terminal(argv, cwd=place) as terminal:
        begin(terminal)
        if evening == "first":
            for name in ("to-rename", "to-link"):
                (folder / name).write_text("of the workbook")
            (folder / "way-out").symlink_to(place / "outside" / "theirs")
        before = {one.name for one in folder.iterdir()}
        nothing_done(told(terminal, saved))
        assert listener.came() == 0
        assert ground.appeared() == []
        assert {one.name for one in folder.iterdir()} == before
        assert [one.name for one in home.iterdir()] == []
        # And the session goes on.
        terminal.press("f1")
        terminal.wait_for("save and leave at once")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_without_the_fences_much_does(place: Path, home: Path, listener: Listener) -> None:  # noqa: F811
    """The same session but for them: somebody past Python gets out. Those who look would see it."""
    kept(place / "kept")
    ground = laid_out(place, home, listener.port)
    saved = ground.save(place / "ground.json")
    argv = leaky("open-calls", "open-writes", f"attack={saved}", folder=place / "kept")
    with Terminal(argv, cwd=place) as terminal:
        unlock(terminal)
        found = told(terminal, saved)
        terminal.press("ctrl+q")
        terminal.wait_exit()
    # What one of them did stands in the way of those after it.
    done = {name for results in found.values() for name, how in results.items() if how == attacks.DONE}
    assert {"ctypes", "child process past Python", *(name for name, _way in attacks.WRITES)} <= done
    assert not {"socket", "getaddrinfo", "gethostbyname", "UDP", "child process", "webbrowser"} & done  # Python's own
    assert listener.came() == 3, "one from each thread"
    assert "past-python" in ground.appeared()


@fenced
def test_another_folder_can_be_chosen_where_the_first_did_not_do(place: Path, home: Path) -> None:
    """What makes a workbook is fenced in where it is to be made. That stands in the way of no second choice."""
    spoiled, good = place / "spoiled", place / "good"
    spoiled.mkdir()
    (spoiled / ("a" * 32)).write_text("somebody's")  # with nothing that says how its key is made
    with Terminal(leaky(folder=place / "unused"), cwd=place) as terminal:
        first_pages(terminal)
        name_folder(terminal, spoiled, "A folder of this program is there.")
        choose(terminal, "I was harmed", "Another folder")
        choose(terminal, "Another folder", "Where it is kept")
        name_folder(terminal, good, "It will be made.")
        choose(terminal, "I was harmed", "Start something")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert len(list(good.iterdir())) > 3
    assert (spoiled / ("a" * 32)).read_text() == "somebody's"


def name_folder(terminal: Terminal, folder: Path, then: str) -> None:
    """Type `folder` in the place of what stands there, and go on."""
    terminal.wait_quiet()
    go_to(terminal, "Keep it there")
    terminal.press("shift+tab")
    terminal.wait_quiet()
    terminal.press("end", "ctrl+u")
    terminal.wait_quiet()
    terminal.type(str(folder))
    terminal.wait_for(then)
    terminal.press("enter")
    terminal.wait_for("What brings you here?")


# Somebody beside it


AS_NOBODY = f"""
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if os.getuid() == 0:
    os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
os.environ["HOME"] = sys.argv[1]
os.chdir(sys.argv[1])
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def own_place() -> Iterator[Path]:
    """A folder that an ordinary person can reach and write."""
    made = Path(tempfile.mkdtemp(prefix="workbook-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def given_away(place: Path) -> None:
    if os.getuid() == 0:
        for one in (place, *place.rglob("*")):
            os.chown(one, NOBODY, NOBODY)


def as_person(place: Path, argv: Sequence[str | Path]) -> list[str | Path]:
    return [sys.executable, "-I", "-c", AS_NOBODY, place, *argv]


def seen_from_beside(place: Path, pid: int) -> dict[str, dict[str, object]]:
    reader = [sys.executable, "-I", attacks.__file__, "memory", str(pid), PASSPHRASE, LONG]
    command = [str(one) for one in as_person(place, reader)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("guarded", [True, False])
def test_another_program_of_the_same_person_sees_nothing(own_place: Path, guarded: bool) -> None:
    kept(own_place / "kept", begun=True)
    given_away(own_place)
    argv = as_person(own_place, leaky(*([] if guarded else ["traceable"]), folder=own_place / "kept"))
    with Terminal(argv) as terminal:
        unlock(terminal)
        carry_on(terminal)
        terminal.type(LONG)
        terminal.wait_for("saved just now")
        session, launcher = terminal.children()[-1], terminal.pid
        assert Path(f"/proc/{session}/status").read_text().split("Uid:")[1].split()[0] != "0"
        found = seen_from_beside(own_place, session)
        if guarded:
            assert {name: one["done"] for name, one in found.items()} == dict.fromkeys(found, False), found
            assert all(str(one["why"]).endswith((" 1", " 13")) for one in found.values()), found
            for other in (launcher, *terminal.children()):
                beside = seen_from_beside(own_place, other)
                assert not any(one["done"] for one in beside.values()), beside
        else:
            assert all(one["done"] for one in found.values()), found
            assert found["mem"]["canaries"] == [PASSPHRASE, LONG] or found["mem"]["canaries"] == [LONG]
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("guarded", [True, False])
def test_no_file_with_memory_after_a_fault(own_place: Path, guarded: bool) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    if pattern.startswith(("|", "/")):
        pytest.skip("memory after a fault goes elsewhere on this system")
    kept(own_place / "kept", begun=True)
    given_away(own_place)
    argv = as_person(own_place, leaky(*([] if guarded else ["memory-open", "open-writes"]), folder=own_place / "kept"))
    with Terminal(argv) as terminal:
        unlock(terminal)
        carry_on(terminal)
        terminal.type(LONG)
        terminal.wait_for("saved just now")
        os.kill(terminal.children()[-1], signal.SIGSEGV)
        assert terminal.wait_exit() == 128 + signal.SIGSEGV
    files = [one for one in own_place.rglob("core*") if one.is_file()]
    if guarded:
        assert files == []
    else:
        assert any(LONG.encode() in one.read_bytes() for one in files)
