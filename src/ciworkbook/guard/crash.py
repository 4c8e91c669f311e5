"""What is said of an error: its kind and its place, nothing it carries.

- The text of an error may be an answer (a `KeyError` is its key), so `str(error)` is never used, nor a local variable.
- Whatever Python would print about an error that nobody caught is noted instead, and handed to the launcher, which
  says it in one line once the terminal is in order again.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable

from . import terminal
from .status import CRASHED

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from types import TracebackType
    from typing import NoReturn

_SHAPE = r"(?a:[A-Za-z_]\w{0,80}( at <?[\w.-]{1,80}>?:\d{1,7} in <?\w{1,80}>?)?)"

last = ""
"""The last error noted, as `describe` puts it; empty if there was none."""
_tell: Callable[[str], None] | None = None


def describe(error: BaseException) -> str:
    """Return `ErrorType at file.py:NN in function`, for the innermost place the error was raised at."""
    return _describe(type(error), error.__traceback__)


def _describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    name = kind.__name__ if is_description(kind.__name__) else "Error"
    if trace is None:
        return name
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    file = os.path.basename(code.co_filename)  # noqa: PTH119
    said = f"{name} at {file}:{trace.tb_lineno} in {code.co_name}"
    return said if is_description(said) else name


def is_description(text: str) -> bool:
    """Tell whether `text` has the shape of a description and so cannot be a sentence somebody wrote."""
    import re

    return re.fullmatch(_SHAPE, text) is not None


def note(error: BaseException) -> None:
    """Remember `error` by kind and place, and hand that over if somebody listens. Never raises."""
    _note(type(error), error.__traceback__)


def _note(kind: type[BaseException], trace: TracebackType | None) -> None:
    global last
    try:
        last = _describe(kind, trace)
        if _tell is not None:
            _tell(last)
    except Exception:
        last = last or "Error"


def hand_over(tell: Callable[[str], None] | None) -> None:
    """Give each description to `tell` from now on, beginning with one already noted."""
    global _tell
    _tell = tell
    if tell is not None and last:
        tell(last)


def install() -> None:
    """Take over everything by which Python prints an error or a warning."""
    import threading
    import warnings

    sys.excepthook = lambda kind, _error, trace: _note(kind, trace)
    threading.excepthook = lambda lost: _note(lost.exc_type, lost.exc_traceback)
    sys.unraisablehook = lambda lost: _note(lost.exc_type, lost.exc_traceback)
    warnings.showwarning = lambda *_args, **_kwargs: None  # it prints a line of source


def quiet_logs() -> None:
    """Keep log lines from being printed: asyncio logs the text of an error in a task that nobody awaited."""
    import logging  # loaded with Textual, not before the door is drawn

    logging.disable(logging.CRITICAL)
    logging.getLogger("asyncio").disabled = True
    logging.lastResort = None
    logging.raiseExceptions = False


def contained(work: Callable[[], int]) -> int:
    """Return what `work` returns, or `CRASHED` if it raised anything, also `SystemExit` with a text."""
    try:
        return work()
    except KeyboardInterrupt:
        return 128 + 2
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        note(error)
    except BaseException as error:
        note(error)
    return CRASHED


def end(status: int) -> NoReturn:
    """End this process now: everything is on disk, and clearing up what goes with the process would take a while."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    terminal.give_back_keys()
    os._exit(status)
