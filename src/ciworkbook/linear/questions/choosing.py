"""Choices in lines: one, several, a step on a scale, items of a checklist.

- What is chosen is said back in words. Choosing it once more takes it back.
- Anything that can be listed is chosen by number or by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...answers.around import as_mapping, as_names, as_text
from ...answers.offering import (
    LONGEST_NOTE,
    LONGEST_OTHER,
    OTHER,
    Pick,
    chosen_with,
    items_of,
    ordered,
    picks_of,
    states_of,
    step_on,
)
from ...words import _, series
from ...worksheet.model import Checklist, Choices, Option, Scale
from ...worksheet.model import Choice as ChoiceQuestion
from ..choices import Choice
from ..spoken import joined
from ..talk import Reply
from .asking import At, clearing
from .writing import line

EACH, NONE = "*each", "*none"
"""Ids beside those of a sheet, which begin with a letter."""


def nobody_yet(at: At) -> None:
    """Say that there is nobody to choose from, and wait for Enter."""
    at.say(_("Nobody is on that list yet. You can go on, and come back."))
    at.ask(_("Enter to go on:"))


def one_of(at: At) -> None:
    """Ask for one of several."""
    assert isinstance(at.question, ChoiceQuestion)
    given = as_names(at.value)[:1]
    picks = picks_of(at.question, given, None, at.around)
    if not picks:
        nobody_yet(at)
        return
    chosen = pick_one(at, picks, given, lambda chosen: at.put(chosen[0] if chosen else None, at.other))
    if OTHER in chosen:
        own_words(at, lambda words: at.put(OTHER, words), lambda words: at.hold(OTHER, words))


def any_of(at: At) -> None:
    """Ask for any of several."""
    assert isinstance(at.question, Choices)
    given = as_names(at.value)
    picks = picks_of(at.question, given, None, at.around)
    if not picks:
        nobody_yet(at)
        return

    def put(chosen: Sequence[str]) -> None:
        at.put(list(chosen), at.other if OTHER in chosen else "")

    def asked(chosen: Sequence[str], new: str) -> None:
        if new == OTHER and OTHER in chosen:
            own_words(at, lambda words: at.put(list(chosen), words), lambda words: at.hold(list(chosen), words))

    pick_several(at, picks, given, put, asked)


def own_words(at: At, put: Callable[[str], None], hold: Callable[[str], None]) -> None:
    """Ask for the words beside "something else"."""
    at.say(_("In your own words"), at.other)
    line(at, at.other, put, hold, LONGEST_OTHER)


def pick_one(
    at: At,
    picks: Sequence[Pick],
    given: Sequence[str],
    put: Callable[[list[str]], None],
) -> list[str]:
    """Ask for one of `picks`; `put` gets the choice if it is another. Return what is chosen in the end."""
    prompt = _("Number, or Enter to keep it:") if given else _("Number, or Enter to go on:")
    chosen = at.choose(_choices(picks), prompt, clearing(given))
    if isinstance(chosen, Reply):
        put([])
        return pick_one(at, picks, [], put)
    if not chosen:
        return list(given)
    if [chosen] != list(given):
        put([chosen])
    at.say(_("Chosen: {what}.").format(what=_label(picks, chosen)))
    return [chosen]


def pick_several(
    at: At,
    picks: Sequence[Pick],
    given: Sequence[str],
    put: Callable[[list[str]], None],
    asked: Callable[[Sequence[str], str], None] = lambda _chosen, _new: None,
) -> None:
    """Ask for any of `picks` until Enter alone; `put` gets each change, `asked` what was chosen new."""
    chosen, listed = ordered(picks, given, several=True), False
    while True:
        prompt = _("Numbers to choose or to take back, or Enter to go on:")
        reply = at.several(_choices(picks), prompt, listed=listed)
        if isinstance(reply, Reply) or not reply:
            return
        listed = True
        for one in reply:
            chosen = chosen_with(picks, chosen, one, several=True)
            put(chosen)
            asked(chosen, one)
        what = series(_label(picks, one) for one in chosen)
        at.say(_("Chosen: {what}.").format(what=what) if what else _("Nothing chosen."))


def _choices(picks: Sequence[Pick]) -> list[Choice]:
    return [Choice(one.id, one.label, joined([one.hint, one.aside])) for one in picks]


def _label(picks: Sequence[Pick], id: str) -> str:
    return next((one.label for one in picks if one.id == id), "").rstrip(".")


def scale(at: At) -> None:
    """Ask for a step between two ends."""
    question = at.question
    assert isinstance(question, Scale)
    given = step_on(at.value, question)
    at.say(
        _("{number} means: {words}").format(number=question.min, words=question.min_label),
        _("{number} means: {words}").format(number=question.max, words=question.max_label),
    )
    limits = {"low": question.min, "high": question.max}
    asked = _("A number from {low} to {high}, or Enter to keep it:") if given is not None else ""
    prompt = (asked or _("A number from {low} to {high}, or Enter to go on:")).format(**limits)
    while True:
        reply = at.ask(prompt, clearing(given is not None))
        if reply.command:
            at.put(None)
            return scale(at)
        typed = reply.text.strip()
        if not typed:
            return None
        number = int(typed) if typed.removeprefix("-").isdecimal() and len(typed) < 9 else None
        if (step := step_on(number, question)) is not None:
            at.put(step)
            at.say(_("You chose {number}.").format(number=step))
            return None
        at.say(_("Type a number from {low} to {high}, or Enter alone.").format(**limits))


# Checklists


def checklist(at: At) -> None:
    """Ask for the items: which are so, or how each one is."""
    assert isinstance(at.question, Checklist)
    _Checklist(at, at.question).ask()


class _Checklist:
    def __init__(self, at: At, question: Checklist) -> None:
        self.at, self.question = at, question
        self.rows: dict[str, dict[str, str]] = {}
        for id, row in as_mapping(at.value).items():
            kept = as_mapping(row)
            found = {"state": as_text(kept.get("state")), "note": as_text(kept.get("note"))}
            self.rows[id] = {key: one for key, one in found.items() if one}
        self.items = items_of(question, (id for id, row in self.rows.items() if row), at.around)
        self.states = states_of(question)
        self.several_states = bool(question.states)

    def ask(self) -> None:
        """List the items, and ask for what was chosen by number, until Enter alone."""
        listed = False
        while True:
            reply = self.chosen(listed=listed)
            if not reply:
                return
            listed = True
            for one in reply:
                if one == EACH:
                    for item in self.items:
                        self.turn(item)
                else:
                    self.turn(next(item for item in self.items if item.id == one))

    def chosen(self, *, listed: bool) -> list[str]:
        """Ask for items by their numbers."""
        choices = [Choice(one.id, one.label, joined(self.told(one))) for one in self.items]
        if self.several_states:
            choices.append(Choice(EACH, _("Go through them one by one")))
            prompt = _("Numbers to answer, or Enter to go on:")
        else:
            prompt = _("Numbers to tick or to take back, or Enter to go on:")
        reply = self.at.several(choices, prompt, listed=listed)
        return [] if isinstance(reply, Reply) else reply

    def told(self, item: Option) -> list[str]:
        """Return what stands at an item."""
        row = self.rows.get(item.id, {})
        state = row.get("state", "")
        said = [self.label(state)] if state else []
        if row.get("note"):
            said.append(row["note"])
        return said

    def label(self, state: str) -> str:
        """Return the words of a state; those of an older sheet by a general word."""
        if not self.several_states:
            return _("ticked")
        return next((one.label for one in self.states if one.id == state), _("an earlier choice"))

    def turn(self, item: Option) -> None:
        """Ask how it is with one item, or tick it; then for a note where there is one to write."""
        if self.several_states:
            self.say_how(item)
        else:
            ticked = self.rows.get(item.id, {}).get("state")
            self.put(item.id, "state", "" if ticked else self.states[0].id)
            label = item.label.rstrip(".")
            if ticked:
                self.at.say(_("Taken back: {item}.").format(item=label))
            else:
                self.at.say(_("Ticked: {item}.").format(item=label))
        if self.question.note_each and self.rows.get(item.id, {}).get("state"):
            self.note(item)

    def say_how(self, item: Option) -> None:
        """Ask for the state of one item."""
        state = self.rows.get(item.id, {}).get("state", "")
        self.at.face.talk.part(item.label, item.hint, self.label(state) if state else "")
        choices = [Choice(one.id, one.label) for one in self.states]
        if state:
            choices.append(Choice(NONE, _("Take back what stands there")))
        prompt = _("Number, or Enter to keep it:") if state else _("Number, or Enter to go on:")
        chosen = self.at.choose(choices, prompt)
        if isinstance(chosen, str) and chosen:
            self.put(item.id, "state", "" if chosen == NONE else chosen)
            said = (
                _("Taken back.") if chosen == NONE else _("Chosen: {what}.").format(what=self.label(chosen).rstrip("."))
            )
            self.at.say(said)

    def note(self, item: Option) -> None:
        """Ask for a note."""
        stands = self.rows.get(item.id, {}).get("note", "")
        self.at.say(_("A note for this one, if you like"), stands)

        def put(words: str) -> None:
            self.put(item.id, "note", words)

        def hold(words: str) -> None:
            self.keep(item.id, "note", words)
            self.at.hold(self.value())

        line(self.at, stands, put, hold, LONGEST_NOTE)

    def put(self, id: str, what: str, words: str) -> None:
        """Make `words` the state or the note of an item; nothing if empty. Save it."""
        self.keep(id, what, words)
        self.at.put(self.value())

    def keep(self, id: str, what: str, words: str) -> None:
        """As `put`, without saving."""
        row = self.rows.setdefault(id, {})
        if words:
            row[what] = words
        else:
            row.pop(what, None)

    def value(self) -> dict[str, Any]:
        """Return the answer as it stands."""
        return {id: dict(row) for id, row in self.rows.items() if row}
