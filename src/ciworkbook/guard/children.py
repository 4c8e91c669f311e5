"""Other programs, refused by Windows itself.

Not yet tried there: written after Microsoft's documentation of `SetProcessMitigationPolicy`, for Windows 10 from
version 1709 on. What is refused is reported as not there, and the refusal in Python (`network`) stands beside it.
"""

from __future__ import annotations

import sys

NAME = "other programs refused by the system"
_CHILD_PROCESS_POLICY = 13
_NO_CHILD_PROCESS = 1


def refuse() -> dict[str, bool]:
    """Refuse from now on; return the name of the guard and whether it stands. Nothing on systems other than Windows."""
    if sys.platform != "win32":
        return {}
    return {NAME: _install() and stands()}


def stands() -> bool:
    """Tell whether this process can start no other, as the system says."""
    if sys.platform != "win32":
        return False
    import ctypes

    try:
        kernel, found = ctypes.windll.kernel32, ctypes.c_uint32(0)
        this = ctypes.c_void_p(kernel.GetCurrentProcess())
        asked = kernel.GetProcessMitigationPolicy(this, _CHILD_PROCESS_POLICY, ctypes.byref(found), 4)
        return bool(asked and found.value & _NO_CHILD_PROCESS)
    except (OSError, AttributeError):
        return False


def _install() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    try:
        wanted = ctypes.c_uint32(_NO_CHILD_PROCESS)
        set_policy = ctypes.windll.kernel32.SetProcessMitigationPolicy
        return bool(set_policy(_CHILD_PROCESS_POLICY, ctypes.byref(wanted), 4))
    except (OSError, AttributeError):
        return False
