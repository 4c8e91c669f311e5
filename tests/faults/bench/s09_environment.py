"""Variables that mean harm change nothing: no file, no connection, no other code, and the pages are the same.

- Every variable that Textual reads and every one that Python reads, each set to log, load, show or reach out. Those of
  Textual are looked up in its source, those of Python in its manual: one that is missing here makes the row red.
- Started as the installed program starts (`python -I`), with all of them; and as a plain `python -m`, without those by
  which whoever sets them runs code of their own before the program begins: no program can do anything about these.
- Control: plain Textual under the same variables logs its keys into a file.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import textual

from ciworkbook.vault import Cost

from ...terminal import stops
from ...terminal.furnished import furnished
from ...terminal.harness import Terminal
from ...terminal.stops import Ground
from ...terminal.touring import CANARIES, PASSPHRASE, unlock
from ...terminal.tracing import Trace, Traced, files_with
from . import Measured, Row, Size

LOOKED_AT = ("Home", "Sheet", "Sheet short_text")
CHEAPEST = Cost(n=2**15)
"""The cheapest key that the program takes as it is installed."""
BEFORE_US = {"PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE", "PYTHONINSPECT", "PYTHONVERBOSE"}
BEFORE_US |= {"PYTHONDUMPREFSFILE", "PYTHONUSERBASE", "PYTHONPYCACHEPREFIX", "PYTHONCASEOK", "PYTHONMALLOCSTATS"}
BEFORE_US |= {"PYTHONPROFILEIMPORTTIME", "PYTHONDUMPREFS", "PYTHONTHREADDEBUG", "PYTHONWARNDEFAULTENCODING"}
"""What the first interpreter obeys before a line of the program runs."""
EVEN_ISOLATED = {"PYTHONEXECUTABLE"}
"""What Python 3.11 obeys even with `-I`: it then finds no package at all, and the program does not start."""
OF_PYTHON = [
    "PYTHONASYNCIODEBUG",
    "PYTHONBREAKPOINT",
    "PYTHONCASEOK",
    "PYTHONCOERCECLOCALE",
    "PYTHONDEBUG",
    "PYTHONDEVMODE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONDUMPREFS",
    "PYTHONDUMPREFSFILE",
    "PYTHONEXECUTABLE",
    "PYTHONFAULTHANDLER",
    "PYTHONHASHSEED",
    "PYTHONHOME",
    "PYTHONINSPECT",
    "PYTHONINTMAXSTRDIGITS",
    "PYTHONIOENCODING",
    "PYTHONMALLOC",
    "PYTHONMALLOCSTATS",
    "PYTHONNODEBUGRANGES",
    "PYTHONNOUSERSITE",
    "PYTHONOPTIMIZE",
    "PYTHONPATH",
    "PYTHONPLATLIBDIR",
    "PYTHONPROFILEIMPORTTIME",
    "PYTHONPYCACHEPREFIX",
    "PYTHONSAFEPATH",
    "PYTHONSTARTUP",
    "PYTHONTHREADDEBUG",
    "PYTHONTRACEMALLOC",
    "PYTHONUNBUFFERED",
    "PYTHONUSERBASE",
    "PYTHONUTF8",
    "PYTHONVERBOSE",
    "PYTHONWARNDEFAULTENCODING",
    "PYTHONWARNINGS",
]
"""The variables in the manual of Python 3.11."""
TRAP = """
import os
with open(os.path.join({trap!r}, "loaded"), "a") as file:
    file.write({name!r})
"""
PLAIN = """
from textual.app import App
from textual.widgets import Input
class Plain(App):
    def compose(self):
        yield Input(id="field")
