"""For every test: a home of its own, a sane terminal name, and no silent skip.

- A test marked `needs("tool")` is skipped by name where the tool is missing, and fails there in CI (`CI=true`). What
  was skipped stands once more in the last lines of the run.
- `--full` (or `CIWORKBOOK_FULL=1`) asks for the full counts of tests that try many things; they read `full`.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

_missing: pytest.StashKey[Counter[str]] = pytest.StashKey()
_UNSET = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "TERM_PROGRAM", "PYTHONSTARTUP")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project."""
    parser.addoption("--full", action="store_true", help="full counts where a test tries many things")


def pytest_configure(config: pytest.Config) -> None:
    """Begin the list of tools that are missing; tell modules that count on import what `--full` asks for."""
    config.stash[_missing] = Counter()
    if config.getoption("--full"):
        os.environ["CIWORKBOOK_FULL"] = "1"


def in_ci() -> bool:
    """Whether this run is the one that decides."""
    return os.environ.get("CI", "").lower() == "true"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail a test whose tools are missing, by name."""
    tools = [tool for marker in item.iter_markers("needs") for tool in marker.args]
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if not missing:
        return
    named = ", ".join(missing)
    if in_ci():
        pytest.fail(f"needs {named}, which has to be there in CI", pytrace=False)
    item.config.stash[_missing].update(missing)
    pytest.skip(f"needs {named}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was not tested for want of a tool."""
    missing = config.stash[_missing]
    for report in terminalreporter.stats.get("skipped", []):  # those of worker processes come back as reports only
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if config.getoption("numprocesses", default=None) and reason.startswith("Skipped: needs "):
            missing.update(reason.removeprefix("Skipped: needs ").split(", "))
    for tool, count in sorted(missing.items()):
        terminalreporter.write_line(f"NOT TESTED: {count} tests need {tool}, which is not here", yellow=True, bold=True)


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether full counts were asked for."""
    return bool(request.config.getoption("--full")) or os.environ.get("CIWORKBOOK_FULL") == "1"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for one test, with every folder a program looks for below it."""
    own = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(own))
    for name, below in {
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": ".run",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }.items():
        monkeypatch.setenv(name, str(own / below))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in [*_UNSET, *(one for one in os.environ if one.startswith(("TEXTUAL", "LC_")))]:
        monkeypatch.delenv(name, raising=False)
    return own


@pytest.fixture(scope="session")
def english_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the English catalogue and no other."""
    folder = tmp_path_factory.mktemp("locale")
    shutil.copy(Path(__file__).resolve().parents[1] / "src" / "ciworkbook" / "locale" / "en.po", folder)
    return folder


@pytest.fixture(autouse=True)
def with_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget a wish for no color that another test has put into the environment: it is kept for a whole process."""
    from ciworkbook.guard import environment

    monkeypatch.setattr(environment, "no_color", False)


@pytest.fixture(autouse=True)
def in_english(request: pytest.FixtureRequest, english_alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show pages as they are where there is no other language: what they look like hangs on no translation."""
    from ciworkbook import words

    if not request.node.get_closest_marker("every_language"):
        monkeypatch.setattr(words, "FOLDER", str(english_alone))
