"""Check the shipped worksheets and put them into the wheel as one JSON file.

The program starts from that file and imports neither yaml nor pydantic. A sheet with an error stops the build.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileWorksheets(BuildHookInterface[Any]):
    """Add `_worksheets/compiled.json` to a wheel; an editable install compiles on demand instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile `worksheets/` unless the build is an editable one."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from ciworkbook.worksheet.compiling import compile_folder, write_compiled

        (root / "worksheets" / ".compiled.json").unlink(missing_ok=True)  # a checkout's own, made on demand
        target = root / "build" / "compiled.json"
        target.parent.mkdir(exist_ok=True)
        write_compiled(compile_folder(root / "worksheets"), target)
        build_data["force_include"][str(target)] = "ciworkbook/_worksheets/compiled.json"
