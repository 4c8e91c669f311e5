"""The printers of this computer, by the programs of the system: `lpstat` to list them, `lp` to print.

- Runs beside the launcher, never in a session. Standard library only.
- Only queues that are set up are listed: nothing here looks around on a network. Where a queue leads follows from its
  address; what is not known to stay on this computer counts as going over the network.
- A page goes to `lp` on standard input, under one neutral name, and is on no disk of ours. No shell, no terminal to ask
  on, a fixed path, and few variables. A queue is a name from the list, led where it was said to lead; never an option.
- What `lp` says of trouble is handed back, cut short. Whoever shows it cleans it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from .outcomes import Found, Leads, Queue, Refused

JOB = "document"
"""The name of a job, whatever is on the page."""
LARGEST = 64 * 2**20
"""Bytes of a page."""
MOST_QUEUES = 100
LOOKING, PRINTING = 5.0, 30.0
"""Seconds that the programs may take."""
_PATH = "/usr/bin:/bin:/usr/local/bin:/run/current-system/sw/bin"
_KEPT = ("CUPS_SERVER", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")
"""Variables that the programs get: which server, the person's own settings of printers, the language of errors."""
_LONGEST_SAID = 400
_DEVICE = re.compile(r"device for ([^\s/#-][^\s/#]{0,126}): (\S.*)")
_PLUGGED = ("usb", "parallel", "serial", "/dev/")
_FILES = ("file", "cups-pdf", "/")
_HERE = re.compile(r"/|localhost(:|$)|127\.|\[::1\]|::1$")


@dataclass(frozen=True, slots=True)
class _Done:
    status: int
    out: str = field(repr=False)
    error: str = field(repr=False)


def find(environ: Mapping[str, str] = os.environ) -> Found:
    """Return the queues that are set up, in the order of the system, or why there are none to name."""
    program = _program("lpstat")
    if program is None or _program("lp") is None:
        return Found(problem="missing")
    english = {**_variables(environ), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
    try:
        server = _run([program, "-H"], english, LOOKING)
        # Never -e, which asks the network for printers.
        listed = _run([program, "-v"], english, LOOKING)
    except subprocess.TimeoutExpired:
        return Found(problem="time")
    except OSError:
        return Found(problem="missing")
    elsewhere = not _HERE.match(server.out.strip() or "localhost")
    queues: list[Queue] = []
    for line in listed.out.splitlines():
        if (device := _DEVICE.fullmatch(line.strip())) and len(queues) < MOST_QUEUES:
            queues.append(Queue(device[1], "server" if elsewhere else where(device[2])))
    return Found(tuple(queues), said="" if queues else listed.error)


def where(address: str) -> Leads:
    """Return where a queue with this address leads, as `lpstat -v` tells it: a file stands there without its scheme."""
    if address.startswith("/"):
        return "plugged" if address.startswith("/dev/") and address != "/dev/null" else "file"
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() in ("hp", "hpfax"):  # HP's own: both kinds
        return "plugged" if rest.startswith(("/usb/", "/par/")) else "network"
    if scheme.lower() in _PLUGGED:
        return "plugged"
    return "file" if scheme.lower() in _FILES else "network"


def print_page(queue: str, leads: str, page: bytes, environ: Mapping[str, str] = os.environ) -> Refused | None:
    """Hand `page` to `queue`, which has to be there and to lead where it is said; return why not, or None.

    None says that the system took it, not that paper came out.
    """
    if leads not in get_args(Leads):
        return Refused("queue")
    found = find(environ)
    if found.problem is not None:
        return Refused(found.problem, found.said)
    if not any(one.name == queue and one.leads == leads for one in found.queues):
        return Refused("queue")
    program = _program("lp")
    if program is None:
        return Refused("missing")
    try:
        done = _run([program, "-d", queue, "-t", JOB, "-"], _variables(environ), PRINTING, page)
    except subprocess.TimeoutExpired:
        return Refused("time")
    except OSError:
        return Refused("missing")
    return None if done.status == 0 else Refused("refused", done.error)


def _program(name: str) -> str | None:
    return shutil.which(name, path=_PATH)


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": _PATH, **{name: environ[name] for name in _KEPT if name in environ}}


def _run(command: Sequence[str], environ: Mapping[str, str], seconds: float, data: bytes = b"") -> _Done:
    done = subprocess.run(
        command,
        input=data,
        capture_output=True,
        env=dict(environ),
        cwd="/",
        timeout=seconds,
        start_new_session=True,  # without a terminal it can ask for nothing there
        check=False,
    )
    out, error = (one.decode("utf-8", "replace") for one in (done.stdout, done.stderr))
    return _Done(done.returncode, out, error.replace(f"{command[0]}: ", "").strip()[:_LONGEST_SAID])
