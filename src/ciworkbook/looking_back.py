"""Looking back, as both faces do it: which visits there are, one as it was asked, then beside now, and finding words.

- Only visits in which something was answered, of the door the workbook is opened for.
- Words say what moved, never whether that is good. Nothing here changes a visit.
- A question that was asked in other words then stands in both; so does an answer that has no rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import is_

from .answers.compare import Change, compare
from .answers.dates import day_in_words, day_of, in_words, months
from .answers.finding import Results, Text, find, lay_together, texts
from .answers.flow import flow, progress
from .answers.history import At, Drawable, evenings, followed
from .answers.reading import Reading, read, speaker
from .answers.telling import counted, tell
from .answers.visit import Visit
from .drawings.picture import Picture
from .moving_words import told_of
from .summary.pictures import figure
from .text import clean_line
from .words import _, n_
from .workbook import Workbook
from .worksheet.model import Note, Worksheet
from .worksheet.piping import pipe

# Which visits there are


def so_many(count: int, first: date, today: date) -> str:
    """Return "5 visits since March", with the year where it is not this one; or "1 visit, 24 November 2026"."""
    if count == 1:
        when = day_in_words(first)
    else:
        when = months()[first.month - 1] if first.year == today.year else in_words(first.isoformat()[:7])
    return n_("{n} visit, {date}", "{n} visits since {date}", count, date=when)


def written(workbook: Workbook, worksheet: str = "") -> list[Visit]:
    """Return the visits that hold an answer and can be shown, oldest first."""
    return [one for one in workbook.visits(worksheet or None) if one.answers and workbook.can_show(one)]


def by_sheet(workbook: Workbook) -> list[list[Visit]]:
    """Return the visits of each worksheet, oldest first; the worksheet visited last stands first."""
    sheets: dict[str, list[Visit]] = {}
    for visit in written(workbook):
        sheets.setdefault(visit.worksheet, []).append(visit)
    return sorted(sheets.values(), key=lambda visits: visits[-1].started, reverse=True)


def cannot_be_shown(workbook: Workbook) -> str:
    """Return what is said of visits whose worksheet is not here; empty where there are none."""
    lost = sum(bool(one.answers) and not workbook.can_show(one) for one in workbook.visits())
    if not lost:
        return ""
    return n_(
        "{n} visit belongs to a worksheet that this program does not have. It is kept.",
        "{n} visits belong to a worksheet that this program does not have. They are kept.",
        lost,
    )


def everything(workbook: Workbook) -> list[tuple[date, Visit]]:
    """Return every evening of the visits that can be shown, newest first."""
    return evenings(one for one in workbook.visits() if workbook.can_show(one))


def in_time(workbook: Workbook, visits: Sequence[Visit]) -> tuple[Worksheet, list[tuple[Drawable, list[At]]]]:
    """Return the definition of the newest of `visits` (oldest first), and its questions that can be followed."""
    pairs = [(workbook.worksheet_of(one), one) for one in visits]
    return pairs[-1][0], followed(pairs[-1][0], pairs)


# One visit


KEPT = "*kept"
"""In place of a question: what is kept beside the answers of a visit."""


def read_visit(workbook: Workbook, worksheet: Worksheet, visit: Visit, *, open_notes: bool = False) -> Reading:
    """Read `visit` with the people and the own words of `workbook`."""
    return read(worksheet, visit, workbook.person, workbook.settings.words, open_notes=open_notes)


def about(workbook: Workbook, visit: Visit) -> list[str]:
    """Return when `visit` was written and how much stands in it, and whether it was asked as it is today."""
    begun, changed = (day_in_words(day_of(one)) for one in (visit.started, visit.changed))
    told = (
        _("Begun on {date}: {counts}.")
        if begun == changed
        else _("Begun on {date}, last written in on {changed}: {counts}.")
    )
    counts = counted(progress(workbook.worksheet_of(visit), visit))
    try:
        same = workbook.catalogue.digest(visit.worksheet) == visit.digest
    except KeyError:
        same = False
    return [
        told.format(date=begun, changed=changed, counts=counts),
        _("This page is for reading. It stays as it is.")
        if same
        else _("The worksheet has changed since. These are the questions of that day. This page is for reading."),
    ]


def belongs_nowhere(whole: Reading) -> str:
    """Return what is said of answers to questions that the worksheet does not have; empty where there are none."""
    if not whole.unknown:
        return ""
    return n_(
        "{n} answer belongs to a question that this worksheet does not have. It is kept.",
        "{n} answers belong to questions that this worksheet does not have. They are kept.",
        whole.unknown,
    )


def before_taking_out(visit: Visit) -> tuple[str, list[str]]:
    """Return what is asked before `visit` is taken out for good, and what that means."""
    return _("Take out the visit of {date}?").format(date=day_in_words(day_of(visit.started))), [
        _("All that was written in it goes. Other visits stay as they are."),
        _("This cannot be undone. Copies kept elsewhere, such as a saved summary, are not touched."),
    ]


# Then beside now


@dataclass(frozen=True, slots=True)
class Beside:
    """One question of two visits."""

    change: Change
    label: str = field(repr=False)
    asked_then: str = field(repr=False)
    """The question as it was asked then; empty where it was asked in the same words, or not at all."""
    told_then: tuple[str, ...] = field(repr=False)
    """The answer of then in the words of that day; empty where those of now are the same."""
    drawn: Drawn = field(repr=False)

    def then_and_now(self) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Return the lines of then and of now that are to be seen, and how many more are as before.

        Of an answer with rows only those that differ stand there; the others are counted.
        """
        change = self.change
        if change.then_moved or change.now_moved:
            before, after, kept = change.then_moved, change.now_moved, change.kept
        else:  # the same lines in another order
            before, after, kept = change.then, change.now, 0
        if self.told_then and not kept and before == change.then:
            before = self.told_then
        return before, after, kept


