"""A page printed by the real program on a real print server, seen from outside all the way."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ..journeys.evening import at, choose, flat, go_to
from ..spooler import ONLY_HERE, Spooler
from . import stops
from .furnished import furnished
from .stops import Ground
from .touring import CANARIES, leaky, unlock
from .tracing import CALLS, Traced

pytestmark = [pytest.mark.terminal, *ONLY_HERE, pytest.mark.needs("strace", "pdftotext")]

OURS = ("leaky.py", "--as-session")
LONG = CANARIES["long text"]


def test_a_page_goes_from_the_workbook_to_the_printer_and_nowhere_else(tmp_path: Path, home: Path) -> None:
    folder, sheets = tmp_path / "kept", tmp_path / "sheets"
    furnished(folder, sheets)
    # The system refuses calls before strace in its fast way sees them.
    argv = leaky("saves-soon", "esc-soon", "open-calls", folder=folder)
    with Spooler() as spooler:
        spooler.add("Desk", "usb://Maker/Model")
        spooler.add("Hall", "socket://192.0.2.1:9100")
        calls = f"{CALLS},execve,execveat"
        env: dict[str, str | None] = dict(spooler.variables)
        with Traced(argv, tmp_path, env=env, cwd=home, calls=calls, options=["--seccomp-bpf"]) as terminal:
            unlock(terminal)
            stops.reach(Ground(terminal, folder, sheets), "PageText")
            stops.go_on(Ground(terminal, folder, sheets), stops.BY_NAME["PrintPage"])
            assert "Hall" in terminal.text
            assert "over the network" in terminal.text
            go_to(terminal, "Print…", "tab")
            terminal.press("enter")
            terminal.wait_for("This page is going to be printed:")
            assert "The printer's queue keeps a copy on this computer, often for a day." in flat(terminal)
            terminal.wait_until(lambda: "Print nothing" in at(terminal), "the way that prints nothing to be first")
            terminal.wait_quiet(0.15)
            assert spooler.nothing_came()
            choose(terminal, "Print it", "handed to the printer")
            page = spooler.came("Desk")
            said = spooler.called("Desk")
            assert page in spooler.copies()  # what was said of the queue is true
            terminal.press("ctrl+q")
            trace = terminal.trace()
            assert terminal.process.returncode == 0
    read = subprocess.run(["pdftotext", "-", "-"], input=page, capture_output=True, check=True, timeout=60).stdout
    assert LONG in read.decode()
    assert said["title"] == "document"
    assert LONG not in "".join(said.values())
    # Nothing of the page is written to a file, and nothing but the printing programs is started.
    opened = [path for path in trace.opened_for_writing() if not Path(path).is_relative_to(folder)]
    assert [path for path in opened if path != "/dev/tty"] == []
    started = [one for one in trace.started() if not any(words in one for words in OURS)]
    assert [(Path(one.split()[0]).name, one.split()[1:]) for one in started] == [
        ("lpstat", ["-H"]),
        ("lpstat", ["-v"]),
        ("lpstat", ["-H"]),
        ("lpstat", ["-v"]),
        ("lp", ["-d", "Desk", "-t", "document", "-"]),
    ]
    pages = {os.path.basename(one.path.partition(":")[0]) for one in trace.writes() if page[:2000] in one.data}
    assert pages == {"pipe", "socket"}
