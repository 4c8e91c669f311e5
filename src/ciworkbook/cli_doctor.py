"""The command that says what guards the program on this computer, and what the computer may keep.

- The guards are raised and tried in a process of their own: this one could not start it any more.
- No passphrase is asked for, and no workbook is opened.
- Exit status 1 where there is something to do about what was found.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from . import words
from .guard import environment, keeping, places, status, trial
from .text import clean, wrap
from .words import _

_PATIENCE = 60.0


def doctor(options: argparse.Namespace) -> int:
    """Look around and say what was found; return 0 if there is nothing to do, 1 otherwise."""
    words.use(options.language or words.first(os.environ))
    from . import traces

    folder: Path = options.folder or places.default_folder()
    stands = guards(folder)
    machine = keeping.Machine.here()
    started_as = Path(sys.argv[0]).stem
    if started_as and started_as != "__main__":
        machine = replace(machine, names=tuple(dict.fromkeys((*machine.names, started_as))))
    found = keeping.look(machine, places.full(folder), memory_closed=stands.get("memory", False))

    _say(_("What guards this program here"))
    for guard, holds in stands.items():
        _say(traces.guard_words(guard), lead=_("yes") if holds else _("not here"))
    if not stands:
        _say(_("The guards could not be tried. The program starts all the same."), lead="")
    to_do = [one for one in found if one.open]
    _say("")
    _say(_("What this computer may keep"))
    for one in found:
        said = traces.said(one)
        _say(said.sentence, lead=_("to do") if one.open else _("note"))
        if said.advice:
            _say(said.advice, lead="")
    return status.FINDINGS if to_do else status.DONE


def guards(folder: Path) -> dict[trial.Guard, bool]:
    """Return each guard and whether it held in a process of its own; empty if that could not be found out."""
    from . import launcher

    command = [*launcher.session_command("ciworkbook.guard.trial"), "--folder", str(places.full(folder))]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=environment.cleaned(os.environ),
        )
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return {name: told[name] is True for name in trial.GUARDS if name in told} if isinstance(told, dict) else {}


_LEAD = 10


def _say(text: str, lead: str | None = None) -> None:
    """Print `text`, broken between words; `lead` stands before it in a column of its own."""
    if lead is None:
        print(text)  # noqa: T201
        return
    for number, row in enumerate(wrap(clean(text), max(20, _columns() - _LEAD - 3))):
        print(f"  {(lead if number == 0 else ''):{_LEAD}}{row}")  # noqa: T201


def _columns() -> int:
    try:
        return min(100, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return 100
