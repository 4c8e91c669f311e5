"""All worksheets, to be found by a word of their title or purpose, by section, or for another door.

- The list is that of the door in the settings at first; looking at another door's list changes nothing.
- What is typed narrows the list as it is typed. What the sheet with the focus is for stands below the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from .. import at_home
from ..doors import door_words
from ..languages import entry_note
from ..text import clean_line, shorten, wrap
from ..widgets.drawn import marks
from ..widgets.fields import Marked, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, n_
from ..worksheet.catalogue import Entry as SheetEntry
from ..worksheet.model import DOORS, TOPICS, Door
from ..worksheet.topics import TOPIC_TITLES
from .base import Foot, Page, Words, bound, hairline

PURPOSE_ROWS = 3
LOW, LOWEST = 22, 17
"""Rows of a window up to which the purpose takes one row less, and up to which the list takes all of them."""


class Purpose(Words):
    """What the sheet with the focus is for, in a few rows above the foot."""

    DEFAULT_CSS = f"Purpose {{ dock: bottom; height: {PURPOSE_ROWS + 1}; margin: 0 0 2 0; color: $muted; }}"

    _about = ""

    def tell(self, about: str | None = None) -> None:
        """Show the first rows of `about`, or of what it was last as they fit now."""
        self._about = about = self._about if about is None else about
        width = min(80, max(20, self.app.size.width - 4))
        most = PURPOSE_ROWS if self.app.size.height > LOW else PURPOSE_ROWS - 1
        self.display = self.app.size.height > LOWEST
        self.styles.height = most + 1
        self.screen.query_one("#body").styles.margin = (0, 0, most + 1 if self.display else 0, 0)
        rows = wrap(clean_line(about), width)
        if len(rows) > most:
            rows = [*rows[: most - 1], shorten(" ".join(rows[most - 1 :]), width)]
        self.say("\n".join([hairline(self.app, self.app.size.width), *(f"  {one}" for one in rows)]))


class Sheets(Page[tuple[str, Door] | None]):
    """Gives the id of the chosen worksheet and the door it was chosen at."""

    CSS = """
    Sheets #column { padding: 1 2; }
    Sheets Menu { margin-bottom: 1; }
    Sheets #body { margin-bottom: 4; }
    Sheets #sheets { height: auto; }
    """
    AUTO_FOCUS = ""
    KEYS: ClassVar[list[str]] = ["paper"]
    BINDINGS: ClassVar[list[BindingType]] = [bound("paper")]

    def __init__(self) -> None:
        super().__init__()
        self.door: Door = "harmed"
        self.topic = ""

    def compose(self) -> ComposeResult:
        """Put the purpose between the list and the foot."""
        for widget in super().compose():
            if isinstance(widget, Foot):
                yield Purpose("", "muted", id="purpose")
            yield widget

    def body(self) -> ComposeResult:
        """A line to search in, what the list is narrowed to, and the list."""
        self.door = self.workbook_app.workbook.settings.door or "harmed"
        yield Words(_("Find: a word of the title or the purpose"), "muted", close=True)
        yield Marked(TextLine(longest=60, id="find"), marks(self.workbook_app.ascii_only))
        yield Vertical(id="sheets")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the list, with the focus on its first sheet."""
        await self._renew()
        self._focus_first()

    def _sheets(self) -> list[SheetEntry]:
        return self.workbook_app.workbook.catalogue.entries(self.door)

    async def _renew(self) -> None:
        """Build the list from what was typed and chosen."""
        typed = self.query_one("#find", TextLine).value
        sheets = [one for one in at_home.found(self._sheets(), typed) if self.topic in ("", one.topic)]
        place = self.query_one("#sheets", Vertical)
        parts: list[Words | Menu] = [Menu(self._filters(), id="filters")]
        for title, some in at_home.by_section(sheets):
            parts += [Words(title, "muted", close=True), _menu(some)]
        if not sheets:
            parts.append(Words(_("No worksheet fits that. A shorter word finds more.")))
        async with self.batch():
            await place.remove_children()
            await place.mount_all(parts)
        self.head(_("All worksheets"), n_("{n} worksheet", "{n} worksheets", len(sheets)))

    def _filters(self) -> list[Entry]:
        topic = TOPIC_TITLES[self.topic]() if self.topic else _("all")
        return [
            Entry("door", _("For: {door}").format(door=door_words(self.door).title), _("change")),
            Entry("topic", _("Section: {section}").format(section=topic), _("change")),
        ]

    def _focus_first(self) -> None:
        sheets = [one for one in self.query(MenuEntry) if one.entry.id.startswith("sheet:")]
        (sheets[0] if sheets else self.query_one("#find", TextLine)).focus(scroll_visible=False)

    async def on_wrote(self, event: Wrote) -> None:
        """Show what fits the words typed so far."""
        event.stop()
        await self._renew()

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Enter goes to the first sheet found."""
        event.stop()
        self._focus_first()

    def on_resize(self, _event: events.Resize) -> None:
        """Let the purpose follow the size of the window."""
        self.query_one(Purpose).tell()

    def on_key(self, event: events.Key) -> None:
        """Whoever types is looking for something, wherever the focus is."""
        line = self.query_one("#find", TextLine)
        if event.is_printable and event.character and event.character != " " and not line.has_focus:
            event.stop()
            line.focus()
            line.insert_text_at_cursor(event.character)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell what the sheet with the focus is for."""
        entry = getattr(event.widget, "entry", None)
        id_ = getattr(entry, "id", "").removeprefix("sheet:")
        about = next((one.about for one in self._sheets() if one.id == id_), "")
        self.query_one(Purpose).tell(about)

    def action_paper(self) -> None:
        """Have the sheet with the focus, or the first that is shown, on paper."""
        from .blank_page import BlankPage

        shown = [one.entry.id for one in self.query(MenuEntry) if one.entry.id.startswith("sheet:")]
        here = getattr(getattr(self.focused, "entry", None), "id", "")
        if shown:
            id_ = (here if here in shown else shown[0]).removeprefix("sheet:")
            self.app.push_screen(BlankPage(self.workbook_app.workbook.catalogue.worksheet(id_, self.door)))

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the sheet, or go on to the next door or section."""
        event.stop()
        kind, _sep, rest = event.entry.partition(":")
        if kind == "sheet":
            self.dismiss((rest, self.door))
            return
        if kind == "door":
            self.door = DOORS[(DOORS.index(self.door) + 1) % len(DOORS)]
            self.topic = ""
        else:
            ways = ["", *(one for one in TOPICS if any(sheet.topic == one for sheet in self._sheets()))]
            self.topic = ways[(ways.index(self.topic) + 1) % len(ways)]
        await self._renew()
        for one in self.query(MenuEntry):
            if one.entry.id == kind:
                one.focus(scroll_visible=False)


def _menu(sheets: Sequence[SheetEntry]) -> Menu:
    return Menu([Entry(f"sheet:{one.id}", one.title, entry_note(one)) for one in sheets])
