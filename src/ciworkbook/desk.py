"""The visit that lies open, and when it is put away on disk.

- What a person types is in the visit at once, and on disk less than half a second later, also while they go on typing;
  and on each page change, on leaving, on cover, lock and any signal. The time is counted from the key, not from when
  its letter is drawn.
- On a slow disk saving takes at most half of the time, so that typing goes on; what waits for it is longer then, but
  still at most half a second where a save takes a quarter of one.
- "saved just now" is said only after the workbook has said so. A save that fails keeps the visit here and says why.
- The manifest is written every 30 seconds of writing and on leaving a worksheet.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from .answers.answer import Answer, State
from .answers.people import People
from .answers.visit import Visit
from .errors import WorkbookError
from .words import _

if TYPE_CHECKING:
    from .workbook import Workbook

DELAY = 0.2
"""Seconds from the first key that is not on disk until a save, on a disk that is quick."""
SHARE = 1
"""On a slow one, so many times as long as the last save took. With 2, letters were found to wait 0.7 s on a busy
machine; the cover does not wait for a save."""
FAILED = 5.0
"""Seconds until a save that failed is tried again."""
CHECKPOINT_EVERY = 30.0


class Desk:
    """Holds the open visit; there is never more than one."""

    def __init__(
        self,
        workbook: Workbook,
        later: Callable[[float, Callable[[], Any]], Any],
        since_key: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """Save with `later`, which does something in so many seconds; `since_key` tells seconds since the last key."""
        self._workbook = workbook
        self._later, self._since_key = later, since_key
        self._timer: Any = None
        self._checkpointed = monotonic()
        self.visit: Visit | None = None
        self.unsaved = False
        self.problem: WorkbookError | None = None
        self.saved_at: float | None = None
        self.saving = False
        """Whether a save is under way; read from other threads too."""
        self._took = self._due = 0.0
        self.watcher: Callable[[], None] = lambda: None
        """Called when what `status` says has changed."""
        self.gather: Callable[[], None] = lambda: None
        """Called before a save, to answer with what stands on the page and has not been told yet."""

    @property
    def waits(self) -> bool:
        """Whether something could not be saved and still waits for it."""
        return self.problem is not None and (self.unsaved or not self._workbook.people_saved)

    def lay_out(self, visit: Visit) -> bool:
        """Put `visit` on the desk, the one before away; False if that could not be saved, and it then stays."""
        if not self.put_away():
            return False
        self.visit, self.problem, self.saved_at = self._workbook.in_words_of_today(visit), None, None
        return True

    def reword(self) -> None:
        """Go on with the visit in the language of today; see `Workbook.in_words_of_today`."""
        if self.visit is not None and (said := self._workbook.in_words_of_today(self.visit)) != self.visit:
            self.visit = said
            if said.answers:
                self._change(said)

    def keep_people(self, people: People) -> bool:
        """Save the list of people; what cannot be saved now is saved with the next save."""
        self._workbook.people, self._workbook.people_saved = people, False
        return self.save()

    def answer(self, question: str, value: Any, other: str = "", state: State = "given") -> None:
        """Write an answer into the visit, to be saved soon; a value beside a no-answer is kept, not shown."""
        if self.visit is None:
            return
        answer = Answer(state, value, other)
        self._change(self.visit.answer(question, answer, self._workbook.stamp()))

    def erase(self, question: str) -> None:
        """Take any answer out of the visit."""
        if self.visit is not None:
            self._change(self.visit.remove(question, self._workbook.stamp()))

    def note(self, **fields: Any) -> None:
        """Change what the visit says of itself: `state`, `at_question`, `leaving`, `look_again`."""
        if self.visit is not None and any(getattr(self.visit, name) != value for name, value in fields.items()):
            # Where one is in a sheet is worth keeping only once something was written there.
            written = bool(self.visit.answers) or set(fields) != {"at_question"}
            self.visit = replace(self.visit, **fields)
            if written:
                self._change(self.visit)

    def _change(self, visit: Visit) -> None:
        self.visit, self.unsaved = visit, True
        # What takes longer to come here than half of the wait is no key, or is on a machine that needs all of it.
        waited = self._since_key()
        self._save_in(max(DELAY, SHARE * self._took) - (waited if waited < DELAY / 2 else 0))
        self.watcher()

    def _save_in(self, seconds: float) -> None:
        """Save in `seconds`, or sooner if that was said before: whoever types without a pause is saved too."""
        due = monotonic() + seconds
        if self._timer is not None:
            if self._due <= due:
                return
            self._timer.stop()
        self._timer, self._due = self._later(seconds, self.save), due

    def save(self) -> bool:
        """Save now what is not saved yet; tell whether everything is on disk."""
        self.gather()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self.unsaved and self._workbook.people_saved:
            return True
        begun, self.saving = monotonic(), True
        try:
            if not self._workbook.people_saved:
                self._workbook.save_people(self._workbook.people)
            if self.visit is not None and self.unsaved:
                self.visit = self._workbook.save(self.visit)
        except WorkbookError as error:
            self.problem = error
            self._save_in(FAILED)
            self.watcher()
            return False
        finally:
            self._took, self.saving = monotonic() - begun, False
        self.unsaved, self.problem, self.saved_at = False, None, monotonic()
        if monotonic() - self._checkpointed > CHECKPOINT_EVERY:
            with suppress(WorkbookError):  # what was saved is found without it, and the next checkpoint tries again
                self.checkpoint()
        self.watcher()
        return True

    def drop(self) -> None:
        """Let go of what could not be saved, because the person said so twice."""
        self.visit, self.unsaved, self.problem = None, False, None

    def checkpoint(self) -> None:
        """Write the manifest."""
        self._workbook.checkpoint()
        self._checkpointed = monotonic()

    def put_away(self) -> bool:
        """Save, write the manifest, and clear the desk; False if that did not work, and the visit then stays."""
        if not self.save():
            return False
        try:
            self.checkpoint()
        except WorkbookError as error:  # the objects are safe; the manifest is made again from them
            self.problem = error
            self.watcher()
        self.visit = None
        return True

    def status(self) -> str:
        """Say how things stand, in a few words; empty before anything was written."""
        if self.problem is not None:
            return self.problem.message
        if self.unsaved:
            return _("not saved yet")
        if self.saved_at is None:
            return ""
        if not self._workbook.kept:
            return _("practice: kept until you leave")
        minutes = int((monotonic() - self.saved_at) / 60)
        return _("saved") if minutes else _("saved just now")
