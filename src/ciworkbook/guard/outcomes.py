"""What may come of what a session asks for: `requests` and `printers` find it out, `outlet` hands it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Problem = Literal["exists", "folder", "denied", "full", "other"]
"""Why nothing was written: a file is there already, no such folder, not allowed, no room, anything else."""
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
Leads = Literal["plugged", "file", "network", "server"]
"""Where a queue leads: a printer plugged in here, a file, over the network, or all of it to another computer."""
Trouble = Literal["missing", "queue", "refused", "time", "other"]
"""Why nothing was printed: no program for it here, no such queue (any more), the queue refused it, it took too long,
anything else."""
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)


@dataclass(frozen=True, slots=True)
class Queue:
    """A printer as the system names it, and where what is printed there goes."""

    name: str = field(repr=False)
    leads: Leads


@dataclass(frozen=True, slots=True)
class Found:
    """The queues of this computer; or why they cannot be told, with the system's own words, which are not cleaned."""

    queues: tuple[Queue, ...] = ()
    problem: Trouble | None = None
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a page was not printed, with the system's own words, which are not cleaned."""

    problem: Trouble
    said: str = field(default="", repr=False)
