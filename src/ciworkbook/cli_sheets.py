"""What the command line does with worksheet files: check, list, preview, stories, schema.

- Prints plain text that was cleaned, or JSON; findings go to standard output, so that a program can read them.
- Each function returns an exit status: 0 done, 1 something was found, 2 wrong use.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .worksheet import checking
from .worksheet.catalogue import sheets_folder
from .worksheet.finding import Finding, has_errors


def check(files: Sequence[Path], *, as_json: bool = False) -> int:
    """Check `files`, or every shipped sheet if there are none, and print what was found."""
    chosen = list(files) or list(checking.sheet_files(sheets_folder()))
    findings: list[Finding] = []
    for path in chosen:
        findings += checking.check_file(path)[1]
    _report(findings, as_json=as_json)
    return 1 if has_errors(findings) else 0


def _report(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        say(json.dumps([one.to_data() for one in findings], ensure_ascii=False, indent=1))
        return
    for one in findings:
        say(str(one))


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")
