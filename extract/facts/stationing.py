"""Stationings in full: people placed with others outside a mission, each sender with its own number."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts.context import Filled
from extract.facts.contribution import has_seat, inherited
from extract.facts.counts import people_in
from extract.facts.drafts import Draft, distinct
from extract.facts.frames import FrameReader
from extract.facts.times import dates_in, nearest, roles_of

_SERVICE = ("als onderdeel van", "als deel van", "in het kader van", "ten behoeve van", "ter ondersteuning van", "voor")
_SERVED = frozenset({"Mission", "Exercise", "Programme", "Organisation"})


def stationed(draft: Draft, reader: FrameReader) -> Iterator[Draft]:
    """People placed with others; nothing where no people are counted or they are there for a mission."""
    hosts = draft.roles.get("host", [])
    if "seat" in draft.wording.needs:
        hosts = [host for host in hosts if has_seat(host, reader.knowledge)]
    if not hosts or (all(host.kind == "Country" for host in hosts) and _serves(draft, reader)):
        return
    date = nearest(dates_in(draft.clause), *draft.trigger)
    time = roles_of(date, "year", draft.sentence.block) if date is not None else {}
    people = False
    for phrase in draft.clause.phrases:
        piece = people_in(phrase, draft.sentence, reader.lexicon, elliptic=people and bool(phrase.owners))
        named = reader.lexicon.is_personnel(phrase.noun) and bool(phrase.owners) and phrase.prep in (None, "van")
        if piece is None and not named:
            continue
        people = True
        owned = reader.fill(phrase, frozenset({"Country"}), draft.sentence, draft.clause, owned=True) if named else []
        senders = (piece.owners if piece is not None else []) or owned or inherited(draft.roles.get("sender", []))
        counts = {r: v for r, v in piece.roles.items() if r.startswith("personnel")} if piece is not None else {}
        for sender in distinct(senders):
            for host in hosts:
                if host.value != sender.value:
                    yield _placed(draft, sender, host, {**counts, **time})


def _serves(draft: Draft, reader: FrameReader) -> bool:
    """ "in Letland gelegerd als onderdeel van de taakgroep": they are there for a mission or unit."""
    phrases = [phrase for phrase in draft.clause.phrases if phrase.prep in _SERVICE]
    return any(any(n.kind in _SERVED for n in p.names) or bool(reader.lexicon.anaphor(p.noun)) for p in phrases)


def _placed(draft: Draft, sender: Filled, host: Filled, more: dict[str, list[Filled]]) -> Draft:
    roles = {"sender": [sender], "host": [host], **more}
    return Draft(draft.tells, draft.wording, draft.clause, draft.sentence, draft.trigger, roles)
