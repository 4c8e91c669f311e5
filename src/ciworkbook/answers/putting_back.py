"""Undoes the move of a visit to a newer version of its sheet, and lets go of what was kept for that.

- What was answered before comes back exactly. What was written since goes to the archive; it is told, never dropped.
- What a person erases is gone from the archive and from the visit as it was: it cannot come back by undoing.
- What was said of the visit itself (look again, how one left, whether it is closed) stays as it was said last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .answer import is_blank
from .migrating import seal
from .visit import Kept, Visit


def written_since(visit: Visit) -> tuple[str, ...]:
    """Return the ids of the questions answered otherwise since `visit` was moved."""
    gave = (visit.before or {}).get("gave", {})
    return tuple(
        id_
        for id_, one in visit.answers.items()
        if gave.get(id_) != seal(one) and (one.state != "given" or not is_blank(one.value))
    )


def put_back(visit: Visit, now: str) -> Visit:
    """Return `visit` as it was before it was moved; raises ValueError if it was not, or that was let go."""
    if visit.before is None:
        raise ValueError("unmoved")
    was = Visit.from_data(visit.before["visit"], visit.entry)
    since = tuple(
        Kept(id_, visit.answers[id_], visit.digest, visit.version, "written_since", at=now)
        for id_ in written_since(visit)
    )
    later = tuple(one for one in visit.archive if one.why == "written_since" and one not in was.archive)
    return replace(
        was,
        state=visit.state,
        leaving=visit.leaving,
        look_again=visit.look_again,
        archive=(*was.archive, *later, *since),
        stays_at=visit.version,
    )


def let_go(visit: Visit) -> Visit:
    """Return `visit` without the visit as it was before it was moved."""
    return replace(visit, before=None)


def erase(visit: Visit, kept: Kept) -> Visit:
    """Return `visit` without `kept`, wherever it stands: in the archive, and in the visit as it was."""
    archive = tuple(one for one in visit.archive if one != kept)
    return replace(visit, archive=archive, before=_without(visit.before, kept))


def _without(before: Mapping[str, Any] | None, kept: Kept) -> Mapping[str, Any] | None:
    if before is None:
        return None
    gone = kept.to_data()
    was = dict(before["visit"])
    was["answers"] = {id_: one for id_, one in was["answers"].items() if id_ != kept.question or one != gone["answer"]}
    was["carried"] = [one for one in was.get("carried", ()) if one in was["answers"]]
    was["archive"] = [one for one in was.get("archive", ()) if one != gone]
    # Further back the same words may stand under another id, or in another shape: only letting go of it is sure.
    was["before"] = None
    return {**before, "visit": was}
