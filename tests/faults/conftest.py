"""Tools that look from outside: a test that needs a missing one is skipped by name, and in CI it fails instead."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest


@cache
def missing(tool: str) -> str:
    """Say why `tool` cannot be used here; empty if it can."""
    if shutil.which(tool) is None:
        return f"{tool} is not installed"
    if tool == "strace":
        tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
        return "" if tried.returncode == 0 else "strace may not trace here"
    return ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a tool that is not there, but never where CI promises it."""
    for marker in item.iter_markers("needs"):
        why = missing(marker.args[0])
        if why and os.environ.get("CI") == "true":
            pytest.fail(f"CI runs without what this test needs: {why}")
        if why:
            pytest.skip(why)
