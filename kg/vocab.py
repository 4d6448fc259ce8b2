"""The names of the graph's terms, so that a slip of the pen is an error and not a silent new property.

``BG`` repeats the terms of ``ontology/bondgenoot.ttl``; a test holds the two together.

>>> BG.Contribution
rdflib.term.URIRef('https://w3id.org/bondgenoot/ontology#Contribution')
>>> BG.Contributoin
Traceback (most recent call last):
    ...
AttributeError: term 'Contributoin' not in namespace 'https://w3id.org/bondgenoot/ontology#'
"""

# ruff: noqa: N815  (the names are those of the ontologies)
from __future__ import annotations

from typing import TypeAlias

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, URIRef
from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import Node

__all__ = ["BG", "CORE", "DCTERMS", "ENTITY_KINDS", "FACT_KINDS", "ITSRDF", "NIF", "PREFIXES", "Triple"]


class BG(DefinedNamespace):
    """The ontology of Bondgenoot."""

    _NS = Namespace("https://w3id.org/bondgenoot/ontology#")
    _fail = True

    # entities
    Entity: URIRef
    Actor: URIRef
    Framework: URIRef
    Locality: URIRef
    Country: URIRef
    Organisation: URIRef
    Mission: URIRef
    Exercise: URIRef
    Programme: URIRef
    WeaponSystem: URIRef
    Agreement: URIRef
    Document: URIRef
    Meeting: URIRef
    Place: URIRef
    Person: URIRef

    # names and background knowledge
    adjective: URIRef
    demonym: URIRef
    riskyLabel: URIRef
    contextWord: URIRef
    generic: URIRef
    runBy: URIRef
    takesPlaceIn: URIRef
    country: URIRef
    maker: URIRef

    # letters, mentions and passages
    Mention: URIRef
    Passage: URIRef
    RoleSpan: URIRef
    Gap: URIRef
    sha256: URIRef
    addressee: URIRef
    pages: URIRef
    page: URIRef
    recovered: URIRef
    reason: URIRef
    quote: URIRef
    sign: URIRef
    ofRole: URIRef
    inherited: URIRef

    # facts
    Fact: URIRef
    Contribution: URIRef
    Leadership: URIRef
    Membership: URIRef
    Cooperation: URIRef
    Acquisition: URIRef
    DefenceSpending: URIRef
    AgreementStatus: URIRef
    Establishment: URIRef
    Location: URIRef
    Parthood: URIRef
    Holding: URIRef
    Citation: URIRef
    Stationing: URIRef
    evidence: URIRef
    confidence: URIRef
    extractedBy: URIRef
    modality: URIRef
    span: URIRef
    cue: URIRef

    # roles
    factRole: URIRef
    contributor: URIRef
    contributedTo: URIRef
    personnel: URIRef
    personnelQualifier: URIRef
    role: URIRef
    asset: URIRef
    assetCount: URIRef
    place: URIRef
    leader: URIRef
    led: URIRef
    member: URIRef
    group: URIRef
    partner: URIRef
    topic: URIRef
    buyer: URIRef
    system: URIRef
    action: URIRef
    quantity: URIRef
    supplier: URIRef
    spender: URIRef
    amount: URIRef
    currency: URIRef
    gdpShare: URIRef
    investmentShare: URIRef
    changeAmount: URIRef
    changePercent: URIRef
    status: URIRef
    agreement: URIRef
    party: URIRef
    established: URIRef
    founder: URIRef
    located: URIRef
    part: URIRef
    whole: URIRef
    event: URIRef
    organiser: URIRef
    cited: URIRef
    sender: URIRef
    host: URIRef
    year: URIRef
    start: URIRef
    end: URIRef
    date: URIRef

    # shortcuts between entities
    relatedTo: URIRef
    contributesTo: URIRef
    leads: URIRef
    memberOf: URIRef
    cooperatesWith: URIRef
    acquires: URIRef
    partyTo: URIRef
    locatedIn: URIRef
    partOf: URIRef

    # words that type names
    Head: URIRef
    LeadingHead: URIRef
    ClosingHead: URIRef
    HyphenHead: URIRef
    CompoundHead: URIRef
    UnitHead: URIRef
    ForceNoun: URIRef
    MaterialNoun: URIRef
    PactNoun: URIRef
    Gathering: URIRef
    PersonTitle: URIRef
    FunctionTitle: URIRef
    SupplyWord: URIRef
    SupplierVerb: URIRef
    OutsideWord: URIRef
    Direction: URIRef
    Topic: URIRef
    PlaceWord: URIRef
    NotAName: URIRef
    JoinedNoun: URIRef
    CueBefore: URIRef
    Abbreviation: URIRef
    types: URIRef
    inName: URIRef
    slug: URIRef
    alone: URIRef
    takesCountry: URIRef
    loose: URIRef
    afterOwner: URIRef


class NIF(DefinedNamespace):
    """The part of the NLP Interchange Format that mentions and passages use."""

    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    _fail = True

    Phrase: URIRef
    Sentence: URIRef
    String: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    referenceContext: URIRef


class ITSRDF(DefinedNamespace):
    """The part of the Internationalization Tag Set in RDF that links of mentions use."""

    _NS = Namespace("http://www.w3.org/2005/11/its/rdf#")
    _fail = True

    taIdentRef: URIRef
    taConfidence: URIRef


ENTITY_KINDS: tuple[str, ...] = (
    "Country", "Organisation", "Mission", "Exercise", "Programme", "WeaponSystem",
    "Agreement", "Document", "Meeting", "Place", "Person",
)  # fmt: skip
"""Local names of the classes of entities, in the order of the vocabulary."""

FACT_KINDS: tuple[str, ...] = (
    "Contribution", "Leadership", "Membership", "Cooperation", "Acquisition", "DefenceSpending",
    "AgreementStatus", "Establishment", "Location", "Parthood", "Holding", "Citation", "Stationing",
)  # fmt: skip
"""Local names of the classes of facts, in the order of the vocabulary."""

CORE: dict[str, tuple[str, ...]] = {
    "Contribution": ("contributor", "contributedTo"),
    "Leadership": ("leader", "led"),
    "Membership": ("member", "group"),
    "Cooperation": ("partner",),
    "Acquisition": ("buyer", "system", "action"),
    "DefenceSpending": ("spender",),
    "AgreementStatus": ("agreement", "status"),
    "Establishment": ("established",),
    "Location": ("located", "place"),
    "Parthood": ("part", "whole"),
    "Holding": ("event",),
    "Citation": ("cited",),
    "Stationing": ("sender", "host"),
}
"""The roles without which a fact of each class says nothing."""

Triple: TypeAlias = tuple[URIRef, URIRef, Node]
"""A statement: subject, predicate and object."""

PREFIXES: dict[str, str] = {
    "bg": str(BG),
    "dcterms": str(DCTERMS),
    "itsrdf": str(ITSRDF),
    "nif": str(NIF),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""Prefixes of the namespaces that stand in the graph, by name."""
