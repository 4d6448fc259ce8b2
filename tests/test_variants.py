"""One thing under many spellings, and many things under one spelling: what the packaged knowledge makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.anatomy import anatomy
from extract.annotate.names import Name, find_names, read_letter_names
from extract.knowledge import load_knowledge
from extract.link import Links
from extract.pipeline import names_of
from extract.source import read_source, source_of


def names(*paragraphs: str) -> list[Name]:
    """The names of the last paragraph of a letter."""
    here = read_letter_names(paragraphs, load_knowledge())
    return find_names(paragraphs[-1], load_knowledge(), here)


def ids(*paragraphs: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(name.text, name.candidates) for name in names(*paragraphs)]


def linked(tmp_path: Path, *paragraphs: str) -> Links:
    path = tmp_path / "brief.txt"
    path.write_text("Geachte voorzitter,\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return names_of(anatomy(read_source(path)), load_knowledge())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "steun aan de V.N., de N.A.V.O. en de O.V.S.E.",
            ["organisation/vn", "organisation/navo", "organisation/ovse"],
        ),
        ("de E.D.A.-projecten en M.I.N.U.S.M.A.", ["organisation/eda", "mission/minusma"]),
        ("in Zaïre, Birma, Opper-Volta en Ceylon", ["country/CD", "country/MM", "country/BF", "country/LK"]),
        ("voormalig Joegoslavië en de Sovjet-Unie", ["place/joegoslavie", "place/sovjet-unie"]),
        ("in Swaziland, Dahomey, Siam en Macedonië", ["country/SZ", "country/BJ", "country/TH", "country/MK"]),
        ("Tsjechië, de Tsjechische Republiek en Tsjechische", ["country/CZ"] * 3),
        ("Wit-Rusland en Belarus; Ivoorkust en Côte d'Ivoire", ["country/BY"] * 2 + ["country/CI"] * 2),
        ("Franse, Frans, de Fransen en een Fransman", ["country/FR"] * 4),
        ("Duitsers, Belgen en Noren", ["country/DE", "country/BE", "country/NO"]),
        ("een Brit, de Engelsen, Groot-Brittannië en het V.K.", ["country/GB"] * 4),
        ("de VS, de V.S., de U.S.A. en de Verenigde Staten", ["country/US"] * 4),
        ("de DRC, Congo-Kinshasa en de Democratische Republiek Congo", ["country/CD"] * 3),
        (
            "het Noord-Koreaanse leger of dat van Noord- en Zuid-Korea",
            ["organisation/kp-army", "country/KP", "country/KR"],
        ),
        ("de F16, de F 16's en F-16’s", ["weapon/f-16"] * 3),
        ("Zr.Ms. Evertsen, Hr. Ms. Evertsen, ZrMs Evertsen en HNLMS Evertsen", ["weapon/zrms-evertsen"] * 4),
        ("de KLu, de Koninklijke Luchtmacht en de Kon. Luchtmacht", ["organisation/clsk"] * 3),
        ("minister Ollongren, K.H. Ollongren en mevrouw Kajsa Ollongren", ["person/kajsa-ollongren"] * 3),
        ("generaal Eichelsheim, gen. O. Eichelsheim en generaal Onno Eichelsheim", ["person/onno-eichelsheim"] * 3),
        ("de Duitse marine en de marine; de Bundeswehr", ["organisation/de-marine", "organisation/bundeswehr"]),
        ("de Belgische Defensie en het ministerie van Defensie van België", ["organisation/be-mindef"] * 2),
        (
            "het Deense ministerie van Defensie en het ministerie van Defensie van Denemarken",
            ["organisation/dk-ministry-of-defence"] * 2,
        ),
        (
            "het Noorse parlement en de Noorse Rekenkamer",
            ["organisation/no-parliament", "organisation/no-court-of-audit"],
        ),
    ],
)
def test_variants_are_one_thing(text: str, expected: list[str]) -> None:
    assert [candidates for _, candidates in ids(text)] == [(one,) for one in expected]


@pytest.mark.parametrize(
    ("text", "wrong", "expected"),
    [
        ("Wij varen op de Middelandse Zee.", "Middelandse Zee", "place/middellandse-zee"),
        ("Het personeel van de Koninklijke Marechausee is er.", "Koninklijke Marechausee", "organisation/kmar"),
        ("De oefening Steadfst Defender begint.", "Steadfst Defender", "exercise/steadfast-defender"),
        ("Er zijn militairen in Afganistan.", "Afganistan", "country/AF"),
    ],
)
def test_one_letter_wrong_in_a_long_name_is_a_typo(tmp_path: Path, text: str, wrong: str, expected: str) -> None:
    found = next(name for name in names(text) if name.text == wrong)
    assert found.candidates == (expected,)
    assert found.misspelt
    assert found.score == 0.7
    assert found.reason.startswith("één letter anders dan ")
    told = linked(tmp_path, text).findings
    assert [(f.level, f.span.anchor if f.span else "") for f in told if f.message.startswith("source typo")] == [
        ("note", wrong)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "De oefening Steadfast Defence begint.",  # another word, not another letter
        "Wij vliegen met de F-17 en de F-36.",  # figures are never misspelt
        "Aldus generaal Hofman en generaal Hoffman.",  # surnames often differ in one letter
        "Het project Wakona en het project Wakoma.",  # too short to tell
    ],
)
def test_what_is_not_a_typo(text: str) -> None:
    assert not any(name.misspelt for name in names(text))


def test_different_things_stay_apart(tmp_path: Path) -> None:
    text = "De F-16 en de F-35 vliegen boven UNIFIL. UNIFIL HQ staat in Naqoura; 41 en 43 Gemechaniseerde Brigade ook."
    entities = {entity.label: entity.id for entity in linked(tmp_path, text).entities}
    assert len({entities["F-16"], entities["F-35"], entities["UNIFIL"], entities["UNIFIL HQ"]}) == 4
    brigades = [i for label, i in entities.items() if "Brigade" in label]
    assert len(brigades) == len(set(brigades)) >= 1


DIFFERENT = {
    "figures": ("De F-16 en de F-35.", ["weapon/f-16", "weapon/f-35"]),
    "a mission and its headquarters": (
        "het hoofdkwartier van UNIFIL en het UNIFIL HQ.", ["mission/unifil", "organisation/x-unifil-hq"],
    ),
    "a country and a mission there": ("In Mali was EUTM Mali.", ["country/ML", "mission/eutm-mali"]),
    "the houses of two countries": (
        "De Franse Kamer en de Tweede Kamer.", ["organisation/fr-lower-house", "organisation/tweede-kamer"],
    ),
    "ministries of two countries": (
        "Het Poolse ministerie van Defensie en het ministerie van Defensie.",
        ["organisation/pl-mod", "organisation/mindef"],
    ),
    "a town and the camp beside it": ("Tarin Kowt en Kamp Holland.", ["place/tarin-kowt", "place/kamp-holland"]),
    "a battle group and its task force": (
        "De Task Force Uruzgan en de Battle Group Uruzgan.", ["organisation/tfu", "organisation/battle-group-uruzgan"],
    ),
    "states alike in letters": (
        "Niger, Nigeria, Mauritanië en Mauritius.", ["country/NE", "country/NG", "country/MR", "country/MU"],
    ),
    "states alike in words": (
        "Guinee, Guinee-Bissau en Equatoriaal-Guinea.", ["country/GN", "country/GW", "country/GQ"],
    ),
    "islands and states": ("Samoa en Amerikaans-Samoa.", ["country/WS", "place/amerikaans-samoa"]),
    "a state and a republic": ("Dominica en de Dominicaanse Republiek.", ["country/DM", "country/DO"]),
    "numbered resolutions": ("Resolutie 1701 en resolutie 1702.", ["document/vnvr-1701", "document/vnvr-1702"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_things_alike_stay_apart(tmp_path: Path, text: str, expected: list[str]) -> None:
    made = linked(tmp_path, f"Zie {text}")
    assert [mention.entity for row in made.by_block for mention in row] == expected


AMBIGUOUS = {
    "Boxer, the vehicle": (
        ["Het pantserwielvoertuig Boxer is nieuw."],
        "Boxer", ("weapon/boxer",), "'pantserwielvoertuig' staat ernaast",
    ),
    "Boxer, told by its regiment": (["De landmacht krijgt tien Boxers."], "Boxers", ("weapon/boxer",), "'landmacht'"),
    "Boxer, nothing that tells": (["Hij spaart voor een Boxer."], "Boxer", None, ""),
    "Boxer, a surname": (["Wij spraken majoor Boxer."], "Boxer", (), "naam na 'majoor'"),
    "Patriot, the missile": (["Drie Patriots staan in Turkije."], "Patriots", ("weapon/patriot",), "namenlijst"),
    "patriot, a person": (["Hij is een patriot."], "patriot", None, ""),
    "Patriot, an act": (["In de VS geldt de Patriot Act."], "Patriot Act", (), "naam op 'Act'"),
    "Luxemburg, the state": (["Ook Luxemburg doet mee."], "Luxemburg", ("country/LU",), "namenlijst"),
    "Luxemburg, the province": (
        ["Een kazerne in de provincie Luxemburg."], "Luxemburg", ("place/provincie-luxemburg",), "namenlijst",
    ),
    "Luxemburg, the town": (["Men sprak in de stad Luxemburg."], "Luxemburg", ("place/luxemburg-stad",), "'stad'"),
    "Georgië, the country": (["De NAVO steunt Georgië."], "Georgië", ("country/GE",), "namenlijst"),
    "Georgië, the American state": (
        ["Men oefent in de staat Georgië."], "Georgië", ("place/georgia-us",), "'staat' staat ernaast",
    ),
    "Kongo, told by a mission": (
        ["De missie MONUSCO in Kongo."], "Kongo", ("country/CD",), "'MONUSCO' staat ernaast",
    ),
    "Kongo, told by a town": (["Vanuit Brazzaville in Kongo."], "Kongo", ("country/CG",), "'Brazzaville'"),
    "Kongo, told by nothing": (
        ["Er is onrust in Kongo."], "Kongo", ("country/CD", "country/CG"), "zonder aanwijzing",
    ),
    "Congo, the greater": (["Er is onrust in Congo."], "Congo", ("country/CD",), "namenlijst"),
    "Congo, the smaller": (["Het schip lag in Pointe-Noire (Congo)."], "Congo", ("country/CG",), "'Pointe-Noire'"),
    "Niger, the state": (["Een school in Niger."], "Niger", ("country/NE",), "namenlijst"),
    "Niger, the river": (["Een brug over de rivier de Niger."], "Niger", ("place/niger-rivier",), "'rivier de'"),
    "Macedonië, the state": (["De grens met Macedonië."], "Macedonië", ("country/MK",), "namenlijst"),
    "Macedonië, in Greece": (
        ["De Griekse provincie Macedonië."], "Macedonië", ("place/grieks-macedonie",), "'Griekse provincie'",
    ),
    "Koreaanse, of the south": (
        ["De Koreaanse houwitser is beproefd."], "Koreaanse", ("country/KR",), "'houwitser' staat ernaast",
    ),
    "Guinea": (["Een vlucht naar Guinea."], "Guinea", ("country/GN",), "namenlijst"),
    "Korea, told by the north": (
        ["De kernproef bracht spanning in Korea."], "Korea", ("country/KP",), "'kernproef' staat in de zin",
    ),
    "Korea, told by nothing": (["Er was oorlog in Korea."], "Korea", ("country/KP", "country/KR"), "zonder aanwijzing"),
    "de Kamer": (["Ik informeer de Kamer hierover."], "Kamer", ("organisation/tweede-kamer",), "namenlijst"),
    "de Belgische Kamer": (
        ["De Belgische Kamer stemde."], "Belgische Kamer", ("organisation/be-kamer",), "namenlijst",
    ),
    "de Kamer, of France": (["De Franse Kamer stemde."], "Franse Kamer", ("organisation/fr-lower-house",), "adjectief"),
    "Kamer van volksvertegenwoordigers": (
        ["De Kamer van volksvertegenwoordigers stemde."], "Kamer van volksvertegenwoordigers",
        ("organisation/be-kamer",), "namenlijst",
    ),
    "a Dutch academy": (
        ["Zij komt van de Koninklijke Militaire Academie."], "Koninklijke Militaire Academie", ("organisation/kma",),
        "namenlijst",
    ),
    "a Belgian school": (
        ["Zij komt van de Koninklijke Militaire School."], "Koninklijke Militaire School", ("organisation/be-kms",),
        "namenlijst",
    ),
    "the Dutch auditors": (
        ["De Rekenkamer schrijft."], "Rekenkamer", ("organisation/algemene-rekenkamer",), "namenlijst",
    ),
    "the Belgian auditors": (["Het Rekenhof schrijft."], "Rekenhof", ("organisation/be-rekenhof",), "namenlijst"),
    "marine, of Belgium": (
        ["De Belgische marine oefent."], "Belgische marine", ("organisation/be-marine",), "namenlijst",
    ),
    "marine, of Norway": (["De Noorse marine oefent."], "Noorse marine", ("organisation/no-navy",), "namenlijst"),
    "marine, of nobody": (["De marine oefent."], "marine", None, ""),
    "de Raad, two in one letter": (
        ["De Veiligheidsraad kwam.", "De Raad verlengde de EU-missie."], "Raad", ("organisation/raad-eu",), "'EU'",
    ),
    "de Raad, of the EU": (
        ["De lidstaten vragen de Raad om een besluit."], "Raad", ("organisation/raad-eu",), "'lidstaten'",
    ),
    "de Raad, of the alliance": (
        ["De bondgenoten vragen de Raad om een besluit."], "Raad", ("organisation/nac",), "'bondgenoten'",
    ),
    "de Raad, of the UN": (
        ["Die resolutie nam de Raad aan."], "Raad", ("organisation/vn-veiligheidsraad",), "'resolutie'",
    ),
    "a surname that is a town": (["Wij spraken generaal Breda."], "Breda", (), "ook place/breda"),
    "the town itself": (["Wij spraken in Breda."], "Breda", ("place/breda",), "namenlijst"),
    "an ambassador in a town": (["Onze ambassadeur Parijs sprak."], "Parijs", ("place/parijs",), "namenlijst"),
    "a ship that is a province": (
        ["Het patrouilleschip Zeeland vaart uit."], "Zeeland", ("weapon/zrms-zeeland",), "na 'patrouilleschip'",
    ),
    "the province itself": (["Een patrouilleschip voer naar Zeeland."], "Zeeland", ("place/zeeland",), "namenlijst"),
    "Defensie, our own": (["Dat koopt Defensie, met België."], "Defensie", ("organisation/mindef",), "namenlijst"),
    "Defensie, of Norway": (
        ["Dat koopt de Noorse Defensie."], "Noorse Defensie", ("organisation/no-ministry-of-defence",), "adjectief",
    ),
    "Defensie, of Belgium": (["Dat koopt Defensie België."], "Defensie", ("organisation/be-mindef",), "'België'"),
}  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "text", "expected", "reason"), AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_context_decides_and_says_why(
    paragraphs: list[str], text: str, expected: tuple[str, ...] | None, reason: str
) -> None:
    found = {name.text: name for name in names(*paragraphs)}
    if expected is None:
        assert text not in found
    else:
        assert found[text].candidates == expected
        assert reason in found[text].reason


def test_a_surname_that_is_a_town_leaves_the_town_alone() -> None:
    found = ids("Generaal Breda bezocht ons.", "Hij kwam uit Breda.")
    assert found == [("Breda", ("place/breda",))]


def test_a_name_that_nothing_decides_is_linked_to_nothing_and_told(tmp_path: Path) -> None:
    links = linked(tmp_path, "Er is onrust in Kongo, zo meldt de krant.")
    assert not [entity for entity in links.entities if entity.kind == "Country"]
    assert any("'Kongo' can be country/CD, country/CG; linked to none" in f.message for f in links.findings)


HOME = {
    "Defensie": ("organisation/be-mindef", "organisation/mindef"),
    "ministerie van Defensie": ("organisation/be-mindef", "organisation/mindef"),
    "Nederlandse Defensie": ("organisation/mindef", "organisation/mindef"),
    "Belgische Defensie": ("organisation/be-mindef", "organisation/be-mindef"),
    "Kamer": ("organisation/be-kamer", "organisation/tweede-kamer"),
    "Senaat": ("organisation/be-senaat", "organisation/eerste-kamer"),
}


@pytest.mark.parametrize("name", HOME)
@pytest.mark.parametrize(
    ("nth", "head"),
    [
        (0, "Ministerie van Defensie\n\nAan de voorzitter van de Kamer van volksvertegenwoordigers"),
        (0, "Ministerie van Landsverdediging\n\nBrussel, 3 mei 2031"),
        (1, "Ministerie van Defensie\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal"),
    ],
    ids=["to the Chamber in Brussels", "from the ministry in Brussels", "to the Chamber in The Hague"],
)
def test_institutions_are_those_of_the_letters_own_country(nth: int, head: str, name: str) -> None:
    text = f"{head}\n\nBetreft\nVoortgang kustbewaking\n\nGeachte voorzitter,\n\nDaarover beslist {name} in mei.\n"
    made = names_of(anatomy(source_of(text)), load_knowledge())
    found = {mention.text: mention for row in made.by_block[-1:] for mention in row}
    assert found[name].entity == HOME[name][nth]


def test_what_context_decided_is_told_once_with_the_reason(tmp_path: Path) -> None:
    links = linked(tmp_path, "Tien Boxers rijden; de Boxers zijn pantservoertuigen.")
    told = [finding for finding in links.findings if finding.message.startswith("ambiguous name")]
    assert [(f.level, f.span.anchor if f.span else "") for f in told] == [("note", "Boxers")]
    assert told[0].message == ("ambiguous name: 'Boxers' is taken for 'GTK Boxer': 'pantservoertuig' staat in de zin")
