"""The sample letters yield exactly the facts written beside them, each with the characters it was read from.

``make golden`` rewrites what is expected, deliberately; ``tests/letters/README.md`` says what the files hold.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import LETTERS, MEASURES, NAMES, Gap, facts, floors, gaps, missed, raised

from extract.reading import Passage, Reading, Span
from kg.score import Scores

ROOT = Path(__file__).parents[1]


def spans(reading: Reading) -> Iterator[Span]:
    """Every span that a reading gives: of mentions, roles, cues and findings."""
    yield from (mention.span for mention in reading.mentions)
    for fact in reading.facts:
        yield from (role.span for role in fact.roles)
        if fact.cue:
            yield fact.cue
    yield from (finding.span for finding in reading.findings if finding.span)


def passages(reading: Reading) -> Iterator[Passage]:
    yield from (passage for fact in reading.facts for passage in fact.passages)
    yield from (gap.passage for gap in reading.gaps)


def letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def text_of(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_bytes().decode("utf-8")


def test_there_are_sample_letters() -> None:
    assert NAMES == ("d1", "d2", "d3")


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_yields_exactly_these_facts(name: str, readings: dict[str, Reading]) -> None:
    assert facts(readings[name]) == (LETTERS / f"{name}.facts").read_text(encoding="utf-8"), (
        "if the new reading is right, run `make golden`"
    )


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", NAMES)
def test_no_figure_falls_below_its_floor(name: str, measure: str, scores: dict[str, Scores]) -> None:
    bar = floors()[name][measure]
    assert bar > 0.3
    assert scores[name].below({measure: bar}) == []


def test_floors_go_up_only(scores: dict[str, Scores]) -> None:
    of_letter = scores["d1"]
    assert raised(dict.fromkeys(MEASURES, 0.999), of_letter) == dict.fromkeys(MEASURES, 0.999)
    reached = raised(dict.fromkeys(MEASURES, 0.0), of_letter)
    assert not of_letter.below(reached)
    assert all(0 < bar < of_letter.measures[name].f1 for name, bar in reached.items())


@pytest.mark.parametrize(
    "gap", [pytest.param(gap, marks=pytest.mark.xfail(reason=gap.reason, strict=True), id=gap.fact) for gap in gaps()]
)
def test_gaps_are_still_gaps(gap: Gap, scores: dict[str, Scores]) -> None:
    """A fact of the gold that is not read; once it is, this test fails and `make golden` takes the line out."""
    assert gap.fact not in missed(scores[gap.letter])


def test_every_gap_is_a_fact_of_the_gold_with_a_reason(scores: dict[str, Scores]) -> None:
    for gap in gaps():
        assert gap.fact in missed(scores[gap.letter]), f"{gap.letter}: {gap.fact} is read, or not in the gold"
        assert len(gap.reason) > 20


@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_cut_out_of_the_file_as_it_stands(name: str, readings: dict[str, Reading]) -> None:
    text, found = text_of(name), list(spans(readings[name]))
    assert len(found) > 200
    assert [span for span in found if text[span.start : span.end] != span.anchor] == []
    assert all(span.anchor.strip() == span.anchor != "" for span in found)


@pytest.mark.parametrize("name", NAMES)
def test_every_role_of_every_fact_has_a_span(name: str, readings: dict[str, Reading]) -> None:
    assert all(role.span.start < role.span.end for fact in readings[name].facts for role in fact.roles)
    assert all(fact.roles and fact.passages for fact in readings[name].facts)


@pytest.mark.parametrize("name", NAMES)
def test_a_quote_is_made_of_the_characters_of_its_passage_in_their_order(
    name: str, readings: dict[str, Reading]
) -> None:
    """Furniture of the page (margin text, footers, marks) may stand between them, no more."""
    text = text_of(name)
    for passage in passages(readings[name]):
        cut, quote = letters_of(text[passage.start : passage.end]), letters_of(passage.quote)
        assert cut[0] == quote[0], passage
        rest = iter(cut)
        assert all(letter in rest for letter in quote), passage


@pytest.mark.parametrize("name", NAMES)
def test_roles_that_were_not_inherited_stand_in_the_passages_of_their_fact(
    name: str, readings: dict[str, Reading]
) -> None:
    stray = [
        (fact.kind, role)
        for fact in readings[name].facts
        for role in fact.roles
        if not role.inherited
        and not any(passage.start <= role.span.start and role.span.end <= passage.end for passage in fact.passages)
    ]
    assert stray == []


def test_two_builds_give_the_same_bytes(sample_graph: Path, tmp_path: Path) -> None:
    """Named in another order, with another order of hashes."""
    letters = [f"tests/letters/{name}.txt" for name in reversed(NAMES)]
    subprocess.run(
        [sys.executable, "-m", "kg.cli", "build", *letters, "-o", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "2"},
        check=True,
        capture_output=True,
    )
    for name in ("graph.trig", "graph.gexf", "report.md"):
        assert (tmp_path / "out" / name).read_bytes() == (sample_graph / name).read_bytes(), name
