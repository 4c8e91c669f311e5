"""What every page has: a head line, a body, and a foot that always shows cover, leave and help.

- One column with room around it, at most 76 cells wide; hairlines instead of boxes.
- The head and the foot never scroll away. The body scrolls, and only what is in it takes the focus.
- A page holds no answer. What it shows comes from the workbook, what is typed goes back there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from .. import keys
from ..guard.terminal import WANTED
from ..keys import ACTIONS
from ..paragraphs import Paragraph
from ..text import clean, shorten, wrap
from ..widgets.drawn import Drawn, reveal
from ..widgets.running_text import RunningText
from ..words import _

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea

    from .app import WorkbookApp

Result = TypeVar("Result")


class Head(Widget):
    """Where one is: the page on the left, the place in it on the right, a hairline below."""

    DEFAULT_CSS = "Head { height: 2; color: $muted; }"

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = ""

    def show(self, left: str, right: str = "") -> None:
        """Show `left`, and `right` as far as it fits."""
        left, right = clean(left), clean(right)
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> RenderResult:
        """Draw the line and the hairline."""
        width = max(10, self.size.width - 2)
        practice = _("Practice") + " · " if getattr(self.app, "practice", False) else ""
        right = shorten(self._right, width // 2)
        left = shorten(self._left, width - cell_len(practice) - cell_len(right) - 2)
        gap = " " * max(1, width - cell_len(practice) - cell_len(left) - cell_len(right))
        line = Content.assemble(" ", (practice, "$care"), f"{left}{gap}{right}\n")
        return line + Content(hairline(self.app, width + 2))


class Foot(Widget):
    """The keys of the page. Cover, leave and help come first and are never left out; what is an action can be clicked.

    - A key stands as the id of its action (`ciworkbook.keys`), with the key that it has now, or as its own name.
    - The way to all actions comes last, and keeps its place when others do not fit.
    """

    DEFAULT_CSS = "Foot { height: 2; color: $muted; }"
    ALWAYS: ClassVar[list[str]] = ["cover", "leave", "help"]

    def __init__(self, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self.keys = keys
        self._ends: list[tuple[int, str]] = []

    def show(self, keys: list[tuple[str, str]]) -> None:
        """Show other keys of the page beside those that always stand there."""
        self.keys = keys
        self.refresh()

    def render(self) -> RenderResult:
        """Draw as many keys as fit, most needed first: the page's first, what it can do, the way back."""
        always = [(id, ACTIONS[id].short()) for id in self.ALWAYS]
        more = [("actions", ACTIONS["actions"].short())] if isinstance(self.screen, Page) else []
        left = self.size.width - 2 - sum(_width(*one) for one in always)
        # All stand nearer to each other before one of the most needed is cut.
        for most, least in (([*more, *self.keys[:1]], 2), (more, 2), ([], 1)):
            gap = (left - sum(_width(*one) for one in most)) // (len(always) + len(most) - 1)
            if gap >= least:
                break
        gap = max(1, min(3, gap))
        left -= gap * (len(always) - 1)
        chosen: list[tuple[str, str]] = []
        mine = sorted(self.keys[1:], key=lambda one: (one[0] not in ACTIONS, one[0] != _("Esc")))
        for one in [*more, *self.keys[:1], *mine]:
            if one not in chosen and gap + _width(*one) <= left:
                chosen.append(one)
                left -= gap + _width(*one)
        parts: list[Content] = []
        self._ends = []
        used = 1
        for id, label in [*always, *(one for one in [*self.keys, *more] if one in chosen)]:
            self._ends.append((used + _width(id, label), id))
            used = self._ends[-1][0] + gap
            parts.append(Content.assemble((key_words(id), "$accent"), " ", label))
        line = Content(" " * gap).join(parts)
        return Content(hairline(self.app, self.size.width)) + Content("\n ") + line

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        event.stop()
        under = next((id for end, id in self._ends if event.x < end + 1), "") if event.y == 1 else ""
        if isinstance(self.screen, Page) and under in ACTIONS:
            await self.screen.do(under)
        elif under in self.ALWAYS:
            await self.app.run_action(f"app.{under}")


def key_words(id: str) -> str:
    """Return the key that the action called `id` has now; any other text is the name of a key already."""
    return keys.shown(id) if id in ACTIONS else id


def _width(id: str, label: str) -> int:
    return cell_len(key_words(id)) + 1 + cell_len(label)


