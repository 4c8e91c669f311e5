"""Looks at a folder or zip file of sheets in a thread, so that the cover key answers meanwhile.

What is found stays here until a person adds it. Nothing is added, and nothing is offered, by looking.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from .guard import crash
from .words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from .worksheet.catalogue import Catalogue
    from .worksheet.pack import Packs
    from .worksheet.packs import Checked


class OwnSheets:
    """The sheets at `path`, beside those that `catalogue` gives; there is nothing to look at where `path` is None."""

    def __init__(self, path: Path | None, catalogue: Callable[[], Catalogue]) -> None:
        self.path = path
        self.checked: Checked | None = None
        """What was found; None until the looking is done."""
        self._catalogue = catalogue
        self._thread: threading.Thread | None = None

    def start(self) -> OwnSheets:
        """Begin to look."""
        if self.path is not None and self._thread is None:
            self._thread = threading.Thread(target=self._look, name="own-sheets", daemon=True)
            self._thread.start()
        return self

    @property
    def looking(self) -> bool:
        """Whether it is still being looked at."""
        return self.path is not None and self.checked is None

    def wait(self) -> None:
        """Wait until it was looked at."""
        if self._thread is not None:
            self._thread.join()

    def waits(self, kept: Packs) -> bool:
        """Tell whether there is a place to look at that holds something else than what is `kept`."""
        if self.path is None or self.checked is None:
            return self.path is not None
        before = kept.get(self.checked.pack.id)
        return before is None or not self.checked.pack.same_as(before)

    def _look(self) -> None:
        from .worksheet.pack import Pack
        from .worksheet.packs import Checked, read_pack  # yaml and pydantic, only where there is something to read

        assert self.path is not None
        try:
            self.checked = read_pack(self.path, self._catalogue())
        except Exception as error:  # whatever it is, the person is not left waiting
            crash.note(error)
            self.checked = Checked(Pack("", ""), (_("It cannot be read."),))
