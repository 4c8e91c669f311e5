"""Nothing goes to the clipboard of the system: no OSC 52 on any page, by key or by mouse, from any field.

- At each stop: all of the field is selected, copied, cut and pasted, by the keys of Textual and of other programs; a
  word is clicked twice and three times; the mouse is drawn over the whole page; and all is copied again.
- The passphrase is typed and copied on the first evening, in both of its fields.
- Control: a plain Textual app with one field sends OSC 52 for the same keys.
"""

from __future__ import annotations

import re
import shutil
import sys

from ...terminal import stops, touring
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from . import Measured, Row, Size
from .s06_ends import opened

OSC_52 = re.compile(rb"\x1b\]52;|\x1bP[^\x1b]*\x1b\]52")
FEW = ["Sheet", "Sheet people"]
KEYS = (
    ("home", "shift+end", "ctrl+c"),
    ("ctrl+home", "f7", "ctrl+c"),
    ("home", "shift+end", "ctrl+x", "ctrl+v"),
    ("home", "shift+right", "shift+right", "ctrl+c", "end"),
)
BYTES = (b"\x1b[3;2~", b"\x1b[2;5~", b"\x1b[2;2~", b"\x1b[99;6u", b"\x1b[118;6u")
"""Shift+Delete, Ctrl+Insert, Shift+Insert, Ctrl+Shift+C and V."""
PLAIN = """
from textual.app import App
from textual.widgets import Input
class Plain(App):
    def compose(self):
        yield Input("a-secret", password=True)
Plain().run()
"""


def measure(size: Size) -> Measured:
    """Copy everywhere."""
    names = _names(size)
    parts = size.spread(_copying, len(names))
    raw = b"".join(one for part in parts for one in part)
    env = {"HOME": str(size.work), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with Terminal(stops.command(size.work / "new"), env=env, cwd=size.work) as terminal:
        touring.first_evening(terminal)  # copies and cuts the passphrase in both of its fields
        terminal.press("ctrl+q")
        terminal.wait_exit()
        raw += terminal.raw
    sent = len(OSC_52.findall(raw))
    with Terminal([sys.executable, "-c", PLAIN], env=env) as terminal:
        terminal.wait_until(lambda: "••••" in terminal.text, "the field")
        for key in KEYS[0]:
            terminal.press(key)
            terminal.wait_quiet(0.15)
        terminal.wait_quiet(0.3)
        control = len(OSC_52.findall(terminal.raw))
    ways = len(KEYS) + len(BYTES) + 8
    said = (
        f"{sent} OSC 52 in {len(raw):,} bytes, after {ways} ways of copying on {len(names)} stops, and the first "
        f"evening; control: plain Textual sends {control} for the first of them"
    )
    return Measured(said, met=sent == 0 and control > 0)


def _names(size: Size) -> list[str]:
    names = [one.name for one in stops.in_order()]
    return names[: max(8, round(len(names) * size.part))] if size.full else FEW


def _copying(size: Size, share: int) -> list[bytes]:
    """Copy on each of these stops, in a workbook of its own; return what was sent to the terminal."""
    made = furnished(size.work / "made", size.work / "sheets")
    sent = []
    for number, name in enumerate(_names(size)[size.number :: size.of][:share]):
        folder = size.work / f"kept-{number}"
        shutil.copytree(made, folder)
        with opened(size.work, folder) as ground:
            stops.reach(ground, name)
            gestures(ground.terminal)
            stops.put_back(ground)
            sent.append(ground.terminal.raw)
        shutil.rmtree(folder)
    return sent


def gestures(terminal: Terminal) -> None:
    """Select, copy and cut, in every way there is."""
    for keys in KEYS:
        for key in keys:
            terminal.press(key)
            terminal.wait_quiet(0.03)
    for sequence in BYTES:
        terminal.type(sequence)
        terminal.wait_quiet(0.03)
    for row in (4, 5):
        for times in (2, 3):
            for _click in range(times):
                terminal.click(8, row)
            terminal.wait_quiet(0.03)
    for start, end in (((0, 0), (79, 22)), ((4, 3), (60, 6))):
        terminal.type(b"\x1b[<0;%d;%dM" % (start[0] + 1, start[1] + 1))
        for step in range(1, 6):
            column, line = (start[at] + (end[at] - start[at]) * step // 5 for at in (0, 1))
            terminal.type(b"\x1b[<32;%d;%dM" % (column + 1, line + 1))
        terminal.type(b"\x1b[<0;%d;%dm" % (end[0] + 1, end[1] + 1))
        terminal.wait_quiet(0.03)
        terminal.press("ctrl+c")
        terminal.wait_quiet(0.03)


ROW = Row("S8", "copy, cut, select, double click and mouse drag, in every field", "0 OSC 52 bytes", measure)
