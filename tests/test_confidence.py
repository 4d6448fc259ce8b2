"""How sure a fact is: the stored weights are those of the sample letters, and they say what they are worth."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import calibrate
import pytest
from rdflib import RDF, XSD, Literal, URIRef
from readings import FACTS, reading
from sentences import read

from extract.facts.confidence import FEATURES, confidence, features
from extract.reading import Reading
from kg.build import build, summary
from kg.graph import SHORTCUTS
from kg.iris import Iris
from kg.reliability import plotted, read_bins
from kg.store import Store
from kg.sure import thin
from kg.vocab import BG, DCTERMS

LEAST = 0.5
STORED = json.loads(calibrate.STORED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def known(readings: dict[str, Reading]) -> list[calibrate.Case]:
    return calibrate.of_samples(readings)


def test_the_stored_weights_are_those_of_the_sample_letters(known: list[calibrate.Case]) -> None:
    """A fact more or less moves them a little; a reader that changed much is to be fitted anew."""
    fitted = calibrate.fitted(known)
    assert fitted.keys() == STORED["weights"].keys() == {"always", *FEATURES}
    assert {n: fitted[n] for n in fitted if abs(fitted[n] - STORED["weights"][n]) > 0.25} == {}, "run `make golden`"


def test_fitting_twice_gives_the_same_numbers(known: list[calibrate.Case]) -> None:
    assert calibrate.record(known) == calibrate.record(known[::-1])


def test_letters_not_seen_are_predicted_better_than_by_one_number(known: list[calibrate.Case]) -> None:
    made = calibrate.record(known)
    for measure in ("brier", "log loss"):
        assert made["left out"][measure] < made["one number for all"][measure]


def test_what_is_said_is_about_the_share_that_is_right(known: list[calibrate.Case]) -> None:
    rows = [row for row in calibrate.record(known)["bins"] if row["facts"]]
    assert len(rows) >= 4
    off = sum(row["facts"] * abs(row["confidence"] - row["right"]) for row in rows) / len(known)
    assert off < 0.05
    halves = [[row for row in rows if (row["from"] >= 0.94) is surer] for surer in (False, True)]
    shares = [sum(row["facts"] * row["right"] for row in half) / sum(row["facts"] for row in half) for half in halves]
    assert shares[0] < shares[1]


def test_a_fact_told_in_a_name_is_surer_than_a_dated_deal() -> None:
    [cited] = [f for f in read("In Kamerstuk 31 787, nr. 12 staat meer.").facts if f.kind == "Citation"]
    [bought] = [f for f in read("Polen bestelde in 2019 vier fregatten bij Damen.").facts if f.kind == "Acquisition"]
    told = {name for name, value in features(bought).items() if value}
    assert told == {"joined", "dealing", "dated"}
    assert bought.confidence == confidence(bought) < cited.confidence < 1


def unsure(path: Path) -> Reading:
    """The hand-made reading, every second fact hardly sure."""
    facts = tuple(replace(fact, confidence=0.3 if i % 2 else 0.9) for i, fact in enumerate(FACTS))
    return reading(name=path.name, facts=facts)


def statements(store: Store) -> set[tuple[object, ...]]:
    """Facts, their places and shortcuts: all that hangs on a fact."""
    props = {BG.confidence, BG.span, BG.evidence, BG.quote, BG.ofRole, DCTERMS.references}
    props |= {shortcut for rows in SHORTCUTS.values() for _, shortcut, _ in rows}
    return {t for name in store.graphs() for t in store.triples(name) if t[1] in props}


def test_a_thinned_graph_is_the_one_that_a_build_without_those_facts_gives(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text("x")
    whole, fewer = (
        build([letter], tmp_path / "all", unsure),
        build([letter], tmp_path / "sure", unsure, min_confidence=LEAST),
    )
    store, sure = (Store.load(tmp_path / name / "graph.trig") for name in ("all", "sure"))
    before = statements(store)
    number = thin(store, LEAST)
    assert number == len(FACTS) // 2 == fewer.sections[0].left_out
    assert statements(store) == statements(sure) < before
    assert whole.sections[0].facts == fewer.sections[0].facts + number
    assert f"({number} not sure enough left out)" in summary(fewer)
    assert f"{number} facts not sure enough left out." in (tmp_path / "sure/report.md").read_text(encoding="utf-8")


def test_a_shortcut_stays_while_one_fact_tells_it() -> None:
    store, iris = Store(), Iris()
    name, one, other = iris.graph("document/brief"), iris.entity("country/NL"), iris.entity("mission/duin")
    triples = [(one, BG.contributesTo, other)]
    for number, sure in (("a", "0.9"), ("b", "0.2")):
        fact = URIRef(f"https://example.org/{number}")
        triples += [
            (fact, RDF.type, BG.Contribution),
            (fact, BG.modality, Literal("asserted")),
            (fact, BG.confidence, Literal(sure, datatype=XSD.decimal)),
            (fact, BG.contributor, one),
            (fact, BG.contributedTo, other),
        ]
    store.replace(name, triples)
    assert thin(store, 0.5) == 1
    assert (one, BG.contributesTo, other) in set(store.triples(name))
    assert thin(store, 0.95) == 1
    assert list(store.triples(name)) == []


def test_the_report_plots_what_confidence_was_worth(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text("x")
    build([letter], tmp_path / "out", unsure)
    text = (tmp_path / "out/report.md").read_text(encoding="utf-8")
    confidences = [fact.confidence for fact in unsure(letter).facts]
    for line in plotted(read_bins(), confidences):
        assert line in text
    assert sum(sum(map(one.holds, confidences)) for one in read_bins()) == len(confidences)


def test_a_record_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    path.write_text('{"weights": {}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"confidence\.json is no record of confidence"):
        read_bins(path)
