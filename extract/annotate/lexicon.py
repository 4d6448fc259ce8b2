"""What the finders need of the knowledge, laid out once for looking up.

A finder proposes; :mod:`extract.annotate.names` decides which proposals stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from extract.annotate.gazetteer import Trie, trie_of
from extract.knowledge import Head, Knowledge
from extract.reading import EntityKind

_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’&/.+][^\W_]+)*")


class Word(NamedTuple):
    """A word with its inner hyphens, points and apostrophes, and its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch of text that a finder takes for a name, of what class and why."""

    start: int
    end: int
    kind: EntityKind
    reason: str
    head: str | None = None
    candidates: tuple[str, ...] = ()
    score: float = 0.8
    acronym: bool = False
    misspelt: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tries and word tables of one :class:`~extract.knowledge.Knowledge`."""

    trie: Trie
    leading: Mapping[str, Head]
    closing: Mapping[tuple[str, ...], Head]
    hyphen: Mapping[str, Head]
    units: Mapping[str, Head]
    forces: Mapping[tuple[str, ...], Head]
    compounds: Mapping[str, Head]
    pacts: Mapping[str, Head]
    motions: tuple[str, ...]
    titles: Mapping[tuple[str, ...], Head]
    functions: tuple[str, ...]
    outside: frozenset[str]
    topics: frozenset[str]
    place_words: frozenset[str]
    supply: frozenset[str]
    suppliers: frozenset[str]
    directions: frozenset[str]
    joined: Mapping[str, Head]
    cues: Mapping[tuple[str, ...], Head]
    abbreviations: frozenset[str]
    gatherings: frozenset[str]
    bare_material: frozenset[str]
    not_names: frozenset[str]
    joined_material: re.Pattern[str]
    lone_material: re.Pattern[str]
    adjectives: Mapping[str, str]
    lands: frozenset[str]
    states: Mapping[str, str]
    persons: Mapping[tuple[str, str], str]
    known_forces: Mapping[tuple[str, str], str]
    ships: Mapping[str, str]


def words_of(text: str) -> list[Word]:
    """The words of a text, hyphenated ones whole.

    >>> [word.text for word in words_of("de K-12’s van Zr.Ms. Bries (I&W), 1. Brigade")]
    ['de', 'K-12’s', 'van', 'Zr.Ms', 'Bries', 'I&W', '1', 'Brigade']
    """
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def is_name_word(word: str) -> bool:
    """Capitalised, and no compound such as "PACT-missie" that ends in an ordinary noun.

    >>> [is_name_word(w) for w in ("Bries", "eFP", "PACT-missie", "Oud-e-Luz", "vloot", "20")]
    [True, True, False, True, False, False]
    """
    if re.search(r"[-‐‑–][a-zà-ÿ]{4,}", word):
        return False
    return word[0].isupper() or (len(word) > 1 and word[0].islower() and word[1].isupper())


def is_designation(word: str) -> bool:
    """The number of a type of weapon: capitals, at most one hyphen, figures ("QX9", "K-12B’s").

    >>> [is_designation(word) for word in ("QX9", "K-12B’s", "2020", "Kite", "D2031-004", "COVID-19")]
    [True, True, False, False, False, False]
    """
    return bool(re.fullmatch(r"[A-Z]{1,4}-?\d{1,3}[A-Z]{0,3}\d?(?:['’]?s)?", word))


def in_capitals(text: str) -> bool:
    """Is a block printed in capitals, so that its capitals tell nothing about names?

    >>> in_capitals("BRIEF VAN DE MINISTER"), in_capitals("PACT en KW werken samen")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 6 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def is_function(name: str, lexicon: Lexicon) -> bool:
    """Does a capitalised stretch name a function or an age, and so nothing of our classes?"""
    folded = re.sub(r"['’]?s$", "", name.casefold())
    return any(folded.endswith(word.removesuffix("s")) for word in lexicon.not_names)


def material_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for a word that ends in one of these nouns.

    >>> bool(material_pattern(["boot", "auto's"]).fullmatch("vrachtauto’s"))
    True
    """
    ends = "|".join(sorted((re.escape(w).replace("'", "['’]") for w in words), key=len, reverse=True))
    return re.compile(rf"(?:[^\W\d_]|-(?=\w))*?(?:{ends})", re.IGNORECASE)


