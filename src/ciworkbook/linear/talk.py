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

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from .. import keys
from ..paragraphs import Paragraph
from ..text import cells, clean, clean_line, plain
from ..words import _, p_, series
from . import keyboard
from .going import Back, Home, Leave, Lock
from .keyboard import EndOfInput, Pressed, Reader

ENDS = (".", "!", "?", "。", "؟", "।")
"""Ends of a sentence, in the scripts of our languages."""
AT_A_TIME = 12
"""Choices said before the person is asked whether to hear more."""

COMMANDS: Mapping[str, Callable[[], str]] = {
    "help": lambda: p_("a word typed after a slash", "help"),
    "back": lambda: p_("a word typed after a slash", "back"),
    "home": lambda: p_("a word typed after a slash", "home"),
    "again": lambda: p_("a word typed after a slash", "again"),
    "pause": lambda: p_("a word typed after a slash", "pause"),
    "hide": lambda: p_("a word typed after a slash", "hide"),
    "lock": lambda: p_("a word typed after a slash", "lock"),
    "leave": lambda: p_("a word typed after a slash", "leave"),
}
"""What works at every prompt, by name, and the word for it."""

ABOUT: Mapping[str, Callable[[], str]] = {
    "help": lambda: _("what can be typed here"),
    "back": lambda: _("one step back"),
    "home": lambda: _("to the first page"),
    "again": lambda: _("hear the last part once more"),
    "pause": lambda: _("a short break, and numbers to call"),
    "hide": lambda: _("hide everything at once"),
    "lock": lambda: _("lock until the passphrase is typed"),
    "leave": lambda: _("save and leave"),
}