def bound(id: str, does: str = "") -> Binding:
    """Return the binding of the action called `id`, with its usual keys; it `does` what is called as it is itself."""
    return Binding(",".join(ACTIONS[id].usual), does or id, show=False, id=id, priority=True)


def hairline(app: Any, width: int) -> str:
    """Return a line across `width` cells, in what the terminal can draw."""
    return ("-" if getattr(app, "ascii_only", False) else "─") * width


class TooSmall(Widget):
    """Stands over a page while the window has no room for it, and says how much it needs."""

    DEFAULT_CSS = """
    TooSmall { layer: above; dock: top; width: 100%; height: 100%; background: $background; display: none; }
    TooSmall.-there { display: block; }
    """

    def render(self) -> RenderResult:
        """Say what is the matter and what to do; the most needed comes first, should it be cut."""
        (columns, rows), width = WANTED, max(1, self.size.width)
        said = _(
            "This window is too small. Make it {columns} columns wide and {rows} rows high, or its letters smaller. "
            "What you wrote is still here. {cover} covers, {leave} leaves."
        ).format(columns=columns, rows=rows, cover=keys.shown("cover"), leave=keys.shown("leave"))
        lines = wrap(said, width)
        if len(lines) > self.size.height:
            lines = wrap(_("Too small. {columns} by {rows} needed.").format(columns=columns, rows=rows), width)
        return Content("\n".join(lines))


class Fitting(Screen[Result]):
    """A screen that says so where the window is too small for it, and keeps in view where the keys go."""

    DEFAULT_CSS = "Fitting { layers: default above; overflow: hidden; }"
    _had = Size(0, 0)

    def on_mount(self) -> None:
        """Have the notice at hand, where it is not there yet. Textual calls this beside a subclass's own `on_mount`."""
        if not self.query(TooSmall):
            self.mount(TooSmall())

    def on_resize(self, event: events.Resize) -> None:
        """Show the notice or take it away. Textual calls this beside a subclass's own `on_resize`."""
        self.query(TooSmall).set_class(is_too_small(event.size), "-there")
        if self._had:  # the first size is no change: what is there to be read is shown from its top
            self.call_after_refresh(self.see_focus)
        self._had = event.size

    def scroll_to_widget(self, widget: Widget, **options: Any) -> bool:
        """Bring `widget` into view, also where what holds it has a padding, which Textual leaves out of its count."""
        scrolled = super().scroll_to_widget(widget, **options)
        self.call_after_refresh(self.see_focus)
        return scrolled

    def see_focus(self) -> None:
        """Bring what takes the keys into view, where a window that became smaller has left it outside."""
        if self.focused is None or is_too_small(self.size):
            return
        if not self.can_view_partial(self.focused):
            reveal(self.focused, self.focused.size.region)
        if isinstance(self.focused, Drawn):
            self.focused.reveal_mark()


def takes_text(field: Widget | None) -> TypeGuard[Input | TextArea]:
    """Tell whether `field` is one of Textual's to type into; asked without reading those, which takes 9 ms."""
    return hasattr(type(field), "cursor_screen_offset")


def cursor_of(field: Widget) -> Offset:
    """Return the cell of the window where what is typed into `field` goes, or where its mark stands."""
    if takes_text(field):
        return field.cursor_screen_offset
    place = field.content_region.offset
    return place + (field.marked() or Offset(0, 0)) if isinstance(field, Drawn) else place


def is_too_small(size: Size) -> bool:
    """Tell whether no page fits a window of `size`."""
    return size.width < WANTED[0] or size.height < WANTED[1]


