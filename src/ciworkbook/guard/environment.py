"""What a session may find in its environment.

- Textual reads a dozen variables that log every key, save pictures of the screen, load other code or open a
  connection; Python reads some that load other code. None of them reaches the session.
- Run before Textual is imported: it reads most of them at import. Doing it again changes nothing.
- One variable is ours: the launcher hands on in it which language the session before a lock spoke.
- The size of the window is asked of the terminal, never taken from a variable: that would be wrong after a resize.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping

PREFIXES = ("TEXTUAL", "PYTHON")
SPOKEN = "CIWORKBOOK_SPOKEN"
NAMES = frozenset({SPOKEN, "COLUMNS", "LINES", "ESCDELAY", "SSLKEYLOGFILE", "RUST_BACKTRACE", "RUST_LOG"})

no_color = bool(os.environ.get("NO_COLOR"))
"""Whether the person asked for no colour. Kept here, because Textual takes the variable out of the environment."""

spoken = os.environ.get(SPOKEN, "")
"""The language of the session that was locked before this one; empty where there was none. Kept here, because it is
taken out of the environment."""


def is_unwanted(name: str) -> bool:
    """Tell whether the variable `name` is kept from a session."""
    upper = name.upper()
    return upper.startswith(PREFIXES) or upper in NAMES


def cleaned(environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` without what is unwanted."""
    return {name: value for name, value in environ.items() if not is_unwanted(name)}


def scrub(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take what is unwanted out of `environ`."""
    global no_color
    no_color = no_color or bool(environ.get("NO_COLOR"))
    for name in [name for name in environ if is_unwanted(name)]:
        del environ[name]
