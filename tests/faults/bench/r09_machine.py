"""A vault under everything at once, by chance: saves, crashes, damage, files taken away, swapped, copied, put back."""

from __future__ import annotations

import math

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from ...vault.machine import Evening
from . import Measured, Row, Size
from ._places import in_memory

STEPS = 50


def play(machine: type[RuleBasedStateMachine], size: Size, steps: int) -> None:
    """Run the machine for about so many steps; raises what it found. The same seed finds it again."""
    chosen = settings(
        max_examples=max(1, math.ceil(steps / STEPS)),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        print_blob=False,
    )
    run_state_machine_as_test(seeded(size.seed)(machine), settings=chosen)


def play_the_evening(size: Size, steps: int) -> int:
    """Return how many steps were taken."""
    taken = 0

    class Counting(Evening):
        @invariant()
        def count(self) -> None:
            nonlocal taken
            taken += 1
            size.progress(taken, steps, "steps")

    with in_memory(size.work) as Counting.base:
        play(Counting, size, steps)
    return taken


def measure(size: Size) -> Measured:
    steps = sum(
        size.spread(play_the_evening, size.count(ci=500, full=12_000))
    )  # plays end by themselves, so fewer are taken
    return Measured(f"{steps:,} steps by chance against a plain model: all noticed, none given as what it is not", True)


ROW = Row(
    "R9",
    "delete, duplicate, rename, swap, replay objects; older list; whole folder put back",
    "10,000 steps: all noticed but the whole folder put back, which shows the date",
    measure,
)
