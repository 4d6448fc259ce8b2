"""How treaties stand: their parties, told once for all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.facts.assemble import Judged
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence, distinct
from extract.facts.times import dates_in, roles_of
from extract.facts.wordings import Wording
from extract.reading import Ref

_CALLED = Wording(id="naar-datum", tells="AgreementStatus", slots=())
_BY_ALL = frozenset({"signed", "ratified", "in-force"})


def complete_parties(draft: Draft, context: Context) -> None:
    """Who signs "met X" without a subject is the author's country; "beide ministers" are of the two spoken of."""
    parties, author = draft.roles.get("party", []), context.author
    both = any(phrase.prep is None and phrase.words[:1] == ["beide"] for phrase in draft.clause.phrases)
    if draft.tells == "AgreementStatus" and not parties and both:
        draft.roles["party"] = context.pair((draft.sentence.block, draft.trigger[0]))
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


def in_turn(draft: Draft) -> list[Draft]:
    """Each party with its own date: "zijn Spanje in mei 2016 en Italië in juni 2017 uit het verdrag getreden"."""
    parties = sorted(draft.roles.get("party", []), key=lambda f: f.start)
    dates = sorted(((d, p) for d, p in dates_in(draft.clause)), key=lambda pair: pair[0].core[0])
    if draft.tells != "AgreementStatus" or len(parties) < 2 or len(dates) != len(parties):
        return [draft]
    turns = [at for party, (date, _) in zip(parties, dates, strict=True) for at in (party.start, date.core[0])]
    if turns != sorted(turns) and "respectievelijk" not in draft.sentence.text[draft.clause.start : draft.clause.end]:
        return [draft]
    block = draft.sentence.block
    return [
        replace(draft, roles={**draft.roles, "party": [party], **roles_of(date, "date", block)})
        for party, (date, _) in zip(parties, dates, strict=True)
    ]


def dated_names(drafts: Sequence[Draft], sentence: Sentence) -> Iterator[Draft]:
    """An agreement called after its date was signed then: "het Toledo-akkoord van 4 mei 2017".

    Its parties are those who work together in the sentence.
    """
    told = {draft.roles["agreement"][0].value for draft in drafts if draft.tells == "AgreementStatus"}
    partners = next((draft.roles["partner"] for draft in drafts if draft.tells == "Cooperation"), [])
    for clause in sentence.clauses:
        for phrase, after in pairwise(clause.phrases):
            names = [name for name in phrase.names if name.kind == "Agreement" and Ref(name.entity) not in told]
            if names and after.prep == "van" and after.dates and not after.nouns and not after.names:
                name, date = names[-1], after.dates[0]
                roles = {
                    "agreement": [Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)],
                    "status": [Filled("signed", sentence.block, name.start, name.end)],
                    "party": [replace(f, inherited=True) for f in partners],
                    **roles_of(date, "date", sentence.block),
                }
                roles = {role: found for role, found in roles.items() if found}
                yield Draft("AgreementStatus", _CALLED, clause, sentence, (name.start, name.end), roles)


def undated(drafts: Sequence[Draft]) -> list[Draft]:
    """ "na ratificatie op 4 mei in werking getreden": the date is that of the verb, not of the noun.

    A treaty under pressure is so without a date.
    """
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
        pressed = _status(draft) == "under-pressure"
        if pressed or (after and any(c is draft.clause and f.start == at for c, at in verbs for f in dates)):
            draft = replace(draft, roles={role: f for role, f in draft.roles.items() if role != "date"})
        out.append(draft)
    return out


def _status(draft: Draft) -> str:
    status = draft.roles.get("status", []) if draft.tells == "AgreementStatus" else []
    return str(status[0].value) if status else ""
