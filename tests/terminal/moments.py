"""Ten moments that a person meets most, in every language, look and size, taken down cell by cell in the real program.

- Nothing is looked for by its words, which differ: pages and choices are known by what the session says of them.
- What was written on the pages is made up, in the language of the pages (`moments.yaml`).
- The prompt and the first evening come before a look can be chosen; they are taken beside the ten.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.bidi import is_right_to_left
from ciworkbook.preferences import Settings
from ciworkbook.screens.looks import CHOICES
from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook, local_now
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door
from ciworkbook.worksheet.stories import value_of

from ..making import CHEAP, Clock, cheap_keys
from . import glass
from .harness import Terminal
from .stops import command
from .touring import PASSPHRASE

LANGUAGES = ("en", "es", "ko", "ar", "hi", "zh-Hans", "vi")
LOOKS = CHOICES
SIZES = ((80, 24), (60, 20), (40, 15))
ROOMY = (100, 32)
"""A window in which a map of people is drawn with rings and a list beside it."""
DOOR: Door = "helping"
DANGER, ALLIES, STAIRS = "danger-signs-now", "ally-barrier-map", "accountability-staircase"
SAMPLES = Path(__file__).with_name("moments.yaml")


@dataclass(frozen=True)
class Taken:
    """One moment as the terminal shows it: `cells` are pyte's, a row a list; `wrong` says what does not fit."""

    language: str
    look: str
    size: tuple[int, int]
    moment: str
    cells: list[list[Any]] = field(repr=False)
    wrong: list[str]

    @property
    def name(self) -> str:
        """What it is, in a few words."""
        return f"{self.moment} in {self.language}, {self.look}, {self.size[0]}x{self.size[1]}"


class Eye:
    """Asks the session on `terminal` what it shows, presses keys until it shows what is wanted, and takes it down."""

    def __init__(self, terminal: Terminal, place: Path, language: str, look: str) -> None:
        self.terminal = terminal
        self.place = place
        self.language = language
        self.look = look

    def told(self) -> Mapping[str, Any]:
        """What the session says of its page, once it has come to rest."""
        self.terminal.wait_quiet(0.08)
        self.place.unlink(missing_ok=True)
        os.kill(self.terminal.wait_child(), signal.SIGUSR2)
        self.terminal.wait_until(self.place.exists, "what the session says")
        told: Mapping[str, Any] = json.loads(self.place.read_text(encoding="utf-8"))
        return told

    def press_until(self, key: str, what: str, wanted: str, most: int = 60) -> None:
        """Press `key` until `what` is `wanted`, or begins with it where it ends in a colon."""
        for _press in range(most):
            now = str(self.told()[what])
            if now == wanted or (wanted.endswith(":") and now.startswith(wanted)):
                return
            self.terminal.press(key)
        raise AssertionError(f"{what} never became {wanted!r}:\n{self.terminal.framed()}")

    def press_and_see(self, key: str) -> None:
        """Press `key`, and wait until the page is another."""
        before = self.terminal.text
        self.terminal.press(key)
        self.terminal.wait_until(lambda: self.terminal.text != before, "another page")

    def choose(self, entry: str, page: str, key: str = "down") -> None:
        """Go to what is called `entry`, press Enter, and wait for `page`."""
        self.press_until(key, "keys", entry)
        self.terminal.press("enter")
        self.wait_page(page)

    def wait_page(self, page: str) -> None:
        """Wait until `page` is the one that is open."""
        self.terminal.wait_until(lambda: self.told()["page"] == page, page)

    def back_to(self, page: str) -> None:
        """Press Esc, never twice in a hurry, until `page` is open."""
        for _press in range(8):
            before = self.told()["page"]
            if before == page:
                return
            self.terminal.wait_quiet(0.15)
            self.terminal.press("escape")
            self.terminal.wait_until(lambda: self.told()["page"] != before, f"another page than {before}")  # noqa: B023
        raise AssertionError(f"{page} never came:\n{self.terminal.framed()}")

    def take(self, moment: str, sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[Taken]:
        """Take `moment` down at each of `sizes`; the window has the first one before and afterwards."""
        for size in sizes:
            self.terminal.resize(*size)
            for _time in range(3):  # a busy machine may still be drawing
                told = self.told()
                self.terminal.wait_quiet(0.08)
                cells = self.terminal.cells
                ends = self._ends(told["ends"], size[0])
                wrong = [*told["wrong"], *glass.amiss(cells, size, told["rows"], self.language, ends)]
                if not wrong:
                    break
            yield Taken(self.language, self.look, size, moment, cells, wrong)
        self.terminal.resize(*sizes[0])
        self.terminal.wait_quiet(0.1)

    def _ends(self, told: Sequence[int | Sequence[int]], columns: int) -> set[int | tuple[int, int]]:
        """Where a border may end, as the page is drawn."""
        right = is_right_to_left(self.language)
        cells = [(columns - 1 - one[0] if right else one[0], one[1]) for one in told if not isinstance(one, int)]
        return {*(one for one in told if isinstance(one, int)), *cells}


# What was written


def written(folder: Path, language: str, look: str) -> Path:
    """Make the workbook in `folder`, in `language` and with `look`, closed again; return `folder`."""
    says = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))[language]
    clock = Clock(local_now().replace(hour=20, minute=0).isoformat())
    clock.at -= timedelta(days=90)
    with cheap_keys():
        book = Workbook(Vault.create(folder, PASSPHRASE, cost=CHEAP), Catalogue.load().in_language(language), clock)
    book.save_settings(
        Settings(door=DOOR, language=language, theme=look, words={"harmed": says["word"]}, remind_backup=False)
    )
    people = book.people
    for name, tie in zip(says["names"], says["ties"], strict=True):
        people, _person = people.add(name, tie)
    book.save_people(people)
    for later, worksheet, given, at in _visits(says):
        clock.later(days=later)
        book.save(_visit(book, worksheet, given, at))
    book.close()
    return folder


