"""Is it so? Whether a clause denies, plans, considers or ends what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.facts.clauses import Clause
from extract.facts.drafts import Sentence
from extract.facts.dutch import CONDITIONS
from extract.facts.wordings import Cue, Lexicon
from extract.reading import Modality

_RANK: dict[str, int] = {"ended": 0, "denied": 1, "considered": 2, "planned": 3}
_NAMES: dict[str, Modality] = {"ended": "ended", "denied": "denied", "considered": "considered", "planned": "planned"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The modality of a clause, with the characters of the cue (clean offsets), if any."""

    modality: Modality
    start: int = 0
    end: int = 0


def judge(clause: Clause, sentence: Sentence, lexicon: Lexicon, told: tuple[int, int] | None = None) -> Judgement:
    """The strongest cue in the clause, or in the clause that governs it.

    What stands behind a "maar" says nothing of what was ``told`` before it ("getekend, maar niet bekrachtigd").
    """
    found = [*_cues_in(clause, sentence, lexicon.cues, "clause")]
    opener = clause.opener.low if clause.opener is not None else ""
    if clause.kind == "sub" and opener in ("of", "om", "indien", "mits", "tenzij", "dat") and clause.parent is not None:
        found += _cues_in(clause.parent, sentence, lexicon.cues, "clause")
        if opener in ("of", "indien", "tenzij", "mits") and clause.opener is not None:
            found.append((Cue((opener,), "considered", "above"), clause.opener.start, clause.opener.end))
    if (above := _governing(clause, sentence)) is not None:
        found += _cues_in(above, sentence, lexicon.cues, "clause")
    if clause.kind == "main" and clause.opener is not None and opener in CONDITIONS:
        found.append((Cue((opener,), "considered", "above"), clause.opener.start, clause.opener.end))
    found = [cue for cue in found if cue[0].modality in _RANK and not _behind_but(told, cue[1], sentence)]
    ranked = sorted(found, key=lambda cue: (_RANK[cue[0].modality], cue[1]))
    if not ranked:
        return Judgement("asserted")
    cue, start, end = ranked[0]
    return Judgement(_NAMES[cue.modality], start, end)


def _behind_but(told: tuple[int, int] | None, cue: int, sentence: Sentence) -> bool:
    return told is not None and any(word.low == "maar" for word in sentence.words_in(told[1], cue))


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
