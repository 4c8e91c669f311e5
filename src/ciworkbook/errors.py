"""What can go wrong, in words a person can use.

- A `WorkbookError` carries a message and a hint, both already in the person's language; whoever shows it adds nothing.
- Neither may hold a passphrase, an answer, a name, or the text of another exception.
"""

from __future__ import annotations


class WorkbookError(Exception):
    """Something a person can understand and act on.

    Attributes:
        message: What happened, one plain sentence.
        hint: What to do about it, one plain sentence; empty if there is nothing to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
