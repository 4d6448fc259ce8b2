"""The store keeps what it is given, answers questions over all graphs, and writes the same bytes again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, SKOS, XSD, Dataset, Literal, URIRef
from readings import reading

from kg.graph import graph_of
from kg.iris import Iris
from kg.store import Store, StoreError, read_turtle
from kg.vocab import BG, PREFIXES, Triple

EX = "https://example.org/"
GRAPH, OTHER = URIRef(EX + "g"), URIRef(EX + "other")
A, B = URIRef(EX + "a"), URIRef(EX + "b")


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store() if request.param == "memory" else Store(tmp_path / "store")


def letter() -> tuple[Triple, ...]:
    return graph_of(reading(), Iris()).triples


def test_what_is_stored_reads_back_equal(store: Store) -> None:
    store.replace(GRAPH, letter())
    assert set(store.triples(GRAPH)) == set(letter())
    assert len(store) == len(set(letter()))


def test_replacing_a_graph_leaves_nothing_of_the_old_and_all_of_the_others(store: Store) -> None:
    store.replace(GRAPH, letter())
    store.replace(OTHER, [(A, RDFS.label, Literal("ander", lang="nl"))])
    store.replace(GRAPH, [(A, BG.memberOf, B)])
    assert list(store.triples(GRAPH)) == [(A, BG.memberOf, B)]
    assert list(store.triples(OTHER)) == [(A, RDFS.label, Literal("ander", lang="nl"))]
    assert store.graphs() == [GRAPH, OTHER]


def test_a_graph_can_be_taken_out_and_one_that_is_not_there_too(store: Store) -> None:
    store.replace(GRAPH, [(A, BG.memberOf, B)])
    store.remove(GRAPH)
    store.remove(OTHER)
    assert store.graphs() == []
    assert len(store) == 0


def test_a_question_reaches_over_all_graphs_and_knows_the_prefixes(store: Store) -> None:
    store.replace(GRAPH, [(A, BG.memberOf, B)])
    store.replace(OTHER, [(B, SKOS.prefLabel, Literal("verband", lang="nl"))])
    rows = store.select("SELECT ?x ?name ?none WHERE { ?x bg:memberOf ?g . ?g skos:prefLabel ?name }")
    assert rows.variables == ("x", "name", "none")
    (row,) = rows
    assert row["x"] == A
    assert row["name"] == Literal("verband", lang="nl")
    assert dict(row) == {"x": A, "name": Literal("verband", lang="nl")}
    assert (row.text("name"), row.text("none"), row.text("unknown", "-")) == ("verband", "", "-")
    assert "none" not in row
    with pytest.raises(KeyError):
        row["none"]


def test_named_graphs_can_be_told_apart(store: Store) -> None:
    store.replace(GRAPH, [(A, BG.memberOf, B)])
    store.replace(OTHER, [(A, BG.memberOf, B)])
    assert [row["g"] for row in store.select("SELECT ?g WHERE { GRAPH ?g { ?x bg:memberOf ?y } } ORDER BY ?g")] == [
        GRAPH,
        OTHER,
    ]
    assert list(store.triples()) == [(A, BG.memberOf, B)]


def test_other_forms_of_question(store: Store) -> None:
    store.replace(GRAPH, [(A, BG.memberOf, B)])
    assert store.ask("ASK { ?x bg:memberOf ?y }")
    assert not store.ask("ASK { ?x bg:leads ?y }")
    assert list(store.construct("CONSTRUCT { ?y bg:leads ?x } WHERE { ?x bg:memberOf ?y }")) == [(B, BG.leads, A)]


@pytest.mark.parametrize(
    ("form", "query", "words"),
    [
        ("select", "SELECT ?x WHERE {", "not valid SPARQL"),
        ("select", "ASK {}", "only SELECT gives rows"),
        ("ask", "SELECT * {}", "only ASK gives true or false"),
        ("construct", "ASK {}", "only these give triples"),
    ],
)
def test_a_question_of_the_wrong_form_is_refused_in_words(form: str, query: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        getattr(Store(), form)(query)


def test_saving_and_loading_gives_the_same_graphs_and_the_same_bytes(tmp_path: Path) -> None:
    store = Store()
    store.replace(OTHER, [(A, BG.memberOf, B)])
    store.replace(GRAPH, letter())
    store.save(tmp_path / "one.trig")
    again = Store.load(tmp_path / "one.trig")
    again.save(tmp_path / "two.trig")
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()
    assert set(again.triples(GRAPH)) == set(letter())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.trig", "two.trig"]


def test_the_order_of_statements_and_graphs_does_not_change_the_file(tmp_path: Path) -> None:
    one, two = Store(), Store()
    one.replace(GRAPH, letter())
    one.replace(OTHER, [(A, BG.memberOf, B)])
    two.replace(OTHER, [(A, BG.memberOf, B)])
    two.replace(GRAPH, letter()[::-1])
    one.save(tmp_path / "one.trig")
    two.save(tmp_path / "two.trig")
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()


def test_the_file_names_its_prefixes_once_and_each_graph_once(tmp_path: Path) -> None:
    store = Store()
    store.replace(Iris().graph("document/brief-7"), letter())
    store.replace(OTHER, [(A, BG.memberOf, B)])
    store.save(tmp_path / "graph.trig")
    lines = (tmp_path / "graph.trig").read_text().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes) == lines[: len(prefixes)]
    assert len(prefixes) == len(PREFIXES | Iris().prefixes())
    assert [line for line in lines if line.endswith("{")] == ["<https://example.org/other> {", "graph:brief-7 {"]


def test_rdflib_reads_the_file_and_sees_the_same_statements(tmp_path: Path) -> None:
    store = Store()
    store.replace(GRAPH, letter())
    store.save(tmp_path / "graph.trig")
    read = Dataset(default_union=True).parse(tmp_path / "graph.trig")
    assert {(s, p, o) for s, p, o, _ in read.quads()} == set(letter())


def test_the_prefixes_of_a_publisher_come_back_with_the_file(tmp_path: Path) -> None:
    iris = Iris("https://example.org/kb/")
    store = Store(prefixes=PREFIXES | iris.prefixes())
    store.replace(iris.graph("document/brief-7"), graph_of(reading(), iris).triples)
    store.save(tmp_path / "graph.trig")
    again = Store.load(tmp_path / "graph.trig")
    assert again.ask("ASK { country:BE bg:cooperatesWith country:NL }")


@pytest.mark.parametrize(
    ("text", "words"), [(None, r"no graph at .*kg build"), ("dit is geen graaf", "not a readable TriG")]
)
def test_a_file_that_cannot_be_loaded_is_named(tmp_path: Path, text: str | None, words: str) -> None:
    path = tmp_path / "graph.trig"
    if text is not None:
        path.write_text(text)
    with pytest.raises(StoreError, match=words):
        Store.load(path)


def test_turtle_that_is_not_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.ttl").write_text("<a> <b>")
    with pytest.raises(StoreError, match=r"names\.ttl is not valid Turtle"):
        list(read_turtle(tmp_path / "names.ttl"))


TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS, st.sampled_from(["nl", "en", None]))
def test_any_text_survives_store_and_file(
    tmp_path_factory: pytest.TempPathFactory, text: str, language: str | None
) -> None:
    statement = (A, RDFS.label, Literal(text, lang=language))
    store = Store()
    store.replace(GRAPH, [statement])
    path = tmp_path_factory.mktemp("text") / "graph.trig"
    store.save(path)
    assert list(Store.load(path).triples(GRAPH)) == [statement]


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_whole_numbers_survive(number: int) -> None:
    store = Store()
    store.replace(GRAPH, [(A, BG.personnel, Literal(str(number), datatype=XSD.integer))])
    assert [row.text("n") for row in store.select("SELECT ?n { ?x bg:personnel ?n }")] == [str(number)]
