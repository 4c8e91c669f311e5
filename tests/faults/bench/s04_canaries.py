"""What was typed stands nowhere on the disk: not in a write, not in a file, not in what the disk keeps of deleted ones.

- The evening (`_evening`) types a canary into every kind of field. Each is looked for in every write that did not go to
  the terminal, in every file of the file system that held home, temporary folder and workbooks, and in its raw image.
- Forms: as it is, decomposed, Latin-1, UTF-16 both ways, base64 at three alignments, hexadecimal, JSON escapes. Not
  reversed and not compressed: no layer here writes either.
- Control: a file that holds a canary in all these forms is written to the same file system and deleted. Each form has
  to be found, in the file before and in the raw image after.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...terminal.touring import CANARIES, TYPED, told
from ...terminal.tracing import files_with, forms, hits
from . import Measured, Row, Size
from ._evening import Evening, evening, mounted, pieces
from .s01_tour import missed

TO_TERMINAL = re.compile(rb"\x1b\](?!22;)[^\x07\x1b]*|\x1bP")
NOT_KEPT = {
    "passphrase",
    "wrong passphrase",
    "another passphrase",
    "taken back",
    "looked for, typed",
    "title, typed",
    "to the reader, typed",
}
"""What is typed and is not for keeping."""
PLANTED = "Sägespäne-im-Prüfstand"


def measure(size: Size) -> Measured:
    """Look for every canary everywhere, then for one that was planted."""
    found = evening(size)
    words = {**CANARIES, **TYPED}
    traces = found.traces
    in_writes = [f"{name}: {one}" for name, word in words.items() for trace in traces for one in trace.found(word)]
    # The saved page goes from the session to the launcher through a pipe; nothing else that was typed may.
    shown = [name for name, word in words.items() if word in _on_screens(found.raw)]
    unseen = (
        set(words) - set(shown) - {"passphrase", "wrong passphrase", "another passphrase", "said before", "cover text"}
    )
    place = size.work / "disk"
    place.mkdir()
    # What is said to the terminal itself, but for the shape of the mouse pointer: a title, a clipboard, a command.
    said_to = len(TO_TERMINAL.findall(found.raw.replace(b"\x1bP+q", b"")))
    with _looked_into(found, place) as disk:
        inside = told(disk / "home" / "kept") + told(disk / "home" / "other")
        lacking = [name for name, word in TYPED.items() if (word in inside) != (name not in NOT_KEPT)]
        files = [one for one in sorted(disk.rglob("*")) if one.is_file()]
        in_files = [f"{name}: {one.name}" for name, word in words.items() for one in files_with(disk, word)]
    count = 0
    in_image: list[str] = []
    lost: list[str] = []
    if found.image is not None:
        count, in_image = _image(found.image, words)
        lost = _control(found.image, place)
    wrong = in_writes + in_files + in_image
    bytes_written = sum(len(one.data) for trace in traces for one in trace.writes() if not one.to_terminal)
    left = found.programs[0].left.strip() + found.programs[2].left.strip()
    said = (
        f"{len(wrong)} hits ({'; '.join(wrong[:3])}) of {len(words)} canaries in {len(forms(PLANTED))} forms, in "
        f"{bytes_written:,} bytes written, {len(files)} files, {count:,} bytes of raw image; {len(shown)} were on the "
        f"screen{', not ' + ', '.join(sorted(unseen)) if unseen else ''}; control "
        f"{'found in every form, file and image' if not lost else 'NOT found: ' + ', '.join(lost)}"
    )
    said += f"; {said_to} words to the terminal itself; {len(TYPED) - len(NOT_KEPT)} typed words are in the workbooks"
    met = not (wrong or lost or unseen or said_to or lacking or left or missed(found))
    said = "; ".join([said.replace(" ()", ""), *(f"kept or not: {one}" for one in lacking)])
    if met and found.image is None:
        return Measured(said, met=None, why="the raw image needs root and loop devices, for a file system of its own")
    return Measured(said, met=met)


@contextmanager
def _looked_into(found: Evening, place: Path) -> Iterator[Path]:
    """Give the place where the files of the evening are."""
    if found.image is None:
        yield found.root
    else:
        with mounted(found.image, place, options="loop,ro,noload"):
            yield place


def _on_screens(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


def _image(image: Path, words: dict[str, str]) -> tuple[int, list[str]]:
    """Look for `words` in what is written of an image; return how many bytes that is, and what was found."""
    count, found = 0, []
    for data in pieces(image):
        count += len(data)
        found += [f"{name}: raw image ({how})" for name, word in words.items() for how in hits(data, word)]
    return count, found


def _control(image: Path, place: Path) -> list[str]:
    """Plant a canary, delete it; return the forms in which it was then not found."""
    lost = []
    with mounted(image, place):
        planted = place / "planted"
        with planted.open("wb") as file:
            for ways in forms(PLANTED).values():
                for way in ways:
                    file.write(b"\n" + way)
            file.flush()
            os.fsync(file.fileno())
        there = planted.read_bytes()
        lost += [f"file, {name}" for name, ways in forms(PLANTED).items() if not all(way in there for way in ways)]
        if planted not in files_with(place, PLANTED):
            lost.append("file")
        planted.unlink()
    raw = b"\0".join(pieces(image))
    lost += [f"image, {name}" for name, ways in forms(PLANTED).items() for way in ways if way not in raw]
    return lost + (["image"] if not hits(raw, PLANTED) else [])


ROW = Row(
    "S4",
    "canaries typed into every kind of field, then every write, every file, and the raw image of the disk",
    "0 hits, as it is, UTF-16, base64, JSON and more",
    measure,
    optional=True,
)
