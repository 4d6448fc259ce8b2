"""Invented names in sentences made for them, read with all the packaged knowledge: what becomes of each."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.annotate.names import find_names, read_letter_names
from extract.knowledge import load_knowledge


class Case(NamedTuple):
    """Paragraphs of a letter, an invented name in the last of them, and its class; None for a name that is not read."""

    paragraphs: tuple[str, ...]
    name: str
    kind: str | None
    reason: str = ""


CASES = (
    Case(("Het Noorse fregat Skjoldvik voegt zich in mei bij het verband.",), "Skjoldvik", "WeaponSystem", "'fregat'"),
    Case(("Zr.Ms. Zilverreiger en Purperkoet liggen in de haven.",), "Purperkoet", "WeaponSystem", "'Zr.Ms'"),
    Case(("Er komen twaalf Zwaluwstaart-drones bij.",), "Zwaluwstaart-drones", "WeaponSystem", "met 'drones'"),
    Case(("De opvolger van de Nachtuil komt later.",), "Nachtuil", "WeaponSystem", "'opvolger van'"),
    Case(("De oefening Amber Thistle begint in mei.",), "Amber Thistle", "Exercise", "'oefening'"),
    Case(
        ("De operatie Stille Branding wordt verlengd.", "Aan Stille Branding doen vier landen mee."),
        "Stille Branding", "Mission", "eerder in de brief",
    ),
    Case(
        ("Tien waarnemers gaan naar UNMIKA, de VN-missie in de bergen.", "UNMIKA begint in juni."),
        "UNMIKA", "Mission", "verklaard als 'missie'",
    ),
    Case(("Het consortium Veldraaf Optronica levert kijkers.",), "Veldraaf Optronica", "Organisation", "'consortium'"),
    Case(("De kijkers zijn besteld bij Rheinfelder.",), "Rheinfelder", "Organisation", "levering"),
    Case(
        ("De QRV-lidstaten kwamen bijeen.", "Daarna besloot QRV tot uitbreiding."),
        "QRV", "Organisation", "met 'lidstaten'",
    ),
    Case(("Het 55 Pantserjagerbataljon is opgericht.",), "55 Pantserjagerbataljon", "Organisation", "eenheid"),
    Case(
        ("Het European Littoral Watch Initiative (ELWI) groeit.", "Binnen ELWI is België de trekker."),
        "ELWI", "Programme", "afkorting van 'European Littoral Watch Initiative'",
    ),
    Case(
        ("Uit het Fonds voor Maritieme Weerbaarheid komt geld.",),
        "Fonds voor Maritieme Weerbaarheid", "Programme", "'Fonds'",
    ),
    Case(("Wij tekenden het Verdrag van Oldemarsum.",), "Verdrag van Oldemarsum", "Agreement", "'Verdrag'"),
    Case(("De Kustwachtvisie 2034 is gereed.",), "Kustwachtvisie 2034", "Document", "'visie'"),
    Case(("Wij gaan naar de Conferentie van Mirano.",), "Conferentie van Mirano", "Meeting", "'Conferentie'"),
    Case(("Er wordt getraind in Port Halvard (Ghana).",), "Port Halvard", "Place", "na 'in'"),
    Case(
        ("Brigadegeneraal Tjalling Hoitema voert het bevel.", "Hoitema vertrekt in juni."),
        "Hoitema", "Person", "achternaam van 'Tjalling Hoitema'",
    ),
    # ships, weapons and materiel
    Case(("Het Deense korvet Havtorn sluit zich aan bij het verband.",), "Havtorn", "WeaponSystem", "'korvet'"),
    Case(("Het Zweedse kustwachtschip Blåvinge vaart mee.",), "Blåvinge", "WeaponSystem", "'kustwachtschip'"),
    Case(("Aan boord van de Sint-Odulf, een Noors bevoorradingsschip, is plaats.",), "Sint-Odulf", "WeaponSystem"),
    Case(("Het 9 Ruiterbataljon kreeg zes Ratelaars.",), "Ratelaars", "WeaponSystem", "meervoud na een aantal"),
    Case(("De raket Donderslag is beproefd.",), "Donderslag", "WeaponSystem", "'raket'"),
    Case(("De Boreas-radarsystemen zijn vervangen.",), "Boreas-radarsystemen", "WeaponSystem", "'radarsystemen'"),
    # exercises and missions
    Case(("Zij varen in Zwarte Anjer, de vlootoefening van mei.",), "Zwarte Anjer", "Exercise", "'vlootoefening'"),
    Case(
        ("Zij namen deel aan de oefening Vultur Alb en aan Falcon Steppe.",), "Falcon Steppe", "Exercise", "in een rij",
    ),
    Case(("De Franse operatie ‘Un aigle blanc’ is voorbij.",), "Un aigle blanc", "Mission", "'operatie'"),
    Case(("De missie, genaamd Lange Wacht, begint in juni.",), "Lange Wacht", "Mission", "'missie'"),
    Case(("Wij dragen met acht man bij aan EUTM Sombara.",), "EUTM Sombara", "Mission", "'EUTM'"),
    # programmes, papers, agreements
    Case(
        ("Het Joint Harbour Radar Programme (JHRP) begint.", "Het JHRP-budget groeit."),
        "JHRP", "Programme", "afkorting van 'Joint Harbour Radar Programme'",
    ),
    Case(("Het project Heldere Hemel loopt tot 2035.",), "Heldere Hemel", "Programme", "'project'"),
    Case(("Zie het rapport ‘Een veilige haven’ van mei.",), "Een veilige haven", "Document", "'rapport'"),
    Case(("Wij tekenden de Verklaring van Ostermeer.",), "Verklaring van Ostermeer", "Agreement", "'Verklaring'"),
    # organisations
    Case(("Het 4de Bataljon Kustruiters is opgericht.",), "4de Bataljon Kustruiters", "Organisation", "eenheid"),
    Case(("Het Regiment Duinjagers oefent.",), "Regiment Duinjagers", "Organisation", "eenheid op 'Regiment'"),
    Case(("De Taskforce Waterweren adviseert.",), "Taskforce Waterweren", "Organisation", "'Taskforce'"),
    Case(
        ("ATLAS-NET, de organisatie van vijf landen, groeit.", "Binnen ATLAS-NET is overleg."),
        "ATLAS-NET", "Organisation",
    ),
    Case(("Er is een order geplaatst bij Nordhag Optik.",), "Nordhag Optik", "Organisation", "levering"),
    # persons and places
    Case(
        ("De minister van Havens, Søren Lundby, en zijn gast tekenden.",), "Søren Lundby", "Person", "na een functie",
    ),
    Case(("Korporaal Fenna Drijver kreeg een lintje.",), "Fenna Drijver", "Person", "'korporaal'"),
    Case(("Het ligt aan de rivier Sombe.",), "Sombe", "Place", "'rivier'"),
    Case(("Er zijn in Oldekerk 46 Leopards besteld.",), "Oldekerk", "Place", "na 'in'"),
    Case(("Er zijn gevechten in de omgeving van Maroudi.",), "Maroudi", "Place", "'omgeving van'"),
    # what the surroundings do not tell stays unread, or goes by the commonest class of its form
    Case(("Vorig jaar was Kestrel Dawn een succes.",), "Kestrel Dawn", None),
    Case(("Ook de Hoge Wachters deden mee.",), "Hoge Wachters", "Organisation", "naam na 'de'"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_became_of_it(case: Case) -> None:
    knowledge = load_knowledge()
    here = read_letter_names(case.paragraphs, knowledge)
    found = {name.text: name for name in find_names(case.paragraphs[-1], knowledge, here)}
    if case.kind is None:
        assert case.name not in found
        return
    assert found[case.name].kind == case.kind
    assert found[case.name].candidates == ()
    assert case.reason in found[case.name].reason


def test_the_names_stand_in_no_list() -> None:
    listed = {name for concept in load_knowledge().concepts.values() for name in concept.names}
    assert len({case.name for case in CASES}) == len(CASES) >= 45
    assert not listed & {case.name for case in CASES}
