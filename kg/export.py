"""The graph in forms that other programs read: GEXF, Turtle, JSON-LD, and CSV tables.

Same graph, same bytes, in every form.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal as Choice
from typing import TypeAlias

import pyoxigraph as ox

from kg import gexf
from kg.layout import layout
from kg.network import network
from kg.store import Store, to_oxigraph

Format: TypeAlias = Choice["gexf", "turtle", "jsonld", "csv"]
FORMATS: tuple[Format, ...] = ("gexf", "turtle", "jsonld", "csv")

__all__ = [
    "FORMATS",
    "ExportError",
    "Format",
    "network",
    "write",
    "write_csv",
    "write_gexf",
    "write_jsonld",
    "write_turtle",
]


class ExportError(Exception):
    """A form that is not known, or a place where it cannot be written."""


def write(store: Store, format: Format, path: Path) -> None:
    """Write the graph to a file, or for CSV to a folder, which is made where it does not exist.

    Raises:
        ExportError: the form is unknown, or the path cannot be written to.
    """
    writers = {"gexf": write_gexf, "turtle": write_turtle, "jsonld": write_jsonld, "csv": write_csv}
    if format not in writers:
        raise ExportError(f"There is no form {format!r}; choose from {', '.join(FORMATS)}.")
    try:
        writers[format](store, path)
    except OSError as error:
        what = "a folder" if format == "csv" else "a file"
        raise ExportError(f"{path} cannot be written: {error.strerror or error}. Name {what} that can.") from error


def write_gexf(store: Store, path: Path, all_mentioned: bool = False) -> None:
    """The network of entities as GEXF 1.3, with positions, colours, sizes and time.

    ``all_mentioned`` also takes entities that stand in no relation.

    Raises:
        OSError: the file cannot be written.
    """
    graph = network(store, all_mentioned)
    gexf.write(graph, layout(graph), path)


def write_turtle(store: Store, path: Path) -> None:
    """All statements as one Turtle graph; which named graph each stood in is lost.

    Raises:
        OSError: the file cannot be written.
    """
    triples = [ox.Triple(*_terms(statement)) for statement in store.triples()]
    written: bytes = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=store.prefixes) or b""
    lines = written.split(b"\n")
    head = sum(1 for line in lines if line.startswith(b"@prefix"))  # in no order: the writer keeps a hash table
    path.write_bytes(b"\n".join(sorted(lines[:head]) + lines[head:]))


def write_jsonld(store: Store, path: Path) -> None:
    """All named graphs as JSON-LD 1.1, in expanded form.

    Raises:
        OSError: the file cannot be written.
    """
    quads = []
    for name in store.graphs():
        graph = ox.NamedNode(name)
        quads += [ox.Quad(*_terms(statement), graph) for statement in store.triples(name)]
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"[]")


def write_csv(store: Store, path: Path) -> None:
    """A folder of three tables: ``nodes.csv``, ``edges.csv`` and ``facts.csv``.

    Nodes and edges are those of the network, with every entity mentioned. ``facts.csv`` has a row
    for every role of every fact, also of those considered, denied or ended, with the characters
    from which it was read: offsets in characters of the input file, end exclusive.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    path.mkdir(parents=True, exist_ok=True)
    graph = network(store, all_mentioned=True)
    columns = ["label", "class", "mentions", "letters", "source"]
    _table(path / "nodes.csv", ["id", *columns], ([n, *(d[c] for c in columns)] for n, d in graph.nodes(data=True)))
    told = ["weight", "years", "letters", "quote"]
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[2], edge[1]))
    rows = (
        [s, graph.nodes[s]["label"], kind, t, graph.nodes[t]["label"], *(d[c] for c in told)] for s, t, kind, d in edges
    )
    _table(path / "edges.csv", ["source", "source_label", "kind", "target", "target_label", *told], rows)
    answer = store.select(_FACTS)
    _table(path / "facts.csv", answer.variables, ([row.text(name) for name in answer.variables] for row in answer))


_FACTS = """
SELECT DISTINCT ?fact ?class ?modality ?confidence ?extracted_by ?role ?value ?value_label
  ?words ?page ?begin ?end ?letter ?quote WHERE {
  ?fact bg:span ?span ; bg:modality ?modality ; bg:confidence ?confidence ; bg:extractedBy ?extracted_by ;
    bg:evidence ?passage ; a ?type .
  ?span bg:ofRole ?property ; nif:anchorOf ?words ; bg:page ?page ; nif:beginIndex ?begin ; nif:endIndex ?end .
  ?passage nif:referenceContext ?document ; nif:beginIndex ?first ; bg:quote ?quote .
  FILTER(?type != bg:Fact && STRSTARTS(STR(?type), STR(bg:)))
  {
    SELECT ?fact (MIN(?any) AS ?first) WHERE { ?fact bg:evidence ?passages . ?passages nif:beginIndex ?any }
    GROUP BY ?fact
  }
  OPTIONAL { ?span rdf:value ?told }
  OPTIONAL { ?told rdfs:label ?value_label }
  OPTIONAL { ?document dcterms:source ?file }
  BIND(STRAFTER(STR(?type), "#") AS ?class)
  BIND(STRAFTER(STR(?property), "#") AS ?role)
  BIND(STR(COALESCE(?told, ?words)) AS ?value)
  BIND(STR(COALESCE(?file, ?document)) AS ?letter)
}
ORDER BY ?letter ?page ?first ?fact ?role ?begin ?end ?value ?value_label ?words ?quote ?class
"""


def _terms(statement: Sequence[object]) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal | ox.BlankNode]:
    subject, predicate, obj = statement
    return to_oxigraph(subject), ox.NamedNode(str(predicate)), to_oxigraph(obj)  # type: ignore[arg-type,return-value]


def _table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)
