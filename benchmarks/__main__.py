"""Measure and print.

    python3 dev.py bench [ROW…] [--quick] [--list] [--into FOLDER] [--again]

Every row is measured against its floor, in one run, and printed as soon as it is there. A whole run writes speed.json,
speed.md and speed.svg into docs; one of chosen rows, or a quick one, only where --into says. --again makes the page and
the plot from the JSON once more, and measures nothing.
"""

from __future__ import annotations

import argparse
import compileall
import sys
from pathlib import Path

import ciworkbook

from . import report
from .machine import Watch, machine
from .rows import COUNTS, QUICK_COUNTS, Asked, Result, measured, rows
from .year import SEED

DOCS = Path(__file__).resolve().parent.parent / "docs"


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="dev.py bench",
        description="Measure how fast it is, each thing against a bare floor, and print one table.",
    )
    made.add_argument("rows", metavar="ROW", nargs="*", help="rows by their name; all if none. --list shows them")
    made.add_argument("--list", action="store_true", help="name the rows, and measure nothing")
    made.add_argument("--quick", action="store_true", help="smaller workbooks and fewer rounds")
    made.add_argument("--into", metavar="FOLDER", type=Path, help="where to write; docs for a whole run")
    made.add_argument(
        "--again", action="store_true", help="make the page and the plot from the JSON, without measuring"
    )
    made.add_argument("--counts", metavar="N", type=int, nargs="+", help="how many visits the workbooks hold")
    made.add_argument("--rounds", metavar="N", type=int, help="how often each is measured")
    made.add_argument("--visits", metavar="N", type=int, default=200, help="visits of the year that is looked back on")
    made.add_argument("--people", metavar="N", type=int, default=40)
    made.add_argument("--seed", metavar="N", type=int, default=SEED)
    return made


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 1 if a row could not be measured. Whether a goal is met is told, never a failure."""
    parser = _parser()
    given = parser.parse_args(arguments)
    known = rows()
    if given.list:
        print("\n".join(f"{key:24}{one.title}" for key, one in known.items()))
        return 0
    whole = not (given.rows or given.quick or given.counts)
    into: Path | None = given.into or (DOCS if whole or given.again else None)
    if given.again and into is not None:
        report.write(report.Report.from_json((into / report.NAMES[0]).read_text(encoding="utf-8")), into)
        return 0
    for name in given.rows:
        if name not in known:
            parser.error(f"no row is called {name}. There are: {', '.join(known)}")
    asked = Asked(
        counts=tuple(sorted(set(given.counts))) if given.counts else QUICK_COUNTS if given.quick else COUNTS,
        rounds=given.rounds or (3 if given.quick else 15),
        quick=given.quick,
        visits=given.visits,
        people=given.people,
        seed=given.seed,
    )
    # A session writes no compiled files of its own. A wheel has them; a checkout that has changed has not.
    compileall.compile_dir(Path(ciworkbook.__file__).parent, quiet=1)
    where, watch, found = machine(), Watch(), []
    print(report.told(where), "", report.head(), sep="\n", flush=True)
    for key in given.rows or known:
        mine, begun = [], Watch()
        for result in measured(known[key], asked):
            mine.append(result)
            print(report.line(result), flush=True)
        print(f"    [{key}: {begun}]", file=sys.stderr, flush=True)
        found += mine
    print(f"\n{_summed_up(found)} It took {watch}.")
    if into is not None:
        report.write(report.Report(where, found, str(watch)), into)
    return 1 if any(one.failed for one in found) else 0


def _summed_up(results: list[Result]) -> str:
    held = [one for one in results if one.goal is not None]
    missed = [one.name for one in held if one.met is not True]
    said = f"{len(held) - len(missed)} of {len(held)} goals are met."
    return f"{said} Not: {', '.join(missed)}." if missed else said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
