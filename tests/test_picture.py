"""The picture: well-formed SVG that shows every chosen entity once, says what it left out, and is stable."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.network import network
from kg.palette import CLASSES, RELATIONS
from kg.picture import chosen, draw, write_svg
from kg.store import Store
from kg.vocab import ENTITY_KINDS

DATA = Path(__file__).parent / "data"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network(Store.load(DATA / "sample.trig"))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def chain(length: int, label: str = "schakel") -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for i in range(length):
        graph.add_node(f"n{i}", label=f"{label} {i}", mentions=i, **{"class": "Organisation"})
    for i in range(length - 1):
        told = {"kind": "partOf", "weight": 1 + (i == 3), "years": "2031", "quote": label, "directed": True}
        graph.add_edge(f"n{i}", f"n{i + 1}", key="partOf", **told)
    return graph


def test_every_entity_and_relation_of_a_small_network_is_drawn(graph: nx.MultiDiGraph) -> None:
    svg = draw(graph)
    shown = " ".join(texts(svg))
    for label in dict(graph.nodes(data="label")).values():
        assert label in shown or label.replace(" ", "  ") in shown
    assert "16 entities and 15 relations: all that the letters tell" in shown
    titles = [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}title")]
    assert len(titles) == 1 + len(graph) + graph.number_of_edges()
    assert "Spanje leads EUTM Mali (2030): “Spanje leidt sinds 2030 de missie EUTM Mali.”" in titles
    assert "UNIFIL (Mission; named 4 times)" in titles


def test_legend_names_the_classes_and_relations_that_are_there_and_no_others(graph: nx.MultiDiGraph) -> None:
    shown = texts(draw(graph))
    kinds, classes = {k for _, _, k in graph.edges(keys=True)}, set(dict(graph.nodes(data="class")).values())
    assert {line.name for line in RELATIONS.values()} & set(shown) == {RELATIONS[kind].name for kind in kinds}
    assert {look.name for look in CLASSES.values()} & set(shown) == {CLASSES[kind].name for kind in classes}


def test_everything_stands_inside_the_frame(graph: nx.MultiDiGraph) -> None:
    root = ElementTree.fromstring(draw(graph))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.attrib["x"]) < width
        assert 0 < float(text.attrib["y"]) < height


def test_of_a_large_network_the_middle_is_shown_and_the_rest_counted() -> None:
    graph = chain(12)
    graph.add_node("apart", label="apart", mentions=50, **{"class": "Mission"})
    shown = chosen(graph, 4)
    assert set(shown) == {"n3", "n4", "n10", "n9"}  # the heavy pair, then those named most
    assert "4 of 13 entities and 2 of 11 relations: those with the most relations" in texts(draw(graph, most=4))


def test_of_a_middling_network_the_largest_part_is_shown() -> None:
    graph = chain(50)
    graph.add_edge("apart", "alone", key="leads", kind="leads")
    assert set(chosen(graph, 100)) == {f"n{i}" for i in range(50)}
    graph.add_nodes_from(["apart", "alone"], label="los", mentions=1, **{"class": "Mission"})
    assert "50 of 52 entities and 49 of 50 relations: the largest connected part" in texts(draw(graph))


def test_the_same_network_gives_the_same_text_whatever_its_order(graph: nx.MultiDiGraph) -> None:
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert draw(turned) == draw(graph)


def test_an_empty_graph_gives_an_empty_picture(tmp_path: Path) -> None:
    write_svg(Store(), tmp_path / "empty.svg")
    assert "0 entities and 0 relations: all that the letters tell" in texts((tmp_path / "empty.svg").read_text("utf-8"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_label_gives_well_formed_svg(label: str) -> None:
    svg = draw(chain(3, label))
    ElementTree.fromstring(svg.encode())


def test_title_of_ones_own_is_escaped(graph: nx.MultiDiGraph) -> None:
    assert texts(draw(graph, title="Wie & wat <2031>"))[0] == "Wie & wat <2031>"


def test_every_class_and_relation_has_a_look_of_its_own() -> None:
    assert CLASSES.keys() == set(ENTITY_KINDS)
    assert len({look.colour for look in CLASSES.values()}) == len(CLASSES)
    assert len({line.colour for line in RELATIONS.values()}) == len(RELATIONS)
