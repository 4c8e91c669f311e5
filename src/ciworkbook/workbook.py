"""The one door to an unlocked workbook: its visits, people, settings, own sheets, and the definitions of visits.

- Saving returns only when the vault says the object is on the disk; what cannot be saved raises, and nothing is lost.
- Every visit is kept with the definition it was filled in (once a definition), so it can be shown as it was asked.
  A translation is kept beside it, by itself: another language is not another definition, and moves no answer.
- Visits of one door are never offered under another. They stand in time, whatever the clocks did between them.
- What does not open is named, and keeps nothing else from opening.
- Where an index tells what a list says of a visit, the visit itself is read when it is asked for, or by `read_on`. One
  that turns out not to open then is named like any other, and is no longer among the visits.
- The clock is `now`, given from outside; nothing else here knows the time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

from .answers.answer import Answer
from .answers.given import Gifts
from .answers.migrating import Moved, migrate
from .answers.people import People
from .answers.pulling import Pulled, pulled
from .answers.visit import Visit
from .asked import UNFIT, Asked, digest_now
from .errors import WorkbookError
from .index import KIND, Indexes, KeyRow, Later, Listed, Row, fits, ids, row_of, which
from .preferences import Settings
from .shelf import Shelf, answered, first_of, when
from .text import clean_line
from .vault import Damaged, Entry, Finding, Glance, Vault
from .vault.entries import Progress
from .vault.keys import Key
from .vault.memory import Keeping, MemoryVault
from .words import _
from .worksheet.catalogue import Catalogue
from .worksheet.migrating import Step, steps_between
from .worksheet.model import Door, Question, ShortText, Worksheet
from .worksheet.pack import Packs

REMOVED = {"removed": True}
"""What stands in the place of a visit that the person took out."""

A_WHILE = 0.2
"""Seconds of reading a workbook after which it is said how far it is, and between two times."""


_as_text = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one for each save


def _read_now(visit: Visit) -> None:
    """Read the answers of `visit`, if that is still to be done."""
    if isinstance(visit.answers, Later):
        visit.answers.read()


def local_now() -> datetime:
    """Return the local time with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


