"""Sentences that seem to tell a fact but gave none: what a person should read before trusting an absence."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts.drafts import Draft, Sentence
from extract.facts.frames import FrameReader
from extract.facts.local import WITHIN_A_PHRASE
from extract.reading import Sign

_ORDER: tuple[Sign, ...] = ("people", "money", "share", "number", "cooperation")
_ALONE = frozenset({"Citation", "Location", "Parthood", "Holding"})
"""Classes of facts that a sentence about something else tells by the way."""


def tells_enough(draft: Draft) -> bool:
    """Whether a sentence with this draft has told what it is about: no name of a paper, no "NAVO-missie" alone."""
    return draft.tells not in _ALONE and draft.wording.id not in WITHIN_A_PHRASE


def signs_of(sentence: Sentence, frames: FrameReader) -> tuple[Sign, ...]:
    """What in a sentence makes one expect a fact, in a fixed order; empty where nothing does.

    A number counts unless it is a rank ("de derde brief"); "enkele" only of people. A word that tells of
    cooperation counts where one of its roles is filled by a name of the sentence itself.
    """
    found = {*_numbers(sentence, frames), *_wordings(sentence, frames)}
    return tuple(sign for sign in _ORDER if sign in found)


def _numbers(sentence: Sentence, frames: FrameReader) -> Iterator[Sign]:
    counting = {
        phrase.amount_unit.start
        for clause in sentence.clauses
        for phrase in clause.phrases
        if phrase.amount_unit is not None and any(frames.lexicon.is_personnel(unit.low) for unit in phrase.nouns)
    }
    for unit in sentence.units:
        if unit.amount is None or unit.amount.ordinal:
            continue
        if unit.amount.unit is None:
            if unit.start in counting:
                yield "people"
            elif unit.amount.value is not None:
                yield "number"
        else:
            yield "share" if unit.amount.unit in ("%", "pp") else "money"


def _wordings(sentence: Sentence, frames: FrameReader) -> Iterator[Sign]:
    for draft in frames.read(sentence):
        here = (f for fillers in draft.roles.values() for f in fillers if not f.inherited)
        if draft.tells not in _ALONE and any(filled.kind for filled in here):
            yield "cooperation"
            return
