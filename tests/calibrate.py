"""Fit how sure a fact is on the sample letters, and say how well that holds: ``python tests/calibrate.py``.

A fact counts as right where its core and every further role that the gold compares stand in the gold; facts
that are considered or denied are not compared. The weights of ``extract/facts/confidence.py`` are those of a
logistic regression with a normal prior (mean 0, deviation 1, the constant left free; see ``PRIORS``) and Platt's
smoothed targets, found by Newton's method: the same letters give the same numbers. They are written to
``ontology/confidence.json`` with a record of what they are worth: each letter is predicted by a model that was
fitted on the others, and these predictions are put in bins beside what was right.

``python tests/calibrate.py LETTER GOLD.json …`` fits nothing and prints how well the stored weights hold on
other letters.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from golden import LETTERS, NAMES, read

from extract.facts.confidence import FEATURES, chance, features
from extract.reading import Reading
from kg.build import build
from kg.iris import Iris
from kg.score import read_gold, verdicts
from kg.store import Store

STORED = Path(__file__).parents[1] / "ontology" / "confidence.json"
EDGES = (0.0, 0.85, 0.9, 0.94, 0.97, 1.0)
PRIORS = {"inherited": (-0.1, 0.05), "treed": (-0.5, 0.5)}
"""Mean and deviation where they are not 0 and 1: what was told elsewhere or read by the tree alone is less sure by
its nature, and the sample letters, after which the rules were made, hold too few of these to say how much."""


class Case(NamedTuple):
    """One fact: its letter, what the model looks at, and whether all of it and its core are right."""

    letter: str
    found: dict[str, float]
    right: bool
    core: bool


def cases(name: str, reading: Reading, gold: Path) -> list[Case]:
    """The facts of a letter that are compared with its gold."""
    with tempfile.TemporaryDirectory() as folder:
        build([Path(name)], Path(folder), lambda _: reading)
        told = verdicts(Store.load(Path(folder) / "graph.trig"), read_gold(gold))
    nodes = [(str(Iris().fact(reading.letter.id, fact)), fact) for fact in reading.facts]
    return [Case(name, features(fact), *told[node]) for node, fact in nodes if node in told]


def fitted(known: Sequence[Case]) -> dict[str, float]:
    """The weights, in thousandths."""
    rows = np.array([[1.0, *(case.found[name] for name in FEATURES)] for case in known])
    right = np.array([case.right for case in known])
    targets = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    mean = np.array([0.0, *(PRIORS.get(name, (0.0, 1.0))[0] for name in FEATURES)])
    prior = np.diag([1e-9, *(PRIORS.get(name, (0.0, 1.0))[1] ** -2 for name in FEATURES)])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share - targets) + prior @ (weights - mean)
        weights = weights - np.linalg.solve((rows.T * (share * (1 - share))) @ rows + prior, slope)
    return {name: round(float(w), 3) for name, w in zip(("always", *FEATURES), weights, strict=True)}


def left_out(known: Sequence[Case]) -> list[float]:
    """For each fact the chance given by a model that never saw its letter."""
    models = {name: fitted([c for c in known if c.letter != name]) for name in sorted({c.letter for c in known})}
    return [round(chance(case.found, models[case.letter]), 2) for case in known]


def worth(known: Sequence[Case], chances: Sequence[float]) -> dict[str, float]:
    """Brier score and log loss: the lower the better."""
    right, given = np.array([case.right for case in known], float), np.array(chances)
    loss = -np.mean(right * np.log(given) + (1 - right) * np.log(1 - given))
    return {"brier": round(float(np.mean((given - right) ** 2)), 4), "log loss": round(float(loss), 4)}


def bins(known: Sequence[Case], chances: Sequence[float]) -> list[dict[str, float]]:
    """By range of confidence: how many facts, their mean confidence, and the share that was right."""
    found = []
    for low, high in pairwise(EDGES):
        mine = [(c, p) for c, p in zip(known, chances, strict=True) if low <= p < high or p == high == EDGES[-1]]
        row: dict[str, float] = {"from": low, "to": high, "facts": len(mine)}
        if mine:
            row["confidence"] = round(fsum(p for _, p in mine) / len(mine), 3)
            row["right"] = round(sum(c.right for c, _ in mine) / len(mine), 3)
            row["core right"] = round(sum(c.core for c, _ in mine) / len(mine), 3)
        found.append(row)
    return found


def record(known: Sequence[Case]) -> dict[str, Any]:
    """All that is stored: weights, the letters, and how well letters not seen were predicted."""
    chances = left_out(known)
    shares = {n: np.mean([c.right for c in known if c.letter != n]) for n in {c.letter for c in known}}
    return {
        "weights": fitted(known),
        "letters": sorted({case.letter for case in known}),
        "facts": len(known),
        "left out": worth(known, chances),
        "one number for all": worth(known, [float(shares[case.letter]) for case in known]),
        "bins": bins(known, chances),
    }


def of_samples(readings: Mapping[str, Reading]) -> list[Case]:
    """The facts of the sample letters, letter by letter."""
    return [case for name in NAMES for case in cases(name, readings[name], LETTERS / f"{name}.gold.json")]


def store(known: Sequence[Case]) -> dict[str, Any]:
    """Write the weights and their record; what was written."""
    made = record(known)
    STORED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return made


def told(name: str, known: Sequence[Case], chances: Sequence[float]) -> str:
    rows = [f"{name}: {len(known)} facts, {worth(known, chances)}"]
    return "\n".join([*rows, *(f"  {row}" for row in bins(known, chances))])


def main(arguments: Sequence[str]) -> None:
    if arguments:
        pairs = zip(arguments[::2], arguments[1::2], strict=True)
        known = [case for letter, gold in pairs for case in cases(letter, read(Path(letter)), Path(gold))]
        weights = json.loads(STORED.read_text(encoding="utf-8"))["weights"]
        print(told("stored weights", known, [round(chance(case.found, weights), 2) for case in known]))
        return
    known = of_samples({name: read(LETTERS / f"{name}.txt") for name in NAMES})
    made = store(known)
    print("weights", made["weights"])
    print(told("each letter predicted by the others", known, left_out(known)))
    print("one number for all:", made["one number for all"])


if __name__ == "__main__":
    main(sys.argv[1:])
