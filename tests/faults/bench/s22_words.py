"""No text of ours claims what cannot be kept: undetectable, deniable, beyond proof, securely erased, and near words.

- Looked at: README, change log, credits, every page of the documentation, every text of the program (the catalogue of
  words), every file of every worksheet in every language, and the help of the command line.
- A sentence may use such a word to deny it. Each such sentence stands in `DENIED`, word for word, so that a new one is
  looked at by a person first; one that is gone is taken off the list.
"""

from __future__ import annotations

import contextlib
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib

from ciworkbook import cli

from . import Measured, Row, Size

ROOT = Path(__file__).parents[3]
CLAIMS = {
    "undetectable": [
        "undetect", "cannot be (detected|noticed|traced|discovered)", "impossible to (detect|find|trace|notice)",
        "invisible",
    ],
    "deniability": [
        "deniab", "(nobody|no one|no-one|none) (can|could|will) (ever )?(prove|know|tell|find|see|read)",
        "cannot be prove[dn]", "beyond proof",
    ],
    "military-grade": [
        "military", "(bank|government)[- ](grade|level)", "unbreakable", "un-?hackable", "uncrackable",
        "(hack|bullet|fool|tamper|crack)-?proof",
    ],
    "securely erased": [
        r"secure(ly)? (\w+ ){0,2}(eras|delete|wip|remov|shred|destroy)",
        r"(eras|delete|deletion|deleting|wip|shred)\w* (\w+ ){0,2}securely",
        "(erased|deleted|gone) beyond", "(un|ir)recoverabl", "cannot be recovered", "shredd",
    ],
    "no trace": [r"(no|without( a| any)?|not a|zero) traces?\b", "leaves? nothing (behind|on)", "untrace", "trackless"],
    "cannot be forced": [
        "(cannot|can't|can not|nobody can|no one can|never) (be )?(forc|compel|coerc)",
        "(cannot|nobody can|no one can) make you (open|tell|give)",
    ],
    "anonymous": ["anonym"],
    "guaranteed": [
        "guarantee", "100 ?%", "(completely|totally|perfectly|absolutely) (safe|secure|private)", "always safe",
        "keeps? you safe",
    ],
}  # fmt: skip
"""What may not be claimed, and the words in which it is."""
DENIED: dict[str, str] = {
    "left alone It cannot be noticed from the folder:": "says what the program does not notice: an older copy put back",
}
"""Sentences that deny a claim or speak of something else, and why each may stand."""
EXAMPLES = {
    "undetectable": "It is undetectable.",
    "deniability": "It gives you plausible deniability, and nobody can prove that there is another one.",
    "military-grade": "Military-grade encryption.",
    "securely erased": "What you delete is securely erased.",
    "no trace": "It leaves no trace on your computer.",
    "cannot be forced": "You cannot be forced to open it.",
    "anonymous": "Your answers stay anonymous.",
    "guaranteed": "Your safety is guaranteed.",
}
"""The claim as an advertisement would make it; each has to be found."""


def measure(size: Size) -> Measured:
    """Scan every text."""
    texts = list(_texts())
    found: list[str] = []
    used = set()
    for where, text in texts:
        for sentence in _sentences(text):
            for claim in claims_in(sentence):
                if sentence in DENIED:
                    used.add(sentence)
                else:
                    found.append(f"{where}: {claim}: “{sentence[:80]}”")
    unused = set(DENIED) - used
    missed = [claim for claim, example in EXAMPLES.items() if claim not in claims_in(example)]
    letters = sum(len(text) for _where, text in texts)
    said = (
        f"{len(found)} claims in {len(texts):,} texts, {letters:,} characters; {len(DENIED)} sentences that deny one, "
        f"{len(unused)} of them gone; control {len(EXAMPLES) - len(missed)} of {len(EXAMPLES)} found"
    )
    return Measured("; ".join([said, *found[:5], *sorted(unused)]), met=not found and not missed and not unused)


def claims_in(sentence: str) -> list[str]:
    """Name the claims that a sentence makes or mentions."""
    plain = unicodedata.normalize("NFKC", sentence).replace("’", "'").replace("\u00ad", "").replace("‑", "-")
    return [claim for claim, ways in CLAIMS.items() if any(re.search(one, plain, re.IGNORECASE) for one in ways)]


def _sentences(text: str) -> list[str]:
    plain = re.sub(r"\s+", " ", re.sub(r"[*_`|>#]+", " ", text))
    return [one.strip() for one in re.split(r"(?<=[.:;?!])\s+", plain) if one.strip()]


def _texts() -> Iterator[tuple[str, str]]:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.svg")]:
        yield path.name, path.read_text(encoding="utf-8")
    for path in (ROOT / "src").rglob("*.po"):
        for entry in polib.pofile(str(path)):
            for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()):
                if text:
                    yield path.name, text
    for path in sorted((ROOT / "worksheets").rglob("*.yaml")):
        yield path.name, path.read_text(encoding="utf-8")
    for arguments in ([], ["--help"]):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
            if arguments:
                cli.main(arguments)
        yield "--help", said.getvalue()
    yield "pyproject.toml", (ROOT / "pyproject.toml").read_text(encoding="utf-8")


ROW = Row("S22", "every text of ours scanned for claims that cannot be kept", "0 claims; each denial listed", measure)