@lru_cache(maxsize=4)
def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The lexicon of this knowledge, made once."""

    def table(role: str) -> Mapping[str, Head]:
        return MappingProxyType({w.casefold(): h for h in knowledge.heads_of(role) for w in h.words})

    def exact(role: str) -> Mapping[tuple[str, ...], Head]:
        return MappingProxyType(
            {tuple(w.removesuffix(".").split()): h for h in knowledge.heads_of(role) for w in h.words}
        )

    def folded(role: str) -> Mapping[tuple[str, ...], Head]:
        found = {tuple(w.casefold().split()): h for h in knowledge.heads_of(role) for w in h.words}
        return MappingProxyType(found)

    def plain(role: str) -> frozenset[str]:
        return frozenset(w.casefold() for h in knowledge.heads_of(role) for w in h.words)

    forces = folded("ForceNoun")
    adjectives = {a: c.id for c in knowledge.concepts.values() if c.kind == "Country" for a in c.adjectives}
    known_forces: dict[tuple[str, str], str] = {}
    for concept in knowledge.concepts.values():
        for name in concept.names if concept.kind == "Organisation" else ():
            adjective, _, noun = name.partition(" ")
            force = forces.get(tuple(noun.casefold().split()))
            if force is not None and force.slug and adjective in adjectives:
                known_forces.setdefault((adjectives[adjective], force.slug), concept.id)
    material = knowledge.heads_of("MaterialNoun")
    lone = [w for h in material if h.alone for w in h.words]
    joined = [w for h in material for w in h.words]
    generic = [n for c in knowledge.concepts.values() if c.generic and c.kind == "WeaponSystem" for n in c.names]
    single = [n for n in generic if n.isalpha() and n.islower() and len(n) > 4]
    lands = (c for c in knowledge.concepts.values() if c.kind in ("Country", "Place"))
    return Lexicon(
        trie=trie_of(knowledge.concepts.values(), _compounds(knowledge)),
        leading=table("LeadingHead"),
        closing=exact("ClosingHead"),
        hyphen=table("HyphenHead"),
        units=table("UnitHead"),
        forces=forces,
        compounds=table("CompoundHead"),
        pacts=table("PactNoun"),
        motions=tuple(
            w for h in knowledge.heads_of("LeadingHead") if h.kind == "Document" and h.in_name for w in h.words
        ),
        titles=folded("PersonTitle"),
        functions=tuple(w for h in knowledge.heads_of("FunctionTitle") for w in h.words),
        outside=plain("OutsideWord"),
        topics=plain("Topic"),
        place_words=plain("PlaceWord"),
        supply=plain("SupplyWord"),
        suppliers=plain("SupplierVerb"),
        directions=plain("Direction"),
        joined=table("JoinedNoun"),
        cues=folded("CueBefore"),
        abbreviations=plain("Abbreviation"),
        gatherings=plain("Gathering"),
        bare_material=frozenset(w.casefold() for h in material if not h.alone for w in h.words),
        not_names=plain("NotAName"),
        joined_material=material_pattern(joined + single or ["\0"]),
        lone_material=material_pattern(lone or ["\0"]),
        adjectives=MappingProxyType(adjectives),
        lands=frozenset(n for c in lands for n in c.names),
        states=MappingProxyType({n: c.id for c in knowledge.concepts.values() if c.kind == "Country" for n in c.names}),
        persons=MappingProxyType(_persons(knowledge)),
        known_forces=MappingProxyType(known_forces),
        ships=MappingProxyType(_ships(knowledge)),
    )


def _compounds(knowledge: Knowledge) -> frozenset[str]:
    """Labels that only join another listed name to a loose head ("PACT-missie"): the other name is the mention."""
    loose = tuple(w for h in knowledge.heads_of("LeadingHead") if h.loose for w in h.words)
    names = {n for c in knowledge.concepts.values() for n in (*c.names, *c.risky)}
    return frozenset(n for n in names if n.endswith(loose) and n.rpartition("-")[0] in names)


def _persons(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    """Persons by initial and surname, in small letters; those that two persons share are left out."""
    found: dict[tuple[str, str], set[str]] = {}
    for concept in knowledge.concepts.values():
        for name in concept.names if concept.kind == "Person" else ():
            first, _, surname = name.partition(" ")
            if surname and not first.islower():
                found.setdefault((first[0].casefold(), surname.casefold()), set()).add(concept.id)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def _ships(knowledge: Knowledge) -> dict[str, str]:
    """Ships by their name without the title before it ("Zr.Ms."); a name with two ships is left out."""
    titles = [w for h in knowledge.heads_of("LeadingHead") if h.in_name and h.kind == "WeaponSystem" for w in h.words]
    found: dict[str, set[str]] = {}
    for concept in knowledge.concepts.values():
        for name in concept.names if concept.kind == "WeaponSystem" else ():
            title = next((t for t in titles if name.startswith(t + " ")), None)
            if title is not None:
                found.setdefault(name.removeprefix(title).strip(), set()).add(concept.id)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}
