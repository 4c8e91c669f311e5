from __future__ import annotations

import sys

import pytest

from . import apart


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_no_core_file_and_no_reading_by_others() -> None:
    said = apart.run("""
        import ctypes, resource
        from ciworkbook.guard import memory
        dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        before = dumpable()
        stands = memory.harden()
        print(before, dumpable(), resource.getrlimit(resource.RLIMIT_CORE), stands)
    """)
    assert said == "1 0 (0, 0) {'no core files': True, 'memory closed to other programs': True}\n"


def test_what_is_missing_is_said_and_stops_nothing() -> None:
    said = apart.run("""
        import ctypes, sys
        def gone(*_args, **_options):
            raise OSError
        ctypes.CDLL = gone
        sys.modules["resource"] = None
        from ciworkbook.guard import memory
        print(set(memory.harden().values()))
    """)
    assert said == "{False}\n"
