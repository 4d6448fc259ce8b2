"""The names of the sample letters are read at least as well as the project promises."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from bench.names import Measured, measure

from extract.knowledge import load_knowledge

HERE = Path(__file__).parent / "letters"
SHARED = os.environ.get("BONDGENOOT_SHARED")
REAL = pytest.param(
    f"{SHARED}/seeds/letter-clean.txt", f"{SHARED}/gold/letter-clean.gold.json", 0.95, 0.93, id="letter",
    marks=pytest.mark.skipif(not SHARED, reason="BONDGENOOT_SHARED names no folder with the letter"),
)  # fmt: skip
LETTERS = [
    pytest.param(f"{HERE}/{name}.txt", f"{HERE}/{name}.gold.json", 0.92, 0.88, id=name) for name in ("d1", "d2", "d3")
]


@cache
def measured(letter: str, gold: str) -> Measured:
    return measure(Path(gold), Path(letter), load_knowledge())


@pytest.mark.parametrize(("letter", "gold", "mentions", "entities"), [*LETTERS, REAL])
def test_names_are_read_and_tied(letter: str, gold: str, mentions: float, entities: float) -> None:
    found = measured(letter, gold)
    assert found.classes["all"][0].f1 >= mentions
    assert found.classes["all"][1].f1 >= entities


@pytest.mark.parametrize(("letter", "gold", "mentions", "entities"), [*LETTERS, REAL])
def test_names_that_are_hidden_are_read_by_their_surroundings(
    letter: str, gold: str, mentions: float, entities: float
) -> None:
    left_out = measured(letter, gold).left_out
    assert left_out.hidden_total >= 50
    assert left_out.hidden_recall >= 0.6


def test_the_classes_add_up() -> None:
    letter, gold, *_ = LETTERS[0].values
    found = measured(str(letter), str(gold)).classes
    for which in (0, 1):
        rows = [pair[which] for kind, pair in found.items() if kind != "all"]
        whole = found["all"][which]
        assert (sum(r.right for r in rows), sum(r.gold for r in rows)) == (whole.right, whole.gold)
        assert max(r.precision for r in rows) <= 1
