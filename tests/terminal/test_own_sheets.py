"""A folder of sheets that means harm, given to the real program: it is refused, and strace sees no write and no look
behind its links."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ..journeys.evening import choose
from ..worksheet.packing import ABOUT, GOOD, folder, small, tree
from .test_leaks_tour import Places, traced
from .touring import back, kept, leaky, unlock
from .tracing import Trace

pytestmark = [pytest.mark.terminal, pytest.mark.needs("strace")]

SECRET = "Zwiebelturm-am-Wehr"


def hostile(at: Path) -> Path:
    """A folder with everything in it."""
    outside = at.parent / "outside.yaml"
    outside.write_text(f"{SECRET}\n")
    at = folder(
        at,
        {
            "pack.yaml": ABOUT,
            "small.yaml": GOOD,
            "danger.yaml": small("danger-signs-now"),
            "bomb.yaml": "a: &a [x, x]\nb: [*a, *a]\n",
            "zz-run.sh": f"#!/bin/sh\ntouch {at.parent}/owned\n",
        },
    )
    (at / "link.yaml").symlink_to(outside)
    os.mkfifo(at / "pipe.yaml")
    return at


def opened(trace: Trace) -> list[str]:
    """Every path that was opened, for reading too."""
    found = []
    for line in trace.lines:
        if re.match(r"(?:\d+ +)?open(?:at2?)?\(", line) and (named := re.search(r'"((?:\\x[0-9a-f]{2})*)"', line)):
            found.append(bytes.fromhex(named[1].replace("\\x", "")).decode(errors="replace"))
    return found


@pytest.fixture
def places(home: Path, tmp_path: Path) -> Places:
    """Empty folders for one run."""
    found = Places(home, tmp_path / "temporary", tmp_path / "working", tmp_path / "record")
    for one in (found.temporary, found.working, found.record):
        one.mkdir()
    return found


def test_a_hostile_folder_is_refused_and_nothing_is_written(places: Places, tmp_path: Path) -> None:
    kept(places.folder)
    bad = hostile(tmp_path / "bad")
    good = folder(tmp_path / "good", {"pack.yaml": ABOUT, "small.yaml": GOOD})
    before = [tree(one) for one in (bad, good, places.working, places.temporary)]
    with traced(places, [*leaky(folder=places.folder), "--sheets", str(bad)]) as terminal:
        unlock(terminal)
        terminal.wait_for("You named a folder with worksheets.")
        choose(terminal, "Settings", "Worksheets of my own")
        choose(terminal, "Worksheets of my own", "nothing that can be added")
        choose(terminal, "nothing that can be added", "Nothing of this can be added.")
        terminal.wait_for("There is a link in it: link.yaml.")
        back(terminal, "A folder or a zip file")
        terminal.press("down")
        terminal.wait_quiet(0.3)  # until the line has the keys
        terminal.type(f"{good}\r")
        terminal.wait_for("By A group")
        terminal.press("ctrl+q")
        trace = terminal.trace()
    assert [tree(one) for one in (bad, good, places.working, places.temporary)] == before
    outside = {path for path in trace.opened_for_writing() if not Path(path).is_relative_to(places.folder)}
    assert outside <= {"/dev/tty"}
    assert [path.name for path in places.home.iterdir()] == ["kept"]
    assert not trace.reached_out() and len(trace.started()) == 1, "the launcher, of which the session is a copy"
    names = [Path(path).name for path in opened(trace)]
    assert names.count("bad") == names.count("good") == 1
    assert "small.yaml" in names  # of the good one
    assert not {"outside.yaml", "link.yaml", "pipe.yaml", "zz-run.sh", "bomb.yaml", "danger.yaml"} & set(names)
    assert SECRET not in terminal.raw.decode(errors="replace")
