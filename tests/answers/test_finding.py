"""Finding words in what was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.finding import Text, around, find, fold, texts
from ciworkbook.answers.visit import Visit
from ciworkbook.text import cells

from .test_history import nobody, sheet, visit


def text(*lines: str, label: str = "A wish", day: str = "01-01") -> Text:
    return Text(visit(day), "wish", label, lines, fold("\n".join(lines)), fold(label))


def found(typed: str, *index: Text, titles: Sequence[tuple[str, Visit]] = ()) -> list[Text]:
    return list(find(typed, titles, index).places)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("noel", "Noël kam"),
        ("NOËL", "Noël kam"),
        ("strasse", "auf der Straße"),
        ("ban be", "bạn bè của tôi"),
        ("αδελφη", "η Αδελφή μου"),
        ("كتب", "كَتَبَ"),
        ("친구", "내 친구가"),
        ("दोस्त", "मेरा दोस्त"),
        ("i", "İstanbul"),
        ("rest quiet", "Quiet first, then rest"),
    ],
)
def test_case_and_accents_make_no_difference(typed: str, written: str) -> None:
    for form in ("NFC", "NFD"):
        one = text(unicodedata.normalize(form, written))
        assert found(unicodedata.normalize(form, typed), one) == [one]
        assert around(one, typed, 60).hit


def test_vowel_signs_of_indic_scripts_are_letters() -> None:
    assert not found("दस्त", text("मेरा दोस्त"))


def test_all_words_stand_in_one_answer() -> None:
    one, two = text("Quiet."), text("Rest.")
    assert found("quiet rest", one, two) == []
    assert found("qui", one, two) == [one]
    assert found("   ", one, two) == []


def test_answers_come_before_questions_that_hold_the_words() -> None:
    asked, answered = text("Nothing.", label="Any money?"), text("The money is gone.", label="What else?")
    assert found("money", asked, answered) == [answered, asked]
    assert around(asked, "money", 30).after == "Nothing."
    assert found("money nothing", asked, answered) == [asked]


def test_titles_stand_by_worksheet_with_their_visits() -> None:
    old, new = visit("01-01"), visit("02-01")
    results = find("small", [("Small", new), ("Small", old), ("Other", new)], [text("a small thing")])
    assert [(one.title, one.visits) for one in results.sheets] == [("Small", (new, old))]
    assert len(results) == 2


def test_every_given_answer_can_be_found_and_nothing_else() -> None:
    one = visit(
        "01-01",
        near=4,  # rests
        wish="Rest.",
        gate=Answer("rather_not_say", "yes"),
        stairs={"place": ["s2"], "steps": {"s1": {"note": "slowly"}}},
    )
    made = texts(sheet(), one, nobody, {"harmed": "Noor"}, [("Kept, once", ["older words"])])
    assert [(each.question, each.label) for each in made] == [
        ("near", "How near"),
        ("stairs", "Stairs"),
        ("wish", "A wish, Noor"),
        ("", "Kept, once"),
    ]
    assert [each.question for each in found("slowly", *made)] == ["stairs"]
    assert [each.label for each in found("older", *made)] == ["Kept, once"]
    assert "Rest" not in repr(made)


@given(
    before=st.text("abc éß한 ", max_size=200),
    hit=st.text("xyzÉß한", min_size=1, max_size=20),
    after=st.text("abc éß한 ", max_size=200),
    width=st.integers(30, 90),
)
def test_the_words_around_hold_the_place_and_fit(before: str, hit: str, after: str, width: int) -> None:
    one = text(f"{before} {hit} {after}")
    made = around(one, hit, width)
    assert cells(made.before + made.hit + made.after) <= width
    assert fold(hit).startswith(fold(made.hit.rstrip("…")))
    whole = unicodedata.normalize("NFC", " ".join(one.lines[0].split()))
    assert made.before.lstrip("…") + made.hit + made.after.rstrip("…") in whole or "…" in made.hit
