"""The languages that a person can choose, each in its own name, and how much of it there is, in words.

- A language can be chosen where there is a catalogue of the program's own words, or a translated worksheet. Where the
  one or the other is missing, English or the language of the worksheet stands in.
- How far a translation goes is said in words, never as a share of a hundred; so is whether anyone has reviewed it.
- Both faces show the same list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from . import words
from .words import _, n_, series
from .worksheet.catalogue import Catalogue

NAMES = {
    "ar": "العربية",
    "bn": "বাংলা",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "hi": "हिन्दी",
    "ht": "Kreyòl ayisyen",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "so": "Soomaali",
    "th": "ไทย",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
"""Languages in their own names; another is called by its tag, or by what its catalogue says (`X-Name`)."""

_CHINESE = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}
_LOCALE = re.compile(r"([a-z]{2,3})(?:_([A-Z]{2}))?(?:\.[\w-]+)?(?:@\w+)?\Z")

Much = Literal["all", "most", "some", "none"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language, and what there is of it."""

    tag: str
    name: str
    program: Much
    """How much of what the program itself says."""
    sheets: int
    """How many worksheets."""
    all_sheets: bool
    reviewed: bool
    """Whether all of it was reviewed; False for a draft."""
    translators: tuple[str, ...] = ()


def offered(catalogue: Catalogue) -> list[Language]:
    """Return the languages that can be chosen: English first, then by tag. Reads every catalogue of words."""
    every = [id_ for id_ in catalogue.ids() if "/" not in id_]
    sheets = catalogue.languages()
    tags = sorted({*words.available(), *sheets} - {"en"})
    found = [Language("en", NAMES["en"], "all", len(every), all_sheets=True, reviewed=True)]
    for tag in tags:
        said = words.told(tag)
        there = sheets.get(tag)
        count = there.sheets if there else 0
        if not said.much and not count:  # begun, and nothing in it yet
            continue
        reviewed = (said.reviewed or not said.much) and (there is None or there.reviewed)
        names = dict.fromkeys((*said.translators, *(there.translators if there else ())))
        program: Much = "none"
        if said.much:
            program = "all" if said.much == said.of else "most" if 2 * said.much >= said.of else "some"
        found.append(
            Language(tag, said.name or NAMES.get(tag, tag), program, count, count == len(every), reviewed, tuple(names))
        )
    return found


def own_name(tag: str) -> str:
    """Return what the language `tag` calls itself."""
    return words.told(tag).name or NAMES.get(tag, NAMES.get(tag.split("-")[0], tag))


def there_is(language: Language) -> str:
    """Return, as one line, how much there is in a language and whether it is a draft."""
    match language.program:
        case "all":
            program = _("the whole program")
        case "most":
            program = _("most of the program")
        case "some":
            program = _("some of the program")
        case "none":
            program = _("the program in English")
    if language.all_sheets:
        sheets = _("all worksheets")
    elif language.sheets:
        sheets = n_("{n} worksheet", "{n} worksheets", language.sheets)
    else:
        sheets = _("no worksheets yet")
    return series([program, sheets] if language.reviewed else [program, sheets, _("draft")])


def draft_words() -> str:
    """Say, once at the way in, that a language is a draft."""
    return _(
        "This translation is a draft. No one who speaks the language has read all of it yet, so some of it may be "
        "wrong or sound strange. You can change the language at any time."
    )


def is_draft(tag: str, catalogue: Catalogue) -> bool:
    """Tell whether anything that is shown in the language `tag` has not been reviewed."""
    if words.catalogue_of(tag) is None and tag not in catalogue.languages():
        return False
    there = catalogue.languages().get(tag)
    return not (words.catalogue_of(tag) is None or words.told(tag).reviewed) or (
        there is not None and not there.reviewed
    )


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
        path = words.catalogue_of(_CHINESE.get(tag, tag))
        if path is not None:
            return path.stem
        if found[1] == "en":
            return "en"
    return "en"
