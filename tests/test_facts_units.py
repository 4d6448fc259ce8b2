"""Sentences cut into units, phrases and clauses, on words tagged by hand, so that no tagger has a say.

A word stands with its tag behind a stroke, a name in braces with its kind: "{KFOR:Mission} is/X verlengd/V".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotate.dates import find_dates
from extract.annotate.quantities import find_quantities
from extract.facts.clauses import Clause, clauses_of
from extract.facts.phrases import Phrase
from extract.facts.units import Unit, units_of
from extract.link import Linked
from extract.reading import EntityKind

TAGS = {
    "N": "NOUN", "D": "DET", "A": "ADJ", "P": "ADP", "V": "VERB", "F": "VERB", "X": "AUX", "R": "ADV",
    "C": "CCONJ", "O": "PRON", "S": "SCONJ", "M": "NUM", "E": "PROPN",
}  # fmt: skip
PIECE = re.compile(r"\{(?P<name>[^:}]+):(?P<kind>\w+)\}|(?P<word>\S+?)/(?P<tag>[A-Z])(?=\s|$)|(?P<mark>\S)")
ADJECTIVES = frozenset({"Deense", "Duitse", "Finse", "Franse", "Noorse", "Poolse", "Spaanse", "Zweedse"})


def units(tagged: str) -> list[Unit]:
    """The units of a tagged sentence; F and X are finite verbs."""
    words, tags, spaces, names = [], [], [], []
    kinds: list[tuple[int, int, str]] = []
    at = 0
    for piece in PIECE.finditer(tagged):
        space = tagged[piece.end() : piece.end() + 1] == " "
        parts = piece["name"].split(" ") if piece["name"] else [piece["word"] or piece["mark"]]
        if piece["name"]:
            kinds.append((at, at + len(piece["name"]), piece["kind"]))
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            words.append(part)
            tags.append(piece["tag"] or ("E" if piece["name"] else ""))
            spaces.append(space if last else True)
            at += len(part) + spaces[-1]
    doc = Doc(
        Vocab(),
        words=words,
        spaces=spaces,
        pos=[TAGS.get(tag, "PUNCT") for tag in tags],
        lemmas=[word.lower() for word in words],
        morphs=["VerbForm=Fin" if tag in ("F", "X") else "" for tag in tags],
    )
    for start, end, kind in kinds:
        names.append(Linked(start, end, _kind(kind), doc.text[start:end], 1.0, "told", doc.text[start:end]))
    dates = find_dates(doc.text, None, [(n.start, n.end) for n in names])
    skip = [*((n.start, n.end) for n in names), *((d.start, d.end) for d in dates)]
    return units_of(doc.text, doc, names, find_quantities(doc.text, skip), dates, ADJECTIVES)


def _kind(name: str) -> EntityKind:
    kinds: tuple[EntityKind, ...] = ("Country", "Organisation", "Mission", "Exercise", "WeaponSystem", "Place")
    return next(kind for kind in kinds if kind.startswith(name))


def clauses(tagged: str) -> list[Clause]:
    return clauses_of(units(tagged))


def phrases(tagged: str) -> list[Phrase]:
    return [phrase for clause in clauses(tagged) for phrase in clause.phrases]


def named(phrase: Phrase | None) -> list[str]:
    return [name.entity for name in phrase.names] if phrase is not None else []


def owned(phrase: Phrase) -> list[str]:
    return [name.entity for name in phrase.owners]


def number(phrase: Phrase) -> int | None:
    return int(phrase.amount.value) if phrase.amount is not None and phrase.amount.value is not None else None


def verbs(clause: Clause) -> list[str]:
    return [verb.text for verb in clause.verbs]


def by_prep(found: list[Phrase]) -> Iterator[tuple[str | None, str]]:
    for phrase in found:
        yield phrase.prep, " ".join(unit.text for unit in phrase.units)


# -- units --------------------------------------------------------------------------------------


def test_names_dates_and_amounts_are_laid_over_the_words() -> None:
    found = units("In/P 2019/M leverde/F {Nederland:Country} vier/M waarnemers/N aan/P {UNDOF:Mission} .")
    assert [(unit.text, unit.kind) for unit in found] == [
        ("In", "word"), ("2019", "date"), ("leverde", "word"), ("Nederland", "name"), ("vier", "amount"),
        ("waarnemers", "word"), ("aan", "word"), ("UNDOF", "name"), (".", "mark"),
    ]  # fmt: skip


def test_units_stand_in_order_without_overlap_at_their_own_characters() -> None:
    found = units("Circa/R 340/M {Ierse:Country} militairen/N dienen/F sinds/P 1978/M bij/P {UNIFIL:Mission} .")
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(unit.end - unit.start == len(unit.text) for unit in found)


def test_an_adjective_of_a_country_is_an_adjective_and_its_name_a_name() -> None:
    found = units("Deense/A militairen/N .")
    assert found[0].kind == "word"
    deense, denemarken = units("{Deense:Country} {Denemarken:Country}")
    assert (deense.pos, denemarken.pos) == ("ADJ", "PROPN")


def test_what_a_name_leaves_of_a_token_is_tied_to_it() -> None:
    found = units("de/D {NAVO:Organisation}-missie/N {KFOR:Mission}")
    assert [(unit.text, unit.tied) for unit in found] == [
        ("de", False), ("NAVO", False), ("-missie", True), ("KFOR", False),
    ]  # fmt: skip


def test_ordinals_are_no_amounts() -> None:
    assert all(unit.amount is None for unit in units("de/D vierde/A rotatie/N in/P {KFOR:Mission}"))


# -- phrases ------------------------------------------------------------------------------------


def test_a_preposition_takes_the_noun_phrase_behind_it() -> None:
    found = phrases("{Nederland:Country} neemt/F met/P drie/M officieren/N deel/N aan/P {UNIFIL:Mission} .")
    assert list(by_prep(found)) == [
        (None, "Nederland"), ("met", "drie officieren"), (None, "deel"), ("aan", "UNIFIL"),
    ]  # fmt: skip
    assert number(found[1]) == 3
    assert found[1].noun == "officieren"


@pytest.mark.parametrize(
    ("words", "prep"),
    [
        ("in/P het/D kader/N van/P", "in het kader van"),
        ("ten/P behoeve/N van/P", "ten behoeve van"),
        ("onder/P leiding/N van/P", "onder leiding van"),
        ("in/P samenwerking/N met/P", "in samenwerking met"),
        ("ter/P vervanging/N van/P", "ter vervanging van"),
        ("met/P ingang/N van/P", "met ingang van"),
    ],
)
def test_a_fixed_preposition_is_one_preposition(words: str, prep: str) -> None:
    found = phrases(f"{{Spanje:Country}} werkt/F {words} {{KFOR:Mission}} .")
    assert [(phrase.prep, named(phrase)) for phrase in found] == [(None, ["Spanje"]), (prep, ["KFOR"])]


def test_the_adjective_of_a_country_owns_the_noun_behind_it() -> None:
    (found, *_) = phrases("De/D {Deense:Country} deelname/N aan/P {KFOR:Mission} loopt/F .")
    assert owned(found) == ["Deense"]
    assert named(found) == []
    assert found.noun == "deelname"


def test_a_name_before_a_tied_noun_is_only_the_first_part_of_a_compound() -> None:
    (found, *_) = phrases("De/D {VN:Organisation}-missie/N {UNFICYP:Mission} loopt/F .")
    assert [part.entity for part in found.parts] == ["VN"]
    assert named(found) == ["UNFICYP"]


def test_what_stands_in_brackets_is_an_aside_of_the_phrase_before_it() -> None:
    found = phrases("{Spanje:Country} oefende/F in/P {Gao:Place} ({Mali:Country}) met/P {Noorwegen:Country} .")
    assert [(phrase.prep, named(phrase)) for phrase in found] == [
        (None, ["Spanje"]), ("in", ["Gao"]), ("met", ["Noorwegen"]),
    ]  # fmt: skip
    assert [named(aside) for aside in found[1].asides] == [["Mali"]]


def test_a_date_in_brackets_is_an_aside_too() -> None:
    found = phrases("{België:Country} (2018) en/C {Noorwegen:Country} (2020) traden/F toe/P .")
    assert [[date.first for aside in phrase.asides for date in aside.dates] for phrase in found if phrase.names] == [
        ["2018"], ["2020"],
    ]  # fmt: skip


@pytest.mark.parametrize("verb", ["leverde", "leveren", "zette", "vlogen", "varen"])
def test_a_finite_verb_before_its_subject_is_no_participle_of_it(verb: str) -> None:
    (clause,) = clauses(f"In/P het/D kader/N van/P {{KFOR:Mission}} {verb}/F {{Spanje:Country}} twee/M fregatten/N .")
    assert verbs(clause) == [verb]
    assert [named(phrase) for phrase in clause.phrases] == [["KFOR"], ["Spanje"], []]


# -- coordination and ellipsis ------------------------------------------------------------------


def test_coordinated_names_share_the_first_ones_preposition() -> None:
    found = phrases("{Nederland:Country} werkt/F met/P {Duitsland:Country} ,  {Polen:Country} en/C {Spanje:Country} .")
    assert [(phrase.prep, named(phrase)) for phrase in found] == [
        (None, ["Nederland"]), ("met", ["Duitsland"]), ("met", ["Polen"]), ("met", ["Spanje"]),
    ]  # fmt: skip
    assert found[3].kin is not None


def test_a_noun_told_once_holds_for_both_counts() -> None:
    first, second, _ = phrases(
        "Zestig/M {Deense:Country} en/C dertig/M {Poolse:Country} genisten/N dienen/F bij/P {KFOR:Mission} ."
    )
    assert [(number(p), owned(p), p.noun) for p in (first, second)] == [
        (60, ["Deense"], "genisten"), (30, ["Poolse"], "genisten"),
    ]  # fmt: skip
    assert (first.borrowed, second.borrowed) == (True, False)
    assert second.kin is first


def test_a_name_told_once_holds_for_the_counts_of_both_years() -> None:
    found = phrases("{Polen:Country} kreeg/F in/P 2019/M twee/M en/C in/P 2020/M vier/M {F-35's:WeaponSystem} .")
    counted = [(number(phrase), named(phrase)) for phrase in found if phrase.amount is not None]
    assert counted == [(2, ["F-35's"]), (4, ["F-35's"])]
    assert [date.first for phrase in found for date in phrase.dates] == ["2019", "2020"]


def test_names_of_different_kinds_are_not_tied_together() -> None:
    found = phrases("{Spanje:Country} oefent/F met/P {Polen:Country} en/C {KFOR:Mission} rust/F .")
    kfor = next(phrase for phrase in found if named(phrase) == ["KFOR"])
    assert kfor.kin is None
    assert kfor.prep is None


# -- clauses ------------------------------------------------------------------------------------


def test_a_participle_with_its_phrases_inside_a_noun_phrase_is_a_clause_about_it() -> None:
    main, inner = clauses("De/D door/P {Italië:Country} geleide/V missie/N {EULEX:Mission} is/X verlengd/V .")
    assert (main.kind, verbs(main), [named(p) for p in main.phrases]) == ("main", ["is", "verlengd"], [["EULEX"]])
    assert (inner.kind, verbs(inner)) == ("participle", ["geleide"])
    assert [(p.prep, named(p)) for p in inner.phrases] == [("door", ["Italië"])]
    assert named(inner.antecedent) == ["EULEX"]
    assert inner.parent is main


def test_two_phrases_inside_a_noun_phrase_both_go_with_the_participle() -> None:
    _, inner = clauses(
        "De/D in/P 2018/M door/P {Frankrijk:Country} opgerichte/V eenheid/N {EI2:Organisation} groeit/F ."
    )
    assert [phrase.prep for phrase in inner.phrases] == ["in", "door"]
    assert [date.first for phrase in inner.phrases for date in phrase.dates] == ["2018"]


def test_a_participle_after_a_comma_says_something_of_the_name_before_it() -> None:
    main, reduced = clauses("{SHAPE:Organisation} , gevestigd/V in/P {Casteau:Place} , leidt/F de/D operatie/N .")
    assert (reduced.kind, verbs(reduced), named(reduced.antecedent)) == ("reduced", ["gevestigd"], ["SHAPE"])
    assert [(p.prep, named(p)) for p in reduced.phrases] == [("in", ["Casteau"])]
    assert (main.kind, verbs(main)) == ("main", ["leidt"])
    assert [" ".join(p.words) for p in main.phrases] == ["shape", "de operatie"]


@pytest.mark.parametrize("opener", ["waaraan", "waarin", "waarbij", "waar"])
def test_a_relative_adverb_opens_a_clause_about_the_name_before_it(opener: str) -> None:
    main, relative = clauses(
        f"De/D missie/N {{KFOR:Mission}} , {opener}/R {{Polen:Country}} deelneemt/F , is/X verlengd/V ."
    )
    assert (relative.kind, verbs(relative), named(relative.antecedent)) == ("relative", ["deelneemt"], ["KFOR"])
    assert [named(p) for p in relative.phrases] == [["Polen"]]
    assert relative.opener is not None
    assert relative.opener.text == opener
    assert verbs(main) == ["is", "verlengd"]


def test_a_relative_pronoun_opens_a_clause_and_the_main_clause_goes_on_behind_it() -> None:
    main, relative = clauses("{Spanje:Country} , dat/O {KFOR:Mission} leidt/F , levert/F tien/M militairen/N .")
    assert (relative.kind, verbs(relative), named(relative.antecedent)) == ("relative", ["leidt"], ["Spanje"])
    assert verbs(main) == ["levert"]
    assert [number(p) for p in main.phrases] == [None, 10]


@pytest.mark.parametrize("conjunction", ["omdat", "terwijl", "zodat", "nadat"])
def test_a_subordinating_conjunction_opens_a_clause(conjunction: str) -> None:
    main, sub = clauses(
        f"{{Polen:Country}} oefent/F , {conjunction}/S {{Spanje:Country}} aan/P {{KFOR:Mission}} deelneemt/F ."
    )
    assert (main.kind, verbs(main), [named(p) for p in main.phrases]) == ("main", ["oefent"], [["Polen"]])
    assert (sub.kind, verbs(sub), [named(p) for p in sub.phrases]) == ("sub", ["deelneemt"], [["Spanje"], ["KFOR"]])
    assert sub.parent is main


def test_two_main_clauses_have_each_their_own_phrases() -> None:
    first, second = clauses(
        "{Polen:Country} leidt/F {KFOR:Mission} en/C {Spanje:Country} levert/F twee/M fregatten/N ."
    )
    assert (verbs(first), [named(p) for p in first.phrases]) == (["leidt"], [["Polen"], ["KFOR"]])
    assert (verbs(second), [named(p) for p in second.phrases]) == (["levert"], [["Spanje"], []])


def test_a_second_verb_without_a_subject_looks_back_at_the_clause_before() -> None:
    first, second = clauses("{Polen:Country} leidt/F {KFOR:Mission} en/C levert/F twee/M fregatten/N .")
    assert verbs(second) == ["levert"]
    assert second.before is first


def test_the_particle_at_the_end_is_no_preposition_of_anything() -> None:
    (clause,) = clauses("{Polen:Country} zet/F bij/P {KFOR:Mission} twee/M helikopters/N in/P .")
    assert verbs(clause) == ["zet"]
    assert [(phrase.prep, named(phrase)) for phrase in clause.phrases][:2] == [(None, ["Polen"]), ("bij", ["KFOR"])]
    assert all(phrase.prep != "in" or not phrase.filled for phrase in clause.phrases)


def test_a_phrase_in_front_stands_with_the_verb_behind_it() -> None:
    (clause,) = clauses("Sinds/P 2015/M levert/F {Polen:Country} aan/P {KFOR:Mission} tien/M militairen/N .")
    assert [phrase.prep for phrase in clause.phrases] == ["sinds", None, "aan", None]
    assert verbs(clause) == ["levert"]


def test_an_apposition_names_what_stands_before_it() -> None:
    (clause,) = clauses("{KFOR:Mission} , een/D missie/N in/P {Kosovo:Country} , groeit/F .")
    assert [named(phrase) for phrase in clause.phrases] == [["KFOR"], ["KFOR"], ["Kosovo"]]


def test_a_clause_reaches_from_its_first_to_its_last_word() -> None:
    tagged = "{Polen:Country} leidt/F {KFOR:Mission} ."
    (clause,) = clauses(tagged)
    assert (clause.start, clause.end) == (0, len("Polen leidt KFOR"))
