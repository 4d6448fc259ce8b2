"""What the sample letters must yield, and what README.md says they do: ``make golden`` writes it anew.

Beside each letter of ``tests/letters`` stand the facts that the reading must give (``d1.facts``, a
line each, sorted). ``floors.json`` holds the lowest F1 against the gold that will do, and
``gaps.tsv`` the facts of the gold that are known not to be read yet, each with the reason.

Writing anew replaces the facts and the weights of confidence (``tests/calibrate.py``), raises floors that the
figures have left behind (it never lowers one), takes out the gaps that have closed, and brings the answers and
figures of README.md up to date.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from pathlib import Path

from readme import README, answered, with_figures

from extract.reading import Fact, Reading, Ref, Role, When
from kg.build import build
from kg.score import Scores, read_gold, score

LETTERS = Path(__file__).parent / "letters"
NAMES = tuple(sorted(path.stem for path in LETTERS.glob("*.txt")))
FLOORS = LETTERS / "floors.json"
GAPS = LETTERS / "gaps.tsv"
MEASURES = ("mentions", "entities", "core", "slots")
SLACK = 0.01
"""How far below the measured F1 a floor is put, so that one fact less is no alarm by itself."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact of the gold that is not read: class and core roles as ``kg score --errors`` names them."""

    letter: str
    fact: str
    reason: str


def read(path: Path) -> Reading:
    """Read a letter with the pipeline that ``kg build`` uses."""
    import extract  # loads spaCy

    global _pipeline
    if _pipeline is None:
        _pipeline = extract.load_pipeline()
    return extract.read_letter(path, nlp=_pipeline)  # type: ignore[arg-type]


_pipeline: object = None


def facts(reading: Reading) -> str:
    """The facts of a reading, a line each, sorted: class, page, roles and how the letter puts it."""
    labels = {entity.id: entity.label for entity in reading.entities}
    return "".join(sorted(f"{_line(fact, labels)}\n" for fact in reading.facts))


def _line(fact: Fact, labels: dict[str, str]) -> str:
    roles = "; ".join(_role(role, labels) for role in fact.roles)
    return f"{fact.kind} p{fact.passages[0].page}: {roles} ({fact.modality})"


def _role(role: Role, labels: dict[str, str]) -> str:
    value = role.value
    if isinstance(value, Ref):
        text = labels.get(value.id, value.id)
    elif isinstance(value, When):
        text = value.iso
    else:
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"{role.name} {text}" + ("*" if role.inherited else "")


def scored(reading: Reading, name: str) -> Scores:
    """The graph of a letter alone against its gold."""
    with tempfile.TemporaryDirectory() as folder:
        build([LETTERS / f"{name}.txt"], Path(folder), lambda _: reading)
        return score(Path(folder) / "graph.trig", read_gold(LETTERS / f"{name}.gold.json"))


def missed(scores: Scores) -> set[str]:
    """The cores of the gold that the graph lacks, as the score names them."""
    return {" ".join(line.split()[1:]) for line in scores.errors if line.startswith("missed ")}


def floors() -> dict[str, dict[str, float]]:
    """By letter and measure, the lowest F1 that will do."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}


def gaps() -> list[Gap]:
    """The gaps written down, in the order of the file."""
    return [Gap(*line.split("\t")) for line in GAPS.read_text(encoding="utf-8").splitlines()[1:]]


def raised(old: dict[str, float], scores: Scores) -> dict[str, float]:
    """Floors that follow the figures upwards and stay where the figures fell."""
    reached = {name: floor((scores.measures[name].f1 - SLACK) * 100) / 100 for name in MEASURES}
    return {name: max(old.get(name, 0.0), reached[name]) for name in MEASURES}


def rewrite() -> Iterator[str]:
    """Write facts, floors, gaps and the weights of confidence anew, and tell what changed."""
    import calibrate  # imports this module

    bars, kept = floors(), gaps()
    all_scores: dict[str, Scores] = {}
    readings: dict[str, Reading] = {}
    for name in NAMES:
        reading = readings[name] = read(LETTERS / f"{name}.txt")
        scores = all_scores[name] = scored(reading, name)
        path = LETTERS / f"{name}.facts"
        old = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        path.write_text(facts(reading), encoding="utf-8")
        new = set(path.read_text(encoding="utf-8").splitlines())
        yield f"{name}: {len(new)} different facts, {len(new - old)} new, {len(old - new)} gone"
        yield from (
            f"  {sign} {line}" for sign, lines in (("-", old - new), ("+", new - old)) for line in sorted(lines)
        )
        low = scores.below(bars.get(name, {}))
        yield from (f"  BELOW ITS FLOOR: {text}; a floor is lowered by hand, with the reason" for text in low)
        bars[name] = raised(bars.get(name, {}), scores)
        closed = [gap for gap in kept if gap.letter == name and gap.fact not in missed(scores)]
        yield from (f"  gap closed: {gap.fact}" for gap in closed)
        kept = [gap for gap in kept if gap not in closed]
    calibrate.store(calibrate.of_samples(readings))
    FLOORS.write_text(json.dumps(bars, indent=1) + "\n", encoding="utf-8")
    rows = ["letter\tfact\treason", *(f"{gap.letter}\t{gap.fact}\t{gap.reason}" for gap in kept)]
    GAPS.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(with_figures(answered(text, Path(folder), {}), all_scores), encoding="utf-8")


if __name__ == "__main__":
    for told in rewrite():
        sys.stdout.write(f"{told}\n")
