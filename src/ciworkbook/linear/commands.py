"""What can be typed after a slash: what works at every prompt, and which command was meant.

- A command is known by its word in the language and by its English name; a beginning that only one has is enough.
- What else works everywhere has a key too, where there are keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .. import keys
from ..text import plain
from ..words import _, p_, series

COMMANDS: Mapping[str, Callable[[], str]] = {
    "help": lambda: p_("a word typed after a slash", "help"),
    "back": lambda: p_("a word typed after a slash", "back"),
    "home": lambda: p_("a word typed after a slash", "home"),
    "again": lambda: p_("a word typed after a slash", "again"),
    "pause": lambda: p_("a word typed after a slash", "pause"),
    "hide": lambda: p_("a word typed after a slash", "hide"),
    "lock": lambda: p_("a word typed after a slash", "lock"),
    "leave": lambda: p_("a word typed after a slash", "leave"),
}
"""What works at every prompt, by name, and the word for it."""

ABOUT: Mapping[str, Callable[[], str]] = {
    "help": lambda: _("what can be typed here"),
    "back": lambda: _("one step back"),
    "home": lambda: _("to the first page"),
    "again": lambda: _("hear the last part once more"),
    "pause": lambda: _("a short break, and numbers to call"),
    "hide": lambda: _("hide everything at once"),
    "lock": lambda: _("lock until the passphrase is typed"),
    "leave": lambda: _("save and leave"),
}

KEYS: Mapping[str, str] = {"help": "help", "pause": "pause", "hide": "cover", "lock": "lock", "leave": "leave"}
"""Those that keys do too, each with its action in `ciworkbook.keys`."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed after a slash at one prompt: its English name, its word, what it does."""

    name: str
    word: str = field(repr=False)
    about: str = field(repr=False)


def is_whole(typed: str, own: Iterable[Command]) -> bool:
    """Tell whether `typed`, what stands after a slash, is a command in full, or begins with a second slash."""
    known = {one for name, word in COMMANDS.items() for one in (name, plain(word()))}
    known |= {part for one in own for part in (one.name, plain(one.word))}
    return typed.startswith("/") or plain(typed.strip()) in known


def named(typed: str, own: Iterable[Command]) -> tuple[str, str]:
    """Return the name of the command that `typed` begins; or an empty one, and what is to be said of that."""
    wanted = plain(typed.strip())
    all_ = {**{name: word() for name, word in COMMANDS.items()}, **{one.name: one.word for one in own}}
    for names in (
        [name for name, word in all_.items() if wanted in (name, plain(word))],
        [name for name, word in all_.items() if plain(word).startswith(wanted) or name.startswith(wanted)],
    ):
        if wanted and len(names) == 1:
            return names[0], ""
        if wanted and names:
            could = series(f"/{all_[name]}" for name in names)
            return "", _("That could be one of these: {commands}.").format(commands=could)
    return "", _("There is no such command here. Type /{help} to hear what there is.").format(help=all_["help"])


def told(own: Sequence[Command], *, with_keys: bool) -> list[str]:
    """Return what each command does, those of one prompt first; `with_keys` says which keys do the same."""
    mine = {one.name for one in own}
    everywhere = [_about(name, with_keys=with_keys) for name in COMMANDS if name not in mine]
    return [*(_line(one.word, one.about) for one in own), *everywhere]


def _line(word: str, about: str) -> str:
    return _("/{word}: {about}.").format(word=word, about=about)


def _about(name: str, *, with_keys: bool) -> str:
    about, action = ABOUT[name](), KEYS.get(name, "")
    if not action or not with_keys:
        return _line(COMMANDS[name](), about)
    return _("/{word}: {about}. Keys: {keys}.").format(word=COMMANDS[name](), about=about, keys=keys.all_shown(action))
