"""The same pages without a network: each stop of the tour looks the same in an empty network namespace.

- The screens are compared as a person sees them, through pyte, cell by cell of text, at every stop.
- Control: one page is compared with the same page one key later, and has to differ.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from ...terminal import stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.stops import Ground, Stop
from ...terminal.touring import unlock
from . import Measured, Row, Size

FEW = {"Help", "Sheet short_text", "PersonPage"}
"""The stops at CI size; those on the way to them are looked at too."""
APART = ("unshare", "-rn")
SAVED = re.compile(r" *(saved just now|saved)$", re.MULTILINE)
"""How long ago something was saved is a matter of time, not of the network."""


def measure(size: Size) -> Measured:
    """Walk twice and compare."""
    if shutil.which("unshare") is None or subprocess.run([*APART, "true"], check=False, capture_output=True).returncode:
        return Measured("", met=None, why="a network namespace cannot be made here")
    interfaces = subprocess.run(
        [*APART, "sh", "-c", "cat /proc/net/dev | tail -n +3 | wc -l; cat /proc/net/route | tail -n +2 | wc -l"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    made = furnished(size.work / "made", size.work / "sheets")
    # The path of the folder is shown on a page, so both walks have it at the same place.
    usual = walked(size, made)
    without = walked(size, made, APART)
    differ = [name for name in usual if usual[name] != without.get(name)]
    cells = sum(len(line) for text in usual.values() for line in text.split("\n"))
    control = usual["Home"] != usual["Help"]
    said = (
        f"{len(usual) - len(differ)} of {len(usual)} stops equal without a network ({interfaces[0]} interface, "
        f"{interfaces[1]} routes there), {cells:,} characters; control {'differs' if control else 'does NOT differ'}"
    )
    wanted = {one.name for one in stops.STOPS if _wanted(size, one)}
    said = "; ".join([said, *(_first_difference(name, usual[name], without.get(name, "")) for name in differ[:5])])
    return Measured(said, met=not differ and set(usual) == wanted and control)


def _first_difference(name: str, one: str, other: str) -> str:
    pairs = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
    return next((f"{name}: {a.strip()!r}, {b.strip()!r}" for a, b in pairs if a != b), name)


def _wanted(size: Size, stop: Stop) -> bool:
    few = {one.name for name in FEW for one in stops.leads_to(name)}
    return size.full or stop.name in few


def walked(size: Size, made: Path, before: Sequence[str] = (), *changes: str) -> dict[str, str]:
    """Visit the stops in a copy of the folder `made`, and return what stood on the screen at each."""
    shown: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=size.work) as unused:
        home = size.work / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        folder = Path(shutil.copytree(made, home / "kept"))
        env = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "TMPDIR": unused}
        with Terminal([*before, *stops.command(folder, *changes)], env=env, cwd=home) as terminal:
            unlock(terminal)
            ground = Ground(terminal, folder, size.work / "sheets")

            def see(stop: Stop) -> None:
                terminal.wait_quiet(1.0 if size.full else 0.3)  # the busier machine may be a moment behind
                shown[stop.name] = SAVED.sub("", terminal.text)

            stops.walk(ground, see, lambda stop: _wanted(size, stop))
            terminal.press("ctrl+q")
            terminal.wait_exit()
    return shown


ROW = Row(
    "S2", "the tour in an empty network namespace, compared at each stop", "every screen equal", measure, optional=True
)
