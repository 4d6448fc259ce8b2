"""A network as GEXF 1.3, the file format of Gephi, written as a stream.

Of the format (https://gexf.net) the writer uses what Gephi reads: labels, ``kind`` and weight of
edges, ``viz`` colours, sizes and positions, spells of time, and typed attributes. No date of
today is written, so the same network gives the same bytes.

All edges are written as directed, since networkx and others refuse a file that mixes both; the
attribute ``directed`` is false where a relation has no direction.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import networkx as nx

from kg.layout import Point
from kg.network import Spell
from kg.palette import RELATIONS, look, radius

_NODE = (("class", "string"), ("mentions", "integer"), ("letters", "integer"), ("source", "string"))
_EDGE = (("years", "string"), ("letters", "string"), ("quote", "string"), ("directed", "boolean"))
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: nx.MultiDiGraph, positions: Mapping[str, Point], path: Path) -> None:
    """Write the network to a file, beside it first and then in its place.

    Raises:
        OSError: the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines(graph, positions))
    beside.replace(path)


def lines(graph: nx.MultiDiGraph, positions: Mapping[str, Point]) -> Iterator[str]:
    """The lines of the file for a network as :func:`kg.network.network` gives it.

    Nodes and edges come sorted, whatever their order in the graph.
    """
    timed = any(spells for _, spells in graph.nodes(data="spells")) or any(
        spells for _, _, spells in graph.edges(data="spells")
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield "  <meta>\n    <creator>Bondgenoot</creator>\n"
    yield "    <description>Who does what with whom, as letters on defence cooperation tell it</description>\n"
    yield "  </meta>\n"
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if timed else 'mode="static"'
    yield f'  <graph defaultedgetype="directed" idtype="string" {mode}>\n'
    yield from _declared("node", _NODE)
    yield from _declared("edge", _EDGE)
    yield f'    <nodes count="{graph.number_of_nodes()}">\n'
    for node in sorted(graph):
        yield from _node(node, graph.nodes[node], positions[node])
    yield f'    </nodes>\n    <edges count="{graph.number_of_edges()}">\n'
    for source, target, kind, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        yield from _edge(source, target, kind, data)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def attribute(value: object) -> str:
    """A value as a quoted XML attribute; characters that XML 1.0 does not allow are left out.

    >>> attribute('Zr.Ms. "Karel\\x00 Doorman" & co'), attribute("a\\nb")
    ('\\'Zr.Ms. "Karel Doorman" &amp; co\\'', '"a&#10;b"')
    """
    return quoteattr(_FORBIDDEN.sub("", str(value)))


def _declared(kind: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'    <attributes class="{kind}">\n'
    for name, datatype in attributes:
        yield f'      <attribute id="{name}" title="{name}" type="{datatype}"/>\n'
    yield "    </attributes>\n"


def _node(node: str, data: Mapping[str, Any], place: Point) -> Iterator[str]:
    yield f"      <node id={attribute(node)} label={_label(data['label'])}>\n"
    yield from _values(_NODE, data)
    yield from _spells(data["spells"])
    yield f"        <viz:color {_colour(look(data['class']).colour)}/>\n"
    yield f'        <viz:position x="{place[0]:.1f}" y="{place[1]:.1f}"/>\n'
    yield f'        <viz:size value="{radius(data["mentions"]):.2f}"/>\n'
    yield "      </node>\n"


def _edge(source: str, target: str, kind: str, data: Mapping[str, Any]) -> Iterator[str]:
    """An edge; its id comes from its ends and kind, so files of different graphs can be put together."""
    name = hashlib.blake2b(f"{source}\n{kind}\n{target}".encode(errors="surrogatepass"), digest_size=8).hexdigest()
    line = RELATIONS.get(kind)
    yield (
        f'      <edge id="{name}" source={attribute(source)} target={attribute(target)}'
        f' kind={_label(kind)} label={_label(line.name if line else kind)} weight="{float(data["weight"])}">\n'
    )
    yield from _values(_EDGE, data)
    yield from _spells(data["spells"])
    if line:
        yield f"        <viz:color {_colour(line.colour)}/>\n"
    yield "      </edge>\n"


def _label(value: object) -> str:
    """A label is an XML token: one line, single spaces."""
    return attribute(" ".join(_FORBIDDEN.sub(" ", str(value)).split()))


def _values(attributes: Iterable[tuple[str, str]], data: Mapping[str, Any]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, _ in attributes:
        if (value := data[name]) != "":
            written = str(value).lower() if isinstance(value, bool) else value
            yield f'          <attvalue for="{name}" value={attribute(written)}/>\n'
    yield "        </attvalues>\n"


def _spells(spells: Iterable[Spell]) -> Iterator[str]:
    inside = []
    for start, end in spells:
        ends = "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day)
        inside.append(f"          <spell{ends}/>\n")
    if inside:
        yield "        <spells>\n" + "".join(inside) + "        </spells>\n"


def _colour(colour: str) -> str:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f'r="{r}" g="{g}" b="{b}"'
