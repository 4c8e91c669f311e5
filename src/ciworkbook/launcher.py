"""The outer process: starts a session, gives the terminal back however it ended, and starts another after a lock.

- Standard library only. It knows no answer: what leaves on purpose goes through it to a file or printer, unread.
- Whatever ends the session, also SIGKILL or a fault in machine code, the terminal is put in order from here.
- It is asked for a few things only (`guard.outlet`), and a file that exists is never written over. Where processes can
  be split, a process of its own answers, and ends with the session: this one, which stays after a lock, has never
  held a byte or a name of what went out.
- Before the first session asks, and between two of them, nothing that is typed shows; between two, nothing of it
  reaches the next one.
- The door after a lock speaks the language of the session before it. That is held here and in no file, and handed on in
  the environment: every person of this computer may see the arguments of a command.
- SIGTERM and SIGHUP are passed on, so that the session can save; one that does not end in time is ended.
- SIGINT is the session's: at the prompt the key reaches both, and this process lets it go by.
- A session is a new Python, or a copy of this process where that is the same (`guard.apart`): it takes half the time.
  This process reads only what it needs itself, and starts no thread, so that a copy has nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence

from . import words
from .guard import apart, crash, environment, memory, outside, status, terminal
from .text import wrap
from .words import _

if sys.platform != "win32":
    import termios

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    import subprocess
    import threading
    from types import FrameType
    from typing import IO, Any

PATIENCE = 60.0
"""Seconds a session has to save and end after SIGTERM or SIGHUP. It ends itself; a slow disk gets its time."""

_PASSED_ON = ("SIGTERM", "SIGHUP", "SIGBREAK")
_LOCKED = (status.LOCKED, status.LOCKED_COVERED)
_QUIET_ENDS = (status.DONE, status.WRONG_USE, *_LOCKED)


def main(
    folder: str | None = None,
    language: str = "",
    *,
    practice: bool = False,
    sheets: str | None = None,
    plain: bool = False,
) -> int:
    """Open the workbook in this terminal, line by line where that is asked for or all there is; return the status."""
    words.use(language or words.first(os.environ))
    for stream in (sys.stdout, sys.stderr):
        terminal.speak(stream, os.environ)
    if not terminal.draws_lines(os.environ):
        words.use_typed_signs()
    why = "option" if plain else "terminal" if _only_lines() else ""
    refusal = "" if why else _refusal()
    if refusal:
        print("\n".join(wrap(refusal, _columns())), file=sys.stderr)  # noqa: T201
        return status.WRONG_USE
    clean = apart.is_clean()
    if clean:  # and stays so
        apart.look_nowhere_else()
    command = [] if clean else session_command()
    if folder is not None:
        command += ["--folder", _absolute(folder)]
    if language:
        command += ["--language", language]
    if sheets is not None:
        command += ["--sheets", _absolute(sheets)]
    if practice:
        command.append("--practice")
    if why:
        command += ["--plain", why]
    return run(command, _session if clean else None)


def _absolute(path: str) -> str:
    """Return `path` from the root, with what was typed left as it is."""
    return os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 (`pathlib` takes 2 ms, which the prompt waits for)


def _session(arguments: list[str]) -> None:
    """Be a session, and end as it does."""
    from . import session  # read in the copy alone

    crash.end(crash.contained(lambda: session.main(arguments)))


def session_command(module: str = "ciworkbook.session") -> list[str]:
    """Return the start of the command for a session: our own code only, nothing from the person's home or variables."""
    return [sys.executable, *_isolated(), "-B", "-m", module]


def _isolated() -> list[str]:
    import site
    from pathlib import Path

    here, own = Path(__file__).resolve(), site.getusersitepackages()
    # Installed for one person without an environment of its own, the program itself stands in that place.
    return ["-E", "-P"] if own and here.is_relative_to(Path(own).resolve()) else ["-I"]


