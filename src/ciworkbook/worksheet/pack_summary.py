"""What a sheet would ask, told before it is used: for whom, how long, how much, what may be printed, what it warns of.

- Told from the canonical data, at all doors at once, so that nothing depends on the door of whoever reads it.
- What a page that shows a sheet as paper leaves out is found here, so that nothing a sheet says stays unread.
- What a summary may carry is told by the loosest part of each question.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text import clean_line, fold
from .model import DOORS, Door, Worksheet, build
from .pack import PackSheet
from .piping import pipe
from .preview import preview
from .texts import READ

_READ = READ | {"text"}
_MARK = re.compile(r"\s*(?:\d+\.|\( \)|\[ \]|[-*>·])?\s*")
"""What stands before a text in a preview."""
_LOOSER = ("private", "ask", "ok")


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """One sheet in short. Texts stand as they are shown, each once, in the words of every door."""

    titles: tuple[str, ...]
    doors: tuple[Door, ...]
    minutes: tuple[int, int]
    """The fewest and the most, by door."""
    topics: tuple[str, ...] = field(repr=False)
    """Of all content notes."""
    content_notes: tuple[str, ...] = field(repr=False)
    """The texts of all content notes."""
    questions: int
    shares: Mapping[str, int]
    """How many questions are `private`, `ask` and `ok`."""
    safety: tuple[str, ...] = field(repr=False)
    """Notes and messages that speak of safety, in full."""
    takes_from: tuple[str, ...]
    """Ids of other sheets whose answers it shows or takes over."""


def summary_of(sheet: PackSheet) -> SheetSummary:
    """Return `sheet` in short."""
    data = sheet.data
    asked = [one for section in data["sections"] for one in section["questions"]]
    answered = [one for one in asked if one["type"] != "note"]
    usual = "private" if data.get("safety") == "high" else "ask"
    shares = [_loosest(one, usual) for one in answered]
    minutes = data["minutes"]
    said = [minutes] if isinstance(minutes, int) else [minutes[door] for door in data["audience"]]
    parts = (data, *data["sections"], *asked)
    notes = [part["content_note"] for part in parts if part.get("content_note")]
    pulls = [pull["sheet"] for one in asked for pull in one.get("pull_from", ())]
    return SheetSummary(
        titles=_each(_said(data["title"])),
        doors=tuple(door for door in DOORS if door in data["audience"]),
        minutes=(min(said), max(said)),
        topics=_each(text for note in notes for topic in note.get("topics", ()) for text in _said(topic)),
        content_notes=_each(text for note in notes for text in _said(note.get("text"))),
        questions=len(answered),
        shares={name: shares.count(name) for name in _LOOSER},
        safety=_each(_safety(data, asked)),
        takes_from=tuple(dict.fromkeys(pulls)),
    )


def _said(text: Any) -> Iterator[str]:
    """The words of `text` at every door."""
    for one in text.values() if isinstance(text, Mapping) else [text] if text else ():
        yield pipe(fold(str(one)), lambda _name: "")


def _each(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(texts) if one)


def _loosest(question: Mapping[str, Any], usual: str) -> str:
    own = question.get("share") or usual
    parts = [one.get("share") or own for one in (*question.get("columns", ()), *question.get("fields", ()))]
    return str(max((own, *parts), key=_LOOSER.index))


def _safety(data: Mapping[str, Any], asked: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in asked:
        if one["type"] == "note" and one.get("tone") == "safety":
            yield from _said(one["label"])
            yield from _said(one.get("hint"))
            yield from _said(one.get("guidance"))
    for one in data.get("summary", ()):
        if one["show"] == "message" and one.get("tone") == "safety":
            yield from _said(one["text"])


def layout_words(layout: Mapping[str, Any]) -> tuple[str, ...]:
    """Return everything that a ready-made summary says, at every door; its title first."""
    reader = layout.get("reader", {})
    asked = (*reader.get("asks", ()), *reader.get("treat", ()))
    texts = [layout["title"], layout["about"], reader.get("who"), reader.get("purpose"), *asked]
    for part in layout["parts"]:
        texts.append(part.get("title"))
        texts += [item.get(key) for item in part["items"] for key in ("label", "text", "empty")]
    return _each(words for text in texts for words in _said(text))


_SEARCHED = 300
"""Lines looked for inside others; in a sheet made to be slow, more of them stand on the page twice."""


def by_door(sheet: PackSheet) -> list[tuple[tuple[Door, ...], Worksheet, tuple[str, ...]]]:
    """Return `sheet` in the words of each of its doors, with what its preview leaves out.

    Doors at which it reads the same stand together. A large sheet takes a second: not for the thread of a screen.
    """
    found: dict[tuple[str, ...], tuple[list[Door], Worksheet, tuple[str, ...]]] = {}
    for door in sheet.data["audience"]:
        worksheet = build(sheet.data, door)
        lines = preview(worksheet, 100_000)
        more = _left_out(worksheet, lines)
        found.setdefault((*lines, "", *more), ([], worksheet, more))[0].append(door)
    return [(tuple(doors), worksheet, more) for doors, worksheet, more in found.values()]


def _left_out(worksheet: Worksheet, lines: list[str]) -> tuple[str, ...]:
    """Return what `worksheet` says somewhere and not in the `lines` of its preview, so that both are all of it."""
    shown = {_MARK.sub("", one, count=1) for one in lines}
    whole = " ".join(" ".join(lines).split())
    found: dict[str, None] = {}
    left = _SEARCHED
    for text in _words(worksheet):
        for paragraph in pipe(text, lambda _name: "").split("\n"):
            line = clean_line(paragraph)
            if not line or line in shown or line in found:
                continue
            left -= 1
            if left < 0 or line not in whole:
                found[line] = None
    return tuple(found)


def _words(part: Any) -> Iterator[str]:
    for one in dataclasses.fields(part):
        value = getattr(part, one.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and one.name in _READ:
                yield each
            elif dataclasses.is_dataclass(each):
                yield from _words(each)
