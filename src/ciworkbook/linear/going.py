"""Where a person goes from a prompt of the plain face, as exceptions: they end whatever page is open.

- `Back` ends one page and is caught by `Face.open`; the others are caught by `Face.run` only.
- Whoever raises one has lost nothing: what was answered is saved by then, or on the way out.
"""

from __future__ import annotations


class Going(Exception):
    """The person goes elsewhere."""


class Back(Going):
    """One page back."""


class Home(Going):
    """To the first page."""


class Lock(Going):
    """Out, until the passphrase is typed again."""


class Leave(Going):
    """Out. With `at_once` nothing is asked on the way."""

    def __init__(self, *, at_once: bool = False) -> None:
        super().__init__()
        self.at_once = at_once


class AskedToEnd(Going):
    """The system asks the program to end; `code` is the exit status for that."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code