def _only_lines() -> bool:
    """Tell whether there is no terminal, or one that cannot move its cursor."""
    if not (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return sys.platform != "win32" and not terminal.names_a_terminal(os.environ.get("TERM"))


def _refusal() -> str:
    """Say why the window is too small for pages; empty if it is not."""
    columns, rows = terminal.size(sys.stdout.fileno())
    if not terminal.is_large_enough(columns, rows):
        return _(
            "This needs a window of at least {wanted_columns} columns and {wanted_rows} rows. This one has {columns} "
            "and {rows}. Make the window larger or its letters smaller, then start again. Or add --plain: that goes "
            "line by line, in a window of any size."
        ).format(wanted_columns=terminal.WANTED[0], wanted_rows=terminal.WANTED[1], columns=columns, rows=rows)
    return ""


def _columns() -> int:
    """Return the width in which a sentence breaks between words; a wide one where there is no terminal."""
    try:
        columns = terminal.size(sys.stderr.fileno())[0]
    except (AttributeError, OSError, ValueError):
        columns = 0
    return columns - 1 if columns > 1 else 10_000


def run(command: Sequence[str], within: Callable[[list[str]], None] | None = None) -> int:
    """Run sessions with `command`, to which `--channel` is added, until one ends without a lock; return its status.

    With `within` a session is a copy of this process, which is given `command` as arguments.
    """
    memory.harden()
    modes, after, spoken = _modes(), "", ""
    _silence(modes)
    while True:
        session = _Session([*command, *(["--after", after] if after else [])], modes, spoken, within)
        ended = session.run()
        if ended not in _LOCKED:
            return ended
        after = "cover" if ended == status.LOCKED_COVERED else "lock"
        if session.folder:
            command = [*_without_folder(command), "--folder", session.folder]
        spoken = session.language or spoken


def _without_folder(command: Sequence[str]) -> list[str]:
    """Return `command` without the folder it names."""
    at = command.index("--folder") if "--folder" in command else len(command)
    return [*command[:at], *command[at + 2 :]]


class _Session:
    """One session, from its start until the terminal is in order again."""

    def __init__(
        self,
        command: Sequence[str],
        modes: list[Any] | None = None,
        spoken: str = "",
        within: Callable[[list[str]], None] | None = None,
    ) -> None:
        """Run `command`; `modes` are those of the terminal before anything was started, `spoken` is a language."""
        self._command = command
        self._modes = modes
        self._spoken = spoken
        self._within = within
        self._child: subprocess.Popen[bytes] | apart.Copy | None = None
        self._asked_to_end: int | None = None
        self._fault = ""
        self._in_lines = "--plain" in command
        self._hear_the_rest: Callable[[float], None] = lambda _seconds: None
        self.folder = ""
        """Where the session said that it keeps its workbook; empty if it did not."""
        self.language = ""
        """The language it said it speaks; empty if it did not."""
        self._ender: threading.Timer | None = None

    def run(self) -> int:
        """Start it, wait for it, put the terminal in order; return the exit status."""
        with self._signals():
            self._start()
            try:
                code = self._wait()
            finally:
                if self._ender is not None:
                    self._ender.cancel()
            self._hear_the_rest(PATIENCE)
            quiet = code in _QUIET_ENDS and self._asked_to_end is None
            _put_in_order(self._modes, clean=quiet, silent=quiet and code in _LOCKED)
            if not quiet and self._in_lines:
                _clear()
        if code < 0:
            code = 128 - code
        if self._asked_to_end is not None:
            return 128 + self._asked_to_end
        if not quiet and code not in (128 + 1, 128 + 2, 128 + 15):
            self._say_fault()
        return code

    def _start(self) -> None:
        from_session, to_launcher = os.pipe()
        from_launcher, to_session = os.pipe()
        self._hear_the_rest = self._listen(from_session, to_session, (to_launcher, from_launcher))
        self._child = self._copied(to_launcher, from_launcher) or self._started(to_launcher, from_launcher)
        for number in (to_launcher, from_launcher):
            os.close(number)
        if self._asked_to_end is not None:
            self._child.send_signal(self._asked_to_end)

    def _copied(self, *channel: int) -> apart.Copy | None:
        """Return a copy of this process that is a session; None where it has to be a new Python."""
        within = self._within
        if within is None:
            return None
        arguments = [*self._command, "--channel", ",".join(map(str, channel))]
        return apart.Copy(lambda: apart.shed(channel, self._spoken), lambda: within(arguments))

    def _started(self, *channel: int) -> subprocess.Popen[bytes]:
        import subprocess

        named, passing = _passed_on(*channel)
        return subprocess.Popen(
            [*self._command, "--channel", named],
            # Nothing a library prints about its troubles reaches the screen; the pages go to standard output.
            stderr=subprocess.DEVNULL,
            env=environment.cleaned(os.environ) | ({environment.SPOKEN: self._spoken} if self._spoken else {}),
            **passing,
        )

    def _listen(self, asked: int, answers: int, others: tuple[int, int]) -> Callable[[float], None]:
        """Have what the session asks for answered; return what takes in the rest when the session has ended."""
        if sys.platform != "win32":
            return outside.listen(asked, answers, others, self._heard)
        import threading

        server = threading.Thread(target=self._serve, args=(asked, answers), name="requests", daemon=True)
        server.start()
        return server.join

    def _serve(self, asked: int, answers: int) -> None:
        from .guard import requests

        for what, where in requests.serve(asked, answers):
            self._heard(what, where)

    def _heard(self, what: str, where: str) -> None:
        if what == "folder":
            self.folder = where
        elif what == "language":
            self.language = where
        else:
            self._fault = where

    def _wait(self) -> int:
        assert self._child is not None
        if sys.platform == "win32":
            assert not isinstance(self._child, apart.Copy)
            return self._child.wait()
        while True:
            _pid, how = os.waitpid(self._child.pid, os.WUNTRACED)
            if os.WIFSTOPPED(how):
                _put_in_order(self._modes, clean=False)
                os.kill(os.getpid(), signal.SIGSTOP)
                # A shell continues both of us. A signal to this process alone is passed on.
                if not _continued(self._child.pid):
                    self._child.send_signal(signal.SIGCONT)
                continue
            self._child.returncode = os.waitstatus_to_exitcode(how)
            return self._child.returncode

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Pass on what asks to end. A handler, even an empty one, is not inherited; ignoring would be."""
        wanted = dict.fromkeys(_PASSED_ON, self._end) | dict.fromkeys(("SIGINT", "SIGTSTP"), _let_go_by)
        before = {
            number: signal.signal(number, handler)
            for name, handler in wanted.items()
            if (number := getattr(signal, name, None)) is not None
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self._asked_to_end = number
        if self._child is None:
            return
        self._child.send_signal(number)
        if self._ender is None:
            import threading

            self._ender = threading.Timer(PATIENCE, self._child.kill)
            self._ender.daemon = True
            self._ender.start()

    def _say_fault(self) -> None:
        said = _("The workbook closed because of a fault. What was saved is still there.")
        if crash.is_description(self._fault):
            said += f"\n{self._fault}"
        with contextlib.suppress(OSError):
            print(said, file=sys.stderr, flush=True)  # noqa: T201


def _let_go_by(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the session has had the same signal."""


def _continued(pid: int, tries: int = 20) -> bool:
    if sys.platform == "win32":
        return True
    if not hasattr(os, "waitid"):  # a second signal does no harm
        return False
    import time

    for _try in range(tries):
        # `waitpid` would take the end of the session, too, and nobody could ask for it again.
        if os.waitid(os.P_PID, pid, os.WCONTINUED | os.WNOHANG) is not None:
            return True
        time.sleep(0.01)
    return False


def _passed_on(*numbers: int) -> tuple[str, dict[str, Any]]:
    """Return the text that names open files to the session, and how `Popen` passes on these and no others."""
    if sys.platform == "win32":
        import msvcrt

        handles = [msvcrt.get_osfhandle(number) for number in numbers]
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        import subprocess

        info = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
        return ",".join(map(str, handles)), {"startupinfo": info}
    return ",".join(map(str, numbers)), {"pass_fds": numbers}


# The terminal


def _modes() -> list[Any] | None:
    if sys.platform != "win32":
        with contextlib.suppress(termios.error, OSError, ValueError):
            return termios.tcgetattr(sys.stdin.fileno())
    return None


def _silence(modes: list[Any] | None) -> None:
    """Let a terminal not show what is typed before anything asks: it may be the beginning of the passphrase."""
    if sys.platform != "win32" and modes is not None and sys.stdout.isatty():
        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, _silenced(modes))


