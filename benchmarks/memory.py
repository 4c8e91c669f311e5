"""Peak memory: the real app with a year in it and every page of looking back opened, against a bare app of Textual."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def compare(visits: int, people: int, seed: int) -> tuple[int, int]:
    """Start both programs and return what each took at most, in bytes: with the year, bare."""
    return _started("year", str(visits), str(people), str(seed)), _started("bare")


def _started(*arguments: str) -> int:
    command = [sys.executable, "-m", "benchmarks.memory", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def peak() -> int:
    """Return the most bytes this process has held."""
    if STATUS.exists():  # not carried over from the process that started it, as the other figure is
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


async def _bare() -> None:
    from textual.app import App

    async with App[None]().run_test(size=(80, 24)) as pilot:
        await pilot.pause()


def main(arguments: list[str]) -> None:
    """Be one of the two, and print the peak."""
    if arguments[0] == "bare":
        asyncio.run(_bare())
    else:
        from .pages import measure
        from .year import Year

        visits, people, seed = map(int, arguments[1:])
        asyncio.run(measure(Year(visits, people, seed=seed).book, lambda *_told: None, 1))
    print(peak())


if __name__ == "__main__":
    main(sys.argv[1:])