def _visits(says: Mapping[str, Any]) -> Iterator[tuple[int, str, dict[str, Any], str]]:
    """Yield for each visit the days since the one before, its sheet, its answers, and where it was left."""
    names, ties = says["names"], says["ties"]
    steps = {name: says[name] for name in ("looks_like", "shown_by", "makes_hard")}
    danger = {
        "harm_signs": {"scared": "is_so", "weapon": "dont_know"},
        "control_signs": {"follow": "is_so", "devices": "is_so"},
    }
    yield 0, DANGER, {**danger, "sense": "soon", "sense_words": says["then"]}, ""
    yield 10, STAIRS, {"stairs": {"place": ["stop"], "steps": {"stop": {"state": "partly", **steps}}}}, ""
    rings = dict(zip(names, ("trusted", "trusted", "some", "swing", "swing"), strict=True))
    known = [{"alias": name, "kind": "near", "tie": tie} for name, tie in zip(names, ties, strict=True)]
    yield 20, ALLIES, {"people": known, "map": rings}, ""
    yield 20, ALLIES, {"people": known, "map": {**rings, names[2]: "barrier", names[3]: "some"}}, "map"
    stood = {
        "place": ["stop", "see_harm"],
        "steps": {"stop": {"state": "now", **steps}, "see_harm": {"state": "partly"}},
    }
    beside = {"beside": [{"alias": names[2], "part": ties[2]}], "next_step": says["line"], "strengths": says["then"]}
    yield 20, STAIRS, {"stairs": stood, **beside}, "stairs"
    yield 19, DANGER, {**danger, "sense": "now", "sense_words": says["now"]}, "sense_words"


def _visit(book: Workbook, worksheet: str, given: Mapping[str, Any], at: str) -> Visit:
    ids = {one.alias: one.id for one in book.people}
    visit = book.begin(worksheet, DOOR)
    sheet = book.worksheet_of(visit)
    for name, short in given.items():
        value, other = value_of(sheet.question(name), short, ids.__getitem__)
        visit = visit.answer(name, Answer("given", value, other), book.stamp())
    if worksheet != DANGER and at:
        visit = replace(visit, look_again=(book.now() + timedelta(days=1)).date().isoformat())
    return replace(visit, at_question=at)


# The moments, in the order in which one comes by them


def _long_text(eye: Eye) -> None:
    eye.choose("visit:", "Sheet", key="up")
    eye.press_until("pagedown", "question", "sense_words")


def _skip(eye: Eye) -> None:
    eye.terminal.press("f2")
    eye.wait_page("Skip")


