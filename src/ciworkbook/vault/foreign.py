"""Files in the folder that are not ours: what they are, and what a copy of one of ours holds.

- Nothing is opened for writing, renamed or deleted here. Objects of other workbooks and fillers count as ours.
- A name is looked at, never shown: it was made by another program, or by somebody.
- A copy that a sync program made of an object is opened with the keys of this workbook. If it holds a version that the
  folder does not give, that is said, and the version is there to be taken in (`Vault.copies`); nothing is chosen.

    kind      names such as
    copies    NAME (1) · NAME (Anna's conflicted copy 2026-11-26) · NAME.sync-conflict-20261126-101112-ABCDEFG ·
              NAME-DESKTOP-ABC123 · NAME 2 · Copy of NAME
    copying   .NAME.icloud · .syncthing.NAME.tmp · .NAME.aB3dE9 · NAME.part · NAME.crdownload · .~tmp~
    system    .DS_Store · ._NAME · desktop.ini · Thumbs.db · .stfolder
    foreign   anything else
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from ..words import _, n_
from .errors import Finding, Unfit
from .folder import OURS, Folder
from .keys import name_of
from .pairs import Place, look, open_slot
from .sealing import Sealed, unseal_anywhere
from .secret import Secret

if TYPE_CHECKING:
    from pyrage import x25519

Kind = Literal["copies", "copying", "system", "foreign"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NAME = r"(?:[0-9a-f]{32}|params(?:\.bak)?)"
_SYSTEM = re.compile(
    r"\._.*|\.DS_Store|\.localized|Icon\r|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|\.Trash-\d+"
    r"|desktop\.ini|Thumbs\.db|ehthumbs\.db|System Volume Information|\$RECYCLE\.BIN|\.directory|lost\+found"
    r"|\.stfolder|\.stignore|\.stversions|\.dropbox(\..+)?|\.849C9593-D756-4E56-8D6E-42412F2A707B"
    r"|\.(_?sync)_.*\.db.*|\.(nextcloud|owncloud)sync\.log",
    re.IGNORECASE,
)
_COPYING = re.compile(
    r"\..+\.icloud|.+\.(nextcloud|owncloud)"
    r"|\.syncthing\..+\.tmp|~syncthing~.+\.tmp"
    r"|\.~tmp~|\.rsync-partial|\.tmp\.drive(down|up)load"
    rf"|\.{_NAME}\.[A-Za-z0-9]{{6}}|\.{_NAME}\.~[0-9a-f]+"
    r"|.+\.(part|partial|filepart|crdownload|download|opdownload|tmp)",
    re.IGNORECASE,
)
_COPY = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])|^(?:\w+ \w+ )?params(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Copy(Secret):
    """A version of an entry that a sync program left under a name of its own, and that the folder does not give.

    Attributes:
        entry: Which entry it says it is; that may be one that the folder does not have.
        relation: `newer` than what the folder gives, or the `same` generation with other content.
    """

    entry: int
    kind: str
    generation: int
    relation: Literal["newer", "same"]
    content: bytes = field(repr=False)


def kind_of(name: str) -> Kind | None:
    """Say what a file of this name is; None for one of ours."""
    if OURS.fullmatch(name):
        return None
    if _SYSTEM.fullmatch(name):
        return "system"
    if _COPYING.fullmatch(name):
        return "copying"
    return "copies" if _COPY.search(name) else "foreign"


def copies(folder: Folder, names: bytes, places: Mapping[int, Place], identity: x25519.Identity) -> list[Copy]:
    """Return what copies made by sync programs hold of this workbook and the folder does not give, newest first."""
    found: dict[tuple[int, bytes], Copy] = {}
    for sealed in _opened(folder, identity):
        place = places.get(sealed.id)
        whole = place.whole if place is not None else 0
        if sealed.id < 1 or sealed.generation < whole:
            continue
        if whole and _given(folder, names, sealed.id, whole, identity) == sealed.content:
            continue
        relation: Literal["newer", "same"] = "newer" if sealed.generation > whole else "same"
        copy = Copy(sealed.id, sealed.kind, sealed.generation, relation, sealed.content)
        found.setdefault((copy.entry, copy.content), copy)
    return sorted(found.values(), key=lambda one: (one.entry, -one.generation))


def _opened(folder: Folder, identity: x25519.Identity) -> Iterator[Sealed]:
    """Yield what the copies of objects hold, where they open and were made under the name that theirs begins with."""
    for name in _others(folder):
        called = _COPY.search(name)
        if called is None or not called[1] or kind_of(name) != "copies":
            continue
        with contextlib.suppress(Unfit):
            data = folder.read(name)
            if data is not None and (sealed := unseal_anywhere(data, identity)).file == called[1]:
                yield sealed


def _others(folder: Folder) -> list[str]:
    return [name for name in folder.names() if not OURS.fullmatch(name)]


def _given(folder: Folder, names: bytes, id: int, generation: int, identity: x25519.Identity) -> bytes | None:
    slot = look(folder, name_of(names, id, generation))
    open_slot(slot, id, generation % 2, identity)
    return None if slot.sealed is None else slot.sealed.content


def offered(found: list[Copy]) -> list[Finding]:
    """Say which copies hold a version that the folder does not give."""
    newer = _(
        "A program that copies folders left a newer version of entry {number} here, under a name of its own. "
        "It opens. It was left alone and is not used."
    )
    same = _(
        "A program that copies folders left another version of entry {number} here, under a name of its own. "
        "It opens. It was left alone and is not used."
    )
    said = [(one.entry, (newer if one.relation == "newer" else same).format(number=one.entry)) for one in found]
    return [Finding("offered", entry, message) for entry, message in dict.fromkeys(said)]


def findings(folder: Folder) -> list[Finding]:
    """Say what else lies in the folder, a sentence a kind; raises FolderNotReadable."""
    kinds = Counter(kind_of(name) for name in _others(folder))
    return [Finding(kind, None, _sentence(kind, kinds[kind])) for kind in KINDS if kinds[kind]]


def _sentence(kind: Kind, count: int) -> str:
    match kind:
        case "copies":
            return n_(
                "A program that copies folders has left {n} file of its own here. It was left alone.",
                "A program that copies folders has left {n} files of its own here. They were left alone.",
                count,
            )
        case "copying":
            return n_(
                "{n} file here is still being copied, or was not copied to its end. It was left alone.",
                "{n} files here are still being copied, or were not copied to their end. They were left alone.",
                count,
            )
        case "system":
            return n_(
                "{n} file here is of the computer itself, or of a program that copies folders. It was left alone.",
                "{n} files here are of the computer itself, or of a program that copies folders. They were left alone.",
                count,
            )
        case "foreign":
            return n_(
                "There is {n} file in this folder that is not of this program. It was left alone.",
                "There are {n} files in this folder that are not of this program. They were left alone.",
                count,
            )
