"""Names to entities: one node for one thing, and no node where two things are possible."""

from __future__ import annotations

from functools import cache

import pytest

from extract.anatomy import anatomy
from extract.annotate.names import find_names, read_letter_names
from extract.knowledge import Knowledge, packaged_files, read_knowledge
from extract.link import FOLDER, Links, link, slug
from extract.source import source_of

CONCEPTS = """@base <https://w3id.org/bondgenoot/id/> .
@prefix bg: <https://w3id.org/bondgenoot/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<country/XA> a bg:Country ; skos:prefLabel "Xanadu"@nl ; bg:adjective "Xanadese"@nl .
<place/oldrup> a bg:Place ; skos:prefLabel "Oldrup"@nl .
<place/monteluz> a bg:Place ; skos:prefLabel "Monteluz"@nl .
<organisation/pact> a bg:Organisation ; skos:prefLabel "PACT"@nl .
<meeting/pact-top> a bg:Meeting ; skos:prefLabel "PACT-top"@nl .
<meeting/pact-top-oldrup> a bg:Meeting ; skos:prefLabel "PACT-top in Oldrup"@nl ;
    skos:definition "Top van 2031."@nl ; bg:takesPlaceIn <place/oldrup> .
<weapon/k-12> a bg:WeaponSystem ; skos:prefLabel "K-12"@nl ; skos:altLabel "Kite"@nl .
<programme/osi> a bg:Programme ; skos:prefLabel "OSI"@nl .
<mission/dune> a bg:Mission ; skos:prefLabel "Dune"@nl ; bg:riskyLabel "Duin"@nl ; bg:contextWord "zand"@nl .
<mission/dyne> a bg:Mission ; skos:prefLabel "Dyne"@nl ; bg:riskyLabel "Duin"@nl ; bg:contextWord "zand"@nl .
"""
HEAD = """Ministerie van Kusten

Aan de Voorzitter van de Kamer

Datum 3 mei 2031
Onze referentie
BS2031012345
Betreft
Voortgang kustbewaking 2031

"""


@cache
def knowledge() -> Knowledge:
    made, faults = read_knowledge({"heads.ttl": packaged_files()["heads.ttl"], "names-x.ttl": CONCEPTS.encode()})
    assert faults == []
    return made


def links(*paragraphs: str) -> Links:
    parts = anatomy(source_of(HEAD + "\n\n".join(paragraphs) + "\n"))
    texts = [block.text for block in parts.blocks]
    here = read_letter_names(texts, knowledge())
    return link(parts, [find_names(text, knowledge(), here) for text in texts], knowledge())


def ids(made: Links) -> dict[str, set[str]]:
    """The texts by the entity that they are tied to."""
    found: dict[str, set[str]] = {}
    for row in made.by_block:
        for mention in row:
            found.setdefault(mention.entity, set()).add(mention.text)
    return found


def one(made: Links, *texts: str) -> str:
    """The one entity that all these texts are tied to."""
    (entity,) = {entity for entity, names in ids(made).items() if names & set(texts)}
    assert set(texts) <= ids(made)[entity]
    return entity


def test_a_listed_name_takes_its_concept_with_a_reason_and_a_score() -> None:
    made = links("Vier K-12’s vlogen boven Xanadu.")
    assert one(made, "K-12’s") == "weapon/k-12"
    mention = next(m for row in made.by_block for m in row if m.entity == "weapon/k-12")
    assert mention.score > 0.9
    assert mention.reason == "staat in de namenlijst"
    entity = next(e for e in made.entities if e.id == "weapon/k-12")
    assert entity.listed
    assert {"K-12", "Kite"} <= set(entity.names)


