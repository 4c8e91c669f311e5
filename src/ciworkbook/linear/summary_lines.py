"""The names and the lines of a summary, heard and turned on and off before anything leaves the workbook.

- The people who come up are heard with what a rule makes of them, before the lines.
- Each line can be turned off by its number. The page is heard as it will be printed, and goes out from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ..answers.telling import labelled
from ..summary.document import Document, Figure, Heading, Line, Paragraphs, Table
from ..summary.draft import Draft
from ..summary.names import RULES, rule_told, rule_words
from ..text import clean, clean_line
from ..words import _
from .choices import Choice
from .face import Face
from .page_out import hand_out
from .summary_reader import for_whom, title_and_words
from .ticking import Tick, turn_over


def names_and_lines(face: Face, draft: Draft) -> None:
    """Go to the names, or straight to the lines where nobody is named."""
    if draft.named("letters"):
        _names(face, draft)
    else:
        _lines(face, draft)


def _names(face: Face, draft: Draft) -> None:
    """Say who comes up and how the rule names them; then go on to the lines, or choose another rule."""
    talk = face.talk
    while True:
        talk.page(_("How are people named on the page?"), rule_words(draft.rule), rule_told(draft.rule))
        for alias, said in draft.named(draft.rule):
            talk.say(clean_line(alias) if said == alias else labelled(clean_line(alias), clean_line(said)))
        others = [Choice(rule, rule_words(rule)) for rule in RULES if rule != draft.rule]
        chosen = talk.choose([Choice("next", _("Go on with these names")), *others], usual="next")
        if chosen == "next":
            face.open(partial(_lines, draft=draft))
        else:
            draft.rule = next(rule for rule in RULES if rule == chosen)


# Line by line


def _lines(face: Face, draft: Draft) -> None:
    """Say every line that may go out, and turn them on or off by number; then the ways on."""
    talk = face.talk
    anew, said = True, [""]
    while True:
        if anew:
            if draft.form == "card":
                told = _("A card holds only what you choose. Lines that are on go on it.")
            else:
                told = _("Lines that are on go on the page.")
            talk.page(_("Line by line"), draft.counts(), told)
            _turn_lines(face, draft)
            anew = False
        stays = [text for text, _role in draft.stays()]
        talk.part(draft.counts(), *(stays if stays != said else ()))
        said = stays
        ways = [
            Choice("read", _("Hear the page as it will read")),
            Choice("lines", _("Turn lines on or off")),
            Choice("print", _("Print the page…")),
            Choice("save", _("Save the page to a file…")),
            Choice("give", _("Give it to another workbook…")),
            Choice("reader", _("For whom it is, and how they treat it…")),
            Choice("words", _("Change the title, or add words to the reader…")),
            Choice("back", _("Back")),
        ]
        match talk.choose(ways):
            case "back":
                return
            case "lines":
                anew = True
            case "reader":
                face.open(partial(for_whom, draft=draft))
            case "words":
                face.open(partial(title_and_words, draft=draft))
            case str(out):
                hand_out(face, out, draft.page())


def _turn_lines(face: Face, draft: Draft) -> None:
    document, _used = draft.document()
    lines = {line.key: line for line in document.lines()}
    ticks, after = ticks_of(document, draft.is_on)
    turn_over(face.talk, ticks, lambda tick: draft.turn(lines[tick.key], tick.on), after=after)


def ticks_of(document: Document, is_on: Callable[[Line], bool]) -> tuple[list[Tick], tuple[str, ...]]:
    """Return every line of `document` with what stands before it, and what stands behind the last."""
    ticks: list[Tick] = []
    before: list[str] = []

    def take(lines: Sequence[Line]) -> None:
        for line in lines:
            ticks.append(Tick(line.key, line.text, is_on(line), before=tuple(before)))
            before.clear()

    for block in document.blocks:
        match block:
            case Heading(text=text):
                before.append(clean_line(text))
            case Paragraphs(label=label, lines=lines):
                before.extend([clean(label)] if label else [])
                take(lines)
            case Table(label=label, rows=rows):
                before.extend([clean(label)] if label else [])
                take([line for line, _cells in rows])
            case Figure(line=line):
                before.append(_("The drawing, in words:"))
                take([line])
    return ticks, tuple(before)
