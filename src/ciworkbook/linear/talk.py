"""The conversation: what is said, line by line, and what is asked.

- One thing on a line, in the order in which it is to be heard. Nothing is drawn again, no line is made of signs,
  nothing is told by color alone.
- A reply that begins with "/" is a command: `/help`, `/back` and the others work at every prompt, in the words of the
  language and in English, and a beginning of one is enough. "//" begins a text with one "/"; where a
  file or a folder is asked for, "/home/me" is a text as it is.
- Enter alone never loses anything: it goes on, or keeps what stands there.
- What the person or a worksheet says is data: it is cleaned, and never read as a command once it was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..paragraphs import Paragraph
from ..text import cells, clean_line, plain
from ..words import _
from .choices import Choice, asking, end_of_some, meant, numbered, numbers_typed
from .commands import Command, is_whole, named, told
from .going import Back, Home, Leave, Lock
from .lines import Pressed, Reader, rows
from .spoken import undotted
from .typed import SLASHES, as_numbers, without_dot


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a command, or a text as it was typed ("" for Enter alone)."""

    text: str = field(default="", repr=False)
    command: str = field(default="", repr=False)
    """The name of a `Command` given to `ask`; empty for a text."""


class Talk:
    """Says and asks. `hide` and `pause` are given by the face, which knows the workbook."""

    def __init__(self, reader: Reader, write: Callable[[str], None]) -> None:
        self.reader = reader
        self.write = write
        self.tick: Callable[[], None] = lambda: None
        """Called several times a second while something is waited for; may raise one of `going`."""
        self.hide: Callable[[], None] = lambda: None
        """Hides everything until the person is back; may raise `Lock`."""
        self.pause: Callable[[], None] = lambda: None
        """Opens the pause page and comes back."""
        self.stop: Callable[[], None] = lambda: None
        """Hides everything, and lets the shell go on until it gives the terminal back."""
        self.also: Callable[[], Sequence[str]] = tuple
        """What help says at its end."""
        self.practice = False
        """Whether the title of each part says that it is practice."""
        self._part: list[str] = []
        self._begun = ""
        """What a line begins with: what was typed of it when a key came in between."""
        self._in_pause = False

    # Saying

    def say(self, *paragraphs: str) -> None:
        """Say each paragraph on lines of its own; empty ones are left out. A dot between two things is not read out."""
        for one in paragraphs:
            if one:
                self._part.append(one)
                self.write("".join(f"{row}\n" for row in rows(undotted(one), self.reader.columns)))

    def page(self, title: str, *paragraphs: str) -> None:
        """Begin a part: an empty line, the title, then the paragraphs. `/again` says it once more."""
        self.write("\n")
        self._part = []
        if title and self.practice:
            title = _("Practice: {title}").format(title=title)
        self.say(title, *paragraphs)

    def part(self, *paragraphs: str) -> None:
        """Begin a smaller part, without a title."""
        self.page("", *paragraphs)

    def tell(self, paragraphs: Iterable[Paragraph], step: str = "") -> None:
        """Begin a part with paragraphs that both faces say: the first is its title, and `step` comes after it."""
        first, *rest = (one.text for one in paragraphs)
        self.page(first, step, *rest)

    def again(self) -> None:
        """Say the last part once more."""
        part, self._part = self._part, []
        self.write("\n")
        self.say(*part)

    # Asking

    def ask(
        self,
        prompt: str,
        commands: Iterable[Command] = (),
        *,
        hidden: bool = False,
        path: bool = False,
        help: Sequence[str] = (),
        begun: str = "",
    ) -> Reply:
        """Ask on one line and return what was typed, or one of `commands`. What works everywhere is done in here.

        `help` is said first when help is asked for. The line begins with `begun`. With `path` what is asked for may
        begin with a slash: only the whole word of a command is one then. Raises one of `going`, and `EndOfInput`.
        """
        own, self._begun = tuple(commands), begun
        while True:
            typed = self._line(prompt, own, hidden=hidden, help=help)
            if typed is None:
                continue
            if hidden or not typed.startswith(SLASHES) or (path and not is_whole(typed[1:], own)):
                return Reply(typed)
            if typed[1:].startswith(typed[0]):
                return Reply(typed[1:])
            name, trouble = named(typed[1:], own)
            if trouble:
                self.say(trouble)
                continue
            if any(one.name == name for one in own):
                return Reply(command=name)
            self._everywhere(name, own, help)

    @contextmanager
    def begun_name(self, keep: Callable[[str], None]) -> Iterator[None]:
        """Give `keep` the name that was begun on the line when the asking in here ends otherwise.

        A number or a command is none.
        """
        try:
            yield
        except BaseException:
            typed = clean_line(self.reader.typed)
            if typed and not typed.startswith(SLASHES) and not "".join(as_numbers(typed)).isdecimal():
                keep(typed)
            raise

    def _line(self, prompt: str, own: tuple[Command, ...], *, hidden: bool, help: Sequence[str]) -> str | None:
        """Return what was typed; None where a key was pressed that was answered."""
        shown = rows(prompt, self.reader.columns)
        begun, self._begun = self._begun, ""
        self.write("\n".join(shown) + (" " + " ".join(begun.split("\n")) if self.reader.shows else "\n"))
        try:
            return self.reader.line(cells(shown[-1]) + 1, self.tick, hidden=hidden, begun=begun)
        except Pressed as pressed:
            self.write("\n")
            if pressed.key in ("cover", "help", "pause", "stop") and not hidden:
                self._begun = self.reader.typed
            match pressed.key:
                case "cover":
                    self.hide()
                case "stop":
                    self.stop()
                case "lock":
                    raise Lock from None
                case "leave":
                    raise Leave(at_once=True) from None
                case "help":
                    self._help(own, help)
                case "pause":
                    self._everywhere("pause", own, help)
            return None

    def _everywhere(self, name: str, own: tuple[Command, ...], help: Sequence[str]) -> None:
        match name:
            case "help":
                self._help(own, help)
            case "again":
                self.again()
            case "hide":
                self.hide()
            case "pause":
                if not self._in_pause:
                    self._in_pause, part = True, self._part
                    try:
                        self.pause()
                    finally:
                        self._in_pause = False
                    self._part = part
                    self.again()
            case "back":
                raise Back
            case "home":
                raise Home
            case "lock":
                raise Lock
            case "leave":
                raise Leave

    def _help(self, own: tuple[Command, ...], help: Sequence[str]) -> None:
        lines = [*help, *told(own, with_keys=self.reader.shows)]
        lines.append(_("The beginning of a word is enough. A text that begins with a slash is typed with two."))
        lines += self.also()
        self.write("\n".join(row for one in lines for row in rows(one, self.reader.columns)) + "\n")

    # Choosing

    def choose(
        self,
        choices: Sequence[Choice],
        commands: Iterable[Command] = (),
        *,
        prompt: str = "",
        usual: str | None = None,
        help: Sequence[str] = (),
        listed: bool = False,
    ) -> str | Reply:
        """Say numbered choices, ask for a number, and return the id chosen; a `Reply` for one of `commands`.

        `usual` is what Enter alone gives, which may be no choice at all; without it Enter says more choices where there
        are more, or asks again. A part of a label that only one choice has chooses it too. Where they were `listed`
        before, they are not said again.
        """
        said = self._listed(choices) if listed else 0
        own = tuple(commands)
        while True:
            said = self._say_choices(choices, said)
            more = said < len(choices)
            asked = asking(choices, usual, more=more) if more or not prompt else prompt
            reply = self.ask(asked, own, help=help)
            if reply.command:
                return reply
            if not reply.text.strip():
                if more:
                    continue
                if usual is not None:
                    return usual
                said = 0
                continue
            found = self._found(choices, reply.text)
            if found is not None:
                return found

    def several(
        self,
        choices: Sequence[Choice],
        commands: Iterable[Command] = (),
        *,
        prompt: str,
        help: Sequence[str] = (),
        listed: bool = False,
    ) -> list[str] | Reply:
        """As `choose`, for any number of choices: numbers with spaces or commas between, or a part of one label.

        Return the ids in the order typed; none for Enter alone.
        """
        said = self._listed(choices) if listed else 0
        own = tuple(commands)
        while True:
            said = self._say_choices(choices, said)
            more = said < len(choices)
            reply = self.ask(_("Numbers, or Enter for more:") if more else prompt, own, help=help)
            if reply.command:
                return reply
            typed = reply.text.strip()
            if not typed:
                if more:
                    continue
                return []
            numbers = numbers_typed(typed)
            found = [self._found(choices, one) for one in ([typed] if numbers is None else numbers)]
            if all(found):
                return [one for one in found if one is not None]

    def _say_choices(self, choices: Sequence[Choice], begun: int) -> int:
        """Say the choices from number `begun` on, `AT_A_TIME` of them; return how many were said in all."""
        end = end_of_some(choices, begun)
        for number, one in enumerate(choices[begun:end], begun + 1):
            self.say(numbered(number, one))
        return end

    def _listed(self, choices: Sequence[Choice]) -> int:
        """Let `/again` say these choices, as they are now; return how many there are."""
        self._part = [numbered(number, one) for number, one in enumerate(choices, 1)]
        return len(choices)

    def _found(self, choices: Sequence[Choice], typed: str) -> str | None:
        """Return the id of the choice that `typed` means; None where it means none, which is said."""
        found, trouble = meant(choices, typed)
        self.say(trouble)
        return found

    def yes(self, question: str, *, usual: bool | None = None, help: Sequence[str] = ()) -> bool:
        """Ask for yes or no, in words or as 1 and 2; Enter alone is `usual`, or asks again."""
        ways = {True: ("1", plain(_("yes"))), False: ("2", plain(_("no")))}
        enter = {True: _("Enter alone is yes."), False: _("Enter alone is no."), None: ""}[usual]
        asked = " ".join(one for one in (question, enter, _("Yes or no:")) if one)
        while True:
            typed = plain(without_dot(self.ask(asked, help=help).text))
            if not typed and usual is not None:
                return usual
            said = [way for way, words in ways.items() if typed and (typed in words or words[1].startswith(typed))]
            if len(said) == 1:
                return said[0]
            self.say(_("Type yes or no."))

    def hidden(self, prompt: str) -> str:
        """Ask for something that is not shown; "" for Enter alone."""
        return self.ask(prompt, hidden=True).text
