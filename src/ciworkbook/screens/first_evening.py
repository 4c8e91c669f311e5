"""The first evening: what this is, a passphrase, a place, a door. Then the workbook is made.

- Nothing of the subject shows until the person goes on, and nothing is on the disk until the last step.
- Esc goes a page back, and everything chosen or typed before is still there, but for a passphrase in a field.
- It is made in a thread that may write in the chosen folder only; see `fenced`.
- If the workbook cannot be made, the page says why and what to do, and every step can be gone back to.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from .. import first_words, words
from ..guard import places
from ..widgets.menu import Entry
from ..words import _
from . import first_pages as pages
from . import phrase_steps
from .base import Foot, Words, shown
from .fenced import in_folder
from .phrase_steps import PhraseSteps

if TYPE_CHECKING:
    from textual.widgets import Input

    from ..widgets.fields import TextLine
    from ..workbook import Workbook
    from ..worksheet.catalogue import Catalogue
    from ..worksheet.model import Door

_BEFORE = {
    "practice": "hello",
    "language": "hello",
    "about": "hello",
    "limits": "about",
    "place": "again",
    "door": "place",
}


class FirstEvening(PhraseSteps[None]):
    """The pages, one after the other, on one screen."""

    CAN_GO_BACK = False
    BEFORE_WORDS = "limits"

    def __init__(self, start: str = "hello") -> None:
        super().__init__(start)
        self._path = ""
        self._door: Door | None = None
        self._made: Workbook | None = None

    def on_mount(self) -> None:
        """Begin with the usual folder."""
        self._path = str(self.workbook_app.folder)

    # Pages

    def heading(self) -> tuple[str, str]:
        """Say which step it is."""
        step = pages.STEPS.get(self.page)
        return _("Workbook"), _("Step {step} of {steps}").format(step=step, steps=4) if step else ""

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "hello":
                return pages.hello()
            case "practice":
                return shown(first_words.practice())
            case "language":
                return shown(first_words.language())
            case "about":
                return shown(first_words.about())
            case "limits":
                return shown(first_words.limits())
            case "place":
                return pages.place(self._path)
            case "door":
                return shown(first_words.door())
        return super().words_now()

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        if self.page in phrase_steps.PAGES:
            return super().ways_now()
        return [one for one in pages.ways_on(self.page) if one.id != "back" or self._made is None]

    def before(self) -> str:
        """Return the page before; there is none once the workbook was made."""
        if self._made is not None:
            return ""
        return super().before() if self.page in phrase_steps.PAGES else _BEFORE.get(self.page, "")

    def shown(self) -> None:
        """Look at the folder that stands in the field."""
        if self.page == "place":
            self._look()

    # What a person does

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        match entry:
            case _practice if entry.startswith("practice:"):
                door = cast("Door", entry.removeprefix("practice:"))
                self.app.call_later(self.workbook_app.begin_practice, door)
            case _language if entry.startswith("language:"):
                self.workbook_app.speak(entry.removeprefix("language:"))
                self.query_one(Foot).show(self.keys())
                await self.show("hello")
            case "practice" | "language" | "about" | "limits" | "place":
                await self.show(entry)
            case "backup":
                from .bring_back import BringBack

                self.app.push_screen(BringBack())
            case "usual":
                self._path_line().load(str(places.default_folder()))
                self._look()
            case "keep":
                await self._take_place()
            case "harmed" | "caused_harm" | "helping" | "facilitating" as door if self.page == "door":
                self._door = door
                self._make()
            case _word:
                await super().chosen(entry)

    async def phrase_ready(self) -> None:
        """Go on to the place."""
        await self.show("place")

    async def entered(self, field: Input) -> None:
        """Go on from a passphrase or from the folder."""
        if self.page == "place":
            await self._take_place()
        else:
            await super().entered(field)

    def wrote(self, field: TextLine) -> None:
        """Look at another folder while it is typed."""
        if self.page == "place":
            self.tell("")
            self._look()
        else:
            super().wrote(field)

    def _look(self) -> None:
        """Say what is at the path in the field."""
        typed = self._path_line().value
        self._path = typed
        found, start = self.query_one("#found", Words), self.query_one("#start", Words)
        if not typed.strip():
            found.say(_("Type a folder, or use the usual one."))
            start.display = False
            return
        place = places.look_at(Path(typed.strip()))
        found.say(first_words.place_words(place))
        found.set_class(not place.usable or place.state == "others" or bool(place.synced_by), "care")
        start.say(first_words.start_words(place.path))
        start.display = place.path != places.full(self.workbook_app.folder)
        self.fit()

    def _path_line(self) -> TextLine:
        return cast("TextLine", self.query_one("#path"))

    async def _take_place(self) -> None:
        typed = self._path_line().value.strip()
        if not typed:
            self.tell(_("The line is empty. Type a folder, or use the usual one."))
            return
        place = places.look_at(Path(typed))
        if not place.usable:
            self.tell(_("A workbook cannot be kept there. Choose another folder."))
            return
        self._path = str(place.path)
        await self.show("door")

    # Making the workbook

    def _make(self) -> None:
        said = _("One moment. The workbook is being made.")
        self.begin(self._make_apart, self._go_home, said, could_not=self._other_ways)

    async def _make_apart(self) -> Workbook:
        app, folder = self.workbook_app, Path(self._path)
        return await in_folder(app.fence, folder, partial(self._make_it, folder, app.catalogue))

    def _make_it(self, folder: Path, catalogue: Catalogue) -> Workbook:
        """Make it once, also if its settings cannot be kept at first. Runs in a thread of its own."""
        from ..workbook import Workbook  # read by now; the first page does not wait for it, 45 ms

        if self._made is None:
            self._made = Workbook.create(folder, self._phrase, catalogue)
            self.forget_phrase()
        self._made.save_settings(replace(self._made.settings, door=self._door, language=words.wanted))
        self._made.checkpoint()
        return self._made

    def unknown(self) -> str:
        """Say that the workbook could not be made."""
        return _("The workbook could not be made. Try again, or go back and choose another folder.")

    async def _other_ways(self, error: BaseException | None) -> None:
        from ..vault import PassphraseTaken

        if self._made is None:
            taken = isinstance(error, PassphraseTaken)
            await self.renew_ways(
                Entry("words", _("Another passphrase")) if taken else Entry("place", _("Another folder"))
            )

    def _go_home(self, made: Workbook) -> None:
        """Hand the workbook over and go home."""
        app = self.workbook_app
        app.take(made)
        app.folder = made.folder
        app.call_later(app.go_home)