@dataclass(frozen=True, slots=True)
class Drawn:
    """What draws then beside now."""

    workbook: Workbook = field(repr=False)
    sheet: Worksheet
    then: Visit
    now: Visit
    question: str

    def __call__(self, width: int, *, ascii_only: bool = False) -> Picture | None:
        """Draw it in a width; None where there is nothing to draw."""
        before, after = (
            one.value(self.question) if self.question in flow(self.sheet, one).shown else None
            for one in (self.then, self.now)
        )
        question = self.sheet.question(self.question)
        return figure(question, before, after, self.workbook.person, width=width, ascii_only=ascii_only)


def beside(workbook: Workbook, then: Visit, now: Visit, *, everything: bool) -> list[Beside]:
    """Compare the questions the sheet sets side by side; with `everything`, every question that changed as well."""
    sheet = workbook.worksheet_of(now)
    speak = speaker(sheet, now, workbook.person, workbook.settings.words)
    wanted = {one.id for one in sheet.questions() if not isinstance(one, Note)} if everything else None
    shown = {one.id for one in sheet.questions() if one.revisit == "compare"}
    return [
        Beside(
            one,
            pipe(one.label, speak),
            *_as_asked(workbook, sheet, (then, now), one),
            Drawn(workbook, sheet, then, now, one.question),
        )
        for one in compare(sheet, then, now, workbook.person, wanted)
        if one.question in shown or not one.same
    ]


def _as_asked(
    workbook: Workbook, sheet: Worksheet, visits: tuple[Visit, Visit], change: Change
) -> tuple[str, tuple[str, ...]]:
    """Return the question and its answer in the words of the day of then, where they are other than those of now."""
    then, now = visits
    old = workbook.worksheet_of(then)
    if then.digest == now.digest and old.language != sheet.language:
        old = sheet  # another language is not another question
    was, is_ = (
        next((one for one in old.questions() if one.id == change.question), None),
        sheet.question(change.question),
    )
    if was is None or was == is_ or not change.then:
        return "", ()
    speak = speaker(old, then, workbook.person, workbook.settings.words)
    asked = clean_line(pipe(was.label, speak)) if was.label != is_.label else ""
    told = tuple(tell(was, then.answers.get(was.id), workbook.person))
    return asked, told if told != change.then else ()


