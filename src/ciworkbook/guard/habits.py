"""The list of commands that a shell keeps: whether the one that starts this program stands in it, and can be kept out.

A line counts if a command in it starts the program. The number of them is all that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .keeping import Finding, Machine, read

_SHELLS = ("bash", "zsh", "fish", "pwsh", "powershell")
_MOST_LINES = 1_000_000
_BETWEEN = re.compile(rb"&&|\|\||[;|&]")
_LEAD = (
    rb"\s*(?:- cmd: |: \d+:\d+;)?\s*"  # as fish and zsh write it
    rb"(?:\w+=\S*\s+|(?:exec|time|env|nohup|command|sudo|uvx|pipx run|uv tool run)\s+)*"
)
_SPACE_BASH = re.compile(r"^\s*(?:export\s+)?HISTCONTROL=[\"']?[\w:]*ignore(?:space|both)", re.MULTILINE)
_OFF_BASH = re.compile(r"^\s*(?:unset\s+HISTFILE|set\s+\+o\s+history|(?:export\s+)?HISTFILE=/dev/null)", re.MULTILINE)
_SPACE_ZSH = re.compile(
    r"^\s*setopt\b.*\bhist_?ignore_?space|^\s*source\b.*oh-my-zsh\.sh", re.MULTILINE | re.IGNORECASE
)
_OFF_ZSH = re.compile(r"^\s*(?:unset\s+HISTFILE|(?:export\s+)?HISTFILE=/dev/null|SAVEHIST=0)", re.MULTILINE)


def history(machine: Machine) -> Iterator[Finding]:
    """Tell how many kept lines start the program, for each list, and what the shell in use does with the next one."""
    for path in lists(machine):
        count = _starts(path, machine.names)
        if count:
            yield Finding("history_lines", {"n": str(count), "file": _shown(machine, path)}, open=True)
    yield _next_one(machine)


def lists(machine: Machine) -> list[Path]:
    """Return the lists of commands that are there."""
    if machine.home is None:
        return []
    named = machine.environ.get("HISTFILE", "")
    data = Path(machine.environ.get("XDG_DATA_HOME") or machine.home / ".local/share")
    usual = [machine.home / name for name in (".bash_history", ".zsh_history", ".zhistory", ".histfile", ".history")]
    if machine.environ.get("ZDOTDIR"):
        usual.append(Path(machine.environ["ZDOTDIR"]) / ".zsh_history")
    usual.append(data / "fish/fish_history")
    usual.append(data / "powershell/PSReadLine/ConsoleHost_history.txt")
    if machine.environ.get("APPDATA"):
        usual.append(
            Path(machine.environ["APPDATA"], "Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt")
        )
    found = [*([Path(named)] if named else []), *usual]
    return [path for path in dict.fromkeys(found) if path.is_file()]


def shell(machine: Machine) -> str:
    """Return the shell this was started from, or else the usual one of the account; "" for one that is not known."""
    for name in machine.parents():
        if name in _SHELLS:
            return name
    usual = Path(machine.environ.get("SHELL", "")).name
    if usual in _SHELLS:
        return usual
    return "powershell" if machine.system == "win32" else ""


def _next_one(machine: Machine) -> Finding:
    name = shell(machine)
    match name:
        case "fish":
            return Finding("history_space", {"shell": name})
        case "bash":
            return _told(name, _set_up(machine, (".bashrc", ".bash_profile", ".profile"), "etc/bash.bashrc"), machine)
        case "zsh":
            return _told(name, _set_up(machine, (".zshrc", ".zshenv"), "etc/zsh/zshrc"), machine)
        case "pwsh" | "powershell":
            return Finding("history_kept", {"shell": "powershell"}, open=True)
    return Finding("history_unknown")


def _told(name: str, text: str, machine: Machine) -> Finding:
    space, off = (_SPACE_BASH, _OFF_BASH) if name == "bash" else (_SPACE_ZSH, _OFF_ZSH)
    if off.search(text):
        return Finding("history_off", {"shell": name})
    said = machine.environ.get("HISTCONTROL", "") if name == "bash" else ""
    if space.search(text) or "ignorespace" in said or "ignoreboth" in said:
        return Finding("history_space", {"shell": name})
    return Finding("history_kept", {"shell": name}, open=True)


def _set_up(machine: Machine, own: tuple[str, ...], of_all: str) -> str:
    """Return the text of the files by which a shell is set up."""
    places = [machine.home] if machine.home is not None else []
    if machine.environ.get("ZDOTDIR"):
        places.append(Path(machine.environ["ZDOTDIR"]))
    return "\n".join([machine.read(of_all), *(read(place / name) for place in places for name in own)])


def _starts(path: Path, names: tuple[str, ...]) -> int:
    """Count the lines of `path` that start the program."""
    named = b"|".join(re.escape(name.encode()) for name in names)
    starting = re.compile(
        _LEAD + rb"(?:\S*[/\\])?(?:(?:" + named + rb")(?:\.exe)?(?:\s|$)|py\w*[\d.]*(?:\.exe)?\s+(?:-\S+\s+)*"
        rb"(?:-m\s*ciworkbook\b|\S*\bdev\.py\s+run\b))"
    )
    try:
        with path.open("rb") as file:
            return sum(
                any(starting.match(part) for part in _BETWEEN.split(line.rstrip()))
                for line, _number in zip(file, range(_MOST_LINES), strict=False)
            )
    except OSError:
        return 0


def _shown(machine: Machine, path: Path) -> str:
    if machine.home is not None and path.is_relative_to(machine.home):
        return f"~/{path.relative_to(machine.home).as_posix()}"
    return str(path)
