"""The command line with keys that cost a millisecond: `python cheap.py --folder DIR recover`."""

from __future__ import annotations

import sys

from ciworkbook import cli
from ciworkbook.vault import parameters

if __name__ == "__main__":
    parameters.LEAST_N = 2**10
    sys.exit(cli.main(sys.argv[1:]))
