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
- The prompt waits for this: English, which needs no catalogue, is said without `re`, `pathlib` and `gettext` (10 ms).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from gettext import NullTranslations
    from typing import Any

FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 (no `pathlib` here)
"""Where the catalogues lie."""
_catalogue: NullTranslations | None = None
"""The one in use, once it was read; None before that, and for English."""
_path = ""
"""Its file; empty for English, and where it could not be read."""
language = "en"
"""The language that the program speaks: the one asked for, or English where there is no catalogue for it."""
wanted = "en"
"""The language that was asked for."""
form = ""
"""How a language that has to choose speaks of the person: "f", "m", or "" for the neutral form."""

_CHINESE = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}

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
    spoken = _spoken()
    return _in_signs(message if spoken is None else spoken.gettext(message))


def n_(one: str, many: str, count: int, **filled: object) -> str:
    """Return the form of the sentence that fits `count`, with `{n}` and the names in `filled` filled in."""
    spoken = _spoken()
    english = one if count == 1 else many
    return _in_signs(english if spoken is None else spoken.ngettext(one, many, count)).format(n=count, **filled)


def p_(context: str, message: str) -> str:
    """Return `message` as meant in `context`, a word or two for translators."""
    spoken = _spoken()
    return _in_signs(message if spoken is None else spoken.pgettext(context, message))


def series(parts: Iterable[str]) -> str:
    """Return `parts` one after the other, as the language sets off the things of a list."""
    return p_("between two things of a list", ", ").join(parts)


def mark(message: str) -> str:
    """Return `message` as it is: a word to be said later, with `_`, marked here so that translators find it."""
    return message


def file_of(tag: str, folder: str = "") -> str:
    """Return the catalogue for the language `tag`, or for that without its country or script; "" for English."""
    parts = tag.split("-")
    for most in range(len(parts), 0, -1):
        name = "-".join(parts[:most])
        path = os.path.join(folder or FOLDER, f"{name}.po")  # noqa: PTH118
        if name != "en" and os.path.isfile(path):  # noqa: PTH113
            return path
    return ""


def use(tag: str, folder: str | os.PathLike[str] = "", as_form: str = "") -> None:
    """Choose the language `tag`; English where there is no catalogue for it.

    `as_form` is how it speaks of the person. What the catalogue `es~f` says goes before what `es` says, message by
    message.
    """
    global _catalogue, _path, language, wanted, form
    form = as_form
    _path = file_of(tag, os.fspath(folder))
    _catalogue = None
    language = _name_of(_path) if _path else "en"
    wanted = tag


def _name_of(path: str) -> str:
    return os.path.basename(path).removesuffix(".po")  # noqa: PTH119


def first(environ: Mapping[str, str]) -> str:
    """Return the language that the system speaks, if the program has words for it; "en" otherwise."""
    said = next((environ[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(one)), "")
    if _parts(said) is None:
        return "en"
    for one in (*environ.get("LANGUAGE", "").split(":"), said):
        found = _parts(one)
        if found is None:
            continue
        spoken, country = found
        tag = f"{spoken}-{country}" if country else spoken
        path = file_of(_CHINESE.get(tag, tag))
        if path:
            return _name_of(path)
        if spoken == "en":
            return "en"
    return "en"


def _parts(said: str) -> tuple[str, str] | None:
    """Return language and country of a locale such as "de_AT.UTF-8@euro", the second may be empty; None if it is none.

    Its encoding and its kind are passed over.
    """
    rest, at, kind = said.partition("@")
    rest, dot, encoding = rest.partition(".")
    spoken, line, country = rest.partition("_")
    named = spoken.isascii() and spoken.isalpha() and spoken.islower() and len(spoken) in (2, 3)
    placed = country.isascii() and country.isalpha() and country.isupper() and len(country) == 2
    encoded = encoding.replace("-", "_").replace("_", "a").isalnum()
    if not named or (line and not placed) or (dot and not encoded) or (at and not kind.replace("_", "a").isalnum()):
        return None
    return spoken, country


def _spoken() -> NullTranslations | None:
    """Return what says the words of the language in use; None for English."""
    global _catalogue, _path
    if _catalogue is None and _path:
        formed = f"{_path.removesuffix('.po')}~{form}.po" if form else ""
        try:
            catalogue = _read(_path)
            if formed and os.path.isfile(formed):  # noqa: PTH113
                neutral, catalogue = catalogue, _read(formed)
                catalogue.add_fallback(neutral)
            _catalogue = catalogue
        except (OSError, ValueError):  # a catalogue that was broken by hand: better English than nothing
            _path = ""
    return _catalogue


def _read(path: str) -> NullTranslations:
    import io
    from gettext import GNUTranslations

    import polib  # only where a language other than English is used

    catalogue = polib.pofile(path)
    for entry in [one for one in catalogue if "{" in one.msgid and not fits(one)]:
        catalogue.remove(entry)
    return GNUTranslations(io.BytesIO(catalogue.to_binary()))


def fits(entry: Any) -> bool:
    """Tell whether the translation in an entry of a catalogue names the same placeholders as its message.

    One form of a plural may leave out the number.
    """
    import re

    def named(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)\}", text))

    names = named(entry.msgid + entry.msgid_plural)
    if not entry.msgid_plural:
        return not entry.msgstr or named(entry.msgstr) == names
    return all(names - {"n"} <= named(text) <= names for text in entry.msgstr_plural.values() if text)
