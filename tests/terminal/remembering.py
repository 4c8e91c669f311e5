"""What is left in memory after a lock: the row S10. Needs root, who may read the memory of a process that closed it.

    figures = measure(work, count=20)          # 20 locks, in every way in turn; about 5 s each
    print(figures); figures.found

- Looked for: what was typed and saved, what was typed and not saved, names, own words, the text of the cover, the name
  of a file that was saved and what was in it, the passphrase, both identities, what scrypt gave. Names of objects are
  no secret: whoever lists the folder sees them, and the session after a lock does.
- Looked in: every process of ours that lives after the lock, whole. The session before the lock is looked at first: a
  look that finds nothing there proves nothing.
- Text is looked for in every way in which Python, UTF-8 and a terminal hold it; keys as bytes and as text.
- What waits in the terminal's own queue for whoever reads next is counted too.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ciworkbook.vault import Vault, derive_for
from ciworkbook.vault.bech32 import identity as in_bech32
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..journeys.evening import choose, go_to
from ..making import cheap_keys
from .harness import Terminal
from .touring import CANARIES, PASSPHRASE, carry_on, home, kept, leaky, lock, unlock, write

WAYS = ("key", "signal", "cover", "sleep")
"""How it is locked: by the key, by the app as on idle time, under cover for too long, after sleep."""
UNSAVED = "Zaunkönig-nie-gespeichert"
AHEAD = "Nachtfalter-zu-spät-getippt"
FILE = "Brief-an-Ämter"
"""The name of the file that is saved."""
_PIECE = 16 * 2**20


def canaries(folder: Path) -> dict[str, list[bytes]]:
    """What to look for: each thing by name, with every shape it may have in memory."""
    texts = {name: CANARIES[name] for name in ("long text", "own word", "alias", "cover text", "passphrase")}
    texts |= {"typed, not saved": UNSAVED, "typed ahead of the prompt": AHEAD, "name of a file": FILE}
    found = {name: shapes(text) for name, text in texts.items()}
    with cheap_keys():
        key = derive_for(folder, PASSPHRASE)
        with Vault.open_with(folder, key) as vault:
            root = vault._root
    workbook = _raw(root.identity)
    return found | {
        "what scrypt gave": [key.opening, key.naming],
        "identity of the root": shapes(in_bech32(key.opening)),
        "identity of the workbook": [*shapes(root.identity), workbook],
        "naming key": [root.names],
    }


def shapes(text: str) -> list[bytes]:
    """The bytes that `text` may be in memory as."""
    found = [text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-32-le")]
    with contextlib.suppress(UnicodeEncodeError):
        found.append(text.encode("latin-1"))
    return list(dict.fromkeys(found))


def _raw(identity: str) -> bytes:
    """The 32 bytes of an identity in Bech32."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    digits = [letters.index(one) for one in identity.lower().rpartition("1")[2][:-6]]
    bits = "".join(f"{one:05b}" for one in digits)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - len(bits) % 8, 8))


def look(pid: int, wanted: Mapping[str, list[bytes]]) -> Counter[str]:
    """Count what of `wanted` stands in the memory of the process."""
    found: Counter[str] = Counter()
    pattern = re.compile(b"|".join(re.escape(one) for shapes_ in wanted.values() for one in shapes_))
    named = {one: name for name, shapes_ in wanted.items() for one in shapes_}
    longest = max(map(len, named))
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end in readable(pid):
            tail = b""
            for at in range(start, end, _PIECE):
                try:
                    memory.seek(at)
                    piece = tail + memory.read(min(_PIECE, end - at))
                except (OSError, ValueError, OverflowError):
                    break  # a page that cannot be read, such as one of the kernel's
                found.update(named[one.group()] for one in pattern.finditer(piece))
                tail = piece[-longest + 1 :]
    return found


def readable(pid: int) -> list[tuple[int, int]]:
    """Where the memory of a process is."""
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights = line.split()[:2]
        if rights.startswith("r"):
            start, end = (int(one, 16) for one in span.split("-"))
            found.append((start, end))
    return found


