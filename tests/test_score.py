"""The program's own scores: counted by hand on the sample, and the same as the contract's script."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.gold import GoldError
from kg.score import Measure, read_gold, score
from kg.store import Store

DATA = Path(__file__).parent / "data"
GRAPH, GOLD = DATA / "sample.trig", DATA / "sample.gold.json"


def test_scores_of_the_sample_are_those_counted_by_hand() -> None:
    found = score(GRAPH, read_gold(GOLD))
    assert found.per_type["Contribution"] == Measure(2, 4, 3)  # the ended one counts, considered and denied do not
    assert found.per_type["Cooperation"] == Measure(3, 3, 3)  # three partners, three pairs
    assert found.per_type["DefenceSpending"] == Measure(2, 3, 2)  # one for each measure
    assert found.per_type["Membership"] == found.per_type["Personnel"] == Measure(1, 1, 1)
    assert found.per_type["Cites"] == Measure(0, 1, 0)
    assert found.measures["core"] == Measure(9, 22, 10)
    # right: 12, about, 2031; 2023; topic and year for each of three pairs; amount, EUR, share, status twice; 150, about
    # wrong: DE's 40; the place of NL's 12; and the 2 and 2032 of NL's second fact, which has the same core
    assert found.measures["slots"] == Measure(17, 21, 18)
    assert "slot missed   [Contribution DE UNIFIL] personnel 50 0" in found.errors
    assert "slot spurious [Contribution DE UNIFIL] personnel 40 0" in found.errors
    assert "missed        Contribution SE UNIFIL" in found.errors
    assert "entity missed Country SE" in found.errors
    # of four spans one is exact, one overlaps by two thirds; one has another entity, one another class
    assert found.measures["mentions"].right == 2
    assert found.measures["mentions"].gold == 4


def test_a_store_and_its_file_score_the_same() -> None:
    gold = read_gold(GOLD)
    assert score(Store.load(GRAPH), gold) == score(GRAPH, gold)


def test_a_graph_scored_against_nothing_and_nothing_scored_against_gold() -> None:
    nothing: dict[str, list[object]] = {"entities": [], "facts": []}
    assert score(GRAPH, nothing).measures["core"] == Measure(0, 22, 0)
    empty = score(Store(), read_gold(GOLD))
    assert empty.measures["core"] == Measure(0, 0, 10)
    assert empty.measures["core"].f1 == 0


def test_the_text_names_every_measure_and_type_of_fact() -> None:
    found = score(GRAPH, read_gold(GOLD))
    lines = found.text().splitlines()
    assert "core       P 0.409  R 0.900  F1 0.563   (9 right of 22 given, 10 in gold)" in lines
    assert "  Contribution     P 0.500  R 0.667  F1 0.571   (2/4/3)" in lines
    assert len(lines) == len(found.measures) + len(found.per_type)
    assert found.text(errors=True).splitlines()[len(lines) :] == list(found.errors)


def test_floors() -> None:
    found = score(GRAPH, read_gold(GOLD))
    assert found.below({"core": 0.5, "mentions": 0.0}) == []
    assert found.below({"core": 0.6}) == ["core 0.563 < 0.600"]


@pytest.mark.parametrize("text", ["{", "[]", '{"entities": []}'])
def test_a_gold_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"odd\.json"):
        read_gold(path)


def test_the_contract_gives_the_same_figures() -> None:
    folder = os.environ.get("BONDGENOOT_SHARED")
    if not folder:
        pytest.skip("BONDGENOOT_SHARED does not name the folder with contract/score.py")
    script = Path(folder) / "contract" / "score.py"
    ran = subprocess.run(
        [sys.executable, script, GRAPH, GOLD, "--json"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(score(GRAPH, read_gold(GOLD)).json()) == json.loads(ran.stdout)
