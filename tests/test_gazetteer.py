"""The gazetteer files hold together: one class and one name per concept, no name for two concepts, no loose ends."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from babel.core import get_global
from generate_countries import ONTOLOGY, TARGET, generate, read_additions

BASE = "https://w3id.org/bondgenoot/id/"
BG = "https://w3id.org/bondgenoot/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

FOLDERS = {
    "Country": "country",
    "Organisation": "organisation",
    "Mission": "mission",
    "Exercise": "exercise",
    "Programme": "programme",
    "WeaponSystem": "weapon",
    "Agreement": "agreement",
    "Document": "document",
    "Meeting": "meeting",
    "Place": "place",
    "Person": "person",
}
SURE_LABELS = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", BG + "adjective", BG + "demonym")
GROUNDS = (SKOS + "definition", SKOS + "broader", ORG + "subOrganizationOf", BG + "runBy")

ALLOWED_CLASHES: frozenset[str] = frozenset()
"""Names that stand for concepts of two classes and are meant to: context decides between them."""


def no_faults(faults: list[str]) -> None:
    """Fail with the whole list, so that one run shows everything there is to mend."""
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def gazetteer_files() -> list[Path]:
    return sorted(ONTOLOGY.glob("names-*.ttl"))


@cache
def concepts() -> dict[str, dict[str, tuple[ox.Literal | ox.NamedNode, ...]]]:
    """Every subject of the gazetteer, by its path below the base, with the values of each of its properties."""
    found: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for path in gazetteer_files():
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            assert isinstance(triple.subject, ox.NamedNode), f"{path.name}: a blank node as subject"
            assert isinstance(triple.object, (ox.Literal, ox.NamedNode)), f"{path.name}: {triple.object} as value"
            found[triple.subject.value.removeprefix(BASE)][triple.predicate.value].append(triple.object)
    return {
        subject: {predicate: tuple(values) for predicate, values in properties.items()}
        for subject, properties in sorted(found.items())
    }


def class_of(concept: str) -> str:
    """The class that the concept's path says it has; ``?`` where the path has none of the eleven folders."""
    folder = concept.partition("/")[0]
    return next((kind for kind, expected in FOLDERS.items() if expected == folder), "?")


def sure_names() -> Iterator[tuple[str, str, bool]]:
    """Concept, label and whether the concept is generic, for every label that links by itself.

    A name that is also a ``bg:riskyLabel`` of its concept does not, the preferred one included.
    """
    for concept, properties in concepts().items():
        generic = BG + "generic" in properties
        risky = {value.value for value in properties.get(BG + "riskyLabel", ())}
        for predicate in SURE_LABELS:
            for value in properties.get(predicate, ()):
                if value.value not in risky:
                    yield concept, value.value, generic


def bearers() -> dict[str, tuple[str, ...]]:
    """Concepts by name; the names of generic concepts count in lower case, as they are matched."""
    found: dict[str, set[str]] = defaultdict(set)
    generic_names = {label.casefold() for _, label, generic in sure_names() if generic}
    for concept, label, generic in sure_names():
        found[label.casefold() if generic or label.casefold() in generic_names else label].add(concept)
    return {name: tuple(sorted(group)) for name, group in sorted(found.items())}


def test_countries_are_generated_from_their_table() -> None:
    assert TARGET.read_text(encoding="utf-8") == generate(read_additions()), (
        "names-countries.ttl differs from what the table gives: run python tests/generate_countries.py"
    )


def test_each_subject_is_in_one_file() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path in gazetteer_files():
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            homes[str(triple.subject)].add(path.name)
    no_faults([f"{subject} in {sorted(files)}" for subject, files in sorted(homes.items()) if len(files) > 1])


def test_each_concept_has_the_class_of_its_folder() -> None:
    faults = [
        f"{concept}: {[kind.value for kind in properties.get(RDF_TYPE, ())]}"
        for concept, properties in concepts().items()
        if [kind.value for kind in properties.get(RDF_TYPE, ())] != [BG + class_of(concept)]
    ]
    no_faults(faults)