Plain().run()
"""


def hostile(trap: Path) -> dict[str, str]:
    """Return every variable with a value that means harm, and lay the traps they point to."""
    trap.mkdir()
    for name in ("textual", "asyncio", "rich", "evil", "sitecustomize", "usercustomize", "startup"):
        (trap / f"{name}.py").write_text(TRAP.format(trap=str(trap), name=name) + "class Driver: ...\n")
    of_textual = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "TEXTUAL_ANIMATIONS": "full",
        "TEXTUAL_COLOR_SYSTEM": "nonsense",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
        "TEXTUAL_DEVTOOLS_PORT": "9",
        "TEXTUAL_DIM_FACTOR": "0",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_FILTERS": "dim,monochrome",
        "TEXTUAL_FPS": "1",
        "TEXTUAL_LOG": str(trap / "log"),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg",
        "TEXTUAL_SCREENSHOT_LOCATION": str(trap),
        "TEXTUAL_SHOW_RETURN": "1",
        "TEXTUAL_SLOW_THRESHOLD": "0",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_SPEEDUPS": "0",
        "TEXTUAL_THEME": "no-such-theme",
    }
    own = {
        "PYTHONBREAKPOINT": "evil.Driver",
        "PYTHONDUMPREFSFILE": str(trap / "references"),
        "PYTHONEXECUTABLE": str(trap / "evil.py"),
        "PYTHONHASHSEED": "0",
        "PYTHONHOME": str(trap),
        "PYTHONINTMAXSTRDIGITS": "640",
        "PYTHONIOENCODING": "ascii",
        "PYTHONMALLOC": "debug",
        "PYTHONPATH": str(trap),
        "PYTHONPLATLIBDIR": "nowhere",
        "PYTHONPYCACHEPREFIX": str(trap / "cache"),
        "PYTHONSTARTUP": str(trap / "startup.py"),
        "PYTHONTRACEMALLOC": "10",
        "PYTHONUSERBASE": str(trap),
        "PYTHONUTF8": "0",
        "PYTHONWARNINGS": "error",
    }
    others = {"COLUMNS": "20", "LINES": "5", "ESCDELAY": "5000", "NO_COLOR": "1"}
    return {**of_textual, **dict.fromkeys(OF_PYTHON, "1"), **own, **others}


def measure(size: Size) -> Measured:
    """Look at a few pages with and without, and at what was written and made."""
    made = furnished(size.work / "made", size.work / "sheets", cost=CHEAPEST)
    trap = size.work / "trap"
    variables = hostile(trap)
    before = sorted(trap.iterdir())
    missing = _of_textual() - set(variables)
    milder = {name: value for name, value in variables.items() if name not in BEFORE_US}
    usual, _trace = _looked(size, made, "-I", {})
    wrong: list[str] = []
    traces: list[Trace] = []
    isolated = {name: value for name, value in variables.items() if name not in EVEN_ISOLATED}
    tried = [("-I", isolated), ("-P", milder)] if size.full else [("-I", isolated)]
    for how, given in tried:
        shown, trace = _looked(size, made, how, given)
        traces.append(trace)
        wrong += [f"{name} differs ({how})" for name in usual if shown.get(name) != usual[name]]
        wrong += [f"{one} ({how})" for one in trace.sockets() if one != "socketpair(AF_UNIX)"]
        folder = size.work / "home" / "kept"
        outside = {path for path in trace.opened_for_writing() if not Path(path).is_relative_to(folder)}
        wrong += [f"{path} opened ({how})" for path in sorted(outside - {"/dev/tty"})]
        for name in ("long text", "passphrase"):
            wrong += trace.found(CANARIES.get(name, PASSPHRASE), outlet=True)
    wrong += [f"{path.name} made" for path in sorted(trap.iterdir()) if path not in before]
    wrong += [f"{path.name} holds what was written" for path in files_with(size.work / "home", CANARIES["long text"])]
    control = _control(size.work, {name: variables[name] for name in ("TEXTUAL", "TEXTUAL_LOG")}, trap / "log")
    calls, given_at = sum(len(one.lines) for one in traces), " and with ".join(str(len(one)) for _how, one in tried)
    said = (
        f"{len(wrong)} differences, files or sockets with {given_at} of {len(variables)} variables, on {len(usual)} "
        f"pages, in {calls:,} calls; control {'found' if control else 'NOT found'}"
    )
    return Measured("; ".join([said, *wrong[:4], *sorted(missing)]), met=not wrong and not missing and control)


def _of_textual() -> set[str]:
    """Every name of a variable in the source of Textual."""
    assert textual.__file__ is not None
    sources = Path(textual.__file__).parent.rglob("*.py")
    return {name for path in sources for name in re.findall(r'"(TEXTUAL[A-Z_]*)"', path.read_text(encoding="utf-8"))}


def _looked(size: Size, made: Path, how: str, given: dict[str, str]) -> tuple[dict[str, str], Trace]:
    home = size.work / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    folder = Path(shutil.copytree(made, home / "kept"))
    # Without colors a field has an edge to be seen by; that is asked for, so it is asked for each time.
    env = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1", **given}
    argv: list[str | Path] = [sys.executable, how, "-B", "-m", "ciworkbook", "--folder", folder]
    shown: dict[str, str] = {}
    record = size.work / "record"
    record.mkdir(exist_ok=True)
    with Traced(argv, record, env=env, cwd=home, options=["--seccomp-bpf"]) as terminal:
        unlock(terminal)
        ground = Ground(terminal, folder, size.work / "sheets")
        for name in LOOKED_AT:
            stops.go_on(ground, stops.BY_NAME[name])
            terminal.wait_quiet(0.3)
            shown[name] = terminal.text
        terminal.press("ctrl+q")
        return shown, terminal.trace()


def _control(work: Path, given: dict[str, str], log: Path) -> bool:
    """Tell whether plain Textual writes the keys that are typed into `log`."""
    with Terminal([sys.executable, "-c", PLAIN], env=given, cwd=work) as terminal:
        terminal.wait_until(lambda: terminal.is_alternate, "the field")
        terminal.type("abc")
        terminal.wait_for("abc")
        terminal.wait_quiet(0.3)
    return log.exists() and log.stat().st_size > 0


ROW = Row(
    "S9",
    "every TEXTUAL* and PYTHON* variable, set to mean harm",
    "0 files, 0 sockets, 0 differences on the pages",
    measure,
)
