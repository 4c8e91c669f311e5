"""Whether the compiled sheets have to be made first, told by the times of files alone: a few milliseconds.

What is right is said by `catalogue.sources_key`, which reads every source. This only tells a session whether to look
before the fence is raised, behind which nothing can be written beside the sources.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
COMPILED = ".compiled.json"


def shipped() -> Path:
    """Return where a wheel carries its compiled sheets."""
    return _PACKAGE / "_worksheets" / "compiled.json"


def sheets_folder() -> Path:
    """Return the folder that holds the worksheet files: in the package of a wheel, beside `src` in a checkout."""
    inside = _PACKAGE / "_worksheets"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "worksheets"


def has_to_compile() -> bool:
    """Tell whether a source is newer than the compiled sheets, or these are not there; False where a wheel has them."""
    if shipped().exists():
        return False
    folder = sheets_folder()
    try:
        made = (folder / COMPILED).stat().st_mtime_ns
        return any(one > made for one in _times(folder))
    except OSError:
        return True


def _times(folder: Path) -> Iterator[int]:
    """Yield when each source was changed: the worksheets, what they share, and the code that reads them."""
    yaml = ((folder / name, ".yaml") for name in ("", "common", "summaries"))
    for place, ending in (*yaml, (Path(__file__).parent, ".py")):
        if not place.is_dir():
            continue
        with os.scandir(place) as found:
            yield from (one.stat().st_mtime_ns for one in found if one.name.endswith(ending))
