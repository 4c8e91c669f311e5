"""What is said about printers: where each leads, what it keeps, and why nothing was printed.

- What stays behind is said for each kind of printer, before anything is printed; nothing of it is promised away.
- The system's own words are shown behind ours, on one line, as text.
"""

from __future__ import annotations

import sys

from ..guard.outcomes import Found, Leads, Refused, Trouble
from ..text import clean_line
from ..words import _


def leads_words(leads: Leads) -> str:
    """Return in a few words where a printer leads."""
    return {
        "plugged": _("plugged in here"),
        "file": _("writes a file"),
        "network": _("over the network"),
        "server": _("at another computer"),
    }[leads]


def keeps_words(leads: Leads) -> str:
    """Return what stays behind when something is printed there."""
    return {
        "plugged": _(
            "The printer's queue keeps a copy on this computer, often for a day. This program cannot remove it. On a "
            "shared computer, print somewhere else."
        ),
        "file": _(
            "This one does not print on paper. It writes a file, often in a folder of your own, and that file stays. "
            "The queue keeps a copy on this computer too, often for a day. This program cannot remove them."
        ),
        "network": _(
            "The page leaves this computer over the network, where others may be able to read it. The queue keeps a "
            "copy on this computer, often for a day. The printer may keep one too. This program cannot remove them."
        ),
        "server": _(
            "The page goes to another computer over the network, and from there to the printer. That computer keeps a "
            "copy, often for a day, and a list of who printed. This program cannot remove them."
        ),
    }[leads]


def trouble_words(problem: Trouble, platform: str = sys.platform) -> str:
    """Return in words why nothing was printed."""
    if problem == "missing" and platform == "win32":
        return _(
            "On Windows this program cannot print by itself. Save the page to a file and print it from there. Windows "
            "then keeps copies too: the file, a list of recent files, and often the printer's queue."
        )
    return {
        "missing": _(
            "This computer has no program for printing. Save the page to a file, on a stick for example, and print it "
            "where you can."
        ),
        "queue": _(
            "This printer is not there any more, or it leads somewhere else now. Nothing was printed. Choose again."
        ),
        "refused": _("The printer did not take the page. Nothing was printed."),
        "time": _("The printer did not answer in time. Look at the printer before you try again."),
        "other": _("The page could not be handed to a printer. Nothing was printed. You can save it to a file."),
    }[problem]


def refused_words(refused: Refused) -> str:
    """Return in words why nothing was printed, with what the system itself said."""
    said = clean_line(refused.said)
    words = trouble_words(refused.problem)
    return words + "\n" + _("The computer says: {words}").format(words=said) if said else words


def none_found(found: Found) -> list[tuple[str, str]]:
    """Return why there is no printer to choose, and what can be done, each with its role."""
    if found.problem is None:
        words = _(
            "None is set up on this computer, or the part of it that prints is not running. You can set one up in the "
            "settings of the system. Or save the page to a file and print it where you can."
        )
    else:
        words = trouble_words(found.problem)
    told = [(_("No printer was found."), "strong"), (words, "text")]
    if said := clean_line(found.said):
        told.append((_("The computer says: {words}").format(words=said), "muted"))
    return told
