"""An error in each of fifty places of the program: nothing of the person's is shown or written, and it is no success.

- In every layer, and from every way code is run: a key, a message, a timer, a thread, a task, mounting, composing,
  layout, drawing, saving. Each error carries a canary in its text and its locals, and what the person wrote in its
  arguments.
- Looked at: the terminal as after every other end (`s06_ends`), every byte sent, standard error, and every file.
- Control: plain Textual shows the canary in its report of the same error.
"""

from __future__ import annotations

import shutil
import sys

from ciworkbook.guard import crash
from ciworkbook.guard.status import CRASHED

from ...terminal import stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.leaky import ERROR_CANARY, FAULTS
from ...terminal.touring import told
from ...terminal.tracing import files_with
from . import Measured, Row, Size
from .s06_ends import SAID, WORDS, left_on, opened

POINTS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            "field", "widget", "said", "line drawn", "text", "handler", "asking", "worksheet", "flow", "messages",
            "question", "desk", "visit", "visit data", "workbook", "vault", "object", "sealing", "names", "looking",
            "writing", "drawing",
        ),
        ("Sheet", "x"),
    ),
    **dict.fromkeys(
        ("head", "screen", "page", "widgets", "leaves", "piping", "pulling", "making", "layout"), ("Sheet", "pagedown")
    ),
    **dict.fromkeys(("skipping", "render"), ("Sheet", "f2")),
    **dict.fromkeys(("reading", "telling", "body", "on mount"), ("Sheet", "f4")),
    "picks": ("Sheet choice", "down"),
    **dict.fromkeys(("slider", "slider key"), ("Sheet scale", "right")),
    "staircase": ("Sheet staircase", "v"),
    **dict.fromkeys(("look back", "comparing"), ("LookBack", "enter")),
    **dict.fromkeys(("summary", "names in it"), ("NamesPage", "space")),
    **dict.fromkeys(("tick", "draft"), ("Preview", "space")),
    "settings": ("RoomPage", "enter"),
    "people": ("PersonPage", "x"),
    "cover": ("Sheet", "f8"),
    "timer": ("Sheet", "left"),
    "thread": ("Sheet", "f3"),
    "task": ("Sheet", "f1"),
}  # fmt: skip
"""For each place: the stop from which it is reached, and the key that sets it off."""
FEW = ["sealing", "on mount", "layout", "cover", "thread", "task"]
PLAIN = """
from textual.app import App
class Plain(App):
    def on_mount(self):
        answer = "grauwacke-in-an-error"
        raise KeyError(answer)
Plain().run()
"""


def measure(size: Size) -> Measured:
    """Raise everywhere."""
    names = _names(size)
    found = [one for part in size.spread(_raising, len(names)) for one in part]
    wrong = [f"{name}: {', '.join(told)}" for name, _count, _files, told in found if told]
    control = _plain(size)
    said = (
        f"{len(wrong)} of {len(found)} places left something of {len(WORDS)} canaries, in "
        f"{sum(one[1] for one in found):,} bytes sent and {sum(one[2] for one in found)} files; "
        f"{len(set(FAULTS) - set(POINTS) - {'pdf'})} places without a key; control "
        f"{'found' if control else 'NOT found'}"
    )
    return Measured("; ".join([said, *wrong[:5]]), met=not wrong and control and len(POINTS) >= 50)


def _names(size: Size) -> list[str]:
    return list(POINTS)[: max(len(FEW), round(len(POINTS) * size.part))] if size.full else FEW


def _raising(size: Size, share: int) -> list[tuple[str, int, int, list[str]]]:
    """For each place: its name, the bytes sent, the files there, and what was wrong."""
    home = size.work / "home"
    home.mkdir()
    made = furnished(size.work / "made", size.work / "sheets")
    found = []
    names = _names(size)[size.number :: size.of][:share]
    for number, name in enumerate(names):
        folder, armed = home / "kept", size.work / f"armed-{number}"
        shutil.copytree(made, folder)
        stop, key = POINTS[name]
        with opened(home, folder, f"fault={name}:{armed}", sheets=size.work / "sheets") as ground:
            terminal = ground.terminal
            stops.reach(ground, stop)
            armed.touch()
            terminal.press(key)
            try:
                status = terminal.wait_exit(15)
            except AssertionError:
                found.append((name, 0, 0, [f"went on: {stop}, {key}"]))
                shutil.rmtree(folder)
                continue
            wrong = left_on(terminal) + ([] if status == CRASHED else [f"status {status}"])
            lines = terminal.main_screen_after_exit().strip().splitlines()
            if lines[:1] != [SAID] or len(lines) != 2 or not crash.is_description(lines[1]):
                wrong.append(f"it said {lines!r}")
            count = len(terminal.raw)
        files = [path for path in home.rglob("*") if path.is_file()]
        wrong += [f"{path.name} holds {one}" for one, word in WORDS.items() for path in files_with(home, word)]
        if WORDS["long text"] not in told(folder):
            wrong.append("what was saved is gone")
        found.append((name, count, len(files), wrong))
        shutil.rmtree(folder)
        size.progress(number + 1, len(names), "places")
    return found


def _plain(size: Size) -> bool:
    with Terminal([sys.executable, "-c", PLAIN], env={"TERM": "xterm-256color"}, cwd=size.work) as terminal:
        return ERROR_CANARY in terminal.main_screen_after_exit()


ROW = Row(
    "S7",
    "an error in fifty places, from keys, messages, timers, threads, tasks, mounting, layout, drawing and saving",
    "0 canaries on terminal, standard error, in files; no success",
    measure,
)
