"""The one order in which the guards of a process are raised; a session and each command that opens a workbook use it.

1. Variables that would log keys or load other code are taken out, before anything that reads them is imported.
2. Memory is closed: no core files, not readable by other programs of the account. A new program begins open again, so
   this is done after every start.
3. Python refuses connections and other programs, by name.
4. The system refuses them too, for all code in the process, where it can.
5. `writes.fence` stands beside this: it is raised as soon as it is known where the workbook is kept, in the main
   thread, before other threads are started.

Each guard says what stands. None keeps the program from going on.
"""

from __future__ import annotations

from . import children, environment, memory, network, system_calls


def raise_all() -> dict[str, bool]:
    """Raise all guards that need no folder; return the name of each that this system knows, and whether it stands."""
    environment.scrub()
    return {**memory.harden(), **network.refuse(), **system_calls.refuse(), **children.refuse()}
