"""The first evening: what this is, a passphrase, a place, a door. Then the workbook is made.

- Nothing of the subject shows until the person goes on, and nothing is on the disk until the last step.
- Esc goes a page back, and everything chosen or typed before is still there, but for a passphrase in a field: that is
  taken out when it has been read.
- What there is to choose stands below the words and never scrolls away.
- If the workbook cannot be made, the page says why and what to do, and every step can be gone back to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from ..errors import WorkbookError
from ..guard import crash, passphrase, places
from ..text import clean_line
from ..vault import PassphraseTaken
from ..widgets.fields import TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _
from ..workbook import Workbook
from ..worksheet.model import DOORS, Door
from .base import Foot, Page, Words
from .doors import door_words

STEPS = {"hello": 1, "about": 1, "limits": 1, "words": 2, "own": 2, "again": 2, "place": 3, "door": 4}
"""Each page and the step it belongs to."""


class FirstEvening(Page[None]):
    """The pages, one after the other, on one screen."""

    CSS_PATH = "first_evening.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page = "hello"
        self._phrase = passphrase.suggest()
        self._own = False
        """Whether the passphrase is the person's own."""
        self._path = ""
        self._door: Door | None = None
        self._made: Workbook | None = None
        self._making = False
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
        self.call_later(self.show, "hello")

    # Pages

    async def show(self, page: str) -> None:
        """Show `page`; its first way on has the focus, or the field where something is to be typed."""
        self.page = page
        self.head(_("Workbook"), _("Step {step} of {steps}").format(step=STEPS[page], steps=4))
        column, ways = self.query_one("#column", Vertical), self.query_one("#ways", Vertical)
        async with self.batch():
            await column.remove_children()
            await ways.remove_children()
            await column.mount(*getattr(self, f"_{page}_body")())
            await ways.mount(Words("", "care", id="told", close=True), Menu(self._entries(), id="next"))
        self.query_one("#told").display = False
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        fields = self.query(TextLine)
        first: Widget = fields.first() if fields and page != "place" else self.query("#next MenuEntry").first()
        first.focus(scroll_visible=False)
        self._fit()

    def _entries(self) -> list[Entry]:
        back = Entry("back", _("Back"))
        match self.page:
            case "hello":
                return [Entry("about", _("Go on")), Entry("leave", _("Leave"))]
            case "about":
                return [Entry("limits", _("Go on")), Entry("leave", _("Leave"))]
            case "limits":
                return [Entry("words", _("Go on")), Entry("leave", _("Leave"))]
            case "words":
                return [
                    Entry("again", _("I have written these words down")),
                    Entry("other", _("Five other words")),
                    Entry("own", _("Use a passphrase of my own")),
                ]
            case "own" | "again":
                shown = any(not one.password for one in self.query(TextLine))
                return [Entry("typed", _("Go on")), Entry("see", _("Hide it") if shown else _("Show it")), back]
            case "place":
                return [Entry("keep", _("Keep it there")), Entry("usual", _("Use the usual folder")), back]
        return [Entry(door, door_words(door).title, door_words(door).note) for door in DOORS]

    def _hello_body(self) -> list[Widget]:
        return [
            Words(_("This is a private workbook."), "strong"),
            Words(
                _(
                    "What you write is kept in locked files on this computer. Only your passphrase opens them. "
                    "The program sends nothing over the internet."
                )
            ),
            Words(_("Setting it up takes a few minutes. Until the last step nothing is kept.")),
            Words(_("The arrow keys move and Enter chooses. Esc goes back. F8 covers the page at any time."), "muted"),
        ]

    def _about_body(self) -> list[Widget]:
        return [
            Words(_("What it is for"), "strong"),
            Words(
                _(
                    "It holds worksheets for people dealing with harm: if someone harmed you, if you caused harm, "
                    "or if you want to help."
                )
            ),
            Words(_("You choose what to answer. Any question can be left empty, and you can stop at any time.")),
            Words(_("It gives no scores and no advice on what to do. It cannot call anyone for you."), "muted"),
        ]

    def _limits_body(self) -> list[Widget]:
        return [
            Words(_("What it cannot protect you from"), "strong"),
            Words(
                _(
                    "If someone may have put a tracking or recording program on this computer, it can see what you "
                    "type. Another device, paper, or a call to a helpline is better then."
                )
            ),
            Words(_("Someone who searches this computer can find out that this program is here.")),
            Words(
                _(
                    "Someone may make you open it. If being found with it would put you in danger, "
                    "do not keep it on a shared device."
                )
            ),
        ]

    def _words_body(self) -> list[Widget]:
        listed = [Entry(f"word-{number}", word) for number, word in enumerate(self._suggested())]
        return [
            Words(_("Your passphrase: five words picked by chance. Write them on paper, in this order."), close=True),
            Words(
                _("Without them there is no way back in, for anyone. Keep the paper where only you find it."), "care"
            ),
            Menu(listed, id="words"),
            Words(_("Enter on a word picks another one."), "muted"),
        ]

    def _own_body(self) -> list[Widget]:
        return [
            Words(_("A passphrase of your own"), "strong"),
            Words(
                _(
                    "Four or more words that do not belong together are good. Not a name, a date, a pet or a song "
                    "from your life: people who know you try those first."
                )
            ),
            self._field(),
            Words(_("Without it there is no way back in, for anyone. It stays hidden as you type."), "muted"),
        ]

    def _again_body(self) -> list[Widget]:
        if self._own:
            asked = _("Type your passphrase once more, so that no slip of a key locks you out.")
        else:
            asked = _("Now type the five words from your paper, with one space between them.")
        return [
            Words(_("Once more"), "strong"),
            Words(asked),
            self._field(),
            Words(_("It stays hidden as you type. Enter goes on."), "muted"),
        ]

    def _place_body(self) -> list[Widget]:
        field = TextLine(self._path, longest=4000, id="path")
        field.add_class("field")
        return [
            Words(_("Where it is kept"), "strong"),
            Words(_("This folder on your computer. You can type another one, for example on a USB stick.")),
            field,
            Words("", id="found"),
            Words("", "muted", id="start"),
        ]

    def _door_body(self) -> list[Widget]:
        return [
            Words(_("What brings you here?"), "strong"),
            Words(_("This decides which worksheets you see first and how they speak to you.")),
            Words(_("You can change it at any time, in Settings. Choosing one makes the workbook."), "muted"),
        ]

    @staticmethod
    def _field() -> TextLine:
        field = TextLine(longest=passphrase.LONGEST, id="typed")
        field.password = True
        field.add_class("field")
        return field

    def _suggested(self) -> list[str]:
        return self._phrase.split(" ")

    # What a person does

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what was chosen."""
        event.stop()
        if self._making:
            return
        match event.entry:
            case "leave":
                self.workbook_app.action_leave()
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
            case "about" | "limits" | "words" | "place" as page:
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
        await self.query_one("#words", Menu).replace(
            [Entry(f"word-{number}", word) for number, word in enumerate(self._suggested())]
        )

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field goes on."""
        event.stop()
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
            judged = passphrase.judge(typed, self._known_names())
            if not judged.ok:
                self._tell(reason_words(judged.reason))
                return
            self._phrase = typed
            await self.show("again")
        elif typed == self._phrase:
            await self.show("place")
        elif not typed:
            self._tell(_("The line is empty. Type the passphrase, or go back to see it."))
        elif self._own:
            self._tell(_("This is not the same as before. Type it again, or go back to begin anew."))
        else:
            self._tell(_("These are not the same words. Look at the paper and try again, or go back to see them."))

    def _known_names(self) -> list[str]:
        """Return what others see of the person on this computer: the name of the account."""
        try:
            return [Path.home().name]
        except RuntimeError:
            return []

    async def _turn_over(self) -> None:
        for field in self.query(TextLine):
            field.password = not field.password
        await self.query_one("#next", Menu).replace(self._entries())
        self.query("#next MenuEntry")[1].focus()

    def on_wrote(self, event: Wrote) -> None:
        """Look at the path as it is typed; take back what was said of a passphrase."""
        event.stop()
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
            start.say("")
            return
        place = places.look_at(Path(typed.strip()))
        found.say(place_words(place))
        found.set_class(not place.usable or place.state == "others" or bool(place.synced_by), "care")
        start.say("" if place.path == places.full(self.workbook_app.folder) else start_words(place.path))
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
        before = {
            "about": "hello",
            "limits": "about",
            "words": "limits",
            "own": "words",
            "again": "own" if self._own else "words",
            "place": "again",
            "door": "place",
        }.get(self.page)
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
        self.run_worker(self._make_it, thread=True, exit_on_error=False, group="make", description="make")

    def _make_it(self) -> None:
        """Make it once, also if its settings cannot be kept at first. Runs in a thread of its own."""
        if self._made is None:
            self._made = Workbook.create(Path(self._path), self._phrase, self.workbook_app.catalogue)
            self._phrase = ""
        self._made.save_settings(replace(self._made.settings, door=self._door))

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
        self.query_one(Foot).show([("PgDn", _("more"))] if column.outer_size.height > room else [("Esc", _("back"))])


