"""System calls that a session has no use for, refused by the Linux kernel for every thread and all code in it.

- What is refused is data: `REFUSED` names each call with its reason, and `program` turns it into a seccomp filter. A
  test runs that filter for both architectures, call by call.
- The architecture is checked first: the same number is another call elsewhere. Whatever is not of this one is refused.
- A refused call fails with EPERM, as it would for want of a right; nothing is killed, nothing is logged.
- It cannot be taken back. It is passed on to whatever the process starts, which can be nothing.
- Refused is `socket` for every family. Nothing here needs a connection, not even to this computer: asyncio wakes itself
  through `socketpair`, which stays possible for AF_UNIX, and names of accounts are then read from files.
"""

from __future__ import annotations

import errno
import os
import sys

NAME = "calls refused by the system"

AF_UNIX = 1


class Architecture:
    """What a filter has to know of a kind of machine: its mark, and where its numbers of another kind begin.

    `place` says which of the numbers in `REFUSED` are its own.
    """

    def __init__(self, mark: int, odd_numbers_from: int | None, place: int) -> None:
        self.mark, self.odd_numbers_from, self.place = mark, odd_numbers_from, place


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, 0x40000000, 0),  # numbers from there on are those of the x32 kind
    "aarch64": Architecture(0xC00000B7, None, 1),
}

REFUSED: dict[str, tuple[int, int]] = {
    # A connection, also one that io_uring makes without the call for it
    "socket": (41, 198),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # Another program
    "execve": (59, 221),
    "execveat": (322, 281),
    # The inside of other processes, and open files taken from them
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    # The kernel itself: programs in it, and what it sees of others
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    # Places outside of files that keep bytes for other programs, also after this one has ended
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
"""Each call that is refused whatever it is given, with its number on x86_64 and on aarch64."""

SOCKETPAIR = (53, 199)
"""Allowed for AF_UNIX only: the two ends of it are both in this process."""
IOCTL = (16, 29)
"""Refused for what types into the terminal: the shell would run it once the session has ended."""
TYPES_INTO_THE_TERMINAL = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX

# Classic BPF: what an instruction does, how many to jump if true and if false, a number.
Instruction = tuple[int, int, int, int]
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MARK_AT, _ARGUMENTS_AT = 0, 4, 16
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM

_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_SECCOMP = (317, 277)


def architecture() -> str:
    """Return the name of this kind of machine, if there is a filter for it; "" otherwise."""
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return ""
    name = os.uname().machine
    return name if name in ARCHITECTURES else ""


def program(name: str) -> list[Instruction]:
    """Return the filter for the architecture `name`; raises KeyError."""
    kind = ARCHITECTURES[name]
    load_number: Instruction = (_LOAD, 0, 0, _NUMBER_AT)
    refuse: Instruction = (_RETURN, 0, 0, REFUSE)
    made: list[Instruction] = [(_LOAD, 0, 0, _MARK_AT), (_IF_EQUAL, 1, 0, kind.mark), refuse, load_number]
    if kind.odd_numbers_from is not None:
        made += [(_IF_AT_LEAST, 0, 1, kind.odd_numbers_from), refuse]
    for numbers in REFUSED.values():
        made += [(_IF_EQUAL, 0, 1, numbers[kind.place]), refuse]
    made += [
        (_IF_EQUAL, 0, 4, SOCKETPAIR[kind.place]),
        (_LOAD, 0, 0, _ARGUMENTS_AT),
        (_IF_EQUAL, 1, 0, AF_UNIX),
        refuse,
        load_number,
    ]
    asked_at = _ARGUMENTS_AT + 8  # the lower half of the second argument: both kinds of machine put it first
    made += [(_IF_EQUAL, 0, 1 + 2 * len(TYPES_INTO_THE_TERMINAL), IOCTL[kind.place]), (_LOAD, 0, 0, asked_at)]
    for what in TYPES_INTO_THE_TERMINAL:
        made += [(_IF_EQUAL, 0, 1, what), refuse]
    return [*made, (_RETURN, 0, 0, ALLOW)]


def refuse() -> dict[str, bool]:
    """Refuse from now on; return the name of the guard and whether it stands. Nothing on systems other than Linux."""
    if not sys.platform.startswith("linux"):
        return {}
    name = architecture()
    try:
        return {NAME: bool(name) and _install(name)}
    except (OSError, ImportError):
        return {NAME: False}


def _install(name: str) -> bool:
    import ctypes
    import struct

    from . import linux

    instructions = program(name)
    code = b"".join(struct.pack("=HBBI", *one) for one in instructions)
    held = ctypes.create_string_buffer(code, len(code))
    given = ctypes.create_string_buffer(struct.pack("@HP", len(instructions), ctypes.addressof(held)))
    linux.gain_nothing()
    try:
        number = _SECCOMP[ARCHITECTURES[name].place]
        done = linux.system_call(number, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(given)) == 0
    except OSError:
        done = False  # a kernel or a container that knows only the older way, for this thread and those it starts
    if not done:
        linux.prctl(linux.PR_SET_SECCOMP, 2, ctypes.byref(given))
    return linux.prctl(linux.PR_GET_SECCOMP) == 2
