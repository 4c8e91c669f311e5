"""The first evening, in lines: what this is, a passphrase, a place, a door. Then the workbook is made.

- The same steps and words as on the pages: `first_words`, `phrase_words`. `/back` goes a step back.
- Nothing of the subject is said until the person goes on, and nothing is on the disk until the last step.
- It is made in a thread that may write in the chosen folder only; then the session is fenced in too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .. import first_words, words
from ..doors import door_words
from ..errors import WorkbookError
from ..guard import crash
from ..guard.writes import within
from ..languages import offered, own_name, said_in_english, several, there_is
from ..vault import PassphraseTaken
from ..words import _
from ..workbook import Workbook
from ..worksheet.model import DOORS, Door
from .choices import Choice
from .face import Face
from .going import Back, Leave
from .phrase import new_phrase
from .place import ask_place


def first_evening(face: Face) -> None:
    """Lead to a workbook, and take it."""
    if face.only_practice:
        _practice(face)
        return
    ways = [
        Choice("go_on", _("Go on")),
        Choice("practice", _("Look around first, with a made-up case")),
        Choice("backup", _("I have a backup of a workbook…")),
    ]
    if several():
        ways.append(Choice("language", said_in_english(_("Language")), own_name(words.wanted)))
    face.talk.page(_("Workbook"), *(one.text for one in first_words.hello()))
    match face.talk.choose([*ways, Choice("leave", _("Leave"))], usual="go_on"):
        case "practice":
            _practice(face)
        case "backup":
            from .bring_back import bring_back

            bring_back(face)
        case "language":
            _language(face)
        case "leave":
            raise Leave
        case _go_on:
            _Making(face).go()


def _practice(face: Face) -> None:
    """Open the made-up case through a door, in memory."""
    face.talk.tell(first_words.practice())
    chosen = face.talk.choose(_doors())
    door = next((one for one in DOORS if one == chosen), None)
    if door is not None:
        from ..practice import practice_workbook

        face.take(practice_workbook(face.catalogue, door))


def _language(face: Face) -> None:
    face.talk.tell(first_words.language())
    chosen = face.talk.choose([Choice(one.tag, one.name, there_is(one)) for one in offered()], usual=words.wanted)
    if isinstance(chosen, str):
        face.speak(chosen)


def _doors() -> list[Choice]:
    return [Choice(one, door_words(one).title, door_words(one).note) for one in DOORS]


class _Making:
    """The steps to a workbook. What was chosen in one is still there when the person comes back to it."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._phrase = ""
        self._path = face.folder
        self._door: Door | None = None
        self._made: Workbook | None = None

    def go(self) -> None:
        """Go step by step until the workbook is there; raises `Back` before the first."""
        steps: tuple[Callable[[], None], ...] = (self._about, self._limits, self._words, self._place, self._doorway)
        at = 0
        while at < len(steps):
            try:
                steps[at]()
            except Back:
                if at == 0 or self._made is not None:
                    raise
                at -= 1
            except PassphraseTaken as error:
                self._face.talk.say(error.message, error.hint)
                at = 2
            else:
                at += 1

    def _step(self, number: int) -> str:
        return _("Step {step} of {steps}").format(step=number, steps=4)

    def _about(self) -> None:
        self._go_on(1, [one.text for one in first_words.about()])

    def _limits(self) -> None:
        self._go_on(1, [one.text for one in first_words.limits()])

    def _go_on(self, step: int, said: list[str]) -> None:
        title, *rest = said
        self._face.talk.page(title, self._step(step), *rest)
        if self._face.talk.choose([Choice("on", _("Go on")), Choice("leave", _("Leave"))], usual="on") == "leave":
            raise Leave

    def _words(self) -> None:
        self._phrase = new_phrase(self._face, self._step(2))

    def _place(self) -> None:
        self._path = ask_place(self._face, first_words.place(), self._path, _("Keep it there"), self._step(3))

    def _doorway(self) -> None:
        """Ask for a door and make the workbook; where that fails, say why and what else can be done."""
        talk = self._face.talk
        talk.tell(first_words.door(), self._step(4))
        chosen = talk.choose(_doors())
        self._door = next((one for one in DOORS if one == chosen), None)
        while not self._is_made():
            ways = [Choice("again", _("Try again"))]
            if self._made is None:
                ways.append(Choice("place", _("Another folder")))
            if talk.choose(ways, usual="again") == "place":
                raise Back

    def _is_made(self) -> bool:
        """Make it, once; tell whether it is there with its settings. Raises `PassphraseTaken`."""
        face, folder = self._face, Path(self._path)
        try:
            made = face.work(_("One moment. The workbook is being made."), within(face.fence, folder, self._make))
        except PassphraseTaken:
            raise
        except WorkbookError as error:
            face.talk.say(error.message, error.hint)
            return False
        except Exception as error:
            crash.note(error)
            face.talk.say(_("The workbook could not be made. Try again, or go back and choose another folder."))
            return False
        face.fence([folder])
        face.talk.part(_("The workbook is made."))
        face.take(made)
        return True

    def _make(self) -> Workbook:
        """Make it once, also if its settings cannot be kept at first. Runs in a thread of its own."""
        if self._made is None:
            self._made = Workbook.create(Path(self._path), self._phrase, self._face.catalogue)
            self._phrase = ""
        self._made.save_settings(replace(self._made.settings, door=self._door, language=words.wanted))
        self._made.checkpoint()
        return self._made
