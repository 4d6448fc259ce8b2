"""The background knowledge that the letters use: names, classes and parents of the things they mention.

Concepts come from ``ontology/names-*.ttl``. Of these the graph holds what the letters name and,
step by step, what those stand under or belong to, in one named graph of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import ORG, OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

import ontology
from kg.iris import DEFAULT_BASE, Iris
from kg.store import read_turtle
from kg.vocab import BG, Triple

Concepts = Mapping[URIRef, tuple[tuple[URIRef, Node], ...]]
"""For each concept its statements, in the order of the files."""

_PARENTS = frozenset({SKOS.broader, ORG.subOrganizationOf, BG.runBy, BG.takesPlaceIn, BG.country, BG.maker})
_KEPT = _PARENTS | {
    RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition, SKOS.notation,
    SKOS.exactMatch, OWL.sameAs, BG.generic, BG.adjective, BG.demonym,
}  # fmt: skip
_NAMES = frozenset({BG.adjective, BG.demonym, BG.riskyLabel})
"""Properties whose values are names too, so they also stand as other labels."""


def read_concepts(folder: Path | None = None, gazetteers: Iterable[Path] = ()) -> Concepts:
    """All concepts of the gazetteer.

    Args:
        folder: where the ``names-*.ttl`` files lie; by default those that come with the project.
        gazetteers: further files of the same form.

    Raises:
        kg.store.StoreError: a file is not valid Turtle.
    """
    place = Path(ontology.__file__).parent if folder is None else folder
    found: dict[URIRef, list[tuple[URIRef, Node]]] = {}
    for path in [*sorted(place.glob("names-*.ttl")), *gazetteers]:
        for subject, predicate, obj in read_turtle(path):
            found.setdefault(subject, []).append((predicate, obj))
    return {subject: tuple(statements) for subject, statements in found.items()}


def background_of(used: Iterable[str], concepts: Concepts, iris: Iris) -> tuple[Triple, ...]:
    """The statements about the concepts with these ids, and about everything they stand under.

    Ids that no file lists are passed over; :func:`unlisted` names them.
    """
    waiting = [_listed(identifier) for identifier in sorted(set(used))]
    seen: dict[URIRef, None] = {}
    while waiting:
        concept = waiting.pop()
        if concept in seen or concept not in concepts:
            continue
        seen[concept] = None
        waiting += [obj for prop, obj in concepts[concept] if prop in _PARENTS and isinstance(obj, URIRef)]
    triples = (triple for concept in sorted(seen) for triple in _statements(concept, concepts[concept], iris))
    return tuple(dict.fromkeys(triples))


def unlisted(used: Iterable[str], concepts: Concepts) -> list[str]:
    """Those of the ids that no file of the gazetteer lists, sorted."""
    return sorted({identifier for identifier in used if _listed(identifier) not in concepts})


def _listed(identifier: str) -> URIRef:
    return Iris(DEFAULT_BASE).entity(identifier)


def _statements(concept: URIRef, statements: Iterable[tuple[URIRef, Node]], iris: Iris) -> Iterator[Triple]:
    node = _rebased(concept, iris)
    for prop, obj in statements:
        if prop in _KEPT:
            yield node, prop, _rebased(obj, iris) if isinstance(obj, URIRef) else obj
        if prop in _NAMES:
            yield node, SKOS.altLabel, obj
        if prop == SKOS.prefLabel and isinstance(obj, Literal) and obj.language == "nl":
            yield node, RDFS.label, obj


def _rebased(iri: URIRef, iris: Iris) -> URIRef:
    """An IRI of the gazetteer under the publisher's own base."""
    return URIRef(iris.base + iri.removeprefix(DEFAULT_BASE)) if iri.startswith(DEFAULT_BASE) else iri
