"""How a guard asks the Linux kernel for something that Python has no function for.

- `ctypes` is loaded when something is asked, never on import, and never where the system is another one.
- What the kernel refuses is an `OSError`; what is not there at all is one too, so that a guard has one thing to catch.
"""

from __future__ import annotations

import errno
import os

PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38


def prctl(option: int, value: int = 0, more: object = 0) -> int:
    """Ask or set something of this process; raises OSError."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).prctl
    except (AttributeError, TypeError):
        raise OSError(errno.ENOSYS, "no prctl") from None
    return _checked(function(option, ctypes.c_ulong(value), more, ctypes.c_ulong(0), ctypes.c_ulong(0)))


def system_call(number: int, *arguments: object) -> int:
    """Make the system call `number`; whole numbers are passed as long. Raises OSError."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).syscall
    except (AttributeError, TypeError):
        raise OSError(errno.ENOSYS, "no syscall") from None
    function.restype = ctypes.c_long
    passed = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _checked(function(ctypes.c_long(number), *passed))


def gain_nothing() -> None:
    """Promise that this process and what it starts never gain a right; the kernel asks it of who takes rights away."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def _checked(result: int) -> int:
    import ctypes

    if result < 0:
        code = ctypes.get_errno() or errno.ENOSYS
        raise OSError(code, os.strerror(code))
    return int(result)
