"""The one way out of a session: bytes and a destination, handed to the launcher.

- Two pipes. Session to launcher: a line of JSON, then `size` bytes. Launcher to session: a line of JSON an answer.
- Six things can be said: `{"do": "write", "path": P, "size": N}`, which makes a new file and never touches one that
  is there; `{"do": "queues"}`, which names the printers of this computer; `{"do": "print", "queue": Q, "leads": L,
  "size": N}`, which hands a page to one of them; `{"do": "fault", "where": W}`, which is shown if the session ends
  badly; `{"do": "folder", "where": P}`, where a session after a lock looks for the workbook; and `{"do": "language",
  "where": TAG}`, in which its door speaks. The last three are not answered.
- An answer is `{"ok": true}` or `{"problem": …}` with one of the `PROBLEMS` or `TROUBLES` of `outcomes`; printers come
  as `"queues"`, and what the system itself said of trouble as `"said"`.
- The pipe of answers ends when the launcher does. A session without its launcher ends too, by the way it ends on
  SIGTERM: it saves first.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue

from . import crash, terminal

TYPE_CHECKING = False  # what checkers of types look for; the door is drawn before any of it is used
if TYPE_CHECKING:
    from typing import Any

    from .outcomes import Found, Problem, Queue, Refused, Trouble


class Outlet:
    """The session's end. `write`, `queues` and `print` may be called from any thread."""

    def __init__(self, requests: int | None, answers: int | None, on_end: Callable[[], None] | None = None) -> None:
        """Use the open files `requests` (to write) and `answers` (to read); none means that nothing can go out.

        `on_end` is called, in a thread, when the launcher has ended. Nothing is answered before `listen` was called.
        """
        self._requests, self._answers = requests, answers
        self._lock = threading.Lock()
        self._said: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._on_end = on_end
        self._listener: threading.Thread | None = None

    @classmethod
    def from_arguments(cls, channel: str) -> Outlet:
        """Return the outlet that the argument `channel`, "WRITE,READ", names; a closed one if it is empty or wrong.

        Errors noted by `crash` go through it from now on. Once it listens, the session ends when the launcher does.
        """
        try:
            requests, answers = (opened(int(one)) for one in channel.split(","))
        except (ValueError, OSError):
            return cls(None, None)
        made = cls(requests, answers, _end_like_terminated)
        crash.hand_over(made.fault)
        return made

    def listen(self) -> None:
        """Begin to hear answers, in a thread: it lives under the guards that stand by now."""
        if self._answers is not None and self._listener is None:
            self._listener = threading.Thread(target=self._listen, name="outlet", daemon=True)
            self._listener.start()

    @property
    def is_open(self) -> bool:
        """Whether there is a launcher to ask."""
        return self._requests is not None

    def write(self, path: str | os.PathLike[str], data: bytes) -> Problem | None:
        """Have a new file made at `path` that holds `data`; return why it was not, or None if it was.

        What comes back as None is on disk. A file that is there already is never touched.
        """
        from .outcomes import PROBLEMS

        place = os.path.abspath(os.fspath(path))  # noqa: PTH100 - the text as it is, no link followed
        said = self._ask({"do": "write", "path": place, "size": len(data)}, data)
        if said.get("ok") is True:
            return None
        problem = said.get("problem")
        return next((one for one in PROBLEMS if one == problem), "other")

    def queues(self) -> Found:
        """Return the printers of this computer. May take some seconds."""
        from typing import get_args

        from .outcomes import Found, Leads, Queue

        said = self._ask({"do": "queues"})
        if said.get("ok") is not True:
            return Found(problem=_trouble(said), said=str(said.get("said", "")))
        kinds = get_args(Leads)
        named = [(str(name), leads) for name, leads in said.get("queues", ())]
        return Found(
            tuple(Queue(name, next(one for one in kinds if one == leads)) for name, leads in named if leads in kinds),
            said=str(said.get("said", "")),
        )

    def print(self, queue: Queue, page: bytes) -> Refused | None:
        """Have `page` printed by `queue`, if it still leads where it did; return why it was not, or None.

        None says that the system took it. May take half a minute.
        """
        from .outcomes import Refused

        said = self._ask({"do": "print", "queue": queue.name, "leads": queue.leads, "size": len(page)}, page)
        return None if said.get("ok") is True else Refused(_trouble(said), str(said.get("said", "")))

    def _ask(self, asked: dict[str, Any], data: bytes = b"") -> dict[str, Any]:
        """Return the answer; an empty one if there is nobody to give it."""
        if self._requests is None:
            return {}
        with self._lock:
            if not self._send(asked, data):
                return {}
            said = self._said.get()
        if said is None:
            self._said.put(None)  # for whoever asks next
        return said or {}

    def fault(self, where: str) -> None:
        """Hand over the description of an error, made by `crash.describe`. Never waits for a save under way."""
        self._tell("fault", where)

    def folder(self, path: str | os.PathLike[str]) -> None:
        """Tell where this session keeps its workbook, for the session that follows a lock."""
        self._tell("folder", os.path.abspath(os.fspath(path)))  # noqa: PTH100 - the text as it is, no link followed

    def language(self, tag: str) -> None:
        """Tell which language this session speaks, for the door of the session that follows a lock."""
        self._tell("language", tag)

    def _tell(self, what: str, where: str) -> None:
        if self._requests is not None and self._lock.acquire(timeout=1):
            try:
                self._send({"do": what, "where": where})
            finally:
                self._lock.release()

    def _send(self, asked: dict[str, Any], data: bytes = b"") -> bool:
        import json

        assert self._requests is not None
        try:
            send(self._requests, json.dumps(asked).encode("ascii") + b"\n")
            send(self._requests, data)
        except OSError:
            return False
        return True

    def _listen(self) -> None:
        assert self._answers is not None
        with contextlib.suppress(OSError, ValueError), os.fdopen(self._answers, "rb", closefd=False) as answers:
            for line in answers:
                import json

                said = json.loads(line)
                self._said.put(said if isinstance(said, dict) else {})
        self._said.put(None)
        if self._on_end is not None:
            self._on_end()


def _trouble(said: dict[str, Any]) -> Trouble:
    from .outcomes import TROUBLES

    problem = said.get("problem")
    return next((one for one in TROUBLES if one == problem), "other")


def send(number: int, data: bytes) -> None:
    """Write all of `data` to the open file `number`."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]


def opened(handle: int) -> int:
    """Return the file number for what the other process passed on, kept from any process started later."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.open_osfhandle(handle, 0)
    os.set_inheritable(handle, False)
    return handle


def _end_like_terminated() -> None:
    terminal.launcher_gone = True
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:  # it ends right now
        terminal.give_back_keys()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
