"""Acquisitions in full: which system, how many, when, from whom, for whom and with whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.annotate.dates import Date
from extract.facts.context import Filled
from extract.facts.counts import number_of
from extract.facts.drafts import Draft, Sentence, distinct, family, next_of
from extract.facts.frames import FrameReader
from extract.facts.phrases import Phrase
from extract.facts.times import Roles, dates_in, nearest, roles_of
from extract.reading import Ref

_WITH = frozenset({"met", "samen met", "in samenwerking met"})
_WHERE = frozenset({"in", "te", "vanuit", "uit"})
_WEAPON = frozenset({"WeaponSystem"})


@dataclass(frozen=True, slots=True)
class Lot:
    """One counted part of an acquisition: how many, when, for whom."""

    phrase: Phrase | None
    count: Filled | None
    date: Date | None


class AcquisitionReader:
    """Expands drafts of acquisitions; remembers what a sentence that ends in a colon says of its list."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.lead: Draft | None = None

    def expand(self, draft: Draft) -> Iterator[Draft]:
        """The full acquisitions of a draft."""
        told = list(expand(draft, self.reader))
        if not told and draft.sentence.text.rstrip().endswith(":") and (draft.has("buyer") or draft.has("supplier")):
            self.lead = draft
        yield from told

    def listed(self, sentence: Sentence) -> Iterator[Draft]:
        """An item that counts a system, under a sentence that says who gets or gives what follows."""
        lead = self.lead
        if lead is None or not 0 < sentence.block - lead.sentence.block <= 12:
            return
        first = next((p for c in sentence.clauses for p in c.phrases if p.prep is None), None)
        weapons = [name for name in (first.names if first is not None else []) if name.kind == "WeaponSystem"]
        if first is None or not weapons or first.start - sentence.start > 3:
            return
        carried = {role: [replace(f, inherited=True) for f in found] for role, found in lead.roles.items()}
        system = weapons[-1]
        date = nearest(dates_in(lead.clause), *lead.trigger)
        for full in expand(
            replace(
                lead,
                roles={**carried, "system": [Filled(Ref(system.entity), sentence.block, system.start, system.end)]},
                phrases={},
                noun=None,
            ),
            self.reader,
        ):
            roles = {**full.roles, "action": [replace(f, inherited=True) for f in full.roles["action"]]}
            roles = {
                role: [replace(f, inherited=f.block != sentence.block) for f in found] for role, found in roles.items()
            }
            count = number_of(first, sentence) if first.amount is not None else None
            roles |= {"quantity": [count]} if count is not None else {}
            time = roles_of(date, "years", lead.sentence.block) if date is not None else {}
            roles |= {role: [replace(f, inherited=True) for f in found] for role, found in time.items()}
            clause = next(c for c in sentence.clauses if first in c.phrases)
            yield replace(full, sentence=sentence, clause=clause, trigger=(first.start, first.end), roles=roles)


def expand(draft: Draft, reader: FrameReader) -> Iterator[Draft]:
    """The acquisitions of a draft; nothing when no system can be had."""
    if not draft.has("system"):
        _understood(draft, reader)
    if not draft.has("system"):
        return
    sentence = draft.sentence
    action = next((value for role, value in draft.wording.given if role == "action"), "order")
    buyers = draft.roles.get("buyer", [])
    suppliers = [s for s in draft.roles.get("supplier", []) if all(s.value != b.value for b in buyers)]
    suppliers = suppliers or _bought_for(draft, reader, buyers, action)
    if action == "delivery" and buyers and any(s.kind == "Country" for s in suppliers):
        action = "transfer"
    if action == "transfer" and not buyers:
        return
    if action != "transfer":
        suppliers = [s for s in suppliers if s.kind != "Country"]
    partners = _partners(draft, reader, buyers)
    together = {"gezamenlijk", "samen", "tezamen"} & {
        word.low for word in sentence.words_in(draft.clause.start, draft.clause.end)
    }
    if len(buyers) > 1 and together:
        partners = distinct([*partners, *buyers])
    if partners and action == "order":
        action = "joint-procurement"
    author = reader.context.author
    if action == "transfer" and not suppliers and author is not None and all(b.value != author.value for b in buyers):
        suppliers = [replace(author, inherited=True)]
    roles: Roles = {"action": [Filled(action, sentence.block, *draft.trigger)]}
    roles |= {"supplier": suppliers} if suppliers else {}
    roles |= _place(draft, action)
    share = _share(draft)
    if action == "replacement":
        yield from _successor(draft, reader)
        roles.pop("supplier", None)
    for system in draft.roles["system"]:
        lots = _lots(system, draft, reader)
        paired = len(lots) == len(buyers) > 1 and "respectievelijk" in sentence.text[draft.clause.start : sentence.end]
        for at, lot in enumerate(lots):
            for buyer, own in _buyers(buyers[at : at + 1] if paired else buyers, lot, draft, reader):
                more: Roles = {"buyer": [buyer], "system": [system]}
                count, date = share or own.count or lot.count, own.date or lot.date
                if count is not None:
                    more["quantity"] = [count]
                if date is not None:
                    more |= roles_of(date, "years", sentence.block)
                others = [p for p in partners if p.value != buyer.value]
                if others:
                    more["partner"] = others
                yield replace(draft, roles={**roles, **more})


def _bought_for(draft: Draft, reader: FrameReader, buyers: Sequence[Filled], action: str) -> list[Filled]:
    """ "A kocht samen met C tien tanks, die aan B worden geleverd": what A and C bought, they give to B."""
    clause = draft.clause
    if action != "delivery" or not buyers or clause.kind != "relative" or clause.parent is None:
        return []
    givers, _ = reader.subject(frozenset({"Country"}), clause.parent, draft.sentence, False, ())
    for phrase in clause.parent.phrases:
        if phrase.prep == "samen met":
            givers = [*givers, *reader.fill(phrase, frozenset({"Country"}), draft.sentence, clause.parent)]
    return [replace(f, inherited=True) for f in distinct(givers) if all(f.value != b.value for b in buyers)]


