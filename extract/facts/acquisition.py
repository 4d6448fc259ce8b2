"""Acquisitions in full: which system, how many, when, from whom, for whom and with whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts.context import Filled
from extract.facts.counts import number_of
from extract.facts.drafts import Draft, Sentence, distinct, next_of
from extract.facts.frames import FrameReader
from extract.facts.lots import WEAPON, buyers_of, lots_of, only_counts, share_of, spread_of, unnamed_buyer
from extract.facts.phrases import Phrase
from extract.facts.times import Roles, dates_in, nearest, roles_of
from extract.reading import Ref

_WITH = frozenset({"met", "samen met", "in samenwerking met", "mede namens"})
_NTH = frozenset({"eerste", "laatste"})
_MADE = frozenset({"order", "delivery", "joint-procurement"})
_WHERE = frozenset({"in", "te", "vanuit", "uit"})


class AcquisitionReader:
    """Expands drafts of acquisitions; remembers what a sentence that ends in a colon says of its list."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.lead: Draft | None = None
        self.makers: dict[object, list[Filled]] = {}
        self.uncounted: dict[tuple[object, object], list[Filled]] = {}

    def expand(self, draft: Draft) -> Iterator[Draft]:
        """The full acquisitions of a draft."""
        told = [full for one in (draft, *_beside(draft, self.reader)) for full in expand(one, self.reader)]
        if not told and draft.sentence.text.rstrip().endswith(":"):
            self.lead = draft
        yield from told

    def complete(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """The acquisitions of one sentence: who makes a system is told once for all of them.

        A number left to be understood ("zij kochten er nog twee") goes on with the maker of the sentence before.
        """
        under = {phrase.start for draft in drafts for phrase in _under_contract(draft)}
        makers: dict[object, list[Filled]] = {}
        for draft in drafts:
            known = [f for f in draft.roles.get("supplier", []) if f.kind == "Organisation"]
            if known:
                makers.setdefault(draft.roles["system"][0].value, known)
        for draft in drafts:
            if draft.noun is not None and draft.noun.start in under:
                continue
            system, action = draft.roles["system"][0], draft.roles["action"][0].value
            before = self.makers.get(system.value, []) if system.inherited and _is_order(draft) else []
            known = makers.get(system.value, before)
            if known and action in _MADE and not draft.has("supplier"):
                own = [replace(f, inherited=not draft.clause.start <= f.start < draft.clause.end) for f in known]
                draft = replace(draft, roles={**draft.roles, "supplier": own})
            yield self._counted_later(draft) if system.inherited else draft
        self.makers = makers
        self.uncounted = {
            (draft.roles["buyer"][0].value, draft.roles["system"][0].value): draft.roles["year"]
            for draft in drafts
            if _is_order(draft) and not draft.has("quantity") and draft.has("year")
        }

    def _counted_later(self, draft: Draft) -> Draft:
        """The number of an order told before: "in 2019 viel de keuze op de Gripen. Ons land koopt er zes"."""
        year = self.uncounted.get((draft.roles["buyer"][0].value, draft.roles["system"][0].value))
        if year is None or draft.has("year") or not draft.has("quantity") or not _is_order(draft):
            return draft
        return replace(draft, roles={**draft.roles, "year": [replace(f, inherited=True) for f in year]})

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
            makers = _makers(first, sentence)
            roles |= {"supplier": makers} if makers and not _is_gift(full) else {}
            time = roles_of(date, "years", lead.sentence.block) if date is not None else {}
            roles |= {role: [replace(f, inherited=True) for f in found] for role, found in time.items()}
            clause = next(c for c in sentence.clauses if first in c.phrases)
            yield replace(full, sentence=sentence, clause=clause, trigger=(first.start, first.end), roles=roles)


def _is_gift(draft: Draft) -> bool:
    """Whether what is listed is passed on rather than made."""
    return draft.roles["action"][0].value == "transfer"


def _makers(first: Phrase, sentence: Sentence) -> list[Filled]:
    """Who makes an item: "12 Kodiaks van Rheinmetall", "(Rheinmetall)", "door Rheinmetall"."""
    phrases = [p for c in sentence.clauses for p in c.phrases if p.start > first.start and p.prep in ("van", "door")]
    names = [name for phrase in (*first.asides, *phrases[:1]) for name in phrase.names if name.kind == "Organisation"]
    return [Filled(Ref(n.entity), sentence.block, n.start, n.end, False, n.kind) for n in names[:1]]


def _is_order(draft: Draft) -> bool:
    return draft.roles["action"][0].value in ("order", "joint-procurement")


def _under_contract(draft: Draft) -> Iterator[Phrase]:
    """The deliveries that a contract is about: they are ordered."""
    slot = draft.wording.slot("system")
    if draft.noun is None or slot is None or "van" in slot.by:
        return
    for phrase in draft.clause.phrases:
        if phrase.start > draft.noun.start and phrase.prep in slot.by and phrase.nouns:
            yield phrase


def expand(draft: Draft, reader: FrameReader) -> Iterator[Draft]:
    """The acquisitions of a draft; nothing when no system can be had."""
    for find in (_ordered, _one_of_them, _understood):
        if not draft.has("system"):
            find(draft, reader)
    needs, sentence = draft.wording.needs, draft.sentence
    fitted = any(p.prep == "van" and p.start >= draft.trigger[1] for p in draft.clause.phrases)
    if not draft.has("system") or ("date" in needs and (fitted or not dates_in(draft.clause))):
        return
    action = next((value for role, value in draft.wording.given if role == "action"), "order")
    share, spread = share_of(draft), spread_of(draft, reader)
    buyers = [buyer for buyer, _ in spread] or draft.roles.get("buyer", [])
    suppliers = [s for s in _suppliers(draft, reader) if all(s.value != b.value for b in buyers)]
    suppliers = suppliers or _bought_for(draft, reader, buyers, action)
    if "supplier" in needs and not suppliers:
        return
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
    if share is not None:
        buyers = _sharing(buyers, partners, draft, reader)
    if len(buyers) > 1 and (together or share is not None or spread):
        partners = distinct([*partners, *buyers])
    if partners and action == "order":
        action = "joint-procurement"
    author = reader.context.author
    if action == "transfer" and not suppliers and author is not None and all(b.value != author.value for b in buyers):
        suppliers = [replace(author, inherited=True)]
    roles: Roles = {"action": [Filled(action, sentence.block, *draft.trigger)]}
    roles |= {"supplier": suppliers} if suppliers else {}
    roles |= _place(draft, action)
    if action == "replacement":
        yield from _successor(draft, reader)
        roles.pop("supplier", None)
    for system in draft.roles["system"]:
        lots = [lot for _, lot in spread] or lots_of(system, draft, reader)
        in_turn = bool(spread) or "respectievelijk" in sentence.text[draft.clause.start : sentence.end]
        paired = len(lots) == len(buyers) > 1 and in_turn
        for at, lot in enumerate(lots):
            for buyer, own in buyers_of(buyers[at : at + 1] if paired else buyers, lot, draft, reader):
                more: Roles = {"buyer": [buyer], "system": [system]}
                count, date = share or own.count or lot.count or _single(system, reader), own.date or lot.date
                if count is not None:
                    more["quantity"] = [count]
                if date is not None:
                    time = roles_of(date, "years", sentence.block)
                    if "year" in time and _begins(draft, reader):
                        time = roles_of(date, "start", sentence.block)
                    elif len(lots) == 1 and (span := _two_years(draft)):
                        time = span
                    last = lot.phrase is not None and _last_of(lot.phrase, draft)
                    more |= {"end": time["year"]} if last and "year" in time else time
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
            "buyer": draft.roles.get("buyer", []) or unnamed_buyer(draft, reader) or [author],
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


def _beside(draft: Draft, reader: FrameReader) -> Iterator[Draft]:
    """The second of two orders told by one verb: "vier Gripens bij Saab en zes Rafales bij Dassault"."""
    for phrase in draft.clause.phrases if draft.noun is None and draft.has("system") else ():
        kin = phrase.kin
        borrowed = kin is not None and phrase.prep_unit is None and kin.prep_unit is not None and kin.prep == "bij"
        weapons = [name for name in phrase.names if name.kind == "WeaponSystem"]
        if not (borrowed and weapons and phrase.amount is not None):
            continue
        at = next(i for i, other in enumerate(draft.clause.phrases) if other is phrase)
        after = draft.clause.phrases[at + 1] if at + 1 < len(draft.clause.phrases) else None
        found = reader.fill(phrase, WEAPON, draft.sentence, draft.clause)
        own = after if after is not None and after.prep == "bij" else None
        makers = reader.fill(own, frozenset({"Organisation"}), draft.sentence, draft.clause)
        roles = {**draft.roles, "system": found[-1:], "supplier": makers}
        yield replace(draft, roles=roles, phrases={**draft.phrases, "system": [phrase]})


def _suppliers(draft: Draft, reader: FrameReader) -> list[Filled]:
    """Who supplies; with whom a contract is closed may stand before it: "met Saab is een contract gesloten"."""
    found = draft.roles.get("supplier", [])
    slot = draft.wording.slot("supplier")
    if found or draft.noun is None or slot is None:
        return found
    ahead = slot.by if "met" in slot.by or draft.noun.prep == "in" else ("bij",)
    for phrase in draft.clause.phrases:
        if phrase.prep in ahead and phrase.prep in slot.by and phrase.prep != "van":
            found = reader.fill(phrase, frozenset({"Organisation"}), draft.sentence, draft.clause)
            if found:
                return found
    return []


def _take_genitive(phrase: Phrase, draft: Draft, reader: FrameReader) -> bool:
    """Take the system from the genitive behind a phrase; whether there is one."""
    after = next_of(phrase, draft.clause)
    found = reader.fill(after, WEAPON, draft.sentence, draft.clause)
    if found and after is not None:
        draft.roles["system"], draft.phrases["system"] = found, [after]
    return bool(found)


def _ordered(draft: Draft, reader: FrameReader) -> None:
    """What a contract is about, one noun further: "een contract voor de levering van acht Gripens"."""
    slot = draft.wording.slot("system")
    if draft.noun is None or slot is None:
        return
    for phrase in draft.clause.phrases:
        told = reader.lexicon.nouns(phrase.noun or "")
        deals = phrase.prep in slot.by and any(wording.tells == "Acquisition" for wording in told)
        if phrase.start > draft.noun.start and deals and _take_genitive(phrase, draft, reader):
            return


def _one_of_them(draft: Draft, reader: FrameReader) -> None:
    """ "de laatste van veertig Kodiaks": the system stands behind the one that is spoken of."""
    slot = draft.wording.slot("system")
    if draft.noun is not None or slot is None or "object" not in slot.by:
        return
    for phrase in draft.clause.phrases:
        nth = phrase.prep is None and not phrase.nouns and not phrase.names and _NTH & set(phrase.words)
        if nth and _take_genitive(phrase, draft, reader):
            return


def _last_of(phrase: Phrase, draft: Draft) -> bool:
    """Whether a number of pieces is complete by then: "de laatste van veertig Kodiaks"."""
    before = [p for p in draft.clause.phrases if p.end <= phrase.start]
    return phrase.prep == "van" and bool(before) and "laatste" in before[-1].words and not before[-1].nouns


def _begins(draft: Draft, reader: FrameReader) -> bool:
    """ "de levering begint in 2028": it goes on after that."""
    return draft.noun is not None and any(v.low in reader.lexicon.classes["begin"] for v in draft.clause.verbs)


def _two_years(draft: Draft) -> Roles:
    """ "in 2013 en 2014 dertig stuks": from the one to the other."""
    dates = dates_in(draft.clause)
    if len(dates) != 2 or dates[1][1].kin is not dates[0][1] or draft.sentence.text.count("respectievelijk"):
        return {}
    first, last = (roles_of(date, "years", draft.sentence.block).get("year", []) for date, _ in dates)
    return {"start": first, "end": last} if first and last else {}


def _single(system: Filled, reader: FrameReader) -> Filled | None:
    """A ship by name is one."""
    if not isinstance(system.value, Ref):
        return None
    concept = reader.knowledge.concepts.get(system.value.id)
    named = concept is not None and concept.kind == "WeaponSystem" and bool(concept.country)
    return replace(system, value=1, kind="") if named else None


def _sharing(buyers: Sequence[Filled], partners: Sequence[Filled], draft: Draft, reader: FrameReader) -> list[Filled]:
    """All who share what is told "per land": buyers and partners, else the two countries spoken of."""
    author = reader.context.author
    mine = [*buyers] or ([author] if partners and author is not None else [])
    found = distinct([*mine, *partners])
    return found if len(found) > 1 else reader.context.pair((draft.sentence.block, draft.trigger[0])) or found


def _understood(draft: Draft, reader: FrameReader) -> None:
    """A clause that only counts ("in 2009 kwamen er zeven bij") goes on about the system named last."""
    counted = [p for p in draft.clause.phrases if only_counts(p, reader)]
    there = any(word.low == "er" for word in draft.clause.words) or any(p.nouns for p in counted)
    noun = draft.noun
    going_on = noun is not None and noun.words[0] == "de" and len(noun.words) == 2 and noun.prep is None
    follows = (
        any(word.low == "ervan" for word in draft.clause.words) or draft.clause.start > draft.sentence.units[0].start
    )
    if (noun is None and counted and there) or (going_on and follows and _begins(draft, reader)):
        last = reader.context.last(WEAPON, (draft.sentence.block, draft.trigger[0]))
        if last is not None and draft.sentence.block == last.block:
            draft.roles["system"] = [replace(last, inherited=True)]


def _partners(draft: Draft, reader: FrameReader, buyers: Sequence[Filled]) -> list[Filled]:
    found = list(draft.roles.get("partner", []))
    ahead = [word.low for word in draft.sentence.words_in(draft.clause.start, draft.trigger[0])]
    nominal = draft.noun is not None or ahead[-1:] == ["het"]
    after = draft.trigger[0] if nominal else -1
    for phrase in draft.clause.phrases:
        if phrase.prep in _WITH and phrase.start > after:
            between = [p for p in draft.clause.phrases if after < p.start < phrase.start and p.nouns]
            if nominal and any(reader.lexicon.nouns(p.nouns[-1].low) for p in between):
                break
            found += reader.fill(phrase, frozenset({"Country"}), draft.sentence, draft.clause)
    author = reader.context.author
    mine = [*buyers, *([author] if not buyers and author is not None else [])]
    return [f for f in distinct(found) if all(f.value != b.value for b in mine)]


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
