"""A backup brought back on the first evening: the file, its passphrase, a place; then it is put there and opens.

- Nothing is written before the passphrase has opened the backup and a place was chosen.
- What is in a folder already is never written over: what was left out is said.
"""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from .. import backups, first_words
from ..guard import places
from ..text import clean_line
from ..vault import Key, backup
from ..vault.restoring import Restored, restore
from ..widgets.fields import TextLine
from ..widgets.menu import Entry
from ..words import _
from ..workbook import Workbook
from .base import Words
from .fenced import in_folder
from .steps import Steps, hidden_line

LONGEST_PATH = 1000


class BringBack(Steps[None]):
    """The pages."""

    def __init__(self) -> None:
        super().__init__("file")
        self._file = ""
        self._folder = ""
        self._into = Path()
        self._data = b""
        self._key: Key | None = None
        self._restored: Restored | None = None
        self._workbook: Workbook | None = None

    def on_mount(self) -> None:
        """Begin with the usual folder."""
        self._folder = str(self.workbook_app.folder)

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Workbook"), _("from a backup")

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "file":
                return [
                    Words(_("Where is the backup?"), "strong"),
                    Words(_("The folder and the name of the file, for example on a stick.")),
                    _path_line(self._file),
                ]
            case "phrase":
                return [
                    Words(_("Its passphrase"), "strong"),
                    Words(_("The one that opened the workbook on the day the backup was made.")),
                    hidden_line(),
                    Words(_("It stays hidden as you type. Enter goes on."), "muted"),
                ]
            case "place":
                return [
                    Words(_("Where it is kept from now on"), "strong"),
                    Words(_("This folder on your computer. You can type another one, for example on a USB stick.")),
                    _path_line(self._folder),
                    Words("", id="found"),
                    Words("", "muted", id="start"),
                ]
        assert self._restored is not None
        return [
            Words(_("The backup is brought back."), "strong", close=True),
            Words(clean_line(str(self._restored.folder)), "accent"),
            *(Words(one, close=True) for one in self._restored.told()),
            Words(""),
            Words(first_words.start_words(self._restored.folder), "muted"),
        ]

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        back = Entry("back", _("Back"))
        match self.page:
            case "file":
                return [Entry("load", _("Go on")), back]
            case "phrase":
                return [Entry("typed", _("Go on")), self.see(), back]
            case "place":
                return [Entry("restore", _("Bring it back there")), Entry("usual", _("Use the usual folder")), back]
        return [Entry("open", _("Open it"))] if self._workbook is not None else [Entry("leave", _("Leave"))]

    def before(self) -> str:
        """Return the page before."""
        return {"phrase": "file", "place": "phrase"}.get(self.page, "")

    async def go_back(self) -> None:
        """Go a page back; not once the backup is brought back."""
        if self.page != "done":
            await super().go_back()

    def focus_first(self) -> None:
        """In the line of the file; elsewhere where one goes on."""
        if self.page == "file" and self.query("#path"):
            self.query("#path").first().focus(scroll_visible=False)
        else:
            super().focus_first()

    def shown(self) -> None:
        """Look at the folder that stands in the line."""
        if self.page == "place":
            self._look()

    # What a person does

    def wrote(self, field: TextLine) -> None:
        """Remember what is typed; look at another folder."""
        match self.page:
            case "file":
                self._file = field.value
                self.tell("")
            case "place":
                self._folder = field.value
                self.tell("")
                self._look()
            case _phrase:
                super().wrote(field)

    def _look(self) -> None:
        found, start = self.query_one("#found", Words), self.query_one("#start", Words)
        if not self._folder.strip():
            found.say(_("Type a folder, or use the usual one."))
            start.display = False
            return
        place = places.look_at(Path(self._folder.strip()))
        found.say(first_words.place_words(place))
        found.set_class(not place.usable or place.state == "others" or bool(place.synced_by), "care")
        start.say(first_words.start_words(place.path))
        start.display = place.path != places.full(self.workbook_app.folder)
        self.fit()

    async def entered(self, field: Input) -> None:
        """Enter in a line goes on."""
        match self.page:
            case "file":
                self._load()
            case "place":
                self._restore()
            case _phrase:
                await super().entered(field)

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        match entry:
            case "load":
                self._load()
            case "restore":
                self._restore()
            case "usual":
                self._folder = str(places.default_folder())
                self.query_one("#path", TextLine).load(self._folder)
                self._look()
            case "open" if self._workbook is not None:
                app = self.workbook_app
                app.take(self._workbook)
                app.folder = self._workbook.folder
                app.call_later(app.go_home)

    def _load(self) -> None:
        typed = self.query_one("#path", TextLine).value.strip()
        if not typed:
            self.tell(_("The line is empty. Type the name of the file."))
            return
        self._file = typed
        self.begin(lambda: backups.load(places.full(Path(typed))), self._loaded, _("One moment."))

    async def _loaded(self, data: bytes) -> None:
        self._data = data
        await self.show("phrase")

    async def typed(self, text: str) -> None:
        """Try the passphrase on the backup."""
        if not text:
            self.tell(_("The line is empty. Type the passphrase of the backup."))
            return
        self.begin(lambda: backup.key_for(self._data, text), self._opened, _("One moment."))

    async def _opened(self, key: Key) -> None:
        self._key = key
        await self.show("place")

    def _restore(self) -> None:
        place = places.look_at(Path(self._folder.strip())) if self._folder.strip() else None
        if place is None or not place.usable:
            self.tell(_("A workbook cannot be kept there. Choose another folder."))
            return
        self._into = place.path
        self.begin(self._restore_apart, self._is_back, _("One moment. The backup is being brought back."))

    async def _restore_apart(self) -> None:
        await in_folder(self.workbook_app.fence, self._into, self._restore_it)

    def _restore_it(self) -> None:
        """Put it there and open it. Runs in a thread of its own."""
        assert self._key is not None
        self._restored = restore(self._data, self._into, self._key, progress=self.so_far)
        if not self._restored.closed:
            self._workbook = Workbook.unlock(self._into, self._key, self.workbook_app.catalogue)

    async def _is_back(self, _none: None) -> None:
        self._data, self._key = b"", None
        await self.show("done")


def _path_line(path: str) -> TextLine:
    field = TextLine(path, longest=LONGEST_PATH, id="path")
    field.add_class("field")
    return field
