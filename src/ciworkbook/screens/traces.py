"""What guards the program and what this computer may keep, on a page: the same that `doctor` says.

It is tried in this very session, and looked for without starting or writing anything. Nothing of a workbook is read.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import ComposeResult

from .. import traces
from ..guard import crash, keeping, trial
from ..words import _, mark
from .base import Words
from .passages import ReadingPage


class TracesPage(ReadingPage[None]):
    """The guards, then what was found, what can be done about it first."""

    CSS = "TracesPage #column { padding: 1 2; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back")), (mark("PgDn"), mark("more"))]
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        """Say that it is being looked at; that takes a moment where a list of commands is long."""
        yield Words(_("One moment."), "muted", id="wait")

    def on_mount(self) -> None:
        """Name the page, and begin to look."""
        self.head(_("What this computer may keep"))
        self.run_worker(self._look(), exit_on_error=False)

    async def _look(self) -> None:
        workbook = self.workbook_app.workbook
        folder = workbook.folder if workbook.kept else self.workbook_app.folder
        stands = trial.tried(folder if workbook.kept else None)  # in the thread that the pages live in
        try:
            machine = keeping.Machine.here()
            closed = stands.get("memory", False)
            found = await asyncio.to_thread(keeping.look, machine, folder, memory_closed=closed)
        except Exception as error:
            crash.note(error)
            found = []
        await self.query_one("#wait").remove()
        await self.query_one("#column").mount_all(self._told(stands, found))

    def _told(self, stands: dict[trial.Guard, bool], found: list[keeping.Finding]) -> list[Words]:
        lines: list[Words] = []
        groups = (
            (_("To do"), [one for one in found if one.open]),
            (_("Also noticed"), [one for one in found if not one.open]),
        )
        for title, some in groups:
            if some:
                lines.append(Words(title, "strong", close=True))
            for one in some:
                told = traces.said(one)
                lines.append(Words(told.sentence, "care" if one.open else "text", close=bool(told.advice)))
                if told.advice:
                    lines.append(Words(told.advice, "muted"))
        for title, holds in ((_("What guards this program here"), True), (_("Not here on this computer"), False)):
            guards = [traces.guard_words(name) for name, held in stands.items() if held is holds]
            if guards:
                lines.append(Words(title, "strong", close=True))
                lines += [Words(one, "muted", close=number < len(guards)) for number, one in enumerate(guards, 1)]
        return lines
