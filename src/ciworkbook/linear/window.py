"""What stands in the window of a conversation: cleared when it ends, hides or locks, where that can be done.

- Where the terminal cannot clear, what was said is moved out of sight, and a sentence says that it still stands there.
- Before anything was said that is the person's own, there is nothing to clear.
"""

from __future__ import annotations

from ..guard import terminal
from ..words import _
from .going import Going
from .lines import EndOfInput, rows
from .talk import Talk

CLEARING = terminal.clearing().decode("ascii")
"""Clears the window and, where the terminal knows it, what scrolled out of it."""


class Window:
    """The window in which `talk` speaks."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.holds_anything = False
        """Whether anything was said that is to be cleared."""

    def empty(self) -> None:
        """Clear the window, or move what stands there out of sight where it cannot be cleared."""
        self.talk.write(CLEARING if self.talk.reader.moves else "\n" * 60)

    def wipe(self) -> None:
        """Clear what was said from the window; where that cannot be done, say that it still stands there."""
        if self.talk.reader.moves:
            self.empty()
        else:
            self.talk.say(_("What was said here still stands in this window. It cannot be cleared from here."))

    def cover(self, text: str) -> None:
        """Show `text` in place of all that was said."""
        self.empty()
        self.talk.write("".join(f"{row}\n" for row in rows(text, 60)))

    def clear_at_once(self) -> None:
        """Clear the window without a word."""
        if self.holds_anything and self.talk.reader.moves:
            self.empty()

    def clear(self, *, at_once: bool) -> None:
        """Clear the window, after asking for it unless `at_once`; say where it cannot be done."""
        if not self.holds_anything:
            return
        if not self.talk.reader.moves:
            self.talk.say(_("This window cannot be cleared from here. Close it so that nobody reads on."))
            return
        if not at_once:
            self.talk.part(_("Everything said here still stands in this window."))
            try:
                if not self.talk.yes(_("Clear it?"), usual=True):
                    return
            except (Going, EndOfInput):
                pass
        self.empty()
