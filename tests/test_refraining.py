"""Sentences that must give nothing: what is denied, supposed, studied, wished, asked or offered, verbs in
another meaning, and numbers that count nothing.

They stand in ``tests/data/refraining.tsv``. Names of documents and the places and parts that a sentence
mentions by the way may be read. Those that wrongly give something today stand with the reason in
``tests/data/refraining-gaps.txt``; ``python tests/gaps.py`` writes that file anew.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from gaps import DATA, FILES, marked
from sentences import READ, read, told

from extract.reading import FactKind

BY_THE_WAY: frozenset[FactKind] = frozenset({"Citation", "Parthood", "Location"})
NEVER = frozenset({"meaning", "number"})
"""The kinds of sentence that tell no fact at all, not even one that is denied or considered."""


class Silent(NamedTuple):
    """A sentence that tells nothing, and the kind of reason."""

    kind: str
    sentence: str


def sentences() -> dict[str, Silent]:
    lines = (DATA / "refraining.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.partition("\t") for line in lines if line and not line.startswith("#")]
    return {f"{kind}: {sentence}": Silent(kind, sentence) for kind, _, sentence in rows}


CASES = sentences()


def problem(silent: Silent) -> str:
    """The fact that is wrongly read; empty when there is none."""
    for fact in read(silent.sentence).facts:
        if fact.kind not in BY_THE_WAY and (silent.kind in NEVER or fact.modality in READ):
            return f"reads {told(fact)} by {fact.rule}"
    return ""


@pytest.mark.parametrize("silent", marked(CASES, FILES["test_refraining"]))
def test_a_sentence_that_tells_nothing_gives_nothing(silent: Silent) -> None:
    assert not problem(silent), silent.sentence


def test_there_are_fifty_sentences_of_every_kind() -> None:
    kinds = {silent.kind for silent in CASES.values()}
    assert len(CASES) >= 50
    assert kinds == {"negation", "hypothesis", "study", "wish", "request", "offer", "meaning", "number"}
