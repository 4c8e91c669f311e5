"""A process that does what leaves on purpose, beside the launcher, for one session.

- It reads what the session hands over, and writes the file or starts the print program. It ends when the session does:
  what went through it, and under which name, is gone from memory then, whatever comes after a lock.
- The launcher hears three things of it: where the workbook is kept, the language, and the description of a fault.
- It ends with the launcher too, so that the session notices: its pipe of answers ends.
- It hears no signal of the terminal: a file that is being written is finished, and then it ends by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from . import apart


def listen(
    asked: int, answers: int, others: tuple[int, ...], heard: Callable[[str, str], None]
) -> Callable[[float], None]:
    """Start it on the pipes `asked` and `answers`, which it takes over; it closes `others`. Not on Windows.

    What is returned is called once the session has ended: it gives the process as many seconds to end too, and calls
    `heard(what, where)` for each thing that was told.
    """
    told, tell = os.pipe()
    stays, held = os.pipe()
    copy = apart.Copy(lambda: _begin((*others, told, held)), lambda: _serve(asked, answers, tell, stays))
    for number in (asked, answers, tell, stays):
        os.close(number)

    def take_in(patience: float) -> None:
        import json

        for line in _all_of(told, patience, copy.kill).splitlines():
            what, where = json.loads(line)
            heard(what, where)
        os.waitpid(copy.pid, 0)
        for number in (told, held):
            os.close(number)

    return take_in


def _all_of(number: int, patience: float, give_up: Callable[[], None]) -> bytes:
    """Read the pipe `number` to its end, in this thread; `give_up` is called if that takes longer than `patience`."""
    import select

    pieces, end = [b""], time.monotonic() + patience
    while True:
        if not select.select([number], [], [], max(0.0, end - time.monotonic()))[0]:
            give_up()
        if not (piece := os.read(number, 1 << 16)):
            return b"".join(pieces)
        pieces.append(piece)


def _begin(not_mine: tuple[int, ...]) -> None:
    """Hear no signal of the terminal, and close what is the launcher's alone."""
    if sys.platform != "win32":
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT):
            signal.signal(one, signal.SIG_IGN)
    for number in not_mine:
        os.close(number)


def _serve(asked: int, answers: int, tell: int, stays: int) -> None:
    import json
    import threading

    from . import requests
    from .outlet import send

    threading.Thread(target=_end_with, args=(stays,), daemon=True).start()
    for what, where in requests.serve(asked, answers):
        send(tell, json.dumps([what, where]).encode("ascii") + b"\n")


def _end_with(stays: int) -> None:
    """End when the launcher does: nobody writes to this pipe, and it ends when its other side is closed."""
    os.read(stays, 1)
    os._exit(0)
