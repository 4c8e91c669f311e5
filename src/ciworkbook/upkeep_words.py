"""What is said where a workbook is looked after: its passphrase, recovery sheet, backups, another workbook beside it.

- Both faces say these words; none of them has sentences of its own for what a step does or does not do.
- What a copy, a paper or a second workbook cannot guard against stands before anything is chosen.
"""

from __future__ import annotations

from pathlib import Path

from . import keys, noticing
from .answers.dates import day_in_words, day_of
from .backups import BackedUp
from .guard import places
from .paragraphs import Paragraph
from .vault import Finding, RecoverySheet
from .vault.recovery import START
from .words import _, n_, p_
from .workbook import Workbook

A_ROW = 4
"""Groups in a row of a recovery sheet."""
ASKED = 2
"""Groups that are typed back."""


# The passphrase as it is now


def present() -> list[Paragraph]:
    """Ask for it, and say why."""
    return [
        Paragraph(_("Your passphrase as it is now"), "strong"),
        Paragraph(_("It is asked for here too, so that nobody else can do this while the workbook is open.")),
    ]


def present_wrong(typed: str) -> str:
    """Say that it is not the one."""
    if not typed:
        return _("The line is empty. Type the passphrase that opens this workbook.")
    return _("This is not the passphrase of this workbook. Check the spelling and the capital letters.")


# Another passphrase


def new_keys(workbook: Workbook, *, anew: bool) -> list[Paragraph]:
    """Say what a new passphrase does and does not do; with `anew` everything is locked anew as well."""
    made = workbook.settings.recovery_sheet
    if not anew:
        sheet = _("Your recovery sheet stays good.") if made else ""
        old = _("Copies of this folder made before, and backups too, still open with the old passphrase.")
        return [
            Paragraph(_("A new passphrase for this workbook"), "strong"),
            Paragraph(_("From then on the old one does not open it any more.")),
            Paragraph(old, "care"),
            *([Paragraph(sheet)] if sheet else []),
        ]
    told: list[Paragraph] = [
        Paragraph(_("For when someone may know your passphrase"), "strong"),
        Paragraph(_("You choose a new passphrase. Then all you saved is locked with new keys. That takes a minute.")),
        Paragraph(
            _(
                "It does not reach copies made before. They still open with the old passphrase, and so do old "
                "backups. It cannot take back what someone has read."
            ),
            "care",
        ),
    ]
    if made:
        told.append(
            Paragraph(_("Your recovery sheet will not open it any more. You can make a new one after."), "care")
        )
    return told


def new_keys_done(*, anew: bool) -> list[Paragraph]:
    """Say that it is done."""
    done = _("Everything is locked anew.") if anew else _("The passphrase is changed.")
    return [
        Paragraph(done, "strong"),
        Paragraph(_("From now on this workbook opens with the new passphrase.")),
        Paragraph(_("A backup made from now on opens with the new one too. Older copies keep the old one."), "muted"),
    ]


def changing(*, anew: bool) -> str:
    """Say what is being done."""
    if anew:
        return _("One moment. Everything is being locked anew.")
    return _("One moment. The passphrase is being changed.")


# The recovery sheet


def dangers() -> list[Paragraph]:
    """Say both dangers, of having such a paper and of having none."""
    return [
        Paragraph(_("A paper that opens this workbook without the passphrase"), "strong"),
        Paragraph(_("Whoever finds the paper can open everything, now and later."), "care"),
        Paragraph(_("Without such a paper, a passphrase that is forgotten means that everything is lost."), "care"),
        Paragraph(_("Which danger is greater is yours to say.")),
        Paragraph(
            _(
                "You copy it by hand, in about ten minutes. It is not printed or saved: print queues and files "
                "keep copies."
            ),
            "muted",
        ),
    ]


def sheet_made() -> list[Paragraph]:
    """Say that it is made, and where to keep it."""
    return [
        Paragraph(_("Your recovery sheet is made."), "strong"),
        Paragraph(_("Keep the paper where only you look, and not beside this computer.")),
        Paragraph(_("It stays good when you change the passphrase. When you lock everything anew, it ends."), "muted"),
    ]


def rows(groups: tuple[str, ...]) -> str:
    """Return the groups in numbered rows: the number is that of the first group of the row."""
    return "\n".join(
        f"{number + 1:>3}   " + "  ".join(groups[number : number + A_ROW]) for number in range(0, len(groups), A_ROW)
    )


def key_words(sheet: RecoverySheet) -> list[Paragraph]:
    """Show the key."""
    return [
        Paragraph(_("The key. It begins with:"), close=True),
        Paragraph(START, "strong"),
        Paragraph(rows(sheet.groups()), "strong"),
        Paragraph(
            _("The number at the left counts the groups. There is no letter B, I or O in them, and no 1."), "muted"
        ),
    ]


