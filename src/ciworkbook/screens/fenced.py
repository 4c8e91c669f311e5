"""Work that makes a workbook, in a thread that may write in the chosen folder only; then the session is fenced in too.

- Until a workbook is made another folder can be chosen, and a fence that stands cannot be moved. So the rest of the
  session is fenced in when it is made, and not before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ..guard.writes import within

T = TypeVar("T")


async def in_folder(fence: Callable[..., object], folder: Path, do: Callable[[], T]) -> T:
    """Return what `do` gives in a thread of its own; `fence` is `guard.writes.fence`. Raises what `do` raises."""
    from concurrent.futures import ThreadPoolExecutor  # with its queues 1 ms, and the first page makes nothing

    own = ThreadPoolExecutor(1)  # a thread of the usual ones comes back for other work
    try:
        given = await asyncio.get_running_loop().run_in_executor(own, within(fence, folder, do))
    finally:
        own.shutdown(wait=False)
    fence([folder])
    # Threads that were there before are not fenced in. Nothing of the workbook is given to them.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    return given
