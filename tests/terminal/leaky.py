"""The real launcher around the real session, with one thing changed: `python leaky.py CHANGE… -- [--folder …]`.

- `fault=NAME:FILE` raises an error that carries a canary, from inside one layer, while FILE is there.
- `cover-locks` lets the cover lock after a moment, `usr1-locks` locks at once on SIGUSR1: nothing else locks at will.
- `esc-soon` takes two Esc for the cover only when they come at once, and no key for hurry, where neither is looked at.
- `notes=FILE` notes each page and each kind of widget that is shown, the modules loaded by then, and how many widgets
  stand on a page at once: names and numbers only.
- `fits=FILE` writes on SIGUSR2 which page stands there, what has the keys, its rows as they are read, and what does not
  fit (`tests/screens/fitting.py`). It needs `open-writes`.
- `inside=FOLDER` ends the session with a fault when Python is about to write, make, move or remove anything elsewhere.
- `open-calls` and `open-writes` leave out what the system refuses, where the program's own care is looked at. strace in
  its fast way does not see a call that is refused.
- `usr2-sleeps=SECONDS` lets the clocks say on SIGUSR2 that the computer slept so long.
- `slow-saves=SECONDS` lets every save take so much longer, as a stick does.
- `impatient` gives a session that has been told to end a moment instead of seconds.
- `calm` lets a key take the cover away however soon it comes.
- `saves-soon` saves a moment sooner, where the delay is not what is looked at.
- `plant=FILE` writes a canary into a file; it shows that those who look for canaries find one.
- `attack=GROUND` tries every way out that `tests/guard/attacks.py` knows on SIGUSR2, from inside the session, and hands
  what came of it to the launcher, for a file beside GROUND.
- `printer` lets the launcher find a printer that takes every page, where printing itself is not looked at. No program
  is started for it; `tests/spooler.py` has a real one.
- `memory-open` leaves the memory of the launcher and of the session as any other program's.
- `traceable` lets strace join in a session that is under way, also for an ordinary user.
- A session is a copy of the launcher on Linux, but with the last two: what closes memory goes with a copy.
- Keys may be as cheap as those of `tests.making`. Everything else is the program as it is installed.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

INNER = "--as-session"
ERROR_CANARY = "grauwacke-in-an-error"
"""What each raised error carries."""
PLANTED = "basalt-planted-on-purpose"

FAULTS: dict[str, tuple[str, str]] = {
    # what a person typed, on its way into the vault
    "field": ("ciworkbook.widgets.fields", "TextBox.replace"),
    "widget": ("ciworkbook.widgets.long_text", "LongTextWidget._counted"),
    "said": ("ciworkbook.widgets.base", "Said.draw"),
    "line drawn": ("ciworkbook.widgets.drawn", "Drawn.render_line"),
    "text": ("ciworkbook.text", "clean_line"),
    "handler": ("ciworkbook.screens.sheet", "Sheet.on_answered"),
    "asking": ("ciworkbook.screens.asking", "Asking.now"),
    "worksheet": ("ciworkbook.worksheet.conditions", "holds"),
    "flow": ("ciworkbook.answers.flow", "flow"),
    "messages": ("ciworkbook.answers.flow", "messages"),
    "question": ("ciworkbook.screens.question", "QuestionBlock.say"),
    "desk": ("ciworkbook.desk", "Desk.answer"),
    "visit": ("ciworkbook.answers.visit", "Visit.answer"),
    "visit data": ("ciworkbook.answers.visit", "Visit.to_data"),
    "workbook": ("ciworkbook.workbook", "Workbook.save"),
    "vault": ("ciworkbook.vault.store", "Vault.put"),
    "object": ("ciworkbook.vault.sealing", "to_clear"),
    "sealing": ("ciworkbook.vault.sealing", "seal"),
    "names": ("ciworkbook.vault.keys", "name_of"),
    "looking": ("ciworkbook.vault.pairs", "look"),
    "writing": ("ciworkbook.vault.folder", "Folder.write"),
    "drawing": ("ciworkbook.screens.sheet", "Status.render"),
    "head": ("ciworkbook.screens.base", "Head.render"),
    # from one page of a sheet to the next
    "screen": ("ciworkbook.screens.sheet", "Sheet.action_next"),
    "page": ("ciworkbook.screens.sheet", "Sheet.show"),
    "widgets": ("ciworkbook.screens.asking", "Asking.widgets"),
    "leaves": ("ciworkbook.answers.leaves", "leaves"),
    "piping": ("ciworkbook.worksheet.piping", "pipe"),
    "pulling": ("ciworkbook.workbook", "Workbook.pulled"),
    "making": ("ciworkbook.widgets.making", "widget_for"),
    "skipping": ("ciworkbook.screens.skip", "Skip.compose"),
    "layout": ("ciworkbook.widgets.menu", "MenuEntry.get_content_height"),
    "render": ("ciworkbook.widgets.menu", "MenuEntry.render"),
    # reading, and each kind of question
    "reading": ("ciworkbook.answers.reading", "read"),
    "telling": ("ciworkbook.answers.telling", "tell"),
    "body": ("ciworkbook.screens.read", "ReadThrough.body"),
    "on mount": ("ciworkbook.screens.read", "ReadThrough.refresh_page"),
    "picks": ("ciworkbook.widgets.picks", "Picks.draw"),
    "slider": ("ciworkbook.widgets.scale", "Slider.draw"),
    "slider key": ("ciworkbook.widgets.scale", "Slider.action_move"),
    "staircase": ("ciworkbook.drawings.staircase", "staircase"),
    # other pages
    "look back": ("ciworkbook.screens.look_back", "SheetVisits.body"),
    "comparing": ("ciworkbook.answers.compare", "compare"),
    "summary": ("ciworkbook.summary.build", "build"),
    "names in it": ("ciworkbook.summary.names", "Names.replace_in"),
    "tick": ("ciworkbook.screens.ticks", "Tick.draw"),
    "draft": ("ciworkbook.summary.draft", "Draft.turn"),
    "settings": ("ciworkbook.screens.room", "RoomPage._part"),
    "people": ("ciworkbook.answers.people", "People.change"),
    "cover": ("ciworkbook.screens.cover", "Cover.compose"),
    "timer": ("ciworkbook.screens.app", "WorkbookApp._watch_clock"),
    "thread": ("ciworkbook.screens.app", "WorkbookApp.action_pause"),
    "task": ("ciworkbook.screens.app", "WorkbookApp.action_help"),
    "pdf": ("ciworkbook.summary.page_files", "make"),
}
"""Where each fault is raised: a module, and a name in it."""


class OddError(Exception):
    """An error that nobody expects."""


def outer(arguments: list[str]) -> int:
    """Be the launcher."""
    from ciworkbook import launcher

    if "memory-open" in arguments:
        memory_open()
    if "printer" in arguments:
        printer()
    if sys.platform.startswith("linux") and not {"traceable", "memory-open"} & set(arguments):
        return launcher.run(arguments, copied)
    isolated = launcher.session_command()[:-2]
    return launcher.run([*isolated, str(Path(__file__).absolute()), INNER, *arguments])


def copied(arguments: list[str]) -> None:
    """Be the session in a copy of the launcher, as the program itself begins one."""
    from ciworkbook.guard import crash

    crash.end(crash.contained(lambda: inner(arguments)))


def inner(arguments: list[str]) -> int:
    """Be the session, changed as asked."""
    cut = arguments.index("--")
    changes, rest = arguments[:cut], arguments[cut + 1 :]

    from ciworkbook import session
    from ciworkbook.vault import parameters

    parameters.LEAST_N = 2**10
    for change in changes:
        name, _equals, value = change.partition("=")
        match name:
            case "fault":
                kind, _colon, armed = value.partition(":")
                break_in(kind, Path(armed))
            case "plant":
                plant(Path(value))
            case "open-calls":
                open_calls()
            case "open-writes":
                open_writes()
            case "cover-locks":
                cover_locks()
            case "usr1-locks":
                usr1_locks()
            case "usr2-sleeps":
                usr2_sleeps(float(value))
            case "slow-saves":
                slow_saves(float(value))
            case "impatient":
                impatient()
            case "calm":
                calm()
            case "saves-soon":
                saves_soon()
            case "esc-soon":
                esc_soon()
            case "notes":
                notes(Path(value))
            case "fits":
                fits(Path(value))
            case "inside":
                inside(Path(value))
            case "attack":
                attack(Path(value))
            case "printer":
                pass  # the launcher's
            case "memory-open":
                memory_open()
            case "traceable":
                traceable()
            case _:
                raise SystemExit(2)
    return session.main(rest)


def break_in(kind: str, armed: Path) -> None:
    """Put a fault into one layer, that raises while `armed` is there."""
    import importlib

    module_name, path = FAULTS[kind]
    module = importlib.import_module(module_name)
    owner: Any = module
    *owners, name = path.split(".")
    for one in owners:
        owner = getattr(owner, one)
    before = getattr(owner, name)

    def broken(*args: Any, **options: Any) -> Any:
        answer = ERROR_CANARY
        if armed.exists():
            match kind:
                case "thread":
                    args[0].run_worker(raising, thread=True)
                    return None
                case "task":
                    args[0].run_worker(raising_later())
                    return None
            raise OddError(f"{answer} {args!r}")
        return before(*args, **options)

    put_everywhere(owner, name, before, broken)
    if kind == "timer":
        quicker("set_interval")


def put_everywhere(owner: Any, name: str, before: Callable[..., Any], after: Callable[..., Any]) -> None:
    """Replace `before` where it is defined, and in every module of the program that took it by name."""
    setattr(owner, name, after)
    if isinstance(owner, type):
        return
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("ciworkbook") and vars(module).get(name) is before:
            setattr(module, name, after)


def raising() -> None:
    """Raise, in a thread of its own."""
    answer = ERROR_CANARY
    raise OddError(answer)


async def raising_later() -> None:
    """Raise, in a task of its own."""
    raising()


def quicker(name: str) -> None:
    """Let the clock of the app be looked at five times a second."""
    from ciworkbook.screens.app import WorkbookApp

    slow: Any = getattr(WorkbookApp, name)

    def fast(self: Any, _interval: float, *args: Any, **options: Any) -> Any:
        return slow(self, 0.2, *args, **options)

    setattr(WorkbookApp, name, fast)


def cover_locks() -> None:
    """Let the cover lock after a moment instead of minutes."""
    from ciworkbook.guard.watching import Watch

    usual = Watch.look
    Watch.look = lambda self, idle, _cover: usual(self, idle, 0.1)  # type: ignore[method-assign,assignment]
    quicker("set_interval")


def usr1_locks() -> None:
    """Lock on SIGUSR1, the way the clock does."""
    import asyncio

    from ciworkbook.screens.safety import SafeApp

    before = SafeApp.take_signals

    def more(self: SafeApp) -> None:
        before(self)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, getattr(self, "lock"))  # noqa: B009

    SafeApp.take_signals = more  # type: ignore[method-assign]


def inside(folder: Path) -> None:
    """Let nothing of the file system be touched outside `folder`, on any system, and say so by the status."""
    import os

    from ciworkbook.guard import crash

    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    changing = {"os.remove": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.mkdir": 1, "os.rmdir": 1}
    changing |= {"os.truncate": 1, "os.chmod": 1, "os.chown": 1, "os.utime": 1, "os.setxattr": 1}
    root = os.path.abspath(folder)

    def is_outside(path: Any) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        whole = os.path.abspath(os.fsdecode(path))
        return whole not in (root, os.devnull, "/dev/tty") and not whole.startswith(root + os.sep)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            paths = arguments[:1] if arguments[2] & writing else ()
        else:
            paths = arguments[: changing.get(event, 0)]
        if any(map(is_outside, paths)):
            crash.note(OddError())
            os._exit(99)

    sys.addaudithook(watch)


def fits(where: Path) -> None:
    """Write to `where` on SIGUSR2 what stands there and what of it does not fit, once the page has come to rest."""
    import asyncio
    import json

    fitting = load(Path(__file__).parent.parent / "screens" / "fitting.py")
    from ciworkbook.screens.safety import SafeApp

    before = SafeApp.take_signals

    def look(self: SafeApp) -> None:
        # Whole at once, so that whoever waits for it never reads half.
        part = where.with_suffix(".part")
        entry, leaf = getattr(self.focused, "entry", None), getattr(self.screen, "leaf", None)
        told = {
            "page": type(self.screen).__name__,
            "question": getattr(leaf, "id", ""),
            "keys": getattr(entry, "id", "") or type(self.focused).__name__,
            "rows": fitting.screen_lines(self),
            "ends": list(fitting.ends(self)),
            "wrong": fitting.ill_fitting(self),
        }
        part.write_text(json.dumps(told), encoding="utf-8")
        part.rename(where)

    def more(self: SafeApp) -> None:
        before(self)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, lambda: self.call_after_refresh(look, self))

    SafeApp.take_signals = more  # type: ignore[method-assign]


def load(place: Path) -> Any:
    """Return the module in the file `place`; the session looks for none beside this one."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(place.stem, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[place.stem] = module
    spec.loader.exec_module(module)
    return module


