"""What the confidence of a fact has been worth: the record that was made when it was fitted.

The record stands in ``ontology/confidence.json``: facts of sample letters in bins of confidence, each
letter predicted by weights that had not seen it, with the share that turned out right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ontology

_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Bin:
    """A range of confidence (``low`` included, ``high`` not unless it is 1), and what came of facts in it.

    ``facts`` of the sample letters fell in it, with ``mean`` confidence; of all they said the share
    ``right`` was right, of their core (who, with whom, in what) the share ``core``.
    """

    low: float
    high: float
    facts: int
    mean: float = 0.0
    right: float = 0.0
    core: float = 0.0

    def holds(self, confidence: float) -> bool:
        """Whether a confidence falls in this range."""
        return self.low <= confidence < self.high or confidence == self.high == 1


def read_bins(path: Path | None = None) -> tuple[Bin, ...]:
    """The bins of the record, from low to high.

    Raises:
        ValueError: the file is no such record.
    """
    place = Path(ontology.__file__).parent / "confidence.json" if path is None else path
    try:
        rows = json.loads(place.read_text(encoding="utf-8"))["bins"]
        return tuple(
            Bin(
                row["from"],
                row["to"],
                row["facts"],
                row.get("confidence", 0.0),
                row.get("right", 0.0),
                row.get("core right", 0.0),
            )
            for row in rows
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{place} is no record of confidence ({error!r}); make it anew with calibrate.py.") from error


def plotted(bins: Sequence[Bin], confidences: Sequence[float]) -> Iterator[str]:
    """A reliability plot in Markdown: a row for each bin, with the facts at hand and what like ones were worth.

    >>> for line in plotted([Bin(0.0, 0.9, 40, 0.8, 0.75, 0.95), Bin(0.9, 1.0, 0)], [0.5, 0.95, 1.0]):
    ...     print(line)
    | confidence | facts here | facts of the sample letters | said | right | core right | right, of 20 |
    | --- | ---: | ---: | ---: | ---: | ---: | --- |
    | below 0.90 | 1 | 40 | 0.80 | 0.75 | 0.95 | `███████████████░░░░░` |
    | 0.90–1.00 | 2 | 0 |  |  |  |  |
    """
    yield f"| confidence | facts here | facts of the sample letters | said | right | core right | right, of {_WIDTH} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for one in bins:
        span = f"{one.low:.2f}–{one.high:.2f}" if one.low else f"below {one.high:.2f}"
        here = sum(map(one.holds, confidences))
        filled = round(one.right * _WIDTH)
        bar = f"`{'█' * filled}{'░' * (_WIDTH - filled)}`"
        known = (f"{one.mean:.2f}", f"{one.right:.2f}", f"{one.core:.2f}", bar) if one.facts else ("", "", "", "")
        yield f"| {span} | {here} | {one.facts} | {' | '.join(known)} |"
