"""Why a goal is not met where it is not, and what would be tried next: read from profiles, not guessed.

- The longest beginning of a result's name counts. What is said here is printed only while the goal is missed.
"""

from __future__ import annotations

REASONS = {
    "start to the passphrase prompt": (
        "Half of it is the start of Python, and a session is a copy of the launcher only where nothing of the person's"
        " own was read. Next: `ctypes`, which the guards are raised with, read by neither."
    ),
    "start to the first evening painted": (
        "Textual takes most of it: the launcher, its guards and a page of a dozen widgets, laid out and painted once,"
        " come to a third or a half more than a bare text. Next: Textual's default screen, which is laid out below the"
        " page, and the five words, which are picked before they are asked for."
    ),
    "--help": "argparse is two thirds of it. Next: the help as a text made when the program is built.",
    "passphrase to home, 10 visits": (
        "Textual makes its app and reads its styles after the door; home is built once. Next: the app made while the"
        " passphrase is typed."
    ),
    "passphrase to home": (
        "The list of entries is read whole, and a row for each visit: 0.02 ms a visit. Next: the list in parts, so that"
        " only the last part is read and written."
    ),
    "one durable save": (
        "age itself is half of what the raw one does not do: 80 of 160 us of computing. Reading what is about to be"
        " replaced takes 10, and keeps a file that a sync program put there; a look at its times alone would take 3,"
        " and is sure only where a file system gives every change a time of its own. Next: a library that seals in"
        " less."
    ),
    "last key to durable answer": (
        "The save itself, about 2 ms where a raw durable write takes 1, and about 1 ms until the event loop comes to"
        " it; the journal adds an entry to a small book in less than 0.6 s. Next: what of the save is not the disk's."
    ),
    "find, filled": (
        "Nearly a hundred thousand texts are gone through one by one, and memory is slow where they lie scattered."
        " Next: one long text in place of many, with a list of where each begins."
    ),
    "last key to first places": (
        "One in a few waits for a full collection of garbage over ten thousand visits and their index (146 to 208 ms)."
        " Next: freeze the index once it is filled, and let go of it with the page."
    ),
    "summary of": (
        "What is told of the visits takes three quarters of what typst does not, and the page's data a fifth; names are"
        " looked for once in every text. Next: what is told of a visit kept while the page is tried out."
    ),
    "key to paint": (
        "A letter passes the app, the screen and the field, and a line passes the ten boxes that the field stands in."
        " Next: fewer boxes around a field."
    ),
    "next question": (
        "About eighteen widgets are taken away and as many put in, where the floor has two; all style sheets are"
        " matched for each. Where a bar to scroll with comes or goes, the page is laid out once more. Next: the next"
        " page put in beforehand, unseen, while this one is read, and fewer widgets for a question."
    ),
    "memory after an hour": (
        "Python and Textual are 22 MiB of it, as in the bare one. The launcher and the process that answers it take 8,"
        " our own modules about 10, the visits 4 as text, the list of their files 2, and what was closed and waits for"
        " the next full pass of the garbage collector about 4. Next: one process fewer, and fewer modules once home"
        " stands."
    ),
    "memory over the hour": (
        "Nothing of a closed page is kept, but what was closed waits for the next full pass of the garbage collector,"
        " 1 to 4 MiB at a time, and what pages read when they are first opened stays. Next: a pass where nobody types."
    ),
    "cover": "A pass of the garbage collector or a checkpoint at the same moment. Next: a thread for checkpoints.",
}


def reason(name: str) -> str:
    """Return why the goal of the result called `name` is not met; empty where nothing is known yet."""
    known = [one for one in REASONS if name.startswith(one)]
    return REASONS[max(known, key=len)] if known else ""
