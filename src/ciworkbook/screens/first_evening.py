"""The first evening: what this is, a passphrase, a place, a door. Then the workbook is made.

- Nothing of the subject shows until the person goes on, and nothing is on the disk until the last step.
- Esc goes a page back, and everything chosen or typed before is still there, but for a passphrase in a field: that is
  taken out when it has been read.
- What there is to choose stands below the words and never scrolls away.
- It is made in a thread that may write in the chosen folder only; the rest of the session is fenced in when it is made.
  Until then another folder can be chosen, and a fence that stands cannot be moved.
- If the workbook cannot be made, the page says why and what to do, and every step can be gone back to.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from .. import words
from ..errors import WorkbookError
from ..guard import crash, passphrase, places
from ..vault import PassphraseTaken
from ..widgets.fields import TextLine, Wrote
from ..widgets.hidden_line import HiddenLine
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _
from ..workbook import Workbook
from ..worksheet.catalogue import Catalogue
from ..worksheet.model import DOORS, Door
from . import first_pages as pages
from .base import Foot, Page, Words

_BEFORE = {
    "practice": "hello",
    "about": "hello",
    "limits": "about",
    "words": "limits",
    "own": "words",
    "place": "again",
    "door": "place",
}


class FirstEvening(Page[None]):
    """The pages, one after the other, on one screen."""

    CSS_PATH = "first_evening.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, start: str = "hello") -> None:
        super().__init__()
        self.page = start
        self._start = start
        self._phrase = passphrase.suggest()
        self._own = False
        """Whether the passphrase is the person's own."""
        self._path = ""
        self._door: Door | None = None
        self._made: Workbook | None = None
        self._making = False
        self._judging = False
        self._home = False

    def compose(self) -> ComposeResult:
        """Put the ways on between the body and the foot."""
        for widget in super().compose():
            if isinstance(widget, Foot):
                yield Vertical(id="ways")
            yield widget

    def on_mount(self) -> None:
        """Show the first page."""
        self._path = str(self.workbook_app.folder)
        self.call_later(self.show, self._start)

    # Pages

    async def show(self, page: str) -> None:
        """Show `page`; its first way on has the focus, or the field where something is to be typed."""
        self.page = page
        step = pages.STEPS.get(page)
        self.head(_("Workbook"), _("Step {step} of {steps}").format(step=step, steps=4) if step else "")
        column, ways = self.query_one("#column", Vertical), self.query_one("#ways", Vertical)
        async with self.batch():
            await column.remove_children()
            await ways.remove_children()
            await column.mount(*self._body_now())
            await ways.mount(Words("", "care", id="told", close=True), Menu(self._entries(), id="next"))
        self.query_one("#told").display = False
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        fields = self.query(TextLine)
        first: Widget = fields.first() if fields and page != "place" else self.query("#next MenuEntry").first()
        first.focus(scroll_visible=False)
        if page == "place":
            self._look()
        self._fit()

    def _entries(self) -> list[Entry]:
        listed = pages.ways_on(self.page, shown=any(not one.password for one in self.query(TextLine)))
        return [one for one in listed if one.id != "back" or self._made is None]

    def _suggested(self) -> list[Entry]:
        return [Entry(f"word-{number}", word) for number, word in enumerate(self._phrase.split(" "))]

    def _body_now(self) -> list[Widget]:
        match self.page:
            case "hello":
                return pages.hello()
            case "practice":
                return pages.practice()
            case "about":
                return pages.about()
            case "limits":
                return pages.limits()
            case "words":
                return pages.five_words(self._suggested())
            case "own":
                return pages.own_words()
            case "again":
                return pages.again(own=self._own)
            case "place":
                return pages.place(self._path)
        return pages.door()

    # What a person does

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what was chosen."""
        event.stop()
        # Enter pressed twice in a hurry chooses once: by then what was chosen stands there no more.
        if self._making or event.entry not in {one.entry.id for one in self.query(MenuEntry)}:
            return
        match event.entry:
            case "leave":
                self.workbook_app.action_leave()
            case entry if entry.startswith("practice:"):
                door = cast("Door", entry.removeprefix("practice:"))
                self.app.call_later(self.workbook_app.begin_practice, door)
            case "back":
                await self._back()
            case "other":
                self._phrase = passphrase.suggest()
                await self._list_words()
            case "own":
                self._own, self._phrase = True, ""
                await self.show("own")
            case "again":
                await self.show("again")
            case "typed":
                await self._take_typed()
            case "see":
                await self._turn_over()
            case "usual":
                self.query_one("#path", TextLine).load(str(places.default_folder()))
                self._look()
            case "keep":
                await self._take_place()
            case "practice" | "about" | "limits" | "words" | "place" as page:
                await self.show(page)
            case door if self.page == "door":
                self._door = next((one for one in DOORS if one == door), self._door)
                self._make()
            case word:
                await self._other_word(int(word.removeprefix("word-")))

    async def _other_word(self, index: int) -> None:
        self._phrase = passphrase.reroll(self._phrase, index)
        await self._list_words()
        self.query("#words MenuEntry")[index].focus()

    async def _list_words(self) -> None:
        await self.query_one("#words", Menu).replace(self._suggested())

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field goes on."""
        event.stop()
        if not event.input.is_attached:
            return
        if self.page == "place":
            await self._take_place()
        else:
            await self._take_typed()

    async def _take_typed(self) -> None:
        """Read the passphrase from the field, and take it out of there."""
        field = self.query_one("#typed", TextLine)
        typed = field.value
        field.load("")
        field.focus()
        if self.page == "own":
            judged = await self._judge(typed)
            if judged is None:
                return
            if not judged.ok:
                self._tell(pages.reason_words(judged.reason))
                return
            self._phrase = typed
            await self.show("again")
        elif unicodedata.normalize("NFC", typed) == unicodedata.normalize("NFC", self._phrase):
            await self.show("place")
        elif not typed:
            self._tell(_("The line is empty. Type the passphrase, or go back to see it."))
        elif self._own:
            self._tell(_("This is not the same as before. Type it again, or go back and start over."))
        else:
            self._tell(_("These are not the same words. Look at the paper and try again, or go back to see them."))

    async def _judge(self, typed: str) -> passphrase.Judgement | None:
        """Judge in a thread: patterns of many signs take seconds, and the cover has to answer meanwhile.

        None if another is being judged, or the person has gone to another page by then.
        """
        if self._judging:
            return None
        self._judging = True
        try:
            judged = await asyncio.to_thread(passphrase.judge, typed, self._known_names())
        finally:
            self._judging = False
        return judged if self.page == "own" else None

    def on_hidden_line_refused(self, event: HiddenLine.Refused) -> None:
        """Say why something was not taken."""
        event.stop()
        if event.why == "long":
            self._tell(pages.reason_words("long"))
        else:
            self._tell(
                _(
                    "This was not taken. It holds a tab, a line break or a character that cannot be typed again the "
                    "same way. Type the words by hand, with letters of your keyboard."
                )
            )

    def _known_names(self) -> list[str]:
        """Return what others see of the person on this computer: the name of the account."""
        try:
            return [Path.home().name]
        except RuntimeError:
            return []

    async def _turn_over(self) -> None:
        field = self.query_one("#typed", TextLine)
        field.password = not field.password
        await self.query_one("#next", Menu).replace(self._entries())
        self.query("#next MenuEntry")[1].focus()

    async def on_screen_suspend(self) -> None:
        """Hide again what is typed when another page, such as the cover, is laid over this one."""
        if self.page in ("own", "again") and not self.query_one("#typed", TextLine).password:
            await self._turn_over()

    def on_wrote(self, event: Wrote) -> None:
        """Look at the path as it is typed; take back what was said of a passphrase."""
        event.stop()
        field = event.control
        # What comes in late is not to wipe out the reason why it was not taken.
        if not field.is_attached or not isinstance(field, TextLine) or not (field.value or self.page == "place"):
            return
        self._tell("")
        if self.page == "place":
            self._look()

    def _look(self) -> None:
        """Say what is at the path in the field."""
        typed = self.query_one("#path", TextLine).value
        self._path = typed
        found, start = self.query_one("#found", Words), self.query_one("#start", Words)
        if not typed.strip():
            found.say(_("Type a folder, or use the usual one."))
            start.display = False
            return
        place = places.look_at(Path(typed.strip()))
        found.say(pages.place_words(place))
        found.set_class(not place.usable or place.state == "others" or bool(place.synced_by), "care")
        start.say(pages.start_words(place.path))
        start.display = place.path != places.full(self.workbook_app.folder)
        self._fit()

    async def _take_place(self) -> None:
        typed = self.query_one("#path", TextLine).value.strip()
        if not typed:
            self._tell(_("The line is empty. Type a folder, or use the usual one."))
            return
        place = places.look_at(Path(typed))
        if not place.usable:
            self._tell(_("A workbook cannot be kept there. Choose another folder."))
            return
        self._path = str(place.path)
        await self.show("door")

    def action_back(self) -> None:
        """Go a page back."""
        self.call_later(self._back)

    async def _back(self) -> None:
        if self._making or self._made is not None:
            return
        before = _BEFORE.get(self.page)
        if self.page == "again":
            before = "own" if self._own else "words"
        if before is None:
            return
        if before == "words" and self._own:
            self._own, self._phrase = False, passphrase.suggest()
        await self.show(before)

    # Making the workbook

    def _make(self) -> None:
        self._making = True
        self._tell(_("One moment. The workbook is being made."), quiet=True)
        self.query_one("#next", Menu).disabled = True
        self.run_worker(self._make_apart(), exit_on_error=False, group="make", description="make")

    async def _make_apart(self) -> None:
        app, folder = self.workbook_app, Path(self._path)
        own = ThreadPoolExecutor(1)  # a thread of the usual ones comes back for other work
        try:
            await asyncio.get_running_loop().run_in_executor(own, self._make_it, folder, app.catalogue, app.fence)
        finally:
            own.shutdown(wait=False)
        app.fence([folder])
        # Threads that were there before are not fenced in. Nothing of the workbook is given to them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    def _make_it(self, folder: Path, catalogue: Catalogue, fence: Callable[..., object]) -> None:
        """Make it once, also if its settings cannot be kept at first. Runs in a thread of its own."""
        with suppress(OSError):  # the vault says what is wrong with it
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fence([folder], here_only=True)
        if self._made is None:
            self._made = Workbook.create(folder, self._phrase, catalogue)
            self._phrase = ""
        self._made.save_settings(replace(self._made.settings, door=self._door, language=words.language))
        self._made.checkpoint()

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Go home, or say what stood in the way."""
        event.stop()
        if event.worker.group != "make":
            return
        if event.state is WorkerState.SUCCESS:
            self._home = True
            self._go_home()
        elif event.state is WorkerState.ERROR:
            await self._could_not(event.worker.error)

    async def _could_not(self, error: BaseException | None) -> None:
        self._making = False
        menu = self.query_one("#next", Menu)
        menu.disabled = False
        if isinstance(error, WorkbookError):
            said = f"{error.message} {error.hint}"
        else:
            if error is not None:
                crash.note(error)
            said = _("The workbook could not be made. Try again, or go back and choose another folder.")
        await menu.replace(self._entries())
        if self._made is None:
            taken = isinstance(error, PassphraseTaken)
            other = Entry("words", _("Another passphrase")) if taken else Entry("place", _("Another folder"))
            await menu.replace([*self._entries(), other])
        menu.query(MenuEntry).first().focus()
        self._tell(said)

    def on_screen_resume(self) -> None:
        """Go home now if the page was covered when the workbook was ready."""
        self._go_home()

    def _go_home(self) -> None:
        """Hand the workbook over and go home, unless another page, such as the cover, lies above this one."""
        if not self._home or self._made is None or self.app.screen is not self:
            return
        self._home = False
        app = self.workbook_app
        app.take(self._made)
        app.folder = self._made.folder
        app.call_later(app.go_home)

    # How it looks

    def _tell(self, text: str, *, quiet: bool = False) -> None:
        """Say something above the ways on; nothing when `text` is empty."""
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(not quiet, "care")
        told.display = bool(text)
        self._fit()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the ways on in view."""
        self._fit()

    def _fit(self) -> None:
        self.call_after_refresh(self._fit_now)

    def _fit_now(self) -> None:
        """Let the words take what head, ways and foot leave, and say when there are more below."""
        body, ways = self.query_one("#body", VerticalScroll), self.query_one("#ways", Vertical)
        room = max(3, self.size.height - 4 - ways.outer_size.height)
        body.styles.max_height = room
        column = self.query_one("#column", Vertical)
        keys = [(_("PgDn"), _("more"))] if column.outer_size.height > room else []
        if self.page != "hello":
            keys.append((_("Esc"), _("back")))
        self.query_one(Foot).show(keys)