def _put_in_order(modes: list[Any] | None, *, clean: bool, silent: bool = False) -> None:
    """Give the terminal back; `clean` if the session has already left its pages itself, `silent` for the next one."""
    with _as_foreground():
        output: IO[str] = sys.stdout
        with contextlib.suppress(OSError, ValueError):
            if _only_lines():
                pass  # nothing was told to it, and it would show what puts modes back
            elif clean:
                os.write(output.fileno(), terminal.settling())
            else:
                terminal.leave(output.fileno())
        if sys.platform != "win32" and modes is not None:
            with contextlib.suppress(termios.error, OSError, ValueError):
                # What was typed but not read would go to the shell.
                termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, _silenced(modes) if silent else modes)


def _clear() -> None:
    """Clear what a session in lines left in the window when it did not end by itself."""
    with contextlib.suppress(OSError, ValueError):
        if not _only_lines():
            os.write(sys.stdout.fileno(), terminal.clearing())


if sys.platform != "win32":

    def _silenced(modes: list[Any]) -> list[Any]:
        """Return `modes` with nothing shown of what is typed."""
        return [*modes[:3], modes[3] & ~(termios.ECHO | termios.ECHONL), *modes[4:]]


@contextlib.contextmanager
def _as_foreground() -> Iterator[None]:
    """Keep a shell that has taken the terminal back from stopping us while we put it in order."""
    number = getattr(signal, "SIGTTOU", None)
    if number is None:
        yield
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)
