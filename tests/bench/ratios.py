"""How long each part takes, as ratios measured in one run, so that machines can be compared.

Usage: python tests/bench/ratios.py [LETTER.txt]...

Without arguments the sample letters are read. Each time is the best of three rounds, and the parts take
turns, so that other work on the machine troubles them alike. Measured are:

- reading a letter, against the bare spaCy pipeline on the same paragraphs;
- making its graph and checking it with SHACL, against reading it;
- writing GEXF from a network with positions, repeated until it counts a thousand nodes or more, against a
  plain loop that gives the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import networkx as nx

import extract
from extract.anatomy import anatomy
from extract.reading import Reading
from extract.source import read_source
from kg.build import build
from kg.check import Checker, context_of
from kg.gexf import lines
from kg.graph import graph_of
from kg.iris import DEFAULT_BASE, Iris
from kg.layout import Point, layout
from kg.network import network
from kg.palette import RELATIONS, look, radius
from kg.store import Store
from kg.vocab import ENTITY_KINDS

LETTERS = Path(__file__).parents[1] / "letters"
ROUNDS = 3


def manifold(graph: nx.MultiDiGraph, positions: Mapping[str, Point]) -> tuple[nx.MultiDiGraph, dict[str, Point]]:
    """Copies of a network beside each other, a thousand nodes or more."""
    copies = range(1 + 1000 // graph.number_of_nodes())
    whole = nx.union_all(nx.relabel_nodes(graph, {node: f"{node}-{n}" for node in graph}) for n in copies)
    return whole, {f"{node}-{n}": place for node, place in positions.items() for n in copies}


def best(parts: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The shortest time of each part, in seconds; the parts take turns."""
    times: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(ROUNDS):
        for name, part in parts.items():
            start = time.perf_counter()
            part()
            times[name].append(time.perf_counter() - start)
    return {name: min(taken) for name, taken in times.items()}


def plain(graph: nx.MultiDiGraph, positions: Mapping[str, Point]) -> str:
    """The nodes and edges of the file as one loop of string formatting gives them, byte for byte."""
    told = []
    for node, data in sorted(graph.nodes(data=True)):
        x, y = positions[node]
        told.append(
            f"      <node id={quoteattr(node)} label={quoteattr(data['label'])}>\n"
            f"{values(data, ('class', 'mentions', 'letters', 'source'))}{spells(data)}"
            f"        <viz:color {COLOURS[data['class']]}/>\n"
            f'        <viz:position x="{x:.1f}" y="{y:.1f}"/>\n'
            f'        <viz:size value="{radius(data["mentions"]):.2f}"/>\n      </node>\n'
        )
    told.append(f'    </nodes>\n    <edges count="{graph.number_of_edges()}">\n')
    for source, target, kind, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        name = blake2b(f"{source}\n{kind}\n{target}".encode(), digest_size=8).hexdigest()
        told.append(
            f'      <edge id="{name}" source={quoteattr(source)} target={quoteattr(target)} kind="{kind}"'
            f' label="{RELATIONS[kind].name}" weight="{float(data["weight"])}">\n'
            f"{values(data, ('years', 'letters', 'quote', 'directed'))}{spells(data)}"
            f"        <viz:color {COLOURS[kind]}/>\n      </edge>\n"
        )
    return "".join(told)


def values(data: Mapping[str, Any], names: Iterable[str]) -> str:
    """Values of attributes as elements."""
    texts = {name: str(data[name]).lower() if name == "directed" else str(data[name]) for name in names}
    inside = "".join(
        f'          <attvalue for="{name}" value={quoteattr(text)}/>\n' for name, text in texts.items() if text
    )
    return f"        <attvalues>\n{inside}        </attvalues>\n"


def spells(data: Mapping[str, Any]) -> str:
    """Times as elements."""
    inside = "".join(
        "          <spell" + (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "") + "/>\n"
        for start, end in data["spells"]
    )
    return f"        <spells>\n{inside}        </spells>\n" if inside else ""


def rgb(colour: str) -> str:
    """A colour #rrggbb as attributes."""
    return f'r="{int(colour[1:3], 16)}" g="{int(colour[3:5], 16)}" b="{int(colour[5:], 16)}"'


COLOURS = {kind: rgb(line.colour) for kind, line in RELATIONS.items()} | {
    kind: rgb(look(kind).colour) for kind in ENTITY_KINDS
}


def main(paths: list[Path]) -> None:
    """Measure, and print a table."""
    nlp, checker, iris = extract.load_pipeline(), Checker(), Iris(DEFAULT_BASE)
    texts = [block.text for path in paths for block in anatomy(read_source(path)).blocks]

    def read() -> list[Reading]:
        return [extract.read_letter(path, nlp=nlp) for path in paths]

    readings = read()
    graphs = [graph_of(reading, iris) for reading in readings]
    with tempfile.TemporaryDirectory() as folder:
        known = dict(zip(paths, readings, strict=True))
        build(paths, Path(folder), known.__getitem__)
        net = network(Store.load(Path(folder) / "graph.trig"))
    positions = layout(net)
    net, positions = manifold(net, positions)
    if plain(net, positions) not in "".join(lines(net, positions)):
        raise SystemExit("The plain loop gives other bytes than kg.gexf: bring it in line with the writer first.")

    def check() -> None:
        for reading in readings:
            checker.check(graph_of(reading, iris).triples, context_of(reading, iris))

    times = best({
        "spacy": lambda: list(nlp.pipe(texts)),
        "read": read,
        "check": check,
        "gexf": lambda: "".join(lines(net, positions)),
        "plain": lambda: plain(net, positions),
    })  # fmt: skip
    characters, statements = sum(map(len, texts)), sum(len(graph.triples) for graph in graphs)
    print(f"{len(paths)} letters, {characters} characters of clean text, {statements} statements,")
    print(f"a network of {net.number_of_nodes()} nodes and {net.number_of_edges()} edges, copies included\n")
    print(f"{'part':28}{'time':>10}   {'against':28}{'time':>10}{'ratio':>8}")
    for part, name, against, other in (
        ("reading", "read", "bare spaCy pipeline", "spacy"),
        ("graph and SHACL", "check", "reading", "read"),
        ("GEXF", "gexf", "plain strings", "plain"),
    ):
        one, two = times[name], times[other]
        print(f"{part:28}{one * 1000:7.1f} ms   {against:28}{two * 1000:7.1f} ms{one / two:8.2f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(LETTERS.glob("*.txt")))
