"""Which of the proposed names stand: the longest; of equal ones the better known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.annotate.lexicon import Lexicon, Proposal
from extract.annotate.listed import is_generic
from extract.knowledge import Knowledge

KNOWN = 0.75  # the score of a name that was typed elsewhere in the letter, at most
OWNERS = ("Country", "Organisation", "Programme")
_SITTING = re.compile(r"\s+(?:van|op|d\.d\.)\s+(?:\w+dag\s+)?\d{1,2}\b")


def cut(proposal: Proposal, text: str, weapons: Sequence[Proposal]) -> Proposal:
    """A name typed by its head ends where the name of a weapon begins.

    >>> cut(Proposal(0, 20, "Place", ""), "vliegbasis Oldrup K-12", [Proposal(18, 22, "WeaponSystem", "")]).end
    20
    >>> cut(Proposal(0, 22, "Place", ""), "vliegbasis Oldrup K-12", [Proposal(18, 22, "WeaponSystem", "")]).end
    17
    """
    if proposal.candidates or proposal.kind in ("WeaponSystem", "Programme", "Organisation"):
        return proposal
    ends = [
        w.start for w in weapons if proposal.start < w.start and w.end == proposal.end and text[w.start - 1].isspace()
    ]
    return replace(proposal, end=min(ends) - 1) if ends else proposal


def as_meeting(proposal: Proposal, text: str, lexicon: Lexicon) -> Proposal:
    """A council with the day on which it met is that meeting, not the institution."""
    name = " ".join(text[proposal.start : proposal.end].casefold().split())
    if name in lexicon.gatherings and _SITTING.match(text, proposal.end):
        return replace(proposal, kind="Meeting", candidates=(), reason="vergadering van een dag", head="zitting")
    return proposal


def beside_listed(text: str, proposal: Proposal, listed: Sequence[Proposal]) -> Proposal | None:
    """A head after a listed name: the same thing ("Heron missie"), another, or no name at all ("PACT-plan")."""
    head = (proposal.head or "").removeprefix("-")
    stem = len(text[proposal.start : proposal.end].removesuffix(head).rstrip(" -‐–\n")) + proposal.start
    prefix = [p for p in listed if p.start == proposal.start and p.end == stem]
    for known in prefix:
        if known.kind == proposal.kind != "Organisation" and known.candidates:
            return replace(proposal, candidates=known.candidates, score=0.9)
    refused = any(p.kind in OWNERS for p in prefix)
    if refused and ((proposal.head or "").startswith("-") or (head[:1].islower() and "-" not in text[stem : stem + 1])):
        return None
    return proposal


def sorted_out(proposals: Iterable[Proposal], knowledge: Knowledge) -> list[Proposal]:
    """The proposals that stand: longest first, no two on one character.

    >>> from extract.knowledge import Concept
    >>> kite = Concept("weapon/kite", "WeaponSystem", "Kite", ("Kite",))
    >>> listed = Proposal(3, 7, "WeaponSystem", "", None, (kite.id,))
    >>> longer = Proposal(3, 11, "Exercise", "", "oefening")
    >>> same = Proposal(3, 7, "Exercise", "", "oefening")
    >>> knowledge = Knowledge({kite.id: kite})
    >>> [(p.kind, p.end) for p in sorted_out([listed, longer, Proposal(0, 4, "Place", "")], knowledge)]
    [('Exercise', 11)]
    >>> sorted_out([listed, same], knowledge)[0].kind, sorted_out([listed], knowledge)[0].kind
    ('Exercise', 'WeaponSystem')
    """
    same: dict[tuple[int, int], list[Proposal]] = {}
    for proposal in proposals:
        same.setdefault((proposal.start, proposal.end), []).append(proposal)
    best = [_best(group, knowledge) for group in same.values()]
    taken: list[Proposal] = []
    for proposal in sorted(best, key=lambda p: (p.start - p.end, -p.score, p.start)):
        if all(proposal.end <= t.start or t.end <= proposal.start for t in taken):
            taken.append(proposal)
    return sorted(taken, key=lambda p: p.start)


def _best(group: Sequence[Proposal], knowledge: Knowledge) -> Proposal:
    """Of proposals for one stretch: a listed one, of the class that a head asks for if there is one."""
    explained = [p for p in group if p.acronym]
    listed = [p for p in group if p.candidates]
    if explained and (explained[0].candidates or all(p.kind != explained[0].kind for p in listed)):
        return explained[0]
    wanted = [p.kind for p in group if not p.candidates]
    for proposal in listed:
        for kind in wanted:
            fitting = tuple(
                i for i in proposal.candidates if i in knowledge.concepts and knowledge.concepts[i].kind == kind
            )
            if fitting:
                return replace(proposal, kind=kind, candidates=fitting)
    if listed:
        first = max(listed, key=lambda p: p.score)
        title = next((p for p in group if not p.candidates and p.kind == "Person" and p.score > KNOWN), None)
        if title is not None and first.kind in ("Place", "WeaponSystem"):
            return replace(title, reason=f"{title.reason}; ook {', '.join(first.candidates)}")
        typed = [p for p in group if not p.candidates and p.head and p.kind in ("Mission", "Exercise", "Programme")]
        weak = first.kind in ("WeaponSystem", "Person", "Document")
        if typed and weak and (typed[0].kind != "Programme" or is_generic(first, knowledge)):
            return typed[0]
        return _one_class(first, knowledge)
    return max(group, key=lambda p: p.score)


def _one_class(proposal: Proposal, knowledge: Knowledge) -> Proposal:
    """Of a name that things of several classes bear: the first class, when nothing tells them apart."""
    kept = tuple(
        i for i in proposal.candidates if i not in knowledge.concepts or knowledge.concepts[i].kind == proposal.kind
    )
    if kept == proposal.candidates or not kept:
        return proposal
    others = ", ".join(i for i in proposal.candidates if i not in kept)
    return replace(proposal, candidates=kept, score=0.7, reason=f"{proposal.reason}; ook {others}")


def free(proposals: Iterable[Proposal], names: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals of which no character is in a name yet."""
    for p in proposals:
        if not any(n.start < p.end and p.start < n.end for n in names):
            yield p
