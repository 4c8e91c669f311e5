"""A backup: why and why not, where to, then written, read back and opened before it counts as made.

- Both sides are said before a place is asked for: a copy guards against loss, and a copy can be found.
- A folder that is copied to other devices is named by its service.
- The reminder on the first page is turned off, and on again, here.
"""

from __future__ import annotations

from dataclasses import replace

from textual.widget import Widget
from textual.widgets import Input

from .. import backups, first_words, upkeep_words
from ..backups import BackedUp
from ..errors import WorkbookError
from ..guard import places
from ..widgets.fields import TextLine
from ..widgets.menu import Entry, MenuEntry
from ..words import _
from .base import Words, shown
from .phrase_steps import said
from .steps import Steps

LONGEST_PATH = 1000


class BackupPage(Steps[None]):
    """The pages."""

    def __init__(self) -> None:
        super().__init__("about")
        self._path = ""
        self._made: BackedUp | None = None

    def heading(self) -> tuple[str, str]:
        """Name it."""
        return _("Backup"), ""

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        if self.page == "place":
            return self._place()
        if self.page == "done" and self._made is not None:
            return shown(upkeep_words.backup_done(self._made))
        return shown(upkeep_words.backup(self.workbook_app.workbook))

    def _place(self) -> list[Widget]:
        field = TextLine(self._path or str(upkeep_words.usual_path()), longest=LONGEST_PATH, id="path")
        field.add_class("field")
        return [
            *shown(upkeep_words.backup_place()),
            field,
            Words("", "care", id="found"),
        ]

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        back = Entry("back", _("Back"))
        match self.page:
            case "place":
                return [Entry("make", _("Make the backup there")), back]
            case "done":
                return [Entry("close", _("Back to Settings"))]
        reminds = self.workbook_app.workbook.settings.remind_backup
        remind = Entry("remind", _("Remind me on the first page now and then"), _("yes") if reminds else _("no"))
        return [Entry("place", _("Go on")), remind, back]

    def before(self) -> str:
        """Return the page before."""
        return "about" if self.page == "place" else ""

    def focus_first(self) -> None:
        """In the line, where there is one."""
        field = self.query("#path")
        if field:
            field.first().focus(scroll_visible=False)
        else:
            super().focus_first()

    def shown(self) -> None:
        """Look at the place that stands in the line."""
        if self.page == "place":
            self._look()

    # What a person does

    def wrote(self, field: TextLine) -> None:
        """Look at another place while it is typed."""
        self._path = field.value
        self.tell("")
        self._look()

    def _look(self) -> None:
        path = upkeep_words.path_typed(self.query_one("#path", TextLine).value)
        service = places.look_at(path.parent).synced_by if path is not None else ""
        self.query_one("#found", Words).say(first_words.synced_words(service) if service else "")

    async def entered(self, field: Input) -> None:  # noqa: ARG002
        """Enter in the line goes on to the ways."""
        self.query("#next MenuEntry").first().focus()

    async def chosen(self, entry: str) -> None:
        """Do what was chosen."""
        match entry:
            case "place":
                await self.show("place")
            case "remind":
                await self._turn_reminder()
            case "make":
                self._make()
            case "close":
                self.dismiss()

    async def _turn_reminder(self) -> None:
        workbook = self.workbook_app.workbook
        try:
            workbook.save_settings(replace(workbook.settings, remind_backup=not workbook.settings.remind_backup))
        except WorkbookError as error:
            self.tell(said(error))
            return
        await self.renew_ways()
        for one in self.query("#next MenuEntry").results(MenuEntry):
            if one.entry.id == "remind":
                one.focus()

    def _make(self) -> None:
        path = upkeep_words.path_typed(self.query_one("#path", TextLine).value)
        if path is None:
            self.tell(upkeep_words.no_path())
            return
        app = self.workbook_app
        self.begin(
            lambda: backups.make(app.workbook, app.outlet.write, path, self.so_far),
            self._is_made,
            _("One moment. The backup is being made."),
        )

    async def _is_made(self, made: BackedUp) -> None:
        self._made = made
        await self.show("done")

    def unknown(self) -> str:
        """Say that there is no backup."""
        return _("The backup could not be made. Another place may work.")
