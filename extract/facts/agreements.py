"""How treaties stand: their parties, told once for all that is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.facts.assemble import Judged
from extract.facts.context import Filled
from extract.facts.drafts import Draft, distinct

_BY_ALL = frozenset({"signed", "ratified", "in-force"})


def complete_parties(draft: Draft, author: Filled | None) -> None:
    """Who signs "met X" without a subject is the author's country."""
    parties = draft.roles.get("party", [])
    if draft.tells != "AgreementStatus" or len(parties) != 1 or author is None or author.value == parties[0].value:
        return
    holders = [p for p in draft.clause.phrases if p.start <= parties[0].start < p.end]
    if any(phrase.prep == "met" for phrase in holders):
        parties.append(replace(author, inherited=True))


def share_parties(found: Sequence[Judged]) -> list[Judged]:
    """The parties of an agreement are told once, with its signature or its name; the rest inherits them."""
    known: dict[object, list[Filled]] = {}
    for judged in found:
        if _status(judged.draft) in _BY_ALL and judged.judgement.modality in ("asserted", "planned"):
            parties = judged.draft.roles.get("party", [])
            if len(parties) > 1:
                agreement = judged.draft.roles["agreement"][0].value
                known[agreement] = distinct([*known.get(agreement, []), *parties])
    out = []
    for judged in found:
        draft = judged.draft
        if _status(draft) in _BY_ALL and not draft.has("party"):
            parties = known.get(draft.roles["agreement"][0].value, [])
            if parties:
                own = [replace(f, inherited=True) for f in parties]
                judged = replace(judged, draft=replace(draft, roles={**draft.roles, "party": own}))
        out.append(judged)
    return out


def undated(drafts: Sequence[Draft]) -> list[Draft]:
    """ "na ratificatie op 4 mei in werking getreden": the date is that of the verb, not of the noun."""
    verbs = [
        (draft.clause, f.start)
        for draft in drafts
        if draft.tells == "AgreementStatus" and draft.noun is None
        for f in draft.roles.get("date", [])
    ]
    out = []
    for draft in drafts:
        after = draft.tells == "AgreementStatus" and draft.noun is not None and draft.noun.prep == "na"
        dates = draft.roles.get("date", [])
        if after and any(c is draft.clause and f.start == at for c, at in verbs for f in dates):
            draft = replace(draft, roles={role: f for role, f in draft.roles.items() if role != "date"})
        out.append(draft)
    return out


def _status(draft: Draft) -> str:
    status = draft.roles.get("status", []) if draft.tells == "AgreementStatus" else []
    return str(status[0].value) if status else ""
