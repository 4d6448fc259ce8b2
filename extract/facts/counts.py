"""What a phrase counts: people in service, or pieces of materiel."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.facts.context import Filled
from extract.facts.drafts import Sentence
from extract.facts.phrases import Phrase
from extract.facts.wordings import Lexicon
from extract.reading import Ref

_ONE = frozenset({"een", "één"})
_PLURAL = ("en", "s", "'s", "’s")


@dataclass(slots=True)
class Piece:
    """A counted part of a contribution, with the countries that it belongs to, if it says so.

    ``whole``: it is what others are counted out of ("van de dertig mariniers").
    """

    roles: dict[str, list[Filled]]
    owners: list[Filled] = field(default_factory=list)
    start: int = 0
    whole: bool = False


def people_in(phrase: Phrase, sentence: Sentence, lexicon: Lexicon, elliptic: bool = False) -> Piece | None:
    """The people that a phrase counts: "hooguit 60 mariniers", "een stafofficier".

    ``elliptic``: a bare number counts too, where the sentence has named people before.
    """
    counted = phrase.amount
    if counted is not None and counted.unit is not None:
        return None
    nouns = [unit.low.strip("-–") for unit in phrase.nouns]
    noun = next((word for word in reversed(nouns) if lexicon.is_personnel(word)), None)
    citizens = [name for name in phrase.names if name.kind == "Country" and name.text.endswith(_PLURAL)]
    citizens = citizens if counted is not None else []
    bare = elliptic and counted is not None and not nouns and not phrase.names
    if noun is None and not citizens and not bare:
        return None
    block = sentence.block
    roles: dict[str, list[Filled]] = {}
    if counted is not None and phrase.amount_unit is not None:
        start, end = counted.core
        if counted.value is not None and counted.value == int(counted.value):
            roles["personnel"] = [Filled(int(counted.value), block, start, end)]
        if counted.qualifier in ("max", "about", "some"):
            cue = counted.cue or (counted.start, counted.end)
            roles["personnelQualifier"] = [Filled(counted.qualifier, block, cue[0], cue[1])]
    elif phrase.units and phrase.units[0].low in _ONE and noun and not noun.endswith(_PLURAL):
        first = phrase.units[0]
        roles["personnel"] = [Filled(1, block, first.start, first.end)]
    if not roles:
        return None
    if phrase.nouns:
        first, last = phrase.nouns[0], phrase.nouns[-1]
        roles["role"] = [Filled(sentence.text[first.start : last.end], block, first.start, last.end)]
    whose = [*phrase.owners, *citizens]
    owners = [Filled(Ref(name.entity), block, name.start, name.end, False, name.kind) for name in whose]
    return Piece(roles, owners, phrase.start)


def unnumbered(phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a phrase names people in the plural: "militairen", "meer stafofficieren"."""
    words = [unit.low.strip("-–") for unit in phrase.nouns]
    return any(lexicon.is_personnel(word) and word.endswith(_PLURAL) for word in words)


def materiel_in(phrase: Phrase, sentence: Sentence, kinds: frozenset[str], but: frozenset[str]) -> list[Piece]:
    """The materiel and units that a phrase names, with their number: "vier F-16's"."""
    block = sentence.block
    names = [name for name in phrase.names if name.kind in kinds and name.entity not in but]
    if not names:
        return []
    weapons = [name for name in names if name.kind == "WeaponSystem"]
    name = (weapons or names)[-1]
    roles = {"asset": [Filled(Ref(name.entity), block, name.start, name.end, False, name.kind)]}
    count = number_of(phrase, sentence)
    if count is not None:
        roles["assetCount"] = [count]
    owners = [Filled(Ref(n.entity), block, n.start, n.end, False, n.kind) for n in phrase.owners]
    return [Piece(roles, owners, phrase.start)]


def number_of(phrase: Phrase, sentence: Sentence) -> Filled | None:
    """How many of a thing a phrase counts; an article "een" counts one, and so does "de eerste"."""
    counted = phrase.amount
    if (
        counted is not None
        and counted.unit is None
        and counted.value is not None
        and counted.value == int(counted.value)
    ):
        return Filled(int(counted.value), sentence.block, counted.core[0], counted.core[1])
    if phrase.units and phrase.units[0].low in _ONE:
        first = phrase.units[0]
        return Filled(1, sentence.block, first.start, first.end)
    nth = next((unit for unit in phrase.units if unit.low in ("eerste", "laatste", "tweede", "derde")), None)
    plural = bool(phrase.names) and phrase.names[-1].text.endswith(_PLURAL)
    if nth is not None and counted is None and not plural and not (phrase.noun or "").endswith(_PLURAL):
        return Filled(1, sentence.block, nth.start, nth.end)
    return None
