"""Runs a piece of Python in a process of its own: what the guards do to a process cannot be undone."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def run(code: str, *, status: int = 0) -> str:
    """Run `code` as a session is run; return what it printed, both streams, and expect its exit `status`."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr
