"""What holds for every question type."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People, Person
from ciworkbook.screens import looks
from ciworkbook.text import has_controls
from ciworkbook.widgets.base import Answered, PersonChanged, PersonWanted
from ciworkbook.widgets.drawn import Drawn, measure
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.making import widget_for
from ciworkbook.worksheet import model
from ciworkbook.worksheet.model import Column, Option, Question, Starter, Step

from .host import Host, asked
from .samples import SAMPLES, context, context_of

MARKUP = "[/] [@click=app.quit]x[/] [b]y"
NASTY = "\x1b]0;t\x07\u202e\x9b2J\ud800 민지"

ODD: list[Any] = [
    3,
    "words",
    True,
    2.5,
    ["a", 1, None, ["b"]],
    {"a": 1, "place": 5, "steps": [1]},
    {"place": ["gone", 3], "steps": {"gone": {"state": 4}, "say": "x"}},
    [{"person": 4}, {"id": []}, {"person": "p1", "bond": 7, "reach": ["x"]}],
    {"bag": {"state": "gone", "note": 9}, "gone": {"state": "done"}, "followed": {"how_often": ["x"], "last_time": {}}},
]


@pytest.mark.parametrize("name", SAMPLES)
async def test_says_nothing_for_what_it_is_given(name: str) -> None:
    sample = SAMPLES[name]
    async with asked(sample.question, sample.value, context=context_of(sample)) as (host, pilot):
        await host.keys(pilot, "tab", "tab", "shift+tab")
        host.renew()
        await pilot.pause()
        assert host.posted == []


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("kind", model.KINDS)
async def test_an_answer_of_another_shape_does_no_harm(kind: str, odd: Any) -> None:
    sample = next(one for one in SAMPLES.values() if type(one.question) is model.KINDS[kind])
    earlier = context(earlier=Answer(value=odd))
    async with asked(sample.question, odd, context=earlier) as (host, pilot):
        await host.keys(pilot, "down", "right", "left", "up", "enter", "end", "home")
        assert host.screen_text().strip()


def with_words(words: str) -> dict[str, Question]:
    option = (Option("a", words, hint=words), Option("b", words))
    columns = (Column("c", "short_text", words, hint=words), Column("d", "choice", words, options=option))
    return {
        "note": model.Note("q", words),
        "short_text": model.ShortText("q", words, placeholder=words),
        "long_text": model.LongText("q", words, placeholder=words, starters=(Starter("a", words),)),
        "choice": model.Choice("q", words, options=option, other=True),
        "choices": model.Choices("q", words, options=option),
        "scale": model.Scale("q", words, min_label=words, max_label=words),
        "checklist": model.Checklist("q", words, items=option, states=option),
        "date": model.Date("q", words),
        "table": model.Table("q", words, rows=option, columns=columns),
        "people": model.PeopleQuestion("q", words, fields=columns, alias_hint=words),
        "ring_map": model.RingMap("q", words, people="people", rings=option),
        "staircase": model.Staircase("q", words, steps=(Step("a", words, words, (words,)),), states=option),
    }


def value_with(kind: str, words: str) -> Any:
    match kind:
        case "table":
            return {"a": {"c": words}}
        case "people":
            return [{"person": "p1", "c": words}]
        case "short_text" | "long_text" | "date":
            return words
    return None


@pytest.mark.parametrize("kind", model.KINDS)
@pytest.mark.parametrize("given", [True, False], ids=["answered", "empty"])
async def test_markup_is_shown_as_it_is(kind: str, given: bool) -> None:
    people = People((Person("p1", MARKUP),))
    place = context(people=people, values={"people": [{"person": "p1"}]}.get)
    value = value_with(kind, MARKUP) if given else None
    async with asked(with_words(MARKUP)[kind], value, context=place) as (host, _pilot):
        seen = host.screen_text()
        if kind != "date" or given:
            assert "[/] [@click=app.quit]x[/] [b]y" in seen


@pytest.mark.parametrize("kind", model.KINDS)
async def test_nothing_a_terminal_would_obey_is_drawn(kind: str) -> None:
    people = People((Person("p1", NASTY),))
    place = context(people=people, values={"people": [{"person": "p1"}]}.get, person_name=lambda _: NASTY)
    async with asked(with_words(NASTY)[kind], value_with(kind, NASTY), context=place) as (host, pilot):
        assert not has_controls(host.screen_text())
        await host.keys(pilot, "enter")
        assert not has_controls(host.screen_text())


@pytest.mark.parametrize("kind", model.KINDS)
async def test_wide_letters_stay_within_the_line(kind: str) -> None:
    words = "누가 집에 있는지 몰라서 지금은 말할 수 없어요 " * 4
    place = context(values={"people": [{"person": "p3"}]}.get)
    async with asked(with_words(words)[kind], context=place, size=(60, 20)) as (host, pilot):
        await host.keys(pilot, "down")
        for drawn in host.control.query(Drawn):
            for line in drawn.lines():
                assert not drawn.size.width or sum(measure(piece.text) for piece in line.pieces) <= drawn.size.width
        assert "말할 수" in host.screen_text() or kind == "date"


@pytest.mark.parametrize("name", SAMPLES)
async def test_plain_letters_only(name: str) -> None:
    sample = SAMPLES[name]
    people = People((Person("p1", "Blue"), Person("p2", "R.")))
    rows = {"people": [{"person": "p1"}, {"person": "p2"}]}
    plain = context(ascii=True, people=people, values=rows.get, earlier=context_of(sample).earlier)
    async with asked(sample.question, sample.value, context=plain) as (host, pilot):
        await host.keys(pilot, *sample.keys)
        drawn = [piece.text for one in host.control.query(Drawn) for line in one.lines() for piece in line.pieces]
        assert "".join(drawn).isascii(), [one for one in drawn if not one.isascii()]


@pytest.mark.parametrize("name", SAMPLES)
async def test_where_the_keys_go_reads_without_colour(name: str) -> None:
    sample = SAMPLES[name]
    if isinstance(sample.question, model.Note):
        return
    async with asked(sample.question, sample.value, context=context_of(sample)) as (host, pilot):
        await host.keys(pilot, *sample.keys)
        reached: list[Any] = []
        while host.focused not in reached:
            reached.append(host.focused)
            assert host.screen_text().count("▸") == 1
            await host.keys(pilot, "tab")
        focusable = [one for one in host.screen.focus_chain if one is not None]
        assert set(reached) == set(focusable)


# What the toolkit's own style sheets ask of a theme of the terminal's colours.
WHOLE_TERMINAL = replace(
    looks.TERMINAL,
    variables={"ansi-background": "ansi_default", "ansi-foreground": "ansi_default", **looks.TERMINAL.variables},
)


@pytest.mark.parametrize("theme", [one.name for one in looks.THEMES])
async def test_every_theme_draws_every_type(theme: str) -> None:
    for name in ("choice", "long_text", "people-open", "ring_map"):
        sample = SAMPLES[name]
        host = Host(sample.question, Answer(value=sample.value), context_of(sample))
        if theme == looks.TERMINAL.name:
            host.register_theme(WHOLE_TERMINAL)
        host.theme = theme
        async with host.run_test(size=(80, 24)) as pilot:
            host.control.focus()
            await pilot.pause()
            assert "▸" in host.screen_text()


@pytest.mark.parametrize("name", SAMPLES)
async def test_keys_of_the_screen_are_left_to_it(name: str) -> None:
    sample = SAMPLES[name]
    theirs = {"escape", "tab", "shift+tab", "pageup", "pagedown", "ctrl+q", *(f"f{number}" for number in range(1, 13))}
    async with asked(sample.question, sample.value, context=context_of(sample)) as (host, pilot):
        await host.keys(pilot, *sample.keys)
        for widget in host.control.walk_children(with_self=True):
            assert not theirs & set(widget._bindings.key_to_bindings), widget


def test_messages_never_show_what_they_carry() -> None:
    for message in (Answered("q", "secret", "secret"), PersonWanted("secret"), PersonChanged("p1", "secret")):
        assert "secret" not in repr(message)


async def test_no_field_shows_its_words_in_its_repr() -> None:
    async with asked(SAMPLES["short_text"].question, "secret") as (host, _pilot):
        assert "secret" not in repr(host.control)
        assert "secret" not in repr(host.control.query_one(TextLine))


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError, match="Question"):
        widget_for(Question("q", "What?"), None, context())
