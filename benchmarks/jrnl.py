"""jrnl, the nearest neighbor: an encrypted journal for the terminal, run as a whole process as a person runs it.

- It is installed when it is first asked for, into an environment of its own beside the bench's workbooks, by pip as
  that is set up on this machine. The project does not depend on it.
- Its passphrase comes from a keyring of our own making, so that nobody has to type; deriving the key is part of it.
- Where jrnl cannot be had, the same work is done plainly with the cipher library it uses (read, derive, decrypt, append
  or look, encrypt, put in place) and is called that, not jrnl.
- It saves by a rename without any fsync: what it says is saved may be gone after a power cut. That is in its favor.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ciworkbook.looking_back import Searched
from ciworkbook.workbook import Workbook

from . import workbooks

WANTED = "jrnl>=4,<5"
CIPHER = "cryptography>=42"
PASSPHRASE = workbooks.PASSPHRASE
WORDS = "Slept well. A quiet day with rain, and a walk by the water in the evening."

_KEYRING = f'''"""Gives the bench's passphrase to jrnl."""
from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return {PASSPHRASE!r}

    def set_password(self, service, username, password):
        pass
'''
_CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: true
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: {version}
"""
_PLAINLY = f'''"""What jrnl does at the least: verb, journal, words."""
import base64, os, sys
from pathlib import Path
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

verb, journal, words = sys.argv[1], Path(sys.argv[2]), sys.argv[3]


def cipher(salt):
    kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=100_000)
    return Fernet(base64.urlsafe_b64encode(kdf.derive({PASSPHRASE!r}.encode())))


if verb == "import":
    text = Path(words).read_text("utf-8")
else:
    whole = journal.read_bytes()
    text = cipher(whole[:16]).decrypt(whole[16:]).decode("utf-8")
if verb == "find":
    print(sum(words.lower() in one.lower() for one in text.split("\\n\\n")))
else:
    if verb == "add":
        text += "\\n\\n" + words
    salt = os.urandom(16)
    new = journal.with_suffix(".new")
    new.write_bytes(salt + cipher(salt).encrypt(text.encode("utf-8")))
    new.replace(journal)
