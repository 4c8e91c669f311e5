"""The recovery sheet: both dangers first, then the key to copy by hand, then two groups of it typed back.

- Off until it is asked for, and the passphrase is asked for before it shows.
- It is never printed or saved: a print queue and a file keep copies. It stands on the screen and nowhere else.
- Cover hides it like everything. When its pages are left, the words are taken out of what showed them.
"""

from __future__ import annotations

import secrets

from textual.widget import Widget
from textual.widgets import Input

from .. import upkeep
from ..errors import WorkbookError
from ..vault import RecoverySheet
from ..vault.recovery import START
from ..widgets.fields import TextLine
from ..widgets.menu import Entry
from ..words import _
from .base import Words
from .phrase_steps import said
from .present import Present
from .steps import Steps

A_ROW = 4
"""Groups in a row."""
ASKED = 2
"""Groups that are typed back."""
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
                return self._dangers()
            case "key" if self._sheet is not None:
                return key_words(self._sheet)
            case "salt" if self._sheet is not None:
                return salt_words(self._sheet)
            case "lines":
                return lines_words()
            case "check":
                return self._check()
        return [
            Words(_("Your recovery sheet is made."), "strong"),
            Words(_("Keep the paper where only you look, and not beside this computer.")),
            Words(_("It stays good when you change the passphrase. When you lock everything anew, it ends."), "muted"),
        ]

    @staticmethod
    def _dangers() -> list[Widget]:
        return [
            Words(_("A paper that opens this workbook without the passphrase"), "strong"),
            Words(_("Whoever finds the paper can open everything, now and later."), "care"),
            Words(_("Without such a paper, a passphrase that is forgotten means that everything is lost."), "care"),
            Words(_("Which danger is greater is yours to say.")),
            Words(
                _(
                    "You copy it by hand, in about ten minutes. It is not printed or saved: print queues and files "
                    "keep copies."
                ),
                "muted",
            ),
        ]

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
        self._asked = sorted(secrets.SystemRandom().sample(numbers, ASKED))

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
                self.tell(
                    _("Group {number} is another one. Look at the paper again, or go back and compare it.").format(
                        number=number + 1
                    )
                )
                return
        problem = ""
        try:
            upkeep.sheet_was_made(self.workbook_app.workbook)
        except WorkbookError as error:  # the paper is good all the same
            problem = said(error)
        await self.show("made")
        self.tell(problem)


def rows(groups: tuple[str, ...]) -> str:
    """Return the groups in numbered rows: the number is that of the first group of the row."""
    return "\n".join(
        f"{number + 1:>3}   " + "  ".join(groups[number : number + A_ROW]) for number in range(0, len(groups), A_ROW)
    )


def key_words(sheet: RecoverySheet) -> list[Widget]:
    """Show the key."""
    return [
        Words(_("The key. It begins with:"), close=True),
        Words(START, "strong"),
        Words(rows(sheet.groups()), "strong"),
        Words(_("The number at the left counts the groups. There is no letter B, I or O in them, and no 1."), "muted"),
    ]


def salt_words(sheet: RecoverySheet) -> list[Widget]:
    """Show what a passphrase is made into a key with."""
    numbers = f"n {sheet.n}   r {sheet.r}   p {sheet.p}   " + _("check {digits}").format(digits=sheet.check())
    return [
        Words(_("The salt and its numbers. They are needed only if two small files of the folder are lost.")),
        Words(rows(sheet.salt_groups()), "strong"),
        Words(numbers, "strong"),
    ]


def lines_words() -> list[Widget]:
    """Show what to do with the paper."""
    return [
        Words(_("Four lines to copy, for the day you use it:")),
        Words(
            "\n".join(
                (
                    _("1. Type “workbook recover”. It asks for the key and a new passphrase."),
                    _("2. Or with “age” alone: write the key, in one piece, into a file book.key."),
                    _("3. For every file of the folder: age -d -i book.key FILE"),
                    _("4. “content” holds what was saved; the highest “generation” is the newest."),
                )
            ),
            "strong",
        ),
    ]
