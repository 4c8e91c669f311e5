"""Checks on a file of the right shape: what its parts name is there, and comes before.

- Reads the canonical data; every finding knows its line through the path.
- Nothing here changes anything, and nothing here is needed to use a sheet that was checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from .asking import Conditions, ids, named
from .finding import Finding, listed, nearest, quoted
from .loading import Loaded, Path_
from .model import DOORS
from .step_checks import check_steps
from .wording import Enough, Known, Notebook

_RESERVED = ("lists", "summary", "revisit", "content_note", "migrations", "title", "about", "words")
_CELLS = {"table": ("id",), "people": ("id", "person"), "staircase": ("state", "note")}
_TAKEN_FOR_TRUTH = ("yes", "no", "on", "off", "y", "n", "true", "false", "null")
_WITH_ROWS = ("table", "people", "checklist", "staircase", "ring_map")


def check(loaded: Loaded, data: Mapping[str, Any]) -> list[Finding]:
    """Return what is found in the canonical `data` of the file `loaded`."""
    book = Notebook(loaded, data)
    with suppress(Enough):
        _Sheet(book).check()
    return book.findings


class _Sheet:
    def __init__(self, book: Notebook) -> None:
        self.book = book
        self.data = book.data
        self.lists: Mapping[str, Any] = book.data.get("lists", {})
        self.conditions = Conditions(book, lists=self.lists)
        self.known: dict[str, Known] = {}
        self.used: set[str] = set()
        self.checks: dict[str, Path_] = {}  # ids of soft checks, unique in the sheet

    def check(self) -> None:
        data = self.data
        doors = self.doors(data, (), frozenset(DOORS))
        self.book.say(data["title"], ("title",), doors)
        self.book.say(data["about"], ("about",), doors)
        self.content_note(data, (), doors)
        if self.book.quiet and "content_note" not in data:
            self.book.note("W302", "'safety: high' without a content_note: say what is coming", ("safety",), key=True)
        if "revisit" in data:
            self.book.say(data["revisit"]["invite"], ("revisit", "invite"), doors)
        for s, section in enumerate(data["sections"]):
            for q, question in enumerate(section["questions"]):
                self.book.everywhere.setdefault(question["id"], ("sections", s, "questions", q, "id"))
        for name in self.lists:
            if name in self.book.everywhere:
                self.book.note("E203", f"{quoted(name)} is also the id of a question", ("lists", name), key=True)
        taken: dict[str, Path_] = {}
        for index, section in enumerate(data["sections"]):
            self.section(section, ("sections", index), doors, taken)
        for name in self.lists:
            if name not in self.used:
                self.book.note("W311", f"the list {quoted(name)} is not used", ("lists", name), key=True)
                self.options(self.lists[name], ("lists", name), doors)
        self.summary(data.get("summary", ()), doors)
        self.suggests(data.get("suggests") or (), doors)
        self.minutes(doors)
        self.migrations()

    # Ids and doors

    def doors(self, data: Mapping[str, Any], path: Path_, around: frozenset[str]) -> frozenset[str]:
        """Who sees this part."""
        said = data.get("audience")
        if said is None:
            return around
        here = (*path, "audience")
        if len(set(said)) < len(said):
            self.book.note("E210", "a door stands twice", here)
        if outside := [door for door in said if door not in around]:
            self.book.note("E210", f"the door {listed(outside)} does not come here, so nobody sees this there", here)
        return around & frozenset(said)

    def unique(self, id_: str, path: Path_, taken: dict[str, Path_]) -> None:
        if id_ in taken:
            line = self.book.loaded.finding("E203", "", taken[id_]).line
            self.book.note("E203", f"the id {quoted(id_)} is already taken in line {line}", path)
        taken.setdefault(id_, path)
        if id_ in _TAKEN_FOR_TRUTH:
            self.book.note("W305", f"other programs read {quoted(id_)} as true or false: choose another word", path)

    def all_unique(self, parts: Iterable[Mapping[str, Any]], path: Path_, reserved: Iterable[str] = ()) -> None:
        taken: dict[str, Path_] = {}
        for index, one in enumerate(parts):
            here = (*path, index, "id")
            self.unique(one["id"], here, taken)
            if one["id"] in reserved:
                self.book.note("E218", f"the id {quoted(one['id'])} is kept for the program", here)

    # Parts

    def content_note(self, data: Mapping[str, Any], path: Path_, doors: frozenset[str]) -> None:
        note = data.get("content_note")
        if note is None:
            return
        here = (*path, "content_note")
        if not note:
            self.book.note("E108", "content_note needs 'topics' or 'text'", here)
        self.book.say(note.get("text"), (*here, "text"), doors)
        for index, topic in enumerate(note.get("topics", ())):
            self.book.say(topic, (*here, "topics", index), doors)

    def section(self, data: Mapping[str, Any], path: Path_, around: frozenset[str], taken: dict[str, Path_]) -> None:
        doors = self.doors(data, path, around)
        self.id(data["id"], (*path, "id"), taken)
        self.book.say(data["title"], (*path, "title"), doors)
        self.book.say(data.get("intro"), (*path, "intro"), doors, self.known)
        self.content_note(data, path, doors)
        self.conditions.check(data.get("relevant"), (*path, "relevant"), self.known, doors)
        seen: frozenset[str] = frozenset()
        for index, question in enumerate(data["questions"]):
            seen |= self.question(question, (*path, "questions", index), doors, taken, data)
        if empty := [door for door in DOORS if door in doors - seen]:
            message = f"at the door {listed(empty)} this section has no question; give it an 'audience'"
            self.book.note("W310", message, (*path, "id"))
        self.book.say(data.get("pause"), (*path, "pause"), doors, self.known)

    def id(self, id_: str, path: Path_, taken: dict[str, Path_]) -> None:
        self.unique(id_, path, taken)
        if id_ in _RESERVED:
            self.book.note("E218", f"the id {quoted(id_)} is kept for the program", path)

    def question(
        self,
        data: Mapping[str, Any],
        path: Path_,
        around: frozenset[str],
        taken: dict[str, Path_],
        section: Mapping[str, Any],
    ) -> frozenset[str]:
        doors = self.doors(data, path, around)
        self.id(data["id"], (*path, "id"), taken)
        for key in ("label", "hint", "guidance", "placeholder", "min_label", "max_label"):
            self.book.say(data.get(key), (*path, key), doors, self.known)
        for key in ("row_label", "alias_hint", "person_label"):
            self.book.say(data.get(key), (*path, key), doors, self.known)
        self.content_note(data, path, doors)
        self.conditions.check(data.get("relevant"), (*path, "relevant"), self.known, doors, section.get("relevant"))
        self.pulls(data, path)
        me = Known(data, path, doors)
        self.kind(me, section)
        # Known only now: whatever stands above looks back.
        self.known.setdefault(data["id"], me)
        for index, check in enumerate(data.get("constraints", ())):
            here = (*path, "constraints", index)
            self.unique(check["id"], (*here, "id"), self.checks)
            if data["type"] != "note":
                self.conditions.check(check["expect"], (*here, "expect"), self.known, doors)
            self.book.say(check["message"], (*here, "message"), doors, self.known)
        return doors

    def pulls(self, data: Mapping[str, Any], path: Path_) -> None:
        """Check what a question takes from another sheet, as far as this file alone tells."""
        columns = ids(data.get("columns"))
        for index, pull in enumerate(data.get("pull_from") or ()):
            here = (*path, "pull_from", index)
            if pull["sheet"] == self.data["id"]:
                self.book.note("E220", "a sheet does not pull from itself", (*here, "sheet"))
            if "take" in pull and "row_label" not in data:
                self.book.note("E112", "'take' goes with 'row_label'", (*here, "take"), key=True)
                continue
            for there, column in pull.get("take", {}).items():
                if column not in columns:
                    message = f"{quoted(column)} is not a column of {quoted(data['id'])}{nearest(column, columns)}"
                    self.book.note("E206", message, (*here, "take", there))

    def kind(self, me: Known, section: Mapping[str, Any]) -> None:
        """Check what only some types have."""
        data, path, kind = me.data, me.path, me.data["type"]
        if kind == "note":
            for key in ("core", "constraints", "share", "revisit", "pull_from"):
                if key in data:
                    self.book.note(
                        "E113", f"a note takes no answer, so it has no {quoted(key)}", (*path, key), key=True
                    )
        if kind in ("choice", "choices"):
            me.options = self.choosing(data, path, me.doors, several=kind == "choices", section=section)
            if data.get("default") is not None and data["default"] not in (me.options or ()):
                near = nearest(data["default"], me.options or ())
                self.book.note("E205", f"{quoted(data['default'])} is not one of the options{near}", (*path, "default"))
        if kind == "scale" and data.get("min", 0) >= data.get("max", 10):
            self.book.note("E109", "'max' has to be larger than 'min'", path)
        for key in ("items", "states", "rows", "rings", "prompts"):
            self.options(data.get(key, ()), (*path, key), me.doors)
        for key in ("columns", "fields"):
            self.all_unique(data.get(key, ()), (*path, key), _CELLS.get(kind, ()))
            for index, column in enumerate(data.get(key, ())):
                self.column(column, (*path, key, index), me.doors)
        self.all_unique(data.get("steps", ()), (*path, "steps"))
        for index, step in enumerate(data.get("steps", ())):
            here = (*path, "steps", index)
            self.book.say(step["label"], (*here, "label"), me.doors, self.known)
            self.book.say(step.get("hint"), (*here, "hint"), me.doors, self.known)
            for at, sign in enumerate(step.get("signs", ())):
                self.book.say(sign, (*here, "signs", at), me.doors, self.known)
        self.all_unique(data.get("starters", ()), (*path, "starters"))
        for index, starter in enumerate(data.get("starters", ())):
            self.book.say(starter["text"], (*path, "starters", index, "text"), me.doors, self.known)
        if kind == "table":
            if ("rows" in data) == ("row_label" in data):
                self.book.note("E112", "a table has either 'rows' or 'row_label'", path)
            if "prompts" in data and "row_label" not in data:
                self.book.note("E112", "'prompts' go with 'row_label'", (*path, "prompts"), key=True)
        if kind == "ring_map" and self.people(data["people"], (*path, "people"), me.doors):
            self.empty_people(data, (*path, "people"), data["people"], section)
        if "count_hint" in data and data["count_hint"]["from"] > data["count_hint"]["to"]:
            self.book.note("E109", "'to' has to be at least 'from'", (*path, "count_hint"))

    # Options

    def options(self, options: Any, path: Path_, doors: frozenset[str], *, several: bool = False) -> None:
        self.all_unique(options, path)
        closed = False
        for index, one in enumerate(options):
            here = (*path, index)
            mine = self.doors(one, here, doors)
            self.book.say(one["label"], (*here, "label"), mine, self.known)
            self.book.say(one.get("hint"), (*here, "hint"), mine, self.known)
            self.conditions.check(one.get("relevant"), (*here, "relevant"), self.known, mine)
            if one.get("exclusive") and not several:
                self.book.note("E211", "'exclusive' is for options of choices", (*here, "exclusive"), key=True)
            if closed and not one.get("exclusive"):
                self.book.note("E211", "an option that is exclusive stands last", here)
            closed = closed or one.get("exclusive", False)

    def choosing(
        self,
        data: Mapping[str, Any],
        path: Path_,
        doors: frozenset[str],
        *,
        several: bool,
        section: Mapping[str, Any] | None = None,
    ) -> tuple[str, ...] | None:
        """Check where options come from; return their ids, None where they are people."""
        more = ("other",) if data.get("other") else ()
        if ("options" in data) == ("options_from" in data):
            self.book.note("E112", "options come either from 'options' or from 'options_from'", path)
            return more
        if "options" in data:
            found, here = data["options"], (*path, "options")
        else:
            source, at = data["options_from"], (*path, "options_from")
            if source not in self.lists:
                if section is None or source not in self.book.everywhere:
                    people = (
                        () if section is None else (id_ for id_, q in self.known.items() if q.data["type"] == "people")
                    )
                    near = nearest(source, (*self.lists, *people))
                    self.book.note("E207", f"there is no list {quoted(source)}{near}", at)
                    return more
                if self.people(source, at, doors) and not data.get("other"):
                    self.empty_people(data, at, source, section)
                return None
            self.used.add(source)
            found, here, doors = self.lists[source], ("lists", source), frozenset(self.data["audience"])
        self.options(found, here, doors, several=several)
        if more and "other" in ids(found):
            self.book.note("E218", "the id 'other' is kept for 'other: true'", here)
        return (*ids(found), *more)

    def column(self, data: Mapping[str, Any], path: Path_, doors: frozenset[str]) -> None:
        self.book.say(data["label"], (*path, "label"), doors, self.known)
        self.book.say(data.get("hint"), (*path, "hint"), doors, self.known)
        if data["type"] in ("choice", "choices"):
            self.choosing(data, path, doors, several=data["type"] == "choices")
            return
        for key in ("options", "options_from"):
            if key in data:
                self.book.note("E112", f"{data['type']} has no {quoted(key)}", (*path, key), key=True)

    def people(self, name: str, path: Path_, doors: frozenset[str]) -> bool:
        """Check that `name` is an earlier people question, asked at every door that needs it."""
        asked = self.book.earlier(name, path, self.known)
        if asked is None:
            return False
        if asked.data["type"] != "people":
            self.book.note("E208", f"{quoted(name)} is a {asked.data['type']} question, not one about people", path)
            return False
        return self.there(name, asked, path, doors)

    def there(self, name: str, asked: Known, path: Path_, doors: frozenset[str]) -> bool:
        if away := [door for door in DOORS if door in doors - asked.doors]:
            self.book.note("E215", f"{quoted(name)} is not asked at the door {listed(away)}", path)
        return not away

    def empty_people(
        self, data: Mapping[str, Any], path: Path_, source: str, section: Mapping[str, Any] | None
    ) -> None:
        tested = {*named(data.get("relevant")), *named((section or {}).get("relevant"))}
        if source not in tested:
            say = "nothing to choose while nobody is named: add 'relevant' on " + quoted(source)
            self.book.note("W307", say + (" or 'other: true'" if "options_from" in data else ""), path)

    # The end of the sheet

    def summary(self, items: Any, around: frozenset[str]) -> None:
        self.all_unique(items, ("summary",))
        for index, item in enumerate(items):
            path: Path_ = ("summary", index)
            doors = self.doors(item, path, around)
            for key in ("label", "text", "empty"):
                self.book.say(item.get(key), (*path, key), doors, self.known)
            self.conditions.check(item.get("relevant"), (*path, "relevant"), self.known, doors)
            named_ = item.get("q", [])
            for at, name in enumerate([named_] if isinstance(named_, str) else named_):
                here = (*path, "q") if isinstance(named_, str) else (*path, "q", at)
                asked = self.book.earlier(name, here, self.known)
                if asked is None:
                    continue
                self.there(name, asked, here, doors)
                if asked.data["type"] == "note":
                    self.book.note("E208", f"{quoted(name)} is a note and takes no answer", here)
                elif item["show"] == "rows":
                    self.rows(item, path, asked)

    def rows(self, item: Mapping[str, Any], path: Path_, asked: Known) -> None:
        name, kind = item["q"], asked.data["type"]
        if kind not in _WITH_ROWS:
            self.book.note("E208", f"{quoted(name)} ({kind}) has no rows; use 'show: answer'", (*path, "q"))
            return
        columns = ids((*asked.data.get("columns", ()), *asked.data.get("fields", ())))
        for at, one in enumerate(item.get("fields", ())):
            if one not in columns:
                message = f"{quoted(one)} is not a field of {quoted(name)}{nearest(one, columns)}"
                self.book.note("E206", message, (*path, "fields", at))
        if "where" in item:
            here = (*path, "where")
            before = len(self.book.findings)
            self.conditions.check(item["where"], here, self.known, asked.doors)
            if len(self.book.findings) == before and any(one != name for one in named(item["where"])):
                self.book.note("E208", f"'where' picks rows of {quoted(name)}, so its tests name that question", here)

    def suggests(self, suggestions: Any, around: frozenset[str]) -> None:
        for index, one in enumerate(suggestions):
            path: Path_ = ("suggests", index)
            doors = self.doors(one, path, around)
            self.book.say(one["why"], (*path, "why"), doors, self.known)
            self.conditions.check(one.get("relevant"), (*path, "relevant"), self.known, doors)
            if one["sheet"] == self.data["id"]:
                self.book.note("E220", "a sheet does not suggest itself", (*path, "sheet"))

    def minutes(self, doors: frozenset[str]) -> None:
        said = self.data["minutes"]
        if isinstance(said, int):
            return
        if missing := [door for door in DOORS if door in doors and door not in said]:
            self.book.note("E209", f"minutes for the door {listed(missing)} are missing", ("minutes",))
        for door in said:
            if door not in doors:
                self.book.note("W309", f"the door {quoted(door)} never sees this", ("minutes", door), key=True)

    def migrations(self) -> None:
        steps = self.data.get("migrations", ())
        last = self.data["version"]
        wanted = range(last - len(steps) + 1, last + 1)
        for index, (step, version) in enumerate(zip(steps, wanted, strict=True)):
            if step["to"] != version:
                message = f"migrations go up one by one from 2 at the earliest and end at version {last}"
                self.book.note("E214", message, ("migrations", index, "to"))
                return
        check_steps(self.book)
