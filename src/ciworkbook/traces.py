"""What the guards hold and what the computer may keep, in words: one sentence each, and the one thing to do about it.

- `guard.trial` and `guard.keeping` find it; `doctor` and a page of the program show it the same way.
- The first words say nothing of the subject. Nothing is promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .guard.keeping import Finding
from .guard.trial import Guard
from .words import _, n_


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words. `advice` is empty where there is nothing to do."""

    sentence: str
    advice: str = ""


def guard_words(guard: Guard) -> str:
    """Return what `guard` does while it holds."""
    match guard:
        case "connections":
            return _("The system refuses connections to other computers.")
        case "programs":
            return _("The system refuses to start other programs.")
        case "writes":
            return _("The system refuses writing outside the folder of the workbook.")
        case "python":
            return _("The program itself refuses connections and other programs.")
        case "core":
            return _("After a fault, no file with what was in memory is written.")
        case "memory":
            return _("Other programs of your account cannot read its memory.")
        case "reports":
            return _("Reports about a fault hold nothing of its memory.")


def said(finding: Finding) -> Said:
    """Return `finding` in words."""
    values = finding.values
    kind, _line, _rest = finding.id.partition("_")
    match kind:
        case "swap" | "sleep":
            return _of_memory(finding)
        case "folder":
            return _of_the_folder(finding)
        case "history":
            return _of_commands(finding)
        case "window":
            return _of_the_window(finding)
    handler = _("When a program has a fault, {name} on this computer collects what it had in memory.").format(**values)
    if finding.id == "crash_closed":
        return Said(handler + " " + _("This program gives it nothing."))
    return Said(handler, _("Leave the program when you are done, so that little is left to collect."))


def _of_memory(finding: Finding) -> Said:
    match finding.id:
        case "swap_none":
            return Said(_("This computer has no swap: it does not write memory to the disk to make room."))
        case "swap_memory":
            return Said(_("Swap stays in memory on this computer."))
        case "swap_locked":
            return Said(_("Swap is kept on a disk that is locked when the computer is off."))
        case "swap_open":
            return Said(
                _(
                    "When memory runs short, this computer writes some of it to {where}. As far as can be seen, that "
                    "place is not encrypted, so what you read and write may stay there."
                ).format(**finding.values),
                _("Have the whole disk of this computer encrypted."),
            )
        case "sleep_none":
            return Said(_("This computer does not hibernate: it has no place to write all of its memory to."))
        case "sleep_locked":
            return Said(_("When this computer hibernates, its memory goes to an encrypted disk."))
        case "sleep_open":
            return Said(
                _(
                    "This computer can hibernate. It then writes all of its memory to the disk, and as far as can be "
                    "seen that place is not encrypted."
                ),
                _("Leave the program before you close the lid, and shut the computer down."),
            )
    return Said(
        _("It cannot be seen from here whether this computer writes memory to the disk."),
        _("Look in its settings whether the whole disk is encrypted, and have that turned on."),
    )


def _of_the_folder(finding: Finding) -> Said:
    match finding.id:
        case "folder_none":
            return Said(_("The folder is not there yet: {folder}").format(**finding.values))
        case "folder_synced":
            return Said(
                _(
                    "{service} copies the folder to other devices. That is one more copy, and others who use those "
                    "devices may see that it is there."
                ).format(**finding.values),
                _("If someone else uses those devices, keep the folder in another place."),
            )
        case "folder_network":
            return Said(
                _("The folder is not on this computer: it is reached over a network or shared with another system."),
                _("If someone else looks after that place, keep the folder on this computer or on a stick."),
            )
        case "folder_removable":
            return Said(
                _("The folder is on a stick, or on a disk that can be taken out."),
                _("Keep a second copy somewhere else: sticks get lost and wear out."),
            )
        case "folder_memory":
            return Said(
                _("The folder is in memory only. It is gone when the computer is turned off."),
                _("Move the folder to a disk or a stick."),
            )
    return Said(
        _("Other accounts on this computer can look into the folder. They see names, sizes and dates of locked files."),
        _("Type this command: {command}").format(command=f"chmod 700 {finding.values['folder']}"),
    )


def _of_commands(finding: Finding) -> Said:
    values: Mapping[str, str] = finding.values
    match finding.id:
        case "history_lines":
            count = int(values["n"])
            return Said(
                n_(
                    "{n} line in {file}, the list of commands you typed, starts this program.",
                    "{n} lines in {file}, the list of commands you typed, start this program.",
                    count,
                    file=values["file"],
                ),
                n_(
                    "Close all other terminal windows, open that file in an editor, and take the line out.",
                    "Close all other terminal windows, open that file in an editor, and take the lines out.",
                    count,
                ),
            )
        case "history_space":
            return Said(
                _("{shell} leaves a command out of its list when a space stands before it.").format(**values),
                _("Type a space first when you start this program."),
            )
        case "history_off":
            return Said(_("{shell} keeps no list of the commands you type.").format(**values))
        case "history_unknown":
            return Said(_("It cannot be seen from here whether a list of the commands you type is kept."))
    keeps = _("{shell} keeps a list of the commands you type, also of the one that starts this program.").format(
        **values
    )
    match values["shell"]:
        case "bash":
            line, file = "HISTCONTROL=ignorespace", "~/.bashrc"
        case "zsh":
            line, file = "setopt HIST_IGNORE_SPACE", "~/.zshrc"
        case _shell:
            return Said(keeps, _("Start the program from a desktop shortcut, or take the line out of the list later."))
    how = _("Write the line {line} at the end of {file}. From then on type a space before the command.")
    return Said(keeps, how.format(line=line, file=file))


def _of_the_window(finding: Finding) -> Said:
    match finding.id:
        case "window_recorded":
            return Said(
                _("{name} runs around this window and keeps all that it shows.").format(**finding.values),
                _("Leave, and start the program in a plain window."),
            )
        case "window_tmux":
            return Said(
                _("tmux is set to keep pages of full-screen programs, or to write them to a file.").format(),
                _("Take “alternate-screen off” and “pipe-pane” out of {file}.").format(**finding.values),
            )
        case "window_screen":
            return Said(
                _("screen is set to write all that it shows to a file."),
                _("Take “deflog on” out of {file}.").format(**finding.values),
            )
        case "window_restored":
            return Said(
                _("{name} can bring back its last page when it starts again after a crash.").format(**finding.values),
                _("Turn off the bringing back of windows in the settings of {name}.").format(**finding.values),
            )
    return Said(_("Nothing was noticed around this window that keeps what it shows."))