KEYS: Mapping[str, str] = {"help": "help", "pause": "pause", "hide": "cover", "lock": "lock", "leave": "leave"}
"""Those that keys do too, each with its action in `ciworkbook.keys`."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed after a slash at one prompt: its English name, its word, what it does."""

    name: str
    word: str = field(repr=False)
    about: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a command, or a text as it was typed ("" for Enter alone)."""

    text: str = field(default="", repr=False)
    command: str = field(default="", repr=False)
    """The name of a `Command` given to `ask`; empty for a text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what comes back, its words, and a note after them."""

    id: str
    label: str = field(repr=False)
    note: str = field(default="", repr=False)


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
                rows = keyboard.rows(undotted(one), self.reader.columns)
                self.write("".join(row + "\n" for row in rows))

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
            if hidden or not typed.startswith("/") or (path and not self._is_whole(typed[1:], own)):
                return Reply(typed)
            if typed.startswith("//"):
                return Reply(typed[1:])
            name = self._named(typed[1:], own)
            if name is None:
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
            if typed and not typed.startswith("/") and not typed.replace(",", "").replace(" ", "").isdecimal():
                keep(typed)
            raise

    def _is_whole(self, typed: str, own: tuple[Command, ...]) -> bool:
        """Tell whether `typed` is a command in full, or begins with a second slash."""
        known = {one for name, word in COMMANDS.items() for one in (name, plain(word()))}
        known |= {part for one in own for part in (one.name, plain(one.word))}
        return typed.startswith("/") or plain(typed.strip()) in known

    def _line(self, prompt: str, own: tuple[Command, ...], *, hidden: bool, help: Sequence[str]) -> str | None:
        """Return what was typed; None where a key was pressed that was answered."""
        rows = keyboard.rows(prompt, self.reader.columns)
        begun, self._begun = self._begun, ""
        self.write("\n".join(rows) + (" " + " ".join(begun.split("\n")) if self.reader.shows else "\n"))
        try:
            return self.reader.line(cells(rows[-1]) + 1, self.tick, hidden=hidden, begun=begun)
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

    def _named(self, typed: str, own: tuple[Command, ...]) -> str | None:
        """Return the name of the command that `typed` begins; None where there is none, or several, which is said."""
        wanted = plain(typed.strip())
        all_ = {**{name: word() for name, word in COMMANDS.items()}, **{one.name: one.word for one in own}}
        for names in (
            [name for name, word in all_.items() if wanted in (name, plain(word))],
            [name for name, word in all_.items() if plain(word).startswith(wanted) or name.startswith(wanted)],
        ):
            if wanted and len(names) == 1:
                return names[0]
            if wanted and names:
                could = series(f"/{all_[name]}" for name in names)
                self.say(_("That could be one of these: {commands}.").format(commands=could))
                return None
        self.say(_("There is no such command here. Type /{help} to hear what there is.").format(help=all_["help"]))
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
        lines = [*help]
        lines += [f"/{one.word}: {one.about}." for one in own]
        mine = {one.name for one in own}
        lines += [self._about(name) for name in COMMANDS if name not in mine]
        lines.append(_("The beginning of a word is enough. A text that begins with a slash is typed with two."))
        lines += self.also()
        self.write("\n".join(row for one in lines for row in keyboard.rows(one, self.reader.columns)) + "\n")

    def _about(self, name: str) -> str:
        """Say what a command that works everywhere does, and which keys do it too where there are keys."""
        about, action = ABOUT[name](), KEYS.get(name, "")
        if not action or not self.reader.shows:
            return f"/{COMMANDS[name]()}: {about}."
        return _("/{word}: {about}. Keys: {keys}.").format(
            word=COMMANDS[name](), about=about, keys=keys.all_shown(action)
        )

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
            asked = self._prompt(choices, usual, more=more) if more or not prompt else prompt
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
            numbers = [one.rstrip(".") for one in typed.replace(",", " ").replace("،", " ").split()]
            words = [typed] if not all(one.isdecimal() for one in numbers) else numbers
            found = [self._found(choices, one) for one in words]
            if all(found):
                return [one for one in found if one is not None]

    def _say_choices(self, choices: Sequence[Choice], begun: int) -> int:
        """Say the choices from number `begun` on, `AT_A_TIME` of them; return how many were said in all."""
        # Two more at the end are quicker heard than asked for.
        end = len(choices) if len(choices) - begun <= AT_A_TIME + 2 else begun + AT_A_TIME
        for number, one in enumerate(choices[begun:end], begun + 1):
            self.say(numbered(number, one))
        return end

    def _listed(self, choices: Sequence[Choice]) -> int:
        """Let `/again` say these choices, as they are now; return how many there are."""
        self._part = [numbered(number, one) for number, one in enumerate(choices, 1)]
        return len(choices)

    def _prompt(self, choices: Sequence[Choice], usual: str | None, *, more: bool) -> str:
        if more:
            return _("Number, or Enter for more:")
        at = next((number for number, one in enumerate(choices, 1) if one.id == usual), None)
        return _("Number:") if at is None else _("Number, or Enter for {number}:").format(number=at)

    def _found(self, choices: Sequence[Choice], typed: str) -> str | None:
        """Return the id of the choice that `typed` means; None where it means none, which is said."""
        wanted = plain(typed.strip().rstrip("."))
        if wanted.isdecimal():
            if 1 <= int(wanted) <= len(choices):
                return choices[int(wanted) - 1].id
            self.say(_("Type a number from 1 to {last}.").format(last=len(choices)))
            return None
        found = [one for one in choices if wanted == plain(one.label)]
        found = found or [one for one in choices if wanted in plain(one.label)]
        if len(found) == 1:
            return found[0].id
        if found:
            self.say(_("More than one has these words. Type its number."))
        else:
            self.say(_("None has these words. Type a number from 1 to {last}.").format(last=len(choices)))
        return None

    def yes(self, question: str, *, usual: bool | None = None, help: Sequence[str] = ()) -> bool:
        """Ask for yes or no, in words or as 1 and 2; Enter alone is `usual`, or asks again."""
        ways = {True: ("1", plain(_("yes"))), False: ("2", plain(_("no")))}
        enter = {True: _("Enter alone is yes."), False: _("Enter alone is no."), None: ""}[usual]
        asked = " ".join(one for one in (question, enter, _("Yes or no:")) if one)
        while True:
            typed = plain(self.ask(asked, help=help).text.strip().rstrip("."))
            if not typed and usual is not None:
                return usual
            meant = [way for way, words in ways.items() if typed and (typed in words or words[1].startswith(typed))]
            if len(meant) == 1:
                return meant[0]
            self.say(_("Type yes or no."))

    def hidden(self, prompt: str) -> str:
        """Ask for something that is not shown; "" for Enter alone."""
        return self.ask(prompt, hidden=True).text


def numbered(number: int, choice: Choice) -> str:
    """Return a choice as it is said in a list."""
    return f"{number}. {spoken(joined([choice.label, choice.note]))}"


def joined(parts: Iterable[str]) -> str:
    """Return `parts`, without the empty ones, as they are heard one after the other."""
    return undotted(" · ".join(part for part in parts if part))


def spoken(label: str) -> str:
    """Return `label` without signs that are read out: the dots of what follows, and the one between two things."""
    return undotted(clean(label).replace("…", ""))


def undotted(words: str) -> str:
    """Return `words` with a comma in place of a dot or a dash between two things: those are read out by name."""
    first, *rest = words.replace(" – ", " · ").split(" · ")
    for one in rest:  # after the end of a sentence nothing is needed
        first = f"{first} {one}" if first.endswith(ENDS) else series([first, one])
    return first


def unmarked(words: str) -> str:
    """Return a text of a worksheet without the marks at the beginning of its lines: each line is one thing anyway."""
    return re.sub(r"(?m)^\s*[-*•–] ", "", words)


__all__ = [
    "Back",
    "Choice",
    "Command",
    "EndOfInput",
    "Home",
    "Leave",
    "Lock",
    "Reply",
    "Talk",
    "joined",
    "numbered",
    "spoken",
    "undotted",
    "unmarked",
]
