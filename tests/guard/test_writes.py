from __future__ import annotations

import struct
import sys

import pytest

from ciworkbook.guard import writes

from . import apart

WRITING = writes.WRITE_FILE | writes.REMOVE_DIR | writes.REMOVE_FILE | writes.MAKE_DIR | writes.MAKE_REG
NEVER = (
    *(writes.MAKE_CHAR, writes.MAKE_BLOCK, writes.MAKE_SOCK, writes.MAKE_FIFO, writes.MAKE_SYM),
    *(writes.EXECUTE, writes.IOCTL_DEV),
)


@pytest.mark.parametrize("version", range(1, 12))
def test_a_version_is_asked_for_what_it_knows(version: int) -> None:
    asked = writes.Rights(version)
    known = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    assert asked.taken < 1 << known
    assert asked.taken & WRITING == WRITING
    assert asked.below_a_folder & WRITING == WRITING
    assert asked.below_a_folder & ~asked.taken == asked.of_a_device & ~asked.taken == 0
    assert not any(asked.below_a_folder & right for right in NEVER)
    assert not asked.of_a_device & ~(writes.WRITE_FILE | writes.TRUNCATE | writes.IOCTL_DEV)
    assert not asked.taken & (1 << 2 | 1 << 3)  # reading is let be
    assert bool(asked.tcp) == (version >= 4)
    assert bool(asked.outsiders) == (version >= 6)
    assert len(asked.description()) == asked.size == (8 if version < 4 else 16 if version < 6 else 24)
    assert struct.unpack("=Q", asked.description()[:8]) == (asked.taken,)
    assert asked.flags == (0 if version < 7 else 1 if version < 8 else 9)


def test_the_bits_are_those_of_the_kernel() -> None:
    """As its header has them, where that is installed."""
    import re
    from pathlib import Path

    header = Path("/usr/include/linux/landlock.h")
    if not header.exists():
        pytest.skip("no headers of the kernel here")
    known = re.findall(r"define LANDLOCK_ACCESS_FS_(\w+)\s+\(1ULL << (\d+)\)", header.read_text())
    assert known
    for name, bit in known:
        if name not in ("READ_FILE", "READ_DIR"):
            assert getattr(writes, name) == 1 << int(bit), name


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
@pytest.mark.parametrize(
    "change",
    [
        "import ctypes; ctypes.CDLL = lambda *_a, **_o: object()",
        "linux.system_call = no",
        "writes.version = lambda: 1; linux.system_call = no",
        "linux.gain_nothing = no",
        "writes._allow = no",
    ],
)
def test_what_is_missing_is_said_and_stops_nothing(change: str) -> None:
    said = apart.run(f"""
from pathlib import Path
from ciworkbook.guard import linux, writes
def no(*_args):
    raise OSError(38, "no")
{change}
print(writes.fence([Path("/tmp")]))
""")
    assert said == "{'writes elsewhere refused by the system': False}\n"


@pytest.mark.skipif(not writes.version(), reason="no Landlock here")
def test_nowhere_means_nowhere_and_a_missing_folder_opens_nothing() -> None:
    said = apart.run("""
import os
from pathlib import Path
from ciworkbook.guard import writes
print(writes.fence([Path("/tmp/not-there-at-all"), Path("/dev/null/below")]))
for path in ("/tmp/not-there-at-all", "/tmp/something", "/dev/zero", "/dev/full"):
    try:
        os.open(path, os.O_WRONLY | os.O_CREAT)
        print(path)
    except PermissionError as error:
        print(error.errno)
""")
    assert said == "{'writes elsewhere refused by the system': True}\n" + "13\n" * 4


@pytest.mark.skipif(not writes.version(), reason="no Landlock here")
def test_a_fence_for_one_thread_leaves_the_others(tmp_path: object) -> None:
    said = apart.run(f"""
import threading
from pathlib import Path
from ciworkbook.guard import writes
place = Path({str(tmp_path)!r})
def tried(name):
    try:
        (place / name).write_bytes(b"x")
        return "written"
    except PermissionError:
        return "refused"
told = []
def apart():
    writes.fence([], here_only=True)
    told.append(tried("one"))
    inner = threading.Thread(target=lambda: told.append(tried("two")))
    inner.start(); inner.join()
one = threading.Thread(target=apart)
one.start(); one.join()
print(told, tried("three"))
""")
    assert said == "['refused', 'refused'] written\n"


def test_it_is_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert writes.fence() == {}
