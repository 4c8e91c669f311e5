"""The filter of system calls, run as the kernel runs it, for both kinds of machine."""

from __future__ import annotations

import errno
import sys

import pytest

from ciworkbook.guard import system_calls
from ciworkbook.guard.system_calls import ALLOW, ARCHITECTURES, REFUSE, REFUSED, Instruction

from . import apart

X86, ARM = "x86_64", "aarch64"
MARKS = {X86: 0xC000003E, ARM: 0xC00000B7}
OTHER_MARKS = {"i386": 0x40000003, "arm": 0x40000028, "riscv64": 0xC00000F3, "none": 0}
INET, INET6, UNIX, NETLINK, PACKET = 2, 10, 1, 16, 17
PUSH_A_KEY, SELECT_CONSOLE, WINDOW_SIZE, SET_MODES = 0x5412, 0x541C, 0x5413, 0x5402

# What a session makes, from traces of it: name, number on x86_64, on aarch64 (None where there is none).
NEEDED: list[tuple[str, int, int | None]] = [
    ("read", 0, 63),
    ("write", 1, 64),
    ("openat", 257, 56),
    ("close", 3, 57),
    ("fsync", 74, 82),
    ("rename", 82, None),
    ("renameat", 264, 38),
    ("mkdirat", 258, 34),
    ("unlinkat", 263, 35),
    ("linkat", 265, 37),
    ("flock", 73, 32),
    ("mmap", 9, 222),
    ("mprotect", 10, 226),
    ("brk", 12, 214),
    ("clone", 56, 220),
    ("clone3", 435, 435),
    ("futex", 202, 98),
    ("epoll_wait", 232, None),
    ("epoll_pwait", 281, 22),
    ("poll", 7, None),
    ("ppoll", 271, 73),
    ("sendto", 44, 206),
    ("recvfrom", 45, 207),
    ("kill", 62, 129),
    ("tgkill", 234, 131),
    ("prctl", 157, 167),
    ("getrandom", 318, 278),
    ("landlock_create_ruleset", 444, 444),
    ("landlock_restrict_self", 446, 446),
    ("exit_group", 231, 94),
]