def _successor(draft: Draft, reader: FrameReader) -> Iterator[Draft]:
    """What takes the place of an old system is ordered: "vervangen door zeven Kodiaks van Rheinmetall"."""
    author = reader.context.author
    for phrase in draft.clause.phrases:
        weapons = [name for name in phrase.names if name.kind == "WeaponSystem"]
        if phrase.prep != "door" or not weapons or author is None:
            continue
        block = draft.sentence.block
        new = weapons[-1]
        roles: Roles = {
            "buyer": draft.roles.get("buyer", []) or [author],
            "system": [Filled(Ref(new.entity), block, new.start, new.end, False, new.kind)],
            "action": [Filled("order", block, *draft.trigger)],
        }
        after = next_of(phrase, draft.clause)
        makers = [n for n in (after.names if after is not None else []) if n.kind == "Organisation"]
        if makers:
            roles["supplier"] = [Filled(Ref(n.entity), block, n.start, n.end, False, n.kind) for n in makers]
        count = number_of(phrase, draft.sentence) if phrase.amount is not None else None
        if count is not None:
            roles["quantity"] = [count]
        yield replace(draft, roles=roles)


def _understood(draft: Draft, reader: FrameReader) -> None:
    """A clause that only counts ("in 2009 kwamen er zeven bij") goes on about the system named last."""
    counted = [p for p in draft.clause.phrases if _only_counts(p, reader)]
    there = any(word.low == "er" for word in draft.clause.words)
    if draft.noun is None and (counted and there):
        last = reader.context.last(_WEAPON, (draft.sentence.block, draft.trigger[0]))
        if last is not None and draft.sentence.block == last.block:
            draft.roles["system"] = [replace(last, inherited=True)]


def _only_counts(phrase: Phrase, reader: FrameReader) -> bool:
    """A number by itself or with a word that points back: "negen", "zes toestellen"."""
    if phrase.amount is None or phrase.amount.unit is not None or phrase.names:
        return False
    return not phrase.nouns or bool(reader.lexicon.anaphor(phrase.noun) & _WEAPON)


def _lots(system: Filled, draft: Draft, reader: FrameReader) -> list[Lot]:
    """The counted parts of the clause that are about the system, each with the date beside it."""
    named = list(draft.phrases.get("system", []))
    for phrase in draft.clause.phrases if draft.noun is None else ():
        same = any(Ref(name.entity) == system.value for name in phrase.names)
        if all(phrase is not p for p in named) and phrase.amount is not None and (same or _only_counts(phrase, reader)):
            named.append(phrase)
    own = [p for p in named if p is not draft.clause.antecedent]
    named = own if any(p.amount is not None for p in own) else named
    counted = sorted((p for p in named if p.amount is not None and p.amount.unit is None), key=lambda p: p.start)
    chosen: list[Phrase | None] = [*counted] or [*named[:1]] or [None]
    dates = _dates_for(chosen, draft)
    return [Lot(phrase, _count(phrase, draft), date) for phrase, date in zip(chosen, dates, strict=True)]


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
        if len(dates) > 1 and before:
            return before[-1]
    return nearest(dates, *draft.trigger)


def _buyers(buyers: Sequence[Filled], lot: Lot, draft: Draft, reader: FrameReader) -> Iterator[tuple[Filled, Lot]]:
    """Who gets it: the buyers named, each with the number in brackets behind it; else whose system it is."""
    if not buyers:
        phrase = lot.phrase
        owners = phrase.owners if phrase is not None else []
        found = [Filled(Ref(n.entity), draft.sentence.block, n.start, n.end, False, n.kind) for n in owners]
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


def _partners(draft: Draft, reader: FrameReader, buyers: Sequence[Filled]) -> list[Filled]:
    found = list(draft.roles.get("partner", []))
    after = draft.trigger[0] if draft.noun is not None else -1
    for phrase in draft.clause.phrases:
        if phrase.prep in _WITH and phrase.start > after:
            between = [p for p in draft.clause.phrases if after < p.start < phrase.start and p.nouns]
            if draft.noun is not None and any(reader.lexicon.nouns(p.nouns[-1].low) for p in between):
                break
            found += reader.fill(phrase, frozenset({"Country"}), draft.sentence, draft.clause)
    author = reader.context.author
    mine = [*buyers, *([author] if not buyers and author is not None else [])]
    return [f for f in distinct(found) if all(f.value != b.value for b in mine)]


def _share(draft: Draft) -> Filled | None:
    """ "zes mijnenjagers, drie per land": what each of the buyers gets."""
    phrases = draft.clause.phrases
    for at, phrase in enumerate(phrases[1:], 1):
        if phrase.prep == "per" and phrase.noun == "land" and phrases[at - 1].amount is not None:
            return number_of(phrases[at - 1], draft.sentence)
    return None


def _place(draft: Draft, action: str) -> Roles:
    """Where it is made or handed over; where the seller of an order has its seat says nothing of it."""
    for at, phrase in enumerate(draft.clause.phrases):
        before = draft.clause.phrases[at - 1] if at else None
        seat = before is not None and any(name.kind == "Organisation" for name in before.names)
        if phrase.prep in _WHERE and not (seat and action in ("order", "joint-procurement")):
            for name in phrase.names:
                if name.kind == "Place":
                    where = Filled(Ref(name.entity), draft.sentence.block, name.start, name.end, False, name.kind)
                    return {"place": [where]}
    return {}
