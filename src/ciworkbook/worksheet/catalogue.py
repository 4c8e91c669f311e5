"""The worksheets the program can offer: found, in order, in the words of a door.

- A wheel carries one file of checked sheets (`compiling`). A checkout makes it when the sources have changed and keeps
  it beside them; where it cannot be kept, the program goes on without.
- What is not asked for is not parsed: each worksheet stays text until it is opened (3 MiB for all), and translations
  stay in the file until their language is used (2 MiB).
- While the JSON is fresh, neither yaml nor pydantic is imported.
- `in_language` gives the same worksheets in the words of a translation. Their data and hashes stay those of the base.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from ..errors import WorkbookError
from ..text import fold
from ..words import _
from .fresh import COMPILED, sheets_folder, shipped
from .layout import Layout
from .layout import build as build_layout
from .layout import is_for as layout_is_for
from .model import DOORS, TOPICS, Credit, Door, Worksheet, build, minutes_at
from .overlay import lay_over
from .pack import Pack, PackSheet
from .pieces import Kind

FORMAT = 6


class SheetsMissing(WorkbookError):  # noqa: N818 (it is said to a person)
    """There are no worksheets where they belong."""

    def __init__(self) -> None:
        super().__init__(
            _("The worksheets are missing."), _("Install the program again; your workbook is not touched.")
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of worksheets shows of one of them, in the words of a door."""

    id: str
    title: str
    about: str
    topic: str
    minutes: int
    audience: tuple[Door, ...]
    phases: tuple[str, ...]
    safety: Literal["normal", "high"]
    content_topics: tuple[str, ...]
    credit: Credit
    pack: str = ""
    """The title of the pack that it belongs to; empty for a sheet that comes with the program."""
    language: str = "en"
    """The language of its words."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What there is in one language: how many worksheets, whether all of it was reviewed, and who made it."""

    sheets: int
    reviewed: bool
    translators: tuple[str, ...] = ()
    forms: bool = False
    """Whether some of it is there in more than the neutral form."""


@dataclass(frozen=True, slots=True)
class Card:
    """A short text written once for all sheets, in the words of a door."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A public number to call: where it works, whose it is, and when someone answers."""

    id: str
    place: str
    name: str
    number: str
    note: str = ""