def run(program: list[Instruction], mark: int, number: int, *arguments: int) -> int:
    """Return what the filter says of a call. Knows the instructions that filters are made of, and no others."""
    words = [number & 0xFFFFFFFF, mark, 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        words += [argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF]
    at, held = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        match code:
            case 0x20:
                assert value % 4 == 0
                held = words[value // 4]
            case 0x15:
                at += if_true if held == value else if_false
            case 0x35:
                at += if_true if held >= value else if_false
            case 0x06:
                return value
            case _:
                raise AssertionError(f"instruction {code:#x}")


@pytest.fixture(params=[X86, ARM])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def said(name: str, number: int, *arguments: int) -> int:
    return run(system_calls.program(name), MARKS[name], number, *arguments)


def test_each_refused_call_is_refused_whatever_it_is_given(name: str) -> None:
    for call, numbers in REFUSED.items():
        for arguments in ((), (INET, 1, 0), (UNIX, 1, 0), (2**64 - 1,) * 6):
            assert said(name, numbers[ARCHITECTURES[name].place], *arguments) == REFUSE, call


def test_refusing_is_an_error_for_want_of_a_right() -> None:
    assert REFUSE & 0xFFFF == errno.EPERM
    assert REFUSE & 0xFFFF0000 == 0x00050000
    assert ALLOW == 0x7FFF0000


def test_what_a_session_needs_is_allowed(name: str) -> None:
    for call, x86, arm in NEEDED:
        number = x86 if name == X86 else arm
        if number is not None:
            assert said(name, number) == ALLOW, call


def test_a_pair_within_the_process_is_allowed_and_no_other(name: str) -> None:
    pair = 53 if name == X86 else 199
    assert said(name, pair, UNIX, 1, 0) == ALLOW
    for family in (INET, INET6, NETLINK, PACKET, 0, -1 & 0xFFFFFFFF):
        assert said(name, pair, family, 1, 0) == REFUSE
    assert said(name, pair, UNIX | 1 << 40, 1, 0) == ALLOW  # the kernel looks at the lower half only


def test_nothing_is_typed_into_the_terminal(name: str) -> None:
    ioctl = 16 if name == X86 else 29
    for what in (PUSH_A_KEY, SELECT_CONSOLE, PUSH_A_KEY | 7 << 32):
        assert said(name, ioctl, 0, what, 0) == REFUSE
    for what in (WINDOW_SIZE, SET_MODES, 0x5401):
        assert said(name, ioctl, PUSH_A_KEY, what, PUSH_A_KEY) == ALLOW


def test_numbers_of_another_kind_are_refused(name: str) -> None:
    program = system_calls.program(name)
    others = [mark for other, mark in MARKS.items() if other != name] + list(OTHER_MARKS.values())
    for mark in others:
        for number in range(0, 460, 7):
            assert run(program, mark, number) == REFUSE
    odd = 0x40000000
    expected = REFUSE if name == X86 else ALLOW
    assert said(name, odd) == said(name, odd | 1) == said(name, odd + 512) == expected


def test_no_other_call_is_refused(name: str) -> None:
    kind = ARCHITECTURES[name]
    known = {numbers[kind.place] for numbers in REFUSED.values()} | {system_calls.SOCKETPAIR[kind.place]}
    assert {number for number in range(600) if said(name, number, UNIX) == REFUSE} == known - {
        system_calls.SOCKETPAIR[kind.place]
    }


def test_the_jumps_stay_inside(name: str) -> None:
    program = system_calls.program(name)
    assert len(program) < 4096
    for at, (code, if_true, if_false, _value) in enumerate(program):
        if code & 0x07 == 0x05:
            assert max(if_true, if_false) < 256
            assert at + 1 + max(if_true, if_false) < len(program)
    assert program[-1][0] == 0x06


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_the_numbers_are_those_of_this_system() -> None:
    """What the headers of the system say, where they are installed."""
    import re
    from pathlib import Path

    place = ARCHITECTURES[system_calls.architecture()].place if system_calls.architecture() else 0
    header = Path(
        "/usr/include/x86_64-linux-gnu/asm/unistd_64.h" if place == 0 else "/usr/include/asm-generic/unistd.h"
    )
    if not header.exists() or not system_calls.architecture():
        pytest.skip("no headers of the kernel here")
    known = {found[1]: int(found[2]) for found in re.finditer(r"define __NR_(\w+) (\d+)", header.read_text())}
    for call, numbers in REFUSED.items():
        assert known[call] == numbers[place], call
    assert (known["socketpair"], known["ioctl"]) == (system_calls.SOCKETPAIR[place], system_calls.IOCTL[place])
    assert known["seccomp"] == system_calls._SECCOMP[place]


def test_the_numbers_of_the_other_kind_are_those_of_its_headers() -> None:
    """Those of aarch64 are the generic ones of the kernel, which stand in a header of their own."""
    import re
    from pathlib import Path

    header = Path("/usr/include/asm-generic/unistd.h")
    if not header.exists():
        pytest.skip("no headers of the kernel here")
    known = {found[1]: int(found[2]) for found in re.finditer(r"define __NR(?:3264)?_(\w+) (\d+)", header.read_text())}
    for call, numbers in {**REFUSED, "socketpair": system_calls.SOCKETPAIR, "ioctl": system_calls.IOCTL}.items():
        assert known[call] == numbers[1], call
    assert known["seccomp"] == system_calls._SECCOMP[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
@pytest.mark.parametrize(
    "change",
    [
        "os.uname = lambda: type('U', (), {'machine': 'riscv64'})()",
        "sys.maxsize = 2**31 - 1",
        "import ctypes; ctypes.CDLL = lambda *_a, **_o: object()",
        "from ciworkbook.guard import linux; linux.gain_nothing = no",
        "from ciworkbook.guard import linux; linux.system_call = no; linux.prctl = no",
    ],
)
def test_what_is_missing_is_said_and_stops_nothing(change: str) -> None:
    said = apart.run(f"""
import os, sys
def no(*_args):
    raise OSError(38, "no")
from ciworkbook.guard import system_calls
{change}
print(system_calls.refuse())
""")
    assert said == "{'calls refused by the system': False}\n"


@pytest.mark.skipif(not system_calls.architecture(), reason="no filter for this kind of machine")
def test_the_older_way_stands_in_where_the_newer_is_not_known() -> None:
    said = apart.run("""
import ctypes, errno
from ciworkbook.guard import linux, system_calls
def no(*_args):
    raise OSError(38, "no")
linux.system_call = no
print(system_calls.refuse())
library = ctypes.CDLL(None, use_errno=True)
print(library.socket(2, 2, 0), ctypes.get_errno())
""")
    assert said == "{'calls refused by the system': True}\n-1 1\n"


def test_it_is_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_calls.refuse() == {}
    assert system_calls.architecture() == ""
