"""A real CUPS of its own, in a folder: its own configuration, socket, spool and printers. Only root can run it.

    with Spooler() as spooler:
        spooler.add("Desk", "usb://Maker/Model")
        …                                   # programs find it by `spooler.variables`
        assert spooler.came("Desk") == page

- Queues are raw. One made with the scheme "usb" or "socket" ends in a small program that keeps what came, and with what
  words it was called: number, user, title, copies, options.
- Nothing is asked of the CUPS of this computer, if there is one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

PATIENCE = 20.0
ONLY_HERE = [
    pytest.mark.needs("cupsd", "lpadmin", "lp"),
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can run a print server of its own"),
]

_SERVER = """
LogLevel warn
Listen {socket}
Browsing Off
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
<Limit All>
  Order deny,allow
  Allow all
</Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/root
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/tmp
ServerBin {folder}/bin
DocumentRoot {folder}/root
AccessLog {folder}/access
ErrorLog {folder}/errors
PageLog {folder}/pages
FileDevice Yes
"""
_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
to='{folder}/came/'"$PRINTER"
cat "${{6:-/dev/stdin}}" > "$to.part"
printf '%s\\n' "$@" > "$to.words"
mv "$to.part" "$to"
"""


class Spooler:
    """The server, from `with` to its end."""

    def __init__(self) -> None:
        # Its socket has to have a short name.
        self.folder = Path(tempfile.mkdtemp(prefix="spool-"))
        self.folder.chmod(0o755)
        self.socket = self.folder / "socket"
        self.variables = {"CUPS_SERVER": str(self.socket)}
        for name in ("root", "state", "cache", "spool", "tmp", "came", "bin/backend", "bin/filter", "bin/notifier"):
            (self.folder / name).mkdir(parents=True)
        Path(self.folder / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
        for scheme in ("usb", "socket"):
            backend = self.folder / "bin" / "backend" / scheme
            backend.write_text(_BACKEND.format(folder=self.folder))
            backend.chmod(0o700)  # so that it runs as root and may write here
        (self.folder / "root" / "cupsd.conf").write_text(_SERVER.format(socket=self.socket))
        (self.folder / "root" / "cups-files.conf").write_text(_FILES.format(folder=self.folder))
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        root = self.folder / "root"
        self._server = subprocess.Popen(
            ["cupsd", "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < end, (self.folder / "errors").read_text()
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.send_signal(signal.SIGTERM)
        self._server.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)  # a program of the last job may still be at it

    def _answers(self) -> bool:
        return self.socket.exists() and self._run("lpstat", "-r").returncode == 0

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env={**os.environ, **self.variables}, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def add(self, name: str, address: str) -> None:
        """Set up a raw queue that takes jobs."""
        done = self._run("lpadmin", "-p", name, "-v", address, "-m", "raw", "-E")
        assert done.returncode == 0, done.stderr

    def refuse(self, name: str) -> None:
        """Have the queue take no more jobs."""
        assert self._run("cupsreject", name).returncode == 0

    def remove(self, name: str) -> None:
        """Take the queue away."""
        assert self._run("lpadmin", "-x", name).returncode == 0

    def came(self, name: str) -> bytes:
        """Wait for what was printed on a queue, and return it."""
        path, end = self.folder / "came" / name, time.monotonic() + PATIENCE
        while not path.exists():
            assert time.monotonic() < end, f"nothing came to {name}"
            time.sleep(0.02)
        return path.read_bytes()

    def nothing_came(self) -> bool:
        """Whether nothing was printed and nothing waits."""
        return not list((self.folder / "came").iterdir()) and not self.copies()

    def called(self, name: str) -> dict[str, str]:
        """How the printer was called: what stands in the queue about a job."""
        self.came(name)
        words = (self.folder / "came" / f"{name}.words").read_text().splitlines()
        return dict(zip(("number", "user", "title", "copies", "options"), words, strict=False))

    def copies(self) -> list[bytes]:
        """What the spool keeps of the pages."""
        return [path.read_bytes() for path in sorted((self.folder / "spool").glob("d*-*"))]
