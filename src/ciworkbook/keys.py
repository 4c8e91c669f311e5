"""Which key does what: one table, for bindings, foot, help, the menu of actions and every sentence with a key in it.

- Each action has a key that needs no function key and no Page key. What a keyboard or a terminal swallows is reached
  through the menu of actions, which needs one key, the arrows and Enter.
- A person's own key takes the place of the usual ones. Esc twice always covers.
- Refused are keys that write, that move on every page, that another action has on the same page, or that cannot be
  told apart in a terminal. An action never ends up without a key: what does not hold is as if it were not there.
- Keys are named as Textual names them ("ctrl+q"); `name` gives the words for one. Two keys in a row have a space
  between them.
- `current` is the table of this session. The thread that reads the keyboard asks it too, so it is only ever replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .words import _, p_, series

Where = Literal["everywhere", "sheet", "sheets", "preview"]
"""On which pages an action is there."""
TWICE = "escape escape"


@dataclass(frozen=True, repr=False)
class Action:
    """Something a key does.

    Attributes:
        id: Its name in the settings, and of its bindings.
        usual: Its keys, the one that is shown first.
        short: What the foot says.
        does: What help and the menu of actions say.
        stays: Keys that it has whatever the person chooses.
    """

    id: str
    usual: tuple[str, ...]
    short: Callable[[], str]
    does: Callable[[], str]
    where: Where = "everywhere"
    stays: tuple[str, ...] = ()


ACTIONS: dict[str, Action] = {
    one.id: one
    for one in (
        Action("cover", ("f8",), lambda: _("cover"), lambda: _("cover this page, or bring it back"), stays=(TWICE,)),
        Action("leave", ("ctrl+q", "f10"), lambda: _("leave"), lambda: _("save and leave at once")),
        Action("help", ("f1", "ctrl+g"), lambda: _("help"), lambda: _("these keys")),
        Action("actions", ("ctrl+o", "f5"), lambda: _("menu"), lambda: _("all that can be done here, as a list")),
        Action("lock", ("f9", "ctrl+l"), lambda: _("lock"), lambda: _("save and lock, until the passphrase is typed")),
        Action("pause", ("f3", "ctrl+t"), lambda: _("pause"), lambda: _("a few quiet minutes")),
        Action(
            "skip",
            ("f2", "ctrl+r"),
            lambda: _("skip…"),
            lambda: _("skip, not now, does not fit, rather not say"),
            "sheet",
        ),
        Action("next", ("pagedown", "ctrl+n"), lambda: _("next"), lambda: _("next question"), "sheet"),
        Action(
            "previous", ("pageup", "ctrl+p"), lambda: _("the one before"), lambda: _("the question before"), "sheet"
        ),
        Action(
            "read",
            ("f4", "ctrl+f"),
            lambda: _("all questions"),
            lambda: _("all questions of this worksheet, and jump to one"),
            "sheet",
        ),
        Action("paper", ("f4", "ctrl+f"), lambda: _("on paper"), lambda: _("have it on paper"), "sheets"),
        Action(
            "as_read", ("f4", "ctrl+f"), lambda: _("as it will read"), lambda: _("see it as it will read"), "preview"
        ),
    )
}
"""The actions by id, in the order in which help and the menu show them."""

WRITING = frozenset(f"ctrl+{one}" for one in "acdekuvwxyz")
"""Keys that do something in a field."""
_SAME = {"tab": "ctrl+i", "enter": "ctrl+m", "backspace": "ctrl+h", "escape": "ctrl+left_square_bracket"}
"""Keys for which a terminal sends what it sends for another one."""
_MOVING = {"tab", "shift+tab", "enter", "escape", "space", "backspace", "delete"} | {
    *("home", "end", "pageup", "pagedown", "up", "down", "left", "right")
}
_ARRIVES = re.compile(r"ctrl\+[a-z]|alt\+[a-z0-9]|((shift|ctrl|alt)\+)?f([1-9]|1[0-9]|2[0-4])")
_NEEDS_FN = re.compile(r"(.*\+)?(f\d+|pageup|pagedown)")


def needs_fn(key: str) -> bool:
    """Tell whether `key` is one that a small keyboard has not, or only together with Fn."""
    return _NEEDS_FN.fullmatch(key) is not None


def meet(one: Action, other: Action) -> bool:
    """Tell whether both actions are there on one page."""
    return one.where == other.where or "everywhere" in (one.where, other.where)


class Keys:
    """The keys of every action. `own` is a person's own key by action; what does not hold in it is left out."""

    def __init__(self, own: Mapping[str, object] | None = None, *, function_keys: bool = True) -> None:
        self.function_keys = function_keys
        self.own: dict[str, str] = {
            id: key
            for id, key in (own or {}).items()
            if id in ACTIONS and isinstance(key, str) and not unfit(key) and key not in ACTIONS[id].usual[:1]
        }
        while taken := [id for id, key in self.own.items() if self._others(key, ACTIONS[id])]:
            del self.own[taken[-1]]

    def of(self, id: str) -> tuple[str, ...]:
        """Return the keys of the action called `id`, the one to show first."""
        action = ACTIONS[id]
        keys = ((self.own[id],) if id in self.own else action.usual) + action.stays
        if self.function_keys or id in self.own:
            return keys
        return tuple(sorted(keys, key=needs_fn))

    def single(self, *ids: str) -> tuple[str, ...]:
        """Return those keys of the actions that are one press."""
        return tuple(key for id in ids for key in self.of(id) if " " not in key)

    def _others(self, key: str, action: Action) -> list[Action]:
        return [one for one in ACTIONS.values() if one is not action and meet(one, action) and key in self.of(one.id)]

    def taken(self, key: str, id: str) -> Action | None:
        """Return the action that has `key` where the action called `id` is; None if there is none."""
        return next(iter(self._others(key, ACTIONS[id])), None)

    def changed(self, id: str, key: str) -> Keys:
        """Return the keys with `key` for the action called `id`; an empty one gives it its usual keys."""
        own = {**self.own, id: key}
        return Keys({one: two for one, two in own.items() if two}, function_keys=self.function_keys)


