"""Sentences that must give nothing: what is denied, supposed, studied, wished, asked or offered, what others say
or ask, exceptions, what was called off, verbs in another meaning, and numbers that count nothing.

They stand in ``tests/data/refraining.tsv``, many beside the plain statement that must give something, so that
silence is no proof of deafness. Names of documents and the places and parts that a sentence
mentions by the way may be read. Those that fail today stand with the reason in ``tests/data/refraining-gaps.txt``;
``python tests/gaps.py`` writes that file anew.
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


class Case(NamedTuple):
    """A sentence, the kind of reason why it tells nothing, and whether it is the plain one that does tell."""

    kind: str
    sentence: str
    plain: bool


def sentences() -> dict[str, Case]:
    found = {}
    for line in (DATA / "refraining.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, sentence, *plain = line.split("\t")
            found[f"{kind}: {sentence}"] = Case(kind, sentence, False)
            found |= {f"plain: {twin}": Case(kind, twin, True) for twin in plain}
    return found


CASES = sentences()
SILENT = {name: case for name, case in CASES.items() if not case.plain}
PLAIN = {name: case for name, case in CASES.items() if case.plain}


def problem(case: Case) -> str:
    """The fact that is wrongly read, or that a plain sentence gives none; empty when all is right."""
    facts = [fact for fact in read(case.sentence).facts if fact.kind not in BY_THE_WAY]
    if case.plain:
        return "" if any(fact.modality in READ for fact in facts) else "no fact is read"
    so = READ - {"ended"} if case.kind == "ended" else READ
    wrong = [fact for fact in facts if case.kind in NEVER or fact.modality in so]
    return f"reads {told(wrong[0])} by {wrong[0].rule}" if wrong else ""


@pytest.mark.parametrize("case", marked(SILENT, FILES["test_refraining"]))
def test_a_sentence_that_tells_nothing_gives_nothing(case: Case) -> None:
    assert not problem(case), case.sentence


@pytest.mark.parametrize("case", marked(PLAIN, FILES["test_refraining"]))
def test_the_plain_statement_beside_it_gives_a_fact(case: Case) -> None:
    assert not problem(case), case.sentence


def test_there_are_fifty_sentences_and_every_kind() -> None:
    kinds = {case.kind for case in SILENT.values()}
    assert len(SILENT) >= 50
    assert kinds == {
        "negation", "hypothesis", "condition", "study", "wish", "request", "offer", "meaning", "number",
        "ended", "attribution", "question", "exception", "irrealis", "rhetorical",
    }  # fmt: skip
