"""The network of entities, its layout, and the graph in other forms."""

from __future__ import annotations

import csv
import itertools
import math
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import FORMATS, ExportError, write
from kg.layout import apart, layout
from kg.network import merged, network
from kg.store import Store

DATA = Path(__file__).parent / "data"
ID = "https://w3id.org/bondgenoot/id/"
NL, DE, BE = (f"{ID}country/{code}" for code in ("NL", "DE", "BE"))
UNIFIL, EUTM = f"{ID}mission/unifil", f"{ID}mission/eutm-mali"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.load(DATA / "sample.trig")


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return network(store)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_relation_weighs_its_facts_and_tells_where_it_was_read(graph: nx.MultiDiGraph) -> None:
    assert graph.edges[NL, UNIFIL, "contributesTo"] == {
        "kind": "contributesTo",
        "weight": 2,
        "years": "2031, 2032",
        "letters": "2031D00042; BS2031004711",
        "quote": "Nederland houdt in 2032 twee officieren bij UNIFIL.",
        "spells": (("2031-01-01", "2032-12-31"),),
        "directed": True,
    }


def test_partners_have_one_edge_without_direction(graph: nx.MultiDiGraph) -> None:
    assert graph.edges[DE, NL, "cooperatesWith"]["weight"] == 2
    assert graph.edges[DE, NL, "cooperatesWith"]["directed"] is False
    assert not graph.has_edge(NL, DE, "cooperatesWith")


def test_facts_that_do_not_hold_give_no_relation(graph: nx.MultiDiGraph) -> None:
    assert not graph.has_edge(NL, EUTM)  # considered
    assert not graph.has_edge(f"{ID}country/FR", EUTM)  # ended
    assert not graph.has_edge(NL, f"{ID}programme/edf")  # denied
    assert not graph.has_edge(f"{ID}country/NO", f"{ID}agreement/open-skies")  # withdrawn


def test_letters_refer_to_documents(graph: nx.MultiDiGraph) -> None:
    [(letter, paper, data)] = [edge for edge in graph.edges(data=True) if edge[2]["kind"] == "references"]
    assert (letter, paper) == (f"{ID}document/voorbeeld-2", f"{ID}document/defensienota")
    assert data["quote"] == "Dat staat ook in de Defensienota."


def test_nodes_say_what_and_how_often_and_whether_they_are_listed(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[UNIFIL] == {
        "label": "UNIFIL", "class": "Mission", "mentions": 4, "letters": 2, "source": "listed", "spells": (),
    }  # fmt: skip
    assert f"{ID}organisation/lockheed-martin" not in graph  # in no relation


def test_all_that_is_mentioned_can_be_asked_for(store: Store) -> None:
    everything = network(store, all_mentioned=True)
    assert everything.nodes[f"{ID}organisation/lockheed-martin"]["source"] == "read"
    assert f"{ID}weapon/fighter-aircraft" not in everything  # only background, never mentioned


def test_a_node_is_there_in_the_years_of_its_relations(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[BE]["spells"] == (("2030-01-01", "2030-12-31"),)
    assert graph.nodes[NL]["spells"] == ()  # one of its relations has no time, so it is there always


DAYS = st.dates().map(str)


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=6))
def test_merged_spells_are_apart_and_in_order(spells: list[tuple[str | None, str | None]]) -> None:
    result = merged((s, e) for s, e in spells if s is None or e is None or s <= e)
    assert merged(result) == result
    for (_, end), (start, _) in itertools.pairwise(result):
        assert end is not None
        assert start is not None
        assert end < start


def star(points: int) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{i}" for i in range(points)), label="een naam", mentions=3)
    graph.add_edges_from(("n0", f"n{i}", {"weight": 1}) for i in range(1, points - 2))
    return graph


def test_layout_places_every_node_with_room_for_its_label() -> None:
    graph = star(30)
    room = dict.fromkeys(graph, (60.0, 20.0))
    places = layout(graph, room)
    assert places.keys() == set(graph)
    nodes = sorted(places)
    for i, a in enumerate(nodes):
        for b in nodes[i + 1 :]:
            (ax, ay), (bx, by) = places[a], places[b]
            assert abs(ax - bx) >= 59.7 or abs(ay - by) >= 19.7, (a, b)  # coordinates are rounded to tenths


