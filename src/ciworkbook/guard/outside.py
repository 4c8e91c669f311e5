"""A process that does what leaves on purpose, beside the launcher, for one session.

- It reads what the session hands over, and writes the file or starts the print program. It ends when the session does:
  what went through it, and under which name, is gone from memory then, whatever comes after a lock.
- The launcher hears three things of it: where the workbook is kept, the language, and the description of a fault.
- It ends with the launcher too, so that the session notices: its pipe of answers ends.
- It hears no signal of the terminal: a file that is being written is finished, and then it ends by itself.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable

from . import requests
from .outlet import send


def listen(
    asked: int, answers: int, others: tuple[int, ...], heard: Callable[[str, str], None]
) -> Callable[[float], None]:
    """Start it on the pipes `asked` and `answers`, which it takes over; it closes `others`. Not on Windows.

    What is returned is called once the session has ended: it gives the process as many seconds to end too, and calls
    `heard(what, where)` for each thing that was told.
    """
    told, tell = os.pipe()
    stays, held = os.pipe()
    pid = _apart(lambda: _serve(asked, answers, tell, stays), (*others, told, held))
    for number in (asked, answers, tell, stays):
        os.close(number)

    def take_in(patience: float) -> None:
        ender = threading.Timer(patience, os.kill, (pid, signal.SIGKILL))
        ender.daemon = True
        ender.start()
        with os.fdopen(told, encoding="utf-8") as lines:
            for line in lines:
                what, where = json.loads(line)
                heard(what, where)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # its number stays its own until the timer is stopped
        ender.cancel()
        os.waitpid(pid, 0)
        os.close(held)

    return take_in


def _apart(work: Callable[[], None], not_mine: tuple[int, ...]) -> int:
    """Do `work` in a copy of this process, which closes the files `not_mine` and then ends; return its number."""
    if sys.platform == "win32":
        raise OSError
    # No signal may reach it while it still has the handlers of the launcher.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return pid
    try:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT):
            signal.signal(one, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number in not_mine:
            os.close(number)
        work()
    finally:
        os._exit(0)


def _serve(asked: int, answers: int, tell: int, stays: int) -> None:
    threading.Thread(target=_end_with, args=(stays,), daemon=True).start()
    for what, where in requests.serve(asked, answers):
        send(tell, json.dumps([what, where]).encode("ascii") + b"\n")


def _end_with(stays: int) -> None:
    """End when the launcher does: nobody writes to this pipe, and it ends when its other side is closed."""
    os.read(stays, 1)
    os._exit(0)
