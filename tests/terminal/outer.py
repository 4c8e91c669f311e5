"""The launcher around the small session: `python outer.py ARGUMENTS…`."""

from __future__ import annotations

import sys
from pathlib import Path

from ciworkbook import launcher

if __name__ == "__main__":
    sample = str(Path(__file__).with_name("sample.py"))
    sys.exit(launcher.run([sys.executable, "-I", "-B", sample, *sys.argv[1:]]))
