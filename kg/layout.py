"""Where the nodes of a network stand: ForceAtlas2, then room for every node and its label.

Each connected part is laid out by itself. The largest comes first; the others stand in rows
beneath it, the single nodes last, so that nothing drifts off and nothing is hidden. The same
network gives the same positions: one thread, a fixed seed, nodes in order, rounded coordinates.

M. Jacomy, T. Venturini, S. Heymann, M. Bastian (2014), "ForceAtlas2, a Continuous Graph Layout
Algorithm for Handy Network Visualization", PLoS ONE 9(6): e98679.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kg.palette import radius

Point = tuple[float, float]
Box = tuple[float, float]
"""Width and height that a node needs with its label, centred on it, in the units of the positions."""

_ROUNDS = 300
_FEW = 1000  # up to this, every pair of nodes is looked at
_MANY = 4000  # above this, labels are not seen all at once and overlaps are left to the viewer
_GAP = 60.0


def layout(
    graph: nx.MultiDiGraph, boxes: Mapping[str, Box] | None = None, seed: int = 1, aspect: float = 1.4
) -> dict[str, Point]:
    """Positions of all nodes, rounded to a tenth; x to the right, y upwards, around the origin.

    Args:
        graph: the network; edges count by ``weight``, whatever their direction.
        boxes: the room each node needs; by default that of its label in small print.
        seed: of the places from which the nodes start.
        aspect: width of the whole by its height that the rows of small parts aim at.
    """
    nodes = sorted(graph)
    room = dict(boxes) if boxes is not None else {node: _room(graph, node) for node in nodes}
    plain = nx.Graph()
    plain.add_nodes_from(nodes)
    for source, target, weight in sorted(graph.edges(data="weight", default=1)):
        if source != target:
            before = plain.edges[source, target]["weight"] if plain.has_edge(source, target) else 0
            plain.add_edge(source, target, weight=before + weight)
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    placed = [_part(_ordered(plain, part), part, room, seed) for part in parts]
    return _packed(placed, room, aspect)


def _ordered(graph: nx.Graph, nodes: Sequence[str]) -> nx.Graph:
    """The part of a graph with these nodes, in this order; networkx's own subgraphs have none."""
    part = nx.Graph()
    part.add_nodes_from(nodes)
    pairs = {(min(a, b), max(a, b)) for a in nodes for b in graph[a]}
    part.add_weighted_edges_from((a, b, graph.edges[a, b]["weight"]) for a, b in sorted(pairs))
    return part


def _room(graph: nx.MultiDiGraph, node: str) -> Box:
    data = graph.nodes[node]
    size = 2 * radius(data.get("mentions", 0))
    return max(size, 6.0 * min(len(str(data.get("label", ""))), 24)) + 8, size + 18


