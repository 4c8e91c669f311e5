"""Something that is to be done in a moment, as exactly as the event loop can.

- Textual's own timer is a task that sleeps, and is about 2 ms late; this one is late by less than one.
- It is done in its turn among the messages of the app, as with Textual's, and not at all once the app has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App

EARLY = 0.0005
"""Seconds: what the loop waits is rounded up to whole milliseconds, half of one on average."""


class Soon:
    """`work`, to be done by `app` in so many seconds, unless it is stopped before."""

    def __init__(self, app: App[Any], seconds: float, work: Callable[[], Any]) -> None:
        self._app, self._work, self._stopped = app, work, False
        self._handle = asyncio.get_running_loop().call_later(max(0.0, seconds - EARLY), self._due)

    def stop(self) -> None:
        """Leave it undone, also where its turn is about to come."""
        self._stopped = True
        self._handle.cancel()

    def _due(self) -> None:
        if self._app.is_running:
            self._app.call_next(self._do)

    def _do(self) -> None:
        if not self._stopped:
            self._work()
