"""One long evening, seen from outside, for the rows that look at it: made once a run, then read by each of them.

- Three programs under strace on a fresh ext4 file system that holds home, temporary folder and workbooks. The first
  goes from nothing to home, sets own words, is locked and opened again, makes a workbook beside it, and is left from
  that one. The second is opened with a wrong passphrase first, types a canary into every kind of field, visits every
  page, saves one page as a file, and ends by a fault. The third opens a workbook with a damaged file.
- Where no loop device can be had, the same happens in a plain folder; `Evening.image` is then None.
- What is kept of it lies in a folder shared by the rows of one run: records, screens, bytes, the image.
"""

from __future__ import annotations

import functools
import os
import pickle
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from ...journeys.evening import at, choose
from ...terminal import stops, touring
from ...terminal.furnished import furnished
from ...terminal.stops import Ground, Stop
from ...terminal.tracing import CALLS, Trace, Traced
from . import Size

STARTS = "execve,execveat"
MEGABYTES = 96


@dataclass
class Seen:
    """One program, from its start to its end.

    Attributes:
        trace: What strace recorded.
        raw: Every byte sent to the terminal.
        left: The ordinary screen and what scrolled off it, after the end.
        status: The exit status.
        stops: What stood on the screen at each stop.
        notes: Names of pages, widgets and modules, "page Home".
    """

    trace: str = field(repr=False)
    raw: bytes = field(repr=False)
    left: str = field(repr=False)
    status: int
    stops: dict[str, str]
    notes: list[str]

    def noted(self, kind: str) -> set[str]:
        """The names noted for "page", "widget" or "module"."""
        return {line.partition(" ")[2] for line in self.notes if line.startswith(f"{kind} ")}


@dataclass
class Evening:
    """The programs, and where their files are: below `root`, or in `image`, an ext4 file system, if there is one."""

    programs: tuple[Seen, ...]
    root: Path
    """Where it was mounted, or still is a plain folder."""
    image: Path | None
    saved: Path
    """The one file that was saved on purpose."""
    page: bytes = field(repr=False)
    """What is in it."""

    @property
    def raw(self) -> bytes:
        """Every byte that was sent to a terminal."""
        return b"".join(one.raw for one in self.programs)

    def noted(self, kind: str) -> set[str]:
        """The names noted for "page", "widget" or "module", by any of the programs."""
        return {name for one in self.programs for name in one.noted(kind)}

    @functools.cached_property
    def traces(self) -> list[Trace]:
        """The records of the programs."""
        return [Trace(one.trace) for one in self.programs]


def evening(size: Size) -> Evening:
    """Return the evening of this run; made by whoever asks first."""
    place = size.shared / "evening"
    with FileLock(size.shared / "evening.lock"):
        done = place / "evening.pickle"
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            done.write_bytes(pickle.dumps(_have(place)))
        found: Evening = pickle.loads(done.read_bytes())
        return found


def _have(place: Path) -> Evening:
    root = place / "root"
    root.mkdir()
    image = place / "disk.img" if can_mount() else None
    with mounted(image, root, make=True) if image else _plain():
        for name in ("home", "temporary", "working"):
            (root / name).mkdir()
        record = place / "record"
        record.mkdir()
        sheets = place / "sheets"
        first = _run(root, record, root / "home" / "kept", sheets, _first)
        furnished(root / "home" / "other", sheets)
        second = _run(
            root,
            record,
            root / "home" / "other",
            sheets,
            _second,
            f"fault=screen:{place / 'armed'}",
            armed=place / "armed",
        )
        damaged = furnished(root / "home" / "third", place / "more sheets")
        mend = stops.spoil(damaged)
        third = _run(root, record, damaged, sheets, _third)
        mend()
        saved = root / "home" / "page.pdf"
        page = saved.read_bytes()
        os.sync()
    return Evening((first, second, third), root, image, saved, page)


