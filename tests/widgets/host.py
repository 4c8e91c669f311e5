"""A small app that shows one question, keeps what it posts, and answers for people as a screen does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People, Person
from ciworkbook.screens import looks
from ciworkbook.widgets.base import Answered, Context, PersonChanged, PersonWanted, QuestionWidget
from ciworkbook.widgets.making import widget_for
from ciworkbook.worksheet.model import Question

PEOPLE = People((Person("p1", "Blue"), Person("p2", "R."), Person("p3", "Aunt 민지")))


class Host(App[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; padding: 1 2; } VerticalScroll { scrollbar-size-vertical: 1; }"

    def __init__(self, question: Question, answer: Answer | None = None, context: Context | None = None) -> None:
        super().__init__()
        for theme in looks.THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.context = context or Context(people=PEOPLE, person_name=self.called)
        self.people = self.context.people
        self.asking = (question, answer)
        self.control: QuestionWidget
        self.posted: list[tuple[str, Any, str]] = []
        self.wanted: list[str] = []

    def called(self, id: str) -> str:
        person = self.people.get(id)
        return person.alias if person else ""

    def compose(self) -> ComposeResult:
        self.control = widget_for(*self.asking, self.context)
        with VerticalScroll(can_focus=False):
            yield self.control

    def on_answered(self, event: Answered) -> None:
        self.posted.append((event.question_id, event.value, event.other))

    def on_person_wanted(self, event: PersonWanted) -> None:
        self.wanted.append(event.alias)
        self.people, _ = self.people.add(event.alias)
        self.renew()

    def on_person_changed(self, event: PersonChanged) -> None:
        self.people = self.people.change(event.person_id, alias=event.alias)
        self.renew()

    def renew(self) -> None:
        self.control.refresh_context(replace(self.context, people=self.people))

    @property
    def last(self) -> Any:
        """The value posted last."""
        return self.posted[-1][1]

    def screen_text(self) -> str:
        """What a person sees, as plain text."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips).rstrip() + "\n"

    async def paste(self, pilot: Pilot[None], words: str) -> None:
        self.post_message(events.Paste(words))
        await pilot.pause()

    async def keys(self, pilot: Pilot[None], *keys: str) -> None:
        await pilot.press(*keys)
        await pilot.pause()

    async def click_on(self, pilot: Pilot[None], words: str) -> None:
        """Press the mouse on the first place where `words` stand."""
        for y, line in enumerate(self.screen_text().split("\n")):
            if (x := line.find(words)) >= 0:
                await pilot.click(offset=(x, y))
                await pilot.pause()
                return
        raise AssertionError(f"{words!r} is not on the screen")


@asynccontextmanager
async def asked(
    question: Question,
    value: Any = None,
    *,
    other: str = "",
    context: Context | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """Show `question` with an answer of `value`, its first control in use."""
    answer = Answer(value=value, other=other) if value is not None or other else None
    host = Host(question, answer, context)
    async with host.run_test(size=size) as pilot:
        host.control.focus()
        await pilot.pause()
        await pilot.pause()
        yield host, pilot


def typed(words: str) -> Sequence[str]:
    """Return the keys that write `words`."""
    named = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "/": "slash", "'": "apostrophe"}
    return [named.get(one, one) for one in words]
