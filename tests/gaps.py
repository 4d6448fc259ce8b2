"""What the reader of facts cannot do yet: the cases that are known to fail, with the reason.

Each line of a file in ``tests/data`` is the name of a case, a tab and the reason. The suite expects
such a case to fail and says so on the day it passes. To write the files anew after the reader has
changed::

    python tests/gaps.py

It keeps the reasons that stand there, drops the cases that pass and gives a new one what the reader
said as its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent / "data"
FILES = {
    "test_wordings": "wording-gaps.txt",
    "test_facts_classes": "class-gaps.txt",
    "test_refraining": "refraining-gaps.txt",
}


def known(file: str) -> dict[str, str]:
    """The names of the cases that fail, with the reason."""
    path = DATA / file
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = [line.partition("\t") for line in lines if line and not line.startswith("#")]
    return {name: reason for name, _, reason in rows}


def marked(cases: Mapping[str, Any], file: str) -> list[Any]:
    """The cases as parameters of a test, those that are known to fail marked so."""
    gaps = known(file)
    return [
        pytest.param(case, id=name, marks=[pytest.mark.xfail(strict=True, reason=gaps[name])] if name in gaps else [])
        for name, case in cases.items()
    ]


def renew(file: str, cases: Mapping[str, Any], problem: Callable[[Any], str]) -> list[str]:
    """Write the file of the cases that fail now; its lines."""
    before = known(file)
    failing = ((name, problem(case)) for name, case in cases.items())
    lines = [f"{name}\t{before.get(name, what)}" for name, what in failing if what]
    (DATA / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return lines


def main(modules: Iterable[str]) -> None:
    for module in modules or FILES:
        for file in FILES.values():
            (DATA / file).touch()
        before = known(FILES[module])
        tests = import_module(module)
        lines = renew(FILES[module], tests.CASES, tests.problem)
        print(f"{FILES[module]}: {len(lines)} of {len(tests.CASES)} cases fail", *lines, sep="\n  ")
        new = [line for line in lines if line.partition("\t")[0] not in before]
        print(f"  {len(new)} of these are new: look at them before you keep the file" if new else "  none is new")


if __name__ == "__main__":
    main(sys.argv[1:])
