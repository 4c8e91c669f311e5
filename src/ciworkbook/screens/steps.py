"""Pages one after the other on one screen: words above, what there is to choose below them, and it never scrolls away.

- Esc goes a page back. What was typed into a hidden line is taken out of it when it has been read.
- Slow work is done in a thread, one thing at a time. Cover answers meanwhile, and leaving waits for the end of it.
- What comes after the work waits until no other page, such as the cover, lies above this one.
- What cannot be done is said above the ways on, and every way is still there.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from ..errors import WorkbookError
from ..guard import crash
from ..guard.passphrase import LONGEST
from ..reasons import reason_words
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_
from .base import Foot, Page, Result, Words

if TYPE_CHECKING:
    from textual.widgets import Input

    from ..widgets.fields import TextLine, Wrote
    from ..widgets.hidden_line import HiddenLine

LEAST = 4
"""Rows that are left to the words of a page, however many ways on there are."""
OFTEN = 0.2
"""Seconds between two looks at how far the work has come."""
Then = Callable[[Any], Awaitable[None] | None]


def hidden_line() -> HiddenLine:
    """Return the line that a passphrase is typed in."""
    from ..widgets.hidden_line import HiddenLine  # with Textual's own fields: 15 ms

    field = HiddenLine(LONGEST, id="typed")
    field.add_class("field")
    return field


class Steps(Page[Result]):
    """The frame. A subclass says what stands on each page, what there is to choose, and what a choice does."""

    CSS_PATH = "steps.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, start: str) -> None:
        super().__init__()
        self.page = start
        self.working = False
        self._then: Then | None = None
        self._could_not: Then | None = None
        self._waiting: Callable[[], Awaitable[None] | None] | None = None
        self._done = (0, 0)

    # For a subclass

    def heading(self) -> tuple[str, str]:
        """Return what stands at the left and at the right of the head line."""
        return "", ""

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        return []

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        return []

    def before(self) -> str:
        """Return the page before this one; empty if there is none, and Esc then closes the screen."""
        return ""

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""

    async def typed(self, text: str) -> None:
        """Take what was typed into the hidden line; it is out of the line by now."""

    def shown(self) -> None:
        """Do what is to be done once the page stands."""

    # Pages

    def compose(self) -> ComposeResult:
        """Put the ways on between the body and the foot, all of the first page, so that it is laid out once."""
        for widget in super().compose():
            if isinstance(widget, Foot):
                yield VerticalScroll(*self._told_and_ways(), id="ways", can_focus=False)
            yield widget

    def body(self) -> ComposeResult:
        """Yield the words of the first page."""
        yield from self.words_now()

    def _told_and_ways(self) -> list[Widget]:
        told = Words("", "care", id="told", close=True)
        told.display = False
        return [told, Menu(self.ways_now(), id="next")]

    def on_mount(self) -> None:
        """Name the first page, and give it the focus."""
        self.head(*self.heading())
        self.focus_first()
        self.call_later(self.shown)
        self.fit()
        self.set_interval(OFTEN, self._show_done)

    async def show(self, page: str) -> None:
        """Show `page`; its first way on has the focus, or the field where something is to be typed."""
        self.page = page
        self.head(*self.heading())
        column, ways = self.query_one("#column", Vertical), self.query_one("#ways")
        async with self.batch():
            await column.remove_children()
            await ways.remove_children()
            await column.mount(*self.words_now())
            await ways.mount(*self._told_and_ways())
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self.focus_first()
        self.shown()
        self.fit()

    def focus_first(self) -> None:
        """Put the focus where one goes on."""
        field = self.query("#typed")
        first = field if field else self.query("#next MenuEntry")
        if first:
            self.set_focus(first.first(), scroll_visible=False)  # at once, so that it is there when it is painted

    async def renew_ways(self, *more: Entry) -> None:
        """List the ways on anew, with `more` of them at the end."""
        await self.query_one("#next", Menu).replace([*self.ways_now(), *more])

    def action_back(self) -> None:
        """Go a page back."""
        self.call_later(self.go_back)

    async def go_back(self) -> None:
        """Go a page back, or close the screen; not while something is being done."""
        if self.working:
            return
        before = self.before()
        if before:
            await self.show(before)
        elif self.CAN_GO_BACK:
            self.dismiss()

    # What a person does

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what was chosen."""
        event.stop()
        # Enter pressed twice in a hurry chooses once: by then what was chosen stands there no more.
        if self.working or event.entry not in {one.entry.id for one in self.query(MenuEntry)}:
            return
        match event.entry:
            case "leave":
                self.workbook_app.action_leave()
            case "back":
                await self.go_back()
            case "see":
                await self._turn_over()
            case "typed":
                await self._take_typed()
            case other:
                await self.chosen(other)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field goes on."""
        event.stop()
        if event.input.is_attached and not self.working:
            await self.entered(event.input)

    async def entered(self, field: Input) -> None:
        """Go on from `field`."""
        if field.id == "typed":
            await self._take_typed()

    async def _take_typed(self) -> None:
        field = self._typed_line()
        text = field.value
        field.load("")
        field.focus()
        await self.typed(text)

    def on_hidden_line_refused(self, event: HiddenLine.Refused) -> None:
        """Say why something was not taken."""
        event.stop()
        if event.why == "long":
            self.tell(reason_words("long"))
        else:
            self.tell(
                _(
                    "This was not taken. It holds a tab, a line break or a character that cannot be typed again the "
                    "same way. Type the words by hand, with letters of your keyboard."
                )
            )

    def on_wrote(self, event: Wrote) -> None:
        """Take back what was said of words that stand there no more."""
        event.stop()
        from ..widgets.fields import TextLine  # read by now, as it wrote

        field = event.control
        # What comes in late is not to wipe out the reason why it was not taken.
        if field.is_attached and isinstance(field, TextLine) and not self.working:
            self.wrote(field)

    def wrote(self, field: TextLine) -> None:
        """Take back what was said, now that `field` reads otherwise."""
        if field.value:
            self.tell("")

    def hides(self) -> bool:
        """Tell whether the line on this page hides what is typed; True where there is none."""
        return not self.query("#typed") or self._typed_line().password

    def _typed_line(self) -> TextLine:
        return cast("TextLine", self.query_one("#typed"))

    async def _turn_over(self) -> None:
        field = self._typed_line()
        field.password = not field.password
        await self.renew_ways()
        for one in self.query("#next MenuEntry").results(MenuEntry):
            if one.entry.id == "see":
                one.focus()

    def see(self) -> Entry:
        """Return the way to show or to hide what is typed."""
        return Entry("see", _("Hide it") if not self.hides() else _("Show it"))

    async def on_screen_suspend(self) -> None:
        """Hide again what is typed when another page, such as the cover, is laid over this one."""
        if not self.hides():
            await self._turn_over()

    # Work

    def begin(self, do: Callable[[], Any], then: Then, said: str, *, could_not: Then | None = None) -> None:
        """Do `do` in a thread and say `said` meanwhile; then `then` with what it gave, or say why it was not done.

        A coroutine function is waited for instead: it has its own thread for what is slow. `then` waits until this
        page is on top. `could_not` is called with the error, after it was said.
        """
        if self.working:
            return
        self.working, self._then, self._could_not, self._done = True, then, could_not, (0, 0)
        self.tell(said, quiet=True)
        self.query_one("#next", Menu).disabled = True
        self.workbook_app.work.begin()
        thread = not inspect.iscoroutinefunction(do)
        self.run_worker(do, thread=thread, exit_on_error=False, group="work", description="work")

    def so_far(self, done: int, of: int) -> None:
        """Note how far the work has come; may be called from its thread."""
        self._done = (done, of)

    def _show_done(self) -> None:
        done, of = self._done
        if self.working and of:
            said = n_("{done} of {n} step…", "{done} of {n} steps…", of, done=done)
            self.tell(said, quiet=True)

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Go on, or say what stood in the way."""
        event.stop()
        if event.worker.group != "work" or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        self.working = False
        try:
            if event.state is WorkerState.SUCCESS:
                then, given = self._then, event.worker.result
                assert then is not None
                await self.when_on_top(lambda: then(given))
            else:
                await self._say_why(event.worker.error)
        finally:
            self.workbook_app.work.end()

    async def _say_why(self, error: BaseException | None) -> None:
        if isinstance(error, WorkbookError):
            said = f"{error.message} {error.hint}".strip()
        else:
            if error is not None:
                crash.note(error)
            said = self.unknown()
        await self.stay(said)
        if self._could_not is not None:
            await _done(self._could_not(error))
            self.focus_first()

    async def stay(self, said: str) -> None:
        """After work: stay on this page, and say why."""
        self.query_one("#next", Menu).disabled = False
        await self.renew_ways()
        self.focus_first()
        self.tell(said)

    def unknown(self) -> str:
        """Say that it could not be done, where nothing more is known."""
        return _("This could not be done. Nothing was changed. Try again.")

    async def when_on_top(self, do: Callable[[], Awaitable[None] | None]) -> None:
        """Do `do` now, or when no other page lies above this one any more."""
        if self.app.screen is self:
            await _done(do())
        else:
            self._waiting = do

    async def on_screen_resume(self) -> None:
        """Do what waited for this page to be on top."""
        if self._waiting is not None and self.app.screen is self:
            do, self._waiting = self._waiting, None
            await _done(do())

    # How it looks

    def tell(self, text: str, *, quiet: bool = False) -> None:
        """Say something above the ways on; nothing when `text` is empty."""
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(not quiet, "care")
        told.display = bool(text)
        self.fit()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the ways on in view."""
        self.fit()

    def fit(self) -> None:
        """Let the words take what head, ways and foot leave, and say when there are more below."""
        self.call_after_refresh(self._fit_now)

    def _fit_now(self) -> None:
        ways = self.query("#ways")
        if not ways:
            return
        # Where both cannot stand in full, each is scrolled; the ways follow the keys.
        ways.first().styles.max_height = max(3, self.size.height - 4 - LEAST)
        room = max(LEAST, self.size.height - 4 - ways.first().outer_size.height)
        self.query_one("#body", VerticalScroll).styles.max_height = room
        column = self.query_one("#column", Vertical)
        over = column.outer_size.height + column.has_class("tight") - room
        column.set_class(over == 1, "tight")  # the empty line at the top makes room for one line more
        keys = [(_("PgDn"), _("more"))] if over > 1 else []
        if self.before() or self.CAN_GO_BACK:
            keys.append((_("Esc"), _("back")))
        self.query_one(Foot).show(keys)
        self.call_after_refresh(self.see_focus)


async def _done(given: Awaitable[None] | None) -> None:
    if given is not None:
        await given
