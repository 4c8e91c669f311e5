"""After a lock no process of the program holds anything: no answer, no passphrase, no key, nothing typed ahead.

What is looked for, where, and in which forms: `tests/terminal/remembering.py`. The look before a lock is the control.
"""

from __future__ import annotations

import os
from pathlib import Path

from ...terminal import remembering
from . import Measured, Row, Size


def measure(size: Size) -> Measured:
    """Lock and look."""
    if os.geteuid() != 0 or not Path("/proc/self/mem").exists():
        return Measured("", met=None, why="needs root, to read the memory of what is closed to everybody else")
    figures = remembering.measure(size.work, size.count(ci=1, full=20), seed=size.seed)
    met = not figures.found and not figures.waiting and len(figures.before) > 5 and figures.looked_at > figures.locks
    return Measured("; ".join([str(figures), *figures.where[:4]]), met=met)


ROW = Row(
    "S10", "memory of every process of the program after a lock", "0 answers, passphrases, keys", measure, optional=True
)
