"""Which machine it was measured on, and when."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import time
from datetime import datetime
from pathlib import Path


def machine() -> dict[str, str]:
    """Return what to write beside the figures: words by name."""
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count() or 1),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Textual": importlib.metadata.version("textual"),
        "ciworkbook": importlib.metadata.version("ciworkbook"),
        "date": f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        "load at the start": f"{busy:.1f}",
    }


def _processor() -> str:
    """Return the name of the processor; its kind where the system does not tell the name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return "unknown"
    return f"{pages * size / 2**30:.0f} GiB"


class Watch:
    """How long something has taken."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def __str__(self) -> str:
        minutes, seconds = divmod(round(time.monotonic() - self._begun), 60)
        return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
