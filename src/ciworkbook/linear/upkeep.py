"""How this workbook is kept, in lines: its passphrase, a recovery sheet, a backup, another workbook, a look at it all.

- What is said of each is in `upkeep_words`, what is done in `upkeep` and `backups`, as on the pages.
- What changes a key asks for the present passphrase first. Nothing counts the tries.
- What is only to be copied by hand is cleared from the window afterwards; where that cannot be done, it is said before.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import partial
from pathlib import Path

from .. import backups, first_words, upkeep_words
from .. import upkeep as rules
from ..answers.dates import day_in_words, day_of, in_words
from ..errors import WorkbookError
from ..guard import places
from ..vault import NotWhole, PassphraseTaken, PassphraseUnusable, RecoverySheet
from ..words import _, p_
from .choices import Choice
from .face import Face
from .going import Back
from .phrase import new_phrase
from .ways import open_page


def upkeep(face: Face) -> None:
    """Say what there is, and open what is chosen, until the person goes back."""
    while True:
        now = face.workbook.settings
        made = (
            _("made in {month}").format(month=in_words(now.recovery_sheet))
            if now.recovery_sheet
            else p_("a recovery sheet", "none")
        )
        last = _("last on {date}").format(date=day_in_words(day_of(now.backed_up))) if now.backed_up else _("none yet")
        face.talk.page(_("Passphrase and backup"))
        chosen = face.talk.choose(
            [
                Choice("back", p_("page", "Back")),
                Choice("change", _("Change the passphrase…")),
                Choice("anew", _("Change it and lock everything anew…")),
                Choice("sheet", _("Recovery sheet…"), made),
                Choice("backup", _("Back up…"), last),
                Choice("beside", _("Another workbook in this folder…")),
                Choice("check", _("Check everything now…")),
                Choice("traces", _("What this computer may keep…")),
            ],
            usual="back",
        )
        match chosen:
            case "change" | "anew":
                face.open(partial(_new_keys, anew=chosen == "anew"))
            case "sheet":
                face.open(_recovery_sheet)
            case "backup":
                face.open(_backup)
            case "beside":
                face.open(_beside)
            case "check":
                face.open(check)
            case "traces":
                face.open(partial(open_page, module="traces"))
            case _back:
                return


def _present(face: Face) -> None:
    """Ask for the passphrase as it is now until it is the one; raises `Back` where the person goes back."""
    face.talk.tell(upkeep_words.present())
    while True:
        typed = face.talk.hidden(_("Passphrase, or Enter alone to go back:"))
        if not typed:
            raise Back
        if face.work(_("One moment."), partial(_opens, face, typed)):
            return
        face.talk.say(upkeep_words.present_wrong(typed))


def _opens(face: Face, typed: str) -> bool:
    try:
        return rules.opens(face.workbook, typed)
    except PassphraseUnusable:
        return False


# Another passphrase


def _new_keys(face: Face, *, anew: bool) -> None:
    _present(face)
    while True:
        face.talk.tell(upkeep_words.new_keys(face.workbook, anew=anew))
        ways = [Choice("on", _("Go on")), Choice("back", _("Leave it as it is"))]
        if face.talk.choose(ways, usual="back") == "back":
            return
        try:
            _make_keys(face, new_phrase(face), anew=anew)
        except Back:  # from the five words
            continue
        except PassphraseTaken as error:
            face.talk.say(error.message, error.hint)
        except NotWhole as error:
            face.talk.say(error.message, error.hint)
            if face.talk.yes(_("Check everything now?"), usual=False):
                check(face)
            return
        else:
            return


def _make_keys(face: Face, phrase: str, *, anew: bool) -> None:
    """Change them; raises what a page can offer something for."""
    said = upkeep_words.changing(anew=anew)
    try:
        if anew:
            face.work(said, partial(rules.lock_anew, face.workbook, phrase, face.so_far))
        else:
            face.work(said, partial(rules.change_passphrase, face.workbook, phrase))
    except (PassphraseTaken, NotWhole):
        raise
    except WorkbookError as error:
        face.talk.say(error.message, error.hint)
    else:
        face.talk.tell(upkeep_words.new_keys_done(anew=anew))


# The recovery sheet


def _recovery_sheet(face: Face) -> None:
    """Say both dangers, then the key to copy by hand, then ask for two groups of it."""
    face.talk.tell(upkeep_words.dangers())
    if not face.talk.reader.moves:
        face.talk.say(_("What is said here stays in this window: the key too. It cannot be cleared from here."))
    ways = [Choice("back", _("Make none")), Choice("show", _("Go on, with the passphrase"))]
    if face.talk.choose(ways, usual="back") == "back":
        return
    _present(face)
    sheet = rules.recovery_sheet(face.workbook)
    parts = [_key(sheet), _salt(sheet), [one.text for one in upkeep_words.lines_words()]]
    at = 0
    while at < len(parts):
        title = _("Part {number} of {all}").format(number=at + 1, all=len(parts))
        face.talk.page(title, *parts[at])
        back = Choice("back", _("Back") if at else _("Stop here"))
        chosen = face.talk.choose([Choice("on", _("I have copied this")), back], usual="on")
        face.wipe()
        if chosen == "back" and at == 0:
            return
        at += -1 if chosen == "back" else 1
        if at == len(parts) and not _typed_back(face, sheet):
            at = 0
    face.attempt(partial(rules.sheet_was_made, face.workbook))
    face.talk.tell(upkeep_words.sheet_made())


def _key(sheet: RecoverySheet) -> list[str]:
    first, start, _rows, note = (one.text for one in upkeep_words.key_words(sheet))
    return [first, start, *_rows_said(sheet.groups()), note]


def _salt(sheet: RecoverySheet) -> list[str]:
    first, _rows, numbers = (one.text for one in upkeep_words.salt_words(sheet))
    return [first, *_rows_said(sheet.salt_groups()), *numbers.split("   ")]


def _rows_said(groups: tuple[str, ...]) -> list[str]:
    """Return the groups in rows that begin with the number of their first group."""
    rows = (
        (number, groups[number : number + upkeep_words.A_ROW]) for number in range(0, len(groups), upkeep_words.A_ROW)
    )
    return [_("Row {number}: {groups}").format(number=number + 1, groups=" ".join(row)) for number, row in rows]


def _typed_back(face: Face, sheet: RecoverySheet) -> bool:
    """Ask for two groups until they are those of the sheet; False where the person goes back to compare."""
    groups = sheet.groups()
    face.talk.page(_("Now two groups from your paper, picked by chance"))
    for number in sorted(secrets.SystemRandom().sample(range(len(groups)), upkeep_words.ASKED)):
        while True:
            asked = _("Group {number}, or Enter alone to hear the key again:").format(number=number + 1)
            typed = "".join(face.talk.ask(asked).text.split()).upper()
            if not typed:
                return False
            if typed == groups[number]:
                break
            face.talk.say(upkeep_words.another_group(number))
    return True


# Backups


def _backup(face: Face) -> None:
    while True:
        face.talk.tell(upkeep_words.backup(face.workbook))
        settings = face.workbook.settings
        remind = _("yes") if settings.remind_backup else _("no")
        ways = [
            Choice("back", p_("page", "Back")),
            Choice("on", _("Go on")),
            Choice("remind", _("Remind me on the first page now and then"), remind),
        ]
        match face.talk.choose(ways, usual="back"):
            case "on":
                face.open(_make_backup)
            case "remind":
                turned = replace(settings, remind_backup=not settings.remind_backup)
                face.attempt(partial(face.workbook.save_settings, turned))
            case _back:
                return


def _make_backup(face: Face) -> None:
    """Ask where to, and make it there; a place that will not do is said, and another one asked for."""
    usual = upkeep_words.usual_path()
    face.talk.tell(upkeep_words.backup_place())
    while True:
        asked = _("The file, or Enter alone for {path}:").format(path=usual)
        typed = face.talk.ask(asked, path=True).text.strip()
        path = upkeep_words.path_typed(typed or str(usual))
        if path is None:
            face.talk.say(upkeep_words.no_path())
            continue
        service = places.look_at(path.parent).synced_by
        if service:
            face.talk.say(first_words.synced_words(service))
            if not face.talk.yes(_("Make the backup there?"), usual=False):
                continue
        if _is_made(face, path):
            return


def _is_made(face: Face, path: Path) -> bool:
    made = face.do(
        _("One moment. The backup is being made."),
        partial(backups.make, face.workbook, face.outlet.write, path, face.so_far),
        unknown=_("The backup could not be made. Another place may work."),
    )
    if made is not None:
        face.talk.tell(upkeep_words.backup_done(made[0]))
    return made is not None


# Another workbook in the same folder


def _beside(face: Face) -> None:
    while True:
        face.talk.page(_("Another workbook"), *(one.text for one in upkeep_words.beside()))
        ways = [Choice("on", _("Go on")), Choice("back", _("Make none"))]
        if face.talk.choose(ways, usual="back") == "back":
            return
        try:
            phrase = new_phrase(face)
            face.work(_("One moment. The workbook is being made."), partial(rules.beside, face.workbook, phrase))
        except Back:  # from the five words
            continue
        except PassphraseTaken as error:
            face.talk.say(error.message, error.hint)
        except WorkbookError as error:
            face.talk.say(error.message, error.hint)
            return
        else:
            face.talk.tell(upkeep_words.beside_done())
            return


# A look at everything


def check(face: Face) -> None:
    """Read everything that was saved, say what was noticed, and lead to what can be done about it."""
    from .noticed import noticed

    face.talk.page(_("Every file of this workbook is read and opened."), _("Nothing is changed."))
    looked = face.do(_("One moment."), partial(rules.check, face.workbook, face.so_far))
    if looked is None:
        return
    found = looked[0]
    face.talk.tell(upkeep_words.checked(face.workbook, found, len(face.workbook.vault.entries())))
    noticed(face, found)
