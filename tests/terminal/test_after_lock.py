"""After a lock the next session looks where the one before kept its workbook, and its door speaks as that one did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ..making import PASSPHRASE, new_workbook
from .harness import Terminal
from .touring import leaky

pytestmark = pytest.mark.terminal

SESSION = """
import argparse, sys
from ciworkbook.guard import status
from ciworkbook.guard.outlet import Outlet
options = argparse.ArgumentParser()
options.add_argument("--folder", default="")
options.add_argument("--channel")
options.add_argument("--after")
given = options.parse_args()
print("looking in", given.folder, flush=True)
if given.folder != {chosen!r}:
    Outlet.from_arguments(given.channel).folder({chosen!r})
    sys.exit(status.LOCKED)
"""


def test_a_folder_chosen_in_the_session_is_kept_through_a_lock(tmp_path: Path) -> None:
    chosen = str(tmp_path / "stick")
    session = tmp_path / "session.py"
    session.write_text(SESSION.format(chosen=chosen), encoding="utf-8")
    start = f"from ciworkbook import launcher; import sys; sys.exit(launcher.run([sys.executable, {str(session)!r}]))"
    with Terminal([sys.executable, "-c", start], size=(120, 24)) as terminal:
        assert terminal.wait_exit() == 0
        assert b"looking in " + chosen.encode() in terminal.raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("way", [(), ("--plain", "option")])
def test_the_door_speaks_as_the_session_did_that_was_locked(tmp_path: Path, way: tuple[str, ...]) -> None:
    """Before, it speaks as the system does: what was chosen lies locked, and is written nowhere else."""
    new_workbook(tmp_path / "kept", language="es").close()
    with Terminal([*leaky(folder=tmp_path / "kept"), *way]) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Empezar")
        terminal.press("ctrl+l")
        terminal.wait_for("Frase clave:")
        assert "passphrase" not in terminal.text.casefold()
        terminal.type("\r")
        assert terminal.wait_exit() == 0
