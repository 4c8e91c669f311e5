"""What was noticed about an unlocked workbook, told by the thing it is about, and what can be gone on with instead.

- Nothing is guessed and nothing is deleted: going on with a version saves it as the newest, and no more.
- A thing that is whole in this session is offered as it stands here, never the version before it.
- What is not fully copied yet can be read in the version before; going on with that would part the two computers.
- What was taken in after a crash is whole and needs no words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from .answers.dates import day_in_words, day_of
from .answers.visit import Visit
from .errors import WorkbookError
from .vault import Damaged, Finding
from .words import _, n_
from .workbook import Workbook

Source = Literal["here", "before", "copy"]
_UNFIT = (AttributeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Version:
    """One version that is whole.

    Attributes:
        source: As it stands `here`, in this session; the version `before`; a `copy` that a sync program left.
        kind: The kind of its entry.
        content: What it holds; empty for what stands here.
        above: The generation of a copy, which going on with it has to go above; 0 for others.
    """

    source: Source
    kind: str
    content: bytes = field(default=b"", repr=False)
    above: int = 0


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that cannot be given back as it was saved, or that a copy holds another version of.

    Attributes:
        entry: Its entry; one that the workbook does not have, where only a copy holds it.
        kind: `damaged`, `missing`, `older`, `replaced`, `unreadable`, `newer`, `partial`; `offered` where it is whole.
        name: What it is, in words.
        versions: What there is of it.
        can_go_on: Whether one of these can be made the newest.
    """

    entry: int
    kind: str
    name: str = field(repr=False)
    versions: tuple[Version, ...]
    can_go_on: bool = True


def things(workbook: Workbook, findings: Iterable[Finding] | None = None) -> list[Noticed]:
    """Return the things that cannot be given back as they were, among `findings` (those of opening by default)."""
    found = [one for one in (workbook.findings if findings is None else findings) if one.kind != "adopted"]
    entries = dict.fromkeys(one.entry for one in found if one.entry is not None)
    copies: dict[int, list[Version]] = {}
    if any(one.kind == "offered" for one in found):
        for copy in workbook.vault.copies():
            copies.setdefault(copy.entry, []).append(Version("copy", copy.kind, copy.content, copy.generation))
    looked = (_look(workbook, entry, copies.get(entry, [])) for entry in entries)
    return [one for one in looked if one is not None]


def others(workbook: Workbook, findings: Iterable[Finding] | None = None) -> list[str]:
    """Return the sentences about the folder, and about things that are whole all the same."""
    found = list(workbook.findings if findings is None else findings)
    told = {one.entry for one in things(workbook, found)}
    said = (one.message for one in found if one.kind != "adopted" and (one.entry is None or one.entry not in told))
    return list(dict.fromkeys(one for one in said if one))


def _look(workbook: Workbook, entry: int, copies: list[Version]) -> Noticed | None:
    fault = ""
    try:
        workbook.vault.get(entry)
        if not workbook.whole(entry):  # it opens, and what stands in it has a shape that this program does not know
            fault = "damaged"
    except Damaged as damaged:
        fault = damaged.reason
    except (WorkbookError, KeyError):
        pass
    if not fault and not copies:
        return None
    versions = (*_own(workbook, entry, fault), *copies)
    name = name_of(workbook, entry, versions)
    return Noticed(entry, fault or "offered", name, versions, can_go_on=fault != "partial")


def _own(workbook: Workbook, entry: int, fault: str) -> Iterator[Version]:
    """Yield what the workbook itself has of a thing that is not whole on the disk."""
    kind = _kind(workbook, entry)
    if not fault:
        return
    if workbook.whole(entry) and (kind in ("settings", "people") or _visit_here(workbook, entry) is not None):
        yield Version("here", kind)
        return
    with suppress(WorkbookError, KeyError):
        content = workbook.vault.previous(entry)
        if content is not None and kind:
            yield Version("before", kind, content)


def _kind(workbook: Workbook, entry: int) -> str:
    return next((one.kind for one in workbook.vault.entries() if one.id == entry), "")


def _visit_here(workbook: Workbook, entry: int) -> Visit | None:
    return next((one for one in workbook.all_visits() if one.entry == entry), None)


def visit_in(workbook: Workbook, entry: int, version: Version) -> Visit | None:
    """Return the visit that `version` holds, to be read; None if it is none, was taken out, or cannot be shown."""
    if version.kind != "visit":
        return None
    if version.source == "here":
        return _visit_here(workbook, entry)
    try:
        visit = Visit.from_data(json.loads(version.content), entry)
    except _UNFIT:
        return None
    return visit if workbook.can_show(visit) else None


