"""Nothing goes out and nothing is written elsewhere, over an evening that comes by every page of the program.

- S1: the sockets that are made. S5: the files that are opened for writing. S19: what is in the lock file and what is
  loaded. S4, what stands on the disk afterwards, has a module of its own; all look at the same evening.
- The evening counts only if it came by every class of a page and every type of question that the program has.
"""

from __future__ import annotations

import inspect
import re
import sys
import typing
from pathlib import Path

from ciworkbook.guard.status import CRASHED
from ciworkbook.worksheet import form_questions

from ...terminal import stops
from ...terminal.furnished import TYPES
from ...terminal.touring import CANARIES, TYPED
from ...terminal.tracing import Trace, Traced, hits
from . import Measured, Row, Size
from ._evening import Evening, evening

PAIR = "socketpair(AF_UNIX)"
OURS = ("leaky.py", "--as-session")
"""What stands in the command of the launcher and of each session."""
TRY = "socket(AF_INET)"
TRIED = ("/dev/zero", "/tmp", "/dev/shm")
"""Where the page that says which guards stand tries to write, and the home beside them; each without a name."""
ROOT = Path(__file__).parents[3]
CARELESS = """
import socket, sys
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
open(sys.argv[1], "w").close()
"""


def missed(found: Evening) -> set[str]:
    """What the evening did not come by: classes of pages, types of questions; and ends that were not as they ought."""
    seen = found.noted("page")
    types = {name for name in _question_types() if name not in TYPES}
    ends = set() if [one.status for one in found.programs] == [0, CRASHED, 0] else {"its end"}
    return (stops.pages() - seen) | types | ends


def _question_types() -> set[str]:
    """The name of every type of question that a worksheet may ask."""
    kinds = [
        one
        for _name, one in inspect.getmembers(form_questions, inspect.isclass)
        if issubclass(one, form_questions.Question)
    ]
    return {
        typing.get_args(one.model_fields["type"].annotation)[0] for one in kinds if one is not form_questions.Question
    }


def _passed(found: Evening) -> str:
    pages, shown = len(stops.pages()), sum(len(one.stops) for one in found.programs)
    return f"{pages} kinds of page, {len(TYPES)} types of question, {shown} stops"


def _careless(size: Size) -> Trace:
    """A program that does what is looked for."""
    with Traced([sys.executable, "-B", "-c", CARELESS, size.work / "elsewhere"], size.work) as terminal:
        return terminal.trace()


def sockets(size: Size) -> Measured:
    """Count the sockets of the programs."""
    found = evening(size)
    made = [one for trace in found.traces for one in trace.sockets()]
    reached = [one for trace in found.traces for one in trace.reached_out()]
    # The page that says which guards stand tries them. In the program as it is the system refuses that one (S3).
    tries = made.count(TRY)
    others = [one for one in made if one not in (PAIR, TRY)]
    control = "socket(AF_INET)" in _careless(size).sockets()
    sessions, calls = 5, sum(len(one.lines) for one in found.traces)
    started = [one for trace in found.traces for one in trace.started()]
    programs = [one for one in started if not any(words in one for words in OURS)]
    programs += [one for one in started for word in (*CANARIES.values(), *TYPED.values()) if hits(one.encode(), word)]
    # A session here is a copy of its launcher, so that the launchers are all that is started.
    if len(started) - len(programs) != len(found.programs):
        programs.append(f"{len(started)} in all")
    lacks = missed(found)
    said = (
        f"{len(others)} sockets beside {made.count(PAIR)} pairs of {sessions} sessions and {tries} try of the guard "
        f"itself, {len(reached)} reaching out, {len(programs)} programs started beside these, in {calls:,} calls; "
        f"{_passed(found)}; missed: {', '.join(sorted(lacks)) or 'none'}; control {'found' if control else 'NOT found'}"
    )
    met = not (others or reached or programs or lacks) and made.count(PAIR) == sessions and tries == 1 and control
    return Measured("; ".join([said, *programs[:3]]), met=met)


