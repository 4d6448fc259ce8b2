"""Parts and wholes told without a verb of their own: by a genitive, a compound or an apposition.

"de VN-missies X en Y", "KFOR van de NAVO", "X, een van de brigades van Y", "X is een missie van de EU",
"X, de snelle macht binnen Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence, distinct, family
from extract.facts.frames import FrameReader
from extract.facts.phrases import Phrase
from extract.facts.wordings import Wording
from extract.link import Linked
from extract.reading import Ref

_PARTS = frozenset({"Mission", "Programme", "Exercise"})
_KINDS = frozenset({"Mission", "Organisation", "Programme"})
_COPULAS = frozenset({"is", "zijn", "was", "waren", "betreft", "blijft", "bleef"})


def told(
    tells: str, rule: str, clause: Clause, sentence: Sentence, span: tuple[int, int], **roles: Sequence[Filled]
) -> Draft:
    wording = Wording(id=rule, tells=tells, slots=())
    return Draft(tells, wording, clause, sentence, span, {role: list(found) for role, found in roles.items() if found})


def named(name: Linked, sentence: Sentence) -> Filled:
    return Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)


def close_bracket(sentence: Sentence, phrase: Phrase) -> int:
    """Where a phrase ends, its asides in brackets included."""
    end = max([phrase.end, *(aside.end for aside in phrase.asides)])
    return end + 1 if sentence.text[end : end + 1] == ")" else end


def parts_in(at: int, clause: Clause, sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """What a phrase of a clause says of a part and its whole."""
    phrase, following = clause.phrases[at], clause.phrases[at + 1 :]
    yield from _compound(phrase, clause, sentence, reader)
    yield from _genitive(phrase, following, clause, sentence, reader)
    yield from _headquarters(phrase, clause, sentence, reader)
    yield from _one_of(at, clause, sentence)
    yield from _described(at, clause, sentence, reader)


def _parthood(
    rule: str, clause: Clause, sentence: Sentence, span: tuple[int, int], part: Filled, whole: Linked
) -> Draft:
    return told("Parthood", rule, clause, sentence, span, part=[part], whole=[named(whole, sentence)])


def _compound(phrase: Phrase, clause: Clause, sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """ "de VN-missies X en Y"; "deze VN-missie", of the one named before."""
    wholes = [name for name in phrase.parts if name.kind in ("Organisation", "Programme")]
    if not (wholes and phrase.nouns and phrase.nouns[-1].tied):
        return
    several = (phrase.noun or "").endswith(("s", "en"))
    together = [m for m in family(phrase, clause) if m is phrase or not m.parts] if several else [phrase]
    members = [name for m in together for name in m.names]
    found = [named(name, sentence) for name in members if name.kind in _PARTS]
    for part in distinct(found or (reader.context.resolve(phrase, _PARTS, sentence.block) if not members else [])):
        yield _parthood("compound", clause, sentence, (phrase.start, phrase.end), part, wholes[-1])


def _genitive(
    phrase: Phrase, following: Sequence[Phrase], clause: Clause, sentence: Sentence, reader: FrameReader
) -> Iterator[Draft]:
    """ "KFOR van de NAVO"; in an apposition also "X, de reactiemacht binnen Y"."""
    if not following or not phrase.names:
        return
    after = following[0]
    apposed = phrase.link == "," and phrase.prep is None and all(unit.name is None for unit in phrase.units)
    if after.prep not in (("van", "binnen") if apposed else ("van",)) or not after.names or after.prep_unit is None:
        return
    if after.prep_unit.start - close_bracket(sentence, phrase) > 2:
        return
    whole = after.names[0]
    concept = reader.knowledge.concepts.get(whole.entity)
    alliance = whole.kind == "Organisation" and concept is not None and not concept.country
    for name in phrase.names if apposed else phrase.names[-1:]:
        if name.kind in _KINDS and (alliance or whole.kind == "Mission") and whole.entity != name.entity:
            span = (min(name.start, phrase.start), whole.end)
            yield _parthood("genitive", clause, sentence, span, named(name, sentence), whole)


def _headquarters(phrase: Phrase, clause: Clause, sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """ "het MINURSO HQ": a headquarters that is called after a mission is part of it."""
    for name in phrase.names:
        front, _, last = name.text.rpartition(" ")
        whole = reader.missions.get(front)
        if name.kind != "Organisation" or last.lower() not in reader.lexicon.classes["headquarters"] or whole is None:
            continue
        if whole != name.entity:
            span = Filled(Ref(whole), sentence.block, name.start, name.start + len(front), False, "Mission")
            part = named(name, sentence)
            yield told("Parthood", "compound", clause, sentence, (name.start, name.end), part=[part], whole=[span])


def _one_of(at: int, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
    """ "het jongste deel van het korps, de staf"; "MNB-S, een van de brigades van SFOR"."""
    phrase, following = clause.phrases[at], clause.phrases[at + 1 :]
    wholes = [n for p in following[:2] if p.prep == "van" for n in p.names if n.kind in _KINDS]
    if not wholes:
        return
    part: list[Linked] = []
    if phrase.noun in ("deel", "onderdeel") and len(following) > 1 and following[1].link == ",":
        part = following[1].names[:1]
    elif phrase.words in (["een"], ["één"]) and phrase.link == "," and at:
        part = clause.phrases[at - 1].names[-1:]
    if part and part[0].kind in _KINDS and part[0].entity != wholes[0].entity:
        span = (min(part[0].start, phrase.start), max(part[0].end, wholes[0].end))
        yield _parthood("genitive", clause, sentence, span, named(part[0], sentence), wholes[0])


def _described(at: int, clause: Clause, sentence: Sentence, reader: FrameReader) -> Iterator[Draft]:
    """ "X is een missie van de EU"; "X is een van de brigades van Y"."""
    phrase, after = clause.phrases[at], clause.phrases[at + 1 : at + 3]
    if phrase.prep is not None or phrase.words[:1] not in (["een"], ["één"]) or not at or not clause.verbs:
        return
    if not all(verb.low in _COPULAS for verb in clause.verbs) or phrase.names or clause.kind != "main":
        return
    kinds = reader.lexicon.anaphor(phrase.noun)
    wholes = [n for p in (after if len(phrase.words) == 1 else after[:1]) if p.prep == "van" for n in p.names]
    subject = next((p for p in clause.phrases[:at] if p.prep is None), None)
    fitting = kinds & _KINDS if phrase.nouns else _KINDS
    for part in reader.fill(subject, fitting, sentence, clause):
        for whole in wholes[:1]:
            if whole.kind in ("Organisation", "Mission") and Ref(whole.entity) != part.value:
                yield _parthood("copula", clause, sentence, (phrase.start, whole.end), part, whole)