@dataclass
class Figures:
    """What `measure` found."""

    locks: int = 0
    looked_at: int = 0
    """Processes after a lock."""
    before: Counter[str] = field(default_factory=Counter)
    """What was found in sessions before they were locked."""
    found: Counter[str] = field(default_factory=Counter)
    """What was found in any process afterwards."""
    waiting: int = 0
    """Bytes in the terminal's queue afterwards."""
    where: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.locks} locks: {sum(self.before.values())} copies of {len(self.before)} secrets before, "
            f"{sum(self.found.values())} in {self.looked_at} processes after, "
            f"{self.waiting} bytes in the terminal's queue"
        )


def prepared(folder: Path) -> Path:
    """A workbook with a person, an own word and a text for the cover in it."""
    kept(folder, begun=True)
    with cheap_keys():
        workbook = Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load())
    workbook.save_settings(
        replace(workbook.settings, words={"harmed": CANARIES["own word"]}, cover_text=CANARIES["cover text"])
    )
    everyone, _person = workbook.people.add(CANARIES["alias"], "")
    workbook.save_people(everyone)
    workbook.close()
    return folder


def evening(terminal: Terminal, work: Path, *, saves_a_file: bool) -> None:
    """Read and write everything that is looked for; end in a field with words that are not saved."""
    carry_on(terminal)
    write(terminal, "long text")
    terminal.wait_for("saved just now")
    home(terminal)
    if saves_a_file:
        choose(terminal, "Summary", "Which visits go into it?")
        go_to(terminal, "Next", "tab")
        terminal.press("enter")
        terminal.wait_for("Space on or off")
        go_to(terminal, "Save the page to a file", "tab")
        terminal.press("enter")
        terminal.wait_for("Save it as")
        go_to(terminal, "page.pdf", "tab")
        terminal.press("end", "ctrl+u")
        terminal.type(str(work / f"{FILE}.pdf"))
        go_to(terminal, "Save…", "tab")
        terminal.press("enter")
        terminal.wait_for("a file of its own")
        choose(terminal, "Save it there")
        terminal.wait_until(lambda: (work / f"{FILE}.pdf").exists(), "the file")
        terminal.wait_for("The page is saved:")
        home(terminal)
    terminal.press("f8")
    terminal.wait_for(CANARIES["cover text"])
    terminal.press("f8")
    terminal.wait_for("Start something")
    choose(terminal, "People", "Add someone")
    terminal.wait_for(CANARIES["alias"])
    terminal.press("tab")
    terminal.wait_for(re.compile(r"^  [▸>](?: [│|])?$", re.MULTILINE))
    terminal.type(UNSAVED)
    terminal.wait_for(UNSAVED)


def locked(terminal: Terminal, way: str) -> None:
    """Lock in one of the `WAYS`, with somebody typing on, and wait for the next session's prompt."""
    session = terminal.wait_child()
    if way == "signal":
        lock(terminal)
        return
    if way == "key":
        terminal.press("f9")
    elif way == "cover":
        terminal.press("f8")
    else:
        os.kill(session, signal.SIGUSR2)
    terminal.type(AHEAD)
    terminal.wait_until(lambda: session not in terminal.children(), "the end of the session")
    terminal.wait_until(lambda: terminal.raw.endswith((b"\x1b[?25l", b"Passphrase: ")), "the next session")


def measure(work: Path, count: int = 4, *, seed: int = 0) -> Figures:
    """Lock `count` times, in every way in turn; `work` is an empty folder."""
    figures = Figures()
    for number in range(count):
        way = WAYS[(number + seed) % len(WAYS)]
        folder = prepared(work / f"kept-{number}")
        wanted = canaries(folder)
        place = work / f"saved-{number}"
        place.mkdir()
        changes = ["usr1-locks", "usr2-sleeps=20", "calm", *(["cover-locks"] if way == "cover" else [])]
        with Terminal(leaky(*changes, folder=folder)) as terminal:
            unlock(terminal)
            evening(terminal, place, saves_a_file=number % 2 == 0)
            figures.before += look(terminal.wait_child(), wanted)
            locked(terminal, way)
            terminal.wait_quiet()
            figures.locks += 1
            figures.waiting += terminal.waiting()
            for pid in (terminal.pid, *terminal.children()):
                found = look(pid, wanted)
                figures.looked_at += 1
                figures.found += found
                figures.where += [f"{way}, {pid}: {name} {times}" for name, times in found.items()]
    return figures
