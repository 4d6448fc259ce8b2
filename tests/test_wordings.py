"""Every wording reads its own examples and leaves alone what it says it must.

The sentences stand in ``ontology/wordings.ttl``. Those that fail today stand with the reason in
``tests/data/wording-gaps.txt``; ``python tests/gaps.py`` writes that file anew.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from gaps import FILES, marked
from sentences import READ, read, roles_of, told

from extract.facts.wordings import Wording, load_lexicon


class Example(NamedTuple):
    """A sentence of a wording; ``acts`` says whether it must give a fact of the class."""

    wording: Wording
    sentence: str
    acts: bool


def examples() -> dict[str, Example]:
    found = {}
    for wording in load_lexicon().wordings:
        for sentence in wording.acts:
            found[f"{wording.id} acts: {sentence}"] = Example(wording, sentence, True)
        for sentence in wording.refrains:
            found[f"{wording.id} refrains: {sentence}"] = Example(wording, sentence, False)
    return found


CASES = examples()


def problem(example: Example) -> str:
    """What is wrong with the reading of an example; empty when it is right.

    The facts of a wording that gives a role value ("withdrawn") are those with that value alone.
    """
    wording, facts = example.wording, read(example.sentence).facts
    of_class = [fact for fact in facts if fact.kind == wording.tells and fact.modality in READ]
    mine = [fact for fact in of_class if dict(wording.given).items() <= roles_of(fact).items()]
    if example.acts and not mine:
        others = "; ".join(f"{told(fact)} by {fact.rule}" for fact in facts if fact.kind != "Citation")
        return f"no {wording.tells} is read" + (f", only {others}" if others else "")
    if not example.acts and mine:
        return f"reads {told(mine[0])} by {mine[0].rule}"
    return ""


@pytest.mark.parametrize("example", marked(CASES, FILES["test_wordings"]))
def test_a_wording_reads_its_examples_and_no_more(example: Example) -> None:
    assert not problem(example), example.sentence


def test_every_wording_has_an_example_that_acts_and_one_that_refrains() -> None:
    bare = [wording.id for wording in load_lexicon().wordings if not (wording.acts and wording.refrains)]
    assert not bare, f"give these wordings of ontology/wordings.ttl bg:example and bg:refrains: {bare}"
