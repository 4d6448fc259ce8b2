"""Names in a block: listed ones, and those that only their surroundings type."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.names import LetterNames, Name, find_names, read_letter_names
from extract.knowledge import Knowledge, packaged_files, read_knowledge

CONCEPTS = """@base <https://w3id.org/bondgenoot/id/> .
@prefix bg: <https://w3id.org/bondgenoot/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<country/XA> a bg:Country ; skos:prefLabel "Xanadu"@nl ; bg:adjective "Xanadees"@nl , "Xanadese"@nl .
<country/YB> a bg:Country ; skos:prefLabel "Yburg"@nl ; bg:adjective "Yburgs"@nl , "Yburgse"@nl .
<organisation/xa-navy> a bg:Organisation ; skos:prefLabel "Xanadese marine"@nl .
<organisation/pact> a bg:Organisation ; skos:prefLabel "PACT"@nl .
<organisation/mod> a bg:Organisation ; skos:prefLabel "Defensie"@nl ; bg:country <country/XA> .
<mission/heron> a bg:Mission ; skos:prefLabel "Blue Heron"@nl ; skos:altLabel "operatie Blue Heron"@nl .
<place/heron> a bg:Place ; skos:prefLabel "Oldrup"@nl .
<person/sand> a bg:Person ; skos:prefLabel "Raaf"@nl .
<weapon/k-12> a bg:WeaponSystem ; skos:prefLabel "K-12"@nl ; skos:broader <weapon/vlieger> .
<weapon/kite> a bg:WeaponSystem ; skos:prefLabel "Kite"@nl ; skos:broader <weapon/k-12> .
<weapon/vlieger> a bg:WeaponSystem ; bg:generic true ; skos:prefLabel "vlieger"@nl ; skos:altLabel "vliegers"@nl .
<weapon/schip> a bg:WeaponSystem ; bg:generic true ; skos:prefLabel "schip"@nl .
<weapon/boss> a bg:WeaponSystem ; skos:prefLabel "Baas"@nl ; skos:altLabel "Baas 3000"@nl ;
    bg:riskyLabel "Baas"@nl ; bg:contextWord "kanon"@nl .