class Page(Fitting[Result]):
    """A screen of the workbook. Subclasses give `title_left`, `body` and, if they have keys of their own, `KEYS`."""

    KEYS: ClassVar[Sequence[str | tuple[str, str]]] = []
    """Most needed first: the id of an action, or a key that is always the same and what it does."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False, id="back"),
        Binding("pageup", "scroll_body(-1)", show=False),
        Binding("pagedown", "scroll_body(1)", show=False),
    ]
    AUTO_FOCUS = "#body *"
    TITLE_LEFT: ClassVar[str] = ""
    CAN_GO_BACK = True

    @property
    def workbook_app(self) -> WorkbookApp:
        """The app, as what it is."""
        return cast("WorkbookApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the body between the head and the foot."""
        yield Head()
        with VerticalScroll(id="body", can_focus=False), Vertical(id="column"):
            yield from self.body()
        yield Foot(self.keys())
        yield TooSmall()

    def body(self) -> ComposeResult:
        """Yield what stands between head and foot."""
        yield from ()

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's own keys for the foot, most needed first; the way back always among them."""
        said = [(one, ACTIONS[one].short()) if isinstance(one, str) else (_(one[0]), _(one[1])) for one in self.KEYS]
        back = (_("Esc"), _("back"))
        return said if not self.CAN_GO_BACK or back in said else [*said, back]

    def offered(self) -> list[tuple[str, str, str]]:
        """Return all that can be done on the page: its id, what it is, its keys."""
        here = [id for id, _label in self.query_one(Foot).keys if id in ACTIONS]
        rest = [id for id, one in ACTIONS.items() if one.where == "everywhere" and id not in (*here, "actions")]
        ways = [("focus_next", _("to the next thing on the page"), _("Tab"))]
        if _("Esc") in [key for key, _label in self.query_one(Foot).keys]:
            ways.append(("back", _("back to the page before"), _("Esc")))
        if self.query_one("#body", VerticalScroll).max_scroll_y:
            ways.insert(1, ("scroll_body(1)", _("further down on this page"), _("PgDn")))
            ways.insert(2, ("scroll_body(-1)", _("further up on this page"), _("PgUp")))
        everywhere = [(id, ACTIONS[id].does(), keys.all_shown(id)) for id in rest]
        return [*((id, ACTIONS[id].does(), keys.all_shown(id)) for id in here), *ways, *everywhere]

    async def do(self, id: str) -> None:
        """Do the action called `id`, as its key would."""
        found = [
            one.action
            for of in type(self).__mro__
            for one in vars(of).get("BINDINGS", ())
            if isinstance(one, Binding) and one.id == id
        ]
        if id in ("cover", "leave", "lock", "help", "pause", "actions", "focus_next"):
            await self.app.run_action(f"app.{id}")
        else:
            await self.run_action(found[0] if found else id)

    def head(self, left: str, right: str = "") -> None:
        """Set the head line."""
        self.query_one(Head).show(left, right)

    def on_mount(self) -> None:
        """Show the title, if it is always the same. Textual calls this beside a subclass's own `on_mount`."""
        if self.TITLE_LEFT:
            self.head(_(self.TITLE_LEFT))

    _was_dismissed = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the page once: a key pressed twice in a hurry must not close the page below as well.

        Under the cover it closes when the cover is lifted.
        """
        if self._was_dismissed:
            return AwaitComplete()
        hold: Callable[[Any], bool] = getattr(self.app, "hold", lambda _work: False)
        if hold(lambda: self.dismiss(result)):
            return AwaitComplete()
        self._was_dismissed = self.is_active  # one that is not on top is not the page that closes
        return super().dismiss(result)

    def keep(self) -> bool:
        """Put on disk what stands on the page and is not kept yet; tell whether everything is."""
        return True

    def action_back(self) -> None:
        """Go back to the page before, if there is one."""
        if self.CAN_GO_BACK and len(self.app.screen_stack) > 2:
            self.dismiss()

    def action_scroll_body(self, direction: int) -> None:
        """Move the body by a page."""
        body = self.query_one("#body", VerticalScroll)
        body.scroll_relative(y=direction * max(1, body.size.height - 2), animate=False)


class Words(Static):
    """A paragraph: text as it is, never markup. `role` is one of "text", "muted", "care", "accent", "strong"."""

    DEFAULT_CSS = """
    Words { height: auto; width: 1fr; margin-bottom: 1; }
    Words.muted { color: $muted; }
    Words.care { color: $care; }
    Words.accent { color: $accent; }
    Words.strong { text-style: bold; }
    Words.close { margin-bottom: 0; }
    """

    def __init__(self, text: str, role: str = "text", *, id: str | None = None, close: bool = False) -> None:
        self._said = clean(text)
        super().__init__(RunningText(self._said), id=id, classes=role + (" close" if close else ""), markup=False)

    def say(self, text: str) -> None:
        """Show other words."""
        if (said := clean(text)) != self._said:  # the page is laid out anew for it
            self._said = said
            self.update(RunningText(said))


def shown(paragraphs: Iterable[Paragraph]) -> list[Widget]:
    """Return the widgets that show `paragraphs`."""
    return [Words(one.text, one.role, close=one.close) for one in paragraphs]
