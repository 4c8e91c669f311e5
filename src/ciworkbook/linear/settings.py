"""Settings in lines: the same rooms as on the pages, and the pages that have to do with the whole workbook.

- A choice is kept when it is made, a text when it is typed. What cannot be kept is said, and nothing is changed.
- Enter alone leaves everything as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from .. import keys
from ..doors import door_words
from ..settings import ROOMS
from ..settings.choices import Choice as Setting
from ..settings.choices import Room, Text, Texts
from ..text import clean_line
from ..words import _, n_, p_
from ..worksheet.model import DOORS
from .choices import Choice
from .commands import Command
from .face import Face
from .typed import is_dot
from .ways import open_page


def settings(face: Face) -> None:
    """Say what can be set and how it is now, and open what is chosen, until the person goes back."""
    while True:
        workbook = face.workbook
        kept = _("Kept in: {folder}").format(folder=clean_line(str(workbook.folder)))
        face.talk.page(_("Settings"), kept if workbook.kept else _("This is practice. Nothing is kept."))
        packs, given = len(workbook.packs.all()), len(workbook.given.all())
        sets = n_("{n} set", "{n} sets", packs) if packs else p_("sets of worksheets", "none")
        pages = n_("{n} page", "{n} pages", given) if given else p_("pages", "none")
        upkeep = Choice("upkeep", _("Passphrase, backup, another workbook…"))
        chosen = face.talk.choose(
            [
                Choice("back", p_("page", "Back")),
                *(Choice(room.id, room.title(), room.said(workbook.settings)) for room in ROOMS.values()),
                Choice("keys", _("Keys"), keys.all_shown("cover")),
                Choice("numbers", _("Numbers and people to call")),
                Choice("packs", _("Worksheets of my own…"), sets),
                Choice("given", _("Given to you…"), pages),
                # In practice there is only what the computer may keep.
                upkeep if workbook.kept else Choice("traces", _("What this computer may keep…")),
            ],
            usual="back",
        )
        match chosen:
            case "packs" | "given" | "upkeep" | "traces" | "numbers" | "keys":
                face.open(partial(open_page, module=chosen))
            case room if isinstance(room, str) and room in ROOMS:
                face.open(partial(_room, room=ROOMS[room]))
            case _back:
                return


def first_door(face: Face) -> None:
    """Ask what brings the person here, where the workbook does not know it yet."""
    from .. import first_words

    asked = [one.text for one in first_words.door()[:2]]
    face.talk.page(*asked, _("You can change it at any time, in Settings."))
    chosen = face.talk.choose([Choice(one, door_words(one).title, door_words(one).note) for one in DOORS])
    _keep(face, door=next(one for one in DOORS if one == chosen))


def _room(face: Face, room: Room) -> None:
    """Open the one setting of a room, or let the person choose among them until they go back."""
    while True:
        now = face.workbook.settings
        shown = room.shown(now)
        if len(shown) == 1:
            _open(face, shown[0])
            return
        face.talk.page(room.title())
        ways = [Choice(one.name, one.label(), one.said(now)) for one in shown]
        chosen = face.talk.choose([Choice("", p_("page", "Back")), *ways], usual="")
        if not isinstance(chosen, str) or not chosen:
            return
        face.open(partial(_open, setting=room.find(chosen)))


def _open(face: Face, setting: Setting | Texts) -> None:
    if isinstance(setting, Texts):
        _write(face, setting)
    else:
        _choose(face, setting)


def _choose(face: Face, setting: Setting) -> None:
    face.talk.page(setting.label(), setting.note() if setting.note else "")
    now = getattr(face.workbook.settings, setting.name)
    options = setting.options()
    at = next((number for number, (one, _said) in enumerate(options) if one == now), None)
    ways = [
        Choice(str(number), said, _("as it is now") if number == at else "")
        for number, (_one, said) in enumerate(options)
    ]
    ways.append(Choice("back", p_("page", "Back")))
    chosen = face.talk.choose(ways, usual="back" if at is None else str(at))
    if isinstance(chosen, str) and chosen.isdecimal() and options[int(chosen)][0] != now:
        _keep(face, **{setting.name: options[int(chosen)][0]})


def _write(face: Face, setting: Texts) -> None:
    face.talk.page(setting.label(), setting.told())
    for text in setting.texts:
        now = setting.value(face.workbook.settings, text.key)
        typed = _several_lines(face, text, now) if text.long else _one_line(face, text, now)
        changed = {} if typed is None else setting.changed(face.workbook.settings, {text.key: typed})
        if changed:
            _keep(face, **changed)


def _empty() -> Command:
    return Command("empty", p_("a word typed after a slash", "empty"), _("take out what stands there"))


def _now(face: Face, now: str) -> None:
    face.talk.say(_("It says now:") if now else _("Nothing stands there now."), now)


def _one_line(face: Face, text: Text, now: str) -> str | None:
    """Return what is to stand there; None to leave it as it is."""
    face.talk.say(text.label() if text.label is not None else "")
    _now(face, now)
    reply = face.talk.ask(
        _("Another text, /{empty} for none, or Enter alone to leave it:").format(empty=_empty().word)
        if now
        else _("A text, or Enter alone for none:"),
        [_empty()],
    )
    if reply.command:
        return ""
    return reply.text[: text.longest] if reply.text.strip() else None


def _several_lines(face: Face, text: Text, now: str) -> str | None:
    """Return a text of several lines; None to leave it as it is. One "." alone ends it."""
    _now(face, now)
    face.talk.say(_("Type a text, as many lines as you like. A line with one period ends it."))
    lines: list[str] = []
    while True:
        prompt = (
            _("Next line:")
            if lines
            else _("First line, /{empty} for none, or Enter alone to leave it:").format(empty=_empty().word)
        )
        reply = face.talk.ask(prompt, [_empty()])
        if reply.command:
            return ""
        if not lines and not reply.text.strip():
            return None
        if is_dot(reply.text):
            return "\n".join(lines)[: text.longest]
        lines += reply.text.split("\n")


def _keep(face: Face, **fields: Any) -> None:
    """Keep what was chosen, say so, and speak another language from now on where that is what it was."""
    before = face.workbook.settings
    if not face.attempt(partial(face.workbook.save_settings, replace(before, **fields))):
        return
    now = face.workbook.settings
    if (now.language, now.form) != (before.language, before.form):
        face.speak(now.language, now.form)
    face.talk.say(_("Saved."))