def attack(ground: Path) -> None:
    """Do harm on SIGUSR2, in the thread of the pages, in one started from there, and in one of the usual workers."""
    import asyncio
    import json
    import threading

    from ciworkbook.screens.safety import SafeApp

    attacks = load(Path(__file__).parent.parent / "guard" / "attacks.py")
    before = SafeApp.take_signals

    async def harm(self: Any) -> None:
        laid_out = attacks.load(ground)
        # A picture takes an app of its own, which the thread of the pages cannot run.
        quick = [one for one in attacks.WRITES if one[1] is not attacks.take_a_picture]
        found = {"pages": attacks.attempt([*attacks.NETWORK, *attacks.MORE_NETWORK, *quick], laid_out)}
        found["worker"] = await asyncio.to_thread(attacks.everything, laid_out)

        def apart() -> None:
            found["thread"] = attacks.everything(laid_out)
            said = self.outlet.write(ground.with_suffix(".told"), json.dumps(found).encode())
            assert said is None, said

        threading.Thread(target=apart).start()

    def more(self: SafeApp) -> None:
        before(self)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, lambda: self.run_worker(harm(self)))

    SafeApp.take_signals = more  # type: ignore[method-assign]


def usr2_sleeps(seconds: float) -> None:
    """Let the clocks say on SIGUSR2 that the computer slept."""
    from ciworkbook.guard import watching

    usual = watching.read_clocks
    slept = 0.0

    def read() -> watching.Clocks:
        now = usual()
        return now._replace(passing=now.passing + slept, wall=now.wall + slept)

    def sleep(*_signal: object) -> None:
        nonlocal slept
        slept += seconds

    watching.read_clocks = read
    signal.signal(signal.SIGUSR2, sleep)


