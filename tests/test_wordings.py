"""Every wording reads its own examples and leaves alone what it says it must.

The sentences stand in ``ontology/wordings.ttl``. Those that fail today stand with the reason in
``tests/data/wording-gaps.txt``; ``python tests/gaps.py`` writes that file anew.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from gaps import FILES, marked
from sentences import READ, read, told

from extract.facts.wordings import load_lexicon


class Example(NamedTuple):
    """A sentence of a wording; ``acts`` says whether it must give a fact of the class."""

    wording: str
    tells: str
    sentence: str
    acts: bool


def examples() -> dict[str, Example]:
    found = {}
    for wording in load_lexicon().wordings:
        for word, sentences in (("acts", wording.acts), ("refrains", wording.refrains)):
            for sentence in sentences:
                found[f"{wording.id} {word}: {sentence}"] = Example(
                    wording.id, wording.tells, sentence, word == "acts"
                )
    return found


CASES = examples()


def problem(example: Example) -> str:
    """What is wrong with the reading of an example; empty when it is right."""
    facts = read(example.sentence).facts
    mine = [fact for fact in facts if fact.kind == example.tells and fact.modality in READ]
    if example.acts and not mine:
        others = "; ".join(told(fact) for fact in facts if fact.kind != "Citation")
        return f"no {example.tells} is read" + (f", only {others}" if others else "")
    if not example.acts and mine:
        return f"reads {told(mine[0])} by {mine[0].rule}"
    return ""


@pytest.mark.parametrize("example", marked(CASES, FILES["test_wordings"]))
def test_a_wording_reads_its_examples_and_no_more(example: Example) -> None:
    assert not problem(example), example.sentence


def test_every_wording_has_an_example_that_acts_and_one_that_refrains() -> None:
    bare = [wording.id for wording in load_lexicon().wordings if not (wording.acts and wording.refrains)]
    assert not bare, f"give these wordings of ontology/wordings.ttl bg:example and bg:refrains: {bare}"
