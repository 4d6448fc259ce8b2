"""A sentence as a row of units: words, names, amounts, dates and marks.

Names, amounts and dates were found on the text itself and win over the tokens of the
language model, so a token that the tokeniser cut another way never splits a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from extract.annotate.dates import Date
from extract.annotate.quantities import Quantity
from extract.link import Linked


@dataclass(frozen=True, slots=True)
class Verbs:
    """Finite forms of the verbs that tell facts: past forms are never nouns, the others may be."""

    past: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a sentence; ``start`` and ``end`` are characters of the block's clean text.

    ``tied`` says that no space stands before it: the rest of a compound ("-missie"); ``finite``
    that it is a finite verb.
    """

    start: int
    end: int
    text: str
    kind: Literal["word", "name", "amount", "date", "mark"]
    pos: str = "X"
    lemma: str = ""
    tied: bool = False
    finite: bool = False
    name: Linked | None = None
    amount: Quantity | None = None
    date: Date | None = None

    @property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()


def units_of(
    text: str,
    tokens: Iterable[Any],
    names: Sequence[Linked],
    amounts: Sequence[Quantity],
    dates: Sequence[Date],
    adjectives: frozenset[str] = frozenset(),
    verbs: Verbs | None = None,
) -> list[Unit]:
    """Lay names, dates and amounts over the tokens of one sentence, in that order of rank.

    ``adjectives`` are the words by which countries are named as an adjective ("Belgische"),
    ``verbs`` finite forms of the verbs that tell facts.
    """
    overlays: list[Unit] = []
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    for name in names:
        if free(name.start, name.end):
            printed = text[name.start : name.end]
            pos = "ADJ" if name.kind == "Country" and printed in adjectives else "PROPN"
            overlays.append(Unit(name.start, name.end, printed, "name", pos, name=name))
            taken.append((name.start, name.end))
    for date in dates:
        start, end = date.core
        if free(start, end):
            overlays.append(Unit(start, end, text[start:end], "date", "NUM", date=date))
            taken.append((start, end))
    for amount in amounts:
        start, end = amount.start, amount.end
        if free(start, end) and not amount.ordinal:
            overlays.append(Unit(start, end, text[start:end], "amount", "NUM", amount=amount))
            taken.append((start, end))
    overlays.sort(key=lambda unit: unit.start)
    units = list(_woven(text, tokens, overlays))
    verbs = verbs or Verbs()
    units = [_past(unit, verbs) for unit in units]
    told = any(unit.finite and not (unit.low.startswith("ge") and unit.low.endswith("e")) for unit in units)
    return units if told else _with_verb(units, verbs)


def _past(unit: Unit, verbs: Verbs) -> Unit:
    """A past form that the tagger took for a noun ("deelnamen", "voer")."""
    mistaken = unit.kind == "word" and unit.pos in ("NOUN", "X", "PROPN", "ADJ") and unit.text.islower()
    return replace(unit, pos="VERB", finite=True) if mistaken and not unit.tied and unit.low in verbs.past else unit


def _with_verb(units: list[Unit], verbs: Verbs) -> list[Unit]:
    """A sentence in which the tagger saw no finite verb: the first word that can be one is taken for it.

    "zijn" before a number ("Bij de staf zijn 82 Denen …") is no possessive.
    """
    for at, (unit, after) in enumerate(pairwise(units)):
        if unit.low == "zijn" and at > 0 and after.kind == "amount":
            return [*units[:at], replace(unit, pos="AUX", finite=True), *units[at + 1 :]]
    for at, unit in enumerate(units):
        if (
            unit.kind == "word"
            and unit.pos in ("NOUN", "ADJ", "PROPN")
            and at > 0
            and unit.text.islower()
            and unit.low in verbs.present
        ):
            return [*units[:at], replace(unit, pos="VERB", finite=True), *units[at + 1 :]]
    return units


def _woven(text: str, tokens: Iterable[Any], overlays: Sequence[Unit]) -> Iterable[Unit]:
    """Merge overlays and what the tokens leave beside them, in order of place."""
    at, done = 0, 0
    for token in tokens:
        start, end = token.idx, token.idx + len(token.text)
        start = max(start, done)
        while start < end:
            while at < len(overlays) and overlays[at].end <= start:
                if overlays[at].start >= done:
                    yield overlays[at]
                    done = overlays[at].end
                at += 1
            if at < len(overlays) and overlays[at].start <= start:
                yield overlays[at]
                done = overlays[at].end
                start = max(start, done)
                at += 1
                continue
            stop = min(end, overlays[at].start) if at < len(overlays) else end
            piece = text[start:stop]
            if piece.strip():
                kind: Literal["word", "mark"] = "word" if any(c.isalnum() for c in piece) else "mark"
                whole = stop - start == len(token.text)
                pos = token.pos_ if whole else ("PUNCT" if kind == "mark" else "NOUN")
                tied = (
                    kind == "word" and start > 0 and not text[start - 1].isspace() and text[start - 1] not in "(‘“\"'/"
                )
                lemma = token.lemma_ if whole else piece.strip("-").lower()
                finite = whole and pos in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm")
                if kind == "mark":
                    yield from (Unit(start + i, start + i + 1, c, "mark", "PUNCT") for i, c in enumerate(piece))
                else:
                    yield Unit(start, stop, piece, kind, pos, lemma, tied, finite)
            done = stop
            start = stop
