"""What one look at a folder tells: the length of an answer from a size, an entry or a root from a filler.

- S14: entries of lengths that share one step of sizes cannot be told apart by size, nor from fillers of that step.
- S15: whole folders, as evenings leave them (`_folders`). Each figure is tried alone, then what is learned from some
  folders is tried on others. What the bytes say and what the order of names says has to tell nothing. Sizes and times
  tell something, and no filler can change that: see `docs/threats.md`, "In the folder". They are measured and told,
  and so is how many pairs of files lie there like the two of a root: with none beside it, workbooks could be counted.
- A figure of 0.5 is a coin, 1 is certainty. The control is a size without padding, and a file that is not encrypted.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path

from pyrage import x25519

from ciworkbook.vault import fillers
from ciworkbook.vault.folder import Folder, random_name
from ciworkbook.vault.sealing import Sealed, seal
from ciworkbook.worksheet.catalogue import Catalogue

from . import Measured, Row, Size
from ._folders import File, fast_place, lived_in
from ._statistics import Classifier, auc, noise

BLOCK = 4_096
CLASSES = (20, 200, 1_000, 3_000)
"""Bytes of content that all fit one block."""
NEXT = (4_760, 4_900)
"""Bytes of content that share the step after it."""
COIN = 0.03
MOST_NOISE = 4.5
"""Standard errors that a figure may be off by chance: dozens of figures are looked at in each run."""
LARGEST_ROOT = 20_000


def sizes(size: Size) -> Measured:
    """Tell lengths apart by the sizes of their files."""
    count = size.count(ci=4_000, full=20_000)
    recipient = x25519.Identity.generate().to_public()
    of = {length: [_sealed(length, recipient) for _number in range(count)] for length in (*CLASSES, *NEXT)}
    weighed = _Scales(size.work)
    while len(weighed.one_block) < count:
        fillers.add(weighed, 100)
    one_block = weighed.one_block
    tried = {f"{a} or {b} bytes": auc(of[b], of[a]) for group in (CLASSES, NEXT) for a in group for b in group if a < b}
    tried |= {f"entry of {length} or filler": auc(of[length], one_block) for length in CLASSES}
    worst = max(tried, key=lambda one: abs(tried[one] - 0.5))
    control = auc([length + 1 for length in of[200]], [1 for _one in of[20]])
    steps = {length: len({-(-one // BLOCK) for one in found}) for length, found in of.items()}
    said = (
        f"{len(tried)} pairs of {count:,} entries, {len(one_block):,} fillers: furthest from 0.5 is {tried[worst]:.3f} "
        f"({worst}), noise {noise(count, len(one_block)):.3f}; control without padding {control:.2f}"
    )
    met = all(abs(one - 0.5) <= COIN for one in tried.values()) and control == 1 and set(steps.values()) <= {1, 2}
    return Measured(said, met=met)


class _Scales(Folder):
    """A folder that keeps nothing but the sizes of files of one block."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.one_block: list[int] = []

    def write(self, name: str, data: bytes) -> None:
        """Note the size."""
        if len(data) <= BLOCK:
            self.one_block.append(len(data))


