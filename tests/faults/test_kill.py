"""SIGKILL at random moments while saving: what was acknowledged is there, and nothing is torn.

40 kills by default; 500 with CIWORKBOOK_FULL=1.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ciworkbook.vault import Cost, Vault, parameters

from .saving import PASSPHRASE

ROOT = Path(__file__).parents[2]
KILLS = 500 if os.environ.get("CIWORKBOOK_FULL") == "1" else 40


def test_nothing_acknowledged_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "LEAST_N", 2**4)
    folder = tmp_path / "kept"
    Vault.create(folder, PASSPHRASE, cost=Cost(2**4)).close()
    chance = random.Random(500)
    acknowledged: dict[int, int] = {}
    acks = strays = 0
    for kill in range(KILLS):
        lines = killed_while_saving(folder, kill, chance.uniform(0, 0.12))
        begun = [line.split() for line in lines if line.startswith("?")]
        done = [line.split() for line in lines if line.startswith("!")]
        acks += len(done)
        acknowledged |= {int(id): int(number) for _mark, id, number in done}
        last = (int(begun[-1][1]), int(begun[-1][2])) if len(begun) > len(done) else None
        strays += any(path.suffix == ".tmp" for path in folder.iterdir())
        with Vault.open(folder, PASSPHRASE) as vault:
            assert {one.kind for one in vault.findings} <= {"adopted"}, vault.findings
            held = {one.id: int(vault.get(one.id).split()[0]) for one in vault.entries()}
            assert vault.verify() == []
        if last is not None:  # the one that was under way may be there or not, whole
            entry = last[0] or max(held, default=0)  # killed before anything was kept: nothing to look for
            if held.get(entry) == last[1]:
                acknowledged[entry] = last[1]
        assert held == acknowledged, f"kill {kill}"
        if kill % 50 == 49:
            start_afresh(folder, acknowledged)
    print(f"{KILLS} kills, {acks} acknowledged saves, {strays} stray files swept")
    assert acks > KILLS
    assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]


def killed_while_saving(folder: Path, seed: int, seconds: float) -> list[str]:
    """Let a child save without pause, kill it `seconds` after it began, and return its whole lines."""
    command = [sys.executable, "-m", "tests.faults.saving", str(folder), "forever", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        heard: list[bytes] = []
        pipe = child.stdout
        listener = threading.Thread(target=lambda: heard.append(pipe.read()))
        listener.start()
        time.sleep(seconds)
        child.kill()
        child.wait()
        listener.join()
    return [line.decode() for line in heard[0].split(b"\n")[:-1]]


def start_afresh(folder: Path, acknowledged: dict[int, int]) -> None:
    """Begin with an empty folder now and then, so that early moments are met too."""
    for path in folder.iterdir():
        path.unlink()
    acknowledged.clear()
    Vault.create(folder, PASSPHRASE, cost=Cost(2**4)).close()
