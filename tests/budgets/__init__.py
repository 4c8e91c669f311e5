"""What the program may cost, in counts that do not wobble: files of code, system calls, bytes, objects, widgets.

- `budgets.yaml` holds each figure. A test fails where the program takes more; `BUDGETS=write` writes what it takes now,
  for whoever means to spend more, or has come to spend less: the diff says by how much.
- Times are measured elsewhere, in `benchmarks/`, side by side with a floor; here nothing is timed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("budgets.yaml")
HEAD = """# What the program may cost. Counted by tests/budgets; `BUDGETS=write` and the tests there write it anew.
# code: files of Python that a command reads: its own, those of other packages, those of the standard library, which
#   differ a little from one Python to the next.
# save: system calls and bytes of one changed answer. unlock: objects read to open a workbook.
# widgets: how many stand on a page at most, over an evening that comes by every page.
"""


def over(part: str, taken: Mapping[str, int], room: Mapping[str, int] | None = None) -> list[str]:
    """Return a sentence for each figure of `taken` above its budget in `part`, or without one.

    `room` is what may be taken above it, by the same names, where a figure hangs on the machine. With `BUDGETS=write`
    the figures become the budget, and nothing is over.
    """
    budgets = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("BUDGETS") == "write":
        budgets[part] = dict(sorted({**budgets.get(part, {}), **taken}.items()))
        FILE.write_text(HEAD + yaml.safe_dump(budgets, sort_keys=True, allow_unicode=True), encoding="utf-8")
        return []
    allowed = budgets.get(part, {})
    room = room or {}
    found = [f"{name}: no budget yet, takes {count}" for name, count in taken.items() if name not in allowed]
    return found + [
        f"{name}: {count}, {allowed[name]} allowed"
        for name, count in taken.items()
        if name in allowed and count > allowed[name] + room.get(name, 0)
    ]
