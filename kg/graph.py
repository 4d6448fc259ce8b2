"""One letter as a named graph: a pure step from what was read to RDF statements.

Beside the fact nodes stand plain shortcut triples between entities, for facts that are asserted
or planned; what is ended, denied or only considered stays a fact node. Literals are written in
the canonical form that the triple store keeps, so that every RDF library sees the same graph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef

from extract.reading import Entity, Fact, Gap, Letter, Mention, Passage, Reading, Ref, Role, Span, Value, When
from kg import __version__
from kg.iris import Iris, decimal_text
from kg.vocab import BG, ITSRDF, NIF, Triple

TYPE, LABEL, PREF, ALT = RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel
BEGIN, END, ANCHOR, CONTEXT = NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext
IDENT, SCORE, PAGE = ITSRDF.taIdentRef, ITSRDF.taConfidence, BG.page

DECIMAL_ROLES = frozenset({"amount", "gdpShare", "investmentShare", "changeAmount", "changePercent"})
DUTCH_ROLES = frozenset({"topic", "role"})
"""Roles that may hold free words of the letter, which are Dutch."""

SHORTCUTS: Mapping[str, tuple[tuple[str, URIRef, str], ...]] = {
    "Contribution": (("contributor", BG.contributesTo, "contributedTo"),),
    "Leadership": (("leader", BG.leads, "led"),),
    "Membership": (("member", BG.memberOf, "group"),),
    "Cooperation": (("partner", BG.cooperatesWith, "partner"),),
    "Acquisition": (("buyer", BG.acquires, "system"),),
    "AgreementStatus": (("party", BG.partyTo, "agreement"),),
    "Location": (("located", BG.locatedIn, "place"),),
    "Holding": (("event", BG.locatedIn, "place"),),
    "Parthood": (("part", BG.partOf, "whole"),),
}
"""By class of fact: the role of the subject, the shortcut, the role of the object."""

SHORTCUT_MODALITIES = frozenset({"asserted", "planned"})


@dataclass(frozen=True, slots=True)
class LetterGraph:
    """The statements of one letter, and the name of the graph they stand in."""

    name: URIRef
    triples: tuple[Triple, ...]


def graph_of(reading: Reading, iris: Iris) -> LetterGraph:
    """The named graph of a letter: same reading and base, same statements in the same order.

    Raises:
        ValueError: a fact has a role or a value that the ontology does not know.
    """
    letter = reading.letter
    document = iris.entity(letter.id)
    parts: list[Iterable[Triple]] = [_document(reading, document, iris)]
    parts += [_entity(entity, reading.mentions, iris) for entity in reading.entities if not _known(entity, letter)]
    parts += [_mention(mention, letter, document, iris) for mention in reading.mentions]
    parts += [_fact(iris.fact(letter.id, fact), fact, letter, document, iris) for fact in reading.facts]
    parts += [_gap(gap, letter, document, iris) for gap in reading.gaps]
    triples = dict.fromkeys(itertools.chain.from_iterable(parts))
    return LetterGraph(iris.graph(letter.id), tuple(triples))


def renamed(reading: Reading, identifier: str) -> Reading:
    """The same reading with another id for its letter, wherever the letter speaks of itself."""
    old = reading.letter.id

    def role(role: Role) -> Role:
        return replace(role, value=Ref(identifier)) if role.value == Ref(old) else role

    return replace(
        reading,
        letter=replace(reading.letter, id=identifier),
        entities=tuple(replace(e, id=identifier) if e.id == old else e for e in reading.entities),
        mentions=tuple(replace(m, entity=identifier) if m.entity == old else m for m in reading.mentions),
        facts=tuple(replace(fact, roles=tuple(map(role, fact.roles))) for fact in reading.facts),
    )


def title_of(letter: Letter) -> str:
    """The name under which a letter is shown: its title, else its first identifier, else its file."""
    return letter.title or next(iter(letter.identifiers), letter.name)


def literal(role: str, value: When | int | Decimal | str) -> Literal:
    """A role's value as a literal in canonical form.

    >>> literal("year", When("2020-11")).n3(), literal("date", When("2020-11")).datatype.fragment
    ('"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>', 'gYearMonth')
    >>> literal("amount", 1_000_000).datatype.fragment, literal("personnel", 12).datatype.fragment
    ('decimal', 'integer')
    >>> literal("topic", "gezamenlijk onderhoud").n3()
    '"gezamenlijk onderhoud"@nl'
    """
    if isinstance(value, When):
        return time_literal(value.iso[:4] if role == "year" else value.iso)
    if isinstance(value, str):
        return Literal(value, lang="nl") if role in DUTCH_ROLES else Literal(value)
    if role == "year":
        return time_literal(f"{value:04}")
    if role in DECIMAL_ROLES or isinstance(value, Decimal):
        return _typed(decimal_text(Decimal(value)), XSD.decimal)
    return _typed(str(value), XSD.integer)


def time_literal(iso: str) -> Literal:
    """A day, month or year as a literal of the type that fits its precision.

    Raises:
        ValueError: the text is none of the three.

    >>> time_literal("2020-11-30").datatype.fragment
    'date'
    """
    kinds = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", iso):
        raise ValueError(f"A time must be written as 2020-11-30, 2020-11 or 2020; got {iso!r}.")
    return _typed(iso, kinds[len(iso)])


def _typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)


def _known(entity: Entity, letter: Letter) -> bool:
    return entity.listed or entity.id == letter.id


def _document(reading: Reading, document: URIRef, iris: Iris) -> Iterator[Triple]:
    letter, graph = reading.letter, iris.graph(reading.letter.id)
    label = title_of(letter)
    names = [name for entity in reading.entities if entity.id == letter.id for name in (entity.label, *entity.names)]
    yield graph, TYPE, PROV.Bundle
    yield graph, PROV.wasDerivedFrom, document
    yield document, TYPE, BG.Document
    yield document, LABEL, Literal(label, lang="nl")
    yield document, PREF, Literal(label, lang="nl")
    for name in (*letter.identifiers, *names):
        if name != label:
            yield document, ALT, Literal(name)
    for identifier in letter.identifiers:
        yield document, DCTERMS.identifier, Literal(identifier)
    yield document, DCTERMS.source, Literal(letter.name)
    yield document, BG.sha256, Literal(letter.sha256)
    yield document, BG.pages, _typed(str(letter.pages), XSD.integer)
    if letter.title:
        yield document, DCTERMS.title, Literal(letter.title, lang="nl")
    if letter.issued:
        yield document, DCTERMS.issued, time_literal(letter.issued)
    ids = {entity.id for entity in reading.entities}
    for prop, who in ((DCTERMS.creator, letter.sender), (BG.addressee, letter.addressee)):
        if who:
            yield document, prop, iris.entity(who) if who in ids else Literal(who, lang="nl")


def _entity(entity: Entity, mentions: Iterable[Mention], iris: Iris) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    surfaces = [mention.span.anchor for mention in mentions if mention.entity == entity.id]
    yield node, TYPE, BG[entity.kind]
    yield node, LABEL, Literal(entity.label, lang="nl")
    yield node, PREF, Literal(entity.label, lang="nl")
    for name in (*entity.names, *(() if entity.kind == "Country" else _unbroken(surfaces))):
        if name != entity.label:
            yield node, ALT, Literal(name, lang="nl")


def _unbroken(surfaces: Iterable[str]) -> Iterator[str]:
    """Surfaces as names: line breaks become spaces, words broken off by a hyphen are passed over."""
    for surface in surfaces:
        if not re.search(r"[-\u00ad]\s*\n", surface):
            yield " ".join(surface.split())


def _mention(mention: Mention, letter: Letter, document: URIRef, iris: Iris) -> Iterator[Triple]:
    node = iris.mention(letter.id, mention)
    yield node, TYPE, BG.Mention
    yield node, TYPE, NIF.Phrase
    yield node, CONTEXT, document
    yield from _place(node, mention.span)
    yield node, IDENT, iris.entity(mention.entity)
    yield node, SCORE, _share(mention.score)
    yield node, BG.reason, Literal(mention.reason)


def _place(node: URIRef, span: Span) -> Iterator[Triple]:
    yield node, ANCHOR, Literal(span.anchor)
    yield from _offsets(node, span)


def _offsets(node: URIRef, place: Span | Passage) -> Iterator[Triple]:
    yield node, PAGE, _typed(str(place.page), XSD.integer)
    yield node, BEGIN, _typed(str(place.start), XSD.integer)
    yield node, END, _typed(str(place.end), XSD.integer)
    if place.recovered:
        yield node, BG.recovered, _typed("true", XSD.boolean)


def _share(value: float) -> Literal:
    """A score or confidence as a decimal of at most three places."""
    return _typed(decimal_text(Decimal(f"{value:.3f}")), XSD.decimal)


def _fact(node: URIRef, fact: Fact, letter: Letter, document: URIRef, iris: Iris) -> Iterator[Triple]:
    yield node, TYPE, BG[fact.kind]
    yield node, TYPE, BG.Fact
    yield node, BG.modality, Literal(fact.modality)
    yield node, BG.confidence, _share(fact.confidence)
    yield node, BG.extractedBy, Literal(f"{fact.rule} (bondgenoot {__version__})")
    for passage in fact.passages:
        yield node, BG.evidence, iris.passage(letter.id, passage)
        yield from _passage(passage, letter, document, iris)
    for role in fact.roles:
        value = _node(role.name, role.value, fact, iris)
        yield node, _role(role, fact), value
        yield from _span(node, BG.span, role, value, iris)
    if fact.cue is not None:
        yield from _span(node, BG.cue, Role("modality", fact.modality, fact.cue), Literal(fact.modality), iris)
    yield from _shortcuts(fact, document, iris)


def _role(role: Role, fact: Fact) -> URIRef:
    try:
        return BG[role.name]
    except (AttributeError, KeyError):
        raise ValueError(
            f"A {fact.kind} read by rule {fact.rule} has the role {role.name!r}, which the ontology does not know. "
            "Mend the rule, or add the role to ontology/bondgenoot.ttl and kg/vocab.py."
        ) from None


def _node(role: str, value: Value, fact: Fact, iris: Iris) -> URIRef | Literal:
    if isinstance(value, Ref):
        return iris.entity(value.id)
    try:
        return literal(role, value)
    except ValueError as error:
        raise ValueError(f"A {fact.kind} read by rule {fact.rule} has an unfit {role}: {error}") from error


def _span(fact: URIRef, prop: URIRef, role: Role, value: URIRef | Literal, iris: Iris) -> Iterator[Triple]:
    node = iris.span(fact, role)
    yield fact, prop, node
    yield node, TYPE, BG.RoleSpan
    yield node, BG.ofRole, BG[role.name]
    yield node, RDF.value, value
    yield from _place(node, role.span)
    if role.inherited:
        yield node, BG.inherited, _typed("true", XSD.boolean)


def _passage(passage: Passage, letter: Letter, document: URIRef, iris: Iris) -> Iterator[Triple]:
    node = iris.passage(letter.id, passage)
    yield node, TYPE, BG.Passage
    yield node, TYPE, NIF.Sentence
    yield node, BG.quote, Literal(passage.quote)
    yield node, CONTEXT, document
    yield from _offsets(node, passage)


def _gap(gap: Gap, letter: Letter, document: URIRef, iris: Iris) -> Iterator[Triple]:
    node = iris.gap(letter.id, gap.passage)
    yield node, TYPE, BG.Gap
    yield node, TYPE, NIF.Sentence
    yield node, BG.quote, Literal(gap.passage.quote)
    yield node, CONTEXT, document
    yield from _offsets(node, gap.passage)
    for sign in gap.signs:
        yield node, BG.sign, Literal(sign)


def _shortcuts(fact: Fact, document: URIRef, iris: Iris) -> Iterator[Triple]:
    values: dict[str, list[URIRef]] = {}
    for role in fact.roles:
        if isinstance(role.value, Ref):
            values.setdefault(role.name, []).append(iris.entity(role.value.id))
    withdrawn = any(role.name == "status" and role.value == "withdrawn" for role in fact.roles)
    yield from shortcuts(fact.kind, fact.modality, values, withdrawn, document)


def shortcuts(
    kind: str, modality: str, values: Mapping[str, Sequence[URIRef]], withdrawn: bool, document: URIRef
) -> Iterator[Triple]:
    """Plain statements between entities that a fact tells, from the entities in its roles.

    Whoever withdraws from an agreement is no party to it; what a ``document`` cites it references.
    """
    if modality not in SHORTCUT_MODALITIES:
        return
    if kind == "Citation":
        for cited in values.get("cited", ()):
            yield document, DCTERMS.references, cited
    if kind == "AgreementStatus" and withdrawn:
        return
    for one, shortcut, other in SHORTCUTS.get(kind, ()):
        for subject, obj in itertools.product(values.get(one, ()), values.get(other, ())):
            if subject != obj:
                yield subject, shortcut, obj
