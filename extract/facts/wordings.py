"""Wordings: by which verbs and nouns a class of facts is told, read from ``ontology/``.

A *frame* says which roles a class of facts has and which kinds of entity fill them. A
*wording* says by which verb or noun it is told and where in the clause each role stands: as
subject, object, owner (the adjective or genitive of a noun) or behind a preposition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from extract.facts.dutch import PARTICLES, PREPOSITIONS
from extract.facts.units import Verbs
from extract.facts.verbs import finite_forms, forms_of, participle_forms
from extract.knowledge import BASE

BG = "https://w3id.org/bondgenoot/ontology#"
_FILES = ("frames.ttl", "wordings.ttl", "verbs.ttl", "nouns.ttl", "modality.ttl")


@dataclass(frozen=True, slots=True)
class Slot:
    """A role and the places in the clause where it may stand, best first."""

    role: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of telling a class of facts; ``given`` are role values that the wording itself gives."""

    id: str
    tells: str
    slots: tuple[Slot, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    modality: str = "asserted"
    needs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    refrains: tuple[str, ...] = ()

    def slot(self, role: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.role == role), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """The roles of a class of facts."""

    tells: str
    core: tuple[str, ...]
    kinds: Mapping[str, frozenset[str]]
    time: str


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What one written form may be: the base verb's form, and whether it is a participle."""

    base: str
    participle: bool
    particle: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change whether a fact is so."""

    words: tuple[str, ...]
    modality: str
    scope: str


@dataclass(frozen=True, slots=True)
class PointingNoun:
    """What a bare noun may point back at: things of these kinds, ``under`` a class of weapon systems if any.

    ``sole`` is the one thing that it means wherever the letter names it; ``named`` are words of
    which one must stand in the name of what it means.
    """

    kinds: frozenset[str]
    plural: bool
    under: str = ""
    sole: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All wordings, with the forms of their verbs and nouns ready to look up."""

    frames: Mapping[str, Frame]
    wordings: tuple[Wording, ...]
    forms: Mapping[str, tuple[VerbForm, ...]]
    finite: Verbs
    by_verb: Mapping[str, tuple[Wording, ...]]
    by_noun: Mapping[str, tuple[Wording, ...]]
    personnel: frozenset[str]
    anaphors: Mapping[str, frozenset[str]]
    pointing: Mapping[str, PointingNoun]
    cues: tuple[Cue, ...]
    classes: Mapping[str, frozenset[str]]

    def is_personnel(self, noun: str | None) -> bool:
        """Whether a noun counts people in service; Dutch compounds have their head last."""
        if not noun:
            return False
        low = noun.lower()
        return low in self.personnel or any(low.endswith(head) and len(head) >= 5 for head in self.personnel)

    def is_officer(self, noun: str | None) -> bool:
        """Whether a noun is a rank or post of command, a compound with it last included ("vice-admiraal")."""
        low = (noun or "").lower()
        return any(low == rank or low.endswith(f"-{rank}") for rank in self.classes["rank"])

    def anaphor(self, noun: str | None) -> frozenset[str]:
        """The kinds of entity that a bare noun ("de missie") may point back to."""
        low = (noun or "").lower()
        if low in self.anaphors:
            return self.anaphors[low]
        head = max((word for word in self.anaphors if len(word) >= 5 and low.endswith(word)), key=len, default="")
        return self.anaphors.get(head, frozenset())

    def nouns(self, word: str) -> tuple[Wording, ...]:
        """The wordings of a noun, also as the head of a compound ("materieelsamenwerking")."""
        low = word.lower().strip("-–")
        if low in self.by_noun:
            return self.by_noun[low]
        head = max((noun for noun in self.by_noun if len(noun) >= 7 and low.endswith(noun)), key=len, default="")
        return self.by_noun.get(head, ())


_NOUNS = frozenset({"was", "zond", "vond", "hield", "stond", "bood", "waren", "trad", "ging", "sloeg"})
"""Past forms that are other words too, or that a tagger knows."""

Properties = dict[str, list[NamedNode | BlankNode | Literal]]


def _local(term: object) -> str:
    return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if isinstance(term, NamedNode) else ""


def _texts(entry: Properties, name: str) -> tuple[str, ...]:
    return tuple(sorted(term.value for term in entry.get(name, []) if isinstance(term, Literal)))


def _entries(name: str) -> dict[NamedNode | BlankNode, Properties]:
    found: dict[NamedNode | BlankNode, Properties] = defaultdict(lambda: defaultdict(list))
    for quad in parse((files("ontology") / name).read_bytes(), format=RdfFormat.TURTLE):
        subject = quad.subject
        if isinstance(subject, (NamedNode, BlankNode)) and isinstance(quad.object, (NamedNode, BlankNode, Literal)):
            found[subject][_local(quad.predicate)].append(quad.object)
    return found


def _of_type(entries: Mapping[NamedNode | BlankNode, Properties], kind: str) -> Iterator[tuple[str, Properties]]:
    rows = [
        (_local(subject), entry)
        for subject, entry in entries.items()
        if kind in {_local(t) for t in entry.get("type", [])}
    ]
    yield from sorted(rows, key=lambda row: row[0])


@cache
def load_lexicon() -> Lexicon:
    """Read frames, wordings, verbs, nouns and cues once.

    Raises:
        KeyError: a wording tells a class that no frame describes; the message names both.
    """
    entries: dict[NamedNode | BlankNode, Properties] = {}
    for name in _FILES:
        entries.update(_entries(name))
    frames = {frame.tells: frame for frame in (_frame(row[1], entries) for row in _of_type(entries, "Frame"))}
    parts = {verb: tuple(_ordered(entry, "parts")) for verb, entry in _verbs(entries)}
    extra = {verb: _texts(entry, "also") for verb, entry in _verbs(entries)}
    wordings = tuple(_wording(id_, entry, entries) for id_, entry in _of_type(entries, "Wording"))
    for wording in wordings:
        if wording.tells not in frames:
            raise KeyError(
                f"wording {wording.id} tells bg:{wording.tells}; no frame in ontology/frames.ttl describes it: add one"
            )
    by_verb: dict[str, list[Wording]] = defaultdict(list)
    by_noun: dict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        for verb in wording.verbs:
            by_verb[verb].append(wording)
        for noun in wording.nouns:
            by_noun[noun].append(wording)
    return Lexicon(
        frames=frames,
        wordings=wordings,
        forms=_forms(by_verb, parts, extra),
        finite=_told_forms(by_verb, parts),
        by_verb={verb: tuple(found) for verb, found in by_verb.items()},
        by_noun={noun: tuple(found) for noun, found in by_noun.items()},
        personnel=frozenset(word for _, entry in _of_type(entries, "PersonnelNoun") for word in _texts(entry, "noun")),
        anaphors=_anaphors(entries),
        pointing=_pointing(entries),
        cues=tuple(_cues(entries)),
        classes={id_: frozenset(_texts(entry, "noun")) for id_, entry in _of_type(entries, "NounClass")},
    )


def _ordered(entry: Properties, name: str) -> list[str]:
    """Principal parts stand in one literal, so that their order is kept."""
    return next((term.value.split() for term in entry.get(name, []) if isinstance(term, Literal)), [])


def _verbs(entries: Mapping[NamedNode | BlankNode, Properties]) -> Iterator[tuple[str, Properties]]:
    for _, entry in _of_type(entries, "Verb"):
        for infinitive in _texts(entry, "infinitive"):
            yield infinitive, entry


def _frame(entry: Properties, entries: Mapping[NamedNode | BlankNode, Properties]) -> Frame:
    kinds = {}
    for node in entry.get("role", []):
        if isinstance(node, (NamedNode, BlankNode)):
            role = entries[node]
            kinds[_local(role["fills"][0])] = frozenset(_local(kind) for kind in role.get("kind", []))
    core = tuple(sorted(_local(term) for term in entry.get("core", [])))
    return Frame(_local(entry["tells"][0]), core, kinds, _texts(entry, "time")[0])


def _wording(id_: str, entry: Properties, entries: Mapping[NamedNode | BlankNode, Properties]) -> Wording:
    slots, given = [], []
    for node in entry.get("slot", []):
        if isinstance(node, (NamedNode, BlankNode)):
            slot = entries[node]
            by = tuple(_ordered_list(slot, "by"))
            slots.append(Slot(_local(slot["fills"][0]), by))
    for node in entry.get("gives", []):
        if isinstance(node, (NamedNode, BlankNode)):
            gift = entries[node]
            given.append((_local(gift["fills"][0]), _texts(gift, "value")[0]))
    return Wording(
        id=id_,
        tells=_local(entry["tells"][0]),
        slots=tuple(sorted(slots, key=lambda slot: slot.role)),
        verbs=_texts(entry, "verb"),
        nouns=_texts(entry, "noun"),
        phrases=_texts(entry, "phrase"),
        given=tuple(sorted(given)),
        modality=next(iter(_texts(entry, "modality")), "asserted"),
        needs=_texts(entry, "needs"),
        objects=_texts(entry, "objectNoun"),
        acts=_texts(entry, "example"),
        refrains=_texts(entry, "refrains"),
    )


def _ordered_list(entry: Properties, name: str) -> list[str]:
    """Places stand in one literal separated by commas, best first."""
    return next(
        ([part.strip() for part in term.value.split(",")] for term in entry.get(name, []) if isinstance(term, Literal)),
        [],
    )


def _forms(
    by_verb: Mapping[str, list[Wording]], parts: Mapping[str, tuple[str, ...]], extra: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[VerbForm, ...]]:
    """Every written form of every verb: whole, and apart from its separable particle."""
    found: dict[str, set[VerbForm]] = defaultdict(set)
    for verb in by_verb:
        particle, _, base = verb.rpartition("|")
        strong = parts.get(base, ())
        participles, finite = participle_forms(base, strong), finite_forms(base, strong)
        finite = finite | set(extra.get(base, ()))
        for form in forms_of(base, strong) | finite:
            both = form in participles
            if particle:
                *first, last = particle.split()
                found[last + form].add(VerbForm(verb, both, " ".join(first)))
                apart = len(particle.split()) > 1 or particle not in PREPOSITIONS | PARTICLES
                if form in finite or apart:
                    found[form].add(VerbForm(verb, both, particle))
            else:
                found[form].add(VerbForm(verb, both, ""))
    return {form: tuple(sorted(values, key=lambda v: (v.base, v.particle))) for form, values in found.items()}


def _told_forms(by_verb: Mapping[str, list[Wording]], parts: Mapping[str, tuple[str, ...]]) -> Verbs:
    """Finite forms that a tagger may take for nouns: past forms, joined ones too, and plurals."""
    past: set[str] = set()
    for verb in by_verb:
        particle, _, base = verb.rpartition("|")
        strong = parts.get(base, ())
        weak = {form for form in finite_forms(base) if form.endswith(("de", "den", "te", "ten"))}
        own = set(strong[:2]) if strong else weak
        past |= own | ({particle.split()[-1] + form for form in own} if particle else set())
    bases = {verb.rpartition("|")[2] for verb in by_verb}
    third = {form for base in bases for form in finite_forms(base, parts.get(base, ())) if form.endswith("t")}
    return Verbs(frozenset(past - _NOUNS), frozenset(bases | (third - past - _NOUNS)))


def _anaphors(entries: Mapping[NamedNode | BlankNode, Properties]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, entry in _of_type(entries, "Anaphor"):
        for noun in _texts(entry, "noun"):
            found[noun] |= {_local(kind) for kind in entry.get("kind", [])}
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


def _pointing(entries: Mapping[NamedNode | BlankNode, Properties]) -> dict[str, PointingNoun]:
    found: dict[str, PointingNoun] = {}
    for _, entry in _of_type(entries, "Anaphor"):
        kinds = frozenset(_local(kind) for kind in entry.get("kind", []))
        under, sole = (_id(entry, name) for name in ("broader", "pointsAt"))
        plural = _texts(entry, "pluralNoun")
        for noun in (*_texts(entry, "noun"), *_texts(entry, "pointingNoun"), *plural):
            found[noun] = PointingNoun(kinds, noun in plural, under, sole, _texts(entry, "nameWord"))
    return found


def _id(entry: Properties, name: str) -> str:
    """The id of an entity: its path below the base IRI."""
    return next((t.value.removeprefix(BASE) for t in entry.get(name, []) if isinstance(t, NamedNode)), "")


def _cues(entries: Mapping[NamedNode | BlankNode, Properties]) -> Iterator[Cue]:
    for _, entry in _of_type(entries, "Cue"):
        modality = _texts(entry, "modality")[0]
        scope = next(iter(_texts(entry, "scope")), "clause")
        for words in _texts(entry, "words"):
            yield Cue(tuple(words.split()), modality, scope)
