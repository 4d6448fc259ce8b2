"""One thing under many spellings, and many things under one spelling: what the packaged knowledge makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.anatomy import anatomy
from extract.annotate.names import Name, find_names, read_letter_names
from extract.knowledge import load_knowledge
from extract.link import Links, link
from extract.source import read_source


def names(*paragraphs: str) -> list[Name]:
    """The names of the last paragraph of a letter."""
    here = read_letter_names(paragraphs, load_knowledge())
    return find_names(paragraphs[-1], load_knowledge(), here)


def ids(*paragraphs: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(name.text, name.candidates) for name in names(*paragraphs)]


def linked(tmp_path: Path, *paragraphs: str) -> Links:
    path = tmp_path / "brief.txt"
    path.write_text("Geachte voorzitter,\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    parts = anatomy(read_source(path))
    texts = [block.text for block in parts.blocks]
    here = read_letter_names(texts, load_knowledge())
    return link(parts, [find_names(text, load_knowledge(), here) for text in texts], load_knowledge())


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
        ("Franse, Frans en de Fransen", ["country/FR"] * 3),
        ("Duitsers, Belgen en Noren", ["country/DE", "country/BE", "country/NO"]),
        ("de F16, de F 16's en F-16’s", ["weapon/f-16"] * 3),
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


AMBIGUOUS = {
    "Boxer, the vehicle": (
        ["Het pantserwielvoertuig Boxer is nieuw."],
        "Boxer", ("weapon/boxer",), "'pantserwielvoertuig' staat ernaast",
    ),
    "Boxer, nothing that tells": (["Hij spaart voor een Boxer."], "Boxer", None, ""),
    "Boxer, a surname": (["Wij spraken majoor Boxer."], "Boxer", (), "naam na 'majoor'"),
    "Patriot, the missile": (["Drie Patriots staan in Turkije."], "Patriots", ("weapon/patriot",), "namenlijst"),
    "patriot, a person": (["Hij is een patriot."], "patriot", None, ""),
    "Patriot, an act": (["In de VS geldt de Patriot Act."], "Patriot Act", (), "naam op 'Act'"),
    "Luxemburg, the state": (["Ook Luxemburg doet mee."], "Luxemburg", ("country/LU",), "namenlijst"),
    "Luxemburg, the province": (
        ["Een kazerne in de provincie Luxemburg."], "Luxemburg", ("place/provincie-luxemburg",), "namenlijst",
    ),
    "Georgië, the country": (["De NAVO steunt Georgië."], "Georgië", ("country/GE",), "namenlijst"),
    "Georgië, the American state": (
        ["Men oefent in de staat Georgië."], "Georgië", ("place/georgia-us",), "'staat' staat ernaast",
    ),
    "Kongo, told by a mission": (
        ["De missie MONUSCO in Kongo."], "Kongo", ("country/CD",), "'MONUSCO' staat in de zin",
    ),
    "Kongo, told by a town": (["Vanuit Brazzaville in Kongo."], "Kongo", ("country/CG",), "'Brazzaville'"),
    "Kongo, told by nothing": (
        ["Er is onrust in Kongo."], "Kongo", ("country/CD", "country/CG"), "zonder aanwijzing",
    ),
    "Korea, told by the north": (
        ["De kernproef bracht spanning in Korea."], "Korea", ("country/KP",), "'kernproef' staat in de zin",
    ),
    "Korea, told by nothing": (["Er was oorlog in Korea."], "Korea", ("country/KP", "country/KR"), "zonder aanwijzing"),
    "de Kamer": (["Ik informeer de Kamer hierover."], "Kamer", ("organisation/tweede-kamer",), "namenlijst"),
    "de Belgische Kamer": (["De Belgische Kamer stemde."], "Kamer", ("organisation/be-kamer",), "staat ernaast"),
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