class Workbook:
    """An unlocked workbook. Make one with `create` or `unlock`."""

    def __init__(
        self,
        vault: Keeping,
        catalogue: Catalogue,
        now: Callable[[], datetime] = local_now,
        progress: Progress | None = None,
    ) -> None:
        self._vault = vault
        self._built_in = catalogue
        self.catalogue = catalogue
        """The worksheets that can be begun: those of the program, then those of the packs that are offered."""
        self.given = Gifts(lambda data, entry: self._put("given", data, entry))
        """What others gave to this workbook."""
        self.packs = Packs(lambda data, entry: self._put("pack", data, entry), self._offer)
        self._now = now
        self._entries: dict[str, int] = {}
        self._shelf = Shelf(self._answers_of)
        self._indexes = Indexes()
        self._last = 0
        self._waiting: list[int] = []
        self.asked = Asked(vault.get, lambda kind, data: self._put(kind, data, None))
        """In which questions and words visits were asked."""
        self._damaged: list[Finding] = []
        self._settled: set[int] = set()
        self.settings = Settings()
        self.people = People()
        self.people_saved = True
        """Whether `people` is on the disk as it stands."""
        self._read(progress)
        self._offer()

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, catalogue: Catalogue, now: Callable[[], datetime] = local_now
    ) -> Workbook:
        """Make a new workbook in `folder`; raises the vault's errors."""
        return cls(Vault.create(folder, passphrase), catalogue, now)

    @classmethod
    def unlock(
        cls,
        folder: Path,
        key: Key,
        catalogue: Catalogue,
        now: Callable[[], datetime] = local_now,
        *,
        glance: Glance | None = None,
        progress: Progress | None = None,
    ) -> Workbook:
        """Open the workbook that `key` (from `vault.derive`) opens; raises the vault's errors.

        With a `glance` much of what was listed is compared with the list later, see `Vault.open_with`, and `read_on`
        is to be called until it is done. `progress` is called with the entries read and those in all, now and then,
        where reading takes a while.
        """
        return cls(Vault.open_with(folder, key, glance=glance), catalogue, now, progress)

    def _read(self, progress: Progress | None) -> None:
        entries, told = self._vault.entries(), monotonic()
        self._last = max((one.id for one in entries), default=0)
        rows = self._rows(entries)
        for done, entry in enumerate(entries):
            if progress is not None and monotonic() - told > A_WHILE:
                told = monotonic()
                progress(done, len(entries))
            row = rows.get(entry.id)
            if row is not None and fits(row, entry.kind, entry.digest):
                self._take_row(row)
            elif entry.kind != KIND:
                self._read_one(entry)
                if row is not None:  # it may tell of a visit that was taken out since: both versions go
                    self._indexes.stale(entry.id, 2)
                elif self._row(entry.id, self.asked.keys()) is not None:
                    self._indexes.stale(entry.id)
        self._waiting = sorted({*self._waiting, *self._vault.uncompared()})

    def _rows(self, entries: Iterable[Entry]) -> dict[int, Row]:
        """Return the rows of every index, by entry; one that cannot be used is written again."""
        rows: dict[int, Row] = {}
        for entry in entries:
            if entry.kind == KIND:
                try:
                    rows |= {row.entry: row for row in self._indexes.take(entry.id, self._vault.get(entry.id))}
                except (WorkbookError, *UNFIT):
                    self._indexes.lose(entry.id)
        return rows

    def _take_row(self, row: Row) -> None:
        if isinstance(row, Listed):
            self._shelf.take(row)
            self._waiting.append(row.entry)
        else:
            self.asked.take(row.kind, row.key, row.entry)

    def _read_one(self, entry: Entry) -> None:
        # A damaged object must not keep the rest from opening.
        try:
            self._take(entry, self._vault.get(entry.id))
        except WorkbookError as error:
            self._damaged.append(self._unreadable(entry.id, error))
            # Without its door and its people a workbook looks empty: better those of the save before.
            if entry.kind in ("settings", "people"):
                with suppress(*UNFIT):
                    self._take(entry, self._vault.previous(entry.id) or b"")
        except UNFIT:
            self._damaged.append(self._unreadable(entry.id, Damaged(entry.id, "damaged", has_previous=False)))

    def _answers_of(self, entry: int) -> Mapping[str, Answer]:
        """Read the visit in `entry`, of which only a row was read; return its answers, none where it does not open."""
        self._shelf.drop(entry)
        self._read_one(Entry(entry, "visit", 0))
        visit = self._shelf.get(entry)
        return visit.answers if visit is not None else {}

    def read_on(self, seconds: float) -> int:
        """Read for about so long what opening left for later, the newest first; return how many entries are left."""
        until = monotonic() + seconds
        while self._waiting and monotonic() < until:
            entry = self._waiting.pop()
            visit = self._shelf.get(entry)
            if visit is not None:
                _read_now(visit)
            self._vault.compare(entry)
        return len(self._waiting)

    def _take(self, entry: Entry, content: bytes) -> None:
        """Take in what an entry holds; raises one of `UNFIT` where that is not what it says."""
        data = json.loads(content)
        match entry.kind:
            case "visit" if data.get("removed"):
                self._overwrite("visit", REMOVED, entry.id)
            case "visit":
                visit = Visit.from_data(data, entry.id)
                when(visit)
                self._shelf.put(entry.id, visit)
            case "definition":
                self.asked.take("definition", data["digest"], entry.id)
            case "wording":
                self.asked.take("wording", data["wording"], entry.id)
            case "settings":
                self.settings = Settings.from_data(data)
                self._entries["settings"] = entry.id
            case "people":
                self.people = People.from_data(data)
                self._entries["people"] = entry.id
            case "given":
                self.given.take(data, entry.id)
                if not data:
                    self._overwrite("given", {}, entry.id)
            case "pack":
                self.packs.take(data, entry.id)

    def again(self, entry: int) -> None:
        """Take `entry` in once more, after another version of it was saved; raises the vault's errors."""
        kept = next(one for one in self._vault.entries() if one.id == entry)
        self._take(kept, self._vault.get(entry))
        self._indexes.stale(entry)
        self.settle(entry)
        self._offer()

    def settle(self, entry: int) -> None:
        """Say no more in this session of what was noticed about `entry`."""
        self._settled.add(entry)
        self._damaged = [one for one in self._damaged if one.entry != entry]

    def whole(self, entry: int) -> bool:
        """Tell whether the newest version of `entry` is in this session, from opening or from a save since."""
        return all(one.entry != entry for one in self._damaged)

    def speak(self, language: str, form: str = "") -> None:
        """Show worksheets in `language` from now on, as far as they are translated, in the `form` that was chosen."""
        self._built_in = self._built_in.in_language(language, form)
        self.asked.forget()
        self._offer()

    def _offer(self) -> None:
        self.catalogue = self._built_in.with_packs(self.packs.enabled())

    def _unreadable(self, entry: int, error: WorkbookError) -> Finding:
        """Name a visit that does not open by its sheet and day, where the version before it tells them."""
        try:
            before = self._vault.previous(entry)
            data = json.loads(before) if before is not None else {}
            title = self.catalogue.worksheet(data["worksheet"], data["door"]).title
            day = data["started"][:10]
        except (WorkbookError, *UNFIT):
            return Finding("damaged", entry, f"{error.message} {error.hint}")
        named = _("“{sheet}” of {day}: {what} {hint}")
        return Finding("damaged", entry, named.format(sheet=title, day=day, what=error.message, hint=error.hint))

    @property
    def findings(self) -> list[Finding]:
        """What was noticed while opening: missing, damaged, replaced, older, adopted."""
        better = {one.entry for one in self._damaged}
        told = (one for one in self._told(self._vault.findings) if one.entry is None or one.entry not in self._settled)
        return [one for one in told if one.entry not in better or one.kind == "offered"] + self._damaged

    def _told(self, findings: Iterable[Finding]) -> list[Finding]:
        """Leave out what is said of an index: it is written again, and nothing that was written is lost with it."""
        return [one for one in findings if one.entry is None or one.entry not in self._indexes]

    @property
    def folder(self) -> Path:
        """Where the workbook is kept."""
        return self._vault.folder

    @property
    def vault(self) -> Vault:
        """The vault on the disk, for what has to do with keys and copies; practice has none."""
        assert not isinstance(self._vault, MemoryVault)
        return cast("Vault", self._vault)

    @property
    def kept(self) -> bool:
        """Whether what is written is kept on disk; False in practice."""
        return not isinstance(self._vault, MemoryVault)

    def now(self) -> datetime:
        """Return the local time, as this workbook stamps things."""
        return self._now()

    def stamp(self) -> str:
        """Return `now` as ISO 8601 with offset, to the second."""
        return self._now().isoformat(timespec="seconds")

    # Visits

    def visits(self, worksheet: str | None = None, door: Door | None = None) -> list[Visit]:
        """Return the visits of `door` (the one in the settings by default), oldest first."""
        mine = door or self.settings.door
        if mine is None:
            return []
        return [one for one in self._shelf.at(mine) if worksheet is None or one.worksheet == worksheet]

    def all_visits(self) -> list[Visit]:
        """Return the visits of every door, in no order: to look for what stands anywhere."""
        return self._shelf.all()

    def earlier(self, visit: Visit) -> Visit | None:
        """Return the visit of the same sheet and door before `visit`, or None."""
        before = [
            one
            for one in self.visits(visit.worksheet, visit.door)
            if one.entry != visit.entry and when(one) < when(visit)
        ]
        return before[-1] if before else None

    def pulled(self, visit: Visit, question: Question) -> list[Pulled]:
        """Return what the last visits of other sheets, at the door of `visit`, hold for `question`."""
        found = []
        for pull in question.pull_from:
            for other in reversed(self.visits(pull.sheet, visit.door)):
                if not self.can_show(other):
                    continue
                got = pulled(pull, self.worksheet_of(other), other, self.person)
                if got is not None:
                    found.append(got)
                    break
        return found

    def due(self) -> list[Visit]:
        """Return the last visit of each sheet that the person wanted to look at again by today, oldest day first.

        Sheets that are not offered any more are left out.
        """
        today, door = self._now().date().isoformat(), self.settings.door
        asked = {one.worksheet for one in self._shelf.told(door) if one.look_again and one.look_again <= today}
        last = (
            [self._shelf.last(one, door) for one in asked if digest_now(self.catalogue, one)]
            if door is not None
            else []
        )
        found = [one for one in last if one and one.look_again and one.look_again <= today and self.can_show(one)]
        return sorted(found, key=lambda one: (one.look_again, when(one)))

    def open_visits(self) -> list[Visit]:
        """Return the visits of the door in the settings that hold an answer and were not closed, in no order."""
        told = self._shelf.told(self.settings.door) if self.settings.door else ()
        left = [one.entry for one in told if one.state != "closed" and answered(one)]
        return [visit for entry in left if entry is not None and (visit := self._shelf.get(entry)) is not None]

    def written(self) -> tuple[int, str]:
        """Return how many visits of the door in the settings hold an answer, and when the first was begun, if any."""
        told = self._shelf.told(self.settings.door) if self.settings.door else ()
        begun = [one.started for one in told if answered(one)]
        return len(begun), first_of(begun) if begun else ""

    def times(self) -> list[tuple[str, str]]:
        """Return when each visit of every door was begun and changed, in no order."""
        return [(one.started, one.changed) for one in self._shelf.told()]

    def begin(self, worksheet: str, door: Door) -> Visit:
        """Return a new visit, not yet saved, with what the sheet says is carried over from the last one."""
        sheet = self.catalogue.worksheet(worksheet, door)
        last = next(reversed(self.visits(worksheet, door)), None)
        answers = {}
        if last is not None:
            if last.digest != self.catalogue.digest(worksheet):
                # What does not fit is not carried: the visit before keeps it. Nobody is added that was not looked at.
                steps = steps_between(self.catalogue.spoken(worksheet), last.version, door) or ()
                last = self.as_now(last, steps, add_people=False).visit
            carried = {one.id for one in sheet.questions() if one.revisit != "fresh"}
            answers = {id_: one for id_, one in last.answers.items() if id_ in carried and one.given}
        now = self.stamp()
        return Visit(
            worksheet=worksheet,
            version=sheet.version,
            digest=self.catalogue.digest(worksheet),
            wording=self.catalogue.wording(worksheet),
            door=door,
            started=now,
            changed=now,
            answers=answers,
            carried=frozenset(answers),
        )

    def as_now(self, visit: Visit, steps: Iterable[Step], *, add_people: bool = True) -> Moved:
        """Return what `visit` would be in the sheet of today after `steps`; changes nothing. Raises KeyError."""
        moved = migrate(
            visit,
            self.worksheet_of(visit),
            self.catalogue.worksheet(visit.worksheet, visit.door),
            steps,
            self.people,
            digest=self.catalogue.digest(visit.worksheet),
            now=self.stamp(),
            own=self.settings.words,
            add_people=add_people,
        )
        return replace(moved, visit=replace(moved.visit, wording=self.catalogue.wording(visit.worksheet)))

    def in_words_of_today(self, visit: Visit) -> Visit:
        """Return `visit` as it is to be gone on with: in the language of today, where its definition is still that of
        today. Answers are held by ids, so none changes."""
        if visit.digest != digest_now(self.catalogue, visit.worksheet):
            return visit
        return replace(visit, wording=self.catalogue.wording(visit.worksheet))

    def save(self, visit: Visit) -> Visit:
        """Keep `visit`; return it with its entry once it is on the disk. Raises `vault.SaveFailed`, or Damaged for a
        visit that turned out not to open: what stands in its place is not written over with less."""
        self._check_here(visit)
        self.asked.keep(visit, self.catalogue)
        entry = self._put("visit", visit.to_data(), visit.entry)
        kept = visit if visit.entry == entry else replace(visit, entry=entry)
        self._shelf.put(entry, kept)
        return kept

    def _check_here(self, visit: Visit) -> None:
        _read_now(visit)
        if visit.entry is not None and visit.entry not in self._shelf and not self.whole(visit.entry):
            raise Damaged(visit.entry, "damaged", has_previous=False)

    def remove(self, visit: Visit) -> None:
        """Take `visit` out for good: what it held is written over, and the version before it too.

        Raises `SaveFailed`; what was not written over then is when the workbook is opened the next time.
        """
        if visit.entry is None:
            return
        self._put("visit", REMOVED, visit.entry)
        self._shelf.drop(visit.entry)
        self._put("visit", REMOVED, visit.entry)
        self._indexes.stale(visit.entry, 2)
        self._write_indexes(which(visit.entry))

    def _overwrite(self, kind: str, gone: Any, entry: int) -> None:
        """Write `gone` over what is left of something that was taken out."""
        with suppress(WorkbookError, *UNFIT):
            before = self._vault.previous(entry)
            if before is not None and json.loads(before) != gone:
                self._put(kind, gone, entry)

    def worksheet_of(self, visit: Visit) -> Worksheet:
        """Return the worksheet as `visit` was asked it, or as it is now where that is not kept.

        Raises KeyError where this program does not have the worksheet at all.
        """
        return self.asked.worksheet_of(visit, self.catalogue)

    def named(self, visit: Visit) -> Worksheet:
        """Return the worksheet of `visit` as a list names it: in the language of today, where it is the same sheet.

        Raises KeyError as `worksheet_of` does.
        """
        return self.worksheet_of(self.in_words_of_today(visit))

    def can_show(self, visit: Visit) -> bool:
        """Tell whether this program has the worksheet of `visit`, as it was asked or as it is now."""
        try:
            self.worksheet_of(visit)
        except KeyError:
            return False
        return True

    # People and settings

    def save_people(self, people: People) -> None:
        """Keep the list of people; where it cannot be saved it still holds for this session. Raises `SaveFailed`."""
        self.people, self.people_saved = people, False
        self._entries["people"] = self._put("people", people.to_data(), self._entries.get("people"))
        self.people_saved = True

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        self._entries["settings"] = self._put("settings", settings.to_data(), self._entries.get("settings"))
        self.settings = settings

    def take_words(self, worksheet: Worksheet, visit: Visit) -> None:
        """Make the answers of `visit` that fill the person's own words those words. Raises `SaveFailed`."""
        said = {
            one.fills: clean_line(str(visit.value(one.id) or ""))
            for one in worksheet.questions()
            if isinstance(one, ShortText) and one.fills and one.id in visit.answers
        }
        now = dict(self.settings.words)
        then = {key: word for key, word in {**now, **said}.items() if word}
        if then != now:
            self.save_settings(replace(self.settings, words=then))

    def people_at(self, door: Door) -> People:
        """Return the people to pick from at `door`: those named there, and those not named anywhere yet.

        Who was named behind another door alone stays there: one list must not tell what stands behind the other.
        """
        visits = list(self._shelf.told())
        elsewhere = self._shelf.named({one.id for one in self.people}, (one for one in visits if one.door != door))
        elsewhere -= self._shelf.named(elsewhere, (one for one in visits if one.door == door))
        return People(tuple(one for one in self.people if one.id not in elsewhere))

    def person(self, id: str) -> str:
        """Return the alias of the person called `id`; empty if they were taken out."""
        found = self.people.get(id)
        return found.alias if found else ""

    # The vault

    def _put(self, kind: str, data: Any, entry: int | None) -> int:
        kept = self._vault.put(kind, _as_text(data).encode(), entry)
        self.settle(kept)
        self._last = max(self._last, kept)
        if kind in ("visit", "definition", "wording"):
            self._indexes.stale(kept)
        return kept

    def _write_indexes(self, first: int = -1) -> None:
        """Write the indexes that are due, `first` before all others, however many they are.

        Where that fails, workbooks open as well without, and it is tried again.
        """
        if not self.kept:
            return
        with suppress(WorkbookError):
            for number in self._indexes.due(self._last, first):
                found = (self._row(entry, self.asked.keys()) for entry in ids(number))
                self._indexes.write(number, [row for row in found if row is not None], self._put_index)

    def _put_index(self, content: bytes, entry: int | None) -> int:
        kept = self._vault.put(KIND, content, entry)
        self._last = max(self._last, kept)
        return kept

    def _row(self, entry: int, keys: Mapping[int, tuple[str, str]]) -> Row | None:
        listed, digest = self._shelf.row(entry), self._vault.digest(entry)
        if listed is not None:
            return listed
        visit = self._shelf.get(entry)
        if visit is not None and self.whole(entry):
            return row_of(visit, digest)
        if entry in keys and digest:
            return KeyRow(entry, digest[:32], *keys[entry])
        return None

    def checkpoint(self) -> None:
        """Write the manifest: on leaving a sheet, covering, locking, leaving, and every 30 seconds of writing."""
        self._write_indexes()
        self._vault.checkpoint()

    def verify(self) -> list[Finding]:
        """Read every object and return what is wrong."""
        return self._told(self._vault.verify())

    def close(self) -> None:
        """Write the manifest, free the folder, let go of the keys."""
        self._write_indexes()
        self._vault.close()
