"""Each rule on how a sheet speaks finds its fault, and says where it stands."""

from __future__ import annotations

import pytest

from ciworkbook.worksheet import manners
from ciworkbook.worksheet.checking import check_text
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.misuse import asks_about_harmed

from .sheets import HEAD, sheet

FAIR = (
    "- {id: mood, type: choice, label: Mood, options: [{id: low, label: Low}, {id: dont_know, label: I do not know}]}\n"
)
NOTE = "- {id: n, type: note, label: %s}\n"


def told(text: str) -> list[str]:
    """Return what is advised about `text`, without the name of the file."""
    data, findings = check_text("small.yaml", text)
    loaded, _ = load_text("small.yaml", text)
    assert data is not None and loaded is not None, findings
    return [str(one).removeprefix("small.yaml:") for one in manners.check(loaded, data)]


def test_a_fair_sheet_gets_no_advice() -> None:
    assert told(sheet(FAIR)) == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (sheet(FAIR.replace("label: Mood", "label: You should say")), "15:41: W501 'should'"),
        (sheet(FAIR.replace("label: Low", "label: Low score")), "15:74: W501 'score'"),
        (sheet(NOTE % "Well done!" + FAIR), "15:36: W501 '!'"),
        (sheet(NOTE % "As Tool B1 says." + FAIR), "15:36: W501 'Tool B1'"),
        (sheet(NOTE % ("one " * 19) + FAIR), "15:36: W502 a sentence of 19 words"),
        (sheet(NOTE % ("Consider organisational accountability considerations regarding. " * 3) + FAIR), "W503"),
        (sheet(FAIR + "".join(f"- {{id: q{n}, type: date, label: A}}\n" for n in range(12))), "1:1: W504 13 questions"),
        (
            sheet(FAIR + "".join(f"- {{id: q{n}, type: long_text, label: A}}\n" for n in range(4))),
            "8:10: W505 says 5 minutes",
        ),
        (sheet(NOTE % ("There is more to say. " * 50) + FAIR), "15:9: W506 a note of 250 words"),
        (sheet(FAIR.replace(", {id: dont_know, label: I do not know}", "")), "15:9: W507 nobody can say here"),
        (
            sheet("- {id: a, type: date, label: A, share: private}") + "summary: [{id: s, show: answer, q: a}]\n",
            ": W508 'a' is private, so a summary never shows it",
        ),
        (
            sheet("- {id: a, type: people, label: A, fields: [{id: f, type: date, label: F, share: private}]}")
            + "summary: [{id: s, show: rows, q: a, fields: [f]}]\n",
            ": W508 'a.f' is private, so a summary never shows it",
        ),
    ],
)  # fmt: skip
def test_a_rule_finds_its_fault_at_its_place(text: str, begins: str) -> None:
    found = told(text)
    assert any(begins in one for one in found), found


def test_another_language_is_held_by_structure_alone() -> None:
    text = sheet(
        FAIR.replace("label: Mood", "label: You should").replace(", {id: dont_know, label: I do not know}", "")
    )
    assert [one.split()[1] for one in told(text.replace("language: en", "language: es"))] == ["W507"]


@pytest.mark.parametrize(
    "asked",
    [
        "Where is she staying?",
        "Where are they now?",
        "Do you know where the person you harmed lives?",
        "Who supports them?",
        "Who is with the person you harmed?",
        "How can you reach the person you harmed?",
        "What is a good time to meet her?",
        "What is their new address?",
        "Name the friends of the person you harmed.",
    ],
)
def test_a_question_about_the_one_they_harmed_is_found(asked: str) -> None:
    assert asks_about_harmed(asked)
    head = HEAD.replace("[harmed, helping]", "[harmed, caused_harm]")
    question = f"- {{id: a, type: date, label: '{asked}', audience: [caused_harm]}}\n- {{id: b, type: date, label: B}}"
    assert [one.code for one in check_text("small.yaml", sheet(question, head=head))[1]] == ["E501"]
    # The same words at another door ask something else.
    assert check_text("small.yaml", sheet(question.replace("[caused_harm]", "[harmed]"), head=head))[1] == []
