"""GEXF: valid by the format's own schema, read back by another program, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg import gexf
from kg.export import write_gexf
from kg.layout import layout
from kg.network import network
from kg.palette import CLASSES, RELATIONS, radius
from kg.store import Store

DATA = Path(__file__).parent / "data"
ID = "https://w3id.org/bondgenoot/id/"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network(Store.load(DATA / "sample.trig"))


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    folder = os.environ.get("BONDGENOOT_SUITES")
    if not folder:
        pytest.skip("BONDGENOOT_SUITES does not name the folder with gexf/gexf.rng")
    return etree.RelaxNG(etree.parse(str(Path(folder) / "gexf" / "gexf.rng")))


def text_of(graph: nx.MultiDiGraph) -> str:
    return "".join(gexf.lines(graph, layout(graph)))


def odd(label: str, quote: str = "", kind: str = "leads") -> nx.MultiDiGraph:
    """A network of two nodes and an edge, with these texts in it."""
    graph = nx.MultiDiGraph()
    for name in ("a", "b"):
        graph.add_node(name, label=label, mentions=1, letters=1, source="read", spells=(), **{"class": "Mission"})
    told = {"kind": kind, "weight": 1, "years": "", "letters": label, "quote": quote, "spells": (), "directed": True}
    graph.add_edge("a", "b", key=kind, **told)
    return graph


def test_file_is_valid_gexf(graph: nx.MultiDiGraph, schema: etree.RelaxNG) -> None:
    assert schema.validate(etree.fromstring(text_of(graph).encode())), schema.error_log


def test_an_empty_network_is_valid_gexf(schema: etree.RelaxNG) -> None:
    assert schema.validate(etree.fromstring(text_of(nx.MultiDiGraph()).encode())), schema.error_log


def test_another_program_reads_back_what_was_written(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.gexf"
    gexf.write(graph, layout(graph), path)
    back = nx.read_gexf(path, version="1.3")
    assert sorted(back) == sorted(graph)
    assert {n: d["label"] for n, d in back.nodes(data=True)} == dict(graph.nodes(data="label"))
    assert {n: d["mentions"] for n, d in back.nodes(data=True)} == dict(graph.nodes(data="mentions"))
    told = sorted(
        (s, t, RELATIONS[kind].name, data["weight"]) for s, t, kind, data in graph.edges(keys=True, data=True)
    )
    assert sorted((s, t, data["label"], data["weight"]) for s, t, data in back.edges(data=True)) == told
    order = back.edges[ID + "country/BE", ID + "weapon/minehunter"]
    assert order["spells"] == [("2030-01-01", "2030-12-31")]
    assert order["years"] == "2030"


def test_two_relations_between_the_same_two_stay_two(tmp_path: Path) -> None:
    graph = odd("missie")
    graph.add_edge("a", "b", key="partOf", **{**graph.edges["a", "b", "leads"], "kind": "partOf", "weight": 3})
    gexf.write(graph, layout(graph), tmp_path / "graph.gexf")
    back = nx.read_gexf(tmp_path / "graph.gexf", version="1.3")
    assert sorted((d["label"], d["weight"]) for d in back.get_edge_data("a", "b").values()) == [
        ("leads", 1.0), ("part of", 3.0),
    ]  # fmt: skip


def test_looks_places_and_kinds(graph: nx.MultiDiGraph) -> None:
    root = ElementTree.fromstring(text_of(graph))
    places = layout(graph)
    for node in root.findall(".//g:node", NS):
        data = graph.nodes[node.attrib["id"]]
        colour, place, size = (node.find(f"viz:{name}", NS) for name in ("color", "position", "size"))
        assert colour is not None
        assert "#{:02X}{:02X}{:02X}".format(*(int(colour.attrib[c]) for c in "rgb")) == CLASSES[data["class"]].colour
        assert place is not None
        assert (float(place.attrib["x"]), float(place.attrib["y"])) == places[node.attrib["id"]]
        assert size is not None
        assert float(size.attrib["value"]) == radius(data["mentions"])
    kinds = {edge.attrib["kind"] for edge in root.findall(".//g:edge", NS)}
    assert kinds == {kind for _, _, kind in graph.edges(keys=True)}
    assert kinds <= RELATIONS.keys()
    for edge in root.findall(".//g:edge", NS):
        directed = edge.find("g:attvalues/g:attvalue[@for='directed']", NS)
        assert directed is not None
        assert directed.attrib["value"] == ("false" if edge.attrib["kind"] == "cooperatesWith" else "true")


def test_the_same_graph_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.store import Store; from kg.export import write_gexf; "
        "write_gexf(Store.load(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    files = []
    for seed in ("1", "2"):
        files.append(tmp_path / f"{seed}.gexf")
        command = [sys.executable, "-c", program, str(DATA / "sample.trig"), str(files[-1])]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[1])
    assert files[0].read_bytes() == files[1].read_bytes()
    assert not list(tmp_path.glob(".*"))  # nothing half-written stays behind


def test_a_file_that_cannot_be_written_is_an_error(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_gexf(Store(), tmp_path / "nowhere" / "graph.gexf")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_well_formed_and_readable(label: str, quote: str) -> None:
    root = ElementTree.fromstring(text_of(odd(label, quote)).encode())
    node = root.find(".//g:node", NS)
    assert node is not None
    allowed = "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in label)
    assert node.attrib["label"] == " ".join(allowed.split())


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([*RELATIONS, "unheardOf"]))
def test_any_text_is_valid_gexf(schema: etree.RelaxNG, label: str, quote: str, kind: str) -> None:
    assert schema.validate(etree.fromstring(text_of(odd(label, quote, kind)).encode())), schema.error_log


def test_a_surrogate_half_does_no_harm() -> None:
    text_of(odd("half \ud800 letter")).encode()
