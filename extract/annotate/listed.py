"""Names of the gazetteer and of the letter itself in a text, where they may stand for what they name.

A risky label must be borne out by the letter, a ministry inside "minister van ..." is no name,
and a weapon's name takes its noun along. Offsets are characters, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from types import MappingProxyType

from extract.annotate.ambiguous import meant
from extract.annotate.compounds import with_noun
from extract.annotate.gazetteer import Match, Trie, dotted, matches, tokens
from extract.annotate.lexicon import Lexicon, Proposal
from extract.annotate.people import function_spans
from extract.knowledge import Knowledge
from extract.reading import EntityKind


@dataclass(frozen=True, slots=True)
class LetterNames:
    """Names that the letter itself introduces, the concepts it names beyond doubt, and its own country if known."""

    known: Mapping[str, Proposal] = field(default_factory=lambda: MappingProxyType({}))
    trie: Trie = field(default_factory=Trie)
    sure: frozenset[str] = frozenset()
    home: str | None = None


def listed_names(text: str, knowledge: Knowledge, lexicon: Lexicon, here: LetterNames) -> Iterator[Proposal]:
    """Names of the gazetteer and of the letter itself; a weapon's name takes its noun along."""
    parts = tokens(text)
    functions = list(function_spans(text, lexicon))
    found: list[Proposal] = []
    for match in (*matches(lexicon.trie, text, parts), *dotted(lexicon.trie, text)):
        ids, risky, reason = meant(match, text, knowledge, here.sure, here.home)
        if not ids or _within_function(match, ids, functions, knowledge):
            continue
        if _no_name(match, text, lexicon, knowledge, ids):
            continue
        kind = knowledge.concepts[ids[0]].kind
        if match.version:
            versions = [i for i in ids if knowledge.concepts[i].kind == "WeaponSystem"]
            if versions:
                reason = f"uitvoering van {knowledge.concepts[versions[0]].label!r}"
                found.append(Proposal(match.start, match.end, "WeaponSystem", reason, None, (), 0.85))
            continue
        start, end = _own_words(match, kind, text, lexicon)
        found.append(Proposal(start, end, kind, reason, None, ids, 0.85 if risky else 0.98))
    weapons = [p for p in found if p.kind == "WeaponSystem"]
    found = [p for p in found if not _describes(p, text, weapons)]
    yield from found
    for match in matches(here.trie, text, parts):
        known = here.known[match.labels[0].owner]
        found.append(replace(known, start=match.start, end=match.end))
        yield found[-1]
    weapons = [p for p in found if p.kind == "WeaponSystem" and not is_generic(p, knowledge)]
    for weapon in weapons:
        end = with_noun(text, weapon.end, lexicon)
        if end > weapon.end:
            noun = text[weapon.end : end].lstrip(" -‐–\n")
            yield replace(weapon, end=end, reason=f"{weapon.reason}, met {noun!r}", head="-" + noun)
    yield from _paired(text, weapons, knowledge, lexicon)


def _own_words(match: Match, kind: EntityKind, text: str, lexicon: Lexicon) -> tuple[int, int]:
    """A label without the noun before it ("operatie X") and without the place of a meeting ("top in X")."""
    words = text[match.start : match.end]
    if kind == "Meeting" and (place := re.search(r"\s(?:in|te)\s[A-Z]", words)):
        return match.start, match.start + place.start()
    first = re.match(r"([a-z]+)\s(?=[A-Z])", words)
    head = lexicon.leading.get(first[1]) if first else None
    if first and head is not None and not head.in_name and head.kind == kind:
        return match.start + first.end(), match.end
    return match.start, match.end


def _describes(proposal: Proposal, text: str, weapons: Sequence[Proposal]) -> bool:
    """Ordinary words about a weapon ("vervanging van de K-12") are no programme's name: the weapon is the name."""
    small = text[proposal.start].islower() and proposal.kind == "Programme"
    return small and any(proposal.start < w.start and w.end <= proposal.end for w in weapons)


def is_generic(proposal: Proposal, knowledge: Knowledge) -> bool:
    """Does the proposal name a class of things ("fregat")?"""
    return any(knowledge.concepts[i].generic for i in proposal.candidates if i in knowledge.concepts)


def _no_name(match: Match, text: str, lexicon: Lexicon, knowledge: Knowledge, ids: Sequence[str]) -> bool:
    """Too general a word ("schip"), a street, or half an ordinary compound with a sentence's capital."""
    word = text[match.start : match.end]
    if word.casefold() in lexicon.bare_material:
        return True
    kind = knowledge.concepts[ids[0]].kind
    if kind == "Place" and re.match(r"[ \t]\d{1,3}\s*(?:$|\n)", text[match.end :]):
        return True
    opens = not text[: match.start].strip() or text[: match.start].rstrip()[-1] in ".:?!•"
    ordinary = word.isalpha() and word[1:].islower() and kind == "Organisation"
    return bool(opens and ordinary and re.match(r"[-‐–][a-z]", text[match.end :]))


def _within_function(
    match: Match, ids: Sequence[str], functions: Sequence[tuple[int, int]], knowledge: Knowledge
) -> bool:
    """Is this a ministry's name inside "minister van ..."? Other organisations may stand there."""
    inside = any(start < match.start and match.end <= end for start, end in functions)
    kinds = {knowledge.concepts[i].kind for i in ids}
    return inside and kinds <= {"Organisation"} and any(knowledge.concepts[i].country for i in ids)


def _paired(text: str, weapons: Sequence[Proposal], knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Proposal]:
    """Designation and nickname side by side ("K-12 Kite"), when one is the other or its kind."""
    for first in weapons:
        for second in weapons:
            if second.start != first.end + 1 or not text[first.end].isspace():
                continue
            one, other = ([i for i in p.candidates if i in knowledge.concepts] for p in (first, second))
            for a, b in product(one, other):
                if a == b or a in knowledge.concepts[b].broader or b in knowledge.concepts[a].broader:
                    narrow = b if a in knowledge.concepts[b].broader else a
                    end = with_noun(text, second.end, lexicon)
                    yield replace(first, end=end, candidates=(narrow,), reason="aanduiding met bijnaam")
