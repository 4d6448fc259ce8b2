"""README.md as a session: its commands run, and its printed answers are what they print.

In a block ``console`` a line ``$ kg …`` is a command and the lines below it are its answer, up to the
next command; a last line ``…`` leaves the rest of the answer out. A block ``sparql NAME.rq`` is a file
that the reader saves under that name. The table between the marks of ``figures`` holds measured F1.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.score import Scores

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BUILD = "kg build tests/letters -o out"
WIDTH = "100"
CUT = "…"
SHOWN = 14
"""How many lines of an answer stand before the cut."""

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^```sparql (\S+\.rq)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIGURES = re.compile(r"(?<=<!-- figures: written by make golden -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)
_COLUMNS = {"mentions": "mentions", "entities": "entities", "core": "facts", "slots": "further roles"}


def prepare(folder: Path, text: str) -> None:
    """Lay out what a reader of the README has: the sample letters and the files it says to save."""
    (folder / "tests" / "letters").mkdir(parents=True, exist_ok=True)
    for letter in (ROOT / "tests" / "letters").glob("*.txt"):
        shutil.copy(letter, folder / "tests" / "letters")
    for name, query in _FILE.findall(text):
        (folder / name).write_text(query, encoding="utf-8")


def run(command: str, folder: Path) -> str:
    """What a ``kg`` command prints, in a terminal of 100 columns.

    Raises:
        ValueError: the command is not one of ``kg``.
        subprocess.CalledProcessError: it failed.
    """
    name, *arguments = command.split()
    if name != "kg":
        raise ValueError(f"README.md may only run kg, got {command!r}")
    return subprocess.run(
        [sys.executable, "-m", "kg.cli", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def commands(text: str) -> list[str]:
    """The commands of a README, in order."""
    return [line[2:] for block in _BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def answered(text: str, folder: Path, known: Mapping[str, str]) -> str:
    """The README with the answers that its commands give now; ``known`` are answers already at hand."""
    prepare(folder, text)

    def block(match: re.Match[str]) -> str:
        return "".join(_answers(match[0].splitlines(), folder, known))

    return _BLOCK.sub(block, text)


def _answers(lines: list[str], folder: Path, known: Mapping[str, str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        below = lines[at + 1 :]
        old = below[: next((n for n, other in enumerate(below) if other.startswith("$ ")), len(below))]
        new = [text.rstrip() for text in (known.get(line[2:]) or run(line[2:], folder)).splitlines()]
        cut = bool(old) and old[-1] == CUT and len(new) > SHOWN
        yield "\n".join([line, *([*new[:SHOWN], CUT] if cut else new)]) + "\n"


def with_figures(text: str, scores: Mapping[str, Scores]) -> str:
    """The README with the table of the measured F1 of each letter."""
    rows = [f"| letter | {' | '.join(_COLUMNS.values())} |", f"| --- |{' ---: |' * len(_COLUMNS)}"]
    for name, of_letter in sorted(scores.items()):
        rows.append(f"| `{name}` | " + " | ".join(f"{of_letter.measures[key].f1:.3f}" for key in _COLUMNS) + " |")
    return _FIGURES.sub("".join(f"{row}\n" for row in rows), text)
