"""Reads the rest of a workbook behind the page that is shown.

- In short turns, with longer rests between them, so that a key is never kept waiting longer than a turn.
- It waits while other work has the workbook, which holds each entry for a moment, and some of it all of them.
- What is noticed on the way is said where home says it. Nothing is shown while reading goes on: it is nobody's wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..workbook import Workbook
    from .app import WorkbookApp

TURN, REST, WAIT = 0.01, 0.02, 1.0
"""Seconds of reading, between two times, and until it is looked again whether other work is done."""
SETTLES = 50
"""Turns after which what was read is settled: it stays, and need not be looked through for what can go."""


class ReadingOn:
    """Reads on in one workbook, for as long as the app has it open."""

    def __init__(self, app: WorkbookApp, workbook: Workbook) -> None:
        self._app, self._workbook = app, workbook
        self._noticed = len(workbook.findings)
        self._turns = 0

    def go_on(self) -> None:
        """Take a turn, and see to the next one."""
        if not self._app.is_open(self._workbook):
            return
        if self._app.work.going:
            self._app.set_timer(WAIT, self.go_on)
            return
        self._turns += 1
        if self._workbook.read_on(TURN):
            self._app.set_timer(REST, self.go_on)
            if self._turns % SETTLES:
                return
        self._app.settled()
        if (noticed := len(self._workbook.findings)) != self._noticed:
            self._noticed = noticed
            self._app.say_noticed()
