"""Blank paper: every question of every sheet at every door, once, with room, and nothing that cannot be asked there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ciworkbook.summary import as_html, as_markdown, as_pdf, as_text
from ciworkbook.summary.blank import Around, Wanted, at_the_door, blank, booklet
from ciworkbook.summary.document import Block, Boxes, Document, Figure, Grid, Heading, Paragraphs, Room, Rule
from ciworkbook.summary.page_data import Paper
from ciworkbook.text import cells, clean_line
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.conditions import parse
from ciworkbook.worksheet.model import (
    DOORS,
    Check,
    Checklist,
    Choice,
    Choices,
    Column,
    ContentNote,
    Credit,
    Door,
    LongText,
    Note,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    Section,
    ShortText,
    Staircase,
    Step,
    Table,
    Worksheet,
    build,
)
from ciworkbook.worksheet.piping import without_answers

from ..worksheet.sheets import EVERYTHING
from .samples import NAMES, SAMPLES
from .test_pdf import pdftotext, streams, text_of, words


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def around(catalogue: Catalogue, door: Door) -> Around:
    cards = {one.id: one for one in catalogue.cards(catalogue.card_doors(), door)}
    return Around(cards, {one.id: one.title for one in catalogue.entries(door)})


def everything(door: Door) -> Worksheet:
    data, _findings = check_file(EVERYTHING)
    assert data is not None
    return build(data, door)


def shipped(catalogue: Catalogue) -> Iterator[Worksheet]:
    for door in DOORS:
        for entry in catalogue.entries(door):
            yield catalogue.worksheet(entry.id, door)


def small(*questions: Question, language: str = "en") -> Worksheet:
    credit = Credit("CC-BY-4.0", ("Somebody",))
    section = Section("s", "A part", questions)
    return Worksheet(
        "small", 1, language, "harmed", "A small sheet", "About it.", "goals", 5, ("harmed",), (section,), credit
    )


def made(*questions: Question) -> list[Block]:
    """The blocks that these questions give."""
    blocks = blank(small(*questions), Wanted(credit=False)).blocks
    at = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2)
    return list(blocks[at + 1 :])


def flat(text: str) -> str:
    return " ".join(text.split())


def labels(document: Document) -> list[str]:
    return [label for block in document.blocks if (label := getattr(block, "label", ""))]


# Every sheet at every door


def test_every_question_of_every_sheet_stands_there_once(catalogue: Catalogue) -> None:
    seen = 0
    for worksheet in shipped(catalogue):
        document = blank(worksheet, around=around(catalogue, worksheet.door))
        text = as_text.render(document, 76)
        assert max(cells(line) for line in text.splitlines()) <= 76
        assert "${" not in text and "ciworkbook" not in text.casefold()
        said = flat(text)
        questions = [one for one in worksheet.questions() if not isinstance(one, Note)]
        for number, question in enumerate(questions, 1):
            asked = f"{number}. {clean_line(without_answers(question.label))}"
            assert labels(document).count(asked) == 1, (worksheet.id, question.id)
            assert asked in said, (worksheet.id, question.id)
            seen += 1
        assert f"{len(questions) + 1}. " not in " ".join(labels(document))
        for question in worksheet.questions():
            if isinstance(question, Note):
                assert flat(without_answers(question.label)).split(" - ")[0][:60] in said, (worksheet.id, question.id)
            for part in ("options", "items", "states", "rows", "rings", "steps", "columns", "fields", "prompts"):
                for one in getattr(question, part, ()):
                    assert any(clean_line(without_answers(one.label)) in words_ for words_ in _words(document)), one
    assert seen > 900


def _words(document: Document) -> list[str]:
    """Every text of the document, by block."""
    found = []
    for block in document.blocks:
        said = [getattr(block, "label", ""), getattr(block, "hint", ""), *getattr(block, "options", ())]
        said += [*getattr(block, "header", ()), *getattr(block, "stubs", ())]
        if isinstance(block, Figure):
            said += [block.line.text, *(shape.text for shape in block.sheet.shapes)]
        found.append(" ".join(said))
    return found


def test_what_another_door_is_asked_is_not_there(catalogue: Catalogue) -> None:
    missing = 0
    for worksheet in shipped(catalogue):
        mine = {one.id for one in worksheet.questions()}
        said = labels(blank(worksheet, around=around(catalogue, worksheet.door)))
        own = {clean_line(one.label) for one in worksheet.questions()}
        for door in worksheet.audience:
            for other in catalogue.worksheet(worksheet.id, door).questions():
                label = clean_line(other.label)
                if other.id not in mine and not isinstance(other, Note) and label not in own:
                    assert not any(one.endswith(f". {label}") for one in said), (worksheet.id, other.id)
                    missing += 1
    assert missing > 50


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_asked(catalogue: Catalogue, width: int) -> None:
    for id_, door in (
        ("ally-barrier-map", "harmed"),
        ("accountability-staircase", "caused_harm"),
        ("getting-out-checklist", "harmed"),
        ("several-survivors", "facilitating"),
    ):
        document = blank(catalogue.worksheet(id_, door), Wanted(cells=width - 2))  # type: ignore[arg-type]
        assert max(cells(line) for line in as_text.render(document, width).splitlines()) <= width


@pytest.mark.parametrize(
    ("id_", "door", "paper"),
    [
        ("danger-signs-now", "harmed", "a4"),
        ("accountability-staircase", "caused_harm", "us-letter"),
        ("ally-barrier-map", "helping", "us-letter"),
        ("several-survivors", "facilitating", "a4"),
    ],
)
@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_every_question_is_on_the_printed_page(
    catalogue: Catalogue, id_: str, door: Door, paper: Paper, mark: None
) -> None:
    worksheet = catalogue.worksheet(id_, door)
    page = as_pdf.render(blank(worksheet, around=around(catalogue, door)), paper=paper)
    assert page.missing == ()
    said = words(text_of(page.bytes))
    for number, question in enumerate((one for one in worksheet.questions() if not isinstance(one, Note)), 1):
        assert said.count(words(f"{number}. {without_answers(question.label)}")) == 1, question.id
    data = streams(page.bytes)
    assert b"ciworkbook" not in data.lower() and b"typst" not in data.lower()
    assert b">Worksheet</rdf:li>" in page.bytes  # beside it there are the headings to jump to


def test_what_made_it_is_said_only_where_that_is_wanted(catalogue: Catalogue) -> None:
    worksheet = catalogue.worksheet("start-here", "harmed")
    for wanted, told in ((Wanted(), False), (Wanted(program=True), True)):
        document = blank(worksheet, wanted, around(catalogue, "harmed"))
        for said in (as_text.render(document, 76), as_markdown.render(document), as_html.render(document)):
            assert ("ciworkbook" in said.casefold()) is told
    assert "License:" in as_text.render(blank(worksheet), 76)
    assert "License:" not in as_text.render(blank(worksheet, Wanted(credit=False)), 76)


def test_every_rule_stands_where_it_holds(catalogue: Catalogue) -> None:
    seen = 0
    for worksheet in shipped(catalogue):
        document = blank(worksheet, around=around(catalogue, worksheet.door))
        said = labels(document)
        for section in worksheet.sections:
            if section.relevant is not None:  # also where another part has the same rule
                at = next(
                    at
                    for at, block in enumerate(document.blocks)
                    if isinstance(block, Heading) and block.key.endswith(f".{section.id}") and block.level == 2
                )
                rule = document.blocks[at + 1]
                assert isinstance(rule, Paragraphs) and re.match("(Go on with|Skip) this part ", rule.label)
                seen += 1
        asked = [one for one in worksheet.questions() if one.relevant is not None]
        hints = [getattr(block, "hint", "").split("\n")[0] for block in document.blocks]
        rules = [hint for hint in hints if re.match("(Go on with|Skip) this one ", hint)]
        assert len(rules) == len([one for one in asked if not isinstance(one, Note)])
        notes = [label for label in said if re.match("If .*:$", label)]
        checks = sum(len(one.constraints) for one in worksheet.questions())
        assert len(notes) >= len([one for one in asked if isinstance(one, Note)]) and len(notes) <= len(asked) + checks
    assert seen > 20


def test_a_check_is_said_in_words_of_an_answer_that_is_there() -> None:
    most = Check("c", "note", parse({"q": "a", "count_at_most": 3}), "That is a lot.")
    text = flat(as_text.render(blank(small(Table("a", "T", columns=(column("x"),), constraints=(most,)))), 200))
    assert "If you filled in at least 4 rows at question 1: That is a lot." in text


# What stands below a question


def test_room_is_as_large_as_the_question_asks_for() -> None:
    blocks = made(
        ShortText("a", "A word", max_length=40),
        ShortText("b", "A line"),
        LongText("c", "A text"),
        LongText("d", "The text", core=True),
    )
    assert [block.lines for block in blocks if isinstance(block, Room)] == [1, 2, 6, 8]
    more = blank(small(LongText("c", "A text")), Wanted(more_room=True, credit=False)).blocks
    assert [block.lines for block in more if isinstance(block, Room)][-1] == 12


def test_things_to_tick() -> None:
    options = (Option("a", "One", hint="a hint"), Option("b", "Two", relevant=parse({"q": "x", "answered": True})))
    one, any_, plain, told, people = made(
        Choice("x", "Which?", options=options[:1], other=True),
        Choices("y", "Which of them?", hint="A hint.", options=options),
        Checklist("z", "What is done?", items=options[:1], note_each=True),
        Checklist("w", "How far?", items=options[:1], states=(Option("s", "Yes"), Option("t", "No")), note_each=True),
        Choices("v", "Who?", options_from="nobody"),
    )
    assert isinstance(one, Boxes) and one.one and one.label == "1. Which?" and one.hint == "Tick one."
    assert one.options == ("One – a hint", "Something else: ________________________")
    assert isinstance(any_, Boxes) and not any_.one and any_.hint == "A hint.\nTick all that fit."
    assert any_.options[1] == "Two (only if you ticked something at question 1)"
    assert isinstance(plain, Boxes) and plain.note
    assert isinstance(told, Grid) and (told.header, told.ticks) == (("Yes", "No", "In a few words"), 2)
    assert told.stubs == ("One – a hint",)
    assert isinstance(people, Room) and people.lines == 3


def test_a_scale_is_a_line_with_numbers() -> None:
    [rule] = made(Scale("a", "How much?", min=0, max=4, min_label="Nothing", max_label="All"))
    assert isinstance(rule, Rule)
    assert (rule.low, rule.high, rule.steps, rule.first) == ("Nothing", "All", 5, 0)
    drawn = as_text.render(Document("t", "en", (rule,)), 76).splitlines()
    assert "  0        1        2        3        4" in [line.rstrip() for line in drawn]


def column(id_: str, type_: str = "short_text", **more: object) -> Column:
    return Column(id_, type_, id_.capitalize(), **more)  # type: ignore[arg-type]


def test_tables_are_grids_and_wide_ones_are_several_or_forms() -> None:
    three, seven = [column(id_) for id_ in "abc"], [column(id_) for id_ in "abcdefg"]
    [grid] = made(Table("t", "T", columns=tuple(three), row_label="a thing"))
    assert isinstance(grid, Grid) and (grid.header, grid.stubs, grid.rows) == (("A", "B", "C"), (), 5)
    assert "One for each: a thing." in grid.hint
    wide = made(Table("t", "T", columns=tuple(seven)))
    assert all(isinstance(part, Grid) for part in wide)
    assert [part.header for part in wide if isinstance(part, Grid)] == [("A", "B"), ("C", "D"), ("E", "F", "G")]
    # The same rows are told by the same numbers.
    assert {part.stubs for part in wide if isinstance(part, Grid)} == {("1.", "2.", "3.", "4.", "5.")}
    first, *forms = made(Table("t", "T", columns=(*seven, column("text", "long_text")), row_label="a thing"))
    assert isinstance(first, Room) and first.lines == 0
    assert [form.header for form in forms if isinstance(form, Grid)] == [(f"A thing ({at})",) for at in (1, 2, 3)]
    assert all(isinstance(form, Grid) and form.height(7) > form.height(0) == 1 for form in forms)


def test_fixed_rows_stand_at_the_start_of_their_rows() -> None:
    rows = (Option("r", "Here"), Option("s", "There"))
    yes = (Option("y", "Yes"), Option("n", "No"))
    [ticked] = made(Table("t", "T", rows=rows, columns=(column("a", "choice", options=yes),)))
    assert isinstance(ticked, Grid) and ticked.ticks == 2
    assert (ticked.header, ticked.stubs) == (("Yes", "No"), ("Here", "There"))
    [told] = made(Table("t", "T", rows=rows, columns=(column("a", "choice", options=yes), column("b"))))
    assert isinstance(told, Grid) and told.header == ("A", "B") and "“A”: Yes / No" in told.hint


def test_people_stand_in_a_grid() -> None:
    [grid] = made(PeopleQuestion("p", "Who?", alias_hint="A made-up name", fields=(column("bond"),), count_hint=(1, 4)))
    assert isinstance(grid, Grid) and (grid.header, grid.rows) == (("Who", "Bond"), 4)
    assert "A made-up name" in grid.hint


def test_stairs_and_rings_are_drawn_empty() -> None:
    steps = (Step("a", "First", "A hint", ("A sign",)), Step("b", "Second"))
    states = (Option("y", "Yes"), Option("n", "Not yet"))
    rings = (Option("n", "Near", hint="today"), Option("f", "Far"))
    blocks = made(
        Staircase("s", "Where?", steps=steps, states=states, place="range", note_each=True),
        PeopleQuestion("p", "Who?"),
        RingMap("r", "How near?", people="p", rings=rings),
    )
    stairs, rounds = (block for block in blocks if isinstance(block, Figure))
    assert "Here" not in stairs.picture.alt and "●" not in "".join(stairs.picture.lines())
    assert {"First", "Second"} <= {shape.text for shape in stairs.sheet.shapes}
    assert rounds.line.text.startswith("An empty map of rings") and "nobody" not in rounds.sheet.alt
    assert {"Near", "Far", "me"} <= {shape.text for shape in rounds.sheet.shapes}
    asked = [block for block in blocks if isinstance(block, Room) and block.lines == 0]
    assert [block.label for block in asked] == ["1. Where?", "3. How near?"]
    assert "from one to another" in asked[0].hint and "question 2" in asked[1].hint and "today" in asked[1].hint
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert [grid.stubs for grid in grids] == [("Second", "First")] * 2  # the top step stands at the top
    assert grids[0].ticks == 2 and grids[1].header == ("In a few words",)
    assert any(isinstance(block, Paragraphs) and block.label == "Step 1: First" for block in blocks)


# Sentences around the questions


def test_what_is_only_for_some_says_for_whom() -> None:
    options = (Option("y", "Yes"), Option("n", "No"))
    yes = parse({"q": "a", "is": "y"})
    asked = Choice("a", "Is it?", options=options, constraints=(Check("c", "warning", yes, "Then there is time."),))
    sheet = small(
        asked,
        Note("b", "Read this.", tone="safety", relevant=yes),
        LongText("c", "Say more", hint="A hint.", relevant=parse({"not": {"q": "a", "is": "n"}}),
                 content_note=ContentNote(("hard things",), "Take your time.")),
        ShortText("d", "Never asked", relevant=parse({"q": "elsewhere", "answered": True})),
        ShortText("e", "Call ${a|them}, or ${a}"),
    )  # fmt: skip
    answered = parse({"q": "a", "answered": True})
    sheet = replace(sheet, sections=(replace(sheet.sections[0], pause="Rest.", relevant=answered),))
    text = flat(as_text.render(blank(sheet), 200))
    assert "Go on with this part only if you ticked something at question 1." in text
    assert "If you ticked something other than “Yes” at question 1: Then there is time." in text
    assert "If you ticked “Yes” at question 1: Read this." in text
    rule = "2. Say more Skip this one if you ticked “No” at question 1. This is about: hard things."
    assert f"{rule} Take your time. A hint." in text
    assert "Never asked" not in text and "3. Call them, or …" in text
    assert "A place to stop: Rest." in text
    for way in ("skip", "not now", "does not fit me", "I would rather not say"):
        assert text.count(f"“{way}”") == 1


def test_everything_of_the_format_is_told(catalogue: Catalogue) -> None:
    for door in DOORS:
        worksheet = everything(door)
        titles = {"small": "Another sheet"}
        text = flat(as_text.render(blank(worksheet, around=replace(around(catalogue, door), titles=titles)), 76))
        for said in (
            "You can stop anywhere.",
            "This is about: harm, {curly} [square].",
            "Read this first.",
            "How is it, you?",
            "You could begin with “Today I …”",
            "If you filled in “Another sheet”, you can have it beside you here.",
            "A day to look at this again",
        ):
            assert said in text, (door, said)
    assert "Another sheet: It may help next." in flat(
        as_text.render(blank(everything("harmed"), around=Around({}, {"small": "Another sheet"})), 76)
    )


def test_cards_are_told_once(catalogue: Catalogue) -> None:
    for worksheet in shipped(catalogue):
        said = labels(blank(worksheet, around=around(catalogue, worksheet.door)))
        named = {card.title for card in around(catalogue, worksheet.door).cards.values()}
        cards = [label for label in said if label in named]
        assert len(cards) == len(set(cards))


def test_sheets_about_danger_say_that_paper_can_be_found(catalogue: Catalogue) -> None:
    for worksheet in shipped(catalogue):
        text = flat(as_text.render(blank(worksheet), 76))
        assert ("Paper can be found." in text) is (worksheet.safety == "high")
        assert ("not proof of change" in text) is (worksheet.door == "caused_harm")


def test_what_can_never_be_asked_is_left_out_of_the_numbers(catalogue: Catalogue) -> None:
    never = ShortText("b", "Never", relevant=parse({"q": "elsewhere", "answered": True}))
    kept = at_the_door(small(ShortText("a", "First"), never, ShortText("c", "Last")))
    assert [one.id for one in kept.questions()] == ["a", "c"]
    for worksheet in shipped(catalogue):
        assert [one.id for one in at_the_door(worksheet).questions()] == [one.id for one in worksheet.questions()]


# A booklet


def test_a_booklet_begins_each_sheet_on_a_page_of_its_own(catalogue: Catalogue) -> None:
    sheets = [catalogue.worksheet(one.id, "harmed") for one in catalogue.entries("harmed") if one.topic == "goals"]
    document = booklet("What do I want?", sheets, around=around(catalogue, "harmed"))
    heads = [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [head.text for head in heads] == ["What do I want?", *(one.title for one in sheets)]
    assert [head.fresh for head in heads] == [False, *[True] * len(sheets)]
    assert as_html.render(document).count('<h1 class="fresh">') == len(sheets)
    text = as_text.render(document, 76)
    assert text.count("“would rather not say”") + flat(text).count("“I would rather not say”") == 1
    for one in sheets:
        assert f"{one.title} · about {one.minutes} minutes" in flat(text)


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_a_printed_booklet_has_a_page_for_what_is_in_it(catalogue: Catalogue, mark: None) -> None:
    sheets = [catalogue.worksheet(id_, "harmed") for id_ in ("start-here", "support-pod")]
    pages = text_of(as_pdf.render(booklet("A booklet", sheets, around=around(catalogue, "harmed"))).bytes).split("\f")
    assert "In this booklet" in pages[0] and "page 1 of" in pages[0]
    begun = [at for at, page in enumerate(pages) for sheet in sheets if page.strip().startswith(sheet.title)]
    assert begun[0] == 1 and len(begun) == 2
    for sheet, at in zip(sheets, begun, strict=True):
        assert re.search(rf"{re.escape(sheet.title)} · about \d+ minutes +{at + 1}\n", pages[0])


# Other scripts


def sheet_in(language: str) -> Worksheet:
    """A sheet with every kind of question, in a language's sample words."""
    said = SAMPLES[language]
    three = tuple(Option(str(at), words_) for at, words_ in enumerate(said.rings))
    fields = tuple(Column(str(at), "short_text", name) for at, name in enumerate(said.header[1:]))
    questions = (
        Note("n", said.told, tone="care"),
        ShortText("a", said.talked, hint=said.care),
        Choice("b", said.here, options=three, other=True),
        Choices("c", said.agreements, options=tuple(Option(str(at), one) for at, one in enumerate(said.agreed))),
        Scale("d", said.talked, min=1, max=5, min_label=said.rings[0], max_label=said.rings[-1]),
        Checklist("e", said.agreements, items=three, states=three, note_each=True),
        PeopleQuestion("f", said.here, alias_hint=NAMES[0], fields=fields),
        RingMap("g", said.here, people="f", rings=three),
        Staircase("h", said.talked, steps=tuple(Step(str(at), one) for at, one in enumerate(said.steps)), states=three),
        Table("i", said.dates, columns=tuple(Column(str(at), "short_text", one) for at, one in enumerate(said.header))),
        LongText("j", said.talked, relevant=parse({"q": "b", "is": "0"})),
    )
    return replace(small(*questions, language=language), title=said.title, about=said.told)


@pytest.mark.parametrize("language", ["ar", "ko", "hi", "zh"])
def test_a_sheet_in_another_script_is_set_without_a_box(language: str) -> None:
    document = blank(sheet_in(language))
    assert document.language == language
    page = as_pdf.render(document)
    assert page.missing == () and page.bytes.startswith(b"%PDF")
    assert max(cells(line) for line in as_text.render(document, 60).splitlines()) <= 60
    direction = "rtl" if language == "ar" else "ltr"
    assert re.match(rf'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">', as_html.render(document))
