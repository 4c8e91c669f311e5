"""Lets Textual go of pages that were closed.

- Textual remembers the two backgrounds of a widget by the widget's own drawing as well as by the colors. So it keeps
  what was drawn of the last thousand widgets, 20 MiB of it. The colors alone are enough: nothing else is asked for.
- A test notices when Textual does so by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache

_BACKGROUNDS = "get_inner_outer"
_before: Any = getattr(StylesCache, _BACKGROUNDS)
_remembered: Any = lru_cache(maxsize=256)(_before.__wrapped__)
_by_color: classmethod[Any, Any, Any] = classmethod(_remembered)


def mend() -> None:
    """Remember backgrounds by their colors from now on, and nothing of what was drawn until now."""
    if StylesCache.__dict__[_BACKGROUNDS] is not _by_color:
        setattr(StylesCache, _BACKGROUNDS, _by_color)
        _before.cache_clear()
