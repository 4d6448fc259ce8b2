"""The ontology says all that the public vocabulary promises, and code, shapes and data agree with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import ontology
from kg.background import background_of, read_concepts, unlisted
from kg.check import Checker
from kg.graph import DECIMAL_ROLES, DUTCH_ROLES, SHORTCUTS
from kg.iris import DEFAULT_BASE, Iris
from kg.vocab import BG, CORE, ENTITY_KINDS, FACT_KINDS

FOLDER = Path(ontology.__file__).parent
SHAPES_NS = "https://w3id.org/bondgenoot/shapes#"

PROMISED = {
    "Contribution": "contributor contributedTo personnel personnelQualifier role asset assetCount place",
    "Leadership": "leader led",
    "Membership": "member group",
    "Cooperation": "partner topic",
    "Acquisition": "buyer system action quantity supplier partner place",
    "DefenceSpending": "spender amount currency gdpShare investmentShare changeAmount changePercent status",
    "AgreementStatus": "agreement status party",
    "Establishment": "established founder status",
    "Location": "located place",
    "Parthood": "part whole",
    "Holding": "event place organiser",
    "Citation": "cited",
    "Stationing": "sender host personnel personnelQualifier",
}
"""The roles of each class of fact in the public vocabulary, time aside."""

TIME = ("year", "start", "end", "date")


def local(term: Node | None) -> str:
    return str(term).removeprefix(str(BG))


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(FOLDER / "bondgenoot.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(FOLDER / "shapes.ttl")


def classes(node: Node | None, graph: Graph) -> set[str]:
    """The classes that a domain or range names, one or a union."""
    union = graph.value(node, OWL.unionOf)
    return {local(c) for c in Collection(graph, union)} if union is not None else {local(node)} if node else set()


def above(kind: URIRef, graph: Graph) -> set[Node]:
    return set(graph.transitive_objects(kind, RDFS.subClassOf))


def test_the_code_knows_exactly_the_terms_of_the_ontology(terms: Graph) -> None:
    defined = {local(term) for term in terms.subjects(RDFS.isDefinedBy)}
    assert {name for name in BG.__annotations__ if not name.startswith("_")} == defined


def test_a_slip_in_a_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="Contributoin"):
        _ = BG.Contributoin


def test_every_term_has_a_label_and_a_definition_in_both_languages(terms: Graph) -> None:
    for term in terms.subjects(RDFS.isDefinedBy):
        for prop in (RDFS.label, SKOS.definition):
            languages = sorted(o.language or "" for o in terms.objects(term, prop) if isinstance(o, Literal))
            assert languages == ["en", "nl"], (term, prop)


def test_no_two_terms_share_a_label(terms: Graph) -> None:
    for language in ("nl", "en"):
        labels = [str(o) for o in terms.objects(None, RDFS.label) if isinstance(o, Literal) and o.language == language]
        assert sorted(labels) == sorted(set(labels))


def test_every_term_is_used_or_described_by_terms_that_exist(terms: Graph) -> None:
    defined = set(terms.subjects(RDFS.isDefinedBy))
    named = {term for triple in terms for term in triple if str(term).startswith(str(BG))}
    assert named <= defined


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_each_class_of_entities_is_one(terms: Graph, kind: str) -> None:
    over = above(BG[kind], terms)
    assert BG.Entity in over
    assert not {local(c) for c in over} & set(ENTITY_KINDS) - {kind}, "a score reads the class of an entity upwards"


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_each_class_of_facts_has_the_roles_of_the_vocabulary(terms: Graph, kind: str) -> None:
    assert BG.Fact in above(BG[kind], terms)
    roles = {
        local(role)
        for role in terms.subjects(RDFS.subPropertyOf, BG.factRole)
        if kind in classes(terms.value(role, RDFS.domain), terms)
    }
    assert roles >= set(PROMISED[kind].split())
    assert set(CORE[kind]) <= set(PROMISED[kind].split())
    assert not roles - set(PROMISED[kind].split()) - {"place"}


def test_every_role_is_promised_to_some_class_or_to_all_facts(terms: Graph) -> None:
    promised = {role for roles in PROMISED.values() for role in roles.split()} | set(TIME)
    assert {local(role) for role in terms.subjects(RDFS.subPropertyOf, BG.factRole)} == promised


def test_roles_belong_to_facts_and_shortcuts_to_entities(terms: Graph) -> None:
    shortcuts = {local(p) for p in terms.subjects(RDFS.subPropertyOf, BG.relatedTo)}
    given = {local(p) for ways in SHORTCUTS.values() for _, p, _ in ways}
    assert shortcuts == given
    for shortcut in shortcuts:
        for end in (RDFS.domain, RDFS.range):
            assert BG.Entity in above(URIRef(str(BG) + classes(terms.value(BG[shortcut], end), terms).pop()), terms)
    assert not shortcuts & {local(p) for p in terms.subjects(RDFS.subPropertyOf, BG.factRole)}


def test_each_shortcut_joins_roles_of_its_class(terms: Graph) -> None:
    for kind, ways in SHORTCUTS.items():
        for one, _, other in ways:
            assert {one, other} <= set(PROMISED[kind].split())


def test_ranges_and_code_agree_on_the_form_of_values(terms: Graph) -> None:
    decimal = {local(p) for p in terms.subjects(RDFS.range, URIRef("http://www.w3.org/2001/XMLSchema#decimal"))}
    assert decimal & {local(p) for p in terms.subjects(RDFS.subPropertyOf, BG.factRole)} == DECIMAL_ROLES
    free = {local(p) for p in terms.subjects(RDF.type, RDF.Property)}
    assert free >= DUTCH_ROLES


def test_alignments_name_the_standards_of_the_field(terms: Graph) -> None:
    stated = {
        (local(s), str(o).rpartition("/")[2].rpartition("#")[2]) for s, o in terms.subject_objects(RDFS.subClassOf)
    }
    assert stated >= {
        ("Mention", "Phrase"), ("Passage", "Sentence"), ("Fact", "Entity"), ("Organisation", "Organization"),
        ("Membership", "Membership"), ("Mission", "Event"), ("Place", "Place"), ("Person", "Person"),
    }  # fmt: skip


def test_the_shapes_name_only_terms_of_the_ontology(terms: Graph, shapes: Graph) -> None:
    defined = set(terms.subjects(RDFS.isDefinedBy))
    named = {term for triple in shapes for term in triple if str(term).startswith(str(BG))}
    assert named
    assert named <= defined


def test_every_class_of_entities_facts_and_places_in_a_letter_has_shapes(shapes: Graph) -> None:
    targets = {local(target) for target in shapes.objects(None, SH.targetClass)}
    assert targets >= {*ENTITY_KINDS, *FACT_KINDS, "Fact", "Mention", "Passage", "Gap", "RoleSpan"}


def test_every_role_has_a_shape_for_the_facts_that_may_have_it(terms: Graph, shapes: Graph) -> None:
    for role in terms.subjects(RDFS.subPropertyOf, BG.factRole):
        shape = URIRef(f"{SHAPES_NS}{local(role)}Of")
        assert (shape, SH.targetSubjectsOf, role) in shapes
        told = {local(c) for c in shapes.objects(shape, SH["class"])}
        options = shapes.value(shape, SH["in"])
        if options is not None:
            told = {local(option) for option in Collection(shapes, options)} - {"Fact"}
        assert told == classes(terms.value(role, RDFS.domain), terms), role


def test_every_shape_says_in_words_what_it_asks(shapes: Graph) -> None:
    for shape in set(shapes.subjects(SH.targetClass)) | set(shapes.subjects(SH.targetSubjectsOf)):
        assert shapes.value(shape, SH.message), shape


def test_the_gazetteer_passes_the_shapes_and_names_its_parents() -> None:
    concepts = read_concepts(FOLDER)
    used = [str(concept).removeprefix(DEFAULT_BASE) for concept in concepts]
    triples = background_of(used, concepts, Iris())
    assert [finding.message for finding in Checker().check(triples)] == []
    assert unlisted(used, concepts) == []


def test_names_of_countries_carry_their_adjectives_and_the_chain_above() -> None:
    node = URIRef("https://example.org/id/country/AA")
    concepts = {
        URIRef(DEFAULT_BASE + "weapon/a"): (
            (SKOS.broader, URIRef(DEFAULT_BASE + "weapon/b")),
            (RDF.type, BG.WeaponSystem),
        ),
        URIRef(DEFAULT_BASE + "weapon/b"): ((SKOS.broader, URIRef(DEFAULT_BASE + "weapon/c")),),
        URIRef(DEFAULT_BASE + "weapon/c"): ((SKOS.prefLabel, Literal("wapen", lang="nl")),),
        URIRef(DEFAULT_BASE + "country/AA"): (
            (SKOS.prefLabel, Literal("Aaland", lang="nl")),
            (BG.adjective, Literal("Aalands", lang="nl")),
            (BG.contextWord, Literal("eiland")),
        ),
        URIRef(DEFAULT_BASE + "country/BB"): ((SKOS.prefLabel, Literal("Beeland", lang="nl")),),
    }
    triples = background_of(["country/AA", "weapon/a", "weapon/none"], concepts, Iris("https://example.org/id/"))
    assert {(p, str(o)) for s, p, o in triples if s == node} == {
        (SKOS.prefLabel, "Aaland"), (RDFS.label, "Aaland"), (BG.adjective, "Aalands"), (SKOS.altLabel, "Aalands"),
    }  # fmt: skip
    assert {str(s).rpartition("/")[2] for s, _, _ in triples} == {"AA", "a", "b", "c"}
    assert unlisted(["country/AA", "weapon/none"], concepts) == ["weapon/none"]