def test_slugs_are_plain() -> None:
    plain = re.compile(r"country/[A-Z]{2}|(?!country/)[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
    no_faults([concept for concept in concepts() if not plain.fullmatch(concept)])


def test_each_concept_has_one_dutch_and_at_most_one_english_preferred_name() -> None:
    faults = []
    for concept, properties in concepts().items():
        languages = [
            value.language or "" for value in properties.get(SKOS + "prefLabel", ()) if isinstance(value, ox.Literal)
        ]
        if sorted(languages) not in (["nl"], ["en", "nl"]):
            faults.append(f"{concept}: {languages}")
    no_faults(faults)


def test_names_are_trimmed_and_straight() -> None:
    odd = re.compile(r"^\s|\s$|\s{2}|[’‘“”\n\t]|^$")
    no_faults([f"{concept}: {label!r}" for concept, label, _ in sure_names() if odd.search(label)])


def test_each_concept_says_what_it_is() -> None:
    faults = [concept for concept, properties in concepts().items() if not any(key in properties for key in GROUNDS)]
    no_faults(faults)


def test_references_lead_to_concepts() -> None:
    known = concepts()
    faults = [
        f"{concept} {predicate.rpartition('/')[2]} {value.value}"
        for concept, properties in known.items()
        for predicate, values in properties.items()
        for value in values
        if predicate != RDF_TYPE and isinstance(value, ox.NamedNode) and value.value.removeprefix(BASE) not in known
    ]
    no_faults(faults)


def test_no_concept_is_broader_than_itself() -> None:
    up = {
        concept: [value.value.removeprefix(BASE) for value in (*p.get(SKOS + "broader", ()), *p.get(GROUNDS[2], ()))]
        for concept, p in concepts().items()
    }
    faults = []
    for start in up:
        seen: set[str] = set()
        ahead = list(up[start])
        while ahead:
            current = ahead.pop()
            if current == start:
                faults.append(start)
                break
            if current not in seen:
                seen.add(current)
                ahead += up.get(current, [])
    no_faults(faults)


def folded(name: str) -> str:
    """The name as the matcher first looks for it: without case, accents and the choice of hyphen or space."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+|'", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def test_a_name_means_one_concept_of_a_class() -> None:
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for concept, label, _ in sure_names():
        found[class_of(concept), folded(label)][concept] = label
    no_faults([f"{kind}: {group}" for (kind, _), group in sorted(found.items()) if len(group) > 1])


def test_a_name_in_two_classes_is_meant() -> None:
    clashes = {name: group for name, group in bearers().items() if len({class_of(concept) for concept in group}) > 1}
    faults = [f"{name!r}: {group}" for name, group in clashes.items() if name not in ALLOWED_CLASHES]
    faults += [f"{name!r} is allowed to clash and does not" for name in sorted(ALLOWED_CLASHES - clashes.keys())]
    no_faults(faults)


def shared_names() -> Iterator[tuple[str, str, dict[str, bool]]]:
    """Class, folded name and bearers of each name that several concepts of a class have; True: it is sure of it."""
    found: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for concept, properties in concepts().items():
        for value in properties.get(BG + "riskyLabel", ()):
            found[class_of(concept), folded(value.value)][concept] = False
    for concept, label, _ in sure_names():
        if (class_of(concept), folded(label)) in found:
            found[class_of(concept), folded(label)][concept] = True
    for (kind, name), bearing in sorted(found.items()):
        if len(bearing) > 1:
            yield kind, name, bearing


def test_a_name_that_several_of_a_class_bear_can_be_told_apart() -> None:
    faults = []
    for kind, name, bearing in shared_names():
        context = {i: {w.value for w in concepts()[i].get(BG + "contextWord", ())} for i in bearing}
        lacking = [i for i, sure in bearing.items() if not sure and not context[i]]
        alike = [
            (a, b) for a in bearing for b in bearing if a < b and context[a] == context[b] and context[a] and context[b]
        ]
        if lacking or alike:
            faults.append(f"{kind} {name!r}: no context word for {lacking}, the same ones for {alike}")
    assert len(list(shared_names())) >= 10
    no_faults(faults)


def test_relations_lead_to_things_of_the_right_class() -> None:
    asked = {
        SKOS + "broader": None,  # the class of the concept itself
        ORG + "subOrganizationOf": ("Organisation",),
        BG + "country": ("Country",),
        BG + "takesPlaceIn": ("Country", "Place"),
        BG + "runBy": ("Country", "Mission", "Organisation", "Programme"),
        BG + "maker": ("Organisation",),
    }
    faults = [
        f"{concept} {predicate.rpartition('#')[2]} {value.value.removeprefix(BASE)}"
        for concept, properties in concepts().items()
        for predicate, kinds in asked.items()
        for value in properties.get(predicate, ())
        if class_of(value.value.removeprefix(BASE)) not in (kinds or (class_of(concept),))
    ]
    no_faults(faults)


NOT_WRITTEN_OUT = frozenset(
    f"organisation/{name}"
    for name in ("abn-amro", "acom", "asml", "bbb", "brics", "comlog", "denk", "finabel", "iceye", "ja21", "mowag",
                 "ogma", "ruag", "vard")
) | frozenset(
    ("exercise/danex", "exercise/isidoor", "exercise/opriskex", "exercise/panamax", "exercise/unitas",
     "exercise/volfa", "programme/aukus", "programme/crimario", "programme/pawa", "programme/starlift")
)  # fmt: skip
"""Names in capitals that are words by now, or whose long form nobody uses."""


def test_an_acronym_is_also_written_out() -> None:
    faults = []
    for concept, properties in concepts().items():
        kinds = ("Organisation", "Mission", "Exercise", "Programme", "Agreement", "Meeting")
        if class_of(concept) not in kinds or BG + "generic" in properties:
            continue
        dutch = next(v.value for v in properties[SKOS + "prefLabel"] if getattr(v, "language", "") == "nl")
        names = [v.value for p in (*SURE_LABELS, BG + "riskyLabel") for v in properties.get(p, ())]
        acronym = re.fullmatch(r"[a-z]{0,2}[A-Z][A-Z\d&/ .-]+", dutch)
        long = (
            name for name in names if re.search(r"[a-z]{2}", name) and (" " in name or re.search(r"[a-z]{12}", name))
        )
        if acronym and not any(long):
            faults.append(concept)
    assert not NOT_WRITTEN_OUT - set(faults), sorted(NOT_WRITTEN_OUT - set(faults))
    no_faults([concept for concept in faults if concept not in NOT_WRITTEN_OUT])


def test_a_context_word_has_a_risky_name_to_help() -> None:
    faults = [
        concept
        for concept, properties in concepts().items()
        if BG + "contextWord" in properties and BG + "riskyLabel" not in properties
    ]
    no_faults(faults)


def test_countries_have_both_codes() -> None:
    faults = []
    for concept, properties in concepts().items():
        if class_of(concept) == "Country":
            codes = sorted((value.value for value in properties.get(SKOS + "notation", ())), key=len)
            if [len(code) for code in codes] != [2, 3] or concept != f"country/{codes[0]}":
                faults.append(f"{concept}: {codes}")
    no_faults(faults)


WITHOUT_ISO_CODE = {"country/XK": ("XK", "XKX")}
"""Kosovo: codes of common use, which ISO 3166-1 leaves free for its users."""


def test_codes_of_countries_are_those_of_the_standard() -> None:
    """CLDR gives, beside each two-letter code, the three-letter codes of ISO 3166-1 that stand for it."""
    aliases = get_global("territory_aliases")
    faults = []
    for concept, properties in concepts().items():
        if class_of(concept) == "Country":
            two, three = sorted((value.value for value in properties[SKOS + "notation"]), key=len)
            if (two, three) != WITHOUT_ISO_CODE.get(concept) and aliases.get(three) != [two]:
                faults.append(f"{concept}: {two} {three}, CLDR has {aliases.get(three)} for {three}")
    no_faults(faults)


def test_no_concept_claims_to_be_one_of_another_list_without_proof() -> None:
    linked = ("exactMatch", "closeMatch", "sameAs")
    faults = [f"{i}: {p}" for i, properties in concepts().items() for p in properties if p.endswith(linked)]
    no_faults(faults)


LEAST = {
    "Country": 197, "Organisation": 1200, "Mission": 320, "Exercise": 250, "Programme": 230, "WeaponSystem": 800,
    "Agreement": 110, "Document": 240, "Meeting": 70, "Place": 1090, "Person": 255,
}  # fmt: skip
"""How many concepts each class has at the least."""


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_gazetteer_is_broad(kind: str) -> None:
    assert [class_of(concept) for concept in concepts()].count(kind) >= LEAST[kind]
