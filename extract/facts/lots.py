"""The counted parts of an acquisition: how many pieces, when, and for whom.

"in 2011 zes en in 2013 tien", "Estland (16 stuks) en Finland (9)", "drie per land", "zes voor
Estland en vier voor Letland".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.annotate.dates import Date
from extract.facts.context import Filled
from extract.facts.counts import number_of
from extract.facts.drafts import Draft, family
from extract.facts.frames import FrameReader
from extract.facts.phrases import Phrase
from extract.facts.times import dates_in, nearest
from extract.reading import Ref

WEAPON = frozenset({"WeaponSystem"})


@dataclass(frozen=True, slots=True)
class Lot:
    """One counted part of an acquisition: how many, when, for whom."""

    phrase: Phrase | None
    count: Filled | None
    date: Date | None


def only_counts(phrase: Phrase, reader: FrameReader) -> bool:
    """A number by itself or with a word that points back: "negen", "zes toestellen"."""
    if phrase.amount is None or phrase.amount.unit is not None or phrase.names:
        return False
    return not phrase.nouns or bool(reader.lexicon.anaphor(phrase.noun) & WEAPON)


def only_bare(phrase: Phrase) -> bool:
    """A number and nothing else: "zeven"."""
    return phrase.amount is not None and not phrase.names and not phrase.nouns


def lots_of(system: Filled, draft: Draft, reader: FrameReader) -> list[Lot]:
    """The counted parts of the clause that are about the system, each with the date beside it."""
    named = list(draft.phrases.get("system", []))
    for phrase in draft.clause.phrases if draft.noun is None else ():
        same = any(Ref(name.entity) == system.value for name in phrase.names)
        if all(phrase is not p for p in named) and phrase.amount is not None and (same or only_counts(phrase, reader)):
            named.append(phrase)
    before = draft.clause.antecedent
    if draft.clause.kind == "reduced" and before is not None and before.prep is None and only_counts(before, reader):
        named.append(before)
    own = [p for p in named if p is not before or only_counts(p, reader)]
    named = own if any(p.amount is not None for p in own) else named
    named = [p for p in named if not _optional(p, draft, reader)] or named
    counted = sorted((p for p in named if p.amount is not None and p.amount.unit is None), key=lambda p: p.start)
    chosen: list[Phrase | None] = [*counted] or [*named[:1]] or [None]
    dates = _dates_for(chosen, draft)
    return [Lot(phrase, _count(phrase, draft), date) for phrase, date in zip(chosen, dates, strict=True)]


def _optional(phrase: Phrase, draft: Draft, reader: FrameReader) -> bool:
    """ "een optie op nog eens zes": what may still be bought is not ordered."""
    before = [p for p in draft.clause.phrases if p.end <= phrase.start]
    return bool(before) and phrase.prep is not None and before[-1].noun in reader.lexicon.classes["option"]


def _count(phrase: Phrase | None, draft: Draft) -> Filled | None:
    """The number of a phrase; "een" counts nothing here, "de eerste" of a relative clause counts one."""
    if phrase is None:
        return None
    count = number_of(phrase, draft.sentence)
    article = count is not None and phrase.amount is None and phrase.units[0].low == "een"
    if count is not None and not article:
        return count
    opener = draft.clause.opener.low if draft.clause.opener is not None else ""
    nth = [p for p in draft.clause.phrases if p.prep is None and "eerste" in p.words and not p.names]
    return number_of(nth[0], draft.sentence) if opener == "waarvan" and nth else None


def _dates_for(phrases: Sequence[Phrase | None], draft: Draft) -> list[Date | None]:
    """The date of each part: in order for "in 2011 en 2013 … zes respectievelijk tien", else the one beside it."""
    dates = dates_in(draft.clause)
    if len(phrases) > 1 and len(dates) == len(phrases) and "respectievelijk" in draft.sentence.text:
        return [date for date, _ in dates]
    return [_date_for(phrase, draft, dates) for phrase in phrases]


def _date_for(phrase: Phrase | None, draft: Draft, dates: Sequence[tuple[Date, Phrase]]) -> Date | None:
    if phrase is not None:
        own = [date for date, p in dates if p is phrase] or [date for aside in phrase.asides for date in aside.dates]
        behind = [d for d, p in dates if p.prep == "van" and 0 <= p.start - phrase.end <= 6]
        if own or behind:
            return (own or behind)[0]
        before = [date for date, p in dates if p.end <= phrase.start]
        if phrase is draft.clause.antecedent and draft.clause.parent is not None and only_bare(phrase):
            return next((d for d, p in reversed(dates_in(draft.clause.parent)) if p.end <= phrase.start), None)
        if len(dates) > 1 and before:
            return before[-1]
    return nearest(dates, *draft.trigger)


def unnamed_buyer(draft: Draft, reader: FrameReader) -> list[Filled]:
    """Who buys where no country is named as such: the state of the service that does, or who was spoken of."""
    return _served(draft, reader) or _spoken_of(draft, reader)


def _served(draft: Draft, reader: FrameReader) -> list[Filled]:
    """The state whose service gets it: "de Finse marine ontvangt …"."""
    slot = draft.wording.slot("buyer")
    if slot is None or not {"subject", "door"} & set(slot.by):
        return []
    suppliers = {filled.value for filled in draft.roles.get("supplier", [])}
    for phrase in draft.clause.phrases:
        for name in phrase.names if phrase.prep in (None, "door") else []:
            if name.kind == "Organisation" and Ref(name.entity) not in suppliers and (state := reader.served(name)):
                return [Filled(Ref(state), draft.sentence.block, name.start, name.end, False, "Country")]
    return []


def _spoken_of(draft: Draft, reader: FrameReader) -> list[Filled]:
    """The country spoken of in the clause on which this one hangs: "X kocht er tien, waarvan de levering …"."""
    clause = draft.clause.parent or draft.clause.before
    while clause is not None:
        for phrase in clause.phrases:
            if phrase.prep is None and any(name.kind == "Country" for name in phrase.names):
                return reader.fill(phrase, frozenset({"Country"}), draft.sentence, clause)
        clause = clause.parent or clause.before
    return []


def buyers_of(buyers: Sequence[Filled], lot: Lot, draft: Draft, reader: FrameReader) -> Iterator[tuple[Filled, Lot]]:
    """Who gets it: the buyers named, each with the number in brackets behind it; else whose system it is."""
    if not buyers:
        phrase = lot.phrase
        owners = phrase.owners if phrase is not None else []
        found = [Filled(Ref(n.entity), draft.sentence.block, n.start, n.end, False, n.kind) for n in owners]
        found = found or unnamed_buyer(draft, reader)
        if not found and reader.context.author is not None:
            found = [reader.context.author]
        yield from ((buyer, lot) for buyer in found)
        return
    asides = _counts_behind(buyers, draft)
    for at, buyer in enumerate(buyers):
        yield buyer, asides[at] if asides else lot


def _counts_behind(buyers: Sequence[Filled], draft: Draft) -> list[Lot]:
    """ "Estland (16 stuks, 2012) en Finland (9)", or "… besteld (zes en drie stuks)" in order."""
    phrases = draft.phrases.get("buyer", [])
    members = [m for phrase in phrases[:1] for m in family(phrase, draft.clause)]
    holders = [next((p for p in members if p.start <= buyer.start < p.end), None) for buyer in buyers]
    lots = []
    for holder in holders:
        counted = next((a for a in holder.asides if a.amount is not None), None) if holder is not None else None
        dates = [d for a in holder.asides for d in a.dates] if holder is not None else []
        count = number_of(counted, draft.sentence) if counted is not None else None
        lots.append(Lot(counted, count, dates[0] if dates else None))
    if any(lot.count is not None for lot in lots):
        return lots if all(lot.count is not None for lot in lots) or len(lots) > 1 else []
    behind = [
        a for phrase in draft.clause.phrases for a in phrase.asides if a.amount is not None and a.amount.unit is None
    ]
    if len(buyers) > 1 and len(behind) == len(buyers):
        return [Lot(aside, number_of(aside, draft.sentence), None) for aside in behind]
    return []


def share_of(draft: Draft) -> Filled | None:
    """ "zes mijnenjagers, drie per land": what each of the buyers gets."""
    for phrase, after in pairwise(draft.clause.phrases):
        each = after.prep == "per" or (after.prep == "voor" and after.words[:1] in (["elk"], ["ieder"]))
        if each and after.noun == "land" and phrase.amount is not None:
            return number_of(phrase, draft.sentence)
    return None


def spread_of(draft: Draft, reader: FrameReader) -> list[tuple[Filled, Lot]]:
    """Each buyer with its own number: "zeven toestellen: drie voor eigen gebruik en vier voor Letland"."""
    found: list[tuple[Filled, Lot]] = []
    date = nearest(dates_in(draft.clause), *draft.trigger)
    mine = draft.roles.get("buyer", []) or ([reader.context.author] if reader.context.author is not None else [])
    for clause in draft.sentence.clauses:
        listed = clause.opener is not None and clause.opener.low == ":"
        if clause is not draft.clause and not (listed and clause.start >= draft.clause.end):
            continue
        for phrase, after in pairwise(clause.phrases):
            if after.prep != "voor" or phrase.prep is not None or phrase.nouns or not only_counts(phrase, reader):
                continue
            states = [name for name in after.names if name.kind == "Country"]
            own = "eigen" in after.words
            who = [Filled(Ref(n.entity), draft.sentence.block, n.start, n.end, False, n.kind) for n in states]
            count = number_of(phrase, draft.sentence)
            if count is not None and (who or own):
                found.append(((who or mine)[0], Lot(phrase, count, date)))
    return found if len({buyer.value for buyer, _ in found}) > 1 else []
