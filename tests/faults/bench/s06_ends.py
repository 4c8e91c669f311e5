"""However the program ends, on whatever page, nothing of the person's is left on the terminal, and it is in order.

- Seven ways: leaving, SIGTERM, SIGHUP, SIGINT, SIGKILL, SIGSEGV, an error out of a timer (errors in fifty other places
  are the next row). Looked at: every byte after the alternate screen was left, the ordinary screen, what scrolled off
  it, how the terminal reads and writes, the cursor, and the exit status.
- What was said to be saved is there afterwards.
- Control: launcher and session killed at the same time. Nobody is left to erase the page, and the look finds it.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ciworkbook.guard.status import CRASHED, DONE

from ...terminal import stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.leaky import ERROR_CANARY
from ...terminal.stops import Ground
from ...terminal.touring import CANARIES, PASSPHRASE, TYPED, told, unlock
from . import Measured, Row, Size

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGKILL", "SIGSEGV")
WAYS = ("leaving", *SIGNALS, "an error")
SAID = "The workbook closed because of a fault. What was saved is still there."
WORDS = {**CANARIES, **TYPED, "the text of an error": ERROR_CANARY}


def measure(size: Size) -> Measured:
    """End in each way on each page."""
    found = [one for part in size.spread(_ends, len(_pairs(size))) for one in part]
    wrong = [f"{way} on {page}: {', '.join(told)}" for way, page, _count, told in found if told]
    bytes_after = sum(count for _way, _page, count, _told in found)
    control = _nobody_left(size.work)
    said = (
        f"{len(wrong)} of {len(found)} ends ({len({one[0] for one in found})} ways, {len({one[1] for one in found})} "
        f"pages) left something of {len(WORDS)} canaries, in {bytes_after:,} bytes sent after the pages; control "
        f"{'found' if control else 'NOT found'}"
    )
    return Measured("; ".join([said, *wrong[:4]]), met=not wrong and control)


def _pairs(size: Size) -> list[tuple[str, str]]:
    """Every way on every page; at CI size each way on one page, those that show the most."""
    if not size.full:
        shows = ["Sheet", "ReadThrough", "PageText", "Cover", "VisitPage", "NamesPage", "PersonPage"]
        return list(zip(WAYS, shows, strict=True))
    pairs = [(way, one.name) for one in stops.in_order() for way in WAYS]
    return pairs[: max(len(WAYS), round(len(pairs) * size.part))]


def _ends(size: Size, share: int) -> list[tuple[str, str, int, list[str]]]:
    """For each pair: the way, the page, the bytes after the pages, and what was wrong."""
    pairs = _pairs(size)[size.number :: size.of][:share]
    made = size.work / "made"
    furnished(made, size.work / "sheets")
    found = []
    for number, (way, name) in enumerate(pairs):
        folder = size.work / f"kept-{number}"
        shutil.copytree(made, folder)
        armed = size.work / f"armed-{number}"
        with opened(size.work, folder, f"fault=timer:{armed}") as ground:
            stops.reach(ground, name)
            count, wrong = _end(ground, way, armed)
        if WORDS["long text"] not in told(folder):
            wrong.append("what was saved is gone")
        found.append((way, name, count, wrong))
        shutil.rmtree(folder)
        size.progress(number + 1, len(pairs), "ends")
    return found


@contextmanager
def opened(work: Path, folder: Path, *changes: str, sheets: Path | None = None) -> Iterator[Ground]:
    """Open the workbook in `folder`, at home; `work` is the home of the person."""
    env = {"HOME": str(work), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    (work / "page.pdf").unlink(missing_ok=True)
    with Terminal(stops.command(folder, *changes), env=env, cwd=work) as terminal:
        unlock(terminal)
        yield Ground(terminal, folder, sheets or work / "sheets")


def _end(ground: Ground, way: str, armed: Path) -> tuple[int, list[str]]:
    terminal = ground.terminal
    stops.put_back(ground)
    if way == "leaving":
        terminal.press("ctrl+q")
        wanted = DONE
    elif way == "an error":
        armed.touch()
        wanted = CRASHED
    else:
        number = signal.Signals[way]
        os.kill(terminal.children()[-1], number)
        wanted = 128 + number
    status = terminal.wait_exit()
    wrong = left_on(terminal)
    if status != wanted:
        wrong.append(f"status {status}")
    lines = terminal.main_screen_after_exit().strip().splitlines()
    if lines[:1] != ([SAID] if way in ("SIGKILL", "SIGSEGV", "an error") else []):
        wrong.append(f"it said {lines!r}")
    return len(terminal.after_alternate()), wrong


def left_on(terminal: Terminal) -> list[str]:
    """What is wrong with a terminal after the program has ended."""
    ordinary, after = terminal.main_screen_after_exit(), terminal.after_alternate()
    wrong = [name for name, word in WORDS.items() if word in ordinary or word.encode() in after]
    if PASSPHRASE.encode() in terminal.raw or ERROR_CANARY.encode() in terminal.raw:
        wrong.append("a passphrase or the text of an error was shown")
    if terminal.is_alternate:
        wrong.append("alternate screen")
    if not terminal.shows_cursor:
        wrong.append("no cursor")
    if terminal.modes() != terminal.modes_before:
        wrong.append("modes")
    return wrong


def _nobody_left(work: Path) -> bool:
    folder = furnished(work / "control", work / "control-sheets")
    with opened(work, folder) as ground:
        stops.reach(ground, "Sheet")
        session = ground.terminal.children()[-1]
        # Held first, so that neither has the time to see that the other one is gone.
        os.kill(ground.terminal.pid, signal.SIGSTOP)
        os.kill(session, signal.SIGKILL)
        ground.terminal.process.kill()
        ground.terminal.wait_exit()
        return {"long text", "alternate screen"} <= set(left_on(ground.terminal))


ROW = Row(
    "S6",
    "what is left on the terminal, after seven ways of ending on every page",
    "0 canaries in 7 ways × all pages",
    measure,
)
