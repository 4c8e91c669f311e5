"""Catalogues of what the program itself says, for those who translate them: begun, brought up to date, checked.

- A catalogue is a gettext file, `locale/es.po`, as Poedit, Lokalize and Weblate know it. `locale/en.po` is what the
  source says now, and what every other one is held against.
- Bringing one up to date drops nothing: a message that is gone is kept at the end of the file, as gettext does.
- `check` gives findings as it does for worksheets, with the same kind of codes.
- Standard library and polib. Nothing is raised for anything a file may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

import polib

from . import word_catalogues, words
from .text import has_controls
from .worksheet.finding import MOST, Finding, listed, quoted
from .worksheet.form_parts import LANGUAGE
from .worksheet.overlay import FORMS

SOURCE = word_catalogues.folder() / "en.po"

PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fa": "nplurals=2; plural=(n > 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "hi": "nplurals=2; plural=(n > 1);",
    "ja": "nplurals=1; plural=0;",
    "ko": "nplurals=1; plural=0;",
    "pl": "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
    "th": "nplurals=1; plural=0;",
    "uk": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
    "vi": "nplurals=1; plural=0;",
    "zh": "nplurals=1; plural=0;",
}
"""Rules that say which form of a word a number takes; another language begins with that of English."""
_RULE = re.compile(r"nplurals=(\d);\s*plural=([^;]+);?\s*\Z")


def begun(tag: str) -> polib.POFile:
    """Return an empty catalogue for the language `tag`, which may have a form: "es~f"."""
    tag = tag.partition("~")[0]
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": tag,
        "Plural-Forms": PLURALS.get(tag.split("-")[0], "nplurals=2; plural=(n != 1);"),
        "X-Status": "draft",
        "X-Translators": "",
    }
    return made


def dates(tag: str) -> dict[str, str]:
    """Return what months, days of the week and dates are called in the language `tag`, by their messages.

    From the Unicode locale data, by way of Babel; empty where that is not installed or does not know the language.
    """
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        return {}
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    months = locale.months["format"]["wide"]
    names = {month: months[number] for number, month in enumerate(_MONTHS, 1)}
    long = locale.date_formats["long"].pattern
    if "M月" in long:  # a date says the number of the month, where the month alone has a name
        names = {month: f"{number}月" for number, month in enumerate(_MONTHS, 1)}
    names |= {day: locale.days["format"]["wide"][number] for number, day in enumerate(_DAYS)}
    patterns = {
        "{day} {month} {year}": long,
        "{weekday} {day} {month} {year}": locale.date_formats["full"].pattern,
        "{weekday} {day} {month}": locale.datetime_skeletons.get("MMMMEEEEd"),
        "{day} {month}": locale.datetime_skeletons.get("MMMMd"),
        "{month} {year}": locale.datetime_skeletons.get("yMMMM"),
    }
    for message, pattern in patterns.items():
        said = _sentence(str(getattr(pattern, "pattern", pattern) or ""))
        if sorted(re.findall(r"{\w+}", said)) == sorted(re.findall(r"{\w+}", message)):
            names[message] = said
    return names


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIELDS = {"y": "{year}", "M": "{month}", "L": "{month}", "d": "{day}", "E": "{weekday}", "c": "{weekday}"}


def _sentence(pattern: str) -> str:
    """Return a pattern of the locale data as a sentence with placeholders."""
    said = ""
    for quoted_, letters, other in re.findall(r"'([^']*)'|([a-zA-Z])\2*|([^a-zA-Z'])", pattern):
        said += _FIELDS.get(letters, "?") if letters else quoted_ or other
    return said.replace("{month}月", "{month}").strip()


def up_to_date(path: Path, tag: str) -> tuple[polib.POFile, str]:
    """Return the catalogue at `path`, or a new one for `tag`, with every message of today, and how it stands.

    Raises OSError or ValueError where there is a file that cannot be read.
    """
    made = polib.pofile(str(path), wrapwidth=100) if path.exists() else begun(tag)
    if not path.exists() and "~" not in tag:
        made.extend(polib.POEntry(msgid=message, msgstr=said) for message, said in dates(tag).items())
    source = polib.pofile(str(SOURCE))
    for entry in source:
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    forms = _rule(made)[0] or 2
    made.merge(source)
    for entry in made:
        if entry.msgid_plural and not entry.obsolete:
            entry.msgstr_plural = {at: entry.msgstr_plural.get(at, "") for at in range(forms)}
            entry.msgstr = ""
    left, fuzzy = len(made.untranslated_entries()), len(made.fuzzy_entries())
    gone = len(made.obsolete_entries())
    return made, f"{len(source)} messages, {left} to translate, {fuzzy} fuzzy, {gone} not in the program any more"


def check(path: Path) -> list[Finding]:
    """Return what is found in the catalogue at `path`."""
    name = str(path)
    try:
        catalogue = polib.pofile(name)
        source = {(one.msgctxt, one.msgid): one for one in polib.pofile(str(SOURCE))}
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        said = "this is not a catalogue that can be read: look at this line" if line else "the file cannot be read"
        return [Finding(name, int(line[1]) if line else 1, 1, "E621", said)]
    found = [*_head(catalogue, path), *_entries(catalogue, name)]
    known = {(one.msgctxt, one.msgid) for one in catalogue if one.translated()}
    missing = [one.msgid for key, one in source.items() if key not in known]
    if missing and "~" not in path.name:  # a catalogue of a form holds what differs
        said = f"{len(missing)} of {len(source)} messages are not translated: {listed(map(quoted, missing), 4)}"
        found.append(Finding(name, 1, 1, "W622", said))
    for one in catalogue:
        if not one.obsolete and (one.msgctxt, one.msgid) not in source:
            said = f"the program does not say {quoted(one.msgid)}: bring the file up to date with 'translate'"
            found.append(Finding(name, one.linenum or 1, 1, "W623", said))
    return sorted(set(found))[:MOST]


def _rule(catalogue: polib.POFile) -> tuple[int, str]:
    found = _RULE.match(catalogue.metadata.get("Plural-Forms", "").strip())
    return (int(found[1]), found[2]) if found else (0, "")


def _head(catalogue: polib.POFile, path: Path) -> Iterator[Finding]:
    said = catalogue.metadata
    tag, tilde, form = path.name.removesuffix(".po").partition("~")
    if not re.match(LANGUAGE, tag) or (tilde and form not in FORMS):
        yield Finding(str(path), 1, 1, "E624", f"{quoted(tag)} is not a language such as 'es', 'pt-BR' or 'zh-Hans'")
    elif said.get("Language", tag).replace("_", "-") != tag:
        yield Finding(
            str(path), 1, 1, "E624", f"'Language' says {quoted(said['Language'])}, the name of the file {tag}"
        )
    if "utf-8" not in said.get("Content-Type", "").lower():
        yield Finding(str(path), 1, 1, "E624", "'Content-Type' has to say 'text/plain; charset=utf-8'")
    if said.get("X-Status", "draft") not in ("draft", "reviewed"):
        yield Finding(str(path), 1, 1, "E624", "'X-Status' is 'draft' or 'reviewed'")
    if said.get("X-Status") == "reviewed" and not said.get("X-Reviewers", "").strip():
        yield Finding(str(path), 1, 1, "E624", "a catalogue is reviewed once 'X-Reviewers' names who has read it")
    count, rule = _rule(catalogue)
    usual = PLURALS.get(tag.split("-")[0])
    try:
        forms = {c2py(rule)(number) for number in range(1000)} if count else set()
    except (ValueError, RecursionError):
        forms = set()
    if not forms or max(forms) >= count:
        yield Finding(
            str(path), 1, 1, "E625", f"'Plural-Forms' is not a rule; write {usual or 'that of your language'}"
        )
    elif usual and count != int(usual[9]):
        yield Finding(str(path), 1, 1, "W626", f"'Plural-Forms' has {count} forms; this language has {usual[9]}")


def _entries(catalogue: polib.POFile, name: str) -> Iterator[Finding]:
    count, _rule_said = _rule(catalogue)
    for one in catalogue:
        if one.obsolete:
            continue
        line = one.linenum or 1
        if one.fuzzy:
            yield Finding(name, line, 1, "W627", f"fuzzy, and so not used: {quoted(one.msgid)}")
            continue
        said = [*one.msgstr_plural.values()] if one.msgid_plural else [one.msgstr]
        if any(has_controls(text) for text in said):
            yield Finding(name, line, 1, "E628", f"a control character in the translation of {quoted(one.msgid)}")
        if "{" in one.msgid + one.msgid_plural and not words.fits(one):
            names = listed(sorted(set(re.findall(r"\{\w*\}", one.msgid + one.msgid_plural))))
            yield Finding(name, line, 1, "E629", f"the translation of {quoted(one.msgid)} has to hold {names}")
        if one.msgid_plural and any(said):
            empty = [str(at) for at in range(count) if not one.msgstr_plural.get(at)]
            if empty or len(one.msgstr_plural) > count:
                yield Finding(
                    name, line, 1, "E630", f"{quoted(one.msgid)} needs {count} forms: {listed(empty)} is empty"
                )
