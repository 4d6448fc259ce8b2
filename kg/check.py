"""Check a letter's graph against the shapes of ``ontology/shapes.ttl`` (SHACL, W3C Recommendation 2017).

A violation becomes a finding that says which rule was broken, by what value, and quotes the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from extract.reading import Finding, Reading, Span
from kg.iris import Iris
from kg.store import Store, read_turtle
from kg.vocab import BG, NIF, PREFIXES, Triple

_NAMING = (RDF.type, RDFS.label, SKOS.prefLabel)


class Checker:
    """The shapes, read once, and the check of one graph after another.

    What the shapes need of RDFS is put beside the statements: the subclasses of ``bondgenoot.ttl``,
    and ``bg:factRole`` for every role.
    """

    def __init__(self, shapes: Path | None = None) -> None:
        folder = Path(ontology.__file__).parent
        self._shapes = Graph().parse(folder / "shapes.ttl" if shapes is None else shapes, format="turtle")
        terms = tuple(read_turtle(folder / "bondgenoot.ttl"))
        self._classes = tuple(triple for triple in terms if triple[1] == RDFS.subClassOf)
        self._roles = frozenset(s for s, p, o in terms if p == RDFS.subPropertyOf and o == BG.factRole)

    def check(self, triples: Iterable[Triple], context: Iterable[Triple] = ()) -> tuple[Finding, ...]:
        """What in these statements breaks the shapes, in the order of the letter.

        Args:
            triples: the statements of one named graph.
            context: classes and labels of entities that other graphs describe.
        """
        data = Graph()
        for triple in (*self._classes, *context):
            data.add(triple)
        for subject, prop, obj in triples:
            data.add((subject, prop, obj))
            if prop in self._roles:
                data.add((subject, BG.factRole, obj))
        conforms, results, _ = pyshacl.validate(data, shacl_graph=self._shapes, inference="none", inplace=True)
        if conforms:
            return ()
        if not isinstance(results, Graph):
            raise ValueError(f"The shapes could not be applied: {results}")
        findings = {_finding(result, results, data) for result in results.subjects(RDF.type, SH.ValidationResult)}
        return tuple(sorted(findings, key=lambda f: (f.span.start if f.span else -1, f.message)))


def context_of(reading: Reading, iris: Iris) -> Iterator[Triple]:
    """Classes and labels of the listed entities of a letter, which the background graph holds."""
    for entity in reading.entities:
        if entity.listed:
            node, label = iris.entity(entity.id), Literal(entity.label, lang="nl")
            yield node, RDF.type, BG[entity.kind]
            yield node, RDFS.label, label
            yield node, SKOS.prefLabel, label


def check_store(store: Store, checker: Checker) -> Iterator[tuple[URIRef, tuple[Finding, ...]]]:
    """For each named graph of a store, in order, what in it breaks the shapes.

    Entities may be described in another named graph than the one that mentions them.
    """
    names = store.graphs()
    naming: dict[Node, list[Triple]] = {}
    for name in names:
        own: dict[Node, list[Triple]] = {}
        for triple in store.triples(name):
            if triple[1] in _NAMING:
                own.setdefault(triple[0], []).append(triple)
        for node, statements in own.items():
            naming.setdefault(node, statements)
    for name in names:
        triples = list(store.triples(name))
        described = {subject for subject, prop, _ in triples if prop == RDF.type}
        others = {node for s, _, o in triples for node in (s, o)} - described
        context = [triple for node in sorted(others & naming.keys(), key=str) for triple in naming[node]]
        yield name, checker.check(triples, context)


def _finding(result: Node, results: Graph, data: Graph) -> Finding:
    focus, path, value = (results.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
    message = " ".join(sorted(map(str, results.objects(result, SH.resultMessage))))
    node = value if value is not None and (value, RDF.type, BG.Fact) in data else focus
    fact = next(iter(data.subjects(BG.span, node)), None) or next(iter(data.subjects(BG.evidence, node)), None) or node
    about = [f"{_name(focus, data)}: {message}"]
    if path is not None:
        about.append(f"It is about {_short(path)}" + (f" {_short(value)}." if value is not None else "."))
    elif value is not None and value != focus:
        about.append(f"The value is {_short(value)}.")
    quotes = sorted(str(q) for p in (*data.objects(fact, BG.evidence), fact) for q in data.objects(p, BG.quote))
    if quotes:
        about.append(f"It was read in “{' … '.join(quotes)}”")
    return Finding("warning", " ".join(about), _span(node, path, data))


def _span(node: Node | None, path: Node | None, data: Graph) -> Span | None:
    """The characters that a node of the graph points at: its own, or for a fact those of a role."""
    spans = list(data.objects(node, BG.span))
    of_role = [span for span in spans if (span, BG.ofRole, path) in data]
    found = []
    for place in [*(of_role or spans), node]:
        begin, end, page, anchor = (data.value(place, p) for p in (NIF.beginIndex, NIF.endIndex, BG.page, NIF.anchorOf))
        if None not in (begin, end, page, anchor):
            found.append(Span(int(str(begin)), int(str(end)), int(str(page)), str(anchor)))
    return min(found, default=None)


def _name(node: Node | None, data: Graph) -> str:
    kinds = sorted(_short(kind) for kind in data.objects(node, RDF.type) if str(kind).startswith(str(BG)))
    label = data.value(node, RDFS.label)
    what = " ".join(kind for kind in kinds if kind != "bg:Fact") or "Node"
    return f"{what} “{label}” <{node}>" if label else f"{what} <{node}>"


def _short(node: Node) -> str:
    """A node as one would write it, with the prefix of its namespace where that is known."""
    for prefix, namespace in PREFIXES.items():
        if isinstance(node, URIRef) and node.startswith(namespace):
            return f"{prefix}:{node.removeprefix(namespace)}"
    return node.n3()
