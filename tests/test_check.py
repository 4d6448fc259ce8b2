"""The shapes pass what is right, and name what is wrong with its sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import RDF, RDFS, SKOS, XSD, Literal, URIRef
from readings import BE, DE, ENTITIES, FACTS, MISSION, NL, PAPER, TEXT, TREATY, fact, passage, reading, role

from extract.reading import Entity, Fact, Reading, Ref, Role, When
from kg.check import Checker, check_store, context_of
from kg.graph import graph_of
from kg.iris import Iris
from kg.store import Store
from kg.vocab import BG, CORE, FACT_KINDS, ITSRDF, Triple

IRIS = Iris()
QUOTED = passage("België en", "brugleggers.")
TANK, DRILL, TOWN = Ref("weapon/bruglegger"), Ref("exercise/windroos"), Ref("place/rivierenburg")
MORE = (
    Entity(TANK.id, "WeaponSystem", "bruglegger", listed=False),
    Entity(DRILL.id, "Exercise", "Windroos", listed=False),
    Entity(TOWN.id, "Place", "Rivierenburg", listed=False),
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def findings(checker: Checker, told: Reading, drop: object = None) -> list[str]:
    triples = tuple(t for t in graph_of(told, IRIS).triples if drop is None or drop not in t)
    return [finding.message for finding in checker.check(triples, context_of(told, IRIS))]


def with_facts(*facts: Fact) -> Reading:
    return replace(reading(facts=facts), entities=(*ENTITIES, *MORE))


def at(name: str, value: object) -> Role:
    return role(name, value, "brugleggers")  # type: ignore[arg-type]


RIGHT: dict[str, tuple[Role, ...]] = {
    "Contribution": (
        at("contributor", NL), at("contributedTo", MISSION), at("personnel", 12), at("personnelQualifier", "about"),
        at("role", "staf"), at("asset", TANK), at("assetCount", 2), at("place", TOWN), at("start", When("2031-04")),
    ),
    "Leadership": (at("leader", NL), at("led", MISSION), at("year", When("2031"))),
    "Membership": (at("member", BE), at("group", TREATY), at("start", When("2031-04-01"))),
    "Cooperation": (at("partner", BE), at("partner", NL), at("topic", TANK)),
    "Acquisition": (
        at("buyer", NL), at("system", TANK), at("action", "delivery"), at("quantity", 8), at("supplier", DE),
        at("partner", BE), at("place", NL), at("end", When("2033")),
    ),
    "DefenceSpending": (
        at("spender", BE), at("changePercent", Decimal("-2.5")), at("changeAmount", 1000), at("currency", "NOK"),
        at("investmentShare", Decimal(20)), at("status", "target"), at("year", When("2032")),
    ),
    "AgreementStatus": (at("agreement", TREATY), at("status", "ratified"), at("party", BE), at("date", When("2031"))),
    "Establishment": (at("established", MISSION), at("founder", NL), at("status", "decided")),
    "Location": (at("located", MISSION), at("place", TOWN)),
    "Parthood": (at("part", MISSION), at("whole", DRILL)),
    "Holding": (at("event", DRILL), at("place", BE), at("organiser", NL)),
    "Citation": (at("cited", PAPER),),
    "Stationing": (at("sender", NL), at("host", DE), at("personnel", 3), at("personnelQualifier", "some")),
}  # fmt: skip


def test_the_graph_of_a_letter_passes(checker: Checker) -> None:
    assert findings(checker, reading()) == []


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_a_right_fact_of_each_class_passes(checker: Checker, kind: str) -> None:
    assert findings(checker, with_facts(fact(kind, *RIGHT[kind], quoted=QUOTED))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "core"), [(kind, name) for kind, names in CORE.items() for name in names])
def test_a_fact_without_a_core_role_is_named_with_its_sentence(checker: Checker, kind: str, core: str) -> None:
    roles = tuple(r for r in RIGHT[kind] if r.name != core) or (at("year", When("2031")),)
    found = findings(checker, with_facts(fact(kind, *roles, quoted=QUOTED)))  # type: ignore[arg-type]
    assert any(f"bg:{core}" in message for message in found)
    assert all(QUOTED.quote in message for message in found)


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("Contribution", at("personnel", Decimal("2.5")), "A number of people is one whole number"),
        ("Contribution", at("personnelQualifier", "many"), "max, min, about or some"),
        ("Contribution", at("contributedTo", BE), "goes to a mission"),
        ("Contribution", at("place", MISSION), "A place is a bg:Place or a bg:Country"),
        ("Contribution", at("buyer", NL), "The role bg:buyer belongs to bg:Acquisition"),
        ("Leadership", at("leader", TANK), "a leader that can act"),
        ("Leadership", at("led", "de oefening"), "Leadership is of an entity"),
        ("Acquisition", at("action", "purchase"), "seven actions"),
        ("Acquisition", at("system", MISSION), "is a weapon system"),
        ("DefenceSpending", at("currency", "euro"), "ISO 4217"),
        ("DefenceSpending", at("gdpShare", Decimal(101)), "between 0 and 100"),
        ("AgreementStatus", at("status", "actual"), "signed, ratified"),
        ("Establishment", at("status", "signed"), "established, decided or proposed"),
        ("Holding", at("event", MISSION), "an exercise or a meeting"),
        ("Citation", at("cited", TREATY), "What is cited is a document"),
        ("Location", at("start", "voorjaar"), "starts at most once, at a day"),
        ("Stationing", at("host", Ref("country/ZZ")), "Stationing has a host"),
    ],
)
def test_an_unfit_value_is_named(checker: Checker, kind: str, wrong: Role, words: str) -> None:
    roles = (*(r for r in RIGHT[kind] if r.name != wrong.name), wrong)
    found = findings(checker, with_facts(fact(kind, *roles, quoted=QUOTED)))  # type: ignore[arg-type]
    assert any(words in message for message in found), found


def test_spending_without_any_measure_is_named(checker: Checker) -> None:
    told = with_facts(fact("DefenceSpending", at("spender", BE), at("year", When("2031")), quoted=QUOTED))
    assert any("an amount, a share or a change" in message for message in findings(checker, told))


def test_a_modality_or_confidence_out_of_range_is_named(checker: Checker) -> None:
    wrong = replace(fact("Parthood", *RIGHT["Parthood"], quoted=QUOTED), modality="maybe", confidence=1.2)  # type: ignore[arg-type]
    found = findings(checker, with_facts(wrong))
    assert any("asserted, planned, considered, denied or ended" in message for message in found)
    assert any("confidence in a fact lies between 0 and 1" in message for message in found)


def test_a_fact_without_evidence_is_named(checker: Checker) -> None:
    wrong = replace(FACTS[0], passages=())
    assert any("one or more passages" in message for message in findings(checker, with_facts(wrong)))


def test_a_value_without_a_span_is_named(checker: Checker) -> None:
    told = reading(facts=FACTS[:1])
    personnel = next(s for s, p, o in graph_of(told, IRIS).triples if p == BG.ofRole and o == BG.personnel)
    found = findings(checker, told, drop=personnel)
    assert len(found) == 1
    assert "Every role value of a fact has a bg:span" in found[0]
    assert FACTS[0].passages[0].quote in found[0]


def test_the_finding_points_at_the_words_of_the_role(checker: Checker) -> None:
    roles = (role("leader", NL, "Nederland", nth=1), role("led", "het onderhoud", "onderhoud"))
    told = with_facts(fact("Leadership", *roles, quoted=QUOTED))
    (finding,) = {f.span for f in checker.check(graph_of(told, IRIS).triples, context_of(told, IRIS))}
    assert finding is not None
    assert finding.anchor == "onderhoud" == TEXT[finding.start : finding.end]


def test_a_mention_of_nothing_known_is_named(checker: Checker) -> None:
    told = reading()
    told = replace(told, mentions=(replace(told.mentions[0], entity="country/ZZ"),), facts=())
    found = findings(checker, told)
    assert len(found) == 1
    assert "A mention stands for one entity" in found[0]
    assert "country/ZZ" in found[0]


def test_a_mention_that_ends_before_it_begins_is_named(checker: Checker) -> None:
    told = reading(facts=())
    backwards = replace(told.mentions[0], span=replace(told.mentions[0].span, start=9, end=9))
    assert any("begins at one character" in m for m in findings(checker, replace(told, mentions=(backwards,))))


def test_an_entity_without_a_dutch_name_and_a_country_without_a_code_are_named(checker: Checker) -> None:
    node = URIRef(IRIS.base + "country/nederland")
    triples: list[Triple] = [(node, RDF.type, BG.Country), (node, SKOS.prefLabel, Literal("Netherlands", lang="en"))]
    found = " ".join(f.message for f in checker.check(triples))
    assert "one preferred label in Dutch" in found
    assert "one rdfs:label" in found
    assert "alpha-2" in found


def test_a_letter_with_a_broken_fingerprint_is_named(checker: Checker) -> None:
    told = replace(reading(), letter=replace(reading().letter, sha256="abc", pages=0))
    found = findings(checker, told)
    assert any("64 hexadecimal digits" in message for message in found)
    assert any("one or more pages" in message for message in found)


def test_the_check_of_a_store_finds_names_in_other_graphs(checker: Checker) -> None:
    store, told = Store(), reading()
    graph = graph_of(told, IRIS)
    store.replace(graph.name, graph.triples)
    (first,) = check_store(store, checker)
    assert first[0] == graph.name
    assert any("A mention stands for one entity" in finding.message for finding in first[1])
    store.replace(IRIS.background, context_of(told, IRIS))
    assert list(check_store(store, checker)) == [(IRIS.background, ()), (graph.name, ())]


def test_two_letters_may_know_a_thing_by_different_names(checker: Checker) -> None:
    store = Store()
    for identifier, label in (("document/a", "Zonnewende"), ("document/b", "ZONNEWENDE")):
        told = reading(identifier, facts=FACTS[:1])
        entities = tuple(replace(e, label=label) if e.id == MISSION.id else e for e in told.entities)
        graph = graph_of(replace(told, entities=entities), IRIS)
        store.replace(graph.name, graph.triples)
    store.replace(IRIS.background, context_of(reading(), IRIS))
    assert [found for _, found in check_store(store, checker)] == [(), (), ()]


def test_a_score_must_be_a_decimal(checker: Checker) -> None:
    told = reading()
    triples = [
        (s, p, Literal("0.95", datatype=XSD.double) if p == ITSRDF.taConfidence else o)
        for s, p, o in graph_of(told, IRIS).triples
        if p != RDFS.comment
    ]
    found = checker.check(triples, context_of(told, IRIS))
    assert found
    assert all("The score of a link lies between 0 and 1. It is about itsrdf:taConfidence" in f.message for f in found)
