"""A language that nobody speaks: every message of the program in letters that are not ASCII, and sheets to match.

A word of ASCII letters that still stands on a screen was written there past the catalogue.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.checking import check_file

ROOT = Path(__file__).resolve().parent.parent
TAG = "xx"
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "áƀćđéƒǵħíĵķĺɱńóṕɋŕśťúṽẃẋýźÁɃĆĐÉƑǴĦÍĴĶĹṀŃÓṔɊŔŚŤÚṼẂẊÝŹ",
        strict=True,
    )
)
_TEXTS = {
    "about", "alias_hint", "authors", "empty", "guidance", "hint", "inspired_by", "intro", "invite", "label",
    "max_label", "message", "min_label", "pause", "person_label", "placeholder", "row_label", "signs", "text", "title",
    "topics", "why",
}  # fmt: skip
"""Keys of a worksheet that hold a text, a list of texts, or a text for each door."""


def pseudo(text: str) -> str:
    """Return a message in other letters; its `{placeholders}` stay."""
    return _but_for(r"(\{\w*\})", text)


def _but_for(kept: str, text: str) -> str:
    parts = re.split(kept, text)
    return "".join(
        part if number % 2 else "".join(_LETTERS.get(one, one) for one in part) for number, part in enumerate(parts)
    )


def write_catalogue(folder: Path) -> None:
    """Write the catalogue of the language `TAG` into `folder`, from what the source says now."""
    spec = importlib.util.spec_from_file_location("gathering", ROOT / "tools" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    gathering = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gathering)
    made = gathering.catalogue()
    for entry in made:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        else:
            entry.msgstr = pseudo(entry.msgid)
    made.save(str(folder / f"{TAG}.po"))


def _turned(data: Any, *, text: bool = False) -> Any:
    match data:
        case dict():
            return {key: _turned(one, text=text or key in _TEXTS) for key, one in data.items()}
        case list():
            return [_turned(one, text=text) for one in data]
        case str() if text:
            return _but_for(r"(\$\{[\w.]+)", data)
    return data


def sheets() -> Catalogue:
    """Return a catalogue of the sheets of the tests that hold every key of the format, in other letters."""
    compiled: dict[str, Any] = {"index": [], "sheets": {}}
    data, findings = check_file(ROOT / "tests" / "worksheet" / "everything.yaml")
    assert data is not None, findings
    for number, id_ in enumerate(("everything", "again", "third", "fourth", "fifth")):
        one = {**_turned(data), "id": id_, "language": TAG, "safety": "high" if number else "normal"}
        compiled["index"].append(one)
        compiled["sheets"][id_] = {"data": one, "digest": f"digest-{id_}"}
    return Catalogue(compiled)


def strange(shown: str, *fine: str) -> list[str]:
    """Return the words of two ASCII letters or more in `shown` that stand in none of the texts `fine`."""
    return [word for word in re.findall(r"[A-Za-z]{2,}", shown) if not any(word in text for text in fine)]
