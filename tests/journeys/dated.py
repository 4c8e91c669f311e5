"""The real launcher around the real session, on another day: `python dated.py --at 2026-11-24T20:00 [--folder …]`.

- The clock runs on from `--at`; it is set where the workbook stamps things, nowhere else.
- Keys may be as cheap as those of `tests.making`, so that a door opens at once.
- Everything else is the program as it is installed: the launcher starts this file again as its session.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

INNER = "--as-session"


def outer(arguments: list[str]) -> int:
    """Be the launcher."""
    from ciworkbook import launcher

    isolated = launcher.session_command()[:-2]
    return launcher.run([*isolated, str(Path(__file__).absolute()), INNER, *arguments])


def inner(arguments: list[str]) -> int:
    """Be the session, at the time that is asked for."""
    at = datetime.fromisoformat(arguments[arguments.index("--at") + 1]).astimezone()
    rest = arguments[: arguments.index("--at")] + arguments[arguments.index("--at") + 2 :]
    ahead = at - datetime.now().astimezone()

    from ciworkbook import session, workbook
    from ciworkbook.vault import parameters

    parameters.LEAST_N = 2**10

    def shifted() -> datetime:
        return (datetime.now().astimezone() + ahead).replace(microsecond=0)

    opened = workbook.Workbook.__init__

    def dated(self: workbook.Workbook, vault: Any, catalogue: Any, _now: Any = None, *more: Any) -> None:
        opened(self, vault, catalogue, shifted, *more)

    workbook.Workbook.__init__ = dated  # type: ignore[method-assign, assignment]
    return session.main(rest)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(inner(given[1:]) if given[:1] == [INNER] else outer(given))
