"""Gather every word the program says into `src/ciworkbook/locale/en.po`, the catalogue translators start from.

    python tools/words.py           write the catalogue
    python tools/words.py --check   tell whether it is up to date (exit 1 if not)

Messages are found in the syntax tree: the constant arguments of `_`, `n_`, `p_` and `mark`.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ciworkbook"
SAYING = ("_", "n_", "p_", "mark")
CATALOGUE = SOURCE / "locale" / "en.po"


def messages(path: Path) -> list[tuple[int, str, str, str]]:
    """Return (line, context, message, plural) for each word in the file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING):
            continue
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        match node.func.id, texts:
            case "_" | "mark", [message, *_]:
                found.append((node.lineno, "", message, ""))
            case "n_", [one, many]:
                found.append((node.lineno, "", one, many))
            case "p_", [context, message]:
                found.append((node.lineno, context, message, ""))
            case "n_" | "p_", _:
                raise SystemExit(f"{path}:{node.lineno}: a message in a variable is in no catalogue")
    return found


def catalogue() -> polib.POFile:
    """Return the catalogue as the source has it now."""
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    entries: dict[tuple[str, str], polib.POEntry] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for _line, context, message, plural in messages(path):
            entry = entries.get((context, message))
            if entry is None:
                entry = polib.POEntry(msgid=message, msgctxt=context or None)
                if plural:
                    entry.msgid_plural = plural
                    entry.msgstr_plural = {0: message, 1: plural}
                else:
                    entry.msgstr = message
                if "{" in message:
                    entry.flags.append("python-brace-format")
                entries[context, message] = entry
            if (name, "") not in entry.occurrences:
                entry.occurrences.append((name, ""))
    made.extend(sorted(entries.values(), key=lambda one: (one.occurrences[0][0], one.msgid)))
    return made


def main() -> int:
    """Write or check the catalogue."""
    text = str(catalogue())
    if "--check" in sys.argv:
        fresh = CATALOGUE.exists() and CATALOGUE.read_text(encoding="utf-8") == text
        sys.stdout.write("The catalogue is up to date.\n" if fresh else "Run: python tools/words.py\n")
        return 0 if fresh else 1
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