def _sealed(length: int, recipient: x25519.Recipient) -> int:
    content = os.urandom(length // 2).hex().encode()
    return len(seal(Sealed("visit", random_name(), 1, 1, 1, content), recipient))


# One look at a folder

EVENINGS = (1, 10)
Figure = Callable[[File], float]
TELL_NOTHING: dict[str, Figure] = {
    "bytes set": lambda one: one.data.count(b"\0") / len(one.data),
    "mean of the bytes": lambda one: sum(one.data[:4_000]) / 4_000,
    "first different byte": lambda one: float(one.data[40]),
    "lines of the header": lambda one: one.data.partition(b"\n--- ")[0].count(b"\n"),
    "length of the header": lambda one: one.data.find(b"\n--- "),
    "order of names": lambda one: int(one.name[:8], 16),
    "size within one block": lambda one: one.length,
}
"""What has to be a coin."""


def one_look(size: Size) -> Measured:
    """Guess which files are entries and which are roots."""
    many = size.count(ci=8, full=200)
    chance, catalogue = random.Random(size.seed), Catalogue.load()
    told, met = [], True
    with fast_place(size.work) as place:
        for evenings in EVENINGS:
            folders = []
            for number in range(many):
                folders.append(lived_in(place / f"{evenings}-{number}", evenings, chance, catalogue))
                shutil.rmtree(place / f"{evenings}-{number}")
                size.progress(len(folders), many, f"folders of {evenings} evenings")
            said, good = _compared(evenings, folders)
            told.append(said)
            met &= good
    # What can be kept is kept, or the row stops; what cannot is said.
    assert met, told
    return Measured("; ".join(told), met=False, why=WHY)


WHY = (
    "bytes, headers, names and sizes within a step tell nothing; sizes and times of last change do, and fillers cannot "
    "change that: nobody may write one again, and a root grows and is written at every checkpoint. What is claimed "
    "holds: pairs of files like a root's stand beside it, so that workbooks cannot be counted"
)


def _compared(evenings: int, folders: list[list[File]]) -> tuple[str, bool]:
    files = [one for folder in folders for one in folder]
    of = {truth: [one for one in files if one.truth == truth] for truth in ("root", "entry", "filler")}
    coins = {}
    for truth in ("root", "entry"):
        for name, figure in TELL_NOTHING.items():
            mine, theirs = (
                [figure(one) for one in of[kind] if "block" not in name or one.length <= BLOCK]
                for kind in (truth, "filler")
            )
            if len(mine) > 10:
                coins[f"{truth}, {name}"] = (auc(mine, theirs), noise(len(mine), len(theirs)))
    worst = max(coins, key=lambda one: abs(coins[one][0] - 0.5) / (COIN + MOST_NOISE * coins[one][1]))
    learned = {
        f"{truth} by {name}": _learned(folders, truth, seen)
        for truth in ("root", "entry")
        for name, seen in {"size": _by_size, "twins": _by_twin, "time": _by_time, "all": _by_all}.items()
    }
    good = all(abs(value - 0.5) <= COIN + MOST_NOISE * error for value, error in coins.values())
    like_roots = [_like_roots(folder) for folder in folders]
    if evenings > 1:
        good &= like_roots.count(0) <= len(folders) // 50
    counts = Counter(one.truth for one in files)
    said = (
        f"{len(folders)} folders of {evenings} evenings ({counts['root']} roots, {counts['entry']} entries, "
        f"{counts['filler']} fillers): bytes, header, names: furthest {coins[worst][0]:.3f} ({worst}); learned: "
        + ", ".join(f"{name} {value:.2f}" for name, value in learned.items())
        + f"; pairs like a root's that are none: {min(like_roots)} to {max(like_roots)} a folder"
    )
    return said, good


def _like_roots(folder: list[File]) -> int:
    """Count the pairs that lie there as a root's two files do, and are not: of one evening and nearly one size."""
    pairs = Counter(one.evening for one in folder if one.truth != "root" and one.twin and one.length < LARGEST_ROOT)
    return sum(count // 2 for count in pairs.values())


def _learned(folders: list[list[File]], truth: str, seen: Callable[[File], Hashable]) -> float:
    """Learn from half of the folders, guess in the other half, and the other way round; return how well that went."""
    scores: dict[bool, list[float]] = {True: [], False: []}
    for half in (0, 1):
        known = [one for folder in folders[half::2] for one in folder]
        unknown = [one for folder in folders[1 - half :: 2] for one in folder]
        mine = [seen(one) for one in known if one.truth == truth]
        theirs = [seen(one) for one in known if one.truth == "filler"]
        guess = Classifier(mine, theirs)
        for one in unknown:
            if one.truth in (truth, "filler"):
                scores[one.truth == truth].append(guess.score(seen(one)))
    return auc(scores[True], scores[False])


def _by_size(one: File) -> Hashable:
    return one.length.bit_length(), -(-one.length // (BLOCK if one.length <= BLOCK else 2_048))


def _by_time(one: File) -> Hashable:
    return min(one.evening, 4), min(one.since, 9)


def _by_twin(one: File) -> Hashable:
    return one.length > BLOCK, one.twin


def _by_all(one: File) -> Hashable:
    return one.length.bit_length(), one.twin, min(one.evening, 4), min(one.since, 5)


ROWS = (
    Row(
        "S14", "lengths within one step of sizes told apart by size, and entries from fillers", "AUC 0.5 ± 0.03", sizes
    ),
    Row("S15", "entry or root told from filler, in one look at a folder", "AUC 0.5 ± 0.03", one_look, unmet=True),
)