class Catalogue:
    """The worksheets, by id."""

    def __init__(self, compiled: Mapping[str, Any], language: str = "", form: str = "") -> None:
        self._compiled = compiled
        self._built: dict[tuple[str, Door], Worksheet] = {}
        self._entries: dict[tuple[str, Door], Entry] = {}
        self.language = language
        """The language whose translations are shown; "" for that in which each worksheet was written."""
        self._form = form
        self._wordings: dict[str, str] = {}
        tags = ["-".join(language.split("-")[:most]) for most in range(language.count("-") + 1, 0, -1)]
        tag = next((one for one in tags if one in compiled.get("overlays", {})), "")
        overlay = compiled["overlays"][tag] if tag else ""
        if not isinstance(overlay, str):
            overlay = compiled["overlays"][tag] = _text_at(compiled["behind"], *overlay)
        self._texts: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
        with suppress(ValueError):  # better the base than nothing
            self._texts = json.loads(overlay) if overlay else {}
        own: Mapping[str, Any] = next((compiled["packs"][one] for one in tags if one in compiled.get("packs", {})), {})
        self._texts = {kind: {**own.get(kind, {}), **self._texts.get(kind, {})} for kind in {*own, *self._texts}}

    @classmethod
    def load(cls, folder: Path | None = None) -> Catalogue:
        """Load the shipped worksheets, or those of a checkout's `folder`.

        Raises `SheetsMissing`; `compiling.SheetsFaulty` if a file of a checkout has an error.
        """
        if folder is None:
            compiled = _read(shipped())
            if compiled is not None:
                return cls(compiled)
            folder = sheets_folder()
        if not folder.is_dir():
            raise SheetsMissing
        kept = folder / COMPILED
        compiled = _read(kept)
        if compiled is None or compiled["key"] != sources_key(folder):
            from .compiling import compile_folder, write_compiled  # yaml and pydantic, only where a source has changed

            compiled = compile_folder(folder)
            with suppress(OSError):
                write_compiled(compiled, kept)
        return cls(compiled)

    def in_language(self, language: str, form: str = "") -> Catalogue:
        """Return the same worksheets in the words of `language`, as far as there are any.

        `form` is one of `overlay.FORMS`, or "" for the neutral one.
        """
        return Catalogue(self._compiled, language, form)

    def languages(self) -> dict[str, Translated]:
        """Return the languages that there are translations for, by their tag."""
        found = self._compiled.get("languages", {})
        return {
            tag: Translated(one["sheets"], one["reviewed"], tuple(one["translators"]), bool(one.get("forms")))
            for tag, one in found.items()
        }

    def texts(self, id: str) -> Mapping[str, str]:
        """Return the translated texts of the worksheet `id` by key; empty where there are none."""
        return self._texts.get("sheet", {}).get(id, {})

    def wording(self, id: str) -> str:
        """Return what names the translation that the worksheet `id` is shown in, `es:` and a hash; "" for none."""
        if id not in self._wordings:
            texts = self.texts(id)
            whole = json.dumps([id, texts], sort_keys=True, ensure_ascii=False).encode()
            self._wordings[id] = f"{self.language}:{hashlib.sha256(whole).hexdigest()[:16]}" if texts else ""
        return self._wordings[id]

    def spoken(self, id: str) -> Mapping[str, Any]:
        """Return the data of the worksheet `id` in the words that it is shown in; raises KeyError."""
        return self._spoken(self.data(id), "sheet", id)

    def in_words(self, data: Mapping[str, Any], texts: Mapping[str, str], language: str) -> Mapping[str, Any]:
        """Return the data of some worksheet in the words of `texts`, in the form that the person chose."""
        return lay_over(data, texts, language, form=self._form) if texts else data

    def _spoken(self, data: Mapping[str, Any], kind: Kind, id: str) -> Mapping[str, Any]:
        texts = self._texts.get(kind, {}).get(id)
        return lay_over(data, texts, self.language, kind, self._form) if texts else data

    def _common(self, kind: Literal["cards", "numbers"]) -> Any:
        found = self._compiled.get("common", {}).get(kind, [])
        return self._spoken({kind: found}, kind, kind)[kind]

    def with_packs(self, packs: Iterable[Pack]) -> Catalogue:
        """Return a catalogue with what `packs` have after its own, none of which can be replaced."""
        packs = list(packs)
        found = [(pack, one) for pack in packs for one in sorted(pack.sheets, key=_in_pack) if "/" in one.id]
        sheets = {one.id: {"digest": one.digest, "data": one.data} for _pack, one in found}
        index = [{**one.data, "pack": pack.title} for pack, one in found]
        layouts = [one for pack in packs for one in pack.layouts if "/" in str(one["id"])]
        texts: dict[str, dict[str, dict[str, Any]]] = {}
        for pack in packs:
            for tag, kinds in pack.translations.items():
                for kind, some in kinds.items():
                    texts.setdefault(tag, {}).setdefault(kind, {}).update(some)
        compiled = {
            "packs": texts,
            "index": [*self._compiled["index"], *index],
            "sheets": {**sheets, **self._compiled["sheets"]},
            "layouts": [*self._compiled.get("layouts", ()), *layouts],
        }
        return Catalogue({**self._compiled, **compiled}, self.language, self._form)

    def ids(self) -> list[str]:
        """Return the ids of all worksheets, in the order of the catalogue."""
        return [one["id"] for one in self._compiled["index"]]

    def entries(self, door: Door) -> list[Entry]:
        """Return the worksheets meant for `door`, in the order of the catalogue."""
        return [self._entry(one, door) for one in self._compiled["index"] if door in one["audience"]]

    def _entry(self, one: Mapping[str, Any], door: Door) -> Entry:
        known = one["id"], door
        if known not in self._entries:
            self._entries[known] = _entry(self._spoken(one, "sheet", one["id"]), door)
        return self._entries[known]

    def first(self, door: Door) -> list[Entry]:
        """Return the few worksheets that are named first at `door`; the first three where none are named."""
        mine = {one.id: one for one in self.entries(door)}
        named = [mine[id_] for id_ in self._compiled.get("common", {}).get("first", {}).get(door, ()) if id_ in mine]
        return named or list(mine.values())[:3]

    def data(self, id: str) -> dict[str, Any]:
        """Return the canonical data of the worksheet `id`; raises KeyError."""
        found = self._compiled["sheets"][id]
        if "at" in found:
            start, length = found["at"]
            found = {"data": json.loads(self._compiled["block"][start : start + length])}
        data: dict[str, Any] = found["data"]
        return data

    def digest(self, id: str) -> str:
        """Return the SHA-256 of the canonical data of the worksheet `id`, hex; raises KeyError."""
        return str(self._compiled["sheets"][id]["digest"])

    def layouts(self, door: Door) -> list[Layout]:
        """Return the ready-made summaries meant for `door`, those of the program first."""
        mine = (one for one in self._compiled.get("layouts", ()) if layout_is_for(one, door))
        return [build_layout(self._spoken(one, "layout", one["id"]), door) for one in mine]

    def card_doors(self) -> dict[str, frozenset[str]]:
        """Return the doors at which each info card can be read, by its id."""
        cards = self._compiled.get("common", {}).get("cards", ())
        return {one["id"]: frozenset(one.get("audience", DOORS)) for one in cards}

    def cards(self, ids: Iterable[str], door: Door) -> list[Card]:
        """Return the info cards `ids`, in that order, in the words of `door`; one that is not for it is left out."""
        known = {one["id"]: one for one in self._common("cards") if _is_for(one, door)}
        return [
            Card(id_, _say(known[id_]["title"], door), fold(_say(known[id_]["text"], door)))
            for id_ in dict.fromkeys(ids)
            if id_ in known
        ]

    def numbers(self, door: Door) -> list[Number]:
        """Return the public numbers that fit `door`, in the order of their file."""
        found = (one for one in self._common("numbers") if _is_for(one, door))
        return [
            Number(
                one["id"], _say(one["place"], door), _say(one["name"], door), one["number"], _say(one.get("note"), door)
            )
            for one in found
        ]

    @property
    def numbers_checked(self) -> str:
        """The day on which the public numbers were looked up, "2026-11-26"; empty if there are none."""
        return str(self._compiled.get("common", {}).get("checked", ""))

    def worksheet(self, id: str, door: Door) -> Worksheet:
        """Return the worksheet `id` in the words of `door`; raises KeyError."""
        if (id, door) not in self._built:
            self._built[id, door] = build(self.spoken(id), door)
        return self._built[id, door]


