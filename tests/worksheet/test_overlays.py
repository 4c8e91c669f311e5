"""Translations of worksheets: keys, laying over, what `check` finds, what `translate` keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from ciworkbook import cli_authors
from ciworkbook.worksheet import loading
from ciworkbook.worksheet.bases import read_base
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.checking import sheet_files
from ciworkbook.worksheet.common import read_common
from ciworkbook.worksheet.compiling import SheetsFaulty, compile_folder, packed
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.layout import build as build_layout
from ciworkbook.worksheet.layout_checking import layout_files
from ciworkbook.worksheet.model import DOORS, Choice, build
from ciworkbook.worksheet.overlay import lay_over
from ciworkbook.worksheet.overlay_checking import Base, Overlay, check_overlay
from ciworkbook.worksheet.pieces import mark, pieces
from ciworkbook.worksheet.shelf import check_files
from ciworkbook.worksheet.texts import texts

from .sheets import EVERYTHING, sheet

HEAD = "format: 1\nof: small\nlanguage: es\nstatus: draft\n"
SMALL = sheet(
    "- {id: who, type: short_text, label: {harmed: Who saw it, helping: Who told you}}\n"
    "- {id: often, type: choice, label: How often, options_from: times}\n"
    '- {id: say, type: long_text, label: "What could you say to ${who|them}?"}',
    top="lists:\n  times:\n    - {id: once, label: Once}\n    - {id: more, label: Many times}\n",
)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    found, findings = read_base(tmp_path / "small.yaml")
    assert found is not None, findings
    return found


def overlay(base: Base, text: str, *, based_on: bool = True, head: str = "") -> tuple[Overlay | None, list[str]]:
    """Check an overlay of `base` with the lines `text` below text:; every line there is current if `based_on`."""
    lines = [f"  {line}" for line in text.strip().split("\n")]
    keys = [line.split(": ")[0].strip() for line in lines if not line.strip().startswith("#")]
    known = base.pieces()
    marks = []
    for key in keys:
        name, _at, door = key.partition("~")[0].partition("@")
        if based_on and name in known:
            marks.append(f'  {key}: "{mark(known[name].base(door))}"')
    whole = "\n".join(
        [
            head or f"format: 1\nof: {base.id}\nlanguage: es\nstatus: draft",
            "text:",
            *lines,
            *(["based_on:", *marks] if marks else []),
        ]
    )
    made, findings = check_overlay(*loading.load_text("x.es.yaml", whole), base, f"{base.id}.es.yaml")
    return made, [f"{one.code} {one.message}" for one in findings if one.code != "W608"]


def every_base() -> list[Path]:
    shipped = sheets_folder()
    common = [shipped / "common" / name for name in ("cards.yaml", "numbers.yaml")]
    return [*sheet_files(shipped), *layout_files(shipped), *common, EVERYTHING]


@pytest.mark.parametrize("path", every_base(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_text_that_a_person_reads_has_a_key_of_its_own(path: Path) -> None:
    base, findings = read_base(path)
    assert base is not None, findings
    keys = [key for piece in pieces(base.data, base.kind) for key, _text in piece.wanted()]
    assert len(keys) == len(set(keys))
    spoken = lay_over(base.data, {key: f"«{key}»" for key in keys}, "xx", base.kind)
    assert not spoken["untranslated"]
    if base.kind == "sheet":
        for door in base.data["audience"]:
            assert [one for one in texts(build(spoken, door)) if not one[1].startswith("«")] == []
    if base.kind == "layout":
        for door in base.data["audience"]:
            assert [one for one in texts(build_layout(spoken, door)) if not one[1].startswith("«")] == []


def test_a_text_for_one_door_wins_over_that_for_all(base: Base) -> None:
    spoken = lay_over(base.data, {"who.label": "¿Quién?", "who.label@helping": "¿Quién lo contó?"}, "es")
    assert build(spoken, "harmed").question("who").label == "¿Quién?"
    assert build(spoken, "helping").question("who").label == "¿Quién lo contó?"


def test_a_form_that_the_person_chose_wins_and_the_neutral_one_stands_in(base: Base) -> None:
    said = {"who.label": "neutral", "who.label~f": "feminine", "who.label@helping": "helping"}
    spoken = {form: lay_over(base.data, said, "es", form=form) for form in ("", "f", "m")}
    assert [build(one, "harmed").question("who").label for one in spoken.values()] == ["neutral", "feminine", "neutral"]
    assert build(spoken["f"], "helping").question("who").label == "helping"


def test_what_is_missing_stays_in_the_base_and_is_named(base: Base) -> None:
    spoken = build(
        lay_over(base.data, {"who.label": "¿Quién?", "title": "Pequeña", "part.title": "Parte"}, "es"), "harmed"
    )
    assert (spoken.title, spoken.language, spoken.question("say").label) == (
        "Pequeña",
        "es",
        "What could you say to ${who|them}?",
    )
    assert {"say", "often", "about"} <= spoken.untranslated
    assert not {"who", "title", "part"} & spoken.untranslated


def test_a_list_that_is_missing_names_the_questions_that_use_it(base: Base) -> None:
    spoken = build(lay_over(base.data, {"often.label": "¿Cuántas veces?"}, "es"), "harmed")
    assert "often" in spoken.untranslated
    asked = spoken.question("often")
    assert isinstance(asked, Choice)
    assert [one.label for one in asked.options] == ["Once", "Many times"]


def test_ids_conditions_and_the_data_of_the_base_are_not_touched(base: Base) -> None:
    before = repr(base.data)
    lay_over(base.data, {"title": "Pequeña", "lists.times.once.label": "Una vez"}, "es")
    assert repr(base.data) == before


def test_a_good_translation_has_no_findings_and_gives_its_texts(base: Base) -> None:
    made, findings = overlay(base, 'title: "Pequeña"\nsay.label: "¿Qué podrías decirle a ${who|esa persona}?"')
    assert findings == []
    assert made is not None and made.texts["title"] == "Pequeña"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('say.label: "¿Qué podrías decirle?"', "E606 'say.label': ${who} is missing"),
        ('say.label: "¿Qué le dirías a ${quien|ella}?"', "${quien} is not in the base"),
        ('say.label: "¿Qué le dirías a ${who|ella?"', "E606 write ${name|words if it is empty}"),
        ('sya.label: "¿Qué?"', "W604 there is no text 'sya.label' in 'small' - did you mean 'say.label'?"),
        ('who.label@facilitating: "¿Quién?"', "W604 'who.label' has no words for the door 'facilitating'"),
        ('who.label~x: "¿Quién?"', "W604 a form is one of f, m"),
        ('title: "Vea https://example.org"', "W306 a link"),
        ('title: "Pulse F8"', "W312 the name of a key"),
        ('title: "Peque\\u200dña"', "W609 a zero width joiner"),
        (f'lists.times.once.label: "{"larga " * 12}"', "W607 'lists.times.once.label' takes 71 cells"),
    ],
)
def test_check_finds_what_is_wrong_with_a_text(base: Base, line: str, found: str) -> None:
    _made, findings = overlay(base, line)
    assert found in "\n".join(findings)


def test_a_stale_text_is_told_and_not_used(base: Base) -> None:
    made, findings = overlay(base, 'title: "Pequeña"\nbased_on_: ""', based_on=False)
    assert any(one.startswith("W605 nothing under based_on") for one in findings)
    assert made is not None and made.texts == {"title": "Pequeña"}
    whole = "format: 1\nof: small\nlanguage: es\nstatus: draft\ntext: {title: Pequeña}\nbased_on: {title: '00000000'}"
    made, found = check_overlay(*loading.load_text("x", whole), base, "small.es.yaml")
    assert made is not None and made.texts == {}
    assert "W602 'title' is stale: the text it was made from is now 'Small'" in "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("format: 1\nof: other\nlanguage: es\nstatus: draft", "E601"),
        ("format: 1\nof: small\nlanguage: fr\nstatus: draft", "E602"),
        ("format: 1\nof: small\nlanguage: es\nstatus: reviewed", "E603"),
        ("format: 1\nof: small\nlanguage: es\nstatus: done", "E107"),
        ("format: 1\nof: small\nlanguage: Spanish\nstatus: draft", "E108"),
        ("format: 1\nof: small\nlanguage: es", "E103"),
    ],
)
def test_a_file_that_says_something_untrue_of_itself_is_not_used(base: Base, head: str, found: str) -> None:
    made, findings = overlay(base, "title: Pequeña", head=head)
    assert made is None
    assert [one[:4] for one in findings] == [found]


def test_characters_that_a_terminal_obeys_are_refused(base: Base) -> None:
    made, findings = overlay(base, 'title: "Peque\\u202ea"')
    assert made is None and findings[0].startswith("E004")


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    return tmp_path


def translate(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli_authors.translate(str(folder / "small.yaml"), "es", None) == 0
    capsys.readouterr()
    return (folder / "small.es.yaml").read_text("utf-8")


def test_a_skeleton_is_whole_and_says_only_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = translate(folder, capsys)
    assert '  #: Who told you\n  who.label@helping: ""\n' in text
    assert [one.code for one in check_files([folder / "small.es.yaml"], sheets_folder())] == ["W608"]
    assert translate(folder, capsys) == text


def test_bringing_up_to_date_keeps_texts_and_comments_and_tells_what_is_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = translate(folder, capsys).replace('\n  title: ""', '\n  # A note of ours\n  title: "Pequeña"')
    text = text.replace('about: ""', 'about: |\n    Una hoja.\n\n    Y "otra".')
    text = text.replace("translators: []", "translators: [Grupo de los martes]")
    (folder / "small.es.yaml").write_text("# Ours\n" + text, "utf-8")
    (folder / "small.yaml").write_text(
        SMALL.replace("title: Small\n", "title: Smaller\n").replace("- {id: often,", "- {id: how_often,"), "utf-8"
    )
    again = translate(folder, capsys)
    assert again.startswith("# Ours\n")
    assert "  #: Smaller\n  #! Stale: " in again
    assert '  # A note of ours\n  title: "Pequeña"\n' in again
    assert '  about: |\n    Una hoja.\n\n    Y "otra".\n' in again
    assert '  how_often.label: ""' in again
    assert "There is no such text any more.\n  often.label:" in again
    assert "Grupo de los martes" in again
    assert translate(folder, capsys) == again
    found = [one.code for one in check_files([folder / "small.es.yaml"], sheets_folder())]
    assert sorted(found) == ["W602", "W604", "W608"]
    # A text that was made anew: its line under based_on is taken out.
    lines = [line for line in again.split("\n") if not line.startswith('  title: "') or "Peq" in line]
    (folder / "small.es.yaml").write_text("\n".join(lines).replace("Pequeña", "Más pequeña"), "utf-8")
    assert "Stale" not in translate(folder, capsys)


def test_nothing_is_written_over_another_translation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = translate(folder, capsys)
    assert cli_authors.translate(str(folder / "small.yaml"), "fr", folder / "small.es.yaml") == 1
    assert (folder / "small.es.yaml").read_text("utf-8") == text
    assert cli_authors.translate(str(folder / "small.yaml"), "Spanish", None) == 2
    assert cli_authors.translate("no-such-sheet", "es", None) == 2


# In the program


def test_compiled_translations_are_shown_beside_what_is_not_translated(folder: Path) -> None:
    (folder / "small.es.yaml").write_text(
        HEAD + f'text: {{title: Pequeña}}\nbased_on: {{title: "{mark("Small")}"}}',
        "utf-8",
    )
    catalogue = Catalogue(compile_folder(folder))
    told = catalogue.languages()["es"]
    assert (told.sheets, told.reviewed) == (1, False)
    spanish = catalogue.in_language("es")
    assert [one.title for one in spanish.entries("harmed")] == ["Pequeña"]
    assert spanish.worksheet("small", "harmed").title == "Pequeña"
    assert catalogue.worksheet("small", "harmed").title == "Small"
    assert spanish.digest("small") == catalogue.digest("small")
    assert spanish.data("small") == catalogue.data("small")
    assert spanish.in_language("ko").entries("harmed")[0].title == "Small"


def test_a_translation_with_an_error_stops_the_folder_as_a_sheet_does(folder: Path) -> None:
    (folder / "small.es.yaml").write_text("of: small\n", "utf-8")
    with pytest.raises(SheetsFaulty):
        compile_folder(folder)


def test_cards_numbers_and_ready_made_summaries_speak_it_too() -> None:
    shipped = sheets_folder()
    found: list[tuple[str, Overlay]] = []
    for name in ("common/cards", "common/numbers", "summaries/carry-card"):
        base = read_base(shipped / f"{name}.yaml")[0]
        assert base is not None
        keys = [key for piece in base.pieces().values() for key, _text in piece.wanted()]
        found.append(
            (base.kind, Overlay(base.id, "es", reviewed=False, translators=(), texts=dict.fromkeys(keys, "Esto")))
        )
    card = read_base(shipped / "summaries/carry-card.yaml")[0]
    assert card is not None
    whole = {"index": [], "sheets": {}, "layouts": [card.data], "common": read_common(shipped)[0]}
    catalogue = Catalogue({**whole, "overlays": {"es": packed(found)}}).in_language("es")
    for door in DOORS:
        every = list(catalogue.card_doors())
        assert {(one.title, one.text) for one in catalogue.cards(every, door)} == {("Esto", "Esto")}
        assert {(one.place, one.name) for one in catalogue.numbers(door)} == {("Esto", "Esto")}
        assert all(one.number != "Esto" for one in catalogue.numbers(door))
        for layout in catalogue.layouts(door):
            if layout.id == "carry-card":
                assert (layout.title, layout.about, *layout.reader.treat) == ("Esto",) * 4
                assert {one.title for one in layout.parts if one.title} == {"Esto"}
                shown = [
                    text for part in layout.parts for item in part.items for text in (item.label, item.text) if text
                ]
                assert set(shown) == {"Esto"}


def test_a_language_is_read_only_where_it_is_used(folder: Path) -> None:
    text = HEAD + f'text: {{title: Pequeña}}\nbased_on: {{title: "{mark("Small")}"}}'
    (folder / "small.es.yaml").write_text(text, "utf-8")
    Catalogue.load(folder)
    kept = folder / ".compiled.json"
    whole = kept.read_bytes()
    first, _newline, behind = whole.partition(b"\n")
    assert b"Peque" not in first and b"Peque" in behind
    spanish = Catalogue.load(folder).in_language("es")
    assert spanish.entries("harmed")[0].title == "Pequeña"
    kept.write_bytes(whole[:-1])  # cut short: made again
    assert Catalogue.load(folder).in_language("es").entries("harmed")[0].title == "Pequeña"
    kept.write_bytes(whole.replace(b"Peque", b"Pekue"))  # and damaged
    assert Catalogue.load(folder).in_language("es").entries("harmed")[0].title == "Small"
    assert spanish.in_language("es").entries("harmed")[0].title == "Pequeña"  # what was read once stays
    kept.unlink()
    assert spanish.with_packs([]).entries("harmed")[0].title == "Pequeña"
