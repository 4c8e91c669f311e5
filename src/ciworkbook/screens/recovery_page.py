"""The recovery sheet: both dangers first, then the key to copy by hand, then two groups of it typed back.

- Off until it is asked for, and the passphrase is asked for before it shows.
- It is never printed or saved: a print queue and a file keep copies. It stands on the screen and nowhere else.
- Cover hides it like everything. When its pages are left, the words are taken out of what showed them.
"""

from __future__ import annotations

import secrets

from textual.widget import Widget
from textual.widgets import Input

from .. import upkeep, upkeep_words
from ..errors import WorkbookError
from ..vault import RecoverySheet
from ..widgets.fields import TextLine
from ..widgets.menu import Entry
from ..words import _
from .base import Words, shown
from .phrase_steps import said
from .present import Present
from .steps import Steps

SHOWS = ("key", "salt", "lines")
"""The pages that are copied."""


class RecoveryPage(Steps[None]):
    """The pages."""

    def __init__(self) -> None:
        super().__init__("dangers")
        self._sheet: RecoverySheet | None = None
        self._asked: list[int] = []

    def heading(self) -> tuple[str, str]:
        """Say which part is shown."""
        if self.page in SHOWS:
            right = _("{number} of {all}").format(number=SHOWS.index(self.page) + 1, all=len(SHOWS))
            return _("Recovery sheet"), right
        return _("Recovery sheet"), ""

    # Pages

    def words_now(self) -> list[Widget]:
        """Return what stands on the page."""
        match self.page:
            case "dangers":
                return shown(upkeep_words.dangers())
            case "key" if self._sheet is not None:
                return shown(upkeep_words.key_words(self._sheet))
            case "salt" if self._sheet is not None:
                return shown(upkeep_words.salt_words(self._sheet))
            case "lines":
                return shown(upkeep_words.lines_words())
            case "check":
                return self._check()
        return shown(upkeep_words.sheet_made())

    def _check(self) -> list[Widget]:
        told: list[Widget] = [Words(_("Now two groups from your paper, picked by chance"), "strong")]
        for number in self._asked:
            field = TextLine(longest=12, id=f"group-{number}")
            field.add_class("field")
            told += [Words(_("Group {number}:").format(number=number + 1), close=True), field]
        return told

    def ways_now(self) -> list[Entry]:
        """Return what there is to choose on the page."""
        back = Entry("back", _("Back"))
        match self.page:
            case "dangers":
                return [Entry("back", _("Make none")), Entry("show", _("Go on, with the passphrase"))]
            case "key":
                return [Entry("salt", _("I have copied this")), Entry("back", _("Stop here"))]
            case "salt":
                return [Entry("lines", _("I have copied this")), back]
            case "lines":
                return [Entry("check", _("I have copied this")), back]
            case "check":
                return [Entry("compare", _("Compare them")), back]
        return [Entry("back", _("Back to Settings"))]

    def before(self) -> str:
        """Return the page before."""
        return {"key": "dangers", "salt": "key", "lines": "salt", "check": "lines"}.get(self.page, "")

    async def show(self, page: str) -> None:
        """Take the words of the page before out of their widgets; then show `page`."""
        self._blank()
        if page in ("dangers", "made"):
            self._sheet = None
        if page == "check":
            self._pick()
        await super().show(page)

    def focus_first(self) -> None:
        """In the first of the two lines, where there are any."""
        lines = self.query("#column TextLine")
        if lines:
            lines.first().focus(scroll_visible=False)
        else:
            super().focus_first()

    def on_unmount(self) -> None:
        """Keep nothing of it."""
        self._sheet = None

    def _blank(self) -> None:
        for one in self.query("#column Words").results(Words):
            one.say("")
        for field in self.query("#column TextLine").results(TextLine):
            field.load("")

    # What a person does

    async def chosen(self, entry: str) -> None:
        """Go on, or compare what was typed."""
        match entry:
            case "show":
                self.app.push_screen(Present(_("Recovery sheet")), self._allowed)
            case "compare":
                await self._compare()
            case page if page in SHOWS or page == "check":
                await self.show(page)

    async def _allowed(self, right: bool | None) -> None:
        if not right:
            return
        self._sheet = upkeep.recovery_sheet(self.workbook_app.workbook)
        await self.show("key")

    def _pick(self) -> None:
        assert self._sheet is not None
        numbers = list(range(len(self._sheet.groups())))
        self._asked = sorted(secrets.SystemRandom().sample(numbers, upkeep_words.ASKED))

    async def entered(self, field: Input) -> None:
        """Enter in the first line goes to the second, in the second it compares."""
        if field.id == f"group-{self._asked[-1]}":
            await self._compare()
        else:
            self.focus_next()

    async def _compare(self) -> None:
        assert self._sheet is not None
        groups = self._sheet.groups()
        for number in self._asked:
            field = self.query_one(f"#group-{number}", TextLine)
            if "".join(field.value.split()).upper() != groups[number]:
                field.focus()
                self.tell(upkeep_words.another_group(number))
                return
        problem = ""
        try:
            upkeep.sheet_was_made(self.workbook_app.workbook)
        except WorkbookError as error:  # the paper is good all the same
            problem = said(error)
        await self.show("made")
        self.tell(problem)
