"""Reads what the first page does without, before it is asked for: the workbook, the controls, the next pages.

- Called in a thread of its own: while the passphrase is typed, or once the first page stands.
- What is here is read a moment later anyway. Read beforehand it took 90 ms of the first page; read when it is asked
  for, it would take them of the key that asks.
"""

from __future__ import annotations


def read_ahead() -> None:
    """Read all of it; what is read already costs nothing."""
    from .. import desk, workbook  # noqa: F401
    from ..widgets import hidden_line, making  # noqa: F401
    from . import cover, home  # noqa: F401