def _run(
    root: Path,
    record: Path,
    folder: Path,
    sheets: Path,
    part: Callable[[Ground, dict[str, str], Path], None],
    *changes: str,
    armed: Path = Path(),
) -> Seen:
    notes = record / f"notes-{folder.name}"
    env: dict[str, str | None] = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(root / "temporary"))
    env |= {name: None for name in os.environ if name.startswith("XDG_")}
    env |= {"HOME": str(root / "home"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    shown: dict[str, str] = {}
    # The system refuses calls before strace in its fast way sees them; what is looked for is that none is made.
    argv = stops.command(folder, f"notes={notes}", "open-calls", *changes)
    calls = f"{CALLS},{STARTS}"
    with Traced(argv, record, env=env, cwd=root / "working", calls=calls, options=["--seccomp-bpf"]) as terminal:
        part(Ground(terminal, folder, sheets), shown, armed)
        status = terminal.wait_exit()
        left = terminal.main_screen_after_exit()
        trace = terminal.record.read_text(encoding="ascii", errors="replace")
        return Seen(trace, terminal.raw, left, status, shown, notes.read_text().splitlines())


def _first(ground: Ground, shown: dict[str, str], _armed: Path) -> None:
    terminal = ground.terminal
    terminal.wait_for("This is a private workbook.")
    choose(terminal, "I have a backup of a workbook", "Where is the backup?")
    touring.back(terminal, "This is a private workbook.")
    touring.first_evening(terminal)
    touring.settings(terminal)
    shown["Home, at first"] = terminal.text
    touring.lock_by_key(terminal)
    shown["The door"] = terminal.text
    touring.unlock(terminal)
    touring.beside(terminal)
    terminal.press("ctrl+q")


def _second(ground: Ground, shown: dict[str, str], armed: Path) -> None:
    terminal = ground.terminal
    terminal.wait_for("Passphrase:")
    terminal.type(touring.CANARIES["wrong passphrase"] + "\r")
    terminal.wait_for("does not open")
    touring.unlock(terminal)

    def see(stop: Stop) -> None:
        shown[stop.name] = terminal.text
        for name in _TYPED_AT.get(stop.name, ()):
            if name == "enter":
                terminal.press("enter")
                terminal.wait_quiet(0.3)
            elif len(name) == 1:
                terminal.type(name)
                terminal.wait_until(lambda: at(terminal).split()[:2] == ["▸", name], "the line")  # noqa: B023
            elif name:
                touring.write(terminal, name)
            else:
                terminal.press("tab")
                terminal.wait_until(lambda: at(terminal), "the next field")
                terminal.wait_quiet(0.15)

    stops.walk(ground, see)
    touring.home(terminal)
    stops.begin_every(ground)
    touring.every_kind(terminal)
    terminal.press("f4")
    terminal.wait_for("You are here.")
    touring.back(terminal, "Which step")
    terminal.wait_gone("You are here.")
    terminal.wait_quiet(0.2)
    armed.touch()
    terminal.press("pagedown")


def _third(ground: Ground, shown: dict[str, str], _armed: Path) -> None:
    terminal = ground.terminal
    terminal.wait_for("Passphrase:")
    terminal.type(touring.PASSPHRASE + "\r")
    terminal.wait_for("Start something")
    choose(terminal, "What was noticed", "Look at the version before", "up")
    shown["NoticedPage, on opening"] = terminal.text
    choose(terminal, "Look at the version before", touring.CANARIES["long text"])
    shown["VersionPage"] = terminal.text
    terminal.press("ctrl+q")


_TYPED_AT = {
    "Numbers": ("", "name at a number, typed", "", "number, typed", "enter"),
    "ToReader": ("title, typed", "", "to the reader, typed"),
    "Sheets": ("x", "looked for, typed"),
    "FindPage": ("looked for, typed",),
}
"""What is typed at a stop; "" goes to the next field, a single letter to where letters go."""


# File systems


def can_mount() -> bool:
    """Tell whether a file system in a file can be made and mounted here."""
    return os.geteuid() == 0 and Path("/dev/loop-control").exists() and shutil.which("mkfs.ext4") is not None


@contextmanager
def mounted(image: Path, at: Path, *, make: bool = False, options: str = "loop") -> Iterator[None]:
    """Mount the ext4 file system in `image` at `at`; with `make`, make it first."""
    if make:
        with image.open("wb") as file:
            file.truncate(MEGABYTES * 2**20)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    subprocess.run(["mount", "-o", options, image, at], check=True)
    try:
        yield
    finally:
        for _try in range(50):  # what was killed a moment ago may still have a file open
            if subprocess.run(["umount", at], check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        else:
            subprocess.run(["umount", "-l", at], check=True)


@contextmanager
def _plain() -> Iterator[None]:
    yield


def pieces(image: Path) -> Iterator[bytes]:
    """Yield what is written in a file that is mostly holes."""
    with image.open("r+b") as file:
        number, end, size = file.fileno(), 0, image.stat().st_size
        os.fsync(number)  # what is still in memory only would be taken for a hole
        while end < size:
            try:
                start = os.lseek(number, end, os.SEEK_DATA)
            except OSError:
                return
            end = os.lseek(number, start, os.SEEK_HOLE)
            yield os.pread(number, end - start, start)