<weapon/zrms-bries> a bg:WeaponSystem ; skos:prefLabel "Zr.Ms. Bries"@nl .
<meeting/top> a bg:Meeting ; skos:prefLabel "PACT-top in Oldrup"@nl .
<programme/vervanging> a bg:Programme ; skos:prefLabel "vervanging van de K-12"@nl .
"""


@cache
def knowledge() -> Knowledge:
    sources = {"heads.ttl": packaged_files()["heads.ttl"], "names-x.ttl": CONCEPTS.encode()}
    made, faults = read_knowledge(sources)
    assert faults == []
    return made


def names(text: str, here: LetterNames | None = None) -> list[Name]:
    return find_names(text, knowledge(), here or LetterNames())


def marked(text: str, here: LetterNames | None = None) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in names(text, here)]


ACTS = {
    "adjectives are countries": (
        "de Xanadees-Yburgse grens",
        [("Xanadees", "Country"), ("Yburgse", "Country")],
    ),
    "only the name of a compound": (
        "PACT-vliegvelden en PACT-lidstaten",
        [("PACT", "Organisation"), ("PACT", "Organisation")],
    ),
    "suspended compounds": ("in PACT- en Xanadu-verband", [("PACT", "Organisation"), ("Xanadu", "Country")]),
    "a weapon takes its noun": ("vier K-12-helikopters en K-12 raketten, geen K-12-vlagen", [
        ("K-12-helikopters", "WeaponSystem"), ("K-12 raketten", "WeaponSystem"), ("K-12", "WeaponSystem"),
    ]),
    "designation and nickname": ("vier K-12 Kites", [("K-12 Kites", "WeaponSystem")]),
    "a version of a weapon": ("de K-12C-toestellen", [("K-12C-toestellen", "WeaponSystem")]),
    "forces": (
        "de Yburgse strijdkrachten, Xanadese, Yburgse en Xanadese zeestrijdkrachten",
        [
            ("Yburgse strijdkrachten", "Organisation"), ("Xanadese", "Country"), ("Yburgse", "Country"),
            ("Xanadese zeestrijdkrachten", "Organisation"),
        ],
    ),
    "led names": (
        "de PACT-operatie Silver Moon, oefening Red Fox 31 en het programma Hoge Wacht",
        [
            ("PACT", "Organisation"), ("Silver Moon", "Mission"), ("Red Fox 31", "Exercise"),
            ("Hoge Wacht", "Programme"),
        ],
    ),
    "the noun before a listed name": ("tijdens operatie Blue Heron", [("Blue Heron", "Mission")]),
    "ships": (
        "de fregatten Zr.Ms. De Witte Raaf en Bries",
        [("fregatten", "WeaponSystem"), ("Zr.Ms. De Witte Raaf", "WeaponSystem"), ("Bries", "WeaponSystem")],
    ),
    "units": (
        "de 21 Rode Brigade, Tankbataljon 101 en de 3. Panzerdivision",
        [(unit, "Organisation") for unit in ("21 Rode Brigade", "Tankbataljon 101", "3. Panzerdivision")],
    ),
    "English sequences": (
        "Het Open Shores Initiative en de Coastal Reach Task Group 2",
        [("Open Shores Initiative", "Programme"), ("Coastal Reach Task Group 2", "Organisation")],
    ),
    "agreements": (
        "het Monteluz-verdrag, een raamovereenkomst over kustbewaking en de Verklaring van Oldrup",
        [
            ("Monteluz-verdrag", "Agreement"), ("raamovereenkomst over kustbewaking", "Agreement"),
            ("Verklaring van Oldrup", "Agreement"),
        ],
    ),
    "papers": (
        "de Kustnota 2031 (Kamerstuk 31 789, nr. 57), motie-Van Dulken c.s. en resolutie 4321",
        [
            ("Kustnota 2031", "Document"), ("Kamerstuk 31 789, nr. 57", "Document"),
            ("motie-Van Dulken c.s.", "Document"), ("resolutie 4321", "Document"),
        ],
    ),
    "persons, not functions": (
        "De minister van Defensie sprak met generaal-majoor Anna de Wit en minister Ter Horst",
        [("Anna de Wit", "Person"), ("Ter Horst", "Person")],
    ),
    "a ministry outside a function": ("Defensie levert", [("Defensie", "Organisation")]),
    "places": (
        "vanuit Monteluz (Xanadu) en op vliegbasis Klein Gat K-12’s",
        [("Monteluz", "Place"), ("Xanadu", "Country"), ("vliegbasis Klein Gat", "Place"), ("K-12’s", "WeaponSystem")],
    ),
    "a region of a country": ("boven Noord-Xanadu", [("Noord-Xanadu", "Place")]),
    "makers": (
        "de K-12 van Veldkamp, bij Brandsma besteld",
        [("K-12", "WeaponSystem"), ("Veldkamp", "Organisation"), ("Brandsma", "Organisation")],
    ),
    "materiel nobody listed": (
        "Muilezel-vrachtauto’s en patrouillevaartuigen",
        [("Muilezel-vrachtauto’s", "WeaponSystem"), ("patrouillevaartuigen", "WeaponSystem")],
    ),
    "a weapon inside ordinary words": ("ter vervanging van de K-12", [("K-12", "WeaponSystem")]),
    "a meeting without its place": ("de PACT-top in Oldrup", [("PACT-top", "Meeting"), ("Oldrup", "Place")]),
    "acronyms": (
        "het Open Shores Initiative (OSI) en twee Coastal Reach Teams (CRT’s)",
        [
            ("Open Shores Initiative", "Programme"), ("OSI", "Programme"), ("Coastal Reach Teams", "Organisation"),
            ("CRT’s", "Organisation"),
        ],
    ),
    "a head outweighs a name of another class": ("de oefening Raaf", [("Raaf", "Exercise")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ACTS.values(), ids=ACTS.keys())
def test_names_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "het kabinet zendt een schip naar de missie; het land is groot",
        "de staatssecretaris van Defensie en de minister voor Defensie",
        "DE MINISTER VAN DEFENSIE",
        "de oefening. Rood licht betekent stoppen",
        "Hoogachtend, Pagina 3 van 12, Bijlage 2",
        "op 3 mei 2031 voor 4,5 miljard euro, 2 procent van het bbp (zie boven)",
        "de krijgsmacht, de marine en de Commandant der Strijdkrachten",
        "drie Individual Police Officers (IPO) en een Senior Advisor",
        "Defensie-uitgaven stijgen",
        "de IT-systemen",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert marked(text) == []


def read(*paragraphs: str) -> list[tuple[str, str]]:
    """The names of the last paragraph, read with what the whole letter tells."""
    return marked(paragraphs[-1], read_letter_names(paragraphs, knowledge()))


SURROUNDINGS = {
    "the noun grown to it": (("De OSRX-lidstaten kwamen.", "OSRX besloot."), [("OSRX", "Organisation")]),
    "the words before it": (("Wij leveren een bijdrage aan OSRX.", "In OSRX dient men."), [("OSRX", "Mission")]),
    "what explains it": (("Naar OSRX, de missie op zee.", "OSRX begint."), [("OSRX", "Mission")]),
    "a name in the same row": (
        ("De operaties Silver Moon, OSRX en Golden Sun.",),
        [("Silver Moon", "Mission"), ("OSRX", "Mission"), ("Golden Sun", "Mission")],
    ),
    "most places win": (
        ("In Kalmarin is rust.", "De Kalmarin-lidstaten en de Kalmarin-lidstaten.", "Over Kalmarin."),
        [("Kalmarin", "Organisation")],
    ),
    "a place after in de": (("Er is onrust in de Dolmarin.", "Daar ligt de Dolmarin."), [("Dolmarin", "Place")]),
    "a successor": (("De opvolger van de Griffel komt.",), [("Griffel", "WeaponSystem")]),
    "a title behind it": (("Daar sprak Bo Sand, commandant in het zuiden.",), [("Bo Sand", "Person")]),
    "initials": (("Aldus J.P. de Wit-van Loon.",), [("J.P. de Wit-van Loon", "Person")]),
    "a town in an address": (("Postbus 12, 1234 AB Oldmarum",), [("Oldmarum", "Place")]),
    "waters": (
        ("Op de Witte Zee en in de Golf van Monteluz.",), [("Witte Zee", "Place"), ("Golf van Monteluz", "Place")],
    ),
    "a ministry": (
        ("Het ministerie van Dijken en Sluizen helpt.",), [("ministerie van Dijken en Sluizen", "Organisation")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "expected"), SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_surroundings_in_the_whole_letter_type_a_name(
    paragraphs: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert read(*paragraphs) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dat kost 12 miljoen NOK en 2% van het BBP.",  # a currency and an ordinary abbreviation
        "De QRZ-capaciteit is groot; de inlichtingen (QRZ) ook.",  # short for ordinary words
        "Na de Koude Oorlog sprak de Hoge Vertegenwoordiger.",  # an age and a function
        "De Vlaardingse haven en het Betuwse land.",  # adjectives of places
        "Generaal Foulkeslaan 12 en Koningin Astridlaan 6",  # streets
        "Zie bijlage A. Daarna volgt lid B. Verder niets.",
    ],
)
def test_surroundings_that_make_no_name(text: str) -> None:
    assert read(text) == []


@given(st.lists(st.text(alphabet="aeknrtsABCPXZ0123 -.,()'’\n", max_size=60), max_size=5))
def test_any_letter_can_be_read_and_names_never_overlap(paragraphs: list[str]) -> None:
    here = read_letter_names(paragraphs, knowledge())
    for text in paragraphs:
        found = names(text, here)
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(text[name.start : name.end] == name.text for name in found)


def test_a_risky_name_needs_a_context_word_or_a_safe_name_in_the_letter() -> None:
    assert marked("De Baas komt.") == []
    assert marked("De Baas met zijn kanon komt.") == [("Baas", "WeaponSystem")]
    here = read_letter_names(["De Baas 3000 komt.", "De Baas komt."], knowledge())
    assert marked("De Baas komt.", here) == [("Baas", "WeaponSystem")]
    assert names("De Baas komt.", here)[0].score < names("De Baas 3000 komt.", here)[0].score


def test_what_the_letter_explains_is_known_in_all_its_blocks() -> None:
    blocks = ["De Coastal Reach Task Group (CRTG) vaart.", "De oefening Silver Moon begint.", "CRTG en Silver Moon."]
    here = read_letter_names(blocks, knowledge())
    assert marked(blocks[2], here) == [("CRTG", "Organisation"), ("Silver Moon", "Exercise")]
    assert marked(blocks[2]) == []


def test_a_surname_is_known_once_the_full_name_was_read() -> None:
    here = read_letter_names(["Generaal Anna de Witte sprak."], knowledge())
    assert marked("Daarna zweeg Witte.", here) == []
    assert marked("Daarna zweeg De Witte niet, maar de Witte wel.", here) == [
        ("De Witte", "Person"),
        ("de Witte", "Person"),
    ]


def test_a_force_goes_by_the_listed_concept_or_by_an_id_of_its_own() -> None:
    listed, unlisted = names("de Xanadese zeestrijdkrachten en de Yburgse marine")
    assert listed.candidates == ("organisation/xa-navy",)
    assert unlisted.candidates == ("organisation/yb-navy",)


WORDS = st.sampled_from(
    ["Xanadese", "K-12", "Kite", "operatie", "Blue", "Heron", "Task", "Group", "PACT", "(CRTG)", "en", "de", "van",
     "marine", "Zr.Ms.", "Bries", "verdrag", "inzake", "motie", "minister", "Defensie", "in", "(Xanadu)", "2031",
     "Brigade", "nota", "Kustnota", "helikopters", "-", ",", ".", "’s", "Command", "&", "of", "the", "\n"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_names_are_in_order_and_never_overlap(text: str) -> None:
    found = names(text)
    assert all(text[name.start : name.end] == name.text and name.text.strip() for name in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == names(text)
