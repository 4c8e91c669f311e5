"""Keys in lines: which key does what, on pages and here, and another one for it, named by typing.

- What a key may be, and what is refused with which words, is in `ciworkbook.keys`. It holds at once, here too.
- A key is named and not pressed: a name can be heard before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from .. import keys as rules
from ..keys import ACTIONS, Keys
from ..words import _, p_, series
from .choices import Choice
from .face import Face


def keys(face: Face) -> None:
    """Say every action with its keys, and change what is chosen, until the person goes back."""
    while True:
        now = rules.current
        face.talk.page(_("Keys"), _("They hold on pages. Those that hide, lock, leave, help and pause hold here too."))
        has = _("named first") if now.function_keys else _("named last")
        ways = [Choice("back", p_("page", "Back")), Choice("function_keys", _("Keys F1 to F12"), has)]
        ways += [Choice(id, one.does(), rules.all_shown(id)) for id, one in ACTIONS.items()]
        if now.own:
            ways.append(Choice("usual", _("All the usual keys again")))
        match face.talk.choose(ways, usual="back"):
            case "function_keys":
                _take(face, Keys(now.own, function_keys=not now.function_keys))
            case "usual":
                _take(face, Keys(function_keys=now.function_keys))
            case id if isinstance(id, str) and id in ACTIONS:
                face.open(partial(_one, id=id))
            case _back:
                return


def _one(face: Face, *, id: str) -> None:
    """Ask for the key of one action until it can have it, or is left as it is."""
    action = ACTIONS[id]
    face.talk.page(action.does(), _("Now: {keys}").format(keys=rules.all_shown(id)))
    if action.stays:
        always = series(rules.name(key) for key in action.stays)
        face.talk.say(_("{keys} will always do this too.").format(keys=always))
    face.talk.say(_("Not every terminal passes on every key. Where you use another one, try it before you need it."))
    ways = [Choice("back", p_("page", "Back")), Choice("other", _("Another key"))]
    if id in rules.current.own:
        ways.append(Choice("usual", _("As usual again"), series(rules.name(key) for key in action.usual)))
    match face.talk.choose(ways, usual="back"):
        case "usual":
            why = rules.refused_usual(id, rules.current)
            face.talk.say(why)
            if not why:
                _take(face, rules.current.changed(id, ""))
        case "other":
            _ask(face, id)


def _ask(face: Face, id: str) -> None:
    while True:
        typed = face.talk.ask(_("The name of a key, such as F7, Ctrl+K or Alt+K. Enter alone leaves it:")).text
        if not typed.strip():
            return
        key = named(typed)
        why = _("There is no key of that name.") if key is None else rules.refused(key, id, rules.current)
        if key is not None and not why:
            _take(face, rules.current.changed(id, key))
            return
        face.talk.say(why)


def _take(face: Face, wanted: Keys) -> None:
    """Keep and use `wanted`."""
    settings = face.workbook.settings
    changed = replace(settings, keys=dict(wanted.own), function_keys=wanted.function_keys)
    if face.attempt(partial(face.workbook.save_settings, changed)):
        rules.use(changed.keys, function_keys=changed.function_keys)
        face.talk.say(_("Saved."))


def named(typed: str) -> str | None:
    """Return the key that `typed` names, in the words of the language or as the settings name it; None for none."""
    wanted = "".join(typed.split()).casefold()
    return next((key for key in _every() if wanted in (key, rules.name(key).casefold())), None)


def _every() -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield from (f"ctrl+{one}" for one in letters)
    yield from (f"alt+{one}" for one in letters + "0123456789")
    for number in range(1, 25):
        yield from (f"{with_}f{number}" for with_ in ("", "shift+", "ctrl+", "alt+"))