def _question(eye: Eye) -> None:
    eye.back_to("Sheet")
    eye.press_until("pageup", "question", "control_signs")


def _pause(eye: Eye) -> None:
    eye.terminal.press("f3")
    eye.wait_page("Pause")


def _rings(eye: Eye) -> None:
    eye.back_to("Home")
    eye.choose(f"again:{ALLIES}", "Again")
    eye.choose("carry_on", "Sheet")
    eye.press_until("pagedown", "question", "map")
    eye.press_and_see("v")


def _stairs(eye: Eye) -> None:
    eye.back_to("Home")
    eye.choose(f"again:{STAIRS}", "Again")
    eye.choose("carry_on", "Sheet")
    eye.press_until("pagedown", "question", "stairs")
    eye.press_and_see("v")


def _then_and_now(eye: Eye) -> None:
    eye.back_to("Home")
    eye.choose("look_back", "LookBack")
    eye.choose(STAIRS, "SheetVisits")


def _preview(eye: Eye) -> None:
    eye.choose("summary", "Summary", key="tab")
    eye.choose("next", "NamesPage", key="tab")
    eye.choose("next", "Preview", key="tab")


def _settings(eye: Eye) -> None:
    eye.back_to("Home")
    eye.choose("settings", "SettingsPage")


MOMENTS: Mapping[str, Callable[[Eye], None]] = {
    "home": lambda _eye: None,
    "a long text": _long_text,
    "leaving it open": _skip,
    "a question": _question,
    "a pause": _pause,
    "who stands where": _rings,
    "the staircase": _stairs,
    "then and now": _then_and_now,
    "a summary": _preview,
    "settings": _settings,
}

OTHERWISE = ("leaving it open", "settings")
"""What differs with the look: nothing is dimmed behind a page in the terminal's own colors, and settings name it."""
AFTER = {"leaving it open": "a long text", "a question": "a long text", "a summary": "then and now"}
"""Which one has to be gone to before another."""


def taken(
    place: Path,
    language: str,
    look: str,
    moments: Sequence[str] = tuple(MOMENTS),
    sizes: Sequence[tuple[int, int]] = SIZES,
) -> Iterator[Taken]:
    """Take the ten moments down in `language` and `look`; `place` is an empty folder for what the program needs."""
    folder = written(place / "kept", language, look)
    told = place / "told.json"
    environment: dict[str, str | None] = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    with Terminal(command(folder, "open-writes", f"fits={told}"), sizes[0], env=environment, cwd=place) as terminal:
        terminal.wait_until(lambda: terminal.screen[0].strip(), "the prompt")
        terminal.wait_quiet(0.2)
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_until(lambda: terminal.is_alternate, "the pages")
        eye = Eye(terminal, told, language, look)
        terminal.wait_quiet(0.4)
        eye.wait_page("Home")
        wanted = {*moments, *(AFTER[one] for one in moments if one in AFTER)}
        for moment in [one for one in MOMENTS if one in wanted]:
            MOMENTS[moment](eye)
            if moment in moments:
                yield from eye.take(moment, sizes if moment != "who stands where" else (*sizes, ROOMY))


def before_looks(place: Path, language: str) -> Iterator[Taken]:
    """Take down the prompt, the first pages of the first evening, and the page on what is not protected."""
    environment = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    kept = written(place / "kept", language, "dark")
    for size in SIZES:
        asking = [*command(kept, "open-writes"), "--language", language]
        with Terminal(asking, size, env=environment, cwd=place) as terminal:
            terminal.wait_until(lambda: terminal.screen[0].strip(), "the prompt")
            terminal.wait_quiet(0.2)
            yield Taken(language, "any", size, "the prompt", terminal.cells, glass.amiss(terminal.cells, size))
    told = place / "first.json"
    new = command(place / "new", "open-writes", f"fits={told}")
    with Terminal([*new, "--language", language], SIZES[0], env=environment, cwd=place) as terminal:
        terminal.wait_until(lambda: terminal.is_alternate, "the pages")
        eye = Eye(terminal, told, language, "any")
        terminal.wait_quiet(0.4)
        eye.wait_page("FirstEvening")
        yield from eye.take("the first evening")
        terminal.press("enter")
        yield from eye.take("what it is for")