def writes(size: Size) -> Measured:
    """List what is opened for writing outside the folders of the workbooks."""
    found = evening(size)
    home = found.root / "home"
    opened = [path for trace in found.traces for path in trace.opened_for_writing()]
    folders = (home / "kept", home / "other", home / "third", home / "pulled out")
    outside = [path for path in opened if not any(Path(path).is_relative_to(one) for one in folders)]
    # The notes of this test are no file of the program's; the page was saved on purpose, by a person's own keys.
    tried = (*TRIED, str(home))
    known = ("/dev/tty", str(found.saved), *tried)
    bare = [path for path in outside if "/record/notes-" not in path and path not in known]
    bare += [path for path in tried if outside.count(path) > 1]
    control = any("elsewhere" in path for path in _careless(size).opened_for_writing())
    lacks = missed(found)
    said = (
        f"{len(bare)} outside ({', '.join(bare[:3])}) of {len(opened):,} opened for writing; "
        f"{outside.count(str(found.saved))} page saved on purpose, {sum(path in tried for path in outside)} tries of "
        f"the guard itself; {_passed(found)}; control {'found' if control else 'NOT found'}"
    )
    asked = outside.count(str(found.saved)) == 1
    return Measured(said.replace(" ()", ""), met=not bare and asked and control and not lacks)


# What it stands on

CLIENTS = re.compile(r"^(requests|urllib3|httpx|httpcore|aiohttp|h11|h2|keyring|secretstorage|jeepney|dbus)\b", re.M)
FORBIDDEN = ("urllib.request", "urllib3", "http", "webbrowser", "ftplib", "smtplib", "xmlrpc", "requests", "keyring")
EXPLAINED = {
    "socket": "asyncio: the pair with which its loop wakes itself",
    "_socket": "the same, in C",
    "ssl": "asyncio imports it where Python has it; nothing of ours can make a connection for it",
    "_ssl": "the same, in C",
    "pyrage.plugin": "pyrage registers all its parts when it is imported; the source never names this one",
    "pyrage.ssh": "the same",
}
"""What the target would rather not see, and why it is there all the same."""


def dependencies(size: Size) -> Measured:
    """Look into the lock file, and at what was loaded at the end of each session."""
    found = evening(size)
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", locked, re.MULTILINE)
    clients = CLIENTS.findall("\n".join(names))
    loaded = found.noted("module")
    wrong = sorted(one for one in loaded if any(one == name or one.startswith(f"{name}.") for name in FORBIDDEN))
    control = bool(CLIENTS.search("idna\nrequests\n")) and "ciworkbook.screens.home" in loaded
    there = sorted(one for one in EXPLAINED if one in loaded)
    named = _named_in_source("pyrage.plugin", "pyrage.ssh", "import ssl", "import socket")
    said = (
        f"{len(clients)} clients among {len(names)} packages of the lock file; {len(wrong)} forbidden "
        f"({', '.join(wrong)}) among {len(loaded):,} modules loaded; control {'found' if control else 'NOT found'}"
    )
    why = f"loaded by asyncio and pyrage themselves, never named in the source: {', '.join(there)}"
    met = not clients and not wrong and not named and control and not missed(found)
    return Measured(said.replace(" ()", ""), met=met, why=why)


def _named_in_source(*names: str) -> list[str]:
    """The files of the program in which one of `names` stands."""
    sources = [(path.name, path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    return [
        f"{file}: {name}"
        for file, text in sources
        for name in names
        if re.search(rf"^\s*(from|import).*{re.escape(name.removeprefix('import '))}\b", text, re.MULTILINE)
    ]


ROWS = (
    Row(
        "S1", "sockets, over a tour of every page, export, lock and a fault", "0 beside the one pair a session", sockets
    ),
    Row("S5", "files opened for writing outside the folder, same tour", "0 beside the page saved on purpose", writes),
    Row(
        "S19",
        "lock file and modules loaded, same tour",
        "0 network clients, 0 keyrings, 0 of urllib.request, http",
        dependencies,
    ),
)