def slow_saves(seconds: float) -> None:
    """Let every save take longer; what it does is as it was."""
    import time

    from ciworkbook.vault.store import Vault

    usual = Vault.put

    def slow(self: Vault, kind: str, content: bytes, entry: int | None = None) -> int:
        time.sleep(seconds)
        return usual(self, kind, content, entry)

    Vault.put = slow  # type: ignore[method-assign,assignment]


def impatient() -> None:
    """End sooner what does not end by itself."""
    from ciworkbook.screens import safety

    safety.LINGER, safety._SIGNAL_LINGER = 0.1, 0.2


def calm() -> None:
    """Let every key that may take the cover away do so."""
    from ciworkbook.screens.hiding import Lifting

    Lifting.press = lambda _self, _at: True  # type: ignore[method-assign,assignment]


def plant(where: Path) -> None:
    """Write a canary to `where` when the app starts, as a careless program would."""
    from ciworkbook.screens.safety import SafeApp

    before = SafeApp.take_signals

    def careless(self: SafeApp) -> None:
        before(self)
        where.write_text(f"answer: {PLANTED}\n", encoding="utf-16")

    SafeApp.take_signals = careless  # type: ignore[method-assign]


def open_calls() -> None:
    """Let the system refuse no call."""
    from ciworkbook.guard import system_calls

    system_calls.refuse = dict


