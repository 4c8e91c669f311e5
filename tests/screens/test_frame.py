"""What stands around every sheet: cards, what other sheets hold, a day to look again, what may help next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ciworkbook.preferences import Settings
from ciworkbook.screens.card import CardLine, CardPage
from ciworkbook.screens.home import Home
from ciworkbook.screens.look_again import LookAgain
from ciworkbook.screens.numbers import Numbers
from ciworkbook.screens.question import QuestionBlock
from ciworkbook.screens.sheet import Sheet
from ciworkbook.sitting_words import SAFETY, safety_line
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.widgets.table import TableWidget
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.model import DOORS

from .bench import CREDIT, NOW, Bench, MemoryVault, people, visit, workbook
from .seen import SIZES, same_as_before

BASE: dict[str, Any] = {
    "version": 1,
    "language": "en",
    "about": "A sheet.",
    "topic": "staying_safe",
    "minutes": 5,
    "audience": ["harmed", "caused_harm"],
    "credit": CREDIT,
}
RISKS: dict[str, Any] = {
    **BASE,
    "id": "risks",
    "title": "What could go wrong",
    "sections": [
        {
            "id": "part",
            "title": "Part",
            "questions": [
                {
                    "id": "rows",
                    "type": "table",
                    "label": "What could happen?",
                    "row_label": "risk",
                    "columns": [
                        {"id": "what", "type": "short_text", "label": "What"},
                        {"id": "whom", "type": "people", "label": "To whom"},
                    ],
                },
                {"id": "words", "type": "long_text", "label": "In ${words.harmed|your} words"},
            ],
        }
    ],
}
PLAN: dict[str, Any] = {
    **BASE,
    "id": "plan",
    "title": "A plan",
    "cards": ["court", "proof", "gone"],
    "revisit": {"after": "2 weeks", "invite": "Look again?"},
    "suggests": [
        {"sheet": "risks", "why": "To think of [what] may happen."},
        {"sheet": "risks", "why": "Only after words.", "relevant": {"q": "wish", "answered": True}},
        {"sheet": "nowhere", "why": "Not there."},
    ],
    "sections": [
        {
            "id": "first",
            "title": "First",
            "cards": ["court"],
            "questions": [
                {
                    "id": "steps_table",
                    "type": "table",
                    "label": "What is my plan?",
                    "row_label": "worry",
                    "columns": [
                        {"id": "worry", "type": "long_text", "label": "Worry"},
                        {"id": "who", "type": "people", "label": "Who"},
                    ],
                    "pull_from": [{"sheet": "risks", "q": "rows", "take": {"what": "worry", "whom": "who"}}],
                },
                {
                    "id": "wish",
                    "type": "long_text",
                    "label": "What do I wish?",
                    "cards": ["court"],
                    "pull_from": [{"sheet": "risks", "q": "words"}],
                },
            ],
        }
    ],
}


def book_with_risks(door: Any = "harmed") -> tuple[Workbook, MemoryVault, str]:
    """A workbook with an earlier visit to the risks."""
    book, vault = workbook(PLAN, RISKS, door=door)
    (blue,) = people(book, "Blue")
    rows = [
        {"id": "a", "what": "He finds [out]", "whom": [blue]},
        {"id": "b", "what": ""},
        {"id": "c", "what": "Rumors"},
    ]
    visit(book, "risks", "2026-11-01", {"rows": rows, "words": "It is near.\nVery near."})
    return book, vault, blue


class Plan(Bench):
    """Home, with the plan opened above it at `at`."""

    def __init__(self, book: Workbook, at: str = "") -> None:
        super().__init__(book, Home())
        self.at = at

    async def on_ready(self) -> None:
        assert isinstance(self.screen, Home)
        self.screen.open_visit(
            replace(self.workbook.begin("plan", self.workbook.settings.door or "harmed"), at_question=self.at)
        )

    @property
    def sheet(self) -> Sheet:
        assert isinstance(self.screen, Sheet)
        return self.screen


async def chosen(app: Bench, pilot: Any, entry: str) -> None:
    """Choose the entry called `entry`, wherever it stands."""
    found = [one for one in app.screen.query(MenuEntry) if one.entry.id == entry]
    assert len(found) == 1, [one.entry.id for one in app.screen.query(MenuEntry)]
    found[0].focus()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


# Cards


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["frame-in", "frame-question", "frame-beside", "frame-card", "frame-out"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book, _vault, _blue = book_with_risks()
    app = Plan(book, {"frame-question": "steps_table", "frame-beside": "wish"}.get(name, ""))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        if name == "frame-card":
            await chosen(app, pilot, "court")
        if name == "frame-out":
            for _turn in range(4):
                await app.sheet.action_next()
                await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_a_card_is_remembered_as_read_and_can_be_hidden_for_good() -> None:
    book, vault, _blue = book_with_risks()
    app = Plan(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = list(app.screen.query(CardLine))
        assert [one.card.id for one in lines] == ["court"]  # one is for another door, one is not there
        assert "read" not in lines[0].entry.note
        await chosen(app, pilot, "court")
        assert isinstance(app.screen, CardPage)
        assert "Others may read it one day." in app.all_text()
        await chosen(app, pilot, "back")
        assert app.screen.query(CardLine).first().entry.note == "read"
        assert vault.kept("settings")[-1]["cards"] == {"court": "read"}
        await chosen(app, pilot, "court")
        await chosen(app, pilot, "hide")
        assert not app.screen.query(CardLine)
        assert Settings.from_data(vault.kept("settings")[-1]).cards == {"court": "hidden"}
        await app.sheet.action_next()
        await pilot.pause()
        assert not app.screen.query(CardLine)


async def test_cards_stand_on_the_sheet_the_section_and_the_question() -> None:
    book, _vault, _blue = book_with_risks("caused_harm")
    app = Plan(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert [one.card.id for one in app.screen.query(CardLine)] == ["court", "proof"]
        for _question, where in (("steps_table", "section"), ("wish", "question")):
            await app.sheet.action_next()
            await pilot.pause()
            assert [one.card.id for one in app.screen.query(CardLine)] == ["court"], where
            inside = bool(app.screen.query_one(QuestionBlock).query(CardLine))
            assert inside is (where == "question")


# What other sheets hold


async def test_rows_of_another_sheet_are_offered_and_taken_over_one_by_one() -> None:
    book, _vault, blue = book_with_risks()
    app = Plan(book, "steps_table")
    async with app.run_test() as pilot:
        await pilot.pause()
        table = app.screen.query_one(TableWidget)
        (offer,) = table.offers
        assert [label for _id, label in offer.actions] == ["He finds [out]", "Rumors"]
        assert "From “What could go wrong”, 1 November 2026:" in offer.lead
        assert table.value == []
        offer.focus()
        await pilot.press("enter")
        await pilot.pause()
        (row,) = table.value
        assert (row["worry"], row["who"]) == ("He finds [out]", [blue])
        assert [label for _id, label in offer.actions] == ["Rumors"]
        # What was taken over is the person's own from then on: the other sheet stays as it is.
        row["who"].append("x")
        assert book.visits("risks")[-1].value("rows")[0]["whom"] == [blue]


async def test_an_answer_of_another_sheet_stands_beside_and_is_never_merged() -> None:
    book, _vault, _blue = book_with_risks()
    app = Plan(book, "wish")
    async with app.run_test() as pilot:
        await pilot.pause()
        said = app.all_text()
        assert "From “What could go wrong”, 1 November 2026:" in said
        assert "In your words" in said and "It is near.\nVery near." in said
        assert app.desk.visit is not None and app.desk.visit.value("wish") is None


async def test_nothing_is_pulled_from_another_door_or_from_what_was_never_filled_in() -> None:
    book, _vault, _blue = book_with_risks()
    other, _vault2 = workbook(PLAN, RISKS, door="caused_harm")
    for one, door in ((book, "caused_harm"), (other, "caused_harm")):
        begun = one.begin("plan", door)  # type: ignore[arg-type]
        sheet = one.catalogue.worksheet("plan", door)  # type: ignore[arg-type]
        assert [one.pulled(begun, question) for question in sheet.questions()] == [[], []]


def test_a_resting_or_left_answer_is_not_pulled() -> None:
    from ciworkbook.answers.answer import Answer

    book, _vault = workbook(PLAN, RISKS)
    visit(book, "risks", "2026-11-01", {"words": "Older words"})
    visit(book, "risks", "2026-11-02", {"words": Answer("not_now", "Set aside")})
    begun = book.begin("plan", "harmed")
    wish = book.catalogue.worksheet("plan", "harmed").question("wish")
    assert [one.lines for one in book.pulled(begun, wish)] == [("Older words",)]


# The way out


async def test_a_day_to_look_again_is_kept_and_home_names_the_sheet_on_that_day() -> None:
    book, vault, _blue = book_with_risks()
    app = Plan(book, "wish")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("h", "i")
        await app.sheet.action_next()
        await pilot.pause()
        await chosen(app, pilot, "look_again")
        assert isinstance(app.screen, LookAgain)
        assert [one.entry.note for one in app.screen.query(MenuEntry)][:4] == [
            "25 November 2026", "1 December 2026", "8 December 2026", "24 December 2026",
        ]  # fmt: skip
        await chosen(app, pilot, "day:2026-12-08")
        assert vault.kept("visit")[-1]["look_again"] == "2026-12-08"
        assert "8 December 2026" in app.all_text()
        await chosen(app, pilot, "leaving:steady")
    assert book.due() == []
    later = Workbook(vault, book.catalogue, lambda: NOW.replace(month=12, day=8))  # type: ignore[arg-type]
    later._shelf = book._shelf
    later.settings = book.settings
    assert [one.worksheet for one in later.due()] == ["plan"]
    home = Bench(later, Home())
    async with home.run_test() as pilot:
        await pilot.pause()
        assert "Look again" in home.seen() and "A plan" in home.seen()


async def test_a_day_of_ones_own_is_typed() -> None:
    book, vault, _blue = book_with_risks()
    app = Plan(book, "wish")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("h", "i")
        await app.sheet.action_next()
        await pilot.pause()
        await chosen(app, pilot, "look_again")
        app.screen.query_one("DateLine TextLine").focus()
        await pilot.press(*"3 1 2027", "enter")
        await pilot.pause()
        assert vault.kept("visit")[-1]["look_again"] == "2027-01-03"


async def test_what_may_help_next_is_named_with_its_reason_and_opens() -> None:
    book, _vault, _blue = book_with_risks()
    app = Plan(book, "wish")
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.sheet.action_next()
        await pilot.pause()
        said = app.all_text()
        assert "To think of [what] may happen." in said
        assert "Only after words." not in said and "Not there." not in said
        assert [one.entry.id for one in app.screen.query(MenuEntry)].count("sheet:risks") == 1


async def test_the_way_out_leads_to_numbers() -> None:
    book, _vault, _blue = book_with_risks()
    app = Plan(book, "wish")
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.sheet.action_next()
        await pilot.pause()
        await chosen(app, pilot, "numbers")
        assert isinstance(app.screen, Numbers)


def test_the_line_on_safety_has_other_words_each_day_and_in_each_door() -> None:
    from datetime import date, timedelta

    said = set()
    for door in DOORS:
        days = {safety_line(door, date(2026, 11, 24) + timedelta(days=at)) for at in range(len(SAFETY[door]))}
        assert len(days) == len(SAFETY[door]) >= 3
        said |= days
    assert len(said) == sum(len(lines) for lines in SAFETY.values())


def test_what_is_pulled_does_not_show_in_a_repr() -> None:
    book, _vault, _blue = book_with_risks()
    begun = book.begin("plan", "harmed")
    for question in book.catalogue.worksheet("plan", "harmed").questions():
        found = repr(book.pulled(begun, question))
        assert "What could go wrong" in found
        assert "He finds" not in found and "near" not in found


# The person's own words


async def test_an_answer_for_an_own_word_becomes_that_word_in_every_sheet() -> None:
    asked = {"id": "word", "type": "short_text", "label": "What do you call them?", "fills": "harmed"}
    again = {"id": "later", "type": "short_text", "label": "What does ${words.harmed|they} want?"}
    words = {**PLAN, "suggests": [], "sections": [{"id": "s", "title": "S", "questions": [asked, again]}]}
    book, vault = workbook(words, RISKS)
    app = Plan(book, "word")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"Noor")
        await app.sheet.action_next()
        await pilot.pause()
        assert vault.kept("settings")[-1]["words"] == {"harmed": "Noor"}
        assert "What does \u2068Noor\u2069 want?" in app.all_text() or "Noor" in app.all_text()


async def test_a_name_that_was_typed_and_not_entered_is_kept_on_going_on() -> None:
    asked = {"id": "who", "type": "people", "label": "Who is near?"}
    again = {"id": "later", "type": "short_text", "label": "And then?"}
    sheet = {**PLAN, "suggests": [], "sections": [{"id": "s", "title": "S", "questions": [asked, again]}]}
    book, vault = workbook(sheet, RISKS)
    app = Plan(book, "who")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"Blue", "enter")
        await pilot.pause()
        await pilot.press(*"Aunt M")
        await app.sheet.action_next()
        await pilot.pause()
        assert [one.alias for one in book.people] == ["Blue", "Aunt M"]
        named = vault.kept("visit")[-1]["answers"]["who"]["value"]
        assert [book.person(one["person"]) for one in named] == ["Blue", "Aunt M"]
        await app.sheet.action_previous()
        await pilot.pause()
        assert "Aunt M" in app.seen()
