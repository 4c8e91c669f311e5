"""What every question in lines has in common: where it stands, what can be typed there, and how an answer is kept.

- Every answer is saved at once. What could not be saved is said, once, and kept here.
- A line that was begun is kept by whatever saves meanwhile: hiding, locking, leaving, the end of the input.
- Enter alone keeps what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...answers.answer import is_blank
from ...answers.around import Around
from ...answers.offering import one_line
from ...text import clean_line
from ...words import _, p_
from ...worksheet.model import Question
from ..cards import read_cards
from ..choices import Choice
from ..commands import Command
from ..going import Going
from ..spoken import unmarked
from ..talk import Reply
from ..typed import SLASHES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...answers.answer import Answer
    from ...sitting import Sitting
    from ..face import Face


def clearing(stands: object) -> list[Command]:
    """Return what takes out what stands there, where something does."""
    if not stands:
        return []
    return [Command("clear", p_("a word typed after a slash", "clear"), _("take out what stands here"))]


class Skip(Going):
    """The person wants to leave the question open."""


class Questions(Going):
    """The person wants to hear all questions and go to one."""


class ReadAll(Going):
    """The person wants to read the whole worksheet."""


@dataclass(slots=True)
class At:
    """One question being asked: the conversation, the sitting, and the question with its texts filled in."""

    face: Face = field(repr=False)
    sitting: Sitting = field(repr=False)
    question: Question
    cards: Sequence[str] = ()
    """Ids of the info cards that belong here."""
    problem: str = field(default="", repr=False)
    """What was said last about saving."""

    @property
    def around(self) -> Around:
        """What the question may look at, worked out anew each time: it costs a look at every visit."""
        return self.sitting.around(self.question.id)

    def called(self, id: str) -> str:
        """Return the alias of a person, on one line; empty if nobody is called `id`."""
        return clean_line(self.face.workbook.person(id))

    @property
    def answer(self) -> Answer | None:
        """What stands there now."""
        return self.sitting.visit.answers.get(self.question.id)

    @property
    def value(self) -> Any:
        """The value given, or None."""
        return self.answer.value if self.answer is not None and self.answer.state == "given" else None

    @property
    def other(self) -> str:
        """The person's own words beside the value."""
        return self.answer.other if self.answer is not None and self.answer.state == "given" else ""

    # Keeping

    def put(self, value: Any, other: str = "") -> None:
        """Make `value` the answer, and save it."""
        self.hold(value, other)
        self.save()

    def hold(self, value: Any, other: str = "") -> None:
        """Make `value` the answer, to be saved with the next save."""
        if is_blank(value) and not other and self.answer is None:
            return
        if self.answer is None or (self.value, self.other) != (value, other):
            self.sitting.desk.answer(self.question.id, value, other)

    def save(self) -> None:
        """Save now; where that fails, say so, once for each reason."""
        desk = self.sitting.desk
        if desk.save():
            if self.problem:
                self.say(_("Everything is saved again."))
            self.problem = ""
        elif desk.problem is not None and desk.problem.message != self.problem:
            self.problem = desk.problem.message
            self.say(_("Not saved yet. What you wrote is still here."), desk.problem.message, desk.problem.hint)

    # Saying and asking

    def say(self, *paragraphs: str) -> None:
        """Say something."""
        self.face.talk.say(*paragraphs)

    def commands(self) -> list[Command]:
        """Return what can be typed at every question."""
        found = [
            Command("skip", p_("a word typed after a slash", "skip"), _("leave it open, or bring back what you wrote")),
            Command("questions", p_("a word typed after a slash", "questions"), _("hear all questions, and go to one")),
            Command("read", p_("a word typed after a slash", "read"), _("read the worksheet with your answers")),
        ]
        if self.question.guidance:
            found.append(Command("more", p_("a word typed after a slash", "more"), _("more about this question")))
        if self.sitting.cards(self.cards):
            found.append(Command("cards", p_("a word typed after a slash", "cards"), _("good to know")))
        return found

    def help(self) -> list[str]:
        """Return what help says first."""
        return [_("Enter alone keeps what stands there and goes on. Everything is saved as soon as Enter is pressed.")]

    def done(self, reply: Reply) -> bool:
        """Do what can be typed at every question; tell whether it was that. Raises where it leads away."""
        match reply.command:
            case "skip":
                raise Skip
            case "questions":
                raise Questions
            case "read":
                raise ReadAll
            case "more":
                self.face.talk.part(unmarked(self.question.guidance))
            case "cards":
                read_cards(self.face, self.sitting.cards(self.cards))
            case _other:
                return False
        return True

    def ask(self, prompt: str, commands: Iterable[Command] = (), *, begun: str = "") -> Reply:
        """Ask on one line; return what was typed or one of `commands`."""
        own = [*commands, *self.commands()]
        while True:
            reply = self.face.talk.ask(prompt, own, begun=begun, help=self.help())
            if not self.done(reply):
                return reply

    def choose(
        self,
        choices: Sequence[Choice],
        prompt: str,
        commands: Iterable[Command] = (),
        *,
        listed: bool = False,
    ) -> str | Reply:
        """Ask for one of `choices`; "" for Enter alone."""
        own = [*commands, *self.commands()]
        while True:
            reply = self.face.talk.choose(choices, own, prompt=prompt, usual="", listed=listed, help=self.help())
            if isinstance(reply, str) or not self.done(reply):
                return reply
            listed = True

    def several(
        self, choices: Sequence[Choice], prompt: str, commands: Iterable[Command] = (), *, listed: bool = False
    ) -> list[str] | Reply:
        """Ask for any number of `choices`; none for Enter alone."""
        own = [*commands, *self.commands()]
        while True:
            reply = self.face.talk.several(choices, own, prompt=prompt, listed=listed, help=self.help())
            if not isinstance(reply, Reply) or not self.done(reply):
                return reply
            listed = True

    def words(
        self, prompt: str, keep: Callable[[str], None], commands: Iterable[Command] = (), *, begun: str = ""
    ) -> Reply:
        """Ask for words. What stands on the line when something saves, or ends the asking, is given to `keep`."""
        with self._kept(keep):
            return self.ask(prompt, commands, begun=begun)

    def name(self, prompt: str, keep: Callable[[str], None]) -> str:
        """Ask for a number or a name; a name that was begun when the asking ends otherwise is given to `keep`."""
        with self.face.talk.begun_name(keep):
            return one_line(self.ask(prompt).text).strip()

    @contextmanager
    def _kept(self, keep: Callable[[str], None]) -> Iterator[None]:
        desk, reader = self.sitting.desk, self.face.talk.reader

        def gather() -> None:
            typed = reader.typed
            if typed.startswith(SLASHES):
                if not typed[1:].startswith(typed[0]):
                    return
                typed = typed[1:]
            if typed.strip():
                keep(typed)

        desk.gather = gather
        try:
            yield
        except BaseException:
            gather()
            raise
        finally:
            desk.gather = lambda: None
