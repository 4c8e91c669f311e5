"""One pack of the workbook: how it stands, what it would ask, the whole of it as paper, and what can be done with it.

- It can be offered once it was opened as paper; until then the choice is there and says so.
- Taking a pack away, and no longer offering it, leaves every visit as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..errors import WorkbookError
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_, series
from ..worksheet.model import Door, Worksheet, build
from ..worksheet.pack import Pack, PackSheet
from ..worksheet.pack_summary import also_said
from ..worksheet.preview import preview
from .base import Words
from .doors import door_words
from .pack_found import in_short
from .passages import Passage, ReadingPage, words
from .sure import Sure


class PackPage(ReadingPage[None]):
    """The pack called `pack`."""

    CSS = "PackPage #column { padding: 1 2; } PackPage #page { height: auto; } PackPage Menu { margin-bottom: 1; }"
    AUTO_FOCUS = ""

    def __init__(self, pack: str) -> None:
        super().__init__()
        self.pack_id = pack
        self._told = ""

    @property
    def pack(self) -> Pack | None:
        """The pack as it is kept; None once it was taken away."""
        return self.workbook_app.workbook.packs.get(self.pack_id)

    def body(self) -> ComposeResult:
        """The page is put in once it is on screen."""
        yield Vertical(id="page")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the pack."""
        await self.refresh_page()

    def on_screen_resume(self) -> None:
        """Show what has changed on the page above."""
        if self.is_mounted:
            self.call_later(self.refresh_page)

    async def refresh_page(self) -> None:
        """Show how it stands now, with the focus where it was."""
        pack = self.pack
        if pack is None:
            return
        at = getattr(getattr(self.focused, "entry", None), "id", "")
        self.head(pack.title, n_("{n} worksheet", "{n} worksheets", len(pack.sheets)))
        await self.fill("page", self._widgets(pack))
        entries = list(self.query(MenuEntry))
        again = next((one for one in entries if one.entry.id == at), entries[0])
        again.focus(scroll_visible=False)

    def _widgets(self, pack: Pack) -> Iterator[Widget]:
        added = _("Added on {date}.").format(date=day_in_words(day_of(pack.added)))
        if pack.enabled:
            state = _("These sheets are offered under “All worksheets”.")
        elif pack.read:
            state = _("You have opened these sheets. They are not offered.")
        else:
            state = _("You have not opened these sheets yet. They are not offered.")
        yield Words(f"{state} {added}", "muted")
        if self._told:
            yield Words(self._told, "care")
        offer = Entry("offer", _("Offer these sheets"), "" if pack.read else _("read it first"))
        if pack.enabled:
            offer = Entry("stop", _("No longer offer these sheets"))
        away = Entry("away", _("Take them out of the workbook…"))
        yield Menu([Entry("paper", _("Read all of it, as on paper")), offer, away])
        yield from in_short(pack, self.workbook_app.workbook.catalogue)

    # What a person does

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        pack = self.pack
        if pack is None:
            return
        packs, self._told = self.workbook_app.workbook.packs, ""
        match event.entry:
            case "paper":
                if self._done(lambda: packs.mark_read(pack.id)):
                    self.app.push_screen(PaperPage(pack))
                    return
            case "offer" if not pack.read:
                self._told = _("Read it first. Then you can decide.")
            case "offer":
                self._done(lambda: packs.offer(pack.id, offered=True))
            case "stop":
                self._done(lambda: packs.offer(pack.id, offered=False))
            case "away":
                self._ask_away(pack)
                return
        await self.refresh_page()

    def _done(self, change: Callable[[], object]) -> bool:
        """Make a change; where it cannot be saved nothing is changed, and the page says so."""
        try:
            change()
        except WorkbookError as error:
            self._told = f"{error.message} {error.hint}".strip()
            return False
        return True

    def _ask_away(self, pack: Pack) -> None:
        sure = Sure(
            pack.title,
            _("Take these sheets out of the workbook?"),
            [_("What you wrote in them stays, and you can go on reading it. You can add the sheets again.")],
            keep=_("Keep them"),
            do=_("Take them out"),
        )

        async def answered(yes: bool | None) -> None:
            if yes and self._done(lambda: self.workbook_app.workbook.packs.remove(pack.id)):
                self.dismiss()
            elif yes:
                await self.refresh_page()

        self.app.push_screen(sure, answered)


class PaperPage(ReadingPage[None]):
    """Every sheet of a pack with every word it says, at each door; what two doors share stands once."""

    CSS = "PaperPage #column { padding: 1 2; }"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self.shown_pack = pack

    def on_mount(self) -> None:
        """Name the page."""
        self.head(self.shown_pack.title, _("as on paper"))

    def body(self) -> ComposeResult:
        """Each sheet, then the way back."""
        for sheet in self.shown_pack.sheets:
            for doors, worksheet in by_door(sheet):
                asked = series(f"“{door_words(door).title}”" for door in doors)
                yield Words(_("For: {doors}.").format(doors=asked), "accent")
                yield Passage(as_paper(worksheet), ascii_only=self.workbook_app.ascii_only)
                if more := also_said(worksheet):
                    yield Words(_("It also says, in small print or at certain answers:"), "muted", close=True)
                    yield Passage(words(*((one, "text") for one in more)))
        yield Words(_("This is the end."), "muted")
        yield Menu([Entry("back", _("Back"))])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go back."""
        event.stop()
        self.dismiss()


def by_door(sheet: PackSheet) -> list[tuple[list[Door], Worksheet]]:
    """Return `sheet` in the words of each of its doors; doors at which it reads the same stand together."""
    found: dict[str, tuple[list[Door], Worksheet]] = {}
    for door in sheet.data["audience"]:
        worksheet = build(sheet.data, door)
        said = "\n".join((*preview(worksheet), *also_said(worksheet)))
        found.setdefault(said, ([], worksheet))[0].append(door)
    return list(found.values())


def as_paper(worksheet: Worksheet) -> Callable[[int], list[Line]]:
    """Return what draws the whole of `worksheet`."""
    return lambda width: [Line((Piece(one),)) for one in preview(worksheet, width)]