current = Keys()


def use(own: Mapping[str, object] | None = None, *, function_keys: bool = True) -> None:
    """Make these the keys of this session; the usual ones by default."""
    global current
    current = Keys(own, function_keys=function_keys)


def shown(id: str) -> str:
    """Return the name of the key to name for the action called `id`."""
    return name(current.of(id)[0])


def all_shown(id: str) -> str:
    """Return the names of all keys of the action called `id`."""
    return series(name(key) for key in current.of(id))


# Words


def name(key: str) -> str:
    """Return the words for `key`: "Ctrl+Q", "F8", "Esc Esc"."""
    return " ".join("+".join(_part(part) for part in one.split("+")) for one in key.split(" "))


def _part(part: str) -> str:
    match part:
        case "ctrl":
            return p_("a key", "Ctrl")
        case "alt":
            return p_("a key", "Alt")
        case "shift":
            return p_("a key", "Shift")
        case "escape":
            return _("Esc")
        case "tab":
            return _("Tab")
        case "enter":
            return _("Enter")
        case "space":
            return _("Space")
        case "backspace":
            return _("Backspace")
        case "pageup":
            return _("PgUp")
        case "pagedown":
            return _("PgDn")
        case "left_square_bracket":
            return "["
    return part.upper() if len(part) == 1 or (part[:1] == "f" and part[1:].isdigit()) else part.replace("_", " ")


def sign(key: str, character: str | None) -> str:
    """Return the words for `key` as it was pressed: the sign itself where it writes one."""
    return character if character is not None and character.isprintable() and character != " " else name(key)


# What is refused


def unfit(key: str, character: str | None = None) -> str:
    """Say why no action can have `key`, and what to do; empty if one can."""
    said = sign(key, character)
    if key in _SAME:
        return _("{key} is needed on every page, and a terminal cannot tell {other} from it. {what_else}").format(
            key=said, other=name(_SAME[key]), what_else=_what_else()
        )
    if key in _MOVING:
        return _("{key} is needed on every page. {what_else}").format(key=said, what_else=_what_else())
    if key in WRITING:
        return _("{key} is needed for writing. {what_else}").format(key=said, what_else=_what_else())
    if key == "ctrl+s":
        return _("{key} stops the picture in some terminals. {what_else}").format(key=said, what_else=_what_else())
    if key in ("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m") or not _ARRIVES.fullmatch(key):
        if character is not None and character.isprintable():
            return _("{key} is there to write with. {what_else}").format(key=said, what_else=_what_else())
        return _("{key} does not come through in every terminal. {what_else}").format(key=said, what_else=_what_else())
    return ""


def _what_else() -> str:
    return _("Choose a letter together with Ctrl or Alt, or a function key.")


def refused(key: str, id: str, keys: Keys, character: str | None = None) -> str:
    """Say why the action called `id` cannot have `key`, and what to do; empty if it can."""
    why = unfit(key, character)
    other = None if why else keys.taken(key, id)
    if other is not None:
        return _("{key} is there already: {does}. Choose another key, or change that one first.").format(
            key=name(key), does=other.does()
        )
    return why


def refused_usual(id: str, keys: Keys) -> str:
    """Say why the action called `id` cannot have its usual keys back, and what to do; empty if it can."""
    back = keys.changed(id, "")
    for key in ACTIONS[id].usual:
        if (other := back.taken(key, id)) is not None or (other := keys.taken(key, id)) is not None:
            return _("{key} is there already: {does}. Change that one first.").format(key=name(key), does=other.does())
    return ""


def on(where: Iterable[Where]) -> list[Action]:
    """Return the actions that are there on the pages of `where`, or everywhere."""
    wanted = set(where)
    return [one for one in ACTIONS.values() if one.where in wanted or one.where == "everywhere"]