def no_longer_asked(workbook: Workbook, then: Visit, now: Visit) -> str:
    """Return what is said of answers of `then` to questions the sheet of `now` does not have; empty for none."""
    known = {one.id for one in workbook.worksheet_of(now).questions()}
    lost = sum(answer.given and id_ not in known for id_, answer in then.answers.items())
    if not lost:
        return ""
    return n_(
        "{n} answer of then belongs to a question that is no longer asked. It stands in that visit.",
        "{n} answers of then belong to questions that are no longer asked. They stand in that visit.",
        lost,
    )


def sets_side_by_side(workbook: Workbook, then: Visit, now: Visit) -> bool:
    """Tell whether a question that the sheet sets side by side has an answer in one of the two visits."""
    return bool(compare(workbook.worksheet_of(now), then, now, workbook.person))


def changed_elsewhere(workbook: Workbook, then: Visit, now: Visit) -> bool:
    """Tell whether a question that the sheet does not set side by side has changed."""
    sheet = workbook.worksheet_of(now)
    others = {one.id for one in sheet.questions() if not isinstance(one, Note) and one.revisit != "compare"}
    return any(not one.same for one in compare(sheet, then, now, workbook.person, others))


# Finding words


MANY = 500
"""Texts that are laid beside one another at a time: 0.3 ms."""


class Searched:
    """Everything that was written, held in memory to be looked through; nothing of what is looked for stays here.

    It is read little by little, the newest visits first, and can be looked through as far as it was read. What `before`
    has read and still stands as it did is not read again.
    """

    def __init__(self, workbook: Workbook, before: Searched | None = None) -> None:
        self._workbook = workbook
        self._told_with = (workbook.people, workbook.settings, workbook.catalogue)
        self._waiting = written(workbook)
        self._all = len(self._waiting)
        same = before is not None and all(map(is_, before._told_with, self._told_with))
        self._known = before._read if before is not None and same else {}
        self._read: dict[int | None, tuple[Visit, str, list[Text]]] = {}
        self.titles: list[tuple[str, Visit]] = []
        self.texts: list[Text] = []
        self._asked: set[str] = set()
        self._beside = 0
        """How many of `texts` lie beside one another in memory."""

    @property
    def waits(self) -> bool:
        """Whether there are visits that were not read yet."""
        return bool(self._waiting)

    @property
    def done(self) -> int:
        """How much was read, in percent."""
        return 100 * (self._all - len(self._waiting)) // self._all if self._all else 100

    def read(self, count: int | None = None) -> None:
        """Read so many visits more, the newest first; all of them without `count`."""
        for _turn in range(len(self._waiting) if count is None else min(count, len(self._waiting))):
            visit = self._waiting.pop()
            held = self._known.get(visit.entry)
            if held is None or held[0] is not visit:
                held = (visit, *self._told(visit))
            self._read[visit.entry] = held
            self.titles.append((held[1], visit))
            self.texts += held[2]
            self._asked.update(one.asked for one in held[2])
        if len(self.texts) - self._beside > MANY or not self._waiting:
            lay_together(self.texts[self._beside :])
            self._beside = len(self.texts)
        if not self._waiting:
            self._known = {}

    def _told(self, visit: Visit) -> tuple[str, list[Text]]:
        workbook = self._workbook
        sheet = workbook.worksheet_of(visit)
        return sheet.title, texts(sheet, visit, workbook.person, workbook.settings.words, told_of(workbook, visit))

    def find(self, typed: str) -> Results:
        """Look for the words of `typed` in what was read."""
        return find(typed, self.titles, self.texts, self._asked)


def found_told(typed: str, found: Results, done: int = 100) -> str:
    """Return how much was found, and how much was read where that is not all; empty where nothing was typed."""
    if not typed.strip():
        return ""
    told = n_("{n} place", "{n} places", len(found)) if len(found) else ""
    if done < 100:
        return " · ".join(filter(None, (told, _("One moment. {done} %").format(done=done))))
    return told or _("Nothing found. A shorter word finds more.")