def test_layout_does_not_depend_on_the_order_of_nodes_and_edges(graph: nx.MultiDiGraph) -> None:
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert layout(turned) == layout(graph)


def test_single_nodes_stand_beneath_the_others() -> None:
    places = layout(star(12))
    lowest = min(y for node, (_, y) in places.items() if node not in ("n10", "n11"))
    assert all(places[node][1] < lowest for node in ("n10", "n11"))


def test_layout_without_the_compiled_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "crategraph_forceatlas2", None)  # importing it fails
    places = layout(star(9))
    assert len(set(places.values())) == 9
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())
    assert places == layout(star(9))


def test_layout_of_nothing_and_of_one() -> None:
    assert layout(nx.MultiDiGraph()) == {}
    one = nx.MultiDiGraph()
    one.add_node("n", label="alleen", mentions=1)
    assert layout(one) == {"n": (0.0, 0.0)}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=15, unique=True))
def test_boxes_pushed_apart_do_not_overlap(points: list[tuple[int, int]]) -> None:
    named = {f"n{i:02}": (float(x), float(y)) for i, (x, y) in enumerate(points)}
    room = dict.fromkeys(named, (12.0, 8.0))
    places = apart(named, room)
    crowded = [
        (a, b)
        for a in named
        for b in named
        if a < b and abs(places[a][0] - places[b][0]) < 11.5 and abs(places[a][1] - places[b][1]) < 7.5
    ]
    assert crowded == []


def test_turtle_and_jsonld_hold_every_statement(store: Store, tmp_path: Path) -> None:
    write(store, "turtle", tmp_path / "g.ttl")
    back = {str(triple) for triple in ox.parse(path=tmp_path / "g.ttl", format=ox.RdfFormat.TURTLE)}
    assert len(back) == len(list(store.triples()))
    write(store, "jsonld", tmp_path / "g.jsonld")
    quads = list(ox.parse(path=tmp_path / "g.jsonld", format=ox.RdfFormat.JSON_LD))
    assert len({str(quad) for quad in quads}) == len(store)
    assert {quad.graph_name.value for quad in quads} == {str(name) for name in store.graphs()}
    assert {str(ox.Triple(q.subject, q.predicate, q.object)) for q in quads} == {
        str(ox.Triple(t.subject, t.predicate, t.object))
        for t in ox.parse(path=tmp_path / "g.ttl", format=ox.RdfFormat.TURTLE)
    }


def test_csv_tables(store: Store, tmp_path: Path) -> None:
    write(store, "csv", tmp_path / "tables")
    nodes, edges, facts = (table(tmp_path / "tables" / f"{name}.csv") for name in ("nodes", "edges", "facts"))
    ids = {node["id"] for node in nodes}
    assert len(ids) == len(nodes)
    assert all(edge["source"] in ids and edge["target"] in ids for edge in edges)
    assert [e["weight"] for e in edges if (e["source"], e["kind"], e["target"]) == (NL, "contributesTo", UNIFIL)] == [
        "2"
    ]
    people = [f for f in facts if f["role"] == "personnel" and f["value"] == "12"]
    assert [(f["words"], f["begin"], f["end"], f["page"], f["letter"]) for f in people] == [
        ("12", "38", "40", "1", "voorbeeld-1.txt")
    ]
    assert people[0]["quote"][38:40] == "12"  # the sentence is the first of its letter
    assert {f["modality"] for f in facts} == {"asserted", "planned", "considered", "denied", "ended"}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(store: Store, tmp_path: Path, format: str) -> None:
    for name in ("one", "two"):
        write(store, format, tmp_path / name)  # type: ignore[arg-type]
    names = [path.name for path in sorted((tmp_path / "one").iterdir())] if format == "csv" else [""]
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in names)


def test_an_unknown_form_and_an_unwritable_place_are_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no form 'pdf'; choose from gexf, turtle, jsonld, csv"):
        write(store, "pdf", tmp_path / "g.pdf")  # type: ignore[arg-type]
    for format in FORMATS:
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
        with pytest.raises(ExportError, match="cannot be written"):
            write(store, format, tmp_path / "file" / "g")