def name_of(workbook: Workbook, entry: int, versions: Iterable[Version] = ()) -> str:
    """Say what `entry` is: a worksheet and its day where they are known."""
    kind = _kind(workbook, entry) or next((one.kind for one in versions), "")
    known = [_visit_here(workbook, entry), *(visit_in(workbook, entry, one) for one in versions)]
    visit = next((one for one in known if one is not None and workbook.can_show(one)), None)
    if visit is not None:
        title = workbook.worksheet_of(visit).title
        return _("“{worksheet}” of {date}").format(worksheet=title, date=day_in_words(day_of(visit.started)))
    return {
        "visit": _("A visit, its worksheet and day not known"),
        "definition": _("The questions of a worksheet as they were once asked"),
        "wording": _("The questions of a worksheet in the language in which they were once asked"),
        "settings": _("What you chose in Settings"),
        "people": _("Your list of people"),
        "pack": _("Worksheets of your own"),
        "given": _("What someone gave to you"),
    }.get(kind, _("Something you saved (number {number})").format(number=entry))


def what(kind: str) -> str:
    """Say what is the matter with a thing."""
    return {
        "missing": _("The file it was saved in is missing."),
        "older": _("An older version stands in its place."),
        "replaced": _("Something else stands in its place."),
        "unreadable": _("The disk does not give it back."),
        "newer": _("A newer version of this program saved it."),
        "partial": _(
            "It is not fully copied to this folder yet. Let the copying finish, then open the workbook again."
        ),
        "offered": _("A program that copies folders left another version of it here."),
    }.get(kind, _("The file it was saved in is damaged."))


def go_on(workbook: Workbook, one: Noticed, version: Version) -> None:
    """Save `version` as the newest. Raises `SaveFailed`, and everything then stays as it was."""
    if version.source != "here":
        known = any(each.id == one.entry for each in workbook.vault.entries())
        kept = workbook.vault.put(
            version.kind, version.content, one.entry if known else None, above=version.above if known else 0
        )
        workbook.again(kept)
        workbook.settle(one.entry)
        return
    for _copy in range(2):  # the second goes where the damaged file stands, which would else be taken for a newer one
        _save_here(workbook, one.entry, version.kind)


def _save_here(workbook: Workbook, entry: int, kind: str) -> None:
    visit = _visit_here(workbook, entry)
    if visit is not None:
        workbook.save(visit)
    elif kind == "settings":
        workbook.save_settings(workbook.settings)
    elif kind == "people":
        workbook.save_people(workbook.people)


# In words


def short_words(workbook: Workbook, findings: Iterable[Finding] | None = None) -> list[str]:
    """Return one line for each kind of thing that was noticed, and those about the folder."""
    found = list(workbook.findings if findings is None else findings)
    counts = Counter(one.kind for one in things(workbook, found))
    return [_counted(kind, count) for kind, count in counts.items()] + others(workbook, found)


def _counted(kind: str, n: int) -> str:
    match kind:
        case "missing":
            return n_("{n} thing you saved is missing.", "{n} things you saved are missing.", n)
        case "older":
            return n_(
                "{n} thing you saved was put back to an older version.",
                "{n} things you saved were put back to older versions.",
                n,
            )
        case "replaced":
            return n_("{n} thing you saved was replaced.", "{n} things you saved were replaced.", n)
        case "unreadable":
            return n_(
                "{n} thing you saved is not given back by the disk.",
                "{n} things you saved are not given back by the disk.",
                n,
            )
        case "newer":
            return n_(
                "{n} thing was saved by a newer version of this program.",
                "{n} things were saved by a newer version of this program.",
                n,
            )
        case "partial":
            return n_("{n} thing is not fully copied here yet.", "{n} things are not fully copied here yet.", n)
        case "offered":
            return n_(
                "A program that copies folders left another version of {n} thing you saved.",
                "A program that copies folders left other versions of {n} things you saved.",
                n,
            )
    return n_("{n} thing you saved is damaged.", "{n} things you saved are damaged.", n)


def offer_words(one: Noticed) -> str:
    """Say what there is of a thing that is not whole."""
    sources = {version.source for version in one.versions}
    if one.kind == "offered":
        return ""
    if "here" in sources:
        return _("It was read when you opened the workbook, and it is still here.")
    if "before" in sources:
        return _("The version before it is whole.")
    return "" if sources else _("No other version of it is here.")


def version_words(version: Version) -> tuple[str, str]:
    """Return what looking at a version and what going on with it are called; "" if there is nothing to look at."""
    match version.source:
        case "here":
            return "", _("Save it again, as it stands here…")
        case "copy":
            return _("Look at the version in the copy"), _("Go on with the version in the copy…")
    return _("Look at the version before"), _("Go on with the version before…")


def sure_words(one: Noticed, version: Version) -> tuple[str, ...]:
    """Return the question before going on with `version`, what yes is called, and what it means."""
    question, do = {
        "here": (_("Save it again, as it stands here?"), _("Save it again")),
        "before": (_("Go on with the version before?"), _("Go on with it")),
        "copy": (_("Go on with the version in the copy?"), _("Go on with it")),
    }[version.source]
    kept = _("Nothing is deleted.")
    if one.kind == "offered":
        kept = _("The one you have now is kept as the version before, until this is saved the next time.")
    return question, do, one.name, _("It is saved as the newest version."), kept
