"""Whether the compiled sheets have to be made first, told by the times of files alone: a few milliseconds.

What is right is said by `catalogue.sources_key`, which reads every source. This only tells a session whether to look
before the fence is raised, behind which nothing can be written beside the sources.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

TYPE_CHECKING = False  # what checkers of types look for: `pathlib` is read by who needs a path (2 ms)
if TYPE_CHECKING:
    from pathlib import Path

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
_PACKAGE = os.path.dirname(_HERE)  # noqa: PTH120
COMPILED = ".compiled.json"


def shipped() -> Path:
    """Return where a wheel carries its compiled sheets."""
    from pathlib import Path

    return Path(_shipped())


def sheets_folder() -> Path:
    """Return the folder that holds the worksheet files: in the package of a wheel, beside `src` in a checkout."""
    from pathlib import Path

    return Path(_sheets_folder())


def has_to_compile() -> bool:
    """Tell whether a source is newer than the compiled sheets, or these are not there; False where a wheel has them."""
    if os.path.exists(_shipped()):  # noqa: PTH110
        return False
    folder = _sheets_folder()
    try:
        made = os.stat(_in(folder, COMPILED)).st_mtime_ns  # noqa: PTH116
        return any(one > made for one in _times(folder))
    except OSError:
        return True


def _in(*parts: str) -> str:
    return os.path.join(*parts)  # noqa: PTH118


def _shipped() -> str:
    return _in(_PACKAGE, "_worksheets", "compiled.json")


def _sheets_folder() -> str:
    inside = _in(_PACKAGE, "_worksheets")
    if os.path.isdir(inside):  # noqa: PTH112
        return inside
    return _in(os.path.dirname(os.path.dirname(_PACKAGE)), "worksheets")  # noqa: PTH120


def _times(folder: str) -> Iterator[int]:
    """Yield when each source was changed: the worksheets, what they share, and the code that reads them."""
    yaml = ((_in(folder, name), ".yaml") for name in ("", "common", "summaries"))
    for place, ending in (*yaml, (_HERE, ".py")):
        if not os.path.isdir(place):  # noqa: PTH112
            continue
        with os.scandir(place) as found:
            yield from (one.stat().st_mtime_ns for one in found if one.name.endswith(ending))
