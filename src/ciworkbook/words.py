"""What the program itself says, in the language of the person.

- Sentences stand in English in the code, inside `_`, `n_`, `p_` or `mark`, and in `locale/LANGUAGE.po` for other
  languages. `tools/words.py` gathers them from there, so they are constants.
- The language is chosen with `use`, at the start and whenever the person changes it; its catalogue is read when the
  first word is said. What is said at import (a list of keys on a class) is only marked, and said with `_` when it is
  shown.
- A translation whose placeholders are not those of the message is left out: it would end in an error.
- A sentence is never put together from pieces: word order differs. Things of a list go through `series`.
- `_("… {name} …").format(name=…)`: placeholders are named, so that translators may move them.
- Everything is a str. Nothing here looks at the environment or at the system's locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parent / "locale"
_catalogue: NullTranslations | None = NullTranslations()
_path: Path | None = None
language = "en"
"""The language that the program speaks: the one asked for, or English where there is no catalogue for it."""
wanted = "en"
"""The language that was asked for."""
form = ""
"""How a language that has to choose speaks of the person: "f", "m", or "" for the neutral form."""

_CHINESE = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}
_LOCALE = re.compile(r"([a-z]{2,3})(?:_([A-Z]{2}))?(?:\.[\w-]+)?(?:@\w+)?\Z")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")

_TYPED = str.maketrans({"…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-"})
_typed = False


def use_typed_signs() -> None:
    """From now on say everything with the signs of a typewriter, for a terminal that has no others."""
    global _typed
    _typed = True


def _in_signs(message: str) -> str:
    return message.translate(_TYPED) if _typed else message


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _in_signs(_spoken().gettext(message))


def n_(one: str, many: str, count: int, **filled: object) -> str:
    """Return the form of the sentence that fits `count`, with `{n}` and the names in `filled` filled in."""
    return _in_signs(_spoken().ngettext(one, many, count)).format(n=count, **filled)


def p_(context: str, message: str) -> str:
    """Return `message` as meant in `context`, a word or two for translators."""
    return _in_signs(_spoken().pgettext(context, message))


def series(parts: Iterable[str]) -> str:
    """Return `parts` one after the other, as the language sets off the things of a list."""
    return p_("between two things of a list", ", ").join(parts)


def mark(message: str) -> str:
    """Return `message` as it is: a word to be said later, with `_`, marked here so that translators find it."""
    return message


def available() -> list[str]:
    """Return the language tags that have a catalogue, English first."""
    others = sorted(path.stem for path in LOCALE.glob("*.po") if path.stem != "en" and "~" not in path.stem)
    return ["en", *others]


def catalogue_of(tag: str, folder: Path | None = None) -> Path | None:
    """Return the catalogue for the language `tag`, or for that without its country or script; None for English."""
    parts = tag.split("-")
    tries = ((folder or LOCALE) / f"{'-'.join(parts[:most])}.po" for most in range(len(parts), 0, -1))
    return next((path for path in tries if path.stem != "en" and path.is_file()), None)


def use(tag: str, folder: Path | None = None, as_form: str = "") -> None:
    """Choose the language `tag`; English where there is no catalogue for it.

    `as_form` is how it speaks of the person. What the catalogue `es~f` says goes before what `es` says, message by
    message.
    """
    global _catalogue, _path, language, wanted, form
    form = as_form
    _path = catalogue_of(tag, folder)
    _catalogue = NullTranslations() if _path is None else None
    language = "en" if _path is None else _path.stem
    wanted = tag


def first(environ: Mapping[str, str]) -> str:
    """Return the language that the system speaks, if the program has words for it; "en" otherwise."""
    said = next((environ[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(one)), "")
    if not _LOCALE.match(said):
        return "en"
    for one in (*environ.get("LANGUAGE", "").split(":"), said):
        found = _LOCALE.match(one)
        if found is None:
            continue
        tag = f"{found[1]}-{found[2]}" if found[2] else found[1]
        path = catalogue_of(_CHINESE.get(tag, tag))
        if path is not None:
            return path.stem
        if found[1] == "en":
            return "en"
    return "en"


def _spoken() -> NullTranslations:
    global _catalogue
    if _catalogue is None:
        try:
            _catalogue = NullTranslations() if _path is None else _read(_path)
            formed = _path.with_stem(f"{_path.stem}~{form}") if _path is not None and form else None
            if formed is not None and formed.is_file():
                neutral, _catalogue = _catalogue, _read(formed)
                _catalogue.add_fallback(neutral)
        except (OSError, ValueError):  # a catalogue that was broken by hand: better English than nothing
            _catalogue = NullTranslations()
    return _catalogue


def _read(path: Path) -> NullTranslations:
    import io
    from gettext import GNUTranslations

    import polib  # only where a language other than English is used

    catalogue = polib.pofile(str(path))
    for entry in [one for one in catalogue if "{" in one.msgid and not fits(one)]:
        catalogue.remove(entry)
    return GNUTranslations(io.BytesIO(catalogue.to_binary()))


@dataclass(frozen=True, slots=True)
class Told:
    """What a catalogue says of itself. `much` of its `of` messages have a translation."""

    much: int = 0
    of: int = 0
    reviewed: bool = False
    translators: tuple[str, ...] = ()
    name: str = ""
    """What the language calls itself, if the catalogue says so."""


def is_reviewed(tag: str) -> bool:
    """Tell whether the catalogue for `tag` says in its head that it was reviewed; False where there is none."""
    path = catalogue_of(tag)
    return path is not None and _said(_blocks(path)[0], "X-Status") == "reviewed"


def told(tag: str) -> Told:
    """Return what the catalogue for `tag` says of itself; of one that cannot be read, nothing.

    Counted without reading every message: a list of languages asks this of all of them.
    """
    path = catalogue_of(tag)
    if path is None:
        return Told()
    head, *messages = _blocks(path)
    names = tuple(one.strip() for one in _said(head, "X-Translators").split(",") if one.strip())
    much = sum(bool(_TRANSLATED.search(one)) and "#, fuzzy" not in one for one in messages)
    of = len(_blocks(LOCALE / "en.po")) - 1
    return Told(much, of, _said(head, "X-Status") == "reviewed", names, _said(head, "X-Name"))


_TRANSLATED = re.compile(r'^msgstr(?:\[0\])? (?:""\n)?"[^"\n]', re.MULTILINE)


def _blocks(path: Path) -> list[str]:
    """Return the head of a catalogue and each of its messages, as they are written; without those that are gone."""
    try:
        blocks = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n\n")
    except (OSError, ValueError):
        return [""]
    return [blocks[0], *(one for one in blocks[1:] if re.search('^msgid "', one, re.MULTILINE))]


def _said(head: str, name: str) -> str:
    found = re.search(rf'^"{name}: (.*?)\\n"$', head, re.MULTILINE)
    return found[1].strip() if found else ""


def fits(entry: Any) -> bool:
    """Tell whether the translation in an entry of a catalogue names the same placeholders as its message.

    One form of a plural may leave out the number.
    """
    names = set(_PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if not entry.msgid_plural:
        return not entry.msgstr or set(_PLACEHOLDER.findall(entry.msgstr)) == names
    said = [set(_PLACEHOLDER.findall(text)) for text in entry.msgstr_plural.values() if text]
    return all(names - {"n"} <= one <= names for one in said)
