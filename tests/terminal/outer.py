"""The launcher around the small session, as a copy of it: `python outer.py ARGUMENTS…`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from ciworkbook import launcher
from ciworkbook.guard import crash

SAMPLE = Path(__file__).with_name("sample.py")


def session(arguments: list[str]) -> None:
    """Be the session; what a new Python would do with the file is done with it here."""
    sys.argv = [str(SAMPLE), *arguments]
    spec = importlib.util.spec_from_file_location("sample", SAMPLE)
    assert spec is not None and spec.loader is not None
    sample = importlib.util.module_from_spec(spec)
    sys.modules["sample"] = sample
    spec.loader.exec_module(sample)
    crash.end(crash.contained(sample.main))


if __name__ == "__main__":
    sys.exit(launcher.run(sys.argv[1:], session))
