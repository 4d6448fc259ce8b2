"""A drawing of the network for people, as SVG written by hand: no program is needed but a browser.

It shows the entities with the most relations; a line of text says what was left out.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import networkx as nx

from kg.layout import Box, Point, layout
from kg.network import network
from kg.palette import CLASSES, OTHER, RELATIONS, Line, Look, look, radius
from kg.store import Store

FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_MARGIN, _HEAD, _LEGEND = 40.0, 96.0, 210.0
_FEW = 40  # as many as fit beside each other, whatever their relations
_NARROW, _WIDE = 0.33, 0.95
_INK, _SOFT, _PAPER = "#222222", "#666666", "#FFFFFF"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_svg(store: Store, path: Path, most: int = 100, title: str | None = None) -> None:
    """Draw the network of a graph in a file.

    Args:
        store: the graph.
        path: the file, by habit ending in ``.svg``.
        most: how many entities to show at most; the others are counted in a note.
        title: above the picture; by default what it shows.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(draw(network(store), most, title), encoding="utf-8", newline="\n")


def draw(graph: nx.MultiDiGraph, most: int = 100, title: str | None = None) -> str:
    """The drawing of a network as :func:`kg.network.network` gives it; the same network, the same text."""
    shown = chosen(graph, most)
    marks = {node: _mark(node, shown.nodes[node]) for node in sorted(shown)}
    places = layout(shown, {node: mark.box for node, mark in marks.items()}, aspect=1.5)
    left, top = (min((sign * p[axis] - marks[n].box[axis] / 2 for n, p in places.items()), default=0.0)
                 for sign, axis in ((1, 0), (-1, 1)))  # fmt: skip
    spots = {n: (x - left + _MARGIN, -y - top + _HEAD) for n, (x, y) in places.items()}
    width = max((x + marks[n].box[0] / 2 for n, (x, _) in spots.items()), default=300.0) + _LEGEND + 2 * _MARGIN
    heading, note = _text(title or _TITLE), _note(graph, shown)
    width = max(width, 26 * _extent(heading) + 2 * _MARGIN, 14 * _extent(note) + 2 * _MARGIN)
    kinds = {kind for _, _, kind in shown.edges(keys=True)}
    classes = {mark.kind for mark in marks.values()}
    bottom = max((y + marks[n].box[1] / 2 for n, (_, y) in spots.items()), default=0.0)
    height = max(bottom, _HEAD + 24.0 * (len(kinds) + len(classes)) + 130) + _MARGIN + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" font-family="{FONT}" role="img" aria-labelledby="title">',
        f'<title id="title">{heading}</title>',
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
        f'<text x="{_MARGIN:.0f}" y="46" font-size="26" font-weight="600" fill="{_INK}">{heading}</text>',
        f'<text x="{_MARGIN:.0f}" y="70" font-size="14" fill="{_SOFT}">{note}</text>',
        '<g fill="none" stroke-linecap="round">',
        *_edges(shown, spots, marks),
        "</g>",
        *(line for node, mark in _by_size(marks) for line in _node(mark, spots[node])),
        *_legend(width - _LEGEND - _MARGIN / 2, sorted(classes, key=_rank), [k for k in RELATIONS if k in kinds]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def chosen(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """All of a network of a few entities; of a larger one, the middle.

    That is: of its largest connected part the entities with the most relations, and the relations
    between them. Weights count, and mentions decide between equals. Entities cut off by the
    choice go too.
    """
    if len(graph) <= min(_FEW, most):
        return graph
    parts = sorted(nx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    part = parts[0] if parts else set()
    weight = {node: graph.degree(node, weight="weight") for node in part}
    order = sorted(part, key=lambda node: (-weight[node], -graph.nodes[node]["mentions"], node))
    kept = graph.subgraph(order[:most])
    alone = {node for node in kept if not any(other != node for other in nx.all_neighbors(kept, node))}
    result = nx.MultiDiGraph()
    for node in sorted(set(kept) - alone) or order[:1]:
        result.add_node(node, **graph.nodes[node])
    for source, target, kind, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if source in result and target in result:
            result.add_edge(source, target, key=kind, **data)
    return result


_TITLE = "Who does what with whom in defence"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A node as drawn: its look, radius, label in lines, size of print, and the room it takes."""

    kind: str
    look: Look
    radius: float
    label: tuple[str, ...]
    font: float
    title: str

    @property
    def box(self) -> Box:
        width = max(_extent(line) for line in self.label) * self.font
        return max(2 * self.radius, width) + 10, 2 * self.radius + len(self.label) * self.font * 1.15 + 10

    @property
    def lift(self) -> float:
        """How far above the middle of its box the symbol's centre stands."""
        return len(self.label) * self.font * 1.15 / 2


def _mark(node: str, data: Mapping[str, Any]) -> _Mark:
    mentions = int(data["mentions"])
    label = _FORBIDDEN.sub("", " ".join(str(data["label"]).split())) or node.rsplit("/", 1)[-1]
    lines = textwrap.wrap(label, 22, break_long_words=False)
    if len(lines) > 2:
        lines = [lines[0], lines[1] + " …"]
    font = round(11 + min(math.sqrt(mentions), 8), 1)
    kind = data["class"] if data["class"] in CLASSES else OTHER.name
    said = f"{label} ({look(kind).name}; named {mentions} {'time' if mentions == 1 else 'times'})"
    return _Mark(kind, look(kind), radius(mentions), tuple(lines), font, said)


def _extent(text: str) -> float:
    """Rough width of a line of print, in ems.

    >>> round(_extent("UNIFIL"), 2), round(_extent("lille"), 2)
    (3.7, 1.94)
    """
    return sum(
        _NARROW if c in "iljtfI.,:;'’|! -()" else _WIDE if c in "mwMW…" else 0.76 if c.isupper() else 0.62 for c in text
    )


def _note(graph: nx.MultiDiGraph, shown: nx.MultiDiGraph) -> str:
    """What is shown and what is not."""
    if len(graph) == len(shown):
        return f"{len(shown)} entities and {shown.number_of_edges()} relations: all that the letters tell"
    part = max(map(len, nx.weakly_connected_components(graph)))
    which = "the largest connected part" if len(shown) == part else "those with the most relations"
    relations = f"{shown.number_of_edges()} of {graph.number_of_edges()} relations"
    return f"{len(shown)} of {len(graph)} entities and {relations}: {which}"


def _by_size(marks: Mapping[str, _Mark]) -> list[tuple[str, _Mark]]:
    """Large ones first, so that the small are drawn over them and stay visible."""
    return sorted(marks.items(), key=lambda item: (-item[1].radius, item[0]))


def _rank(kind: str) -> int:
    return list(CLASSES).index(kind) if kind in CLASSES else len(CLASSES)


def _node(mark: _Mark, spot: Point) -> Iterator[str]:
    x, y = spot[0], spot[1] - mark.lift
    yield f"<g><title>{_text(mark.title)}</title>"
    yield _symbol(mark.look, x, y, mark.radius)
    for number, line in enumerate(mark.label):
        below = y + mark.radius + mark.font * (0.98 + 1.15 * number)
        yield (
            f'<text x="{x:.1f}" y="{below:.1f}" font-size="{mark.font}" text-anchor="middle" fill="{_INK}"'
            f' stroke="{_PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{_text(line)}</text>'
        )
    yield "</g>"


def _symbol(look: Look, x: float, y: float, r: float) -> str:
    """A shape of about the same area for the same radius."""
    style = f'fill="{look.colour}" stroke="{_PAPER}" stroke-width="1.5"'
    if look.shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {style}/>'
    if look.shape == "square":
        side = r * 1.77
        return f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" {style}/>'
    corners, turn, size = {"diamond": (4, 90, 1.2), "triangle": (3, 90, 1.3), "hexagon": (6, 0, 1.08)}[look.shape]
    points = " ".join(
        f"{x + r * size * math.cos(math.radians(turn + 360 / corners * n)):.1f},"
        f"{y - r * size * math.sin(math.radians(turn + 360 / corners * n)):.1f}"
        for n in range(corners)
    )
    return f'<polygon points="{points}" {style}/>'


def _edges(graph: nx.MultiDiGraph, spots: Mapping[str, Point], marks: Mapping[str, _Mark]) -> Iterator[str]:
    """Edges as gentle curves; those between the same two nodes fan out."""
    pairs: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for source, target, kind in sorted(graph.edges(keys=True)):
        pairs.setdefault((min(source, target), max(source, target)), []).append((source, target, kind))
    for (first, _), edges in sorted(pairs.items()):
        for number, (source, target, kind) in enumerate(edges):
            bend = 0.08 + 0.12 * ((number + 1) // 2) * (1 if number % 2 else -1)
            data = graph.edges[source, target, kind]
            line = RELATIONS.get(kind, Line("#999999", "", kind))
            start, end = ((spots[n][0], spots[n][1] - marks[n].lift, marks[n].radius) for n in (source, target))
            said = _said(graph, source, target, data)
            yield _edge(start, end, bend if source == first else -bend, line, int(data["weight"]), said)


def _said(graph: nx.MultiDiGraph, source: str, target: str, data: Mapping[str, Any]) -> str:
    name = RELATIONS[data["kind"]].name if data["kind"] in RELATIONS else data["kind"]
    years = f" ({data['years']})" if data["years"] else ""
    return f"{graph.nodes[source]['label']} {name} {graph.nodes[target]['label']}{years}: “{data['quote']}”"


def _edge(
    start: tuple[float, float, float], end: tuple[float, float, float], bend: float, line: Line, weight: int, said: str
) -> str:
    (x1, y1, r1), (x2, y2, r2) = start, end
    length = max(math.hypot(x2 - x1, y2 - y1), 1e-6)
    cx, cy = (x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1)
    thick = round(0.9 + 0.7 * math.sqrt(min(weight, 16) - 1), 2)
    out, into = _towards(x1, y1, cx, cy, min(r1 + 1, length / 3)), _towards(x2, y2, cx, cy, min(r2 + 3, length / 3))
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    path = f"M{out[0]:.1f},{out[1]:.1f} Q{cx:.1f},{cy:.1f} {into[0]:.1f},{into[1]:.1f}"
    drawn = f'<path d="{path}" stroke="{line.colour}" stroke-width="{thick}"{dash}/>'
    if line.arrow:
        drawn += f'<path d="{_head(into, (cx, cy), 4 + 1.5 * thick)}" fill="{line.colour}"/>'
    return f'<g stroke-opacity="0.65" fill-opacity="0.8"><title>{_text(said)}</title>{drawn}</g>'


def _towards(x: float, y: float, tx: float, ty: float, by: float) -> Point:
    length = max(math.hypot(tx - x, ty - y), 1e-6)
    return x + (tx - x) / length * by, y + (ty - y) / length * by


def _head(tip: Point, origin: Point, size: float) -> str:
    angle = math.atan2(tip[1] - origin[1], tip[0] - origin[0])
    wings = ((tip[0] - size * math.cos(angle + side), tip[1] - size * math.sin(angle + side)) for side in (-0.38, 0.38))
    (ax, ay), (bx, by) = wings
    return f"M{tip[0]:.1f},{tip[1]:.1f} L{ax:.1f},{ay:.1f} L{bx:.1f},{by:.1f} Z"


def _legend(x: float, classes: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    y = _HEAD + 10
    yield f'<g font-size="13" fill="{_INK}">'
    yield f'<text x="{x:.0f}" y="{y:.0f}" font-weight="600">Entities</text>'
    for kind in classes:
        y += 24
        yield _symbol(look(kind), x + 10, y - 4.5, 7)
        yield f'<text x="{x + 28:.0f}" y="{y:.0f}">{_text(look(kind).name)}</text>'
    y += 42
    yield f'<text x="{x:.0f}" y="{y:.0f}" font-weight="600">Relations</text>'
    for kind in kinds:
        y += 24
        line = RELATIONS[kind]
        dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
        yield f'<path d="M{x:.0f},{y - 4.5:.1f} H{x + 32:.0f}" stroke="{line.colour}" stroke-width="2"{dash}/>'
        if line.arrow:
            yield f'<path d="{_head((x + 38, y - 4.5), (x, y - 4.5), 8)}" fill="{line.colour}"/>'
        yield f'<text x="{x + 48:.0f}" y="{y:.0f}">{_text(line.name)}</text>'
    y += 34
    for note in ("Size: how often it is named.", "Thickness: in how many facts.", "Hover for the sentence."):
        yield f'<text x="{x:.0f}" y="{y:.0f}" font-size="12" fill="{_SOFT}">{note}</text>'
        y += 17
    yield "</g>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
