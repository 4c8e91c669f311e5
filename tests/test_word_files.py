"""Catalogues of the program's words: begun, brought up to date, checked, and what a person is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polib
import pytest
from babel import Locale
from babel.dates import format_date

from ciworkbook import cli_authors, languages, word_catalogues, word_files, words
from ciworkbook.answers.dates import in_words
from ciworkbook.answers.typed_dates import understand
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Precision


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    words.use("en")
    languages.know(lambda: Catalogue({"index": [], "sheets": {}}))


def catalogue(path: Path, *entries: polib.POEntry, tag: str = "es", **head: str) -> Path:
    made = word_files.begun(tag)
    made.metadata.update({key.replace("_", "-"): text for key, text in head.items()})
    made.extend(entries)
    made.save(str(path / f"{tag}.po"))
    return path / f"{tag}.po"


def codes(path: Path) -> list[str]:
    return [one.code for one in word_files.check(path) if one.code not in ("W622", "W623")]


def test_a_new_catalogue_has_every_message_and_the_plural_forms_of_its_language(tmp_path: Path) -> None:
    target = tmp_path / "ar.po"
    assert cli_authors.translate("program", "ar", target) == 0
    made = polib.pofile(str(target))
    assert {one.msgid for one in made} == {one.msgid for one in polib.pofile(str(word_files.SOURCE))}
    assert {len(one.msgstr_plural) for one in made if one.msgid_plural} == {6}
    assert [one.code for one in word_files.check(target)] == ["W622"]


def test_bringing_up_to_date_drops_nothing(tmp_path: Path) -> None:
    gone = polib.POEntry(msgid="Once said", msgstr="Dicho antes")
    kept = polib.POEntry(msgid="Back", msgstr="Atrás", tcomment="a note of ours")
    path = catalogue(tmp_path, gone, kept, X_Translators="Grupo")
    assert cli_authors.translate("program", "es", path) == 0
    made = polib.pofile(str(path))
    assert [(one.msgid, one.msgstr) for one in made.obsolete_entries()] == [("Once said", "Dicho antes")]
    back = made.find("Back")
    assert back is not None and (back.msgstr, back.tcomment) == ("Atrás", "a note of ours")
    assert made.metadata["X-Translators"] == "Grupo"


def test_check_finds_what_is_wrong(tmp_path: Path) -> None:
    days = {"msgid": "{n} day", "msgid_plural": "{n} days"}
    hello = polib.POEntry(msgid="Hello {name}", msgstr="Hola {nombre}")
    assert codes(catalogue(tmp_path, hello)) == ["E629"]
    assert codes(catalogue(tmp_path, polib.POEntry(**days, msgstr_plural={0: "un día", 1: "{n} días"}))) == []
    assert codes(catalogue(tmp_path, polib.POEntry(**days, msgstr_plural={0: "{n} día", 1: ""}))) == ["E630"]
    assert codes(catalogue(tmp_path, polib.POEntry(msgid="a", msgstr="a\x1b[2J"))) == ["E628"]
    assert codes(catalogue(tmp_path, polib.POEntry(msgid="a", msgstr="b", flags=["fuzzy"]))) == ["W627"]
    assert codes(catalogue(tmp_path, Plural_Forms="nplurals=2; plural=(n != ;")) == ["E625"]
    assert codes(catalogue(tmp_path, Plural_Forms="nplurals=2; plural=n;")) == ["E625"]
    assert codes(catalogue(tmp_path, tag="ar", Plural_Forms="nplurals=2; plural=(n != 1);")) == ["W626"]
    assert codes(catalogue(tmp_path, X_Status="reviewed")) == ["E624"]
    assert codes(catalogue(tmp_path, X_Status="reviewed", X_Reviewers="N.")) == []
    assert codes(catalogue(tmp_path, Language="fr")) == ["E624"]
    (tmp_path / "es.po").write_text('msgid "a"\nmsgstr "b"\nnonsense\n', "utf-8")
    assert [str(one).split(": ")[0] for one in word_files.check(tmp_path / "es.po")] == [f"{tmp_path}/es.po:3:1"]
    assert codes(tmp_path / "none.po") == ["E621"]


def test_a_broken_translation_is_left_out_and_a_broken_catalogue_is_english(tmp_path: Path) -> None:
    broken = polib.POEntry(msgid="Hello {name}", msgstr="Hola {nombre}")
    catalogue(tmp_path, broken, polib.POEntry(msgid="Back", msgstr="Atrás"))
    words.use("es", tmp_path)
    assert (words._("Hello {name}").format(name="Blue"), words._("Back")) == ("Hello Blue", "Atrás")
    for wrong in ('msgid "a"\nmsgstr b\n', 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(;\\n"\n', "\x00"):
        (tmp_path / "es.po").write_text(wrong, "utf-8")
        words.use("es", tmp_path)
        assert words._("Back") == "Back"


def test_the_six_arabic_forms(tmp_path: Path) -> None:
    forms = dict(enumerate(("zero", "one", "two", "few {n}", "many {n}", "other {n}")))
    entry = polib.POEntry(msgid="{n} day", msgid_plural="{n} days", msgstr_plural=forms)
    catalogue(tmp_path, entry, tag="ar")
    words.use("ar", tmp_path)
    said = [words.n_("{n} day", "{n} days", count) for count in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)]
    assert [one.split()[0] for one in said] == [
        *("zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "many")
    ]  # fmt: skip


def test_a_country_or_script_gives_way_to_the_language_alone(tmp_path: Path) -> None:
    catalogue(tmp_path, polib.POEntry(msgid="Back", msgstr="Atrás"))
    words.use("es-MX", tmp_path)
    assert (words._("Back"), words.language, words.wanted) == ("Atrás", "es", "es-MX")


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:es"}, "es"),
        ({"LANG": "C", "LANGUAGE": "es"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "es; rm -rf"}, "en"),
    ],
)
def test_the_first_language_is_that_of_the_system_if_there_are_words(
    environ: dict[str, str], tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue(tmp_path)
    catalogue(tmp_path, tag="zh-Hans")
    monkeypatch.setattr(words, "FOLDER", str(tmp_path))
    assert words.first(environ) == tag


def test_a_list_of_languages_says_in_words_how_much_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en.po").write_text(word_files.SOURCE.read_text("utf-8"), "utf-8")
    for tag in ("es", "ko", "xx"):
        assert cli_authors.translate("program", tag, tmp_path / f"{tag}.po") == 0
    for tag, share in (("es", 1.0), ("ko", 0.6)):
        made = polib.pofile(str(tmp_path / f"{tag}.po"))
        for entry in made[: int(len(made) * share)]:
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, entry.msgid)
        if tag == "es":
            made.metadata |= {"X-Status": "reviewed", "X-Reviewers": "N."}
        made.save()
    monkeypatch.setattr(words, "FOLDER", str(tmp_path))
    told = {"sheets": 2, "reviewed": True, "translators": ["Group"]}
    some = {"index": [{"id": "a"}, {"id": "b"}], "sheets": {}}
    languages.know(lambda: Catalogue({**some, "languages": {"es": told, "ko": {**told, "sheets": 1}}}))
    offered = languages.offered()
    assert [(one.name, languages.there_is(one)) for one in offered] == [
        ("English", "the whole program, all worksheets"),
        ("Español", "the whole program, all worksheets"),
        ("한국어", "most of the program, 1 worksheet, draft"),
    ]


TAGS = ("es", "ko", "ar", "hi", "zh-Hans", "vi")


@pytest.mark.parametrize("tag", TAGS)
def test_a_date_is_said_and_understood_in_the_language(tag: str, tmp_path: Path) -> None:
    entries = [polib.POEntry(msgid=one, msgstr=said) for one, said in word_files.dates(tag).items()]
    words.use(catalogue(tmp_path, *entries, tag=tag).stem, tmp_path)
    day = date(2026, 11, 24)
    locale = Locale.parse(tag, sep="-")
    said = in_words(day.isoformat())
    digits = {ord(one): str(number) for number, one in enumerate("٠١٢٣٤٥٦٧٨٩")}
    assert said == format_date(day, "long", locale).translate(digits)
    for value in ("2026-11-24", "2026-03-04", "2026-11"):
        read = understand(in_words(value), "day", date(2026, 5, 1))
        assert read is not None and read.value == value, in_words(value)
        arabic = in_words(value).translate({ord(str(number)): one for number, one in enumerate("٠١٢٣٤٥٦٧٨٩")})
        assert understand(arabic, "day", date(2026, 5, 1)) == read


def test_a_month_before_its_day_is_read_so_where_the_language_says_it_so(tmp_path: Path) -> None:
    entries = [polib.POEntry(msgid=one, msgstr=said) for one, said in word_files.dates("ko").items()]
    words.use(catalogue(tmp_path, *entries, tag="ko").stem, tmp_path)
    read = understand("3월 4일", "day", date(2026, 5, 1))
    assert read is not None and (read.value, read.doubt) == ("2026-03-04", "")


@pytest.mark.every_language
@pytest.mark.parametrize(
    ("typed", "precision", "value"),
    [
        ("2026年11月24日", "day", "2026-11-24"),
        ("11月24日", "day", "2026-11-24"),
        ("2025年秋天", "season", "2025-autumn"),
        ("上周", "day", "2026-11-19"),
        ("3个月前", "month", "2026-08"),
        ("上星期一", "day", "2026-11-23"),
        ("去年", "year", "2025"),
    ],
)
def test_dates_are_typed_in_chinese_without_spaces(typed: str, precision: Precision, value: str) -> None:
    words.use("zh-Hans")
    read = understand(typed, precision, date(2026, 11, 26))
    assert read is not None
    assert read.value == value


@pytest.mark.every_language
def test_the_catalogues_that_come_with_the_program_say_dates_as_their_language_does() -> None:
    """In the parts and their order; what stands between them is up to those who translate."""
    for path in sorted(word_catalogues.folder().glob("*.po")):
        there = {one.msgid: one.msgstr for one in polib.pofile(str(path)) if one.translated()}
        for message, said in word_files.dates(path.stem).items():
            if path.stem != "en" and message in there and "~" not in path.stem and "{weekday}" not in message:
                order = [re.findall(r"{\w+}", one) or one.casefold() for one in (there[message], said)]
                assert order[0] == order[1], (path.name, message)


@pytest.mark.every_language
def test_the_catalogues_that_come_with_the_program_have_no_error() -> None:
    for path in sorted(word_catalogues.folder().glob("*.po")):
        if path.stem != "en":
            assert [str(one) for one in word_files.check(path) if one.level == "error"] == []
            assert polib.pofile(str(path)).metadata["X-Status"] in ("draft", "reviewed")
