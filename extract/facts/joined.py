"""Phrases that stand together: a name and its description, the members of a list.

What one of them alone says holds for the others too: the noun of "tien Finse en acht Estse duikers",
the name in "de missie van de Unie, Anemoon".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extract.facts.dutch import NAMED
from extract.facts.phrases import Phrase
from extract.facts.wordings import load_lexicon
from extract.link import Linked

_BOTH = ("beide", "allebei", "alle", "allemaal")


def appose(phrases: list[Phrase]) -> None:
    """A name and its description side by side, with a comma between, name the same thing.

    "een eskader, genaamd Noordster"; "Artemis, de EU-operatie voor …"; "het bataljon van de brigade,
    de Linker Flank"; "Anemoon en Artemis, beide missies van de EU".
    """
    lexicon = load_lexicon()
    for at, later in enumerate(phrases):
        if later.prep == "waaronder" and _states(later.names):
            _name_some(phrases, at, lexicon.classes["states"])
        if later.prep is not None or later.link != "," or at == 0:
            continue
        earlier = phrases[at - 1]
        first = later.units[0].low if later.units else ""
        if first in NAMED and later.names and not earlier.names and earlier.nouns:
            earlier.names = list(later.names)
        elif first in _BOTH and not later.names and at > 1:
            later.names = _both(phrases[at - 2 : at], lexicon.anaphor(singular(later.noun)))
        elif not later.names and earlier.names and earlier.names[-1].kind in lexicon.anaphor(later.noun):
            later.names = earlier.names[-1:]
        elif later.names:
            back = 2 if first in ("de", "het", "een") else 3
            for described in reversed(phrases[max(0, at - back) : at]):
                definite = back == 2 or (described.words[:1] in (["de"], ["het"]) and len(later.units) == 1)
                if definite and not described.names and later.names[0].kind in lexicon.anaphor(described.noun):
                    described.names = later.names[:1]
                    break


def _both(pair: Sequence[Phrase], kinds: frozenset[str]) -> list[Linked]:
    names = [name for phrase in pair for name in phrase.names[-1:] if name.kind in kinds]
    return names if len(names) == len(pair) and pair[1].link in ("en", "of", "alsmede", "evenals") else []


def singular(noun: str | None) -> str:
    """The singular of a plural noun, as far as spelling tells.

    >>> singular("missies"), singular("staven"), singular("coalities"), singular("verbanden")
    ('missie', 'staaf', 'coalitie', 'verband')
    """
    low = noun or ""
    if low.endswith("s"):
        return low.removesuffix("s")
    return _closed(low.removesuffix("en")) if low.endswith("en") else low


def _closed(stem: str) -> str:
    """A stem without its plural ending: the long vowel doubled, "v" and "z" hard, no double consonant."""
    if stem[-2:-1] == stem[-1:]:
        return stem[:-1]
    open_vowel = stem[-2:-1] in "aeou" and stem[-3:-2] not in "aeiou" and len(stem) > 2
    long = stem[:-1] + stem[-2] + stem[-1] if open_vowel else stem
    return long[:-1] + {"v": "f", "z": "s"}.get(long[-1], long[-1])


def _states(names: Sequence[Linked]) -> bool:
    return bool(names) and all(name.kind == "Country" for name in names)


def _name_some(phrases: list[Phrase], at: int, nouns: frozenset[str]) -> None:
    """ "zes landen, waaronder A en B": those that are named stand for the countries counted."""
    found = next((p for p in reversed(phrases[max(0, at - 3) : at]) if p.noun in nouns and not p.names), None)
    more = takewhile(lambda p: p.link and p.prep is None and _states(p.names), phrases[at + 1 :])
    listed = [phrases[at], *more]
    if found is not None:
        found.names, found.amount = [name for phrase in listed for name in phrase.names], None


def coordinate(phrases: list[Phrase]) -> None:
    """Tie coordinated phrases together: the later ones take the first one's preposition.

    What the later phrase alone says holds for the earlier ones that lack it: the noun in
    "tien Finse en acht Estse duikers", the name in "in 2011 zes en in 2012 negen".
    """
    for at, phrase in enumerate(phrases):
        if phrase.prep == "samen met" and at and _states(phrase.names):
            _join(phrases[at - 1], phrase)
        if phrase.prep is not None or not phrase.link:
            continue
        if phrase.link == "," and not _list_goes_on(phrases, at) and not _own_part_follows(phrases, at):
            continue
        for earlier in reversed(phrases[:at]):
            if _alike(earlier, phrase):
                phrase.kin = earlier
                if phrase.prep is None:
                    phrase.prep, phrase.prep_unit = earlier.prep, None
                break
    for at in range(len(phrases) - 1, 0, -1):
        later = phrases[at]
        earlier = phrases[at - 1]
        bare = bool(earlier.amount or earlier.owners) and not earlier.nouns and not earlier.names
        if bare and (later.nouns or later.names) and (later.amount or later.owners):
            earlier.nouns, earlier.names, earlier.borrowed = list(later.nouns), list(later.names), True
        elif bare and at + 1 < len(phrases) and later.dates and not later.names:
            further = phrases[at + 1]
            if further.amount is not None and (further.nouns or further.names):
                earlier.nouns, earlier.names, earlier.borrowed = list(further.nouns), list(further.names), True


def _join(earlier: Phrase, phrase: Phrase) -> None:
    """ "maakt Peru, samen met Chili, deel uit van …": what is told of the first is told of both."""
    start = phrase.prep_unit.start if phrase.prep_unit is not None else phrase.start
    if earlier.prep is None and _states(earlier.names) and start - earlier.end <= 2:
        phrase.kin = earlier


def _own_part_follows(phrases: list[Phrase], at: int) -> bool:
    """ "A neemt deel met drie schepen, B met twee": each country with its own part."""
    after = phrases[at + 1] if at + 1 < len(phrases) else None
    country = bool(phrases[at].names) and phrases[at].names[0].kind == "Country"
    return country and after is not None and after.prep == "met" and after.amount is not None


def _list_goes_on(phrases: list[Phrase], at: int) -> bool:
    """Whether a conjunction ends the list that a comma may begin: "A, B en C"."""
    for later in phrases[at + 1 :]:
        if later.link and later.prep is None and _alike(phrases[at], later):
            return later.link != "," or _list_goes_on(phrases, phrases.index(later))
    return bool(phrases[at].owners) and not phrases[at].names


def _alike(earlier: Phrase, later: Phrase) -> bool:
    if later.names and earlier.names:
        kinds = {earlier.names[-1].kind, later.names[0].kind}
        return len(kinds) == 1 or bool(earlier.amount and later.amount) or kinds == {"WeaponSystem", "Organisation"}
    if later.amount is not None and earlier.amount is not None:
        return bool(later.nouns) or not earlier.names
    if later.owners and earlier.owners and not later.names:
        return True
    return bool(later.dates and earlier.dates and not later.nouns)
