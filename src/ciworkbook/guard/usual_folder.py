"""The usual folder of a workbook: where this system keeps a person's data, under a name that says nothing.

- `platformdirs` says where that is. Reading it takes 12 ms, a third of the time until the prompt stands there. So a
  session on Linux follows the two rules that it follows there, where they apply; a test holds both to be the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from pathlib import Path

NAME = "notes-data"


def default_folder() -> Path:
    """Return the usual folder."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, roaming=False)


def at_once(environ: Mapping[str, str] = os.environ) -> str:
    """Return the same, as a text, without asking `platformdirs` where that is not needed."""
    said, home = environ.get("XDG_DATA_HOME", ""), environ.get("HOME", "")
    # Android is a Linux with rules of its own.
    if sys.platform == "linux" and "ANDROID_DATA" not in environ and not hasattr(sys, "getandroidapilevel"):
        if said.startswith("/"):
            return f"{said}/{NAME}"
        if home.startswith("/"):
            return f"{home.rstrip('/')}/.local/share/{NAME}"
    return str(default_folder())