def _part(graph: nx.Graph, nodes: Sequence[str], room: Mapping[str, Box], seed: int) -> dict[str, Point]:
    """One connected part, scaled so that its boxes about fill a third of it, then cleared of overlaps."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    points = dict(zip(nodes, _forces(graph, nodes, seed), strict=True))
    xs, ys = [p[0] for p in points.values()], [p[1] for p in points.values()]
    area = max((max(xs) - min(xs)) * (max(ys) - min(ys)), 1e-9)
    wanted = 3 * sum(room[node][0] * room[node][1] for node in nodes)
    span = max(max(xs) - min(xs), max(ys) - min(ys), 1e-9)
    longest = 70 * math.sqrt(len(nodes)) / max(_edge_length(graph, points), 1e-9)  # a pair stands close together
    scale = min(math.sqrt(wanted / area), 3 * math.sqrt(wanted) / span, longest)
    points = {node: (x * scale, y * scale) for node, (x, y) in points.items()}
    return points if len(nodes) > _MANY else apart(points, room)


def _edge_length(graph: nx.Graph, points: Mapping[str, Point]) -> float:
    lengths = [math.dist(points[a], points[b]) for a, b in graph.edges]
    return sum(lengths) / len(lengths)


def _forces(graph: nx.Graph, nodes: Sequence[str], seed: int) -> list[Point]:
    """ForceAtlas2 from starting places on a sunflower spiral, turned by the seed."""
    start = [
        (math.sqrt(n + 0.5) * math.cos(2.399963 * n + seed), math.sqrt(n + 0.5) * math.sin(2.399963 * n + seed))
        for n in range(len(nodes))
    ]
    try:
        import crategraph_forceatlas2 as forceatlas2  # a compiled package; not on every platform
    except ImportError:
        found = nx.forceatlas2_layout(
            graph, pos=dict(zip(nodes, _array(start), strict=True)), weight="weight", seed=seed
        )
        return [(float(found[node][0]), float(found[node][1])) for node in nodes]
    index = {node: number for number, node in enumerate(nodes)}
    edges = sorted((index[a], index[b], float(weight)) for a, b, weight in graph.edges(data="weight"))
    places = forceatlas2.layout(
        len(nodes),
        [(a, b) for a, b, _ in edges],
        init=_array(start),
        weights=[min(weight, 10.0) for _, _, weight in edges],
        iterations=max(100, min(600, 300_000 // len(nodes))),
        threads=1,
        linLogMode=True,
        strongGravityMode=True,
        gravity=0.05,
        scalingRatio=10,
        edgeWeightInfluence=0.5,
        barnesHutOptimize=len(nodes) > _FEW,
    )
    return [(float(x), float(y)) for x, y in places]


def _array(points: Sequence[Point]) -> Any:
    import numpy as np  # comes with the layout package, and only it wants an array

    return np.array(points, dtype=np.float64)


def apart(points: Mapping[str, Point], room: Mapping[str, Box]) -> dict[str, Point]:
    """Push boxes that overlap apart, along the way that is shortest, until none does or no round helps.

    >>> apart({"a": (0, 0), "b": (5, 1)}, {"a": (20, 10), "b": (20, 10)})
    {'a': (0.0, -4.5), 'b': (5.0, 5.5)}
    """
    nodes = sorted(points)
    xs, ys = [float(points[n][0]) for n in nodes], [float(points[n][1]) for n in nodes]
    half = [(room[n][0] / 2, room[n][1] / 2) for n in nodes]
    cell = max(2 * max(h[0] for h in half), 2 * max(h[1] for h in half))
    for _ in range(min(_ROUNDS, _ROUNDS * 500 // len(nodes)) if nodes else 0):
        grid: dict[tuple[int, int], list[int]] = {}
        for i in range(len(nodes)):
            grid.setdefault((math.floor(xs[i] / cell), math.floor(ys[i] / cell)), []).append(i)
        moved = False
        for i in range(len(nodes)):
            column, row = math.floor(xs[i] / cell), math.floor(ys[i] / cell)
            for j in (j for c in (-1, 0, 1) for r in (-1, 0, 1) for j in grid.get((column + c, row + r), ())):
                if j <= i:
                    continue
                dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                over_x, over_y = half[i][0] + half[j][0] - abs(dx), half[i][1] + half[j][1] - abs(dy)
                if over_x <= 1e-6 or over_y <= 1e-6:
                    continue
                moved = True
                if over_x < over_y:
                    step = math.copysign(over_x / 2, dx)
                    xs[i], xs[j] = xs[i] - step, xs[j] + step
                else:
                    step = math.copysign(over_y / 2, dy)
                    ys[i], ys[j] = ys[i] - step, ys[j] + step
        if not moved:
            break
    return {node: (xs[i], ys[i]) for i, node in enumerate(nodes)}


def _packed(parts: Sequence[Mapping[str, Point]], room: Mapping[str, Box], aspect: float) -> dict[str, Point]:
    """The largest part on top, the others in rows beneath it; all centred on the origin."""
    frames = [_frame(part, room) for part in parts]
    if not frames:
        return {}
    area = sum((right - left + _GAP) * (top - bottom + _GAP) for left, bottom, right, top in frames)
    width = max(frames[0][2] - frames[0][0], math.sqrt(area * aspect))
    result: dict[str, Point] = {}
    x = y = deep = 0.0
    for part, (left, bottom, right, top) in zip(parts, frames, strict=True):
        if x > 0 and x + right - left > width:
            x, y, deep = 0.0, y - deep - _GAP, 0.0
        shift = (width - (right - left)) / 2 if x == 0 and right - left > width / 2 else x
        for node, (px, py) in part.items():
            result[node] = (px - left + shift, py - top + y)
        x, deep = shift + right - left + _GAP, max(deep, top - bottom)
    left, bottom, right, top = _frame(result, room)
    middle = (left + right) / 2, (bottom + top) / 2
    return {
        n: (round(px - middle[0], 1) + 0.0, round(py - middle[1], 1) + 0.0) for n, (px, py) in sorted(result.items())
    }


def _frame(points: Mapping[str, Point], room: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the boxes of these nodes."""
    return (
        min(x - room[n][0] / 2 for n, (x, _) in points.items()),
        min(y - room[n][1] / 2 for n, (_, y) in points.items()),
        max(x + room[n][0] / 2 for n, (x, _) in points.items()),
        max(y + room[n][1] / 2 for n, (_, y) in points.items()),
    )