def reason_words(reason: passphrase.Reason) -> str:
    """Say why a passphrase cannot be used, and what to do."""
    said: dict[passphrase.Reason, Callable[[], str]] = {
        "empty": lambda: _("The line is empty. Type a passphrase, or go back for one made by chance."),
        "short": lambda: _("This one is too short. Add a word or two."),
        "long": lambda: _("This one is too long. Four to eight words are enough."),
        "own": lambda: _("A name that others know of you is in it. Choose other words."),
        "common": lambda: _("This one is easy to find by trying common words and patterns. Choose other words."),
    }
    return said[reason]() if reason in said else ""


def place_words(place: places.Place) -> str:
    """Say what was found where the workbook is to be kept."""
    match place.state:
        case "missing":
            said = [_("The folder is not there yet. It will be made.")]
        case "empty":
            said = [_("The folder is there and empty.")]
        case "ours":
            said = [_("A folder of this program is there. What is in it stays as it is.")]
        case "others":
            said = [_("There are other files in this folder. They stay as they are. A folder of its own is clearer.")]
        case "not_a_folder":
            said = [_("This is a file, not a folder.")]
        case _state:
            said = [_("This computer does not allow writing there.")]
    if place.synced_by and place.usable:
        said.append(
            _("{service} copies this folder to other devices. Others who use them may see that it is there.").format(
                service=place.synced_by
            )
        )
    return " ".join(said)


def start_words(path: Path) -> str:
    """Say how to open a workbook that is not in the usual folder."""
    shown = clean_line(str(path))
    quoted = f'"{shown}"' if " " in shown else shown
    return _("To open it the next time, type: workbook --folder {folder}").format(folder=quoted)
