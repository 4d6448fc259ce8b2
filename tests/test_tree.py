"""Clauses by the dependency tree, and the facts that only they give."""

from __future__ import annotations

from typing import Any

import pytest
from sentences import HEAD, HEADING, pipeline, told
from spacy.tokens import Doc
from spacy.vocab import Vocab

import extract.facts.sentences
from extract.facts.clauses import Clause
from extract.facts.tree import tree_clauses
from extract.facts.units import units_of
from extract.knowledge import load_knowledge
from extract.pipeline import read_text
from extract.reading import Fact
from extract.source import source_of

WORDS = (
    ("De", "DET", 1, "det"),
    ("missie", "NOUN", 7, "nsubj:pass"),
    ("die", "PRON", 5, "obj"),
    ("Denen", "PROPN", 5, "nsubj"),
    ("vroeger", "ADV", 5, "advmod"),
    ("leidden", "VERB", 1, "acl:relcl"),
    ("werd", "AUX", 7, "aux:pass"),
    ("uitgebreid", "VERB", 7, "ROOT"),
    ("en", "CCONJ", 9, "cc"),
    ("verhuisde", "VERB", 7, "conj"),
    ("omdat", "SCONJ", 13, "mark"),
    ("de", "DET", 12, "det"),
    ("stad", "NOUN", 13, "nsubj"),
    ("groeide", "VERB", 9, "advcl"),
)


def clauses(heads: dict[str, int] | None = None) -> list[Clause]:
    """The clauses of the sentence above, with other heads for some words."""
    words, tags, own, deps = zip(*WORDS, strict=True)
    doc = Doc(
        Vocab(),
        words=list(words),
        pos=list(tags),
        heads=[(heads or {}).get(word, head) for word, head in zip(words, own, strict=True)],
        deps=list(deps),
        morphs=["VerbForm=Fin" if word in ("leidden", "werd", "verhuisde", "groeide") else "" for word in words],
    )
    return tree_clauses(units_of(doc.text, doc, [], [], []), list(doc))


def outline(found: list[Clause]) -> list[tuple[str, list[str], list[str]]]:
    return [(c.kind, [v.text for v in c.verbs], [" ".join(p.words) for p in c.phrases]) for c in found]


def test_each_predicate_makes_a_clause() -> None:
    assert outline(clauses()) == [
        ("relative", ["leidden"], ["denen"]),
        ("main", ["werd", "uitgebreid"], ["de missie"]),
        ("main", ["verhuisde"], []),
        ("sub", ["groeide"], ["de stad"]),
    ]


def test_clauses_know_what_they_hang_on() -> None:
    relative, main, second, sub = clauses()
    assert relative.antecedent is main.phrases[0]
    assert second.before is main
    assert second.elided
    assert sub.parent is second
    assert [clause.opener.text for clause in (relative, sub) if clause.opener is not None] == ["die", "omdat"]


def test_another_tree_makes_other_clauses() -> None:
    assert ("main", ["werd", "uitgebreid"], ["de missie", "denen"]) in outline(clauses({"Denen": 7}))


def read(sentence: str) -> list[Fact]:
    source = source_of(f"{HEAD}{HEADING}\n\n{sentence}\n")
    return list(read_text(source, pipeline(), load_knowledge()).facts)


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        (
            "Tijdens de oefening Blauwe Reiger, in mei 2022 op de Oostzee, hebben Zweedse en Finse schepen geoefend.",
            "Holding asserted event=x-blauwe-reiger place=oostzee start=2022-05 year=2022",
        ),
        (
            "De Nederlandse fregatten worden vanaf 2029 door Damen gebouwd en in Den Helder gestationeerd.",
            "Location asserted located=fregat place=den-helder",
        ),
    ],
)
def test_the_tree_tells_what_word_order_does_not(sentence: str, fact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    both = {told(found): found.confidence for found in read(sentence)}

    def none(*_: Any) -> list[Clause]:
        return []

    monkeypatch.setattr(extract.facts.sentences, "tree_clauses", none)
    alone = {told(found): found.confidence for found in read(sentence)}
    assert fact not in alone
    assert alone.keys() < both.keys()
    assert all(both[fact] < confidence for confidence in alone.values())
