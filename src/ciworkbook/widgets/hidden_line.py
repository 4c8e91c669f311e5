"""The line a passphrase is made in: it takes what is typed or pasted as it is, or not at all.

- The door reads keys on a bare terminal. Whatever it could not read back the same would lock a person out for good, so
  tabs, line breaks, marks that nobody sees and signs that came in broken are refused aloud, never changed or left out.
- So is what does not fit: a passphrase that was cut in silence opens nothing.
- Nothing of it is in the repr of the line or of its messages.
- One line break at the very end of a paste is the Enter of whoever copied a whole line; it is let go.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from rich.repr import Result
from textual.message import Message
from textual.widgets import Input

from .. import text
from .fields import TextLine

Why = Literal["signs", "long"]
BROKEN = "\ufffd"
"""What stands for bytes that are no text."""


def reads_back(words: str) -> bool:
    """Tell whether the door gives `words` back as they are when the same is typed or pasted there."""
    return (
        BROKEN not in words
        and text.clean(words) == words
        and not any(unicodedata.category(one) in ("Cc", "Zl", "Zp") for one in words)
    )


class HiddenLine(TextLine):
    """One line, hidden; posts `Refused` for what it does not take, and then holds what it held before."""

    class Changed(Input.Changed, namespace="input"):
        """As of any field, and does not show in its repr what stands in this one."""

        def __repr__(self) -> str:
            return "Changed()"

        def __rich_repr__(self) -> Result:
            yield from ()

    class Submitted(Input.Submitted, namespace="input"):
        """As of any field, and does not show in its repr what stands in this one."""

        def __repr__(self) -> str:
            return "Submitted()"

        def __rich_repr__(self) -> Result:
            yield from ()

    class Refused(Message):
        """Something was not taken: `why` is `signs` (the door could not read it back) or `long`."""

        def __init__(self, why: Why) -> None:
            super().__init__()
            self.why = why

    def __init__(self, longest: int, *, id: str | None = None) -> None:
        super().__init__(longest=longest, id=id)
        self.password = True

    def replace(self, text: str, start: int, end: int) -> None:
        """Write all of `text` in place of what stands from `start` to `end`, or nothing."""
        new = text.removesuffix("\n").removesuffix("\r")
        if not reads_back(new):
            self.post_message(self.Refused("signs"))
        elif len(self.value) - abs(end - start) + len(new) > self.longest:
            self.post_message(self.Refused("long"))
        else:
            super().replace(new, start, end)
