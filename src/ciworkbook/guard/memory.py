"""What other programs may see of this process's memory.

- Both switches are needed on Linux: without core files, and closed to programs of the same person. A crash handler of
  the system that takes core files through a pipe ignores the first and obeys the second.
- Both are undone by the start of a new program, so that each process closes itself: the launcher and every session.
- Nothing here speaks of swap or hibernation: a program cannot keep its memory from them.
- What a system does not offer is reported as not there; it never keeps the program from starting.
"""

from __future__ import annotations

import sys

from . import linux

NO_CORE_FILES = "no core files"
CLOSED = "memory closed to other programs"
NO_REPORTS = "no memory in crash reports"

_SEM_NO_BOXES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX
_WER_NO_HEAP = 0x0001  # WER_FAULT_REPORTING_FLAG_NOHEAP


def harden() -> dict[str, bool]:
    """Close what can be closed; return the name of each guard this system knows, and whether it now stands."""
    if sys.platform == "win32":
        return {NO_REPORTS: _quiet_reports()}
    stands = {NO_CORE_FILES: _no_core_files()}
    if sys.platform.startswith("linux"):
        stands[CLOSED] = _not_dumpable()
    return stands


def _no_core_files() -> bool:
    if sys.platform == "win32":
        return False
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    except (ImportError, OSError, ValueError):
        return False


def _not_dumpable() -> bool:
    try:
        linux.prctl(linux.PR_SET_DUMPABLE, 0)
        return linux.prctl(linux.PR_GET_DUMPABLE) == 0
    except (OSError, ImportError):
        return False


def _quiet_reports() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    try:
        ctypes.windll.kernel32.SetErrorMode(_SEM_NO_BOXES)
        return bool(ctypes.WinDLL("wer").WerSetFlags(_WER_NO_HEAP) == 0)
    except (OSError, AttributeError):
        return False