def salt_words(sheet: RecoverySheet) -> list[Paragraph]:
    """Show what a passphrase is made into a key with."""
    numbers = f"n {sheet.n}   r {sheet.r}   p {sheet.p}   " + _("check {digits}").format(digits=sheet.check())
    return [
        Paragraph(_("The salt and its numbers. They are needed only if two small files of the folder are lost.")),
        Paragraph(rows(sheet.salt_groups()), "strong"),
        Paragraph(numbers, "strong"),
    ]


def lines_words() -> list[Paragraph]:
    """Show what to do with the paper."""
    return [
        Paragraph(_("Four lines to copy, for the day you use it:")),
        Paragraph(
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


def another_group(number: int) -> str:
    """Say that a group that was typed back is not the one of the sheet; `number` counts from 0."""
    return _("Group {number} is another one. Look at the paper again, or go back and compare it.").format(
        number=number + 1
    )


# Backups


def backup(workbook: Workbook) -> list[Paragraph]:
    """Say what speaks for a copy and what against."""
    last = workbook.settings.backed_up
    told = _("The last one was made on {date}.").format(date=day_in_words(day_of(last))) if last else ""
    return [
        Paragraph(_("One locked file with all of this workbook"), "strong"),
        Paragraph(_("It helps if this computer breaks, is lost, or is taken from you.")),
        Paragraph(
            _("A copy can be found too. It opens with the passphrase of today, also when you change that later."),
            "care",
        ),
        Paragraph(
            _("A stick that is kept somewhere else is a good place. Only what your passphrase opens is in the file."),
            "muted",
        ),
        *([Paragraph(told, "muted")] if told else []),
    ]


def backup_place() -> list[Paragraph]:
    """Ask where to."""
    return [
        Paragraph(_("Where to"), "strong"),
        Paragraph(_("A folder and the name of a new file. Nothing that is there already is written over.")),
    ]


def no_path() -> str:
    """Say that no file was named."""
    return _("Type a folder and the name of a file, such as {path}.").format(path=usual_path())


def usual_path() -> Path:
    """Return where a backup goes if nothing else is typed: a name that says nothing, in the person's own folder."""
    try:
        home = Path.home()
    except RuntimeError:  # no home is known here; the person names the whole path
        home = Path("/")
    return home / p_("the usual name of a backup", "notes-copy")


def path_typed(typed: str) -> Path | None:
    """Return the file that was named; None if no name is there."""
    name = typed.strip()
    if not name or name.endswith(("/", "\\")) or Path(name).name in ("", ".", "..", "~"):
        return None
    return places.full(Path(name))


def backup_done(made: BackedUp) -> list[Paragraph]:
    """Say where the backup is and what was found when it was read back."""
    whole = n_(
        "It was read back and opened: {n} thing you saved is whole in it.",
        "It was read back and opened: {n} things you saved are whole in it.",
        made.whole,
    )
    told = [
        Paragraph(_("The backup is made:"), "strong", close=True),
        Paragraph(str(made.path), "accent"),
        Paragraph(whole),
    ]
    if made.findings:
        left = n_(
            "{n} more thing is not whole in it, as it is not whole in the workbook.",
            "{n} more things are not whole in it, as they are not whole in the workbook.",
            max(1, made.entries - made.whole),
        )
        told.append(Paragraph(left, "care"))
    if not made.noted:
        told.append(Paragraph(_("The day of it could not be kept in Settings."), "care"))
    return [*told, Paragraph(_("It opens with your passphrase of today, also when you change that later."), "muted")]


# Another workbook in the same folder


def claim() -> str:
    """Return what may be said of several workbooks in one folder."""
    return _(
        "You can keep more than one workbook here, each with its own passphrase. Opening one does not show the others, "
        "and someone who looks at this folder once cannot tell from the files alone how many there are: every folder "
        "made by this program contains filler files."
    )


def limit() -> str:
    """Return what it is no proof against."""
    return _(
        "This is not proof against someone who compares two copies of the folder (for example a backup), who can "
        "examine the computer closely, or who does not believe you. If being found with this program would put you in "
        "danger, do not keep it on a shared device."
    )


def beside() -> list[Paragraph]:
    """Say what may be said of it, and no more."""
    return [Paragraph(claim()), Paragraph(limit(), "care")]


def beside_done() -> list[Paragraph]:
    """Say that it is made."""
    return [
        Paragraph(_("The other workbook is made."), "strong"),
        Paragraph(
            _("It opens with its own passphrase. This workbook does not remember that you made it."),
        ),
        Paragraph(
            _("To open it, lock this one with {key} and type its passphrase.").format(key=keys.shown("lock")), "muted"
        ),
    ]


# A look at everything


def checked(workbook: Workbook, found: list[Finding], all: int) -> list[Paragraph]:
    """Say what was `found` among `all` that was saved."""
    lines = noticing.short_words(workbook, found)
    if not lines:
        whole = n_("All is whole: {n} thing you saved.", "All is whole: {n} things you saved.", all)
        return [Paragraph(whole, "strong")]
    return [Paragraph(_("This was noticed:"), "strong"), *(Paragraph(one, "care") for one in lines)]
