"""The named questions: each with data and expected rows, on the program's engine and on another."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Literal, URIRef
from two_letters import two_letters

from kg.query import FORMATS, QueryError, fill, find, named, parse, run
from kg.store import Store, StoreError
from kg.table import Column, render
from kg.vocab import BG, NIF

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own, on reading TriG

DATA = Path(__file__).parent / "data"
NAMES = [query.name for query in named()]
ASKED = {"dossier": {"entity": "vn"}}
"""Parameters with which the questions that need one are asked."""
OF_TWO = frozenset({"contradictions", "gaps", "repeated"})
"""The questions that are asked of two letters and not of the sample."""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.load(DATA / "sample.trig")


@pytest.fixture(scope="module")
def stores(store: Store) -> dict[str, Store]:
    """By question, the graph it is asked of."""
    two = two_letters()
    return {name: two if name in OF_TWO else store for name in NAMES}


@pytest.fixture(scope="module")
def unions(stores: dict[str, Store], tmp_path_factory: pytest.TempPathFactory) -> dict[str, rdflib.Dataset]:
    """The same graphs in another engine."""
    two = tmp_path_factory.mktemp("two") / "graph.trig"
    stores["gaps"].save(two)
    ours, theirs = rdflib.Dataset(default_union=True), rdflib.Dataset(default_union=True)
    ours.parse(DATA / "sample.trig")
    theirs.parse(two)
    return {name: theirs if name in OF_TWO else ours for name in NAMES}


def rows(answer: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer)))


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_exactly_the_expected_rows(stores: dict[str, Store], name: str) -> None:
    expected = rows((DATA / "answers" / f"{name}.csv").read_text(encoding="utf-8"))
    found = rows(run(stores[name], name, ASKED.get(name), "csv"))
    assert expected
    assert [{key: row[key] for key in expected[0]} for row in found] == expected
    assert set(found[0]) - set(expected[0]) <= {"fact", "entity", "document"}


@pytest.mark.parametrize("modality", ["asserted,planned", "all"])
@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows_in_the_same_order(
    stores: dict[str, Store], unions: dict[str, rdflib.Dataset], name: str, modality: str
) -> None:
    query, params = find(name), dict(ASKED.get(name, {}))
    if any(parameter.name == "modality" for parameter in query.parameters):
        params["modality"] = modality
    text = fill(query, params)
    ours = stores[name].select(text)
    theirs = unions[name].query(text)
    assert tuple(map(str, theirs.vars or ())) == ours.variables
    assert [tuple(row.text(name) for name in ours.variables) for row in ours] == [
        tuple("" if value is None else str(value) for value in row) for row in theirs
    ]


def test_every_question_is_described_and_sorted_by_all_its_columns() -> None:
    for query in named():
        assert query.title != query.name, query.name
        assert query.help.endswith("."), query.name
        assert all(parameter.help for parameter in query.parameters), query.name
        columns = query.text.split("SELECT DISTINCT ", 1)[1].split(" WHERE", 1)[0].split()
        order = query.text.rsplit("ORDER BY ", 1)[1]
        assert all(column in order for column in columns), query.name


def test_every_question_declares_its_prefixes_so_that_it_runs_elsewhere() -> None:
    for query in named():
        used = set(re.findall(r"(?<![\w<])([a-z]+):(?=[A-Za-z])", re.sub(r"#.*|<[^>]*>", "", query.text)))
        assert used == set(re.findall(r"PREFIX (\w+): <", query.text)), query.name


def test_considered_facts_are_shown_when_asked_for(store: Store) -> None:
    assert "EUTM Mali" not in run(store, "missions", width=200)
    found = rows(run(store, "missions", {"modality": "considered"}, "csv"))
    assert [(row["contributor"], row["mission"], row["modality"]) for row in found] == [
        ("Nederland", "EUTM Mali", "considered")
    ]
    everything = rows(run(store, "missions", {"modality": "all"}, "csv"))
    assert sorted({row["modality"] for row in everything}) == ["asserted", "considered", "ended"]


def test_gaps_are_chosen_by_what_they_show(stores: dict[str, Store]) -> None:
    found = rows(run(stores["gaps"], "gaps", {"sign": "share,people"}, "csv"))
    assert [row["signs"] for row in found] == ["money, share", "people"]


@pytest.mark.parametrize("name", ["Duitsland", "germany", "DE", "deu"])
def test_dossier_takes_any_name_in_any_case(store: Store, name: str) -> None:
    kinds = {row["kind"] for row in rows(run(store, "dossier", {"entity": name}, "csv"))}
    assert kinds == {"Contribution", "Cooperation", "DefenceSpending", "Stationing"}


def test_a_fact_read_from_two_sentences_with_two_assets_is_one_row() -> None:
    store, base = Store(), "https://example.org/"
    fact, letter = URIRef(base + "fact"), URIRef(base + "letter")
    triples = [
        (fact, RDF.type, BG.Contribution),
        (fact, BG.modality, Literal("asserted")),
        (letter, RDFS.label, Literal("Brief", lang="nl")),
    ]
    things = {"contributor": "Nederland", "contributedTo": "Missie", "asset": "boot", "asset2": "anker"}
    for role, label in things.items():
        thing = URIRef(base + label)
        triples += [(fact, BG[role.rstrip("2")], thing), (thing, RDFS.label, Literal(label, lang="nl"))]
    triples.append((URIRef(base + "Missie"), RDF.type, BG.Mission))
    for begin, quote in ((90, "later"), (10, "eerder")):
        passage = URIRef(f"{base}passage{begin}")
        triples += [
            (fact, BG.evidence, passage),
            (passage, BG.quote, Literal(quote)),
            (passage, BG.page, Literal("1", datatype=XSD.integer)),
            (passage, NIF.beginIndex, Literal(str(begin), datatype=XSD.integer)),
            (passage, NIF.referenceContext, letter),
        ]
    store.replace(URIRef(base + "graph"), triples)
    [row] = rows(run(store, "missions", format="csv"))
    assert (row["asset"], row["quote"], row["letter"]) == ("anker, boot", "eerder", "Brief")


def test_a_name_that_is_nearly_right_gets_a_hint(store: Store) -> None:
    with pytest.raises(QueryError, match=r"called 'Unifill'\. Names that look like it: .*UNIFIL"):
        run(store, "dossier", {"entity": "Unifill"})
    with pytest.raises(QueryError, match="See them all with the question 'names'"):
        run(store, "dossier", {"entity": "qqqqqqqqqqqq"})


@pytest.mark.parametrize(
    ("name", "params", "format", "message"),
    [
        ("nothing", {}, "table", "No question is called 'nothing'. There are: agreements, "),
        ("missing.rq", {}, "table", "missing.rq cannot be read"),
        ("dossier", {}, "table", "dossier: give entity, "),
        ("missions", {"year": "2031"}, "table", "no parameter 'year'; the question has modality"),
        ("names", {"year": "2031"}, "table", "no parameter 'year'; the question has none"),
        ("missions", {"modality": "maybe"}, "table", "modality cannot be 'maybe'; choose from asserted, "),
        ("missions", {}, "xml", "There is no format 'xml'; choose from table, csv, json"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    store: Store, name: str, params: dict[str, str], format: str, message: str
) -> None:
    with pytest.raises(QueryError) as told:
        run(store, name, params, format)  # type: ignore[arg-type]
    assert message in str(told.value)


def test_a_file_of_ones_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text("SELECT ?label WHERE { ?x a bg:Exercise ; rdfs:label ?label }", encoding="utf-8")
    assert run(store, path, format="csv") == "label\nTrident Juncture\n"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(StoreError, match="not a SELECT query"):
        run(store, path)


def test_a_parameter_without_its_place_in_the_query_is_an_error() -> None:
    with pytest.raises(QueryError, match=r"parameter 'who' is declared, but no VALUES \?who"):
        parse("odd", "# title: Odd\n# parameter who: a name\nSELECT * { ?s ?p ?o }")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_name_breaks_out_of_the_query(text: str) -> None:
    query = parse("echo", '# parameter who: a name\nSELECT ?who { VALUES ?who { "" } }')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        return
    [row] = Store().select(fill(query, {"who": text}))
    assert row.text("who") == text


def test_json_is_the_w3c_format_with_types(store: Store) -> None:
    answer = json.loads(run(store, "spending", format="json"))
    assert answer["head"]["vars"][:3] == ["spender", "year", "amount"]
    german, norwegian = answer["results"]["bindings"]
    assert german["amount"] == {"type": "literal", "value": "60500000000", "datatype": str(XSD.decimal)}
    assert german["year"] == {"type": "literal", "value": "2031", "datatype": str(XSD.gYear)}
    assert german["fact"]["type"] == "uri"
    assert "amount" not in norwegian  # unbound is left out


def test_table_puts_the_quote_with_its_place_beneath_the_row(store: Store) -> None:
    lines = run(store, "leads", width=80).splitlines()
    assert lines == [
        "Leadership",
        "",
        "leader            kind     led        start",
        "----------------  -------  ---------  -----",
        "Spanje            Mission  EUTM Mali  2030",
        "    “Spanje leidt sinds 2030 de missie EUTM Mali.” (BS2031004711, p. 1)",
        "Verenigde Naties  Mission  UNIFIL",
        "    “UNIFIL staat onder leiding van de VN.” (BS2031004711, p. 1)",
        "",
        "2 rows",
    ]


def test_table_says_what_is_not_settled_and_tells_a_shared_quote_once(store: Store) -> None:
    assert "Lockheed Martin.” (BS2031004711, p. 2; planned)" in run(store, "deliveries", width=100)
    [quote] = [line for line in run(store, "dossier", {"entity": "vn"}, width=100).splitlines() if "“" in line]
    assert quote == "    “UNIFIL staat onder leiding van de VN.” (BS2031004711, p. 1)"


def test_words_stay_whole_where_there_is_room_for_them() -> None:
    columns = [Column("what", ("bevoorrading op zee en in de lucht",)), Column("who", ("luchtverdedigingscommando",))]
    assert render(columns, [], 42).splitlines()[2:] == [
        "bevoorrading op  luchtverdedigingscommando",
        "zee en in de",
        "lucht",
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_tables_keep_to_the_width_and_lose_nothing(stores: dict[str, Store], name: str, width: int) -> None:
    wide, narrow = (run(stores[name], name, ASKED.get(name), width=w) for w in (400, width))
    columns = len(wide.splitlines()[3].split("  "))
    if columns * 8 <= width:
        assert max(map(len, narrow.splitlines()[2:])) <= width
    assert sorted("".join(wide.split()).replace("-", "")) == sorted("".join(narrow.split()).replace("-", ""))


@given(
    st.lists(st.tuples(st.text("ab c-", max_size=30), st.integers(-(10**12), 10**12)), min_size=1, max_size=5),
    st.integers(20, 80),
)
def test_columns_stand_beneath_each_other(cells: list[tuple[str, int]], width: int) -> None:
    words = Column("words", tuple(word for word, _ in cells))
    numbers = Column("number", tuple(str(number) for _, number in cells), numeric=True)
    lines = render([words, numbers], [], width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[1].endswith("-")
    right = len(lines[1])
    assert all(len(line) <= right for line in lines)


def test_no_rows_are_said_so(store: Store) -> None:
    assert run(store, "agreements", {"modality": "denied"}) == "Treaties and other agreements\n\n0 rows\n"
    for format in FORMATS:
        assert run(store, "agreements", {"modality": "denied"}, format).endswith("\n")
