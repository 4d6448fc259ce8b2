"""Drafts made into facts: spans in the input, one fact for each state of affairs, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.anatomy import Anatomy
from extract.facts.confidence import confidence
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.modality import Judgement
from extract.facts.wordings import Lexicon
from extract.reading import Fact, FactKind, Passage, Role, Span, Value

_ORDER: tuple[FactKind, ...] = (
    "Contribution", "Leadership", "Membership", "Cooperation", "Acquisition", "DefenceSpending",
    "AgreementStatus", "Establishment", "Location", "Parthood", "Holding", "Citation", "Stationing",
)  # fmt: skip
_SPECIFIC = frozenset({"personnel", "personnelQualifier", "asset", "assetCount", "quantity", "amount", "gdpShare"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with what its words say about whether it is so."""

    draft: Draft
    judgement: Judgement
    block: int


def facts(found: Sequence[Judged], anatomy: Anatomy, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts of a letter in the order in which it tells them, each told once."""
    made = [_fact(judged, anatomy) for judged in found]
    merged = _merged(made)
    kept = [fact for fact in merged if not _is_bare_copy(fact, merged)]
    kinds = {kind: i for i, kind in enumerate(_ORDER)}
    return tuple(sorted(kept, key=lambda fact: (fact.passages[0].start, kinds[fact.kind], _first(fact), _key(fact))))


def passage(sentence: Sentence, anatomy: Anatomy) -> Passage:
    """Where a sentence stands in the input, with its clean text."""
    block = anatomy.blocks[sentence.block]
    whole = block.span(sentence.start, sentence.end)
    return Passage(whole.start, whole.end, whole.page, block.text[sentence.start : sentence.end])


def _fact(judged: Judged, anatomy: Anatomy) -> Fact:
    draft = judged.draft
    block = anatomy.blocks[judged.block]
    roles = [
        Role(role, filled.value, _span(filled, anatomy), filled.inherited)
        for role, fillers in sorted(draft.roles.items())
        for filled in fillers
    ]
    judgement = judged.judgement
    modality = judgement.modality
    if draft.tells == "Citation":
        modality = "asserted"
    if modality == "asserted" and draft.wording.modality != "asserted":
        modality = "planned" if draft.wording.modality == "planned" else "considered"
    if draft.tells == "Establishment" and not any(role.name == "status" for role in roles):
        status = {"asserted": "established", "ended": "established", "planned": "decided"}.get(modality, "proposed")
        roles.append(Role("status", status, block.span(*draft.trigger)))
    cue = block.span(judgement.start, judgement.end) if judgement.end else None
    kind: FactKind = draft.tells  # type: ignore[assignment]
    evidence = (passage(draft.sentence, anatomy),)
    made = Fact(kind, tuple(roles), modality, evidence, 0.0, draft.wording.id, cue)
    return replace(made, confidence=confidence(made))


def _span(filled: Filled, anatomy: Anatomy) -> Span:
    return anatomy.blocks[filled.block].span(filled.start, filled.end)


def _values(fact: Fact) -> frozenset[tuple[str, Value]]:
    return frozenset((role.name, role.value) for role in fact.roles if role.name != "role")


def _key(fact: Fact) -> str:
    return "|".join(sorted(f"{name}={value}" for name, value in _values(fact)))


def _first(fact: Fact) -> int:
    return min((role.span.start for role in fact.roles), default=0)


def _merged(made: Sequence[Fact]) -> list[Fact]:
    """The same fact told twice is one fact with two passages."""
    by_key: dict[tuple[str, str, str], Fact] = {}
    for fact in made:
        words = next((str(role.value) for role in fact.roles if role.name == "role"), "")
        key = (fact.kind, fact.modality, f"{_key(fact)}|{words}")
        known = by_key.get(key)
        if known is None:
            by_key[key] = fact
        elif fact.passages[0] not in known.passages:
            passages = (*known.passages, *fact.passages)
            surest = max(known.confidence, fact.confidence)
            by_key[key] = replace(known, passages=passages, confidence=surest)
    return list(by_key.values())


def _is_bare_copy(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether another fact of the letter says all that this one says, and more.

    A fact of a contribution without numbers is bare when a more specific one exists for the same
    contributor and target; other classes when one with the same roles has further roles.
    """
    mine = _values(fact)
    for other in others:
        if other is fact or other.kind != fact.kind or other.modality != fact.modality:
            continue
        theirs = _values(other)
        if mine < theirs and (fact.kind != "Contribution" or not {name for name, _ in mine} & _SPECIFIC):
            return True
    return False