'''


NOT_HERE = "neither jrnl nor the cipher library it uses can be had here"
"""What stands in the place of its name then."""


class Missing(Exception):  # noqa: N818 (it is not there)
    """Neither jrnl nor its cipher library can be had here."""


def found() -> Jrnl | None:
    """Return jrnl or what stands in for it; None where neither can be had, and ours is measured beside nothing."""
    try:
        return Jrnl()
    except Missing:
        return None


class Jrnl:
    """An installed jrnl, or what stands in for it; `name` says which."""

    def __init__(self) -> None:
        self._home = workbooks.kept().parent / "jrnl"
        self._bin = self._home / ("Scripts" if os.name == "nt" else "bin")
        self.plainly = not self._had(WANTED, "jrnl")
        if self.plainly and not self._had(CIPHER, "cryptography"):
            raise Missing(NOT_HERE)
        self._script = self._home / "plainly.py"
        self._script.write_text(_PLAINLY, encoding="utf-8")
        self.version = ""
        if self.plainly:
            self.name = "jrnl's work done plainly with its cipher library (jrnl itself cannot be had here)"
            return
        found = next(self._home.glob("[lL]ib/**/site-packages"))
        (found / "bench_keyring.py").write_text(_KEYRING, encoding="utf-8")
        told = subprocess.run([self._bin / "jrnl", "--version"], capture_output=True, text=True, check=True)
        self.version = told.stdout.split()[1]
        self.name = f"jrnl {self.version.removeprefix('v')}"

    def _had(self, wanted: str, module: str) -> bool:
        """Whether `module` is there, installed now if need be."""
        asked = [str(self._bin / "python"), "-c", f"import {module}"]
        if self._bin.is_dir() and not subprocess.run(asked, capture_output=True, check=False).returncode:
            return True
        if not self._bin.is_dir():
            venv.EnvBuilder(with_pip=True).create(self._home)
        pip = [
            str(self._bin / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ]
        try:
            done = subprocess.run([*pip, wanted], capture_output=True, check=False, timeout=180)
        except subprocess.TimeoutExpired:
            return False
        return not done.returncode

    def journal(self, visits: int, seed: int) -> Path:
        """Return the folder of an encrypted journal with the text of `workbooks.workbook(visits)`, an entry a visit."""
        name = "plainly" if self.plainly else self.version
        folder = workbooks.kept() / f"jrnl-{name}-{visits}-{seed}"
        if not folder.exists():
            making = Path(tempfile.mkdtemp(prefix="making-", dir=workbooks.kept()))
            text = making / "text.txt"
            text.write_text(_text(visits, seed), encoding="utf-8")
            self._configure(making)
            if not self.plainly:
                self._run([self._bin / "jrnl", "--config-file", making / "config.yaml", "--import", "--file", text])
            else:
                self._run([self._bin / "python", self._script, "import", making / "journal.txt", text])
            text.unlink()
            self._configure(making, folder)
            making.rename(folder)
        return folder

    def _configure(self, folder: Path, at: Path | None = None) -> None:
        """Write the configuration in `folder`, which names the journal by its whole path; the folder will be `at`."""
        config = _CONFIG.format(journal=(at or folder) / "journal.txt", version="" if self.plainly else self.version)
        (folder / "config.yaml").write_text(config, encoding="utf-8")

    @contextmanager
    def copy(self, visits: int, seed: int) -> Iterator[Path]:
        """Give a copy of `journal` to write into."""
        with tempfile.TemporaryDirectory(prefix="ciworkbook-bench-") as place:
            folder = Path(place) / "journal"
            shutil.copytree(self.journal(visits, seed), folder)
            self._configure(folder)
            yield folder

    def add(self, folder: Path) -> float:
        """Add an entry to the journal in `folder`; return the seconds, start of the process and all."""
        return self._asked(folder, "add", [WORDS])

    def find(self, folder: Path, word: str) -> float:
        """Look for `word` in all entries and list their titles; return the seconds."""
        return self._asked(folder, "find", ["-contains", word, "--short"])

    def _asked(self, folder: Path, verb: str, words: list[str]) -> float:
        command: list[Path | str] = [self._bin / "jrnl", "--config-file", folder / "config.yaml", *words]
        if self.plainly:
            command = [self._bin / "python", self._script, verb, folder / "journal.txt", words[min(1, len(words) - 1)]]
        begun = time.perf_counter()
        self._run(command)
        return time.perf_counter() - begun

    def _run(self, command: list[Path | str]) -> None:
        environment = {
            **os.environ,
            "PYTHON_KEYRING_BACKEND": "bench_keyring.Keyring",
            "XDG_CONFIG_HOME": str(self._home),
        }
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)


def _text(visits: int, seed: int) -> str:
    """Return all that can be found in a workbook, as jrnl reads it: entries with a date, a title and lines."""
    book = opened(workbooks.workbook(visits, seed))
    searched = Searched(book)
    searched.read()
    lines: dict[int | None, list[str]] = {}
    for title, visit in reversed(searched.titles):
        lines[visit.entry] = [f"[{visit.started[:10]} {visit.started[11:16]}] {title}."]
    for one in searched.texts:
        lines[one.visit.entry] += [one.label, *one.lines]
    book.close()
    return "\n\n".join("\n".join(one).replace("\n[", "\n [") for one in lines.values()) + "\n"


def opened(folder: Path) -> Workbook:
    """Open a workbook of the bench."""
    from ciworkbook.vault.keys import derive_for
    from ciworkbook.worksheet.catalogue import Catalogue

    return Workbook.unlock(folder, derive_for(folder, PASSPHRASE), Catalogue.load())
