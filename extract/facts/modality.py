"""Is it so? Whether a clause denies, plans, considers or ends what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.facts.clauses import Clause
from extract.facts.drafts import Sentence
from extract.facts.dutch import CONDITIONS, INSTEAD, LINKS, ONLY, WHENEVER
from extract.facts.phrases import Phrase
from extract.facts.units import Unit
from extract.facts.wordings import Cue, Lexicon
from extract.reading import Modality

_RANK: dict[str, int] = {"ended": 0, "denied": 1, "considered": 2, "planned": 3}
_NAMES: dict[str, Modality] = {"ended": "ended", "denied": "denied", "considered": "considered", "planned": "planned"}

_CONTENT = frozenset({"of", "om", "indien", "mits", "tenzij", "dat"})
"""Words that open a clause whose truth hangs on the clause above it."""
_OPEN = frozenset({"of", "indien", "tenzij", "mits"})
Found = tuple[Cue, int, int]
"""A cue with the characters where it stands (clean offsets)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The modality of a clause, with the characters of the cue (clean offsets), if any."""

    modality: Modality
    start: int = 0
    end: int = 0


def judge(
    clause: Clause,
    sentence: Sentence,
    lexicon: Lexicon,
    noun: Phrase | None = None,
    told: tuple[int, int] | None = None,
) -> Judgement:
    """The strongest cue in the clause, in the clause that governs it, or in a condition that it hangs on.

    ``noun`` is the phrase whose noun tells the fact: "een onderzoek naar de aanschaf" is no acquisition.
    What stands behind a "maar" says nothing of what was ``told`` before it ("getekend, maar niet bekrachtigd").
    """
    found = [*_cues_in(clause, sentence, lexicon.cues, "clause"), *_asked(sentence), *_none_of(clause, sentence)]
    opener = clause.opener.low if clause.opener is not None else ""
    named = clause.antecedent is not None and bool(clause.antecedent.names)
    content = clause.kind == "sub" or (clause.kind == "relative" and not named)
    if content and opener in _CONTENT and clause.parent is not None:
        found += _cues_in(clause.parent, sentence, lexicon.cues, "clause")
    if clause.kind == "sub" and opener in _OPEN and clause.opener is not None and clause.parent is not None:
        found.append(_considered(clause.opener))
    if clause.kind in ("sub", "relative"):
        found += _cues_above(clause, sentence, lexicon.cues)
    if (above := _governing(clause, sentence)) is not None:
        found += _cues_in(above, sentence, lexicon.cues, "clause")
    if clause.kind == "main" and clause.opener is not None and opener in CONDITIONS:
        found.append(_considered(clause.opener))
    if clause.opener is not None and opener in INSTEAD:
        found.append((Cue((opener,), "denied", "above"), clause.opener.start, clause.opener.end))
    found += _conditions(clause, sentence)
    if noun is not None:
        found += _cues_before(noun, clause, lexicon.cues)
    found = [cue for cue in found if cue[0].modality in _RANK and not _behind_but(told, cue[1], sentence)]
    ranked = sorted(found, key=lambda cue: (_RANK[cue[0].modality], cue[1]))
    if not ranked:
        return Judgement("asserted")
    cue, start, end = ranked[0]
    return Judgement(_NAMES[cue.modality], start, end)


def _behind_but(told: tuple[int, int] | None, cue: int, sentence: Sentence) -> bool:
    return told is not None and any(word.low == "maar" for word in sentence.words_in(told[1], cue))


def _considered(unit: Unit) -> Found:
    return Cue((unit.low,), "considered", "above"), unit.start, unit.end


def _asked(sentence: Sentence) -> Iterator[Found]:
    """A question tells nothing."""
    mark = sentence.units[-1] if sentence.units else None
    if mark is not None and mark.text == "?":
        yield _considered(mark)


def _none_of(clause: Clause, sentence: Sentence) -> Iterator[Found]:
    """ "Nul" counts things that are not there."""
    for unit in sentence.words_in(clause.start, clause.end):
        if unit.amount is not None and unit.amount.unit is None and unit.amount.value == 0:
            yield Cue((unit.low,), "denied", "clause"), unit.start, unit.end


def _conditions(clause: Clause, sentence: Sentence) -> Iterator[Found]:
    """Clauses that say on what this one hangs: "mits …", "als …", "pas wanneer …"."""
    only = {low for _, _, low in own_units(clause)} & ONLY
    for other in sentence.clauses:
        if other.kind == "sub" and other.parent is clause and other.opener is not None:
            low = other.opener.low
            if low in CONDITIONS - {"zodra"} or (only and low in WHENEVER):
                yield _considered(other.opener)


def _cues_above(clause: Clause, sentence: Sentence, cues: Iterable[Cue]) -> Iterator[Found]:
    """Cues that end in the word that opens the clause ("stel dat", "voor om"), and nouns right before it."""
    if clause.opener is None:
        return
    about = clause.antecedent
    if (
        about is not None
        and clause.opener.low in ("om", "dat")
        and not sentence.text[about.end : clause.opener.start].strip()
    ):
        yield from _heads(about, cues)
    units = [unit for unit in sentence.units if unit.end <= clause.opener.end and unit.kind == "word"]
    words = [unit.low for unit in units]
    for cue in cues:
        if cue.scope == "above" and tuple(words[-len(cue.words) :]) == cue.words:
            yield cue, units[-len(cue.words)].start, units[-1].end


def _cues_before(noun: Phrase, clause: Clause, cues: Iterable[Cue]) -> Iterator[Found]:
    """A noun right before the one that tells the fact: "een aanbod voor de levering van"; compounds count too."""
    before = [phrase for phrase in clause.phrases if phrase.end <= noun.start and phrase is not noun]
    if noun.prep == "tegen" and noun.prep_unit is not None:
        yield _considered(noun.prep_unit)
    elif before and noun.prep in LINKS:
        yield from _heads(before[-1], cues)


def _heads(phrase: Phrase, cues: Iterable[Cue]) -> Iterator[Found]:
    head = phrase.nouns[-1] if phrase.nouns else None
    for cue in cues:
        if head is not None and cue.scope == "noun" and head.low.endswith(cue.words[0]):
            yield cue, head.start, head.end


def _governing(clause: Clause, sentence: Sentence) -> Clause | None:
    """The clause before one that stands alone but has its verb last: that is the order of a subordinate clause.

    "Bezien wordt of radars en schepen samen kunnen worden gekocht": what is read as a clause of its
    own from "schepen" on still depends on "bezien".
    """
    joined = clause.opener is None or clause.opener.pos == "CCONJ"
    if clause.kind != "main" or not joined or not clause.verbs:
        return None
    first = min(verb.start for verb in clause.verbs)
    ahead = [phrase for phrase in clause.phrases if phrase.end <= first]
    before = [other for other in sentence.clauses if other is not clause and other.start < clause.start]
    last = max(before, key=lambda other: other.start, default=None)
    between = sentence.text[last.start : clause.start] if last is not None else ""
    return last if len(ahead) > 1 and ":" not in between and ";" not in between else None


def _cues_in(clause: Clause, sentence: Sentence, cues: Iterable[Cue], scope: str) -> list[tuple[Cue, int, int]]:
    units = sorted(own_units(clause), key=lambda unit: unit[0])
    words = [low for _, _, low in units]
    cues = list(cues)
    hidden: set[int] = set()
    for cue in cues:
        if cue.modality == "asserted":
            for at in _places(cue.words, words):
                hidden.update(range(at, at + len(cue.words)))
    return [
        (cue, units[at][0], units[at if "..." in cue.words else at + len(cue.words) - 1][1])
        for cue in cues
        if cue.scope == scope and cue.modality != "asserted"
        for at in _places(cue.words, words)
        if not hidden & set(range(at, at + len(cue.words)))
    ]


def own_units(clause: Clause) -> Iterable[tuple[int, int, str]]:
    """Start, end and lower-case text of every word of the clause itself."""
    for unit in (*clause.verbs, *clause.words):
        yield unit.start, unit.end, unit.low
    if clause.opener is not None and all(clause.opener is not word for word in clause.words):
        yield clause.opener.start, clause.opener.end, clause.opener.low
    for phrase in clause.phrases:
        if phrase.prep_unit is not None:
            yield phrase.prep_unit.start, phrase.prep_unit.end, phrase.prep or ""
        for unit in phrase.units:
            if unit.kind == "word":
                yield unit.start, unit.end, unit.low


def _places(wanted: tuple[str, ...], words: list[str]) -> list[int]:
    """Where the words of a cue stand side by side, or in this order where "..." parts them."""
    size = len(wanted)
    if "..." in wanted:
        first, last = wanted[0], wanted[-1]
        return [at for at, word in enumerate(words) if word == first and last in words[at + 1 :]]
    return [at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == wanted]