def sources_key(folder: Path) -> str:
    """Return a hash of what the compiled sheets of `folder` are made from: the files, and the code that reads them.

    Raises OSError.
    """
    hashed = hashlib.sha256()
    yaml = (one.glob("*.yaml") for one in (folder, folder / "common", folder / "summaries"))
    sources = (*yaml, Path(__file__).parent.glob("*.py"))
    for path in (one for some in sources for one in sorted(some)):
        content = path.read_bytes()
        hashed.update(f"{path.name}\n{len(content)}\n".encode())
        hashed.update(content)
    return hashed.hexdigest()


def _read(path: Path) -> dict[str, Any] | None:
    """The compiled sheets at `path`; None where there are none that this program can read.

    "block" becomes the text of all sheets, "behind" where the translations stand: the file, and the first byte.
    """
    try:
        with path.open("rb") as file:
            first = file.readline()
            compiled = json.loads(first)
            parts = {
                "format",
                "key",
                "index",
                "sheets",
                "common",
                "layouts",
                "languages",
                "overlays",
                "block",
                "behind",
            }
            if not isinstance(compiled, dict) or not parts <= compiled.keys() or compiled["format"] != FORMAT:
                return None
            length, check = compiled["block"]
            block = file.read(length)
            if crc32(block) != check or os.fstat(file.fileno()).st_size != len(first) + compiled["behind"]:
                return None
    except (OSError, TypeError, ValueError):
        return None
    compiled["block"], compiled["behind"] = block, (path, len(first))
    return compiled if compiled["languages"].keys() == compiled["overlays"].keys() else None


def _text_at(place: tuple[Path, int], start: int, length: int, check: int) -> str:
    """Return what stands at `start` behind the first line of a compiled file; "" where that is not what stood there."""
    path, begin = place
    try:
        with path.open("rb") as file:
            file.seek(begin + start)
            text = file.read(length)
    except OSError:
        return ""
    return text.decode("utf-8", "replace") if crc32(text) == check else ""


def _entry(one: Mapping[str, Any], door: Door) -> Entry:
    note, credit = one.get("content_note", {}), one["credit"]
    return Entry(
        id=one["id"],
        title=_say(one["title"], door),
        about=_say(one["about"], door),
        topic=one["topic"],
        minutes=minutes_at(one["minutes"], door),
        audience=tuple(one["audience"]),
        phases=tuple(one.get("phases", ())),
        safety=one.get("safety", "normal"),
        content_topics=tuple(_say(topic, door) for topic in note.get("topics", ())),
        credit=Credit(credit["license"], tuple(credit["authors"]), tuple(credit.get("inspired_by", ()))),
        pack=one.get("pack", ""),
        language=one.get("language", "en"),
    )


def _in_pack(one: PackSheet) -> tuple[int, str]:
    return TOPICS.index(one.data["topic"]), one.id


def _is_for(one: Mapping[str, Any], door: Door) -> bool:
    return door in one.get("audience", DOORS)


def _say(text: Any, door: Door) -> str:
    return str(text[door] if isinstance(text, Mapping) else text or "").strip()
