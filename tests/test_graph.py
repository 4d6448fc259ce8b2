"""A letter's graph says what its reading says, and points at the very characters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from readings import BE, ENTITIES, FACTS, MENTIONS, NL, TEXT, fact, passage, reading, role, span

from extract.reading import Mention, Ref, Span, When
from kg.graph import graph_of, literal, renamed, time_literal
from kg.iris import DEFAULT_BASE, Iris, decimal_text
from kg.store import Store
from kg.vocab import BG, ITSRDF, NIF, Triple

IRIS = Iris()
ID = DEFAULT_BASE
DOCUMENT = URIRef(ID + "document/brief-7")


def as_graph(triples: tuple[Triple, ...]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return as_graph(graph_of(reading(), IRIS).triples)


def one(graph: Graph, kind: URIRef, **roles: object) -> URIRef:
    found = [f for f in graph.subjects(RDF.type, kind) if all((f, BG[r], v) in graph for r, v in roles.items())]
    assert len(found) == 1
    assert isinstance(found[0], URIRef)
    return found[0]


def test_every_offset_cuts_its_own_characters_out_of_the_input(graph: Graph) -> None:
    placed = list(graph.subject_objects(NIF.anchorOf))
    roles = sum(len(f.roles) for f in FACTS)
    assert len(placed) == len(MENTIONS) + roles + 1  # one cue
    for node, anchor in placed:
        begin, end = (int(str(graph.value(node, prop))) for prop in (NIF.beginIndex, NIF.endIndex))
        assert TEXT[begin:end] == str(anchor)
        assert str(graph.value(node, BG.page)) == str(1 + TEXT[:begin].count("\f"))


def test_every_role_value_has_a_span_that_says_of_which_role_and_value(graph: Graph) -> None:
    for kind in {f.kind for f in FACTS}:
        for node in graph.subjects(RDF.type, BG[kind]):
            spans = {(graph.value(s, BG.ofRole), graph.value(s, RDF.value)) for s in graph.objects(node, BG.span)}
            values = {(p, o) for p, o in graph.predicate_objects(node) if p in ROLES}
            assert spans == values


ROLES = {BG[r.name] for f in FACTS for r in f.roles}


def test_an_inherited_value_says_so_and_points_at_where_it_was_said_first(graph: Graph) -> None:
    node = one(graph, BG.Cooperation, modality=Literal("asserted"))
    spans = {str(graph.value(s, BG.ofRole)).rpartition("#")[2]: s for s in graph.objects(node, BG.span)}
    assert str(graph.value(spans["year"], BG.inherited)) == "true"
    assert int(str(graph.value(spans["year"], NIF.beginIndex))) == TEXT.index("2031")
    assert graph.value(spans["topic"], BG.inherited) is None


def test_the_cue_of_a_modality_is_no_role(graph: Graph) -> None:
    node = one(graph, BG.Cooperation, modality=Literal("considered"))
    cue = graph.value(node, BG.cue)
    assert str(graph.value(cue, NIF.anchorOf)) == "overweegt"
    assert cue not in set(graph.objects(node, BG.span))


def test_passages_quote_clean_text_and_mentions_keep_the_characters(graph: Graph) -> None:
    node = one(graph, BG.Contribution)
    evidence = graph.value(node, BG.evidence)
    assert "Zonnewende" in str(graph.value(evidence, BG.quote))
    assert (None, NIF.anchorOf, Literal("Zonne-\nwende")) in graph
    assert graph.value(evidence, NIF.referenceContext) == DOCUMENT


def test_values_have_the_type_and_canonical_form_of_the_vocabulary(graph: Graph) -> None:
    node = one(graph, BG.DefenceSpending)
    assert graph.value(node, BG.amount) == Literal("4500000000", datatype=XSD.decimal)
    assert str(graph.value(node, BG.gdpShare)) == "1.1"
    assert graph.value(node, BG.currency) == Literal("EUR")
    node = one(graph, BG.Contribution)
    assert graph.value(node, BG.personnel) == Literal("12", datatype=XSD.integer)
    assert graph.value(node, BG.role) == Literal("waarnemers", lang="nl")
    assert graph.value(node, BG.personnelQualifier) == Literal("max")
    assert graph.value(node, BG.year).n3() == f'"2031"^^<{XSD.gYear}>'  # type: ignore[union-attr]
    assert str(graph.value(node, BG.extractedBy)).startswith("contribution-by-hand (bondgenoot ")


def test_the_letter_is_a_document_with_what_its_head_says(graph: Graph) -> None:
    said = {(p, str(o)) for p, o in graph.predicate_objects(DOCUMENT)}
    assert said >= {
        (RDF.type, str(BG.Document)),
        (RDFS.label, "Waarnemers en brugleggers"),
        (SKOS.prefLabel, "Waarnemers en brugleggers"),
        (SKOS.altLabel, "AB/2031/0007"),
        (DCTERMS.title, "Waarnemers en brugleggers"),
        (DCTERMS.identifier, "AB/2031/0007"),
        (DCTERMS.issued, "2031-05-04"),
        (DCTERMS.creator, "De minister van Rivieren"),
        (DCTERMS.source, "brief-7.txt"),
        (BG.sha256, reading().letter.sha256),
    }
    assert (URIRef(ID + "graph/brief-7"), PROV.wasDerivedFrom, DOCUMENT) in graph


def test_a_letter_without_title_is_called_by_its_identifier_else_by_its_file() -> None:
    bare = replace(reading(), letter=replace(reading().letter, title=None))
    labels = set(as_graph(graph_of(bare, IRIS).triples).objects(DOCUMENT, RDFS.label))
    assert labels == {Literal("AB/2031/0007", lang="nl")}
    bare = replace(bare, letter=replace(bare.letter, identifiers=()))
    labels = set(as_graph(graph_of(bare, IRIS).triples).objects(DOCUMENT, RDFS.label))
    assert labels == {Literal("brief-7.txt", lang="nl")}


def test_only_what_was_read_from_the_letter_brings_its_names(graph: Graph) -> None:
    assert (URIRef(ID + "country/NL"), RDFS.label, None) not in graph
    mission = URIRef(ID + "mission/zonnewende")
    assert graph.value(mission, RDF.type) == BG.Mission
    assert graph.value(mission, SKOS.prefLabel) == Literal("Zonnewende", lang="nl")
    assert set(graph.objects(mission, SKOS.altLabel)) == {Literal("missie Zonnewende", lang="nl")}


def test_another_surface_of_what_was_read_becomes_a_name_unless_broken_off() -> None:
    more = Mention("mission/zonnewende", Span(0, 9, 1, "Zonne\nwende"), 0.8, "looks alike")
    graph = as_graph(graph_of(replace(reading(), mentions=(*MENTIONS, more)), IRIS).triples)
    names = {str(o) for o in graph.objects(URIRef(ID + "mission/zonnewende"), SKOS.altLabel)}
    assert names == {"missie Zonnewende", "Zonne wende"}


def test_a_mention_links_with_a_score_and_a_reason(graph: Graph) -> None:
    mentions = [n for n in graph.subjects(RDF.type, BG.Mention) if (n, BG.page, Literal(2)) in graph]
    assert len(mentions) == 1
    node = mentions[0]
    assert graph.value(node, ITSRDF.taIdentRef) == URIRef(ID + "document/kst-99100-7")
    assert str(graph.value(node, ITSRDF.taConfidence)) == "0.95"
    assert str(graph.value(node, BG.reason)) == "the one name of this entity"


SHORTS = {BG.contributesTo, BG.leads, BG.memberOf, BG.cooperatesWith, BG.acquires, BG.partyTo, BG.locatedIn, BG.partOf}


def shortcuts(graph: Graph) -> set[tuple[str, str, str]]:
    found = {(s, p, o) for s, p, o in graph if p in SHORTS or p == DCTERMS.references}
    return {
        (str(s).removeprefix(ID), str(p).split("#")[-1].split("/")[-1], str(o).removeprefix(ID)) for s, p, o in found
    }


def test_shortcuts_stand_beside_what_is_said_and_not_beside_what_is_considered(graph: Graph) -> None:
    assert shortcuts(graph) == {
        ("country/NL", "contributesTo", "mission/zonnewende"),
        ("country/BE", "cooperatesWith", "country/NL"),
        ("country/NL", "cooperatesWith", "country/BE"),
        ("country/DE", "partyTo", "agreement/rivierenburg"),  # who withdraws is no party
        ("document/brief-7", "references", "document/kst-99100-7"),
    }


@pytest.mark.parametrize(
    ("modality", "given"),
    [("asserted", True), ("planned", True), ("considered", False), ("denied", False), ("ended", False)],
)
def test_modality_decides_about_shortcuts(modality: str, given: bool) -> None:
    facts = (replace(FACTS[0], modality=modality),)
    graph = as_graph(graph_of(reading(facts=facts), IRIS).triples)
    assert bool(shortcuts(graph)) is given
    assert len(list(graph.subjects(RDF.type, BG.Contribution))) == 1


@pytest.mark.parametrize(
    ("kind", "subject", "shortcut", "other"),
    [
        ("Contribution", "contributor", "contributesTo", "contributedTo"),
        ("Leadership", "leader", "leads", "led"),
        ("Membership", "member", "memberOf", "group"),
        ("Acquisition", "buyer", "acquires", "system"),
        ("AgreementStatus", "party", "partyTo", "agreement"),
        ("Location", "located", "locatedIn", "place"),
        ("Holding", "event", "locatedIn", "place"),
        ("Parthood", "part", "partOf", "whole"),
    ],
)
def test_each_class_of_fact_gives_its_shortcut(kind: str, subject: str, shortcut: str, other: str) -> None:
    roles = (role(subject, NL, "Nederland"), role(other, BE, "België"))
    told = fact(kind, *roles, quoted=passage("België en", "brugleggers."))  # type: ignore[arg-type]
    graph = as_graph(graph_of(reading(facts=(told,)), IRIS).triples)
    assert (URIRef(ID + NL.id), BG[shortcut], URIRef(ID + BE.id)) in graph


def test_the_same_reading_gives_the_same_statements_in_the_same_order() -> None:
    assert graph_of(reading(), IRIS) == graph_of(reading(), IRIS)


def test_the_order_of_facts_and_roles_does_not_change_the_graph() -> None:
    turned = tuple(replace(f, roles=f.roles[::-1]) for f in FACTS[::-1])
    assert set(graph_of(reading(facts=turned), IRIS).triples) == set(graph_of(reading(), IRIS).triples)


def test_another_letter_with_the_same_words_has_facts_and_mentions_of_its_own() -> None:
    one, other = (graph_of(reading(f"document/{name}"), IRIS) for name in ("a", "b"))
    made = [{s for s, _, _ in g.triples if "/fact/" in s or "/mention/" in s or "/span/" in s} for g in (one, other)]
    assert made[0]
    assert not made[0] & made[1]


def test_two_groups_of_as_many_people_in_one_sentence_are_two_facts() -> None:
    first = FACTS[0]
    moved = tuple(replace(r, span=span("hoogstens")) if r.name == "personnel" else r for r in first.roles)
    graph = as_graph(graph_of(reading(facts=(first, replace(first, roles=moved))), IRIS).triples)
    assert len(list(graph.subjects(RDF.type, BG.Contribution))) == 2


def test_a_publisher_may_have_a_base_of_their_own() -> None:
    triples = graph_of(reading(), Iris("https://example.org/kb#")).triples
    assert not [t for t in triples if any(str(term).startswith(ID) for term in t)]
    assert (
        URIRef("https://example.org/kb#country/NL"),
        BG.cooperatesWith,
        URIRef("https://example.org/kb#country/BE"),
    ) in triples


def test_the_letter_speaks_of_itself_under_its_new_id() -> None:
    old = Ref("document/brief-7")
    itself = fact(
        "Parthood", role("part", old, "bbp"), role("whole", NL, "Nederland"), quoted=passage("Ook 37", "aan.")
    )
    mention = Mention(old.id, span("bbp"), 0.9, "the letter itself")
    before = replace(reading(facts=(itself,)), mentions=(mention,))
    after = renamed(before, "document/brief-7-abcdef01")
    texts = {str(term) for triple in graph_of(after, IRIS).triples for term in triple}
    assert ID + "document/brief-7" not in texts
    assert ID + "document/brief-7-abcdef01" in texts


def test_a_role_the_ontology_does_not_know_is_refused() -> None:
    wrong = fact("Leadership", role("laeder", NL, "Nederland"), quoted=passage("Ook 37", "aan."))
    with pytest.raises(ValueError, match=r"Leadership read by rule leadership-by-hand has the role 'laeder'"):
        graph_of(reading(facts=(wrong,)), IRIS)


def test_a_time_that_is_none_is_refused_with_its_fact() -> None:
    wrong = fact("Leadership", role("year", When("voorjaar"), "2031"), quoted=passage("Ook 37", "aan."))
    with pytest.raises(ValueError, match=r"Leadership .* has an unfit year: .*'voor'"):
        graph_of(reading(facts=(wrong,)), IRIS)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_decimals_are_written_as_the_store_keeps_them(value: Decimal) -> None:
    written = literal("amount", value)
    assert Decimal(str(written)) == value
    store, name = Store(), URIRef("https://example.org/g")
    store.replace(name, [(name, BG.amount, written)])
    assert list(store.triples(name)) == [(name, BG.amount, written)]
    assert [row.text("a") for row in store.select("SELECT ?a { ?x bg:amount ?a }")] == [str(written)]


def test_a_decimal_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        decimal_text(Decimal("NaN"))


@pytest.mark.parametrize("text", ["2031-5", "31-05-2031", "2031-05-04T00:00", ""])
def test_times_of_another_form_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="A time must be written"):
        time_literal(text)


def test_odd_characters_in_an_id_cannot_break_an_iri() -> None:
    assert IRIS.entity('mission/a b"<é>') == URIRef(ID + "mission/a%20b%22%3C%C3%A9%3E")


def test_the_entities_of_the_test_are_all_mentioned() -> None:
    assert {m.entity for m in MENTIONS} == {e.id for e in ENTITIES}
