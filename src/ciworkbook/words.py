"""What the program itself says, in the language of the person.

- Sentences stand in English in the code, inside `_`, `n_`, `p_` or `mark`, and in `locale/LANGUAGE.po` for other
  languages. `tools/words.py` gathers them from there, so they are constants.
- The language is chosen once, with `use`, before any screen is shown. What is said at import (a list of keys on a
  class) is only marked, and said with `_` when it is shown.
- A sentence is never put together from pieces: word order differs. Things of a list go through `series`.
- `_("… {name} …").format(name=…)`: placeholders are named, so that translators may move them.
- Everything is a str. Nothing here looks at the environment or at the system's locale.
"""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
_catalogue: NullTranslations = NullTranslations()
language = "en"

_TYPED = str.maketrans({"…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-"})
_typed = False


def use_typed_signs() -> None:
    """From now on say everything with the signs of a typewriter, for a terminal that has no others."""
    global _typed
    _typed = True


def _said(message: str) -> str:
    return message.translate(_TYPED) if _typed else message


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _said(_catalogue.gettext(message))


def n_(one: str, many: str, count: int, **filled: object) -> str:
    """Return the form of the sentence that fits `count`, with `{n}` and the names in `filled` filled in."""
    return _said(_catalogue.ngettext(one, many, count)).format(n=count, **filled)


def p_(context: str, message: str) -> str:
    """Return `message` as meant in `context`, a word or two for translators."""
    return _said(_catalogue.pgettext(context, message))


def series(parts: Iterable[str]) -> str:
    """Return `parts` one after the other, as the language sets off the things of a list."""
    return p_("between two things of a list", ", ").join(parts)


def mark(message: str) -> str:
    """Return `message` as it is: a word to be said later, with `_`, marked here so that translators find it."""
    return message


def available() -> list[str]:
    """Return the language tags that have a catalogue, English first."""
    others = sorted(path.stem for path in LOCALE.glob("*.po") if path.stem != "en")
    return ["en", *others]


def use(tag: str, folder: Path = LOCALE) -> None:
    """Choose the language `tag`; English where there is no catalogue for it."""
    global _catalogue, language
    path = folder / f"{tag}.po"
    if tag == "en" or not path.is_file():
        _catalogue, language = NullTranslations(), "en"
        return
    import io
    from gettext import GNUTranslations

    import polib  # only where a language other than English is used

    _catalogue = GNUTranslations(io.BytesIO(polib.pofile(str(path)).to_binary()))
    language = tag
