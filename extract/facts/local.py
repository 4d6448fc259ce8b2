"""Facts told without a verb: by an apposition, a bracket, a compound or a pair of adjectives.

"Dakar (Senegal)", "SFOR in Bosnië", "de EU-missie EUCAP Sahel", "het Frans-Spaanse programma
FCAS", "de VS-geleide missie", "de NAVO-top in Praag (21 en 22 november 2002)".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.frames import FrameReader
from extract.facts.parts import close_bracket, named, parts_in, told
from extract.facts.phrases import Phrase
from extract.facts.times import roles_of
from extract.knowledge import Knowledge
from extract.link import Linked
from extract.reading import Ref

WITHIN_A_PHRASE = frozenset(
    {"aside", "adjacent", "owner", "compound", "genitive", "initiative", "adjectives", "meeting", "among"}
)
"""Rules whose facts hold whatever the clause around the phrase says: "de NAVO-missie X wordt niet verlengd"."""
_WHERE = frozenset({"in", "te", "op", "nabij", "vanuit"})
_MEMBERS = ("lidstaten", "landen", "lidstaat", "bondgenoten", "partners", "leden", "lid")


def read_local(sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """All drafts that the phrases of a sentence give by themselves."""
    for clause in sentence.clauses:
        if clause.kind == "reduced" and not clause.verbs and clause.antecedent is not None:
            yield from _located(clause.antecedent, clause.phrases, clause, sentence, reader)
        for at, phrase in enumerate(clause.phrases):
            following = clause.phrases[at + 1 :]
            yield from _located(phrase, following, clause, sentence, reader)
            yield from parts_in(at, clause, sentence, reader)
            yield from _led(phrase, clause, sentence)
            yield from _paired(phrase, clause, sentence)
            yield from _held(phrase, following, clause, sentence, reader)
            yield from _member(phrase, clause, sentence)


def _gap(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start:end]


def _located(
    phrase: Phrase, following: Sequence[Phrase], clause: Clause, sentence: Sentence, reader: FrameReader
) -> Iterator[Draft]:
    if not phrase.names:
        yield from _mission_in(phrase, clause, sentence, reader)
        return
    name = phrase.names[-1]
    places = [n for aside in phrase.asides for n in aside.names if n.kind in ("Place", "Country")]
    others = [
        n
        for aside in phrase.asides
        for n in aside.names
        if n.kind not in ("Place", "Country") and n.entity != name.entity
    ]
    span = (phrase.start, phrase.end)
    located = name.kind in ("Place", "Mission", "Organisation", "Programme")
    if located and not others and not any(aside.prep for aside in phrase.asides):
        for place in places:
            yield told(
                "Location",
                "aside",
                clause,
                sentence,
                span,
                located=[named(name, sentence)],
                place=[named(place, sentence)],
            )
    if name.kind == "Place" and len(phrase.owners) == 1:
        where = [named(phrase.owners[0], sentence)]
        yield told("Location", "owner", clause, sentence, span, located=[named(name, sentence)], place=where)
    if not following:
        return
    after = following[0]
    close = close_bracket(sentence, phrase)
    if name.kind == "Mission" and after.prep == "van" and len(following) > 1 and after.names[:1]:
        alliance = after.names[0].kind == "Organisation"
        near = after.prep_unit is not None and after.prep_unit.start - close <= 2
        after, close = (following[1], close_bracket(sentence, after)) if alliance and near else (after, close)
    if after.prep in _WHERE and after.names and after.prep_unit is not None and after.prep_unit.start - close <= 2:
        place = after.names[0]
        if (
            place.kind in ("Place", "Country")
            and _can_be_somewhere(name, reader.knowledge)
            and place.entity != name.entity
        ):
            if after.prep == "vanuit" and name.kind == "WeaponSystem":
                return
            yield told(
                "Location",
                "adjacent",
                clause,
                sentence,
                (name.start, place.end),
                located=[named(name, sentence)],
                place=[named(place, sentence)],
            )


def _mission_in(phrase: Phrase, clause: Clause, sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """ "de gebieden van de missie (Noord-Xanadu en Oost-Xanadu)": the mission meant is there."""
    places = [n for aside in phrase.asides for n in aside.names if n.kind in ("Place", "Country")]
    if places and not any(aside.prep for aside in phrase.asides):
        for mission in reader.context.resolve(phrase, frozenset({"Mission"}), sentence.block):
            for place in places:
                span = (phrase.start, place.end)
                yield told(
                    "Location", "aside", clause, sentence, span, located=[mission], place=[named(place, sentence)]
                )


def _can_be_somewhere(name: Linked, knowledge: Knowledge) -> bool:
    """States and the great alliances act everywhere; units, missions and bases stand somewhere."""
    if name.kind in ("Mission", "Place"):
        return True
    if name.kind not in ("Organisation", "Programme"):
        return False
    concept = knowledge.concepts.get(name.entity)
    return concept is None or bool(concept.parents or concept.country or concept.run_by)


def _led(phrase: Phrase, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
    led = [name for name in phrase.names if name.kind in ("Mission", "Programme", "Exercise", "Organisation")]
    if not led:
        return
    led_by = any(unit.tied and unit.low.strip("-–") in ("geleide", "geleid", "led") for unit in phrase.units)
    if phrase.parts and led_by:
        yield told(
            "Leadership",
            "compound",
            clause,
            sentence,
            (phrase.start, phrase.end),
            leader=[named(phrase.parts[0], sentence)],
            led=[named(led[-1], sentence)],
        )
    initiative = any("initiatie" in unit.low for unit in (*phrase.units,)) and led[-1].kind == "Programme"
    if len(phrase.owners) == 1 and initiative:
        yield told(
            "Leadership",
            "initiative",
            clause,
            sentence,
            (phrase.start, phrase.end),
            leader=[named(phrase.owners[0], sentence)],
            led=[named(led[-1], sentence)],
        )


def _paired(phrase: Phrase, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
    """Two adjectives tied by a hyphen: a thing that two countries share."""
    for first, second in pairwise(phrase.owners):
        if _gap(sentence, first.end, second.start).strip() in ("-", "–") and first.entity != second.entity:
            partners = [named(first, sentence), named(second, sentence)]
            topics = [
                named(n, sentence)
                for n in phrase.names
                if n.kind in ("Programme", "Organisation", "WeaponSystem", "Agreement", "Mission")
            ]
            yield told(
                "Cooperation",
                "adjectives",
                clause,
                sentence,
                (phrase.start, phrase.end),
                partner=partners,
                topic=topics[-1:],
            )


def _held(
    phrase: Phrase, following: Sequence[Phrase], clause: Clause, sentence: Sentence, reader: FrameReader
) -> Iterator[Draft]:
    meetings = [name for name in phrase.names if name.kind in ("Meeting", "Exercise")]
    if not meetings:
        return
    draft = told(
        "Holding", "meeting", clause, sentence, (phrase.start, phrase.end), event=[named(meetings[-1], sentence)]
    )
    near = [*phrase.asides]
    end = close_bracket(sentence, phrase)
    for after in following[:3]:
        begin = after.prep_unit.start if after.prep_unit is not None else after.start
        if begin - end > 2 or after.prep not in ("in", "te", "van", "op", None):
            break
        near += [after, *after.asides]
        end = close_bracket(sentence, after)
    for part in (phrase, *near):
        for date in part.dates:
            for role, found in roles_of(date, "event", sentence.block).items():
                draft.roles.setdefault(role, found)
        for name in part.names:
            if name.kind in ("Place", "Country") and part.prep in ("in", "te") and "place" not in draft.roles:
                draft.roles["place"] = [named(name, sentence)]
    organisers = [name for name in phrase.parts if name.kind == "Organisation"]
    front = meetings[-1].text.partition("-")[0]
    owner = reader.organisations.get(front) if front != meetings[-1].text else None
    if organisers:
        draft.roles["organiser"] = [named(organisers[0], sentence)]
    elif owner is not None:
        start = meetings[-1].start
        draft.roles["organiser"] = [
            Filled(Ref(owner), sentence.block, start, start + len(front), False, "Organisation")
        ]
    if draft.has("year") or draft.has("place"):
        yield draft


def _member(phrase: Phrase, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
    """ "de EU-lidstaten, waaronder Nederland"."""
    groups = [name for name in phrase.parts if name.kind in ("Organisation", "Programme")]
    if not groups or not phrase.nouns or phrase.nouns[-1].low.strip("-–") not in _MEMBERS:
        return
    tail = sentence.text[phrase.end : phrase.end + 40]
    if "waaronder" not in tail and "zoals" not in tail:
        return
    mark = sentence.text.index("waaronder" if "waaronder" in tail else "zoals", phrase.end)
    members = [name for name in sentence.names if name.kind == "Country" and 0 <= name.start - mark <= 40]
    for name in members[:1]:
        yield told(
            "Membership",
            "among",
            clause,
            sentence,
            (phrase.start, name.end),
            member=[named(name, sentence)],
            group=[named(groups[0], sentence)],
        )
