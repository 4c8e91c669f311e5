"""Copies of this process, and when a session may be one: a second Python takes as long to start as the first.

- A session holds our own code only, nothing from the person's home or variables. A new Python that is told so is always
  such a process. A copy is one too, but only if the launcher already was: that is asked here, strictly and only on
  Linux, where it is known what a copy keeps. Wherever the answer is not a plain yes, a new Python is started.
- What a new program would not get, a copy is rid of before anything of the session runs: open files, handlers of
  signals, variables, a place to look for modules. No signal reaches it before that is done.
- A copy never comes back into the code it was made in: it ends where its work does.
- It keeps what closes the memory of the launcher to other programs, and its own is closed from its first moment.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Collection

from . import environment, status

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from types import ModuleType

_PACKAGE = __name__.partition(".")[0]
_HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 (see `cli`)
"""Where our own package lies."""
_PATH = tuple(sys.path[0 if sys.flags.safe_path else 1 :])
"""Where modules are looked for, without the folder of the script or the one the person stands in."""
_SCRIPTS = ("ciworkbook", "workbook")
_OPEN_FILES, _THREADS = "/proc/self/fd", "/proc/self/task"
_CHANGED_BY_OPTIONS = ("debug", "inspect", "interactive", "optimize", "no_site", "bytes_warning", "dev_mode")


class Copy:
    """A copy of this process that does `work`, prepared by `begin`, and then ends. Not on Windows.

    `begin` runs before any signal can reach it.
    """

    def __init__(self, begin: Callable[[], None], work: Callable[[], object]) -> None:
        if sys.platform == "win32":
            raise OSError
        self.returncode: int | None = None
        """Set by whoever waits for it, as `os.waitstatus_to_exitcode` gives it."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):  # or both would write what waits there
                stream.flush()
        # No signal may reach it while it still has the handlers of this process.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        self.pid = os.fork()
        if self.pid:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            return
        ended = status.CRASHED
        try:
            begin()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            work()
            ended = status.DONE
        except KeyboardInterrupt:
            ended = 128 + signal.SIGINT
        finally:
            os._exit(ended)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has been waited for: its number may be another's then."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        if sys.platform != "win32":
            self.send_signal(signal.SIGKILL)


def shed(keep: Collection[int], spoken: str) -> None:
    """Be rid of what a new Python would not have got; the open files `keep` stay, beside the terminal.

    `spoken` is the language of the session before this one. Errors that something prints go nowhere.
    """
    _forget_handlers()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    for name in os.listdir(_OPEN_FILES):  # noqa: PTH208
        number = int(name)
        if number > 2 and number not in keep:
            with contextlib.suppress(OSError):  # the list itself was open while it was read
                os.close(number)
    environment.scrub()
    environment.spoken = spoken
    look_nowhere_else()
    sys.argv[1:] = []
    sys.dont_write_bytecode = True


def _forget_handlers() -> None:
    """Put back what a program begins with: what is ignored stays so, and Ctrl+C is Python's."""
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def look_nowhere_else() -> None:
    """Read from now on no module but where a new Python would, whoever asks for it in this process."""
    sys.path[:] = _PATH


def is_clean() -> bool:
    """Tell whether a copy of this process is as free of the person's home, variables and options as a new Python."""
    return sys.platform.startswith("linux") and _is_as_given() and _is_whole() and _knows_all()


def _is_as_given() -> bool:
    """Tell whether nothing was asked of this Python in a variable or an option, and nobody looks over its shoulder."""
    return not (
        (not sys.flags.ignore_environment and any(name.startswith("PYTHON") for name in os.environ))
        or any(getattr(sys.flags, name) for name in _CHANGED_BY_OPTIONS)
        or sys._xoptions
        or sys.warnoptions
        or sys.gettrace()
        or sys.getprofile()
    )


def _is_whole() -> bool:
    """Tell whether there is one thread, which is all that a copy has, and a file for input, output and errors."""
    try:
        for number in (0, 1, 2):
            os.fstat(number)
        os.stat(_OPEN_FILES)  # noqa: PTH116
        return len(os.listdir(_THREADS)) == 1 and None not in (sys.stdin, sys.stdout, sys.stderr)  # noqa: PTH208
    except OSError:
        return False


def _knows_all() -> bool:
    """Tell whether every module read so far is one that a new Python would read from the same place."""
    own, site = sys.modules.get("os"), sys.modules.get("site")
    if own is None or site is None or _HOME not in _PATH:
        return False
    if site.USER_SITE in sys.path or "usercustomize" in sys.modules:
        return False
    standard = os.path.dirname(own.__file__ or "") + os.sep  # noqa: PTH120
    packages = (standard, *(f"{one}{os.sep}" for one in site.getsitepackages()))
    return all(_is_known(name, module, standard, packages) for name, module in sys.modules.copy().items())


def _is_known(name: str, module: ModuleType, standard: str, packages: tuple[str, ...]) -> bool:
    spec = getattr(module, "__spec__", None)
    if spec is None and name == "__main__":  # the script that an installation puts beside its Python
        script = os.path.realpath(getattr(module, "__file__", None) or "")
        beside = os.path.realpath(os.path.dirname(sys.executable))  # noqa: PTH120
        return os.path.split(script) in [(beside, one) for one in _SCRIPTS]
    if spec is None:  # not read from anywhere: made by the module that it stands in
        return name.rpartition(".")[0] in sys.modules
    origin = spec.origin or ""
    first = spec.name.partition(".")[0]
    if name == "__main__" and first != _PACKAGE:
        return False
    if first == _PACKAGE:
        return origin.startswith(os.path.join(_HOME, _PACKAGE) + os.sep)  # noqa: PTH118
    if origin in ("built-in", "frozen"):
        return True
    return origin.startswith(standard if first in sys.stdlib_module_names else packages)
