"""The first of a series for one country: "het eerste Deense schip volgt in 2029, het eerste Poolse in 2030"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.frames import FrameReader
from extract.facts.lots import WEAPON
from extract.facts.times import roles_of
from extract.facts.units import Unit
from extract.facts.wordings import Wording
from extract.reading import Ref

_NTH = frozenset({"eerste", "tweede", "laatste"})


def nth_delivered(sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """One piece for each country named by an adjective behind "eerste", each with the date that follows it."""
    units = sentence.units
    told = next((w for unit in units for w in _deliveries(unit, reader)), None)
    places = [at for at in range(len(units) - 1) if units[at].low in _NTH and _is_state(units[at + 1])]
    if told is None or not places:
        return
    system = reader.context.last(WEAPON, (sentence.block, units[places[0]].start))
    if system is None or system.block != sentence.block:
        return
    for place, until in zip(places, [*places[1:], len(units)], strict=True):
        nth, state = units[place], units[place + 1]
        noun = units[place + 2] if place + 2 < len(units) else None
        if noun is not None and noun.pos in ("NOUN", "PROPN") and not _points_back(noun, reader):
            continue
        clause = next((c for c in sentence.clauses if c.start <= nth.start < c.end), Clause("main"))
        draft = Draft("Acquisition", told, clause, sentence, (nth.start, nth.end))
        assert state.name is not None
        buyer = Filled(Ref(state.name.entity), sentence.block, state.start, state.end, False, "Country")
        draft.roles = {
            "action": [Filled("delivery", sentence.block, nth.start, nth.end)],
            "buyer": [buyer],
            "system": [system],
            "quantity": [Filled(1, sentence.block, nth.start, nth.end)],
        }
        date = next((unit.date for unit in units[place:until] if unit.date is not None), None)
        if date is not None:
            draft.roles |= roles_of(date, "years", sentence.block)
        yield draft


def _is_state(unit: Unit) -> bool:
    return unit.name is not None and unit.name.kind == "Country" and unit.low.endswith("e")


def _points_back(unit: Unit, reader: FrameReader) -> bool:
    return bool(reader.lexicon.anaphor(unit.low) & WEAPON) and not unit.low.endswith("en")


def _deliveries(unit: Unit, reader: FrameReader) -> Iterator[Wording]:
    """The wordings of a delivery that a word may belong to."""
    lexicon = reader.lexicon
    verbs = [w for form in lexicon.forms.get(unit.low, ()) for w in lexicon.by_verb[form.base]]
    for wording in (*verbs, *lexicon.nouns(unit.low)):
        if ("action", "delivery") in wording.given:
            yield wording
