"""Earlier answers reach every text of a question, also those inside its parts."""

from __future__ import annotations

from ciworkbook.worksheet import conditions
from ciworkbook.worksheet.model import Check, Choice, Option, Staircase, Step
from ciworkbook.worksheet.piping import pipe, piped


def fill(text: str) -> str:
    return pipe(text, lambda name: "Blue" if name == "who" else "")


def test_every_text_is_filled_and_nothing_else_changes() -> None:
    check = Check("c", "note", conditions.Test("who", "answered", True), "Ask ${who}.")
    question = Choice(
        "q", "Would ${who} come?", options=(Option("${who}", "With ${who}"),), constraints=(check,), default="x"
    )
    done = piped(question, fill)
    assert done.label == "Would Blue come?"
    assert done.options == (Option("${who}", "With Blue"),)
    assert done.constraints[0].message == "Ask Blue."
    assert (done.id, done.default, done.constraints[0].expect) == ("q", "x", check.expect)


def test_signs_of_steps_are_texts_too() -> None:
    stairs = Staircase("s", "Stairs", steps=(Step("a", "Stop", signs=("${who} is left alone",)),))
    assert piped(stairs, fill).steps[0].signs == ("Blue is left alone",)


def test_a_question_without_a_pipe_is_the_same_object() -> None:
    question = Choice("q", "Plain")
    assert piped(question, fill) is question
