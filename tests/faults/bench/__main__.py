"""Run rows of the bench and print one table.

    python3 dev.py faults [--full] [--part F] [--jobs N] [--json FILE] [--markdown FILE] [ROW …]
    python3 dev.py faults --join FILE … [--markdown FILE]

- Each row runs in a process of its own, so that one that dies, or changes something in it, spoils no other.
- What was measured in several runs, each with `--json`, is joined into one table; of a row measured twice the later.
- The table goes to standard output, 120 columns at most; progress and what went wrong to standard error.
- Exit status 0: every row asked for is met, or cannot be measured here and says why. 1: one is not met or not written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from . import IDS, Measured, Size, rows
from ._table import Line, as_markdown, as_text

ROOT = Path(__file__).parents[3]


def main() -> int:
    arguments = read_arguments()
    if arguments.result:
        return measure_here(arguments)
    if arguments.join:
        return told(join(arguments.join), arguments)
    written = rows()
    wanted = [one for one in IDS if not arguments.rows or one in arguments.rows]
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bench-shared-") as shared:
        arguments.shared = Path(shared)
        for id in wanted:
            if id not in written:
                lines.append(Line(id, "", "", "not written", "not written", 0.0))
                continue
            print(f"{id}  {written[id].test}", file=sys.stderr, flush=True)
            lines.append(measure_apart(id, arguments))
            print(f"    {lines[-1].measured}  [{lines[-1].outcome}]", file=sys.stderr, flush=True)
    return told((heading(arguments, sum(line.seconds for line in lines)), lines), arguments)


def told(found: tuple[str, list[Line]], arguments: argparse.Namespace) -> int:
    """Print the table and write it where it is wanted; return the exit status."""
    title, lines = found
    print(as_text(title, lines))
    if arguments.json:
        data = {"title": title, "rows": [line.as_data() for line in lines]}
        arguments.json.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if arguments.markdown:
        arguments.markdown.write_text(as_markdown(title, lines), encoding="utf-8")
    return 1 if any(line.outcome in ("NOT MET", "not written") for line in lines) else 0


def join(files: list[Path]) -> tuple[str, list[Line]]:
    """Return a title and the rows of earlier runs, in the order of the table."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    kept = {row["row"]: Line(**row) for run in runs for row in run["rows"]}
    lines = [kept[id] for id in IDS if id in kept]
    size, _seconds, *machine, _seed = runs[0]["title"].split(", ")
    seconds = sum(line.seconds for line in lines)
    return ", ".join([size, f"{len(runs)} runs", f"{seconds:,.0f} s", *machine]), lines


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Run rows of the fault and fuzz bench.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="R1 to R18, S1 to S22; all of them by default")
    parser.add_argument("--full", action="store_true", help="the counts of the targets, not those of CI")
    parser.add_argument("--part", type=float, default=1.0, help="with --full: what part of those counts (0.01)")
    parser.add_argument("--jobs", type=int, default=1, help="processes for rows that can be split")
    parser.add_argument("--seed", type=int, default=Size(Path()).seed, help="of everything that is left to chance")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table as JSON, too")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table as Markdown, too")
    parser.add_argument("--join", type=Path, nargs="+", metavar="FILE", help="print what earlier runs wrote as JSON")
    parser.add_argument("--result", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--shared", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.rows = [one.upper() for one in arguments.rows]
    if unknown := [one for one in arguments.rows if one not in IDS]:
        parser.error(f"there is no row {', '.join(unknown)}")
    return arguments


def measure_apart(id: str, arguments: argparse.Namespace) -> Line:
    """Measure one row in a process of its own."""
    row = rows()[id]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        result = Path(place) / "result.json"
        command = [sys.executable, "-m", __package__, id, "--result", str(result), "--part", str(arguments.part)]
        command += ["--jobs", str(arguments.jobs), "--seed", str(arguments.seed)] + ["--full"] * arguments.full
        command += ["--shared", str(arguments.shared)]
        done = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False)
        if result.exists():
            measured = Measured(**json.loads(result.read_text(encoding="utf-8")))
        else:
            measured = Measured(f"the process of this row ended with status {done.returncode}", met=False)
    return Line.of(row, measured, time.monotonic() - started)


def measure_here(arguments: argparse.Namespace) -> int:
    """Measure one row in this process and leave what came out in the file `arguments.result`."""
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(1))  # so that what is mounted or started is undone
    row = rows()[arguments.rows[0]]
    work = arguments.result.parent / "work"
    work.mkdir()
    size = Size(work, arguments.full, arguments.part, arguments.jobs, arguments.seed, arguments.shared)
    try:
        measured = row.measure(size)
    except Exception as error:
        traceback.print_exc()
        measured = Measured(f"stopped by {type(error).__name__}: {error}"[:200], met=False)
    shutil.rmtree(work, ignore_errors=True)
    said = {"said": measured.said, "met": measured.met, "why": measured.why}
    arguments.result.write_text(json.dumps(said), encoding="utf-8")
    return 0


def heading(arguments: argparse.Namespace, seconds: float) -> str:
    part = f", {arguments.part:g} of it" if arguments.full and arguments.part != 1 else ""
    size = f"full size{part}" if arguments.full else "CI size"
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.release()}"
    return f"{size}, {seconds:,.0f} s, {machine}, Python {platform.python_version()}, seed {arguments.seed}"


if __name__ == "__main__":
    sys.exit(main())
