"""What changed between two versions of a sheet, graded by what it may do to answers that exist.

- By id: what moved is not told, what has another id is another thing.
- Three grades: the words of an id changed; answers may lose their sense; answers will be lost to the new version (an
  error). What a migration takes care of is not told.
- The place is the one in the new file; in the old file for what is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .finding import listed, quoted
from .loading import Path_
from .model import DOORS
from .versions import (
    WORDS,
    Change,
    Grade,
    Version,
    bare,
    doors,
    doors_of,
    from_people,
    part_at,
    place_of,
    questions,
    share_of,
)

_CHOSEN = {"options": "option", "items": "item", "rows": "row", "rings": "ring", "steps": "step", "states": "state"}
_NAMED = {"columns": "column", "fields": "field"}
_PARTS = {**_CHOSEN, **_NAMED, "prompts": "prompt", "starters": "starter", "constraints": "check"}


def diff(old: Version, new: Version) -> list[Change]:
    """Return what changed from `old` to `new`, in the order of the files."""
    return _Diff(old, new).changes()


@dataclass(slots=True)
class _Fate:
    """Where the steps of the migrations lead a question."""

    id: str
    """The id now; empty if it is retired, or its names became people."""
    text: bool = False
    maps: dict[str, dict[str, str]] = field(default_factory=dict)
    """New option ids by old ones, by field; "" for the question itself."""


class _Diff:
    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.found: dict[Change, None] = {}
        self.steps = [
            step
            for migration in new.data.get("migrations", ())
            if migration["to"] > old.data["version"]
            for step in migration.get("steps", ())
        ]
        self.then, self.now = questions(old.data), questions(new.data)
        self.lost_doors = doors(old.data) - doors(new.data)
        self.asked_at = doors(old.data)
        """Doors at which the question looked at was asked, but for those the whole sheet lost."""

    def changes(self) -> list[Change]:
        self.sheet()
        for id_, path in self.then.items():
            self.question(id_, path)
        return sorted(self.found)

    def say(self, grade: Grade, message: str, path: Path_, *, gone: bool = False, key: bool = False) -> None:
        """Tell a change at `path`: in the old file if it is `gone`."""
        place = (self.old if gone else self.new).loaded.finding("", message, path, key=key)
        self.found[Change(place.file, place.line, place.column, grade, message)] = None

    # The sheet

    def sheet(self) -> None:
        then, now = self.old.data, self.new.data
        self.words(then, now, (), "")
        self.narrowed(doors(then), doors(now), ("audience",), "the sheet")
        for key, what in (("sections", "section"), ("summary", "summary item")):
            place = {one["id"]: (key, at) for at, one in enumerate(now.get(key, ()))}
            by_id = {one["id"]: one for one in now.get(key, ())}
            for one in then.get(key, ()):
                if (there := by_id.get(one["id"])) is not None:
                    self.words(one, there, place[one["id"]], f"{what} {quoted(one['id'])}")
                    self.condition(one, there, place[one["id"]], f"the {what} {quoted(one['id'])}")
        self.version()

    def version(self) -> None:
        then, now = self.old.data["version"], self.new.data["version"]
        if now < then:
            self.say("will lose", f"the version went down from {then} to {now}", ("version",))
            return
        if bare(self.old.data) == bare(self.new.data):
            return
        if now == then:
            message = f"something other than words changed: raise 'version' to {then + 1} and write a migration"
            self.say("will lose", message, ("version",))
            return
        there = {one["to"] for one in self.new.data.get("migrations", ())}
        if missing := [str(one) for one in range(then + 1, now + 1) if one not in there]:
            message = f"there is no migration to version {listed(missing)}: visits of version {then} stay as they are"
            self.say("may lose sense", message, ("version",))

    # Questions

    def question(self, id_: str, path: Path_) -> None:
        then = part_at(self.old.data, path)
        fate = self.fate(id_)
        if then["type"] == "note":
            if id_ not in self.now:
                self.say("wording changed", f"the note {quoted(id_)} is gone", path, gone=True)
            elif (now := part_at(self.new.data, self.now[id_]))["type"] == "note":
                self.words(then, now, self.now[id_], quoted(id_))
            return
        if not fate.id:
            return
        if fate.id not in self.now:
            message = f"the question {quoted(id_)} is gone, and no migration says what becomes of its answers"
            self.say("will lose", message, path, gone=True)
            return
        here = self.now[fate.id]
        now = part_at(self.new.data, here)
        if then["type"] != now["type"]:
            if not (fate.text and now["type"] == "long_text"):
                message = f"{quoted(id_)} was a {then['type']} question and is a {now['type']} question now, without "
                self.say("will lose", message + "'to_long_text' or 'into_people'", (*here, "type"))
            return
        self.words(then, now, here, quoted(fate.id))
        self.condition(then, now, here, quoted(fate.id))
        self.share(then, now, here, quoted(fate.id))
        self.asked_at = doors_of(self.old.data, path) - self.lost_doors
        self.narrowed(self.asked_at, doors_of(self.new.data, here), (*here, "audience"), quoted(fate.id))
        self.shape(then, now, here, fate)

    def fate(self, id_: str) -> _Fate:
        fate = _Fate(id_)
        for step in self.steps:
            if step["q"] != fate.id:
                continue
            match step["do"]:
                case "rename":
                    fate.id = step["to"]
                case "to_long_text":
                    fate.text = True
                case "recode":
                    names = fate.maps.setdefault(step.get("field", ""), {})
                    names |= {old: step["map"].get(new, new) for old, new in names.items()}
                    names |= {old: new for old, new in step["map"].items() if old not in names}
                case "retire" | "into_people":
                    return _Fate("")
        return fate

    def shape(self, then: Mapping[str, Any], now: Mapping[str, Any], here: Path_, fate: _Fate) -> None:
        """What a value of the question may hold."""
        name = quoted(fate.id)
        if ("rows" in then) != ("rows" in now) and then["type"] == "table":
            self.say(
                "will lose", f"the rows of {name} are fixed in one version and added by the person in the other", here
            )
            return
        if from_people(then, self.old.data) != from_people(now, self.new.data):
            self.say("will lose", f"{name} has people to choose from in one version only", here)
            return
        for key, what in _PARTS.items():
            was, there, place = self.listed(then, now, here, key)
            names = fate.maps.get("state" if key == "states" else "", {}) if key in _CHOSEN else {}
            if was and (key in _CHOSEN or key in _NAMED):
                self.gone(was, there, place_of(self.old.data, self.then, then, key), what, name, names)
            self.parts(was, there, place, name, what, names)
        for key in ("steps", "rings"):
            was, there, place = self.listed(then, now, here, key)
            names = fate.maps.get("", {})
            order = [names.get(one["id"], one["id"]) for one in was]
            common = [one["id"] for one in there if one["id"] in order]
            if common != [one for one in order if one in common]:
                self.say("may lose sense", f"the {key} of {name} stand in another order", place, key=True)
        for key in ("columns", "fields"):
            self.columns(then, now, here, key, fate)
        for key in ("min", "max"):
            usual = {"min": 0, "max": 10}[key]
            if then["type"] == "scale" and then.get(key, usual) != now.get(key, usual):
                self.say(
                    "may lose sense", f"{name} went to other numbers: {key!r} is {now.get(key, usual)}", (*here, key)
                )
        for key, said in (("other", "takes no words of one's own any more"), ("note_each", "takes no notes any more")):
            if then.get(key) and not now.get(key):
                self.say("may lose sense", f"{name} {said}", here)
        if then.get("place") == "range" and now.get("place", "one") == "one":
            self.say("may lose sense", f"{name} takes one step in place of a stretch of steps", here)

    def columns(self, then: Mapping[str, Any], now: Mapping[str, Any], here: Path_, key: str, fate: _Fate) -> None:
        places = {one["id"]: (*here, key, at) for at, one in enumerate(now.get(key, ()))}
        by_id = {one["id"]: one for one in now.get(key, ())}
        for one in then.get(key, ()):
            there = by_id.get(one["id"])
            if there is None:
                continue
            name, place = f"the {_PARTS[key]} {quoted(one['id'])} of {quoted(fate.id)}", places[one["id"]]
            if one["type"] != there["type"] and {one["type"], there["type"]} != {"short_text", "long_text"}:
                message = f"{name} was a {one['type']} and is a {there['type']} now"
                self.say("may lose sense", message, (*place, "type"))
                continue
            was, there_, at = self.listed(one, there, place, "options")
            names = fate.maps.get(one["id"], {})
            self.gone(was, there_, place, "option", name, names, old=False)
            self.parts(was, there_, at, name, "option", names)
            self.share(one, there, place, name, usual=(share_of(then, self.old.data), share_of(now, self.new.data)))

    def listed(
        self, then: Mapping[str, Any], now: Mapping[str, Any], here: Path_, key: str
    ) -> tuple[Iterable[Any], Iterable[Any], Path_]:
        """The parts called `key` then and now, with those of a list in place of its name, and where they stand."""
        sides = []
        for question, data in ((then, self.old.data), (now, self.new.data)):
            found = question.get(key, ())
            sides.append(
                data.get("lists", {}).get(question.get("options_from", ""), ())
                if key == "options" and not found
                else found
            )
        source = now.get("options_from", "")
        place = ("lists", source) if key == "options" and source in self.new.data.get("lists", {}) else (*here, key)
        return sides[0], sides[1], place

    # Parts

    def gone(
        self,
        was: Iterable[Any],
        now: Iterable[Any],
        place: Path_,
        what: str,
        name: str,
        names: Mapping[str, str],
        *,
        old: bool = True,
    ) -> None:
        known = {one["id"] for one in now}
        for at, one in enumerate(was):
            if names.get(one["id"], one["id"]) not in known:
                path = (*place, at) if old else place
                self.say("may lose sense", f"the {what} {quoted(one['id'])} of {name} is gone", path, gone=old)

    def parts(
        self, was: Iterable[Any], now: Iterable[Any], place: Path_, name: str, what: str, names: Mapping[str, str]
    ) -> None:
        """Words and audience of the parts that have the same id, or one that `names` leads to."""
        by_id = {names.get(one["id"], one["id"]): one for one in was}
        for at, one in enumerate(now):
            then = by_id.get(one["id"])
            if then is None:
                continue
            here = (*place, at)
            said = f"the {what} {quoted(one['id'])} of {name}"
            self.words(then, one, here, said.removeprefix("the "))
            if "audience" in one:
                self.narrowed(doors(then) & self.asked_at, doors(one), (*here, "audience"), said)

    def words(self, then: Mapping[str, Any], now: Mapping[str, Any], path: Path_, name: str) -> None:
        for key in WORDS:
            if then.get(key, "") == now.get(key, "") or not isinstance(now.get(key, ""), str | Mapping | list):
                continue
            said = f"{quoted(key)} of {name}" if name else quoted(key)
            here = (*path, key) if key in now else path
            ending = "changed" if key in then and key in now else "is new" if key in now else "is gone"
            self.say("wording changed", f"{said} {ending}", here)

    def condition(self, then: Mapping[str, Any], now: Mapping[str, Any], path: Path_, name: str) -> None:
        if then.get("relevant") != now.get("relevant"):
            here = (*path, "relevant") if "relevant" in now else path
            self.say("may lose sense", f"{name} comes up under another condition", here)

    def share(
        self,
        then: Mapping[str, Any],
        now: Mapping[str, Any],
        path: Path_,
        name: str,
        usual: tuple[str, str] | None = None,
    ) -> None:
        default = usual or (share_of({}, self.old.data), share_of({}, self.new.data))
        before, after = then.get("share", default[0]), now.get("share", default[1])
        if before == "private" and after != "private":
            here = (*path, "share") if "share" in now else path
            self.say("may lose sense", f"{name} was private and may be printed now ({after})", here)

    def narrowed(self, then: frozenset[str], now: frozenset[str], path: Path_, name: str) -> None:
        if lost := [door for door in DOORS if door in then - now]:
            self.say("may lose sense", f"{name} is not for the door {listed(lost)} any more", path)
