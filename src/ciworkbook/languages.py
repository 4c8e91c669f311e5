"""The languages that a person can choose, each in its own name, and how much of it there is, in words.

- A language can be chosen where there is a catalogue of the program's own words, or a translated worksheet. Where the
  one or the other is missing, English or the language of the worksheet stands in.
- How far a translation goes is said in words, never as a share of a hundred; so is whether anyone has reviewed it.
- Both faces show the same list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import word_catalogues, words
from .words import _, n_, series

if TYPE_CHECKING:
    from .workbook import Workbook
    from .worksheet.catalogue import Catalogue, Entry, Translated
    from .worksheet.model import Worksheet

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


def speak(tag: str, form: str = "", workbook: Workbook | None = None) -> None:
    """Speak the language `tag` from now on, and show the worksheets of `workbook` in it."""
    words.use(tag, as_form=form)
    if workbook is not None:
        workbook.speak(tag, form)


def has_forms(tag: str) -> bool:
    """Tell whether the language `tag` speaks of the person in more than the neutral form."""
    from .worksheet.overlay import FORMS  # with the model of worksheets, which the first page does not need: 6 ms

    there = _translated().get(tag)
    path = word_catalogues.catalogue_of(tag)
    catalogues = path is not None and any(path.with_stem(f"{path.stem}~{one}").is_file() for one in FORMS)
    return catalogues or (there is not None and there.forms)


_catalogue: Callable[[], Catalogue] | None = None


def know(catalogue: Callable[[], Catalogue]) -> None:
    """Look for translated worksheets in what `catalogue` gives when it is asked; said once, at a session's start."""
    global _catalogue
    _catalogue = catalogue


def _translated() -> dict[str, Translated]:
    return _catalogue().languages() if _catalogue else {}


def offered() -> list[Language]:
    """Return the languages that can be chosen: English first, then by tag. Reads every catalogue of words."""
    every = [id_ for id_ in _catalogue().ids() if "/" not in id_] if _catalogue else []
    sheets = _translated()
    tags = sorted({*word_catalogues.available(), *sheets} - {"en"})
    found = [Language("en", NAMES["en"], "all", len(every), all_sheets=True, reviewed=True)]
    for tag in tags:
        said = word_catalogues.told(tag)
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


def several() -> bool:
    """Tell whether there is more than one language to choose."""
    return len(word_catalogues.available()) > 1 or bool(_translated())


def said_in_english(word: str) -> str:
    """Return `word`, the name of the setting of the language, so that whoever landed in a strange one finds it."""
    return word if word == "Language" else f"{word} · Language"


def own_name(tag: str) -> str:
    """Return what the language `tag` calls itself."""
    return word_catalogues.told(tag).name or NAMES.get(tag, NAMES.get(tag.split("-")[0], tag))


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


def is_other(worksheet: Worksheet) -> bool:
    """Tell whether a worksheet stands here in another language than the one the person chose."""
    return worksheet.language.split("-")[0] != words.wanted.split("-")[0]


def entry_note(entry: Entry) -> str:
    """Return what a list says beside a worksheet: how long it takes, and its language where that is another one."""
    minutes = n_("{n} min", "{n} min", entry.minutes)
    if entry.language.split("-")[0] == words.wanted.split("-")[0]:
        return minutes
    return series([minutes, own_name(entry.language)])


def way_in_words(worksheet: Worksheet) -> str:
    """Return what is to be said of the translation of a worksheet on its way in; empty where there is nothing."""
    if is_other(worksheet):
        return _("This worksheet is not translated yet. It stands here in its own language, {language}.").format(
            language=own_name(worksheet.language)
        )
    return draft_words() if is_draft(worksheet.language) else ""


def part_words(worksheet: Worksheet, *parts: str) -> str:
    """Return that one of `parts`, ids of questions and sections, is not translated; empty where all of them are."""
    return _("This part is not translated yet.") if worksheet.untranslated.intersection(parts) else ""


def made_by() -> str:
    """Say who made the translation that is in use; empty where nobody is named."""
    there = _translated().get(words.wanted)
    names = dict.fromkeys((*word_catalogues.told(words.wanted).translators, *(there.translators if there else ())))
    return _("Translated by {names}.").format(names=series(names)) if names else ""


def described(language: Language) -> str:
    """Return a language as a list shows it: its own name, and how much of it there is."""
    return _("{language} · {much}").format(language=language.name, much=there_is(language))


def practice_words() -> str:
    """Say that the made-up case speaks another language; empty where it does not."""
    return "" if words.wanted.split("-")[0] == "en" else _("What the people in it have written is in English.")


def draft_words() -> str:
    """Say, once at the way in, that a language is a draft."""
    return _(
        "This translation is a draft. No one who speaks the language has read all of it yet. Some of it may sound "
        "strange, or not say what was meant. You can change the language at any time."
    )


def is_draft(tag: str) -> bool:
    """Tell whether anything that is shown in the language `tag` has not been reviewed."""
    if tag == "en":  # what is written first; it is asked on the first page, where no worksheet is read yet
        return False
    there = _translated().get(tag)
    spoken = word_catalogues.catalogue_of(tag) is not None
    return (spoken and not word_catalogues.is_reviewed(tag)) or (there is not None and not there.reviewed)
