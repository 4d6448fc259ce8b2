"""A graph without the facts that are not sure enough: what ``--min-confidence`` leaves of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from rdflib import RDF, URIRef
from rdflib.term import Node

from kg.graph import shortcuts
from kg.store import Store
from kg.vocab import BG, FACT_KINDS, NIF, Triple

_KINDS: Mapping[Node, str] = {BG[kind]: kind for kind in FACT_KINDS}
_PLACES = frozenset({BG.span, BG.cue})

Described = dict[URIRef, dict[URIRef, list[Node]]]


def thin(store: Store, least: float) -> int:
    """Take the facts below a confidence out of every graph of a store; how many they were.

    A shortcut between two entities goes with the last fact that tells it. Entities and mentions stay.
    """
    gone = 0
    for name in store.graphs():
        kept, number = sure(store.triples(name), least)
        if number:
            store.replace(name, kept)
            gone += number
    return gone


def sure(triples: Iterable[Triple], least: float) -> tuple[tuple[Triple, ...], int]:
    """The statements of one named graph without its facts below a confidence, and how many facts went."""
    told = tuple(triples)
    known: Described = defaultdict(lambda: defaultdict(list))
    for subject, prop, value in told:
        known[subject][prop].append(value)
    facts = [node for node, said in known.items() if BG.confidence in said]
    unsure = {node for node in facts if Decimal(str(known[node][BG.confidence][0])) < Decimal(str(least))}
    gone: set[Node] = set(unsure)
    lost: set[object] = set()
    held: set[object] = set()
    for node in facts:
        (lost if node in unsure else held).update({*known[node][BG.evidence], *_told(node, known)})
        if node in unsure:
            gone |= {place for prop in _PLACES for place in known[node][prop]}
    gone |= {passage for passage in lost - held if isinstance(passage, URIRef)}
    kept = tuple(t for t in told if t[0] not in gone and (t not in lost or t in held))
    return kept, len(unsure)


def _told(node: URIRef, known: Described) -> set[Triple]:
    """The shortcuts that a fact tells."""
    said = known[node]
    kind = next((_KINDS[c] for c in said[RDF.type] if c in _KINDS), "")
    values = {str(prop).removeprefix(str(BG)): found for prop, found in said.items() if str(prop).startswith(str(BG))}
    letters = [
        d for passage in said[BG.evidence] if isinstance(passage, URIRef) for d in known[passage][NIF.referenceContext]
    ]
    document = next((d for d in letters if isinstance(d, URIRef)), node)
    entities = {role: [v for v in found if isinstance(v, URIRef)] for role, found in values.items()}
    words = {str(word) for word in values.get("status", ())}
    return set(shortcuts(kind, str(said[BG.modality][0]), entities, "withdrawn" in words, document))
