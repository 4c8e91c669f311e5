"""What a terminal is told before it is given back, and whether it can be used at all.

- Lines are erased one by one: a whole-screen erase moves what stood there into the history of some terminals.
- `leave` is for a session that ended badly: it goes to the other screen first, so that erasing never touches the page
  the person had before, wherever the session had got to.
- Everything is bytes, standard library only; the launcher, the driver and the last moments of a session share it.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from collections.abc import Mapping

if sys.platform != "win32":
    import termios

launcher_gone = False
"""Whether nobody puts this terminal in order after this process; set by the outlet."""

WANTED = (40, 15)
"""Columns and rows that every page can be used in."""

_NAMELESS = ("", "dumb", "unknown")
_FINISH = b"\x1b\\"  # ends a string that was cut short
_SHOW = b"\x1b[?2026l"  # ends a frame that was held back
_ALTERNATE, _ORDINARY = b"\x1b[?1049h", b"\x1b[?1049l"
TO_ORDINARY = _ORDINARY.decode("ascii")
"""What a driver writes to go back to the ordinary screen."""
_KITTY_OFF = b"\x1b[<u"  # the keyboard mode is kept per screen, so it is put back before the screen is left
_INPUT_OFF = b"".join(b"\x1b[?%dl" % mode for mode in (1000, 1002, 1003, 1006, 1015, 1016, 1004, 2004, 2048))
_ORDINARY_LOOK = b"\x1b[8h\x1b[?7h\x1b[?25h\x1b[m"  # the first: lines from right to left are the terminal's again
# Each sign stands in one cell, and so does what stands for it.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉‐‑‒–—―−·˙", "-"),
        **dict.fromkeys("│┃┆┇┊┋", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰", "+"),
        **dict.fromkeys("▸▶→", ">"),
        **dict.fromkeys("•●◆■", "*"),
        **dict.fromkeys("○◦", "o"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **{chr(block): " " for block in range(0x2580, 0x25A0)},
        "═": "=",
        "…": ".",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "✓": "x",
    }
)


def encoding(environ: Mapping[str, str]) -> str:
    """Return the name of the encoding that the locale in `environ` says the terminal reads, "utf-8" if it says nothing.

    "ascii" where the locale is C or POSIX, or names an encoding that is not known here.
    """
    name = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    if not name:
        return "utf-8"
    if "." not in name:
        import locale  # its table knows what a bare "de_DE" stands for

        name = locale.normalize(name)
    charset = name.partition(".")[2].partition("@")[0]
    try:
        return codecs.lookup(charset).name if charset else "ascii"
    except LookupError:
        return "ascii"


def draws_lines(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale in `environ` has the signs that pages are drawn with."""
    return encoding(environ) == "utf-8"


def _in_place_of(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for signs that an encoding does not have: what looks alike in ASCII, else "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = in_ascii(error.object[error.start : error.end])
    return "".join(one if one.isascii() else "?" for one in signs), error.end


codecs.register_error("alike", _in_place_of)


def speak(stream: object, environ: Mapping[str, str]) -> None:
    """Have `stream` write to its terminal in the encoding of the locale, with what looks alike for the rest.

    Python itself writes UTF-8 where the locale is C. What goes to a file or a pipe keeps its encoding.
    """
    with contextlib.suppress(AttributeError, ValueError, OSError):
        if stream.isatty():  # type: ignore[attr-defined]
            stream.reconfigure(encoding=encoding(environ), errors="alike")  # type: ignore[attr-defined]


def in_ascii(text: str) -> str:
    """Return `text` with the signs that pages are drawn with as ASCII, cell by cell; letters stay as they are."""
    return text.translate(_PLAIN)


def erasing(rows: int) -> bytes:
    """Return what empties a screen of `rows` rows, line by line, and leaves the cursor at its top."""
    return _SHOW + b"\x1b[m" + b"".join(b"\x1b[%d;1H\x1b[2K" % row for row in range(1, rows + 1)) + b"\x1b[1;1H"


def cursor(*, shown: bool) -> str:
    """Return what shows or hides the terminal's own cursor."""
    return "\x1b[?25h" if shown else "\x1b[?25l"


def clearing() -> bytes:
    """Return what clears an ordinary screen, and, where the terminal knows it, what scrolled out of it.

    For the plain face, whose lines stand among those of the shell: pages have a screen of their own.
    """
    return b"\x1b[H\x1b[2J\x1b[3J"


def settling() -> bytes:
    """Return what puts modes and looks back without touching any text, for a terminal left in good order."""
    return _INPUT_OFF + _ORDINARY_LOOK


def standing() -> bytes:
    """Return what gives the terminal back from any state, with what stands on it left there."""
    return _FINISH + _SHOW + _KITTY_OFF + settling()


def leaving(rows: int) -> bytes:
    """Return what gives the terminal back from any state, with nothing of the pages left on it."""
    return _FINISH + _ALTERNATE + erasing(rows) + _KITTY_OFF + _INPUT_OFF + _ORDINARY + _ORDINARY_LOOK


def size(number: int) -> tuple[int, int]:
    """Return columns and rows of the terminal open as file `number`; (0, 0) where it does not say."""
    try:
        found = os.get_terminal_size(number)
    except OSError:
        return 0, 0
    return found.columns, found.lines


def leave(number: int) -> None:
    """Write `leaving` to the terminal open as file `number`; a terminal that is gone is left alone."""
    rows = size(number)[1] or 200
    with contextlib.suppress(OSError):
        rest = leaving(rows)
        while rest:
            rest = rest[os.write(number, rest) :]


def names_a_terminal(name: str | None) -> bool:
    """Tell whether `name`, a value of TERM, stands for something that can move a cursor."""
    return (name or "").lower() not in _NAMELESS


def is_large_enough(columns: int, rows: int) -> bool:
    """Tell whether every page fits; a terminal that does not say its size is taken at its word later."""
    return not (columns and rows) or (columns >= WANTED[0] and rows >= WANTED[1])


def give_back_keys() -> None:
    """Let the terminal show what is typed again, where the launcher, which had turned that off, is gone."""
    if sys.platform == "win32" or not launcher_gone:
        return
    with contextlib.suppress(termios.error, OSError, ValueError, AttributeError):
        number = sys.__stdin__.fileno()  # type: ignore[union-attr]
        modes = termios.tcgetattr(number)
        modes[3] |= termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
        termios.tcsetattr(number, termios.TCSANOW, modes)
