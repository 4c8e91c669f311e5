"""Set up and use a checkout with nothing but Python 3.11 and pip.

    python3 dev.py run [ARGUMENTS]    start the workbook
    python3 dev.py test [ARGUMENTS]   check and test everything (arguments go to pytest)
    python3 dev.py faults [ARGUMENTS] kill, fill, cut and fuzz it, and print one table (--help says more)
    python3 dev.py bench [ARGUMENTS]  measure it, each thing against a floor, and print one table (--help says more)
    python3 dev.py setup              only make the environment

The environment is `.venv` beside this file. Every package is the one named in `requirements.lock`, checked by hash.
A second run starts at once, because nothing is installed again until the lock or the project file changes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "installed-from"

# The two longest first: several run side by side, as many as there are processors.
CHECKS = [
    ["mypy"],
    ["ciworkbook", "check"],
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["lint-imports"],
    ["codespell"],
    ["ciworkbook", "stories"],
]


def wanted() -> str:
    """Name what the environment should hold: this Python, the lock and the project file."""
    sources = [ROOT / name for name in ("requirements.lock", "pyproject.toml")]
    content = b"".join(path.read_bytes() for path in sources)
    return f"{sys.version_info[:3]} {ROOT} {hashlib.sha256(content).hexdigest()}"


def set_up() -> None:
    """Make the environment if it is missing or was made from other files."""
    if STAMP.exists() and PYTHON.exists() and STAMP.read_text(encoding="utf-8") == wanted():
        return
    print("Setting up. This happens once and takes a minute or so.", flush=True)
    venv.EnvBuilder(with_pip=False, clear=True).create(ENVIRONMENT)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--quiet"]
    pip += ["--disable-pip-version-check", "--no-input"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements.lock")]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    for arguments in (locked, project):
        done = subprocess.run([*pip, *arguments], check=False)
        if done.returncode:
            raise SystemExit("The set-up did not finish. The lines above say why. Nothing else was changed.")
    # A session writes no compiled files of its own, so that it starts as fast as it can they are made here.
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "src" / "ciworkbook")], check=False)
    # The worksheets too, or the first start would take as long as checking all of them does.
    load = "from ciworkbook.worksheet.catalogue import Catalogue; Catalogue.load()"
    subprocess.run([str(PYTHON), "-I", "-c", load], check=False)
    STAMP.write_text(wanted(), encoding="utf-8")


def run(arguments: list[str]) -> int:
    """Start the workbook, in this terminal, from this process."""
    command = [str(PYTHON), "-I", "-m", "ciworkbook", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    return subprocess.run(command, check=False).returncode


def checked(check: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Run one check; what it printed, complaints too, comes back as `stdout`."""
    command = [str(SCRIPTS / check[0]), *check[1:]]
    return subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test(arguments: list[str]) -> int:
    """Run the checks, then the tests; 0 only if all of them passed."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as several:
        for check, done in zip(CHECKS, several.map(checked, CHECKS), strict=True):
            print(f"$ {' '.join(check)}", flush=True)
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.buffer.flush()
            if done.returncode:
                failed.append(check[0])
    # Each worker begins with a run of neighbors: what they share is made once, and none waits for another to make it.
    shared = [] if "-n" in arguments else ["-n", "auto", "--dist", "worksteal"]
    tests = subprocess.run([str(PYTHON), "-m", "pytest", *shared, *arguments], cwd=ROOT, check=False)
    if failed:
        print(f"Not passed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else tests.returncode


def faults(arguments: list[str]) -> int:
    """Run the fault and fuzz bench; 0 only if every row is met."""
    command = [str(PYTHON), "-m", "tests.faults.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def bench(arguments: list[str]) -> int:
    """Measure it against bare floors."""
    command = [str(PYTHON), "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Do what the first argument says."""
    verb, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words to whoever starts it with an older one
        print("This needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    if verb not in ("run", "test", "faults", "bench", "setup"):
        print(__doc__)
        return 0 if verb in ("help", "-h", "--help") else 2
    set_up()
    if verb == "setup":
        return 0
    return {"run": run, "test": test, "faults": faults, "bench": bench}[verb](arguments)


if __name__ == "__main__":
    sys.exit(main())
