"""The triple store: the one module that knows which store we use (Oxigraph, in memory or on disk).

Terms go in and come out as rdflib terms. ``graph.trig`` is written in one canonical way:
prefixes in order, one block per named graph, blocks and statements sorted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.iris import Iris
from kg.vocab import PREFIXES, Triple

_STRING = PREFIXES["xsd"] + "string"


class StoreError(Exception):
    """A graph file that cannot be read, or a query that cannot be run."""


class Row(Mapping[str, Node]):
    """One answer of a query: the bound variables by name, turned into rdflib terms when asked for."""

    __slots__ = ("_solution", "_variables")

    def __init__(self, solution: ox.QuerySolution, variables: tuple[str, ...]) -> None:
        self._solution = solution
        self._variables = variables

    def __getitem__(self, name: str) -> Node:
        term = self._solution[name] if name in self._variables else None
        if term is None:
            raise KeyError(name)
        return to_rdflib(term)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._variables if self._solution[name] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def text(self, name: str, default: str = "") -> str:
        """The value of a variable as plain text, or ``default`` where it is unbound."""
        term = self._solution[name] if name in self._variables else None
        return default if term is None else _text(term)


class Rows:
    """The answers of a SELECT query; ``variables`` are its columns, in order."""

    def __init__(self, solutions: ox.QuerySolutions) -> None:
        self._solutions = solutions
        self.variables: tuple[str, ...] = tuple(variable.value for variable in solutions.variables)

    def __iter__(self) -> Iterator[Row]:
        for solution in self._solutions:
            yield Row(solution, self.variables)


class Store:
    """Named graphs of letters and of the background, with SPARQL over all of them together.

    Without a path the store lives in memory; with one, in that folder. In a query the default
    graph is the union of all named graphs, and the usual prefixes are known.

    >>> from rdflib import RDFS
    >>> store, name = Store(), URIRef("https://example.org/g")
    >>> store.replace(name, [(URIRef("https://example.org/a"), RDFS.label, Literal("een brief", lang="nl"))])
    >>> [row.text("l") for row in store.select("SELECT ?l WHERE { ?x rdfs:label ?l }")]
    ['een brief']
    """

    def __init__(self, path: Path | None = None, prefixes: Mapping[str, str] | None = None) -> None:
        self._store = ox.Store() if path is None else ox.Store(os.fspath(path))
        self.prefixes: dict[str, str] = dict(PREFIXES | Iris().prefixes() if prefixes is None else prefixes)

    def __len__(self) -> int:
        return len(self._store)

    def replace(self, name: URIRef, triples: Iterable[Triple]) -> None:
        """Put these triples in the named graph, in place of what it held."""
        graph = ox.NamedNode(name)
        quads = [ox.Quad(_resource(s), ox.NamedNode(p), to_oxigraph(o), graph) for s, p, o in triples]
        self._store.remove_graph(graph)
        self._store.extend(quads)

    def remove(self, name: URIRef) -> None:
        """Take a named graph out of the store; a graph that is not there is no error."""
        self._store.remove_graph(ox.NamedNode(name))

    def graphs(self) -> list[URIRef]:
        """The names of the named graphs, sorted."""
        return sorted(URIRef(graph.value) for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))

    def triples(self, name: URIRef | None = None) -> Iterator[Triple]:
        """The triples of one named graph, or of all (each once), sorted by their N-Triples form."""
        graph = None if name is None else ox.NamedNode(name)
        found = {quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph)}
        for triple in sorted(found, key=str):
            yield _statement(triple)

    def select(self, query: str) -> Rows:
        """Run a SPARQL SELECT query.

        Raises:
            StoreError: the query is not valid SPARQL 1.1, or is of another form.
        """
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise StoreError("This is not a SELECT query; only SELECT gives rows.")
        return Rows(result)

    def ask(self, query: str) -> bool:
        """Run a SPARQL ASK query.

        Raises:
            StoreError: the query is not valid SPARQL 1.1, or is of another form.
        """
        result = self._query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise StoreError("This is not an ASK query; only ASK gives true or false.")
        return bool(result)

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a SPARQL CONSTRUCT or DESCRIBE query.

        Raises:
            StoreError: the query is not valid SPARQL 1.1, or is of another form.
        """
        result = self._query(query)
        if not isinstance(result, ox.QueryTriples):
            raise StoreError("This is not a CONSTRUCT or DESCRIBE query; only these give triples.")
        return map(_statement, result)

    def save(self, path: Path) -> None:
        """Write all named graphs as TriG, beside the file first and then in its place.

        Raises:
            OSError: the file cannot be written.
        """
        beside = path.with_name(f".{path.name}.part")
        with beside.open("wb") as out:
            for prefix, namespace in sorted(self.prefixes.items()):
                out.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
            for name in self.graphs():
                out.write(b"\n" + self.block(name))
        beside.replace(path)

    def block(self, name: URIRef) -> bytes:
        """One named graph as its block of the canonical TriG file, without the prefixes."""
        quads = sorted(self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)), key=str)
        written = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=self.prefixes) or b""
        lines = written.split(b"\n")
        return b"\n".join(lines[next(i for i, line in enumerate(lines) if not line.startswith(b"@prefix")) :])

    @classmethod
    def load(cls, path: Path) -> Store:
        """Read a TriG file into memory, with the prefixes it declares.

        Raises:
            StoreError: there is no such file, or it is not TriG.
        """
        try:
            parser = ox.parse(path=path, format=ox.RdfFormat.TRIG)
            next(parser, None)
            store = cls(prefixes=PREFIXES | dict(parser.prefixes))
            store._store.bulk_load(path=path, format=ox.RdfFormat.TRIG)
        except FileNotFoundError:
            raise StoreError(f"There is no graph at {path}. Make one: kg build LETTER -o {path.parent}") from None
        except SyntaxError as error:
            raise StoreError(f"{path} is not a readable TriG file: {error}") from error
        return store

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, prefixes=self.prefixes, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise StoreError(f"The query is not valid SPARQL 1.1: {error}") from error


def read_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file.

    Raises:
        StoreError: the file is not valid Turtle.
    """
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            yield _statement(quad.triple)
    except SyntaxError as error:
        raise StoreError(f"{path} is not valid Turtle: {error}") from error


def _statement(triple: ox.Triple) -> Triple:
    subject, predicate, obj = (to_rdflib(term) for term in (triple.subject, triple.predicate, triple.object))
    return subject, predicate, obj  # type: ignore[return-value]  # RDF has no literal subjects


def to_oxigraph(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """An rdflib term as the store's own."""
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype)) if term.datatype else ox.Literal(str(term))
    return _resource(term)


def _resource(term: Node) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term of the store as rdflib's; plain strings carry no datatype, as rdflib writes them."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise StoreError(f"A statement about a statement has no place here: {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == _STRING:
        return Literal(term.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else str(term.value)
