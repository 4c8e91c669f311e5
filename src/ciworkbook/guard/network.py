"""Refuses what would leave this computer or start another program.

- A hook of Python's own audit events, each listed by name: a prefix would miss some and hit harmless ones.
- This is no wall against code that means harm, which can go round it with `ctypes`. It turns a mistake of ours, or of
  a package we use, into an error that shows. Rules that the system itself enforces stand beside it where there are any.
- It cannot be taken back: a process that has refused refuses until it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from typing import Any

AF_UNIX = 1
"""The address family of connections that stay on this computer; the number on Linux, macOS and the BSDs."""

# A connection is made of these. The values: which argument is the family or the address that may allow it.
_FAMILY = "socket.__new__"
_ADDRESSED = frozenset({"socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOPBACK = ("127.0.0.1", "::1")

REFUSED = frozenset(
    {
        # Names of other computers
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sethostname",
        # Protocols of the standard library
        "ftplib.connect",
        "ftplib.sendcmd",
        "http.client.connect",
        "http.client.send",
        "imaplib.open",
        "imaplib.send",
        "nntplib.connect",
        "nntplib.putline",
        "poplib.connect",
        "poplib.putline",
        "smtplib.connect",
        "smtplib.send",
        "telnetlib.Telnet.open",
        "telnetlib.Telnet.write",
        "urllib.Request",
        "webbrowser.open",
        # Other programs
        "_winapi.CreateProcess",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
        # Code from another program, run in this one, and the other way round
        "cpython.remote_debugger_script",
        "sys.remote_exec",
        # The log of the system, which others read
        "syslog.openlog",
        "syslog.syslog",
    }
)


class NotAllowedError(PermissionError):
    """Something tried to leave this computer or start a program. Carries the name of the event, nothing of its data."""


def allows(event: str, arguments: tuple[Any, ...], *, windows: bool = False) -> bool:
    """Tell whether the audit event `event` may go on."""
    if event == _FAMILY:
        # On Windows asyncio wakes itself through a connection to this same computer.
        return windows or (len(arguments) > 1 and arguments[1] == AF_UNIX)
    if event in _ADDRESSED:
        return _stays_here(arguments[1] if len(arguments) > 1 else None, windows)
    return event not in REFUSED


def _stays_here(address: Any, windows: bool) -> bool:
    if windows:
        return isinstance(address, tuple) and bool(address) and address[0] in _LOOPBACK
    return address is None or isinstance(address, str | bytes)  # the address of an AF_UNIX connection is a path


def refuse() -> dict[str, bool]:
    """Refuse from now on; return the name of the guard and whether it stands."""
    windows = sys.platform == "win32"
    sys.addaudithook(_hook(windows))
    # For connections that are refused asyncio would read all of TLS, 8 ms and 1.6 MiB. It goes on without.
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
    return {"no connections, no other programs": True}


def _hook(windows: bool) -> Callable[[str, tuple[Any, ...]], None]:
    # Every import and every open passes here, so that the common events leave on the first line.
    guarded = REFUSED | _ADDRESSED | {_FAMILY}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in guarded and not allows(event, arguments, windows=windows):
            raise NotAllowedError(f"not allowed here: {event}")

    return hook
