"""What is known to keep the pages that a terminal window shows.

- A recorder is seen by its name among the processes this one was started by.
- Settings are read from the files that hold them; what was changed in a running tmux or screen is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .keeping import Finding, Machine, read

_RECORDERS = ("script", "asciinema", "ttyrec", "termrec", "tlog-rec", "tlog-rec-session", "terminalizer", "vhs")
_TMUX_KEEPS = re.compile(
    r"^\s*set(?:-option|-window-option|w)?\s.*\balternate-screen\s+off|^[^#\n]*\bpipe-pane\b", re.MULTILINE
)
_SCREEN_LOGS = re.compile(r"^\s*(?:deflog\s+on|log\s+on)", re.MULTILINE)
_RESTORING = {
    "Apple_Terminal": "Terminal",
    "iTerm.app": "iTerm2",
    "vscode": "Visual Studio Code",
    "WarpTerminal": "Warp",
    "Tabby": "Tabby",
}


def around(machine: Machine) -> list[Finding]:
    """Tell what was noticed around this window; one finding that says so if nothing was."""
    return list(_noticed(machine)) or [Finding("window_plain")]


def _noticed(machine: Machine) -> Iterator[Finding]:
    for name in dict.fromkeys(machine.parents() if machine.is_linux else ()):
        if name in _RECORDERS:
            yield Finding("window_recorded", {"name": name}, open=True)
    home = machine.home
    if machine.environ.get("TMUX"):
        own = [] if home is None else [(home / one, f"~/{one}") for one in (".tmux.conf", ".config/tmux/tmux.conf")]
        for path, shown in [*own, (machine.root / "etc/tmux.conf", "/etc/tmux.conf")]:
            if _TMUX_KEEPS.search(read(path)):
                yield Finding("window_tmux", {"file": shown}, open=True)
    if machine.environ.get("STY") and home is not None and _SCREEN_LOGS.search(read(home / ".screenrc")):
        yield Finding("window_screen", {"file": "~/.screenrc"}, open=True)
    name = _RESTORING.get(machine.environ.get("TERM_PROGRAM", ""), "")
    if machine.environ.get("WT_SESSION"):
        name = "Windows Terminal"
    if machine.environ.get("TERMINAL_EMULATOR", "").startswith("JetBrains"):
        name = "JetBrains"
    if name:
        yield Finding("window_restored", {"name": name}, open=True)
