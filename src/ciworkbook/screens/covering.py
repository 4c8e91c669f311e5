"""The ways in which the page goes from the screen: cover, lock, leave.

- Cover comes before everything: the page is hidden first, then what was typed is saved. Nothing is laid over the cover
  and nothing takes it away but the person: pages that open or close meanwhile wait until it is lifted.
- Locking ends this process with `LOCKED`; the launcher starts a fresh one, so that no answer stays in memory. Where it
  cannot be saved, the page is covered instead, and locking is tried again until it can.
- A lock under cover leaves the dull page standing, on the screen and nowhere else. It vanishes when a key is pressed,
  not under the eyes of whoever it was shown to.
- Work that is not to be cut short, such as locking everything anew, is waited for under cover.
- Leaving and locking empty the screen, then save. What cannot be saved brings the page back, with what is the matter.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Offset

from .. import keys
from ..errors import WorkbookError
from ..guard.status import LOCKED, LOCKED_COVERED
from ..guard.watching import Watch
from . import hiding
from .base import Page, cursor_of, is_too_small, takes_text
from .hiding import Lifting, Twice
from .safety import SafeApp
from .soon import Soon
from .work import Work

if TYPE_CHECKING:
    from ..desk import Desk
    from ..workbook import Workbook

OFTEN = 0.4
"""Seconds between two looks at the clocks."""
AGAIN = 5.0
"""Seconds until a lock is tried again that could not be: something typed could not be saved."""
AT_MOST = 2.0
"""Seconds within which leaving and locking follow their key, even if the field that had the focus is gone."""


class CoveringApp(SafeApp):
    """An app with a workbook that can be hidden, locked and left from every page."""

    def __init__(self) -> None:
        super().__init__()
        self._workbook: Workbook | None = None
        self._desk: Desk | None = None
        self.covered = False
        """Whether the cover lies over the page. Read from the thread that reads keys too."""
        self._held: list[tuple[contextvars.Context, Callable[[], Any]]] = []
        self._twice, self._twice_read, self._lifting = Twice(), Twice(), Lifting()
        self._key: events.Key | None = None
        self._watch = Watch()
        self._going: Callable[[], None] | None = None
        self._refused = self._due = self._tried = False
        self.work = Work()

    @property
    def workbook(self) -> Workbook:
        """The unlocked workbook; only pages after the first evening ask for it."""
        assert self._workbook is not None
        return self._workbook

    @property
    def desk(self) -> Desk:
        """The desk of the unlocked workbook."""
        assert self._desk is not None
        return self._desk

    cursor_drawn: Offset | None = None
    """Where the cursor stands in what is being drawn, where that is not how lines are read."""

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, shown or not: where the keys go."""
        if self.cursor_drawn is not None:
            return self.cursor_drawn
        field = self.focused if self._screen_stack else None
        return cursor_of(field) if field is not None else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _place: Offset) -> None:
        """Let Textual's own fields say where it is; it is asked of them when it is needed."""

    # Keys that hide the page

    async def on_event(self, event: events.Event) -> None:
        """Watch for two quick Esc, note that someone is there, and draw again behind a key that hid the page."""
        # A key that nothing takes comes by a second time, as the same object, on its way up.
        fresh = isinstance(event, events.Key) and event is not self._key
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._watch.touch()
        if isinstance(event, events.Key) and fresh:
            self._key = event
            if self._twice.press(event.key, event.time) and not self.covered:
                self.cover()
                self._answered(event)
                return
        if not self._is_blind(event):
            await super().on_event(event)
        if isinstance(event, events.Key) and fresh:
            self._answered(event)

    def _is_blind(self, event: events.Event) -> bool:
        """Tell whether the window is too small for anybody to see what `event` would do."""
        if self.covered or not is_too_small(self.size):
            return False
        if not isinstance(event, events.Key) or event.key in keys.current.single("cover", "leave", "lock"):
            return False
        # Words go on into their field: a window can become smaller in the middle of one.
        return not takes_text(self.focused) or not (event.is_printable or event.key == "backspace")

    def _answered(self, key: events.Key) -> None:
        if self.has_answered(key) and self._going is None:
            self.lift_curtain()

    def hides(self, key: events.Key) -> bool:
        """Tell whether `key` leaves, or locks or covers a page that is not covered."""
        twice = self._twice_read.press(key.key, key.time)
        now = keys.current  # once: the app's thread may put another one there
        if key.key in now.single("leave"):
            return True
        return not self.covered and (twice or key.key in now.single("cover", "lock"))

    # Cover

    def action_cover(self) -> None:
        """Hide the page, or bring it back."""
        if self.covered:
            self.action_uncover()
        else:
            self.cover()

    def action_uncover(self) -> None:
        """Bring the page back, unless the key is one of several pressed in a hurry."""
        if self.covered and self._lifting.press(self._key_at()):
            self.uncover()

    def _key_at(self) -> float:
        return hiding.now() if self._key is None else self._key.time

    def later(self, seconds: float, work: Callable[[], Any]) -> Soon:
        """Do `work` in so many seconds; see `soon`."""
        return Soon(self, seconds, work)

    def since_key(self) -> float:
        """Return the seconds since the key was pressed that is being answered, or was last."""
        return hiding.now() - self._key_at()

    def cover(self) -> None:
        """Hide the page first, then save what was typed."""
        from .cover import Cover

        if self.covered:
            return
        text = self._workbook.settings.cover_text if self._workbook is not None else ""
        self.push_screen(Cover(text))
        self.covered = True
        self._watch.cover()
        self._lifting.cover(self._key_at())
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.save_now()
        self.checkpoint_quietly()

    def uncover(self) -> None:
        """Bring the page back, and do what waited for that."""
        self.covered = self._due = False
        self._watch.uncover()
        self.screen.dismiss()
        held, self._held = self._held, []
        for one in held:
            self.call_later(_within, *one)
        if self._desk is not None and self._desk.waits:
            self.say_unsaved()

    def hold(self, work: Callable[[], Any]) -> bool:
        """Keep `work`, which opens or closes pages, until the cover is lifted; False if there is none."""
        if self.covered:
            self._held.append((contextvars.copy_context(), work))
        return self.covered

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **options: Any) -> Any:
        """Open a page, under cover as soon as it is lifted."""

        def push() -> None:
            super(CoveringApp, self).push_screen(screen, callback, *args, **options)

        if self.hold(push):
            return AwaitComplete()
        return super().push_screen(screen, callback, *args, **options)

    def pop_screen(self) -> AwaitComplete:
        """Close the page on top, but never the cover."""
        return AwaitComplete() if self.covered else super().pop_screen()

    # Leaving and locking

    def action_leave(self) -> None:
        """Leave at once, with everything saved."""
        self._go(self._leave)

    def action_lock(self) -> None:
        """Save and end this session, so that the passphrase is asked for; cover where there is nothing to lock."""
        if self._workbook is None or not self._workbook.kept:
            self.cover()
        else:
            self._go(self.lock)

    def _go(self, how: Callable[[], None]) -> None:
        """Empty the screen, then do `how` behind the keys that were typed before and are not in their field yet."""

        def go() -> None:
            if self._going is how:
                how()

        self._going = how
        if not self.covered or how == self._leave:
            self.draw_curtain()
        (self.focused or self).call_later(go)
        self.set_timer(AT_MOST, go)

    def _stay(self) -> None:
        """Do not go after all: show what is there to be shown."""
        self._going = None
        self.lift_curtain()

    def _waits(self, do: Callable[[], None]) -> bool:
        """Cover the page, and do `do` afterwards, if there is work that is not to be cut short."""
        if self.work.going:
            self.work.afterwards(do)
            self.cover()
            self._stay()
        return self.work.going

    def _leave(self) -> None:
        if self._waits(self._leave):
            return
        if self._desk is not None and not self._desk.put_away():
            self.say_unsaved()
            self._stay()
            return
        # A page that cannot keep what stands in its lines says so itself; asked once more, the person means it.
        if not self._keep_pages() and not self._refused:
            self._refused = True
            self._stay()
            return
        self.leave_now()

    def _keep_pages(self) -> bool:
        """Have every open page keep what was typed into it; tell whether all could."""
        kept = [page.keep() for page in self.screen_stack if isinstance(page, Page)]  # each, also after one failed
        return all(kept)

    def say_unsaved(self) -> None:
        """Show what could not be saved, and what can be done about it."""
        from .unsaved import Unsaved

        problem = self.desk.problem
        if problem is not None and not self.covered and not isinstance(self.screen, Unsaved):
            self.push_screen(Unsaved(problem))

    # Guards

    def save_now(self) -> None:
        """Put on disk what is not there yet; called on any signal, on cover and on leaving."""
        if self._desk is not None:
            self._desk.save()
            self._keep_pages()

    def checkpoint_quietly(self) -> None:
        """Write the manifest; what cannot be written now is rebuilt from the objects."""
        # Work holds the workbook for a while, and the cover key has to answer meanwhile.
        if self._desk is not None and not self.work.going:
            try:
                self._desk.checkpoint()
            except WorkbookError as error:
                self._desk.problem = error

    def is_saving(self) -> bool:
        """Tell whether something is being put on disk now. Asked from another thread."""
        return super().is_saving() or (self._desk is not None and self._desk.saving)

    def lock(self) -> None:
        """End this session so that a fresh one asks for the passphrase; covered meanwhile if it cannot be saved."""
        self._due = True
        if self._waits(self.lock):
            return
        if not self.covered:
            self.draw_curtain()
        kept = self._keep_pages()
        if (self._desk is None or self._desk.put_away()) and kept:
            if self.covered:
                self.leave_standing(LOCKED_COVERED, LOCKED)
            else:
                self.leave_now(LOCKED)
            return
        self.cover()
        self._stay()

    def watch_clocks(self) -> None:
        """Begin to look at the clocks."""
        self.set_interval(OFTEN, self._watch_clock)

    def _watch_clock(self) -> None:
        reason = self._watch.look(*self._limits())
        now = reason in ("slept", "clock")  # it happens once, and is not to wait for its turn
        if self._workbook is None or not self._workbook.kept:
            # Nothing to lock: before the first evening is over, and in practice. Whoever opens the lid sees no page.
            if now:
                self.cover()
        elif now or ((reason or self._due) and not self._tried):
            self._tried = True
            self.set_timer(AGAIN, self._may_try)
            self.lock()

    def _limits(self) -> tuple[float, float]:
        """Return the seconds without a key and those under cover until this locks; none where nothing can be locked."""
        if self._workbook is None:
            return 0, inf
        return self._workbook.settings.idle_minutes * 60, self._workbook.settings.cover_seconds

    def _may_try(self) -> None:
        self._tried = False


def _within(context: contextvars.Context, work: Callable[[], Any]) -> Any:
    """Do `work` as whoever wanted it would have done it."""
    return context.run(work)
