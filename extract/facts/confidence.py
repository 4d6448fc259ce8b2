"""How sure a fact is: the chance that all it says is right, by how it was read.

A logistic model of a few features, whose weights were fitted on the sample letters and their gold
(``tests/calibrate.py``) and stand in ``ontology/confidence.json``. It knows no words and no names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extract.facts.local import WITHIN_A_PHRASE
from extract.reading import Fact, When

FEATURES = ("joined", "measured", "cued", "dealing", "dated")
_DEALING = frozenset({"Acquisition", "Cooperation"})


def features(fact: Fact) -> dict[str, float]:
    """What the model looks at, each 0 or 1.

    ``joined``: a wording ties names from all over a clause, where other facts are told within one phrase or
    by a name alone; ``measured``: amounts and shares of spending; ``cued``: a word makes it planned, ended,
    considered or denied; ``dealing``: an acquisition or cooperation, of which more can be told amiss;
    ``dated``: it has a time.
    """
    measured = fact.kind == "DefenceSpending"
    alone = measured or fact.kind == "Citation" or fact.rule in WITHIN_A_PHRASE
    found = (
        not alone,
        measured,
        fact.cue is not None,
        fact.kind in _DEALING,
        any(isinstance(role.value, When) for role in fact.roles),
    )
    return dict(zip(FEATURES, map(float, found), strict=True))


def chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The chance (0–1) that the model gives to features.

    >>> round(chance({"joined": 1.0}, {"always": 3.0, "joined": -1.0}), 3)
    0.881
    """
    total = weights["always"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))


def confidence(fact: Fact) -> float:
    """How sure a fact is, from 0 to 1, in hundredths."""
    return round(chance(features(fact), _weights()), 2)


@cache
def _weights() -> Mapping[str, float]:
    found: Mapping[str, float] = json.loads((files("ontology") / "confidence.json").read_text(encoding="utf-8"))[
        "weights"
    ]
    return found
