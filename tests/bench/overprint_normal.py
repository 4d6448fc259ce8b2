"""How often ordinary documents are taken for overprints: as they are, and cut into pages of sixty lines.

Usage: python tests/bench/overprint_normal.py [FILE or FOLDER ...]

Without arguments: the licences and copyright files of a Debian system.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.overprint import recover

USUAL = ("/usr/share/common-licenses", "/usr/share/doc")
LINES = 60


def documents(paths: list[Path]) -> list[Path]:
    """The files given, and the text files below the folders given."""
    found: list[Path] = []
    for path in paths:
        below = [path] if path.is_file() else sorted(path.rglob("*"))
        found += [
            p for p in below if p.is_file() and (p.suffix == ".txt" or p.name == "copyright" or p.parent in paths)
        ]
    return found


def main() -> int:
    """Count; 1 if any document is taken for an overprint."""
    seen: set[str] = set()
    pages = alarms = 0
    begin = time.process_time()
    for path in documents([Path(argument) for argument in sys.argv[1:] or USUAL]):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if len(text) < 200 or text in seen:
            continue
        seen.add(text)
        lines = text.splitlines(keepends=True)
        paged = ["".join(lines[n : n + LINES]) for n in range(0, len(lines), LINES)]
        pages += len(paged)
        for form in (text, "\f".join(paged)):
            if (done := recover(form)) is not None:
                alarms += 1
                print(f"{path}: {done.finding}")
    took = time.process_time() - begin
    print(f"{len(seen)} documents, {pages} pages of {LINES} lines: {alarms} false alarms; {took:.1f} s of processor")
    return int(alarms > 0)


if __name__ == "__main__":
    sys.exit(main())