def open_writes() -> None:
    """Let the system refuse no write."""
    from ciworkbook.guard import writes

    writes.fence = lambda *_folders, **_how: {}


def saves_soon() -> None:
    """Save a moment after the last key."""
    from ciworkbook import desk

    desk.DELAY = 0.1


def printer() -> None:
    """Answer as `lpstat` and `lp` do."""
    from ciworkbook.guard import printers

    def run(command: Any, *_given: Any) -> printers._Done:
        return printers._Done(0, "device for Desk: usb://Maker/Model" if command[1] == "-v" else "localhost", "")

    printers._program = lambda name: name
    printers._run = run  # type: ignore[assignment]


def memory_open() -> None:
    """Leave out what closes memory."""
    from ciworkbook.guard import memory

    memory.harden = dict


def esc_soon() -> None:
    """Cover only on two Esc that come at once, and uncover as soon as asked."""
    from ciworkbook.screens import hiding

    hiding.TWICE, hiding.HURRY = 0.01, 0.02


def notes(where: Path) -> None:
    """Note in `where`, a line each, the class of every page and widget that is mounted, and the modules loaded then."""
    import os

    from textual.widget import Widget

    out = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    before, seen, most = Widget._on_mount, set[str](), Counter[str]()

    def say(what: str) -> None:
        if what not in seen:
            seen.add(what)
            os.write(out, f"{what}\n".encode())

    def noting(self: Widget, event: Any) -> Any:
        kind = type(self)
        if kind.__module__.startswith("ciworkbook."):
            whole = hasattr(kind, "AUTO_FOCUS")
            say(f"{'page' if whole else 'widget'} {kind.__name__}")
            for name in list(sys.modules) if whole else ():
                say(f"module {name}")
        page = type(self.screen).__name__
        if (count := 1 + len(self.screen.walk_children(Widget))) > most[page]:
            most[page] = count
            say(f"widgets {page} {count}")
        return before(self, event)

    Widget._on_mount = noting  # type: ignore[method-assign]


def traceable() -> None:
    """Leave the process open to strace; the guard that closes it has tests of its own."""
    from ciworkbook.guard import memory

    def open_to_strace() -> dict[str, bool]:
        any_process = ctypes.c_ulong(-1)
        ctypes.CDLL(None).prctl(0x59616D61, any_process, 0, 0, 0)
        return {}

    memory.harden = open_to_strace


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] != [INNER]:
        sys.exit(outer(given))
    from ciworkbook.guard import crash

    crash.end(crash.contained(lambda: inner(given[1:])))