SAME = {
    "acronym": (
        ["De Coastal Reach Task Group (CRTG) vaart.", "De CRTG keert terug."], ["Coastal Reach Task Group", "CRTG"],
    ),
    "plural acronym": (["Twee Coastal Reach Teams (CRT’s) varen.", "Een CRT blijft."], ["CRT’s", "CRT"]),
    "motion and its paper": (
        ["De motie-Van Dulken c.s. (Kamerstuk 31 789, nr. 57) vraagt dit.", "Zie Kamerstuk 31 789, nr. 57."],
        ["motie-Van Dulken c.s.", "Kamerstuk 31 789, nr. 57"],
    ),
    "with and without the year": (
        ["De Kustnota 2031 zegt dit; in de Kustnota staat meer."], ["Kustnota 2031", "Kustnota"],
    ),
    "with and without the first words": (
        ["De Northern Coastal Reach Group vaart.", "De Coastal Reach Group keert terug."],
        ["Northern Coastal Reach Group", "Coastal Reach Group"],
    ),
    "surname": (["Generaal Anna de Witte sprak.", "Generaal Witte zweeg."], ["Anna de Witte", "Witte"]),
    "weapon and its noun": (
        ["Muilezel-vrachtauto’s rijden.", "De Muilezel-drones niet."], ["Muilezel-vrachtauto’s", "Muilezel-drones"],
    ),
    "forces by two nouns": (
        ["De Xanadese krijgsmacht en de Xanadese strijdkrachten."],
        ["Xanadese krijgsmacht", "Xanadese strijdkrachten"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "texts"), SAME.values(), ids=SAME.keys())
def test_one_thing_is_one_entity(paragraphs: list[str], texts: list[str]) -> None:
    made = links(*paragraphs)
    entity = one(made, *texts)
    assert sum(e.id == entity for e in made.entities) == 1
    names = next(e.names for e in made.entities if e.id == entity)
    assert set(texts) <= set(names)


def test_a_long_form_takes_the_listed_concept_of_its_acronym() -> None:
    assert one(links("Het Open Shores Initiative (OSI) begint."), "Open Shores Initiative", "OSI") == "programme/osi"


def test_different_things_stay_apart() -> None:
    made = links("De Kustnota 2031 en de Kustnota 2035, resolutie 4321 en resolutie 4322.", "De 21 en 22 Rode Brigade.")
    found = ids(made).keys()
    assert {"document/x-kustnota-2031", "document/x-kustnota-2035"} <= found
    assert {"document/vnvr-4321", "document/vnvr-4322"} <= found


def test_two_candidates_give_no_link_but_a_finding() -> None:
    made = links("In het zand ligt Duin.")
    assert not any("Duin" in names for names in ids(made).values())
    (finding,) = made.findings
    assert finding.message.startswith("'Duin' can be mission/dune, mission/dyne; linked to none.")
    assert finding.span is not None
    assert finding.span.anchor == "Duin"


def test_the_letters_own_title_and_reference_are_the_letter() -> None:
    parts = anatomy(source_of(HEAD + "De voortgang is goed.\n"))
    made = links("De voortgang is goed.")
    assert {"BS2031012345", "Voortgang kustbewaking 2031"} <= ids(made)[parts.letter.id]
    assert parts.letter.id not in {entity.id for entity in made.entities}


def test_a_meeting_is_told_by_its_place_and_year() -> None:
    made = links("Op de PACT-top in Oldrup (3 mei 2031) en op de PACT-top van 4 juli 2033 in Monteluz is gesproken.")
    tied = [m.entity for row in made.by_block for m in row if m.text == "PACT-top"]
    assert tied == ["meeting/pact-top-oldrup", "meeting/x-pact-top-monteluz-2033"]
    labels = {entity.id: entity.label for entity in made.entities}
    assert labels["meeting/x-pact-top-monteluz-2033"] == "PACT-top Monteluz 2033"


def test_an_unlisted_name_has_a_stable_local_id() -> None:
    first = links("Oefening Šilver Möon 31 begint.")
    second = links("Een ander begin.", "Nu begint de oefening Šilver Möon 31.")
    assert one(first, "Šilver Möon 31") == one(second, "Šilver Möon 31") == "exercise/x-silver-moon-31"
    (entity,) = [e for e in first.entities if e.id.startswith("exercise/")]
    assert not entity.listed


def test_entities_are_sorted_complete_and_the_same_each_time() -> None:
    text = "Xanadu, de K-12 en de oefening Silver Moon; operatie Zand in Oldrup. PACT-lidstaten."
    made = links(text)
    assert made == links(text)
    letter = anatomy(source_of(HEAD + text)).letter.id
    assert [e.id for e in made.entities] == sorted(ids(made).keys() - {letter})
    assert all(e.id.partition("/")[0] == FOLDER[e.kind] for e in made.entities)


def test_a_slug_is_never_empty() -> None:
    assert slug("…") == "naamloos"
