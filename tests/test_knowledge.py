"""The knowledge files: what is read from them, and that every fault is told."""

from __future__ import annotations

import pytest

from extract.knowledge import HEAD_CLASSES, KINDS, Knowledge, load_knowledge, packaged_files, read_knowledge

PREFIXES = """@base <https://w3id.org/bondgenoot/id/> .
@prefix bg: <https://w3id.org/bondgenoot/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def read(*files: str) -> tuple[Knowledge, list[str]]:
    return read_knowledge({f"names-{n}.ttl": (PREFIXES + text).encode() for n, text in enumerate(files)})


def test_a_concept_keeps_all_that_its_entry_says() -> None:
    knowledge, faults = read("""
        <country/XA> a bg:Country ; skos:prefLabel "Xanadu"@nl , "Xanadu"@en ; bg:adjective "Xanadees"@nl ;
            skos:notation "XA" , "XAN" .
        <organisation/coast> a bg:Organisation ; skos:prefLabel "Kustwachters"@nl , "Coast Watch"@en ;
            skos:altLabel "KW"@nl ; skos:hiddenLabel "Kustwagters"@nl ; bg:riskyLabel "Wacht"@nl ;
            bg:contextWord "kust"@nl ; bg:country <country/XA> ; skos:definition "Bewaakt de kust."@nl .
        <weapon/kite> a bg:WeaponSystem ; bg:generic true ; skos:prefLabel "vlieger"@nl .
        <mission/shore> a bg:Mission ; skos:prefLabel "Shore"@nl ; bg:runBy <organisation/coast> ;
            bg:takesPlaceIn <country/XA> .
    """)
    assert faults == []
    coast = knowledge.concepts["organisation/coast"]
    assert (coast.kind, coast.label, coast.english) == ("Organisation", "Kustwachters", "Coast Watch")
    assert coast.names == ("Kustwachters", "Coast Watch", "KW")
    assert (coast.hidden, coast.risky, coast.context) == (("Kustwagters",), ("Wacht",), ("kust",))
    assert coast.country == ("country/XA",)
    assert knowledge.concepts["weapon/kite"].generic
    assert knowledge.concepts["mission/shore"].run_by == ("organisation/coast",)
    assert knowledge.concepts["country/XA"].codes == ("XA", "XAN")


def test_a_preferred_label_that_is_risky_is_no_safe_name() -> None:
    knowledge, _ = read('<weapon/boss> a bg:WeaponSystem ; skos:prefLabel "Baas"@nl ; bg:riskyLabel "Baas"@nl .')
    assert knowledge.concepts["weapon/boss"].names == ()
    assert knowledge.concepts["weapon/boss"].label == "Baas"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('<place/a> a bg:Plaats ; skos:prefLabel "A"@nl .', "unknown class bg:Plaats; use one of Country"),
        ('<place/a> skos:prefLabel "A"@nl .', "unknown class (none)"),
        ('<place/a> a bg:Place ; skos:prefLabel "A"@en .', "no skos:prefLabel in Dutch"),
        ('<place/a> a bg:Place ; skos:prefLabel "A"@nl , "B"@nl .', "two skos:prefLabel in 'nl'"),
        ("<head/a> a bg:LeadingHead ; bg:types bg:Place .", "a head without a word"),
        ('<place/a> a bg:Place ; skos:prefLabel "A"@nl ; bg:country <country/XX> .', "points at country/XX"),
        ('<place/a> a bg:Place ; skos:prefLabel "A"@nl', "not Turtle"),
    ],
)
def test_a_fault_says_where_and_what(entry: str, told: str) -> None:
    _, faults = read(entry)
    assert len(faults) == 1
    assert told in faults[0]
    assert faults[0].startswith(("names-0.ttl: ", "place/a: "))


def test_one_label_for_two_concepts_of_a_class_is_a_fault_and_across_classes_is_not() -> None:
    _, faults = read("""
        <place/a> a bg:Place ; skos:prefLabel "Hoek"@nl .
        <place/b> a bg:Place ; skos:prefLabel "B"@nl ; skos:altLabel "Hoek"@nl .
        <person/c> a bg:Person ; skos:prefLabel "Hoek"@nl .
    """)
    assert len(faults) == 1
    assert faults[0].startswith("Place 'Hoek' names 2 concepts: place/a, place/b; take the label from all but one")
    _, faults = read("""
        <place/a> a bg:Place ; skos:prefLabel "Hoek"@nl .
        <place/b> a bg:Place ; skos:prefLabel "B"@nl ; bg:riskyLabel "Hoek"@nl .
    """)
    assert faults == []


def test_all_faults_of_all_files_are_told_at_once() -> None:
    _, faults = read(
        '<place/a> a bg:Nowhere . <place/b> a bg:Place ; skos:prefLabel "B"@nl .',
        '<place/b> a bg:Place ; skos:prefLabel "B2"@nl . <place/c> a bg:Place .',
    )
    assert [fault.split(": ")[1] for fault in faults] == ["place/a", "place/b", "place/c"]


def test_the_packaged_knowledge_has_no_faults_and_is_broad() -> None:
    knowledge = load_knowledge()
    assert load_knowledge() is knowledge
    kinds = {kind: sum(c.kind == kind for c in knowledge.concepts.values()) for kind in KINDS}
    assert min(kinds.values()) > 0
    assert sum(kinds.values()) - kinds["Country"] >= 700
    assert {head.role for head in knowledge.heads} == set(HEAD_CLASSES)


def test_every_packaged_head_that_types_names_says_of_which_class() -> None:
    knowledge, _ = read_knowledge({"heads.ttl": packaged_files()["heads.ttl"]})
    untyped = {"ForceNoun", "MaterialNoun", "FunctionTitle", "SupplyWord", "SupplierVerb", "OutsideWord", "Topic"}
    untyped |= {"PlaceWord", "NotAName"}
    untyped |= {"Abbreviation"}
    either = {"JoinedNoun"}  # without a class it says that there is no name
    wrong = [h.id for h in knowledge.heads if h.role not in either and (h.kind is None) != (h.role in untyped)]
    assert wrong == []
    assert all(head.slug for head in knowledge.heads_of("ForceNoun"))
    with pytest.raises(KeyError, match="'Voorvoegsel' is no class of heads"):
        knowledge.heads_of("Voorvoegsel")
